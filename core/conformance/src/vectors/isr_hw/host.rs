//! The host of the partition is the case here, as the broker is in the simulation.

use std::collections::BTreeSet;

use highwater_core::broker::{
    Context, FetchState, Outcome as ProposalOutcome, Partition, Proposal,
};
use highwater_core::config::BrokerConfig;
use highwater_core::id::{BrokerEpoch, BrokerId, LeaderEpoch, Offset, PartitionEpoch};
use highwater_core::log::{Batch, Log, Record};
use highwater_core::metadata::{MetadataImage, MetadataRecord, PartitionRegistration};
use highwater_core::time::{Span, Time};
use highwater_core::wire::{Acks, AlteredPartition, ErrorCode};
use serde_json::json;

use super::super::error_code;
use super::format::{BrokerState, Input, Step};
use crate::case::{Failure, Outcome, compare};

/// When every case begins.
const BEGIN: Time = Time::from_ms(1_000);

/// The registration of every broker, unless a fetch says another.
const REGISTRATION: BrokerEpoch = BrokerEpoch(1);

/// Who hands the partition what happens, and keeps what it proposes.
pub struct Host {
    me: BrokerId,
    config: BrokerConfig,
    metadata: MetadataImage,
    now: Time,
    pub(super) log: Log,
    pub(super) partition: Partition,
    /// The proposal that the controller has not answered. In the simulation these are
    /// `broker::alter_partition::Proposals`, which only a whole broker can drive: with a registration, a
    /// connection to its controller, and timers. Here the case is the controller, as in Kafka's own
    /// tests, whose `MockAlterPartitionManager` keeps one proposal, too. What becomes of an answer is
    /// decided by the engine's `Partition` in both.
    pub(super) unanswered: Option<Proposal>,
}

impl Host {
    /// A broker with the log that the case begins with.
    pub fn new(input: &Input, steps: &[Step]) -> Self {
        let config = BrokerConfig {
            replica_lag_time_max_ms: input.replica_lag_time_max_ms,
            min_insync_replicas: input.min_insync_replicas,
            ..BrokerConfig::default()
        };
        let mut log = Log::default();
        for offset in 0..i64::from(input.log_end_offset.get()) {
            log.append(
                Batch::new(Offset(offset), LeaderEpoch(0), records(1)),
                BEGIN,
            );
        }
        log.set_high_watermark(Offset(input.checkpointed_hw));
        let mut host = Self {
            me: BrokerId(input.leader),
            config,
            metadata: MetadataImage::default(),
            now: BEGIN,
            log,
            partition: Partition::new(input.min_insync_replicas),
            unanswered: None,
        };
        for broker in brokers(input, steps) {
            host.register(BrokerId(broker));
        }
        host
    }

    fn register(&mut self, broker: BrokerId) {
        self.metadata.apply(&MetadataRecord::RegisterBroker {
            broker,
            broker_epoch: REGISTRATION,
            incarnation: 1,
            rack: None,
        });
        self.set_state(broker, BrokerState::Active);
    }

    fn set_state(&mut self, broker: BrokerId, state: BrokerState) {
        self.metadata
            .apply(&MetadataRecord::BrokerRegistrationChange {
                broker,
                broker_epoch: REGISTRATION,
                fenced: Some(matches!(state, BrokerState::Fenced)),
                in_controlled_shutdown: Some(matches!(state, BrokerState::ShuttingDown)),
            });
    }

    /// Does what a step says, or holds what it expects against what is.
    pub fn step(&mut self, number: usize, step: &Step) -> Outcome {
        match step {
            Step::BecomeLeader {
                leader_epoch,
                partition_epoch,
                replicas,
                isr,
            } => self.update(self.me, (*leader_epoch, *partition_epoch), replicas, isr),
            Step::BecomeFollower {
                leader,
                leader_epoch,
                partition_epoch,
                replicas,
                isr,
            } => {
                let epochs = (*leader_epoch, *partition_epoch);
                self.update(BrokerId(*leader), epochs, replicas, isr);
            }
            Step::Append { records: count } => self.append(count.get())?,
            Step::Fetch { replica, offset } => self.fetch(BrokerId(*replica), Offset(*offset))?,
            Step::BrokerState { replica, state } => self.set_state(BrokerId(*replica), *state),
            Step::AdvanceMs { ms } => self.now = self.now + Span::from_ms(*ms),
            Step::MaybeShrinkIsr => {
                let (partition, log, context) = self.parts();
                let proposal = partition.shrink_isr(log, &context);
                self.submit(proposal);
            }
            Step::ControllerAccepts { partition_epoch } => {
                self.answered(Ok(PartitionEpoch(*partition_epoch)))?;
            }
            Step::ControllerRejects { error } => self.answered(Err(error))?,
            Step::Expect(expected) => {
                let place = format!("steps[{number}]");
                compare(&place, &json!(expected), &json!(self.seen(expected)))?;
            }
        }
        Ok(())
    }

