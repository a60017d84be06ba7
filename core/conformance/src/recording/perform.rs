//! Does what a step says, and brings back what a recording would have noted.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_core::command::{AdminCommand, Command, ElectionType};
use highwater_core::explain::Names;
use highwater_core::id::{BrokerId, NodeId, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::time::Span;
use serde_json::{Value, json};

use super::action::{Action, Condition, Election};
use super::answers::spelled;
use super::cluster::Cluster;
use super::placement;
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
            Action::CreateTopic { .. }
            | Action::CreatePartitions { .. }
            | Action::Reassign { .. }
            | Action::ElectLeader { .. } => self.administer(action),
            Action::Produce {
                producer,
                topic,
                records,
                ..
            } => self.produce(producer, topic, records),
            Action::Producer { .. } => Ok(Value::Null),
            Action::Send {
                producer,
                topic,
                record,
                wait,
            } => {
                let (producer, number) = self.send(producer, topic, record)?;
                if *wait {
                    Ok(self.answer(producer, number))
                } else {
                    Ok(Value::Null)
                }
            }
            Action::AwaitSend(producer) => {
                let producer = self.producer(producer)?;
                match self.replay.sent(producer).checked_sub(1) {
                    Some(last) => Ok(self.answer(producer, last)),
                    None => Err(Failure::unfit("await_send: nothing was sent")),
                }
            }
            Action::WaitMs(ms) => {
                self.replay.pass(Span::from_ms(*ms));
                Ok(Value::Null)
            }
            Action::WaitUntil(condition) => self.wait_until(condition),
            _ => self.operate(action),
        }
    }

    /// What is done to processes.
    fn operate(&mut self, action: &Action) -> Result<Value, Failure> {
        let mut command = |command: &Command| {
            let done = self.replay.command(command);
            done.map_err(|refusal| refused(command, &refusal))
        };
        match action {
            Action::Crash(ids) => {
                for id in ids {
                    self.kill(*id)?;
                }
                let ids: Vec<BrokerId> = ids.iter().copied().map(BrokerId).collect();
                self.wait("crash", |replay| ids.iter().all(|id| replay.is_fenced(*id)))?;
            }
            Action::KillBroker(id) => self.kill(*id)?,
            Action::Restart(id) => {
                let id = BrokerId(*id);
                self.replay.start(id);
                self.wait("restart", |replay| replay.is_unfenced(id))?;
            }
            Action::StartBroker(id) => self.replay.start(BrokerId(*id)),
            Action::Pause(id) => command(&Command::Pause(broker(*id)))?,
            Action::Resume(id) => command(&Command::Resume(broker(*id)))?,
            Action::ControlledShutdown(id) => {
                command(&Command::Shutdown(broker(*id)))?;
                let id = BrokerId(*id);
                self.wait("controlled_shutdown", |replay| !replay.is_alive(id))?;
            }
            _ => {}
        }
        Ok(Value::Null)
    }

    fn kill(&mut self, id: u32) -> Result<(), Failure> {
        let killed = self.replay.kill(BrokerId(id));
        killed.map_err(|refusal| refused(&Command::Crash(broker(id)), &refusal))
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

/// What the admin client asks for.
impl Performer<'_> {
    fn administer(&mut self, action: &Action) -> Result<Value, Failure> {
        let command = admin_command(action)?;
        let command = match self.recorded_placement(&command) {
            Some(placed) => {
                placement::check(self.replay, &command, &placed, self.ledger)?;
                placed
            }
            None => command,
        };
        let before = self.replay.answers.admin_answers();
        self.do_now(&Command::Admin(command))?;
        self.wait("the admin client's request", |replay| {
            replay.answers.admin_answers() > before
        })?;
        let answer = match self.replay.answers.last_admin_answer() {
            Some(Err(error)) => spelled(error, &Names::of(&self.replay.world)),
            _ => json!({"ok": true}),
        };
        Ok(answer)
    }

    /// A command without the controller's choice: where the recording says that replicas were placed,
    /// they are placed there.
    fn recorded_placement(&self, command: &AdminCommand) -> Option<AdminCommand> {
        let placed = |topic: &str| {
            let replicas = self.placed.get(topic)?.iter();
            let replicas = replicas.map(|ids| ids.iter().copied().map(BrokerId).collect());
            Some(replicas.collect::<Vec<Vec<BrokerId>>>())
        };
        match command {
            AdminCommand::CreateTopic(spec) if spec.assignment.is_empty() => {
                let assignment = placed(&spec.name)?;
                Some(AdminCommand::CreateTopic(TopicSpec {
                    assignment,
                    partitions: None,
                    replication_factor: None,
                    ..spec.clone()
                }))
            }
            AdminCommand::CreatePartitions {
                topic,
                count,
                assignment,
            } if assignment.is_empty() => Some(AdminCommand::CreatePartitions {
                topic: Arc::clone(topic),
                count: *count,
                assignment: placed(topic)?,
            }),
            _ => None,
        }
    }

    fn do_now(&mut self, command: &Command) -> Result<(), Failure> {
        let done = self.replay.command(command);
        done.map_err(|refusal| refused(command, &refusal))
    }
}

