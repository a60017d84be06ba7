//! New topics and new partitions.

use super::{Told, ids};
use crate::command::AdminCommand;
use crate::config::BrokerConfig;
use crate::metadata::TopicSpec;

fn spec(name: &str) -> TopicSpec {
    TopicSpec {
        name: name.into(),
        assignment: Vec::new(),
        partitions: Some(1),
        replication_factor: Some(1),
        config: [].into(),
    }
}

fn by_hand(assignment: &[&[u32]]) -> TopicSpec {
    TopicSpec {
        assignment: assignment.iter().map(|replicas| ids(replicas)).collect(),
        partitions: None,
        replication_factor: None,
        ..spec("by-hand")
    }
}

#[test]
fn a_topic_is_written_with_its_settings_before_its_partitions() {
    let mut told = Told::new(3, BrokerConfig::default());
    told.session_passes(&[2, 3]);
    told.records();
    let mut topic = by_hand(&[&[1, 2, 3], &[3, 2, 1]]);
    topic.config = [
        ("min.insync.replicas".into(), "2".into()),
        ("retention.ms".into(), "1000".into()),
    ]
    .into();
    assert_eq!(told.said(AdminCommand::CreateTopic(topic)), "ok");
    assert_eq!(
        told.records(),
        [
            "topic by-hand",
            "by-hand min.insync.replicas=2",
            "by-hand retention.ms=1000",
            "clear elr of by-hand",
            "by-hand-0 on [1, 2, 3] isr [2, 3]",
            "by-hand-1 on [3, 2, 1] isr [3, 2]",
        ]
    );
}

#[test]
fn what_is_not_said_is_the_brokers_setting() {
    let config = BrokerConfig {
        num_partitions: 3,
        default_replication_factor: 2,
        ..BrokerConfig::default()
    };
    let mut told = Told::new(3, config);
    let topic = TopicSpec {
        partitions: None,
        replication_factor: None,
        ..spec("placed")
    };
    assert_eq!(told.said(AdminCommand::CreateTopic(topic)), "ok");
    let partitions = &told.controller.image().partitions;
    assert_eq!(partitions.len(), 3);
    assert!(partitions.values().all(|it| it.replicas.len() == 2));
}

#[test]
fn a_topic_is_refused_for_the_first_reason_in_kafkas_order_and_nothing_is_written() {
    let mut told = Told::new(3, BrokerConfig::default());
    told.topic(&[&[1, 2], &[2, 3]], &[]);
    assert_eq!(told.said(AdminCommand::CreateTopic(spec("a.b"))), "ok");
    told.session_passes(&[1, 2]);
    told.records();
    let with = |name, factor, key: &str, value: &str| TopicSpec {
        replication_factor: Some(factor),
        config: [(key.into(), value.into())].into(),
        ..spec(name)
    };
    for (topic, said) in [
        (
            with("bad name", 9, "retention.ms", "soon"),
            "InvalidTopicException: Topic name is invalid: 'bad name' contains one or more characters \
             other than ASCII alphanumerics, '.', '_' and '-'",
        ),
        (
            with("orders", 9, "retention.ms", "soon"),
            "TopicExistsException: Topic 'orders' already exists.",
        ),
        (
            with("a_b", 9, "retention.ms", "soon"),
            "InvalidTopicException: Topic 'a_b' collides with existing topic: a.b",
        ),
        (
            with("new", 9, "retention.ms", "soon"),
            "InvalidConfigurationException: Invalid value soon for configuration retention.ms: Not a \
             number of type LONG",
        ),
        (
            with("new", 9, "colour", "red"),
            "InvalidConfigurationException: Unknown topic config name: colour",
        ),
        (
            with("new", 9, "retention.ms", "1"),
            "InvalidReplicationFactorException: Unable to replicate the partition 9 time(s): The target \
             replication factor of 9 cannot be reached because only 3 broker(s) are registered or some \
             brokers have all their log directories cordoned.",
        ),
        (
            with("new", 0, "retention.ms", "1"),
            "InvalidReplicationFactorException: Replication factor must be larger than 0, or -1 to use \
             the default value.",
        ),
        (
            by_hand(&[&[]]),
            "InvalidReplicaAssignmentException: The manual partition assignment includes an empty \
             replica list.",
        ),
        (
            by_hand(&[&[3, 3, 7]]),
            "InvalidReplicaAssignmentException: The manual partition assignment includes the broker 3 \
             more than once.",
        ),
        (
            by_hand(&[&[1, 7]]),
            "InvalidReplicaAssignmentException: The manual partition assignment includes broker 7, but \
             no such broker is registered.",
        ),
        (
            by_hand(&[&[1], &[1, 2]]),
            "InvalidReplicaAssignmentException: The manual partition assignment includes a partition \
             with 2 replica(s), but this is not consistent with previous partitions, which have 1 \
             replica(s).",
        ),
        (
            by_hand(&[&[1], &[3]]),
            "InvalidReplicaAssignmentException: All brokers specified in the manual partition assignment \
             for partition 1 are fenced or in controlled shutdown.",
        ),
    ] {
        assert_eq!(told.said(AdminCommand::CreateTopic(topic)), said);
    }
    assert!(told.records().is_empty());
}

