//! The in-sync replicas as their leader sees them: what the controller has confirmed, and what the
//! leader has proposed (`PartitionState` and its pending forms).

use serde::{Deserialize, Serialize};

use crate::id::BrokerId;
use crate::sorted::Set;

/// The ISR on its leader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IsrState {
    members: Vec<BrokerId>,
    pending: Option<Pending>,
}

/// A proposal that the controller has not answered yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Pending {
    /// With this follower besides.
    Expand(BrokerId),
    /// Without these followers.
    Shrink(Vec<BrokerId>),
}

impl IsrState {
    pub(super) fn committed(members: Vec<BrokerId>) -> Self {
        Self {
            members,
            pending: None,
        }
    }

    /// The members that the controller has confirmed.
    #[must_use]
    pub fn members(&self) -> &[BrokerId] {
        &self.members
    }

    /// Whether a proposal is under way: then there is no other.
    #[must_use]
    pub(super) fn is_pending(&self) -> bool {
        self.pending.is_some()
    }

    /// The members that count until the controller has answered: a proposed member counts already,
    /// one that is to leave counts still (`maximalIsr`).
    pub(crate) fn maximal(&self) -> impl Iterator<Item = &BrokerId> {
        let joining = match &self.pending {
            Some(Pending::Expand(joining)) => Some(joining),
            _ => None,
        };
        self.members.iter().chain(joining)
    }

    /// The ISR as proposed, or as it is, in ascending order as leaders send it.
    #[must_use]
    pub(super) fn proposed(&self) -> Vec<BrokerId> {
        let mut isr = Set::new();
        match &self.pending {
            Some(Pending::Shrink(leaving)) => {
                isr.extend(
                    self.members
                        .iter()
                        .filter(|id| !leaving.contains(id))
                        .copied(),
                );
            }
            _ => isr.extend(self.maximal().copied()),
        }
        isr.iter().copied().collect()
    }

    pub(super) fn propose_to_add(&mut self, follower: BrokerId) {
        self.pending = Some(Pending::Expand(follower));
    }

    pub(super) fn propose_to_remove(&mut self, followers: Vec<BrokerId>) {
        self.pending = Some(Pending::Shrink(followers));
    }

    /// Goes back to what the controller has confirmed.
    pub(super) fn fall_back(&mut self) {
        self.pending = None;
    }
}
