//! What producers were told is in (I1).

use crate::sorted::Map;

use super::ghost::Observed;
use super::history::{PartitionHistory, log_of};
use super::invariant::{Breach, Invariant};
use super::leader_log::identity_at;
use crate::config::BrokerConfig;
use crate::id::{BrokerId, Offset, RecordId, TopicPartition};
use crate::log::Log;
use crate::metadata::PartitionRegistration;
use crate::sim::{MessageInFlight, Payload, World};
use crate::wire::Response;

/// The records that were acknowledged with success (acks 1 or all), or that their producer counts as sent
/// without (acks=0) and a leader has appended.
#[derive(Clone, Debug, Default)]
pub(super) struct Acknowledged {
    /// By the offset at which each stands. A deposed leader may acknowledge one where the current leader has
    /// acknowledged another.
    by_place: Map<(Offset, RecordId), Counted>,
    /// Those of them that were reported as lost.
    lost: Map<RecordId, Counted>,
    /// The offset from which on the current leader's log has not been searched for the former.
    unchecked: Option<Offset>,
    /// The offset from which on it has not been searched for the latter.
    unsought: Offset,
}

/// How a producer counts a record as sent.
#[derive(Clone, Copy, Debug)]
struct Counted {
    /// Whether a leader said so.
    acknowledged: bool,
}

/// A record, and the offset at which it was put.
type Place = (Offset, RecordId);

impl Acknowledged {
    pub(super) fn insert(&mut self, offset: Offset, record: RecordId, acknowledged: bool) {
        let counted = Counted { acknowledged };
        self.by_place.insert((offset, record), counted);
        let unchecked = self.unchecked.unwrap_or(offset);
        self.unchecked = Some(unchecked.min(offset));
    }

    /// The leader's log has changed from there on.
    pub(super) fn check_from(&mut self, offset: Offset) {
        let unchecked = self.unchecked.unwrap_or(offset);
        self.unchecked = Some(unchecked.min(offset));
        self.unsought = self.unsought.min(offset);
    }
}

impl PartitionHistory {
    /// I1: every record acknowledged with success is on the current leader or, with no leader, on
    /// some replica that may be elected. What is lost is reported once.
    pub(super) fn check_acknowledged(
        &mut self,
        world: &World,
        partition: TopicPartition,
        registration: &PartitionRegistration,
        found: &mut Observed,
    ) {
        self.note_returned(partition, &mut found.returned);
        let holders = match self.leader {
            Some((leader, _)) => vec![leader],
            None => electable(world, partition, registration),
        };
        let Some(from) = self.unchecked_from(&holders) else {
            return;
        };
        let logs: Vec<&Log> = holders
            .iter()
            .filter_map(|broker| log_of(world, *broker, partition))
            .collect();
        let (mut lost, mut moved) = (Vec::new(), Vec::new());
        let acknowledged = self.acknowledged.by_place.range((from, RecordId(0))..);
        for (place, counted) in acknowledged {
            let mut logs = logs.iter();
            match logs.find_map(|log| offset_in(log, *place)) {
                Some(offset) if offset != place.0 => moved.push((*place, offset, *counted)),
                Some(_) => {}
                None if self.leader_log.is_deleted(place.0) => {}
                None if self.leader.is_none() && is_on_its_way(world, &holders, place.1) => {}
                None => lost.push((*place, *counted)),
            }
        }
        for (place, counted) in lost {
            self.acknowledged.by_place.remove(&place);
            self.acknowledged.lost.insert(place.1, counted);
            if self.leader.is_none() {
                // Whoever leads next is searched as a whole.
                self.acknowledged.unsought = Offset::ZERO;
            }
            let breach = self.not_durable(partition, place);
            if counted.acknowledged {
                found.breaches.push(breach);
            } else {
                found.unpromised.push(breach);
            }
        }
        if self.leader.is_some() {
            for (place, offset, counted) in moved {
                self.acknowledged.by_place.remove(&place);
                let place = (offset, place.1);
                self.acknowledged.by_place.insert(place, counted);
            }
            self.acknowledged.unchecked = None;
        }
    }

