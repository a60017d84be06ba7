//! Records that an administrator has deleted (`ReplicaManager.deleteRecords`): the leader moves its
//! log start, and answers when every live replica has followed.

use super::Disk;
use super::partition::{Context, Partition};
use super::process::Process;
use super::purgatory::ParkedDelete;
use crate::command::AdminCommand;
use crate::id::{Offset, TopicPartition};
use crate::log::Log;
use crate::sim::{Out, Socket, Timer};
use crate::time::Span;
use crate::trace::{Event, LogStartReason};
use crate::wire::{AdminRequest, ErrorCode, Response};

/// How long the answer may wait for replicas: what the admin client asks for
/// (`default.api.timeout.ms`).
const TIMEOUT: Span = Span::from_ms(60_000);

/// As `before_offset`: whatever is committed (`DeleteRecordsRequest.HIGH_WATERMARK`).
const HIGH_WATERMARK: Offset = Offset(-1);

impl Process {
    /// What the admin client asks a broker for: to delete records. The rest is the controller's.
    pub(super) fn admin(
        &mut self,
        socket: Socket,
        request: &AdminRequest,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let AdminCommand::DeleteRecords {
            topic,
            partition,
            before_offset,
        } = &request.command
        else {
            let error = ErrorCode::NotController;
            out.respond(socket, Response::Admin(Err(error.into())));
            return;
        };
        let target = self
            .metadata
            .topic_named(topic)
            .map(|topic| TopicPartition {
                topic,
                partition: *partition,
            })
            .ok_or(ErrorCode::UnknownTopicOrPartition);
        let deleted =
            target.and_then(|partition| self.delete_records(partition, *before_offset, disk, out));
        match deleted {
            Ok(parked) => {
                self.parked_deletes.insert(socket, parked);
                out.set_timer(Timer::ParkedDelete(socket), TIMEOUT);
                self.complete_deletes(parked.partition, disk, out);
            }
            Err(error) => out.respond(socket, Response::Admin(Err(error.into()))),
        }
    }

    /// Moves the log start of a partition that this broker leads, to the high watermark at most.
    fn delete_records(
        &mut self,
        partition: TopicPartition,
        before_offset: Offset,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) -> Result<ParkedDelete, ErrorCode> {
        let (state, log, _) = self
            .part(partition, disk, out)
            .ok_or(ErrorCode::UnknownTopicOrPartition)?;
        state.check_leader_epoch(None, true)?;
        let to = if before_offset == HIGH_WATERMARK {
            log.high_watermark()
        } else {
            before_offset
        };
        if to < Offset::ZERO {
            return Err(ErrorCode::OffsetOutOfRange);
        }
        if let Some(from) = log.raise_start(to)? {
            out.follow(Event::LogStartMoved {
                partition,
                from,
                to,
                reason: LogStartReason::RecordDeletion,
            });
        }
        Ok(ParkedDelete {
            partition,
            required_offset: to,
        })
    }

    /// Answers the deletions that every live replica of a partition has followed.
    pub(super) fn complete_deletes(
        &mut self,
        partition: TopicPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        if self.parked_deletes.is_empty() {
            return;
        }
        let waiting: Vec<(Socket, ParkedDelete)> = self
            .parked_deletes
            .iter()
            .filter(|(_, parked)| parked.partition == partition)
            .map(|(socket, parked)| (*socket, *parked))
            .collect();
        for (socket, parked) in waiting {
            let low_watermark = match self.part(partition, disk, out) {
                Some((state, log, context)) => state.low_watermark(log, &context),
                None => Err(ErrorCode::UnknownTopicOrPartition),
            };
            match low_watermark {
                Ok(low) if low < parked.required_offset => {}
                Ok(_) => self.answer_delete(socket, Ok(()), out),
                Err(error) => self.answer_delete(socket, Err(error), out),
            }
        }
    }

    pub(super) fn delete_timed_out(&mut self, socket: Socket, out: &mut Out<'_>) {
        self.answer_delete(socket, Err(ErrorCode::RequestTimedOut), out);
    }

    fn answer_delete(&mut self, socket: Socket, result: Result<(), ErrorCode>, out: &mut Out<'_>) {
        if self.parked_deletes.remove(&socket).is_some() {
            out.cancel_timer(Timer::ParkedDelete(socket));
            out.respond(socket, Response::Admin(result.map_err(Into::into)));
        }
    }
}

impl Partition {
    /// The smallest log start of the leader and the live followers, one that has not fetched yet being
    /// before all (`lowWatermarkIfLeader`).
    ///
    /// # Errors
    /// `NOT_LEADER_OR_FOLLOWER` when this broker does not lead.
    fn low_watermark(&self, log: &Log, context: &Context<'_>) -> Result<Offset, ErrorCode> {
        let leadership = self.leadership().ok_or(ErrorCode::NotLeaderOrFollower)?;
        let mut low = log.start_offset();
        for (id, follower) in leadership.followers() {
            if context.metadata.live_broker_epoch(*id).is_some() {
                low = low.min(follower.log_start_offset.unwrap_or(Offset(-1)));
            }
        }
        Ok(low)
    }
}
