//! Which partitions members say that they own, and whom to believe.

use std::sync::Arc;

use crate::group::assignor::roster::{Partition, Roster, Share, remove};
use crate::group::assignor::{NamedPartition, Subscription};
use crate::id::GenerationId;
use crate::sorted::{Map, Set};

/// What a member owned, and in which generation (`MemberData`).
pub(in crate::group::assignor) struct MemberData<'a> {
    pub partitions: &'a [NamedPartition],
    pub generation: Option<GenerationId>,
}

/// A member of the eager protocol owns nothing when it joins; its assignor remembers what it had
/// (`StickyAssignor.memberData`).
pub(in crate::group::assignor) fn eager_member_data(subscription: &Subscription) -> MemberData<'_> {
    match &subscription.user_data {
        Some(data) => MemberData {
            partitions: &data.previous_assignment,
            generation: data.generation,
        },
        None => MemberData {
            partitions: &[],
            generation: None,
        },
    }
}

/// A member of the cooperative protocol still owns its partitions when it joins
/// (`CooperativeStickyAssignor.memberData`).
pub(in crate::group::assignor) fn cooperative_member_data(
    subscription: &Subscription,
) -> MemberData<'_> {
    let of_assignor = || subscription.user_data.as_ref()?.generation;
    MemberData {
        partitions: &subscription.owned_partitions,
        generation: subscription.generation.or_else(of_assignor),
    }
}

/// What the members own, as far as it can be believed.
pub(super) struct Claims {
    /// Of each member, in the order in which it named them.
    pub owned: Vec<Share>,
    /// The partitions that two members of one generation claim.
    pub claimed_twice: Set<Partition>,
    pub are_subscriptions_equal: bool,
    /// Who had a partition in a generation before the latest, and in which (none is before the first).
    pub before: Map<Partition, (usize, Option<GenerationId>)>,
}

impl Claims {
    pub fn new(roster: &Roster<'_>, member_data: fn(&Subscription) -> MemberData<'_>) -> Self {
        let mut claims = Self {
            owned: roster.empty_shares(),
            claimed_twice: Set::new(),
            are_subscriptions_equal: are_subscriptions_equal(roster),
            before: Map::new(),
        };
        let mut latest = None;
        let mut owners = Map::new();
        for (index, member) in roster.members.iter().enumerate() {
            let data = member_data(&member.subscription);
            latest = data.generation.max(latest);
            for name in data.partitions {
                if let Some(partition) = roster.partition_named(name) {
                    claims.claim(roster, &mut owners, partition, index, data.generation);
                }
            }
        }
        claims.remember(roster, member_data, latest);
        claims
    }

    /// Of two members that claim a partition the one of the later generation has it; of two of the same
    /// generation neither. (The other's generation is taken from its subscription, whatever its assignor
    /// sent along: so does Kafka.)
    fn claim(
        &mut self,
        roster: &Roster<'_>,
        owners: &mut Map<Partition, usize>,
        partition: Partition,
        member: usize,
        generation: Option<GenerationId>,
    ) {
        if let Some(other) = owners.get(&partition).copied() {
            let others = roster.members[other].subscription.generation;
            if generation < others {
                return;
            }
            remove(&mut self.owned[other], partition);
            if generation == others {
                self.claimed_twice.insert(partition);
            } else {
                self.owned[member].push(partition);
            }
        } else {
            self.owned[member].push(partition);
        }
        owners.insert(partition, member);
    }

    /// Notes what members of earlier generations had (`prepopulateCurrentAssignments`).
    fn remember(
        &mut self,
        roster: &Roster<'_>,
        member_data: fn(&Subscription) -> MemberData<'_>,
        latest: Option<GenerationId>,
    ) {
        for (index, member) in roster.members.iter().enumerate() {
            let data = member_data(&member.subscription);
            if data.generation >= latest {
                continue;
            }
            for name in data.partitions {
                if let Some(partition) = roster.partition_named(name) {
                    let known = self.before.get(&partition);
                    if known.is_none_or(|(_, generation)| data.generation > *generation) {
                        self.before.insert(partition, (index, data.generation));
                    }
                }
            }
        }
    }
}

/// Whether all subscribe to the same topics, those without metadata included. Members that subscribe to
/// nothing go unnoticed for as long as none before them subscribed to anything, as in
/// `AbstractStickyAssignor.allSubscriptionsEqual`.
fn are_subscriptions_equal(roster: &Roster<'_>) -> bool {
    let mut common: &[Arc<str>] = &[];
    for member in roster.members {
        let topics = &member.subscription.topics;
        if common.is_empty() {
            common = topics;
        } else if topics.len() != common.len() || !topics.iter().all(|topic| common.contains(topic))
        {
            return false;
        }
    }
    true
}
