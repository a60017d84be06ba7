//! Walks through the built site. Run them with `cargo xtask test browser`.

mod first_load;
mod harness;
mod home;
mod lesson;
mod player;
mod static_site;
mod words;
