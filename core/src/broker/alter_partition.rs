//! A leader's ISR proposals on their way to the controller (`AlterPartitionManager`): one request at
//! a time, at most one proposal of each partition.
//!
//! Kafka puts every proposal that waits into one request; here a request holds one.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Disk;
use super::isr::PendingIsr;
use super::isr_answer::Outcome;
use super::leadership::Proposal;
use super::process::{Process, RECONNECT};
use crate::id::{BrokerEpoch, BrokerId, TopicPartition};
use crate::sim::{Channel, Out, Timer};
use crate::sorted::Map;
use crate::trace::{Event, OutOfSync};
use crate::wire::{
    AlterPartitionRequest, AlterPartitionResponse, AlteredPartition, ErrorCode, Request,
};

/// Proposals that the controller has not answered, and the one that is under way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proposals {
    unanswered: Map<TopicPartition, Proposal>,
    in_flight: Option<TopicPartition>,
}

impl Proposals {
    /// The proposal of that partition, while the controller has not answered it.
    pub(super) fn unanswered(&self, partition: TopicPartition) -> Option<&Proposal> {
        self.unanswered.get(&partition)
    }

    /// The partition of the proposal that is under way.
    pub(super) fn in_flight(&self) -> Option<TopicPartition> {
        self.in_flight
    }
}

impl Process {
    /// Looks for followers that are out of sync in every partition that this broker leads. What is
    /// proposed goes back to the last that was heard of the one that has been silent for longest.
    pub(super) fn shrink_isrs(&mut self, disk: &mut Disk, out: &mut Out<'_>) {
        let partitions: Vec<TopicPartition> = self.partitions.keys().copied().collect();
        for partition in partitions {
            let part = self.replica_mut(partition, disk, out);
            let proposal = part.and_then(|(state, log, context)| state.shrink_isr(log, &context));
            if let Some(proposal) = proposal {
                out.aside(|out| {
                    self.trace_shrink(partition, disk, out);
                    self.submit(partition, proposal, disk, out);
                });
            }
        }
    }

    fn trace_shrink(&self, partition: TopicPartition, disk: &Disk, out: &mut Out<'_>) {
        let Some((state, log)) = self.replica(partition, disk) else {
            return;
        };
        let Some(leadership) = state.leadership() else {
            return;
        };
        let Some(PendingIsr::Shrink(removed)) = leadership.isr().pending() else {
            return;
        };
        let heard = |id: &BrokerId| leadership.followers().get(id)?.heard;
        out.because(removed.iter().filter_map(heard).min());
        let known = |broker: &BrokerId| {
            let follower = leadership.followers().get(broker);
            OutOfSync {
                broker: *broker,
                end_offset: follower.and_then(|follower| follower.log_end_offset),
                last_caught_up: follower.and_then(|follower| follower.last_caught_up_time),
            }
        };
        out.follow(Event::IsrShrinkProposed {
            partition,
            from: leadership.isr().members().to_vec(),
            isr: leadership.isr().proposed(),
            out: removed.iter().map(known).collect(),
            high_watermark: log.high_watermark(),
            end_offset: log.end_offset(),
        });
    }

    /// A partition's leader proposes that a follower joins.
    pub(super) fn propose_to_expand(
        &mut self,
        partition: TopicPartition,
        joining: BrokerId,
        proposal: Proposal,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        out.aside(|out| {
            out.follow(Event::IsrExpandProposed {
                partition,
                isr: proposal.new_isr.iter().map(|(id, _)| *id).collect(),
                joining,
            });
            self.submit(partition, proposal, disk, out);
        });
    }

    /// Takes a proposal in, unless an earlier one of the same partition is still unanswered: then this
    /// one is not even tried.
    fn submit(
        &mut self,
        partition: TopicPartition,
        proposal: Proposal,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        if self.proposals.unanswered.contains_key(&partition) {
            let error = ErrorCode::OperationNotAttempted;
            self.settle(partition, &proposal, &Err(error), disk, out);
            return;
        }
        self.proposals.unanswered.insert(partition, proposal);
        self.send_proposals(out);
    }

