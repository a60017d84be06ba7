//! What is lost is found, and told truly, also where it is lost in an unusual way.

mod common;

use common::{ORDERS, Run, b, loss, send, three_brokers};
use highwater_core::check::Invariant;
use highwater_core::command::{AdminCommand, Command, ElectionType};
use highwater_core::config::ProducerConfig;
use highwater_core::explain::{Loss, LossKind, Remedy, Role, Way};
use highwater_core::id::{BrokerId, ClientId, MessageId, NodeId, PartitionIndex, RecordId};
use highwater_core::scenario::{ProducerSpec, Scenario};
use highwater_core::timeline::Broken;
use highwater_core::trace::{Election, Event};
use highwater_core::wire::{Acks, Gist};

const P1: NodeId = NodeId::Producer(ClientId(1));
const P2: NodeId = NodeId::Producer(ClientId(2));

/// Two producers with these acks, which give a request up after two seconds.
fn with_acks(acks: Acks, min_isr: &str) -> Scenario {
    let mut scenario = three_brokers(1);
    let producer = ProducerSpec {
        config: ProducerConfig {
            acks,
            enable_idempotence: Some(false),
            request_timeout_ms: 2_000,
            ..ProducerConfig::default()
        },
        ..ProducerSpec::default()
    };
    scenario.producers = vec![producer.clone(), producer];
    let config = &mut scenario.topics[0].config;
    config.insert("min.insync.replicas".into(), min_isr.into());
    scenario
}

fn run(scenario: Scenario) -> Run {
    let mut run = Run::new(scenario);
    run.tolerates = loss;
    run.for_ms(2_000);
    run
}

fn unclean(mut scenario: Scenario) -> Scenario {
    let config = &mut scenario.topics[0].config;
    config.insert("unclean.leader.election.enable".into(), "true".into());
    scenario
}

fn acknowledged(run: &mut Run) -> RecordId {
    let trace = run.until(|event| matches!(event, Event::RecordAcknowledged { .. }));
    match trace.event {
        Event::RecordAcknowledged { record, .. } => record,
        _ => unreachable!("that is what was waited for"),
    }
}

fn elected(run: &mut Run, wanted: u32) {
    run.until(|event| matches!(event, Event::LeaderElected { leader, .. } if leader.0 == wanted));
}

fn heal(run: &mut Run) {
    run.act(Command::HealAll);
    run.for_ms(40_000);
}

/// What became of an acknowledged record, as the run tells it.
fn broken_of(run: &Run, record: RecordId) -> Vec<Broken> {
    let timeline = run.timeline();
    let of_it = |one: &&Broken| {
        one.breach.record == Some(record) && one.breach.invariant == Invariant::AckedDurable
    };
    timeline.broken().iter().filter(of_it).copied().collect()
}

fn told(run: &Run, record: RecordId) -> Loss {
    let broken = broken_of(run, record);
    let last = broken.last().expect("it is lost");
    Loss::of(&run.timeline(), last)
}

fn roles(loss: &Loss) -> Vec<Role> {
    loss.cause.iter().map(|link| link.role).collect()
}

#[test]
fn what_a_deposed_leader_acknowledges_does_not_hide_what_stands_at_its_place() {
    let mut run = run(with_acks(Acks::Leader, "1"));
    run.act(Command::Isolate(b(1)));
    elected(&mut run, 2);
    run.for_ms(500);
    run.act(Command::Cut(b(2), b(3)));
    run.act(Command::Cut(P1, b(1)));
    run.act(send(P1, "at b2"));
    let at_b2 = acknowledged(&mut run);
    run.act(send(P2, "at b1"));
    let at_b1 = acknowledged(&mut run);
    run.act(Command::Crash(b(2)));
    elected(&mut run, 3);
    run.for_ms(1_000);
    assert_eq!(broken_of(&run, at_b1).len(), 1);
    assert_eq!(broken_of(&run, at_b2).len(), 1, "only b2 had it");
}

