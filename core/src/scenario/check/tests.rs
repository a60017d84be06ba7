//! Each thing that can be wrong is found where it stands.

use super::check;
use crate::command::{AdminCommand, Command, ConsumerCall, ElectionType, LoopFault, ProducerCall};
use crate::group::assignor::NamedPartition;
use crate::id::{BrokerId, ClientId, MessageId, NodeId, Offset, PartitionIndex};
use crate::metadata::TopicSpec;
use crate::scenario::{
    ConsumerSpec, PlacedPartition, ProducerSpec, Scenario, ScriptEntry, VERSION,
};

fn b(id: u32) -> NodeId {
    NodeId::Broker(BrokerId(id))
}

fn topic(name: &str, assignment: &[&[u32]]) -> TopicSpec {
    let ids = |ids: &&[u32]| ids.iter().copied().map(BrokerId).collect();
    TopicSpec {
        name: name.into(),
        assignment: assignment.iter().map(ids).collect(),
        partitions: None,
        replication_factor: None,
        config: [].into(),
    }
}

fn placed(name: &str, partitions: u32, replication_factor: u32) -> TopicSpec {
    TopicSpec {
        partitions: Some(partitions),
        replication_factor: Some(replication_factor),
        ..topic(name, &[])
    }
}

/// Three brokers, `orders` with two partitions.
fn scenario() -> Scenario {
    Scenario {
        internal_partitions: Vec::new(),
        version: VERSION,
        seed: 1,
        opens_at_ms: 2_000,
        network: Default::default(),
        brokers: 3,
        racks: Vec::new(),
        broker_config: Default::default(),
        topics: vec![topic("orders", &[&[1, 2], &[2, 3]])],
        producers: Vec::new(),
        consumers: Vec::new(),
        script: Vec::new(),
    }
}

fn paths(change: impl FnOnce(&mut Scenario)) -> Vec<String> {
    let mut scenario = scenario();
    change(&mut scenario);
    let problems = check(&scenario);
    problems.into_iter().map(|problem| problem.path).collect()
}

fn scripted(commands: Vec<Command>) -> Vec<String> {
    paths(|scenario| {
        scenario.script = commands
            .into_iter()
            .map(|command| ScriptEntry {
                at_ms: 3_000,
                command,
            })
            .collect();
    })
}

#[test]
fn what_can_run_has_no_problem() {
    let none: Vec<String> = Vec::new();
    assert_eq!(paths(|_| {}), none);
    let full = paths(|scenario| {
        scenario.brokers = 9;
        scenario.racks = vec!["east".into(), "".into(), "west".into()];
        scenario.topics = vec![placed("clicks", 58, 9), topic("orders", &[&[9], &[1]])];
    });
    assert_eq!(full, none);
}

#[test]
fn a_cluster_stays_within_its_bounds() {
    type Change = fn(&mut Scenario);
    for (change, path) in [
        ((|it| it.brokers = 10) as Change, "brokers"),
        (|it| it.racks = vec!["east".into(); 4], "racks"),
        (|it| it.topics.push(placed("clicks", 59, 1)), "topics"),
        (
            |it| it.broker_config.leader_imbalance_check_interval_seconds = 0,
            "broker_config.\"leader.imbalance.check.interval.seconds\"",
        ),
        (
            |it| it.broker_config.unclean_leader_election_interval_ms = 0,
            "broker_config.\"unclean.leader.election.interval.ms\"",
        ),
        (
            |it| it.broker_config.num_partitions = 61,
            "broker_config.\"num.partitions\"",
        ),
        (
            |it| it.broker_config.offsets_topic_num_partitions = 201,
            "broker_config.\"offsets.topic.num.partitions\"",
        ),
        (
            |it| it.broker_config.default_replication_factor = 10,
            "broker_config.\"default.replication.factor\"",
        ),
        (
            |it| it.broker_config.os_writeback_ms = 0,
            "broker_config.\"os.writeback.ms\"",
        ),
    ] {
        assert_eq!(paths(change), [path]);
    }
}

