//! Samples of what applications call of their consumers, and of what happens to these.

use std::sync::Arc;

use highwater_core::client::{
    CommitMode, CommitObstacle, ConsumerError, ConsumerMemberState, Generation, LeaveReason,
    Position,
};
use highwater_core::command::{ConsumerCall, LoopFault};
use highwater_core::config::AutoOffsetReset;
use highwater_core::group::MemberId;
use highwater_core::group::assignor::NamedPartition;
use highwater_core::id::{
    GenerationId, GroupEpoch, LeaderEpoch, Offset, PartitionIndex, TopicPartition,
};
use highwater_core::scenario::{LoopPoint, OnFailure};
use highwater_core::trace::{ConsumerEvent, CoordinatorLoss, MetadataSnapshot, RejoinReason};
use highwater_core::wire::{Api, ErrorCode};

use super::{B1, ORDERS_0, samples};

const ORDERS_1: TopicPartition = TopicPartition {
    partition: PartitionIndex(1),
    ..ORDERS_0
};

samples! {
    /// Every call.
    consumer_calls: ConsumerCall {
        Subscribe: [ConsumerCall::Subscribe(vec!["orders".into(), "payments".into()])];
        Unsubscribe: [ConsumerCall::Unsubscribe];
        Assign: [ConsumerCall::Assign(vec![named(0), named(1)])];
        Seek: [ConsumerCall::Seek { partition: named(0), offset: Offset(5) }];
        SeekToBeginning: [ConsumerCall::SeekToBeginning];
        SeekToEnd: [ConsumerCall::SeekToEnd];
        Poll: [ConsumerCall::Poll { ms: 500, until_records: None }];
        PollOn: [ConsumerCall::PollOn];
        Commit: [ConsumerCall::Commit];
        CommitWithin: [ConsumerCall::CommitWithin { timeout_ms: 500 }];
        CommitAsync: [ConsumerCall::CommitAsync];
        CommitOffset: [ConsumerCall::CommitOffset { partition: named(0), offset: Offset(5) }];
        Position: [ConsumerCall::Position { timeout_ms: 500 }];
        EndOffsets: [ConsumerCall::EndOffsets];
        Pause: [ConsumerCall::Pause(named(0))];
        Resume: [ConsumerCall::Resume(named(0))];
        Close: [ConsumerCall::Close];
    }
}

samples! {
    /// Everything that befalls loops.
    loop_faults: LoopFault {
        SlowProcessing: [LoopFault::SlowProcessing { by_ms: 300 }];
        FailNext: [LoopFault::FailNext(2)];
        CrashAt: [
            LoopFault::CrashAt(LoopPoint::AfterPoll),
            LoopFault::CrashAt(LoopPoint::AfterProcess),
            LoopFault::CrashAt(LoopPoint::AfterCommit),
        ];
    }
}

