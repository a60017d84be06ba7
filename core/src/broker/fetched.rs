//! What a follower does with its leader's answers (`AbstractFetcherThread.processFetchRequest`,
//! `ReplicaFetcherThread.processPartitionData`).

use super::Disk;
use super::fetcher::{Asked, Fetcher, Phase};
use super::process::Process;
use super::truncation;
use crate::id::{BrokerId, LeaderEpoch, NodeId, Offset, TopicPartition};
use crate::log::Log;
use crate::sim::{ConnectionId, Out, Timer};
use crate::trace::{Event, LogStartReason};
use crate::wire::{
    Api, ErrorCode, FetchPartition, FetchResponse, FetchedPartition, OffsetsForLeaderEpochResponse,
    Response,
};

impl Process {
    /// A leader has answered what its fetcher asked; then the fetcher asks the next thing.
    pub(super) fn leader_answered(
        &mut self,
        connection: ConnectionId,
        response: Response,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        out.cancel_timer(Timer::RequestTimeout(connection));
        let NodeId::Broker(leader) = connection.server else {
            return;
        };
        let Some(fetcher) = self.fetchers.get_mut(&leader) else {
            return;
        };
        match (fetcher.in_flight.take(), response) {
            (Some(Asked::Fetch(asked)), Response::Fetch(response)) => {
                self.fetched(leader, &asked, response, disk, out);
            }
            (Some(Asked::EpochEnds(asked)), Response::OffsetsForLeaderEpoch(response)) => {
                for question in asked {
                    let epoch = question.current_leader_epoch;
                    if self.still_asks(leader, question.partition, epoch, Phase::AskForEpochEnd) {
                        let OffsetsForLeaderEpochResponse { partitions } = &response;
                        let mut answers = partitions.iter();
                        if let Some((_, end)) = answers.find(|(it, _)| *it == question.partition) {
                            let end = *end;
                            out.aside(|out| {
                                self.epoch_end_told(leader, question.partition, end, disk, out);
                            });
                        }
                    }
                }
            }
            (
                Some(Asked::LogOffset {
                    leader_epoch,
                    fetch_offset,
                    ..
                }),
                Response::ListOffsets(told),
            ) => {
                let asked = (leader_epoch, fetch_offset);
                out.aside(|out| self.log_offset_told(leader, asked, told, disk, out));
            }
            _ => {}
        }
        self.run_fetcher(leader, disk, out);
    }

    /// Whether an answer still answers what this follower would ask now.
    pub(super) fn still_asks(
        &self,
        leader: BrokerId,
        partition: TopicPartition,
        epoch: Option<LeaderEpoch>,
        phase: Phase,
    ) -> bool {
        let asks = |fetcher: &Fetcher| fetcher.phase(partition) == Some(phase);
        let state = self.partitions.get(&partition);
        self.fetchers.get(&leader).is_some_and(asks)
            && state.is_some_and(|state| Some(state.leader_epoch()) == epoch)
    }

    fn fetched(
        &mut self,
        leader: BrokerId,
        asked: &[FetchPartition],
        response: FetchResponse,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        for read in response.partitions {
            if let Some(fetch) = asked.iter().find(|fetch| fetch.partition == read.partition) {
                out.aside(|out| self.take(leader, fetch, read, disk, out));
            }
        }
    }

    /// Takes one partition's part of an answer.
    fn take(
        &mut self,
        leader: BrokerId,
        fetch: &FetchPartition,
        read: FetchedPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let partition = fetch.partition;
        let current = self.still_asks(leader, partition, fetch.current_leader_epoch, Phase::Fetch);
        let Some(log) = disk.logs.get_mut(&partition) else {
            return;
        };
        if !current || log.end_offset() != fetch.fetch_offset {
            return;
        }
        match (read.error, read.diverging_epoch) {
            (Some(ErrorCode::OffsetOutOfRange), _) => {
                if let Some(fetcher) = self.fetchers.get_mut(&leader) {
                    fetcher.set_phase(partition, Phase::AskForLogEnd);
                }
            }
            (Some(error), _) => self.leader_refused(leader, partition, Api::Fetch, error, out),
            (None, Some(end)) => {
                truncation::on_fetch(partition, leader, end, log, out);
                disk.checkpoint_log_start(partition);
            }
            (None, None) => self.take_records(fetch, read, disk, out),
        }
    }