#[test]
fn a_topic_is_placed_or_assigned_and_kafka_would_make_it() {
    let mut both = placed("clicks", 1, 1);
    both.assignment = vec![vec![BrokerId(1)]];
    let mut config = placed("clicks", 1, 1);
    config.config = [("retention.ms".into(), "soon".into())].into();
    for (topic, paths_wanted) in [
        (placed("clicks", 0, 1), &["topics[1].partitions"][..]),
        (placed("clicks", 1, 4), &["topics[1].replication_factor"]),
        (placed("clicks", 1, 0), &["topics[1].replication_factor"]),
        (placed("orders", 1, 1), &["topics[1].name"]),
        (placed("bad name", 1, 1), &["topics[1].name"]),
        (both, &["topics[1].assignment"]),
        (config, &["topics[1].config.\"retention.ms\""]),
        (
            topic("clicks", &[&[1], &[1, 2]]),
            &["topics[1].assignment[1]"],
        ),
        (topic("clicks", &[&[1, 1]]), &["topics[1].assignment[0]"]),
        (topic("clicks", &[&[4]]), &["topics[1].assignment[0]"]),
    ] {
        assert_eq!(paths(|scenario| scenario.topics.push(topic)), paths_wanted);
    }
    let collide = paths(|scenario| {
        scenario.topics = vec![placed("a.b", 1, 1), placed("a_b", 1, 1)];
    });
    assert_eq!(collide, ["topics[1].name"]);
}

#[test]
fn a_place_is_one_of_the_internal_topics_partitions_on_brokers_that_there_are() {
    for (topic, partition, replicas, wrong) in [
        ("__consumer_offsets", 49, &[3, 1][..], None),
        ("orders", 0, &[1], Some("topic")),
        ("__consumer_offsets", 50, &[1], Some("partition")),
        ("__consumer_offsets", 0, &[4], Some("replicas")),
        ("__consumer_offsets", 0, &[1, 1], Some("replicas")),
        ("__consumer_offsets", 0, &[], Some("replicas")),
    ] {
        let placed = PlacedPartition {
            topic: topic.into(),
            partition: PartitionIndex(partition),
            replicas: replicas.iter().copied().map(BrokerId).collect(),
        };
        let found = paths(|scenario| scenario.internal_partitions.push(placed));
        let wanted = wrong.map(|field| format!("internal_partitions[0].{field}"));
        assert_eq!(
            found,
            Vec::from_iter(wanted),
            "{topic}-{partition} {replicas:?}"
        );
    }
}

#[test]
fn a_script_speaks_of_what_there_is_or_what_it_has_made() {
    let orders = |partition| {
        Command::Admin(AdminCommand::ElectLeader {
            election: ElectionType::Preferred,
            topic: "orders".into(),
            partition: PartitionIndex(partition),
        })
    };
    let more = |topic: &str, count| {
        Command::Admin(AdminCommand::CreatePartitions {
            topic: topic.into(),
            count,
            assignment: Vec::new(),
        })
    };
    let set = |topic: Option<&str>, key: &str, value: &str| {
        Command::Admin(AdminCommand::AlterConfig {
            topic: topic.map(Into::into),
            key: key.into(),
            value: Some(value.into()),
        })
    };
    let reassign = |replicas: Option<&[u32]>| {
        Command::Admin(AdminCommand::Reassign {
            topic: "orders".into(),
            partition: PartitionIndex(0),
            replicas: replicas.map(|ids| ids.iter().copied().map(BrokerId).collect()),
        })
    };
    let delete = |before_offset| {
        Command::Admin(AdminCommand::DeleteRecords {
            topic: "orders".into(),
            partition: PartitionIndex(0),
            before_offset: Offset(before_offset),
        })
    };
    let create = |spec| Command::Admin(AdminCommand::CreateTopic(spec));
    for (commands, wrong) in [
        (
            vec![orders(1), reassign(None), reassign(Some(&[3])), delete(-1)],
            &[][..],
        ),
        (vec![orders(2)], &["script[0].do"]),
        (vec![more("orders", 3), orders(2)], &[]),
        (vec![more("orders", 61)], &["topics", "script[0].do.count"]),
        (vec![more("clicks", 3)], &["script[0].do"]),
        (vec![create(placed("clicks", 2, 1)), more("clicks", 3)], &[]),
        (vec![create(placed("clicks", 59, 1))], &["topics"]),
        (
            vec![create(placed("clicks", 1, 9))],
            &["script[0].do.replication_factor"],
        ),
        (vec![reassign(Some(&[4]))], &["script[0].do.replicas"]),
        (vec![reassign(Some(&[]))], &["script[0].do.replicas"]),
        (vec![delete(-2)], &["script[0].do.before_offset"]),
        (vec![set(Some("orders"), "retention.ms", "1")], &[]),
        (vec![set(None, "min.insync.replicas", "2")], &[]),
        (
            vec![set(None, "retention.ms", "1")],
            &["script[0].do.\"retention.ms\""],
        ),
        (
            vec![set(Some("orders"), "min.insync.replicas", "0")],
            &["script[0].do.\"min.insync.replicas\""],
        ),
        (
            vec![set(Some("clicks"), "retention.ms", "1")],
            &["script[0].do"],
        ),
    ] {
        assert_eq!(scripted(commands), wrong);
    }
}

