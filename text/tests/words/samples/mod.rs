//! One or more samples of every value that is put into words. Each list comes with a match that the
//! compiler keeps complete: a new variant without a sample does not compile.

mod commands;
mod consumers;
mod events;
mod messages;

use std::sync::Arc;

use highwater_core::id::{
    BrokerId, ClientId, ControllerId, NodeId, PartitionIndex, StepNumber, TopicId, TopicPartition,
    TraceId,
};
use highwater_core::metadata::{MetadataImage, MetadataRecord};
use highwater_core::sim::{Channel, ConnectionId, Standing};
use highwater_core::time::Time;
use highwater_core::trace::{Event, Trace};
use highwater_core::wire::ErrorCode;

pub use commands::{admin_commands, commands, delete_records, faults, refusals};
pub use consumers::{consumer_calls, loop_faults};
pub use events::events;
pub use messages::{gists, payloads};

/// A list of samples by variant.
macro_rules! samples {
    ($(#[$doc:meta])* $name:ident: $kind:ident { $($variant:ident: [$($sample:expr),+ $(,)?];)* }) => {
        $(#[$doc])*
        pub fn $name() -> Vec<$kind> {
            fn _every_variant_has_samples(value: &$kind) {
                match value {
                    $($kind::$variant { .. } => {})*
                }
            }
            vec![$($($sample),+),*]
        }
    };
}
pub(crate) use samples;

pub const B1: BrokerId = BrokerId(1);
pub const B2: BrokerId = BrokerId(2);
pub const B3: BrokerId = BrokerId(3);
pub const P1: NodeId = NodeId::Producer(ClientId(1));
pub const C1: NodeId = NodeId::Consumer(ClientId(1));
pub const K1: NodeId = NodeId::Controller(ControllerId(1));
pub const ORDERS_0: TopicPartition = TopicPartition {
    topic: TopicId(1),
    partition: PartitionIndex(0),
};

/// Metadata in which the only topic is `orders`.
pub fn names() -> MetadataImage {
    let mut names = MetadataImage::EMPTY;
    names.apply(&MetadataRecord::Topic {
        id: TopicId(1),
        name: Arc::from("orders"),
    });
    names
}

pub fn between(
    client: impl Into<NodeId>,
    server: impl Into<NodeId>,
    channel: Channel,
) -> ConnectionId {
    ConnectionId {
        client: client.into(),
        server: server.into(),
        channel,
    }
}

pub fn trace(actor: NodeId, event: Event) -> Trace {
    Trace {
        id: TraceId(1),
        step: StepNumber(1),
        at: Time::from_ms(41_204),
        actor,
        cause: None,
        event,
    }
}

samples! {
    /// Every error code.
    errors: ErrorCode {
        OffsetOutOfRange: [ErrorCode::OffsetOutOfRange];
        UnknownTopicOrPartition: [ErrorCode::UnknownTopicOrPartition];
        NotLeaderOrFollower: [ErrorCode::NotLeaderOrFollower];
        RequestTimedOut: [ErrorCode::RequestTimedOut];
        NotEnoughReplicas: [ErrorCode::NotEnoughReplicas];
        NotEnoughReplicasAfterAppend: [ErrorCode::NotEnoughReplicasAfterAppend];
        NetworkException: [ErrorCode::NetworkException];
        NotController: [ErrorCode::NotController];
        InvalidRequest: [ErrorCode::InvalidRequest];
        FencedLeaderEpoch: [ErrorCode::FencedLeaderEpoch];
        UnknownLeaderEpoch: [ErrorCode::UnknownLeaderEpoch];
        OffsetNotAvailable: [ErrorCode::OffsetNotAvailable];
        InvalidUpdateVersion: [ErrorCode::InvalidUpdateVersion];
        DuplicateBrokerRegistration: [ErrorCode::DuplicateBrokerRegistration];
        StaleBrokerEpoch: [ErrorCode::StaleBrokerEpoch];
        BrokerIdNotRegistered: [ErrorCode::BrokerIdNotRegistered];
        InvalidReplicationFactor: [ErrorCode::InvalidReplicationFactor];
        InvalidReplicaAssignment: [ErrorCode::InvalidReplicaAssignment];
        InvalidPartitions: [ErrorCode::InvalidPartitions];
        InvalidTopic: [ErrorCode::InvalidTopic];
        InvalidConfig: [ErrorCode::InvalidConfig];
        TopicAlreadyExists: [ErrorCode::TopicAlreadyExists];
        ElectionNotNeeded: [ErrorCode::ElectionNotNeeded];
        PreferredLeaderNotAvailable: [ErrorCode::PreferredLeaderNotAvailable];
        EligibleLeadersNotAvailable: [ErrorCode::EligibleLeadersNotAvailable];
        NoReassignmentInProgress: [ErrorCode::NoReassignmentInProgress];
        NewLeaderElected: [ErrorCode::NewLeaderElected];
        OperationNotAttempted: [ErrorCode::OperationNotAttempted];
        UnknownServerError: [ErrorCode::UnknownServerError];
        MessageTooLarge: [ErrorCode::MessageTooLarge];
        InvalidRecord: [ErrorCode::InvalidRecord];
        OutOfOrderSequenceNumber: [ErrorCode::OutOfOrderSequenceNumber];
        InvalidProducerEpoch: [ErrorCode::InvalidProducerEpoch];
        IneligibleReplica: [ErrorCode::IneligibleReplica];
        CoordinatorNotAvailable: [ErrorCode::CoordinatorNotAvailable];
        NotCoordinator: [ErrorCode::NotCoordinator];
        IllegalGeneration: [ErrorCode::IllegalGeneration];
        InconsistentGroupProtocol: [ErrorCode::InconsistentGroupProtocol];
        InvalidGroupId: [ErrorCode::InvalidGroupId];
        UnknownMemberId: [ErrorCode::UnknownMemberId];
        InvalidSessionTimeout: [ErrorCode::InvalidSessionTimeout];
        RebalanceInProgress: [ErrorCode::RebalanceInProgress];
        MemberIdRequired: [ErrorCode::MemberIdRequired];
        GroupMaxSizeReached: [ErrorCode::GroupMaxSizeReached];
        FencedInstanceId: [ErrorCode::FencedInstanceId];
        CoordinatorLoadInProgress: [ErrorCode::CoordinatorLoadInProgress];
        OffsetMetadataTooLarge: [ErrorCode::OffsetMetadataTooLarge];
        NonEmptyGroup: [ErrorCode::NonEmptyGroup];
        GroupIdNotFound: [ErrorCode::GroupIdNotFound];
        FencedMemberEpoch: [ErrorCode::FencedMemberEpoch];
        UnreleasedInstanceId: [ErrorCode::UnreleasedInstanceId];
        UnsupportedAssignor: [ErrorCode::UnsupportedAssignor];
        StaleMemberEpoch: [ErrorCode::StaleMemberEpoch];
    }
}

samples! {
    /// Every standing.
    standings: Standing {
        Eligible: [Standing::Eligible];
        LastKnownLeader: [Standing::LastKnownLeader];
        Crashed: [Standing::Crashed];
        PoweredOff: [Standing::PoweredOff];
        Stopped: [Standing::Stopped];
        Paused: [Standing::Paused];
        Leader: [Standing::Leader];
        Fenced: [Standing::Fenced];
        InSync: [Standing::InSync];
        OutOfSync: [
            Standing::OutOfSync { caught_up: Some(Time::from_ms(10_000)) },
            Standing::OutOfSync { caught_up: None },
        ];
    }
}
