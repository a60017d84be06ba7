//! What a client knows of the cluster (`Metadata`): it asks some broker, and believes the newest
//! leader epoch that it has heard of.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::group::assignor::NamedPartition;
use crate::id::{BrokerId, LeaderEpoch, NodeId, PartitionIndex, TopicId, TopicPartition};
use crate::sim::{Channel, ConnectionId, Out, Timer};
use crate::sorted::{Map, Set};
use crate::time::{Span, Time};
use crate::trace::Event;
use crate::wire::{LeaderIdAndEpoch, MetadataResponse, ReplicaRacks, Request};

/// A client's metadata.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cluster {
    me: NodeId,
    topics: Map<Arc<str>, TopicId>,
    leaders: Map<TopicPartition, (Option<BrokerId>, LeaderEpoch)>,
    /// The racks of each partition's replicas, if a broker has one.
    racks: Map<TopicId, Vec<ReplicaRacks>>,
    /// `bootstrap.servers`: whom it asks when nobody that it knows can be reached.
    bootstrap: Vec<BrokerId>,
    /// The brokers that it may ask.
    brokers: Vec<BrokerId>,
    /// The broker that it has asked and that has not answered yet.
    asked: Option<BrokerId>,
    /// Whether it was ever answered.
    has_heard: bool,
    /// How often it was answered (`Metadata.updateVersion`).
    update_version: u32,
    /// When it asked last.
    asked_at: Option<Time>,
    /// How often it has asked: each time another broker, as long as none is better.
    turns: usize,
    /// Brokers to which the last connection failed.
    unreachable: Map<BrokerId, Backoff>,
    /// How often it asks without a reason (`metadata.max.age.ms`).
    max_age: Span,
}

/// A pause before the next attempt to connect (`reconnect.backoff.ms`, doubled with each failure up to
/// `reconnect.backoff.max.ms`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Backoff {
    failures: u32,
    until: Time,
}

const RECONNECT_BACKOFF_MS: u64 = 50;
const RECONNECT_BACKOFF_MAX_MS: u64 = 1_000;

impl Cluster {
    pub(super) fn new(me: NodeId, bootstrap: &[BrokerId], max_age_ms: u64) -> Self {
        Self {
            me,
            topics: Map::new(),
            leaders: Map::new(),
            racks: Map::new(),
            bootstrap: bootstrap.to_vec(),
            brokers: bootstrap.to_vec(),
            asked: None,
            has_heard: false,
            update_version: 0,
            asked_at: None,
            turns: 0,
            unreachable: Map::new(),
            max_age: Span::from_ms(max_age_ms),
        }
    }

    /// The brokers that it was told of (`bootstrap.servers`).
    pub(super) fn bootstrap(&self) -> &[BrokerId] {
        &self.bootstrap
    }

    /// The topic of that name, once the client has heard of it.
    #[must_use]
    pub fn topic(&self, name: &str) -> Option<TopicId> {
        self.topics.get(name).copied()
    }

    /// The partition, once the client has heard of it.
    #[must_use]
    pub fn partition(&self, topic: &str, index: PartitionIndex) -> Option<TopicPartition> {
        let partition = TopicPartition {
            topic: self.topic(topic)?,
            partition: index,
        };
        self.leaders.contains_key(&partition).then_some(partition)
    }

    /// How many partitions a topic has, once the client has heard of it.
    #[must_use]
    pub(super) fn partitions_of(&self, topic: &str) -> Option<u32> {
        Some(self.partition_count(self.topic(topic)?))
    }

    /// The racks of the replicas of a topic's partitions; empty where no broker has one.
    #[must_use]
    pub(super) fn racks_of(&self, topic: &str) -> &[ReplicaRacks] {
        let racks = self.topic(topic).and_then(|topic| self.racks.get(&topic));
        racks.map_or(&[], Vec::as_slice)
    }

    /// A topic's name.
    #[must_use]
    pub(super) fn name_of(&self, topic: TopicId) -> Option<Arc<str>> {
        let mut topics = self.topics.iter();
        let (name, _) = topics.find(|(_, id)| **id == topic)?;
        Some(Arc::clone(name))
    }

    /// A partition by its name.
    #[must_use]
    pub(crate) fn named(&self, partition: TopicPartition) -> Option<NamedPartition> {
        Some(NamedPartition {
            topic: self.name_of(partition.topic)?,
            partition: partition.partition,
        })
    }

    /// Whether it was ever asked for.
    #[must_use]
    pub(super) fn has_asked(&self) -> bool {
        self.asked_at.is_some()
    }

    /// Whether anybody has ever answered.
    #[must_use]
    pub(crate) fn has_heard(&self) -> bool {
        self.has_heard
    }

    /// How often it was answered (`Metadata.updateVersion`).
    #[must_use]
    pub(super) fn update_version(&self) -> u32 {
        self.update_version
    }

    /// The partitions that the client has heard of, in order.
    pub(super) fn partitions(&self) -> impl Iterator<Item = TopicPartition> {
        self.leaders.keys().copied()
    }

