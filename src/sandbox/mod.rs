//! What one builds in the sandbox, and what the browser keeps of it: plain Rust, without a browser type.
//!
//! ```text
//!  a scenario ─► Draft (texts in fields) ─► read ─► a scenario, or what is wrong at which field
//!  a session  ─► Sandbox (the whole run) ─► Shelf ─► a text for the browser, and back
//! ```

mod base64;
mod draft;
pub mod field;
mod read;
mod shelf;
#[cfg(test)]
mod tests;

pub use draft::{Draft, PARTS_MAX, Sheet, has_same_parts};
pub use field::{Field, Name, Part};
pub use read::{FieldProblem, Wrong};
pub use shelf::{Aside, Entry, Shelf, WhyAside};
