//! What a lesson says of the cluster: each statement is true or false of a world.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::so_far::SoFar;
use super::{ClaimError, Travel, deferred};
use crate::id::{
    BrokerId, GenerationId, LeaderEpoch, NodeId, Offset, PartitionIndex, ProducerId, Sequence,
    TopicPartition,
};
use crate::log::Log;
use crate::metadata::{MetadataImage, PartitionRegistration};
use crate::sim::World;

/// What is said of the cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Statement {
    /// A replica's high watermark is this.
    HighWatermark(OnReplica),
    /// A replica's log end offset is this.
    LogEndOffset(OnReplica),
    /// The leader knows this log end offset of a follower.
    FollowerKnown {
        /// The partition.
        partition: Arc<str>,
        /// The follower.
        follower: NodeId,
        /// Its end, as the leader knows it.
        is: Offset,
    },
    /// The controller's ISR has exactly these members, in whatever order.
    Isr {
        /// The partition.
        partition: Arc<str>,
        /// The members.
        is: Vec<NodeId>,
    },
    /// The controller's eligible leader replicas are exactly these, in whatever order.
    Elr {
        /// The partition.
        partition: Arc<str>,
        /// The replicas.
        is: Vec<NodeId>,
    },
    /// The controller's leader is this, or none.
    Leader {
        /// The partition.
        partition: Arc<str>,
        /// The leader; absent means that the partition is offline.
        #[serde(default)]
        is: Option<NodeId>,
    },
    /// The controller's leader epoch is this.
    LeaderEpoch {
        /// The partition.
        partition: Arc<str>,
        /// The epoch.
        is: LeaderEpoch,
    },
    /// The producer was told that the record at this offset is in, or was not.
    Acknowledged {
        /// The partition.
        partition: Arc<str>,
        /// The record's offset.
        offset: Offset,
        /// Whether it was told so.
        is: bool,
    },
    /// A consumer's next offset is this.
    Position {
        /// The consumer.
        by: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The offset.
        is: Offset,
    },
    /// The record at an offset of a replica has this value, or there is none.
    Record {
        /// The broker.
        on: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The record's offset.
        offset: Offset,
        /// Its key, if it matters.
        #[serde(default)]
        key: Option<Arc<str>>,
        /// Its value; absent means that nothing is there, or a record without a value.
        #[serde(default)]
        is: Option<Arc<str>>,
    },
    /// A broker's process runs, or does not.
    Running {
        /// The broker.
        on: NodeId,
        /// Whether it runs.
        is: bool,
    },
    /// A broker is fenced, or is not.
    Fenced {
        /// The broker.
        on: NodeId,
        /// Whether it is fenced.
        is: bool,
    },
    /// A message of that kind is on its way, or none is.
    InFlight {
        /// Which message.
        message: Travel,
        /// Whether there is one.
        is: bool,
    },
    /// The hash of a key, without its sign, is this.
    KeyHash {
        /// The key.
        key: Arc<str>,
        /// The hash.
        is: u32,
    },
    /// Records with a key go to this partition, of all that the topic has.
    KeyPartition {
        /// The topic.
        topic: Arc<str>,
        /// The key.
        key: Arc<str>,
        /// The partition's number.
        is: PartitionIndex,
    },
    /// A replica's log has so many records with this value.
    Copies {
        /// The broker.
        on: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The value.
        value: Arc<str>,
        /// How many there are.
        is: u32,
    },
    /// The record at an offset of a replica has this sequence, or none.
    Sequence {
        /// The broker.
        on: NodeId,
        /// The partition.
        partition: Arc<str>,
        /// The record's offset.
        offset: Offset,
        /// Its sequence; absent means that its producer is not idempotent, or that nothing is there.
        #[serde(default)]
        is: Option<Sequence>,
    },
    /// A producer has this id, or none.
    ProducerId {
        /// The producer.
        of: NodeId,
        /// Its id; absent means that no broker has told it one.
        #[serde(default)]
        is: Option<ProducerId>,
    },
    /// The application of a consumer is there in its loop.
    Application {
        /// The consumer.
        of: NodeId,
        /// Where it is.
        is: LoopStep,
    },
    /// A group has committed this offset of a partition, or none.
    Committed {
        /// The group's id.
        group: Arc<str>,
        /// The partition.
        partition: Arc<str>,
        /// The offset; absent means that nothing is committed.
        #[serde(default)]
        is: Option<Offset>,
    },
    /// Members of a group have worked so often on the record at an offset since the run was opened.
    WorkedOn {
        /// The group's id.
        group: Arc<str>,
        /// The partition.
        partition: Arc<str>,
        /// The record's offset.
        offset: Offset,
        /// How often.
        times: u32,
    },
    /// A member of a group believes that it has a partition, or nobody does.
    Owner {
        /// The group's id.
        group: Arc<str>,
        /// The partition.
        partition: Arc<str>,
        /// The member; absent means that nobody has it.
        #[serde(default)]
        is: Option<NodeId>,
    },
    /// A member of the classic protocol is in this generation, or in none.
    Generation {
        /// The member.
        of: NodeId,
        /// The generation; absent means that it is in none.
        #[serde(default)]
        is: Option<GenerationId>,
    },
    /// So many partitions of a group have stood still, for however long, since the run was opened.
    Stopped {
        /// The group's id.
        group: Arc<str>,
        /// How many.
        is: u32,
    },
    /// A partition of a group has stood still for so long, in all, since the run was opened.
    StoodStill {
        /// The group's id.
        group: Arc<str>,
        /// The partition.
        partition: Arc<str>,
        /// At least so long.
        at_least_ms: u64,
        /// And not so long.
        below_ms: u64,
    },
}

