//! The words of the stages, in both languages.

use highwater_core::client::{PartitionQueue, Producer, SendObstacle};
use highwater_core::id::{NodeId, Offset, PartitionIndex};
use highwater_core::log::{BatchSequence, Record};
use highwater_core::sim::Whereabouts;
use highwater_core::time::Time;
use highwater_text::{Lang, same, say};

pub use super::super::label::list;

/// The drawing's own name.
pub fn drawing(lang: Lang, id: NodeId) -> String {
    say!(lang, "Producer {0}", "프로듀서 {0}", id)
}

/// There is none.
pub fn no_producer(lang: Lang) -> &'static str {
    lang.pick("There is no producer", "프로듀서가 없습니다")
}

/// Who it is, and how it is set up, in Kafka's words.
pub fn title(lang: Lang, producer: &Producer) -> String {
    let config = producer.config();
    let title = same!(
        lang,
        "{0}\u{a0}· acks={1}\u{a0}· linger.ms={2}\u{a0}· batch.size={3}",
        producer.id,
        config.acks.name(),
        config.linger_ms,
        config.batch_size
    );
    match producer.identity() {
        Some(identity) => say!(
            lang,
            "{0}\u{a0}· producer\u{a0}id\u{a0}{1}, epoch\u{a0}{2}",
            "{0}\u{a0}· 프로듀서\u{a0}id\u{a0}{1}, 에포크\u{a0}{2}",
            &title,
            identity.producer_id.0,
            i64::from(identity.producer_epoch.0)
        ),
        None => title,
    }
}

/// Shows another producer, or the one that is shown.
pub fn choice(lang: Lang, id: NodeId, is_shown: bool) -> String {
    match is_shown {
        true => say!(lang, "{0}, shown", "{0}, 표시 중", id),
        false => say!(lang, "Show {0}", "{0} 보기", id),
    }
}

/// An amount of bytes.
pub fn bytes(bytes: u64) -> String {
    const KIB: u64 = 1 << 10;
    const MIB: u64 = 1 << 20;
    let (unit, name) = match bytes {
        MIB.. => (MIB, " MiB"),
        16_384.. => (KIB, " KiB"),
        _ => return [&bytes.to_string(), " B"].concat(),
    };
    let tenths = (bytes % unit) * 10 / unit;
    let whole = (bytes / unit).to_string();
    match tenths {
        0 => [&whole, name].concat(),
        _ => [&whole, ".", &tenths.to_string(), name].concat(),
    }
}

/// Bytes as they are.
pub fn hex(bytes: &[u8]) -> String {
    /// More than that has no room in any case.
    const SHOWN_MAX: usize = 24;
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut words = String::new();
    for byte in bytes.iter().take(SHOWN_MAX) {
        if !words.is_empty() {
            words.push(' ');
        }
        for digit in [byte >> 4, byte & 0xf] {
            words.push(char::from(DIGITS[usize::from(digit)]));
        }
    }
    if bytes.len() > SHOWN_MAX {
        words.push('…');
    }
    words
}

// Serializer and partitioner.

/// The card of what turns keys and values into bytes.
pub fn serializer(lang: Lang) -> &'static str {
    lang.pick("Serializer", "시리얼라이저")
}

/// The card of what chooses partitions.
pub fn partitioner(lang: Lang) -> &'static str {
    lang.pick("Partitioner", "파티셔너")
}

/// Its application has sent nothing yet.
pub fn nothing_handed(lang: Lang) -> &'static str {
    lang.pick("no record yet", "아직 레코드 없음")
}

/// A serializer cannot take what it was handed.
pub fn refused(lang: Lang) -> &'static str {
    lang.pick("cannot take it", "변환 불가")
}

/// By what the partition was chosen: the application has named it.
pub fn by_application(lang: Lang) -> &'static str {
    lang.pick("set by the application", "애플리케이션이 지정")
}

/// The hash of the key.
pub fn hash(hash: i32) -> String {
    let digits = hash.unsigned_abs().to_string();
    ["murmur2 = ", if hash < 0 { "-" } else { "" }, &digits].concat()
}

/// Which partition that gives: without its sign bit, among so many.
pub fn modulo(positive: u32, partitions: u32) -> String {
    let (positive, partitions) = (positive.to_string(), partitions.to_string());
    [&positive, " % ", &partitions].concat()
}

