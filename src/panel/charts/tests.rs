//! What the charts show, from real runs, and where it stands.

use std::sync::Arc;

use highwater_core::command::Command;
use highwater_core::config::ConsumerConfig;
use highwater_core::id::{BrokerId, ClientId, NodeId};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{ConsumerSpec, Scenario};
use highwater_core::time::Time;
use highwater_core::timeline::Timeline;
use highwater_text::Lang;

use super::plot::{HEIGHT, Plot, left_of};
use super::reading::{Chart, Quantity, charts};
use super::table::rows;
use super::words;
use crate::action::UserAction;
use crate::session::{Action, Dock, Room, Selection, Session};
use crate::stage::{TEXT, text_width};

/// The widths that the charts get: on a phone, beside each other under the stage, on a large screen.
const WIDTHS: [f64; 5] = [150.0, 232.0, 310.0, 480.0, 1_200.0];

fn session(scenario: Arc<Scenario>) -> Session {
    let mut session = Session::of_cluster(scenario, Room::Sandbox);
    session.sample_by(Timeline::sample);
    session.update(Action::Dock(Some(Dock::Charts)));
    session
}

fn plays(session: &mut Session, seconds: u64) {
    let until = session.timeline().position().time.as_ms() + seconds * 1_000;
    while session.timeline().position().time < Time::from_ms(until) {
        session.update(Action::User(UserAction::Step));
        while session.moves() {
            session.update(Action::Tick { real_us: 200_000 });
        }
    }
}

/// The home page's cluster, of which a broker has died.
fn without_b2() -> Session {
    let mut session = session(crate::home::scenario());
    plays(&mut session, 3);
    session.update(Action::Do(Command::Crash(NodeId::Broker(BrokerId(2)))));
    plays(&mut session, 20);
    session
}

/// So many partitions that not all of them are drawn.
fn many() -> Session {
    let mut scenario = (*crate::home::scenario()).clone();
    let replicas = (1..=3).map(BrokerId).collect::<Vec<_>>();
    scenario.topics.push(TopicSpec {
        name: "a-topic-with-a-very-long-name-indeed".into(),
        assignment: vec![replicas; 9],
        partitions: None,
        replication_factor: None,
        config: [].into(),
    });
    let mut session = session(Arc::new(scenario));
    plays(&mut session, 4);
    session
}

fn plot(chart: &Chart, width: f64, lang: Lang) -> Plot {
    let left = left_of(core::slice::from_ref(chart), lang);
    Plot::new(chart, left, width, lang)
}

fn chart(session: &Session, quantity: Quantity, lang: Lang) -> Chart {
    let charts = charts(session, lang);
    let found = charts.into_iter().find(|chart| chart.quantity == quantity);
    found.expect("there is one of each quantity")
}

#[test]
fn nothing_is_measured_before_somebody_looks() {
    let mut session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
    session.sample_by(Timeline::sample);
    assert_eq!(charts(&session, Lang::En), []);
    session.update(Action::Dock(Some(Dock::Charts)));
    assert_eq!(charts(&session, Lang::En).len(), Quantity::ALL.len());
}

#[test]
fn the_table_tells_of_a_broker_that_died_and_back_there_that_it_lives() {
    let mut session = without_b2();
    let died = chart(&session, Quantity::IsrSize, Lang::En);
    assert_eq!(died.lines[0].name, "orders-0");
    let table = rows(&died, Lang::En);
    assert_eq!(table[0].cells, ["2"]);
    let ends = &table[table.len() - 2..];
    assert_eq!(ends[0].head, "lowest");
    assert_eq!((&*ends[0].cells[0], &*ends[1].cells[0]), ("2", "3"));

    session.update(Action::User(UserAction::ToStart));
    let before = chart(&session, Quantity::IsrSize, Lang::Ko);
    let table = rows(&before, Lang::Ko);
    assert!(table[0].head.starts_with("지금, "), "{}", table[0].head);
    assert!(table.iter().all(|row| row.cells == ["3"]), "{table:?}");
}

