//! Which lines of the logs somebody wants to see.

use highwater_core::explain::{Level, Logged};
use highwater_core::id::{NodeId, TopicPartition};

/// What the lines are chosen by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogFilter {
    /// Whose; everybody's if nobody is named.
    pub of: Option<NodeId>,
    /// About which partition; about whatever if none is named.
    pub about: Option<TopicPartition>,
    /// How much they matter at least.
    pub level: Level,
    /// What they say, in whatever case.
    pub text: String,
}

impl Default for LogFilter {
    fn default() -> Self {
        Self {
            of: None,
            about: None,
            level: Level::Info,
            text: String::new(),
        }
    }
}

impl LogFilter {
    /// Whether that line is wanted.
    #[must_use]
    pub fn takes(&self, logged: &Logged) -> bool {
        self.of.is_none_or(|node| node == logged.who)
            && (self.about.is_none() || self.about == logged.about)
            && logged.line.level >= self.level
            && contains(&logged.line.text, self.text.trim())
    }
}

/// Whether a text contains another. Lines are English: letters beyond ASCII are compared as they are.
fn contains(text: &str, wanted: &str) -> bool {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    let mut places = text.windows(wanted.len().max(1));
    wanted.is_empty() || places.any(|place| place.eq_ignore_ascii_case(wanted))
}