/// What producers do.
impl Performer<'_> {
    fn produce(
        &mut self,
        producer: &str,
        topic: &str,
        records: &[String],
    ) -> Result<Value, Failure> {
        let mut answers = Vec::new();
        for record in records {
            let (producer, number) = self.send(producer, topic, record)?;
            let mut answer = self.answer(producer, number);
            answer["record"] = json!(record);
            if answer.get("error").is_none() {
                answer["partition"] = json!(parts(record)?.0.0);
            }
            answers.push(answer);
        }
        Ok(Value::Array(answers))
    }

    fn producer(&self, name: &str) -> Result<NodeId, Failure> {
        let producer = self.cluster.producers.get(name).copied();
        producer.ok_or_else(|| Failure::unfit(format!("there is no producer {name}")))
    }

    /// Sends a record, and says which of its producer's it is.
    fn send(
        &mut self,
        producer: &str,
        topic: &str,
        record: &str,
    ) -> Result<(NodeId, usize), Failure> {
        let producer = self.producer(producer)?;
        let (partition, key, value) = parts(record)?;
        let text = |text: &str| (text != "null").then(|| Arc::from(text));
        self.do_now(&Command::Produce {
            producer,
            topic: topic.into(),
            partition,
            key: text(key),
            value: text(value),
        })?;
        Ok((producer, self.replay.count_send(producer)))
    }

    /// What the application is told of a record. The recorder waits no longer than this for it.
    fn answer(&mut self, producer: NodeId, number: usize) -> Value {
        let came = self
            .replay
            .wait(|replay| replay.answers.outcome(producer, number).is_some());
        let outcome = self.replay.answers.outcome(producer, number);
        match (came, outcome) {
            (Ok(()), Some(Ok(offset))) => {
                json!({"offset": offset.map_or(-1, |offset| offset.0)})
            }
            (Ok(()), Some(Err(error))) => spelled(error, &Names::of(&self.replay.world)),
            _ => json!({"error": "TimeoutException", "message": "null"}),
        }
    }
}

/// The partition, the key and the value of `0|k|a`.
fn parts(record: &str) -> Result<(PartitionIndex, &str, &str), Failure> {
    let parts: Vec<&str> = record.splitn(3, '|').collect();
    let [partition, key, value] = parts[..] else {
        return Err(Failure::unfit(format!("`{record}` is no record")));
    };
    if partition == "*" {
        let reason = "a record without a partition waits for the producer's partitioner";
        return Err(Failure::unfit(reason));
    }
    let index = partition.parse().map(PartitionIndex);
    let index = index.map_err(|_| Failure::unfit(format!("`{record}` names no partition")))?;
    Ok((index, key, value))
}

fn admin_command(action: &Action) -> Result<AdminCommand, Failure> {
    let ids = |ids: &Vec<u32>| ids.iter().copied().map(BrokerId).collect::<Vec<_>>();
    let lists = |lists: &Option<Vec<Vec<u32>>>| {
        let lists = lists.iter().flatten();
        lists.map(ids).collect::<Vec<_>>()
    };
    let command = match action {
        Action::CreateTopic {
            name,
            replica_assignment,
            partitions,
            replication_factor,
            config,
        } => {
            let config = config.iter();
            AdminCommand::CreateTopic(TopicSpec {
                name: name.as_str().into(),
                assignment: lists(replica_assignment),
                partitions: *partitions,
                replication_factor: *replication_factor,
                config: config
                    .map(|(key, value)| (key.as_str().into(), value.as_str().into()))
                    .collect(),
            })
        }
        Action::CreatePartitions {
            topic,
            count,
            new_assignments,
        } => AdminCommand::CreatePartitions {
            topic: topic.as_str().into(),
            count: *count,
            assignment: lists(new_assignments),
        },
        Action::Reassign {
            partition,
            replicas,
        } => {
            let (topic, partition) = named(partition)?;
            AdminCommand::Reassign {
                topic,
                partition,
                replicas: replicas.as_ref().map(ids),
            }
        }
        Action::ElectLeader { r#type, partition } => {
            let (topic, partition) = named(partition)?;
            AdminCommand::ElectLeader {
                election: match r#type {
                    Election::Preferred => ElectionType::Preferred,
                    Election::Unclean => ElectionType::Unclean,
                },
                topic,
                partition,
            }
        }
        _ => {
            return Err(Failure::unfit(
                "this is nothing that the admin client asks for",
            ));
        }
    };
    Ok(command)
}

/// A partition that is written `orders-0`.
fn named(partition: &str) -> Result<(Arc<str>, PartitionIndex), Failure> {
    let parts = partition.rsplit_once('-');
    let named = parts.and_then(|(topic, index)| Some((topic, index.parse().ok()?)));
    match named {
        Some((topic, index)) => Ok((topic.into(), PartitionIndex(index))),
        None => Err(Failure::unfit(format!("`{partition}` names no partition"))),
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
