//! Lines: first in, first out, kept in a vector.
//!
//! The engine's lines are a handful long, and a ring buffer would be compiled anew for every kind of
//! them.

/// How many there are, as it is told and as Kafka keeps it.
pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

/// Takes the first of a line, if there is one.
pub(crate) fn take_first<T>(line: &mut Vec<T>) -> Option<T> {
    (!line.is_empty()).then(|| line.remove(0))
}
