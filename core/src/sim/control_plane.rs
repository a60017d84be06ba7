//! What an onlooker sees of the control plane: the metadata log, how far each broker has applied it,
//! and the sessions that run out.

use super::world::World;
use crate::broker::{Broker, Process};
use crate::id::{BrokerId, LeaderEpoch, Offset};
use crate::metadata::MetadataRecord;
use crate::time::{Span, Time};

/// A record of the metadata log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MetadataEntry<'a> {
    /// Where it stands.
    pub offset: Offset,
    /// What was written.
    pub record: &'a MetadataRecord,
    /// The leader epoch of its partition from here on, where it sets a leader. The record of a change
    /// does not hold it: whoever applies the record counts (`PartitionRegistration.merge`).
    pub leader_epoch: Option<LeaderEpoch>,
}

/// A broker in the eyes of the controller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokerLiveness {
    /// Which broker.
    pub broker: BrokerId,
    /// What the controller lets it do.
    pub state: LivenessState,
    /// How long it may be silent (`broker.session.timeout.ms`).
    pub session: Span,
    /// How much of that is left before the controller's next look at it may fence it; nothing while no
    /// session runs.
    pub left: Option<Span>,
    /// The end of what its process has applied of the metadata log, while one runs.
    pub applied: Option<Offset>,
}

/// `BrokerControlState`, and what comes before the first of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LivenessState {
    /// It never registered.
    Unregistered,
    /// It may neither lead nor be in an ISR.
    Fenced,
    /// It takes part.
    Active,
    /// It takes part no more, and waits until it may stop.
    ControlledShutdown,
}

impl World {
    /// The record of the metadata log at an offset.
    #[must_use]
    pub fn metadata_entry(&self, offset: Offset) -> Option<MetadataEntry<'_>> {
        let log = self.controller()?.log();
        let (record, later) = log.from(offset).split_first()?;
        Some(MetadataEntry {
            offset,
            record,
            leader_epoch: record.leader_epoch(later, log.image()),
        })
    }

    /// Where the next record of the metadata log goes.
    #[must_use]
    pub fn metadata_end(&self) -> Offset {
        let controller = self.controller();
        controller.map_or(Offset::ZERO, |controller| controller.log().end_offset())
    }

    /// Every broker in the eyes of the controller, at a moment that is not before the last event.
    #[must_use]
    pub fn liveness(&self, now: Time) -> Vec<BrokerLiveness> {
        let mut all = Vec::new();
        for broker in self.brokers() {
            all.push(self.liveness_of(broker, now));
        }
        all
    }

    fn liveness_of(&self, broker: &Broker, now: Time) -> BrokerLiveness {
        let controller = self.controller();
        let session = controller.and_then(|controller| controller.session_of(broker.id));
        BrokerLiveness {
            broker: broker.id,
            state: self.liveness_state(broker.id),
            session: Span::from_ms(broker.config().broker_session_timeout_ms),
            left: session.map(|session| session.expires.since(now)),
            applied: broker.process().map(Process::metadata_offset),
        }
    }

    /// What the controller lets a broker do.
    #[must_use]
    pub fn liveness_state(&self, broker: BrokerId) -> LivenessState {
        match self.metadata().brokers.get(&broker) {
            None => LivenessState::Unregistered,
            Some(known) if known.fenced => LivenessState::Fenced,
            Some(known) if known.in_controlled_shutdown => LivenessState::ControlledShutdown,
            Some(_) => LivenessState::Active,
        }
    }
}
