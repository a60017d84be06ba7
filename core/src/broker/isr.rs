//! The in-sync replicas as their leader sees them: what the controller has confirmed, and what the
//! leader has proposed (`CommittedPartitionState`, `PendingExpandIsr`, `PendingShrinkIsr`).

use serde::{Deserialize, Serialize};

use crate::id::BrokerId;
use crate::sorted::Set;

/// The ISR on its leader.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct IsrState {
    members: Vec<BrokerId>,
    pending: Option<PendingIsr>,
}

/// A proposal that the controller has not confirmed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PendingIsr {
    /// With this follower besides (`PendingExpandIsr`).
    Expand(BrokerId),
    /// Without these followers (`PendingShrinkIsr`).
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

    /// The proposal that is not confirmed: while there is one, no other is made. It stays when the
    /// controller refuses it for a reason that only newer metadata can resolve.
    #[must_use]
    pub fn pending(&self) -> Option<&PendingIsr> {
        self.pending.as_ref()
    }

    /// The members that count until the controller has answered: a proposed member counts already,
    /// one that is to leave counts still (`maximalIsr`).
    pub fn maximal(&self) -> impl Iterator<Item = &BrokerId> {
        let joining = match &self.pending {
            Some(PendingIsr::Expand(joining)) => Some(joining),
            _ => None,
        };
        self.members.iter().chain(joining)
    }

    /// The ISR as proposed, or as it is, in ascending order as leaders send it.
    #[must_use]
    pub fn proposed(&self) -> Vec<BrokerId> {
        let mut isr = Set::new();
        match &self.pending {
            Some(PendingIsr::Shrink(leaving)) => {
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

    /// Whether these are the members that the controller has confirmed, in whatever order.
    pub(super) fn is_confirmed_as(&self, members: &[BrokerId]) -> bool {
        self.members.len() == members.len() && self.members.iter().all(|id| members.contains(id))
    }

    pub(super) fn propose(&mut self, pending: PendingIsr) {
        self.pending = Some(pending);
    }

    /// Goes back to what the controller has confirmed.
    pub(super) fn fall_back(&mut self) {
        self.pending = None;
    }
}
