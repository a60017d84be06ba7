//! What the fields of messages mean.

use crate::error::ErrorMeaning;
use crate::meaning::meanings;

meanings! {
    /// What a field of a message means.
    pub enum FieldMeaning from ErrorMeaning::TABLE.end();
    Partition:
        "Which partition this part is about.",
        "이 항목이 다루는 파티션입니다.";
    ErrorNone:
        "No error.",
        "오류가 없습니다.";
    AllTopics:
        "Every topic is asked about.",
        "모든 토픽의 정보를 요청합니다.";
    Acks:
        "What must have happened before the leader answers.",
        "리더가 응답하기 전에 충족되어야 하는 조건입니다.";
    Timeout:
        "How long the leader may wait for replicas, in ms.",
        "리더가 복제를 기다릴 수 있는 시간(ms)입니다.";
    Records:
        "The records, key=value; null is a key or a value that is not there.",
        "레코드(key=value)입니다. 키나 값이 없으면 null로 적습니다.";
    TransactionalId:
        "The name under which a producer writes transactions; this one has none.",
        "프로듀서가 트랜잭션을 쓸 때의 이름입니다. 이 프로듀서에는 없습니다.";
    ProducerId:
        "The producer's id, by which the leader knows its batches.",
        "프로듀서의 id입니다. 리더는 이 값으로 누구의 배치인지 압니다.";
    ProducerEpoch:
        "How often the producer has begun anew under its id. An earlier epoch is refused.",
        "프로듀서가 이 id로 새로 시작한 횟수입니다. 더 낮은 에포크는 거부됩니다.";
    BaseSequence:
        "The sequence of the batch's first record: the records of this producer in this partition are numbered. By it \
         the leader sees whether the batch came before, or one is missing.",
        "배치의 첫 레코드에 매겨진 시퀀스로, 이 프로듀서가 이 파티션에 보낸 레코드를 차례로 센 번호입니다. 리더는 이 \
         값으로 같은 배치가 또 왔는지, 빠진 배치가 있는지 알아냅니다.";
    BaseOffset:
        "The offset that the first record was given.",
        "첫 레코드에 매겨진 오프셋입니다.";
    ReplicaId:
        "The follower that fetches; -1 means a consumer.",
        "Fetch를 보낸 팔로워의 id입니다. -1이면 컨슈머입니다.";
    ReplicaEpoch:
        "The registration from which the follower fetches; the leader lets only the current one into the ISR.",
        "팔로워가 등록할 때 받은 브로커 에포크입니다. 리더는 이 값이 최신인 팔로워만 ISR에 넣습니다.";
    MaxWait:
        "How long the answer may wait for data, in ms.",
        "데이터가 없을 때 응답이 기다릴 수 있는 시간(ms)입니다.";
    MinBytes:
        "How much data the answer waits for; here a record counts as one byte.",
        "응답이 기다리는 최소 데이터양입니다. 여기서는 레코드 하나를 1바이트로 셉니다.";
    MaxBytes:
        "How much data the answer may hold; its first batch may be larger.",
        "응답에 담을 수 있는 최대 데이터양입니다. 첫 배치는 더 커도 됩니다.";
    PartitionMaxBytes:
        "How much data of this partition the answer may hold; the answer's first batch may be larger.",
        "응답에 담을 수 있는 이 파티션의 최대 데이터양입니다. 응답의 첫 배치는 더 커도 됩니다.";
    CurrentLeaderEpoch:
        "The leader epoch that the sender believes in. The broker refuses another one.",
        "보낸 쪽이 알고 있는 리더 에포크입니다. 브로커는 다른 에포크를 거부합니다.";
    FollowerFetchOffset:
        "The follower's LEO: it has everything below. This is how the leader learns of it.",
        "팔로워의 LEO입니다. 이 오프셋 미만은 모두 가지고 있으며, 리더는 이 값으로 그 사실을 압니다.";
    ConsumerFetchOffset:
        "The consumer's position: the next offset that it will read.",
        "컨슈머의 포지션, 곧 다음에 읽을 오프셋입니다.";
    LastFetchedEpoch:
        "The epoch of the sender's last record; by it the leader sees whether the two logs differ.",
        "보낸 쪽이 가진 마지막 레코드의 에포크입니다. 리더는 이 값으로 두 로그가 다른지 알아냅니다.";
    FollowerLogStart:
        "The first offset of the follower's log.",
        "팔로워 로그의 첫 오프셋입니다.";
    LeaderLogStart:
        "The first offset of the leader's log.",
        "리더 로그의 첫 오프셋입니다.";
    HighWatermark:
        "The leader's high watermark when it read for this answer. A fetch that is answered at once cannot carry the move that it causes itself; one that was parked can.",
        "리더가 이 응답을 위해 읽는 시점의 하이 워터마크(HW)입니다. 곧바로 답하는 Fetch에는 그 Fetch가 일으킨 변화가 담기지 않지만, 퍼거토리에서 기다린 Fetch에는 담길 수 있습니다.";
    DivergingEpoch:
        "The logs differ: in the leader's log that epoch ends there. The follower cuts its log back.",
        "두 로그가 다릅니다. 리더의 로그에서 이 에포크는 여기에서 끝납니다. 팔로워는 로그를 잘라 냅니다.";
    LiveBrokers:
        "The brokers that are alive.",
        "살아 있는 브로커입니다.";
    LeaderId:
        "The leader; -1 means that there is none.",
        "리더입니다. -1이면 리더가 없습니다.";
    LeaderEpoch:
        "The number of the leader's term: it rises whenever the controller sets a leader, or none.",
        "리더의 임기 번호입니다. 컨트롤러가 리더를 정하거나, 리더가 없다고 정할 때마다 커집니다.";
    Latest:
        "-1 asks for the end that a client can see.",
        "-1은 클라이언트가 볼 수 있는 끝 오프셋을 요청합니다.";
    Earliest:
        "-2 asks for the first offset.",
        "-2는 첫 오프셋을 요청합니다.";
    ListedOffset:
        "The offset that was asked for.",
        "요청한 오프셋입니다.";
    Sender:
        "The broker that sends this.",
        "보내는 브로커입니다.";
    BrokerEpoch:
        "The broker's registration; a later one has a larger number.",
        "브로커 등록의 번호입니다. 나중 등록일수록 큽니다.";
    ProducerIdStart:
        "The first of a thousand ids that the broker may give to producers.",
        "브로커가 프로듀서에게 줄 수 있는 id 천 개 가운데 첫 번째입니다.";
    NextProducerId:
        "Where the next block of producer ids begins: all ids below have been handed out.",
        "다음 프로듀서 id 블록이 시작하는 곳입니다. 그보다 작은 id는 모두 나눠 주었습니다.";
    NewIsr:
        "The ISR proposed, each member with the registration from which it fetches.",
        "제안하는 ISR입니다. 멤버마다 브로커 에포크가 함께 적힙니다.";
    BuildsOn:
        "The version of the partition that the proposal builds on.",
        "이 제안이 기준으로 삼은 파티션 에포크입니다.";
    Isr:
        "The ISR as it now is.",
        "지금 유효한 ISR입니다.";
    PartitionEpoch:
        "The version of the partition; every change raises it.",
        "파티션의 버전입니다. 바뀔 때마다 커집니다.";
    Incarnation:
        "Which process of that broker this is.",
        "그 브로커의 어느 프로세스인지 나타냅니다.";
    PreviousEpoch:
        "The registration before, from the clean-shutdown file; -1 after an unclean stop.",
        "정상 종료 파일에 남은 이전 등록의 에포크입니다. 비정상 종료 뒤에는 -1입니다.";
    MetadataOffset:
        "How far the broker has applied the metadata log.",
        "브로커가 메타데이터 로그를 적용한 지점입니다.";
    WantFence:
        "Whether the broker asks to stay fenced.",
        "브로커가 계속 펜싱 상태로 있기를 요청하는지 나타냅니다.";
    IsCaughtUp:
        "Whether the broker has applied its own registration.",
        "브로커가 자신의 등록 레코드까지 적용했는지 나타냅니다.";
    IsFenced:
        "A fenced broker may neither lead nor be in an ISR.",
        "펜싱된 브로커는 리더도 ISR 멤버도 될 수 없습니다.";
    MetadataLog:
        "The log in which the controller writes what is true of the cluster.",
        "컨트롤러가 클러스터의 상태를 기록하는 로그입니다.";
    MetadataFetchOffset:
        "The offset of the first record that the broker lacks.",
        "브로커에 아직 없는 첫 레코드의 오프셋입니다.";
    MetadataBaseOffset:
        "The offset of the first record.",
        "첫 레코드의 오프셋입니다.";
    MetadataRecords:
        "The records, by Kafka's names.",
        "카프카가 쓰는 이름으로 적은 레코드입니다.";
    TopicName:
        "The topic's name.",
        "토픽 이름입니다.";
    Assignment:
        "The brokers of each partition, the preferred leader first.",
        "파티션마다 할당된 브로커입니다. 맨 앞이 선호 리더입니다.";
    TopicConfig:
        "Configuration beyond the defaults.",
        "기본값과 다른 설정입니다.";
    RackId:
        "The consumer's rack: the leader may send it to a replica there.",
        "컨슈머가 있는 랙입니다. 리더는 컨슈머를 같은 랙의 레플리카로 보낼 수 있습니다.";
    PreferredReadReplica:
        "The replica from which the consumer is to read instead, since it is in the same rack.",
        "컨슈머와 같은 랙에 있어, 이제부터 컨슈머가 대신 읽을 레플리카입니다.";
    RecoveryState:
        "Whether the leader was elected uncleanly and has not said yet that it is recovered: 1 is RECOVERING, 0 is \
         RECOVERED.",
        "언클린 선출로 뽑힌 리더가 아직 복구 완료를 알리지 않은 상태인지 나타냅니다. 1은 RECOVERING, 0은 RECOVERED입니다.";
    Rack:
        "The rack in which the broker stands: replicas are spread over racks.",
        "브로커가 있는 랙입니다. 레플리카는 여러 랙에 나누어 할당됩니다.";
    WantShutDown:
        "Whether the broker asks to shut down cleanly.",
        "브로커가 정상 종료를 요청하는지 나타냅니다.";
    ShouldShutDown:
        "Whether the broker may stop: others lead what it led, and every broker knows.",
        "브로커가 종료해도 되는지 나타냅니다. 리더가 모두 옮겨졌고 모든 브로커가 이를 알면 true입니다.";
    PartitionCount:
        "How many partitions the topic is to have in all; -1 leaves it to num.partitions.",
        "토픽이 가질 전체 파티션 수입니다. -1이면 num.partitions를 따릅니다.";
    ReplicationFactor:
        "How many replicas each partition is to have; -1 leaves it to default.replication.factor.",
        "파티션마다 둘 레플리카의 수입니다. -1이면 default.replication.factor를 따릅니다.";
    Replicas:
        "The brokers that are to hold the partition, the preferred leader first; null cancels a reassignment.",
        "파티션을 가질 브로커입니다. 맨 앞이 선호 리더이며, null이면 재할당을 취소합니다.";
    ElectionKind:
        "Which election is asked for: 0 is PREFERRED, 1 is UNCLEAN.",
        "요청하는 선출의 종류입니다. 0은 PREFERRED(선호 리더 선출), 1은 UNCLEAN(언클린 선출)입니다.";
    ConfigResource:
        "Whose setting it is: 2 is a topic's, 4 the brokers'.",
        "누구의 설정인지 나타냅니다. 2는 토픽, 4는 브로커입니다.";
    ConfigName:
        "The setting.",
        "설정 이름입니다.";
    ConfigValue:
        "Its new value; null takes it back to the default.",
        "새 값입니다. null이면 기본값으로 되돌립니다.";
    BeforeOffset:
        "The first offset that stays: everything below is deleted.",
        "남길 첫 오프셋입니다. 그 아래는 모두 삭제됩니다.";
    EpochAsked:
        "The leader epoch whose end is asked for.",
        "끝 오프셋을 묻는 리더 에포크입니다.";
    EpochAnswered:
        "The epoch that the answer is about: the largest one that is not larger than the one asked for; -1 if there is none.",
        "응답이 가리키는 에포크로, 물어본 에포크 이하에서 가장 큰 것입니다. 없으면 -1입니다.";
    EpochEnd:
        "Where that epoch ended in the leader's log; -1 if it is not known.",
        "리더의 로그에서 그 에포크가 끝난 오프셋입니다. 알 수 없으면 -1입니다.";
    BrokerId:
        "The broker that this is about.",
        "이 레코드의 대상인 브로커입니다.";
    Group:
        "The group that this is about.",
        "이 메시지의 대상인 그룹입니다.";
    Member:
        "The member's id; empty before it has one.",
        "멤버의 id입니다. 아직 없으면 비어 있습니다.";
    InstanceId:
        "The name of a static member, which keeps its place in the group when it comes back.",
        "정적 멤버의 이름입니다. 멤버는 돌아왔을 때 그룹에서 같은 자리를 이어받습니다.";
    Generation:
        "The generation to which the member belongs, or in the consumer protocol its member epoch; -1 means none.",
        "멤버가 속한 그룹 세대입니다. 컨슈머 프로토콜에서는 멤버 에포크입니다. -1이면 없습니다.";
    MemberEpoch:
        "The member's epoch, which its coordinator raises. From the member 0 means that it joins, -1 that it leaves, -2 \
         that it is away for a while.",
        "코디네이터가 올리는 멤버 에포크입니다. 멤버가 보낸 0은 참가, -1은 그룹에서 나감, -2는 잠시 나감을 뜻합니다.";
    SessionTimeout:
        "How long the member may go without a heartbeat, in ms, before it is removed from its group.",
        "멤버가 하트비트 없이 그룹에 남아 있을 수 있는 시간(ms)입니다.";
    RebalanceTimeout:
        "How long the group waits for the member in a rebalance, in ms.",
        "리밸런싱할 때 그룹이 이 멤버를 기다리는 시간(ms)입니다.";
    Protocols:
        "The assignors that the member supports, the preferred one first, and the topics that it subscribes to.",
        "멤버가 지원하는 할당자(assignor)를 선호하는 순서로, 구독하는 토픽과 함께 적은 것입니다.";
    Assignments:
        "The partitions of each member; only the group's leader sends them.",
        "멤버마다 할당된 파티션입니다. 그룹의 리더만 적어 보냅니다.";
    LeavingMembers:
        "The members that leave the group.",
        "그룹에서 나가는 멤버입니다.";
    Committed:
        "The committed offset: the next one to read. -1 means that none is committed.",
        "커밋된 오프셋으로, 다음에 읽을 오프셋입니다. -1이면 커밋한 적이 없습니다.";
    OwnedPartitions:
        "The partitions that the member owns; it sends them only when they have changed.",
        "멤버가 가진 파티션입니다. 바뀌었을 때만 보냅니다.";
    SubscribedTopics:
        "The topics that the member subscribes to.",
        "멤버가 구독하는 토픽입니다.";
    CoordinatorId:
        "The broker that coordinates the group; -1 means that there is none now.",
        "그룹의 코디네이터인 브로커입니다. -1이면 지금은 없습니다.";
    Assignor:
        "The assignor that decides which member reads which partition.",
        "어느 멤버가 어느 파티션을 읽을지 정하는 할당자(assignor)입니다.";
    GroupLeader:
        "The group's leader: the member that assigns the partitions.",
        "그룹의 리더, 곧 파티션을 할당하는 멤버입니다.";
    GroupMembers:
        "The members of the generation; only the group's leader is told.",
        "이 세대의 멤버입니다. 그룹의 리더에게만 알려 줍니다.";
    MemberAssignment:
        "The partitions that the member is to read.",
        "멤버가 읽을 파티션입니다.";
    HeartbeatInterval:
        "How long the member waits before its next heartbeat, in ms.",
        "멤버가 다음 하트비트를 보내기까지 기다리는 시간(ms)입니다.";
    GroupState:
        "The state of the group.",
        "그룹의 상태입니다.";
    SinceTimestamp:
        "Asks for the first record with this timestamp (ms) or a later one.",
        "타임스탬프가 이 시각(ms)이거나 그 이후인 첫 레코드를 요청합니다.";
}
