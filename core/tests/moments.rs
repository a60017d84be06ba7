//! What a lesson can say of a run: moments that come, and statements that are true or false there.

mod common;

use std::sync::Arc;

use common::{P1, PALL, b, send, three_brokers};
use highwater_core::check::{Claim, Moment, Statement, Travel};
use highwater_core::command::Command;
use highwater_core::id::{NodeId, Offset, PartitionIndex, ProducerId, Sequence};
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
        key: None,
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

/// Key, hash and partition of three are Kafka's own (`Utils.murmur2`, its sign bit cleared).
#[test]
fn a_key_is_known_by_its_hash_and_by_its_partition_of_as_many_as_the_topic_has() {
    let timeline = run();
    let hash = |key: &str, is| Statement::KeyHash {
        key: key.into(),
        is,
    };
    let partition = |key: &str, is| Statement::KeyPartition {
        topic: "orders".into(),
        key: key.into(),
        is: PartitionIndex(is),
    };
    for (key, number) in [("ann", 2_022_801_074), ("bob", 99_338_958)] {
        assert!(is(&timeline, hash(key, number)), "{key}");
        assert!(!is(&timeline, hash(key, number + 1)), "{key}");
        assert!(is(&timeline, partition(key, 0)), "{key}");
        assert!(!is(&timeline, partition(key, 1)), "{key}");
    }
}

/// The answer is lost: a producer that is not idempotent writes again, one that is does not.
#[test]
fn what_is_sent_again_is_there_twice_or_known_as_a_duplicate() {
    for (idempotent, copies) in [(false, 2), (true, 1)] {
        let mut scenario = three_brokers(1);
        for producer in &mut scenario.producers {
            producer.config.enable_idempotence = Some(idempotent).filter(|on| !on);
            producer.config.request_timeout_ms = 1_000;
        }
        let mut timeline = Timeline::new(Arc::new(scenario)).expect("a sound scenario");
        let silence = Command::CutOneWay {
            from: b(1),
            to: PALL,
        };
        act(&mut timeline, [silence, send(PALL, "a")]);
        let retried = Moment::BatchRetried {
            partition: PARTITION.into(),
        };
        go_to(&mut timeline, &retried);
        act(&mut timeline, [Command::Heal(b(1), PALL)]);
        let recognised = Moment::DuplicateBatch {
            partition: PARTITION.into(),
        };
        assert_eq!(timeline.find(&recognised).is_some(), idempotent);
        let acknowledged = Moment::Acknowledged {
            partition: PARTITION.into(),
            offset: Offset(copies - 1),
        };
        go_to(&mut timeline, &acknowledged);
        let count = |is| Statement::Copies {
            on: b(1),
            partition: PARTITION.into(),
            value: "a".into(),
            is,
        };
        let sequence = |is| Statement::Sequence {
            on: b(1),
            partition: PARTITION.into(),
            offset: Offset(0),
            is,
        };
        let producer_id = |is| Statement::ProducerId { of: PALL, is };
        for number in 0..4 {
            assert_eq!(is(&timeline, count(number)), i64::from(number) == copies);
        }
        assert_eq!(is(&timeline, sequence(Some(Sequence(0)))), idempotent);
        assert_eq!(is(&timeline, sequence(None)), !idempotent);
        assert_eq!(is(&timeline, producer_id(None)), !idempotent);
        let ids = [0, 1, 2, 1_000, 2_000].map(|id| producer_id(Some(ProducerId(id))));
        let known = ids.into_iter().filter(|id| is(&timeline, id.clone()));
        assert_eq!(known.count() == 1, idempotent);
    }
}
