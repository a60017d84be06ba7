//! Brokers, and what the controller says of them.

use highwater_core::id::{BrokerEpoch, BrokerId, Offset};
use highwater_core::trace::ChangeReason;
use highwater_core::wire::ErrorCode;

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

pub(super) fn registration_refused(lang: Lang, broker: BrokerId, error: ErrorCode) -> String {
    say!(
        lang,
        "Refused to register {0}: {1}",
        "{0}의 등록을 거부했습니다: {1}",
        broker,
        error
    )
}

pub(super) fn fenced(lang: Lang, broker: BrokerId, timed_out: bool, again: bool) -> String {
    match (timed_out, again) {
        (true, false) => say!(
            lang,
            "Fenced {0}: no heartbeat came within its session",
            "{0을} 펜싱했습니다: 세션 시간 안에 하트비트가 오지 않았습니다",
            broker
        ),
        (false, false) => say!(
            lang,
            "Fenced {0}, as it asked",
            "{0을} 펜싱했습니다: 스스로 요청했습니다",
            broker
        ),
        (_, true) => say!(
            lang,
            "Fenced {0} once more, which changes nothing",
            "{0을} 한 번 더 펜싱했습니다: 바뀌는 것은 없습니다",
            broker
        ),
    }
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

pub(super) fn power_lost(lang: Lang) -> String {
    lang.pick(
        "The machine lost its power · only what was on its disk stays",
        "전원이 끊겼습니다 · 디스크에 쓴 것만 남습니다",
    )
    .to_owned()
}

pub(super) fn paused(lang: Lang) -> String {
    lang.pick(
        "The process stands still · its connections stay open",
        "프로세스가 일시정지되었습니다 · 연결은 열려 있습니다",
    )
    .to_owned()
}

pub(super) fn resumed(lang: Lang) -> String {
    lang.pick("The process goes on", "프로세스가 재개되었습니다")
        .to_owned()
}

pub(super) fn shutdown_began(lang: Lang) -> String {
    lang.pick(
        "Began to stop in good order: asks the controller first",
        "정상 종료를 시작했습니다: 먼저 컨트롤러에 요청합니다",
    )
    .to_owned()
}

pub(super) fn shutdown_allowed(lang: Lang) -> String {
    lang.pick(
        "The controller lets it stop",
        "컨트롤러가 종료를 허락했습니다",
    )
    .to_owned()
}

pub(super) fn stopped(lang: Lang) -> String {
    lang.pick(
        "The process ended in good order · everything is on its disk",
        "프로세스가 정상 종료되었습니다 · 모두 디스크에 있습니다",
    )
    .to_owned()
}

pub(super) fn running(lang: Lang) -> String {
    lang.pick(
        "Learned that it is unfenced: it takes part now",
        "펜싱이 해제된 것을 알게 되었습니다: 이제 클러스터에 참여합니다",
    )
    .to_owned()
}

pub(super) fn fetchers_stopped(lang: Lang, partitions: u32) -> String {
    say!(
        lang,
        "Stopped replicating (partitions: {0})",
        "파티션 {0}개의 복제를 멈췄습니다",
        partitions
    )
}

pub(super) fn registration_failed(lang: Lang, error: ErrorCode) -> String {
    say!(
        lang,
        "Was not registered: {0}",
        "등록되지 못했습니다: {0}",
        error
    )
}

pub(super) fn controlled_shutdown(lang: Lang, broker: BrokerId, at_once: bool) -> String {
    match at_once {
        true => say!(
            lang,
            "{0} asked to stop and leads nothing: it may at once",
            "{0이} 정상 종료를 요청했습니다: 리더인 파티션이 없으므로 바로 허락합니다",
            broker
        ),
        false => say!(
            lang,
            "{0} asked to stop: others are to lead what it leads",
            "{0이} 정상 종료를 요청했습니다: 리더를 다른 브로커로 옮깁니다",
            broker
        ),
    }
}

pub(super) fn shutdown_granted(lang: Lang, broker: BrokerId, offset: Offset) -> String {
    say!(
        lang,
        "{0} may stop: every broker has applied metadata offset {1}",
        "{0}의 종료를 허락했습니다: 모든 브로커가 메타데이터 오프셋 {1}까지 적용했습니다",
        broker,
        offset
    )
}

pub(super) fn partitions_changed(
    lang: Lang,
    broker: BrokerId,
    reason: ChangeReason,
    partitions: u32,
) -> String {
    let why = match reason {
        ChangeReason::Fenced => lang.pick("fenced", "펜싱"),
        ChangeReason::Unfenced => lang.pick("unfenced", "펜싱 해제"),
        ChangeReason::ControlledShutdown => lang.pick("controlled shutdown", "정상 종료"),
        ChangeReason::UncleanShutdown => lang.pick("unclean stop", "비정상 종료"),
    };
    say!(
        lang,
        "Partitions changed for {0}: {1} ({2})",
        "{0} 때문에 바뀐 파티션: {1}개 ({2})",
        broker,
        partitions,
        why
    )
}