/// Where the application of a consumer is in its loop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LoopStep {
    /// It is in `poll`.
    Polling,
    /// It works on a record.
    Processing,
    /// It is in `commitSync`.
    Committing,
    /// It is in none of these.
    Elsewhere,
}

/// An offset on one replica.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OnReplica {
    /// The broker.
    pub on: NodeId,
    /// The partition, `orders-0`.
    pub partition: Arc<str>,
    /// The offset.
    pub is: Offset,
}

impl Statement {
    /// Whether judging it takes what stands behind the engine's gates: then it is said only of a cluster of
    /// which [`Scenario::needs_gates`](crate::scenario::Scenario::needs_gates) is true.
    #[must_use]
    pub fn needs_gates(&self) -> bool {
        matches!(
            self,
            Self::KeyHash { .. }
                | Self::KeyPartition { .. }
                | Self::Copies { .. }
                | Self::Sequence { .. }
                | Self::ProducerId { .. }
                | Self::Application { .. }
                | Self::Committed { .. }
                | Self::WorkedOn { .. }
                | Self::Owner { .. }
                | Self::Generation { .. }
                | Self::Stopped { .. }
                | Self::StoodStill { .. }
        )
    }

    /// Whether it is true of the world as it is, and of what has happened so far.
    ///
    /// # Errors
    /// When it names what is not there.
    pub(super) fn holds(&self, world: &World, so_far: &SoFar<'_>) -> Result<bool, ClaimError> {
        let metadata = world.metadata();
        Ok(match self {
            Self::HighWatermark(claim) => claim.log(world)?.high_watermark() == claim.is,
            Self::LogEndOffset(claim) => claim.log(world)?.end_offset() == claim.is,
            Self::FollowerKnown {
                partition,
                follower,
                is,
            } => end_known_to_leader(world, partition, *follower)? == Some(*is),
            Self::Isr { partition, is } => are(&registration(metadata, partition)?.isr, is)?,
            Self::Elr { partition, is } => are(&registration(metadata, partition)?.elr, is)?,
            Self::Leader { partition, is } => {
                registration(metadata, partition)?.leader == is.map(broker).transpose()?
            }
            Self::LeaderEpoch { partition, is } => {
                registration(metadata, partition)?.leader_epoch == *is
            }
            Self::Acknowledged {
                partition,
                offset,
                is,
            } => was_acknowledged(world, named(metadata, partition)?, *offset) == *is,
            Self::Position { by, partition, is } => {
                let partition = named(metadata, partition)?;
                let consumer = world.consumer(*by);
                let consumer = consumer.ok_or(ClaimError::NoSuchNode(*by))?;
                consumer.position(partition) == Some(*is)
            }
            Self::Record {
                on,
                partition,
                offset,
                key,
                is,
            } => {
                let found = log_of(world, *on, partition)?.record_at(*offset);
                let record = found.map(|(_, record)| record);
                let has_key = record.and_then(|record| record.key.as_ref()) == key.as_ref();
                (key.is_none() || has_key)
                    && record.and_then(|record| record.value.as_ref()) == is.as_ref()
            }
            Self::Running { on, is } => {
                let broker = world.broker(broker(*on)?);
                let broker = broker.ok_or(ClaimError::NoSuchNode(*on))?;
                broker.process().is_some() == *is
            }
            Self::Fenced { on, is } => {
                let registration = metadata.brokers.get(&broker(*on)?);
                registration.ok_or(ClaimError::NoSuchNode(*on))?.fenced == *is
            }
            Self::InFlight { message, is } => is_in_flight(world, message)? == *is,
            _ => deferred::holds(self, world, so_far)?,
        })
    }
}

