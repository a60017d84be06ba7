//! What a broker's process is about to do, and what it waits for: for whoever explains that.

use super::partition::{Context, Partition};
use super::process::Process;
use super::purgatory::DelayedDeleteRecords;
use super::{Broker, DelayedFetch, DelayedProduce};
use crate::id::{BrokerEpoch, BrokerId, TopicPartition};
use crate::log::Log;
use crate::sim::{Channel, ConnectionId, Socket};
use crate::time::{Span, Time};

/// How far a follower is with fetching a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fetching {
    /// It has asked this leader something and has no answer.
    Asks(BrokerId),
    /// It asks this leader again at that time.
    Pauses(BrokerId, Time),
    /// The leader epoch that it knows is over: it waits for metadata.
    Fenced(BrokerId),
    /// It fetches the partition from nobody.
    FromNobody,
}

/// How far a leader's ISR proposal has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ProposalProgress {
    /// It is sent, and not answered.
    UnderWay,
    /// That of another partition is under way, and goes first.
    Behind(TopicPartition),
    /// It is to be sent again.
    ToBeSent,
    /// It was refused, and only newer metadata says how things stand.
    Refused,
}

impl Broker {
    /// Its part in a partition, the log, and what that part knows of its surroundings at `now`.
    #[must_use]
    pub(crate) fn part(
        &self,
        partition: TopicPartition,
        now: Time,
    ) -> Option<(&Partition, &Log, Context<'_>)> {
        let process = self.process()?;
        let (state, log) = process.replica(partition, &self.disk)?;
        let context = Context {
            me: self.id,
            now,
            cause: None,
            config: &self.config,
            metadata: process.metadata(),
        };
        Some((state, log, context))
    }
}

impl Process {
    /// How far this broker is with fetching a partition.
    #[must_use]
    pub(crate) fn fetching(&self, partition: TopicPartition, now: Time) -> Fetching {
        let Some(following) = self.following(partition) else {
            return Fetching::FromNobody;
        };
        let leader = following.leader;
        let fetcher = self.fetchers.get(&leader);
        let asks = fetcher.is_some_and(|fetcher| fetcher.in_flight.is_some());
        match following.pause.filter(|until| *until > now) {
            _ if following.phase.is_none() => Fetching::Fenced(leader),
            _ if asks => Fetching::Asks(leader),
            Some(until) => Fetching::Pauses(leader, until),
            None => Fetching::FromNobody,
        }
    }

    /// The connection of its fetcher to a leader.
    #[must_use]
    pub(crate) fn fetcher_connection(&self, leader: BrokerId) -> ConnectionId {
        self.to_leader(leader)
    }

    /// Its connection to the controller for that purpose.
    #[must_use]
    pub(crate) fn controller_connection(&self, channel: Channel) -> ConnectionId {
        self.to_controller(channel)
    }

    /// How often it looks for followers that are out of sync.
    #[must_use]
    pub(crate) fn isr_check_interval(&self) -> Span {
        self.isr_expiration_interval()
    }

    /// Whether the controller owes it an answer to a registration or a heartbeat.
    #[must_use]
    pub(crate) fn awaits_controller(&self) -> bool {
        self.lifecycle.awaits_controller()
    }

    /// The registration of the process before, if that stopped in good order.
    #[must_use]
    pub(crate) fn previous_broker_epoch(&self) -> Option<BrokerEpoch> {
        self.lifecycle.previous_broker_epoch()
    }

    /// How far its ISR proposal of a partition has come, if there is one.
    #[must_use]
    pub(crate) fn proposal_progress(&self, partition: TopicPartition) -> Option<ProposalProgress> {
        let leadership = self.partition(partition)?.leadership()?;
        leadership.isr().pending()?;
        let is_unanswered = self.proposals.unanswered(partition).is_some();
        Some(match self.proposals.in_flight() {
            _ if !is_unanswered => ProposalProgress::Refused,
            Some(first) if first == partition => ProposalProgress::UnderWay,
            Some(first) => ProposalProgress::Behind(first),
            None => ProposalProgress::ToBeSent,
        })
    }

    /// A produce request that waits here for replicas.
    #[must_use]
    pub(crate) fn delayed_produce(&self, socket: Socket) -> Option<&DelayedProduce> {
        self.delayed_produces.get(&socket)
    }

    /// A fetch that waits here for data.
    #[must_use]
    pub(crate) fn delayed_fetch(&self, socket: Socket) -> Option<&DelayedFetch> {
        self.delayed_fetches.get(&socket)
    }

    /// A deletion that waits here for replicas.
    #[must_use]
    pub(crate) fn delayed_delete(&self, socket: Socket) -> Option<DelayedDeleteRecords> {
        self.delayed_deletes.get(&socket).copied()
    }
}
