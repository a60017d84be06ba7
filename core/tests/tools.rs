//! What Kafka's tools print of a running cluster, and what its brokers' files hold.

mod common;

use common::{ORDERS, PALL, Run, b, send, three_brokers};
use highwater_core::command::Command;
use highwater_core::explain::{
    Names, PartitionFilter, console_consumer, console_consumer_command, describe_partitions,
    describe_topic, describe_topics, disk_files,
};
use highwater_core::id::{BrokerId, TopicId};
use highwater_core::metadata::TopicSpec;
use highwater_core::trace::Event;

fn topic(name: &str, replicas: &[u32], config: &[(&str, &str)]) -> TopicSpec {
    TopicSpec {
        name: name.into(),
        assignment: vec![replicas.iter().copied().map(BrokerId).collect()],
        partitions: None,
        replication_factor: None,
        config: config
            .iter()
            .map(|(key, value)| ((*key).into(), (*value).into()))
            .collect(),
    }
}

/// What is printed of a topic's configuration.
fn configs(run: &Run, name: &str) -> String {
    let text = describe_topic(&run.world, name).expect("the topic is there");
    let (_, configs) = text.split_once("\tConfigs: ").expect("a topic has them");
    configs.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn a_topic_is_described_as_the_metadata_has_it() {
    let mut run = Run::new(three_brokers(1));
    let id = Names::of(&run.world).topic_id(TopicId(1));
    let described = |leader: &str, isr: &str| {
        format!(
            "Topic: orders\tTopicId: {id}\tPartitionCount: 1\tReplicationFactor: 3\
             \tConfigs: min.insync.replicas=2\n\
             \tTopic: orders\tPartition: 0\tLeader: {leader}\tReplicas: 1,2,3\tIsr: {isr}\
             \tElr: \tLastKnownElr: \n"
        )
    };
    let printed = |run: &Run| describe_topic(&run.world, "orders");
    assert_eq!(printed(&run), Some(described("1", "1,2,3")));
    run.act(Command::Crash(b(1)));
    run.until(|event| matches!(event, Event::LeaderElected { .. }));
    assert_eq!(printed(&run), Some(described("2", "2,3")));
    assert_eq!(describe_topic(&run.world, "clicks"), None);
}

#[test]
fn partitions_in_trouble_are_printed_alone() {
    let mut run = Run::new(three_brokers(1));
    let printed = |run: &Run| {
        let filters = [
            PartitionFilter::UnderReplicated,
            PartitionFilter::UnderMinIsr,
        ];
        filters.map(|filter| describe_partitions(&run.world, filter))
    };
    let line = |isr: &str, elr: &str| {
        format!(
            "\tTopic: orders\tPartition: 0\tLeader: 1\tReplicas: 1,2,3\tIsr: {isr}\tElr: {elr}\tLastKnownElr: \n"
        )
    };
    assert_eq!(printed(&run), ["", ""]);
    for (crash, expected) in [
        (b(3), [line("1,2", ""), String::new()]),
        (b(2), [line("1", "2"), line("1", "2")]),
    ] {
        run.act(Command::Crash(crash));
        run.until(|event| matches!(event, Event::IsrChanged { .. }));
        assert_eq!(printed(&run), expected);
    }
    run.act(Command::Crash(b(1)));
    run.until(|event| matches!(event, Event::PartitionWentOffline { .. }));
    let [_, under_min_isr] = printed(&run);
    assert!(
        under_min_isr.contains("\tLeader: none\t"),
        "{under_min_isr}"
    );
}

#[test]
fn settings_are_printed_where_they_are_not_kafkas_defaults() {
    let minimum = ("min.insync.replicas", "2");
    let unclean = ("unclean.leader.election.enable", "true");
    for (elr, broker_minimum, own, expected) in [
        (1, 1, &[][..], "min.insync.replicas=1"),
        (0, 1, &[], ""),
        (0, 3, &[], "min.insync.replicas=3"),
        (1, 3, &[minimum], "min.insync.replicas=2"),
        (
            1,
            1,
            &[unclean, minimum],
            "min.insync.replicas=2,unclean.leader.election.enable=true",
        ),
        (0, 1, &[unclean], "unclean.leader.election.enable=true"),
    ] {
        let mut scenario = three_brokers(1);
        scenario.broker_config.eligible_leader_replicas_version = elr;
        scenario.broker_config.min_insync_replicas = broker_minimum;
        scenario.topics.push(topic("clicks", &[1], own));
        let run = Run::new(scenario);
        assert_eq!(configs(&run, "clicks"), expected, "{own:?}");
    }
}

/// `String.hashCode` puts them into buckets 1, 2 and 3 of four.
#[test]
fn all_topics_come_in_the_order_of_javas_hash_map() {
    let mut scenario = three_brokers(1);
    for name in ["clicks", "metrics"] {
        scenario.topics.push(topic(name, &[1, 2], &[]));
    }
    let run = Run::new(scenario);
    let all = describe_topics(&run.world);
    let topics: Vec<&str> = all
        .lines()
        .filter_map(|line| line.strip_prefix("Topic: ")?.split('\t').next())
        .collect();
    assert_eq!(topics, ["clicks", "orders", "metrics"]);
}

/// What stands in a file of a broker, if it is there.
fn file(run: &Run, broker: u32, path: &str) -> Option<String> {
    let broker = run.world.broker(BrokerId(broker))?;
    let files = disk_files(broker, &Names::of(&run.world));
    let found = files.into_iter().find(|file| file.path == path)?;
    Some(found.content)
}

#[test]
fn a_brokers_files_say_how_far_its_replicas_are_and_how_it_stopped() {
    let mut run = Run::new(three_brokers(1));
    for value in ["a", "b"] {
        run.act(send(PALL, value));
        run.for_ms(1_000);
    }
    // A high watermark is written every five seconds.
    run.for_ms(6_000);
    let high_watermarks = file(&run, 2, "replication-offset-checkpoint");
    assert_eq!(high_watermarks.as_deref(), Some("0\n1\norders 0 2\n"));
    let epochs = file(&run, 2, "orders-0/leader-epoch-checkpoint");
    assert_eq!(epochs.as_deref(), Some("0\n1\n0 0\n"));
    let id = Names::of(&run.world).topic_id(TopicId(1));
    let ties = file(&run, 2, "orders-0/partition.metadata");
    assert_eq!(ties, Some(format!("version: 0\ntopic_id: {id}")));
    assert_eq!(file(&run, 2, ".kafka_cleanshutdown"), None, "it runs");
    run.act(Command::Crash(b(2)));
    assert_eq!(file(&run, 2, ".kafka_cleanshutdown"), None, "it crashed");
}

#[test]
fn a_console_consumer_prints_what_is_committed_with_the_time_at_which_it_was_made() {
    let mut run = Run::new(three_brokers(1));
    let keyed = Command::Produce {
        producer: PALL,
        topic: "orders".into(),
        partition: Some(ORDERS.partition),
        key: Some("ann".into()),
        value: None,
    };
    let first = run.world.now().as_ms();
    run.act(send(PALL, "a"));
    run.until_ms(2_500);
    let second = run.world.now().as_ms();
    run.act(keyed);
    run.until_ms(3_500);
    run.act(Command::Cut(b(1), b(2)));
    run.act(send(PALL, "not committed"));
    run.until_ms(4_000);
    let printed = format!(
        "CreateTime:{first}\tOffset:0\tnull\ta\nCreateTime:{second}\tOffset:1\tann\tnull\n"
    );
    assert_eq!(console_consumer(&run.world, ORDERS), printed);
    assert_eq!(
        console_consumer_command("orders", 0),
        "kafka-console-consumer.sh --bootstrap-server b1:9092 --topic orders --partition 0 --offset earliest \
         --formatter-property print.timestamp=true --formatter-property print.offset=true \
         --formatter-property print.key=true"
    );
}
