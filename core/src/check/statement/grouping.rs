//! What a lesson says of consumers' loops, of groups, and of what groups have committed and worked on.

use std::sync::Arc;

use super::holds::named;
use super::{LoopStep, Statement};
use crate::check::ClaimError;
use crate::check::so_far::SoFar;
use crate::client::{Consumer, Step};
use crate::group::classic::GroupId;
use crate::id::{NodeId, Offset, TopicPartition};
use crate::sim::World;
use crate::sorted::Map;
use crate::time::Span;
use crate::timeline::Standstills;
use crate::trace::{ConsumerEvent, Event};

/// Whether a statement about consumers and groups is true; any other is not.
pub(super) fn holds(
    statement: &Statement,
    world: &World,
    so_far: &SoFar<'_>,
) -> Result<bool, ClaimError> {
    Ok(match statement {
        Statement::Application { of, is } => step_of(consumer(world, *of)?) == *is,
        Statement::Committed {
            group,
            partition,
            is,
        } => {
            let partition = named(world.metadata(), partition)?;
            committed(world, group, partition) == *is
        }
        Statement::WorkedOn {
            group,
            partition,
            offset,
            times,
        } => {
            let partition = named(world.metadata(), partition)?;
            worked_on(world, so_far, group, partition, *offset) == *times
        }
        Statement::Owner {
            group,
            partition,
            is,
        } => owner(world, group, named(world.metadata(), partition)?) == *is,
        Statement::Generation { of, is } => consumer(world, *of)?.membership().generation == *is,
        Statement::Stopped { group, is } => {
            u32::try_from(stood_still(world, so_far, group).len()) == Ok(*is)
        }
        Statement::StoodStill {
            group,
            partition,
            at_least_ms,
            below_ms,
        } => {
            let partition = named(world.metadata(), partition)?;
            let stood = stood_still(world, so_far, group);
            let in_all = stood.get(&partition).copied().unwrap_or_default();
            (Span::from_ms(*at_least_ms)..Span::from_ms(*below_ms)).contains(&in_all)
        }
        _ => false,
    })
}

fn consumer(world: &World, id: NodeId) -> Result<&Consumer, ClaimError> {
    world.consumer(id).ok_or(ClaimError::NoSuchNode(id))
}

fn step_of(consumer: &Consumer) -> LoopStep {
    match consumer.application().step() {
        Step::Polling => LoopStep::Polling,
        Step::Processing { .. } => LoopStep::Processing,
        Step::Committing => LoopStep::Committing,
        _ => LoopStep::Elsewhere,
    }
}

/// What a group has committed of a partition, as its coordinator knows.
fn committed(world: &World, group: &Arc<str>, partition: TopicPartition) -> Option<Offset> {
    let group = GroupId(group.clone());
    let (_, process) = world.coordinator_of(&group)?;
    let shard = process.shard_of(&group)?;
    Some(shard.offsets().get(&group, partition)?.committed.offset)
}

/// The member of a group that believes that it has a partition; of several, the first.
fn owner(world: &World, group: &Arc<str>, partition: TopicPartition) -> Option<NodeId> {
    let group = GroupId(group.clone());
    let mut members = world.consumers_of(&group).filter(|consumer| {
        let subscription = consumer.subscription();
        subscription.is_by_group() && subscription.assigned().contains(&partition)
    });
    members.next().map(|member| member.id)
}

/// The partitions of a group that have stood still, each with how long in all.
fn stood_still(world: &World, so_far: &SoFar<'_>, group: &Arc<str>) -> Map<TopicPartition, Span> {
    let group = GroupId(group.clone());
    let standstills = Standstills::of_run(so_far.opening, so_far.traces(), world);
    let mut stood: Map<TopicPartition, Span> = Map::new();
    for rebalance in standstills.of_group(&group) {
        for (partition, one) in &rebalance.standstills {
            stood.get_or_default(*partition).0 += one.in_all(world.now()).0;
        }
    }
    stood
}

/// Whether a node is a consumer of a group.
fn is_of_group(world: &World, node: NodeId, group: &Arc<str>) -> bool {
    let consumer = world.consumer(node);
    consumer.is_some_and(|consumer| consumer.is_of(&GroupId(group.clone())))
}

/// How often members of a group have worked on a record.
fn worked_on(
    world: &World,
    so_far: &SoFar<'_>,
    group: &Arc<str>,
    partition: TopicPartition,
    offset: Offset,
) -> u32 {
    let mut times = 0;
    for trace in so_far.traces() {
        let Event::Consumer(event) = &trace.event else {
            continue;
        };
        if let ConsumerEvent::RecordsProcessed {
            partition: of,
            first_offset,
            next_offset,
        } = &**event
        {
            let has_it = *of == partition && (*first_offset..*next_offset).contains(&offset);
            times += u32::from(has_it && is_of_group(world, trace.actor, group));
        }
    }
    times
}
