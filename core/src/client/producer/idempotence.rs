//! The sequences by which brokers tell a batch that comes again from a new one, and what becomes of them
//! when a batch fails (`TransactionManager` of a producer without transactions, KIP-98, KIP-360).

use serde::{Deserialize, Serialize};

use super::batch::ProducerBatch;
use crate::id::{ProducerEpoch, ProducerIdAndEpoch, Sequence, TopicPartition};
use crate::log::BatchSequence;
use crate::sorted::{Map, Set};
use crate::wire::ErrorCode;

/// What an idempotent producer knows of its own sequences.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Sequences {
    /// Who it is; before a broker has said so, nothing is sent.
    pub(super) identity: Option<ProducerIdAndEpoch>,
    partitions: Map<TopicPartition, PartitionSequences>,
    /// Where a gap was found: there the sequences begin anew with the next epoch.
    to_rewrite: Set<TopicPartition>,
}

/// The sequences of one partition (`TxnPartitionEntry`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct PartitionSequences {
    /// Who wrote the batches to which these sequences belong.
    identity: ProducerIdAndEpoch,
    /// The sequence of the next record.
    next: Sequence,
    /// The last sequence that a leader has answered for.
    last_acknowledged: Sequence,
    /// After a batch that expired on its way: the sequence behind it. Whether a leader has the batch is
    /// known once all that is under way has been answered.
    unresolved: Option<Sequence>,
}

impl PartitionSequences {
    fn new(identity: ProducerIdAndEpoch) -> Self {
        Self {
            identity,
            next: Sequence(0),
            last_acknowledged: Sequence::NONE,
            unresolved: None,
        }
    }
}

/// What is to happen with a batch that a leader has refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AfterRefusal {
    /// It is sent again.
    Retry,
    /// It has failed.
    Fail,
}

impl AfterRefusal {
    /// What is to happen with a batch without a sequence.
    pub(super) fn of(error: ErrorCode) -> Self {
        match error.is_retriable() {
            true => Self::Retry,
            false => Self::Fail,
        }
    }
}

impl Sequences {
    /// Gives a batch that was never sent its place among those of its partition.
    pub(super) fn assign(&mut self, batch: &mut ProducerBatch) {
        let Some(identity) = self.identity else {
            return;
        };
        if batch.sequence.is_some() {
            return;
        }
        let sequences = self
            .partitions
            .get_or_insert_with(batch.partition, || PartitionSequences::new(identity));
        if sequences.identity != identity {
            *sequences = PartitionSequences::new(identity);
        }
        batch.sequence = Some(BatchSequence {
            producer_id: identity.producer_id,
            producer_epoch: identity.producer_epoch,
            base_sequence: sequences.next,
        });
        sequences.next = sequences.next.plus(record_count(batch));
    }

    /// Whether the first batch of a partition's queue may not be sent yet
    /// (`RecordAccumulator.shouldStopDrainBatchesForPartition`). Known are the batches of the partition
    /// that have a sequence: those that wait to be sent again and those under way.
    pub(super) fn holds_back(&self, first: &ProducerBatch, sequenced: &[&ProducerBatch]) -> bool {
        let Some(identity) = self.identity else {
            return true;
        };
        let partition = self.partitions.get(&first.partition);
        let Some(own) = &first.sequence else {
            let is_stale = partition.is_some_and(|it| it.identity != identity);
            let is_unresolved = partition.is_some_and(|it| it.unresolved.is_some());
            return is_unresolved || (is_stale && !sequenced.is_empty());
        };
        // A batch that is sent again waits until it is the oldest without an answer.
        let mut all = sequenced.iter().filter_map(|batch| batch.sequence);
        all.any(|other| other.base_sequence < own.base_sequence)
    }

    /// Takes the place of a batch back that could not leave; those after it gave theirs back before.
    pub(super) fn unassign(&mut self, batch: &mut ProducerBatch) {
        let Some(sequence) = batch.sequence else {
            return;
        };
        let following = last_sequence(batch).map(Sequence::next);
        if let Some(sequences) = self.partitions.get_mut(&batch.partition)
            && is_current(sequences, batch)
            && following == Some(sequences.next)
        {
            sequences.next = sequence.base_sequence;
            batch.sequence = None;
        }
    }

