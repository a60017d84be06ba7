//! Logs, high watermarks, and requests that wait for them.

use highwater_core::id::{BrokerId, LeaderEpoch, NodeId, Offset};
use highwater_core::trace::Event;

use crate::Lang;
use crate::say;
use crate::value::Value;

/// What happened to a log, if it did; `name` is the partition's.
pub(super) fn sentence(lang: Lang, event: &Event, name: &str) -> Option<String> {
    Some(match event {
        Event::LeaderAppended {
            base_offset,
            end_offset,
            leader_epoch,
            ..
        } => appended(lang, name, *base_offset, *end_offset, *leader_epoch),
        Event::FollowerAppended {
            base_offset,
            end_offset,
            leader_epoch,
            ..
        } => copied(lang, name, *base_offset, *end_offset, *leader_epoch),
        Event::ProduceParked {
            required_offset, ..
        } => produce_parked(lang, name, *required_offset),
        Event::FetchParked {
            connection,
            fetch_offset,
            ..
        } => fetch_parked(lang, connection.client, name, *fetch_offset),
        Event::FollowerProgressed {
            follower, from, to, ..
        } => progressed(lang, name, *follower, *from, *to),
        Event::HighWatermarkAdvanced { from, to, .. } => {
            high_watermark_advanced(lang, name, *from, *to)
        }
        Event::FollowerHighWatermarkSet { from, to, .. } => {
            high_watermark_set(lang, name, *from, *to)
        }
        Event::Truncated {
            from,
            to,
            high_watermark_before,
            ..
        } => truncated(lang, name, *from, *to, *high_watermark_before),
        _ => return None,
    })
}

fn appended(lang: Lang, name: &str, base: Offset, end: Offset, epoch: LeaderEpoch) -> String {
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

fn copied(lang: Lang, name: &str, base: Offset, end: Offset, epoch: LeaderEpoch) -> String {
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

fn produce_parked(lang: Lang, name: &str, required: Offset) -> String {
    say!(
        lang,
        "Parked a produce request until the high watermark of {0} reaches {1}",
        "{0}의 HW가 {1}에 이를 때까지 Produce 응답을 미룹니다",
        name,
        required
    )
}

fn fetch_parked(lang: Lang, reader: NodeId, name: &str, offset: Offset) -> String {
    say!(
        lang,
        "Parked the fetch of {0} until there is data: {1} from offset {2}",
        "데이터가 생길 때까지 {0}의 Fetch 응답을 미룹니다: {1}, 오프셋 {2}부터",
        reader,
        name,
        offset
    )
}

fn progressed(
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

fn high_watermark_advanced(lang: Lang, name: &str, from: Offset, to: Offset) -> String {
    let are = if to.0.saturating_sub(from.0) > 1 {
        "are"
    } else {
        "is"
    };
    say!(
        lang,
        "High watermark of {0} {1} → {2} · {3} {4} committed",
        "{0}의 HW {1} → {2} · {3이} 커밋되었습니다",
        name,
        from,
        to,
        Value::Offsets(from, to),
        are
    )
}

fn high_watermark_set(lang: Lang, name: &str, from: Offset, to: Offset) -> String {
    say!(
        lang,
        "High watermark of {0} {1} → {2}, as the leader said",
        "{0}의 HW {1} → {2}, 리더가 알려 준 값입니다",
        name,
        from,
        to
    )
}

fn truncated(
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
