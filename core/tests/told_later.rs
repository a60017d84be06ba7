//! What is told of a loss is what was so when it happened: the same whenever one asks, whatever was changed or
//! forgotten since, and also where the playhead stands before it.

mod common;

use std::sync::Arc;

use common::{Run, b, loss, send, three_brokers};
use highwater_core::command::{AdminCommand, Command};
use highwater_core::config::ProducerConfig;
use highwater_core::explain::{Loss, Promise, Remedy, Way};
use highwater_core::id::{BrokerId, ClientId, NodeId, PartitionIndex};
use highwater_core::scenario::{ProducerSpec, Scenario};
use highwater_core::timeline::{Position, Timeline};
use highwater_core::trace::Event;
use highwater_core::wire::Acks;

/// A producer that is started while the cluster runs.
const ADDED: NodeId = NodeId::Producer(ClientId(1));

/// `orders` on b1 and b2, which elects uncleanly by itself.
fn scenario() -> Scenario {
    let mut scenario = three_brokers(1);
    scenario.producers.clear();
    scenario.consumers.clear();
    scenario.broker_config.replica_lag_time_max_ms = 5_000;
    let topic = &mut scenario.topics[0];
    topic.assignment = vec![vec![BrokerId(1), BrokerId(2)]];
    for (key, value) in [
        ("min.insync.replicas", "1"),
        ("unclean.leader.election.enable", "true"),
    ] {
        topic.config.insert(key.into(), value.into());
    }
    scenario
}

/// A run to which a producer was added.
fn run(acks: Acks) -> Run {
    let mut run = Run::new(scenario());
    run.tolerates = loss;
    run.for_ms(1_000);
    run.act(Command::StartProducer(Arc::new(ProducerSpec {
        config: ProducerConfig {
            acks,
            enable_idempotence: Some(false),
            ..ProducerConfig::default()
        },
        ..ProducerSpec::default()
    })));
    run.for_ms(1_000);
    run
}

fn is_acknowledged(event: &Event) -> bool {
    matches!(event, Event::RecordAcknowledged { .. })
}

/// b2 is out of the ISR, and cannot catch up.
fn b2_is_left_behind(run: &mut Run) {
    run.act(Command::Crash(b(2)));
    run.for_ms(15_000);
    run.act(Command::Cut(b(1), b(2)));
    run.act(Command::Restart(b(2)));
    run.for_ms(2_000);
}

/// What b1 alone has is lost when it dies and b2 is elected.
fn loses_a_record(run: &mut Run) {
    b2_is_left_behind(run);
    run.act(send(ADDED, "m"));
    run.until(is_acknowledged);
    run.act(Command::Crash(b(1)));
    run.until(|event| matches!(event, Event::LeaderElected { leader, .. } if leader.0 == 2));
    run.for_ms(1_000);
}

fn alter(key: &str, value: &str) -> Command {
    Command::Admin(AdminCommand::AlterConfig {
        topic: Some("orders".into()),
        key: key.into(),
        value: Some(value.into()),
    })
}

fn topic_is_altered(run: &mut Run) {
    run.act(alter("unclean.leader.election.enable", "false"));
    run.for_ms(1_000);
    run.act(alter("min.insync.replicas", "2"));
    run.for_ms(1_000);
}

fn partition_is_reassigned(run: &mut Run) {
    run.act(Command::Admin(AdminCommand::Reassign {
        topic: "orders".into(),
        partition: PartitionIndex(0),
        replicas: Some(vec![BrokerId(2)]),
    }));
    run.for_ms(5_000);
}

/// A producer remembers its last outcomes only.
fn much_is_sent(run: &mut Run) {
    for _ in 0..40 {
        run.act(send(ADDED, "later"));
        run.until(is_acknowledged);
    }
}

/// What is told of the first loss at the end of a run, at the loss, and at its opening.
fn told(timeline: &Timeline) -> Vec<Loss> {
    let broken = timeline.broken().first().expect("it is lost");
    let at = |position: Position| {
        let mut timeline = timeline.clone();
        timeline.seek(position);
        // What has become of copies since is told as of the playhead.
        Loss {
            since: Vec::new(),
            copies: Vec::new(),
            ..Loss::of(&timeline, broken)
        }
    };
    let ends = [timeline.position(), timeline.opening()];
    let mut told: Vec<Loss> = ends.into_iter().map(at).collect();
    told.push(at(timeline.position_of(broken)));
    told
}

#[test]
fn a_loss_is_told_from_its_own_moment() {
    for (acks, kept_by) in [
        (Acks::Leader, &[Remedy::UncleanElectionOff][..]),
        (
            Acks::All,
            &[Remedy::UncleanElectionOff, Remedy::MinInsyncReplicas(2)],
        ),
    ] {
        let mut first = None;
        for later in [
            |_: &mut Run| {},
            topic_is_altered,
            partition_is_reassigned,
            much_is_sent,
        ] {
            let mut run = run(acks);
            loses_a_record(&mut run);
            later(&mut run);
            for loss in told(&run.timeline()) {
                let first = first.get_or_insert_with(|| loss.clone());
                assert_eq!(loss, *first, "{acks:?}");
            }
        }
        let loss: Loss = first.expect("it is told");
        assert_eq!(loss.promise, Promise::Acknowledged(acks));
        assert_eq!(loss.kept_by, kept_by, "{acks:?}");
        let value = loss.record.and_then(|record| record.value);
        assert_eq!(value.as_deref(), Some("m"), "{acks:?}");
    }
}

/// Nobody asked for the election, though the topic allows none like it when the record is lost by it: a deposed
/// leader takes it later.
#[test]
fn an_election_is_told_from_its_own_moment_too() {
    let mut run = run(Acks::Leader);
    b2_is_left_behind(&mut run);
    run.act(Command::Isolate(b(1)));
    run.until(|event| matches!(event, Event::LeaderElected { leader, .. } if leader.0 == 2));
    run.act(alter("unclean.leader.election.enable", "false"));
    run.act(send(ADDED, "m"));
    run.until(is_acknowledged);
    run.for_ms(1_000);
    for loss in told(&run.timeline()) {
        assert_eq!(loss.way, Way::DeposedLeader, "{loss:#?}");
        assert_eq!(loss.kept_by, [Remedy::UncleanElectionOff]);
    }
}

/// What no log ever had is known from its producer.
#[test]
fn what_never_arrived_is_told_from_its_own_moment() {
    let mut run = run(Acks::None);
    run.act(send(ADDED, "m"));
    run.until(is_acknowledged);
    run.act(Command::Crash(b(1)));
    run.for_ms(15_000);
    much_is_sent(&mut run);
    for loss in told(&run.timeline()) {
        assert_eq!(loss.way, Way::RequestLost, "{loss:#?}");
        let value = loss.record.as_ref().and_then(|it| it.value.as_deref());
        assert_eq!(value, Some("m"));
    }
}
