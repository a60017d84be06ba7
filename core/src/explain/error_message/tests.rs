//! Exceptions as clusters of Apache Kafka 4.3.1 say them, or as its source does where no cluster was asked.

use super::*;
use crate::config::{TopicConfig, validate_topic_name};
use crate::group::MemberId;
use crate::group::classic::GroupId;
use crate::group::consumer_group::{
    HeartbeatRefusal, InstanceIdOwned, InvalidHeartbeat, MigrationObstacle,
};
use crate::id::{BrokerId, GroupEpoch, PartitionIndex, TopicId, TopicPartition};
use crate::metadata::{MetadataImage, MetadataRecord};
use crate::wire::PlacementError;

fn said(code: ErrorCode, detail: ErrorDetail) -> String {
    let mut metadata = MetadataImage::default();
    metadata.apply(&MetadataRecord::Topic {
        id: TopicId(1),
        name: "orders".into(),
    });
    let names = Names {
        world: None,
        seed: 1,
        eligible_leader_replicas: true,
        metadata: &metadata,
    };
    let Exception { class, message } = exception(&ApiError { code, detail }, &names);
    format!("{class}: {message}")
}

fn invalid(key: &str, value: &str) -> ErrorDetail {
    let refused = TopicConfig::validate(&key.into(), &value.into());
    ErrorDetail::Config(refused.expect_err("no topic takes that"))
}

fn invalid_name(name: &str) -> ErrorDetail {
    ErrorDetail::TopicName {
        topic: name.into(),
        error: validate_topic_name(name).expect_err("no topic may have that name"),
    }
}

#[test]
fn an_error_of_which_nothing_more_is_known_has_the_general_message() {
    for (code, detail, expected) in [
        (
            ErrorCode::NotEnoughReplicas,
            ErrorDetail::None,
            "NotEnoughReplicasException: Messages are rejected since there are fewer in-sync \
             replicas than required.",
        ),
        (
            ErrorCode::ElectionNotNeeded,
            ErrorDetail::None,
            "ElectionNotNeededException: Leader election not needed for topic partition.",
        ),
        (
            ErrorCode::PreferredLeaderNotAvailable,
            ErrorDetail::None,
            "PreferredLeaderNotAvailableException: The preferred leader was not available.",
        ),
    ] {
        assert_eq!(said(code, detail), expected);
    }
}

#[test]
fn a_topic_that_cannot_be_made_is_refused_with_the_reason() {
    for (code, detail, expected) in [
        (
            ErrorCode::InvalidReplicationFactor,
            ErrorDetail::Replicas {
                replication_factor: 4,
                error: PlacementError::TooFewBrokers {
                    replication_factor: 4,
                    usable: 3,
                },
            },
            "InvalidReplicationFactorException: Unable to replicate the partition 4 time(s): The \
             target replication factor of 4 cannot be reached because only 3 broker(s) are \
             registered or some brokers have all their log directories cordoned.",
        ),
        (
            ErrorCode::InvalidReplicationFactor,
            ErrorDetail::Replicas {
                replication_factor: 3,
                error: PlacementError::AllFenced,
            },
            "InvalidReplicationFactorException: Unable to replicate the partition 3 time(s): All \
             brokers are currently fenced, or have all their log directories cordoned.",
        ),
        (
            ErrorCode::InvalidReplicationFactor,
            ErrorDetail::AddedReplicas(PlacementError::AllFenced),
            "InvalidReplicationFactorException: All brokers are currently fenced, or have all their \
             log directories cordoned.",
        ),
        (
            ErrorCode::InvalidTopic,
            invalid_name("bad name"),
            "InvalidTopicException: Topic name is invalid: 'bad name' contains one or more \
             characters other than ASCII alphanumerics, '.', '_' and '-'",
        ),
        (
            ErrorCode::InvalidTopic,
            invalid_name(".."),
            "InvalidTopicException: Topic name is invalid: '..' is not allowed",
        ),
        (
            ErrorCode::TopicAlreadyExists,
            ErrorDetail::TopicExists("board".into()),
            "TopicExistsException: Topic 'board' already exists.",
        ),
    ] {
        assert_eq!(said(code, detail), expected);
    }
}

