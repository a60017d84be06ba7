//! Logs, high watermarks, and requests that wait for them.

use highwater_core::id::{BrokerId, LeaderEpoch, NodeId, Offset};
use highwater_core::trace::TruncationCause;
use highwater_core::wire::ErrorCode;

use crate::Lang;
use crate::say;
use crate::value::Value;

pub(super) fn appended(
    lang: Lang,
    name: &str,
    base: Offset,
    end: Offset,
    epoch: LeaderEpoch,
) -> String {
    say!(
        lang,
        "Appended {0} {1} · LEO {2} → {3} (epoch {4})",
        "{0} {1을} 추가했습니다 · LEO {2} → {3} (에포크 {4})",
        name,
        Value::Offsets(base, end),
        base,
        end,
        epoch
    )
}

pub(super) fn copied(
    lang: Lang,
    name: &str,
    base: Offset,
    end: Offset,
    epoch: LeaderEpoch,
) -> String {
    say!(
        lang,
        "Copied {0} {1} from the leader · LEO {2} → {3} (epoch {4})",
        "리더에게서 {0} {1을} 복제했습니다 · LEO {2} → {3} (에포크 {4})",
        name,
        Value::Offsets(base, end),
        base,
        end,
        epoch
    )
}

pub(super) fn refused(lang: Lang, name: &str, error: ErrorCode) -> String {
    say!(
        lang,
        "Refused to append to {0}: {1}",
        "{0}에 레코드 추가를 거부했습니다: {1}",
        name,
        error
    )
}

pub(super) fn produce_parked(lang: Lang, name: &str, required: Offset) -> String {
    say!(
        lang,
        "Parked a produce request until the high watermark of {0} reaches {1}",
        "{0}의 하이 워터마크가 {1}에 이를 때까지 Produce 응답을 미룹니다",
        name,
        required
    )
}

pub(super) fn fetch_parked(lang: Lang, reader: NodeId, name: &str, offset: Offset) -> String {
    say!(
        lang,
        "Parked the fetch of {0} until there is data: {1} from offset {2}",
        "데이터가 생길 때까지 {0}의 Fetch 응답을 미룹니다: {1}, 오프셋 {2}부터",
        reader,
        name,
        offset
    )
}

pub(super) fn progressed(
    lang: Lang,
    name: &str,
    follower: BrokerId,
    from: Option<Offset>,
    to: Offset,
) -> String {
    let unknown = Value::Words(lang.pick("unknown", "모름"));
    let from = from.map_or(unknown, Value::from);
    say!(
        lang,
        "Learned from the fetch of {0} · LEO of {1} on {0} {2} → {3}",
        "{0}의 Fetch로 알게 되었습니다 · {0}에 있는 {1}의 LEO {2} → {3}",
        follower,
        name,
        from,
        to
    )
}

pub(super) fn high_watermark_advanced(lang: Lang, name: &str, from: Offset, to: Offset) -> String {
    let are = if to.0.saturating_sub(from.0) > 1 {
        "are"
    } else {
        "is"
    };
    say!(
        lang,
        "High watermark of {0} {1} → {2} · {3} {4} committed",
        "{0}의 하이 워터마크(HW) {1} → {2} · {3이} 커밋되었습니다",
        name,
        from,
        to,
        Value::Offsets(from, to),
        are
    )
}

pub(super) fn high_watermark_set(lang: Lang, name: &str, from: Offset, to: Offset) -> String {
    say!(
        lang,
        "High watermark of {0} {1} → {2}, as the leader said",
        "{0}의 하이 워터마크(HW) {1} → {2}, 리더가 알려 준 값입니다",
        name,
        from,
        to
    )
}

pub(super) fn truncated(
    lang: Lang,
    name: &str,
    from: Offset,
    to: Offset,
    high_watermark_before: Offset,
) -> String {
    let mut line = say!(
        lang,
        "Truncated {0} {1} to agree with the leader · LEO {2} → {3}",
        "리더와 맞추려고 {0} {1을} 잘라 냈습니다 · LEO {2} → {3}",
        name,
        Value::Offsets(to, from),
        from,
        to
    );
    if to < high_watermark_before {
        line.push_str(&say!(
            lang,
            ", below its HW {0}",
            ", 자신의 HW {0}보다 아래입니다",
            high_watermark_before
        ));
    }
    line
}

pub(super) fn truncation_decided(
    lang: Lang,
    name: &str,
    to: Offset,
    because: TruncationCause,
) -> String {
    match because {
        TruncationCause::LeaderEpoch(end) => say!(
            lang,
            "{0} is to end at {1}: epoch {2} ends at {3} in the leader's log",
            "{0}의 로그를 {1}에서 끝내기로 했습니다: 리더의 로그에서 에포크 {2}의 끝은 {3}",
            name,
            to,
            end.epoch,
            end.end_offset
        ),
        TruncationCause::HighWatermark(_) => say!(
            lang,
            "{0} is to end at {1}: its own high watermark",
            "{0}의 로그를 {1}에서 끝내기로 했습니다: 자신의 하이 워터마크(HW)입니다",
            name,
            to
        ),
    }
}

pub(super) fn fetch_offset_reset(
    lang: Lang,
    name: &str,
    leader: BrokerId,
    from: Offset,
    to: Offset,
) -> String {
    say!(
        lang,
        "{1} has no offset {2} of {0}: fetches from {3}",
        "{1}에는 {0}의 오프셋 {2이} 없습니다: {3}부터 Fetch합니다",
        name,
        leader,
        from,
        to
    )
}

pub(super) fn fetch_fenced(lang: Lang, name: &str, leader: BrokerId, epoch: LeaderEpoch) -> String {
    say!(
        lang,
        "{1} knows a later epoch of {0} than {2}: waits for the metadata",
        "{1은} {0}의 에포크 {2}보다 새로운 에포크를 알고 있습니다: 메타데이터를 기다립니다",
        name,
        leader,
        epoch
    )
}
