//! Producers and consumers.

use highwater_core::id::{BrokerId, LeaderEpoch, Offset};
use highwater_core::wire::ErrorCode;

use crate::Lang;
use crate::josa::{Josa, with};
use crate::lang::say;
use crate::value::{offsets, records};

pub(super) fn accepted(lang: Lang, name: &str) -> String {
    say!(
        lang,
        "The application handed over a record for {name}",
        "애플리케이션이 {name}에 보낼 레코드를 넘겼습니다",
    )
}

pub(super) fn acknowledged(lang: Lang, name: &str, offset: Option<Offset>) -> String {
    match offset {
        Some(offset) => say!(
            lang,
            "Acknowledged: {name} [{offset}] is in",
            "ack를 받았습니다: {name} [{offset}]",
        ),
        None => say!(
            lang,
            "Counted as sent: a record for {name}; acks=0 waits for no answer",
            "{name}의 레코드를 전송 완료로 처리했습니다: acks=0은 응답을 기다리지 않습니다",
        ),
    }
}

pub(super) fn failed(lang: Lang, name: &str, error: ErrorCode) -> String {
    say!(
        lang,
        "Gave up on a record for {name}: {error}",
        "{name}에 보낼 레코드를 포기했습니다: {error}",
    )
}

pub(super) fn retried(
    lang: Lang,
    name: &str,
    count: u32,
    error: Option<ErrorCode>,
    backoff_ms: u64,
) -> String {
    let records = records(lang, count);
    let object = with(&records, Josa::EulReul);
    let why = error.map_or(
        lang.pick("the connection ended", "연결이 끊김"),
        ErrorCode::name,
    );
    say!(
        lang,
        "Will send {records} to {name} again in {backoff_ms} ms ({why})",
        "{backoff_ms}ms 뒤에 {object} {name}에 다시 보냅니다 ({why})",
    )
}

pub(super) fn leader_learned(
    lang: Lang,
    name: &str,
    leader: Option<BrokerId>,
    epoch: LeaderEpoch,
) -> String {
    match leader {
        Some(leader) => say!(
            lang,
            "Learned that b{leader} leads {name} (epoch {epoch})",
            "{name}의 리더가 b{leader}임을 알게 되었습니다 (에포크 {epoch})",
        ),
        None => say!(
            lang,
            "Learned that {name} has no leader (epoch {epoch})",
            "{name}에 리더가 없음을 알게 되었습니다 (에포크 {epoch})",
        ),
    }
}

pub(super) fn consumed(lang: Lang, name: &str, first: Offset, next: Offset) -> String {
    let what = format!("{name} {}", offsets(first, next));
    let object = with(&what, Josa::EulReul);
    say!(
        lang,
        "Read {what} · position {first} → {next}",
        "{object} 읽었습니다 · 포지션 {first} → {next}",
    )
}

pub(super) fn position_reset(lang: Lang, name: &str, from: Offset, to: Offset) -> String {
    let goal = with(to, Josa::EuroRo);
    if from == to {
        return say!(
            lang,
            "Position in {name} set to {to}",
            "{name}의 포지션을 {goal} 정했습니다"
        );
    }
    say!(
        lang,
        "Position in {name} set to {to}, was {from}",
        "{name}의 포지션을 {from}에서 {goal} 옮겼습니다",
    )
}
