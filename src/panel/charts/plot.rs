//! Where everything in a chart stands.

use highwater_core::time::Time;
use highwater_core::timeline::Series;
use highwater_text::{Lang, say};

use super::reading::{Chart, Line, Quantity};
use super::scale::{Scale, around, round_step, within};
use super::words;
use crate::stage::{TEXT, text_width, write_path};

/// How high a chart is.
pub const HEIGHT: f64 = 68.0;

/// Between the room's edge and what stands in it, and between a label and what it stands beside.
const MARGIN: f64 = 5.0;

/// How far right the axis of values stands at least.
const LEFT: f64 = 34.0;

/// The most parts that ticks make of the axis of values.
const VALUE_PARTS: i64 = 3;

/// How much room there is for each label below the axis of time, at least.
const TIME_LABEL: f64 = 36.0;

/// So many parts ticks make of the axis of time, however narrow or wide it is.
const TIME_PARTS: (f64, f64) = (2.0, 8.0);

/// From steps of a hundredth of a second on the axis of time is in seconds, below in milliseconds; in microseconds.
const HUNDREDTH: i64 = 10_000;

/// A chart, with everything at its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Plot {
    /// The axis of time: microseconds, from left to right.
    pub time: Scale,
    /// The axis of values, from the bottom to the top.
    pub values: Scale,
    /// What stands beside the axis of values.
    pub value_ticks: Vec<Tick>,
    /// What stands below the axis of time.
    pub time_ticks: Vec<Tick>,
    /// The lines, as paths.
    pub lines: Vec<String>,
    /// A dot at each value that was measured, as a path for each line; empty where something stands at a level.
    pub dots: Vec<String>,
}

/// A value of an axis.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// Where it is on its axis.
    pub place: f64,
    /// Where its label stands: at its right end beside the axis of values, with its middle there below
    /// the axis of time.
    pub label_at: f64,
    /// What is written there.
    pub label: String,
}

/// How far right the axis of values stands in each of these charts, so that a moment has the same place in all of them.
#[must_use]
pub fn left_of(charts: &[Chart], lang: Lang) -> f64 {
    let mut left = LEFT;
    for chart in charts {
        for label in value_labels(chart, &value_stops(chart), lang) {
            left = left.max(MARGIN + text_width(&label, TEXT) + MARGIN);
        }
    }
    left
}

impl Plot {
    /// The chart in a room of that width, with the axis of values that far right.
    #[must_use]
    pub fn new(chart: &Chart, left: f64, width: f64, lang: Lang) -> Self {
        let stops = value_stops(chart);
        let labels = value_labels(chart, &stops, lang);
        let ends = |values: &[i64]| {
            let low = values.first().copied().unwrap_or(0);
            (low, values.last().copied().unwrap_or(low + 1))
        };
        let values = Scale {
            values: ends(&stops),
            places: (HEIGHT - TEXT - 2.0 * MARGIN, TEXT / 2.0 + 1.0),
        };
        let time = Scale {
            values: (in_us(chart.span.0), in_us(chart.span.1)),
            places: (left, (width - MARGIN).max(left + 1.0)),
        };
        let value_ticks = stops.iter().zip(labels).map(|(value, label)| Tick {
            place: values.place(*value),
            label_at: left - MARGIN,
            label,
        });
        let mut plot = Self {
            time_ticks: time_ticks(&time, width, lang),
            value_ticks: value_ticks.collect(),
            lines: Vec::new(),
            dots: Vec::new(),
            time,
            values,
        };
        for line in &chart.lines {
            plot.lines.push(plot.path(chart, line));
            plot.dots.push(match chart.quantity.is_level() {
                true => String::new(),
                false => plot.dots(&line.series),
            });
        }
        plot
    }

    /// Where a moment stands on the axis of time.
    #[must_use]
    pub fn at(&self, time: Time) -> f64 {
        self.time.place(in_us(time))
    }

    fn path(&self, chart: &Chart, line: &Line) -> String {
        match chart.quantity.is_level() {
            true => self.stairs(&line.series, chart.now),
            false => self.joined(&line.series),
        }
    }

