//! Who gets what by the assignors of the classic protocol (`RangeAssignor`, `RoundRobinAssignor`,
//! `StickyAssignor`, `CooperativeStickyAssignor`).

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_core::group::MemberId;
use highwater_core::group::assignor::{
    self, Assignor, GroupSubscription, MemberAssignment, NamedPartition, Subscription,
    TopicMetadata, UserData,
};
use highwater_core::id::{GenerationId, PartitionIndex};
use serde::Deserialize;
use serde_json::{Value, json};

use super::PartitionCount;
use crate::case::{Failure, Outcome, compare};

/// One case.
pub type Vector = super::Vector<Input, Shares>;

/// One case of the cooperative assignor.
pub type CooperativeVector = super::Vector<Input, CooperativeExpect>;

/// The partitions of each member by their names, `orders-0`.
type Shares = BTreeMap<String, Vec<String>>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CooperativeExpect {
    /// What the members are to have in the end.
    balanced_target: Shares,
    /// What they get in this rebalance.
    returned: Shares,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    #[serde(default)]
    rack_aware_forced_in_test: bool,
    topics: Vec<Topic>,
    members: Vec<Member>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Topic {
    topic: String,
    partitions: PartitionCount,
    replica_racks: Option<Vec<Vec<String>>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    member: String,
    topics: Vec<String>,
    instance_id: Option<String>,
    rack: Option<String>,
    #[serde(default)]
    owned: Vec<String>,
    /// −1 and null are none.
    generation: Option<i32>,
}

/// Runs one case of an eager assignor.
pub fn run(vector: Vector, assignor: Assignor) -> Outcome {
    let shares = of_group(&vector.input, |group| assignor.assign(group))?;
    // The sticky assignors keep what members own in the order of a hash map: sets are compared.
    let is_ordered = assignor != Assignor::Sticky;
    let wanted = shown(vector.expect, is_ordered);
    compare("", &wanted, &shown(shares, is_ordered))?;
    Ok(())
}

/// Runs one case of the cooperative assignor.
pub fn run_cooperative(vector: CooperativeVector) -> Outcome {
    let assignor = Assignor::CooperativeSticky;
    let target = of_group(&vector.input, |group| assignor.target(group))?;
    let returned = of_group(&vector.input, |group| assignor.assign(group))?;
    let wanted = shown(vector.expect.balanced_target, false);
    compare("balanced_target", &wanted, &shown(target, false))?;
    let wanted = shown(vector.expect.returned, false);
    compare("returned", &wanted, &shown(returned, false))?;
    Ok(())
}

fn shown(mut shares: Shares, is_ordered: bool) -> Value {
    if !is_ordered {
        for share in shares.values_mut() {
            share.sort();
        }
    }
    json!(shares)
}

/// What an assignor makes of the case's group.
fn of_group(
    input: &Input,
    assign: impl FnOnce(&GroupSubscription<'_>) -> Vec<MemberAssignment>,
) -> Result<Shares, Failure> {
    let topics: Result<Vec<_>, _> = input.topics.iter().map(Topic::of_engine).collect();
    let members: Result<Vec<_>, _> = input.members.iter().map(Member::of_engine).collect();
    let assignments = assign(&GroupSubscription {
        topics: &topics?,
        members: &members?,
        prefer_rack_aware_logic: input.rack_aware_forced_in_test,
    });
    let named = assignments.into_iter().map(|assignment| {
        let partitions = assignment.partitions.iter();
        let names = partitions.map(|it| format!("{}-{}", it.topic, it.partition));
        (assignment.member.to_string(), names.collect())
    });
    Ok(named.collect())
}

impl Topic {
    fn of_engine(&self) -> Result<TopicMetadata, Failure> {
        let count = self.partitions.get() as usize;
        let replica_racks = match &self.replica_racks {
            Some(racks) if racks.len() != count => {
                return Err(Failure::unfit(
                    "`replica_racks` is not as long as there are partitions",
                ));
            }
            Some(racks) => racks.iter().map(|racks| names(racks)).collect(),
            None => vec![Vec::new(); count],
        };
        Ok(TopicMetadata {
            name: self.topic.as_str().into(),
            replica_racks,
        })
    }
}

impl Member {
    /// What a member owns is, as recorded, what its assignor sent along; that of the cooperative
    /// assignor finds it in the subscription itself.
    fn of_engine(&self) -> Result<assignor::Member, Failure> {
        let owned: Result<Vec<_>, _> = self.owned.iter().map(|name| partition(name)).collect();
        let owned = owned?;
        let generation = self.generation.filter(|it| *it >= 0).map(GenerationId);
        Ok(assignor::Member {
            id: MemberId(self.member.as_str().into()),
            instance_id: self.instance_id.as_deref().map(Into::into),
            subscription: Subscription {
                topics: names(&self.topics),
                user_data: Some(UserData {
                    previous_assignment: owned.clone(),
                    generation,
                }),
                owned_partitions: owned,
                generation,
                rack: self.rack.as_deref().map(Into::into),
            },
        })
    }
}

fn names(names: &[String]) -> Vec<Arc<str>> {
    names.iter().map(|name| name.as_str().into()).collect()
}

fn partition(name: &str) -> Result<NamedPartition, Failure> {
    let parts = name.rsplit_once('-');
    let parsed = parts.and_then(|(topic, index)| Some((topic, index.parse().ok()?)));
    let (topic, index) =
        parsed.ok_or_else(|| Failure::unfit(format!("`{name}` is no partition")))?;
    Ok(NamedPartition {
        topic: topic.into(),
        partition: PartitionIndex(index),
    })
}
