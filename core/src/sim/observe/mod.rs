//! What an onlooker sees, who knows both ends: replicas and how they stand, consumers with their lag, groups,
//! and producers.

mod group_records;
mod groups;
mod members;
mod producers;

pub use groups::{Countdown, GroupView, Heartbeat, MemberProgress, MemberView, PartitionProgress};
pub use producers::{BrokerSlots, ProducerView, SentRequest};

use std::sync::LazyLock;

use super::connection::ConnectionId;
use super::world::World;
use crate::broker::{Broker, ReplicaState};
use crate::client::{Cluster, Consumer};
use crate::config::TopicConfig;
use crate::id::{BrokerId, LeaderEpoch, NodeId, Offset, TopicPartition};
use crate::log::Log;
use crate::metadata::PartitionRegistration;
use crate::time::Time;
use crate::trace::Weight;
use crate::wire::Gist;

/// One replica of a partition.
#[derive(Clone, Debug)]
pub struct ReplicaView<'a> {
    /// The broker that holds it.
    pub broker: BrokerId,
    /// The partition.
    pub partition: TopicPartition,
    /// Its log.
    pub log: &'a Log,
    /// How it stands.
    pub standing: Standing,
    /// The leader epoch that its broker believes in; before it has heard of one, -1.
    pub leader_epoch: LeaderEpoch,
    /// Whether its broker believes that it leads. Two may believe so, in different epochs.
    pub leads: bool,
    /// Whether it is the preferred leader: the first in the assignment.
    pub preferred: bool,
    /// What the controller has recorded of it, whatever its broker does or believes.
    pub role: ReplicaRole,
    /// Whether it was elected uncleanly, and the next change of the ISR has not ended that
    /// (`LeaderRecoveryState.RECOVERING`).
    pub recovering: bool,
    /// Whether the partition is offline: the controller has no leader for it.
    pub offline: bool,
    /// By how many records its log ends before that of the replica that leads, while one does.
    pub lag: Option<u64>,
}

impl ReplicaView<'_> {
    /// What the controller has recorded of it, where its standing does not tell: of a leader that is
    /// dead or stands still, say, which leads on until it is fenced.
    #[must_use]
    pub fn untold_role(&self) -> Option<ReplicaRole> {
        let told = match self.standing {
            Standing::Leader => self.role == ReplicaRole::Leader,
            Standing::InSync => self.role == ReplicaRole::InSync,
            Standing::Eligible | Standing::LastKnownLeader | Standing::OutOfSync { .. } => true,
            Standing::Fenced
            | Standing::Paused
            | Standing::Crashed
            | Standing::PoweredOff
            | Standing::Stopped => self.role == ReplicaRole::OutOfSync,
        };
        (!told).then_some(self.role)
    }
}

/// What the controller has recorded of a replica.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReplicaRole {
    /// It is the leader.
    Leader,
    /// It is in the ISR.
    InSync,
    /// It is in the ELR: out of the ISR, yet known to have everything committed (KIP-966).
    Eligible,
    /// It led last, nobody leads, and nobody is eligible.
    LastKnownLeader,
    /// None of these.
    OutOfSync,
}

/// How a replica stands. What is said of the broker's process comes first, then what it believes of
/// itself, then what the controller says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its broker's process is dead.
    Crashed,
    /// Its broker's machine has no power.
    PoweredOff,
    /// Its broker's process has ended in good order.
    Stopped,
    /// Its broker's process stands still.
    Paused,
    /// It leads, as its broker believes.
    Leader,
    /// The controller has fenced its broker.
    Fenced,
    /// The controller has it in the ISR.
    InSync,
    /// The controller has it in the ELR.
    Eligible,
    /// The controller remembers it as the last leader of a partition that nobody leads.
    LastKnownLeader,
    /// The controller has it in none of these.
    OutOfSync {
        /// When it last had everything, as its leader knows.
        caught_up: Option<Time>,
    },
}

impl Standing {
    /// Whether no process runs, so that all that is left of the replica is what is on the disk.
    #[must_use]
    pub fn is_down(self) -> bool {
        matches!(self, Self::Crashed | Self::PoweredOff | Self::Stopped)
    }
}

/// Where a consumer stands in a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PositionView {
    /// The partition.
    pub partition: TopicPartition,
    /// The next offset that it will read.
    pub offset: Offset,
    /// How many records it may read and has not, while somebody leads: its `records-lag`, which counts from
    /// where it reads, not from what its group has committed.
    pub lag: Option<u64>,
    /// Whether its application has paused the partition.
    pub is_paused: bool,
}

impl World {
    /// Whether the controller lets a broker take no part: it is fenced, or not even registered.
    #[must_use]
    pub fn is_fenced(&self, broker: BrokerId) -> bool {
        let registration = self.metadata().brokers.get(&broker);
        registration.is_none_or(|registration| registration.fenced)
    }

