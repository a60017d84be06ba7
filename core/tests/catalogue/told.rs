//! Each failure of the catalogue that befalls logs is told: what, by which way, and what would have kept it. What is
//! said to have kept it does: the same schedule with that setting loses nothing.

use highwater_core::config::{Semantics, Truncation};
use highwater_core::explain::{Loss, LossKind, Remedy, Role, Way};
use highwater_core::id::BrokerId;
use highwater_core::scenario::Scenario;
use highwater_core::timeline::Timeline;
use highwater_core::trace::Election;
use highwater_core::wire::Acks;

use crate::common::{Run, loss};
use crate::row::Row;
use crate::rows;
use crate::scenes;

/// What is told of a row's failure first.
struct Told {
    id: &'static str,
    kind: LossKind,
    way: Way,
    promised: bool,
    kept_by: &'static [Remedy],
}

const TOLD: [Told; 13] = [
    Told {
        id: "acks0-loss",
        kind: LossKind::NeverArrived,
        way: Way::RequestLost,
        promised: false,
        kept_by: &[Remedy::AcksAll],
    },
    Told {
        id: "acks1-loss",
        kind: LossKind::Gone,
        way: Way::Elected(Election::Clean),
        promised: false,
        kept_by: &[Remedy::AcksAll],
    },
    Told {
        id: "acks1-zombie",
        kind: LossKind::Gone,
        way: Way::DeposedLeader,
        promised: false,
        kept_by: &[Remedy::AcksAll],
    },
    Told {
        id: "minisr1-unclean",
        kind: LossKind::Gone,
        way: Way::Elected(Election::Unclean),
        promised: false,
        kept_by: &[Remedy::UncleanElectionOff, Remedy::MinInsyncReplicas(2)],
    },
    Told {
        id: "unclean-minisr2",
        kind: LossKind::Gone,
        way: Way::Elected(Election::Unclean),
        promised: false,
        kept_by: &[Remedy::UncleanElectionOff],
    },
    Told {
        id: "last-replica-standing",
        kind: LossKind::Gone,
        way: Way::Unflushed,
        promised: false,
        kept_by: &[Remedy::FlushMessages],
    },
    Told {
        id: "last-replica-standing, shut down",
        kind: LossKind::Gone,
        way: Way::Unflushed,
        promised: false,
        kept_by: &[Remedy::FlushMessages, Remedy::EligibleLeaderReplicas],
    },
    Told {
        id: "last-replica-standing, both unclean",
        kind: LossKind::Gone,
        way: Way::Unflushed,
        promised: false,
        kept_by: &[Remedy::FlushMessages, Remedy::GoodOrder],
    },
    Told {
        id: "KIP-101 s1",
        kind: LossKind::Gone,
        way: Way::Truncated,
        promised: true,
        kept_by: &[Remedy::Truncation],
    },
    Told {
        id: "KIP-279",
        kind: LossKind::LogsDiffer,
        way: Way::Other,
        promised: true,
        kept_by: &[Remedy::Truncation],
    },
    Told {
        id: "retry duplicate",
        kind: LossKind::WrittenTwice,
        way: Way::SentAgain,
        promised: false,
        kept_by: &[Remedy::Idempotence],
    },
    Told {
        id: "reorder, or one in flight",
        kind: LossKind::OutOfOrder,
        way: Way::Overtaken,
        promised: false,
        kept_by: &[Remedy::Idempotence, Remedy::OneInFlight],
    },
    Told {
        id: "reorder, or idempotence",
        kind: LossKind::OutOfOrder,
        way: Way::Overtaken,
        promised: false,
        kept_by: &[Remedy::Idempotence, Remedy::OneInFlight],
    },
];

/// What is told of the weak run of a row: of the failure that the row is about, the first.
fn told(row: &Row, kind: LossKind) -> (Timeline, Loss) {
    let mut run = row.run(row.weak(1));
    (row.schedule)(&mut run);
    let timeline = run.timeline();
    let loss = told_in(&timeline, kind).into_iter().next();
    let loss = loss.unwrap_or_else(|| panic!("{}: {:?}", row.id, timeline.broken()));
    (timeline, loss)
}

fn rows_told() -> Vec<(Row, &'static Told)> {
    let of = |row: Row| {
        let told = TOLD.iter().find(|told| told.id == row.id);
        let told = told.unwrap_or_else(|| panic!("{} is to be told", row.id));
        (row, told)
    };
    rows::all().into_iter().map(of).collect()
}

#[test]
fn each_failure_is_told_by_what_it_comes_down_to() {
    for (row, expected) in rows_told() {
        let (_, loss) = told(&row, expected.kind);
        let roles: Vec<_> = loss.cause.iter().map(|link| link.role).collect();
        assert_eq!(loss.way, expected.way, "{}: {roles:?}", row.id);
        assert_eq!(loss.promised, expected.promised, "{}", row.id);
        assert_eq!(loss.kept_by, expected.kept_by, "{}: {roles:?}", row.id);
    }
}

