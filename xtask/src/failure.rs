//! Why a command could not be carried out.

use std::fmt;
use std::path::Path;

/// What this program's functions return.
pub type Result<T> = std::result::Result<T, Failure>;

/// A sentence for the person at the terminal: what was wrong, where, and what would be right.
///
/// This program only ever shows its failures, so one type that carries the sentence is enough.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// A failure that says `message`.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// A failure of the file system while doing `what` with `path`.
    pub fn file(what: &str, path: &Path, error: &std::io::Error) -> Self {
        Self(format!("could not {what} {}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
