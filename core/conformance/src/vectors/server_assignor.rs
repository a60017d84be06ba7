//! Who gets what by the assignors of the consumer protocol (`UniformAssignor` and `RangeAssignor` of the
//! group coordinator).

use std::collections::BTreeMap;

use highwater_core::group::MemberId;
use highwater_core::group::server_assignor::{
    GroupAssignment, GroupSpec, MemberSpec, PartitionAssignorError, ServerAssignor,
    SubscriptionType,
};
use highwater_core::id::TopicId;
use serde::Deserialize;
use serde_json::{Value, json};

use super::PartitionCount;
use super::topic::{Partitions, Topics};
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
    /// Whether topics in the order of their names give what they give in that of Kafka's hash set. What a
    /// member has stands in an order of its own, so this does not say all.
    #[serde(rename = "exact_with_topics_in_ascending_order")]
    _exact_with_topics_in_ascending_order: Option<bool>,
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

/// Up to how many topics every order of their ids is tried.
const ORDERED_TOPICS_MAX: usize = 5;

/// Runs one case. Kafka's ids are not shown: if they do not give what was recorded in the order of the
/// names, they have to in some other, and that is a deviation.
pub fn run(vector: Vector, assignor: ServerAssignor, ledger: &mut Ledger) -> Outcome {
    let input = &vector.input;
    let expected = match &vector.expect {
        Expect::Refusal(refusal) => json!({"error": refusal.error}),
        Expect::Assignment(assignment) => json!(assignment),
    };
    let mut topics = Topics::new(input.topic_names());
    let by_name = compare("", &expected, &assigned(input, assignor, &topics)?);
    let may_be_other = topics.len() <= ORDERED_TOPICS_MAX;
    while by_name.is_err() && may_be_other && topics.next_order() {
        if assigned(input, assignor, &topics)? == expected && ledger.allows(&Rule::TopicIdsNotShown)
        {
            return Ok(());
        }
    }
    Ok(by_name?)
}

/// What the assignor gives with ids in that order.
fn assigned(input: &Input, assignor: ServerAssignor, topics: &Topics) -> Result<Value, Failure> {
    let mut counts = BTreeMap::new();
    for (topic, count) in &input.topics {
        match count {
            Count::Partitions(count) => drop(counts.insert(topics.id(topic)?, count.get())),
            Count::None(-1) => {}
            Count::None(count) => return Err(Failure::unfit(format!("{count} partitions"))),
        }
    }
    let members = input.members_in_iteration_order.iter();
    let members: Result<Vec<_>, _> = members.map(|member| member.of_engine(topics)).collect();
    let assignment = assignor.assign(&GroupSpec {
        members: &members?,
        subscription_type: match input.subscription_type {
            Subscriptions::Homogeneous => SubscriptionType::Homogeneous,
            Subscriptions::Heterogeneous => SubscriptionType::Heterogeneous,
        },
        partition_count: &|topic: TopicId| counts.get(&topic).copied(),
    });
    Ok(assignment.map_or_else(refused, |assignment| shown(&assignment, topics)))
}

fn refused(error: PartitionAssignorError) -> Value {
    let PartitionAssignorError::NonexistentTopic(_) = error;
    json!({"error": "PartitionAssignorException"})
}

fn shown(assignment: &GroupAssignment, topics: &Topics) -> Value {
    let members = assignment.iter();
    let members = members.map(|(member, share)| (member.to_string(), topics.shown(share)));
    json!(members.collect::<BTreeMap<_, _>>())
}

impl Input {
    fn topic_names(&self) -> impl Iterator<Item = &String> {
        let members = self.members_in_iteration_order.iter();
        let of_members = members.flat_map(|it| it.topics.iter().chain(it.current.keys()));
        self.topics.keys().chain(of_members)
    }
}

impl Member {
    fn of_engine(&self, names: &Topics) -> Result<MemberSpec, Failure> {
        let topics = self.topics.iter().map(|topic| names.id(topic));
        Ok(MemberSpec {
            id: MemberId(self.member.as_str().into()),
            instance_id: self.instance_id.as_deref().map(Into::into),
            subscribed_topics: topics.collect::<Result<_, _>>()?,
            assigned: names.in_engine(&self.current)?,
        })
    }
}
