//! Walks through the built site. Run them with `cargo xtask test browser`.

mod accessibility;
mod appearance;
mod commands;
mod course;
mod drill;
mod ending;
mod events;
mod faults;
mod first_load;
mod harness;
mod home;
mod inspector;
mod keyboard;
mod lesson;
mod links;
mod losses;
mod meanings;
mod player;
mod sandbox;
mod static_site;
mod strip;
mod views;
mod waits;
mod words;
