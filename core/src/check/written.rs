//! What producers have written to a partition, as far as it is committed: nothing of theirs is there
//! twice (I6), and it is there in their order (I7).

use super::ghost::Observed;
use super::history::{PartitionHistory, log_of};
use super::invariant::{Breach, Invariant};
use crate::client::Producer;
use crate::id::{NodeId, Offset, ProducerEpoch, ProducerId, RecordId, Sequence, TopicPartition};
use crate::log::{Batch, Log};
use crate::sim::World;
use crate::sorted::{Map, Set};
use crate::trace::Event;

/// Which record producers took after which, of those that they have not given up. Where a record is given
/// up nobody counts on its place: its request may still be read. Nor is anything promised from one process of a
/// producer's to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Accepted {
    places: Map<RecordId, (NodeId, u64)>,
    count: u64,
}

impl Accepted {
    pub(super) fn note(&mut self, actor: NodeId, event: &Event) {
        match event {
            Event::RecordAccepted { record, .. } => {
                self.count += 1;
                self.places.insert(*record, (actor, self.count));
            }
            Event::RecordFailed { record, .. } => {
                self.places.remove(record);
            }
            Event::ProducerCrashed { .. } => {
                self.places.retain(|_, (producer, _)| *producer != actor);
            }
            _ => {}
        }
    }
}

/// An idempotent producer, in one of its epochs.
type Author = (ProducerId, ProducerEpoch);

/// A record that is there twice, or behind one that was sent after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wrong {
    invariant: Invariant,
    offset: Offset,
    record: RecordId,
    /// Where its first copy stands, or that later one.
    other: Offset,
}

/// What is committed of one partition.
#[derive(Clone, Debug, Default)]
pub(super) struct Written {
    /// Everything below it was looked at.
    to: Offset,
    /// How many elections had lost something by then.
    unclean_elections: u32,
    /// Where a record stands, and who wrote it in which epoch, if its producer is idempotent.
    records: Map<RecordId, (Offset, Option<Author>)>,
    /// Those that are there in two epochs of one producer: when a batch fails, the epoch is bumped and the sequences of
    /// what is still in flight to that partition are written anew
    /// (`TransactionManager.bumpIdempotentProducerEpoch`), so that no leader knows the earlier attempt by them.
    in_two_epochs: Set<RecordId>,
    batches: Map<(ProducerId, ProducerEpoch, Sequence), Offset>,
    /// By producer: the place of the latest of its records, and where that stands.
    latest: Map<NodeId, (u64, Offset)>,
    /// The idempotent producers that have written here.
    idempotent: Set<ProducerId>,
    /// Those of them whose first batch here was not their first: a leader that knows nothing of a
    /// producer takes any sequence (`ProducerAppendInfo.checkSequence`), so what was sent to the leader before
    /// may come after it.
    begun_in_the_middle: Set<ProducerId>,
}

impl Written {
    /// Takes note of a batch, and says what of it was there before or comes too late.
    fn note(&mut self, batch: &Batch, accepted: &Accepted) -> Vec<Wrong> {
        let mut wrong = Vec::new();
        wrong.extend(self.note_sequence(batch));
        for (index, record) in batch.records.iter().enumerate() {
            if record.coordinator.is_none() {
                let offset = batch.base_offset.plus(index);
                wrong.extend(self.note_record(batch, offset, record.id, accepted));
            }
        }
        wrong
    }

    /// A batch of an idempotent producer is there once by its sequence.
    fn note_sequence(&mut self, batch: &Batch) -> Option<Wrong> {
        let sequence = batch.sequence.as_ref()?;
        let is_new = self.idempotent.insert(sequence.producer_id);
        if is_new && sequence.base_sequence != Sequence(0) {
            self.begun_in_the_middle.insert(sequence.producer_id);
        }
        let (author, offset) = (author_of(batch)?, batch.base_offset);
        let place = (author.0, author.1, sequence.base_sequence);
        let other = self.batches.insert(place, offset)?;
        let first = batch.records.first();
        Some(Wrong {
            invariant: Invariant::NoDuplicates,
            offset,
            record: first.map_or_else(RecordId::default, |record| record.id),
            other,
        })
    }