    /// Appends what was fetched, and goes by what the leader says of the high watermark and the log
    /// start.
    fn take_records(
        &mut self,
        fetch: &FetchPartition,
        read: FetchedPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let partition = fetch.partition;
        let Some(log) = disk.logs.get_mut(&partition) else {
            return;
        };
        let (high_watermark, start) = (read.high_watermark, read.log_start_offset);
        let appended = append(fetch, read, log, out);
        let moved = set_high_watermark(partition, high_watermark, log, out);
        if raise_start(partition, start, log, out) {
            disk.checkpoint_log_start(partition);
        }
        if appended {
            self.appended(partition, disk, out);
        }
        if moved {
            self.complete_fetches(partition, disk, out);
        }
    }

    /// The leader refused: the partition pauses, or waits for metadata if its epoch is over.
    pub(super) fn leader_refused(
        &mut self,
        leader: BrokerId,
        partition: TopicPartition,
        api: Api,
        error: ErrorCode,
        out: &mut Out<'_>,
    ) {
        let (now, until) = (out.now(), out.now() + self.fetch_backoff());
        let state = self.partitions.get(&partition);
        let leader_epoch = state.map(|state| state.leader_epoch());
        let Some(fetcher) = self.fetchers.get_mut(&leader) else {
            return;
        };
        if error == ErrorCode::FencedLeaderEpoch {
            fetcher.fail(partition);
            out.trace(Event::FetchFenced {
                partition,
                leader,
                leader_epoch: leader_epoch.unwrap_or_default(),
            });
        } else {
            fetcher.delay(partition, now, until);
            out.trace(Event::RequestFailed { api, error });
        }
    }
}

/// Appends the batches that follow on the log's end. Those of a later epoch than the fetch's are not
/// taken (KAFKA-18723). A log that has nothing yet, and is to begin within a batch, begins with it.
fn append(
    fetch: &FetchPartition,
    read: FetchedPartition,
    log: &mut Log,
    out: &mut Out<'_>,
) -> bool {
    if let Some(first) = read.batches.first()
        && log.start_offset() == log.end_offset()
        && first.base_offset < log.end_offset()
        && first.next_offset() > log.end_offset()
    {
        log.start_over_at(first.base_offset);
    }
    let base_offset = log.end_offset();
    for batch in read.batches {
        if Some(batch.leader_epoch) <= fetch.current_leader_epoch
            && batch.base_offset == log.end_offset()
        {
            log.append(batch, out.now());
        }
    }
    let end_offset = log.end_offset();
    let appended = end_offset > base_offset;
    if let Some(leader_epoch) = log.epochs().latest().filter(|_| appended) {
        out.follow(Event::FollowerAppended {
            partition: fetch.partition,
            base_offset,
            end_offset,
            leader_epoch,
        });
    }
    appended
}

/// Sets the high watermark to what the leader said, within the log: it is set, not raised, and may go
/// back.
fn set_high_watermark(
    partition: TopicPartition,
    high_watermark: Offset,
    log: &mut Log,
    out: &mut Out<'_>,
) -> bool {
    let from = log.set_high_watermark(high_watermark);
    let to = log.high_watermark();
    if from != to {
        out.trace(Event::FollowerHighWatermarkSet {
            partition,
            from,
            to,
        });
    }
    from != to
}

