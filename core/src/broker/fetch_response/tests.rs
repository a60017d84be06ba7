//! A follower that is answered: what it takes, and what it does not.

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
        max_bytes: u32::MAX,
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
        current_leader: None,
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
        fetcher.in_flight = Some(InFlightRequest::Fetch(vec![asked]));
    }
    let response = Response::Fetch(FetchResponse {
        partitions: vec![read],
    });
    say(process, disk, leader, response)
}

fn say(process: &mut Process, disk: &mut Disk, leader: BrokerId, response: Response) -> Vec<Event> {
    let connection = process.to_leader(leader);
    let traces = turn_of(ME.into(), |out| {
        process.on_leader_response(connection, response, disk, out);
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
    for (asked_from, epoch, end_offset, to, completed) in [(4, 2, 9, 3, true), (3, 1, 1, 1, true)] {
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
            assert!(
                matches!(asked, Some(InFlightRequest::LogOffset { .. })),
                "{why}"
            );
            let told = ListOffsetsResponse {
                partition: ORDERS,
                offset: Ok(Some(Offset(offset))),
                leader_epoch: None,
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
