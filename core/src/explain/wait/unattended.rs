//! A partition that nobody reads, since the member that has it is not there any more, or nobody is.

use super::chain::Chain;
use super::silence::is_silent;
use super::{GroupReason, Reason, Wait};
use crate::client::Consumer;
use crate::command::Fault;
use crate::group::MemberDescription;
use crate::group::classic::GroupId;
use crate::id::{BrokerId, NodeId, TopicPartition};
use crate::sim::{Standing, World};

/// A member that its coordinator still keeps, though no process is it.
struct Ghost {
    broker: BrokerId,
    group: GroupId,
    member: MemberDescription,
}

impl Chain<'_> {
    /// Why nobody reads a partition that a member has whose process has ended, or that has left for a while.
    pub fn unattended(&mut self, consumer: NodeId, partition: TopicPartition) {
        let Some(ghost) = ghost_of(self.world, consumer) else {
            return self.left_alone(consumer, partition);
        };
        if !self.world.assigned_to(&ghost.member).contains(&partition) {
            return;
        }
        let broker = ghost.broker;
        let assigned = GroupReason::StillAssigned {
            broker,
            consumer,
            partition,
        };
        if self.because(Reason::Group(assigned)) {
            self.gone(broker, &ghost.group, &ghost.member.member_id, consumer);
            // One that joins anew is another member, unless it comes back as the same static one.
            let is_down = self.world.standing_of_client(consumer) == Some(Standing::Crashed);
            if is_down && ghost.member.instance_id.is_some() {
                self.cure(Fault::Crashed(consumer));
            }
        }
    }

    /// A partition of a group that has no member any more.
    fn left_alone(&mut self, consumer: NodeId, partition: TopicPartition) {
        let Some(client) = self.world.consumer(consumer) else {
            return;
        };
        if without_member(self.world, client).contains(&partition) {
            self.last(Reason::Group(GroupReason::NoMemberLeft {
                consumer,
                partition,
            }));
            for other in readers_that_are_down(self.world, client) {
                self.cure(Fault::Crashed(other));
            }
        }
    }
}

/// The partitions that a consumer would read, if its group has no member any more and nobody is about to join it. Of
/// several that are down it is the first that has them.
fn without_member(world: &World, client: &Consumer) -> Vec<TopicPartition> {
    let is_first = readers_that_are_down(world, client).first() == Some(&client.id);
    let Some(group) = client.group().filter(|_| is_first) else {
        return Vec::new();
    };
    let is_empty = world
        .coordinator_of(&group)
        .is_some_and(|(broker, process)| {
            let known = process.describe_group(&group);
            !is_silent(world, broker) && known.is_none_or(|known| known.members.is_empty())
        });
    let is_joining = world.consumers().any(|other| {
        let runs = world.standing_of_client(other.id) != Some(Standing::Crashed);
        runs && other.group().as_ref() == Some(&group) && !other.is_out_of_group()
    });
    if !is_empty || is_joining {
        return Vec::new();
    }
    let metadata = world.metadata();
    let topics = client.first_topics();
    let topics: Vec<_> = topics.iter().map(|it| metadata.topic_named(it)).collect();
    let partitions = metadata.partitions.keys();
    let of_these = partitions.filter(|it| topics.contains(&Some(it.topic)));
    of_these.copied().collect()
}

/// The consumers of the same group that are down and would subscribe as they start.
fn readers_that_are_down(world: &World, client: &Consumer) -> Vec<NodeId> {
    let is_one = |other: &&Consumer| {
        world.standing_of_client(other.id) == Some(Standing::Crashed)
            && !other.first_topics().is_empty()
            && other.group() == client.group()
    };
    world.consumers().filter(is_one).map(|it| it.id).collect()
}

/// The partitions that nobody reads since a consumer is down: those that it has in the eyes of its coordinator, or all
/// that it would read, if its group has no member.
pub(super) fn unattended(world: &World, client: &Consumer) -> Vec<Wait> {
    let consumer = client.id;
    let partitions = match ghost_of(world, consumer) {
        Some(ghost) => world.assigned_to(&ghost.member),
        None => without_member(world, client),
    };
    let unattended = |partition| Wait::Unattended {
        consumer,
        partition,
    };
    partitions.into_iter().map(unattended).collect()
}

/// The member that a consumer was before its process ended, if its coordinator has not put it out.
fn ghost_of(world: &World, consumer: NodeId) -> Option<Ghost> {
    let client = world.consumer(consumer)?;
    let group = client.group()?;
    let is_dead = world.standing_of_client(consumer) == Some(Standing::Crashed);
    if !is_dead && !client.is_closed() && !client.has_left_for_a_while() {
        return None;
    }
    let (broker, process) = world.coordinator_of(&group)?;
    let known = process.describe_group(&group)?;
    let mut members = known.members.into_iter();
    let member = members.find(|it| {
        world.consumer_of_member(&group, &it.member_id, &it.client_id) == Some(consumer)
    })?;
    Some(Ghost {
        broker,
        group,
        member,
    })
}