    /// An acknowledged record that was lost comes back where a replica that still had it leads, as after
    /// an unclean election, or where a request that carried it a second time arrives.
    fn note_returned(&mut self, partition: TopicPartition, returned: &mut Vec<Breach>) {
        let Some((leader, _)) = self.leader else {
            return;
        };
        let (acknowledged, end) = (&mut self.acknowledged, self.leader_log.end());
        let from = core::mem::replace(&mut acknowledged.unsought, end);
        if acknowledged.lost.is_empty() {
            return;
        }
        for offset in (from.0..end.0).map(Offset) {
            let there = self.leader_log.get(offset).map(|(_, record)| record);
            let Some(record) = there else { continue };
            if let Some(counted) = acknowledged.lost.remove(&record) {
                acknowledged.by_place.insert((offset, record), counted);
                let breach = Breach::of(Invariant::AckedDurable).partition(partition);
                returned.push(breach.broker(leader).offset(offset).record(record));
            }
        }
    }

    fn not_durable(&self, partition: TopicPartition, (offset, record): Place) -> Breach {
        let breach = Breach::of(Invariant::AckedDurable).partition(partition);
        let breach = breach.offset(offset).record(record);
        match self.leader {
            Some((leader, _)) => breach.broker(leader),
            None => breach,
        }
    }

    /// The offset from which on the acknowledged records have to be looked for. Below it one of the
    /// holders is known to agree with a leader that had them all.
    fn unchecked_from(&self, holders: &[BrokerId]) -> Option<Offset> {
        let ((last, _), _) = self.acknowledged.by_place.last_key_value()?;
        let known = holders.iter().filter_map(|broker| {
            let replica = self.replicas.get(broker)?;
            Some(replica.agrees_to)
        });
        let known = known.max().unwrap_or_default();
        let from = self
            .acknowledged
            .unchecked
            .map_or(known, |it| it.min(known));
        (from <= *last).then_some(from)
    }
}

/// Whoever may be elected as things stand.
fn electable(
    world: &World,
    partition: TopicPartition,
    registration: &PartitionRegistration,
) -> Vec<BrokerId> {
    let PartitionRegistration {
        replicas,
        isr,
        elr,
        last_known_elr,
        ..
    } = registration;
    let broker_config: &BrokerConfig = &world.scenario().broker_config;
    let config = world
        .metadata()
        .topic_config(partition.topic, broker_config);
    if config.unclean_leader_election_enable {
        return replicas.clone();
    }
    let mut electable = [isr.as_slice(), elr].concat();
    if electable.is_empty() {
        electable.clone_from(last_known_elr);
    }
    electable.retain(|id| replicas.contains(id));
    electable
}

/// Whether an answer to one of these followers, on its way or in its socket, carries a record.
fn is_on_its_way(world: &World, to: &[BrokerId], record: RecordId) -> bool {
    let carries = |message: &MessageInFlight| match &*message.payload {
        Payload::Response(Response::Fetch(response)) => {
            let mut batches = response.partitions.iter().flat_map(|it| &it.batches);
            batches.any(|batch| batch.records.iter().any(|one| one.id == record))
        }
        _ => false,
    };
    let mut connections = world.network().connections();
    connections.any(|(socket, line)| {
        let follower = socket.connection.client.broker();
        let mut answers = line.responses.iter().chain(&line.received);
        follower.is_some_and(|it| to.contains(&it)) && answers.any(carries)
    })
}

/// Where a log has a record: where it was put, or elsewhere, as one that was sent twice may stand. What lies
/// before the log's start was deleted, and stands where it stood.
fn offset_in(log: &Log, (offset, record): Place) -> Option<Offset> {
    let is_it = |(_, id)| id == record;
    if offset < log.start_offset() || identity_at(log, offset).is_some_and(is_it) {
        return Some(offset);
    }
    let mut records = log.records();
    let elsewhere = records.find(|(_, _, other)| other.id == record);
    elsewhere.map(|(offset, ..)| offset)
}