#[test]
fn a_lost_record_comes_back_where_a_request_brings_it_a_second_time() {
    let mut run = run(with_acks(Acks::Leader, "1"));
    run.act(send(P1, "twice"));
    let first = produce_under_way(&mut run);
    run.act(Command::Hold(first));
    run.act(Command::Isolate(b(1)));
    let twice = acknowledged(&mut run);
    elected(&mut run, 2);
    run.for_ms(500);
    run.act(Command::Cut(P2, b(1)));
    run.act(send(P2, "instead"));
    acknowledged(&mut run);
    assert_eq!(broken_of(&run, twice)[0].returned, None);
    run.act(Command::Rejoin(b(1)));
    run.for_ms(10_000);
    run.act(Command::Admin(AdminCommand::ElectLeader {
        election: ElectionType::Preferred,
        topic: "orders".into(),
        partition: PartitionIndex(0),
    }));
    elected(&mut run, 1);
    run.for_ms(500);
    run.act(Command::Release(first));
    run.for_ms(1_000);
    assert_eq!(run.values(1), ["instead", "twice"]);
    assert!(broken_of(&run, twice)[0].returned.is_some());
}

/// Both producers have a request under way when b1 dies: of each record it is told that its own was lost.
#[test]
fn what_never_arrived_was_lost_with_its_own_request() {
    let mut run = run(with_acks(Acks::None, "1"));
    run.act(send(P1, "one"));
    run.act(send(P2, "other"));
    for _ in 0..2 {
        produce_under_way(&mut run);
    }
    run.act(Command::Crash(b(1)));
    run.for_ms(1_000);
    let timeline = run.timeline();
    let mut pairs = timeline.broken().windows(2);
    assert!(pairs.all(|pair| pair[0].step == pair[1].step));
    let mut senders = Vec::new();
    for broken in timeline.broken() {
        let loss = Loss::of(&timeline, broken);
        assert_eq!(loss.kind, LossKind::NeverArrived);
        for link in &loss.cause {
            match (link.role, &link.trace.event) {
                (Role::Accepted, _) => senders.push(link.trace.actor),
                (Role::RequestLost, Event::MessageLost { connection, .. }) => {
                    assert_eq!(senders.last(), Some(&connection.client), "{loss:#?}");
                }
                _ => {}
            }
        }
        assert!(roles(&loss).contains(&Role::RequestLost), "{loss:#?}");
    }
    assert_eq!(senders, [P1, P2]);
}

/// The request that is under way to b1.
fn produce_under_way(run: &mut Run) -> MessageId {
    let sent = run.until(|event| {
        matches!(
            event,
            Event::MessageSent {
                gist: Gist::Produce { .. },
                ..
            }
        )
    });
    match sent.event {
        Event::MessageSent { message, .. } => message,
        _ => unreachable!("that is what was waited for"),
    }
}

/// The leader is alone in the ISR when it is isolated, and acknowledges with acks=all what only it has,
/// while another was elected uncleanly.
fn deposed_alone(min_isr: &str, is_unclean: bool) -> (Run, Option<RecordId>) {
    let mut scenario = with_acks(Acks::All, min_isr);
    scenario.broker_config.replica_lag_time_max_ms = 5_000;
    if is_unclean {
        scenario = unclean(scenario);
    }
    let mut run = run(scenario);
    run.act(Command::Crash(b(2)));
    run.act(Command::Crash(b(3)));
    run.for_ms(15_000);
    run.act(Command::Isolate(b(1)));
    run.act(Command::Restart(b(2)));
    run.for_ms(15_000);
    run.act(send(P1, "m"));
    let accepted = run.waits(3_000, |event| {
        matches!(event, Event::RecordAcknowledged { .. })
    });
    let record = run.traces.iter().rev().find_map(|trace| match trace.event {
        Event::RecordAcknowledged { record, .. } => Some(record),
        _ => None,
    });
    run.act(Command::HealAll);
    run.for_ms(60_000);
    (run, record.filter(|_| accepted))
}

