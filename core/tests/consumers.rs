//! What the application above a consumer does, and what its consumer makes of it.

mod common;

use common::{C1, ORDERS, P1, PALL, Run, b, send, three_brokers};
use highwater_core::client::{CommitMode, CommitObstacle, Consumer, ConsumerError, Step};
use highwater_core::command::{AdminCommand, Command, ConsumerCall, ElectionType, LoopFault};
use highwater_core::config::{AutoOffsetReset, GroupProtocol};
use highwater_core::explain::wait::{End, GroupReason, Reason, Wait, WhyJoin, why};
use highwater_core::group::assignor::NamedPartition;
use highwater_core::id::{
    BrokerId, LeaderEpoch, MessageId, Offset, PartitionIndex, TopicPartition,
};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{ApplicationSpec, CommitCall, LoopPoint, OnFailure, Scenario};
use highwater_core::sim::Direction;
use highwater_core::trace::{ConsumerEvent, Event};
use highwater_core::wire::Api;

/// A cluster with a consumer, alone in its group, whose application does that.
fn with_application(application: ApplicationSpec) -> Scenario {
    let mut scenario = three_brokers(1);
    scenario.producers[2].config.linger_ms = 0;
    let consumer = &mut scenario.consumers[0];
    consumer.assign.clear();
    consumer.subscribe = vec!["orders".into()];
    consumer.config.group_id = "g".into();
    consumer.config.auto_offset_reset = AutoOffsetReset::Earliest;
    consumer.config.enable_auto_commit = Some(false);
    consumer.config.max_poll_records = 3;
    consumer.application = application;
    consumer.application.by_hand = true;
    scenario
}

fn consumer(run: &Run) -> &Consumer {
    run.world.consumers().next().expect("there is a consumer")
}

/// Its application begins: by then the records are there.
fn begin(run: &mut Run) {
    for call in [
        ConsumerCall::Subscribe(vec!["orders".into()]),
        ConsumerCall::PollOn,
    ] {
        run.act(Command::CallConsumer { consumer: C1, call });
    }
}

/// The partition, whose topic may not have been the first to be made.
fn orders(run: &Run) -> TopicPartition {
    let partition = consumer(run)
        .cluster()
        .partition("orders", PartitionIndex(0));
    partition.expect("the consumer has heard of it")
}

fn send_all(run: &mut Run, values: u32) {
    for value in 0..values {
        run.act(send(PALL, &format!("v{value}")));
    }
    run.for_ms(500);
}

/// The offsets that were processed, one by one.
fn processed(run: &Run) -> Vec<i64> {
    let mut offsets = Vec::new();
    for trace in &run.traces {
        if let Event::Consumer(event) = &trace.event
            && let ConsumerEvent::RecordsProcessed {
                first_offset,
                next_offset,
                ..
            } = &**event
        {
            offsets.extend(first_offset.0..next_offset.0);
        }
    }
    offsets
}

fn committed(run: &Run) -> Option<i64> {
    let mut last = None;
    for trace in &run.traces {
        if let Event::Consumer(event) = &trace.event
            && let ConsumerEvent::OffsetsCommitted { offsets, .. } = &**event
        {
            last = offsets.last().map(|(_, offset)| offset.0);
        }
    }
    last
}

fn errors(run: &Run) -> Vec<ConsumerError> {
    let mut errors = Vec::new();
    for trace in &run.traces {
        if let Event::Consumer(event) = &trace.event
            && let ConsumerEvent::Raised(error) = &**event
        {
            errors.push(error.clone());
        }
    }
    errors
}

