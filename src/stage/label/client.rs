//! Words of clients: what they are, what they wait for, and where consumers read.

use highwater_core::id::{NodeId, Offset};
use highwater_core::wire::Acks;
use highwater_text::{Lang, same, say, standing};

use super::super::cluster::{Consumer, Halt, Producer};

/// Where a consumer stands, on a tick.
pub fn position(consumer: &str, offset: Offset) -> String {
    same!(Lang::En, "{0} → {1}", consumer, offset)
}

/// How far a consumer is behind what it may read, from its position: by the name of its own metric, and for where
/// there is little room.
const RECORDS_LAG: [&str; 2] = ["records-lag", "lag"];

/// How far a consumer is behind in the partition that is named, or in all, and how many it reads besides that: in
/// full, in short, and as short as it can be.
pub fn lag_and_more(lang: Lang, consumer: &Consumer, named: Option<u64>) -> [String; 3] {
    let more = consumer.positions.len().saturating_sub(1);
    let [whole, short] = RECORDS_LAG;
    if more == 0 {
        return [whole, short, short]
            .map(|word| named.map_or_else(String::new, |lag| same!(lang, "{0} {1}", word, lag)));
    }
    let mut lags = consumer.positions.iter().map(|it| it.lag);
    let sum = lags.try_fold(0, |sum: u64, lag| Some(sum.saturating_add(lag?)));
    let Some(sum) = sum else {
        let words = say!(lang, "and {0} more", "그 밖에 {0}개", more);
        return [words.clone(), words, same!(lang, "+{0}", more)];
    };
    let [whole, short] = RECORDS_LAG.map(|word| {
        say!(
            lang,
            "{0} more, {1} {2}",
            "그 밖에 {0}개, {1} {2}",
            more,
            word,
            sum
        )
    });
    let shortest = same!(lang, "+{0}, {1} {2}", more, RECORDS_LAG[1], sum);
    [whole, short, shortest]
}

/// A consumer that has no position yet.
pub fn no_position(lang: Lang) -> &'static str {
    lang.pick("no position yet", "포지션 없음")
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
    say!(
        lang,
        "records: {0}, {1} failed; {2} in flight, {3} waiting",
        "레코드: {0}, 실패 {1}개, 응답 대기 중 {2}개, 전송 대기 {3}개",
        &ended,
        facts.failed,
        facts.in_flight,
        facts.waiting
    )
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
