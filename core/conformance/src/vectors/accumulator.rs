//! `RecordAccumulator.batchReady` for the first batch of one partition, and the weights that
//! `BuiltInPartitioner.updatePartitionLoadStats` makes of the lengths of queues.

use highwater_core::client::{PartitionLoad, ReadyCheck};
use highwater_core::id::PartitionIndex;
use highwater_core::time::Span;
use serde::Deserialize;
use serde_json::{Value, json};

use super::{RecordCount, Vector};
use crate::bounded::Bounded;
use crate::case::{Failure, Outcome, compare};

/// Milliseconds: as many as a Java int holds.
type Milliseconds = Bounded<2_147_483_647>;

#[derive(Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Input {
    ReadyCheck(ReadyInput),
    AdaptiveLoadTable(LoadInput),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ReadyInput {
    full: bool,
    waited_ms: Milliseconds,
    backing_off: bool,
    /// `linger.ms`, or the backoff with its jitter as it was drawn.
    time_to_wait_ms: Milliseconds,
    /// What the time to wait comes from; the case has it as it came out.
    #[serde(rename = "linger_ms")]
    _linger_ms: Milliseconds,
    #[serde(rename = "attempts")]
    _attempts: u32,
    exhausted: bool,
    closed: bool,
    flush_in_progress: bool,
    transaction_completing: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LoadInput {
    queue_sizes: Vec<RecordCount>,
    partition_ids: Vec<u32>,
    length: usize,
}

/// Runs one case.
pub fn run(vector: Vector<Input, Value>) -> Outcome {
    let actual = match &vector.input {
        Input::ReadyCheck(input) => ready(input),
        Input::AdaptiveLoadTable(input) => load(input)?,
    };
    compare("", &vector.expect, &actual)?;
    Ok(())
}

fn ready(input: &ReadyInput) -> Value {
    let check = ReadyCheck {
        is_full: input.full,
        is_backing_off: input.backing_off,
        waited: Span::from_ms(input.waited_ms.get().into()),
        time_to_wait: Span::from_ms(input.time_to_wait_ms.get().into()),
        everything_goes: input.exhausted
            || input.closed
            || input.flush_in_progress
            || input.transaction_completing,
    };
    let outcome = check.outcome();
    json!({
        "send_now": outcome.is_ok(),
        "recheck_after_ms": outcome.err().map(Span::as_ms),
    })
}

fn load(input: &LoadInput) -> Result<Value, Failure> {
    if input.queue_sizes.len() != input.partition_ids.len() {
        return Err(Failure::unfit("each queue is to have a partition"));
    }
    let sizes: Vec<u32> = input.queue_sizes.iter().map(|size| size.get()).collect();
    let ids = input.partition_ids.iter().copied();
    let partitions: Vec<PartitionIndex> = ids.map(PartitionIndex).collect();
    let load = PartitionLoad::of(&sizes, &partitions, input.length);
    let weights = load.as_ref().map(PartitionLoad::cumulative_weights);
    let drawn = load.as_ref().map(|load| {
        let ids = load.partitions().iter().map(|partition| partition.0);
        ids.collect::<Vec<u32>>()
    });
    Ok(json!({"cumulative_frequency_table": weights, "partition_ids": drawn}))
}
