//! What a lesson can say of groups: what is committed and worked on, who has a partition.

mod common;

use std::sync::Arc;

use common::{C1, PALL, send, three_brokers};
use highwater_core::check::{Claim, LoopStep, Moment, Statement};
use highwater_core::command::{Command, ConsumerCall, LoopFault};
use highwater_core::config::{AssignorList, AutoOffsetReset, ConsumerConfig, GroupProtocol};
use highwater_core::id::{BrokerId, ClientId, GenerationId, NodeId, Offset};
use highwater_core::scenario::{ApplicationSpec, CommitCall, ConsumerSpec, LoopPoint};
use highwater_core::time::Time;
use highwater_core::timeline::Timeline;
use highwater_core::trace::Weight;

const PARTITION: &str = "orders-0";

/// One member, by itself and static, that commits what it has worked on.
fn group() -> Timeline {
    group_of(GroupProtocol::Classic)
}

fn group_of(protocol: GroupProtocol) -> Timeline {
    let mut scenario = three_brokers(1);
    scenario.broker_config.group_initial_rebalance_delay_ms = 0;
    scenario.consumers = vec![ConsumerSpec {
        config: ConsumerConfig {
            group_id: "board".into(),
            group_protocol: protocol,
            group_instance_id: "one".into(),
            auto_offset_reset: AutoOffsetReset::Earliest,
            enable_auto_commit: Some(false),
            // The consumer is there before the topic is.
            metadata_max_age_ms: 500,
            ..ConsumerConfig::default()
        },
        subscribe: vec!["orders".into()],
        application: ApplicationSpec {
            process_ms: 300,
            commit: CommitCall::Sync,
            ..ApplicationSpec::default()
        },
        ..ConsumerSpec::default()
    }];
    Timeline::new(Arc::new(scenario)).expect("a sound scenario")
}

fn go_to(timeline: &mut Timeline, moment: &Moment) {
    let at = timeline.find(moment);
    timeline.seek(at.unwrap_or_else(|| panic!("{moment:?} does not come")));
}

fn act(timeline: &mut Timeline, command: Command) {
    timeline.act(command).expect("it can be done");
}

fn holds(timeline: &Timeline, when: Option<Moment>, that: Statement) -> bool {
    let claim = Claim { when, that };
    let judged = timeline.judge(&claim);
    judged.unwrap_or_else(|error| panic!("{claim:?}: {error}"))
}

fn committed(is: Option<i64>) -> Statement {
    Statement::Committed {
        group: "board".into(),
        partition: PARTITION.into(),
        is: is.map(Offset),
    }
}

fn worked_on(offset: i64, times: u32) -> Statement {
    Statement::WorkedOn {
        group: "board".into(),
        partition: PARTITION.into(),
        offset: Offset(offset),
        times,
    }
}

fn application(is: LoopStep) -> Statement {
    Statement::Application { of: C1, is }
}

fn processed(offset: i64) -> Moment {
    Moment::Processed {
        by: C1,
        partition: PARTITION.into(),
        offset: Offset(offset),
    }
}

#[test]
fn what_was_worked_on_and_not_committed_is_worked_on_again() {
    let mut timeline = group();
    let crash_at = LoopFault::CrashAt(LoopPoint::AfterProcess);
    let disturb = Command::DisturbLoop {
        consumer: C1,
        fault: crash_at,
    };
    act(&mut timeline, disturb);
    act(&mut timeline, send(PALL, "a"));
    let read = Moment::Consumed {
        by: C1,
        partition: PARTITION.into(),
        offset: Offset(0),
    };
    go_to(&mut timeline, &read);
    assert!(holds(&timeline, None, application(LoopStep::Processing)));
    assert!(holds(&timeline, None, worked_on(0, 0)));

    go_to(&mut timeline, &Moment::Crashed(C1));
    assert!(holds(&timeline, None, application(LoopStep::Elsewhere)));
    assert!(holds(&timeline, None, worked_on(0, 1)));
    assert!(holds(&timeline, None, committed(None)));

    act(&mut timeline, Command::Restart(C1));
    // Beyond where the run stands, too, what has happened before counts.
    assert!(holds(&timeline, Some(processed(0)), worked_on(0, 2)));
    let is_committed = Moment::Committed {
        by: C1,
        partition: PARTITION.into(),
        offset: Offset(1),
    };
    go_to(&mut timeline, &processed(0));
    assert!(holds(&timeline, None, application(LoopStep::Committing)));
    go_to(&mut timeline, &is_committed);
    assert!(holds(&timeline, None, worked_on(0, 2)));
    assert!(holds(&timeline, None, committed(Some(1))));
    assert!(!holds(&timeline, None, committed(Some(0))));
    assert!(holds(&timeline, None, application(LoopStep::Polling)));
}

