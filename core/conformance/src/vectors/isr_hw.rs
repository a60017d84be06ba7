//! The leader's side of replication: ISR and high watermark over a sequence of fetches, appends, ISR
//! proposals and metadata (`Partition`). The host of the partition here is the case, as the broker is
//! in the simulation.

use std::collections::{BTreeMap, BTreeSet};

use highwater_core::broker::{
    Context, FetchState, Outcome as Answered, Partition, PendingIsr, Proposal,
};
use highwater_core::config::BrokerConfig;
use highwater_core::id::{BrokerEpoch, BrokerId, LeaderEpoch, Offset, PartitionEpoch};
use highwater_core::log::{Batch, Log, Record};
use highwater_core::metadata::{MetadataImage, MetadataRecord, PartitionRegistration};
use highwater_core::time::{Span, Time};
use highwater_core::wire::{Acks, AlteredPartition};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Value, json};

use super::error_code;
use crate::case::{Failure, Outcome, compare};

/// When every case begins.
const BEGIN: Time = Time::from_ms(1_000);

/// The registration of every broker, unless a fetch says another.
const REGISTRATION: BrokerEpoch = BrokerEpoch(1);

/// One case.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Vector {
    #[serde(rename = "id")]
    _id: String,
    #[serde(rename = "name")]
    _name: String,
    #[serde(rename = "source")]
    _source: String,
    input: Input,
    steps: Vec<Step>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Input {
    leader: u32,
    replica_lag_time_max_ms: u64,
    min_insync_replicas: u32,
    log_end_offset: i64,
    checkpointed_hw: i64,
}

#[derive(Deserialize)]
#[serde(tag = "op", rename_all = "snake_case", deny_unknown_fields)]
enum Step {
    BecomeLeader {
        leader_epoch: i32,
        partition_epoch: i32,
        replicas: Vec<u32>,
        isr: Vec<u32>,
    },
    BecomeFollower {
        leader: u32,
        leader_epoch: i32,
        partition_epoch: i32,
        replicas: Vec<u32>,
        isr: Vec<u32>,
    },
    Append {
        records: usize,
    },
    Fetch {
        replica: u32,
        offset: i64,
    },
    BrokerState {
        replica: u32,
        state: BrokerState,
    },
    AdvanceMs {
        ms: u64,
    },
    MaybeShrinkIsr,
    ControllerAccepts {
        partition_epoch: i32,
    },
    ControllerRejects {
        error: String,
    },
    Expect(Expect),
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "snake_case")]
enum BrokerState {
    Active,
    Fenced,
    ShuttingDown,
}

/// What must hold; what is absent is not asked for.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Expect {
    #[serde(skip_serializing_if = "Option::is_none")]
    hw: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    isr: Option<BTreeSet<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    maximal_isr: Option<BTreeSet<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    out_of_sync: Option<BTreeSet<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    under_min_isr: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    state: Option<String>,
    /// The ISR that is proposed; `Some(None)` when nothing may be.
    #[serde(
        default,
        deserialize_with = "present",
        skip_serializing_if = "Option::is_none"
    )]
    alter_partition_in_flight: Option<Option<BTreeSet<u32>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    replica: Option<BTreeMap<String, Follower>>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Follower {
    leo: i64,
    last_caught_up_ms: u64,
}

/// Tells a null from what is absent.
fn present<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}

/// Runs one case.
pub fn run(vector: Vector) -> Outcome {
    let mut host = Host::new(&vector.input, &vector.steps);
    for (number, step) in vector.steps.iter().enumerate() {
        host.step(number, step)?;
    }
    Ok(())
}

/// Who hands the partition what happens, and keeps what it proposes.
struct Host {
    me: BrokerId,
    config: BrokerConfig,
    metadata: MetadataImage,
    now: Time,
    log: Log,
    partition: Partition,
    proposal: Option<Proposal>,
}

