//! What the applications of consumers call, and what that brings back.

use std::collections::BTreeMap;

use highwater_core::client::{Consumer, Step};
use highwater_core::command::{AdminCommand, Command, ConsumerCall, OffsetTarget};
use highwater_core::config::GROUP_METADATA_TOPIC;
use highwater_core::explain::{Names, reset_offsets_output};
use highwater_core::group::assignor::NamedPartition;
use highwater_core::group::classic::GroupId;
use highwater_core::group::coordinator_partition;
use highwater_core::id::{NodeId, Offset};
use highwater_core::time::Span;
use serde_json::{Value, json};

use super::super::action::{Coordinator, OffsetReset};
use super::super::consumer_event::raised;
use super::{Performer, administration};
use crate::case::Failure;

/// How long the recorder waits for a position.
const POSITION_TIMEOUT_MS: u64 = 10_000;

/// How long the recorder waits for a commit.
const COMMIT_TIMEOUT_MS: u64 = 20_000;

/// How long a consumer's process takes until it makes its first call: it has to load.
const START_UP: Span = Span::from_ms(1_000);

impl Performer<'_> {
    /// Asks for the group's coordinator, if the internal topic is not there, so that it is made, and waits
    /// until the coordinator has read the group's partition.
    pub(super) fn coordinator_ready(&mut self, of: &Coordinator) -> Result<Value, Failure> {
        let Coordinator::Group(group) = of else {
            return Err(Failure::unfit(
                "the coordinator of transactions waits for transactions",
            ));
        };
        let config = &self.replay.world.scenario().broker_config;
        let partitions = config.offsets_topic_num_partitions;
        let partition = coordinator_partition(group, partitions)
            .ok_or_else(|| Failure::unfit("there is no partition for the group"))?;
        let topics = &self.replay.world.metadata().topics;
        let is_made = topics
            .values()
            .any(|topic| &*topic.name == GROUP_METADATA_TOPIC);
        let id = GroupId(group.as_str().into());
        if !is_made {
            // Whoever is asked for a coordinator first has the topic made.
            self.administer(AdminCommand::DescribeGroup(id.clone()))?;
        }
        self.wait("coordinator_ready", |replay| {
            let mut processes = replay.world.brokers().filter_map(|broker| broker.process());
            processes.any(|process| process.shard_of(&id).is_some_and(|it| !it.is_loading()))
        })?;
        Ok(json!({"partition": format!("{GROUP_METADATA_TOPIC}-{partition}")}))
    }

    fn consumer(&self, name: &str) -> Result<NodeId, Failure> {
        let consumer = self.cluster.consumers.get(name).copied();
        consumer.ok_or_else(|| Failure::unfit(format!("there is no consumer {name}")))
    }

    fn client(&self, node: NodeId) -> Result<&Consumer, Failure> {
        let found = self.replay.world.consumer(node);
        found.ok_or_else(|| Failure::unfit(format!("there is no {node}")))
    }

    /// What a consumer says of its configuration when it is made.
    pub(super) fn new_consumer(&mut self, name: &str) -> Value {
        self.replay.pass(START_UP);
        let refused = self.cluster.refused_consumers.get(name);
        refused.cloned().unwrap_or_default()
    }

    /// A call that returns at once or is waited for; what it threw, if it did.
    pub(super) fn call(&mut self, name: &str, call: ConsumerCall) -> Result<Value, Failure> {
        let consumer = self.consumer(name)?;
        let is_close = call == ConsumerCall::Close;
        let is_on = call == ConsumerCall::PollOn;
        let before = self.replay.consumer_events.errors(consumer);
        // What the call itself throws is its result, whatever the application's loop does.
        self.replay.consumer_events.in_call = Some(consumer);
        let done = self.command(&Command::CallConsumer { consumer, call });
        self.replay.consumer_events.in_call = None;
        done?;
        if is_on {
            return Ok(Value::Null);
        }
        let has_returned = |step: Step| match step {
            Step::Closed => true,
            Step::Idle => !is_close,
            // It polls on.
            Step::Polling => !is_close,
            _ => false,
        };
        let in_poll = self.client(consumer)?.is_polling_by_hand();
        self.wait("the consumer's call", |replay| {
            replay.world.consumer(consumer).is_some_and(|it| {
                has_returned(it.application().step()) && !(in_poll && it.is_polling_by_hand())
            })
        })?;
        if self.replay.consumer_events.errors(consumer) > before {
            let names = Names::of(&self.replay.world);
            let error = self.replay.consumer_events.last_error(consumer);
            return Ok(error.map_or(Value::Null, |error| raised(error, &names)));
        }
        Ok(Value::Null)
    }

    /// `poll` again and again; the records that came.
    pub(super) fn poll(
        &mut self,
        name: &str,
        ms: u64,
        until_records: Option<u64>,
    ) -> Result<Value, Failure> {
        let result = self.call(name, ConsumerCall::Poll { ms, until_records })?;
        if result.get("error").is_some() {
            return Ok(result);
        }
        let consumer = self.client(self.consumer(name)?)?;
        let metadata = self.replay.world.metadata();
        let mut records = Vec::new();
        for handed in consumer.application().in_hand() {
            let partition = metadata.name_of(handed.partition);
            for (place, record) in handed.records.iter().enumerate() {
                let offset = handed.first_offset.plus(place);
                let text = super::super::state::seen_record(record);
                records.push(format!("{partition}@{offset} {text}"));
            }
        }
        Ok(json!({"records": records}))
    }

    /// `commitSync` of the positions.
    pub(super) fn commit(&mut self, name: &str) -> Result<Value, Failure> {
        let timeout_ms = COMMIT_TIMEOUT_MS;
        self.call(name, ConsumerCall::CommitWithin { timeout_ms })
    }

    /// `position` of all that a consumer has.
    pub(super) fn position(&mut self, name: &str) -> Result<Value, Failure> {
        let timeout_ms = POSITION_TIMEOUT_MS;
        let result = self.call(name, ConsumerCall::Position { timeout_ms })?;
        if result.get("error").is_some() {
            return Ok(result);
        }
        let consumer = self.client(self.consumer(name)?)?;
        let positions: Vec<_> = consumer.positions().collect();
        Ok(self.by_partition(&positions))
    }

    /// `endOffsets` of all that a consumer has.
    pub(super) fn end_offsets(&mut self, name: &str) -> Result<Value, Failure> {
        let result = self.call(name, ConsumerCall::EndOffsets)?;
        if result.get("error").is_some() {
            return Ok(result);
        }
        let consumer = self.client(self.consumer(name)?)?;
        let ends = consumer.application().ends().to_vec();
        Ok(self.by_partition(&ends))
    }

    fn by_partition(&self, offsets: &[(highwater_core::id::TopicPartition, Offset)]) -> Value {
        let metadata = self.replay.world.metadata();
        let offsets = offsets.iter();
        let named: BTreeMap<String, i64> = offsets
            .map(|(partition, offset)| (metadata.name_of(*partition), offset.0))
            .collect();
        json!(named)
    }

    /// Kills a consumer's process.
    pub(super) fn kill_consumer(&mut self, name: &str) -> Result<Value, Failure> {
        let consumer = self.consumer(name)?;
        self.command(&Command::Crash(consumer))
    }

    /// `kafka-consumer-groups --reset-offsets`; the result is its output.
    pub(super) fn reset_offsets(
        &mut self,
        group: &str,
        topic: &str,
        to: &OffsetReset,
    ) -> Result<Value, Failure> {
        let target = match to {
            OffsetReset::Named(end) => match end.as_str() {
                "earliest" => OffsetTarget::Earliest,
                "latest" => OffsetTarget::Latest,
                other => return Err(Failure::unfit(format!("unknown end `{other}`"))),
            },
            OffsetReset::At { offset } => OffsetTarget::Offset(Offset(*offset)),
        };
        let command = AdminCommand::ResetOffsets {
            group: GroupId(group.into()),
            topic: topic.into(),
            to: target,
        };
        self.administer(command)?;
        // The tool is a program that has to load.
        self.replay.pass(super::super::replay::TOOL_RUN);
        let output = reset_offsets_output(&self.replay.world, group, topic);
        Ok(json!({"output": output}))
    }
}

/// A partition that is written `orders-0`.
pub(super) fn partition_named(name: &str) -> Result<NamedPartition, Failure> {
    let (topic, partition) = administration::named(name)?;
    Ok(NamedPartition { topic, partition })
}
