//! The app: what a person sees and does.
//!
//! ```text
//!  DOM event ─► Action ─► Session::update ─► Timeline (engine) ─► World at time t
//!                                                             └► stage ─► SVG
//! ```
//!
//! [`session`] owns everything that can change and knows no browser; [`platform`] is the only room
//! that names browser APIs; views read the session and dispatch actions.

pub mod action;
mod app;
pub mod clock;
mod deferred;
pub mod home;
pub mod key;
mod load;
mod page;
mod panel;
mod platform;
pub mod progress;
pub mod route;
pub mod sandbox;
pub mod session;
pub mod stage;
mod store;
mod strip;
mod theme;
mod view;

/// Opens the app in the page.
pub fn start() {
    platform::panic::install();
    platform::page::mount(app::app);
}