/// By what the partition was chosen: there was no key that counts.
pub fn sticky(lang: Lang) -> &'static str {
    lang.pick("no key: sticky", "키 없음: 스티키")
}

/// How much has gone to the partition without a key; once it is as much as a batch, another one is drawn.
pub fn sticky_bytes(lang: Lang, bytes: u32, batch_size: u32) -> String {
    let (sent, size) = (self::bytes(bytes.into()), self::bytes(batch_size.into()));
    say!(
        lang,
        "{0} of {1} went there",
        "{1} 중 {0} 보냄",
        &sent,
        &size
    )
}

/// To which partition a record goes.
pub fn goes_to(partition: &str) -> String {
    ["→ ", partition].concat()
}

/// A `send` waits until the topic is known.
pub fn awaits_metadata(lang: Lang) -> &'static str {
    lang.pick("waits for metadata", "메타데이터 대기")
}

/// A `send` waits for room in the buffer.
pub fn awaits_memory(lang: Lang) -> &'static str {
    lang.pick("waits for memory", "메모리 대기")
}

/// How long it still may.
pub fn left(lang: Lang, span: &str) -> String {
    say!(lang, "{0} left", "{0} 남음", span)
}

/// A record waits in a batch.
pub fn in_batch(lang: Lang) -> &'static str {
    lang.pick("in a batch", "배치에 있음")
}

/// A record is under way.
pub fn under_way(lang: Lang) -> &'static str {
    lang.pick("in flight", "응답 대기")
}

/// A record is in.
pub fn acknowledged(lang: Lang, offset: Offset) -> String {
    say!(lang, "acknowledged, offset {0}", "ack, 오프셋 {0}", offset)
}

/// A record counts as sent, and nobody says where it is.
pub fn sent(lang: Lang) -> &'static str {
    lang.pick("sent, acks=0", "전송함, acks=0")
}

/// Nobody knows any more what became of a record.
pub fn gone(lang: Lang) -> &'static str {
    lang.pick("too long ago to be remembered", "오래되어 기억하지 않음")
}

// The buffer.

/// The card of the memory of batches.
pub fn buffer(lang: Lang) -> &'static str {
    lang.pick("Buffer (buffer.memory)", "버퍼(buffer.memory)")
}

/// How full the buffer is.
pub fn used(lang: Lang, used: u64, total: u64) -> String {
    let (used, total) = (bytes(used), bytes(total));
    say!(lang, "{0} of {1} in use", "{1} 중 {0} 사용", &used, &total)
}

/// What a `send` waits for: the topic.
pub fn for_metadata(lang: Lang) -> &'static str {
    lang.pick("for metadata", "메타데이터 대기")
}

/// What a `send` waits for: so many bytes, of which it has some.
pub fn for_memory(lang: Lang, needed: u32, has: u32) -> String {
    match has {
        0 => say!(lang, "for {0} B", "{0} B 대기", needed),
        _ => say!(
            lang,
            "for {0} B, has {1} B",
            "{0} B 대기, {1} B 확보",
            needed,
            has
        ),
    }
}

/// A `send` that waits.
pub fn blocked(lang: Lang, place: &str, what: &str, left: &str) -> String {
    say!(
        lang,
        "send to {0} blocked, {1}, {2} left",
        "{0}에 send 대기 중, {1}, {2} 남음",
        place,
        what,
        left
    )
}

/// What is handed over by a `send`.
pub fn send_of(place: &str, value: Option<&str>) -> String {
    ["send ", place, " ", value.unwrap_or("null")].concat()
}

/// Further sends that wait.
pub fn more_blocked(lang: Lang, count: usize) -> String {
    say!(lang, "{0} more blocked", "그 밖에 {0}개 대기 중", count)
}

// The accumulator.

/// The card of the batches that wait.
pub fn accumulator(lang: Lang) -> &'static str {
    lang.pick("Batches (RecordAccumulator)", "배치(RecordAccumulator)")
}

/// The producer has not heard of any topic.
pub fn knows_no_topic(lang: Lang) -> &'static str {
    lang.pick("knows of no topic yet", "아직 아는 토픽 없음")
}

/// Partitions that there are, of which the producer has not heard.
pub fn unheard(lang: Lang, count: usize) -> String {
    match count {
        1 => lang
            .pick("1 partition not heard of yet", "아직 모르는 파티션 1개")
            .to_owned(),
        _ => say!(
            lang,
            "{0} partitions not heard of yet",
            "아직 모르는 파티션 {0}개",
            count
        ),
    }
}

