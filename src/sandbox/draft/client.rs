//! The fields of producers and consumers, as they make what is described.

use highwater_core::config::{ConsumerConfig, ProducerConfig};
use highwater_core::scenario::{
    ApplicationSpec, AssignedPartition, CommitCall, ConsumerSpec, OnFailure, ProducerSpec,
};

use super::Sheet;
use crate::sandbox::field::{
    AFTER_WORK, ASSIGN, AT_START, BEFORE_WORK, BY_ASSIGNMENT, BY_HAND, BY_SUBSCRIPTION, CALLS,
    CLOSE, COMMIT, COMMIT_ASYNC, COMMIT_FIRST, COMMIT_SYNC, FAILS, IN_LOOP, LOAD_EVERY, LOAD_FROM,
    LOAD_PARTITIONS, LOAD_TOPIC, MADE, NO_COMMIT, ON_FAILURE, ON_REQUEST, PASS_OVER, PROCESS,
    READS, SEEK_BACK, SENDS, STEADILY, SUBSCRIBE, WHEN_SENDING,
};

/// A member of a group that reads a topic from its first record on.
pub(super) fn member(topic: &str) -> ConsumerSpec {
    let mut config = ConsumerConfig {
        group_id: "group-1".into(),
        ..ConsumerConfig::default()
    };
    // What it reads is there before it first commits.
    config.auto_offset_reset = highwater_core::config::AutoOffsetReset::Earliest;
    ConsumerSpec {
        config,
        subscribe: vec![topic.into()],
        ..ConsumerSpec::default()
    }
}

/// A producer.
pub(super) fn producer(id: u64, spec: &ProducerSpec) -> Sheet {
    let mut sheet = Sheet::new(id);
    sheet.put(MADE, one_of(spec.on_demand, WHEN_SENDING, AT_START));
    sheet.put(SENDS, ON_REQUEST);
    sheet.put(LOAD_FROM, "2000");
    sheet.put(LOAD_EVERY, "1000");
    sheet.put(LOAD_PARTITIONS, "0");
    if let Some(load) = &spec.load {
        sheet.put(SENDS, STEADILY);
        sheet.put(LOAD_TOPIC, &*load.topic);
        sheet.put(LOAD_FROM, load.from_ms.to_string());
        sheet.put(LOAD_EVERY, load.every_ms.to_string());
        let numbers = load.partitions.iter().map(|one| one.0.to_string());
        sheet.put(LOAD_PARTITIONS, numbers.collect::<Vec<_>>().join(", "));
    }
    sheet.put_settings(ProducerConfig::SETTINGS, &|key| {
        spec.config.beyond_default(key)
    });
    sheet
}

/// A consumer.
pub(super) fn consumer(id: u64, spec: &ConsumerSpec) -> Sheet {
    let mut sheet = Sheet::new(id);
    let subscribes = !spec.subscribe.is_empty();
    sheet.put(READS, one_of(subscribes, BY_SUBSCRIPTION, BY_ASSIGNMENT));
    // Whoever chose its partitions would subscribe to their topics.
    let mut topics = spec.subscribe.clone();
    if !subscribes {
        topics.extend(spec.assign.iter().map(|one| one.topic.clone()));
        topics.dedup();
    }
    sheet.put(SUBSCRIBE, topics.join(", "));
    let assign: Vec<String> = spec.assign.iter().map(assigned).collect();
    sheet.put(ASSIGN, assign.join(", "));
    application(&mut sheet, &spec.application);
    sheet.put_settings(ConsumerConfig::SETTINGS, &|key| {
        spec.config.beyond_default(key)
    });
    sheet
}

fn application(sheet: &mut Sheet, spec: &ApplicationSpec) {
    sheet.put(CALLS, one_of(spec.by_hand, BY_HAND, IN_LOOP));
    sheet.put(PROCESS, spec.process_ms.to_string());
    sheet.put(FAILS, spec.fail_percent.to_string());
    let on_failure = match spec.on_failure {
        OnFailure::Close => CLOSE,
        OnFailure::SeekBack => SEEK_BACK,
        OnFailure::PassOver => PASS_OVER,
    };
    sheet.put(ON_FAILURE, on_failure);
    let commit = match spec.commit {
        CommitCall::None => NO_COMMIT,
        CommitCall::Sync => COMMIT_SYNC,
        CommitCall::Async => COMMIT_ASYNC,
    };
    sheet.put(COMMIT, commit);
    sheet.put(
        COMMIT_FIRST,
        one_of(spec.commit_first, BEFORE_WORK, AFTER_WORK),
    );
}

fn one_of(is_so: bool, yes: &'static str, no: &'static str) -> &'static str {
    if is_so { yes } else { no }
}

/// A partition and where reading begins, `orders-0@5`.
fn assigned(assigned: &AssignedPartition) -> String {
    let mut text = [&*assigned.topic, "-", &assigned.partition.0.to_string()].concat();
    if let Some(offset) = assigned.from_offset {
        text.push('@');
        text.push_str(&offset.0.to_string());
    }
    text
}
