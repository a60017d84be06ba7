//! The course, brought from the site file by file, and what can go wrong with it.

use highwater_text::Lang;
use highwater_text::course::{self, Coded, FormatError, Glossary, Index, Legend, Lesson};

use crate::platform::fetch::{self, FetchError};
use crate::session::OpenError;

/// Why there is nothing to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trouble {
    /// The course has no lesson with that id.
    NoSuchLesson(String),
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

/// Asks for the list of lessons.
pub fn index(told: impl FnOnce(Result<Index, Trouble>) + 'static) {
    read("course/index.bin".to_owned(), told);
}

/// Asks for a lesson in a language. The id must be one of the list.
pub fn lesson(id: &str, lang: Lang, told: impl FnOnce(Result<Lesson, Trouble>) + 'static) {
    read(format!("course/{id}.{}.bin", lang.code()), told);
}

/// Asks for the glossary in a language.
pub fn glossary(lang: Lang, told: impl FnOnce(Result<Glossary, Trouble>) + 'static) {
    read(format!("course/glossary.{}.bin", lang.code()), told);
}

/// Asks for the legend in a language.
pub fn legend(lang: Lang, told: impl FnOnce(Result<Legend, Trouble>) + 'static) {
    read(format!("course/legend.{}.bin", lang.code()), told);
}

fn read<T: Coded>(path: String, told: impl FnOnce(Result<T, Trouble>) + 'static) {
    fetch::bytes(&path.clone(), move |bytes| {
        told(match bytes {
            Ok(bytes) => course::decode(&bytes).map_err(|error| Trouble::Format { path, error }),
            Err(error) => Err(Trouble::Fetch { path, error }),
        });
    });
}