#[test]
fn the_lag_that_is_drawn_is_that_of_the_group_that_is_looked_at() {
    let mut scenario = (*crate::home::scenario()).clone();
    let reader = |group: &str| ConsumerSpec {
        config: ConsumerConfig {
            group_id: group.into(),
            ..ConsumerConfig::default()
        },
        subscribe: vec!["orders".into()],
        ..ConsumerSpec::default()
    };
    scenario.consumers = vec![reader("first"), reader("second")];
    scenario.topics[0].assignment = vec![(1..=3).map(BrokerId).collect(); 5];
    let mut session = session(Arc::new(scenario));
    plays(&mut session, 20);
    for (picked, group) in [(2, "second"), (1, "first")] {
        let consumer = NodeId::Consumer(ClientId(picked));
        session.update(Action::Select(Some(Selection::Node(consumer))));
        let lag = chart(&session, Quantity::Lag, Lang::En);
        let names: Vec<_> = lag.lines.iter().map(|line| &line.name).collect();
        assert!(!names.is_empty() && lag.others > 0, "{names:?}");
        assert!(
            names.iter().all(|name| name.starts_with(group)),
            "{names:?}"
        );
    }
}

#[test]
fn what_there_is_nothing_of_is_said_in_words() {
    let session = session(crate::home::scenario());
    let lag = chart(&session, Quantity::Lag, Lang::En);
    assert!(lag.lines.is_empty(), "no group is there");
    for quantity in Quantity::ALL {
        let [en, ko] = Lang::ALL.map(|lang| words::nothing(lang, quantity));
        assert!(en.ends_with('.') && ko.ends_with("니다."), "{en} {ko}");
    }
}

#[test]
fn of_many_lines_a_few_are_drawn_and_the_others_are_counted() {
    let session = many();
    let isr = chart(&session, Quantity::IsrSize, Lang::En);
    assert_eq!((isr.lines.len(), isr.others), (4, 6));
    assert!(words::summary(Lang::En, &isr).ends_with("and 6 more that are not drawn"));
    assert!(words::summary(Lang::Ko, &isr).ends_with("그리지 않은 것 6개"));
}

#[test]
fn the_axis_of_time_has_ticks_with_their_unit() {
    for (seconds, width, lang, unit) in [
        (20, 168.0, Lang::En, "0 s"),
        (20, 310.0, Lang::Ko, "초"),
        (2, 168.0, Lang::En, " s"),
        (2, 480.0, Lang::Ko, "초"),
    ] {
        let mut session = session(crate::home::scenario());
        plays(&mut session, seconds);
        let plot = plot(&chart(&session, Quantity::IsrSize, lang), width, lang);
        let labels: Vec<&str> = plot.time_ticks.iter().map(|tick| &*tick.label).collect();
        let what = format!("{seconds} s at {width}: {labels:?}");
        assert!(labels.len() > 1, "{what}");
        assert!(labels.iter().all(|label| label.ends_with(unit)), "{what}");
    }
}

#[test]
fn a_value_has_three_digits_and_the_table_all_of_them() {
    for (us, value, exact) in [
        (79_557, "79.6 ms", "79.557"),
        (1_234, "1.23 ms", "1.234"),
        (500, "0.5 ms", "0.5"),
        (100_000, "100 ms", "100"),
        (1_234_567, "1.2 s", "1\u{202f}234.567"),
        (12_345_678, "12 s", "12\u{202f}345.678"),
    ] {
        let of = Quantity::ProduceLatency;
        assert_eq!(words::value_with_unit(Lang::En, of, us), value);
        assert_eq!(words::value(of, us), exact);
    }
}

#[test]
fn a_moment_has_the_same_place_in_charts_beside_each_other() {
    for session in [without_b2(), many()] {
        for lang in Lang::ALL {
            let charts = charts(&session, lang);
            let left = left_of(&charts, lang);
            let mut axes = Vec::new();
            for chart in &charts {
                let plot = Plot::new(chart, left, 310.0, lang);
                axes.push((plot.time, plot.time_ticks));
            }
            assert!(axes.windows(2).all(|two| two[0] == two[1]), "{axes:?}");
        }
    }
}

