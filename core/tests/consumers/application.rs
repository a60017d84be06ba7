//! A cluster with one application that reads, and what became of it.

use highwater_core::client::{Consumer, ConsumerError};
use highwater_core::command::{Command, ConsumerCall};
use highwater_core::config::AutoOffsetReset;
use highwater_core::group::assignor::NamedPartition;
use highwater_core::id::{PartitionIndex, TopicPartition};
use highwater_core::scenario::{ApplicationSpec, Scenario};
use highwater_core::trace::{ConsumerEvent, Event};

use crate::common::{C1, PALL, Run, send, three_brokers};

/// A cluster with a consumer, alone in its group, whose application does that.
pub fn with_application(application: ApplicationSpec) -> Scenario {
    let mut scenario = three_brokers(1);
    scenario.producers[2].config.linger_ms = 0;
    let consumer = &mut scenario.consumers[0];
    consumer.assign.clear();
    consumer.subscribe = vec!["orders".into()];
    consumer.config.group_id = "g".into();
    consumer.config.auto_offset_reset = AutoOffsetReset::Earliest;
    consumer.config.enable_auto_commit = Some(false);
    consumer.config.max_poll_records = 3;
    consumer.application = application;
    consumer.application.by_hand = true;
    scenario
}

pub fn consumer(run: &Run) -> &Consumer {
    run.world.consumers().next().expect("there is a consumer")
}

/// Its application begins: by then the records are there.
pub fn begin(run: &mut Run) {
    for call in [
        ConsumerCall::Subscribe(vec!["orders".into()]),
        ConsumerCall::PollOn,
    ] {
        run.act(Command::CallConsumer { consumer: C1, call });
    }
}

/// The partition, whose topic may not have been the first to be made.
pub fn orders(run: &Run) -> TopicPartition {
    let partition = consumer(run)
        .cluster()
        .partition("orders", PartitionIndex(0));
    partition.expect("the consumer has heard of it")
}

/// The first partition of a topic, as the application names it.
pub fn named(topic: &str) -> NamedPartition {
    NamedPartition {
        topic: topic.into(),
        partition: PartitionIndex(0),
    }
}

pub fn send_all(run: &mut Run, values: u32) {
    for value in 0..values {
        run.act(send(PALL, &format!("v{value}")));
    }
    run.for_ms(500);
}

/// The offsets that were processed, one by one.
pub fn processed(run: &Run) -> Vec<i64> {
    let mut offsets = Vec::new();
    for trace in &run.traces {
        if let Event::Consumer(event) = &trace.event
            && let ConsumerEvent::RecordsProcessed {
                first_offset,
                next_offset,
                ..
            } = &**event
        {
            offsets.extend(first_offset.0..next_offset.0);
        }
    }
    offsets
}

pub fn committed(run: &Run) -> Option<i64> {
    let mut last = None;
    for trace in &run.traces {
        if let Event::Consumer(event) = &trace.event
            && let ConsumerEvent::OffsetsCommitted { offsets, .. } = &**event
        {
            last = offsets.last().map(|(_, offset)| offset.0);
        }
    }
    last
}

pub fn errors(run: &Run) -> Vec<ConsumerError> {
    let mut errors = Vec::new();
    for trace in &run.traces {
        if let Event::Consumer(event) = &trace.event
            && let ConsumerEvent::Raised(error) = &**event
        {
            errors.push(error.clone());
        }
    }
    errors
}