impl OnReplica {
    fn log<'a>(&self, world: &'a World) -> Result<&'a Log, ClaimError> {
        log_of(world, self.on, &self.partition)
    }
}

/// The log of the replica on a broker.
pub(super) fn log_of<'a>(
    world: &'a World,
    on: NodeId,
    name: &Arc<str>,
) -> Result<&'a Log, ClaimError> {
    let partition = named(world.metadata(), name)?;
    let replica = world.replica(broker(on)?, partition);
    Ok(replica.ok_or(ClaimError::NoSuchNode(on))?.log)
}

/// Whether these brokers, in whatever order, are the nodes that are named.
fn are(brokers: &[BrokerId], nodes: &[NodeId]) -> Result<bool, ClaimError> {
    let mut all_there = brokers.len() == nodes.len();
    for node in nodes {
        all_there &= brokers.contains(&broker(*node)?);
    }
    Ok(all_there)
}

pub(super) fn named(
    metadata: &MetadataImage,
    name: &Arc<str>,
) -> Result<TopicPartition, ClaimError> {
    metadata
        .partition_named(name)
        .ok_or_else(|| ClaimError::NoSuchPartition(name.clone()))
}

/// The partition as the controller has it.
fn registration<'a>(
    metadata: &'a MetadataImage,
    name: &Arc<str>,
) -> Result<&'a PartitionRegistration, ClaimError> {
    let registration = metadata.partitions.get(&named(metadata, name)?);
    registration.ok_or_else(|| ClaimError::NoSuchPartition(name.clone()))
}

fn broker(node: NodeId) -> Result<BrokerId, ClaimError> {
    node.broker().ok_or(ClaimError::NoSuchNode(node))
}

/// A follower's log end offset as the leader knows it, if it knows one.
fn end_known_to_leader(
    world: &World,
    name: &Arc<str>,
    follower: NodeId,
) -> Result<Option<Offset>, ClaimError> {
    let metadata = world.metadata();
    let leader = registration(metadata, name)?.leader;
    let partition = named(metadata, name)?;
    let broker = broker(follower)?;
    let known = leader
        .and_then(|leader| world.broker(leader)?.process()?.partition(partition))
        .and_then(|state| state.leadership()?.followers().get(&broker).copied())
        .ok_or(ClaimError::NoSuchNode(follower))?;
    Ok(known.log_end_offset)
}

fn was_acknowledged(world: &World, partition: TopicPartition, offset: Offset) -> bool {
    world
        .producers()
        .any(|producer| producer.was_acknowledged(partition, offset))
}

fn is_in_flight(world: &World, wanted: &Travel) -> Result<bool, ClaimError> {
    let metadata = world.metadata();
    if let Some(name) = &wanted.partition {
        named(metadata, name)?;
    }
    let messages = world.network().messages();
    Ok(messages.into_iter().any(|(socket, direction, message)| {
        wanted.fits(socket.connection, direction, &message.gist, metadata)
    }))
}