#[test]
fn a_script_breaks_what_can_break() {
    let p1 = NodeId::Producer(ClientId(1));
    for (command, wrong) in [
        (Command::Pause(b(1)), &[][..]),
        (Command::PowerLoss(b(4)), &["script[0].do"]),
        (Command::Isolate(NodeId::CONTROLLER), &["script[0].do"]),
        (Command::Shutdown(p1), &["script[0].do"]),
        (Command::Cut(b(1), NodeId::CONTROLLER), &[]),
        (Command::Cut(b(1), b(1)), &["script[0].do"]),
        (
            Command::CutOneWay {
                from: b(1),
                to: b(4),
            },
            &["script[0].do"],
        ),
        (
            Command::SlowBroker {
                broker: b(1),
                by_ms: 3_600_001,
            },
            &["script[0].do.by_ms"],
        ),
        (
            Command::SlowLink {
                a: b(1),
                b: b(2),
                by_ms: 0,
            },
            &[],
        ),
        (Command::Lose(MessageId(1)), &["script[0].do"]),
        (Command::HealAll, &[]),
    ] {
        assert_eq!(scripted(vec![command]), wrong);
    }
}

/// What is wrong with a script in which a producer or a consumer that is there makes a call.
fn called(command: Command) -> Vec<String> {
    paths(|scenario| {
        scenario.producers = vec![ProducerSpec::default()];
        scenario.consumers = vec![ConsumerSpec::default()];
        scenario.script = vec![ScriptEntry {
            at_ms: 3_000,
            command,
        }];
    })
}

#[test]
fn an_application_calls_for_what_there_is() {
    let orders = |partition| NamedPartition {
        topic: "orders".into(),
        partition: PartitionIndex(partition),
    };
    let seek = |partition, offset| ConsumerCall::Seek {
        partition: orders(partition),
        offset: Offset(offset),
    };
    let none: Option<&str> = None;
    for (call, wrong) in [
        (ConsumerCall::Subscribe(vec!["orders".into()]), none),
        (ConsumerCall::Subscribe(vec!["clicks".into()]), Some("")),
        (ConsumerCall::Assign(vec![orders(0), orders(2)]), Some("")),
        (seek(1, 7), None),
        (seek(2, 7), Some("")),
        (seek(1, -1), Some(".offset")),
        (
            ConsumerCall::CommitOffset {
                partition: orders(0),
                offset: Offset(-1),
            },
            Some(".offset"),
        ),
        (ConsumerCall::Pause(orders(2)), Some("")),
        (
            ConsumerCall::Poll {
                ms: 3_600_001,
                until_records: None,
            },
            Some(".ms"),
        ),
        (
            ConsumerCall::Position {
                timeout_ms: u64::MAX,
            },
            Some(".timeout_ms"),
        ),
    ] {
        let consumer = NodeId::Consumer(ClientId(1));
        let found = called(Command::CallConsumer { consumer, call });
        let wanted = wrong.map(|field| format!("script[0].do{field}"));
        assert_eq!(found, Vec::from_iter(wanted));
    }
    let found = called(Command::DisturbLoop {
        consumer: NodeId::Consumer(ClientId(1)),
        fault: LoopFault::SlowProcessing { by_ms: 3_600_001 },
    });
    assert_eq!(found, ["script[0].do.by_ms"]);
    let found = called(Command::CallProducer {
        producer: NodeId::Producer(ClientId(1)),
        call: ProducerCall::Close {
            timeout_ms: 3_600_001,
        },
    });
    assert_eq!(found, ["script[0].do.timeout_ms"]);
}