#[test]
fn a_crash_repeats_what_was_not_committed_and_skips_what_was_committed_first() {
    use LoopPoint::{AfterCommit, AfterPoll, AfterProcess};
    // Six records, three in a poll; the process dies in its first round and is started again.
    for (commit_first, point, expected) in [
        (false, AfterPoll, vec![0, 1, 2, 3, 4, 5]),
        (false, AfterProcess, vec![0, 1, 2, 0, 1, 2, 3, 4, 5]),
        (false, AfterCommit, vec![0, 1, 2, 3, 4, 5]),
        (true, AfterPoll, vec![0, 1, 2, 3, 4, 5]),
        (true, AfterCommit, vec![3, 4, 5]),
        (true, AfterProcess, vec![0, 1, 2, 3, 4, 5]),
    ] {
        let mut run = Run::new(with_application(ApplicationSpec {
            commit: CommitCall::Sync,
            commit_first,
            ..ApplicationSpec::default()
        }));
        run.for_ms(1_500);
        let fault = LoopFault::CrashAt(point);
        run.act(Command::DisturbLoop {
            consumer: C1,
            fault,
        });
        send_all(&mut run, 6);
        begin(&mut run);
        run.for_ms(8_000);
        run.act(Command::Restart(C1));
        begin(&mut run);
        run.for_ms(60_000);
        let what = format!("commit first: {commit_first}, crash {point:?}");
        assert_eq!(processed(&run), expected, "{what}");
        assert_eq!(committed(&run), Some(6), "{what}");
    }
}

#[test]
fn what_an_application_does_about_a_record_that_it_cannot_process_is_a_setting() {
    for (on_failure, expected, step) in [
        (OnFailure::PassOver, vec![1, 2, 3, 4, 5], Step::Polling),
        (OnFailure::SeekBack, vec![0, 1, 2, 3, 4, 5], Step::Polling),
        (OnFailure::Close, vec![], Step::Closed),
    ] {
        let mut run = Run::new(with_application(ApplicationSpec {
            on_failure,
            process_ms: 10,
            commit: CommitCall::Sync,
            ..ApplicationSpec::default()
        }));
        let fault = LoopFault::FailNext(1);
        run.act(Command::DisturbLoop {
            consumer: C1,
            fault,
        });
        run.for_ms(1_500);
        send_all(&mut run, 6);
        begin(&mut run);
        run.for_ms(10_000);
        assert_eq!(processed(&run), expected, "{on_failure:?}");
        assert_eq!(consumer(&run).application().step(), step, "{on_failure:?}");
    }
}

#[test]
fn a_consumer_that_commits_by_itself_commits_at_its_end_what_was_not_processed() {
    let mut scenario = with_application(ApplicationSpec {
        process_ms: 10,
        ..ApplicationSpec::default()
    });
    scenario.consumers[0].config.enable_auto_commit = None;
    let mut run = Run::new(scenario);
    let fault = LoopFault::FailNext(1);
    run.act(Command::DisturbLoop {
        consumer: C1,
        fault,
    });
    run.for_ms(1_500);
    send_all(&mut run, 3);
    begin(&mut run);
    run.for_ms(10_000);
    assert_eq!(processed(&run), Vec::<i64>::new());
    assert_eq!(committed(&run), Some(3), "all that poll had handed over");
}

