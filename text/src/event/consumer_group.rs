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
        "{1} joined the group {0}",
        "{1}: 그룹 {0}에 참가했습니다";
    StaticMemberReplaced:
        "The static member {2} is back in the group {0} as {1}: it keeps its partitions",
        "정적 멤버 {2이} 새 멤버 id {1으로} 그룹 {0}에 돌아왔습니다: 파티션은 그대로입니다";
    InstanceIdUnreleased:
        "{1} may not join the group {0}: another member still has the instance id {2}",
        "{1}: 인스턴스 id {2을} 쓰는 멤버가 아직 있어 그룹 {0}에 참가할 수 없습니다";
    InstanceIdFenced:
        "{1} is no longer in the group {0}: another member has taken over the instance id {2}",
        "{1}: 다른 멤버가 인스턴스 id {2을} 넘겨받아 더는 그룹 {0}의 멤버가 아닙니다";
    MemberAway:
        "{1} left the group {0} for a while: it keeps its partitions until its session runs out",
        "{1}: 그룹 {0}에서 잠시 나갔습니다. 세션이 만료될 때까지 파티션은 그대로입니다";
    MemberLeft:
        "{1} left the group {0}",
        "{1}: 그룹 {0}에서 나갔습니다";
    SessionExpired:
        "Removed {1} from the group {0}: its session has run out",
        "{1}: 세션이 만료되어 그룹 {0}에서 제거했습니다";
    RebalanceTimeout:
        "Removed {1} from the group {0}: it did not give up its partitions in time",
        "{1}: 내놓아야 할 파티션을 제때 내놓지 않아 그룹 {0}에서 제거했습니다";
    GroupEpochBumped:
        "The group {0} has changed: group epoch {1}",
        "그룹 {0이} 바뀌었습니다: 그룹 에포크 {1}";
    TargetAssignmentComputed:
        "Computed a new target assignment of the group {0} with the assignor {2} (epoch {1})",
        "할당자 {2으로} 그룹 {0}의 목표 할당을 새로 계산했습니다 (에포크 {1})";
    GroupLoaded:
        "Read the group {0} from the log; members: {1}",
        "로그에서 그룹 {0}의 상태를 읽었습니다: 멤버 수 {1}";
    GroupUnloaded:
        "No longer coordinates the group {0} (group epoch {1})",
        "더는 그룹 {0}의 코디네이터가 아닙니다 (그룹 에포크 {1})";
}