/// Partitions without a row.
pub fn folded(lang: Lang, count: usize, with_batches: usize) -> String {
    match with_batches {
        0 => say!(lang, "{0} more, empty", "그 밖에 {0}개, 비어 있음", count),
        _ => say!(
            lang,
            "{0} more, {1} with batches",
            "그 밖에 {0}개, {1}개에 배치 있음",
            count,
            with_batches
        ),
    }
}

/// What the first batch of a partition waits for; `left` says how long it is until then.
pub fn queue_state(
    lang: Lang,
    queue: &PartitionQueue<'_>,
    left: &dyn Fn(Time) -> String,
) -> String {
    let Some(first) = queue.batches.first() else {
        let words = match queue.sticky_bytes {
            Some(_) => lang.pick("sticky", "스티키"),
            None => lang.pick("empty", "비어 있음"),
        };
        return words.to_owned();
    };
    let words = match queue.obstacle {
        Some(SendObstacle::NotReady(until)) => {
            let left = left(until);
            return match first.backs_off_until {
                Some(_) => say!(lang, "backs off, {0}", "백오프, {0}", &left),
                None => say!(lang, "lingers, {0}", "linger 대기, {0}", &left),
            };
        }
        Some(SendObstacle::CannotConnect(broker, at)) => {
            let left = left(at);
            return say!(
                lang,
                "no connection to {0}, {1}",
                "{0} 연결 불가, {1}",
                broker,
                &left
            );
        }
        Some(SendObstacle::NoLeader) => lang.pick("no leader", "리더 없음"),
        Some(SendObstacle::NoRoom(_)) => lang.pick("no slot free", "빈 슬롯 없음"),
        Some(SendObstacle::NoProducerId) => lang.pick("no producer id", "프로듀서 id 없음"),
        Some(SendObstacle::NotItsTurn) => lang.pick("waits its turn", "순서 대기"),
        None | Some(SendObstacle::NothingToSend) => lang.pick("ready", "전송 준비됨"),
    };
    words.to_owned()
}

/// How many records there are.
pub fn records(lang: Lang, count: usize) -> String {
    match count {
        1 => lang.pick("1 record", "레코드 1개").to_owned(),
        _ => say!(lang, "{0} records", "레코드 {0}개", count),
    }
}

/// A batch with so many records.
pub fn batch(lang: Lang, count: usize) -> String {
    match count {
        1 => lang
            .pick("batch of 1 record", "레코드 1개짜리 배치")
            .to_owned(),
        _ => say!(lang, "batch of {0} records", "레코드 {0}개짜리 배치", count),
    }
}

/// How far a batch is filled.
pub fn fill(lang: Lang, size: u32, capacity: u32) -> String {
    same!(lang, "{0}/{1} B", size, capacity)
}

/// How long ago a batch was begun.
pub fn age(lang: Lang, span: &str) -> String {
    say!(lang, "begun {0} ago", "{0} 전에 시작", span)
}

/// Nothing more goes into a batch.
pub fn full(lang: Lang) -> &'static str {
    lang.pick("closed", "닫힘")
}

/// How often a batch was sent.
pub fn attempts(lang: Lang, attempts: u32) -> String {
    match attempts {
        1 => lang.pick("sent once", "1번 보냄").to_owned(),
        _ => say!(lang, "sent {0} times", "{0}번 보냄", attempts),
    }
}

/// Who sends a batch, and its place among those of its partition.
pub fn sequence(lang: Lang, sequence: BatchSequence) -> String {
    say!(
        lang,
        "producer id {0}, epoch {1}, base sequence {2}",
        "프로듀서 id {0}, 에포크 {1}, 기준 시퀀스 {2}",
        sequence.producer_id.0,
        i64::from(sequence.producer_epoch.0),
        i64::from(sequence.base_sequence.0)
    )
}

/// How long until a batch has taken too long.
pub fn delivery(lang: Lang, left: &str) -> String {
    say!(
        lang,
        "{0} until delivery.timeout.ms",
        "delivery.timeout.ms까지 {0}",
        left
    )
}