    /// A leader has taken a batch (`handleCompletedBatch`).
    pub(super) fn acknowledged(&mut self, batch: &ProducerBatch) {
        if let Some(sequences) = self.partitions.get_mut(&batch.partition)
            && let Some(last) = last_sequence(batch)
            && is_current(sequences, batch)
        {
            sequences.last_acknowledged = sequences.last_acknowledged.max(last);
        }
    }

    /// What follows from a leader's refusal of a batch (`TransactionManager.canRetry`).
    pub(super) fn refused(&mut self, batch: &ProducerBatch, error: ErrorCode) -> AfterRefusal {
        if error != ErrorCode::OutOfOrderSequenceNumber {
            return AfterRefusal::of(error);
        }
        let Some(sequence) = &batch.sequence else {
            return AfterRefusal::Fail;
        };
        if let Some(sequences) = self.partitions.get(&batch.partition) {
            let is_next = sequence.base_sequence == sequences.last_acknowledged.next();
            let is_gap = match sequences.unresolved {
                // The batch before it is on its way as well, or its sequences were just rewritten.
                None => is_next && is_current(sequences, batch) && !batch.is_renumbered,
                Some(next) => sequence.base_sequence == next,
            };
            if is_gap {
                self.to_rewrite.insert(batch.partition);
            }
        }
        AfterRefusal::Retry
    }

    /// A batch has failed for good (`handleFailedBatch`): if a leader refused it, what comes after it would
    /// leave a gap.
    pub(super) fn failed(&mut self, batch: &ProducerBatch, leaves_gap: bool) {
        if batch.sequence.is_some() && leaves_gap {
            self.to_rewrite.insert(batch.partition);
        }
    }

    /// A batch that had been sent took too long (`markSequenceUnresolved`): nobody knows whether a leader
    /// has it.
    pub(super) fn expired(&mut self, batch: &ProducerBatch) {
        if let Some(sequences) = self.partitions.get_mut(&batch.partition)
            && let Some(last) = last_sequence(batch)
        {
            let next = last.next();
            let before = sequences.unresolved.unwrap_or(next);
            sequences.unresolved = Some(before.max(next));
        }
    }

    /// The partitions where something expired (`partitionsWithUnresolvedSequences`).
    pub(super) fn unresolved(&self) -> Vec<TopicPartition> {
        let mut unresolved = Vec::new();
        for (partition, sequences) in &self.partitions {
            if sequences.unresolved.is_some() {
                unresolved.push(*partition);
            }
        }
        unresolved
    }

    /// Nothing with a sequence is under way to such a partition any more (`maybeResolveSequences`): if
    /// later batches were taken there is no gap, otherwise the sequences begin anew. Returns the last
    /// sequence that was answered for, and the next one, in that case.
    pub(super) fn resolve(&mut self, partition: TopicPartition) -> Option<(Sequence, Sequence)> {
        let sequences = self.partitions.get_mut(&partition)?;
        sequences.unresolved = None;
        let (last, next) = (sequences.last_acknowledged, sequences.next);
        if next == last.next() {
            return None;
        }
        self.to_rewrite.insert(partition);
        Some((last, next))
    }

    /// Whether the epoch is to be raised.
    pub(super) fn needs_epoch_bump(&self) -> bool {
        !self.to_rewrite.is_empty() && self.identity.is_some()
    }

    /// Begins the next epoch (`bumpIdempotentProducerEpoch`), and returns the partitions where the
    /// sequences begin anew. After the last epoch there is no identity until a broker gives another.
    pub(super) fn bump_epoch(&mut self) -> Set<TopicPartition> {
        let Some(identity) = &mut self.identity else {
            return Set::new();
        };
        let Some(epoch) = identity.producer_epoch.0.checked_add(1) else {
            self.identity = None;
            return Set::new();
        };
        identity.producer_epoch = ProducerEpoch(epoch);
        let rewritten = core::mem::take(&mut self.to_rewrite);
        for partition in rewritten.iter() {
            let anew = PartitionSequences::new(*identity);
            self.partitions.insert(*partition, anew);
        }
        rewritten
    }

    /// Gives a batch that had a sequence the next one of the new epoch (`startSequencesAtBeginning`). To be
    /// called in the order of the old ones.
    pub(super) fn renumber(&mut self, batch: &mut ProducerBatch) {
        batch.sequence = None;
        self.assign(batch);
        batch.is_renumbered = true;
    }
}

