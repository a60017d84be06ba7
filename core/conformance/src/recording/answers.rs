//! What came back: to the admin client, and to producers of each record that they were handed.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_core::explain::{Names, exception};
use highwater_core::id::{Offset, PartitionIndex, RecordId};
use highwater_core::trace::{Event, Trace};
use highwater_core::wire::{ApiError, ErrorCode, ErrorDetail};
use serde_json::{Value, json};

/// What a producer is told of a record that is in (`RecordMetadata`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordMetadata {
    /// The partition.
    pub partition: PartitionIndex,
    /// The offset; with acks=0 nobody knows it.
    pub offset: Option<Offset>,
}

/// What came back so far.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    /// The admin client's answers, one by one.
    admin: Vec<Result<(), Arc<ApiError>>>,
    /// Where each record is, or why it is nowhere.
    outcomes: BTreeMap<RecordId, Result<RecordMetadata, ApiError>>,
}

impl Answers {
    /// Takes note of what happened.
    pub fn note(&mut self, trace: &Trace) {
        match &trace.event {
            Event::AdminAnswered { result, .. } => self.admin.push(result.clone()),
            Event::RecordAcknowledged {
                partition,
                record,
                offset,
            } => {
                let metadata = RecordMetadata {
                    partition: partition.partition,
                    offset: *offset,
                };
                self.outcomes.insert(*record, Ok(metadata));
            }
            Event::RecordFailed {
                record,
                error,
                detail,
                ..
            }
            | Event::SendFailed {
                record,
                error,
                detail,
                ..
            } => self.failed(*record, *error, detail),
            _ => {}
        }
    }

    fn failed(&mut self, record: RecordId, code: ErrorCode, detail: &ErrorDetail) {
        let detail = detail.clone();
        self.outcomes.insert(record, Err(ApiError { code, detail }));
    }

    /// How many answers the admin client has had.
    #[must_use]
    pub fn admin_answers(&self) -> usize {
        self.admin.len()
    }

    /// The admin client's last answer.
    #[must_use]
    pub fn last_admin_answer(&self) -> Option<&Result<(), Arc<ApiError>>> {
        self.admin.last()
    }

    /// What became of a record, once it is known.
    #[must_use]
    pub fn outcome(&self, record: RecordId) -> Option<&Result<RecordMetadata, ApiError>> {
        self.outcomes.get(&record)
    }
}

/// An error, as recordings spell it: the class of the exception, and its message.
#[must_use]
pub fn spelled(error: &ApiError, names: &Names<'_>) -> Value {
    let exception = exception(error, names);
    json!({"error": exception.class, "message": masked(&exception.message)})
}

/// Recordings mask lengths of time within messages.
fn masked(message: &str) -> String {
    let mut words: Vec<String> = message.split(' ').map(str::to_owned).collect();
    for index in 1..words.len() {
        let is_unit = words[index].trim_end_matches('.') == "ms";
        let number = words[index - 1].rsplit(':').next().unwrap_or_default();
        if is_unit && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit()) {
            let kept = words[index - 1].len() - number.len();
            words[index - 1].replace_range(kept.., "<n>");
        }
    }
    words.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_time_are_masked_and_other_numbers_are_not() {
        let message = "Expiring 1 record(s) for orders-0:9000 ms has passed, not after 8000 ms.";
        let expected = "Expiring 1 record(s) for orders-0:<n> ms has passed, not after <n> ms.";
        assert_eq!(masked(message), expected);
    }
}
