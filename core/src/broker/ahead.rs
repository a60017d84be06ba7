//! What a broker's process is about to do, and what it waits for: for whoever explains that.

use super::fetcher::Fetcher;
use super::lifecycle::Stage;
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
        for (leader, fetcher) in &self.fetchers {
            if fetcher.failed.contains(&partition) {
                return Fetching::Fenced(*leader);
            }
            if let Some(state) = fetcher.partitions.get(&partition) {
                return fetching_from(*leader, fetcher, state.pause.filter(|until| *until > now));
            }
        }
        Fetching::FromNobody
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

    /// How far its life has come.
    #[must_use]
    pub(crate) fn stage(&self) -> Stage {
        self.lifecycle.stage()
    }

    /// Whether the controller owes it an answer to a registration or a heartbeat.
    #[must_use]
    pub(crate) fn awaits_controller(&self) -> bool {
        self.lifecycle.awaits_controller()
    }

    /// Which of its broker's processes it is, counted from 1.
    #[must_use]
    pub(crate) fn incarnation(&self) -> u32 {
        self.lifecycle.incarnation()
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
        Some(self.proposals.progress_of(partition))
    }

    /// A produce request that waits here for replicas.
    #[must_use]
    pub(crate) fn delayed_produce(&self, socket: Socket) -> Option<DelayedProduce> {
        self.delayed_produces.get(&socket).copied()
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

    /// The deletions that wait here for replicas.
    pub(crate) fn delayed_deletes(&self) -> impl Iterator<Item = Socket> + '_ {
        self.delayed_deletes.keys().copied()
    }
}

fn fetching_from(leader: BrokerId, fetcher: &Fetcher, pause: Option<Time>) -> Fetching {
    match pause {
        Some(until) if fetcher.in_flight.is_none() => Fetching::Pauses(leader, until),
        _ if fetcher.in_flight.is_some() => Fetching::Asks(leader),
        _ => Fetching::FromNobody,
    }
}
