//! Words of what is in flight.

use highwater_core::id::NodeId;
use highwater_core::sim::Whereabouts;
use highwater_text::{Lang, say};

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
