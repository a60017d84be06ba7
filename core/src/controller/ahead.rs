//! What a controller will do about a broker or a partition, for whoever explains what waits for it.

use super::Controller;
use super::partition_change::ElectionKind;
use crate::id::{BrokerId, Offset, TopicPartition};
use crate::metadata::PartitionRegistration;
use crate::time::{Span, Time};
use crate::trace::Election;

/// A broker that comes back.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Return {
    /// The broker.
    pub broker: BrokerId,
    /// Whether its process has stopped in good order; none if it runs and is registered already.
    pub clean: Option<bool>,
}

impl Controller {
    /// When a broker is fenced if nothing more is heard of it: at the first look after its session. None
    /// without a session. `next_look` is when the controller looks next, and `heard` when it hears the last
    /// of that broker, if that is still to come.
    #[must_use]
    pub(crate) fn fences_at(
        &self,
        broker: BrokerId,
        next_look: Time,
        heard: Option<Time>,
    ) -> Option<Time> {
        let (last_contact, _) = self.heartbeats.last_contact(broker)?;
        let ends = heard.map_or(last_contact, |heard| heard.max(last_contact)) + self.session();
        if ends < next_look {
            return Some(next_look);
        }
        let interval = self.stale_check_interval().0.max(1);
        let looks = ends.since(next_look).0 / interval + 1;
        Some(next_look + Span(interval.saturating_mul(looks)))
    }

    /// Whether a process may not register, since the session of the one before runs.
    #[must_use]
    pub(crate) fn holds_session_of_another(
        &self,
        broker: BrokerId,
        incarnation: u32,
        now: Time,
    ) -> bool {
        let known = self.image().brokers.get(&broker);
        known.is_some_and(|known| known.incarnation != incarnation)
            && !self.config.semantics.restart_keeps_isr
            && (self.heartbeats).has_valid_session(broker, now, self.session())
    }

    /// How far a broker must have applied the metadata log to be unfenced: beyond its registration.
    #[must_use]
    pub(crate) fn registration_offset(&self, broker: BrokerId) -> Offset {
        self.heartbeats.registration_offset(broker)
    }

    /// Whom a broker in controlled shutdown has to wait for, and up to where that has to apply the
    /// metadata log, before it may stop.
    #[must_use]
    pub(crate) fn stops_after(&self, broker: BrokerId) -> Option<(BrokerId, Offset)> {
        let wanted = self.heartbeats.controlled_shutdown_offset(broker)?;
        let image = self.image();
        let (lowest, slowest) = self.heartbeats.slowest(|id| image.is_active(id))?;
        (lowest < wanted).then_some((slowest, wanted))
    }

    /// Whether the controller would cancel a move of a partition.
    #[must_use]
    pub(crate) fn cancels(&self, partition: TopicPartition) -> bool {
        let registration = self.image().partitions.get(&partition);
        registration.is_some_and(|it| self.may_cancel(partition, it))
    }

    /// Whether replicas outside ISR and ELR are elected by themselves.
    #[must_use]
    pub(crate) fn elects_uncleanly(&self, partition: TopicPartition) -> bool {
        self.election_kind(partition.topic) == ElectionKind::Unclean
    }

    /// Whom an unclean election would make leader of a partition now.
    #[must_use]
    pub(crate) fn unclean_leader(&self, partition: TopicPartition) -> Option<BrokerId> {
        let before = self.image().partitions.get(&partition)?;
        let (leader, _) = self.elect(partition, before, &[], ElectionKind::Unclean)?;
        Some(leader)
    }

    /// Who would lead a partition that nobody leads if these brokers came back: registered anew first,
    /// where their processes are over, and then unfenced.
    #[must_use]
    pub(crate) fn leader_after_return(
        &self,
        partition: TopicPartition,
        returning: &[Return],
    ) -> Option<(BrokerId, Election)> {
        let mut before = self.image().partitions.get(&partition)?.clone();
        for one in returning {
            if let Some(clean) = one.clean {
                self.lose_trust(partition, &mut before, one.broker, clean);
            }
        }
        self.elect(
            partition,
            &before,
            returning,
            self.election_kind(partition.topic),
        )
    }

    /// What the next registration of a broker means for a partition (`handle_shutdown`).
    fn lose_trust(
        &self,
        partition: TopicPartition,
        registration: &mut PartitionRegistration,
        broker: BrokerId,
        clean: bool,
    ) {
        let unclean = !clean && self.elr_enabled();
        let is_trusted = registration.isr.contains(&broker) || registration.elr.contains(&broker);
        if !unclean || !is_trusted {
            return;
        }
        let acceptable = |id: BrokerId| id != broker && self.image().is_active(id);
        let mut isr = registration.isr.clone();
        isr.retain(|id| *id != broker);
        let change = self
            .change_of(partition, registration, &acceptable)
            .election(self.election_kind(partition.topic))
            .target_isr(isr)
            .unclean_shutdown(vec![broker])
            .build();
        if let Some((change, _)) = change {
            registration.merge(&change);
        }
    }

    fn elect(
        &self,
        partition: TopicPartition,
        before: &PartitionRegistration,
        returning: &[Return],
        kind: ElectionKind,
    ) -> Option<(BrokerId, Election)> {
        let returns = |id: BrokerId| returning.iter().any(|one| one.broker == id);
        let acceptable = |id: BrokerId| returns(id) || self.image().is_active(id);
        let change = self
            .change_of(partition, before, &acceptable)
            .election(kind)
            .build();
        let (change, election) = change?;
        Some((change.leader??, election))
    }
}
