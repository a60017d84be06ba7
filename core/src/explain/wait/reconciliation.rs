//! Members of the consumer protocol that have done all that they were told, and are not there yet.

use super::chain::Chain;
use super::{Clock, GroupReason, Reason};
use crate::client::Consumer;
use crate::group::MemberId;
use crate::group::consumer_group::ConsumerGroup;
use crate::group::reconciliation::MemberState;
use crate::id::{BrokerId, NodeId, TopicPartition};

impl Chain<'_> {
    /// What a member of the consumer protocol waits for that has done all that it was told.
    pub fn reconciliation(&mut self, client: &Consumer) {
        let Some((broker, known, id)) = client.group().and_then(|group| {
            let (broker, process) = self.world.coordinator_of(&group)?;
            let id = client.membership().member_id.as_ref()?;
            Some((broker, process.consumer_group(&group)?, id))
        }) else {
            return;
        };
        let Some(member) = known.members.get(id) else {
            return;
        };
        let is_there = member.is_reconciled_to(known.assignment_epoch);
        let reconciles = Reason::Group(GroupReason::Reconciles(client.id));
        if is_there || !self.because(reconciles) || self.is_frozen(client.id) {
            return;
        }
        let unreleased = match member.current.state {
            MemberState::UnreleasedPartitions => unreleased(known, id),
            _ => None,
        };
        match unreleased {
            Some((partition, holder)) => self.held_by(broker, known, client.id, partition, holder),
            None => {
                if member.current.state == MemberState::UnreleasedPartitions {
                    self.last(Reason::Group(GroupReason::IsFree(client.id)));
                }
                self.next_heartbeat(client);
            }
        }
    }

    /// A partition is another member's, who is to give it up.
    fn held_by(
        &mut self,
        broker: BrokerId,
        group: &ConsumerGroup,
        consumer: NodeId,
        partition: TopicPartition,
        holder: &MemberId,
    ) {
        let Some(member) = group.members.get(holder) else {
            return;
        };
        let client_id = &member.metadata.client_id;
        let found = self.world.consumer_of_member(&group.id, holder, client_id);
        let Some(node) = found else {
            return;
        };
        let held = GroupReason::HeldBy {
            consumer,
            partition,
            holder: node,
        };
        if !self.because(Reason::Group(held)) || self.is_frozen(broker.into()) {
            return;
        }
        let process = self.world.broker(broker).and_then(|it| it.process());
        let shard = process.and_then(|process| process.shard_of(&group.id));
        let until = shard.and_then(|shard| shard.revokes_until(&group.id, holder));
        let clock = Clock::RevocationEnds {
            broker,
            consumer: node,
        };
        self.at_broker(broker, clock, until);
        self.absent(broker, &group.id, holder, client_id);
    }
}

/// The first partition that a member is to have and another still has, and who that is.
fn unreleased<'g>(
    group: &'g ConsumerGroup,
    id: &MemberId,
) -> Option<(TopicPartition, &'g MemberId)> {
    let current = &group.members.get(id)?.current;
    let target = group.target_of(id);
    for partition in target.iter() {
        if current.assigned.contains_key(partition) {
            continue;
        }
        let mut members = group.members.iter();
        if let Some((holder, _)) = members.find(|(_, it)| it.current.holds(*partition)) {
            return Some((*partition, holder));
        }
    }
    None
}