#[test]
fn whoever_does_not_poll_in_time_leaves_the_group_and_joins_again_with_its_next_poll() {
    let mut scenario = with_application(ApplicationSpec {
        process_ms: 9_000,
        ..ApplicationSpec::default()
    });
    scenario.consumers[0].config.max_poll_interval_ms = 5_000;
    scenario.consumers[0].config.max_poll_records = 1;
    let mut run = Run::new(scenario);
    run.for_ms(1_500);
    send_all(&mut run, 1);
    begin(&mut run);
    let is_late = |event: &Event| matches!(event, Event::Consumer(event) if **event == ConsumerEvent::PollTimedOut);
    run.until(is_late);
    let partition = orders(&run);
    let explained = why(
        &run.world,
        Wait::Consumer {
            consumer: C1,
            partition,
        },
    );
    let explained = explained.expect("it does not read on");
    let left = Reason::Group(GroupReason::MustJoin {
        consumer: C1,
        why: WhyJoin::Left,
    });
    assert!(explained.reasons.contains(&left), "{explained:#?}");
    let settings: Vec<_> = explained
        .ends
        .iter()
        .filter_map(|end| match end {
            End::Clock { clock, .. } => clock.setting(),
            _ => None,
        })
        .collect();
    assert!(!settings.contains(&"retry.backoff.ms"), "{explained:#?}");
    run.for_ms(30_000);
    let told: Vec<&str> = run
        .traces
        .iter()
        .filter_map(|trace| match &trace.event {
            Event::Consumer(event) => match &**event {
                ConsumerEvent::PollTimedOut => Some("timed out"),
                ConsumerEvent::PartitionsLost(_) => Some("lost"),
                ConsumerEvent::PartitionsAssigned(_) => Some("assigned"),
                ConsumerEvent::PartitionsRevoked(_) => Some("revoked"),
                _ => None,
            },
            _ => None,
        })
        .collect();
    let round = ["assigned", "timed out", "lost", "assigned"];
    assert_eq!(told[..4], round, "the partition is lost, not given back");
}

#[test]
fn poll_hands_over_no_more_than_it_may_and_keeps_the_rest() {
    let mut run = Run::new(with_application(ApplicationSpec {
        process_ms: 1_000,
        ..ApplicationSpec::default()
    }));
    run.for_ms(1_500);
    send_all(&mut run, 6);
    begin(&mut run);
    run.until(|event| match event {
        Event::RecordsConsumed { next_offset, .. } => *next_offset == Offset(3),
        _ => false,
    });
    let position = consumer(&run).position(orders(&run));
    assert_eq!(position, Some(Offset(3)));
    let buffered: u64 = consumer(&run)
        .buffer()
        .iter()
        .map(|it| it.records_left())
        .sum();
    assert_eq!(buffered, 3, "they were fetched, and wait for the next poll");
}

#[test]
fn an_answer_holds_as_many_bytes_of_a_partition_as_it_may_but_at_least_one_batch() {
    for (bytes, first) in [(1, 1), (150, 2), (1_048_576, 6)] {
        let mut scenario = with_application(ApplicationSpec::default());
        scenario.consumers[0].config.max_partition_fetch_bytes = bytes;
        scenario.consumers[0].config.max_poll_records = 500;
        let mut run = Run::new(scenario);
        run.for_ms(1_500);
        for value in 0..6 {
            run.act(send(PALL, &format!("v{value}")));
            run.for_ms(200);
        }
        begin(&mut run);
        let met = run.until(|event| matches!(event, Event::RecordsConsumed { .. }));
        let Event::RecordsConsumed { next_offset, .. } = met.event else {
            unreachable!("that was waited for");
        };
        assert_eq!(next_offset, Offset(first), "{bytes} bytes");
    }
}

#[test]
fn without_a_reset_policy_the_application_is_told() {
    let mut scenario = with_application(ApplicationSpec::default());
    scenario.consumers[0].config.auto_offset_reset = AutoOffsetReset::None;
    scenario.consumers[0].application.by_hand = false;
    let mut run = Run::new(scenario);
    run.for_ms(10_000);
    let expected = vec![ConsumerError::NoOffsetForPartition(vec![NamedPartition {
        topic: "orders".into(),
        partition: PartitionIndex(0),
    }])];
    assert_eq!(errors(&run), expected);
    assert_eq!(consumer(&run).application().step(), Step::Closed);
}

