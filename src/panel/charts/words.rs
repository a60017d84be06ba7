//! What is said of the charts, in both languages.

use highwater_core::time::{Span, Time};
use highwater_text::{Lang, say};

use super::reading::{Chart, Quantity};
use crate::panel::moment;

/// In microseconds.
const SECOND: i64 = 1_000_000;

/// What a chart is called.
pub fn title(lang: Lang, quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Lag => lang.pick("Consumer lag", "컨슈머 랙"),
        Quantity::ProduceLatency => lang.pick("Produce latency", "Produce 지연 시간"),
        Quantity::HighWatermarkDelay => {
            lang.pick("High watermark delay", "하이 워터마크 지연 시간")
        }
        Quantity::IsrSize => lang.pick("ISR size", "ISR 크기"),
    }
}

/// What is counted, or in what it is measured.
pub fn unit(lang: Lang, quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Lag => lang.pick("records", "레코드 수"),
        // Each value stands there with its own.
        Quantity::ProduceLatency | Quantity::HighWatermarkDelay => "",
        Quantity::IsrSize => lang.pick("replicas", "레플리카 수"),
    }
}

/// The same in full: from where to where.
pub fn about(lang: Lang, quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Lag => lang.pick(
            "records, from the committed offset to the high watermark (LAG)",
            "레코드 수, 커밋된 오프셋부터 하이 워터마크(HW)까지(LAG)",
        ),
        Quantity::ProduceLatency => {
            lang.pick("ms, from send() to its callback", "ms, send()부터 콜백까지")
        }
        Quantity::HighWatermarkDelay => lang.pick(
            "ms, from the append until it is passed",
            "ms, 추가된 뒤 하이 워터마크가 지날 때까지",
        ),
        Quantity::IsrSize => lang.pick("replicas in sync", "동기화된 레플리카 수"),
    }
}

/// Why there is no line.
pub fn nothing(lang: Lang, quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Lag => lang.pick(
            "No group has committed yet.",
            "아직 커밋한 그룹이 없습니다.",
        ),
        Quantity::ProduceLatency => lang.pick(
            "No producer has been answered in this time.",
            "이 시간에 응답을 받은 프로듀서가 없습니다.",
        ),
        Quantity::HighWatermarkDelay => lang.pick(
            "No high watermark has moved in this time.",
            "이 시간에 움직인 하이 워터마크가 없습니다.",
        ),
        Quantity::IsrSize => lang.pick("There is no partition yet.", "아직 파티션이 없습니다."),
    }
}

/// Whose values stand in the columns.
pub fn columns(lang: Lang, quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Lag => lang.pick("group and partition", "그룹과 파티션"),
        Quantity::ProduceLatency => lang.pick("producer", "프로듀서"),
        Quantity::HighWatermarkDelay | Quantity::IsrSize => lang.pick("partition", "파티션"),
    }
}

/// A value as it stands in the table; what it counts is said beside that.
pub fn value(quantity: Quantity, value: i64) -> String {
    match quantity.is_time() {
        true => in_ms(value),
        false => value.to_string(),
    }
}

/// A value by itself, as exact as somebody wants to know who looks at a line; the table has all of it.
pub fn value_with_unit(lang: Lang, quantity: Quantity, value: i64) -> String {
    match quantity.is_time() {
        true if value < SECOND => [&*in_ms(to_three_digits(value)), " ms"].concat(),
        true => highwater_text::span(lang, Span(u64::try_from(value).unwrap_or(0))),
        false => value.to_string(),
    }
}

/// A round time on an axis that reaches that far: in seconds, where that is a second or more.
pub fn round_time(lang: Lang, us: i64, highest: i64) -> String {
    if highest < SECOND {
        return [&*in_ms(us), " ms"].concat();
    }
    let tenths = us / (SECOND / 10);
    match tenths % 10 {
        0 => say!(lang, "{0} s", "{0}초", tenths / 10),
        tenth => say!(lang, "{0}.{1} s", "{0}.{1}초", tenths / 10, tenth),
    }
}

/// A time to the nearest that has three digits in milliseconds, or none behind the point.
fn to_three_digits(us: i64) -> i64 {
    let unit = match us {
        ..10_000 => 10,
        10_000..100_000 => 100,
        _ => 1_000,
    };
    us.saturating_add(unit / 2) / unit * unit
}

/// Microseconds as milliseconds.
pub fn in_ms(us: i64) -> String {
    moment::in_ms(Time(u64::try_from(us).unwrap_or(0)))
}

/// What is not known.
pub const UNKNOWN: &str = "–";

/// Lines that are not drawn.
pub fn others(lang: Lang, count: usize) -> String {
    say!(
        lang,
        "and {0} more that are not drawn",
        "그 밖에 그리지 않은 것 {0}개",
        count
    )
}

/// What the drawing shows, for who does not see it: between what each line was so far.
pub fn summary(lang: Lang, chart: &Chart) -> String {
    let mut summary = [
        title(lang, chart.quantity),
        " (",
        about(lang, chart.quantity),
        ")",
    ]
    .concat();
    let mut before = ": ";
    for line in &chart.lines {
        let Some((low, high)) = line.series.range() else {
            continue;
        };
        let [low, high] = [low, high].map(|value| value_with_unit(lang, chart.quantity, value));
        summary.push_str(before);
        summary.push_str(&match low == high {
            true => say!(lang, "{0} {1}", "{0} {1}", &line.name, &low),
            false => say!(
                lang,
                "{0} between {1} and {2}",
                "{0} {1}에서 {2} 사이",
                &line.name,
                &low,
                &high
            ),
        });
        before = "; ";
    }
    if chart.others > 0 {
        summary.push_str(before);
        summary.push_str(&others(lang, chart.others));
    }
    summary
}
