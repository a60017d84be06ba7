//! What is told of Kafka's own outputs: the columns of `kafka-topics --describe`, the files of a log
//! directory, the lines of a log.

use super::NetworkFact;
use crate::meaning::meanings;

meanings! {
    /// A part of something that Kafka prints or writes.
    pub enum ToolFact from NetworkFact::TABLE.end();
    Describe:
        "What the tool would print now, from what the controller has recorded.",
        "컨트롤러가 기록한 내용에 따라 지금 이 도구가 출력할 내용입니다.";
    TopicId:
        "The topic's own id: a topic that is deleted and made again has another.",
        "토픽 자체의 id입니다. 지웠다가 다시 만든 토픽은 id가 다릅니다.";
    PartitionCount:
        "How many partitions the topic has.",
        "토픽의 파티션 수입니다.";
    ReplicationFactor:
        "How many replicas each of them has.",
        "파티션마다 둔 레플리카의 수입니다.";
    Configs:
        "What is set for the topic beyond Kafka's defaults, whether by the topic or by the brokers.",
        "토픽이나 브로커가 카프카의 기본값과 다르게 정한 설정입니다.";
    LeaderColumn:
        "The broker that leads the partition; none while it is offline.",
        "파티션의 리더 브로커입니다. 오프라인이면 none입니다.";
    ReplicasColumn:
        "The brokers that hold the partition, the preferred leader first.",
        "파티션을 가진 브로커로, 맨 앞이 선호 리더입니다.";
    IsrColumn:
        "Those of them that are in sync, as the controller has confirmed it.",
        "그 가운데 컨트롤러가 동기화된 것으로 확정한 브로커입니다.";
    ElrColumn:
        "Those outside the ISR that may still be elected without loss.",
        "ISR에 없지만 유실 없이 선출될 수 있는 브로커입니다.";
    LastKnownElrColumn:
        "The last leader of a partition that has none now.",
        "리더가 없는 동안 마지막으로 알려진 리더입니다.";
    ReplicationCheckpoint:
        "The high watermark of every replica on this broker, written every few seconds: topic, partition, offset. A \
         broker that starts begins with these. Like every checkpoint, it begins with its format's version and the number of \
         lines.",
        "이 브로커에 있는 모든 레플리카의 하이 워터마크(HW)를 몇 초마다 적습니다(토픽, 파티션, 오프셋). 브로커는 이 값으로 시작합니다. \
         모든 체크포인트 파일처럼 형식 버전과 줄 수가 맨 앞에 있습니다.";
    RecoveryPointCheckpoint:
        "Up to where each log is known to be on the disk: topic, partition, offset. After an unclean stop the logs are \
         looked through from there on.",
        "각 로그가 디스크에 있다고 알려진 지점을 적습니다(토픽, 파티션, 오프셋). 비정상 종료 뒤에는 여기서부터 로그를 검사합니다.";
    LogStartCheckpoint:
        "Where logs start whose first records were deleted: topic, partition, offset.",
        "앞쪽 레코드가 삭제된 로그의 토픽, 파티션, 시작 오프셋을 적습니다.";
    CleanShutdown:
        "Left behind by a broker that shuts down cleanly, with its broker epoch; removed when the logs are opened. \
         Without it, the broker counts as having stopped uncleanly.",
        "정상 종료한 브로커가 브로커 에포크와 함께 남기고, 로그를 열 때 지웁니다. 이 파일이 없으면 비정상 종료로 여깁니다.";
    LeaderEpochCheckpoint:
        "Which leader epoch began at which offset of this log: one line each, the epoch first.",
        "이 로그에서 어느 리더 에포크가 어느 오프셋에서 시작했는지를 한 줄에 하나씩, 에포크부터 적습니다.";
    PartitionMetadata:
        "Ties the directory to its topic's id, so that it is not taken for that of another topic of the same name.",
        "이 디렉터리를 토픽의 id와 묶습니다. 이름이 같은 다른 토픽의 것으로 오인되지 않게 합니다.";
    Log:
        "What has been logged since the run shown here opened, newest first. Choosing a line goes to its event.",
        "여기 보이는 실행이 시작된 뒤에 남은 로그로, 최신순입니다. 줄을 고르면 그 이벤트로 갑니다.";
    Picking:
        "Tab goes from one thing in the picture to the next, and Enter or Space picks it. The records of a replica follow \
         once it is picked. The inspector lists everything else that can be picked: partitions, connections, links.",
        "Tab 키로 그림의 다음 항목으로 가고, Enter나 스페이스로 선택합니다. 레플리카를 선택하면 그 레코드에도 갈 수 있습니다. 파티션, TCP \
         연결, 네트워크 연결 등 나머지는 살펴보기 패널의 목록에서 선택할 수 있습니다.";
}
