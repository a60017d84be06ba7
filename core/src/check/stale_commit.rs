//! Who commits: a generation that is over changes nothing of what a group has committed (I14).

use super::invariant::{Breach, Invariant};
use crate::broker::Process;
use crate::group::classic::{ClassicGroupState, GroupId};
use crate::group::consumer_group::ConsumerGroup;
use crate::group::{CoordinatorRecord, MemberId};
use crate::id::{GenerationId, MessageId, NodeId, TopicPartition};
use crate::sim::{Direction, World};
use crate::sorted::Map;
use crate::trace::{Event, Trace};
use crate::wire::{Api, Gist};

/// Whom a commit is from, as its sender knew itself when it sent it.
#[derive(Clone, Debug)]
struct Committer {
    group: GroupId,
    member: MemberId,
    /// Its generation; in the consumer protocol the epoch of the member.
    generation: GenerationId,
}

/// The commits of members that are on their way, and whose is being handled.
#[derive(Clone, Debug, Default)]
pub(super) struct Commits {
    sent: Map<MessageId, Committer>,
}

impl Commits {
    /// Takes note of what was sent, and looks at what was appended for what arrived in this step.
    pub(super) fn note(&mut self, world: &World, traces: &[Trace], breaches: &mut Vec<Breach>) {
        let mut handled = None;
        for trace in traces {
            match &trace.event {
                Event::MessageSent { message, .. } if is_commit(&trace.event) => {
                    if let Some(committer) = committer(world, trace.actor) {
                        self.sent.insert(*message, committer);
                    }
                }
                Event::MessageArrived { message, .. } if is_commit(&trace.event) => {
                    handled = self.sent.remove(message);
                }
                Event::MessageLost { message, .. } => {
                    self.sent.remove(message);
                }
                Event::LeaderAppended {
                    partition,
                    base_offset,
                    end_offset,
                    ..
                } => {
                    let Some(committer) = &handled else {
                        continue;
                    };
                    let offsets = *base_offset..*end_offset;
                    let appended = world.written_of_groups(trace.actor, *partition, offsets);
                    for record in appended {
                        if let Some(partition) = committer.committed(record)
                            && let Some((_, process)) = world.coordinator_of(&committer.group)
                            && committer.is_stale(process, partition)
                        {
                            breaches.push(Breach::of(Invariant::OneOwner).partition(partition));
                        }
                    }
                }
                _ => {}
            }
        }
    }
}

impl Committer {
    /// The partition of which its commit writes an offset.
    fn committed(&self, record: &CoordinatorRecord) -> Option<TopicPartition> {
        match record {
            CoordinatorRecord::OffsetCommit {
                group_id,
                partition,
                value: Some(_),
            } if *group_id == self.group => Some(*partition),
            _ => None,
        }
    }

    fn is_stale(&self, process: &Process, partition: TopicPartition) -> bool {
        if let Some(group) = process.consumer_group(&self.group) {
            return self.is_stale_in(group, partition);
        }
        process.classic_group(&self.group).is_some_and(|group| {
            let has_members = !matches!(
                group.state,
                ClassicGroupState::Empty | ClassicGroupState::Dead
            );
            has_members && group.generation != self.generation
        })
    }

    /// An epoch that is over may still commit what its member has had since (KIP-1251), unless another one
    /// has it by now.
    fn is_stale_in(&self, group: &ConsumerGroup, partition: TopicPartition) -> bool {
        let Some(member) = group.members.get(&self.member) else {
            return !group.members.is_empty();
        };
        let is_theirs = member.current.epoch_of(partition).is_some();
        let owned_since = group.current_partition_epoch(partition);
        !is_theirs && owned_since.is_some_and(|epoch| self.generation.0 < epoch.0)
    }
}

fn is_commit(event: &Event) -> bool {
    let (Event::MessageSent {
        direction, gist, ..
    }
    | Event::MessageArrived {
        direction, gist, ..
    }) = event
    else {
        return false;
    };
    let commits = Gist::Plain {
        api: Api::OffsetCommit,
        error: None,
    };
    *direction == Direction::Request && *gist == commits
}

/// Whom a consumer says to be; nobody if it is no member.
fn committer(world: &World, consumer: NodeId) -> Option<Committer> {
    let consumer = world.consumer(consumer)?;
    let membership = consumer.membership();
    let generation = match consumer.config().is_consumer_protocol() {
        true => GenerationId(membership.epoch.0),
        false => membership.generation?,
    };
    consumer.subscription().is_by_group().then_some(())?;
    Some(Committer {
        group: consumer.group()?,
        member: membership.member_id.clone()?,
        generation,
    })
}

#[cfg(test)]
mod tests;