    /// What a call of the partition needs.
    pub(super) fn parts(&mut self) -> (&mut Partition, &mut Log, Context<'_>) {
        let context = Context {
            me: self.me,
            now: self.now,
            cause: None,
            config: &self.config,
            metadata: &self.metadata,
        };
        (&mut self.partition, &mut self.log, context)
    }

    fn update(&mut self, leader: BrokerId, epochs: (i32, i32), replicas: &[u32], isr: &[u32]) {
        let ids = |ids: &[u32]| ids.iter().copied().map(BrokerId).collect();
        let registration = PartitionRegistration {
            replicas: ids(replicas),
            isr: ids(isr),
            leader: Some(leader),
            leader_epoch: LeaderEpoch(epochs.0),
            partition_epoch: PartitionEpoch(epochs.1),
            ..PartitionRegistration::default()
        };
        let (partition, log, context) = self.parts();
        partition.update(&registration, log, &context);
    }

    fn append(&mut self, count: u32) -> Outcome {
        let batch = Batch::new(Offset::ZERO, LeaderEpoch(0), records(count));
        let (partition, log, context) = self.parts();
        let appended = partition.append(batch, Acks::Leader, log, &context);
        appended.map(|_| ()).map_err(Failure::unfit)
    }

    fn fetch(&mut self, replica: BrokerId, offset: Offset) -> Outcome {
        let (partition, log, context) = self.parts();
        let fetch = FetchState {
            fetch_offset: offset,
            log_start_offset: Offset::ZERO,
            now: context.now,
            leader_log_end_offset: log.end_offset(),
            broker_epoch: Some(REGISTRATION),
            trace: None,
        };
        let progress = partition.note_fetch(replica, fetch, log, &context);
        let progress = progress.map_err(Failure::unfit)?;
        self.submit(progress.expand);
        Ok(())
    }

    /// Takes a proposal in, unless an earlier one is still unanswered: then this one is not even tried.
    fn submit(&mut self, proposal: Option<Proposal>) {
        match proposal {
            Some(second) if self.unanswered.is_some() => {
                self.settle(&second, &Err(ErrorCode::OperationNotAttempted));
            }
            Some(first) => self.unanswered = Some(first),
            None => {}
        }
    }

    /// The controller answers the proposal that is under way.
    fn answered(&mut self, answer: Result<PartitionEpoch, &String>) -> Outcome {
        let Some(proposal) = self.unanswered.take() else {
            return Err(Failure::unfit(
                "the controller answers, and nothing was proposed",
            ));
        };
        let answer = match answer {
            Ok(partition_epoch) => Ok(AlteredPartition {
                leader: Some(self.me),
                leader_epoch: proposal.leader_epoch,
                isr: proposal.new_isr.iter().map(|(id, _)| *id).collect(),
                partition_epoch,
            }),
            Err(error) => Err(error_code::named(error).map_err(Failure::Unfit)?),
        };
        if self.settle(&proposal, &answer) == ProposalOutcome::Retry {
            self.unanswered = Some(proposal);
        }
        Ok(())
    }

    /// Lets the partition know what became of its proposal.
    fn settle(
        &mut self,
        proposal: &Proposal,
        answer: &Result<AlteredPartition, ErrorCode>,
    ) -> ProposalOutcome {
        let (partition, log, context) = self.parts();
        partition.handle_alter_partition_response(proposal, answer, log, &context)
    }
}

fn records(count: u32) -> Vec<Record> {
    (0..count).map(|_| Record::new(None, Some("v"))).collect()
}

/// Every broker that a case speaks of.
fn brokers(input: &Input, steps: &[Step]) -> BTreeSet<u32> {
    let replicas = steps.iter().flat_map(|step| match step {
        Step::BecomeLeader { replicas, .. } | Step::BecomeFollower { replicas, .. } => {
            replicas.as_slice()
        }
        _ => &[],
    });
    replicas.chain([&input.leader]).copied().collect()
}