    /// Of what stands at a level until it changes; where it is not known there is a gap.
    fn stairs(&self, series: &Series, now: Time) -> String {
        let (mut path, mut is_down) = (String::new(), false);
        for point in series.points() {
            let x = self.at(point.at);
            if is_down {
                write_path(&mut path, 'H', &[x]);
            }
            let low_and_high = point.range.map(|(low, high)| [low, high]);
            for value in low_and_high.into_iter().flatten().chain(point.last) {
                let y = self.values.place(value);
                match is_down {
                    true => write_path(&mut path, 'V', &[y]),
                    false => write_path(&mut path, 'M', &[x, y]),
                }
                is_down = true;
            }
            is_down = point.last.is_some();
        }
        if is_down {
            write_path(&mut path, 'H', &[self.at(now)]);
        }
        path
    }

    /// Where something was measured. A single value would not be seen as a line.
    fn dots(&self, series: &Series) -> String {
        let mut path = String::new();
        for point in series.points() {
            if let Some(value) = point.last {
                let at = [self.at(point.at), self.values.place(value)];
                write_path(&mut path, 'M', &at);
                write_path(&mut path, 'h', &[0.0]);
            }
        }
        path
    }

    /// Of what is measured now and then.
    fn joined(&self, series: &Series) -> String {
        let mut path = String::new();
        for point in series.points() {
            let x = self.at(point.at);
            let low_and_high = point.range.map(|(low, high)| [low, high]);
            for value in low_and_high.into_iter().flatten().chain(point.last) {
                let y = self.values.place(value);
                match path.is_empty() {
                    true => write_path(&mut path, 'M', &[x, y]),
                    false => write_path(&mut path, 'L', &[x, y]),
                }
            }
        }
        path
    }
}

/// Round values around everything that the lines reach, and 0.
fn value_stops(chart: &Chart) -> Vec<i64> {
    // An axis of less than that would tell of nothing.
    let least = match chart.quantity {
        Quantity::IsrSize => 3,
        Quantity::Lag => 4,
        Quantity::ProduceLatency | Quantity::HighWatermarkDelay => 1_000,
    };
    let (mut low, mut high) = (0, least);
    for line in &chart.lines {
        if let Some((lowest, highest)) = line.series.range() {
            low = low.min(lowest);
            high = high.max(highest);
        }
    }
    let step = round_step(high.saturating_sub(low), VALUE_PARTS);
    around(low, high, step)
}

/// What is written beside these.
fn value_labels(chart: &Chart, stops: &[i64], lang: Lang) -> Vec<String> {
    let highest = stops.last().copied().unwrap_or(0);
    let label = |value: &i64| match (*value, chart.quantity.is_time()) {
        (0, _) | (_, false) => value.to_string(),
        (value, true) => words::round_time(lang, value, highest),
    };
    stops.iter().map(label).collect()
}

/// Round moments, as many as have room, each with its label below it and within the chart.
fn time_ticks(scale: &Scale, width: f64, lang: Lang) -> Vec<Tick> {
    let ((from, to), (left, right)) = (scale.values, scale.places);
    let parts = ((right - left) / TIME_LABEL).floor();
    let parts = parts.clamp(TIME_PARTS.0, TIME_PARTS.1);
    let step = round_step(to - from, parts as i64);
    let (mut ticks, mut free_from) = (Vec::new(), 0.0);
    for moment in within(from, to, step) {
        let label = time_label(moment, step, lang);
        let half = text_width(&label, TEXT) / 2.0;
        let place = scale.place(moment);
        let label_at = place.min(width - half).max(half);
        if label_at - half >= free_from && label_at + half <= width {
            free_from = label_at + half + MARGIN;
            ticks.push(Tick {
                place,
                label_at,
                label,
            });
        }
    }
    ticks
}

fn time_label(moment: i64, step: i64, lang: Lang) -> String {
    if step % HUNDREDTH != 0 {
        return [&*words::in_ms(moment), " ms"].concat();
    }
    let (seconds, rest) = (moment / HUNDREDTH / 100, moment / HUNDREDTH % 100);
    match step / HUNDREDTH {
        100.. => say!(lang, "{0} s", "{0}초", seconds),
        10.. => say!(lang, "{0}.{1} s", "{0}.{1}초", seconds, rest / 10),
        _ => say!(
            lang,
            "{0}.{1}{2} s",
            "{0}.{1}{2}초",
            seconds,
            rest / 10,
            rest % 10
        ),
    }
}

fn in_us(time: Time) -> i64 {
    i64::try_from(time.0).unwrap_or(i64::MAX)
}