#[test]
fn what_a_deposed_leader_took_with_acks_all_is_kept_by_what_is_said_to_keep_it() {
    let (run, record) = deposed_alone("1", true);
    let loss = told(&run, record.expect("b1 is the whole ISR"));
    assert_eq!(loss.way, Way::DeposedLeader, "{:?}", roles(&loss));
    let kept_by = [Remedy::UncleanElectionOff, Remedy::MinInsyncReplicas(2)];
    assert_eq!(loss.kept_by, kept_by);
    for (min_isr, is_unclean) in [("1", false), ("2", true)] {
        let (run, _) = deposed_alone(min_isr, is_unclean);
        assert_eq!(run.broken, [], "min.insync.replicas={min_isr}");
    }
}

/// b2 has stopped in good order and is eligible, b1 takes a record with acks=1, and dies.
#[test]
fn an_eligible_replica_without_the_record_is_not_said_to_be_in_the_isr() {
    let mut run = run(with_acks(Acks::Leader, "2"));
    run.act(Command::Shutdown(b(3)));
    run.for_ms(5_000);
    run.act(Command::Shutdown(b(2)));
    run.for_ms(12_000);
    run.act(send(P1, "m"));
    let record = acknowledged(&mut run);
    run.act(Command::Restart(b(2)));
    run.act(Command::Cut(b(1), b(2)));
    run.for_ms(2_000);
    run.act(Command::Crash(b(1)));
    elected(&mut run, 2);
    run.for_ms(500);
    let loss = told(&run, record);
    let elected = Election::EligibleLeaderReplica;
    assert_eq!(
        (loss.kind, loss.way),
        (LossKind::Gone, Way::Elected(elected))
    );
    assert!(roles(&loss).contains(&Role::ElectedWithout(elected)));
    assert_eq!(loss.kept_by, [Remedy::AcksAll]);
}

/// Only b1 has it, is killed, and is eligible no longer when it registers again: nobody who may lead has it.
#[test]
fn what_nobody_who_may_lead_has_is_kept_by_acks_all() {
    let mut run = run(with_acks(Acks::Leader, "2"));
    run.act(Command::Shutdown(b(3)));
    run.for_ms(5_000);
    run.act(Command::Shutdown(b(2)));
    run.for_ms(12_000);
    run.act(send(P1, "m"));
    let record = acknowledged(&mut run);
    run.act(Command::Crash(b(1)));
    run.for_ms(15_000);
    run.act(Command::Restart(b(1)));
    run.for_ms(5_000);
    let loss = told(&run, record);
    assert_eq!(loss.way, Way::Other, "{:?}", roles(&loss));
    assert_eq!(loss.kept_by, [Remedy::AcksAll]);
    heal(&mut run);
    let leader = run.world.metadata().partitions[&ORDERS].leader;
    assert_eq!(leader, Some(BrokerId(2)));
}

/// A loss, and a run that differs in what would have kept the record only.
struct Kept {
    remedy: Remedy,
    scenario: fn() -> Scenario,
    schedule: fn(&mut Run),
    /// The same with the remedy.
    with_it: fn() -> Scenario,
    schedule_with_it: fn(&mut Run),
}

/// acks=all on these brokers.
fn replicated(brokers: &[u32], min_isr: &str) -> Scenario {
    let mut scenario = with_acks(Acks::All, min_isr);
    scenario.broker_config.replica_lag_time_max_ms = 5_000;
    let assignment = brokers.iter().map(|id| BrokerId(*id)).collect();
    scenario.topics[0].assignment = vec![assignment];
    scenario
}

/// b3 lags, b1 stops in good order, and b2 loses its tail.
fn last_one_loses_power(run: &mut Run) {
    run.act(Command::Cut(b(1), b(3)));
    run.act(Command::Cut(b(2), b(3)));
    run.act(send(P1, "m"));
    acknowledged(run);
    run.act(Command::Shutdown(b(1)));
    elected(run, 2);
    run.for_ms(500);
    run.act(Command::PowerLoss(b(2)));
    run.act(Command::Restart(b(2)));
    run.for_ms(30_000);
    heal(run);
}

