//! What a lesson says of keys, of records that are there twice, and of idempotent producers.

use std::sync::Arc;

use super::Statement;
use super::holds::log_of;
use crate::check::ClaimError;
use crate::client::{murmur2, partition_for_key, to_positive};
use crate::id::{NodeId, Offset, Sequence};
use crate::sim::World;

/// Whether a statement about what producers send is true of the world; of any other nothing is said.
pub(super) fn holds(statement: &Statement, world: &World) -> Result<Option<bool>, ClaimError> {
    Ok(Some(match statement {
        Statement::KeyHash { key, is } => to_positive(murmur2(key.as_bytes())) == *is,
        Statement::KeyPartition { topic, key, is } => {
            partition_for_key(key.as_bytes(), partitions_of(world, topic)?) == Some(*is)
        }
        Statement::Copies {
            on,
            partition,
            value,
            is,
        } => copies(world, *on, partition, value)? == *is,
        Statement::Sequence {
            on,
            partition,
            offset,
            is,
        } => sequence_at(world, *on, partition, *offset)? == *is,
        Statement::ProducerId { of, is } => {
            let producer = world.producer(*of).ok_or(ClaimError::NoSuchNode(*of))?;
            producer.identity().map(|identity| identity.producer_id) == *is
        }
        _ => return Ok(None),
    }))
}

/// How many partitions a topic has, as the controller knows it.
fn partitions_of(world: &World, topic: &Arc<str>) -> Result<u32, ClaimError> {
    let metadata = world.metadata();
    let id = metadata.topic_named(topic);
    let id = id.ok_or_else(|| ClaimError::NoSuchTopic(topic.clone()))?;
    let partitions = metadata.partitions.keys().filter(|it| it.topic == id);
    Ok(u32::try_from(partitions.count()).unwrap_or(u32::MAX))
}

/// How many records of a replica's log have a value.
fn copies(
    world: &World,
    on: NodeId,
    partition: &Arc<str>,
    value: &Arc<str>,
) -> Result<u32, ClaimError> {
    let records = log_of(world, on, partition)?.records();
    let same = records.filter(|(_, _, record)| record.value.as_ref() == Some(value));
    Ok(u32::try_from(same.count()).unwrap_or(u32::MAX))
}

/// The sequence of the record at an offset.
fn sequence_at(
    world: &World,
    on: NodeId,
    partition: &Arc<str>,
    offset: Offset,
) -> Result<Option<Sequence>, ClaimError> {
    let mut batches = log_of(world, on, partition)?.batches();
    let batch = batches.find(|it| (it.base_offset..it.next_offset()).contains(&offset));
    Ok(batch.and_then(|batch| {
        let place = i32::try_from(offset.0 - batch.base_offset.0).ok()?;
        Some(batch.sequence?.base_sequence.plus(place))
    }))
}
