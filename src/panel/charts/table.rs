//! The values of a chart as a table: how everything stands now, when it last changed, and between what it was.

use highwater_core::time::Time;
use highwater_text::{Lang, say};

use super::reading::{Chart, Line};
use super::words;
use crate::panel::moment;
use crate::view::{El, el};

/// So many moments of before are told.
const MOMENTS_MAX: usize = 10;

/// A line of the table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// When, or of what.
    pub head: String,
    /// The value of each line of the chart.
    pub cells: Vec<String>,
}

/// The table's lines: now, the last moments at which something changed, the newest first, and between what it was.
#[must_use]
pub fn rows(chart: &Chart, lang: Lang) -> Vec<Row> {
    let at = |head: String, time: Time| row(chart, head, |line| line.value_at(time));
    let now = moment::in_ms(chart.now);
    let mut rows = vec![at(
        say!(lang, "now, {0} ms", "지금, {0} ms", &now),
        chart.now,
    )];
    for time in moments(chart) {
        let head = [&*moment::in_ms(time), " ms"].concat();
        rows.push(at(head, time));
    }
    let of_range = |head: &str, end: fn((i64, i64)) -> i64| {
        row(chart, head.to_owned(), |line| line.series.range().map(end))
    };
    rows.push(of_range(lang.pick("lowest", "가장 낮음"), |(low, _)| low));
    rows.push(of_range(
        lang.pick("highest", "가장 높음"),
        |(_, high)| high,
    ));
    rows
}

fn row(chart: &Chart, head: String, value: impl Fn(&Line) -> Option<i64>) -> Row {
    let cell = |line| {
        let value = value(line).map(|value| words::value(chart.quantity, value));
        value.unwrap_or_else(|| words::UNKNOWN.to_owned())
    };
    Row {
        head,
        cells: chart.lines.iter().map(cell).collect(),
    }
}

fn moments(chart: &Chart) -> Vec<Time> {
    let mut moments = Vec::new();
    for line in &chart.lines {
        let points = line.series.points().iter().rev();
        moments.extend(points.take(MOMENTS_MAX).map(|point| point.at));
    }
    moments.sort_unstable_by(|one, other| other.cmp(one));
    moments.dedup();
    moments.truncate(MOMENTS_MAX);
    moments
}

/// The table.
pub fn table(chart: &Chart, lang: Lang) -> El {
    let column = |text: &str| el("th").attr("scope", "col").text(text);
    let mut columns = el("tr").child(column(lang.pick("Time", "시각")));
    for line in &chart.lines {
        columns = columns.child(column(&line.name));
    }
    let mut body = el("tbody");
    for row in rows(chart, lang) {
        body = body.child(row_view(&row));
    }
    let caption = [
        words::title(lang, chart.quantity),
        " (",
        words::about(lang, chart.quantity),
        "), ",
        &say!(
            lang,
            "by {0}",
            "{0}별",
            words::columns(lang, chart.quantity)
        ),
    ]
    .concat();
    el("table")
        .class("table chart__table")
        .child(el("caption").text(&caption))
        .child(el("thead").child(columns))
        .child(body)
}

fn row_view(row: &Row) -> El {
    let mut view = el("tr").child(el("th").attr("scope", "row").text(&row.head));
    for cell in &row.cells {
        view = view.child(el("td").text(cell));
    }
    view
}
