//! What the parts of lines of controllers and brokers mean.

use highwater_core::explain::ServerPart;

use super::parts;
use crate::wait::ClockClause;

parts! {
    /// The meaning of a part that a controller or a broker logs.
    pub enum ServerMeaning of ServerPart from ClockClause::TABLE.end();
    ControllerPrefix:
        "The controller says it, which keeps the cluster's metadata: k1, whose node.id this is.",
        "클러스터의 메타데이터를 맡은 컨트롤러 k1이 남긴 로그입니다. 이 id는 k1의 node.id입니다.";
    BrokerPrefix:
        "The broker of this id says it, of a change that the controller has told it of.",
        "이 id의 브로커가 컨트롤러에서 전달받은 변경에 대해 남긴 로그입니다.";
    LifecyclePrefix:
        "The part of the broker of this id that keeps it registered: it sends the heartbeats to the controller.",
        "이 id의 브로커에서 등록을 유지하는 부분입니다. 컨트롤러에 하트비트를 보냅니다.";
    PartitionPrefix:
        "The partition it is about, on the broker of this id.",
        "이 id의 브로커가 가진 이 파티션에 대한 로그입니다.";
    ReplicaManagerPrefix:
        "The part of the broker of this id that reads and writes its replicas for requests.",
        "이 id의 브로커에서 요청에 따라 레플리카를 읽고 쓰는 부분입니다.";
    FetcherPrefix:
        "The thread by which a follower copies its leader's log; replicaId is the follower's broker.",
        "팔로워가 리더의 로그를 복제하는 스레드입니다. replicaId는 팔로워의 브로커입니다.";
    FetcherLeader:
        "The leader that it fetches from.",
        "Fetch 요청을 받는 리더입니다.";
    FetcherNumber:
        "Which thread of several it is: num.replica.fetchers is 1, so there is only this one for each leader.",
        "여러 스레드 가운데 몇 번째인지 나타냅니다. num.replica.fetchers가 1이므로 리더마다 하나뿐입니다.";
    LogPrefix:
        "The log of this partition on the broker's disk.",
        "브로커의 디스크에 있는 이 파티션의 로그입니다.";
    LogDirectory:
        "The directory that holds the broker's logs (log.dirs).",
        "브로커의 로그가 있는 디렉터리(log.dirs)입니다.";
    ChannelPrefix:
        "A connection from the broker of this id to the controller.",
        "이 id의 브로커가 컨트롤러에 연 연결입니다.";
    ChannelName:
        "What the connection is for: heartbeats, ISR proposals (alter-partition), or requests that it passes on \
         (forwarding).",
        "연결의 용도입니다. 하트비트(heartbeat), ISR 변경 제안(alter-partition), 대신 전달하는 요청(forwarding)이 \
         있습니다.";
    RaftPrefix:
        "The part of the broker of this id that fetches the metadata log.",
        "이 id의 브로커에서 메타데이터 로그를 가져오는 부분입니다.";
    Fencing:
        "The controller takes the broker out of the cluster: it leads nothing until it is unfenced, and leaves the \
         ISRs. It comes back into an ISR once it has caught up.",
        "컨트롤러가 이 브로커를 클러스터 동작에서 제외합니다. 펜싱이 해제될 때까지 리더가 될 수 없고 ISR에서 빠지며, \
         ISR에는 리더를 따라잡은 뒤에 돌아옵니다.";
    BrokerEpoch:
        "The broker epoch: the number of this registration. A process that starts again gets a higher one.",
        "브로커 에포크입니다. 이번 등록의 번호로, 프로세스가 다시 시작하면 더 높은 번호를 받습니다.";
    SessionTimedOut:
        "No heartbeat has arrived for broker.session.timeout.ms. A dead broker and an unreachable one look the \
         same.",
        "broker.session.timeout.ms 동안 하트비트가 오지 않았습니다. 죽은 브로커와 연락이 닿지 않는 브로커는 구별되지 \
         않습니다.";
    NothingChanged:
        "A record came that changes nothing of the registration: the broker was fenced already.",
        "등록을 바꾸지 않는 레코드입니다. 브로커는 이미 펜싱되어 있었습니다.";
    Registration:
        "The registration as the controller has it: epoch, incarnation, address, features, rack, whether fenced.",
        "컨트롤러에 있는 등록 정보입니다. 에포크, 프로세스의 id(incarnationId), 주소, 기능 버전, 랙, 펜싱 여부가 \
         들어 있습니다.";
    Unfencing:
        "The broker may lead again, and clients are told of it.",
        "이 브로커가 다시 리더가 될 수 있고, 클라이언트에도 알려집니다.";
    CaughtUpWithItself:
        "A broker is unfenced only when it has applied the metadata log as far as the record of its own \
         registration.",
        "브로커는 메타데이터 로그를 자기 등록 레코드까지 적용한 뒤에야 펜싱이 해제됩니다.";
    ShutdownAsked:
        "The broker has asked in a heartbeat whether it may stop.",
        "브로커가 하트비트로 종료해도 되는지 물었습니다.";
    AtOnce:
        "It leads nothing, so that there is nothing to move away first.",
        "리더인 파티션이 없어 먼저 옮길 것이 없습니다.";
    Controlled:
        "The partitions that it leads get other leaders first.",
        "리더인 파티션을 먼저 다른 브로커로 넘깁니다.";
    ShutdownAllowed:
        "The broker leads nothing more, and may stop now.",
        "이제 리더인 파티션이 없으므로 종료해도 됩니다.";
    LowestActiveOffset:
        "How far the slowest broker that is not fenced has applied the metadata log.",
        "펜싱되지 않은 브로커 가운데 가장 느린 것이 메타데이터 로그를 적용한 지점입니다.";
    ShutdownOffset:
        "Where the metadata log ended when the broker asked. Whoever is past it knows the new leaders.",
        "브로커가 물었을 때의 메타데이터 로그 끝입니다. 이를 지난 브로커는 새 리더를 압니다.";
    WhichRule:
        "Which rule of the controller looks at the broker's partitions, by the name of its method.",
        "컨트롤러의 어느 규칙이 이 브로커의 파티션을 검사하는지, 메서드 이름으로 나타냅니다.";
    PartitionsChanged:
        "For so many partitions it writes a new leader or another ISR into the metadata log.",
        "이만큼의 파티션에 대해 새 리더나 바뀐 ISR을 메타데이터 로그에 기록합니다.";
    TopicId:
        "The topic's own id: two topics that have had the same name, one after the other, have different ones.",
        "토픽 자체의 id입니다. 지운 토픽과 같은 이름으로 다시 만든 토픽은 id가 다릅니다.";
    PartitionIndex:
        "The partition's number within its topic.",
        "토픽 안에서의 파티션 번호입니다.";
    NewLeader:
        "The broker that leads from now on.",
        "이제부터 리더인 브로커입니다.";
    HowElected:
        "From where the leader was taken. ELR: an eligible leader replica, by which nothing is lost. An unclean \
         election: a replica that may lack committed records.",
        "리더를 어디에서 골랐는지 나타냅니다. ELR은 유실 없이 선출할 수 있는 레플리카이고, unclean election은 \
         커밋된 레코드 일부가 빠져 있을 수 있는 레플리카입니다.";
    PartitionBefore:
        "How the partition stood before: its replicas, ISR, ELR, leader and epochs.",
        "그 전의 파티션 상태입니다. 레플리카, ISR, ELR, 리더, 에포크가 들어 있습니다.";
    EmptyRecord:
        "The change record before anything is written into it: null, -1 and -2 mean that a field stays as it is.",
        "아직 아무것도 쓰이지 않은 변경 레코드입니다. null, -1, -2는 그 필드가 그대로라는 뜻입니다.";
    IsrRequest:
        "The leader's proposal to change the ISR of that partition.",
        "리더가 이 파티션의 ISR을 바꾸자고 보낸 제안입니다.";
    ReassignmentDone:
        "With it every new replica is in sync, so the old ones are dropped.",
        "이로써 새 레플리카가 모두 동기화되어 이전 레플리카를 뺍니다.";
    LeaderGone:
        "The leader is not among the new replicas, so another one is elected.",
        "리더가 새 레플리카에 들지 않아 다른 리더를 선출합니다.";
    IsrBeforeAndNow:
        "The ISR before and after.",
        "변경 전과 후의 ISR입니다.";
    ReplicasBeforeAndNow:
        "The replicas before and after.",
        "변경 전과 후의 레플리카입니다.";
    PartitionEpoch:
        "The partition epoch: it rises with every change of the partition, so that a proposal based on an older \
         state is refused.",
        "파티션 에포크입니다. 파티션이 바뀔 때마다 올라가며, 더 오래된 상태에 근거한 제안은 거부됩니다.";
    LeaderEpoch:
        "The leader epoch: it rises with every new leader. A request of an older one is refused, and followers \
         compare logs by it.",
        "리더 에포크입니다. 새 리더마다 올라갑니다. 더 낮은 에포크의 요청은 거부되고, 팔로워는 이것으로 로그를 \
         비교합니다.";
    NewLeaderElected:
        "What the old leader is answered: it leads no more.",
        "이전 리더가 받는 응답입니다. 더는 리더가 아닙니다.";
    NotRegistered:
        "The controller does not take the broker into the cluster.",
        "컨트롤러가 브로커를 클러스터에 받아들이지 않았습니다.";
    ErrorCode:
        "The error, by the name that it has in Kafka's protocol.",
        "카프카 프로토콜에서 쓰는 오류 이름입니다.";
    Unfenced:
        "The controller has let the broker in: it takes part again.",
        "컨트롤러가 브로커의 펜싱을 해제해 다시 참여하게 했습니다.";
    Running:
        "From now on it answers clients.",
        "이제부터 클라이언트의 요청에 응답합니다.";
    ShutdownBegins:
        "The broker stops in good order: it asks the controller first, which moves the leaderships away.",
        "브로커가 정상 종료를 시작합니다. 먼저 컨트롤러에 알리고, 컨트롤러는 리더를 다른 브로커로 옮깁니다.";
    NoLogs:
        "The directory holds no replica yet.",
        "디렉터리에 아직 레플리카가 없습니다.";
    LogsSkipped:
        "Its logs need not be looked through.",
        "로그를 검사하지 않아도 됩니다.";
    CleanShutdownFile:
        ".kafka_cleanshutdown, which a broker leaves behind that stops in good order, when everything is on the \
         disk.",
        "정상 종료한 브로커가 모든 것을 디스크에 쓰고 남기는 .kafka_cleanshutdown 파일입니다.";
    LogsRecovered:
        "Its logs are looked through for what is complete.",
        "로그를 검사해 온전한 부분을 찾습니다.";
    NoCleanShutdownFile:
        "The process ended without order, so that what was not on the disk yet may be gone.",
        "프로세스가 비정상 종료했으므로 아직 디스크에 쓰지 않은 것은 없어졌을 수 있습니다.";
    Truncating:
        "Records from this offset on are cut off.",
        "이 오프셋부터의 레코드를 잘라 냅니다.";
    NoEffect:
        "The log ends there, or before that.",
        "로그가 거기서, 또는 그 전에 끝납니다.";
    LargestOffset:
        "The offset of its last record; -1 while there is none.",
        "마지막 레코드의 오프셋입니다. 레코드가 없으면 -1입니다.";
    Partition:
        "The partition, as topic and number.",
        "토픽 이름과 번호로 적은 파티션입니다.";
    BelowHighWatermark:
        "So records are cut that counted as committed: the new leader does not have them, as after an unclean \
         election or a loss of power.",
        "커밋된 것으로 여긴 레코드까지 잘립니다. 언클린 선출 뒤, 또는 전원이 끊겨 새 리더에 그 레코드가 없을 때 \
         일어납니다.";
    LogStart:
        "Where the log begins: earlier records are deleted.",
        "로그의 시작입니다. 그 앞의 레코드는 삭제되었습니다.";
    LogStartReason:
        "Why: a client has deleted records, or the leader's log begins later.",
        "이유입니다. 클라이언트가 레코드를 삭제했거나 리더의 로그가 더 뒤에서 시작합니다.";
    LogLoaded:
        "The broker opens its log of the partition.",
        "브로커가 이 파티션의 로그를 열었습니다.";
    InitialHighWatermark:
        "The high watermark that stood in the checkpoint file: it may be behind.",
        "체크포인트 파일에 적힌 하이 워터마크(HW)로, 실제보다 뒤처져 있을 수 있습니다.";
    Recovering:
        "The leader was elected uncleanly: committed records may be missing.",
        "언클린 선출로 뽑힌 리더라 커밋된 레코드 일부가 빠져 있을 수 있습니다.";
    Recovered:
        "What it has counts as the log from now on.",
        "이제부터 이 리더의 로그가 기준입니다.";
    LeaderStarts:
        "The broker leads this partition from now on: clients and followers turn to it.",
        "이 브로커가 이제 이 파티션의 리더입니다. 클라이언트와 팔로워는 이 브로커에 요청합니다.";
    FromOffset:
        "Where its log ends as the epoch begins.",
        "이 에포크가 시작될 때의 로그 끝입니다.";
    HighWatermark:
        "The high watermark: records before it are committed, and consumers read up to it.",
        "하이 워터마크(HW)입니다. 그 앞의 레코드는 커밋되었고 컨슈머는 여기까지 읽습니다.";
    Isr:
        "The brokers whose replicas are in sync.",
        "동기화된 레플리카를 가진 브로커입니다.";
    Adding:
        "Replicas that a reassignment adds.",
        "재할당으로 추가되는 레플리카입니다.";
    Removing:
        "Replicas that a reassignment removes.",
        "재할당으로 제거되는 레플리카입니다.";
    UnderMinIsr:
        "Fewer replicas are in sync than min.insync.replicas asks for, so that writes with acks=all are refused.",
        "동기화된 레플리카가 min.insync.replicas보다 적어 acks=all 쓰기가 거부됩니다.";
    PreviousLeader:
        "Whom this broker took for the leader before. Some(-1): nobody. None: it had not heard of the partition.",
        "이 브로커가 그 전에 알던 리더입니다. Some(-1)은 리더가 없었다는 뜻이고, None은 이 파티션을 몰랐다는 \
         뜻입니다.";
    PreviousLeaderEpoch:
        "The leader epoch that it knew before; -1 if none.",
        "그 전에 알던 리더 에포크입니다. 없었으면 -1입니다.";
    FollowerStarts:
        "The broker copies this partition from another one.",
        "이 브로커가 이 파티션을 다른 브로커에서 복제합니다.";
    CurrentLeader:
        "The broker that it fetches from; -1 while nobody leads.",
        "Fetch를 보낼 리더입니다. 리더가 없으면 -1입니다.";
    FetchersStopped:
        "It copies these no more: a broker that stops is no follower either.",
        "이 파티션들을 더는 복제하지 않습니다. 종료하는 브로커는 팔로워 역할도 그만둡니다.";
    IsrShrinks:
        "The leader proposes to the controller to drop who has not caught up for replica.lag.time.max.ms.",
        "replica.lag.time.max.ms 동안 따라잡지 못한 레플리카를 빼자고 리더가 컨트롤러에 제안합니다.";
    LogEndOffset:
        "The log end offset (LEO): the next record gets it.",
        "로그 끝 오프셋(LEO)으로, 다음 레코드가 받을 오프셋입니다.";
    OutOfSync:
        "Who is dropped: the broker, where its log ends as the leader knows it, and when it had last caught up.",
        "빠지는 레플리카입니다. 브로커, 리더가 아는 그 로그의 끝, 마지막으로 따라잡은 시각이 적힙니다.";
    IsrUpdated:
        "The controller has written the new ISR; the leader goes by it now.",
        "컨트롤러가 새 ISR을 기록했고 리더는 이제 이것을 따릅니다.";
    IsrProposed:
        "What the leader has proposed, and on which state that was based.",
        "리더가 제안한 내용과 그 근거가 된 상태입니다.";
    IsrReset:
        "The leader goes back to the ISR that the controller confirmed last.",
        "리더는 컨트롤러가 마지막으로 확정한 ISR로 돌아갑니다.";
    Retrying:
        "The same is sent once more.",
        "같은 요청을 다시 보냅니다.";
    AppendRefused:
        "A write was refused; the partition is named by its topic's id and by its name.",
        "쓰기가 거부되었습니다. 파티션은 토픽 id와 이름으로 적힙니다.";
    NotEnoughReplicas:
        "The exception, which the producer gets as NOT_ENOUGH_REPLICAS.",
        "프로듀서에 NOT_ENOUGH_REPLICAS로 전해지는 예외입니다.";
    IsrSize:
        "How many replicas are in sync, the leader among them.",
        "리더를 포함해 동기화된 레플리카의 수입니다.";
    MinIsr:
        "min.insync.replicas: so many must be in sync for a write with acks=all.",
        "min.insync.replicas입니다. acks=all 쓰기에는 이만큼의 레플리카가 동기화되어 있어야 합니다.";
    OlderEpoch:
        "The follower has asked by an older leader epoch than the leader has: it does not know the newest \
         election yet.",
        "팔로워가 리더보다 낮은 리더 에포크로 요청했습니다. 최근 선출을 아직 모릅니다.";
    AwaitsMetadata:
        "It waits until the metadata log tells it who leads.",
        "누가 리더인지 메타데이터 로그로 알 때까지 기다립니다.";
    FetchMarkedFailed:
        "The follower does not fetch the partition until then.",
        "그때까지 팔로워는 이 파티션을 가져오지 않습니다.";
    EpochsCompared:
        "Leader and follower look for the last epoch in which their logs agree.",
        "리더와 팔로워가 로그가 일치하는 마지막 에포크를 찾습니다.";
    EpochUnknown:
        "The leader names an epoch that the follower has no records of.",
        "리더가 알려 준 에포크의 레코드가 팔로워에는 없습니다.";
    AsksAgain:
        "It asks with an earlier epoch, once more.",
        "더 이른 에포크로 다시 묻습니다.";
    FollowerTruncates:
        "The follower cuts off what its leader does not have.",
        "팔로워가 리더에 없는 부분을 잘라 냅니다.";
    TruncationCompleted:
        "Whether the logs agree now; false means that the follower has to ask again.",
        "이제 로그가 일치하는지 나타냅니다. false이면 다시 물어야 합니다.";
    ByHighWatermark:
        "Without epochs to compare, a follower keeps what it knows to be committed.",
        "비교할 에포크가 없으면 팔로워는 커밋되었다고 아는 부분만 남깁니다.";
    ByLeaderEpoch:
        "The leader has told where the epoch of the follower's last records ends in its log.",
        "팔로워의 마지막 레코드 에포크가 리더의 로그에서 어디에서 끝나는지 리더가 알려 주었습니다.";
    NoError:
        "No error: the answer counts.",
        "오류 없음, 즉 유효한 응답입니다.";
    EpochEnd:
        "Where that epoch ends in the leader's log.",
        "리더의 로그에서 그 에포크가 끝나는 곳입니다.";
    StartsAnew:
        "The follower drops its whole log of the partition and begins anew.",
        "팔로워가 이 파티션의 로그를 모두 버리고 새로 시작합니다.";
    FetchOffset:
        "The offset that it asks for next.",
        "다음에 요청할 오프셋입니다.";
    BelowLogStart:
        "What would come next is deleted at the leader already.",
        "다음에 올 레코드가 리더에서는 이미 삭제되었습니다.";
    FetchOutOfRange:
        "The leader has no such offset.",
        "리더에 없는 오프셋입니다.";
    ImpliesLeaderChange:
        "A new leader may have fewer records than the one before.",
        "새 리더는 이전 리더보다 레코드가 적을 수 있습니다.";
    AnsweredEpoch:
        "The leader epoch that the leader answers with: of those in its log, the latest that is not beyond the \
         follower's last.",
        "리더가 응답한 리더 에포크입니다. 리더의 로그에 있는 에포크 가운데 팔로워의 마지막 에포크를 넘지 않는 \
         가장 큰 것입니다.";
    IsrRefused:
        "The controller has not taken the leader's proposal to change the ISR.",
        "리더가 제안한 ISR 변경을 컨트롤러가 받아들이지 않았습니다.";
}