    /// Sends the next proposal, unless one is under way. A process that is not registered
    /// yet has no broker epoch to send, and waits.
    pub(super) fn send_proposals(&mut self, out: &mut Out<'_>) {
        if self.proposals.in_flight.is_some() {
            return;
        }
        let Some((partition, proposal)) = self.proposals.unanswered.iter().next() else {
            return;
        };
        let Some(broker_epoch) = self.broker_epoch() else {
            out.set_timer(Timer::AlterPartition, RECONNECT);
            return;
        };
        let partition = *partition;
        let request = self.request_of(partition, proposal, broker_epoch);
        self.proposals.in_flight = Some(partition);
        let request = Request::AlterPartition(request);
        self.ask_controller(Channel::AlterPartition, request, out);
    }

    fn request_of(
        &self,
        partition: TopicPartition,
        proposal: &Proposal,
        broker_epoch: BrokerEpoch,
    ) -> AlterPartitionRequest {
        let own = Some(broker_epoch).filter(|_| self.config.semantics.broker_epoch_check);
        let members = proposal.new_isr.iter();
        AlterPartitionRequest {
            broker: self.me,
            broker_epoch,
            partition,
            leader_epoch: proposal.leader_epoch,
            partition_epoch: proposal.partition_epoch,
            new_isr: members
                .map(|(id, epoch)| (*id, if *id == self.me { own } else { *epoch }))
                .collect(),
            recovering: false,
        }
    }

    pub(super) fn retry_proposals(&mut self, out: &mut Out<'_>) {
        self.proposals.in_flight = None;
        out.set_timer(Timer::AlterPartition, RECONNECT);
    }

    pub(super) fn handle_alter_partition_response(
        &mut self,
        answer: &AlterPartitionResponse,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        out.cancel_timer(Timer::RequestTimeout(
            self.to_controller(Channel::AlterPartition),
        ));
        let partition = answer.partition;
        if self.proposals.in_flight != Some(partition) {
            return;
        }
        // Of a registration that is over nothing is said about the partition: the proposal stays.
        if answer.result == Err(ErrorCode::StaleBrokerEpoch) {
            return self.retry_proposals(out);
        }
        self.proposals.in_flight = None;
        let outcome = self
            .proposals
            .unanswered
            .remove(&partition)
            .map(|proposal| {
                let outcome = self.settle(partition, &proposal, &answer.result, disk, out);
                (outcome, proposal)
            });
        if let Some((Outcome::Retry, proposal)) = outcome {
            self.proposals.unanswered.insert(partition, proposal);
            out.set_timer(Timer::AlterPartition, RECONNECT);
        } else {
            self.send_proposals(out);
        }
    }

    /// Lets the partition know what became of its proposal, and does what follows.
    fn settle(
        &mut self,
        partition: TopicPartition,
        proposal: &Proposal,
        answer: &Result<AlteredPartition, ErrorCode>,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) -> Outcome {
        let Some((state, log, context)) = self.replica_mut(partition, disk, out) else {
            return Outcome::Ignored;
        };
        let outcome = state.handle_alter_partition_response(proposal, answer, log, &context);
        match (outcome, answer) {
            (Outcome::Committed(advance), Ok(altered)) => {
                let under_min_isr = state.is_under_min_isr();
                out.aside(|out| {
                    out.follow(Event::IsrCommitted {
                        partition,
                        isr: altered.isr.clone(),
                        partition_epoch: altered.partition_epoch,
                        by_answer: true,
                        under_min_isr,
                    });
                    self.on_high_watermark_advance(partition, advance, disk, out);
                });
            }
            (Outcome::Ignored, _) | (_, Ok(_)) => {}
            (_, Err(error)) => {
                let committed = state.leadership().map(|it| it.isr().members().to_vec());
                let broker_epoch = self.broker_epoch().unwrap_or(BrokerEpoch::UNKNOWN);
                out.trace(Event::AlterPartitionRefused {
                    partition,
                    error: *error,
                    outcome,
                    proposal: Some(Arc::new(self.request_of(partition, proposal, broker_epoch))),
                    committed: committed.unwrap_or_default(),
                });
            }
        }
        outcome
    }
}
