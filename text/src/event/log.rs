//! Logs, high watermarks, and requests that wait for them.

use highwater_core::id::{BrokerId, LeaderEpoch, NodeId, Offset};
use highwater_core::wire::ErrorCode;

use crate::Lang;
use crate::josa::{Josa, with};
use crate::lang::say;
use crate::value::offsets;

pub(super) fn appended(
    lang: Lang,
    name: &str,
    base: Offset,
    end: Offset,
    epoch: LeaderEpoch,
) -> String {
    let what = format!("{name} {}", offsets(base, end));
    let object = with(&what, Josa::EulReul);
    say!(
        lang,
        "Appended {what} · LEO {base} → {end} (epoch {epoch})",
        "{object} 추가했습니다 · LEO {base} → {end} (에포크 {epoch})",
    )
}

pub(super) fn copied(
    lang: Lang,
    name: &str,
    base: Offset,
    end: Offset,
    epoch: LeaderEpoch,
) -> String {
    let what = format!("{name} {}", offsets(base, end));
    let object = with(&what, Josa::EulReul);
    say!(
        lang,
        "Copied {what} from the leader · LEO {base} → {end} (epoch {epoch})",
        "리더에게서 {object} 복제했습니다 · LEO {base} → {end} (에포크 {epoch})",
    )
}

pub(super) fn refused(lang: Lang, name: &str, error: ErrorCode) -> String {
    say!(
        lang,
        "Refused to append to {name}: {error}",
        "{name}에 레코드 추가를 거부했습니다: {error}"
    )
}

pub(super) fn produce_parked(lang: Lang, name: &str, required: Offset) -> String {
    say!(
        lang,
        "Parked a produce request until the high watermark of {name} reaches {required}",
        "{name}의 하이 워터마크가 {required}에 이를 때까지 Produce 응답을 미룹니다",
    )
}

pub(super) fn fetch_parked(lang: Lang, reader: NodeId, name: &str, offset: Offset) -> String {
    say!(
        lang,
        "Parked the fetch of {reader} until there is data: {name} from offset {offset}",
        "데이터가 생길 때까지 {reader}의 Fetch 응답을 미룹니다: {name}, 오프셋 {offset}부터",
    )
}

pub(super) fn progressed(
    lang: Lang,
    name: &str,
    follower: BrokerId,
    from: Option<Offset>,
    to: Offset,
) -> String {
    let from = from.map_or_else(
        || lang.pick("unknown", "모름").to_owned(),
        |from| from.to_string(),
    );
    say!(
        lang,
        "Learned from the fetch of b{follower} · LEO of {name} on b{follower} {from} → {to}",
        "b{follower}의 Fetch로 알게 되었습니다 · b{follower}에 있는 {name}의 LEO {from} → {to}",
    )
}

pub(super) fn high_watermark_advanced(lang: Lang, name: &str, from: Offset, to: Offset) -> String {
    let what = offsets(from, to);
    let subject = with(&what, Josa::IGa);
    let are = if to.0.saturating_sub(from.0) > 1 {
        "are"
    } else {
        "is"
    };
    say!(
        lang,
        "High watermark of {name} {from} → {to} · {what} {are} committed",
        "{name}의 하이 워터마크(HW) {from} → {to} · {subject} 커밋되었습니다",
    )
}

pub(super) fn high_watermark_set(lang: Lang, name: &str, from: Offset, to: Offset) -> String {
    say!(
        lang,
        "High watermark of {name} {from} → {to}, as the leader said",
        "{name}의 하이 워터마크(HW) {from} → {to}, 리더가 알려 준 값입니다",
    )
}

pub(super) fn truncated(
    lang: Lang,
    name: &str,
    from: Offset,
    to: Offset,
    high_watermark_before: Offset,
) -> String {
    let what = format!("{name} {}", offsets(to, from));
    let object = with(&what, Josa::EulReul);
    let below = if to < high_watermark_before {
        say!(
            lang,
            ", below its HW {high_watermark_before}",
            ", 자신의 HW {high_watermark_before}보다 아래입니다",
        )
    } else {
        String::new()
    };
    say!(
        lang,
        "Truncated {what} to agree with the leader · LEO {from} → {to}{below}",
        "리더와 맞추려고 {object} 잘라 냈습니다 · LEO {from} → {to}{below}",
    )
}
