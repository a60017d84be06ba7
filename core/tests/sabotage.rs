//! Each rule that Kafka has learned since keeps something: without it the checker finds a breach, and
//! with it the same schedule passes.

mod common;

use common::{PALL, Run, b, loss, send, three_brokers};
use highwater_core::check::Invariant;
use highwater_core::command::Command;
use highwater_core::config::{HighWatermarkOver, Semantics, Truncation};
use highwater_core::id::{MessageId, NodeId};
use highwater_core::trace::Event;
use highwater_core::wire::Gist;

/// A rule that is taken back, what happens then, and what breaks by it.
struct Sabotage {
    what: &'static str,
    semantics: Semantics,
    schedule: fn(&mut Run),
    breaks: Invariant,
}

const SABOTAGES: [Sabotage; 6] = [
    Sabotage {
        what: "leaders do not look at the sequences of idempotent producers",
        semantics: Semantics {
            producer_state_check: false,
            ..Semantics::TODAY
        },
        schedule: an_answer_is_lost,
        breaks: Invariant::NoDuplicates,
    },
    Sabotage {
        what: "followers cut their logs to their own high watermark",
        semantics: Semantics {
            truncation: Truncation::HighWatermark,
            ..Semantics::TODAY
        },
        schedule: the_leader_dies_before_followers_know_what_is_committed,
        breaks: Invariant::LeaderCompleteness,
    },
    Sabotage {
        what: "followers are not told which epoch the leader's answer is about",
        semantics: Semantics {
            truncation: Truncation::LeaderEpochOnce,
            ..Semantics::TODAY
        },
        schedule: leaders_follow_each_other_uncleanly,
        breaks: Invariant::LogMatching,
    },
    Sabotage {
        what: "the high watermark does not wait for who is about to join",
        semantics: Semantics {
            high_watermark: HighWatermarkOver::CommittedIsr,
            ..Semantics::TODAY
        },
        schedule: a_follower_joins_and_its_leader_has_not_heard_of_it,
        breaks: Invariant::HighWatermark,
    },
    Sabotage {
        what: "nobody looks from which registration a follower fetches",
        semantics: Semantics {
            broker_epoch_check: false,
            ..Semantics::TODAY
        },
        schedule: a_follower_loses_its_log_while_its_leader_proposes_it,
        breaks: Invariant::LeaderCompleteness,
    },
    Sabotage {
        what: "who restarts within its session keeps its place in the ISR",
        semantics: Semantics {
            restart_keeps_isr: true,
            ..Semantics::TODAY
        },
        schedule: a_member_of_the_isr_comes_back_without_its_tail_and_is_elected,
        breaks: Invariant::AckedDurable,
    },
];

/// What the schedule breaks under these semantics.
fn broken(semantics: Semantics, schedule: fn(&mut Run)) -> (Vec<Invariant>, String) {
    let mut scenario = three_brokers(1);
    scenario.broker_config.semantics = semantics;
    scenario.producers[2].config.enable_idempotence = None;
    scenario.broker_config.replica_lag_time_max_ms = 5_000;
    let mut run = Run::new(scenario);
    run.tolerates = |_| true;
    schedule(&mut run);
    let broken = run.broken.iter().map(|breach| breach.invariant).collect();
    (broken, run.report(&run.broken))
}

#[test]
fn what_a_rule_keeps_breaks_without_it() {
    for sabotage in SABOTAGES {
        let (broken, report) = broken(sabotage.semantics, sabotage.schedule);
        assert!(
            broken.contains(&sabotage.breaks),
            "{}: {report}",
            sabotage.what
        );
    }
}

#[test]
fn nothing_breaks_in_the_same_schedule_with_todays_rules() {
    for sabotage in SABOTAGES {
        let (mut broken, report) = broken(Semantics::TODAY, sabotage.schedule);
        // Where a schedule elects uncleanly, nobody promises that what was acknowledged stays.
        broken.retain(|it| *it == sabotage.breaks || !loss(*it));
        assert_eq!(broken, [], "{}: {report}", sabotage.what);
    }
}

