//! What a step says is not to be compared, since it differed between two recordings.

use serde_json::Value;

/// What is not compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Variation {
    /// A part of the state, named by its path.
    State(String),
    /// A part of the results, named by the action's place and the path.
    Result(usize, String),
    /// The metadata records about a partition or a broker.
    MetadataRecords(String),
    /// What a consumer was told.
    ConsumerEvents(String),
    /// The lines of a process.
    LogLines(String),
    /// Where replicas were placed.
    Placement,
}

impl Variation {
    /// Reads one.
    ///
    /// # Errors
    /// When it is not known.
    pub fn read(text: &str) -> Result<Self, String> {
        if let Some(path) = text.strip_prefix("state.") {
            return Ok(Self::State(path.to_owned()));
        }
        if let Some(subject) = text.strip_prefix("metadata_records of ") {
            return Ok(Self::MetadataRecords(subject.to_owned()));
        }
        if let Some(process) = text.strip_prefix("log_lines of ") {
            return Ok(Self::LogLines(process.to_owned()));
        }
        if let Some(consumer) = text.strip_prefix("consumer_events.") {
            return Ok(Self::ConsumerEvents(consumer.to_owned()));
        }
        let indexed = text
            .strip_prefix("result[")
            .and_then(|rest| rest.split_once(']'));
        if let Some((index, path)) = indexed
            && let Ok(index) = index.parse()
        {
            return Ok(Self::Result(index, path.trim_start_matches('.').to_owned()));
        }
        match text {
            "placement" => Ok(Self::Placement),
            _ => Err(format!("unknown variation `{text}`")),
        }
    }
}

/// Takes what a path names out of a value. Names within it may hold dots themselves, as those of
/// topics do.
pub fn remove(value: &mut Value, path: &str) {
    if path.is_empty() {
        *value = Value::Null;
        return;
    }
    let Value::Object(fields) = value else {
        return;
    };
    fields.remove(path);
    for (name, inner) in fields {
        let rest = path.strip_prefix(name.as_str());
        if let Some(rest) = rest.and_then(|rest| rest.strip_prefix('.')) {
            remove(inner, rest);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_path_names_one_thing_even_in_a_topic_with_dots() {
        let mut value =
            json!({"partitions": {"a.b-0": {"elr": [1], "isr": [2]}, "a-0": {"elr": []}}});
        remove(&mut value, "partitions.a.b-0.elr");
        assert_eq!(
            value,
            json!({"partitions": {"a.b-0": {"isr": [2]}, "a-0": {"elr": []}}})
        );
    }

    #[test]
    fn a_variation_that_is_not_known_is_refused() {
        assert_eq!(Variation::read("placement"), Ok(Variation::Placement));
        assert_eq!(
            Variation::read("result[13].records"),
            Ok(Variation::Result(13, "records".to_owned()))
        );
        assert!(Variation::read("weather").is_err());
        assert!(Variation::read("result[x]").is_err());
    }
}