/// A partition whose leader loses three records by an unclean election; the consumer had read all five.
fn after_an_unclean_election(validates: bool) -> Run {
    let mut scenario = three_brokers(1);
    scenario.topics[0]
        .config
        .insert("min.insync.replicas".into(), "1".into());
    scenario.consumers[0].config.position_validation = validates;
    scenario.consumers[0].config.auto_offset_reset = AutoOffsetReset::Latest;
    let mut run = Run::new(scenario);
    run.tolerates = |_| true;
    run.for_ms(2_000);
    for value in 0..2 {
        run.act(send(P1, &format!("kept {value}")));
    }
    run.for_ms(1_000);
    for broker in [2, 3] {
        run.act(Command::Crash(b(broker)));
    }
    run.for_ms(20_000);
    for value in 0..3 {
        run.act(send(P1, &format!("gone {value}")));
    }
    run.for_ms(2_000);
    run.act(Command::Crash(b(1)));
    run.for_ms(20_000);
    run.act(Command::Restart(b(2)));
    run.for_ms(10_000);
    run.act(Command::Admin(AdminCommand::ElectLeader {
        election: ElectionType::Unclean,
        topic: "orders".into(),
        partition: PartitionIndex(0),
    }));
    run.for_ms(30_000);
    run
}

#[test]
fn a_position_whose_epoch_ended_before_it_goes_back_to_where_that_was() {
    let run = after_an_unclean_election(true);
    let position = consumer(&run).position(ORDERS);
    assert_eq!(position, Some(Offset(2)));
    let truncated = run.traces.iter().any(|trace| match &trace.event {
        Event::Consumer(event) => matches!(**event, ConsumerEvent::TruncationDetected { .. }),
        _ => false,
    });
    assert!(truncated);
    // Without the check the offset is out of range, and the policy decides, which may skip records.
    let run = after_an_unclean_election(false);
    let out_of_range = run.traces.iter().any(|trace| match &trace.event {
        Event::Consumer(event) => matches!(**event, ConsumerEvent::PositionOutOfRange { .. }),
        _ => false,
    });
    assert!(out_of_range);
}

#[test]
fn a_paused_partition_is_not_read_until_it_is_resumed() {
    let mut scenario = three_brokers(1);
    scenario.producers[2].config.linger_ms = 0;
    let mut run = Run::new(scenario);
    run.for_ms(1_500);
    let partition = || NamedPartition {
        topic: "orders".into(),
        partition: PartitionIndex(0),
    };
    let call = ConsumerCall::Pause(partition());
    run.act(Command::CallConsumer { consumer: C1, call });
    send_all(&mut run, 3);
    run.for_ms(2_000);
    assert_eq!(consumer(&run).consumed(), 0);
    let call = ConsumerCall::Resume(partition());
    run.act(Command::CallConsumer { consumer: C1, call });
    run.for_ms(2_000);
    assert_eq!(consumer(&run).consumed(), 3);
}

#[test]
fn a_partition_can_be_paused_before_it_is_there() {
    let mut scenario = three_brokers(1);
    scenario.producers[2].config.linger_ms = 0;
    scenario.consumers[0].application.by_hand = true;
    let mut run = Run::new(scenario);
    run.for_ms(1_500);
    let named = |topic: &str| NamedPartition {
        topic: topic.into(),
        partition: PartitionIndex(0),
    };
    for call in [
        ConsumerCall::Assign(vec![named("later")]),
        ConsumerCall::Pause(named("later")),
        ConsumerCall::Pause(named("never")),
        ConsumerCall::PollOn,
    ] {
        run.act(Command::CallConsumer { consumer: C1, call });
    }
    let refused = ConsumerError::NotAssigned("never".into(), PartitionIndex(0));
    assert_eq!(errors(&run), [refused]);
    run.act(Command::Admin(AdminCommand::CreateTopic(TopicSpec {
        name: "later".into(),
        assignment: vec![vec![BrokerId(1)]],
        partitions: None,
        replication_factor: None,
        config: Default::default(),
    })));
    run.for_ms(3_000);
    run.act(Command::Produce {
        producer: PALL,
        topic: "later".into(),
        partition: Some(PartitionIndex(0)),
        key: None,
        value: Some("v".into()),
    });
    run.for_ms(8_000);
    assert_eq!(consumer(&run).consumed(), 0);
    let call = ConsumerCall::Resume(named("later"));
    run.act(Command::CallConsumer { consumer: C1, call });
    run.for_ms(2_000);
    assert_eq!(consumer(&run).consumed(), 1);
}

