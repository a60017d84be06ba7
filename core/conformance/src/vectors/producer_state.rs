//! `ProducerAppendInfo`: one producer's batch after what the log has of that producer, and after earlier
//! batches of the same append.

use highwater_core::id::{Offset, ProducerEpoch, Sequence};
use highwater_core::log::{
    AppendOrigin, AppendedBatch, BatchMetadata, ProducerAppendInfo, ProducerStateEntry,
};
use highwater_core::wire::ErrorCode;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::case::{Outcome, compare};
use crate::deviation::{Ledger, Rule};

/// One case.
pub type Vector = super::Vector<Input, Value>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    origin: Origin,
    /// Whose batches they are: a case has one producer.
    #[serde(rename = "producer_id")]
    _producer_id: i64,
    stored_entry: Entry,
    pending_entry: Entry,
    verification_lowest_sequence: Option<i32>,
    verification_tv2: bool,
    op: Op,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum Origin {
    Replication,
    Coordinator,
    Client,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    producer_epoch: i16,
    coordinator_epoch: i32,
    txn_first_offset: Option<i64>,
    batches: Vec<Appended>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Appended {
    /// Follows from the last one, and from how many records there are.
    #[serde(rename = "first_seq")]
    _first_seq: i32,
    last_seq: i32,
    first_offset: i64,
    last_offset: i64,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case", deny_unknown_fields)]
enum Op {
    Data {
        epoch: i16,
        first_seq: i32,
        last_seq: i32,
        first_offset: i64,
        last_offset: i64,
        transactional: bool,
    },
    Marker {
        #[serde(rename = "control")]
        _control: String,
        #[serde(rename = "coordinator_epoch")]
        _coordinator_epoch: i32,
        #[serde(rename = "epoch")]
        _epoch: i16,
        #[serde(rename = "offset")]
        _offset: i64,
        #[serde(rename = "transaction_version")]
        _transaction_version: i16,
    },
}

/// Runs one case.
pub fn run(vector: Vector, ledger: &mut Ledger) -> Outcome {
    let input = &vector.input;
    let Some((epoch, batch)) = plain(input) else {
        return transactional(&vector, ledger);
    };
    let stored = input.stored_entry.read();
    let pending = input.pending_entry.read();
    let mut append = ProducerAppendInfo::after(&stored, input.origin.read(), pending);
    let actual = match append.append_data_batch(epoch, batch) {
        Err(error) => json!({"error": class(error)}),
        Ok(()) => json!({"pending_entry": spelled(&append.into_entry(), &input.pending_entry)}),
    };
    compare("", &vector.expect, &actual)?;
    Ok(())
}

/// The batch of a case that has nothing to do with transactions.
fn plain(input: &Input) -> Option<(ProducerEpoch, AppendedBatch)> {
    let entries = [&input.stored_entry, &input.pending_entry];
    let in_transaction = entries.iter().any(|entry| entry.txn_first_offset.is_some());
    let is_verified = input.verification_lowest_sequence.is_some() || input.verification_tv2;
    match input.op {
        Op::Data {
            epoch,
            first_seq,
            last_seq,
            first_offset,
            last_offset,
            transactional: false,
        } if !in_transaction && !is_verified => {
            let batch = AppendedBatch {
                first_sequence: Sequence(first_seq),
                last_sequence: Sequence(last_seq),
                first_offset: Offset(first_offset),
                last_offset: Offset(last_offset),
            };
            Some((ProducerEpoch(epoch), batch))
        }
        _ => None,
    }
}

/// What a case about transactions comes to as long as the engine has none: it passes as a deviation.
fn transactional(vector: &Vector, ledger: &mut Ledger) -> Outcome {
    if ledger.allows(&Rule::Transactions) {
        return Ok(());
    }
    compare("", &vector.expect, &Value::Null)?;
    Ok(())
}

impl Origin {
    fn read(self) -> AppendOrigin {
        match self {
            Self::Replication => AppendOrigin::Replication,
            Self::Coordinator => AppendOrigin::Coordinator,
            Self::Client => AppendOrigin::Client,
        }
    }
}

impl Entry {
    fn read(&self) -> ProducerStateEntry {
        let batches = self.batches.iter().map(|batch| BatchMetadata {
            last_sequence: Sequence(batch.last_seq),
            last_offset: Offset(batch.last_offset),
            offset_delta: i32::try_from(batch.last_offset.saturating_sub(batch.first_offset))
                .unwrap_or(i32::MAX),
        });
        ProducerStateEntry {
            producer_epoch: ProducerEpoch(self.producer_epoch),
            batches: batches.collect(),
            ..ProducerStateEntry::default()
        }
    }
}

fn spelled(entry: &ProducerStateEntry, before: &Entry) -> Value {
    let batches = entry.batches.iter().map(|batch| {
        json!({
            "first_seq": batch.first_sequence().0,
            "last_seq": batch.last_sequence.0,
            "first_offset": batch.first_offset().0,
            "last_offset": batch.last_offset.0,
        })
    });
    // Only transactions change the other two.
    json!({
        "producer_epoch": entry.producer_epoch.0,
        "coordinator_epoch": before.coordinator_epoch,
        "txn_first_offset": before.txn_first_offset,
        "batches": batches.collect::<Vec<_>>(),
    })
}

/// The exception that stands for an error.
fn class(error: ErrorCode) -> &'static str {
    match error {
        ErrorCode::InvalidProducerEpoch => "InvalidProducerEpochException",
        ErrorCode::OutOfOrderSequenceNumber => "OutOfOrderSequenceException",
        other => other.name(),
    }
}
