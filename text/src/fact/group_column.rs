//! The columns of `kafka-consumer-groups --describe`.

use crate::log::CoordinatorMeaning;
use crate::meaning::meanings;

meanings! {
    /// A column of one of the tables that the tool prints of a group, or what is said of the tool.
    pub enum GroupColumn from CoordinatorMeaning::TABLE.end();
    Tool:
        "What the tool would print now: what the group's coordinator tells of it.",
        "지금 이 도구가 출력할 내용입니다. 그룹의 코디네이터가 알려 주는 대로입니다.";
    Waits:
        "No broker coordinates the group now: the tool waits for one.",
        "지금 이 그룹을 맡은 코디네이터가 없어 도구가 기다립니다.";
    LeaderEpoch:
        "The leader epoch that was committed with the offset.",
        "오프셋과 함께 커밋된 리더 에포크입니다.";
    CurrentOffset:
        "The offset that the group has committed: the next record that it will read after a restart.",
        "그룹이 커밋한 오프셋입니다. 다시 시작하면 이 레코드부터 읽습니다.";
    LogEndOffset:
        "Up to where consumers may read the partition: its high watermark.",
        "컨슈머가 읽을 수 있는 끝, 곧 파티션의 하이 워터마크입니다.";
    Lag:
        "How many records lie between the two: counted from the commit, not from the consumer's position.",
        "두 오프셋 사이에 남은 레코드의 수입니다. 컨슈머의 포지션이 아니라 커밋된 오프셋부터 셉니다.";
    ConsumerId:
        "The member's id: in the classic protocol its client id, of a static member its group.instance.id, and an id of \
         its own; in the consumer protocol that alone.",
        "멤버의 id입니다. 클래식 프로토콜에서는 클라이언트 id(정적 멤버는 group.instance.id) 뒤에 멤버마다 다른 id를 \
         붙입니다. 컨슈머 프로토콜에서는 멤버마다 다른 이 id만 씁니다.";
    GroupInstanceId:
        "What a static member calls itself (group.instance.id), so that it stays a member over a restart.",
        "정적 멤버가 스스로 밝힌 이름(group.instance.id)입니다. 다시 시작해도 같은 멤버로 남습니다.";
    Host:
        "From where the member speaks to the coordinator.",
        "멤버가 코디네이터에 접속한 주소입니다.";
    ClientId:
        "What the member's application calls itself (client.id).",
        "멤버의 애플리케이션이 정한 이름(client.id)입니다.";
    Partitions:
        "How many partitions the member has.",
        "멤버가 가진 파티션의 수입니다.";
    CurrentEpoch:
        "Up to which epoch of the group the member has come, in the consumer protocol.",
        "컨슈머 프로토콜에서 멤버가 도달한 그룹 에포크입니다.";
    CurrentAssignment:
        "The partitions that the member has.",
        "멤버가 지금 가진 파티션입니다.";
    TargetEpoch:
        "The epoch of the assignment that the member is to come to.",
        "멤버가 맞춰야 할 할당의 에포크입니다.";
    TargetAssignment:
        "The partitions that the member is to have.",
        "멤버가 가져야 할 파티션입니다.";
    Upgraded:
        "Whether the member speaks the consumer protocol, while others in the group speak the classic one.",
        "클래식 프로토콜을 쓰는 멤버가 섞인 그룹에서 이 멤버가 컨슈머 프로토콜을 쓰는지를 나타냅니다.";
    Coordinator:
        "The broker that coordinates the group: its address and id.",
        "그룹을 맡은 코디네이터 브로커의 주소와 id입니다.";
    Strategy:
        "The assignor that the group has agreed on.",
        "그룹이 쓰기로 한 할당자입니다.";
    State:
        "Whether the group is Stable, Empty, or on its way between assignments.",
        "그룹의 상태입니다. Stable이면 안정된 상태이고, Empty이면 멤버가 없으며, 그 밖에는 할당이 바뀌는 중입니다.";
    GroupEpoch:
        "Counts how often members or their subscriptions have changed, in the consumer protocol.",
        "컨슈머 프로토콜에서 멤버나 구독이 바뀔 때마다 커지는 번호입니다.";
    TargetAssignmentEpoch:
        "The group epoch for which the assignment was computed.",
        "할당을 계산한 시점의 그룹 에포크입니다.";
    Members:
        "How many members the coordinator counts in the group.",
        "코디네이터가 아는 그룹 멤버의 수입니다.";
}
