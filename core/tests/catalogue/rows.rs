//! The failures of the replication protocol and of its past: acknowledging too early, electing too freely,
//! losing what only memory had, and truncating by too little (KIP-101, KIP-279).

use highwater_core::command::Command;
use highwater_core::config::{Semantics, Truncation};
use highwater_core::trace::Event;
use highwater_core::wire::Acks;

use crate::common::{Run, b, send};
use crate::producers;
use crate::row::Kind::{Crash, Cut, Isolate, LoseRequest, PowerLoss, Restart, Send, Shutdown};
use crate::row::{Configuration, P, Row, Shows};
use crate::search::is_request_lost;

/// acks=all on three replicas of which two have to be in sync, as it is today.
pub const STRONG: Configuration = Configuration {
    acks: Acks::All,
    replicas: 3,
    min_insync_replicas: "2",
    unclean: false,
    elr: true,
    semantics: Semantics::TODAY,
    idempotent: false,
    in_flight: 5,
};

/// How long a follower takes at most to leave the ISR here, and a dead leader to be replaced.
const SHRINKS_WITHIN_MS: u64 = 10_000;
const ELECTS_WITHIN_MS: u64 = 15_000;

pub fn all() -> Vec<Row> {
    let mut all = losses();
    all.extend(producers::rows());
    all
}

/// The rows in which records are lost, or differ: these are told ([`losses_so_far`]).
///
/// [`losses_so_far`]: highwater_core::explain::losses_so_far
pub fn losses() -> Vec<Row> {
    vec![
        acks0_loss(),
        acks1_loss(),
        acks1_zombie(),
        minisr1_unclean(),
        unclean_minisr2(),
        last_replica_standing(),
        last_replica_standing_after_a_shutdown(),
        last_replica_standing_with_elr(),
        kip_101(),
        kip_279(),
    ]
}

/// The producer counts as sent what never arrives.
fn acks0_loss() -> Row {
    let schedule = |run: &mut Run| {
        run.act(send(P, "m1"));
        is_request_lost(run);
        run.for_ms(10_000);
    };
    Row {
        id: "acks0-loss",
        weak: Configuration {
            acks: Acks::None,
            ..STRONG
        },
        control: STRONG,
        schedule,
        control_schedule: schedule,
        faults: &[Send, Send, LoseRequest],
        control_faults: &[Send, Send, LoseRequest],
        shows: Shows::SentAndNowhere,
    }
}

/// The leader acknowledges what only it has, and dies.
fn acks1_loss() -> Row {
    let schedule = |run: &mut Run| {
        run.act(Command::Cut(b(1), b(2)));
        run.act(Command::Cut(b(1), b(3)));
        run.act(send(P, "m1"));
        run.waits(1_000, is_acknowledged);
        run.act(Command::Crash(b(1)));
        run.waits(ELECTS_WITHIN_MS, is_elected);
        heal(run);
    };
    Row {
        id: "acks1-loss",
        weak: Configuration {
            acks: Acks::Leader,
            ..STRONG
        },
        control: STRONG,
        schedule,
        control_schedule: schedule,
        faults: &[Send, Cut, Cut, Crash],
        control_faults: &[Send, Cut, Cut, Crash],
        shows: Shows::AcknowledgedAndLost,
    }
}

/// A deposed leader that has not heard of it acknowledges.
fn acks1_zombie() -> Row {
    let schedule = |run: &mut Run| {
        run.act(Command::Isolate(b(1)));
        run.waits(ELECTS_WITHIN_MS, is_elected);
        run.for_ms(1_000);
        run.act(send(P, "m1"));
        run.waits(1_000, is_acknowledged);
        heal(run);
    };
    Row {
        id: "acks1-zombie",
        weak: Configuration {
            acks: Acks::Leader,
            ..STRONG
        },
        control: STRONG,
        schedule,
        control_schedule: schedule,
        faults: &[Send, Send, Isolate],
        control_faults: &[Send, Send, Isolate],
        shows: Shows::AcknowledgedAndLost,
    }
}

