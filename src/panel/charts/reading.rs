//! What the charts show: lines by name, read from what was measured up to the playhead.

use std::sync::Arc;

use highwater_core::group::classic::GroupId;
use highwater_core::sim::World;
use highwater_core::time::{Span, Time};
use highwater_core::timeline::{Samples, Series};
use highwater_text::{Lang, same};

use super::scale::round_step;
use crate::session::{Session, group_shown};

/// So many lines are drawn in a chart: more of them nobody tells apart.
const LINES_MAX: usize = 4;

/// The axis of time ends at a whole multiple of a part of this many, so that it stands still for a while.
const AXIS_PARTS: i64 = 8;

/// So long is the axis of time at least.
const AXIS_MIN: Span = Span::from_ms(1_000);

/// What a chart shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quantity {
    /// How many records a group has left of a partition.
    Lag,
    /// From `send()` to its callback.
    ProduceLatency,
    /// From the append until the high watermark has passed it.
    HighWatermarkDelay,
    /// How many replicas are in sync.
    IsrSize,
}

impl Quantity {
    /// Each of them, in the order of their charts.
    pub const ALL: [Self; 4] = [
        Self::Lag,
        Self::ProduceLatency,
        Self::HighWatermarkDelay,
        Self::IsrSize,
    ];

    /// Whether it stands at something at every moment, and is not measured at some.
    #[must_use]
    pub fn is_level(self) -> bool {
        matches!(self, Self::Lag | Self::IsrSize)
    }

    /// Whether it is a time, in microseconds.
    #[must_use]
    pub fn is_time(self) -> bool {
        !self.is_level()
    }
}

/// A chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Chart {
    /// Of what.
    pub quantity: Quantity,
    /// The lines, in the order of their names.
    pub lines: Vec<Line>,
    /// How many there are beside these.
    pub others: usize,
    /// Where the axis of time begins and ends.
    pub span: (Time, Time),
    /// The playhead.
    pub now: Time,
}

/// A line of a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Whose it is.
    pub name: String,
    /// The group of consumers that it is of, if it is of one.
    pub group: Option<GroupId>,
    /// What was measured.
    pub series: Arc<Series>,
}

impl Line {
    /// What it was at a moment: nothing before it was known, and while it was not.
    #[must_use]
    pub fn value_at(&self, time: Time) -> Option<i64> {
        let points = self.series.points();
        let next = points.partition_point(|point| point.at <= time);
        points.get(next.checked_sub(1)?)?.last
    }
}

/// One chart of each quantity; none while nothing is measured.
#[must_use]
pub fn charts(session: &Session, lang: Lang) -> Vec<Chart> {
    let timeline = session.timeline();
    let Some(samples) = timeline.samples() else {
        return Vec::new();
    };
    let (now, opening) = (timeline.position().time, timeline.opening().time);
    let span = (opening, axis_end(opening, timeline.frontier().time));
    let group = group_shown(session.world(), session.shown_consumer());
    let chart = |quantity| {
        let lines = lines(quantity, &samples, session.world(), lang);
        let (lines, others) = chosen(quantity, lines, group.as_ref());
        Chart {
            quantity,
            lines,
            others,
            span,
            now,
        }
    };
    Quantity::ALL.map(chart).into()
}

/// Where the axis of time ends: somewhat beyond what is known.
fn axis_end(opening: Time, known: Time) -> Time {
    let length = i64::try_from(known.since(opening).0).unwrap_or(i64::MAX / 2);
    let step = u64::try_from(round_step(length, AXIS_PARTS)).unwrap_or(1);
    let end = known.0.checked_next_multiple_of(step).unwrap_or(known.0);
    Time(end.max(opening.0.saturating_add(AXIS_MIN.0)))
}

fn lines(quantity: Quantity, samples: &Samples, world: &World, lang: Lang) -> Vec<Line> {
    let partition = |of| world.metadata().name_of(of);
    let line = |name: String, series: &Arc<Series>| Line {
        name,
        group: None,
        series: Arc::clone(series),
    };
    let mut lines = Vec::new();
    match quantity {
        Quantity::Lag => {
            for ((group, of), series) in &samples.lag {
                let name = same!(lang, "{0} · {1}", &*group.0, &partition(*of));
                lines.push(Line {
                    group: Some(group.clone()),
                    ..line(name, series)
                });
            }
        }
        Quantity::ProduceLatency => {
            for (producer, series) in &samples.produce_latency {
                lines.push(line(producer.to_string(), series));
            }
        }
        Quantity::HighWatermarkDelay => {
            for (of, series) in &samples.high_watermark_delay {
                lines.push(line(partition(*of), series));
            }
        }
        Quantity::IsrSize => {
            for (of, series) in &samples.isr_size {
                lines.push(line(partition(*of), series));
            }
        }
    }
    lines
}

/// Those of the group that is shown, and of these those in which most has happened: the largest, and of the ISR the
/// smallest. Returns how many are left out.
fn chosen(quantity: Quantity, lines: Vec<Line>, group: Option<&GroupId>) -> (Vec<Line>, usize) {
    let mut ranked: Vec<(bool, i64, usize)> = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let (lowest, highest) = line.series.range().unwrap_or_default();
        let rank = match quantity {
            Quantity::IsrSize => lowest,
            _ => highest.saturating_neg(),
        };
        let is_of_another = line.group.is_some() && line.group.as_ref() != group;
        ranked.push((is_of_another, rank, index));
    }
    ranked.sort_unstable();
    let mut kept: Vec<usize> = ranked.iter().take(LINES_MAX).map(|it| it.2).collect();
    kept.sort_unstable();
    let others = lines.len() - kept.len();
    let mut index = 0;
    let mut lines = lines;
    lines.retain(|_| {
        index += 1;
        kept.contains(&(index - 1))
    });
    (lines, others)
}
