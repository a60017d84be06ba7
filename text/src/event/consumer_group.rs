//! What becomes of groups of the consumer protocol, at their coordinator. As other rare lines these are
//! fetched later.

use highwater_core::group::classic::GroupId;
use highwater_core::group::consumer_group::{ConsumerGroupEvent, FencingReason};

use super::Line;
use crate::Lang;
use crate::course::Words;
use crate::fill::Value;
use crate::meaning::meanings;

/// What became of a group, once the words are there.
pub(super) fn sentence(
    lang: Lang,
    words: &Words,
    group_id: &GroupId,
    event: &ConsumerGroupEvent,
) -> String {
    let [first, second] = values(event);
    let values = [Value::Words(&group_id.0), first, second];
    words.say(lang, line(event).meaning(), &values)
}

fn line(event: &ConsumerGroupEvent) -> ConsumerGroupLine {
    match event {
        ConsumerGroupEvent::MemberJoined { .. } => ConsumerGroupLine::MemberJoined,
        ConsumerGroupEvent::StaticMemberReplaced { .. } => ConsumerGroupLine::StaticMemberReplaced,
        ConsumerGroupEvent::InstanceIdUnreleased { .. } => ConsumerGroupLine::InstanceIdUnreleased,
        ConsumerGroupEvent::InstanceIdFenced { .. } => ConsumerGroupLine::InstanceIdFenced,
        ConsumerGroupEvent::MemberLeft { is_temporary, .. } => match is_temporary {
            true => ConsumerGroupLine::MemberAway,
            false => ConsumerGroupLine::MemberLeft,
        },
        ConsumerGroupEvent::MemberFenced { reason, .. } => match reason {
            FencingReason::SessionExpired => ConsumerGroupLine::SessionExpired,
            FencingReason::RebalanceTimeout { .. } => ConsumerGroupLine::RebalanceTimeout,
        },
        ConsumerGroupEvent::GroupEpochBumped { .. } => ConsumerGroupLine::GroupEpochBumped,
        ConsumerGroupEvent::TargetAssignmentComputed { .. } => {
            ConsumerGroupLine::TargetAssignmentComputed
        }
        ConsumerGroupEvent::GroupLoaded { .. } => ConsumerGroupLine::GroupLoaded,
        ConsumerGroupEvent::GroupUnloaded { .. } => ConsumerGroupLine::GroupUnloaded,
    }
}

/// The values behind the group.
fn values(event: &ConsumerGroupEvent) -> [Value<'_>; 2] {
    const NONE: Value<'static> = Value::Words("");
    match event {
        ConsumerGroupEvent::MemberJoined { member_id, .. }
        | ConsumerGroupEvent::MemberLeft { member_id, .. }
        | ConsumerGroupEvent::MemberFenced { member_id, .. } => [Value::Words(&member_id.0), NONE],
        ConsumerGroupEvent::StaticMemberReplaced {
            member_id,
            instance_id,
            ..
        }
        | ConsumerGroupEvent::InstanceIdUnreleased {
            member_id,
            instance_id,
            ..
        }
        | ConsumerGroupEvent::InstanceIdFenced {
            member_id,
            instance_id,
            ..
        } => [Value::Words(&member_id.0), Value::Words(instance_id)],
        ConsumerGroupEvent::GroupEpochBumped { epoch, .. }
        | ConsumerGroupEvent::GroupUnloaded { epoch } => [i64::from(epoch.0).into(), NONE],
        ConsumerGroupEvent::TargetAssignmentComputed { epoch, assignor } => {
            [i64::from(epoch.0).into(), Value::Words(assignor.name())]
        }
        ConsumerGroupEvent::GroupLoaded { members } => {
            [i64::try_from(*members).unwrap_or(i64::MAX).into(), NONE]
        }
    }
}

meanings! {
    /// Lines about groups of the consumer protocol; the group is the first value.
    pub enum ConsumerGroupLine from Line::TABLE.end();
    MemberJoined:
        "{1} joins the group {0}",
        "{1}: 그룹 {0}에 들어왔습니다";
    StaticMemberReplaced:
        "The static member {2} is back in the group {0} as {1}: it has what it had",
        "정적 멤버 {2이} 새 멤버 ID {1으로} 그룹 {0}에 돌아왔습니다: 파티션은 그대로입니다";
    InstanceIdUnreleased:
        "{1} may not join the group {0}: another member has the instance id {2}",
        "{1}: 인스턴스 ID {2을} 쓰는 멤버가 있어 그룹 {0}에 들어올 수 없습니다";
    InstanceIdFenced:
        "{1} is not in the group {0} any more: another member has taken the instance id {2} over",
        "{1}: 다른 멤버가 인스턴스 ID {2을} 넘겨받아 더는 그룹 {0}의 멤버가 아닙니다";
    MemberAway:
        "{1} leaves the group {0} for a while: it keeps what it has until its session ends",
        "{1}: 그룹 {0}에서 잠시 나갔습니다. 세션이 끝날 때까지 파티션은 그대로입니다";
    MemberLeft:
        "{1} left the group {0}",
        "{1}: 그룹 {0}에서 나갔습니다";
    SessionExpired:
        "{1} is out of the group {0}: it was silent for a session",
        "{1}: 세션이 끝날 때까지 하트비트가 없어 그룹 {0}에서 제외했습니다";
    RebalanceTimeout:
        "{1} is out of the group {0}: it did not give its partitions up in time",
        "{1}: 내놓아야 할 파티션을 제때 내놓지 않아 그룹 {0}에서 제외했습니다";
    GroupEpochBumped:
        "The group {0} has changed: group epoch {1}",
        "그룹 {0}에 변화가 있습니다: 그룹 에포크 {1}";
    TargetAssignmentComputed:
        "Assigned the partitions of the group {0} anew, by {2}: target for epoch {1}",
        "그룹 {0}의 파티션을 {2으로} 새로 할당했습니다: 에포크 {1}의 목표 할당";
    GroupLoaded:
        "Read the group {0} from the log: {1} members",
        "로그에서 그룹 {0}의 상태를 읽었습니다: 멤버 수 {1}";
    GroupUnloaded:
        "Coordinates the group {0} no longer, at epoch {1}",
        "더는 그룹 {0}의 코디네이터가 아닙니다: 에포크 {1}";
}
