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
use crate::sim::World;

/// The records that were acknowledged with success (acks 1 or all), or that their producer counts as sent
/// without (acks=0) and a leader has appended.
#[derive(Clone, Debug, Default)]
pub(super) struct Acknowledged {
    by_offset: Map<Offset, Counted>,
    /// Those of them that were reported as lost.
    lost: Map<Offset, Counted>,
    /// The offset from which on the current leader's log has not been searched for them.
    unchecked: Option<Offset>,
}

/// A record that its producer counts as sent.
#[derive(Clone, Copy, Debug)]
struct Counted {
    record: RecordId,
    /// Whether a leader said so.
    acknowledged: bool,
}

impl Acknowledged {
    pub(super) fn insert(&mut self, offset: Offset, record: RecordId, acknowledged: bool) {
        let counted = Counted {
            record,
            acknowledged,
        };
        self.by_offset.insert(offset, counted);
        self.check_from(offset);
    }

    /// The leader's log has changed from there on.
    pub(super) fn check_from(&mut self, offset: Offset) {
        self.unchecked = Some(self.unchecked.map_or(offset, |before| before.min(offset)));
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
        let has = |log: &Log, offset: Offset, record: RecordId| {
            offset < log.start_offset()
                || identity_at(log, offset).is_some_and(|(_, id)| id == record)
                || holds(log, record)
        };
        let is_lost = |(offset, counted): &(Offset, Counted)| {
            let mut logs = logs.iter();
            let has = |log: &&Log| has(log, *offset, counted.record);
            !self.leader_log.is_deleted(*offset) && !logs.any(has)
        };
        let acknowledged = self.acknowledged.by_offset.range(from..);
        let lost: Vec<(Offset, Counted)> = acknowledged
            .map(|(offset, counted)| (*offset, *counted))
            .filter(is_lost)
            .collect();
        for (offset, counted) in lost {
            self.acknowledged.by_offset.remove(&offset);
            self.acknowledged.lost.insert(offset, counted);
            let breach = self.not_durable(partition, offset, counted.record);
            if counted.acknowledged {
                found.breaches.push(breach);
            } else {
                found.unpromised.push(breach);
            }
        }
        if self.leader.is_some() {
            self.acknowledged.unchecked = None;
        }
    }

    /// An acknowledged record that was lost comes back where a replica that still had it leads, as after
    /// an unclean election.
    fn note_returned(&mut self, partition: TopicPartition, returned: &mut Vec<Breach>) {
        let Some((leader, _)) = self.leader else {
            return;
        };
        let Acknowledged {
            by_offset, lost, ..
        } = &mut self.acknowledged;
        let leader_log = &self.leader_log;
        lost.retain(|offset, counted| {
            let there = leader_log.get(*offset).map(|(_, record)| record);
            let is_there = there == Some(counted.record);
            if is_there {
                by_offset.insert(*offset, *counted);
                let breach = Breach::of(Invariant::AckedDurable).partition(partition);
                let breach = breach.broker(leader).offset(*offset);
                returned.push(breach.record(counted.record));
            }
            !is_there
        });
    }

    fn not_durable(&self, partition: TopicPartition, offset: Offset, record: RecordId) -> Breach {
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
        let (last, _) = self.acknowledged.by_offset.last_key_value()?;
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

/// Whether a log has a record, wherever it stands: one that was sent twice may stand elsewhere.
fn holds(log: &Log, wanted: RecordId) -> bool {
    log.records().any(|(_, _, record)| record.id == wanted)
}
