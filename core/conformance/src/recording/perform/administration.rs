//! What the admin client asks for.

use std::sync::Arc;

use highwater_core::command::{AdminCommand, Command, ElectionType};
use highwater_core::explain::Names;
use highwater_core::id::{BrokerId, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use serde_json::{Value, json};

use super::super::action::{Election, LeaderElection, NewPartitions, NewTopic, Reassignment};
use super::super::answers::spelled;
use super::super::format::PartitionCount;
use super::super::placement;
use super::Performer;
use crate::case::Failure;

impl Performer<'_> {
    /// Asks, and waits for the answer.
    pub(super) fn administer(&mut self, command: AdminCommand) -> Result<Value, Failure> {
        let command = match self.recorded_placement(&command) {
            Some(placed) => {
                placement::check(self.replay, &command, &placed, self.ledger)?;
                placed
            }
            None => command,
        };
        let before = self.replay.answers.admin_answers();
        self.command(&Command::Admin(command))?;
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
}

pub(super) fn create_topic(topic: &NewTopic) -> AdminCommand {
    let config = topic.config.iter();
    AdminCommand::CreateTopic(TopicSpec {
        name: topic.name.as_str().into(),
        assignment: assignment(topic.replica_assignment.as_deref()),
        partitions: topic.partitions.map(PartitionCount::get),
        replication_factor: topic.replication_factor,
        config: config
            .map(|(key, value)| (key.as_str().into(), value.as_str().into()))
            .collect(),
    })
}

pub(super) fn create_partitions(partitions: &NewPartitions) -> AdminCommand {
    AdminCommand::CreatePartitions {
        topic: partitions.topic.as_str().into(),
        count: partitions.count.get(),
        assignment: assignment(partitions.new_assignments.as_deref()),
    }
}

pub(super) fn reassign(reassignment: &Reassignment) -> Result<AdminCommand, Failure> {
    let (topic, partition) = named(&reassignment.partition)?;
    Ok(AdminCommand::Reassign {
        topic,
        partition,
        replicas: reassignment.replicas.as_deref().map(brokers),
    })
}

pub(super) fn elect_leader(election: &LeaderElection) -> Result<AdminCommand, Failure> {
    let (topic, partition) = named(&election.partition)?;
    Ok(AdminCommand::ElectLeader {
        election: match election.r#type {
            Election::Preferred => ElectionType::Preferred,
            Election::Unclean => ElectionType::Unclean,
        },
        topic,
        partition,
    })
}

/// The replicas of each partition; none where they are to be placed.
fn assignment(partitions: Option<&[Vec<u32>]>) -> Vec<Vec<BrokerId>> {
    let partitions = partitions.unwrap_or_default().iter();
    partitions.map(|ids| brokers(ids)).collect()
}

fn brokers(ids: &[u32]) -> Vec<BrokerId> {
    ids.iter().copied().map(BrokerId).collect()
}

/// A partition that is written `orders-0`.
pub(super) fn named(partition: &str) -> Result<(Arc<str>, PartitionIndex), Failure> {
    let parts = partition.rsplit_once('-');
    let named = parts.and_then(|(topic, index)| Some((topic, index.parse().ok()?)));
    match named {
        Some((topic, index)) => Ok((topic.into(), PartitionIndex(index))),
        None => Err(Failure::unfit(format!("`{partition}` names no partition"))),
    }
}
