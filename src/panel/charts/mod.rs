//! Charts, for the room under the stage: lag, produce latency, high watermark delay and ISR size over time, up
//! to the playhead.
//!
//! ```text
//!  Produce latency  ms          ▸     ISR size  replicas           ▸
//!  10│      ╭──╮                      3│────┐     ╭───
//!   5│  ╭───╯  ╰──╎                   0│    └─────╯   ╎
//!    └─┬─────┬─────                    └─┬─────┬─────
//!    10 s   20 s                       10 s   20 s
//!  ── p1  79.6 ms                     ── orders-0  3
//!  Consumer lag  No group has committed yet.
//! ```
//!
//! [`reading`] says what there is to show and [`plot`] where it stands, plain data that is tested natively.

mod plot;
mod reading;
mod scale;
mod table;
#[cfg(test)]
mod tests;
mod words;

use std::sync::Arc;

use highwater_text::Lang;
use leptos::prelude::{Get as _, GetUntracked as _, RwSignal, Set as _, Update as _};

use self::plot::{HEIGHT, Plot, Tick};
use self::reading::{Chart, Line, Quantity};
use super::button;
use crate::store::{Look, Store};
use crate::view::{El, Node, el, live, views};

/// The charts.
pub fn charts(store: Store, lang: Lang) -> El {
    let charts: Look<Arc<[Chart]>> =
        store.look(move |session| reading::charts(session, lang).into());
    let left = Look::new(move || charts.with(|charts| plot::left_of(charts, lang)));
    let mut list = el("div")
        .class("charts")
        .attr("role", "group")
        .attr("aria-label", lang.pick("Charts", "차트"));
    for (index, quantity) in Quantity::ALL.into_iter().enumerate() {
        let chart = Look::new(move || charts.with(|charts| charts.get(index).cloned()));
        list = list.child(one(store, lang, quantity, chart, left));
    }
    list
}

/// One of them, with its axis of values as far right as in all of them.
fn one(
    store: Store,
    lang: Lang,
    quantity: Quantity,
    chart: Look<Option<Chart>>,
    left: Look<f64>,
) -> El {
    let width = RwSignal::new(0_u32);
    let title = el("figcaption")
        .class("chart__title")
        .child(el("strong").text(words::title(lang, quantity)))
        .text(" ")
        .child(
            el("span")
                .class("muted chart__unit")
                .text(words::unit(lang, quantity)),
        );
    let nothing = el("p")
        .class("muted")
        .hidden(move || !chart.with(is_empty))
        .text(words::nothing(lang, quantity));
    let drawing = shown(chart, move |chart| match width.get() {
        0 => views(None::<El>),
        width => {
            let plot = Plot::new(chart, left.get(), f64::from(width), lang);
            drawing(store, lang, chart, plot, width).done()
        }
    });
    let room = el("div")
        .class("chart__drawing")
        .measured(move |measured, _| {
            if width.get_untracked() != measured as u32 {
                width.set(measured as u32);
            }
        });
    el("figure")
        .live("class", move || {
            let class = match chart.with(is_empty) {
                true => "chart chart--empty",
                false => "chart",
            };
            Some(class.to_owned())
        })
        .child(title)
        .child(nothing)
        .child(room.child(drawing))
        .child(shown(chart, move |chart| legend(lang, chart)))
        .child(data(lang, quantity, chart))
}

fn is_empty(chart: &Option<Chart>) -> bool {
    chart.as_ref().is_none_or(|chart| chart.lines.is_empty())
}

/// What is shown of a chart that has lines.
fn shown(chart: Look<Option<Chart>>, view: impl Fn(&Chart) -> Node + 'static) -> Node {
    live(move || {
        chart.with(|chart| match chart {
            Some(chart) if !chart.lines.is_empty() => view(chart),
            _ => views(None::<El>),
        })
    })
}

