//! When the controller last heard of each broker (`BrokerHeartbeatManager`).

use serde::{Deserialize, Serialize};

use crate::id::{BrokerId, TraceId};
use crate::sorted::Map;
use crate::time::{Span, Time};

/// The last sign of life of a broker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Contact {
    at: Time,
    /// The trace of the message that brought it: what a fencing goes back to.
    trace: Option<TraceId>,
}

/// The brokers whose session runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Heartbeats {
    last_contact: Map<BrokerId, Contact>,
}

impl Heartbeats {
    /// When the broker was last heard of, while its session runs.
    fn last_contact(&self, broker: BrokerId) -> Option<Time> {
        self.last_contact.get(&broker).map(|contact| contact.at)
    }

    /// Notes that the broker lives: its session begins anew.
    pub(super) fn touch(&mut self, broker: BrokerId, at: Time, trace: Option<TraceId>) {
        self.last_contact.insert(broker, Contact { at, trace });
    }

    /// Ends the broker's session, and returns the trace of its last sign of life.
    pub(super) fn forget(&mut self, broker: BrokerId) -> Option<TraceId> {
        self.last_contact.remove(&broker)?.trace
    }

    /// Whether the broker was heard of within the session.
    #[must_use]
    pub(super) fn has_valid_session(&self, broker: BrokerId, now: Time, session: Span) -> bool {
        self.last_contact(broker)
            .is_some_and(|contact| contact + session >= now)
    }

    /// The broker that has been silent for longest, if that is longer than the session.
    #[must_use]
    pub(super) fn stale(&self, now: Time, session: Span) -> Option<BrokerId> {
        self.last_contact
            .iter()
            .filter(|(_, contact)| contact.at + session < now)
            .min_by_key(|(_, contact)| contact.at)
            .map(|(broker, _)| *broker)
    }
}
