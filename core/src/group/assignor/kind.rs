//! Which assignors there are, and what each can do.

use serde::{Deserialize, Serialize};

use super::roster::{Roster, Share};
use super::{
    GroupSubscription, MemberAssignment, UserData, cooperative, range, round_robin, sticky,
};

/// An assignor, as `partition.assignment.strategy` names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Assignor {
    /// Topic by topic, the first members get the first partitions.
    Range,
    /// Partition by partition, each to the next member.
    RoundRobin,
    /// As even as possible, and with as few moves as possible.
    Sticky,
    /// As [`Sticky`](Self::Sticky); a partition that moves is first taken from its owner, and given to
    /// the next one in a rebalance of its own.
    CooperativeSticky,
}

/// What members do with their partitions while the group rebalances (`RebalanceProtocol`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum RebalanceProtocol {
    /// They give all of them back before they join.
    Eager,
    /// They keep them, and give back what the new assignment takes from them.
    Cooperative,
}

impl Assignor {
    /// All of them.
    pub const ALL: [Self; 4] = [
        Self::Range,
        Self::RoundRobin,
        Self::Sticky,
        Self::CooperativeSticky,
    ];

    /// Its name in the protocol.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Range => "range",
            Self::RoundRobin => "roundrobin",
            Self::Sticky => "sticky",
            Self::CooperativeSticky => "cooperative-sticky",
        }
    }

    /// The assignor of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The most that it supports. All support [`RebalanceProtocol::Eager`].
    #[must_use]
    pub fn protocol(self) -> RebalanceProtocol {
        match self {
            Self::CooperativeSticky => RebalanceProtocol::Cooperative,
            Self::Range | Self::RoundRobin | Self::Sticky => RebalanceProtocol::Eager,
        }
    }

    /// Who gets what. The assignments stand in the order of the members.
    #[must_use]
    pub fn assign(self, group: &GroupSubscription<'_>) -> Vec<MemberAssignment> {
        let roster = Roster::new(group);
        let shares = match self {
            Self::CooperativeSticky => cooperative::assign(&roster),
            Self::Range | Self::RoundRobin | Self::Sticky => self.target_shares(&roster),
        };
        roster.named(&shares)
    }

    /// Who is to have what in the end. [`assign`](Self::assign) holds back what moves, if the assignor
    /// is cooperative, until its owner has given it up.
    #[must_use]
    pub fn target(self, group: &GroupSubscription<'_>) -> Vec<MemberAssignment> {
        let roster = Roster::new(group);
        roster.named(&self.target_shares(&roster))
    }

    fn target_shares(self, roster: &Roster<'_>) -> Vec<Share> {
        match self {
            Self::Range => range::assign(roster),
            Self::RoundRobin => round_robin::assign(roster),
            Self::Sticky => sticky::assign(roster, sticky::eager_member_data).shares,
            Self::CooperativeSticky => {
                sticky::assign(roster, sticky::cooperative_member_data).shares
            }
        }
    }

    /// What a member that was last given `last` sends along with its subscription
    /// (`subscriptionUserData`).
    #[must_use]
    pub fn user_data(self, last: Option<&UserData>) -> Option<UserData> {
        match self {
            Self::Range | Self::RoundRobin => None,
            Self::Sticky => last.cloned(),
            Self::CooperativeSticky => Some(UserData {
                previous_assignment: Vec::new(),
                generation: last.and_then(|last| last.generation),
            }),
        }
    }
}

impl RebalanceProtocol {
    /// What a member with these assignors does: the most that all of them support
    /// (`ConsumerCoordinator`).
    #[must_use]
    pub fn of(assignors: &[Assignor]) -> Self {
        let mut most = Self::Cooperative;
        for assignor in assignors {
            most = most.min(assignor.protocol());
        }
        most
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_eager_assignor_makes_a_member_eager() {
        use Assignor::{CooperativeSticky, Range, Sticky};
        for (assignors, protocol) in [
            (&[CooperativeSticky][..], RebalanceProtocol::Cooperative),
            (&[Range, CooperativeSticky], RebalanceProtocol::Eager),
            (&[CooperativeSticky, Sticky], RebalanceProtocol::Eager),
        ] {
            assert_eq!(RebalanceProtocol::of(assignors), protocol, "{assignors:?}");
        }
    }

    #[test]
    fn an_assignor_is_found_by_its_name() {
        for assignor in Assignor::ALL {
            assert_eq!(Assignor::named(assignor.name()), Some(assignor));
        }
        assert_eq!(Assignor::named("uniform"), None);
    }
}
