//! A line is put together from parts, so that each can be asked for its meaning.

use core::fmt::{Arguments, Write};

use super::part::LogPart;

/// Some text, and of which parts it is made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::explain) struct Phrase {
    pub(in crate::explain) text: String,
    pub(super) parts: Vec<Part>,
}

/// What a part is, if it needs a word, and where in the text it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub(super) is: Option<LogPart>,
    pub(super) end: usize,
}

impl Phrase {
    /// Adds a part. A blank behind it belongs to no part.
    pub(super) fn put(&mut self, part: impl Into<LogPart>, text: Arguments<'_>) {
        let start = self.text.len();
        self.write(text);
        let end = self.text.trim_end().len();
        if end > start {
            self.end_part(Some(part.into()), end);
        }
        self.end_plain();
    }

    /// Adds text that explains itself.
    pub(super) fn put_plain(&mut self, text: Arguments<'_>) {
        self.write(text);
        self.end_plain();
    }

    /// Adds all parts of another one.
    pub(super) fn append(&mut self, other: &Self) {
        let start = self.text.len();
        self.text.push_str(&other.text);
        for part in &other.parts {
            self.end_part(part.is, start + part.end);
        }
    }

    fn write(&mut self, text: Arguments<'_>) {
        // A string takes whatever is written.
        let _ = self.text.write_fmt(text);
    }

    fn end_plain(&mut self) {
        let (start, end) = (self.parts.last().map_or(0, |it| it.end), self.text.len());
        if end > start {
            self.end_part(None, end);
        }
    }

    fn end_part(&mut self, is: Option<LogPart>, end: usize) {
        match self.parts.last_mut() {
            Some(last) if is.is_none() && last.is.is_none() => last.end = end,
            _ => self.parts.push(Part { is, end }),
        }
    }
}

/// Adds to a phrase, piece by piece: `Server::Isr: "ISR {}", isr;` is a part, `", ";` is text that explains
/// itself, and `..other;` are all parts of another phrase.
macro_rules! put {
    ($phrase:ident;) => {{}};
    ($phrase:ident; .. $other:expr; $($rest:tt)*) => {
        {
            $phrase.append(&$other);
            $crate::explain::log_line::phrase::put!($phrase; $($rest)*);
        }
    };
    ($phrase:ident; $text:literal $(, $value:expr)*; $($rest:tt)*) => {
        {
            $phrase.put_plain(format_args!($text $(, $value)*));
            $crate::explain::log_line::phrase::put!($phrase; $($rest)*);
        }
    };
    ($phrase:ident; $part:path: $text:literal $(, $value:expr)*; $($rest:tt)*) => {
        {
            $phrase.put($part, format_args!($text $(, $value)*));
            $crate::explain::log_line::phrase::put!($phrase; $($rest)*);
        }
    };
}

/// A phrase of these pieces; see [`put`].
macro_rules! phrase {
    ($($pieces:tt)*) => {{
        let mut phrase = $crate::explain::log_line::phrase::Phrase::default();
        $crate::explain::log_line::phrase::put!(phrase; $($pieces)*);
        phrase
    }};
}

pub(super) use {phrase, put};
