//! Does what a step says, and brings back what a recording would have noted.

mod administration;
mod consumers;
mod processes;
mod producers;

use std::collections::BTreeMap;

use highwater_core::command::{Command, ConsumerCall};
use highwater_core::id::{BrokerId, NodeId, Offset};
use highwater_core::time::Span;
use serde_json::Value;

use super::action::{Action, Condition};
use super::cluster::Cluster;
use super::replay::{Never, PATIENCE, Replay};
use crate::case::{Difference, Failure};
use crate::deviation::Ledger;

/// Whoever does what a step says.
pub struct Performer<'a> {
    /// The cluster.
    pub cluster: &'a Cluster,
    /// The run.
    pub replay: &'a mut Replay,
    /// The replicas of the partitions that the step creates, as recorded.
    pub placed: &'a BTreeMap<String, Vec<Vec<u32>>>,
    /// The deviations that were needed.
    pub ledger: &'a mut Ledger,
}

impl Performer<'_> {
    /// Does it, and says what it brought back: null where nothing would be noted.
    ///
    /// # Errors
    /// When the engine does not do it, or it does not end.
    pub fn perform(&mut self, action: &Action) -> Result<Value, Failure> {
        match action {
            Action::CreateTopic(topic) => self.administer(administration::create_topic(topic)),
            Action::CreatePartitions(partitions) => {
                self.administer(administration::create_partitions(partitions))
            }
            Action::Reassign(reassignment) => {
                self.administer(administration::reassign(reassignment)?)
            }
            Action::ElectLeader(election) => {
                self.administer(administration::elect_leader(election)?)
            }
            Action::Produce {
                producer,
                topic,
                records,
                ..
            } => self.produce(producer, topic, records),
            Action::Producer { name, .. } => self.make_producer(name),
            Action::NewProducer(settings) => self.new_producer(settings),
            Action::Send {
                producer,
                topic,
                record,
                wait,
            } => {
                let record = self.send(producer, topic, record)?;
                Ok(if *wait {
                    self.answer(record)
                } else {
                    Value::Null
                })
            }
            Action::AwaitSend(producer) => self.await_send(producer),
            Action::CoordinatorReady(of) => self.coordinator_ready(of),
            Action::Consumer { name, .. } => Ok(self.new_consumer(name)),
            Action::Subscribe { consumer, topics } => {
                let topics = topics.iter().map(|topic| topic.as_str().into()).collect();
                self.call(consumer, ConsumerCall::Subscribe(topics))
            }
            Action::Assign {
                consumer,
                partitions,
            } => {
                let named = partitions
                    .iter()
                    .map(|name| consumers::partition_named(name));
                let named = named.collect::<Result<_, _>>()?;
                self.call(consumer, ConsumerCall::Assign(named))
            }
            Action::Seek {
                consumer,
                partition,
                offset,
            } => {
                let partition = consumers::partition_named(partition)?;
                let offset = Offset(*offset);
                self.call(consumer, ConsumerCall::Seek { partition, offset })
            }
            Action::SeekToBeginning(consumer) => self.call(consumer, ConsumerCall::SeekToBeginning),
            Action::Commit(consumer) => self.commit(consumer),
            Action::Position(consumer) => self.position(consumer),
            Action::EndOffsets(consumer) => self.end_offsets(consumer),
            Action::Close(consumer) => self.call(consumer, ConsumerCall::Close),
            Action::Poll {
                consumer,
                ms,
                until_records,
            } => self.poll(consumer, ms.get().into(), *until_records),
            Action::PollOn(consumer) => self.call(consumer, ConsumerCall::PollOn),
            Action::KillConsumer(consumer) => self.kill_consumer(consumer),
            Action::ResetOffsets { group, topic, to } => self.reset_offsets(group, topic, to),
            Action::Crash(ids) => self.crash(ids),
            Action::KillBroker(id) => self.kill_and_wait(BrokerId(*id)),
            Action::Restart(id) => self.restart(BrokerId(*id)),
            Action::StartBroker(id) => self.start(BrokerId(*id)),
            Action::Pause(id) => self.command(&Command::Pause(broker(*id))),
            Action::Resume(id) => self.command(&Command::Resume(broker(*id))),
            Action::ControlledShutdown(id) => self.shut_down(BrokerId(*id)),
            Action::WaitMs(ms) => {
                self.replay.pass(Span::from_ms(ms.get().into()));
                Ok(Value::Null)
            }
            Action::WaitUntil(condition) => self.wait_until(condition),
        }
    }

    /// What nothing is noted of.
    fn command(&mut self, command: &Command) -> Result<Value, Failure> {
        let done = self.replay.command(command);
        done.map_err(|refusal| refused(command, &refusal))?;
        Ok(Value::Null)
    }

    fn wait(&mut self, action: &str, is_so: impl Fn(&Replay) -> bool) -> Result<(), Failure> {
        self.replay.wait(is_so).map_err(|Never| {
            let difference = Difference {
                place: format!("do: {action}"),
                expected: "it ends".to_owned(),
                actual: format!("not within {PATIENCE} ms"),
            };
            difference.into()
        })
    }

    fn wait_until(&mut self, condition: &Condition) -> Result<Value, Failure> {
        let partition = |replay: &Replay, name: &str| {
            let metadata = replay.world.metadata();
            let partition = metadata.partition_named(name)?;
            metadata.partitions.get(&partition).cloned()
        };
        self.wait("wait_until", |replay| match condition {
            Condition::Leader {
                partition: name,
                broker,
            } => partition(replay, name).is_some_and(|it| it.leader == Some(BrokerId(*broker))),
            Condition::Registrations { broker, count } => {
                replay.registrations(BrokerId(*broker)) >= *count
            }
            Condition::Unfenced(broker) => replay.is_unfenced(BrokerId(*broker)),
            Condition::IsrSize {
                partition: name,
                size,
            } => partition(replay, name).is_some_and(|it| it.isr.len() == *size),
        })?;
        Ok(Value::Null)
    }
}

fn broker(id: u32) -> NodeId {
    NodeId::Broker(BrokerId(id))
}

fn refused(command: &Command, refusal: &impl core::fmt::Display) -> Failure {
    let difference = Difference {
        place: "do".to_owned(),
        expected: format!("{command:?}"),
        actual: format!("the engine refuses it: {refusal}"),
    };
    difference.into()
}