/// b2 lags, and b1 dies.
fn leader_dies_alone(run: &mut Run) {
    run.act(Command::Cut(b(1), b(2)));
    run.act(send(P1, "m"));
    acknowledged(run);
    run.act(Command::Crash(b(1)));
    run.for_ms(15_000);
}

fn elected_by_hand(run: &mut Run) {
    leader_dies_alone(run);
    run.act(Command::Admin(AdminCommand::ElectLeader {
        election: ElectionType::Unclean,
        topic: "orders".into(),
        partition: PartitionIndex(0),
    }));
    elected(run, 2);
    heal(run);
}

fn not_elected(run: &mut Run) {
    leader_dies_alone(run);
    heal(run);
}

fn only_one_loses_power(run: &mut Run) {
    run.act(send(P1, "m"));
    acknowledged(run);
    run.act(Command::PowerLoss(b(1)));
    run.act(Command::Restart(b(1)));
    run.for_ms(40_000);
}

/// b2 is back short of its tail before its session has run out, and b1 dies.
fn restarts_short(run: &mut Run) {
    run.act(send(P1, "m"));
    acknowledged(run);
    run.act(Command::Cut(b(1), b(2)));
    run.act(Command::PowerLoss(b(2)));
    run.act(Command::Restart(b(2)));
    run.for_ms(1_000);
    run.act(Command::Crash(b(1)));
    run.for_ms(15_000);
    heal(run);
}

fn of_an_era(mut scenario: Scenario) -> Scenario {
    scenario.broker_config.semantics.restart_keeps_isr = true;
    scenario
}

fn with_elr(mut scenario: Scenario, version: u32) -> Scenario {
    scenario.broker_config.eligible_leader_replicas_version = version;
    scenario
}

const KEPT: [Kept; 4] = [
    Kept {
        remedy: Remedy::EligibleLeaderReplicas,
        scenario: || with_elr(replicated(&[1, 2, 3], "2"), 0),
        schedule: last_one_loses_power,
        with_it: || with_elr(replicated(&[1, 2, 3], "2"), 1),
        schedule_with_it: last_one_loses_power,
    },
    Kept {
        remedy: Remedy::NoUncleanElection,
        scenario: || replicated(&[1, 2], "1"),
        schedule: elected_by_hand,
        with_it: || replicated(&[1, 2], "1"),
        schedule_with_it: not_elected,
    },
    Kept {
        remedy: Remedy::ReplicationFactor(3),
        scenario: || replicated(&[1], "1"),
        schedule: only_one_loses_power,
        with_it: || replicated(&[1, 2, 3], "1"),
        schedule_with_it: only_one_loses_power,
    },
    Kept {
        remedy: Remedy::RestartLeavesIsr,
        scenario: || of_an_era(replicated(&[1, 2], "2")),
        schedule: restarts_short,
        with_it: || replicated(&[1, 2], "2"),
        schedule_with_it: restarts_short,
    },
];

#[test]
fn each_remedy_that_no_row_of_the_catalogue_names_keeps_the_record() {
    for Kept {
        remedy,
        scenario,
        schedule,
        with_it,
        schedule_with_it,
    } in KEPT
    {
        let mut weak = run(scenario());
        schedule(&mut weak);
        let timeline = weak.timeline();
        let lost = timeline.broken().iter().map(|one| Loss::of(&timeline, one));
        let named = lost.filter(|loss| loss.kept_by.contains(&remedy)).count();
        assert!(named > 0, "{remedy:?}: {:?}", timeline.broken());
        let mut kept = run(with_it());
        schedule_with_it(&mut kept);
        assert_eq!(kept.broken, [], "{remedy:?}");
        assert_eq!(broken_of(&kept, RecordId(1)), [], "{remedy:?}");
    }
}
