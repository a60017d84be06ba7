//! What the application above a consumer does, and what its consumer makes of it.

mod application;
mod between_calls;
mod commits;
#[path = "../common/mod.rs"]
mod common;
mod poll_loop;
