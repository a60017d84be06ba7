//! What is told of partitions, replicas and records.

use super::NodeFact;
use crate::meaning::meanings;

meanings! {
    /// A field of a partition's, a replica's or a record's state.
    pub enum PartitionFact from NodeFact::TABLE.end();
    Leader:
        "The broker that the controller has set as leader. Without one nobody can write or read.",
        "컨트롤러가 정한 리더 브로커입니다. 리더가 없으면 쓸 수도 읽을 수도 없습니다.";
    RegisteredLeaderEpoch:
        "It rises each time the controller sets a leader, or none; a request that carries an older one is refused.",
        "컨트롤러가 리더를 정하거나 없앨 때마다 커집니다. 이보다 오래된 에포크를 담은 요청은 거부됩니다.";
    RegisteredPartitionEpoch:
        "It rises with every change of the partition; an ISR proposal that builds on an older one is refused.",
        "파티션이 바뀔 때마다 커집니다. 이보다 오래된 값을 바탕으로 한 ISR 제안은 거부됩니다.";
    AssignedReplicas:
        "The brokers that hold the partition. The first is the preferred leader.",
        "파티션을 가진 브로커입니다. 맨 앞이 선호 리더입니다.";
    RegisteredIsr:
        "The in-sync replicas as the controller has them: the high watermark waits for each of them, and any of them may \
         be elected.",
        "컨트롤러가 기록한 동기화된 레플리카입니다. 하이 워터마크(HW)는 이들을 모두 기다리며, 누구든 리더로 선출될 수 있습니다.";
    Elr:
        "Eligible leader replicas: no longer in the ISR, yet they hold everything committed, so one may be elected \
         without loss (KIP-966).",
        "ISR에서 빠졌지만 커밋된 것은 모두 가진 레플리카입니다. 유실 없이 리더로 선출될 수 있으며, KIP-966에서 생겼습니다.";
    LastKnownElr:
        "The last leader, kept while there is no leader: it may be elected once ISR and ELR are both empty, and records \
         may be lost by that.",
        "마지막으로 알려진 리더로, 리더가 없는 동안 남겨 둡니다. ISR과 ELR이 모두 비면 선출될 수 있으며, 이때 레코드가 유실될 수 있습니다.";
    Recovery:
        "RECOVERING from an unclean election until the ISR changes next; otherwise RECOVERED.",
        "언클린 선출부터 ISR이 다음에 바뀔 때까지 RECOVERING이고, 그 밖에는 RECOVERED입니다.";
    Adding:
        "Brokers that a reassignment adds: it is complete when they are in the ISR.",
        "재할당으로 더해지는 브로커입니다. 이들이 ISR에 들어오면 재할당이 끝납니다.";
    Removing:
        "Brokers that a reassignment takes away once those that it adds are in sync.",
        "더해지는 브로커가 모두 동기화되면 재할당으로 빠지는 브로커입니다.";
    MinIsr:
        "How many in-sync replicas acks=all and the high watermark need: min.insync.replicas, though never more than there \
         are replicas.",
        "acks=all과 하이 워터마크(HW)에 필요한 동기화된 레플리카의 수입니다. min.insync.replicas이며 레플리카 수를 넘지 않습니다.";
    UncleanElection:
        "Whether a replica that may lack committed records can lead when no other can (unclean.leader.election.enable).",
        "다른 후보가 없을 때 커밋된 레코드가 없을 수도 있는 레플리카를 리더로 세울 수 있는지(unclean.leader.election.enable) \
         나타냅니다.";
    OtherTopicSetting:
        "A setting of the topic that changes nothing here: what it is about is not modelled.",
        "여기서는 아무 영향이 없는 토픽 설정입니다. 이 설정이 다루는 동작은 모델에 없습니다.";
    Standing:
        "The replica's state: what is known of its process first, then of its leadership, then of the ISR.",
        "레플리카의 상태입니다. 프로세스의 상태가 먼저이고, 다음이 리더 여부, 그다음이 ISR입니다.";
    LogEnd:
        "The log end offset: where the next record goes. The replica has every record below it. In the \
         picture it is the triangle below the log.",
        "로그 끝 오프셋(log end offset)으로, 다음 레코드가 들어갈 자리입니다. 그 아래 레코드는 모두 가지고 있습니다. 그림에서는 \
         로그 아래의 삼각형입니다.";
    HighWatermark:
        "What lies below is committed, as far as this replica knows; consumers read no further. Followers learn it from \
         their leader, so theirs is often behind. In the picture it is the edge of the water.",
        "이 레플리카가 아는 한 그 아래는 커밋되었습니다. 컨슈머는 여기까지만 읽습니다. 팔로워는 리더에게서 이 값을 알게 되므로 뒤처질 때가 \
         많습니다. 그림에서는 물의 끝입니다.";
    LogStart:
        "The first offset that the log still has; what was below is deleted.",
        "로그에 남은 첫 오프셋입니다. 그 아래는 삭제되었습니다.";
    Flushed:
        "What lies below is on the disk and survives a loss of power; the rest is in the operating system's page cache.",
        "그 아래는 디스크에 있어 전원이 끊겨도 남습니다. 나머지는 운영체제의 페이지 캐시에 있습니다.";
    RecoveryPoint:
        "Up to where the broker itself has forced the log to the disk. After an unclean stop it looks the log through from \
         here on.",
        "브로커가 직접 디스크에 강제로 쓴(flush) 지점입니다. 비정상 종료 뒤에는 여기서부터 로그를 검사합니다.";
    KnownLeaderEpoch:
        "The leader epoch that this broker knows of the partition. It sends it along with its fetches.",
        "이 브로커가 알고 있는 파티션의 리더 에포크입니다. Fetch를 보낼 때 함께 보냅니다.";
    KnownPartitionEpoch:
        "The version of the partition that this broker has applied from the metadata log.",
        "이 브로커가 메타데이터 로그에서 적용한 파티션의 버전입니다.";
    BelievedLeader:
        "Which broker this one takes for the leader, by what it has applied of the metadata log.",
        "이 브로커가 지금까지 적용한 메타데이터 로그에 따라 리더로 알고 있는 브로커입니다.";
    EpochEntry:
        "Where that leader epoch began in this log. By these entries two replicas find out where their logs diverge.",
        "이 로그에서 그 리더 에포크가 시작된 오프셋입니다. 두 레플리카는 이 항목으로 로그가 어디서 갈라졌는지 찾습니다.";
    CheckpointedHighWatermark:
        "The high watermark that was last written to the file replication-offset-checkpoint: a process that starts anew \
         begins with it. The picture shows it as the checkpoint of a broker that is down.",
        "replication-offset-checkpoint 파일에 마지막으로 쓴 하이 워터마크(HW)입니다. 프로세스가 다시 시작하면 이 값에서 시작합니다. 그림에서는 \
         꺼진 브로커의 체크포인트로 표시됩니다.";
    FetchesFrom:
        "The leader from which this follower copies.",
        "이 팔로워가 복제해 오는 리더입니다.";
    FetchPhase:
        "What the follower does next: it truncates until its log agrees with the leader's, and fetches from then on.",
        "팔로워가 다음에 하는 일입니다. 로그가 리더와 맞을 때까지 잘라 내고, 그 뒤로는 Fetch합니다.";
    FetchPause:
        "Until when it pauses after an error (replica.fetch.backoff.ms).",
        "오류 뒤에 쉬는 시간(replica.fetch.backoff.ms)이 끝나는 시점입니다.";
    EpochStart:
        "The log end offset when this leadership began. A follower must have come as far as this to join the ISR.",
        "이 리더 임기가 시작될 때의 로그 끝 오프셋입니다. 팔로워는 여기까지 따라와야 ISR에 들어갈 수 있습니다.";
    CommittedIsr:
        "The ISR that the controller has confirmed, as this leader knows it.",
        "이 리더가 아는, 컨트롤러가 확정한 ISR입니다.";
    MaximalIsr:
        "Every replica that may be in the ISR by now: the confirmed members and those that are proposed. The high watermark \
         waits for all of them.",
        "지금쯤 ISR에 있을 수 있는 레플리카로, 확정된 멤버와 제안된 멤버입니다. 하이 워터마크(HW)는 이들을 모두 기다립니다.";
    ProposedIsr:
        "The ISR that this leader has proposed with AlterPartition and that the controller has not confirmed.",
        "이 리더가 AlterPartition으로 제안했고 컨트롤러가 아직 확정하지 않은 ISR입니다.";
    UnderMinIsr:
        "Whether the ISR is smaller than the minimum: then acks=all is refused and the high watermark stands still.",
        "ISR이 최소 수보다 작은지 나타냅니다. 작으면 acks=all이 거부되고 하이 워터마크(HW)가 움직이지 않습니다.";
    FollowerEnd:
        "The follower's LEO as this leader knows it: the offset of its last fetch. The follower may have come further. The \
         picture shows it beside the leader's own LEO, with a question mark before the first fetch.",
        "이 리더가 아는 팔로워의 LEO로, 마지막 Fetch의 오프셋입니다. 실제로는 더 나아갔을 수 있습니다. 그림에서는 리더의 \
         LEO 옆에 있으며, 첫 Fetch 전에는 물음표입니다.";
    FollowerCaughtUp:
        "When the follower last had everything that this leader had. After replica.lag.time.max.ms without that it leaves \
         the ISR.",
        "팔로워가 이 리더를 마지막으로 따라잡은 때입니다. replica.lag.time.max.ms 동안 따라잡지 못하면 ISR에서 빠집니다.";
    RecordOffset:
        "Its number in the partition. The leader gives it when it appends, and every replica keeps it.",
        "파티션 안에서의 번호입니다. 리더가 로그에 추가하면서 매기고, 모든 레플리카가 그대로 씁니다.";
    RecordKey:
        "What the producer gave as key; records of one key go to one partition.",
        "프로듀서가 준 키입니다. 같은 키의 레코드는 한 파티션으로 갑니다.";
    RecordValue:
        "What the producer gave as value.",
        "프로듀서가 준 값입니다.";
    RecordEpoch:
        "The epoch of the leader that appended it. The same offset with another epoch is another record.",
        "이 레코드를 추가한 리더의 에포크입니다. 오프셋이 같아도 에포크가 다르면 다른 레코드입니다.";
    RecordBatch:
        "The batch that it travelled in and is stored in: one request brought them all.",
        "이 레코드가 함께 전송되고 저장된 배치입니다. 모두 한 요청으로 왔습니다.";
    RecordProducer:
        "Who sent the batch.",
        "배치를 보낸 프로듀서입니다.";
    RecordCommitted:
        "Whether it lies below the high watermark of this replica. In the picture its cell is dashed until then.",
        "이 레플리카의 하이 워터마크(HW) 아래에 있는지 나타냅니다. 그림에서는 그때까지 칸을 점선으로 그립니다.";
    RecordAcknowledged:
        "What its producer was told about it. Only for a record that was acknowledged is anything promised.",
        "프로듀서가 이 레코드에 대해 받은 결과입니다. 성공 응답(ack)을 받은 레코드만 보장됩니다.";
    CopiesSame:
        "The replicas that have this very record at this offset, whether or not their processes are running.",
        "프로세스가 실행 중이든 아니든, 이 오프셋에 바로 이 레코드를 가진 레플리카입니다.";
    CopiesOther:
        "The replicas that have another record at this offset: one of the two logs will be truncated.",
        "이 오프셋에 다른 레코드를 가진 레플리카입니다. 두 로그 가운데 하나는 잘립니다.";
    CopiesMissing:
        "The replicas whose logs have not come this far, or have lost it.",
        "로그가 아직 여기까지 오지 않았거나 이 레코드를 잃은 레플리카입니다.";
    CopiesDeleted:
        "The replicas whose logs start later: the record was deleted there.",
        "로그 시작이 이보다 뒤여서, 이 레코드가 삭제된 레플리카입니다.";
}