    /// How many partitions of a topic the client has heard of.
    #[must_use]
    pub(super) fn partition_count(&self, topic: TopicId) -> u32 {
        let of_topic = |partition: &&TopicPartition| partition.topic == topic;
        let count = self.leaders.keys().filter(of_topic).count();
        u32::try_from(count).unwrap_or(u32::MAX)
    }

    /// The partitions of a topic that have a leader (`Cluster.availablePartitionsForTopic`).
    #[must_use]
    pub(super) fn available_partitions(&self, topic: TopicId) -> Vec<PartitionIndex> {
        let mut available = Vec::new();
        for (partition, (leader, _)) in &self.leaders {
            if partition.topic == topic && leader.is_some() {
                available.push(partition.partition);
            }
        }
        available
    }

    /// The partitions that a broker leads, in order.
    #[must_use]
    pub(super) fn partitions_led_by(&self, broker: BrokerId) -> Vec<TopicPartition> {
        let mut led = Vec::new();
        for (partition, (leader, _)) in &self.leaders {
            if *leader == Some(broker) {
                led.push(*partition);
            }
        }
        led
    }

    /// Every broker that it may have a connection to.
    #[must_use]
    pub(super) fn known_brokers(&self) -> Set<BrokerId> {
        let mut known = Set::new();
        known.extend(self.brokers.iter().copied());
        known.extend(self.bootstrap.iter().copied());
        for (leader, _) in self.leaders.values() {
            known.extend(*leader);
        }
        known
    }

    /// Whether the broker is alive, as far as the client knows.
    #[must_use]
    pub(super) fn has_broker(&self, broker: BrokerId) -> bool {
        self.brokers.contains(&broker)
    }

    /// The leader and its epoch, as far as the client knows; no leader while there is none.
    #[must_use]
    pub fn leader(&self, partition: TopicPartition) -> Option<(BrokerId, LeaderEpoch)> {
        let (leader, epoch) = self.leaders.get(&partition)?;
        Some(((*leader)?, *epoch))
    }

    /// The client's connection to a broker.
    #[must_use]
    pub fn connection(&self, broker: BrokerId) -> ConnectionId {
        ConnectionId {
            client: self.me,
            server: broker.into(),
            channel: Channel::Client,
        }
    }

    /// Whether the client may connect to a broker now.
    ///
    /// # Errors
    /// When it may, after a connection that failed.
    pub(crate) fn may_connect(&self, broker: BrokerId, now: Time) -> Result<(), Time> {
        match self.unreachable.get(&broker) {
            Some(backoff) if backoff.until > now => Err(backoff.until),
            _ => Ok(()),
        }
    }

    /// A connection has failed: the next attempt waits.
    pub(super) fn connection_failed(&mut self, connection: ConnectionId, now: Time) {
        let Some(broker) = connection.server.broker() else {
            return;
        };
        let failures = self
            .unreachable
            .get(&broker)
            .map_or(0, |backoff| backoff.failures);
        let pause = RECONNECT_BACKOFF_MS << failures.min(10);
        let until = now + Span::from_ms(pause.min(RECONNECT_BACKOFF_MAX_MS));
        self.unreachable.insert(
            broker,
            Backoff {
                failures: failures + 1,
                until,
            },
        );
    }

    /// A connection works: its broker is reachable.
    pub(super) fn connection_works(&mut self, connection: ConnectionId) {
        if let Some(broker) = connection.server.broker() {
            self.unreachable.remove(&broker);
        }
    }

    /// The connection on which a request for metadata is under way, if one is.
    #[must_use]
    pub(crate) fn asks_on(&self) -> Option<ConnectionId> {
        Some(self.connection(self.asked?))
    }

    /// Whether a request for metadata is under way on this connection.
    pub(super) fn is_asking(&self, connection: ConnectionId) -> bool {
        self.asked
            .is_some_and(|broker| self.connection(broker) == connection)
    }

    /// Asks a broker, the one with the least to do, unless one has been asked already. Returns the
    /// connection on which it asks.
    pub(super) fn ask(
        &mut self,
        busy: impl Fn(BrokerId) -> usize,
        out: &mut Out<'_>,
    ) -> Option<ConnectionId> {
        if self.asked.is_some() || self.brokers.is_empty() {
            return None;
        }
        let now = out.now();
        if self.is_cut_off(now) {
            // What it knew of the cluster goes with the brokers (`Metadata.rebootstrap`).
            self.brokers = self.bootstrap.clone();
            self.has_heard = false;
        }
        let broker = match self.least_loaded(busy, now) {
            Ok(broker) => broker,
            Err(soonest) => {
                if let Some(soonest) = soonest {
                    out.set_timer_at(Timer::Metadata, soonest);
                }
                return None;
            }
        };
        self.turns += 1;
        self.asked = Some(broker);
        self.asked_at = Some(now);
        let connection = self.connection(broker);
        out.send(connection, Request::Metadata);
        Some(connection)
    }

