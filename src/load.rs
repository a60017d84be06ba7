//! The course, brought from the site file by file, and what can go wrong with it.

use highwater_text::Lang;
use highwater_text::course::{self, FormatError, Index, Lesson};
use serde::de::DeserializeOwned;

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

/// The list of lessons.
pub async fn index() -> Result<Index, Trouble> {
    read("course/index.bin".to_owned()).await
}

/// A lesson in a language. The id must be one of the list.
pub async fn lesson(id: &str, lang: Lang) -> Result<Lesson, Trouble> {
    read(format!("course/{id}.{}.bin", lang.code())).await
}

async fn read<T: DeserializeOwned>(path: String) -> Result<T, Trouble> {
    let bytes = match fetch::bytes(&path).await {
        Ok(bytes) => bytes,
        Err(error) => return Err(Trouble::Fetch { path, error }),
    };
    course::decode(&bytes).map_err(|error| Trouble::Format { path, error })
}
