//! Words that stand in the drawing, or that a screen reader says of it, in both languages.

use highwater_core::id::{BrokerId, LeaderEpoch, NodeId, Offset};
use highwater_text::{Lang, say};

/// The drawing's own name.
pub fn drawing(lang: Lang) -> &'static str {
    lang.pick("The cluster", "클러스터")
}

/// The words in the title of the drawing: one topic and how it is set up.
pub fn topic(
    lang: Lang,
    topic: &str,
    partitions: usize,
    replicas: usize,
    min_isr: Option<usize>,
) -> String {
    let partitions = match (lang, partitions) {
        (Lang::En, 1) => "1 partition".to_owned(),
        (Lang::En, count) => format!("{count} partitions"),
        (Lang::Ko, count) => format!("파티션 {count}개"),
    };
    let mut title = format!("{topic} · {partitions} · RF {replicas}");
    if let Some(min_isr) = min_isr {
        title.push_str(&format!(" · min ISR {min_isr}"));
    }
    title
}

/// A record in a log.
pub fn record(lang: Lang, offset: Offset, epoch: LeaderEpoch, committed: bool) -> String {
    match lang {
        Lang::En => format!(
            "offset {offset}, epoch {epoch}, {}",
            if committed {
                "below the high watermark"
            } else {
                "above the high watermark"
            }
        ),
        Lang::Ko => format!(
            "오프셋 {offset}, 에포크 {epoch}, {}",
            if committed {
                "하이 워터마크 아래"
            } else {
                "하이 워터마크 위"
            }
        ),
    }
}

/// A record that was just cut off.
pub fn ghost(lang: Lang, offset: Offset) -> String {
    match lang {
        Lang::En => format!("offset {offset} was truncated"),
        Lang::Ko => format!("오프셋 {offset} 잘려 나감"),
    }
}

/// Offsets before the window.
pub fn earlier(lang: Lang, count: i64) -> String {
    match lang {
        Lang::En => format!("{count} earlier"),
        Lang::Ko => format!("앞에 {count}개"),
    }
}

/// Offsets after the window.
pub fn later(lang: Lang, count: i64) -> String {
    match lang {
        Lang::En => format!("{count} later"),
        Lang::Ko => format!("뒤에 {count}개"),
    }
}

/// A broker that has no replica of the partition that is open.
pub fn no_replica(lang: Lang, partition: &str) -> String {
    match lang {
        Lang::En => format!("no replica of {partition}"),
        Lang::Ko => format!("{partition}의 레플리카 없음"),
    }
}

/// Partitions for which there is no row.
pub fn more_partitions(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::En, 1) => "and 1 more partition".to_owned(),
        (Lang::En, _) => format!("and {count} more partitions"),
        (Lang::Ko, _) => format!("외 파티션 {count}개"),
    }
}

/// Where a consumer stands, on a tick.
pub fn position(consumer: &str, offset: Offset) -> String {
    format!("{consumer} → {offset}")
}

/// How far a consumer is behind what it may read.
pub fn lag(lang: Lang, records: u64) -> String {
    match lang {
        Lang::En => format!("lag {records}"),
        Lang::Ko => format!("랙 {records}"),
    }
}

/// A consumer that has no position yet.
pub fn no_position(lang: Lang) -> &'static str {
    lang.pick("no position yet", "포지션 없음")
}

/// A client's card, by its kind.
pub fn producer(lang: Lang) -> &'static str {
    lang.pick("producer", "프로듀서")
}

/// A client's card, by its kind.
pub fn consumer(lang: Lang) -> &'static str {
    lang.pick("consumer", "컨슈머")
}

/// What stands in a producer's row of records, for a screen reader.
pub fn records_of_producer(
    lang: Lang,
    acked: usize,
    failed: usize,
    in_flight: usize,
    waiting: usize,
) -> String {
    match lang {
        Lang::En => format!(
            "last records: {acked} acknowledged, {failed} failed; {in_flight} in flight, {waiting} waiting"
        ),
        Lang::Ko => format!(
            "최근 레코드: ack {acked}개, 실패 {failed}개, 전송 중 {in_flight}개, 대기 {waiting}개"
        ),
    }
}