    /// The broker with the least to do among those that can be reached
    /// (`NetworkClient.leastLoadedNode`).
    ///
    /// # Errors
    /// When one of those that it knows may be tried again, if none can be reached.
    pub(super) fn least_loaded(
        &self,
        busy: impl Fn(BrokerId) -> usize,
        now: Time,
    ) -> Result<BrokerId, Option<Time>> {
        let (mut best, mut soonest) = (None, None);
        for place in 0..self.brokers.len() {
            let broker = self.brokers[(self.turns + place) % self.brokers.len()];
            match self.may_connect(broker, now) {
                Ok(()) => {
                    let load = busy(broker);
                    if best.is_none_or(|(least, _)| load < least) {
                        best = Some((load, broker));
                    }
                }
                Err(until) => soonest = Some(soonest.map_or(until, |it: Time| it.min(until))),
            }
        }
        best.map(|(_, broker)| broker).ok_or(soonest)
    }

    /// Sees to it that metadata is asked for as soon as the last time is a pause ago
    /// (`Metadata.timeToAllowUpdate`). Whoever wants the same meanwhile puts nothing off.
    pub(super) fn ask_later(&self, backoff: Span, out: &mut Out<'_>) {
        let soonest = self.asked_at.map_or(Time::START, |at| at + backoff);
        out.set_timer_at(Timer::Metadata, soonest);
    }

    /// Whether no broker that it knows can be reached (`metadata.recovery.strategy=rebootstrap`, the
    /// default since 4.0).
    fn is_cut_off(&self, now: Time) -> bool {
        let mut brokers = self.brokers.iter();
        brokers.all(|broker| self.may_connect(*broker, now).is_err())
    }

    /// When the client asks if it means to at `at`: as soon as it may connect to somebody.
    #[must_use]
    pub(crate) fn asks_at(&self, at: Time) -> Time {
        let brokers = match self.is_cut_off(at) {
            true => &self.bootstrap,
            false => &self.brokers,
        };
        let mut soonest = None;
        for broker in brokers {
            let may = self.may_connect(*broker, at).err().unwrap_or(at);
            soonest = Some(soonest.map_or(may, |it: Time| it.min(may)));
        }
        soonest.unwrap_or(at)
    }

    /// Whether a client that means to ask at `at` does so only because its metadata is older than
    /// `metadata.max.age.ms` then.
    #[must_use]
    pub(crate) fn asks_by_age_at(&self, at: Time) -> bool {
        self.asked_at
            .is_some_and(|asked| at >= asked + self.max_age)
    }

    /// Nobody will answer: the client may ask again.
    pub(super) fn ask_failed(&mut self) {
        self.asked = None;
    }

    /// Takes an answer over. What it says of an older leader epoch than the client knows is stale,
    /// and is left aside.
    pub(super) fn learn(&mut self, response: MetadataResponse, out: &mut Out<'_>) {
        self.asked = None;
        self.update_version += 1;
        if !self.has_heard {
            self.has_heard = true;
            out.trace(Event::ClusterIdLearned);
        }
        if !response.brokers.is_empty() {
            self.brokers = response.brokers;
        }
        for topic in response.topics {
            for (index, (leader, leader_epoch)) in (0..).zip(topic.partitions) {
                let partition = TopicPartition {
                    topic: topic.id,
                    partition: PartitionIndex(index),
                };
                let known = self.leaders.get(&partition);
                if known.is_some_and(|(_, epoch)| *epoch > leader_epoch) {
                    continue;
                }
                if known != Some(&(leader, leader_epoch)) {
                    out.trace(Event::LeaderLearned {
                        partition,
                        leader,
                        leader_epoch,
                    });
                }
                self.leaders.insert(partition, (leader, leader_epoch));
            }
            self.racks.insert(topic.id, topic.racks);
            self.topics.insert(topic.name, topic.id);
        }
        out.set_timer(Timer::Metadata, self.max_age);
    }

    /// Takes over who leads, as a broker has said that was asked in vain, if that is newer than what it knows and it
    /// knows where to find it (`Metadata.updatePartitionLeadership`). Whether it is news.
    pub(super) fn learn_leader(
        &mut self,
        partition: TopicPartition,
        named: LeaderIdAndEpoch,
        out: &mut Out<'_>,
    ) -> bool {
        let LeaderIdAndEpoch {
            leader,
            leader_epoch,
            has_endpoint,
        } = named;
        let can_find = has_endpoint || self.has_broker(leader);
        let known = self.leaders.get(&partition);
        let is_newer = known.is_some_and(|(_, epoch)| *epoch < leader_epoch);
        if !can_find || !is_newer {
            return false;
        }
        if !self.has_broker(leader) {
            self.brokers.push(leader);
        }
        self.leaders.insert(partition, (Some(leader), leader_epoch));
        out.trace(Event::LeaderLearned {
            partition,
            leader: Some(leader),
            leader_epoch,
        });
        true
    }

    /// Whether every partition that the client knows has a leader.
    pub(super) fn is_complete(&self) -> bool {
        !self.leaders.is_empty() && self.leaders.values().all(|(leader, _)| leader.is_some())
    }
}
