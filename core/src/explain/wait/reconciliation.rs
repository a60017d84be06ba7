//! Members of the consumer protocol that have done all that they were told, and are not there yet.

use super::chain::Chain;
use super::{Clock, GroupReason, Reason};
use crate::client::Consumer;
use crate::group::MemberId;
use crate::group::classic::GroupId;
use crate::group::consumer_group::ConsumerGroup;
use crate::group::reconciliation::MemberState;
use crate::id::{BrokerId, NodeId, TopicPartition};

impl Chain<'_> {
    /// What a member of the consumer protocol waits for that has done all that it was told.
    pub fn reconciliation(&mut self, client: &Consumer) {
        if client.is_out_of_group() {
            return;
        }
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
        let mut to_give_up = member.current.to_give_up(&known.target_of(id));
        let owned = client.subscription().assigned();
        to_give_up.retain(|it| owned.contains(it));
        if to_give_up.is_empty() && member.current.state == MemberState::UnrevokedPartitions {
            return self.acknowledges(broker, known, client);
        }
        let reconciles = Reason::Group(GroupReason::of_reconciling(client.id, to_give_up));
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

    /// It has given up what it was told to, and its coordinator has not heard so.
    fn acknowledges(&mut self, broker: BrokerId, group: &ConsumerGroup, client: &Consumer) {
        let acknowledges = Reason::Group(GroupReason::Acknowledges(client.id));
        if !self.because(acknowledges) || self.is_frozen(client.id) {
            return;
        }
        if let Some(id) = &client.membership().member_id {
            self.revocation_ends(broker, group, id, client.id);
            self.report(broker, &group.id, id, client);
        }
    }

    /// A member's next word to its coordinator, if that gets through; whoever has left says none any more.
    fn report(&mut self, broker: BrokerId, group: &GroupId, id: &MemberId, client: &Consumer) {
        if self.is_unheard(broker, group, id, client) {
            return;
        }
        if client.is_out_of_group() {
            self.session_of(broker, group, id, client.id);
            // It may be saying so.
            if let Some(asked) = client.heartbeat_asked() {
                self.answer_to(asked);
            }
            return;
        }
        self.reaches_coordinator(client);
    }

    /// When the coordinator puts a member out of which it does not hear that it has given up what it was told to.
    fn revocation_ends(
        &mut self,
        broker: BrokerId,
        group: &ConsumerGroup,
        id: &MemberId,
        consumer: NodeId,
    ) {
        let process = self.world.broker(broker).and_then(|it| it.process());
        let shard = process.and_then(|process| process.shard_of(&group.id));
        let until = shard.and_then(|shard| shard.revokes_until(&group.id, id));
        let clock = Clock::RevocationEnds { broker, consumer };
        self.at_broker(broker, clock, until);
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
        let was_told = member.current.pending_revocation.contains_key(&partition);
        let has_given = |client: &&Consumer| {
            (was_told || client.is_out_of_group()) && client.has_given_up(partition)
        };
        let giver = self.world.consumer_that_is(holder).filter(has_given);
        let reason = match giver {
            Some(_) => GroupReason::GivenUpBy {
                consumer,
                partition,
                holder: node,
            },
            None => GroupReason::HeldBy {
                consumer,
                partition,
                holder: node,
            },
        };
        if !self.because(Reason::Group(reason)) || self.is_frozen(broker.into()) {
            return self.loses_coordinator(consumer);
        }
        self.revocation_ends(broker, group, holder, node);
        match giver {
            Some(client) => self.report(broker, &group.id, holder, client),
            None => self.absent(broker, &group.id, holder, client_id),
        }
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
