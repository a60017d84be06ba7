//! Records on their way into `__consumer_offsets`: appended at once, and answered when the high watermark
//! has passed them (`CoordinatorRuntime.CoordinatorWriteEvent`, `CoordinatorPartitionWriter`).

use std::sync::Arc;

use super::shard::{PendingWrite, Then};
use super::{Process, refusal};
use crate::broker::Disk;
use crate::group::CoordinatorRecord;
use crate::group::classic::{Effects, append_error};
use crate::group::consumer_group::ConsumerGroupEffects;
use crate::id::{LeaderEpoch, Offset, PartitionIndex, TopicPartition};
use crate::log::{Batch, Record};
use crate::sim::{Out, Socket};
use crate::time::Span;
use crate::trace::Event;
use crate::wire::{Acks, ErrorCode, Response};

/// How long whoever waits for a record waits (`offsets.commit.timeout.ms`).
const WRITE_TIMEOUT: Span = Span::from_ms(5_000);

impl Process {
    /// Appends records, and sees to it that `then` is done once they are committed, or when they are not.
    pub(super) fn write_records(
        &mut self,
        index: PartitionIndex,
        records: Vec<CoordinatorRecord>,
        then: Then,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let appended = self.append_as_coordinator(index, &records, disk, out);
        let (partition, end_offset, advance) = match appended {
            Ok(appended) => appended,
            Err(error) => return self.finish_write(index, then, Err(error), disk, out),
        };
        let now = out.now();
        if let Some(shard) = self.groups.shards.get_mut(&index) {
            let mut kept = Vec::new();
            for record in records {
                shard.note_group(&record, now);
                kept.push(Arc::new(record));
            }
            shard.writes.push(PendingWrite {
                end_offset,
                records: kept,
                then,
                deadline: now + WRITE_TIMEOUT,
            });
        }
        self.on_high_watermark_advance(partition, advance, disk, out);
        if advance.is_none() {
            out.aside(|out| self.complete_fetches(partition, disk, out));
        }
    }

    /// The coordinator writes as one that waits for the leader only: it waits for the others by itself.
    fn append_as_coordinator(
        &mut self,
        index: PartitionIndex,
        records: &[CoordinatorRecord],
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) -> Result<(TopicPartition, Offset, Option<crate::broker::Advance>), ErrorCode> {
        let unknown = ErrorCode::UnknownTopicOrPartition;
        let partition = self.offsets_partition(index).ok_or(unknown)?;
        let mut written = Vec::new();
        for record in records {
            written.push(Record::of_coordinator(
                record.clone(),
                out.now(),
                out.new_record(),
            ));
        }
        let replica = self.replica_mut(partition, disk, out);
        let (state, log, context) = replica.ok_or(unknown)?;
        let batch = Batch::new(Offset::ZERO, LeaderEpoch(0), written);
        let leader_epoch = state.leader_epoch();
        let appended = state.append(batch, Acks::Leader, log, &context)?;
        out.follow(Event::LeaderAppended {
            partition,
            base_offset: appended.base_offset,
            end_offset: appended.end_offset,
            leader_epoch,
        });
        self.plan_flush(partition, disk, out);
        Ok((partition, appended.end_offset, appended.advance))
    }

    /// The high watermark of a partition has moved: what it has passed is done.
    pub(in crate::broker) fn complete_group_writes(
        &mut self,
        partition: TopicPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let index = partition.partition;
        if self.groups.shards.is_empty() || self.offsets_partition(index) != Some(partition) {
            return;
        }
        let Some(log) = disk.logs.get(&partition) else {
            return;
        };
        let high_watermark = log.high_watermark();
        while let Some(then) = self.take_committed(index, high_watermark) {
            self.finish_write(index, then, Ok(()), disk, out);
        }
        self.set_groups_timer(out);
    }

    /// The oldest write, if the high watermark has passed it: what it says of offsets holds from now on.
    fn take_committed(&mut self, index: PartitionIndex, high_watermark: Offset) -> Option<Then> {
        let shard = self.groups.shards.get_mut(&index)?;
        if shard.writes.first()?.end_offset > high_watermark {
            return None;
        }
        let write = shard.writes.remove(0);
        for record in &write.records {
            shard.offsets.apply(record);
        }
        Some(write.then)
    }

    /// A write is committed, or has failed: whoever waits for it is told.
    pub(super) fn finish_write(
        &mut self,
        index: PartitionIndex,
        then: Then,
        result: Result<(), ErrorCode>,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        match (then, result) {
            (Then::Nothing, _) => {}
            (Then::Answer(socket, answer), Ok(())) => out.respond(socket, answer),
            (Then::Answer(socket, answer), Err(error)) => {
                out.respond(socket, refusal::of_answer(answer, append_error(error)));
            }
            (Then::Classic(append), result) => {
                let mut effects = Effects::default();
                if let Some(shard) = self.groups.shards.get_mut(&index) {
                    shard.classic.append_completed(append, result, &mut effects);
                }
                self.carry_out_classic(index, effects, disk, out);
            }
            (Then::Consumer(append), result) => {
                let mut effects = ConsumerGroupEffects::default();
                if let Some(shard) = self.groups.shards.get_mut(&index) {
                    (shard.consumer).append_completed(append, result, &mut effects);
                }
                self.carry_out_consumer(index, effects, disk, out);
            }
        }
    }

    /// Answers, as soon as everything is committed that was written before.
    pub(super) fn answer_after_writes(
        &mut self,
        index: PartitionIndex,
        socket: Socket,
        answer: Response,
        out: &mut Out<'_>,
    ) {
        let shard = self.groups.shards.get_mut(&index);
        let last = shard.and_then(|shard| {
            let end_offset = shard.writes.last()?.end_offset;
            Some((shard, end_offset))
        });
        match last {
            Some((shard, end_offset)) => shard.writes.push(PendingWrite {
                end_offset,
                records: Vec::new(),
                then: Then::Answer(socket, answer),
                deadline: out.now() + WRITE_TIMEOUT,
            }),
            None => out.respond(socket, answer),
        }
    }
}