#[test]
fn a_commit_in_a_loop_that_nobody_answers_gives_up_in_the_words_of_its_client() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        let mut scenario = with_application(ApplicationSpec {
            commit: CommitCall::Sync,
            process_ms: 2_000,
            ..ApplicationSpec::default()
        });
        scenario.consumers[0].config.group_protocol = protocol;
        scenario.consumers[0].config.default_api_timeout_ms = 5_000;
        let mut run = Run::new(scenario);
        run.for_ms(1_500);
        send_all(&mut run, 3);
        begin(&mut run);
        run.for_ms(5_000);
        let step = consumer(&run).application().step();
        assert!(matches!(step, Step::Processing { .. }), "{protocol:?}");
        for broker in 1..=3 {
            run.act(Command::Pause(b(broker)));
        }
        run.for_ms(5_500);
        assert_eq!(errors(&run), [], "{protocol:?}");
        run.for_ms(10_000);
        let partition = NamedPartition {
            topic: "orders".into(),
            partition: PartitionIndex(0),
        };
        let expected = match protocol {
            GroupProtocol::Classic => ConsumerError::CommitTimeout {
                after_ms: 5_000,
                offsets: vec![(partition, Offset(3), Some(LeaderEpoch(0)))],
            },
            GroupProtocol::Consumer => ConsumerError::FutureTimeout,
        };
        assert_eq!(errors(&run), [expected], "{protocol:?}");
    }
}

/// Stops the next answer to a commit on its way.
fn hold_answer_to_commit(run: &mut Run) -> MessageId {
    let sent = run.until(|event| {
        matches!(event, Event::MessageSent { gist, direction: Direction::Response, .. }
            if gist.api() == Api::OffsetCommit)
    });
    let Event::MessageSent { message, .. } = sent.event else {
        unreachable!("it was asked for");
    };
    run.act(Command::Hold(message));
    message
}

#[test]
fn any_partition_may_be_committed_be_it_assigned_or_not() {
    // Nobody has it, and its client has heard of nothing yet; then another partition was chosen.
    for assigned in [None, Some("payments")] {
        let mut run = Run::new(with_application(ApplicationSpec::default()));
        run.for_ms(1_500);
        let named = |topic: &str| NamedPartition {
            topic: topic.into(),
            partition: PartitionIndex(0),
        };
        if let Some(topic) = assigned {
            let call = ConsumerCall::Assign(vec![named(topic)]);
            run.act(Command::CallConsumer { consumer: C1, call });
        }
        let (partition, offset) = (named("orders"), Offset(7));
        let call = ConsumerCall::CommitOffset { partition, offset };
        run.act(Command::CallConsumer { consumer: C1, call });
        run.for_ms(10_000);
        let committed = ConsumerEvent::OffsetsCommitted {
            mode: CommitMode::Sync,
            offsets: vec![(ORDERS, Offset(7))],
        };
        let is_done = |event: &Event| matches!(event, Event::Consumer(it) if **it == committed);
        assert!(
            run.traces.iter().any(|it| is_done(&it.event)),
            "{assigned:?}"
        );
        assert_eq!(errors(&run), [], "{assigned:?}");
        assert_eq!(consumer(&run).application().step(), Step::Idle);
    }
}

#[test]
fn whoever_unsubscribes_in_its_loop_is_told_so_by_its_next_poll() {
    let mut scenario = with_application(ApplicationSpec::default());
    scenario.consumers[0].application.by_hand = false;
    let mut run = Run::new(scenario);
    run.for_ms(10_000);
    let call = ConsumerCall::Unsubscribe;
    run.act(Command::CallConsumer { consumer: C1, call });
    run.for_ms(5_000);
    assert_eq!(errors(&run), [ConsumerError::NotSubscribed]);
    assert_eq!(consumer(&run).application().step(), Step::Closed);
}

