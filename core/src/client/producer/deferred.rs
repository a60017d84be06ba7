//! The gates of producers: what an idempotent producer does beside any other, what a producer chooses itself,
//! and the calls of its application other than `send`. See
//! [`Scenario::needs_gates`](crate::scenario::Scenario::needs_gates) for who sees to it that they may be called.

use super::batch::ProducerBatch;
use super::idempotence::{AfterRefusal, Sequences};
use super::{Producer, partitioner};
use crate::command::ProducerCall;
use crate::id::{PartitionIndex, ProducerIdAndEpoch, TopicId, TopicPartition};
use crate::sim::{Out, Timer};
use crate::wire::ErrorCode;

/// The process dies.
#[inline(never)]
pub(super) fn die(producer: &mut Producer, out: &mut Out<'_>) {
    producer.die(out);
}

/// The application makes a call.
#[inline(never)]
pub(super) fn call(producer: &mut Producer, call: ProducerCall, out: &mut Out<'_>) {
    producer.call(call, out);
}

/// A producer that is to be closed goes on with that, or its time is up.
#[inline(never)]
pub(super) fn go_on_closing(producer: &mut Producer, timer: Option<Timer>, out: &mut Out<'_>) {
    match timer {
        Some(_) => producer.force_close(out),
        None => producer.end_close(out),
    }
}

/// An idempotent producer asks who it is, unless it knows.
#[inline(never)]
pub(super) fn ask_for_producer_id(producer: &mut Producer, out: &mut Out<'_>) {
    producer.ask_for_producer_id(out);
}

/// It is told.
#[inline(never)]
pub(super) fn on_producer_id(
    producer: &mut Producer,
    result: Result<ProducerIdAndEpoch, ErrorCode>,
    out: &mut Out<'_>,
) {
    producer.on_producer_id(result, out);
}

/// Its sequences that were in doubt are settled.
#[inline(never)]
pub(super) fn settle_sequences(producer: &mut Producer, out: &mut Out<'_>) {
    producer.settle_sequences(out);
}

/// Whether one of its batches waits for those before it.
#[inline(never)]
pub(super) fn holds_back(producer: &Producer, first: &ProducerBatch) -> bool {
    let sequenced = producer.sequenced(first.partition);
    producer.sequences.holds_back(first, &sequenced)
}

/// A batch gets its sequence.
#[inline(never)]
pub(super) fn assign(sequences: &mut Sequences, batch: &mut ProducerBatch) {
    sequences.assign(batch);
}

/// A batch with a sequence gives it back.
#[inline(never)]
pub(super) fn unassign(sequences: &mut Sequences, batch: &mut ProducerBatch) {
    sequences.unassign(batch);
}

/// A batch with a sequence was taken.
#[inline(never)]
pub(super) fn acknowledged(sequences: &mut Sequences, batch: &ProducerBatch) {
    sequences.acknowledged(batch);
}

/// A batch with a sequence was refused.
#[inline(never)]
pub(super) fn refused(
    sequences: &mut Sequences,
    batch: &ProducerBatch,
    error: ErrorCode,
) -> AfterRefusal {
    sequences.refused(batch, error)
}

/// A batch with a sequence has failed.
#[inline(never)]
pub(super) fn failed(sequences: &mut Sequences, batch: &ProducerBatch, leaves_gap: bool) {
    sequences.failed(batch, leaves_gap);
}

/// A batch with a sequence took too long.
#[inline(never)]
pub(super) fn expired(sequences: &mut Sequences, batch: &ProducerBatch) {
    sequences.expired(batch);
}

/// The partition of a key.
#[inline(never)]
pub(super) fn partition_for_key(key: &[u8], partitions: u32) -> Option<PartitionIndex> {
    partitioner::partition_for_key(key, partitions)
}

/// The partition to which records without a key go now.
#[inline(never)]
pub(super) fn sticky_partition(
    producer: &mut Producer,
    topic: TopicId,
    out: &mut Out<'_>,
) -> Option<TopicPartition> {
    producer.sticky_partition(topic, out)
}

/// A record without a key has gone there.
#[inline(never)]
pub(super) fn note_sticky(
    producer: &mut Producer,
    partition: TopicPartition,
    bytes: u32,
    out: &mut Out<'_>,
) {
    producer.note_sticky(partition, bytes, out);
}

/// The partitioners are told how the queues stand.
#[inline(never)]
pub(super) fn measure_load(producer: &mut Producer) {
    producer.measure_load();
}