#[test]
fn nothing_is_committed_or_worked_on_by_a_group_that_is_not_there() {
    let mut timeline = group();
    act(&mut timeline, send(PALL, "a"));
    go_to(&mut timeline, &processed(0));
    timeline.run_to_time(Time::from_ms(20_000));
    assert!(holds(&timeline, None, committed(Some(1))));
    let nobodys = Statement::Committed {
        group: "nobody".into(),
        partition: PARTITION.into(),
        is: None,
    };
    assert!(holds(&timeline, None, nobodys));
    let nobody = Statement::WorkedOn {
        group: "nobody".into(),
        partition: PARTITION.into(),
        offset: Offset(0),
        times: 0,
    };
    assert!(holds(&timeline, None, nobody));
}

const C2: NodeId = NodeId::Consumer(ClientId(2));

/// A member that has two partitions to itself, and another that subscribes when it is told to.
fn two_members(assignor: &str) -> Timeline {
    let mut scenario = three_brokers(1);
    scenario.opens_at_ms = 10_000;
    let replicas: Vec<BrokerId> = (1..=3).map(BrokerId).collect();
    scenario.topics[0].assignment = vec![replicas.clone(), replicas];
    let member = |by_hand| ConsumerSpec {
        config: ConsumerConfig {
            group_id: "board".into(),
            partition_assignment_strategy: AssignorList::parsed(assignor).expect("an assignor"),
            metadata_max_age_ms: 500,
            ..ConsumerConfig::default()
        },
        subscribe: vec!["orders".into()],
        application: ApplicationSpec {
            by_hand,
            ..ApplicationSpec::default()
        },
        ..ConsumerSpec::default()
    };
    scenario.consumers = vec![member(false), member(true)];
    Timeline::new(Arc::new(scenario)).expect("a sound scenario")
}

fn owner(partition: &str, is: Option<NodeId>) -> Statement {
    Statement::Owner {
        group: "board".into(),
        partition: partition.into(),
        is,
    }
}

fn stopped(is: u32) -> Statement {
    Statement::Stopped {
        group: "board".into(),
        is,
    }
}

fn stood_still(partition: &str, at_least_ms: u64, below_ms: u64) -> Statement {
    Statement::StoodStill {
        group: "board".into(),
        partition: partition.into(),
        at_least_ms,
        below_ms,
    }
}

#[test]
fn an_eager_join_stops_everything_and_a_cooperative_one_only_what_moves() {
    for (assignor, stops, stays_still) in [("range", 2, true), ("cooperative-sticky", 1, false)] {
        let mut timeline = two_members(assignor);
        assert!(holds(&timeline, None, stopped(0)));
        for call in [
            ConsumerCall::Subscribe(vec!["orders".into()]),
            ConsumerCall::PollOn,
        ] {
            let consumer = C2;
            act(&mut timeline, Command::CallConsumer { consumer, call });
        }
        let moves = "orders-1";
        let revoked = Moment::Revoked {
            from: C1,
            partition: moves.into(),
        };
        go_to(&mut timeline, &revoked);
        assert!(holds(&timeline, None, owner(moves, None)), "{assignor}");
        let kept = Some(C1).filter(|_| !stays_still);
        assert!(holds(&timeline, None, owner(PARTITION, kept)), "{assignor}");
        assert!(holds(&timeline, None, stopped(stops)), "{assignor}");

        let assigned = Moment::Assigned {
            to: C2,
            partition: moves.into(),
        };
        go_to(&mut timeline, &assigned);
        assert!(holds(&timeline, None, owner(moves, Some(C2))), "{assignor}");
        assert!(holds(&timeline, None, stood_still(moves, 1, 10_000)));
        // It stands no longer, however much later one looks.
        let much_later = Some(Moment::Time { at_ms: 60_000 });
        assert!(holds(
            &timeline,
            much_later.clone(),
            stood_still(moves, 1, 10_000)
        ));
        let never = stood_still(PARTITION, 0, 1);
        assert_eq!(holds(&timeline, much_later, never), !stays_still);
        let is_in = |is| Statement::Generation { of: C2, is };
        let generation = if stays_still { 2 } else { 3 };
        assert!(holds(
            &timeline,
            None,
            is_in(Some(GenerationId(generation)))
        ));
        assert!(!holds(&timeline, None, is_in(None)));
    }
}

#[test]
fn the_next_milestone_after_a_member_dies_is_that_its_coordinator_puts_it_out() {
    for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
        let mut timeline = group_of(protocol);
        act(&mut timeline, send(PALL, "a"));
        go_to(&mut timeline, &processed(0));
        act(&mut timeline, Command::Crash(C1));
        let mut put_out = 0;
        while put_out == 0 {
            let next = timeline.next_stop(Weight::Milestone);
            timeline.seek(next.unwrap_or_else(|| panic!("{protocol:?}: no milestone")));
            for trace in timeline.past().iter().rev() {
                if trace.step != timeline.position().step {
                    break;
                }
                put_out += trace.event.expired().len();
            }
        }
        assert_eq!(put_out, 1, "{protocol:?}");
    }
}
