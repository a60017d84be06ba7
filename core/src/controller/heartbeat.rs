//! What the controller last heard of each broker (`BrokerHeartbeatManager`).

use serde::{Deserialize, Serialize};

use crate::id::{BrokerId, Offset, TraceId};
use crate::sorted::Map;
use crate::time::{Span, Time};

/// The last sign of life of a broker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Contact {
    at: Time,
    /// The trace of the message that brought it: what a fencing goes back to.
    trace: Option<TraceId>,
    /// The first record of the metadata log that the broker had not applied.
    metadata_offset: Offset,
}

/// The brokers whose session runs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Heartbeats {
    /// Where in the metadata log each broker's registration stands (`registerBrokerRecordOffset`).
    registrations: Map<BrokerId, Offset>,
    last_contact: Map<BrokerId, Contact>,
    /// How far others must have applied the metadata log before a broker in controlled shutdown may
    /// stop: as far as its leaderships have gone to others.
    controlled_shutdown: Map<BrokerId, Offset>,
}

impl Heartbeats {
    /// Notes where a broker's registration stands, and ends the session of the process before: one of
    /// its own begins with the first heartbeat.
    pub(super) fn register(&mut self, broker: BrokerId, registration_offset: Offset) {
        self.forget(broker);
        self.registrations.insert(broker, registration_offset);
    }

    /// Where a broker's registration stands in the metadata log.
    #[must_use]
    pub(super) fn registration_offset(&self, broker: BrokerId) -> Offset {
        self.registrations
            .get(&broker)
            .copied()
            .unwrap_or(Offset::ZERO)
    }

    /// Notes that the broker lives: its session begins anew.
    pub(super) fn touch(
        &mut self,
        broker: BrokerId,
        metadata_offset: Offset,
        at: Time,
        trace: Option<TraceId>,
    ) {
        let contact = Contact {
            at,
            trace,
            metadata_offset,
        };
        self.last_contact.insert(broker, contact);
    }

    /// Ends the broker's session, and returns the trace of its last sign of life.
    pub(super) fn forget(&mut self, broker: BrokerId) -> Option<TraceId> {
        self.controlled_shutdown.remove(&broker);
        self.last_contact.remove(&broker)?.trace
    }

    /// Whether the broker was heard of within the session.
    #[must_use]
    pub(super) fn has_valid_session(&self, broker: BrokerId, now: Time, session: Span) -> bool {
        let contact = self.last_contact.get(&broker);
        contact.is_some_and(|contact| contact.at + session >= now)
    }

    /// When the broker was last heard of, and how far it had applied the metadata log then.
    pub(super) fn last_contact(&self, broker: BrokerId) -> Option<(Time, Offset)> {
        let contact = self.last_contact.get(&broker)?;
        Some((contact.at, contact.metadata_offset))
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

    /// How far the slowest of these brokers has applied the metadata log, if there is one
    /// (`lowestActiveOffset`), and which that is.
    #[must_use]
    pub(super) fn slowest(&self, active: impl Fn(BrokerId) -> bool) -> Option<(Offset, BrokerId)> {
        self.last_contact
            .iter()
            .filter(|(broker, _)| active(**broker))
            .map(|(broker, contact)| (contact.metadata_offset, *broker))
            .min()
    }

    /// Where the log ended when the broker's last leaderships had gone to others.
    #[must_use]
    pub(super) fn controlled_shutdown_offset(&self, broker: BrokerId) -> Option<Offset> {
        self.controlled_shutdown.get(&broker).copied()
    }

    /// Notes that end, once (`maybeUpdateControlledShutdownOffset`).
    pub(super) fn enter_controlled_shutdown(&mut self, broker: BrokerId, end: Offset) {
        self.controlled_shutdown.get_or_insert_with(broker, || end);
    }
}