#[test]
fn a_chain_goes_from_the_producer_to_what_broke() {
    for (row, expected) in rows_told() {
        let (timeline, loss) = told(&row, expected.kind);
        let roles: Vec<_> = loss.cause.iter().map(|link| link.role).collect();
        assert!(
            loss.cause.iter().map(|link| link.trace.id).is_sorted(),
            "{}: {roles:?}",
            row.id
        );
        assert!(roles.len() >= 3, "{}: {roles:?}", row.id);
        for link in &loss.cause {
            assert_eq!(timeline.trace(link.trace.id), Some(&link.trace));
            assert!(link.trace.id <= loss.broken_at, "{}: {roles:?}", row.id);
        }
        let is_record = matches!(
            expected.kind,
            LossKind::Gone | LossKind::WrittenTwice | LossKind::OutOfOrder
        );
        if is_record {
            assert!(roles.contains(&Role::Accepted), "{}: {roles:?}", row.id);
            assert!(loss.record.is_some() && loss.offset.is_some(), "{}", row.id);
        }
    }
}

#[test]
fn what_is_said_to_have_kept_it_does() {
    for (row, expected) in rows_told() {
        for remedy in expected.kept_by {
            let mut scenario = row.weak(1);
            let schedule = match apply(*remedy, &mut scenario) {
                true => row.schedule,
                false => row.control_schedule,
            };
            let mut run = row.run(scenario);
            schedule(&mut run);
            let told = told_in(&run.timeline(), expected.kind);
            assert!(
                !row.is_shown(&run) && told.is_empty(),
                "{} with {remedy:?}: {told:?}",
                row.id
            );
        }
    }
}

/// Applies what is a setting; false for what is something else that happens.
fn apply(remedy: Remedy, scenario: &mut Scenario) -> bool {
    let topic = &mut scenario.topics[0].config;
    let mut set = |key: &str, value: &str| {
        topic.insert(key.into(), value.into());
    };
    match remedy {
        Remedy::AcksAll => scenario.producers[0].config.acks = Acks::All,
        Remedy::UncleanElectionOff => set("unclean.leader.election.enable", "false"),
        Remedy::MinInsyncReplicas(_) => set("min.insync.replicas", "2"),
        Remedy::FlushMessages => set("flush.messages", "1"),
        Remedy::EligibleLeaderReplicas => {
            scenario.broker_config.eligible_leader_replicas_version = 1;
        }
        Remedy::Truncation => {
            scenario.broker_config.semantics = Semantics {
                truncation: Truncation::LeaderEpoch,
                ..scenario.broker_config.semantics
            };
        }
        Remedy::RestartLeavesIsr => scenario.broker_config.semantics = Semantics::TODAY,
        Remedy::Idempotence => scenario.producers[0].config.enable_idempotence = Some(true),
        Remedy::OneInFlight => {
            scenario.producers[0]
                .config
                .max_in_flight_requests_per_connection = 1;
        }
        // What happens otherwise, and what applications do (`told_groups`).
        _ => return false,
    }
    true
}

/// The losses of a kind in a run. What KIP-279's schedule costs by its unclean elections is told too, with any
/// rule of truncation.
fn told_in(timeline: &Timeline, kind: LossKind) -> Vec<Loss> {
    let broken = timeline.broken().iter();
    let losses = broken.map(|one| Loss::of(timeline, one));
    losses.filter(|loss| loss.kind == kind).collect()
}

#[test]
fn nothing_of_it_is_told_under_a_rows_control() {
    for (row, expected) in rows_told() {
        let mut run = row.run(row.control(1));
        (row.control_schedule)(&mut run);
        let told = told_in(&run.timeline(), expected.kind);
        assert_eq!(told, [], "{}", row.id);
    }
}

#[test]
fn a_chain_names_what_kept_a_record_from_the_others() {
    for scene in scenes::all() {
        let mut run = Run::new(scene.scenario());
        run.tolerates = loss;
        (scene.schedule)(&mut run);
        let timeline = run.timeline();
        let broken = timeline.broken().first();
        let broken = broken.unwrap_or_else(|| panic!("{}: {}", scene.id, run.report(&[])));
        let told = Loss::of(&timeline, broken);
        let roles: Vec<_> = told.cause.iter().map(|link| link.role).collect();
        assert!(roles.contains(&scene.role), "{}: {roles:?}", scene.id);
    }
}

/// What is told of copies of the record that b1 took alone, at the playhead.
#[test]
fn a_lost_record_is_on_its_last_copy_until_that_is_cut_off() {
    let scenes = scenes::all();
    let mut run = Run::new(scenes[0].scenario());
    run.tolerates = loss;
    (scenes[0].schedule)(&mut run);
    let mut timeline = run.timeline();
    let broken = timeline.broken()[0];
    let at_end = Loss::of(&timeline, &broken);
    let since: Vec<_> = at_end.since.iter().map(|link| link.role).collect();
    assert_eq!((since, at_end.copies), (vec![Role::Truncated], vec![]));
    timeline.seek(at_end.at);
    let when_lost = Loss::of(&timeline, &broken);
    assert_eq!(
        (when_lost.since, when_lost.copies),
        (vec![], vec![BrokerId(1)])
    );
}
