//! Why a walk through the site could not go on.

use std::fmt;
use thirtyfour::error::WebDriverError;

/// What the harness returns.
pub type Result<T> = std::result::Result<T, Problem>;

/// What went wrong, in words that tell where to look.
pub enum Problem {
    /// The environment does not say where the site or the browser is.
    NotTold {
        /// The variable that is missing.
        variable: &'static str,
    },
    /// A file or program of this machine failed.
    Machine {
        /// What was tried.
        doing: String,
        /// What the system said.
        error: std::io::Error,
    },
    /// The file of moments is not as it should be.
    Moments(String),
    /// The browser or its driver refused something.
    Browser(WebDriverError),
    /// Nothing, or too much, has this role and name.
    NotOne {
        /// The role asked for.
        role: String,
        /// The accessible name asked for.
        name: String,
        /// How many there are.
        found: usize,
        /// The names of everything that has the role.
        there: Vec<String>,
    },
    /// Something did not come about.
    NeverHappened {
        /// What was waited for.
        what: String,
        /// What was there instead.
        instead: String,
    },
    /// The page wrote errors to the console.
    Console(Vec<String>),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotTold { variable } => write!(
                f,
                "{variable} is not set. These tests need the built site and a browser: run them \
                 with `cargo xtask test browser`, which prepares both and says where they are"
            ),
            Self::Machine { doing, error } => write!(f, "{doing}: {error}"),
            Self::Moments(what) => f.write_str(what),
            Self::Browser(error) => write!(f, "the browser said: {error}"),
            Self::NotOne {
                role,
                name,
                found,
                there,
            } => {
                write!(
                    f,
                    "expected one {role} named \"{name}\" and found {found}; there are: {}",
                    listed(there)
                )
            }
            Self::NeverHappened { what, instead } => {
                write!(f, "waited in vain for {what}; instead: {instead}")
            }
            Self::Console(errors) => write!(
                f,
                "the page wrote errors to the console:\n{}",
                errors.join("\n")
            ),
        }
    }
}

fn listed(names: &[String]) -> String {
    if names.is_empty() {
        "none".to_owned()
    } else {
        names.join(" | ")
    }
}

/// A test that returns a problem prints it in this form, so it is the readable one.
impl fmt::Debug for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Problem {}

impl From<WebDriverError> for Problem {
    fn from(error: WebDriverError) -> Self {
        Self::Browser(error)
    }
}

impl Problem {
    /// Whether the browser, or the process that draws its page, is gone.
    pub fn is_death_of_browser(&self) -> bool {
        let Self::Browser(error) = self else {
            return false;
        };
        let said = error.to_string();
        ["disconnected", "crash", "invalid session id"]
            .iter()
            .any(|death| said.contains(death))
    }

    /// A failure of the machine while `doing` something.
    pub fn machine(doing: impl Into<String>) -> impl FnOnce(std::io::Error) -> Self {
        let doing = doing.into();
        move |error| Self::Machine { doing, error }
    }
}
