//! Producers and consumers.

use highwater_core::id::{BrokerId, LeaderEpoch, Offset};
use highwater_core::trace::Event;
use highwater_core::wire::ErrorCode;

use crate::Lang;
use crate::say;
use crate::value::Value;

/// What happened to a producer or a consumer, if it did; `name` is the partition's.
pub(super) fn sentence(lang: Lang, event: &Event, name: &str) -> Option<String> {
    Some(match event {
        Event::RecordAccepted { .. } => accepted(lang, name),
        Event::RecordAcknowledged { offset, .. } => acknowledged(lang, name, *offset),
        Event::RecordFailed { error, .. } => failed(lang, name, *error),
        Event::BatchRetried {
            records,
            error,
            backoff_ms,
            ..
        } => retried(lang, name, *records, *error, *backoff_ms),
        Event::LeaderLearned {
            leader,
            leader_epoch,
            ..
        } => leader_learned(lang, name, *leader, *leader_epoch),
        Event::RecordsConsumed {
            first_offset,
            next_offset,
            ..
        } => consumed(lang, name, *first_offset, *next_offset),
        _ => return None,
    })
}

fn accepted(lang: Lang, name: &str) -> String {
    say!(
        lang,
        "The application handed over a record for {0}",
        "애플리케이션이 {0}에 보낼 레코드를 넘겼습니다",
        name
    )
}

fn acknowledged(lang: Lang, name: &str, offset: Option<Offset>) -> String {
    match offset {
        Some(offset) => say!(
            lang,
            "Acknowledged: {0} [{1}]",
            "ack를 받았습니다: {0} [{1}]",
            name,
            offset
        ),
        None => say!(
            lang,
            "Counted as sent: a record for {0}; acks=0 waits for no answer",
            "{0}의 레코드를 전송 완료로 처리했습니다: acks=0은 응답을 기다리지 않습니다",
            name
        ),
    }
}

fn failed(lang: Lang, name: &str, error: ErrorCode) -> String {
    say!(
        lang,
        "Gave up on a record for {0}: {1}",
        "{0}에 보낼 레코드를 포기했습니다: {1}",
        name,
        error
    )
}

fn retried(
    lang: Lang,
    name: &str,
    count: u32,
    error: Option<ErrorCode>,
    backoff_ms: u64,
) -> String {
    let why = error.map_or(
        lang.pick("the connection ended", "TCP 연결이 끊김"),
        ErrorCode::name,
    );
    say!(
        lang,
        "Will send {0} to {1} again in {2} ms, sooner if it learns of a newer leader ({3})",
        "{2} ms 뒤에(새 리더를 알게 되면 더 일찍) {0을} {1}에 다시 보냅니다 ({3})",
        Value::Records(count),
        name,
        backoff_ms,
        why
    )
}

fn leader_learned(lang: Lang, name: &str, leader: Option<BrokerId>, epoch: LeaderEpoch) -> String {
    match leader {
        Some(leader) => say!(
            lang,
            "Learned that {0} leads {1} (epoch {2})",
            "{1}의 리더가 {0}임을 알게 되었습니다 (에포크 {2})",
            leader,
            name,
            epoch
        ),
        None => say!(
            lang,
            "Learned that {0} has no leader (epoch {1})",
            "{0}에 리더가 없음을 알게 되었습니다 (에포크 {1})",
            name,
            epoch
        ),
    }
}

fn consumed(lang: Lang, name: &str, first: Offset, next: Offset) -> String {
    say!(
        lang,
        "Read {0} {1} · position {2} → {3}",
        "{0} {1을} 읽었습니다 · 포지션 {2} → {3}",
        name,
        Value::Offsets(first, next),
        first,
        next
    )
}
