//! Whose a partition is (I14).

use super::invariant::{Breach, Invariant};
use crate::broker::Process;
use crate::client::Consumer;
use crate::group::MemberId;
use crate::group::classic::{ClassicGroup, ClassicGroupState, GroupId};
use crate::group::consumer_group::{ConsumerGroup, ConsumerGroupEvent};
use crate::id::TopicPartition;
use crate::metadata::MetadataImage;
use crate::sim::World;
use crate::sorted::Set;
use crate::trace::{Event, Trace};

/// Checks the groups of consumers after a step that has touched one: no partition has two owners, by what
/// the coordinator knows and by what members believe that are members. Of a group whose coordinator `has_lost` some of
/// what it had written, members may still believe what it knows no more.
pub(super) fn check(
    world: &World,
    traces: &[Trace],
    has_lost: impl Fn(&GroupId) -> bool,
    breaches: &mut Vec<Breach>,
) {
    let is_about_groups = |trace: &Trace| {
        matches!(
            trace.event,
            Event::Consumer(_) | Event::ConsumerGroup { .. }
        )
    };
    if !traces.iter().any(is_about_groups) {
        return;
    }
    for group in world.groups().iter() {
        let process = world.coordinator_of(group).map(|(_, process)| process);
        if !has_lost(group) {
            check_members(world, group, process, breaches);
        }
        if let Some(process) = process {
            check_coordinator(process, group, breaches);
            for trace in traces {
                if is_assigned(trace, group)
                    && let Some(group) = process.consumer_group(group)
                {
                    check_target(process.metadata(), group, breaches);
                }
            }
        }
    }
}

fn check_members(
    world: &World,
    group: &GroupId,
    process: Option<&Process>,
    breaches: &mut Vec<Breach>,
) {
    // The coordinator of such a group knows who has what, whichever protocol a member speaks.
    let is_assigned_there = process.is_some_and(|process| process.consumer_group(group).is_some());
    let mut owned: Vec<(&Consumer, TopicPartition)> = Vec::new();
    for consumer in world.consumers_of(group) {
        let is_member =
            consumer.subscription().is_by_group() && is_current_member(consumer, group, process);
        if !is_member {
            continue;
        }
        for partition in consumer.subscription().assigned() {
            let is_theirs = |(other, theirs): &(&Consumer, TopicPartition)| {
                *theirs == partition && (is_assigned_there || is_same_round(other, consumer))
            };
            if owned.iter().any(is_theirs) {
                breaches.push(Breach::of(Invariant::OneOwner).partition(partition));
            }
            owned.push((consumer, partition));
        }
    }
}

/// Whether a consumer is a member, and not only believes so. One of a classic group is one of its
/// generation, by an id that the group knows: of a static member whose place another one has taken it does not.
fn is_current_member(consumer: &Consumer, group: &GroupId, process: Option<&Process>) -> bool {
    let membership = consumer.membership();
    let known = process.and_then(|process| process.consumer_group(group));
    if known.is_none() && !consumer.config().is_consumer_protocol() {
        return membership.generation.is_some() && is_in_classic(consumer, group, process);
    }
    let id: Option<&MemberId> = membership.member_id.as_ref();
    let member = known.zip(id).and_then(|(group, id)| group.members.get(id));
    member.is_some_and(|member| !member.is_away())
}

fn is_in_classic(consumer: &Consumer, group: &GroupId, process: Option<&Process>) -> bool {
    let known = process.and_then(|process| process.classic_group(group));
    let id: Option<&MemberId> = consumer.membership().member_id.as_ref();
    let found = known
        .zip(id)
        .map(|(group, id)| group.members.iter().any(|it| it.id == *id));
    found.unwrap_or(false)
}

/// Whether a consumer that reads for its group is one of its members, as far as anybody can say.
pub(super) fn is_member(world: &World, consumer: &Consumer, group: &GroupId) -> bool {
    match world.coordinator_of(group) {
        Some((_, process)) => is_current_member(consumer, group, Some(process)),
        None => true,
    }
}

fn is_same_round(one: &Consumer, other: &Consumer) -> bool {
    one.membership().generation == other.membership().generation
}

fn check_coordinator(process: &Process, group: &GroupId, breaches: &mut Vec<Breach>) {
    if let Some(group) = process.classic_group(group) {
        check_classic(process.metadata(), group, breaches);
    }
    if let Some(group) = process.consumer_group(group) {
        check_held(group, breaches);
    }
}

/// No two members of a group of the consumer protocol hold a partition, by what its coordinator knows.
fn check_held(group: &ConsumerGroup, breaches: &mut Vec<Breach>) {
    let mut held = Set::new();
    for member in group.members.values() {
        let current = &member.current;
        let pending = current.pending_revocation.keys();
        put_once(current.assigned.keys().chain(pending), &mut held, breaches);
    }
}

fn check_classic(metadata: &MetadataImage, group: &ClassicGroup, breaches: &mut Vec<Breach>) {
    if group.state != ClassicGroupState::Stable {
        return;
    }
    let mut assigned = Set::new();
    for member in &group.members {
        for partition in &member.assignment {
            if let Some(topic) = metadata.topic_named(&partition.topic) {
                let partition = partition.partition;
                let partition = TopicPartition { topic, partition };
                put_once(core::iter::once(&partition), &mut assigned, breaches);
            }
        }
    }
}

fn put_once<'a>(
    partitions: impl Iterator<Item = &'a TopicPartition>,
    taken: &mut Set<TopicPartition>,
    breaches: &mut Vec<Breach>,
) {
    for partition in partitions {
        if !taken.insert(*partition) {
            breaches.push(Breach::of(Invariant::OneOwner).partition(*partition));
        }
    }
}

/// Whether a target assignment was just computed for the group.
fn is_assigned(trace: &Trace, group: &GroupId) -> bool {
    match &trace.event {
        Event::ConsumerGroup {
            group_id,
            event: ConsumerGroupEvent::TargetAssignmentComputed { .. },
            ..
        } => group_id == group,
        _ => false,
    }
}

/// A target assignment has every partition of every topic that somebody subscribes to, once.
fn check_target(metadata: &MetadataImage, group: &ConsumerGroup, breaches: &mut Vec<Breach>) {
    let mut target = Set::new();
    for partitions in group.target_assignment.values() {
        put_once(partitions.iter(), &mut target, breaches);
    }
    for partition in wanted(metadata, group).iter() {
        if !target.contains(partition) {
            breaches.push(Breach::of(Invariant::OneOwner).partition(*partition));
        }
    }
}

fn wanted(metadata: &MetadataImage, group: &ConsumerGroup) -> Set<TopicPartition> {
    let mut wanted = Set::new();
    for member in group.members.values() {
        for name in member.metadata.subscribed_topic_names.iter() {
            let topic = metadata.topic_named(name);
            for partition in metadata.partitions.keys() {
                if Some(partition.topic) == topic {
                    wanted.insert(*partition);
                }
            }
        }
    }
    wanted
}

#[cfg(test)]
pub(super) mod tests;
