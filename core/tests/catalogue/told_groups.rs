//! What a group skips and repeats is told: what, by which way, and what would have kept it. What is said to
//! have kept it does: the same schedule with that shows none of it.

use highwater_core::command::{AdminCommand, Command, ConsumerCall, LoopFault, OffsetTarget};
use highwater_core::explain::{Loss, LossKind, Remedy, Role, Way, losses_so_far};
use highwater_core::group::assignor::NamedPartition;
use highwater_core::group::classic::GroupId;
use highwater_core::id::{Offset, PartitionIndex};
use highwater_core::scenario::{CommitCall, OnFailure};
use highwater_core::timeline::Timeline;
use highwater_core::trace::{ConsumerEvent, Event, Trace};

use crate::cluster::c;
use crate::group_rows::{GroupRow, Program, dies_after_processing, rows, run};
use crate::group_run::Run;

/// What is told of a row's failure first.
struct Told {
    id: &'static str,
    kind: LossKind,
    way: Way,
    /// The parts that events play in it, whatever else does.
    roles: &'static [Role],
    kept_by: &'static [Remedy],
}

const TOLD: [Told; 6] = [
    Told {
        id: "at-most-once",
        kind: LossKind::Skipped,
        way: Way::CommittedFirst,
        roles: &[Role::Read, Role::ConsumerDied],
        kept_by: &[Remedy::CommitAfter],
    },
    Told {
        id: "at-least-once",
        kind: LossKind::ProcessedTwice,
        way: Way::Uncommitted,
        roles: &[
            Role::Read,
            Role::Processed,
            Role::ConsumerDied,
            Role::ProcessedAgain,
        ],
        kept_by: &[Remedy::CommitFirst],
    },
    Told {
        id: "at-least-once, by auto commit",
        kind: LossKind::ProcessedTwice,
        way: Way::Uncommitted,
        roles: &[
            Role::Read,
            Role::Processed,
            Role::ConsumerDied,
            Role::ProcessedAgain,
        ],
        kept_by: &[Remedy::CommitFirst],
    },
    Told {
        id: "rebalance-duplicate",
        kind: LossKind::ProcessedTwice,
        way: Way::PolledTooLate,
        roles: &[
            Role::Read,
            Role::PolledTooLate,
            Role::Processed,
            Role::ProcessedAgain,
        ],
        kept_by: &[Remedy::MaxPollInterval, Remedy::CommitFirst],
    },
    Told {
        id: "closed in the middle of its work",
        kind: LossKind::Skipped,
        way: Way::CommittedAtClose,
        roles: &[Role::Read, Role::ConsumerClosed],
        kept_by: &[Remedy::CommitAfter],
    },
    Told {
        id: "passed over",
        kind: LossKind::Skipped,
        way: Way::PassedOver,
        roles: &[Role::Read, Role::PassedOver],
        kept_by: &[Remedy::GoBack],
    },
];

/// A seed for each protocol.
const SEEDS: [u64; 2] = [0, 1];

fn told_in(timeline: &Timeline, kind: LossKind) -> Vec<Loss> {
    let groups = losses_so_far(timeline);
    let losses = groups.iter().rev().map(|it| Loss::of(timeline, &it[0]));
    losses.filter(|loss| loss.kind == kind).collect()
}

fn rows_told() -> Vec<(GroupRow, &'static Told)> {
    let of = |row: GroupRow| {
        let told = TOLD.iter().find(|told| told.id == row.id);
        let told = told.unwrap_or_else(|| panic!("{} is to be told", row.id));
        (row, told)
    };
    rows().into_iter().map(of).collect()
}

#[test]
fn what_a_group_skips_or_repeats_is_told_by_what_it_comes_down_to() {
    for (row, expected) in rows_told() {
        for seed in SEEDS {
            let timeline = run(&row, row.weak, row.schedule, seed).timeline();
            let told = told_in(&timeline, expected.kind);
            let loss = told.first().unwrap_or_else(|| panic!("{}", row.id));
            let roles: Vec<_> = loss.cause.iter().map(|link| link.role).collect();
            assert_eq!(loss.way, expected.way, "{}: {roles:?}", row.id);
            assert!(!loss.promised, "{}", row.id);
            assert_eq!(loss.kept_by, expected.kept_by, "{}: {roles:?}", row.id);
            assert_eq!(loss.group.as_deref(), Some("board"), "{}", row.id);
            assert!(loss.record.is_some() && loss.offset.is_some(), "{}", row.id);
            for role in expected.roles {
                assert!(roles.contains(role), "{}: {roles:?}", row.id);
            }
            let commits =
                |role: &Role| matches!(role, Role::CommitTaken(to) if Some(*to) > loss.offset);
            let begins =
                |role: &Role| matches!(role, Role::BeganAt(at) if Some(*at) <= loss.offset);
            let is_skipped = expected.kind == LossKind::Skipped;
            let turns = roles.iter().any(|role| match is_skipped {
                true => commits(role),
                false => begins(role),
            });
            assert!(turns, "{}, seed {seed}: {roles:?}", row.id);
        }
    }
}

