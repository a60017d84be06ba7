//! Those who write and read.

use super::{FAILOVER_LESSON, HIGH_WATERMARK_LESSON, KEYS_LESSON, RETRY_LESSON, Term};
use crate::Text;

pub(super) const TERMS: &[Term] = &[
    Term::new(
        "producer",
        Text::new("producer", "프로듀서(producer)"),
        Text::new(
            "The client library that sends an application's records. It collects them into batches, sends each batch \
             to the leader of its partition, and sends it again when that fails.",
            "애플리케이션의 레코드를 보내는 클라이언트 라이브러리입니다. 레코드를 배치로 모아 파티션의 리더에게 \
             보내고, 실패하면 다시 보냅니다.",
        ),
        &["batch", "linger-ms", "acks", "retry", "idempotent-producer", "leader"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
    Term::new(
        "partitioner",
        Text::new("partitioner", "파티셔너(partitioner)"),
        Text::new(
            "What chooses a record's partition in the producer, where the application names none: by the record's key, or, \
             without one, the partition of the records before, until a batch's worth has gone there (sticky).",
            "애플리케이션이 파티션을 지정하지 않았을 때 프로듀서 안에서 레코드의 파티션을 고르는 것입니다. 키가 \
             있으면 키로 정하고, 없으면 배치 하나만큼 보낼 때까지 앞의 레코드와 같은 파티션에 보내는데, 이를 sticky라고 합니다.",
        ),
        &["record-key", "partition", "producer", "batch"],
    )
    .shown_in(KEYS_LESSON),
    Term::new(
        "linger-ms",
        Text::same("linger.ms"),
        Text::new(
            "How long a producer holds back a batch that is not full, so that more records can join it: 5 ms by default. \
             A full batch is not held back, and a batch may go earlier, together with others for the same broker.",
            "가득 차지 않은 배치를 레코드가 더 모이도록 프로듀서가 보내지 않고 기다리는 시간으로, 기본값은 5 ms입니다. \
             가득 찬 배치는 기다리지 않으며, 같은 브로커로 가는 다른 배치와 함께 더 일찍 나가기도 합니다.",
        ),
        &["batch", "producer"],
    ),
    Term::new(
        "acks",
        Text::new("acks", "acks"),
        Text::new(
            "What a producer waits for before it counts a batch as sent: with 0 nothing, with 1 the leader's append, with \
             all until the high watermark has passed the batch. By then every member of the current ISR has it.",
            "프로듀서가 배치를 전송 완료로 여기기 전에 무엇을 기다리는지 정합니다. 0은 아무것도 기다리지 않고, 1은 \
             리더가 로그에 추가하기를, all은 하이 워터마크(HW)가 배치를 지나기를 기다립니다. 이 시점에는 현재 ISR의 모든 멤버가 그 \
             배치를 가지고 있습니다.",
        ),
        &["high-watermark", "isr", "min-insync-replicas", "purgatory"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
    Term::new(
        "retry",
        Text::new("retry", "재시도(retry)"),
        Text::new(
            "A batch that is sent again because its answer was a retriable error, or never came. If only the answer \
             was lost, the records are there already, and the retry writes them twice unless the producer is \
             idempotent.",
            "재시도할 수 있는 오류를 받았거나 응답이 오지 않은 배치를 다시 보내는 것입니다. 응답만 유실된 것이라면 \
             레코드는 이미 들어가 있으므로, 멱등 프로듀서가 아니라면 같은 레코드가 두 번 기록됩니다.",
        ),
        &["producer", "idempotent-producer", "connection", "acks"],
    )
    .shown_in(FAILOVER_LESSON),
    Term::new(
        "idempotent-producer",
        Text::new("idempotent producer", "멱등 프로듀서(idempotent producer)"),
        Text::new(
            "A producer that sends a producer id, which it got from the cluster, and numbers its records by partition. \
             When one of its last five batches comes again, the leader recognises it and answers without appending it. \
             This removes the duplicates of retries, not those of an application that starts again and sends anew.",
            "클러스터에서 받은 프로듀서 id와 함께, 레코드에 파티션별로 번호(시퀀스)를 매겨 보내는 프로듀서입니다. 최근 \
             다섯 배치 가운데 하나가 다시 오면 리더가 알아보고, 추가하지 않은 채 응답합니다. 재시도로 생기는 중복은 \
             막지만, 다시 시작한 애플리케이션이 새로 보내서 생기는 중복은 막지 못합니다.",
        ),
        &["producer", "retry", "batch", "producer-id", "sequence-number"],
    )
    .shown_in(RETRY_LESSON),
    Term::new(
        "producer-id",
        Text::new("producer id", "프로듀서 id(producer id)"),
        Text::new(
            "The number by which leaders know an idempotent producer; a broker gives it one when it starts. A producer \
             that is started again gets another, so that what it sends is new to every leader.",
            "리더가 멱등 프로듀서를 알아보는 번호로, 프로듀서가 시작할 때 브로커에서 받습니다. 다시 시작한 프로듀서는 \
             다른 번호를 받으므로, 그것이 보낸 레코드는 어느 리더에게나 새 레코드입니다.",
        ),
        &["idempotent-producer", "sequence-number"],
    )
    .shown_in(RETRY_LESSON),
    Term::new(
        "sequence-number",
        Text::new("sequence number", "시퀀스 번호(sequence number)"),
        Text::new(
            "The number that an idempotent producer gives to each record of a partition: 0, 1, 2 and so on. A leader \
             appends only what follows on the last one that it has of that producer; what it has already it answers \
             without appending.",
            "멱등 프로듀서가 파티션의 레코드마다 매기는 번호로, 0, 1, 2로 이어집니다. 리더는 그 프로듀서의 마지막 \
             번호에 이어지는 것만 추가하고, 이미 가진 것은 추가하지 않고 응답합니다.",
        ),
        &["idempotent-producer", "producer-id", "batch"],
    )
    .shown_in(RETRY_LESSON),
    Term::new(
        "consumer",
        Text::new("consumer", "컨슈머(consumer)"),
        Text::new(
            "The client library that reads records for an application, by fetching from its position on. It is handed \
             only records below the high watermark, whatever acks they were written with. Reading removes nothing.",
            "애플리케이션을 대신해 레코드를 자신의 포지션부터 Fetch로 읽는 클라이언트 라이브러리입니다. 어떤 acks로 \
             기록되었든 하이 워터마크(HW) 아래의 레코드만 받습니다. 읽어도 레코드는 지워지지 않습니다.",
        ),
        &["position", "consumer-group", "fetch", "high-watermark"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
    Term::new(
        "position",
        Text::new("position", "포지션(position)"),
        Text::new(
            "The offset that a consumer will read next. It moves on as records are handed to the application. It is \
             not the committed offset, from which a group goes on after a restart.",
            "컨슈머가 다음에 읽을 오프셋입니다. 레코드를 애플리케이션에 넘길 때마다 앞으로 나아갑니다. 재시작한 \
             그룹이 이어서 읽기 시작하는 커밋된 오프셋과는 다릅니다.",
        ),
        &["offset", "committed-offset", "consumer", "lag"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
    Term::new(
        "lag",
        Text::new("lag", "컨슈머 랙(consumer lag)"),
        Text::new(
            "How many records are left up to the high watermark, the end that consumers can see. A consumer's own metric, \
             records-lag, counts from its position; the column LAG of kafka-consumer-groups --describe counts from the \
             group's committed offset. While a consumer has read records that it has not committed, LAG is the larger one.",
            "컨슈머에게 보이는 끝인 하이 워터마크(HW)까지 남은 레코드의 수입니다. 컨슈머 자신의 메트릭인 records-lag는 \
             포지션부터 세고, kafka-consumer-groups --describe의 LAG 열은 그룹의 커밋된 오프셋부터 셉니다. 읽고 나서 아직 \
             커밋하지 않은 레코드가 있으면 LAG가 더 큽니다.",
        ),
        &["position", "committed-offset", "high-watermark", "consumer"],
    ),
    Term::new(
        "connection",
        Text::new("connection", "TCP 연결(connection)"),
        Text::new(
            "A TCP connection: messages arrive in the order in which they were sent, and a broker answers them in that \
             order. When it breaks, the sender cannot know which of its unanswered requests were processed.",
            "두 프로세스가 맺는 TCP 연결입니다. 메시지는 보낸 순서대로 도착하고 브로커도 그 순서대로 응답합니다. 연결이 끊기면 응답을 \
             받지 못한 요청이 처리되었는지 보낸 쪽은 알 수 없습니다.",
        ),
        &["retry", "purgatory"],
    ),
];