/// What there is to say of a batch that was sent before, in short.
pub fn history(lang: Lang, attempts: u32, sequence: Option<BatchSequence>) -> String {
    let sent = self::attempts(lang, attempts);
    match sequence {
        Some(sequence) => {
            let base = i64::from(sequence.base_sequence.0);
            say!(lang, "{0}, sequence {1}", "{0}, 시퀀스 {1}", &sent, base)
        }
        None => sent,
    }
}

/// Batches behind the first.
pub fn more(count: usize) -> String {
    ["+", &count.to_string()].concat()
}

/// Further batches of a partition.
pub fn more_batches(lang: Lang, count: usize) -> String {
    match count {
        1 => lang.pick("1 more batch", "그 밖의 배치 1개").to_owned(),
        _ => say!(lang, "{0} more batches", "그 밖의 배치 {0}개", count),
    }
}

// In flight.

/// The card of requests without an answer.
pub fn in_flight(lang: Lang) -> &'static str {
    lang.pick("In flight", "응답 대기")
}

/// A broker with its slots.
pub fn slots(
    lang: Lang,
    broker: NodeId,
    used: usize,
    room: usize,
    reconnects: Option<&str>,
) -> String {
    let slots = say!(
        lang,
        "{0}, {1} of {2} slots taken",
        "{0}, 슬롯 {2}개 중 {1}개 사용",
        broker,
        used,
        room
    );
    match reconnects {
        Some(left) => say!(
            lang,
            "{0}, not connected, tried again in {1}",
            "{0}, 연결 안 됨, {1} 뒤 재시도",
            &slots,
            left
        ),
        None => slots,
    }
}

/// When a broker is tried again to which there is no connection.
pub fn reconnects(lang: Lang, left: &str) -> String {
    say!(lang, "again in {0}", "{0} 뒤 재시도", left)
}

/// So many of so many.
pub fn of(used: usize, room: usize) -> String {
    [&used.to_string(), "/", &room.to_string()].concat()
}

/// Where a request is: a sign, and in words.
pub fn whereabouts(lang: Lang, whereabouts: Whereabouts<'_>) -> (&'static str, &'static str) {
    match whereabouts {
        Whereabouts::Request(_) => ("→", lang.pick("on its way", "가는 중")),
        Whereabouts::AtServer => ("■", lang.pick("at its broker", "브로커에 있음")),
        Whereabouts::Answer(_) => ("←", lang.pick("its answer on its way", "응답 오는 중")),
        Whereabouts::Lost => (
            "✕",
            lang.pick("lost with its connection", "연결이 끊겨 유실됨"),
        ),
    }
}

/// How long ago a request was sent.
pub fn since(lang: Lang, span: &str) -> String {
    say!(lang, "sent {0} ago", "{0} 전에 보냄", span)
}

/// How long the answer to a request is waited for.
pub fn answer_awaited(lang: Lang, left: &str) -> String {
    say!(
        lang,
        "{0} until request.timeout.ms",
        "request.timeout.ms까지 {0}",
        left
    )
}

/// Requests without a row.
pub fn more_requests(lang: Lang, count: usize) -> String {
    say!(lang, "{0} more requests", "그 밖의 요청 {0}개", count)
}

/// Brokers without a row.
pub fn more_brokers(lang: Lang, count: usize) -> String {
    say!(lang, "{0} more brokers", "그 밖의 브로커 {0}대", count)
}

// Callbacks.

/// A record by its value, behind its key where it has one.
pub fn record(record: &Record) -> String {
    let value = record.value.as_deref().unwrap_or("null");
    match record.key.as_deref() {
        Some(key) => [key, ": ", value].concat(),
        None => value.to_owned(),
    }
}

/// An exception that no callback was told: `send` threw it.
pub fn thrown(class: &str) -> String {
    ["send(): ", class].concat()
}

/// The card of what the application was told.
pub fn callbacks(lang: Lang) -> &'static str {
    lang.pick("Callbacks", "콜백")
}

/// The application was told nothing yet.
pub fn nothing_told(lang: Lang) -> &'static str {
    lang.pick("nothing answered yet", "아직 응답 없음")
}

/// A topic, or one of its partitions.
pub fn destination(topic: &str, partition: Option<PartitionIndex>) -> String {
    match partition {
        Some(partition) => [topic, "-", &partition.to_string()].concat(),
        None => topic.to_owned(),
    }
}

/// Where a record is, as Kafka writes it (`RecordMetadata`).
pub fn at_offset(partition: &str, offset: Offset) -> String {
    [partition, "@", &offset.to_string()].concat()
}