#[test]
fn partitions_are_added_behind_those_that_are_there() {
    let mut told = Told::new(3, BrokerConfig::default());
    told.topic(&[&[1, 2], &[2, 3]], &[]);
    let mut add = |topic: &str, count, assignment: &[&[u32]]| {
        told.said(AdminCommand::CreatePartitions {
            topic: topic.into(),
            count,
            assignment: assignment.iter().map(|replicas| ids(replicas)).collect(),
        })
    };
    for (topic, count, assignment, said) in [
        (
            "none",
            3,
            &[][..],
            "UnknownTopicOrPartitionException: This server does not host this topic-partition.",
        ),
        (
            "orders",
            1,
            &[],
            "InvalidPartitionsException: The topic orders currently has 2 partition(s); 1 would not be an \
             increase.",
        ),
        (
            "orders",
            2,
            &[],
            "InvalidPartitionsException: Topic already has 2 partition(s).",
        ),
        (
            "orders",
            4,
            &[&[1, 2][..]],
            "InvalidReplicaAssignmentException: Attempted to add 2 additional partition(s), but only 1 \
             assignment(s) were specified.",
        ),
        (
            "orders",
            3,
            &[&[1]],
            "InvalidReplicaAssignmentException: The manual partition assignment includes a partition \
             with 1 replica(s), but this is not consistent with previous partitions, which have 2 \
             replica(s).",
        ),
        ("orders", 3, &[&[3, 1]], "ok"),
    ] {
        assert_eq!(add(topic, count, assignment), said, "{topic} {count}");
    }
    assert_eq!(told.records(), ["orders-2 on [3, 1] isr [3, 1]"]);
    told.session_passes(&[]);
    let placed = AdminCommand::CreatePartitions {
        topic: "orders".into(),
        count: 4,
        assignment: Vec::new(),
    };
    assert_eq!(
        told.said(placed),
        "InvalidReplicationFactorException: All brokers are currently fenced, or have all their log \
         directories cordoned."
    );
}

/// A broker that has stopped in good order is as good as any that is fenced: it may hold replicas, and
/// lead none. One that is still stopping may not even hold them.
#[test]
fn replicas_are_placed_on_whoever_is_not_about_to_go() {
    let mut told = Told::new(3, BrokerConfig::default());
    told.topic(&[&[1, 2]], &[]);
    let three = || {
        AdminCommand::CreateTopic(TopicSpec {
            replication_factor: Some(3),
            ..spec("three")
        })
    };
    told.ask_to_stop(1);
    assert!(told.said(three()).contains("only 2 broker(s)"));
    told.heartbeat(2);
    told.heartbeat(3);
    assert!(told.ask_to_stop(1).should_shut_down);
    assert_eq!(told.said(three()), "ok");
    let three = told.controller.image().partition_named("three-0");
    let three = &told.controller.image().partitions[&three.expect("it was made")];
    assert_eq!(three.replicas.last(), ids(&[1]).last(), "b1 comes last");
    assert!(!three.isr.contains(&ids(&[1])[0]));
}
