//! Brokers, and what the controller says of them.

use highwater_core::id::{BrokerEpoch, BrokerId, Offset};
use highwater_core::trace::Event;

use crate::Lang;
use crate::say;

/// What happened to a broker, if it did.
pub(super) fn sentence(lang: Lang, event: &Event, _: &str) -> Option<String> {
    Some(match event {
        Event::BrokerStarted => started(lang),
        Event::BrokerCrashed => crashed(lang),
        Event::BrokerRegistered {
            broker,
            broker_epoch,
        } => registered(lang, *broker, *broker_epoch),
        Event::BrokerFenced {
            broker,
            session_timed_out: true,
            again: false,
            ..
        } => session_over(lang, *broker),
        Event::BrokerUnfenced { broker, .. } => unfenced(lang, *broker),
        Event::MetadataApplied { from, to } => metadata_applied(lang, *from, *to),
        _ => return None,
    })
}

fn started(lang: Lang) -> String {
    lang.pick("The process started", "프로세스가 시작되었습니다")
        .to_owned()
}

fn crashed(lang: Lang) -> String {
    lang.pick(
        "The process died · its log stays on disk",
        "프로세스가 강제 종료되었습니다 · 로그는 디스크에 남습니다",
    )
    .to_owned()
}

fn registered(lang: Lang, broker: BrokerId, epoch: BrokerEpoch) -> String {
    say!(
        lang,
        "Registered {0} (broker epoch {1}) · fenced at first",
        "{0을} 등록했습니다 (브로커 에포크 {1}) · 처음에는 펜싱 상태입니다",
        broker,
        epoch
    )
}

fn session_over(lang: Lang, broker: BrokerId) -> String {
    say!(
        lang,
        "Fenced {0}: no heartbeat came within its session",
        "{0을} 펜싱했습니다: 세션 타임아웃 안에 하트비트가 오지 않았습니다",
        broker
    )
}

fn unfenced(lang: Lang, broker: BrokerId) -> String {
    say!(
        lang,
        "Unfenced {0}: it lives and has applied its registration",
        "{0}의 펜싱을 해제했습니다: 살아 있고 자신의 등록 레코드까지 적용했습니다",
        broker
    )
}

fn metadata_applied(lang: Lang, from: Offset, to: Offset) -> String {
    say!(
        lang,
        "Applied the metadata log · offset {0} → {1}",
        "메타데이터 로그를 적용했습니다 · 오프셋 {0} → {1}",
        from,
        to
    )
}