    fn note_record(
        &mut self,
        batch: &Batch,
        offset: Offset,
        record: RecordId,
        accepted: &Accepted,
    ) -> Option<Wrong> {
        let wrong = |invariant, other| Wrong {
            invariant,
            offset,
            record,
            other,
        };
        let author = author_of(batch);
        if let Some((other, before)) = self.records.get(&record) {
            if is_another_epoch(*before, author) {
                self.in_two_epochs.insert(record);
            }
            return Some(wrong(Invariant::NoDuplicates, *other));
        }
        self.records.insert(record, (offset, author));
        let (_, place) = accepted.places.get(&record)?;
        let latest = self.latest.get_or_default(batch.producer?);
        if *place < latest.0 {
            return Some(wrong(Invariant::ProducerOrder, latest.1));
        }
        *latest = (*place, offset);
        None
    }

    /// Whether idempotence does not promise it here: no order where the producer's log began in the middle, and of
    /// a record in two epochs not that it is there once.
    fn is_exempt(&self, batch: &Batch, invariant: Invariant, record: RecordId) -> bool {
        let began_in_the_middle = batch
            .sequence
            .as_ref()
            .is_some_and(|it| self.begun_in_the_middle.contains(&it.producer_id));
        match invariant {
            Invariant::ProducerOrder => began_in_the_middle,
            Invariant::NoDuplicates => self.in_two_epochs.contains(&record),
            _ => false,
        }
    }

    /// Forgets everything, since what is committed may be gone.
    fn start_over(&mut self, unclean_elections: u32) {
        *self = Self {
            unclean_elections,
            ..Self::default()
        };
    }
}

impl PartitionHistory {
    /// Looks at what is newly committed. After an unclean election it looks at everything anew, and reports
    /// nothing of what is there by then.
    pub(super) fn check_written(
        &mut self,
        world: &World,
        partition: TopicPartition,
        accepted: &Accepted,
        found: &mut Observed,
    ) {
        let Some(log) = self
            .leader
            .and_then(|(leader, _)| log_of(world, leader, partition))
        else {
            return;
        };
        let is_gone = self.unclean_elections != self.written.unclean_elections
            || self.committed_to < self.written.to;
        if is_gone {
            self.written.start_over(self.unclean_elections);
        }
        for batch in self.newly_committed(log) {
            for wrong in self.written.note(&batch, accepted) {
                if is_gone {
                    continue;
                }
                let (invariant, record) = (wrong.invariant, wrong.record);
                let breach = Breach::of(invariant).partition(partition);
                let breach = breach.offset(wrong.offset).record(record);
                let breach = breach.other(wrong.other);
                if is_promised(world, batch.producer, invariant)
                    && !self.written.is_exempt(&batch, invariant, record)
                {
                    found.breaches.push(breach);
                } else {
                    found.repeated_or_swapped.push(breach);
                }
            }
        }
        self.written.to = self.committed_to;
    }

    fn newly_committed(&self, log: &Log) -> Vec<Batch> {
        if self.committed_to <= self.written.to {
            return Vec::new();
        }
        let from = self.written.to.max(log.start_offset());
        let mut batches = log.read(from, self.committed_to);
        batches.retain(|batch| batch.base_offset >= from);
        batches
    }
}

fn author_of(batch: &Batch) -> Option<Author> {
    let sequence = batch.sequence.as_ref()?;
    Some((sequence.producer_id, sequence.producer_epoch))
}

/// Whether the same producer wrote it in another epoch.
fn is_another_epoch(before: Option<Author>, now: Option<Author>) -> bool {
    let ids = |(before, now): (Author, Author)| before.0 == now.0;
    before != now && before.zip(now).is_some_and(ids)
}