fn is_current(sequences: &PartitionSequences, batch: &ProducerBatch) -> bool {
    batch.sequence.is_some_and(|sequence| {
        let of_batch = (sequence.producer_id, sequence.producer_epoch);
        let identity = sequences.identity;
        of_batch == (identity.producer_id, identity.producer_epoch)
    })
}

fn record_count(batch: &ProducerBatch) -> i32 {
    i32::try_from(batch.records.len()).unwrap_or(i32::MAX)
}

fn last_sequence(batch: &ProducerBatch) -> Option<Sequence> {
    let sequence = batch.sequence.as_ref()?;
    Some(sequence.base_sequence.plus(record_count(batch) - 1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::ProducerConfig;
    use crate::id::{PartitionIndex, ProducerId, TopicId};
    use crate::log::Record;
    use crate::time::Time;

    const ORDERS_0: TopicPartition = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };

    fn sequences() -> Sequences {
        Sequences {
            identity: Some(ProducerIdAndEpoch {
                producer_id: ProducerId(1_000),
                producer_epoch: ProducerEpoch(0),
            }),
            ..Sequences::default()
        }
    }

    /// The next batch of one record.
    fn next(sequences: &mut Sequences) -> ProducerBatch {
        let record = Record::new(None, Some("v"));
        let config = ProducerConfig::default();
        let mut batch = ProducerBatch::of(ORDERS_0, record, &config, 1_000, Time::START);
        sequences.assign(&mut batch);
        batch
    }

    fn base(batch: &ProducerBatch) -> Option<i32> {
        batch.sequence.map(|sequence| sequence.base_sequence.0)
    }

    #[test]
    fn a_batch_out_of_order_is_a_gap_only_if_it_follows_on_what_was_answered_for() {
        for (acknowledged, refused, is_gap) in [(0, 0, true), (0, 1, false), (1, 1, true)] {
            let mut sequences = sequences();
            let batches = [next(&mut sequences), next(&mut sequences)];
            for batch in &batches[..acknowledged] {
                sequences.acknowledged(batch);
            }
            let error = ErrorCode::OutOfOrderSequenceNumber;
            let after = sequences.refused(&batches[refused], error);
            assert_eq!(after, AfterRefusal::Retry);
            assert_eq!(sequences.needs_epoch_bump(), is_gap, "batch {refused}");
        }
    }

    #[test]
    fn while_an_expired_batch_is_in_doubt_nothing_new_is_sent() {
        for (later_is_taken, begins_anew) in [(true, false), (false, true)] {
            let mut sequences = sequences();
            let (expired, later) = (next(&mut sequences), next(&mut sequences));
            sequences.expired(&expired);
            let mut fresh = later.clone();
            fresh.sequence = None;
            assert!(sequences.holds_back(&fresh, &[&later]));
            assert!(!sequences.holds_back(&later, &[&later]));
            if later_is_taken {
                sequences.acknowledged(&later);
            }
            assert_eq!(sequences.resolve(ORDERS_0).is_some(), begins_anew);
            assert_eq!(sequences.needs_epoch_bump(), begins_anew);
            assert!(!sequences.holds_back(&fresh, &[]));
        }
    }

    #[test]
    fn the_next_epoch_numbers_from_0_what_is_still_to_be_sent() {
        let mut sequences = sequences();
        let (first, mut second) = (next(&mut sequences), next(&mut sequences));
        sequences.failed(&first, true);
        assert_eq!(sequences.bump_epoch().len(), 1);
        sequences.renumber(&mut second);
        let epoch = second.sequence.map(|sequence| sequence.producer_epoch.0);
        assert_eq!((base(&second), epoch), (Some(0), Some(1)));
        assert_eq!(base(&next(&mut sequences)), Some(1));
        assert!(!sequences.needs_epoch_bump());
    }

    #[test]
    fn a_batch_that_could_not_leave_gives_its_place_back() {
        let mut sequences = sequences();
        let (mut first, mut second) = (next(&mut sequences), next(&mut sequences));
        sequences.unassign(&mut second);
        sequences.unassign(&mut first);
        assert_eq!((base(&first), base(&second)), (None, None));
        assert_eq!(base(&next(&mut sequences)), Some(0));
    }

    #[test]
    fn a_batch_that_is_sent_again_waits_for_those_before_it() {
        let mut sequences = sequences();
        let (first, second) = (next(&mut sequences), next(&mut sequences));
        assert!(sequences.holds_back(&second, &[&first, &second]));
        assert!(!sequences.holds_back(&second, &[&second]));
    }
}
