//! What the presets on groups promise.

use highwater_core::time::{Span, Time};
use highwater_core::timeline::{Rebalance, Standstills, Timeline};
use highwater_core::trace::{ConsumerEvent, Event};

use crate::run::{Run, preset};

#[test]
fn the_same_join_stops_all_partitions_or_only_those_that_move() {
    let mut timeline =
        Timeline::new(preset("three-protocols").scenario.clone()).expect("it is right");
    timeline.run_to_time(Time::from_ms(60_000));
    let mut standstills = Standstills::default();
    standstills.follow(&timeline);
    let now = timeline.position().time;
    let of = |id: &str| -> (usize, Span, Span) {
        let rebalances = standstills.all().iter();
        let of_group: Vec<&Rebalance> = rebalances.filter(|it| *it.group.0 == *id).collect();
        let [rebalance] = of_group[..] else {
            panic!("{id}: {of_group:?}");
        };
        assert!(rebalance.ended_at.is_some(), "{id}: {rebalance:?}");
        let stopped = rebalance.standstills.len();
        (stopped, rebalance.longest(now), rebalance.sum(now))
    };
    let (eager, cooperative, consumer) = (of("eager"), of("cooperative"), of("kip-848"));
    assert_eq!((eager.0, cooperative.0, consumer.0), (12, 4, 4));
    for (_, longest, sum) in [cooperative, consumer] {
        assert!(
            eager.1 < longest && eager.2 < sum,
            "{eager:?}, {longest:?}, {sum:?}"
        );
    }
}

/// What is read on from step to step is what is read in one go, also after the playhead went back.
#[test]
fn standstills_are_followed_from_step_to_step_as_in_one_go() {
    let mut timeline =
        Timeline::new(preset("three-protocols").scenario.clone()).expect("it is right");
    let mut followed = Standstills::default();
    for ms in [41_000, 43_000, 45_000, 50_000, 60_000] {
        timeline.run_to_time(Time::from_ms(ms));
        followed.follow(&timeline);
    }
    let mut at_once = Standstills::default();
    at_once.follow(&timeline);
    assert_eq!(followed.all(), at_once.all());
    assert!(!at_once.all().is_empty());
    timeline.seek(timeline.opening());
    followed.follow(&timeline);
    assert!(followed.all().is_empty());
}

#[test]
fn a_member_that_polls_too_late_leaves_and_the_other_gets_what_it_had() {
    let mut run = Run::of("poll-too-late");
    let is_late = |event: &Event| matches!(event, Event::Consumer(event) if **event == ConsumerEvent::PollTimedOut);
    run.waits(40_000, is_late);
    let has_both = |event: &Event| {
        matches!(event, Event::Consumer(event)
            if matches!(&**event, ConsumerEvent::PartitionsAssigned(all) if all.len() == 2))
    };
    run.waits(20_000, has_both);
}
