//! A leader's ISR proposals on their way to the controller (`AlterPartitionManager`): one request at
//! a time, at most one proposal of each partition.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::Disk;
use super::leadership::Proposal;
use super::partition::Partition;
use super::process::{Process, RECONNECT};
use crate::id::{BrokerEpoch, BrokerId, TopicPartition};
use crate::sim::{Channel, Out, Timer};
use crate::sorted::Set;
use crate::trace::{Event, OutOfSync};
use crate::wire::{AlterPartitionRequest, AlterPartitionResponse, Request};

/// Proposals that are to be sent, and the one that is under way.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Proposals {
    waiting: Set<TopicPartition>,
    in_flight: Option<TopicPartition>,
}

impl Process {
    /// Looks for followers that are out of sync in every partition that this broker leads. What is
    /// proposed goes back to the last that was heard of the one that has been silent for longest.
    pub(super) fn shrink_isrs(&mut self, disk: &Disk, out: &mut Out<'_>) {
        let metadata = self.metadata.clone();
        for (partition, state) in &mut self.partitions {
            let Some(log) = disk.logs.get(partition) else {
                continue;
            };
            let context = super::Context {
                me: self.me,
                now: out.now(),
                cause: out.cause(),
                config: &self.config,
                metadata: &metadata,
            };
            let removed = state.shrink_isr(log, &context);
            let Some(leadership) = state.leadership().filter(|_| !removed.is_empty()) else {
                continue;
            };
            let heard = |id: &BrokerId| leadership.followers().get(id)?.heard;
            out.because(removed.iter().filter_map(heard).min());
            let known = |broker: BrokerId| {
                let follower = leadership.followers().get(&broker);
                OutOfSync {
                    broker,
                    end_offset: follower.and_then(|follower| follower.log_end_offset),
                    last_caught_up: follower.and_then(|follower| follower.last_caught_up_time),
                }
            };
            out.follow(Event::IsrShrinkProposed {
                partition: *partition,
                from: leadership.isr().members().to_vec(),
                isr: leadership.isr().proposed(),
                out: removed.into_iter().map(known).collect(),
                high_watermark: log.high_watermark(),
                end_offset: log.end_offset(),
            });
            self.proposals.waiting.insert(*partition);
        }
        self.send_proposals(out);
    }

    /// A partition's leader proposes that a follower joins.
    pub(super) fn propose(
        &mut self,
        partition: TopicPartition,
        joining: BrokerId,
        out: &mut Out<'_>,
    ) {
        let Some(leadership) = self
            .partitions
            .get(&partition)
            .and_then(Partition::leadership)
        else {
            return;
        };
        let isr = leadership.isr().proposed();
        self.proposals.waiting.insert(partition);
        out.aside(|out| {
            out.follow(Event::IsrExpandProposed {
                partition,
                isr,
                joining,
            });
            self.send_proposals(out);
        });
    }

    /// Sends the next proposal, unless one is under way. A process without a registration has
    /// nobody to speak as, and waits.
    pub(super) fn send_proposals(&mut self, out: &mut Out<'_>) {
        if self.proposals.in_flight.is_some() || self.proposals.waiting.is_empty() {
            return;
        }
        let Some(broker_epoch) = self.broker_epoch() else {
            out.set_timer(Timer::AlterPartition, RECONNECT);
            return;
        };
        while let Some(partition) = self.proposals.waiting.pop_first() {
            if let Some(request) = self.proposal(partition, broker_epoch) {
                self.proposals.in_flight = Some(partition);
                self.ask_controller(
                    Channel::AlterPartition,
                    Request::AlterPartition(request),
                    out,
                );
                return;
            }
        }
    }

    /// What is to be proposed for a partition now, if anything still is.
    fn proposal(
        &self,
        partition: TopicPartition,
        broker_epoch: BrokerEpoch,
    ) -> Option<AlterPartitionRequest> {
        let state = self.partitions.get(&partition)?;
        let leadership = state
            .leadership()
            .filter(|leadership| leadership.isr().is_pending())?;
        let epoch_of = |id: BrokerId| {
            if id == self.me {
                return Some(broker_epoch);
            }
            leadership
                .followers()
                .get(&id)
                .and_then(|follower| follower.broker_epoch)
        };
        Some(AlterPartitionRequest {
            broker: self.me,
            broker_epoch,
            partition,
            leader_epoch: state.leader_epoch(),
            partition_epoch: state.partition_epoch(),
            new_isr: leadership
                .isr()
                .proposed()
                .into_iter()
                .map(|id| (id, epoch_of(id)))
                .collect(),
            recovering: false,
        })
    }

    /// The proposal of a partition that is under way, and the ISR that it builds on.
    fn what_was_proposed(
        &self,
        partition: TopicPartition,
    ) -> (Option<AlterPartitionRequest>, Vec<BrokerId>) {
        let sent = self
            .broker_epoch()
            .and_then(|broker_epoch| self.proposal(partition, broker_epoch));
        let leadership = self
            .partitions
            .get(&partition)
            .and_then(Partition::leadership);
        let committed = leadership.map(|leadership| leadership.isr().members().to_vec());
        (sent, committed.unwrap_or_default())
    }

    pub(super) fn retry_proposals(&mut self, out: &mut Out<'_>) {
        if let Some(partition) = self.proposals.in_flight.take() {
            self.proposals.waiting.insert(partition);
        }
        out.set_timer(Timer::AlterPartition, RECONNECT);
    }

    pub(super) fn proposal_answered(
        &mut self,
        answer: &AlterPartitionResponse,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        out.cancel_timer(Timer::RequestTimeout(
            self.to_controller(Channel::AlterPartition),
        ));
        self.proposals.in_flight = None;
        let partition = answer.partition;
        let (sent, committed) = self.what_was_proposed(partition);
        let proposal = self
            .partitions
            .get_mut(&partition)
            .map(|state| state.proposal_answered(answer));
        match (proposal, &answer.result) {
            (Some(Proposal::Committed), Ok(altered)) => out.aside(|out| {
                let state = self.partitions.get(&partition);
                out.follow(Event::IsrCommitted {
                    partition,
                    isr: altered.isr.clone(),
                    partition_epoch: altered.partition_epoch,
                    by_answer: true,
                    under_min_isr: state.is_some_and(Partition::is_under_min_isr),
                });
                self.try_advance(partition, disk, out);
            }),
            (Some(proposal), Err(error)) => {
                out.trace(Event::AlterPartitionRefused {
                    partition,
                    error: *error,
                    proposal: sent.map(Arc::new),
                    committed,
                });
                if proposal == Proposal::Retry {
                    self.proposals.waiting.insert(partition);
                    out.set_timer(Timer::AlterPartition, RECONNECT);
                    return;
                }
            }
            _ => {}
        }
        self.send_proposals(out);
    }
}
