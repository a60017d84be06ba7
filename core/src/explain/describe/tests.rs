//! `kafka-topics --describe` held against what the real tool printed.

use super::*;
use crate::id::{BrokerId, LeaderEpoch};

fn ids(ids: &[u32]) -> Vec<BrokerId> {
    ids.iter().copied().map(BrokerId).collect()
}

fn line(partition: &PartitionRegistration) -> String {
    let mut text = String::new();
    describe_partition(&mut text, partition);
    text
}

#[test]
fn empty_lists_print_nothing_and_no_leader_prints_none() {
    let partition = PartitionRegistration {
        replicas: ids(&[1, 2]),
        leader: None,
        elr: ids(&[1]),
        last_known_elr: ids(&[1]),
        leader_epoch: LeaderEpoch(1),
        ..PartitionRegistration::default()
    };
    assert_eq!(
        line(&partition),
        "\tLeader: none\tReplicas: 1,2\tIsr: \tElr: 1\tLastKnownElr: 1"
    );
}

#[test]
fn a_reassignment_is_printed_while_it_runs_and_does_not_count_as_replication() {
    let mut partition = PartitionRegistration {
        replicas: ids(&[3, 4, 1, 2]),
        isr: ids(&[1, 2]),
        leader: Some(BrokerId(1)),
        adding: ids(&[3, 4]),
        removing: ids(&[1, 2]),
        ..PartitionRegistration::default()
    };
    assert_eq!(
        line(&partition),
        "\tLeader: 1\tReplicas: 3,4,1,2\tIsr: 1,2\tAdding Replicas: 3,4\tRemoving Replicas: 1,2\
         \tElr: \tLastKnownElr: "
    );
    assert_eq!(replication_factor(&partition), 2);
    partition.replicas = ids(&[1, 2, 3]);
    partition.adding = ids(&[3]);
    partition.removing = Vec::new();
    assert!(line(&partition).contains("\tAdding Replicas: 3\tRemoving Replicas: \tElr: "));
}

/// Real clusters print the settings of their internal topic in this order.
#[test]
fn settings_come_in_the_order_of_javas_hash_map() {
    let printed = [
        "compression.type",
        "min.insync.replicas",
        "cleanup.policy",
        "segment.bytes",
        "unclean.leader.election.enable",
    ];
    let mut keys = printed;
    keys.sort_unstable();
    assert_ne!(keys, printed, "the order of the alphabet is another");
    keys.sort_by_key(|key| bucket(key, TOPIC_CONFIG_BUCKETS));
    assert_eq!(keys, printed);
}
