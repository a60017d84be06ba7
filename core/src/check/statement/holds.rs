//! Whether a statement is true.

use std::sync::Arc;

use super::{OnReplica, Statement, deferred};
use crate::check::so_far::SoFar;
use crate::check::{ClaimError, Travel};
use crate::id::{BrokerId, NodeId, Offset, TopicPartition};
use crate::log::Log;
use crate::metadata::{MetadataImage, PartitionRegistration};
use crate::sim::World;

impl Statement {
    /// Whether it is true of the world as it is, and of what has happened so far.
    ///
    /// # Errors
    /// When it names what is not there.
    pub(in crate::check) fn holds(
        &self,
        world: &World,
        so_far: &SoFar<'_>,
    ) -> Result<bool, ClaimError> {
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