impl Host {
    fn new(input: &Input, steps: &[Step]) -> Self {
        let config = BrokerConfig {
            replica_lag_time_max_ms: input.replica_lag_time_max_ms,
            min_insync_replicas: input.min_insync_replicas,
            ..BrokerConfig::default()
        };
        let mut log = Log::default();
        for offset in 0..input.log_end_offset {
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
            proposal: None,
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

    fn step(&mut self, number: usize, step: &Step) -> Outcome {
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
            Step::Append { records: count } => self.append(*count)?,
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
                compare(&place, &json!(expected), &self.seen(expected))?;
            }
        }
        Ok(())
    }

    /// What a call of the partition needs.
    fn parts(&mut self) -> (&mut Partition, &mut Log, Context<'_>) {
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
        let change = partition.update(&registration, log, &context);
        if change.is_some_and(|change| change.isr_settled) {
            self.proposal = None;
        }
    }

    fn append(&mut self, count: usize) -> Result<(), Failure> {
        let batch = Batch::new(Offset::ZERO, LeaderEpoch(0), records(count));
        let (partition, log, context) = self.parts();
        let appended = partition.append(batch, Acks::Leader, log, &context);
        appended.map(|_| ()).map_err(Failure::unfit)
    }

    fn fetch(&mut self, replica: BrokerId, offset: Offset) -> Result<(), Failure> {
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

    fn submit(&mut self, proposal: Option<Proposal>) {
        if proposal.is_some() {
            self.proposal = proposal;
        }
    }

    /// The controller answers the proposal that is under way.
    fn answered(&mut self, answer: Result<PartitionEpoch, &String>) -> Result<(), Failure> {
        let Some(proposal) = self.proposal.take() else {
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
        let (partition, log, context) = self.parts();
        let outcome = partition.handle_alter_partition_response(&proposal, &answer, log, &context);
        if outcome == Answered::Retry {
            self.proposal = Some(proposal);
        }
        Ok(())
    }

    /// What holds, of all that an expectation asks for.
    fn seen(&mut self, asked: &Expect) -> Value {
        let (partition, log, context) = self.parts();
        let out_of_sync = set(partition.out_of_sync(log, &context).iter());
        let high_watermark = log.high_watermark().0;
        let isr = self
            .partition
            .leadership()
            .map(|leadership| leadership.isr());
        let follower = |id: &String| {
            let leadership = self.partition.leadership()?;
            let state = leadership.followers().get(&BrokerId(id.parse().ok()?))?;
            let follower = Follower {
                leo: state.log_end_offset.map_or(-1, |offset| offset.0),
                last_caught_up_ms: state.last_caught_up_time.map_or(0, Time::as_ms),
            };
            Some((id.clone(), follower))
        };
        let proposed = self.proposal.as_ref();
        let proposed = proposed.map(|it| set(it.new_isr.iter().map(|(id, _)| id)));
        let seen = Expect {
            hw: asked.hw.map(|_| high_watermark),
            isr: asked
                .isr
                .as_ref()
                .and(isr)
                .map(|isr| set(isr.members().iter())),
            maximal_isr: asked
                .maximal_isr
                .as_ref()
                .and(isr)
                .map(|isr| set(isr.maximal())),
            out_of_sync: asked.out_of_sync.as_ref().map(|_| out_of_sync),
            under_min_isr: asked
                .under_min_isr
                .map(|_| self.partition.is_under_min_isr()),
            state: asked
                .state
                .as_ref()
                .and(isr)
                .map(|isr| state_of(isr.pending()).to_owned()),
            alter_partition_in_flight: asked.alter_partition_in_flight.as_ref().map(|_| proposed),
            replica: asked
                .replica
                .as_ref()
                .map(|asked| asked.keys().filter_map(follower).collect()),
        };
        json!(seen)
    }
}

fn state_of(pending: Option<&PendingIsr>) -> &'static str {
    match pending {
        None => "COMMITTED",
        Some(PendingIsr::Expand(_)) => "PENDING_EXPAND",
        Some(PendingIsr::Shrink(_)) => "PENDING_SHRINK",
    }
}

fn set<'a>(ids: impl Iterator<Item = &'a BrokerId>) -> BTreeSet<u32> {
    ids.map(|id| id.0).collect()
}

fn records(count: usize) -> Vec<Record> {
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
