//! What is told of the cluster as a whole, of brokers, the controller and clients.

use crate::config;
use crate::meaning::meanings;

meanings! {
    /// A field of a node's state, or of the whole cluster's.
    pub enum NodeFact from config::TABLE.end();
    ClusterBrokers:
        "How many brokers the controller has unfenced, of those that are registered: only an unfenced broker may lead \
         or be in an ISR.",
        "등록된 브로커 가운데 컨트롤러가 펜싱을 해제한 브로커의 수입니다. 펜싱이 해제된 브로커만 리더나 ISR 멤버가 될 수 있습니다.";
    OfflinePartitions:
        "Partitions without a leader: nobody can write to them or read from them.",
        "리더가 없는 파티션의 수입니다. 이런 파티션에는 쓸 수도 읽을 수도 없습니다.";
    UnderReplicatedPartitions:
        "Partitions whose ISR is smaller than their replica list.",
        "ISR이 레플리카 목록보다 작은 파티션의 수입니다.";
    UnderMinIsrPartitions:
        "Partitions whose ISR is smaller than min.insync.replicas: acks=all is refused there, and the high watermark \
         stands still.",
        "ISR이 min.insync.replicas보다 작은 파티션의 수입니다. 여기서는 acks=all이 거부되고 하이 워터마크(HW)가 움직이지 않습니다.";
    Process:
        "What has become of the broker's process and its machine.",
        "브로커 프로세스와 그 서버의 상태입니다.";
    BrokerState:
        "How far the broker has come in its own eyes. It reaches RUNNING when the controller unfences it, and stays there \
         even if it is fenced again.",
        "브로커 자신이 아는 진행 상태입니다. 컨트롤러가 펜싱을 해제하면 RUNNING이 되며, 다시 펜싱되어도 RUNNING으로 남습니다.";
    Fenced:
        "Whether the controller keeps this broker from leading and from every ISR. It fences a broker that sends no \
         heartbeat for a session.",
        "컨트롤러가 이 브로커를 리더와 ISR에서 배제하는지 나타냅니다. 세션 동안 하트비트를 보내지 않는 브로커는 펜싱됩니다.";
    InControlledShutdown:
        "Whether the broker has asked to shut down cleanly: then its leaderships go to others before it stops.",
        "브로커가 정상 종료를 요청했는지 나타냅니다. 요청하면 종료하기 전에 리더가 다른 브로커로 옮겨집니다.";
    RegisteredEpoch:
        "The number of the registration that the controller holds. Requests that come from an earlier registration are \
         refused.",
        "컨트롤러가 가진 등록의 번호입니다. 이전 등록으로 보낸 요청은 거부됩니다.";
    OwnEpoch:
        "The registration that this process was given. It sends the number along with every heartbeat and follower fetch.",
        "이 프로세스가 등록할 때 받은 번호입니다. 하트비트와 팔로워 Fetch에 이 번호를 함께 보냅니다.";
    Incarnation:
        "Which start of this broker the process is. Kafka has a random id here; the controller tells a restart by it.",
        "이 브로커가 몇 번째로 시작한 프로세스인지 나타냅니다. 카프카에서는 임의의 id이며, 컨트롤러는 이것으로 재시작을 알아봅니다.";
    RackOfBroker:
        "Where the broker stands (broker.rack). Replicas are spread over racks, and a consumer may read in its own.",
        "브로커가 있는 랙(broker.rack)입니다. 레플리카는 여러 랙에 나뉘며, 컨슈머는 자기 랙에서 읽을 수 있습니다.";
    AppliedMetadata:
        "How far the broker has read the metadata log, and how long that log is at the controller. A broker acts on what \
         it has read, not on what is newest.",
        "브로커가 메타데이터 로그를 어디까지 적용했는지와, 컨트롤러에 있는 그 로그의 끝입니다. 브로커는 최신 내용이 아니라 자신이 적용한 \
         내용에 따라 움직입니다.";
    Session:
        "When the controller fences this broker unless it hears from it before (broker.session.timeout.ms after the last \
         heartbeat).",
        "이 시점까지 하트비트가 오지 않으면 컨트롤러가 이 브로커를 펜싱합니다. 마지막 하트비트에서 broker.session.timeout.ms가 지난 시점입니다.";
    Ports:
        "Whether clients and followers can connect. A broker opens its ports when it is unfenced for the first time.",
        "클라이언트와 팔로워가 연결할 수 있는지 나타냅니다. 브로커는 처음으로 펜싱이 해제될 때 포트를 엽니다.";
    Leads:
        "How many partitions this broker believes it leads.",
        "이 브로커가 자신을 리더로 알고 있는 파티션의 수입니다.";
    Holds:
        "How many partitions the controller has assigned it a replica of.",
        "컨트롤러가 이 브로커에 레플리카를 할당한 파티션의 수입니다.";
    Slowness:
        "By how much this broker was slowed down on purpose: every request waits that much longer for a thread.",
        "이 브로커를 일부러 느리게 한 정도입니다. 모든 요청이 스레드를 그만큼 더 기다립니다.";
    DiskSlowness:
        "By how much its disk was slowed down on purpose: every write to a log takes that much longer.",
        "이 브로커의 디스크를 일부러 느리게 한 정도입니다. 로그에 쓰는 작업이 그만큼 더 걸립니다.";
    Isolated:
        "Whether it is cut off from the controller and from the other brokers.",
        "컨트롤러와 다른 브로커로부터 격리되어 있는지 나타냅니다.";
    ParkedProduces:
        "acks=all requests in the purgatory: each is answered once the high watermark has reached the offset behind its \
         last record.",
        "퍼거토리에서 기다리는 acks=all 요청입니다. 하이 워터마크(HW)가 마지막 레코드 다음 오프셋에 이르면 응답합니다.";
    ParkedFetches:
        "Fetches in the purgatory: each is answered when there is data, or when its time is up.",
        "퍼거토리에서 기다리는 Fetch입니다. 데이터가 생기거나 대기 시간이 끝나면 응답합니다.";
    ParkedDeletes:
        "Deletions in the purgatory: each is answered once every live replica's log starts where it asked for.",
        "퍼거토리에서 기다리는 삭제 요청입니다. 살아 있는 모든 레플리카의 로그 시작이 요청한 오프셋에 이르면 응답합니다.";
    MetadataLogEnd:
        "How many records the controller has written into the metadata log: the whole state of the cluster is kept in \
         them. The picture shows it beside the controller as the log end.",
        "컨트롤러가 메타데이터 로그에 쓴 레코드의 수입니다. 클러스터의 모든 상태는 이 로그의 레코드로 남습니다. 그림에서는 \
         컨트롤러 옆에 로그 끝으로 표시됩니다.";
    MetadataRecordOffset:
        "Its number in the metadata log. Every broker applies the records in this order.",
        "메타데이터 로그 안에서의 번호입니다. 모든 브로커가 이 순서로 적용합니다.";
    MetadataAppliedBy:
        "The running brokers that have applied it: the others still act on what was true before.",
        "이 레코드를 적용한 실행 중인 브로커입니다. 나머지는 아직 이전 상태에 따라 움직입니다.";
    RegisteredBrokers:
        "Brokers that have registered, be they fenced or not.",
        "펜싱 여부와 관계없이 등록한 브로커입니다.";
    FencedBrokers:
        "Registered brokers that may neither lead nor be in an ISR now.",
        "등록했지만 지금은 리더도 ISR 멤버도 될 수 없는 브로커입니다.";
    ShuttingDownBrokers:
        "Brokers that have asked to shut down cleanly and are no longer made leaders.",
        "정상 종료를 요청해 더는 리더를 맡지 않는 브로커입니다.";
    SessionOfBroker:
        "When the broker's last heartbeat came, and when it is fenced if no other comes. A fenced broker has no session.",
        "브로커의 마지막 하트비트를 받은 때와, 그 뒤로 하트비트가 없으면 펜싱되는 시점입니다. 펜싱된 브로커에는 세션이 없습니다.";
    RecordsWaiting:
        "Records that the application has handed over and that are in no request yet: they wait for linger.ms, a retry, \
         room for another request, or a leader.",
        "애플리케이션이 넘겼지만 아직 요청에 담기지 않은 레코드입니다. linger.ms나 재시도 대기가 끝나기를, 또는 보낼 수 있는 요청 수의 여유나 리더를 기다립니다.";
    RecordsInFlight:
        "Records that were sent and not answered yet: the producer does not know yet what became of them.",
        "보냈지만 아직 응답을 받지 못한 레코드입니다. 프로듀서는 아직 결과를 모릅니다.";
    Outcomes:
        "What became of the last records that this producer sent; it remembers the last 32.",
        "이 프로듀서가 보낸 최근 레코드의 결과입니다. 최근 32개를 기억합니다.";
    LastOutcome:
        "What the application was told about its last record.",
        "애플리케이션이 마지막 레코드에 대해 받은 결과입니다.";
    KnownLeader:
        "Which broker this client takes for the leader, and in which epoch. It asks again when a broker says otherwise or a \
         connection fails.",
        "이 클라이언트가 리더로 알고 있는 브로커와 그 에포크입니다. 그 브로커가 리더가 아니라고 하거나 연결이 끊기면 다시 묻습니다.";
    Position:
        "The next offset that this consumer reads. Only the consumer keeps it; the offset that its group has committed, \
         if it has a group, may be lower. In the picture it is the triangle above the log.",
        "이 컨슈머가 다음에 읽을 오프셋입니다. 컨슈머만 이 값을 가지고 있으며, 그룹이 있다면 커밋된 오프셋은 이보다 작을 \
         수 있습니다. 그림에서는 로그 위의 삼각형입니다.";
    ConsumerLag:
        "How many records it may read and has not read yet: from its position up to the high watermark. Its own metric \
         records-lag says the same as of its last fetch, and stands still for a partition that is paused.",
        "읽을 수 있지만 아직 읽지 않은 레코드의 수(컨슈머 랙)입니다. 포지션에서 하이 워터마크(HW)까지를 셉니다. 컨슈머의 메트릭 \
         records-lag는 마지막 Fetch 때의 값이고, 읽기가 중지된 파티션에서는 바뀌지 않습니다.";
    ReadReplica:
        "Where it fetches from: the leader, unless the leader has sent it to a replica in its own rack.",
        "Fetch를 보내는 상대입니다. 리더가 같은 랙의 레플리카로 보내지 않았다면 리더에서 읽습니다.";
    GroupId:
        "The group of which this consumer is a member: its members share the partitions of the topics that they \
         subscribe to.",
        "이 컨슈머가 멤버로 있는 그룹입니다. 그룹의 멤버들은 구독한 토픽의 파티션을 나눠 맡습니다.";
    MemberId:
        "The id by which the coordinator knows this member. In the classic protocol the coordinator makes it from the \
         client.id, or from the group.instance.id of a static member, and a random part; in the consumer protocol the \
         consumer draws it.",
        "코디네이터가 이 멤버를 알아보는 id입니다. 클래식 프로토콜에서는 코디네이터가 client.id(정적 멤버는 \
         group.instance.id) 뒤에 임의의 값을 붙여 정하고, 컨슈머 프로토콜에서는 컨슈머가 임의로 정합니다.";
    Generation:
        "The number of the group's rebalance that this member took part in last. The coordinator refuses requests of \
         another generation.",
        "이 멤버가 마지막으로 참가한 리밸런싱의 번호입니다. 코디네이터는 다른 세대의 요청을 거부합니다.";
    MemberEpoch:
        "The epoch of the group's target assignment that this member has reached (KIP-848). The coordinator refuses \
         requests of an earlier one.",
        "이 멤버의 할당이 그룹의 목표 할당 가운데 어느 에포크까지 왔는지 나타냅니다(KIP-848). 코디네이터는 지난 에포크의 \
         요청을 거부합니다.";
    GroupCoordinator:
        "The broker to which this member sends joins, heartbeats and commits: it leads the partition of \
         __consumer_offsets in which the group is kept.",
        "참가 요청, 하트비트, 커밋을 보내는 브로커입니다. 이 그룹이 기록되는 __consumer_offsets 파티션의 리더입니다.";
    MemberAssignment:
        "The partitions that are assigned to this member now.",
        "이 멤버에게 지금 할당된 파티션입니다.";
    RecordsRead:
        "How many records its application has received in all.",
        "애플리케이션이 지금까지 받은 레코드의 수입니다.";
    ClientProcess:
        "What has become of the process that this client runs in.",
        "이 클라이언트가 실행되는 프로세스의 상태입니다.";
    ProducerState:
        "How far the producer has come: its application makes it, sends through it and closes it.",
        "프로듀서의 진행 상태입니다. 애플리케이션이 만들고, 보내고, 닫습니다.";
    ApplicationStep:
        "Which call the application is in, or which record it is working on.",
        "애플리케이션이 어느 호출 안에 있는지, 또는 어느 레코드를 처리하고 있는지입니다.";
    ApplicationProcess:
        "How long the application works on each record.",
        "애플리케이션이 레코드 하나를 처리하는 데 걸리는 시간입니다.";
    ApplicationCommit:
        "What the application calls to commit, and when, besides what enable.auto.commit does.",
        "enable.auto.commit과 별도로 애플리케이션이 커밋할 때 무엇을 언제 호출하는지입니다.";
    ApplicationOnFailure:
        "What the application does with a record that it cannot process.",
        "처리하지 못한 레코드를 애플리케이션이 어떻게 하는지입니다.";
    ApplicationAhead:
        "What somebody has asked of its loop and has not happened yet: a crash where it comes there next, or records that it fails to process.",
        "누군가 이 루프에 일으키기로 했지만 아직 일어나지 않은 일입니다. 루프가 정해진 지점에 이르면 프로세스가 강제 종료되거나, 다음 레코드를 처리하지 못합니다.";
    ClusterSetting:
        "A setting that holds for all brokers, whatever their own files say. It is kept in the metadata log: somebody has set it while the cluster \
         runs, or, as min.insync.replicas with eligible leader replicas, the controller has when the cluster was new (KIP-966).",
        "각 브로커의 설정 파일보다 우선해 모든 브로커에 적용되는 설정입니다. 메타데이터 로그에 남습니다. 클러스터가 실행되는 동안 누군가 바꾸었거나, \
         ELR(KIP-966)을 쓸 때의 min.insync.replicas처럼 클러스터가 만들어질 때 컨트롤러가 기록한 설정입니다.";
}
