//! What is wrong with a file of the course, and where.

use std::cell::RefCell;
use std::fmt;
use std::fs;
use std::path::Path;

/// Something wrong at a place of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file, from the course's folder.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column, from 1, in characters.
    pub column: usize,
    /// What is wrong.
    pub wrong: String,
    /// What would be right.
    pub right: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            file,
            line,
            column,
            wrong,
            right,
        } = self;
        write!(f, "{file}:{line}:{column}: {wrong}")?;
        if right.is_empty() {
            Ok(())
        } else {
            write!(f, "; {right}")
        }
    }
}

impl std::error::Error for Problem {}

/// A file that was read, and everything found wrong with it so far.
#[derive(Debug)]
pub struct Source {
    name: String,
    text: String,
    problems: RefCell<Vec<Problem>>,
}

impl Source {
    /// Reads `folder/name`; a missing file or one that is no UTF-8 is a problem with a place.
    ///
    /// # Errors
    /// That problem.
    pub fn read(folder: &Path, name: &str) -> Result<Self, Problem> {
        match fs::read(folder.join(name)) {
            Ok(bytes) => Self::from_bytes(name, bytes),
            Err(error) => Err(Problem {
                file: name.to_owned(),
                line: 1,
                column: 1,
                wrong: format!("the file cannot be read: {}", error.kind()),
                right: "every lesson has scenario.toml, en.md and ko.md, and the course has course.toml".to_owned(),
            }),
        }
    }

    /// A source from what a file holds.
    ///
    /// # Errors
    /// When the bytes are no UTF-8.
    pub fn from_bytes(name: &str, bytes: Vec<u8>) -> Result<Self, Problem> {
        String::from_utf8(bytes)
            .map(|text| Self::new(name, text))
            .map_err(|error| {
                let (good, bad) = error.as_bytes().split_at(error.utf8_error().valid_up_to());
                let (line, column) = place(&String::from_utf8_lossy(good), good.len());
                Problem {
                    file: name.to_owned(),
                    line,
                    column,
                    wrong: format!(
                        "the byte 0x{:02x} is no UTF-8 here",
                        bad.first().unwrap_or(&0)
                    ),
                    right: "save the file as UTF-8".to_owned(),
                }
            })
    }

    /// A source from a text.
    #[must_use]
    pub fn new(name: &str, text: String) -> Self {
        Self {
            name: name.to_owned(),
            text,
            problems: RefCell::default(),
        }
    }

    /// The file's text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Notes something wrong at this byte of the text.
    pub fn report(&self, at: usize, wrong: impl Into<String>, right: impl Into<String>) {
        let (line, column) = place(&self.text, at);
        let problem = Problem {
            file: self.name.clone(),
            line,
            column,
            wrong: wrong.into(),
            right: right.into(),
        };
        let mut problems = self.problems.borrow_mut();
        if !problems.contains(&problem) {
            problems.push(problem);
        }
    }

    /// Whether nothing wrong was found so far.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.problems.borrow().is_empty()
    }

    /// Everything found wrong, from the file's top to its end.
    #[must_use]
    pub fn into_problems(self) -> Vec<Problem> {
        let mut problems = self.problems.into_inner();
        problems.sort();
        problems
    }
}

/// The line and the column of a byte, both from 1; the column counts characters.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (
        before.matches('\n').count() + 1,
        before[line_start..].chars().count() + 1,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        for (text, at, expected) in [
            ("", 0, (1, 1)),
            ("ab\ncd", 4, (2, 2)),
            ("한글 x", 7, (1, 4)),
            ("end\n", 4, (2, 1)),
            ("short", 99, (1, 6)),
        ] {
            assert_eq!(place(text, at), expected, "{text:?} at {at}");
        }
    }
}
