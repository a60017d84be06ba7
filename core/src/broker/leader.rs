//! What a leader does with what producers send, and with a high watermark that moves
//! (`ReplicaManager.appendRecords`).

use super::Disk;
use super::leadership::Advance;
use super::partition::{Appended, Partition};
use super::process::Process;
use super::purgatory::{DelayedPartition, DelayedProduce};
use crate::id::{LeaderEpoch, TopicPartition, TraceId};
use crate::sim::{Out, Socket, Timer};
use crate::time::Span;
use crate::trace::Event;
use crate::wire::{Acks, ErrorCode, ProducePartition, ProduceRequest};

/// A batch that is in the log: what of the high watermark it has moved, and the trace of its append.
struct InLog {
    partition: TopicPartition,
    advance: Option<Advance>,
    appended: Option<TraceId>,
}

impl Process {
    /// Appends what a producer sent, and answers when its acks say so.
    pub(super) fn produce(
        &mut self,
        socket: Socket,
        request: ProduceRequest,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let arrival = out.cause();
        let mut delayed = DelayedProduce {
            partitions: Vec::with_capacity(request.partitions.len()),
        };
        let mut in_log = Vec::new();
        for part in request.partitions {
            out.because(arrival);
            let partition = part.partition;
            match self.append(part, request.acks, disk, out) {
                Ok(appended) => {
                    self.plan_flush(partition, disk, out);
                    delayed.partitions.push(DelayedPartition {
                        partition,
                        base_offset: Ok(appended.base_offset),
                        required_offset: Some(appended.end_offset),
                    });
                    in_log.push(InLog {
                        partition,
                        advance: appended.advance,
                        appended: out.cause(),
                    });
                }
                Err(error) => {
                    self.trace_refusal(partition, error, out);
                    delayed.partitions.push(DelayedPartition {
                        partition,
                        base_offset: Err(error),
                        required_offset: None,
                    });
                }
            }
        }
        let waits = request.acks == Acks::All && !in_log.is_empty();
        self.acknowledge_append(socket, request.acks, delayed, out);
        for one in &in_log {
            out.because(one.appended);
            self.on_high_watermark_advance(one.partition, one.advance, disk, out);
        }
        if waits {
            self.delay_produce(socket, &in_log, request.timeout_ms, disk, out);
        }
        for one in &in_log {
            if one.advance.is_none() {
                out.because(one.appended);
                out.aside(|out| self.complete_fetches(one.partition, disk, out));
            }
        }
    }

    fn append(
        &mut self,
        part: ProducePartition,
        acks: Acks,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) -> Result<Appended, ErrorCode> {
        let partition = part.partition;
        let config = self.topic_config(partition.topic);
        let found = self.replica_mut(partition, disk, out);
        let (state, log, context) = found.ok_or(ErrorCode::UnknownTopicOrPartition)?;
        state.may_append(acks)?;
        if part.size_bytes > config.max_message_bytes {
            // `UnifiedLog.analyzeAndValidateRecords`.
            return Err(ErrorCode::MessageTooLarge);
        }
        if config.is_compacted && part.batch.records.iter().any(|record| record.key.is_none()) {
            // `LogValidator.validateKey`.
            return Err(ErrorCode::InvalidRecord);
        }
        let leader_epoch = state.leader_epoch();
        let appended = state.append(part.batch, acks, log, &context)?;
        out.follow(appended_event(partition, appended, leader_epoch));
        Ok(appended)
    }

    /// A producer that waits for the leader only is answered at once, one that waits for nobody not at
    /// all: it learns of an error by its connection's end. One that waits for all is answered at once if
    /// nothing of what it sent is in the log.
    fn acknowledge_append(
        &mut self,
        socket: Socket,
        acks: Acks,
        delayed: DelayedProduce,
        out: &mut Out<'_>,
    ) {
        let mut results = delayed.partitions.iter();
        match acks {
            Acks::None if results.any(|one| one.base_offset.is_err()) => out.hang_up(socket),
            Acks::None => out.finish(socket),
            Acks::All if delayed.waiting().next().is_some() => {
                self.delayed_produces.insert(socket, delayed);
            }
            Acks::All | Acks::Leader => out.respond(socket, delayed.response(self)),
        }
    }

    /// An acks=all request waits, unless the high watermarks have passed it already.
    fn delay_produce(
        &mut self,
        socket: Socket,
        in_log: &[InLog],
        timeout_ms: u64,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        for one in in_log {
            out.because(one.appended);
            self.complete_produces(one.partition, disk, out);
        }
        let Some(delayed) = self.delayed_produces.get(&socket) else {
            return;
        };
        for (partition, required_offset) in delayed.waiting() {
            let appended = in_log.iter().find(|one| one.partition == partition);
            out.because(appended.and_then(|one| one.appended));
            out.trace(Event::ProduceParked {
                partition,
                required_offset,
            });
        }
        out.set_timer(Timer::DelayedProduce(socket), Span::from_ms(timeout_ms));
    }

    /// Says that a batch was not appended, and how the ISR stands.
    fn trace_refusal(&self, partition: TopicPartition, error: ErrorCode, out: &mut Out<'_>) {
        let state = self.partitions.get(&partition);
        let leadership = state.and_then(Partition::leadership);
        let min_isr = state.map_or(0, Partition::effective_min_isr);
        out.follow(Event::AppendRefused {
            partition,
            error,
            isr: leadership.map_or_else(Vec::new, |it| it.isr().members().to_vec()),
            min_isr: u32::try_from(min_isr).unwrap_or(u32::MAX),
        });
    }

    /// What follows when the high watermark has moved: whoever waited for that is answered.
    pub(super) fn on_high_watermark_advance(
        &mut self,
        partition: TopicPartition,
        advance: Option<Advance>,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let Some(Advance { from, to }) = advance else {
            return;
        };
        out.follow(Event::HighWatermarkAdvanced {
            partition,
            from,
            to,
        });
        if out.slowness() > Span::ZERO {
            self.postpone_completion(partition, out);
        } else {
            self.complete_delayed_requests(partition, disk, out);
        }
    }
}

/// What is to be told of a batch that the leader has taken, or has had before.
fn appended_event(
    partition: TopicPartition,
    appended: Appended,
    leader_epoch: LeaderEpoch,
) -> Event {
    let (base_offset, end_offset) = (appended.base_offset, appended.end_offset);
    if appended.is_duplicate {
        return Event::DuplicateBatch {
            partition,
            base_offset,
            end_offset,
        };
    }
    Event::LeaderAppended {
        partition,
        base_offset,
        end_offset,
        leader_epoch,
    }
}
