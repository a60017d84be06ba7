//! Who gets what by the assignors of the consumer protocol (`UniformAssignor` and `RangeAssignor` of the
//! group coordinator).

use std::collections::{BTreeMap, BTreeSet};

use highwater_core::group::MemberId;
use highwater_core::group::server_assignor::{
    GroupAssignment, GroupSpec, MemberSpec, PartitionAssignorError, ServerAssignor,
    SubscriptionType,
};
use highwater_core::id::TopicId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::PartitionCount;
use super::topic::{Partitions, id, in_engine, partitions};
use crate::case::{Failure, Outcome, compare};
use crate::deviation::{Ledger, Rule};

/// One case.
pub type Vector = super::Vector<Input, Expect>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Input {
    subscription_type: Subscriptions,
    topics: BTreeMap<String, Count>,
    members_in_iteration_order: Vec<Member>,
    /// Whether Kafka's own order of topics, that of a hash set, gives what theirs by name does. Null
    /// where the order of topics does not matter.
    exact_with_topics_in_ascending_order: Option<bool>,
}

#[derive(Clone, Copy, Deserialize)]
enum Subscriptions {
    Homogeneous,
    Heterogeneous,
}

/// How many partitions a topic has; −1 if there is no such topic.
#[derive(Deserialize)]
#[serde(untagged)]
enum Count {
    Partitions(PartitionCount),
    None(i8),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Member {
    member: String,
    instance_id: Option<String>,
    topics: Vec<String>,
    current: Partitions,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub enum Expect {
    Refusal(Refusal),
    Assignment(BTreeMap<String, Partitions>),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Refusal {
    error: String,
}

/// Runs one case.
pub fn run(vector: Vector, assignor: ServerAssignor, ledger: &mut Ledger) -> Outcome {
    let input = &vector.input;
    let mut counts = BTreeMap::new();
    for (topic, count) in &input.topics {
        match count {
            Count::Partitions(count) => drop(counts.insert(id(topic)?, count.get())),
            Count::None(-1) => {}
            Count::None(count) => return Err(Failure::unfit(format!("{count} partitions"))),
        }
    }
    let members: Result<Vec<_>, _> = input
        .members_in_iteration_order
        .iter()
        .map(Member::of_engine)
        .collect();
    let assignment = assignor.assign(&GroupSpec {
        members: &members?,
        subscription_type: match input.subscription_type {
            Subscriptions::Homogeneous => SubscriptionType::Homogeneous,
            Subscriptions::Heterogeneous => SubscriptionType::Heterogeneous,
        },
        partition_count: &|topic: TopicId| counts.get(&topic).copied(),
    });
    let actual = assignment.map_or_else(refused, |assignment| shown(&assignment));
    let expected = match &vector.expect {
        Expect::Refusal(refusal) => json!({"error": refusal.error}),
        Expect::Assignment(assignment) => json!(assignment),
    };
    let is_ordered = input.exact_with_topics_in_ascending_order != Some(false);
    if !is_ordered && actual != expected && ledger.allows(&Rule::TopicsInHashOrder) {
        compare("shape", &shape(input, &expected), &shape(input, &actual))?;
        return Ok(());
    }
    compare("", &expected, &actual)?;
    Ok(())
}

fn refused(error: PartitionAssignorError) -> Value {
    let PartitionAssignorError::NonexistentTopic(_) = error;
    json!({"error": "PartitionAssignorException"})
}

fn shown(assignment: &GroupAssignment) -> Value {
    let members = assignment.iter();
    let members = members.map(|(member, share)| (member.to_string(), partitions(share.iter())));
    json!(members.collect::<BTreeMap<_, _>>())
}

/// What does not depend on the order of topics: how many partitions each member has and keeps, and which
/// there are in all.
fn shape(input: &Input, assignment: &Value) -> Value {
    let (mut all, mut counts) = (Vec::new(), BTreeMap::new());
    for member in &input.members_in_iteration_order {
        let names = |value: &Value| -> BTreeSet<String> {
            let topics = value.as_object().into_iter().flatten();
            let names = topics.flat_map(|(topic, indexes)| {
                let indexes = indexes.as_array().into_iter().flatten();
                indexes.map(move |index| format!("{topic}-{index}"))
            });
            names.collect()
        };
        let has = names(&assignment[&member.member]);
        let kept = names(&json!(member.current)).intersection(&has).count();
        counts.insert(&member.member, json!({"has": has.len(), "keeps": kept}));
        all.extend(has);
    }
    all.sort();
    json!({"members": counts, "all": all})
}

impl Member {
    fn of_engine(&self) -> Result<MemberSpec, Failure> {
        let topics = self.topics.iter().map(|topic| id(topic));
        Ok(MemberSpec {
            id: MemberId(self.member.as_str().into()),
            instance_id: self.instance_id.as_deref().map(Into::into),
            subscribed_topics: topics.collect::<Result<_, _>>()?,
            assigned: in_engine(&self.current)?,
        })
    }
}
