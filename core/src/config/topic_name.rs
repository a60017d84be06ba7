//! The names that topics may have (`Topic`).

use serde::{Deserialize, Serialize};

/// The longest name that a topic may have (`Topic.MAX_NAME_LENGTH`).
pub const TOPIC_NAME_LENGTH_MAX: usize = 249;

/// The topic in which group coordinators keep what they know (`Topic.GROUP_METADATA_TOPIC_NAME`).
pub const GROUP_METADATA_TOPIC: &str = "__consumer_offsets";

/// Whether a topic is Kafka's own (`Topic.isInternal`): nobody asked for it, and it is shown to those only
/// who ask to see it.
#[must_use]
pub fn is_internal_topic(name: &str) -> bool {
    name == GROUP_METADATA_TOPIC
}

/// Why a topic may not have a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TopicNameError {
    /// It is empty.
    Empty,
    /// It is `.` or `..`.
    Dots,
    /// It is longer than [`TOPIC_NAME_LENGTH_MAX`].
    TooLong,
    /// It has a character that is no ASCII letter or digit, nor `.`, `_` or `-`.
    IllegalCharacter,
}

/// Checks that a topic may have that name (`Topic.validate`).
///
/// # Errors
/// The first of Kafka's rules that it breaks.
pub fn validate_topic_name(name: &str) -> Result<(), TopicNameError> {
    let is_legal = |c: u8| c.is_ascii_alphanumeric() || matches!(c, b'.' | b'_' | b'-');
    if name.is_empty() {
        Err(TopicNameError::Empty)
    } else if name == "." || name == ".." {
        Err(TopicNameError::Dots)
    } else if name.len() > TOPIC_NAME_LENGTH_MAX {
        Err(TopicNameError::TooLong)
    } else if !name.bytes().all(is_legal) {
        Err(TopicNameError::IllegalCharacter)
    } else {
        Ok(())
    }
}

/// Whether two topics would have the same metrics, in whose names `.` becomes `_`
/// (`Topic.hasCollision`). A topic collides with itself, too.
#[must_use]
pub fn topic_names_collide(one: &str, other: &str) -> bool {
    let in_metrics = |c: u8| if c == b'.' { b'_' } else { c };
    let (one, other) = (one.as_bytes(), other.as_bytes());
    one.len() == other.len()
        && one
            .iter()
            .zip(other)
            .all(|(one, other)| in_metrics(*one) == in_metrics(*other))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_breaks_the_first_rule_that_it_breaks() {
        let (longest, longer) = ("a".repeat(249), "?".repeat(250));
        for (name, error) in [
            ("orders", None),
            ("Orders_2.x-y", None),
            ("...", None),
            (&*longest, None),
            ("", Some(TopicNameError::Empty)),
            (".", Some(TopicNameError::Dots)),
            ("..", Some(TopicNameError::Dots)),
            (&*longer, Some(TopicNameError::TooLong)),
            ("two words", Some(TopicNameError::IllegalCharacter)),
            ("주문", Some(TopicNameError::IllegalCharacter)),
        ] {
            assert_eq!(validate_topic_name(name).err(), error, "{name}");
        }
    }

    #[test]
    fn names_collide_that_differ_in_dots_and_underscores_only() {
        for (one, other, collide) in [
            ("a.b", "a_b", true),
            ("a_b.c", "a.b_c", true),
            ("a.b", "a.b", true),
            ("a.b", "a-b", false),
            ("a.b", "a.bc", false),
            ("a.b", "b.a", false),
        ] {
            assert_eq!(topic_names_collide(one, other), collide, "{one} {other}");
        }
    }
}