#[test]
fn the_chain_of_a_group_is_in_order_of_time_and_ends_where_it_broke() {
    for (row, expected) in rows_told() {
        let timeline = run(&row, row.weak, row.schedule, 0).timeline();
        for loss in told_in(&timeline, expected.kind) {
            assert!(loss.cause.iter().map(|link| link.trace.id).is_sorted());
            let last = loss.cause.last().map(|link| link.trace.id);
            assert_eq!(last, Some(loss.broken_at), "{}: {loss:#?}", row.id);
        }
    }
}

#[test]
fn what_is_said_to_keep_a_group_from_it_does() {
    for (row, expected) in rows_told() {
        for remedy in expected.kept_by {
            let with_it = apply(*remedy, row.weak);
            for seed in SEEDS {
                let run = run(&row, with_it, row.schedule, seed);
                let told = told_in(&run.timeline(), expected.kind);
                assert!(!run.shows(row.shows), "{} with {remedy:?}", row.id);
                assert_eq!(told, [], "{} with {remedy:?}", row.id);
            }
        }
    }
}

#[test]
fn nothing_of_it_is_told_of_a_group_under_its_control() {
    for (row, expected) in rows_told() {
        let run = run(&row, row.control, row.control_schedule, 0);
        assert_eq!(told_in(&run.timeline(), expected.kind), [], "{}", row.id);
    }
}

/// Of what is worked on again one record after the other, the first is a milestone, and the rest goes on from
/// it.
#[test]
fn a_range_that_is_worked_on_again_is_told_once() {
    let rows = rows();
    let row = rows.iter().find(|it| it.id.contains("by auto commit"));
    let row = row.expect("there is such a row");
    let timeline = run(row, row.weak, row.schedule, 1).timeline();
    let groups = losses_so_far(&timeline);
    let range = groups.last().expect("it is worked on again");
    assert!(range.len() > 1, "{range:?}");
    for (index, broken) in range.iter().enumerate() {
        let trace = timeline.trace(broken.trace).expect("it is known");
        assert_eq!(broken.goes_on, index > 0, "{broken:?}");
        assert_eq!(timeline.breaks(trace), index == 0, "{broken:?}");
    }
}

/// What a member was away from for a while it had in hand still: by what it parted from it for good is told.
#[test]
fn a_group_skips_by_the_last_that_befell_who_had_it_in_hand() {
    for (id, schedule, way, role) in [
        (
            "closed in the middle of its work",
            is_frozen_and_closed as fn(&mut Run),
            Way::CommittedAtClose,
            Role::ConsumerClosed,
        ),
        (
            "at-most-once",
            is_frozen_and_dies,
            Way::CommittedFirst,
            Role::ConsumerDied,
        ),
    ] {
        let mut rows = rows().into_iter();
        let row = rows.find(|row| row.id == id).expect("there is such a row");
        for seed in SEEDS {
            let timeline = run(&row, row.weak, schedule, seed).timeline();
            let told = told_in(&timeline, LossKind::Skipped);
            let loss = told.first().unwrap_or_else(|| panic!("{id}"));
            let roles: Vec<_> = loss.cause.iter().map(|link| link.role).collect();
            assert_eq!(loss.way, way, "{id}: {roles:?}");
            assert!(roles.contains(&role), "{id}: {roles:?}");
            assert!(!roles.contains(&Role::Frozen), "{id}: {roles:?}");
        }
    }
}

#[test]
fn each_time_that_a_consumer_dies_is_told_by_itself() {
    let row = at_least_once();
    let told = |schedule: fn(&mut Run)| {
        let run = run(&row, row.weak, schedule, 1);
        told_in(&run.timeline(), LossKind::ProcessedTwice).len()
    };
    let twice = |run: &mut Run| {
        dies_after_processing(run);
        run.for_ms(1_000);
        run.act(&Command::Restart(c(1)));
        run.for_ms(20_000);
        dies_after_processing(run);
    };
    assert_eq!((told(row.schedule), told(twice)), (1, 2));
}

/// It stands still for longer than its session lasts, and then reads on from where it was.
fn goes_on_when_put_out(run: &mut Run) {
    run.act(&Command::Pause(c(1)));
    run.for_ms(30_000);
    run.act(&Command::Resume(c(1)));
    run.for_ms(500);
}

#[test]
fn what_a_member_goes_on_with_that_was_put_out_is_told_as_that() {
    let mut rows = rows().into_iter();
    let row = rows.find(|it| it.id.contains("by auto commit"));
    let row = row.expect("there is such a row");
    for seed in SEEDS {
        let zombie = run(&row, row.weak, goes_on_when_put_out, seed);
        let told = told_in(&zombie.timeline(), LossKind::ProcessedTwice);
        let loss = told.iter().find(|loss| loss.way == Way::WentOn);
        let loss = loss.unwrap_or_else(|| panic!("seed {seed}: {told:#?}"));
        let mut roles = loss.cause.iter().map(|link| link.role);
        assert!(
            roles.any(|role| role == Role::Frozen),
            "seed {seed}: {loss:#?}"
        );
    }
}

