//! What becomes of a member of the consumer protocol with one heartbeat (`CurrentAssignmentBuilder`).

use std::collections::BTreeMap;

use highwater_core::group::reconciliation::{
    AssignedPartitions, CurrentAssignment, MemberState, ReconciliationError, Target, reconcile,
};
use highwater_core::id::{GroupEpoch, TopicPartition};
use highwater_core::sorted::Map;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::topic::{Partitions, Topics};
use crate::case::{Failure, Outcome, compare};

/// One case. What is expected is a member, or `{"error": …}`, and is compared as it stands.
pub type Vector = super::Vector<Input, Value>;

/// Partitions by topic, each with an epoch.
type Epochs = BTreeMap<String, BTreeMap<u32, i32>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    member: Member,
    target_assignment_epoch: i32,
    target: Partitions,
    /// Null where the member does not say what it has.
    owned_in_heartbeat: Option<Partitions>,
    subscribed_topics: Vec<String>,
    has_subscription_changed: bool,
    current_epoch_of_target_partitions_owned_by_anyone: Epochs,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Member {
    state: State,
    member_epoch: i32,
    previous_member_epoch: i32,
    assigned_partition_to_epoch: Epochs,
    pending_revocation_partition_to_epoch: Epochs,
}

#[derive(Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
enum State {
    Stable,
    UnrevokedPartitions,
    UnreleasedPartitions,
    Unknown,
}

/// Runs one case.
pub fn run(vector: Vector) -> Outcome {
    let input = &vector.input;
    let names = Topics::new(input.topic_names());
    let epochs = in_epochs(
        &names,
        &input.current_epoch_of_target_partitions_owned_by_anyone,
    )?;
    let topics = input.subscribed_topics.iter().map(|topic| names.id(topic));
    let owned = input.owned_in_heartbeat.as_ref();
    let owned = owned.map(|owned| names.in_engine(owned)).transpose()?;
    let target = Target {
        epoch: GroupEpoch(input.target_assignment_epoch),
        partitions: &names.in_engine(&input.target)?,
        subscribed_topics: &topics.collect::<Result<_, Failure>>()?,
        has_subscription_changed: input.has_subscription_changed,
        // Kafka's `currentPartitionEpoch` answers -1 for a partition that nobody has.
        current_epoch: &|partition: TopicPartition| {
            let epoch = epochs.get(&partition).copied();
            epoch.filter(|epoch| *epoch != GroupEpoch(-1))
        },
    };
    let member = reconcile(&input.member.of_engine(&names)?, &target, owned.as_ref());
    let actual = member.map_or_else(refused, |member| json!(Member::of(&names, &member)));
    compare("", &vector.expect, &actual)?;
    Ok(())
}

fn refused(error: ReconciliationError) -> Value {
    let ReconciliationError::FencedMemberEpoch = error;
    json!({"error": "FencedMemberEpochException"})
}

fn in_epochs(names: &Topics, epochs: &Epochs) -> Result<AssignedPartitions, Failure> {
    let mut assigned = Map::new();
    for (topic, partitions) in epochs {
        for (index, epoch) in partitions {
            assigned.insert(names.partition(topic, *index)?, GroupEpoch(*epoch));
        }
    }
    Ok(assigned)
}

fn epochs(names: &Topics, assigned: &AssignedPartitions) -> Epochs {
    let mut epochs = Epochs::new();
    for (partition, epoch) in assigned {
        let partitions = epochs.entry(names.name(partition.topic)).or_default();
        partitions.insert(partition.partition.0, epoch.0);
    }
    epochs
}

impl Input {
    fn topic_names(&self) -> impl Iterator<Item = &String> {
        let member = &self.member;
        let target = self.target.keys().chain(&self.subscribed_topics);
        let owned = self.owned_in_heartbeat.iter().flat_map(BTreeMap::keys);
        let epochs = [
            &member.assigned_partition_to_epoch,
            &member.pending_revocation_partition_to_epoch,
            &self.current_epoch_of_target_partitions_owned_by_anyone,
        ];
        let of_epochs = epochs.into_iter().flat_map(BTreeMap::keys);
        target.chain(owned).chain(of_epochs)
    }
}

impl Member {
    fn of_engine(&self, names: &Topics) -> Result<CurrentAssignment, Failure> {
        Ok(CurrentAssignment {
            state: match self.state {
                State::Stable => MemberState::Stable,
                State::UnrevokedPartitions => MemberState::UnrevokedPartitions,
                State::UnreleasedPartitions => MemberState::UnreleasedPartitions,
                State::Unknown => MemberState::Unknown,
            },
            member_epoch: GroupEpoch(self.member_epoch),
            previous_member_epoch: GroupEpoch(self.previous_member_epoch),
            assigned: in_epochs(names, &self.assigned_partition_to_epoch)?,
            pending_revocation: in_epochs(names, &self.pending_revocation_partition_to_epoch)?,
        })
    }

    fn of(names: &Topics, member: &CurrentAssignment) -> Self {
        Self {
            state: match member.state {
                MemberState::Stable => State::Stable,
                MemberState::UnrevokedPartitions => State::UnrevokedPartitions,
                MemberState::UnreleasedPartitions => State::UnreleasedPartitions,
                MemberState::Unknown => State::Unknown,
            },
            member_epoch: member.member_epoch.0,
            previous_member_epoch: member.previous_member_epoch.0,
            assigned_partition_to_epoch: epochs(names, &member.assigned),
            pending_revocation_partition_to_epoch: epochs(names, &member.pending_revocation),
        }
    }
}
