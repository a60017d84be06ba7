//! A member for which there is nothing.

use super::chain::Chain;
use super::{GroupReason, Reason};
use crate::client::Consumer;
use crate::group::assignor::NamedPartition;
use crate::id::NodeId;
use crate::line::count;

impl Chain<'_> {
    /// A member that has all that it is to have, which is nothing: others have every partition.
    pub fn idle(&mut self, consumer: NodeId) {
        let Some(client) = self.world.consumer(consumer) else {
            return;
        };
        let is_settled = client.member_awaits().is_none() && client.subscription().is_by_group();
        if !is_settled || !client.subscription().assigned().is_empty() {
            return;
        }
        let Some(known) = client.group().and_then(|group| {
            let (_, process) = self.world.coordinator_of(&group)?;
            process.describe_group(&group)
        }) else {
            return;
        };
        let member = client.membership().member_id.as_ref();
        let is_known = known.members.iter().any(|it| Some(&it.member_id) == member);
        if !is_known || !self.is_at_rest(client) {
            return;
        }
        let partitions = self.partitions_of(client);
        if partitions.is_empty() {
            return self.no_topic(client);
        }
        let is_taken = |one: &NamedPartition| {
            let mut members = known.members.iter();
            members.any(|it| it.assigned.contains(one))
        };
        if partitions.iter().all(is_taken) {
            self.last(Reason::Group(GroupReason::NothingLeft {
                consumer,
                members: count(known.members.len()),
                partitions: count(partitions.len()),
            }));
        }
    }

    /// Whether the coordinator has nothing to lead a member to either.
    fn is_at_rest(&self, client: &Consumer) -> bool {
        let mut chain = Chain::of_one(self.world);
        chain.reconciliation(client);
        !chain.has_reason()
    }

    /// The partitions of the topics that a member subscribes to.
    fn partitions_of(&self, client: &Consumer) -> Vec<NamedPartition> {
        let metadata = self.world.metadata();
        let mut named = Vec::new();
        for name in client.subscription().topics() {
            let topic = metadata.topic_named(name);
            for partition in metadata.partitions.keys() {
                if topic == Some(partition.topic) {
                    named.push(NamedPartition {
                        topic: name.clone(),
                        partition: partition.partition,
                    });
                }
            }
        }
        named
    }

    /// What a member subscribes to is not there.
    fn no_topic(&mut self, client: &Consumer) {
        let Some(topic) = client.subscription().topics().first() else {
            return;
        };
        let missing = Reason::NotInMetadata {
            client: client.id,
            topic: topic.clone(),
            partition: None,
        };
        if self.because(missing) && !self.is_frozen(client.id) {
            self.metadata_of_client(client.id, client.cluster());
        }
    }
}
