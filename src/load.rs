//! The course, brought from the site file by file, and what can go wrong with it.

use std::sync::Arc;

use highwater_text::Lang;
use highwater_text::course::{self, Coded, FormatError};

use crate::platform::fetch::{self, FetchError};
use crate::session::OpenError;

/// Why there is nothing to see.
#[derive(Debug)]
pub enum Trouble {
    /// The course has no lesson with that id.
    NoSuchLesson(String),
    /// The sandbox has no preset with that id.
    NoSuchPreset(String),
    /// A file did not come.
    Fetch {
        /// The file.
        path: String,
        /// Why.
        error: FetchError,
    },
    /// A file came and cannot be read.
    Format {
        /// The file.
        path: String,
        /// Why.
        error: FormatError,
    },
    /// The engine cannot run it.
    CannotRun(OpenError),
}

/// A trouble as it is told on. What happens once is not what happens another time, so that nobody
/// needs to compare what it says.
#[derive(Clone, Debug)]
pub struct Failure(Arc<Trouble>);

impl Failure {
    /// The trouble.
    pub fn trouble(&self) -> &Trouble {
        &self.0
    }
}

impl From<Trouble> for Failure {
    fn from(trouble: Trouble) -> Self {
        Self(Arc::new(trouble))
    }
}

impl PartialEq for Failure {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A file that has come.
pub struct File {
    path: String,
    bytes: Vec<u8>,
}

impl File {
    /// What it holds.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn read<T: Coded>(self) -> Result<T, Trouble> {
        let Self { path, bytes } = self;
        course::decode(&bytes).map_err(|error| Trouble::Format { path, error })
    }
}

/// What is done with a file, or without it.
pub type Told = Box<dyn FnOnce(Result<File, Trouble>)>;

/// Asks for the list of lessons.
pub fn index(told: Told) {
    ask("course/index.bin".to_owned(), told);
}

/// Asks for a file of the course in a language: `glossary`, `legend`, `words`, `presets`, `settings`, a lesson by its id, which
/// must be one of the list, or the end of one, `{id}.end`.
pub fn in_language(name: &str, lang: Lang, told: Told) {
    ask(["course/", name, ".", lang.code(), ".bin"].concat(), told);
}

fn ask(path: String, told: Told) {
    fetch::bytes(&path.clone(), move |bytes| {
        told(match bytes {
            Ok(bytes) => Ok(File { path, bytes }),
            Err(error) => Err(Trouble::Fetch { path, error }),
        });
    });
}
