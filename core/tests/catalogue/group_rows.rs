//! The rows of consumer groups: two members, one of which fails while it is at work.

use highwater_core::check::Invariant;
use highwater_core::command::{Command, ConsumerCall, LoopFault};
use highwater_core::scenario::{ApplicationSpec, CommitCall, LoopPoint, OnFailure};
use highwater_core::sim::Random;

use crate::cluster::{Protocol, c, member, scenario};
use crate::group_run::Run;

/// A row of the catalogue.
pub struct GroupRow {
    pub id: &'static str,
    pub weak: Program,
    pub control: Program,
    /// What happens in each.
    pub schedule: fn(&mut Run),
    pub control_schedule: fn(&mut Run),
    pub shows: Invariant,
}

/// What the applications and their consumers do.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    pub commit: CommitCall,
    pub commit_first: bool,
    pub on_failure: OnFailure,
    /// `enable.auto.commit`.
    pub auto_commit: bool,
    pub max_poll_interval_ms: u64,
}

/// Both commit by hand, after they have processed.
pub const AFTER: Program = Program {
    commit: CommitCall::Sync,
    commit_first: false,
    on_failure: OnFailure::Close,
    auto_commit: false,
    max_poll_interval_ms: 10_000,
};

/// Before they process.
pub const FIRST: Program = Program {
    commit_first: true,
    ..AFTER
};

/// The consumer commits by itself.
const BY_ITSELF: Program = Program {
    commit: CommitCall::None,
    auto_commit: true,
    ..AFTER
};

pub fn rows() -> Vec<GroupRow> {
    vec![
        GroupRow {
            id: "at-most-once",
            weak: FIRST,
            control: AFTER,
            schedule: dies_after_commit,
            control_schedule: dies_after_commit,
            shows: Invariant::NoSkip,
        },
        GroupRow {
            id: "at-least-once",
            weak: AFTER,
            control: FIRST,
            schedule: dies_after_processing,
            control_schedule: dies_after_processing,
            shows: Invariant::AtMostOnce,
        },
        GroupRow {
            id: "at-least-once, by auto commit",
            weak: BY_ITSELF,
            control: FIRST,
            schedule: dies_after_processing,
            control_schedule: dies_after_processing,
            shows: Invariant::AtMostOnce,
        },
        rebalance_duplicate(),
        GroupRow {
            id: "closed in the middle of its work",
            weak: BY_ITSELF,
            control: AFTER,
            schedule: is_closed_at_work,
            control_schedule: is_closed_at_work,
            shows: Invariant::NoSkip,
        },
        GroupRow {
            id: "passed over",
            weak: Program {
                on_failure: OnFailure::PassOver,
                ..AFTER
            },
            control: Program {
                on_failure: OnFailure::SeekBack,
                ..AFTER
            },
            schedule: fails_once,
            control_schedule: fails_once,
            shows: Invariant::NoSkip,
        },
    ]
}

/// A member that takes too long has to leave, and may not commit any more.
pub fn rebalance_duplicate() -> GroupRow {
    GroupRow {
        id: "rebalance-duplicate",
        weak: AFTER,
        control: AFTER,
        schedule: takes_too_long,
        control_schedule: another_joins,
        shows: Invariant::AtMostOnce,
    }
}

/// The protocols under which a member that has to give a partition up has committed what it did of it. Of a
/// cooperative group that is not so: its members work on while the others join, and the coordinator refuses
/// what they commit until the rebalance is through.
const PROTOCOLS: [Protocol; 2] = [Protocol::Eager, Protocol::Consumer];

pub fn run(row: &GroupRow, program: Program, schedule: fn(&mut Run), seed: u64) -> Run {
    let protocol = PROTOCOLS[(seed % 2) as usize];
    run_under(protocol, row, program, schedule, seed)
}

pub fn run_under(
    protocol: Protocol,
    row: &GroupRow,
    program: Program,
    schedule: fn(&mut Run),
    seed: u64,
) -> Run {
    let mut random = Random::new(seed);
    let application = ApplicationSpec {
        commit: program.commit,
        commit_first: program.commit_first,
        on_failure: program.on_failure,
        process_ms: 2,
        ..ApplicationSpec::default()
    };
    let mut one = member(protocol, application);
    one.config.enable_auto_commit = Some(program.auto_commit);
    one.config.max_poll_interval_ms = program.max_poll_interval_ms;
    one.config.session_timeout_ms = 10_000;
    let mut scenario = scenario(seed, 2, vec![one; 2]);
    scenario.broker_config.group_consumer_session_timeout_ms = 10_000;
    scenario.broker_config.group_consumer_heartbeat_interval_ms = 3_000;
    let mut run = Run::new(scenario, format!("{}, seed {seed}: {protocol:?}", row.id));
    run.for_ms(25_000 + u64::from(random.below(5_000)));
    schedule(&mut run);
    run.for_ms(60_000);
    run
}

fn disturb(run: &mut Run, fault: LoopFault) {
    let consumer = c(1);
    run.act(&Command::DisturbLoop { consumer, fault });
}

pub fn dies_after_commit(run: &mut Run) {
    disturb(run, LoopFault::CrashAt(LoopPoint::AfterCommit));
}

pub fn dies_after_processing(run: &mut Run) {
    disturb(run, LoopFault::CrashAt(LoopPoint::AfterProcess));
}

fn takes_too_long(run: &mut Run) {
    disturb(run, LoopFault::SlowProcessing { by_ms: 15_000 });
}

/// One that is gone and whose partitions the other one has comes back.
fn another_joins(run: &mut Run) {
    dies_after_commit(run);
    run.for_ms(30_000);
    run.act(&Command::Restart(c(1)));
}

/// It is closed while it has records in hand.
fn is_closed_at_work(run: &mut Run) {
    disturb(run, LoopFault::SlowProcessing { by_ms: 800 });
    run.for_ms(5_000);
    let call = ConsumerCall::Close;
    run.act(&Command::CallConsumer {
        consumer: c(1),
        call,
    });
}

fn fails_once(run: &mut Run) {
    disturb(run, LoopFault::FailNext(1));
}
