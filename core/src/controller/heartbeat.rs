//! When the controller last heard of each broker (`BrokerHeartbeatManager`).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::id::BrokerId;
use crate::time::{Span, Time};

/// The brokers whose session runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Heartbeats {
    last_contact: BTreeMap<BrokerId, Time>,
}

impl Heartbeats {
    /// When the broker was last heard of, while its session runs.
    #[must_use]
    pub fn last_contact(&self, broker: BrokerId) -> Option<Time> {
        self.last_contact.get(&broker).copied()
    }

    /// Notes that the broker lives: its session begins anew.
    pub(super) fn touch(&mut self, broker: BrokerId, now: Time) {
        self.last_contact.insert(broker, now);
    }

    /// Ends the broker's session.
    pub(super) fn forget(&mut self, broker: BrokerId) {
        self.last_contact.remove(&broker);
    }

    /// Whether the broker was heard of within the session.
    #[must_use]
    pub fn has_valid_session(&self, broker: BrokerId, now: Time, session: Span) -> bool {
        self.last_contact(broker)
            .is_some_and(|contact| contact + session >= now)
    }

    /// The broker that has been silent for longest, if that is longer than the session.
    #[must_use]
    pub fn stale(&self, now: Time, session: Span) -> Option<BrokerId> {
        self.last_contact
            .iter()
            .filter(|(_, contact)| **contact + session < now)
            .min_by_key(|(_, contact)| **contact)
            .map(|(broker, _)| *broker)
    }
}