/// The table, which is made only while somebody wants it.
fn data(lang: Lang, quantity: Quantity, chart: Look<Option<Chart>>) -> El {
    let open = RwSignal::new(false);
    let data = lang.pick("Data", "데이터");
    let name = [data, ": ", words::title(lang, quantity)].concat();
    let toggle = button("disclosure", move || open.update(|open| *open = !*open))
        .attr("aria-label", &name)
        .attr("title", &name)
        .live("aria-expanded", move || Some(open.get().to_string()))
        .child(el("span").class("chart__data-word").text(data));
    let table = shown(chart, move |chart| match open.get() {
        true => table::table(chart, lang).done(),
        false => views(None::<El>),
    });
    el("div")
        .class("chart__data")
        .hidden(move || chart.with(is_empty))
        .child(toggle)
        .child(table)
}

/// The lines, and the playhead, which moves with every frame.
fn drawing(store: Store, lang: Lang, chart: &Chart, plot: Plot, width: u32) -> El {
    let (bottom, top) = plot.values.places;
    let mut drawing = el("svg")
        .class("chart__svg")
        .attr("role", "img")
        .attr("aria-label", &words::summary(lang, chart))
        .attr(
            "viewBox",
            &["0 0 ", &width.to_string(), " ", &px(HEIGHT)].concat(),
        );
    for tick in &plot.value_ticks {
        drawing = drawing
            .child(path("chart__rule", &across(tick.place, plot.time.places)))
            .child(label(tick, "end", tick.place + 4.0));
    }
    for tick in &plot.time_ticks {
        let mark = ["M", &px(tick.place), " ", &px(bottom), "v4"].concat();
        drawing =
            drawing
                .child(path("chart__rule", &mark))
                .child(label(tick, "middle", HEIGHT - 3.0));
    }
    for (index, line) in plot.lines.iter().enumerate() {
        drawing = drawing.child(path(&line_class(index), line));
    }
    for (index, dots) in plot.dots.iter().enumerate() {
        if !dots.is_empty() {
            drawing = drawing.child(path(&dots_class(index), dots));
        }
    }
    let playhead = move || {
        let x = px(plot.at(store.now()));
        Some(["M", &x, " ", &px(top), "V", &px(bottom)].concat())
    };
    drawing.child(el("path").class("chart__playhead").live("d", playhead))
}

fn across(y: f64, (from, to): (f64, f64)) -> String {
    ["M", &px(from), " ", &px(y), "H", &px(to)].concat()
}

fn path(class: &str, d: &str) -> El {
    el("path").class(class).attr("d", d)
}

fn label(tick: &Tick, anchor: &str, y: f64) -> El {
    el("text")
        .class("chart__label")
        .attr("x", &px(tick.label_at))
        .attr("y", &px(y))
        .attr("text-anchor", anchor)
        .text(&tick.label)
}

/// To whole pixels: what is straight is sharp, and what moves changes no more often than can be seen.
fn px(value: f64) -> String {
    (value.round() as i64).to_string()
}

/// A line as it is drawn: what was measured once only is a dot.
fn sample(chart: &Chart, index: usize, line: &Line) -> El {
    match line.series.points() {
        [_] if !chart.quantity.is_level() => path(&dots_class(index), "M13 4h0"),
        _ => path(&line_class(index), "M1 4H25"),
    }
}

fn dots_class(index: usize) -> String {
    [&*line_class(index), " chart__dots"].concat()
}

fn line_class(index: usize) -> String {
    ["chart__line chart__line--", &index.to_string()].concat()
}

/// Which line is whose, and what it is at the playhead.
fn legend(lang: Lang, chart: &Chart) -> Node {
    let mut list = el("ul").class("chart__legend");
    for (index, line) in chart.lines.iter().enumerate() {
        let value = line.value_at(chart.now);
        let value = value.map(|value| words::value_with_unit(lang, chart.quantity, value));
        let drawn = el("svg")
            .class("chart__sample")
            .attr("aria-hidden", "true")
            .attr("viewBox", "0 0 26 8")
            .child(sample(chart, index, line));
        let entry = el("li")
            .child(drawn)
            .child(el("span").words(&line.name))
            .text(" ")
            .child(el("strong").text(value.as_deref().unwrap_or(words::UNKNOWN)));
        list = list.child(entry);
    }
    let others = Some(chart.others).filter(|count| *count > 0);
    let others = others.map(|count| {
        el("p")
            .class("chart__others muted")
            .text(&words::others(lang, count))
    });
    views(vec![list.done(), views(others)])
}