samples! {
    /// Everything that happens to consumers.
    consumer_events: ConsumerEvent {
        Subscribed: [ConsumerEvent::Subscribed(vec!["orders".into(), "payments".into()])];
        Sought: [ConsumerEvent::Sought {
            topic: "orders".into(), partition: PartitionIndex(0), offset: Offset(5),
        }];
        SoughtEnd: [sought(AutoOffsetReset::Earliest), sought(AutoOffsetReset::Latest)];
        CoordinatorFound: [ConsumerEvent::CoordinatorFound(B1)];
        CoordinatorLost: [
            coordinator_lost(CoordinatorLoss::Disconnected),
            coordinator_lost(CoordinatorLoss::Error(ErrorCode::NotCoordinator)),
            coordinator_lost(CoordinatorLoss::HeartbeatRefused(ErrorCode::NotCoordinator)),
            coordinator_lost(CoordinatorLoss::SessionTimedOut),
        ];
        Joining: [ConsumerEvent::Joining];
        RejoinRequested: [
            rejoin(RejoinReason::MemberIdGiven),
            rejoin(RejoinReason::GroupRebalances),
            rejoin(RejoinReason::MustRevoke(vec![ORDERS_1])),
            rejoin(RejoinReason::MetadataChanged { before: snapshot(2), now: snapshot(3) }),
            rejoin(RejoinReason::SubscriptionChanged {
                before: vec!["orders".into()], now: vec!["orders".into(), "payments".into()],
            }),
            rejoin(RejoinReason::Refused(ErrorCode::UnknownMemberId, Api::Heartbeat)),
            rejoin(RejoinReason::RebalanceFailed(ErrorCode::MemberIdRequired)),
            rejoin(RejoinReason::CommitWhileRebalancing),
            rejoin(RejoinReason::Left),
        ];
        GenerationReset: [
            ConsumerEvent::GenerationReset { reason: RejoinReason::Left, forgets_member_id: true },
            ConsumerEvent::GenerationReset {
                reason: RejoinReason::Refused(ErrorCode::IllegalGeneration, Api::Heartbeat),
                forgets_member_id: false,
            },
        ];
        Joined: [ConsumerEvent::Joined(generation())];
        AssignmentFinished: [ConsumerEvent::AssignmentFinished {
            generation: GenerationId(3),
            assignments: vec![(member(), vec![named(0)])],
        }];
        Synced: [ConsumerEvent::Synced(generation())];
        AssignmentUpdated: [ConsumerEvent::AssignmentUpdated {
            assigned: vec![ORDERS_0], owned: vec![ORDERS_0, ORDERS_1],
        }];
        AssignorNotified: [
            ConsumerEvent::AssignorNotified(vec![named(0), named(1)]),
            ConsumerEvent::AssignorNotified(vec![]),
        ];
        PartitionsAssigned: [
            ConsumerEvent::PartitionsAssigned(vec![ORDERS_0, ORDERS_1]),
            ConsumerEvent::PartitionsAssigned(vec![]),
        ];
        PartitionsRevoked: [ConsumerEvent::PartitionsRevoked(vec![ORDERS_1])];
        PartitionsLost: [ConsumerEvent::PartitionsLost(vec![ORDERS_0])];
        GivenAway: [ConsumerEvent::GivenAway];
        GroupRequestFailed: [ConsumerEvent::GroupRequestFailed {
            api: Api::SyncGroup, error: ErrorCode::RebalanceInProgress.into(), is_ignored: false,
            generation: generation(), coordinator: Some(B1),
        }];
        HeartbeatUnheard: [ConsumerEvent::HeartbeatUnheard { coordinator: B1 }];
        InstanceFenced: [ConsumerEvent::InstanceFenced];
        PollTimedOut: [ConsumerEvent::PollTimedOut];
        PolledLate: [ConsumerEvent::PolledLate { member: MemberId("m".into()), late_by_ms: 1_200 }];
        Leaving: [
            leaving(LeaveReason::Closed),
            leaving(LeaveReason::Unsubscribed),
            leaving(LeaveReason::PollTimeout),
        ];
        NoCommittedOffset: [ConsumerEvent::NoCommittedOffset(named(0))];
        PositionCommitted: [ConsumerEvent::PositionCommitted {
            partition: ORDERS_0, position: position(),
        }];
        PositionOutOfRange: [ConsumerEvent::PositionOutOfRange {
            partition: ORDERS_0, position: position(),
        }];
        TruncationDetected: [truncation(true), truncation(false)];
        OffsetsCommitted: [committed(CommitMode::Sync), committed(CommitMode::Auto)];
        CommitFailed: [ConsumerEvent::CommitFailed {
            partition: ORDERS_0, offset: Offset(5), error: ErrorCode::UnknownMemberId,
        }];
        CommitGivenUp: [ConsumerEvent::CommitGivenUp {
            mode: CommitMode::Async, offsets: vec![(ORDERS_0, position())],
            error: ConsumerError::CommitFailed(CommitObstacle::Refused),
        }];
        RecordsProcessed: [ConsumerEvent::RecordsProcessed {
            partition: ORDERS_0, first_offset: Offset(5), next_offset: Offset(8),
        }];
        ProcessingFailed: [
            failed(OnFailure::Close), failed(OnFailure::SeekBack), failed(OnFailure::PassOver),
        ];
        PositionsTold: [ConsumerEvent::PositionsTold(vec![(ORDERS_0, Offset(5)), (ORDERS_1, Offset(7))])];
        EndOffsetsTold: [ConsumerEvent::EndOffsetsTold(vec![(ORDERS_0, Offset(9))])];
        Raised: [ConsumerEvent::Raised(ConsumerError::NoOffsetForPartition(vec![named(0)]))];
        Closed: [ConsumerEvent::Closed];
        Crashed: [ConsumerEvent::Crashed];
        Transitioned: [ConsumerEvent::Transitioned {
            member: member(),
            epoch: GroupEpoch(3),
            from: ConsumerMemberState::Joining,
            to: ConsumerMemberState::Reconciling,
        }];
        Reconciling: [ConsumerEvent::Reconciling {
            member: member(), local_epoch: 1, assigned: vec![ORDERS_0], owned: vec![],
        }];
        Revoking: [ConsumerEvent::Revoking(vec![ORDERS_1])];
    }
}

fn named(partition: u32) -> NamedPartition {
    NamedPartition {
        topic: "orders".into(),
        partition: PartitionIndex(partition),
    }
}

fn sought(end: AutoOffsetReset) -> ConsumerEvent {
    ConsumerEvent::SoughtEnd {
        topic: "orders".into(),
        partition: PartitionIndex(0),
        end,
    }
}

fn coordinator_lost(why: CoordinatorLoss) -> ConsumerEvent {
    ConsumerEvent::CoordinatorLost {
        coordinator: B1,
        why,
    }
}

fn rejoin(reason: RejoinReason) -> ConsumerEvent {
    ConsumerEvent::RejoinRequested {
        reason,
        member: Some(member()),
    }
}

fn snapshot(partitions: usize) -> MetadataSnapshot {
    MetadataSnapshot {
        version: 3,
        topics: vec![("orders".into(), vec![Vec::new(); partitions])],
    }
}

fn leaving(reason: LeaveReason) -> ConsumerEvent {
    ConsumerEvent::Leaving {
        member: Some(member()),
        coordinator: B1,
        reason,
    }
}

fn truncation(is_reset: bool) -> ConsumerEvent {
    ConsumerEvent::TruncationDetected {
        partition: ORDERS_0,
        position: position(),
        diverging: Some((Offset(4), LeaderEpoch(1))),
        is_reset,
    }
}

fn committed(mode: CommitMode) -> ConsumerEvent {
    ConsumerEvent::OffsetsCommitted {
        mode,
        offsets: vec![(ORDERS_0, Offset(5)), (ORDERS_1, Offset(2))],
    }
}

fn failed(reaction: OnFailure) -> ConsumerEvent {
    ConsumerEvent::ProcessingFailed {
        partition: ORDERS_0,
        offset: Offset(5),
        reaction,
    }
}

fn member() -> MemberId {
    MemberId("c1-6a1f".into())
}

fn generation() -> Generation {
    Generation {
        id: Some(GenerationId(3)),
        member_id: Some(member()),
        protocol: Some(Arc::from("range")),
    }
}

fn position() -> Position {
    Position {
        offset: Offset(5),
        epoch: Some(LeaderEpoch(1)),
        leader: None,
    }
}
