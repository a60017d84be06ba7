//! What a loop around `poll` reads, repeats and skips.

use highwater_core::client::{ConsumerError, Step};
use highwater_core::command::{AdminCommand, Command, ConsumerCall, ElectionType, LoopFault};
use highwater_core::config::AutoOffsetReset;
use highwater_core::explain::wait::{End, GroupReason, Reason, Wait, WhyJoin, why};
use highwater_core::id::{BrokerId, Offset, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{ApplicationSpec, CommitCall, LoopPoint, OnFailure};
use highwater_core::trace::{ConsumerEvent, Event};

use crate::application::{
    begin, committed, consumer, errors, named, orders, processed, send_all, with_application,
};
use crate::common::{C1, ORDERS, P1, PALL, Run, b, send, three_brokers};

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
    let expected = vec![ConsumerError::NoOffsetForPartition(vec![named("orders")])];
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
    let call = ConsumerCall::Pause(named("orders"));
    run.act(Command::CallConsumer { consumer: C1, call });
    send_all(&mut run, 3);
    run.for_ms(2_000);
    assert_eq!(consumer(&run).consumed(), 0);
    let call = ConsumerCall::Resume(named("orders"));
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