#[test]
fn nobody_needs_to_be_a_member_to_commit_for_a_group_that_has_none() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        let mut scenario = with_application(ApplicationSpec::default());
        scenario.consumers[0].config.group_protocol = protocol;
        let mut run = Run::new(scenario);
        run.for_ms(1_500);
        let partition = NamedPartition {
            topic: "orders".into(),
            partition: PartitionIndex(0),
        };
        let offset = Offset(7);
        for call in [
            ConsumerCall::Subscribe(vec!["orders".into()]),
            ConsumerCall::CommitOffset { partition, offset },
        ] {
            run.act(Command::CallConsumer { consumer: C1, call });
        }
        run.for_ms(10_000);
        // A classic member does not even ask before it has joined; one of the consumer protocol does.
        let expected = match protocol {
            GroupProtocol::Classic => vec![ConsumerError::CommitFailed(CommitObstacle::NotSent)],
            GroupProtocol::Consumer => Vec::new(),
        };
        assert_eq!(errors(&run), expected, "{protocol:?}");
    }
}

#[test]
fn a_commit_of_a_partition_that_is_not_heard_of_waits_and_says_for_what() {
    let mut scenario = with_application(ApplicationSpec::default());
    scenario.consumers[0].config.default_api_timeout_ms = 3_000;
    let mut run = Run::new(scenario);
    run.for_ms(1_500);
    for broker in 1..=3 {
        run.act(Command::Pause(b(broker)));
    }
    let partition = NamedPartition {
        topic: "orders".into(),
        partition: PartitionIndex(0),
    };
    let offsets = vec![(partition.clone(), Offset(7), None)];
    let offset = Offset(7);
    let call = ConsumerCall::CommitOffset { partition, offset };
    run.act(Command::CallConsumer { consumer: C1, call });
    run.for_ms(1_000);
    let waits = why(&run.world, Wait::Commit { consumer: C1 }).expect("it waits");
    let is_unheard = |reason: &Reason| matches!(reason, Reason::NotInMetadata { .. });
    assert!(waits.reasons.first().is_some_and(is_unheard), "{waits:?}");
    run.for_ms(3_000);
    let after_ms = 3_000;
    assert_eq!(
        errors(&run),
        [ConsumerError::CommitTimeout { after_ms, offsets }]
    );
}

#[test]
fn what_was_answered_too_late_does_not_end_the_next_commit() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        let mut scenario = with_application(ApplicationSpec::default());
        scenario.consumers[0].config.group_protocol = protocol;
        let mut run = Run::new(scenario);
        run.for_ms(1_500);
        send_all(&mut run, 3);
        begin(&mut run);
        run.for_ms(10_000);
        assert_eq!(processed(&run), [0, 1, 2], "{protocol:?}");
        let call = ConsumerCall::CommitWithin { timeout_ms: 1_000 };
        run.act(Command::CallConsumer { consumer: C1, call });
        let late = hold_answer_to_commit(&mut run);
        run.for_ms(2_000);
        assert_eq!(errors(&run).len(), 1, "{protocol:?}");
        let partition = NamedPartition {
            topic: "orders".into(),
            partition: PartitionIndex(0),
        };
        let offset = Offset(1);
        let call = ConsumerCall::CommitOffset { partition, offset };
        run.act(Command::CallConsumer { consumer: C1, call });
        let next = hold_answer_to_commit(&mut run);
        run.act(Command::Release(late));
        run.for_ms(1_000);
        let step = consumer(&run).application().step();
        assert_eq!(step, Step::Committing, "{protocol:?}");
        run.act(Command::Release(next));
        run.for_ms(1_000);
        let step = consumer(&run).application().step();
        assert_eq!(step, Step::Idle, "{protocol:?}");
        assert_eq!(errors(&run).len(), 1, "{protocol:?}");
    }
}
