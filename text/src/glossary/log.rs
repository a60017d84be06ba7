//! Topics, partitions and what is in them.

use super::{HIGH_WATERMARK_LESSON, KEYS_LESSON, Term};
use crate::Text;

pub(super) const TERMS: &[Term] = &[
    Term::new(
        "topic",
        Text::new("topic", "토픽(topic)"),
        Text::new(
            "A named stream of records. Its records lie in one or more partitions.",
            "이름이 붙은 레코드의 흐름입니다. 레코드는 하나 이상의 파티션에 나뉘어 저장됩니다.",
        ),
        &["partition", "record"],
    ),
    Term::new(
        "partition",
        Text::new("partition", "파티션(partition)"),
        Text::new(
            "One log of a topic, kept on several brokers as replicas. Records are ordered within a partition, and only \
             there. Its name is the topic's and its index: orders-0.",
            "토픽을 이루는 로그 하나이며, 여러 브로커에 레플리카로 저장됩니다. 레코드의 순서는 파티션 안에서만 \
             보장됩니다. orders-0처럼 토픽 이름과 번호로 부릅니다.",
        ),
        &["topic", "replica", "offset"],
    ),
    Term::new(
        "record",
        Text::new("record", "레코드(record)"),
        Text::new(
            "What an application writes to Kafka and reads from it: a key, a value, a timestamp, headers. To Kafka key \
             and value are just bytes.",
            "애플리케이션이 카프카에 쓰고 읽는 단위로, 키와 값, 타임스탬프, 헤더로 이루어집니다. 카프카 입장에서 키와 값은 \
             그저 바이트입니다.",
        ),
        &["record-key", "batch", "offset"],
    ),
    Term::new(
        "record-key",
        Text::new("record key", "레코드 키(record key)"),
        Text::new(
            "What a record is about, such as a customer. Its bytes decide the partition: their murmur2 hash without its \
             sign, modulo the number of partitions. So records of one key are in one partition, as long as the number of \
             partitions stays.",
            "고객처럼 레코드가 무엇에 관한 것인지를 나타냅니다. 파티션은 키의 바이트로 정해집니다. murmur2 해시에서 \
             부호를 떼고 파티션 수로 나눈 나머지입니다. 그래서 파티션 수가 바뀌지 않는 한 같은 키의 레코드는 같은 \
             파티션에 있습니다.",
        ),
        &["record", "partition", "partitioner"],
    )
    .shown_in(KEYS_LESSON),
    Term::new(
        "batch",
        Text::new("record batch", "레코드 배치(record batch)"),
        Text::new(
            "Records that a producer sends together: the leader appends them as one, and they are stored and copied as \
             one. A batch carries the epoch of the leader that appended it.",
            "프로듀서가 함께 보내는 레코드의 묶음입니다. 리더가 한 번에 추가하고, 저장과 복제도 묶음째 이루어집니다. \
             배치에는 그것을 추가한 리더의 에포크가 적힙니다.",
        ),
        &["record", "leader-epoch", "producer", "linger-ms"],
    ),
    Term::new(
        "offset",
        Text::new("offset", "오프셋(offset)"),
        Text::new(
            "The place of a record in its partition: 0, 1, 2 and so on; a record keeps its offset. Log end offset, \
             high watermark and position are offsets too, and each names the next record, not the last one.",
            "파티션 안에서 레코드의 자리입니다. 0, 1, 2로 이어지고 한 번 매겨지면 바뀌지 않습니다. 로그 끝 오프셋, 하이 \
             워터마크, 포지션도 오프셋이며, 모두 마지막 레코드가 아니라 그다음 자리를 가리킵니다.",
        ),
        &["log-end-offset", "high-watermark", "position"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
    Term::new(
        "log",
        Text::new("log", "로그(log)"),
        Text::new(
            "A replica's records in the order of their offsets, on its broker's disk. Records are only added at the \
             end; what a follower has beyond its leader's log is cut off again.",
            "레플리카가 가진 레코드를 오프셋 순서로 디스크에 저장한 것입니다. 레코드는 끝에만 추가됩니다. 팔로워에 \
             리더와 다른 레코드가 있으면 그 부분은 잘라 냅니다.",
        ),
        &["replica", "log-end-offset", "log-start-offset", "truncation", "page-cache"],
    ),
    Term::new(
        "log-end-offset",
        Text::new("log end offset (LEO)", "로그 끝 오프셋(log end offset, LEO)"),
        Text::new(
            "The offset that the next record of a log will get: one more than its last record's. Every replica has its \
             own. With offsets 0 to 5 in the log, the LEO is 6.",
            "로그에 다음으로 들어올 레코드의 오프셋으로, 마지막 레코드의 오프셋보다 1이 큽니다. 레플리카마다 따로 \
             있습니다. 로그에 오프셋 0부터 5까지 있으면 LEO는 6입니다.",
        ),
        &["log", "offset", "high-watermark"],
    )
    .shown_in(HIGH_WATERMARK_LESSON),
    Term::new(
        "log-start-offset",
        Text::new("log start offset", "로그 시작 오프셋(log start offset)"),
        Text::new(
            "The first offset that is still in a log. It is 0 until old records are deleted, and never above the high \
             watermark; a follower takes over its leader's.",
            "로그에 아직 남아 있는 첫 오프셋입니다. 오래된 레코드를 지우기 전까지는 0이고, 하이 워터마크(HW)를 넘지 \
             않습니다. 팔로워는 리더의 값을 따릅니다.",
        ),
        &["log", "offset", "high-watermark"],
    ),
    Term::new(
        "page-cache",
        Text::new("page cache", "페이지 캐시(page cache)"),
        Text::new(
            "The operating system's memory for what was written to files: an append ends here, and the disk gets it \
             some 30 seconds later. A process that dies loses none of it; a machine that loses power loses what was \
             not on the disk. Kafka does not wait for the disk: it relies on the other replicas.",
            "파일에 쓴 내용을 운영체제가 담아 두는 메모리입니다. 로그에 추가한 레코드는 일단 여기에 있다가 30초쯤 뒤 디스크에 \
             기록되므로, 프로세스가 강제 종료되어도 남지만 전원이 끊기면 디스크에 없던 것은 유실됩니다. 카프카는 디스크를 \
             기다리지 않고 다른 레플리카에 의지합니다.",
        ),
        &["recovery-point", "log", "replica"],
    ),
    Term::new(
        "recovery-point",
        Text::new("recovery point", "복구 지점(recovery point)"),
        Text::new(
            "The offset below which a log is known to be on the disk. After an unclean stop a broker looks through its \
             log from here on.",
            "이 오프셋 앞의 레코드는 모두 디스크에 기록된 것이 확실하다는 기준점입니다. 비정상 종료한 브로커는 다시 시작할 때 여기부터 로그를 \
             검사합니다.",
        ),
        &["page-cache", "checkpoint", "controlled-shutdown"],
    ),
    Term::new(
        "checkpoint",
        Text::new("checkpoint file", "체크포인트 파일(checkpoint file)"),
        Text::new(
            "A small file in which a broker keeps an offset of each of its logs: replication-offset-checkpoint holds the \
             high watermarks, recovery-point-offset-checkpoint what is on the disk. A broker starts with the high \
             watermark that is there, which may be some seconds old.",
            "브로커가 로그마다 오프셋을 적어 두는 작은 파일입니다. replication-offset-checkpoint에는 하이 워터마크(HW)가, \
             recovery-point-offset-checkpoint에는 디스크에 있는 것이 확실한 지점이 적힙니다. 브로커는 이 파일에 적힌 \
             하이 워터마크로 시작하는데, 몇 초 전 값일 수도 있습니다.",
        ),
        &["high-watermark", "recovery-point", "leader-epoch-cache"],
    ),
];