/// Produce requests that wait at their leader.
pub fn acks_wait(lang: Lang, count: usize) -> String {
    match (lang, count) {
        (Lang::En, 1) => "ack waits".to_owned(),
        (Lang::En, _) => format!("{count} acks wait"),
        (Lang::Ko, 1) => "ack 대기".to_owned(),
        (Lang::Ko, _) => format!("ack {count}개 대기"),
    }
}

/// One of them, for a screen reader.
pub fn ack_waits_for(lang: Lang, client: &str, broker: &str, high_watermark: Offset) -> String {
    match lang {
        Lang::En => {
            format!("the ack to {client} waits at {broker} for high watermark {high_watermark}")
        }
        Lang::Ko => {
            format!("{broker}에서 {client}에 보낼 ack가 하이 워터마크 {high_watermark}까지 대기")
        }
    }
}

/// A fetch that waits for data.
pub fn fetch_waits(lang: Lang, client: &str, broker: &str) -> String {
    match lang {
        Lang::En => format!("a fetch of {client} waits at {broker} for records"),
        Lang::Ko => format!("{client}의 Fetch가 {broker}에서 레코드를 기다림"),
    }
}

/// The end of the controller's metadata log, in the picture.
pub fn metadata_end(lang: Lang, end: Offset) -> String {
    lang.pick("log end ", "로그 끝 ").to_owned() + &end.to_string()
}

/// A high watermark that is on a disk, of a process that is dead.
pub fn checkpoint(lang: Lang, offset: Offset) -> String {
    lang.pick("checkpoint ", "체크포인트 ").to_owned() + &offset.to_string()
}

/// A link that is cut.
pub fn cut(lang: Lang, a: &str, b: &str) -> String {
    match lang {
        Lang::En => format!("the link {a}–{b} is cut"),
        Lang::Ko => format!("{a}–{b} 연결 끊김"),
    }
}

/// A link.
pub fn link(lang: Lang, a: &str, b: &str) -> String {
    match lang {
        Lang::En => format!("link {a}–{b}"),
        Lang::Ko => format!("{a}–{b} 연결"),
    }
}

/// A message that somebody holds.
pub fn held(lang: Lang) -> &'static str {
    lang.pick("held", "붙잡힘")
}

/// A message that was just lost.
pub fn lost(lang: Lang, message: &str) -> String {
    match lang {
        Lang::En => format!("{message}: lost"),
        Lang::Ko => format!("{message}: 유실됨"),
    }
}

/// A broker.
pub fn broker(lang: Lang, id: &str, running: bool, fenced: bool) -> String {
    let (en, ko) = match (running, fenced) {
        (false, _) => (", down", ", 강제 종료됨"),
        (true, true) => (", fenced", ", 펜싱됨"),
        (true, false) => ("", ""),
    };
    match lang {
        Lang::En => format!("broker {id}{en}"),
        Lang::Ko => format!("브로커 {id}{ko}"),
    }
}

/// The controller.
pub fn controller(lang: Lang, id: &str, metadata: Offset) -> String {
    match lang {
        Lang::En => format!("controller {id}, end offset of its metadata log {metadata}"),
        Lang::Ko => format!("컨트롤러 {id}, 메타데이터 로그의 끝 오프셋 {metadata}"),
    }
}

/// What a leader knows of its followers.
pub fn known_ends(lang: Lang, known: &[(BrokerId, Option<Offset>)]) -> String {
    lang.pick("knows ", "아는 LEO ").to_owned() + &ends(known)
}

fn ends(known: &[(BrokerId, Option<Offset>)]) -> String {
    let ends: Vec<String> = known.iter().map(|(id, end)| known_end(*id, *end)).collect();
    ends.join(" · ")
}

fn known_end(follower: BrokerId, end: Option<Offset>) -> String {
    let end = end.map_or("?".to_owned(), |end| end.to_string());
    NodeId::Broker(follower).to_string() + " " + &end
}

/// The same for a screen reader.
pub fn leader_knows(lang: Lang, leader: BrokerId, known: &[(BrokerId, Option<Offset>)]) -> String {
    say!(
        lang,
        "LEO of each follower, as b{0} knows it: {1}",
        "b{0:이} 아는 팔로워의 LEO: {1}",
        leader,
        &ends(known)
    )
}

/// The list of messages in flight, where the drawing has no room for their words.
pub fn in_flight(lang: Lang) -> &'static str {
    lang.pick("In flight", "전송 중")
}
