//! The product, tested as a person uses it.
//!
//! ```text
//! dist/ ─► SiteServer, under a sub-path ─► Chromium ◄─ chromedriver ◄─ Page ◄─ walks, shots
//! ```
//!
//! A walk knows roles and accessible names, never classes or ids: what it finds, a person with a
//! screen reader finds. Nothing here uses the other packages; the site is all there is.

pub mod announced;
pub mod axe;
pub mod driver;
pub mod layout;
pub mod moments;
pub mod pace;
pub mod page;
pub mod picture;
pub mod picture_index;
pub mod problem;
pub mod server;
pub mod told;
pub mod touch;

pub use page::{Page, walk};
pub use problem::{Problem, Result};
