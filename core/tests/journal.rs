//! What processes have logged: kept as it was written, the same by whatever way the playhead has come there.

mod common;

use std::sync::Arc;

use common::{P1, PALL, b, send, three_brokers};
use highwater_core::command::Command;
use highwater_core::explain::Logged;
use highwater_core::id::{NodeId, StepNumber};
use highwater_core::sim::Random;
use highwater_core::time::Time;
use highwater_core::timeline::{Position, Timeline};

/// A run in which a broker dies and comes back, and whose journal is kept from its opening on.
fn eventful() -> Timeline {
    let mut timeline = Timeline::new(Arc::new(three_brokers(1))).expect("a sound scenario");
    timeline.keep_journal();
    timeline.act(send(PALL, "a")).expect("sent");
    timeline.run_to_time(Time::from_ms(2_300));
    timeline.act(Command::Crash(b(1))).expect("crashed");
    timeline.run_to_time(Time::from_ms(14_000));
    timeline.act(send(P1, "b")).expect("sent");
    timeline.act(Command::Restart(b(1))).expect("restarted");
    timeline.run_to_time(Time::from_ms(20_000));
    timeline
}

fn texts(logged: &[Arc<Logged>]) -> Vec<String> {
    let line = |it: &Arc<Logged>| format!("{} {} {}", it.at.time.as_ms(), it.who, it.line);
    logged.iter().map(line).collect()
}

#[test]
fn nothing_is_kept_before_somebody_asks_and_everything_since_the_opening_from_then_on() {
    let mut timeline = eventful();
    let along = texts(timeline.logged());
    assert!(along.len() > 20, "{along:#?}");
    let mut late = Timeline::new(Arc::new(three_brokers(1))).expect("a sound scenario");
    late.restore(timeline.acts(), timeline.position())
        .expect("the same acts");
    assert!(late.logged().is_empty());
    late.keep_journal();
    assert_eq!(texts(late.logged()), along);
    timeline.keep_journal();
    assert_eq!(texts(timeline.logged()), along);
    let opening = timeline.opening();
    assert!(timeline.logged().iter().all(|it| it.at > opening));
}

#[test]
fn the_lines_are_those_up_to_the_playhead_by_whatever_way_it_has_come_there() {
    let mut timeline = eventful();
    let all = timeline.logged().to_vec();
    let (first, last) = (timeline.opening().step.0, timeline.frontier().step.0);
    let mut random = Random::new(7);
    for _ in 0..60 {
        let span = u32::try_from(last - first + 1).expect("a short run");
        let step = StepNumber(first + u64::from(random.below(span)));
        timeline.seek(Position {
            step,
            time: Time::START,
        });
        let so_far = all.iter().filter(|it| it.at.step <= step);
        let so_far: Vec<_> = so_far.cloned().collect();
        assert_eq!(timeline.logged(), so_far);
    }
}

#[test]
fn whoever_acts_at_an_earlier_moment_replaces_the_lines_that_came_after_it() {
    let mut timeline = eventful();
    let before = timeline.logged().to_vec();
    timeline.seek(Position {
        step: StepNumber(0),
        time: Time::START,
    });
    assert!(timeline.logged().is_empty());
    timeline.run_to_time(Time::from_ms(3_000));
    let kept = timeline.logged().to_vec();
    assert!(!kept.is_empty() && before.starts_with(&kept));
    timeline.act(Command::Crash(b(3))).expect("crashed");
    timeline.run_to_time(Time::from_ms(20_000));
    let after = texts(timeline.logged());
    assert!(after.starts_with(&texts(&kept)));
    let fenced = |of: &str| {
        let line = format!("Fencing broker {of} ");
        after.iter().any(|it| it.contains(&line))
    };
    assert!(fenced("1") && fenced("3"), "{after:#?}");
    let crash = Time::from_ms(2_300);
    let mut later = timeline.logged().iter().filter(|it| it.at.time > crash);
    assert!(later.all(|it| it.who != b(1)), "b1 is started no more");
}

#[test]
fn a_line_knows_its_process_and_the_partition_that_it_is_about() {
    let timeline = eventful();
    let of = |who: NodeId| timeline.logged().iter().filter(move |it| it.who == who);
    assert!(of(NodeId::CONTROLLER).any(|it| it.line.text.contains("Fencing broker 1")));
    assert!(of(b(2)).any(|it| it.about.is_some() && it.line.text.contains("orders-0")));
}
