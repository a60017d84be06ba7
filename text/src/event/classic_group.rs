//! What becomes of groups of the classic protocol, at their coordinator. As other rare lines these are
//! fetched later.

use highwater_core::group::classic::{ClassicGroupEvent, GroupId, RebalanceReason};

use super::ConsumerGroupLine;
use crate::Lang;
use crate::course::Words;
use crate::fill::Value;
use crate::meaning::{Meaning, meanings};

/// What became of a group, once the words are there.
pub(super) fn sentence(
    lang: Lang,
    words: &Words,
    group_id: &GroupId,
    event: &ClassicGroupEvent,
) -> String {
    let [first, second] = values(event);
    let values = [Value::Words(&group_id.0), first, second];
    words.say(lang, line(event), &values)
}

/// What is said of it; in part what is said of groups of the other protocol.
fn line(event: &ClassicGroupEvent) -> Meaning {
    let line = match event {
        ClassicGroupEvent::PendingMemberJoined { .. } => {
            return ConsumerGroupLine::MemberJoined.meaning();
        }
        ClassicGroupEvent::InstanceIdFenced { .. } => {
            return ConsumerGroupLine::InstanceIdFenced.meaning();
        }
        ClassicGroupEvent::MemberFailed(_) => return ConsumerGroupLine::SessionExpired.meaning(),
        ClassicGroupEvent::MemberLeft { .. } => return ConsumerGroupLine::MemberLeft.meaning(),
        ClassicGroupEvent::GroupLoaded { .. } => return ConsumerGroupLine::GroupLoaded.meaning(),
        ClassicGroupEvent::MemberIdGiven { .. } => ClassicGroupLine::MemberIdGiven,
        ClassicGroupEvent::StaticMemberJoined { .. } => ClassicGroupLine::StaticMemberJoined,
        ClassicGroupEvent::StaticMemberReplaced { .. } => ClassicGroupLine::StaticMemberBack,
        ClassicGroupEvent::NoRebalanceNeeded => ClassicGroupLine::NoRebalanceNeeded,
        ClassicGroupEvent::RebalanceBegan { reason, .. } => match reason {
            RebalanceReason::MemberAdded { .. } => ClassicGroupLine::RebalanceMemberAdded,
            RebalanceReason::LeaderRejoined { .. } => ClassicGroupLine::RebalanceLeaderRejoined,
            RebalanceReason::MemberChanged { .. }
            | RebalanceReason::StaticMemberChanged { .. }
            | RebalanceReason::ProtocolChanges { .. } => ClassicGroupLine::RebalanceMemberChanged,
            RebalanceReason::MembersLeft(_) => ClassicGroupLine::RebalanceMembersLeft,
            RebalanceReason::SessionExpired(_) => ClassicGroupLine::RebalanceSessionExpired,
            RebalanceReason::SyncExpired(_) => ClassicGroupLine::RebalanceSyncExpired,
            RebalanceReason::AssignmentLost { .. } => ClassicGroupLine::RebalanceAssignmentLost,
            RebalanceReason::MemberOfOtherProtocolLeft => {
                ClassicGroupLine::RebalanceMemberOfOtherProtocolLeft
            }
            RebalanceReason::StaleAssignment => ClassicGroupLine::RebalanceStaleAssignment,
            RebalanceReason::TooManyMembers { .. } => ClassicGroupLine::RebalanceTooManyMembers,
        },
        ClassicGroupEvent::MembersRemoved(_) => ClassicGroupLine::MembersRemoved,
        ClassicGroupEvent::NobodyRejoined => ClassicGroupLine::NobodyRejoined,
        ClassicGroupEvent::Stabilized { .. } => ClassicGroupLine::Stabilized,
        ClassicGroupEvent::BecameEmpty { .. } => ClassicGroupLine::BecameEmpty,
        ClassicGroupEvent::AssignmentReceived { .. } => ClassicGroupLine::AssignmentReceived,
        ClassicGroupEvent::PendingMemberExpired(_) => ClassicGroupLine::PendingMemberExpired,
        ClassicGroupEvent::GroupUnloaded { .. } => ClassicGroupLine::GroupGivenUp,
    };
    line.meaning()
}

/// The values behind the group.
fn values(event: &ClassicGroupEvent) -> [Value<'_>; 2] {
    const NONE: Value<'static> = Value::Words("");
    match event {
        ClassicGroupEvent::MemberIdGiven { member_id, .. }
        | ClassicGroupEvent::PendingMemberJoined { member_id, .. }
        | ClassicGroupEvent::MemberFailed(member_id)
        | ClassicGroupEvent::PendingMemberExpired(member_id)
        | ClassicGroupEvent::MemberLeft { member_id, .. }
        | ClassicGroupEvent::AssignmentReceived {
            leader: member_id, ..
        } => [Value::Words(&member_id.0), NONE],
        ClassicGroupEvent::StaticMemberJoined {
            instance_id,
            member_id,
            ..
        } => [Value::Words(&member_id.0), Value::Words(instance_id)],
        ClassicGroupEvent::StaticMemberReplaced { instance_id, .. } => {
            [Value::Words(instance_id), NONE]
        }
        ClassicGroupEvent::InstanceIdFenced {
            member_id,
            instance_id,
            ..
        } => {
            let member_id = member_id.as_ref().map_or("", |id| &id.0);
            [Value::Words(member_id), Value::Words(instance_id)]
        }
        ClassicGroupEvent::RebalanceBegan { reason, .. } => [who(reason), NONE],
        ClassicGroupEvent::MembersRemoved(members) => [members.len().into(), NONE],
        ClassicGroupEvent::Stabilized {
            generation,
            members,
        } => [generation.into(), members.into()],
        ClassicGroupEvent::BecameEmpty { generation }
        | ClassicGroupEvent::GroupUnloaded { generation } => [generation.into(), NONE],
        ClassicGroupEvent::GroupLoaded { members } => [members.into(), NONE],
        ClassicGroupEvent::NoRebalanceNeeded | ClassicGroupEvent::NobodyRejoined => [NONE, NONE],
    }
}

