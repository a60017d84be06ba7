//! Brokers, and what the controller says of them.

use highwater_core::id::{BrokerEpoch, BrokerId, Offset};

use crate::Lang;
use crate::say;

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
    say!(
        lang,
        "Registered {0} (broker epoch {1}) · fenced at first",
        "{0을} 등록했습니다 (브로커 에포크 {1}) · 처음에는 펜싱 상태입니다",
        broker,
        epoch
    )
}

pub(super) fn session_over(lang: Lang, broker: BrokerId) -> String {
    say!(
        lang,
        "Fenced {0}: no heartbeat came within its session",
        "{0을} 펜싱했습니다: 세션 시간 안에 하트비트가 오지 않았습니다",
        broker
    )
}

pub(super) fn unfenced(lang: Lang, broker: BrokerId) -> String {
    say!(
        lang,
        "Unfenced {0}: it lives and has applied its registration",
        "{0}의 펜싱을 해제했습니다: 살아 있고 자신의 등록 레코드까지 적용했습니다",
        broker
    )
}

pub(super) fn metadata_applied(lang: Lang, from: Offset, to: Offset) -> String {
    say!(
        lang,
        "Applied the metadata log · offset {0} → {1}",
        "메타데이터 로그를 적용했습니다 · 오프셋 {0} → {1}",
        from,
        to
    )
}