/// With min ISR 1 the leader alone is in sync, and whoever lags may lead after it.
fn minisr1_unclean() -> Row {
    let schedule = |run: &mut Run| {
        run.act(Command::Cut(b(1), b(2)));
        run.act(send(P, "m1"));
        run.waits(SHRINKS_WITHIN_MS, is_acknowledged);
        run.act(Command::Crash(b(1)));
        run.waits(ELECTS_WITHIN_MS, is_elected);
        heal(run);
    };
    let control = Configuration {
        replicas: 2,
        min_insync_replicas: "1",
        ..STRONG
    };
    Row {
        id: "minisr1-unclean",
        weak: Configuration {
            unclean: true,
            ..control
        },
        control,
        schedule,
        control_schedule: schedule,
        faults: &[Cut, Send, Crash],
        control_faults: &[Cut, Send, Crash],
        shows: Shows::AcknowledgedAndLost,
    }
}

/// Both who are in sync die, and whoever lags leads.
fn unclean_minisr2() -> Row {
    let schedule = |run: &mut Run| {
        third_lags(run);
        run.act(Command::Crash(b(1)));
        run.act(Command::Crash(b(2)));
        run.waits(
            2 * ELECTS_WITHIN_MS,
            |event| matches!(event, Event::LeaderElected { leader, .. } if leader.0 == 3),
        );
        heal(run);
    };
    Row {
        id: "unclean-minisr2",
        weak: Configuration {
            unclean: true,
            ..STRONG
        },
        control: STRONG,
        schedule,
        control_schedule: schedule,
        faults: &[Cut, Cut, Send, Crash, Crash],
        control_faults: &[Cut, Cut, Send, Crash, Crash],
        shows: Shows::AcknowledgedAndLost,
    }
}

/// The last in-sync replica loses its unflushed tail, comes back short, and the others cut
/// themselves back to it. With ELR, a broker that stopped in good order stays eligible.
fn last_replica_standing() -> Row {
    Row {
        id: "last-replica-standing",
        weak: Configuration {
            elr: false,
            ..STRONG
        },
        control: STRONG,
        schedule: |run| last_one_loses_power(run, Command::Crash(b(1))),
        control_schedule: |run| last_one_loses_power(run, Command::Shutdown(b(1))),
        faults: &[Cut, Cut, Send, Crash, PowerLoss, Restart],
        control_faults: &[Cut, Cut, Send, Shutdown, PowerLoss, Restart],
        shows: Shows::AcknowledgedAndLost,
    }
}

/// The same where b1 stops in good order: with ELR it stays eligible, and leads again.
fn last_replica_standing_after_a_shutdown() -> Row {
    Row {
        id: "last-replica-standing, shut down",
        schedule: |run| last_one_loses_power(run, Command::Shutdown(b(1))),
        faults: &[Cut, Cut, Send, Shutdown, PowerLoss, Restart],
        ..last_replica_standing()
    }
}

/// The same with ELR, where a crash counts as unclean, so that b1 is eligible no longer when it comes back,
/// and the last known leader is elected although unclean elections are off.
fn last_replica_standing_with_elr() -> Row {
    Row {
        id: "last-replica-standing, both unclean",
        weak: STRONG,
        ..last_replica_standing()
    }
}

