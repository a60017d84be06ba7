//! Settings that change while the cluster runs.

use super::Told;
use crate::config::BrokerConfig;

#[test]
fn a_cluster_with_eligible_replicas_begins_with_a_minimum_isr_of_its_own() {
    let config = BrokerConfig {
        min_insync_replicas: 2,
        ..BrokerConfig::default()
    };
    let mut told = Told::new(0, config);
    told.seen = crate::id::Offset::ZERO;
    assert_eq!(told.records(), ["brokers min.insync.replicas=2"]);
    let mut told = Told::without_elr(0);
    told.seen = crate::id::Offset::ZERO;
    assert!(told.records().is_empty());
}

/// Who is eligible is forgotten whenever the minimum changes, whoever's it is.
#[test]
fn another_minimum_isr_forgets_who_was_eligible() {
    for (topic, value, records) in [
        (
            Some("orders"),
            Some("1"),
            &["orders min.insync.replicas=1", "clear elr of orders"][..],
        ),
        (
            Some("orders"),
            None,
            &["orders min.insync.replicas=default", "clear elr of orders"],
        ),
        (Some("orders"), Some("2"), &[]),
        (
            None,
            Some("3"),
            &["brokers min.insync.replicas=3", "clear elr of all"],
        ),
    ] {
        let mut told = Told::new(2, BrokerConfig::default());
        told.topic(&[&[1, 2]], &[("min.insync.replicas", "2")]);
        told.session_passes(&[1]);
        told.records();
        let partition = |told: &Told| {
            let mut partitions = told.controller.image().partitions.values();
            partitions.next().cloned().expect("there is orders-0")
        };
        let before = partition(&told);
        assert_eq!(before.elr.len(), 1, "b2 is eligible");
        assert_eq!(told.set(topic, "min.insync.replicas", value), "ok");
        assert_eq!(told.records(), records);
        let after = partition(&told);
        let cleared = after.elr.is_empty();
        assert_eq!(cleared, !records.is_empty());
        let epochs = after.partition_epoch.0 - before.partition_epoch.0;
        assert_eq!(
            (epochs, after.leader_epoch),
            (i32::from(cleared), before.leader_epoch)
        );
    }
}

#[test]
fn with_eligible_replicas_off_there_is_nothing_to_forget() {
    let mut told = Told::without_elr(2);
    told.topic(&[&[1, 2]], &[]);
    assert_eq!(told.set(None, "min.insync.replicas", None), "ok");
    assert_eq!(told.records(), ["brokers min.insync.replicas=default"]);
}

#[test]
fn what_cannot_be_set_is_refused() {
    let mut told = Told::new(1, BrokerConfig::default());
    told.topic(&[&[1]], &[]);
    for (topic, key, value, said) in [
        (
            Some("none"),
            "retention.ms",
            Some("soon"),
            "InvalidConfigurationException: Invalid value soon for configuration retention.ms: Not a \
             number of type LONG",
        ),
        (
            Some("none"),
            "retention.ms",
            Some("1"),
            "UnknownTopicOrPartitionException: The topic 'none' does not exist.",
        ),
        (
            Some("orders"),
            "colour",
            Some("red"),
            "InvalidConfigurationException: Unknown topic config name: colour",
        ),
        (Some("orders"), "colour", None, "ok"),
        (
            None,
            "min.insync.replicas",
            None,
            "InvalidConfigurationException: Cluster-level min.insync.replicas cannot be removed while ELR \
             is enabled.",
        ),
        (
            None,
            "min.insync.replicas",
            Some("0"),
            "InvalidConfigurationException: Invalid value 0 for configuration min.insync.replicas: Value \
             must be at least 1",
        ),
        (
            None,
            "retention.ms",
            Some("1"),
            "InvalidConfigurationException: Unknown topic config name: retention.ms",
        ),
    ] {
        assert_eq!(told.set(topic, key, value), said, "{topic:?} {key}");
    }
    assert!(told.records().is_empty());
}

/// A change of the brokers' setting is what topics without their own have from then on.
#[test]
fn a_topics_own_setting_comes_before_the_clusters() {
    let mut told = Told::new(3, BrokerConfig::default());
    told.topic(&[&[1, 2, 3]], &[]);
    told.set(None, "min.insync.replicas", Some("3"));
    told.session_passes(&[1, 2]);
    assert!(
        told.records()
            .contains(&"orders-0 isr [1, 2] elr [3]".to_owned())
    );
    told.set(Some("orders"), "min.insync.replicas", Some("1"));
    told.session_passes(&[1]);
    assert!(told.records().contains(&"orders-0 isr [1]".to_owned()));
}
