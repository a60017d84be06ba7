//! Ids that were drawn at random, in lines and in messages, are what recordings have in their place.

use serde_json::Value;

/// A text with its UUIDs and the ids of its members masked.
#[must_use]
pub fn masked(text: &str) -> String {
    let mut masked = String::new();
    let mut rest = text;
    while let Some(at) = uuid_in(rest) {
        masked.push_str(&rest[..at]);
        masked.push_str("<uuid>");
        rest = &rest[at + UUID_LENGTH..];
    }
    masked.push_str(rest);
    with_member_ids_masked(&masked)
}

/// The same in the message of an exception, if the value is one.
#[must_use]
pub fn with_message_masked(mut value: Value) -> Value {
    if let Some(Value::String(message)) = value.get_mut("message") {
        *message = masked(message);
    }
    value
}

const UUID_LENGTH: usize = 36;

/// Where a line has a UUID as Java prints it.
fn uuid_in(line: &str) -> Option<usize> {
    let is_uuid = |start: usize| {
        let Some(text) = line.get(start..start + UUID_LENGTH) else {
            return false;
        };
        let fits = |(place, letter): (usize, char)| match place {
            8 | 13 | 18 | 23 => letter == '-',
            _ => letter.is_ascii_hexdigit(),
        };
        text.chars().enumerate().all(fits)
    };
    (0..line.len()).find(|start| is_uuid(*start))
}

/// Member ids of the consumer protocol are 22 digits of base64.
fn with_member_ids_masked(text: &str) -> String {
    let is_digit = |letter: char| letter.is_ascii_alphanumeric() || "-_".contains(letter);
    let (mut masked, mut word) = (String::new(), String::new());
    for letter in text.chars() {
        if is_digit(letter) {
            word.push(letter);
            continue;
        }
        put_word(&mut masked, &word);
        word.clear();
        masked.push(letter);
    }
    put_word(&mut masked, &word);
    masked
}

/// A word of that length is an id where it stands in an id's place, or looks as no word does.
fn put_word(text: &mut String, word: &str) {
    const LENGTH: usize = 22;
    let looks_random = || {
        let has = |wanted: fn(&char) -> bool| word.chars().any(|letter| wanted(&letter));
        has(char::is_ascii_lowercase)
            && has(char::is_ascii_uppercase)
            && has(|letter| !letter.is_ascii_alphabetic())
    };
    let is_named = || {
        let before = text.trim_end().trim_end_matches(':');
        let mut names = ["Member", "member", "owned by"].iter();
        names.any(|name| before.ends_with(name))
    };
    if word.len() == LENGTH && (looks_random() || is_named()) {
        text.push_str("<id>");
    } else {
        text.push_str(word);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_masked_wherever_they_stand_and_words_are_not() {
        for (text, expected) in [
            (
                "member c1-5d1e1bf2-0a57-4c4f-9d53-0c9cb1f4d5a1 joins",
                "member c1-<uuid> joins",
            ),
            (
                "Static member SArnP9ERSNKBw9FuCUZbZg with instance id i1 cannot join the group because the \
                 instance id is owned by xSNlI9LjTdWJqMXyL3fmKQ member.",
                "Static member <id> with instance id i1 cannot join the group because the instance id is \
                 owned by <id> member.",
            ),
            // One id in a hundred is of letters alone.
            (
                "Static member abcdefghijklmnopqrstuV with instance id i1 was fenced by member \
                 abcdefghijklmnopqrstuv, whose instance id is owned by ABCDEFGHIJKLMNOPQRSTUV member.",
                "Static member <id> with instance id i1 was fenced by member <id>, whose instance id is \
                 owned by <id> member.",
            ),
            ("Member:    abcdefghijklmnopqrstuv\n", "Member:    <id>\n"),
            ("NOT_LEADER_OR_FOLLOWER", "NOT_LEADER_OR_FOLLOWER"),
            ("NotControllerException", "NotControllerException"),
        ] {
            assert_eq!(masked(text), expected);
        }
    }
}
