//! Records that an administrator has deleted (`ReplicaManager.deleteRecords`): the leader moves its
//! log start, and answers when every live replica has followed.

use super::Disk;
use super::deferred;
use super::partition::{Context, Partition};
use super::process::Process;
use super::purgatory::DelayedDeleteRecords;
use crate::command::AdminCommand;
use crate::id::{BrokerId, Offset, TopicPartition};
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
            Ok(delayed) => {
                self.delayed_deletes.insert(socket, delayed);
                out.set_timer(Timer::DelayedDeleteRecords(socket), TIMEOUT);
                self.complete_deletes(delayed.partition, disk, out);
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
    ) -> Result<DelayedDeleteRecords, ErrorCode> {
        let (state, log, _) = self
            .replica_mut(partition, disk, out)
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
            disk.checkpoint_log_start(partition);
            out.follow(Event::LogStartMoved {
                partition,
                from,
                to,
                reason: LogStartReason::RecordDeletion,
            });
        }
        Ok(DelayedDeleteRecords {
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
        if !self.delayed_deletes.is_empty() {
            deferred::complete_deletes(self, partition, disk, out);
        }
    }

    pub(super) fn complete_delayed_deletes(
        &mut self,
        partition: TopicPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let waiting: Vec<(Socket, DelayedDeleteRecords)> = self
            .delayed_deletes
            .iter()
            .filter(|(_, delayed)| delayed.partition == partition)
            .map(|(socket, delayed)| (*socket, *delayed))
            .collect();
        for (socket, delayed) in waiting {
            let low_watermark = match self.replica_mut(partition, disk, out) {
                Some((state, log, context)) => state.low_watermark(log, &context),
                None => Err(ErrorCode::UnknownTopicOrPartition),
            };
            match low_watermark {
                Ok(low) if low < delayed.required_offset => {}
                Ok(_) => self.answer_delete(socket, Ok(()), out),
                Err(error) => self.answer_delete(socket, Err(error), out),
            }
        }
    }

    pub(super) fn expire_delete(&mut self, socket: Socket, out: &mut Out<'_>) {
        self.answer_delete(socket, Err(ErrorCode::RequestTimedOut), out);
    }

    fn answer_delete(&mut self, socket: Socket, result: Result<(), ErrorCode>, out: &mut Out<'_>) {
        if self.delayed_deletes.remove(&socket).is_some() {
            out.cancel_timer(Timer::DelayedDeleteRecords(socket));
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
        self.lowest_start(log, context).map(|(low, _)| low)
    }

    /// That log start, and the follower whose it is, unless it is the leader's own.
    ///
    /// # Errors
    /// `NOT_LEADER_OR_FOLLOWER` when this broker does not lead.
    pub(crate) fn lowest_start(
        &self,
        log: &Log,
        context: &Context<'_>,
    ) -> Result<(Offset, Option<BrokerId>), ErrorCode> {
        let leadership = self.leadership().ok_or(ErrorCode::NotLeaderOrFollower)?;
        let (mut low, mut slowest) = (log.start_offset(), None);
        for (id, follower) in leadership.followers() {
            let start = follower.log_start_offset.unwrap_or(Offset(-1));
            if start < low && context.metadata.live_broker_epoch(*id).is_some() {
                (low, slowest) = (start, Some(*id));
            }
        }
        Ok((low, slowest))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::broker::testing::{Alone, CLIENT, ORDERS, Turn, append_one, led_by, orders};
    use crate::config::BrokerConfig;
    use crate::id::{BrokerEpoch, BrokerId, LeaderEpoch, PartitionIndex};
    use crate::metadata::MetadataRecord;
    use crate::sim::Input;
    use crate::wire::{FetchPartition, FetchRequest, Reader, Request};

    /// b1 leads `orders-0`, or b2 does: four records, three of them committed. b2 is alive, b3 is not.
    fn broker(leader: u32) -> Alone {
        let mut records = orders(led_by(leader, 0));
        for (id, fenced) in [(2, false), (3, true)] {
            let (broker, broker_epoch) = (BrokerId(id), BrokerEpoch(id.into()));
            records.push(MetadataRecord::RegisterBroker {
                broker,
                broker_epoch,
                incarnation: 1,
                rack: None,
            });
            records.push(MetadataRecord::BrokerRegistrationChange {
                broker,
                broker_epoch,
                fenced: Some(fenced),
                in_controlled_shutdown: None,
            });
        }
        let mut alone = Alone::running(BrokerConfig::default(), records);
        let log = alone
            .broker
            .disk
            .logs
            .get_mut(&ORDERS)
            .expect("it is a replica");
        for _ in 0..4 {
            append_one(log, 0);
        }
        log.set_high_watermark(Offset(3));
        alone
    }

    fn delete(alone: &mut Alone, topic: &str, before_offset: i64) -> Turn {
        let command = AdminCommand::DeleteRecords {
            topic: topic.into(),
            partition: PartitionIndex(0),
            before_offset: Offset(before_offset),
        };
        alone.asked(CLIENT, Request::Admin(AdminRequest { command }))
    }

    fn answer(turn: &Turn) -> Option<Result<(), ErrorCode>> {
        turn.responses.iter().find_map(|response| match response {
            Response::Admin(result) => Some(result.clone().map_err(|it| it.code)),
            _ => None,
        })
    }

    #[test]
    fn only_a_leader_deletes_and_only_what_is_committed() {
        for (leader, topic, before, refused, start) in [
            (1, "orders", 4, Some(ErrorCode::OffsetOutOfRange), 0),
            (1, "orders", -2, Some(ErrorCode::OffsetOutOfRange), 0),
            (1, "nowhere", 1, Some(ErrorCode::UnknownTopicOrPartition), 0),
            (2, "orders", 1, Some(ErrorCode::NotLeaderOrFollower), 0),
            (1, "orders", 2, None, 2),
            (1, "orders", -1, None, 3),
        ] {
            let mut alone = broker(leader);
            let turn = delete(&mut alone, topic, before);
            assert_eq!(answer(&turn), refused.map(Err), "{topic} before {before}");
            let log = alone.broker.log(ORDERS).expect("it is a replica");
            assert_eq!(log.start_offset(), Offset(start), "{topic} before {before}");
        }
    }

    #[test]
    fn a_deletion_is_answered_when_every_live_follower_has_followed_or_its_time_is_up() {
        for (log_start, answered) in [(0, false), (1, false), (2, true)] {
            let mut alone = broker(1);
            assert_eq!(answer(&delete(&mut alone, "orders", 2)), None);
            let fetch = FetchRequest {
                max_bytes: u32::MAX,
                reader: Reader::Follower {
                    replica: BrokerId(2),
                    broker_epoch: Some(BrokerEpoch(2)),
                },
                max_wait_ms: 500,
                min_bytes: 1,
                partitions: vec![FetchPartition {
                    max_bytes: u32::MAX,
                    partition: ORDERS,
                    current_leader_epoch: Some(LeaderEpoch(0)),
                    fetch_offset: Offset(4),
                    last_fetched_epoch: Some(LeaderEpoch(0)),
                    log_start_offset: Offset(log_start),
                }],
            };
            let turn = alone.asked(BrokerId(2).into(), Request::Fetch(fetch));
            assert_eq!(
                answer(&turn),
                answered.then_some(Ok(())),
                "from {log_start}"
            );
            if !answered {
                let process = alone.broker.process().expect("it runs");
                let delayed = process.delayed_deletes.keys().next().copied();
                let socket = delayed.expect("it waits");
                let turn = alone.on(Input::Timer(Timer::DelayedDeleteRecords(socket)));
                assert_eq!(answer(&turn), Some(Err(ErrorCode::RequestTimedOut)));
            }
        }
    }
}
