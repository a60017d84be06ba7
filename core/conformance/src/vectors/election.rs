//! What becomes of a partition when something about it, or about the brokers, changes
//! (`PartitionChangeBuilder`).

use std::collections::BTreeSet;

use highwater_core::controller::{ChangeRules, ElectionKind, PartitionChangeBuilder};
use highwater_core::id::{
    BrokerId, LeaderEpoch, PartitionEpoch, PartitionIndex, TopicId, TopicPartition,
};
use highwater_core::metadata::{
    MetadataImage, MetadataRecord, PartitionChange, PartitionRegistration,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::case::{Outcome, compare};
use crate::deviation::{Ledger, Rule};

const PARTITION: TopicPartition = TopicPartition {
    topic: TopicId(1),
    partition: PartitionIndex(0),
};

/// One case. Where its `expect` is null, no record is written.
pub type Vector = super::Vector<Input, Option<Expect>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    partition: Registration,
    election: Election,
    acceptable_leaders: Vec<u32>,
    min_isr: usize,
    elr_enabled: bool,
    /// What of it matters here stands in `elr_enabled` and `epoch_bump_on_isr_shrink`.
    #[serde(rename = "metadata_version")]
    _metadata_version: String,
    epoch_bump_on_isr_shrink: bool,
    target_isr: Vec<u32>,
    target_replicas: Vec<u32>,
    target_removing: Vec<u32>,
    target_adding: Vec<u32>,
    unclean_shutdown_replicas: Option<Vec<u32>>,
    target_leader_recovery_state: RecoveryState,
    use_last_known_leader_in_balanced_recovery: bool,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
enum Election {
    Online,
    Preferred,
    Unclean,
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "UPPERCASE")]
enum RecoveryState {
    Recovered,
    Recovering,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Registration {
    replicas: Vec<u32>,
    isr: Vec<u32>,
    removing: Vec<u32>,
    adding: Vec<u32>,
    leader: i64,
    leader_recovery_state: RecoveryState,
    leader_epoch: i32,
    partition_epoch: i32,
    elr: BTreeSet<u32>,
    last_known_elr: BTreeSet<u32>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    change_record: Record,
    /// Null where Kafka's test has a partition that no record can be applied to.
    merged: Option<Registration>,
}

/// A change record; what is null did not change.
#[derive(Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Record {
    leader: Option<i64>,
    isr: Option<Vec<u32>>,
    replicas: Option<Vec<u32>>,
    removing: Option<Vec<u32>>,
    adding: Option<Vec<u32>>,
    elr: Option<BTreeSet<u32>>,
    last_known_elr: Option<BTreeSet<u32>>,
    leader_recovery_state: Option<u8>,
}

/// Runs one case.
pub fn run(vector: Vector, ledger: &mut Ledger) -> Outcome {
    let input = &vector.input;
    let partition = input.partition.of_engine();
    let acceptable = |id: BrokerId| input.acceptable_leaders.contains(&id.0);
    let rules = ChangeRules {
        min_isr: input.min_isr,
        elr_enabled: input.elr_enabled,
        last_known_leader: input.use_last_known_leader_in_balanced_recovery,
        epoch_bump_on_isr_shrink: input.epoch_bump_on_isr_shrink,
    };
    let change = PartitionChangeBuilder::new(&partition, &acceptable, rules)
        .election(match input.election {
            Election::Online => ElectionKind::Online,
            Election::Preferred => ElectionKind::Preferred,
            Election::Unclean => ElectionKind::Unclean,
        })
        .target_isr(brokers(&input.target_isr))
        .target_replicas(
            brokers(&input.target_replicas),
            brokers(&input.target_adding),
            brokers(&input.target_removing),
        )
        .unclean_shutdown(brokers(
            input.unclean_shutdown_replicas.as_deref().unwrap_or(&[]),
        ))
        .target_recovering(input.target_leader_recovery_state == RecoveryState::Recovering)
        .build()
        .map(|(change, _)| change);
    let expected = vector.expect.as_ref().map(|expect| &expect.change_record);
    let is_unseen = change.is_none() && expected.is_some_and(Record::shows_nothing);
    if is_unseen && ledger.allows(&Rule::UnseenChange) {
        return Ok(());
    }
    let actual = change.as_ref().map(Record::of);
    compare("change_record", &json!(expected), &json!(actual))?;
    if let Some((change, merged)) = change.zip(vector.expect.and_then(|expect| expect.merged)) {
        compare("merged", &json!(merged), &applied(partition, change))?;
    }
    Ok(())
}

/// What the metadata log adds up to with the change.
fn applied(partition: PartitionRegistration, change: PartitionChange) -> Value {
    let mut image = MetadataImage::default();
    image.apply(&MetadataRecord::Partition {
        partition: PARTITION,
        registration: partition,
    });
    image.apply(&MetadataRecord::PartitionChange {
        partition: PARTITION,
        change,
    });
    json!(image.partitions.get(&PARTITION).map(Registration::of))
}

fn brokers(ids: &[u32]) -> Vec<BrokerId> {
    ids.iter().copied().map(BrokerId).collect()
}

fn ids<C: FromIterator<u32>>(brokers: &[BrokerId]) -> C {
    brokers.iter().map(|id| id.0).collect()
}

/// −1 is nobody.
fn leader(leader: Option<BrokerId>) -> i64 {
    leader.map_or(-1, |id| id.0.into())
}

impl Registration {
    fn of_engine(&self) -> PartitionRegistration {
        let list = |set: &BTreeSet<u32>| set.iter().copied().map(BrokerId).collect();
        PartitionRegistration {
            replicas: brokers(&self.replicas),
            isr: brokers(&self.isr),
            leader: u32::try_from(self.leader).ok().map(BrokerId),
            leader_epoch: LeaderEpoch(self.leader_epoch),
            partition_epoch: PartitionEpoch(self.partition_epoch),
            elr: list(&self.elr),
            last_known_elr: list(&self.last_known_elr),
            recovering: self.leader_recovery_state == RecoveryState::Recovering,
            adding: brokers(&self.adding),
            removing: brokers(&self.removing),
        }
    }

    fn of(partition: &PartitionRegistration) -> Self {
        Self {
            replicas: ids(&partition.replicas),
            isr: ids(&partition.isr),
            removing: ids(&partition.removing),
            adding: ids(&partition.adding),
            leader: leader(partition.leader),
            leader_recovery_state: if partition.recovering {
                RecoveryState::Recovering
            } else {
                RecoveryState::Recovered
            },
            leader_epoch: partition.leader_epoch.0,
            partition_epoch: partition.partition_epoch.0,
            elr: ids(&partition.elr),
            last_known_elr: ids(&partition.last_known_elr),
        }
    }
}

impl Record {
    /// Whether none of the fields changed.
    fn shows_nothing(&self) -> bool {
        *self == Self::default()
    }

    fn of(change: &PartitionChange) -> Self {
        fn list<C: FromIterator<u32>>(brokers: &Option<Vec<BrokerId>>) -> Option<C> {
            brokers.as_deref().map(ids)
        }
        Self {
            leader: change.leader.map(leader),
            isr: list(&change.isr),
            replicas: list(&change.replicas),
            removing: list(&change.removing),
            adding: list(&change.adding),
            elr: list(&change.elr),
            last_known_elr: list(&change.last_known_elr),
            leader_recovery_state: change.recovering.map(u8::from),
        }
    }
}
