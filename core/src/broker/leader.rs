//! What a leader does with what producers send, and with a high watermark that moves
//! (`ReplicaManager.appendRecords`).

use super::Disk;
use super::leadership::Advance;
use super::partition::{Appended, Partition};
use super::process::Process;
use super::purgatory::DelayedProduce;
use crate::id::{LeaderEpoch, TopicPartition};
use crate::sim::{Out, Socket, Timer};
use crate::time::Span;
use crate::trace::Event;
use crate::wire::{Acks, ErrorCode, ProduceRequest, ProduceResponse, Response};

impl Process {
    /// Appends what a producer sent, and answers when its acks say so.
    pub(super) fn produce(
        &mut self,
        socket: Socket,
        request: ProduceRequest,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let ProduceRequest {
            partition,
            acks,
            timeout_ms,
            batch,
        } = request;
        let appended = match self.replica_mut(partition, disk, out) {
            Some((state, log, context)) => {
                let epoch = state.leader_epoch();
                let appended = state.append(batch, acks, log, &context);
                appended.map(|appended| (appended, epoch))
            }
            None => Err(ErrorCode::UnknownTopicOrPartition),
        };
        let (appended, leader_epoch) = match appended {
            Ok(appended) => appended,
            Err(error) => return self.refuse_append(socket, partition, acks, error, out),
        };
        let advance = appended.advance;
        let delayed = DelayedProduce {
            partition,
            base_offset: appended.base_offset,
            required_offset: appended.end_offset,
        };
        out.follow(appended_event(partition, appended, leader_epoch));
        self.plan_flush(partition, disk, out);
        self.acknowledge_append(socket, acks, delayed, out);
        self.on_high_watermark_advance(partition, advance, disk, out);
        if acks == Acks::All {
            self.delay_produce(socket, delayed, timeout_ms, disk, out);
        }
        if advance.is_none() {
            out.aside(|out| self.complete_fetches(partition, disk, out));
        }
    }

    /// A producer that waits for the leader only is answered at once, one that waits for nobody not at
    /// all.
    fn acknowledge_append(
        &mut self,
        socket: Socket,
        acks: Acks,
        appended: DelayedProduce,
        out: &mut Out<'_>,
    ) {
        match acks {
            Acks::None => out.finish(socket),
            Acks::Leader => {
                let response = ProduceResponse {
                    partition: appended.partition,
                    base_offset: Ok(appended.base_offset),
                };
                out.respond(socket, Response::Produce(response));
            }
            Acks::All => {
                self.delayed_produces.insert(socket, appended);
            }
        }
    }

    /// An acks=all request waits, unless the high watermark has passed it already.
    fn delay_produce(
        &mut self,
        socket: Socket,
        delayed: DelayedProduce,
        timeout_ms: u64,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        self.complete_produces(delayed.partition, disk, out);
        if self.delayed_produces.contains_key(&socket) {
            out.trace(Event::ProduceParked {
                partition: delayed.partition,
                required_offset: delayed.required_offset,
            });
            out.set_timer(Timer::DelayedProduce(socket), Span::from_ms(timeout_ms));
        }
    }

    /// A producer that waits for no answer learns of an error only by its connection's end.
    fn refuse_append(
        &mut self,
        socket: Socket,
        partition: TopicPartition,
        acks: Acks,
        error: ErrorCode,
        out: &mut Out<'_>,
    ) {
        let state = self.partitions.get(&partition);
        let leadership = state.and_then(Partition::leadership);
        let min_isr = state.map_or(0, Partition::effective_min_isr);
        out.follow(Event::AppendRefused {
            partition,
            error,
            isr: leadership.map_or_else(Vec::new, |it| it.isr().members().to_vec()),
            min_isr: u32::try_from(min_isr).unwrap_or(u32::MAX),
        });
        if acks == Acks::None {
            out.hang_up(socket);
        } else {
            let response = ProduceResponse {
                partition,
                base_offset: Err(error),
            };
            out.respond(socket, Response::Produce(response));
        }
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
