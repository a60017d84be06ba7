//! What becomes of groups of the classic protocol.

use super::{B1, Scene, scene};
use crate::group::MemberId;
use crate::group::classic::{
    ClassicGroupEvent, ClassicGroupState, GroupId, MemberOperation, RebalanceReason,
};
use crate::id::{GenerationId, PartitionIndex};
use crate::trace::Event;
use crate::wire::ErrorCode;

pub(super) fn of_classic_groups() -> Vec<Scene> {
    vec![
        scene(
            "A client joins that has no id.",
            B1,
            vec![
                classic(ClassicGroupEvent::MemberIdGiven {
                    member_id: member(1),
                    state: ClassicGroupState::Empty,
                }),
                classic(ClassicGroupEvent::PendingMemberJoined {
                    member_id: member(1),
                    state: ClassicGroupState::Empty,
                }),
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::MemberAdded {
                        member_id: member(1),
                        instance_id: None,
                        client_reason: None,
                    },
                }),
                classic(ClassicGroupEvent::Stabilized {
                    generation: GenerationId(3),
                    members: 2,
                }),
                classic(ClassicGroupEvent::AssignmentReceived {
                    leader: member(1),
                    generation: GenerationId(3),
                    members: 2,
                    static_members: 1,
                }),
            ],
        ),
        scene(
            "A static member joins, is back under another id, and the one before is refused.",
            B1,
            vec![
                classic(ClassicGroupEvent::StaticMemberJoined {
                    instance_id: "i1".into(),
                    member_id: member(1),
                    state: ClassicGroupState::Stable,
                }),
                classic(ClassicGroupEvent::StaticMemberReplaced {
                    instance_id: "i1".into(),
                    replaced: member(1),
                    state: ClassicGroupState::Stable,
                }),
                classic(ClassicGroupEvent::NoRebalanceNeeded),
                classic(ClassicGroupEvent::InstanceIdFenced {
                    member_id: Some(member(1)),
                    instance_id: "i1".into(),
                    owner: member(2),
                    operation: MemberOperation::Heartbeat,
                }),
            ],
        ),
        scene(
            "A group rebalances for every reason that there is.",
            B1,
            vec![
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::MemberAdded {
                        member_id: member(1),
                        instance_id: Some("i1".into()),
                        client_reason: Some("rebalance failed".into()),
                    },
                }),
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::LeaderRejoined {
                        member_id: member(1),
                        state: ClassicGroupState::Stable,
                        client_reason: Some("need to revoke partitions and re-join".into()),
                    },
                }),
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::MemberChanged {
                        member_id: member(1),
                        state: ClassicGroupState::CompletingRebalance,
                        client_reason: None,
                    },
                }),
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::StaticMemberChanged {
                        member_id: member(1),
                        instance_id: "i1".into(),
                        client_reason: None,
                    },
                }),
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::ProtocolChanges {
                        member_id: member(1),
                        instance_id: "i1".into(),
                        client_reason: None,
                    },
                }),
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::MembersLeft(vec![member(1), member(2)]),
                }),
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::SessionExpired(member(1)),
                }),
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::SyncExpired(vec![member(1), member(2)]),
                }),
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::AssignmentLost {
                        leader: member(1),
                        error: ErrorCode::NotCoordinator,
                    },
                }),
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::MemberOfOtherProtocolLeft,
                }),
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::StaleAssignment,
                }),
                classic(ClassicGroupEvent::RebalanceBegan {
                    generation: GenerationId(2),
                    reason: RebalanceReason::TooManyMembers {
                        members: 3,
                        max_size: 2,
                    },
                }),
            ],
        ),
        scene(
            "Members are gone.",
            B1,
            vec![
                classic(ClassicGroupEvent::MembersRemoved(vec![
                    member(1),
                    member(2),
                ])),
                classic(ClassicGroupEvent::NobodyRejoined),
                classic(ClassicGroupEvent::MemberFailed(member(1))),
                classic(ClassicGroupEvent::PendingMemberExpired(member(1))),
                classic(ClassicGroupEvent::MemberLeft {
                    member_id: member(1),
                    is_pending: false,
                    client_reason: Some("the consumer is being closed".into()),
                }),
                classic(ClassicGroupEvent::MemberLeft {
                    member_id: member(1),
                    is_pending: true,
                    client_reason: None,
                }),
                classic(ClassicGroupEvent::BecameEmpty {
                    generation: GenerationId(4),
                }),
            ],
        ),
        scene(
            "Another broker coordinates the classic group, and then this one again.",
            B1,
            vec![
                classic(ClassicGroupEvent::GroupUnloaded {
                    generation: GenerationId(4),
                }),
                classic(ClassicGroupEvent::GroupLoaded { members: 2 }),
            ],
        ),
    ]
}

fn classic(event: ClassicGroupEvent) -> Event {
    Event::ClassicGroup {
        offsets_partition: PartitionIndex(10),
        group_id: GroupId("board".into()),
        event,
    }
}

fn member(number: u32) -> MemberId {
    MemberId(format!("member-{number}").into())
}
