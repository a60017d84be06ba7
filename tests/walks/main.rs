//! Walks through the built site. Run them with `cargo xtask test browser`.

mod first_load;
mod harness;
mod home;
mod static_site;
