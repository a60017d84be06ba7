//! `LeaderEpochFileCache`: a sequence of assignments, truncations and questions.

use highwater_core::id::{LeaderEpoch, Offset};
use highwater_core::log::LeaderEpochCache;
use serde::Deserialize;
use serde_json::json;

use crate::case::{Outcome, compare};

/// One case.
pub type Vector = super::Vector<Input, Expect>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    ops: Vec<Op>,
}

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
enum Op {
    Assign { epoch: i32, start_offset: i64 },
    EndOffsetFor { epoch: i32, log_end_offset: i64 },
    TruncateFromEnd { offset: i64 },
    TruncateFromStart { offset: i64 },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    query_results_in_order: Vec<EpochEnd>,
    entries_epoch_start: Vec<(i32, i64)>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct EpochEnd {
    epoch: i32,
    end_offset: i64,
}

/// Runs one case.
pub fn run(vector: Vector) -> Outcome {
    let mut cache = LeaderEpochCache::default();
    let mut answers = Vec::new();
    for op in &vector.input.ops {
        match *op {
            Op::Assign {
                epoch,
                start_offset,
            } => cache.assign(LeaderEpoch(epoch), Offset(start_offset)),
            Op::TruncateFromEnd { offset } => cache.truncate_from_end(Offset(offset)),
            Op::TruncateFromStart { offset } => cache.truncate_from_start(Offset(offset)),
            Op::EndOffsetFor {
                epoch,
                log_end_offset,
            } => {
                let end = cache.end_offset_for(LeaderEpoch(epoch), Offset(log_end_offset));
                answers.push(end.map_or((-1, -1), |end| (end.epoch.0, end.end_offset.0)));
            }
        }
    }
    let wanted = vector.expect.query_results_in_order.iter();
    let wanted: Vec<_> = wanted.map(|end| (end.epoch, end.end_offset)).collect();
    compare("query_results_in_order", &json!(wanted), &json!(answers))?;
    let entries = cache.entries().iter();
    let entries: Vec<_> = entries
        .map(|entry| (entry.epoch.0, entry.start_offset.0))
        .collect();
    compare(
        "entries_epoch_start",
        &json!(vector.expect.entries_epoch_start),
        &json!(entries),
    )?;
    Ok(())
}
