//! What the parts of lines of clients mean.

use highwater_core::explain::ClientPart;

use super::{ServerMeaning, parts};

parts! {
    /// The meaning of a part that a client logs as a client.
    pub enum ClientMeaning of ClientPart from ServerMeaning::TABLE.end();
    ClientId:
        "Which client says it: its client.id.",
        "로그를 남긴 클라이언트의 client.id입니다.";
    GroupId:
        "The consumer group: its group.id; null where the consumer has none.",
        "컨슈머 그룹의 group.id입니다. 그룹이 없는 컨슈머에서는 null입니다.";
    InstanceId:
        "group.instance.id, which makes a static member: one that keeps its partitions when it restarts within \
         its session. null or Optional.empty: it has none.",
        "정적 멤버로 만드는 group.instance.id입니다. 정적 멤버는 세션 안에 다시 시작하면 파티션을 그대로 \
         맡습니다. null이나 Optional.empty는 없다는 뜻입니다.";
    ClusterId:
        "The cluster's id, which the first answer with metadata tells.",
        "처음 받은 메타데이터가 알려 준 클러스터의 id입니다.";
    NodeId:
        "The node's id. A very large one is the group's coordinator: 2147483647 less the broker's id, so that it \
         has a connection apart from that for fetches.",
        "노드의 id입니다. 아주 큰 수는 그룹 코디네이터로, 2147483647에서 브로커 id를 뺀 값입니다. Fetch를 보내는 \
         연결과 따로 연결하려고 다른 번호를 씁니다.";
    Disconnected:
        "The connection has ended: the other side has closed it, or its process has died.",
        "연결이 끊겼습니다. 상대가 닫았거나 그 프로세스가 죽었습니다.";
    Address:
        "The address: host and port.",
        "주소(호스트와 포트)입니다.";
    NoConnection:
        "Nobody took the connection.",
        "연결을 받아 주는 쪽이 없습니다.";
    MaybeDown:
        "More cannot be told from outside: the process may be down, or not let anybody in yet.",
        "밖에서는 더 알 수 없습니다. 프로세스가 죽었거나 아직 연결을 받지 않는 것일 수 있습니다.";
    RequestTimeout:
        "Nothing was answered in time (request.timeout.ms), so that whoever asked closes the connection. The \
         request may have been carried out all the same.",
        "제때(request.timeout.ms) 응답이 없어 요청한 쪽이 연결을 닫습니다. 요청은 처리되었을 수도 있습니다.";
    IdempotenceOff:
        "The producer works without idempotence: what it sends again may be written twice.",
        "프로듀서가 멱등성 없이 동작합니다. 다시 보낸 것이 두 번 기록될 수 있습니다.";
    NoRetries:
        "An idempotent producer has to be able to send again.",
        "멱등 프로듀서는 다시 보낼 수 있어야 합니다.";
    Acks:
        "How many replicas have to have a record before the producer is answered.",
        "프로듀서에 응답하기 전에 레코드를 가져야 하는 레플리카의 범위입니다.";
    AcksAll:
        "An idempotent producer needs acks=all.",
        "멱등 프로듀서에는 acks=all이 필요합니다.";
    Idempotent:
        "What the producer sends again is written once: brokers know its batches by producer id and sequence.",
        "프로듀서가 다시 보낸 것도 한 번만 기록됩니다. 브로커는 프로듀서 id와 시퀀스로 배치를 구별합니다.";
    ProducerId:
        "The id by which brokers know the producer.",
        "브로커가 이 프로듀서를 구별하는 id입니다.";
    ProducerEpoch:
        "The producer epoch: it rises when the producer has to begin with new sequences.",
        "프로듀서 에포크입니다. 프로듀서가 시퀀스를 새로 시작해야 할 때 올라갑니다.";
    NothingInFlight:
        "Everything that was under way to that partition is answered.",
        "이 파티션으로 보낸 것에 모두 응답이 왔습니다.";
    LastSequence:
        "The number of the last record that a broker has acknowledged.",
        "브로커가 마지막으로 ack를 보낸 레코드의 시퀀스입니다.";
    NextSequence:
        "The number that the next record would get: there is a gap between the two.",
        "다음 레코드가 받을 시퀀스입니다. 둘 사이가 비어 있습니다.";
    BumpsEpoch:
        "A record in between was given up, so the producer begins at 0 in a new epoch.",
        "그 사이의 레코드를 포기했으므로 프로듀서는 새 에포크에서 0부터 다시 시작합니다.";
    CorrelationId:
        "The number that the request had on its connection, by which an answer finds it.",
        "연결 안에서의 요청 번호입니다. 응답은 이 번호로 요청과 짝지어집니다.";
    Splitting:
        "The batch is too large for the broker: it is sent as several smaller ones.",
        "브로커가 받기에 배치가 너무 커서 작은 배치 여러 개로 나누어 보냅니다.";
    AttemptsLeft:
        "How often it may still be sent. With a number close to 2147483647 only delivery.timeout.ms ends it.",
        "앞으로 다시 보낼 수 있는 횟수입니다. 2147483647에 가까우면 delivery.timeout.ms가 지나야만 재시도를 그만둡니다.";
    TopicUnknown:
        "The broker does not have that partition.",
        "브로커에 그 파티션이 없습니다.";
    MayNotExist:
        "A client cannot tell what does not exist from what it may not see.",
        "클라이언트는 없는 것과 볼 권한이 없는 것을 구별하지 못합니다.";
    MetadataStale:
        "What the producer knows of the cluster may be old: it has written to the wrong broker, or its connection \
         broke.",
        "프로듀서가 클러스터에 대해 아는 내용이 오래되었을 수 있습니다. 엉뚱한 브로커에 썼거나 연결이 끊겼습니다.";
    Exception:
        "The exception's class.",
        "예외의 클래스입니다.";
    ErrorMessage:
        "What the error says; null where the answer holds nothing but its code.",
        "오류의 메시지입니다. 응답에 오류 코드만 있으면 null입니다.";
    AsksForMetadata:
        "It asks who leads now.",
        "지금 누가 리더인지 묻습니다.";
    ProducerCloses:
        "The application has closed the producer: it sends what waits, and ends.",
        "애플리케이션이 프로듀서를 닫았습니다. 남은 것을 보내고 끝냅니다.";
    CloseTimeout:
        "So long it waits for what is under way.",
        "보내는 중인 것을 이만큼까지 기다립니다.";
    Subscribed:
        "The topics that the application wants to read, together with its group.",
        "애플리케이션이 그룹과 함께 읽으려는 토픽입니다.";
    OffsetReset:
        "There was no position to go on from, so that auto.offset.reset decides.",
        "이어서 읽을 포지션이 없어 auto.offset.reset이 정합니다.";
    FetchPosition:
        "Where the consumer reads: the offset of the next record that it asks for.",
        "컨슈머의 포지션, 즉 다음에 요청할 레코드의 오프셋입니다.";
    OffsetEpoch:
        "The leader epoch of the record before, if it is known: by it a consumer notices that a log was \
         truncated.",
        "그 앞 레코드의 리더 에포크입니다(알 때만). 컨슈머는 이것으로 로그가 잘린 것을 알아챕니다.";
    FetchLeader:
        "The broker that it reads from, as host:port, with id and rack.",
        "읽어 올 브로커로, 호스트:포트와 id, 랙이 적힙니다.";
    Sought:
        "The application has said where to go on reading.",
        "애플리케이션이 이어서 읽을 포지션을 정했습니다.";
    SoughtEnd:
        "The application wants the first record (earliest) or the end (latest); the offset is asked for next.",
        "애플리케이션이 첫 레코드(earliest)나 끝(latest)으로 가려 합니다. 오프셋은 다음에 묻습니다.";
    NoCommittedOffset:
        "The group has not committed anything for that partition, or it has expired.",
        "그룹이 이 파티션에 커밋한 것이 없거나 만료되었습니다.";
    CommittedOffset:
        "The offset that the group has committed: where it goes on reading.",
        "그룹의 커밋된 오프셋이며, 여기서부터 이어서 읽습니다.";
    PositionOutOfRange:
        "The leader's log has no such offset: it lies before its start or beyond its end.",
        "리더의 로그에 없는 오프셋입니다. 시작보다 앞이거나 끝보다 뒤입니다.";
    ResetsByPolicy:
        "auto.offset.reset says where it goes on.",
        "auto.offset.reset에 따라 이어서 읽을 곳을 정합니다.";
    RaisesError:
        "auto.offset.reset is none: poll() throws, and the application has to decide.",
        "auto.offset.reset이 none이므로 poll()이 예외를 던지고 애플리케이션이 정해야 합니다.";
    TruncationDetected:
        "What the consumer has read is not in the leader's log any more: it was cut off, as after an unclean \
         election.",
        "컨슈머가 읽은 것이 리더의 로그에 더는 없습니다. 언클린 선출 같은 일로 잘렸습니다.";
    FirstDiverging:
        "Up to there both have the same.",
        "여기까지는 양쪽이 같습니다.";
    Rack:
        "The broker's rack; null where it is not told.",
        "브로커의 랙입니다. 알려 주지 않으면 null입니다.";
    NotFenced:
        "Whether it is fenced: clients are told of brokers that are not.",
        "펜싱 여부입니다. 클라이언트에는 펜싱되지 않은 브로커만 알려집니다.";
    ProduceFailed:
        "The batch is not acknowledged: the broker has refused it, or no answer came.",
        "배치가 ack를 받지 못했습니다. 브로커가 거부했거나 응답이 오지 않았습니다.";
    ResetsToDiverging:
        "It goes on from the first offset at which the leader's log differs from what it has read.",
        "리더의 로그가 자신이 읽은 것과 처음으로 달라지는 오프셋부터 이어서 읽습니다.";
}