/// A follower's log starts no earlier than its leader's.
fn raise_start(partition: TopicPartition, to: Offset, log: &mut Log, out: &mut Out<'_>) -> bool {
    let Ok(Some(from)) = log.raise_start(to) else {
        return false;
    };
    out.trace(Event::LogStartMoved {
        partition,
        from,
        to,
        reason: LogStartReason::LeaderOffsetIncremented,
    });
    true
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::broker::lifecycle::Lifecycle;
    use crate::broker::{Context, Partition};
    use crate::config::BrokerConfig;
    use crate::id::{PartitionEpoch, PartitionIndex, TopicId};
    use crate::log::{Batch, OffsetForEpoch, Record};
    use crate::metadata::{MetadataImage, PartitionRegistration};
    use crate::sim::turn_of;
    use crate::time::Time;
    use crate::wire::ListOffsetsResponse;

    const ME: BrokerId = BrokerId(1);
    const LEADER: BrokerId = BrokerId(2);
    const ORDERS: TopicPartition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };

    fn batch(base_offset: i64, epoch: i32, records: usize) -> Batch {
        let record = Record::new(None, Some("v"));
        Batch::new(
            Offset(base_offset),
            LeaderEpoch(epoch),
            vec![record; records],
        )
    }

    /// b1, which follows b2 in epoch 3, with these batches in its log.
    fn follower(batches: &[Batch]) -> (Process, Disk) {
        let config = BrokerConfig::default();
        let mut log = Log::default();
        for batch in batches {
            log.append(batch.clone(), Time::START);
        }
        let registration = PartitionRegistration {
            replicas: vec![ME, LEADER],
            leader: Some(LEADER),
            leader_epoch: LeaderEpoch(3),
            partition_epoch: PartitionEpoch(3),
            ..PartitionRegistration::default()
        };
        let context = Context {
            me: ME,
            now: Time::START,
            cause: None,
            config: &config,
            metadata: &MetadataImage::EMPTY,
        };
        let mut partition = Partition::new(1);
        partition.update(&registration, &mut log, &context);
        let mut process = Process::new(ME, config.into(), Lifecycle::new(1, None, None));
        process.partitions.insert(ORDERS, partition);
        let mut disk = Disk::default();
        disk.logs.insert(ORDERS, log);
        process.follow(ORDERS, Some(LEADER), &disk);
        (process, disk)
    }

    fn asked(epoch: i32, offset: i64) -> FetchPartition {
        FetchPartition {
            partition: ORDERS,
            current_leader_epoch: Some(LeaderEpoch(epoch)),
            fetch_offset: Offset(offset),
            last_fetched_epoch: Some(LeaderEpoch(1)),
            log_start_offset: Offset::ZERO,
        }
    }

    fn read() -> FetchedPartition {
        FetchedPartition {
            partition: ORDERS,
            error: None,
            high_watermark: Offset::ZERO,
            log_start_offset: Offset::ZERO,
            diverging_epoch: None,
            preferred_read_replica: None,
            batches: Vec::new(),
        }
    }

    /// Hands b1 an answer of a broker to what its fetcher asked it, and returns what happened.
    fn answer(
        (process, disk): &mut (Process, Disk),
        leader: BrokerId,
        asked: FetchPartition,
        read: FetchedPartition,
    ) -> Vec<Event> {
        if let Some(fetcher) = process.fetchers.get_mut(&leader) {
            fetcher.in_flight = Some(Asked::Fetch(vec![asked]));
        }
        let response = Response::Fetch(FetchResponse {
            partitions: vec![read],
        });
        say(process, disk, leader, response)
    }

    fn say(
        process: &mut Process,
        disk: &mut Disk,
        leader: BrokerId,
        response: Response,
    ) -> Vec<Event> {
        let connection = process.to_leader(leader);
        let traces = turn_of(ME.into(), |out| {
            process.leader_answered(connection, response, disk, out);
        });
        traces.into_iter().map(|trace| trace.event).collect()
    }

    fn phase(process: &Process) -> Option<Phase> {
        process.fetchers[&LEADER].phase(ORDERS)
    }

    #[test]
    fn a_follower_takes_only_what_answers_the_question_that_it_would_ask_now() {
        for (leader, asked_in, asked_from, written_in, end, why) in [
            (2, 3, 1, 3, 2, "it is what it asked for"),
            (2, 3, 1, 1, 2, "an earlier leader may have written it"),
            (2, 2, 1, 2, 1, "it asked in an epoch that is over"),
            (2, 3, 0, 3, 1, "its log ends elsewhere by now"),
            (2, 3, 1, 4, 1, "no leader of its epoch wrote that"),
            (3, 3, 1, 3, 1, "it does not follow that broker"),
        ] {
            let mut follower = follower(&[batch(0, 1, 1)]);
            let read = FetchedPartition {
                batches: vec![batch(1, written_in, 1)],
                ..read()
            };
            let asked = asked(asked_in, asked_from);
            answer(&mut follower, BrokerId(leader), asked, read);
            let log = &follower.1.logs[&ORDERS];
            assert_eq!(log.end_offset(), Offset(end), "{why}");
        }
    }

    #[test]
    fn the_high_watermark_is_set_to_what_the_leader_says_and_the_log_start_raised_to_it() {
        let mut follower = follower(&[batch(0, 1, 3)]);
        for (high_watermark, start, high_watermark_after, start_after) in
            [(9, 0, 3, 0), (2, 1, 2, 1), (3, 0, 3, 1), (3, 3, 3, 3)]
        {
            let read = FetchedPartition {
                high_watermark: Offset(high_watermark),
                log_start_offset: Offset(start),
                ..read()
            };
            answer(&mut follower, LEADER, asked(3, 3), read);
            let log = &follower.1.logs[&ORDERS];
            assert_eq!(log.high_watermark(), Offset(high_watermark_after));
            assert_eq!(log.start_offset(), Offset(start_after));
        }
    }

    #[test]
    fn a_log_that_has_nothing_begins_with_the_batch_in_which_it_is_to_begin() {
        let mut follower = follower(&[batch(0, 1, 1)]);
        let log = follower.1.logs.get_mut(&ORDERS).expect("it has the log");
        log.start_over_at(Offset(5));
        let read = FetchedPartition {
            high_watermark: Offset(7),
            log_start_offset: Offset(5),
            batches: vec![batch(3, 3, 4)],
            ..read()
        };
        answer(&mut follower, LEADER, asked(3, 5), read);
        let log = &follower.1.logs[&ORDERS];
        assert_eq!(
            (log.start_offset(), log.end_offset()),
            (Offset(5), Offset(7))
        );
    }

    #[test]
    fn logs_are_brought_to_agree_in_several_rounds_and_each_is_told() {
        let mut follower = follower(&[batch(0, 1, 2), batch(2, 2, 1), batch(3, 3, 1)]);
        for (asked_from, epoch, end_offset, to, completed) in
            [(4, 2, 9, 3, true), (3, 1, 1, 1, true)]
        {
            let read = FetchedPartition {
                diverging_epoch: Some(OffsetForEpoch {
                    epoch: LeaderEpoch(epoch),
                    end_offset: Offset(end_offset),
                }),
                high_watermark: Offset(1),
                ..read()
            };
            let events = answer(&mut follower, LEADER, asked(3, asked_from), read);
            assert!(matches!(
                events[..],
                [
                    Event::TruncationDecided { to: decided, completed: done, .. },
                    Event::Truncated { to: cut, .. },
                ] if decided == Offset(to) && cut == Offset(to) && done == completed
            ));
            let log = &follower.1.logs[&ORDERS];
            assert_eq!(log.end_offset(), Offset(to));
            assert_eq!(
                log.high_watermark(),
                Offset::ZERO,
                "what is said of it counts only once the logs agree"
            );
        }
    }

    #[test]
    fn an_offset_out_of_range_is_resolved_by_the_leaders_end_and_then_by_its_start() {
        for (leader_end, leader_start, start, end, why) in [
            (2, None, 0, 2, "it reached further than the leader"),
            (
                3,
                Some(1),
                0,
                3,
                "the leader reaches as far, and it goes on",
            ),
            (9, Some(3), 0, 3, "the leader starts where it ends"),
            (
                9,
                Some(5),
                5,
                5,
                "the leader starts after its end: it starts over",
            ),
        ] {
            let mut follower = follower(&[batch(0, 1, 3)]);
            let refused = FetchedPartition {
                error: Some(ErrorCode::OffsetOutOfRange),
                ..read()
            };
            answer(&mut follower, LEADER, asked(3, 3), refused);
            let (process, disk) = &mut follower;
            let mut events = Vec::new();
            for offset in [Some(leader_end), leader_start].into_iter().flatten() {
                let asked = process.fetchers[&LEADER].in_flight.clone();
                assert!(matches!(asked, Some(Asked::LogOffset { .. })), "{why}");
                let told = ListOffsetsResponse {
                    partition: ORDERS,
                    offset: Ok(Offset(offset)),
                };
                events.extend(say(process, disk, LEADER, Response::ListOffsets(told)));
            }
            assert_eq!(phase(process), Some(Phase::Fetch), "{why}");
            let log = &disk.logs[&ORDERS];
            assert_eq!(
                (log.start_offset(), log.end_offset()),
                (Offset(start), Offset(end)),
                "{why}"
            );
            let reset = events.last();
            assert!(
                matches!(reset, Some(Event::FetchOffsetReset { from: Offset(3), to, .. }) if to.0 == end),
                "{why}: {reset:?}"
            );
        }
    }

    #[test]
    fn a_fenced_follower_waits_for_metadata_and_any_other_that_is_refused_for_a_while() {
        for (error, phase_after, paused) in [
            (ErrorCode::FencedLeaderEpoch, None, false),
            (ErrorCode::UnknownLeaderEpoch, Some(Phase::Fetch), true),
            (ErrorCode::NotLeaderOrFollower, Some(Phase::Fetch), true),
            (ErrorCode::UnknownTopicOrPartition, Some(Phase::Fetch), true),
        ] {
            let mut follower = follower(&[batch(0, 1, 3)]);
            let refused = FetchedPartition {
                error: Some(error),
                ..read()
            };
            let events = answer(&mut follower, LEADER, asked(3, 3), refused);
            let fenced = events
                .iter()
                .any(|event| matches!(event, Event::FetchFenced { .. }));
            assert_eq!(fenced, phase_after.is_none());
            let fetcher = &follower.0.fetchers[&LEADER];
            assert_eq!(fetcher.phase(ORDERS), phase_after);
            assert_eq!(fetcher.next_ready().is_some(), paused);
            assert!(fetcher.in_flight.is_none());
        }
    }
}
