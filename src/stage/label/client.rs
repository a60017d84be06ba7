//! Words of clients: what they are, what they wait for, and where consumers read.

use highwater_core::id::{NodeId, Offset};
use highwater_core::wire::Acks;
use highwater_text::{Lang, same, say, standing};

use super::super::cluster::{Consumer, Halt, Producer};
use super::list;

/// Where a consumer stands, on a tick.
pub fn position(consumer: &str, offset: Offset) -> String {
    same!(Lang::En, "{0} → {1}", consumer, offset)
}

/// How far a consumer is behind what it may read, from its position: in words, in short, and as short as it can be. It
/// is not just called lag where that can be helped: the LAG of a group counts from what is committed, and the metric
/// `records-lag` is that of the last fetch.
fn to_read(lang: Lang) -> [&'static str; 3] {
    lang.pick(
        ["records to read:", "to read:", "lag"],
        ["읽을 레코드", "안 읽음", "lag"],
    )
}

/// How far a consumer is behind in the partition that is named, or in all, how many it reads besides that, and how many
/// are paused: in full, in short, and as short as it can be, where what is most to the point is left.
pub fn lag_and_more(lang: Lang, consumer: &Consumer, named: Option<u64>) -> [String; 3] {
    let [whole, short, shortest] = match consumer.positions.len().saturating_sub(1) {
        0 => to_read(lang)
            .map(|word| named.map_or_else(String::new, |lag| same!(lang, "{0} {1}", word, lag))),
        more => lag_in_all(lang, consumer, more),
    };
    let paused = paused(lang, consumer);
    let shortest = match consumer.positions.len() {
        1 if !paused.is_empty() => paused.clone(),
        _ => shortest,
    };
    [list(&[&whole, &paused]), list(&[&short, &paused]), shortest]
}

/// How far it is behind in the partition that is named and so many more.
fn lag_in_all(lang: Lang, consumer: &Consumer, more: usize) -> [String; 3] {
    let mut lags = consumer.positions.iter().map(|it| it.lag);
    let sum = lags.try_fold(0, |sum: u64, lag| Some(sum.saturating_add(lag?)));
    let Some(sum) = sum else {
        let words = say!(lang, "and {0} more", "그 밖에 {0}개", more);
        return [words.clone(), words, same!(lang, "+{0}", more)];
    };
    let [whole, short, shortest] = to_read(lang);
    let [whole, short] = [whole, short].map(|word| {
        say!(
            lang,
            "{0} more, {1} {2}",
            "그 밖에 {0}개, {1} {2}",
            more,
            word,
            sum
        )
    });
    [
        whole,
        short,
        same!(lang, "+{0}, {1} {2}", more, shortest, sum),
    ]
}

/// How many of its partitions its application has paused.
fn paused(lang: Lang, consumer: &Consumer) -> String {
    let count = consumer.positions.iter().filter(|it| it.is_paused).count();
    match (count, consumer.positions.len()) {
        (0, _) => String::new(),
        (_, 1) => lang.pick("paused", "읽기 중지됨").to_owned(),
        (count, all) => say!(
            lang,
            "{0} of {1} paused",
            "{1}개 중 {0}개 읽기 중지됨",
            count,
            all
        ),
    }
}

/// A consumer that has no position yet.
pub fn no_position(lang: Lang) -> &'static str {
    lang.pick("no position", "포지션 없음")
}

/// What a message says, and the topic that it is about where that is none of the user's.
pub fn of_topic(words: &str, topic: &str) -> String {
    same!(Lang::En, "{0} ({1})", words, topic)
}

/// A client's card, by its kind.
pub fn producer(lang: Lang) -> &'static str {
    lang.pick("producer", "프로듀서")
}

/// A client's card, by its kind.
pub fn consumer(lang: Lang) -> &'static str {
    lang.pick("consumer", "컨슈머")
}

/// A client's card: its kind and which one.
pub fn client(kind: &str, id: NodeId) -> String {
    same!(Lang::En, "{0} {1}", kind, id)
}

/// Why a client does not work.
pub fn halt(lang: Lang, halt: Halt) -> &'static str {
    match halt {
        Halt::Process(standing) => standing::word(lang, standing),
        Halt::Closed => lang.pick("closed", "닫힘"),
    }
}

/// What became of a producer's records, for a screen reader.
pub fn records_of_producer(lang: Lang, acked: &str, facts: &Producer) -> String {
    let acked = if acked.is_empty() { "0" } else { acked };
    let ended = match facts.acks {
        Acks::None => say!(lang, "{0} counted as sent", "전송 완료 처리 {0}개", acked),
        Acks::Leader | Acks::All => say!(lang, "{0} acknowledged", "ack {0}개", acked),
    };
    let records = say!(
        lang,
        "records: {0}, {1} failed; {2} in flight, {3} waiting",
        "레코드: {0}, 실패 {1}개, 응답 대기 중 {2}개, 전송 대기 {3}개",
        &ended,
        facts.failed,
        facts.in_flight,
        facts.waiting
    );
    let blocked = match facts.blocked {
        0 => String::new(),
        blocked => say!(
            lang,
            "{0} in a send that is blocked",
            "반환되지 않은 send() {0}개",
            blocked
        ),
    };
    list(&[&records, &blocked])
}

/// Produce requests that wait at their leader.
pub fn acks_wait(lang: Lang, count: usize) -> String {
    match count {
        1 => lang.pick("ack waits", "ack 대기").to_owned(),
        _ => say!(lang, "{0} acks wait", "ack {0}개 대기", count),
    }
}

/// One of them, for a screen reader.
pub fn ack_waits_for(lang: Lang, client: NodeId, broker: NodeId, high_watermark: Offset) -> String {
    say!(
        lang,
        "the ack to {0} waits at {1} for high watermark {2}",
        "{1이} {0}에 보낼 ack, 하이 워터마크 {2} 대기",
        client,
        broker,
        high_watermark
    )
}

/// A fetch that waits for data.
pub fn fetch_waits(lang: Lang, client: NodeId, broker: NodeId) -> String {
    say!(
        lang,
        "a fetch of {0} waits at {1} for records",
        "{0}의 Fetch가 {1}에서 레코드를 기다림",
        client,
        broker
    )
}
