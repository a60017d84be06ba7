//! What the parts of lines of coordinators mean.

use highwater_core::explain::CoordinatorPart;

use super::{MemberMeaning, parts};

parts! {
    /// The meaning of a part that a broker logs as the coordinator of a group.
    pub enum CoordinatorMeaning of CoordinatorPart from MemberMeaning::TABLE.end();
    CoordinatorPrefix:
        "The broker of this id says it, as the coordinator of groups.",
        "이 id의 브로커가 그룹 코디네이터로서 남긴 로그입니다.";
    OffsetsPartition:
        "The partition of __consumer_offsets that holds the group's state: whoever leads it coordinates the \
         group.",
        "그룹의 상태가 기록되는 __consumer_offsets 파티션입니다. 이 파티션의 리더가 그룹의 코디네이터입니다.";
    JoinsWithoutId:
        "A new consumer asks to join and has no member id yet.",
        "새 컨슈머가 아직 멤버 id 없이 참가를 요청합니다.";
    GroupState:
        "What the group was doing just then.",
        "그때 그룹의 상태입니다.";
    MustRejoinWithId:
        "The consumer is answered MEMBER_ID_REQUIRED: only with its id is it put into the group, so that one \
         whose answer was lost leaves nobody behind.",
        "컨슈머는 MEMBER_ID_REQUIRED를 받습니다. id를 가지고 다시 와야 그룹에 들어가므로, 응답이 유실되어도 쓰이지 \
         않는 멤버가 남지 않습니다.";
    JoinsWithId:
        "It has come back with its id.",
        "받은 id로 다시 왔습니다.";
    AddedNow:
        "It is a member from now on.",
        "이제부터 멤버입니다.";
    StaticJoins:
        "A static member joins: it is known by its instance id and needs no member id before.",
        "정적 멤버가 참가합니다. 인스턴스 id로 알아보므로 멤버 id를 미리 받지 않아도 됩니다.";
    StaticReplaced:
        "The member that had the instance id before: the new process takes its place and its partitions.",
        "그 전에 이 인스턴스 id를 가졌던 멤버입니다. 새 프로세스가 그 자리와 파티션을 이어받습니다.";
    ProtocolStays:
        "All members still agree on the same assignor.",
        "모든 멤버의 할당자가 그대로입니다.";
    NoRebalance:
        "It gets what it had: nobody stands still.",
        "맡던 것을 그대로 받으므로 아무도 멈추지 않습니다.";
    FencedByOwner:
        "The member that has the instance id now; requests of the other one are refused.",
        "지금 이 인스턴스 id를 가진 멤버입니다. 다른 쪽의 요청은 거부됩니다.";
    Operation:
        "What was asked for. Of the two kinds of commits each has the other's name in this line.",
        "요청한 일입니다. 이 로그에서는 두 가지 커밋의 이름이 서로 바뀌어 있습니다.";
    RebalanceBegins:
        "All members have to join again: their next heartbeat is answered REBALANCE_IN_PROGRESS.",
        "모든 멤버가 다시 참가해야 합니다. 다음 하트비트의 응답은 REBALANCE_IN_PROGRESS입니다.";
    PreparingRebalance:
        "The group waits until everybody has joined, for the longest rebalance timeout of its members at most.",
        "그룹은 모두 참가할 때까지, 길어도 멤버들의 가장 긴 리밸런싱 타임아웃까지 기다립니다.";
    OldGeneration:
        "The generation that ends; the next one is one higher.",
        "끝나는 세대입니다. 다음 세대는 1이 더 큽니다.";
    NewMember:
        "Somebody has come, so that the partitions are divided anew.",
        "새 멤버가 와서 파티션을 다시 나눕니다.";
    ClientReason:
        "What the client itself says of it.",
        "클라이언트가 직접 알린 이유입니다.";
    LeaderRejoined:
        "The member that assigns has joined again: it may see other topics or partitions, so everybody is \
         assigned anew.",
        "할당을 맡은 멤버가 다시 참가했습니다. 토픽이나 파티션이 달라졌을 수 있어 모두 다시 할당합니다.";
    MemberChanged:
        "The member has joined with another subscription or another list of assignors.",
        "멤버가 다른 구독이나 다른 할당자 목록으로 참가했습니다.";
    LeaveRequest:
        "The member has said that it goes: nobody waits for its session.",
        "멤버가 나간다고 알렸으므로 세션을 기다리지 않습니다.";
    SessionExpired:
        "The member was silent for its session timeout: dead and unreachable look the same.",
        "멤버에게서 세션 타임아웃 동안 아무 소식이 없었습니다. 죽은 것과 연락이 닿지 않는 것은 구별되지 않습니다.";
    SyncExpired:
        "It has joined, but has not asked for its assignment in time.",
        "참가했지만 제때 할당을 요청하지 않았습니다.";
    AssignmentLost:
        "The coordinator could not write the assignment to __consumer_offsets, so that it does not hold. Kafka \
         has no blank between the two words.",
        "코디네이터가 할당을 __consumer_offsets에 기록하지 못해 무효가 되었습니다. 카프카의 문구에는 두 단어 \
         사이에 빈칸이 없습니다.";
    Downgrade:
        "The group goes on in the classic protocol.",
        "그룹이 클래식 프로토콜로 바뀝니다.";
    LastOfConsumerProtocol:
        "The last member that spoke the consumer protocol has left.",
        "컨슈머 프로토콜을 쓰던 마지막 멤버가 나갔습니다.";
    StaleAssignment:
        "What members have does not fit the target assignment, so that they are assigned anew.",
        "멤버들이 가진 것이 목표 할당과 맞지 않아 다시 할당합니다.";
    GroupLoaded:
        "The coordinator is new and has read the group back from __consumer_offsets.",
        "새 코디네이터가 __consumer_offsets에서 그룹을 다시 읽었습니다.";
    MemberCount:
        "How many members the group has.",
        "그룹의 멤버 수입니다.";
    GroupMaxSize:
        "group.max.size: more members are not allowed.",
        "group.max.size입니다. 이보다 많은 멤버는 허용되지 않습니다.";
    ChanceToCommit:
        "Whoever is too many is refused when joining again, having committed what it has read.",
        "정원을 넘는 멤버는 읽은 것을 커밋한 뒤, 다시 참가할 때 거부됩니다.";
    NotJoined:
        "Members that have not joined again within the rebalance timeout.",
        "리밸런싱 타임아웃 안에 다시 참가하지 않은 멤버입니다.";
    NobodyRejoined:
        "There is nobody to assign to.",
        "할당할 멤버가 없습니다.";
    Stabilized:
        "The generation has its members; its leader assigns next.",
        "이번 세대의 멤버가 정해졌고, 이제 리더가 할당합니다.";
    EmptyGroup:
        "Nobody is in it; its committed offsets stay for offsets.retention.minutes.",
        "멤버가 없습니다. 커밋된 오프셋은 offsets.retention.minutes 동안 남습니다.";
    AssignmentReceived:
        "The member that is the group's leader has sent who gets which partition; the others are answered now.",
        "그룹의 리더인 멤버가 누가 어느 파티션을 맡을지 보냈고, 이제 다른 멤버들이 응답을 받습니다.";
    StaticCount:
        "How many of them have a group.instance.id.",
        "그 가운데 group.instance.id가 있는 멤버의 수입니다.";
    Removed:
        "The others get its partitions by a rebalance.",
        "그 파티션은 리밸런싱으로 다른 멤버가 맡습니다.";
    PendingMember:
        "A consumer that was given its id and has not come back with it.",
        "id를 받고 아직 다시 오지 않은 컨슈머입니다.";
    GroupUnloaded:
        "Another broker coordinates the group from now on.",
        "이제부터 다른 브로커가 그룹의 코디네이터입니다.";
    ConsumerProtocol:
        "The consumer protocol (KIP-848, group.protocol=consumer), in which the coordinator assigns.",
        "코디네이터가 할당하는 컨슈머 프로토콜(KIP-848, group.protocol=consumer)입니다.";
    MemberLeft:
        "It has sent a heartbeat with epoch -1: its partitions are free.",
        "에포크 -1의 하트비트를 보냈습니다. 맡던 파티션은 이제 다른 멤버가 맡을 수 있습니다.";
    LeftForAWhile:
        "A static member has stopped (epoch -2): its partitions wait for it until its session ends.",
        "정적 멤버가 종료했습니다(에포크 -2). 세션이 끝날 때까지 맡던 파티션을 다른 멤버에게 넘기지 않습니다.";
    MemberFenced:
        "The coordinator has removed the member.",
        "코디네이터가 멤버를 제거했습니다.";
    DidNotRevoke:
        "The member has not given up what it was to.",
        "멤버가 내놓아야 할 파티션을 내놓지 않았습니다.";
    RebalanceTimeout:
        "The rebalance timeout: max.poll.interval.ms of the member.",
        "리밸런싱 타임아웃, 즉 멤버의 max.poll.interval.ms입니다.";
    GroupEpoch:
        "The group epoch: it rises whenever members or topics change, and asks for a new target assignment.",
        "그룹 에포크입니다. 멤버나 토픽이 바뀔 때마다 올라가며 새 목표 할당이 필요해집니다.";
    MetadataHash:
        "What stands for the topics of the group: another number means that their partitions have changed. It is \
         not the number that Kafka would compute.",
        "그룹의 토픽을 대신하는 값입니다. 값이 다르면 파티션이 바뀐 것입니다. 카프카가 계산하는 값과는 다릅니다.";
    TargetAssignment:
        "What each member is to have in the end; members come to it one by one.",
        "멤버마다 최종적으로 가질 파티션입니다. 멤버들은 각자 이것에 맞춰 갑니다.";
    ServerAssignor:
        "The assignor that the coordinator has used.",
        "코디네이터가 쓴 할당자입니다.";
    ComputedAtOnce:
        "How long that took; here it takes no time.",
        "계산에 걸린 시간입니다. 여기서는 시간이 걸리지 않습니다.";
    ClassicProtocol:
        "The classic protocol, with JoinGroup and SyncGroup: such a member may be in a group of the consumer \
         protocol while that is being upgraded.",
        "JoinGroup과 SyncGroup을 쓰는 클래식 프로토콜입니다. 업그레이드하는 동안 이런 멤버도 컨슈머 프로토콜 \
         그룹에 들어갈 수 있습니다.";
    Converted:
        "The group goes on in the other protocol, with its members and its committed offsets.",
        "그룹이 멤버와 커밋된 오프셋을 그대로 두고 다른 프로토콜로 넘어갔습니다.";
    NotConverted:
        "The group stays in its protocol.",
        "그룹이 지금의 프로토콜을 유지합니다.";
    NotConvertedReason:
        "Why: group.consumer.migration.policy says which way is open, and the group has to fit the other \
         protocol.",
        "이유입니다. 어느 쪽으로 바꿀 수 있는지는 group.consumer.migration.policy가 정하며, 그룹이 다른 \
         프로토콜에도 맞아야 합니다.";
    PendingExpired:
        "It has not come back with its id within its session timeout.",
        "세션 타임아웃 안에 받은 id로 다시 오지 않았습니다.";
    ProtocolChanged:
        "With it, the members agree on another assignor.",
        "이로써 멤버들이 합의하는 할당자가 바뀝니다.";
}