/// Whom a rebalance is about.
fn who(reason: &RebalanceReason) -> Value<'_> {
    match reason {
        RebalanceReason::MemberAdded { member_id, .. }
        | RebalanceReason::LeaderRejoined { member_id, .. }
        | RebalanceReason::MemberChanged { member_id, .. }
        | RebalanceReason::StaticMemberChanged { member_id, .. }
        | RebalanceReason::ProtocolChanges { member_id, .. }
        | RebalanceReason::SessionExpired(member_id)
        | RebalanceReason::AssignmentLost {
            leader: member_id, ..
        } => Value::Words(&member_id.0),
        RebalanceReason::MembersLeft(members) | RebalanceReason::SyncExpired(members) => {
            members.len().into()
        }
        RebalanceReason::MemberOfOtherProtocolLeft | RebalanceReason::StaleAssignment => {
            Value::Words("")
        }
        RebalanceReason::TooManyMembers { members, .. } => members.into(),
    }
}

meanings! {
    /// Lines about groups of the classic protocol; the group is the first value.
    pub enum ClassicGroupLine from ConsumerGroupLine::TABLE.end();
    MemberIdGiven:
        "Gave a new member of the group {0} the id {1}, with which it is to join again",
        "그룹 {0}의 새 멤버에게 id {1을} 주었습니다: 이 id로 다시 참가해야 합니다";
    StaticMemberJoined:
        "The static member {2} joined the group {0} as {1}",
        "정적 멤버 {2이} id {1으로} 그룹 {0}에 참가했습니다";
    StaticMemberBack:
        "The static member {1} is back in the group {0} under a new id",
        "정적 멤버 {1이} 새 id로 그룹 {0}에 돌아왔습니다";
    NoRebalanceNeeded:
        "The static member keeps its partitions: the group {0} does not rebalance",
        "정적 멤버의 파티션이 그대로이므로 그룹 {0은} 리밸런싱하지 않습니다";
    RebalanceMemberAdded:
        "The group {0} rebalances: {1} is new",
        "그룹 {0}: 새 멤버 {1이} 참가해 리밸런싱을 시작합니다";
    RebalanceLeaderRejoined:
        "The group {0} rebalances: its leader {1} has joined again",
        "그룹 {0}: 리더 {1이} 다시 참가해 리밸런싱을 시작합니다";
    RebalanceMemberChanged:
        "The group {0} rebalances: the subscription or the assignors of {1} have changed",
        "그룹 {0}: {1}의 구독이나 할당자가 바뀌어 리밸런싱을 시작합니다";
    RebalanceMembersLeft:
        "The group {0} rebalances: members have left ({1})",
        "그룹 {0}: 멤버 {1}명이 나가 리밸런싱을 시작합니다";
    RebalanceSessionExpired:
        "The group {0} rebalances: the session of {1} has run out",
        "그룹 {0}: {1}의 세션이 만료되어 리밸런싱을 시작합니다";
    RebalanceSyncExpired:
        "The group {0} rebalances: members have not asked for their assignment in time ({1})",
        "그룹 {0}: 멤버 {1}명이 제때 할당을 받아 가지 않아 리밸런싱을 시작합니다";
    RebalanceAssignmentLost:
        "The group {0} rebalances: the assignment from {1} could not be written",
        "그룹 {0}: {1이} 정한 할당을 기록하지 못해 리밸런싱을 시작합니다";
    RebalanceMemberOfOtherProtocolLeft:
        "The group {0} rebalances: the last member of the consumer protocol is gone",
        "그룹 {0}: 컨슈머 프로토콜을 쓰던 마지막 멤버가 나가 리밸런싱을 시작합니다";
    RebalanceStaleAssignment:
        "The group {0} rebalances: what was assigned is older than what its members subscribe to",
        "그룹 {0}: 할당이 멤버들의 구독보다 오래되어 리밸런싱을 시작합니다";
    RebalanceTooManyMembers:
        "The group {0} rebalances: it has more members than it may have ({1})",
        "그룹 {0}: 멤버 수({1})가 한도를 넘어 리밸런싱을 시작합니다";
    MembersRemoved:
        "Removed members that have not joined the group {0} again in time ({1})",
        "그룹 {0}에 제때 다시 참가하지 않은 멤버 {1}명을 제거했습니다";
    NobodyRejoined:
        "No member has joined the group {0} again: it waits for their sessions to run out",
        "그룹 {0}에 다시 참가한 멤버가 없어 세션이 만료되기를 기다립니다";
    Stabilized:
        "The group {0} begins generation {1}; members: {2}",
        "그룹 {0}의 세대 {1을} 시작합니다: 멤버 수 {2}";
    BecameEmpty:
        "The group {0} is empty now (generation {1})",
        "그룹 {0}에 멤버가 없습니다 (세대 {1})";
    AssignmentReceived:
        "Received the assignment from {1}, the leader of the group {0}",
        "그룹 {0}의 리더 {1이} 정한 할당을 받았습니다";
    PendingMemberExpired:
        "{1} has not joined the group {0} with its id in time",
        "{1}: 받은 id로 제때 그룹 {0}에 참가하지 않았습니다";
    GroupGivenUp:
        "No longer coordinates the group {0} (generation {1})",
        "더는 그룹 {0}의 코디네이터가 아닙니다 (세대 {1})";
}