/// Where somebody moves a group on purpose, what it then does again, or passes over, is what was wanted.
#[test]
fn what_is_done_on_purpose_is_not_told() {
    let row = at_least_once();
    for (what, schedule) in [
        ("seek", seeks as fn(&mut Run)),
        ("commit of an offset", commits_an_offset),
        ("reset of offsets", resets_offsets),
    ] {
        for seed in SEEDS {
            let run = run(&row, row.weak, schedule, seed);
            assert!(reads_again(&run), "{what}: everything is read again");
            let timeline = run.timeline();
            let told = losses_so_far(&timeline);
            assert!(told.is_empty(), "{what}, {}: {told:?}", run.what);
        }
    }
}

/// For a moment, while it has records in hand.
fn is_frozen_at_work(run: &mut Run) {
    let (consumer, fault) = (c(1), LoopFault::SlowProcessing { by_ms: 800 });
    run.act(&Command::DisturbLoop { consumer, fault });
    run.for_ms(5_000);
    run.act(&Command::Pause(c(1)));
    run.for_ms(200);
    run.act(&Command::Resume(c(1)));
    run.for_ms(20);
}

fn is_frozen_and_closed(run: &mut Run) {
    is_frozen_at_work(run);
    let (consumer, call) = (c(1), ConsumerCall::Close);
    run.act(&Command::CallConsumer { consumer, call });
}

fn is_frozen_and_dies(run: &mut Run) {
    is_frozen_at_work(run);
    run.act(&Command::Crash(c(1)));
}

fn at_least_once() -> GroupRow {
    let mut rows = rows().into_iter();
    let row = rows.find(|it| it.id == "at-least-once");
    row.expect("there is such a row")
}

/// Both members are asked: the one that has not got the partition refuses.
fn call(run: &mut Run, call: fn(NamedPartition) -> ConsumerCall) {
    for consumer in [c(1), c(2)] {
        for partition in [0, 1].map(PartitionIndex) {
            let topic = "orders".into();
            let call = call(NamedPartition { topic, partition });
            run.act(&Command::CallConsumer { consumer, call });
            run.for_ms(100);
        }
    }
}

/// Both die, and are out of the group by the time that they are started again.
fn crash_both(run: &mut Run) {
    for consumer in [c(1), c(2)] {
        run.act(&Command::Crash(consumer));
    }
    run.for_ms(20_000);
}

fn restart_both(run: &mut Run) {
    for consumer in [c(1), c(2)] {
        run.act(&Command::Restart(consumer));
    }
}

fn seeks(run: &mut Run) {
    call(run, |partition| ConsumerCall::Seek {
        partition,
        offset: Offset(3),
    });
}

/// While both are at work for long, so that no commit of their loops comes after it.
fn commits_an_offset(run: &mut Run) {
    for consumer in [c(1), c(2)] {
        let fault = LoopFault::SlowProcessing { by_ms: 60_000 };
        run.act(&Command::DisturbLoop { consumer, fault });
    }
    run.for_ms(1_000);
    call(run, |partition| ConsumerCall::CommitOffset {
        partition,
        offset: Offset(3),
    });
    crash_both(run);
    restart_both(run);
}

fn resets_offsets(run: &mut Run) {
    crash_both(run);
    run.act(&Command::Admin(AdminCommand::ResetOffsets {
        group: GroupId("board".into()),
        topic: "orders".into(),
        to: OffsetTarget::Earliest,
    }));
    run.for_ms(2_000);
    restart_both(run);
}

/// Whether what stands at offset 3 was worked on more than once.
fn reads_again(run: &Run) -> bool {
    let works = |trace: &&Trace| match &trace.event {
        Event::Consumer(event) => matches!(
            &**event,
            ConsumerEvent::RecordsProcessed { partition, first_offset, next_offset }
                if partition.partition == PartitionIndex(0)
                    && (*first_offset..*next_offset).contains(&Offset(3))
        ),
        _ => false,
    };
    run.traces.iter().filter(works).count() > 1
}

fn apply(remedy: Remedy, program: Program) -> Program {
    let by_hand = Program {
        commit: CommitCall::Sync,
        auto_commit: false,
        ..program
    };
    match remedy {
        Remedy::CommitFirst => Program {
            commit_first: true,
            ..by_hand
        },
        Remedy::CommitAfter => Program {
            commit_first: false,
            ..by_hand
        },
        Remedy::MaxPollInterval => Program {
            max_poll_interval_ms: 86_400_000,
            ..program
        },
        Remedy::GoBack => Program {
            on_failure: OnFailure::SeekBack,
            ..program
        },
        other => panic!("{other:?} is nothing that an application does"),
    }
}
