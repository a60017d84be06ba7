//! What a lesson can say of a run: moments that come, and statements that are true or false there.

mod common;

use std::sync::Arc;

use common::{P1, PALL, b, send, three_brokers};
use highwater_core::check::{Claim, Moment, Statement, Travel};
use highwater_core::command::Command;
use highwater_core::id::{NodeId, Offset};
use highwater_core::timeline::Timeline;
use highwater_core::wire::{Api, ErrorCode};

const PARTITION: &str = "orders-0";

fn run() -> Timeline {
    Timeline::new(Arc::new(three_brokers(1))).expect("a sound scenario")
}

fn act(timeline: &mut Timeline, commands: impl IntoIterator<Item = Command>) {
    for command in commands {
        timeline.act(command).expect("it can be done");
    }
}

fn go_to(timeline: &mut Timeline, moment: &Moment) {
    let at = timeline.find(moment);
    timeline.seek(at.unwrap_or_else(|| panic!("{moment:?} does not come")));
}

fn is(timeline: &Timeline, that: Statement) -> bool {
    let claim = Claim { when: None, that };
    let judged = timeline.judge(&claim);
    judged.unwrap_or_else(|error| panic!("{claim:?}: {error}"))
}

fn record(on: u32, offset: i64, value: Option<&str>) -> Statement {
    Statement::Record {
        on: b(on),
        partition: PARTITION.into(),
        offset: Offset(offset),
        is: value.map(Into::into),
    }
}

fn elr(members: &[u32]) -> Statement {
    Statement::Elr {
        partition: PARTITION.into(),
        is: members.iter().copied().map(b).collect(),
    }
}

fn answer(error: Option<ErrorCode>) -> Moment {
    Moment::Arrived(Travel {
        api: Api::Produce,
        answer: true,
        from: None,
        to: Some(PALL),
        partition: None,
        offset: None,
        high_watermark: None,
        error,
    })
}

/// The leader alone has appended a record when it dies, with one request waiting.
#[test]
fn a_failover_can_be_told_moment_by_moment() {
    let mut timeline = run();
    let appended = Moment::Appended {
        on: b(1),
        partition: PARTITION.into(),
        offset: Offset(0),
    };
    act(
        &mut timeline,
        [
            Command::Cut(b(1), b(2)),
            Command::Cut(b(1), b(3)),
            send(PALL, "a"),
        ],
    );
    go_to(&mut timeline, &appended);
    assert!(is(&timeline, record(1, 0, Some("a"))));
    assert!(!is(&timeline, record(1, 0, Some("b"))));
    assert!(!is(&timeline, record(1, 0, None)));
    assert!(is(&timeline, record(2, 0, None)));

    let crashed = |broker| Moment::Crashed(broker);
    let retried = Moment::BatchRetried {
        partition: PARTITION.into(),
    };
    let leads = |broker| Moment::BecameLeader {
        on: broker,
        partition: PARTITION.into(),
    };
    let truncated = Moment::Truncated {
        on: b(1),
        partition: PARTITION.into(),
    };
    act(&mut timeline, [Command::Crash(b(1))]);
    for never in [crashed(b(2)), leads(b(3))] {
        assert_eq!(timeline.find(&never), None, "{never:?}");
    }
    for moment in [crashed(b(1)), retried, leads(b(2))] {
        go_to(&mut timeline, &moment);
    }
    assert!(is(&timeline, record(1, 0, Some("a"))));
    act(
        &mut timeline,
        [
            Command::Heal(b(1), b(2)),
            Command::Heal(b(1), b(3)),
            Command::Restart(b(1)),
        ],
    );
    go_to(&mut timeline, &truncated);
    assert!(is(&timeline, record(1, 0, None)));
}

#[test]
fn an_answer_is_known_by_its_error() {
    let mut timeline = run();
    act(&mut timeline, [Command::Crash(b(3))]);
    let shrunk = |size| Moment::IsrChanged {
        partition: PARTITION.into(),
        size,
    };
    go_to(&mut timeline, &shrunk(2));
    assert!(is(&timeline, elr(&[])));
    act(&mut timeline, [Command::Shutdown(b(2))]);
    go_to(&mut timeline, &shrunk(1));
    assert!(is(&timeline, elr(&[2])));
    assert!(!is(&timeline, elr(&[])));
    assert!(!is(&timeline, elr(&[3])));

    act(&mut timeline, [send(PALL, "a"), send(P1, "b")]);
    let any = timeline.find(&answer(None));
    assert!(any.is_some());
    let refused = answer(Some(ErrorCode::NotEnoughReplicas));
    assert_eq!(timeline.find(&refused), any);
    let afterwards = answer(Some(ErrorCode::NotEnoughReplicasAfterAppend));
    assert_eq!(timeline.find(&afterwards), None);
}

#[test]
fn nobody_but_a_broker_crashes_or_leads() {
    let mut timeline = run();
    act(&mut timeline, [Command::Crash(b(1))]);
    assert_eq!(timeline.find(&Moment::Crashed(NodeId::CONTROLLER)), None);
}