/// Whether a producer's configuration promises it: no duplicates where it is idempotent, its order also
/// where one request is in flight.
fn is_promised(world: &World, producer: Option<NodeId>, invariant: Invariant) -> bool {
    let producer = producer.and_then(|it| world.producer(it));
    let Some(config) = producer.map(Producer::config) else {
        return true;
    };
    let is_alone = config.max_in_flight_requests_per_connection == 1;
    config.is_idempotent() || (invariant == Invariant::ProducerOrder && is_alone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::group::CoordinatorRecord;
    use crate::group::classic::GroupId;
    use crate::id::{ClientId, LeaderEpoch, TopicId};
    use crate::log::{BatchSequence, Record};
    use crate::time::Time;

    const P1: NodeId = NodeId::Producer(ClientId(1));

    /// A batch with these records at an offset, of one that is idempotent if it has a sequence.
    fn batch(offset: i64, records: &[u64], sequence: Option<i32>) -> Batch {
        let record = |id: &u64| Record {
            id: RecordId(*id),
            ..Record::new(None, Some("v"))
        };
        let records = records.iter().map(record).collect();
        let mut batch = Batch::new(Offset(offset), LeaderEpoch(0), records);
        batch.producer = Some(P1);
        batch.sequence = sequence.map(|base_sequence| BatchSequence {
            producer_id: ProducerId(1),
            producer_epoch: ProducerEpoch(0),
            base_sequence: Sequence(base_sequence),
        });
        batch
    }

    /// What is wrong, where, and where the other one stands.
    fn wrong(batches: &[Batch]) -> Vec<(Invariant, i64, i64)> {
        let mut accepted = Accepted::default();
        for record in 1..=9 {
            let event = Event::RecordAccepted {
                partition: TopicPartition {
                    topic: TopicId(1),
                    ..TopicPartition::default()
                },
                record: RecordId(record),
            };
            accepted.note(NodeId::Producer(ClientId(1)), &event);
        }
        let mut written = Written::default();
        let mut wrong = Vec::new();
        for batch in batches {
            let found = written.note(batch, &accepted);
            let places = |it: &Wrong| (it.invariant, it.offset.0, it.other.0);
            wrong.extend(found.iter().map(places));
        }
        wrong
    }

    #[test]
    fn what_is_there_twice_or_comes_too_late_is_seen() {
        use Invariant::{NoDuplicates, ProducerOrder};
        for (batches, expected) in [
            (vec![batch(0, &[1, 2], None), batch(2, &[3], None)], vec![]),
            (
                vec![batch(0, &[1], None), batch(1, &[1], None)],
                vec![(NoDuplicates, 1, 0)],
            ),
            (
                vec![batch(0, &[2], None), batch(1, &[1], None)],
                vec![(ProducerOrder, 1, 0)],
            ),
            (
                vec![batch(0, &[1, 4], None), batch(2, &[2, 3], None)],
                vec![(ProducerOrder, 2, 1), (ProducerOrder, 3, 1)],
            ),
            (
                vec![
                    batch(0, &[1], None),
                    batch(1, &[2], None),
                    batch(2, &[1], None),
                ],
                vec![(NoDuplicates, 2, 0)],
            ),
            (
                vec![batch(0, &[1], Some(0)), batch(1, &[2], Some(0))],
                vec![(NoDuplicates, 1, 0)],
            ),
        ] {
            assert_eq!(wrong(&batches), expected);
        }
    }

    #[test]
    fn a_record_is_promised_once_within_an_epoch_of_its_producer() {
        let in_epoch = |offset: i64, epoch: i16, sequence: i32| {
            let mut batch = batch(offset, &[1], Some(sequence));
            let known = batch.sequence.as_mut().expect("it has a sequence");
            known.producer_epoch = ProducerEpoch(epoch);
            batch
        };
        let accepted = Accepted::default();
        for (epoch, sequence, is_exempt) in [(0, 1, false), (1, 0, true)] {
            let mut written = Written::default();
            written.note(&in_epoch(0, 0, 0), &accepted);
            let again = in_epoch(1, epoch, sequence);
            let found = written.note(&again, &accepted);
            let expected = Wrong {
                invariant: Invariant::NoDuplicates,
                offset: Offset(1),
                record: RecordId(1),
                other: Offset(0),
            };
            assert_eq!(found, [expected], "epoch {epoch}");
            let is = written.is_exempt(&again, expected.invariant, expected.record);
            assert_eq!(is, is_exempt);
        }
    }

    #[test]
    fn what_a_coordinator_writes_is_nobodys_record() {
        let tombstone = CoordinatorRecord::GroupMetadata {
            group_id: GroupId("board".into()),
            value: None,
        };
        let record = Record::of_coordinator(tombstone, Time::START, RecordId(2));
        let mut of_coordinator = batch(0, &[], None);
        of_coordinator.records = vec![record.clone(), record].into();
        let of_producer = [batch(2, &[1], None), batch(3, &[2], None)];
        let [first, second] = of_producer;
        assert_eq!(wrong(&[of_coordinator, first, second]), []);
    }
}