/// A follower cuts its log to a high watermark that it has heard of too late.
fn kip_101() -> Row {
    let schedule = |run: &mut Run| {
        run.for_ms(6_000);
        run.act(send(P, "m1"));
        run.waits(1_000, is_acknowledged);
        run.act(Command::Crash(b(2)));
        run.act(Command::Restart(b(2)));
        run.waits(2_000, |event| {
            matches!(
                event,
                Event::Truncated { .. } | Event::BecameFollower { .. }
            )
        });
        run.act(Command::Crash(b(1)));
        run.waits(ELECTS_WITHIN_MS, is_elected);
        heal(run);
    };
    let control = Configuration {
        replicas: 2,
        semantics: Semantics {
            restart_keeps_isr: true,
            ..Semantics::TODAY
        },
        ..STRONG
    };
    Row {
        id: "KIP-101 s1",
        weak: Configuration {
            semantics: Semantics {
                truncation: Truncation::HighWatermark,
                ..control.semantics
            },
            ..control
        },
        control,
        schedule,
        control_schedule: schedule,
        faults: &[Send, Crash, Restart, Crash],
        control_faults: &[Send, Crash, Restart, Crash],
        shows: Shows::AcknowledgedAndLost,
    }
}

/// Leaders follow each other so quickly that a follower's last epoch says nothing to its
/// leader, and the answer is taken for one about that epoch.
fn kip_279() -> Row {
    let schedule = |run: &mut Run| {
        let leads_alone = |run: &mut Run, dead: u32, leader: u32| {
            run.act(Command::Crash(b(dead)));
            run.for_ms(ELECTS_WITHIN_MS);
            if run.world.may(&Command::Restart(b(leader))).is_ok() {
                run.act(Command::Restart(b(leader)));
                run.for_ms(ELECTS_WITHIN_MS);
            }
        };
        let writes = |run: &mut Run, count| {
            for _ in 0..count {
                run.act(send(P, "m"));
                run.waits(20_000, is_acknowledged);
            }
        };
        writes(run, 1);
        leads_alone(run, 2, 1);
        writes(run, 1);
        leads_alone(run, 1, 2);
        writes(run, 3);
        leads_alone(run, 2, 1);
        writes(run, 1);
        run.act(Command::Restart(b(2)));
        run.for_ms(ELECTS_WITHIN_MS);
        writes(run, 2);
        heal(run);
    };
    let control = Configuration {
        replicas: 2,
        min_insync_replicas: "1",
        unclean: true,
        ..STRONG
    };
    Row {
        id: "KIP-279",
        weak: Configuration {
            semantics: Semantics {
                truncation: Truncation::LeaderEpochOnce,
                ..Semantics::TODAY
            },
            ..control
        },
        control,
        schedule,
        control_schedule: schedule,
        faults: &[
            Send, Send, Send, Send, Crash, Restart, Crash, Restart, Crash, Restart,
        ],
        control_faults: &[
            Send, Send, Send, Send, Crash, Restart, Crash, Restart, Crash, Restart,
        ],
        shows: Shows::Divergence,
    }
}

/// b3 is cut off and leaves the ISR; b1 and b2 have m1, and it is acknowledged.
fn third_lags(run: &mut Run) {
    run.act(Command::Cut(b(1), b(3)));
    run.act(Command::Cut(b(2), b(3)));
    run.act(send(P, "m1"));
    run.waits(SHRINKS_WITHIN_MS, is_acknowledged);
}

fn last_one_loses_power(run: &mut Run, b1_goes: Command) {
    third_lags(run);
    run.act(b1_goes);
    run.waits(ELECTS_WITHIN_MS, is_elected);
    run.for_ms(500);
    run.act(Command::PowerLoss(b(2)));
    run.act(Command::Restart(b(2)));
    run.for_ms(2 * ELECTS_WITHIN_MS);
    heal(run);
}

/// Whoever was elected has heard of it by then, before what a dead leader last sent arrives.
fn heal(run: &mut Run) {
    run.for_ms(1_000);
    if !run.world.faults().is_empty() {
        run.act(Command::HealAll);
    }
    run.for_ms(30_000);
}

fn is_acknowledged(event: &Event) -> bool {
    matches!(event, Event::RecordAcknowledged { .. })
}

fn is_elected(event: &Event) -> bool {
    matches!(event, Event::LeaderElected { .. })
}
