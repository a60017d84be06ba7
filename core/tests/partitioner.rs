//! To which partitions a producer's records go when nobody has chosen one.

mod common;

use common::{PALL, Run, b, three_brokers};
use highwater_core::client::partition_for_key;
use highwater_core::command::Command;
use highwater_core::id::{BrokerId, PartitionIndex};
use highwater_core::scenario::Scenario;
use highwater_core::trace::Event;

/// Three brokers, each the only replica of one partition of `orders`.
fn three_partitions(batch_size: u32) -> Scenario {
    let mut scenario = three_brokers(1);
    scenario.broker_config.eligible_leader_replicas_version = 0;
    scenario.topics[0].assignment = (1..=3).map(|broker| vec![BrokerId(broker)]).collect();
    scenario.topics[0].config = [("min.insync.replicas".into(), "1".into())].into();
    scenario.producers[2].config.batch_size = batch_size;
    scenario
}

fn hand_over(run: &mut Run, key: Option<&str>) {
    run.act(Command::Produce {
        producer: PALL,
        topic: "orders".into(),
        partition: None,
        key: key.map(Into::into),
        value: Some("v".into()),
    });
}

/// The partitions that records went to, in the order in which they were handed over.
fn partitions(run: &Run) -> Vec<u32> {
    let mut partitions = Vec::new();
    for trace in &run.traces {
        if let Event::RecordAccepted { partition, .. } = trace.event {
            partitions.push(partition.partition.0);
        }
    }
    partitions
}

/// How often one record went elsewhere than the one before it.
fn switches(partitions: &[u32]) -> usize {
    partitions
        .windows(2)
        .filter(|pair| pair[0] != pair[1])
        .count()
}

#[test]
fn records_with_the_same_key_go_to_the_partition_of_the_key_also_without_a_leader() {
    let mut run = Run::new(three_partitions(16_384));
    run.act(Command::Crash(b(2)));
    run.until(|event| matches!(event, Event::PartitionWentOffline { .. }));
    run.for_ms(2_000);
    let mut expected = Vec::new();
    for number in 0..12 {
        let key = format!("key-{number}");
        for _ in 0..2 {
            hand_over(&mut run, Some(&key));
            let partition = partition_for_key(key.as_bytes(), 3);
            expected.push(partition.map_or(u32::MAX, |partition| partition.0));
        }
    }
    assert_eq!(partitions(&run), expected);
    assert!(expected.contains(&1), "some went to the one on b2");
}

#[test]
fn records_without_a_key_stay_with_a_partition_for_a_batchs_worth_of_bytes() {
    for (batch_size, least, most) in [(16_384, 0, 0), (400, 2, 10), (0, 20, 60)] {
        let mut run = Run::new(three_partitions(batch_size));
        run.for_ms(1_000);
        for _ in 0..60 {
            hand_over(&mut run, None);
            run.for_ms(50);
        }
        let found = switches(&partitions(&run));
        assert!(
            (least..=most).contains(&found),
            "batch.size={batch_size}: {found} times elsewhere"
        );
    }
}

#[test]
fn records_without_a_key_avoid_partitions_without_a_leader() {
    let mut run = Run::new(three_partitions(0));
    run.for_ms(1_000);
    run.act(Command::Crash(b(2)));
    let has_heard = |run: &Run| {
        run.traces.iter().any(|trace| match &trace.event {
            Event::LeaderLearned {
                partition, leader, ..
            } => partition.partition == PartitionIndex(1) && leader.is_none(),
            _ => false,
        })
    };
    // What goes to the partition that has lost its leader makes the producer ask.
    while !has_heard(&run) {
        hand_over(&mut run, None);
        run.for_ms(100);
    }
    // One record may have its place from before.
    hand_over(&mut run, None);
    let before = partitions(&run).len();
    for _ in 0..40 {
        hand_over(&mut run, None);
        run.for_ms(20);
    }
    let after = &partitions(&run)[before..];
    assert!(!after.contains(&1), "{after:?}");
    assert!(after.contains(&0) && after.contains(&2), "{after:?}");
}

#[test]
fn a_key_that_is_to_be_ignored_has_no_say() {
    let mut scenario = three_partitions(16_384);
    scenario.producers[2].config.partitioner_ignore_keys = true;
    let mut run = Run::new(scenario);
    run.for_ms(1_000);
    for number in 0..12 {
        hand_over(&mut run, Some(&format!("key-{number}")));
    }
    assert_eq!(switches(&partitions(&run)), 0);
}
