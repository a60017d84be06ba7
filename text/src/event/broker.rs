//! Brokers, and what the controller says of them.

use highwater_core::id::{BrokerEpoch, BrokerId, Offset};
use highwater_core::wire::ErrorCode;

use crate::Lang;
use crate::josa::{Josa, with};
use crate::lang::say;

pub(super) fn started(lang: Lang) -> String {
    lang.pick("The process started", "프로세스가 시작되었습니다")
        .to_owned()
}

pub(super) fn crashed(lang: Lang) -> String {
    lang.pick(
        "The process died · its log stays on disk",
        "프로세스가 강제 종료되었습니다 · 로그는 디스크에 남습니다",
    )
    .to_owned()
}

pub(super) fn registered(lang: Lang, broker: BrokerId, epoch: BrokerEpoch) -> String {
    let object = with(format_args!("b{broker}"), Josa::EulReul);
    say!(
        lang,
        "Registered b{broker} (broker epoch {epoch}) · fenced at first",
        "{object} 등록했습니다 (브로커 에포크 {epoch}) · 처음에는 펜싱 상태입니다",
    )
}

pub(super) fn registration_refused(lang: Lang, broker: BrokerId, error: ErrorCode) -> String {
    say!(
        lang,
        "Refused to register b{broker}: {error}",
        "b{broker}의 등록을 거부했습니다: {error}",
    )
}

pub(super) fn fenced(lang: Lang, broker: BrokerId) -> String {
    let object = with(format_args!("b{broker}"), Josa::EulReul);
    say!(
        lang,
        "Fenced b{broker}: no heartbeat came within its session",
        "{object} 펜싱했습니다: 세션 시간 안에 하트비트가 오지 않았습니다",
    )
}

pub(super) fn unfenced(lang: Lang, broker: BrokerId) -> String {
    say!(
        lang,
        "Unfenced b{broker}: it lives and has applied its registration",
        "b{broker}의 펜싱을 해제했습니다: 살아 있고 자신의 등록 레코드까지 적용했습니다",
    )
}

pub(super) fn topic_created(lang: Lang, name: &str, partitions: u32) -> String {
    let plural = if partitions == 1 { "" } else { "s" };
    say!(
        lang,
        "Created topic {name} with {partitions} partition{plural}",
        "토픽을 만들었습니다: {name} · 파티션 {partitions}개",
    )
}

pub(super) fn metadata_applied(lang: Lang, from: Offset, to: Offset) -> String {
    say!(
        lang,
        "Applied the metadata log · offset {from} → {to}",
        "메타데이터 로그를 적용했습니다 · 오프셋 {from} → {to}",
    )
}
