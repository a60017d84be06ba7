//! Walks through the built site. Run them with `cargo xtask test browser`.

mod appearance;
mod drill;
mod ending;
mod events;
mod faults;
mod first_load;
mod harness;
mod home;
mod keyboard;
mod lesson;
mod links;
mod meanings;
mod player;
mod static_site;
mod waits;
mod words;
