//! The sequences by which brokers tell a batch that comes again from a new one, and what becomes of them
//! when a batch fails (`TransactionManager` of a producer without transactions, KIP-98, KIP-360).

use serde::{Deserialize, Serialize};

use super::accumulator::ProducerBatch;
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
            return match error.is_retriable() {
                true => AfterRefusal::Retry,
                false => AfterRefusal::Fail,
            };
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