#[test]
fn a_setting_that_no_topic_takes_is_refused_with_the_reason() {
    for (code, detail, expected) in [
        (
            ErrorCode::InvalidConfig,
            invalid("min.insync.replicas", "many"),
            "InvalidConfigurationException: Invalid value many for configuration \
             min.insync.replicas: Not a number of type INT",
        ),
        (
            ErrorCode::InvalidConfig,
            invalid("min.insync.replicas", "0"),
            "InvalidConfigurationException: Invalid value 0 for configuration \
             min.insync.replicas: Value must be at least 1",
        ),
        (
            ErrorCode::InvalidConfig,
            invalid("retention.ms", "soon"),
            "InvalidConfigurationException: Invalid value soon for configuration retention.ms: Not a \
             number of type LONG",
        ),
        (
            ErrorCode::InvalidConfig,
            invalid("unclean.leader.election.enable", "maybe"),
            "InvalidConfigurationException: Invalid value maybe for configuration \
             unclean.leader.election.enable: Expected value to be either true or false",
        ),
        (
            ErrorCode::InvalidConfig,
            invalid("cleanup.policy", "keep"),
            "InvalidConfigurationException: Invalid value keep for configuration cleanup.policy: \
             String must be one of: compact, delete",
        ),
        (
            ErrorCode::InvalidConfig,
            invalid("colour", "red"),
            "InvalidConfigurationException: Unknown topic config name: colour",
        ),
    ] {
        assert_eq!(said(code, detail), expected);
    }
}

#[test]
fn what_a_client_does_not_hear_of_in_time_is_named() {
    let orders = TopicPartition {
        topic: TopicId(1),
        partition: PartitionIndex(0),
    };
    for (code, detail, expected) in [
        (
            ErrorCode::RequestTimedOut,
            ErrorDetail::Expired {
                partition: orders,
                records: 1,
                after_ms: 9_000,
            },
            "TimeoutException: Expiring 1 record(s) for orders-0:9000 ms has passed since batch \
             creation. The request has not been sent, or no server response has been received yet.",
        ),
        (
            ErrorCode::RequestTimedOut,
            ErrorDetail::NotInMetadata {
                topic: "orders".into(),
                partition: Some(PartitionIndex(0)),
                partitions: None,
                after_ms: 8_000,
            },
            "TimeoutException: Topic orders not present in metadata after 8000 ms.",
        ),
        (
            ErrorCode::RequestTimedOut,
            ErrorDetail::NotInMetadata {
                topic: "orders".into(),
                partition: Some(PartitionIndex(5)),
                partitions: Some(1),
                after_ms: 8_000,
            },
            "TimeoutException: Partition 5 of topic orders with partition count 1 is not present \
             in metadata after 8000 ms.",
        ),
        (
            ErrorCode::NetworkException,
            ErrorDetail::Disconnected {
                broker: BrokerId(2),
                timed_out: false,
            },
            "NetworkException: Disconnected from node 2",
        ),
        (
            ErrorCode::RequestTimedOut,
            ErrorDetail::Disconnected {
                broker: BrokerId(2),
                timed_out: true,
            },
            "TimeoutException: Disconnected from node 2 due to timeout",
        ),
    ] {
        assert_eq!(said(code, detail), expected);
    }
}