#[test]
fn a_time_on_an_axis_is_in_the_unit_that_its_highest_has() {
    for (us, highest, en, ko) in [
        (500, 1_000, "0.5 ms", "0.5 ms"),
        (50_000, 100_000, "50 ms", "50 ms"),
        (500_000, 1_000_000, "0.5 s", "0.5초"),
        (10_000_000, 10_000_000, "10 s", "10초"),
    ] {
        assert_eq!(words::round_time(Lang::En, us, highest), en);
        assert_eq!(words::round_time(Lang::Ko, us, highest), ko);
    }
}

#[test]
fn labels_stand_in_the_chart_and_never_in_each_other() {
    for session in [without_b2(), many(), session(crate::home::scenario())] {
        for lang in Lang::ALL {
            for chart in charts(&session, lang) {
                for width in WIDTHS {
                    check_labels(&plot(&chart, width, lang), width, chart.quantity);
                }
            }
        }
    }
}

fn check_labels(plot: &Plot, width: f64, quantity: Quantity) {
    let what = format!("{quantity:?} at {width}");
    let (left, right) = plot.time.places;
    assert!(left < right && right <= width, "{what}");
    assert!(!plot.time_ticks.is_empty() || width < 232.0, "{what}");
    let mut free_from = 0.0;
    for tick in &plot.time_ticks {
        let half = text_width(&tick.label, TEXT) / 2.0;
        assert!(tick.label_at - half >= free_from, "{what}: {}", tick.label);
        free_from = tick.label_at + half;
        assert!(free_from <= width, "{what}: {}", tick.label);
    }
    let mut above = HEIGHT - TEXT;
    for tick in &plot.value_ticks {
        let start = tick.label_at - text_width(&tick.label, TEXT);
        assert!(
            start >= 0.0 && tick.label_at < left,
            "{what}: {}",
            tick.label
        );
        assert!(tick.place + TEXT / 2.0 <= above, "{what}: {}", tick.label);
        above = tick.place - TEXT / 2.0;
        assert!(above >= 0.0, "{what}: {}", tick.label);
    }
}

#[test]
fn lines_lie_between_the_axes_and_end_at_the_playhead() {
    let session = without_b2();
    for chart in charts(&session, Lang::En) {
        let plot = plot(&chart, 310.0, Lang::En);
        let ((left, right), (bottom, top)) = (plot.time.places, plot.values.places);
        let now = plot.at(chart.now);
        for line in &chart.lines {
            for point in line.series.points() {
                let x = plot.at(point.at);
                assert!(left <= x && x <= now && now <= right, "{x} {now}");
                let (low, high) = point.range.unwrap_or_default();
                for value in [low, high] {
                    let y = plot.values.place(value);
                    assert!(top <= y && y <= bottom, "{value} at {y}");
                }
            }
        }
        assert!(plot.lines.iter().all(|path| path.starts_with('M')));
    }
}

#[test]
fn a_drawing_is_summed_up_in_both_languages() {
    let session = without_b2();
    for (lang, expected) in [
        (
            Lang::En,
            "ISR size (replicas in sync): orders-0 between 2 and 3",
        ),
        (
            Lang::Ko,
            "ISR 크기 (동기화된 레플리카 수): orders-0 2에서 3 사이",
        ),
    ] {
        let isr = chart(&session, Quantity::IsrSize, lang);
        assert_eq!(words::summary(lang, &isr), expected);
    }
}

#[test]
fn a_run_that_comes_in_place_of_another_is_measured_too() {
    let mut session = without_b2();
    session.update(Action::User(UserAction::Reset));
    let anew = chart(&session, Quantity::IsrSize, Lang::En);
    assert_eq!(anew.lines[0].series.range(), Some((3, 3)));
}
