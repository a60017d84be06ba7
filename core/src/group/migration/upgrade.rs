//! A member of the consumer protocol joins a classic group with members (`convertToConsumerGroup`,
//! `ConsumerGroup.fromClassicGroup`).

use crate::config::ConsumerGroupMigrationPolicy;
use crate::group::classic::ClassicGroup;
use crate::group::consumer_group::{
    ClassicMemberMetadata, ConsumerGroup, ConsumerGroupMember, ConsumerGroupMemberMetadata,
    ConsumerGroupMetadata, ConsumerGroupRecord, MigrationObstacle, PROTOCOL_TYPE,
    TargetAssignmentMetadata, TopicLookup, metadata_hash,
};
use crate::group::reconciliation::{AssignedPartitions, CurrentAssignment, MemberState};
use crate::id::{GroupEpoch, TopicPartition};
use crate::sorted::Map;
use crate::time::Time;

/// Whether a classic group may go on in the consumer protocol.
///
/// # Errors
/// Why it may not.
pub(in crate::group) fn validate_upgrade(
    group: &ClassicGroup,
    policy: ConsumerGroupMigrationPolicy,
    max_size: u32,
) -> Result<(), MigrationObstacle> {
    let is_too_large = u32::try_from(group.members.len()).is_ok_and(|count| count > max_size);
    if !policy.allows_upgrade() {
        Err(MigrationObstacle::UpgradeDisabled)
    } else if group.protocol_type.as_deref() != Some(PROTOCOL_TYPE) {
        Err(MigrationObstacle::NoConsumerProtocol)
    } else if is_too_large {
        Err(MigrationObstacle::TooLargeToUpgrade)
    } else {
        Ok(())
    }
}

/// The group as one of the consumer protocol: its generation is its epoch, what each member was given last is
/// what it has and what it is to have.
pub(in crate::group) fn upgraded(classic: &ClassicGroup, topic: TopicLookup<'_>) -> ConsumerGroup {
    let epoch = GroupEpoch(classic.generation.0);
    let mut group = ConsumerGroup::new(classic.id.clone());
    group.epoch = epoch;
    group.assignment_epoch = epoch;
    for member in &classic.members {
        let subscription = classic.subscription_of(member);
        let mut assigned = AssignedPartitions::new();
        for one in &member.assignment {
            if let Some(topic) = topic(&one.topic) {
                let (topic, partition) = (topic.id, one.partition);
                assigned.insert(TopicPartition { topic, partition }, epoch);
            }
        }
        let target = assigned.keys().copied().collect();
        group.target_assignment.insert(member.id.clone(), target);
        let metadata = ConsumerGroupMemberMetadata {
            instance_id: member.instance_id.clone(),
            rack: subscription.rack.clone(),
            client_id: member.client_id.clone(),
            subscribed_topic_names: subscription.topics.iter().cloned().collect(),
            rebalance_timeout_ms: Some(member.rebalance_timeout_ms),
            server_assignor: None,
            classic: Some(ClassicMemberMetadata {
                session_timeout_ms: member.session_timeout_ms,
                supported_protocols: member.protocols.clone(),
            }),
        };
        let current = CurrentAssignment {
            state: MemberState::Stable,
            member_epoch: epoch,
            previous_member_epoch: epoch,
            assigned,
            pending_revocation: Map::new(),
        };
        let member_id = member.id.clone();
        group
            .members
            .insert(member_id, ConsumerGroupMember { metadata, current });
    }
    group.metadata_hash = metadata_hash(&group.subscribed_topics(topic));
    group
}

/// What is written of such a group (`createConsumerGroupRecords`).
pub(in crate::group) fn records(group: &ConsumerGroup) -> Vec<ConsumerGroupRecord> {
    let mut records = Vec::new();
    let ids = group.member_ids();
    for id in &ids {
        let metadata = group.members.get(id).map(|member| member.metadata.clone());
        records.push(ConsumerGroupRecord::MemberMetadata(id.clone(), metadata));
    }
    records.push(ConsumerGroupRecord::Metadata(Some(ConsumerGroupMetadata {
        epoch: group.epoch,
        metadata_hash: group.metadata_hash,
    })));
    for id in &ids {
        let target = group.target_of(id);
        let record = ConsumerGroupRecord::TargetAssignmentMember(id.clone(), Some(target));
        records.push(record);
    }
    let target = TargetAssignmentMetadata {
        assignment_epoch: group.assignment_epoch,
        assignment_timestamp: Time::START,
    };
    records.push(ConsumerGroupRecord::TargetAssignmentMetadata(Some(target)));
    for id in &ids {
        let current = group.members.get(id).map(|member| member.current.clone());
        records.push(ConsumerGroupRecord::CurrentMemberAssignment(
            id.clone(),
            current,
        ));
    }
    records
}
