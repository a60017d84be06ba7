//! How one case ends: it passes, it differs from what Kafka did, or it cannot be run.

use core::fmt;

use serde_json::Value;

/// One vector, or one step of a recording.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    /// Its id in its file.
    pub name: String,
    /// Why it did not pass, if it did not.
    pub failure: Option<Failure>,
}

/// Why a case did not pass.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The engine did something else.
    Differs(Difference),
    /// The case cannot be run: it says something that this program does not know. It counts as
    /// failed, since a case that is skipped proves nothing.
    Unfit(String),
}

/// The first thing in which the engine differs from what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// Where in the case.
    pub place: String,
    /// What Kafka did.
    pub expected: String,
    /// What the engine did.
    pub actual: String,
}

/// How a case ended.
pub type Outcome = Result<(), Failure>;

impl Failure {
    /// A failure of a case that cannot be run, for a reason.
    pub fn unfit(reason: impl fmt::Display) -> Self {
        Self::Unfit(reason.to_string())
    }
}

impl From<Difference> for Failure {
    fn from(difference: Difference) -> Self {
        Self::Differs(difference)
    }
}

/// Holds what the engine did against what was expected, both written as JSON.
///
/// # Errors
/// The first difference, in the order of the names of fields.
pub fn compare(place: &str, expected: &Value, actual: &Value) -> Result<(), Difference> {
    match (expected, actual) {
        (Value::Object(wanted), Value::Object(found)) => {
            for (key, value) in wanted {
                let found = found.get(key).unwrap_or(&Value::Null);
                compare(&within(place, key), value, found)?;
            }
            match found.iter().find(|(key, _)| !wanted.contains_key(*key)) {
                Some((key, value)) => differ(&within(place, key), &Value::Null, value),
                None => Ok(()),
            }
        }
        (Value::Array(wanted), Value::Array(found)) if holds_objects(wanted, found) => {
            for index in 0..wanted.len().max(found.len()) {
                let at = format!("{place}[{index}]");
                let wanted = wanted.get(index).unwrap_or(&Value::Null);
                compare(&at, wanted, found.get(index).unwrap_or(&Value::Null))?;
            }
            Ok(())
        }
        _ if expected == actual => Ok(()),
        _ => differ(place, expected, actual),
    }
}

fn within(place: &str, key: &str) -> String {
    if place.is_empty() {
        key.to_owned()
    } else {
        format!("{place}.{key}")
    }
}

/// Lists of numbers or names, or of pairs of them, are shown whole.
fn holds_objects(wanted: &[Value], found: &[Value]) -> bool {
    let mut items = wanted.iter().chain(found);
    items.any(|item| match item {
        Value::Array(items) => holds_objects(items, &[]),
        item => item.is_object(),
    })
}

fn differ(place: &str, expected: &Value, actual: &Value) -> Result<(), Difference> {
    Err(Difference {
        place: place.to_owned(),
        expected: spelled(expected),
        actual: spelled(actual),
    })
}

fn spelled(value: &Value) -> String {
    match value {
        Value::Null => "nothing".to_owned(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn the_first_difference_is_named_by_its_place() {
        let expected = json!({"hw": 3, "logs": {"b1": {"batches": [{"base": 0}, {"base": 1}]}}});
        for (actual, place, wanted, found) in [
            (json!({"hw": 2, "logs": {}}), "state.hw", "3", "2"),
            (
                json!({"hw": 3, "logs": {"b1": {"batches": [{"base": 0}, {"base": 2}]}}}),
                "state.logs.b1.batches[1].base",
                "1",
                "2",
            ),
            (
                json!({"hw": 3, "logs": {"b1": {"batches": [{"base": 0}]}}}),
                "state.logs.b1.batches[1]",
                "{\"base\":1}",
                "nothing",
            ),
            (
                json!({"hw": 3, "logs": expected["logs"], "leo": 4}),
                "state.leo",
                "nothing",
                "4",
            ),
        ] {
            let difference = compare("state", &expected, &actual).expect_err(place);
            assert_eq!(difference.place, place);
            assert_eq!(
                (difference.expected.as_str(), difference.actual.as_str()),
                (wanted, found)
            );
        }
        assert_eq!(compare("state", &expected, &expected), Ok(()));
    }
}