fn an_answer_is_lost(run: &mut Run) {
    run.act(send(PALL, "m1"));
    let sent = run.until(|event| {
        matches!(
            event,
            Event::MessageSent {
                gist: Gist::ProduceAnswer { .. },
                ..
            }
        )
    });
    if let Event::MessageSent { message, .. } = sent.event {
        run.act(Command::Lose(message));
    }
    run.for_ms(10_000);
}

fn the_leader_dies_before_followers_know_what_is_committed(run: &mut Run) {
    run.for_ms(6_000);
    write(run, 1);
    run.act(Command::Crash(b(1)));
    run.for_ms(20_000);
}

/// With min ISR 1 and unclean elections b1 and b2 lead in turns, each alone.
fn leaders_follow_each_other_uncleanly(run: &mut Run) {
    for (key, value) in [
        ("unclean.leader.election.enable", "true"),
        ("min.insync.replicas", "1"),
    ] {
        let topic = Some("orders".into());
        let (key, value) = (key.into(), Some(value.into()));
        let altered = highwater_core::command::AdminCommand::AlterConfig { topic, key, value };
        run.act(Command::Admin(altered));
        run.for_ms(1_000);
    }
    run.act(Command::Crash(b(3)));
    for (dead, leader, records) in [(2, 1, 1), (1, 2, 3), (2, 1, 1)] {
        run.act(Command::Crash(b(dead)));
        run.for_ms(12_000);
        if run.world.may(&Command::Restart(b(leader))).is_ok() {
            run.act(Command::Restart(b(leader)));
            run.for_ms(12_000);
        }
        write(run, records);
    }
    run.act(Command::Restart(b(2)));
    run.for_ms(12_000);
    write(run, 2);
    run.for_ms(5_000);
}

fn a_follower_joins_and_its_leader_has_not_heard_of_it(run: &mut Run) {
    third_leaves_the_isr(run);
    run.act(Command::Heal(b(1), b(3)));
    run.until(|event| matches!(event, Event::IsrChanged { to, .. } if to.len() == 3));
    run.act(Command::Cut(NodeId::CONTROLLER, b(1)));
    run.act(Command::Cut(b(1), b(3)));
    run.act(send(PALL, "m2"));
    run.for_ms(3_000);
}

/// b1's proposal is on its way for as long as b3 takes to register anew.
fn a_follower_loses_its_log_while_its_leader_proposes_it(run: &mut Run) {
    third_leaves_the_isr(run);
    run.act(Command::Heal(b(1), b(3)));
    let proposal = next_proposal(run);
    run.act(Command::Hold(proposal));
    run.act(Command::PowerLoss(b(3)));
    run.act(Command::Cut(b(1), b(3)));
    run.act(Command::Restart(b(3)));
    run.until(|event| matches!(event, Event::BrokerUnfenced { broker, .. } if broker.0 == 3));
    run.for_ms(1_000);
    run.act(Command::Release(proposal));
    run.for_ms(3_000);
}

fn a_member_of_the_isr_comes_back_without_its_tail_and_is_elected(run: &mut Run) {
    write(run, 1);
    run.act(Command::Cut(b(1), b(2)));
    run.act(Command::PowerLoss(b(2)));
    run.act(Command::Restart(b(2)));
    run.for_ms(3_000);
    run.act(Command::Crash(b(1)));
    run.for_ms(20_000);
    run.act(Command::HealAll);
    run.for_ms(20_000);
}

fn third_leaves_the_isr(run: &mut Run) {
    run.act(Command::Cut(b(1), b(3)));
    write(run, 1);
    assert_eq!(run.isr(), [1, 2]);
}

/// Writes so many records, each acknowledged before the next.
fn write(run: &mut Run, records: u32) {
    for _ in 0..records {
        run.act(send(PALL, "m"));
        run.waits(30_000, |event| {
            matches!(event, Event::RecordAcknowledged { .. })
        });
    }
}

fn next_proposal(run: &mut Run) -> MessageId {
    let sent = run.until(|event| {
        matches!(
            event,
            Event::MessageSent {
                gist: Gist::AlterPartition { .. },
                ..
            }
        )
    });
    match sent.event {
        Event::MessageSent { message, .. } => message,
        _ => unreachable!("it was asked for"),
    }
}
