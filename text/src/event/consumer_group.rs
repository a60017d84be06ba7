//! What becomes of groups of the consumer protocol, at their coordinator. As other rare lines these are
//! fetched later.

use highwater_core::group::classic::GroupId;
use highwater_core::group::consumer_group::{
    ClassicMemberChange, ConsumerGroupEvent, Conversion, FencingReason, InstanceIdOwned,
    MigrationObstacle,
};

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
            FencingReason::JoinTimeout => ConsumerGroupLine::JoinTimeout,
            FencingReason::SyncTimeout => ConsumerGroupLine::SyncTimeout,
        },
        ConsumerGroupEvent::ClassicMember { change, .. } => match change {
            ClassicMemberChange::IdGiven => ConsumerGroupLine::ClassicMemberIdGiven,
            ClassicMemberChange::Joined => ConsumerGroupLine::ClassicMemberJoined,
            ClassicMemberChange::Replaced { .. } => ConsumerGroupLine::ClassicMemberReplaced,
            ClassicMemberChange::Left { .. } => ConsumerGroupLine::MemberLeft,
        },
        ConsumerGroupEvent::Converted(conversion) => match conversion {
            Conversion::Classic | Conversion::EmptyClassic => {
                ConsumerGroupLine::ConvertedToConsumer
            }
            Conversion::Consumer | Conversion::EmptyConsumer => {
                ConsumerGroupLine::ConvertedToClassic
            }
        },
        ConsumerGroupEvent::MigrationRefused(obstacle) => match obstacle {
            MigrationObstacle::UpgradeDisabled => ConsumerGroupLine::UpgradeDisabled,
            MigrationObstacle::NoConsumerProtocol => ConsumerGroupLine::NoConsumerProtocol,
            MigrationObstacle::TooLargeToUpgrade => ConsumerGroupLine::TooLargeToUpgrade,
            MigrationObstacle::JoinDisabled => ConsumerGroupLine::JoinDisabled,
            MigrationObstacle::DowngradeDisabled => ConsumerGroupLine::DowngradeDisabled,
            MigrationObstacle::TooLargeToDowngrade => ConsumerGroupLine::TooLargeToDowngrade,
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
        ConsumerGroupEvent::ClassicMember {
            member_id,
            instance_id,
            ..
        } => {
            let instance_id = instance_id.as_deref().unwrap_or_default();
            [Value::Words(&member_id.0), Value::Words(instance_id)]
        }
        ConsumerGroupEvent::Converted(_) | ConsumerGroupEvent::MigrationRefused(_) => [NONE, NONE],
        ConsumerGroupEvent::StaticMemberReplaced {
            member_id,
            instance_id,
            ..
        }
        | ConsumerGroupEvent::InstanceIdUnreleased(InstanceIdOwned {
            member_id,
            instance_id,
            ..
        })
        | ConsumerGroupEvent::InstanceIdFenced(InstanceIdOwned {
            member_id,
            instance_id,
            ..
        }) => [Value::Words(&member_id.0), Value::Words(instance_id)],
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
    JoinTimeout:
        "Removed {1} from the group {0}: it did not join again in time",
        "{1}: 제때 다시 참가하지 않아 그룹 {0}에서 제거했습니다";
    SyncTimeout:
        "Removed {1} from the group {0}: it did not ask for its assignment in time",
        "{1}: 제때 할당을 받아 가지 않아 그룹 {0}에서 제거했습니다";
    ClassicMemberIdGiven:
        "Gave the id {1} to a client that joins the group {0} by the classic protocol: it is to join again with it",
        "클래식 프로토콜로 그룹 {0}에 참가하는 클라이언트에 멤버 id {1을} 주었습니다. 이 id로 다시 참가해야 합니다";
    ClassicMemberJoined:
        "{1} joined the group {0} by the classic protocol",
        "{1}: 클래식 프로토콜로 그룹 {0}에 참가했습니다";
    ClassicMemberReplaced:
        "The static member {2} is back in the group {0} as {1}, by the classic protocol: it keeps its partitions",
        "정적 멤버 {2이} 클래식 프로토콜로, 새 멤버 id {1으로} 그룹 {0}에 돌아왔습니다: 파티션은 그대로입니다";
    ConvertedToConsumer:
        "The group {0} goes on in the consumer protocol (KIP-848): this broker assigns from now on",
        "그룹 {0}: 이제 컨슈머 프로토콜(KIP-848)을 씁니다. 파티션은 이 브로커가 할당합니다";
    ConvertedToClassic:
        "The group {0} goes on in the classic protocol: one of its members assigns from now on",
        "그룹 {0}: 이제 클래식 프로토콜을 씁니다. 파티션은 멤버 중 하나가 할당합니다";
    UpgradeDisabled:
        "The group {0} stays in the classic protocol: group.consumer.migration.policy does not let it go to the other",
        "그룹 {0}: group.consumer.migration.policy 때문에 클래식 프로토콜에서 바뀌지 않습니다";
    NoConsumerProtocol:
        "The group {0} stays in the classic protocol: it is not one of consumers",
        "그룹 {0}: 컨슈머의 그룹이 아니므로 클래식 프로토콜에서 바뀌지 않습니다";
    TooLargeToUpgrade:
        "The group {0} stays in the classic protocol: it has more members than group.consumer.max.size",
        "그룹 {0}: 멤버가 group.consumer.max.size보다 많아 클래식 프로토콜에서 바뀌지 않습니다";
    JoinDisabled:
        "Nobody joins the group {0} by the classic protocol: group.consumer.migration.policy is disabled",
        "group.consumer.migration.policy가 disabled이므로 클래식 프로토콜로는 그룹 {0}에 참가할 수 없습니다";
    DowngradeDisabled:
        "The group {0} stays in the consumer protocol: group.consumer.migration.policy does not let it go back",
        "그룹 {0}: group.consumer.migration.policy 때문에 컨슈머 프로토콜에서 바뀌지 않습니다";
    TooLargeToDowngrade:
        "The group {0} stays in the consumer protocol: it has more members than group.max.size",
        "그룹 {0}: 멤버가 group.max.size보다 많아 컨슈머 프로토콜에서 바뀌지 않습니다";
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