#[test]
fn a_heartbeat_of_the_consumer_protocol_is_refused_with_the_reason() {
    let group = || GroupId("g".into());
    let owned = || InstanceIdOwned {
        member_id: MemberId("m2".into()),
        instance_id: "i1".into(),
        owner: MemberId("m1".into()),
    };
    let differs = |received: i32, known: i32| HeartbeatRefusal::EpochDiffers {
        received: GroupEpoch(received),
        known: GroupEpoch(known),
    };
    let no_group = |is_leaving| HeartbeatRefusal::NoGroup {
        group_id: group(),
        is_leaving,
    };
    for (refusal, expected) in [
        (
            HeartbeatRefusal::UnsupportedAssignor("unknown".into()),
            "UnsupportedAssignorException: ServerAssignor unknown is not supported. Supported assignors: \
             uniform, range.",
        ),
        (
            no_group(false),
            "GroupIdNotFoundException: Consumer group g not found.",
        ),
        (
            no_group(true),
            "GroupIdNotFoundException: Group g not found.",
        ),
        (
            HeartbeatRefusal::NoConsumerGroup(group()),
            "GroupIdNotFoundException: Group g is not a consumer group.",
        ),
        (
            HeartbeatRefusal::NotUpgraded(group(), MigrationObstacle::UpgradeDisabled),
            "GroupIdNotFoundException: Cannot upgrade classic group g to consumer group because online \
             upgrade is disabled.",
        ),
        (
            HeartbeatRefusal::GroupFull(2),
            "GroupMaxSizeReachedException: The consumer group has reached its maximum capacity of 2 members.",
        ),
        (
            HeartbeatRefusal::NoMember(MemberId("m1".into()), group()),
            "UnknownMemberIdException: Member m1 is not a member of group g.",
        ),
        (
            HeartbeatRefusal::NoInstance("i1".into()),
            "UnknownMemberIdException: Instance id i1 is unknown.",
        ),
        (
            HeartbeatRefusal::InstanceIdUnreleased(owned()),
            "UnreleasedInstanceIdException: Static member m2 with instance id i1 cannot join the group \
             because the instance id is owned by m1 member.",
        ),
        (
            HeartbeatRefusal::InstanceIdFenced(owned()),
            "FencedInstanceIdException: Static member m2 with instance id i1 was fenced by member m1.",
        ),
        (
            differs(4, 3),
            "FencedMemberEpochException: The consumer group member has a greater member epoch (4) than the \
             one known by the group coordinator (3). The member must abandon all its partitions and rejoin.",
        ),
        (
            differs(3, 5),
            "FencedMemberEpochException: The consumer group member has a smaller member epoch (3) than the \
             one known by the group coordinator (5). The member must abandon all its partitions and rejoin.",
        ),
        (
            HeartbeatRefusal::UnknownState,
            "FencedMemberEpochException: The consumer group member is in a unknown state. The member must \
             abandon all its partitions and rejoin.",
        ),
    ] {
        let ApiError { code, detail } = refusal.into();
        assert_eq!(said(code, detail), expected);
    }
}

#[test]
fn a_heartbeat_that_is_wrong_in_itself_is_told_what_is() {
    for (invalid, expected) in [
        (InvalidHeartbeat::EmptyMemberId, "MemberId can't be empty."),
        (InvalidHeartbeat::EmptyGroupId, "GroupId can't be empty."),
        (
            InvalidHeartbeat::EmptyInstanceId,
            "InstanceId can't be empty.",
        ),
        (InvalidHeartbeat::EmptyRack, "RackId can't be empty."),
        (
            InvalidHeartbeat::NoRebalanceTimeout,
            "RebalanceTimeoutMs must be provided in first request.",
        ),
        (
            InvalidHeartbeat::OwnsPartitions,
            "TopicPartitions must be empty when (re-)joining.",
        ),
        (
            InvalidHeartbeat::NoSubscription,
            "Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.",
        ),
        (InvalidHeartbeat::NoInstanceId, "InstanceId can't be null."),
        (InvalidHeartbeat::Epoch, "MemberEpoch is invalid."),
    ] {
        let ApiError { code, detail } = HeartbeatRefusal::Invalid(invalid).into();
        let expected = format!("InvalidRequestException: {expected}");
        assert_eq!(said(code, detail), expected);
    }
}
