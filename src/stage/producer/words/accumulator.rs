//! Words of batches that fill, and of partitions that have none.

use highwater_core::client::{PartitionQueue, SendObstacle};
use highwater_core::log::BatchSequence;
use highwater_core::time::Time;
use highwater_text::{Lang, same, say};

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
