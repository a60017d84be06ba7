//! A partition that nobody reads, since the member that has it is not there any more.

use super::chain::Chain;
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
    /// Why nobody reads a partition that a member has whose process has ended.
    pub fn unattended(&mut self, consumer: NodeId, partition: TopicPartition) {
        let Some(ghost) = ghost_of(self.world, consumer) else {
            return;
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
}

/// The partitions that a consumer has in the eyes of its coordinator, while no process is that member.
pub(super) fn unattended(world: &World, client: &Consumer) -> Vec<Wait> {
    let consumer = client.id;
    let Some(ghost) = ghost_of(world, consumer) else {
        return Vec::new();
    };
    let unattended = |partition| Wait::Unattended {
        consumer,
        partition,
    };
    let partitions = world.assigned_to(&ghost.member).into_iter();
    partitions.map(unattended).collect()
}

/// The member that a consumer was before its process ended, if its coordinator has not put it out.
fn ghost_of(world: &World, consumer: NodeId) -> Option<Ghost> {
    let client = world.consumer(consumer)?;
    let group = client.group()?;
    if world.standing_of_client(consumer) != Some(Standing::Crashed) && !client.is_closed() {
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