    /// How many messages have reached a node and lie unread in its sockets, requests to it and answers:
    /// it is frozen, or slow, or busy with what came before them.
    #[must_use]
    pub fn unread(&self, node: NodeId) -> usize {
        let mut unread = 0;
        for (socket, connection) in self.network.connections() {
            let ConnectionId { client, server, .. } = socket.connection;
            if server == node {
                unread += connection.unread_requests().len();
            }
            if client == node {
                unread += connection.unread_responses().len();
            }
        }
        unread
    }

    /// How many in-sync replicas acks=all needs on a partition.
    #[must_use]
    pub fn min_isr(&self, partition: TopicPartition) -> Option<usize> {
        let metadata = self.metadata();
        let replicas = metadata.partitions.get(&partition)?.replicas.len();
        let config = metadata.topic_config(partition.topic, &self.scenario.broker_config);
        Some(TopicConfig::effective_min_isr(
            config.min_insync_replicas,
            replicas,
        ))
    }

    /// The replica that leads a partition, as its broker believes; of several, the one in the latest
    /// epoch.
    #[must_use]
    pub fn leading_replica(&self, partition: TopicPartition) -> Option<ReplicaView<'_>> {
        let (leader, _) = self.leading(partition)?;
        self.replica(leader, partition)
    }

    /// That replica's broker, and its log.
    fn leading(&self, partition: TopicPartition) -> Option<(BrokerId, &Log)> {
        let registration = self.metadata().partitions.get(&partition)?;
        let replicas = registration.replicas.iter();
        let (_, leader) = replicas
            .filter_map(|id| {
                let broker = self.broker(*id)?;
                let part = broker.process()?.partition(partition)?;
                part.leadership()?;
                Some((part.leader_epoch(), broker))
            })
            .max_by_key(|(epoch, _)| *epoch)?;
        Some((leader.id, leader.log(partition).unwrap_or(nothing())))
    }

    /// Whether a client believes that a broker serves records to it or takes them: by its own metadata that
    /// broker leads, or it is the replica to which the leader has sent the consumer.
    #[must_use]
    pub fn believes_to_serve(&self, client: NodeId, broker: BrokerId) -> bool {
        let leads = |cluster: &Cluster, partition: TopicPartition| {
            cluster.leader(partition).map(|(leader, _)| leader)
        };
        if let Some(producer) = self.producer(client) {
            let mut partitions = self.metadata().partitions_of_users();
            return partitions.any(|(it, _)| leads(producer.cluster(), it) == Some(broker));
        }
        let Some(consumer) = self.consumer(client) else {
            return false;
        };
        let partitions = consumer.subscription().assigned();
        partitions.into_iter().any(|it| {
            let replica = consumer.read_replica(it);
            replica.or_else(|| leads(consumer.cluster(), it)) == Some(broker)
        })
    }

    /// Where a consumer stands in each partition in which it has a position.
    #[must_use]
    pub fn positions(&self, consumer: &Consumer) -> Vec<PositionView> {
        let position = |(partition, offset): (TopicPartition, Offset)| PositionView {
            partition,
            offset,
            lag: self.records_lag(partition, offset),
            is_paused: consumer.has_paused(partition),
        };
        consumer.positions().map(position).collect()
    }

    /// How many records there are for a consumer to read that reads from an offset, by whoever would answer it
    /// as the leader.
    fn records_lag(&self, partition: TopicPartition, from: Offset) -> Option<u64> {
        let (_, log) = self.leading(partition)?;
        let unread = log.high_watermark().0.saturating_sub(from.0);
        Some(u64::try_from(unread).unwrap_or(0))
    }

    /// The replicas of a partition, in assignment order.
    #[must_use]
    pub fn replicas(&self, partition: TopicPartition) -> Vec<ReplicaView<'_>> {
        let registration = self.metadata().partitions.get(&partition);
        let replicas = registration.map(|registration| registration.replicas.as_slice());
        replicas
            .unwrap_or_default()
            .iter()
            .filter_map(|broker| self.replica(*broker, partition))
            .collect()
    }

    /// One replica, if that broker holds one.
    #[must_use]
    pub fn replica(&self, broker: BrokerId, partition: TopicPartition) -> Option<ReplicaView<'_>> {
        let registration = self.metadata().partitions.get(&partition)?;
        if !registration.replicas.contains(&broker) {
            return None;
        }
        let holder = self.broker(broker)?;
        let part = holder
            .process()
            .and_then(|process| process.partition(partition));
        let leads = part.is_some_and(|part| part.leadership().is_some());
        let log = holder.log(partition).unwrap_or(nothing());
        let behind = |(_, leading): (BrokerId, &Log)| {
            let behind = leading.end_offset().0 - log.end_offset().0;
            u64::try_from(behind).unwrap_or(0)
        };
        Some(ReplicaView {
            broker,
            partition,
            log,
            standing: self.standing(holder, partition, registration, leads),
            leader_epoch: part.map_or(LeaderEpoch(-1), |part| part.leader_epoch()),
            leads,
            preferred: registration.replicas.first() == Some(&broker),
            role: role(broker, registration),
            recovering: registration.recovering && registration.leader == Some(broker),
            offline: registration.leader.is_none(),
            lag: self.leading(partition).map(behind),
        })
    }

    /// Marks a follower's fetch that tells its leader something new, and an answer that brings the
    /// follower a high watermark that it does not have. Both ends know only their half; an onlooker
    /// sees both.
    pub(in crate::sim) fn with_news(&self, connection: ConnectionId, mut gist: Gist) -> Gist {
        let ends = connection.client.broker().zip(connection.server.broker());
        let Some((follower, leader)) = ends else {
            return gist;
        };
        match &mut gist {
            Gist::Fetch {
                partition: Some(partition),
                offset,
                news,
                ..
            } => {
                let known = self.follower_state(leader, follower, *partition);
                *news = known
                    .is_some_and(|state| state.log_end_offset.is_some_and(|end| end < *offset));
            }
            Gist::FetchAnswer {
                partition: Some(partition),
                high_watermark,
                news,
                error: None,
                ..
            } => {
                let log = self
                    .broker(follower)
                    .and_then(|broker| broker.log(*partition));
                *news |= log.is_some_and(|log| log.high_watermark() < *high_watermark);
            }
            _ => {}
        }
        gist
    }

    /// How much a message matters in this cluster: what is read of Kafka's own topics goes on in the background.
    #[must_use]
    pub fn weight_of_message(&self, gist: &Gist) -> Weight {
        let read = match gist {
            Gist::Fetch { partition, .. }
            | Gist::FetchAnswer {
                partition,
                error: None,
                ..
            } => *partition,
            _ => None,
        };
        match read {
            Some(one) if self.metadata().is_internal(one.topic) => Weight::Routine,
            _ => gist.weight(),
        }
    }

    /// Up to where a leader knows its followers to have everything, from their fetches; nothing of a
    /// follower that has not fetched from it yet, and nobody where that broker does not lead.
    #[must_use]
    pub fn known_ends(
        &self,
        leader: BrokerId,
        partition: TopicPartition,
    ) -> Vec<(BrokerId, Option<Offset>)> {
        let process = self.broker(leader).and_then(Broker::process);
        let leadership = process
            .and_then(|process| process.partition(partition))
            .and_then(|part| part.leadership());
        let followers = leadership.into_iter().flat_map(|it| it.followers());
        followers
            .map(|(follower, state)| (*follower, state.log_end_offset))
            .collect()
    }

    /// What a leader knows of a follower.
    fn follower_state(
        &self,
        leader: BrokerId,
        follower: BrokerId,
        partition: TopicPartition,
    ) -> Option<&ReplicaState> {
        let leader = self.broker(leader)?.process()?;
        leader
            .partition(partition)?
            .leadership()?
            .followers()
            .get(&follower)
    }

    fn standing(
        &self,
        broker: &Broker,
        partition: TopicPartition,
        registration: &PartitionRegistration,
        leads: bool,
    ) -> Standing {
        if let Some(standing) = self.standing_of_process(broker) {
            standing
        } else if leads {
            Standing::Leader
        } else if self.is_fenced(broker.id) {
            Standing::Fenced
        } else {
            match role(broker.id, registration) {
                // It has not heard yet that it leads: until then it is one of the ISR.
                ReplicaRole::Leader | ReplicaRole::InSync => Standing::InSync,
                ReplicaRole::Eligible => Standing::Eligible,
                ReplicaRole::LastKnownLeader => Standing::LastKnownLeader,
                ReplicaRole::OutOfSync => Standing::OutOfSync {
                    caught_up: self.caught_up(broker.id, partition, registration),
                },
            }
        }
    }

    fn caught_up(
        &self,
        follower: BrokerId,
        partition: TopicPartition,
        registration: &PartitionRegistration,
    ) -> Option<Time> {
        let state = self.follower_state(registration.leader?, follower, partition)?;
        state.last_caught_up_time
    }
}

/// What the controller has recorded of a replica.
fn role(broker: BrokerId, registration: &PartitionRegistration) -> ReplicaRole {
    if registration.leader == Some(broker) {
        ReplicaRole::Leader
    } else if registration.isr.contains(&broker) {
        ReplicaRole::InSync
    } else if registration.elr.contains(&broker) {
        ReplicaRole::Eligible
    } else if registration.last_known_elr.contains(&broker) {
        ReplicaRole::LastKnownLeader
    } else {
        ReplicaRole::OutOfSync
    }
}

/// The log of a replica that its broker has not heard of yet.
fn nothing() -> &'static Log {
    static EMPTY: LazyLock<Log> = LazyLock::new(Log::default);
    &EMPTY
}
