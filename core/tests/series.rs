//! What is measured on the way: each quantity equals what its traces and the state say, by whatever way the
//! playhead has come there.

mod common;

use std::sync::Arc;

use common::{ORDERS, P1, PALL, b, send, three_brokers};
use highwater_core::command::{AdminCommand, Command, ElectionType};
use highwater_core::config::{ConsumerConfig, ProducerConfig};
use highwater_core::explain::{GroupTable, describe_group};
use highwater_core::group::classic::GroupId;
use highwater_core::id::{BrokerId, NodeId, Offset, PartitionIndex, StepNumber};
use highwater_core::scenario::{ConsumerSpec, Load, Scenario};
use highwater_core::sim::Random;
use highwater_core::time::Time;
use highwater_core::timeline::{Position, Samples, Series, Timeline};
use highwater_core::trace::{Event, Trace};

/// A run that is measured.
fn measured(scenario: Scenario) -> Timeline {
    let mut timeline = Timeline::new(Arc::new(scenario)).expect("a sound scenario");
    timeline.sample();
    timeline
}

/// A run in which a record is sent, a broker dies and another record waits for that.
fn eventful() -> Timeline {
    let mut timeline = measured(three_brokers(1));
    timeline.act(send(PALL, "a")).expect("sent");
    timeline.run_to_time(Time::from_ms(2_300));
    timeline.act(Command::Crash(b(1))).expect("crashed");
    timeline.run_to_time(Time::from_ms(4_000));
    timeline.act(send(P1, "b")).expect("sent");
    timeline.run_to_time(Time::from_ms(14_000));
    timeline
}

fn samples(timeline: &Timeline) -> Samples {
    timeline.samples().expect("it is measured")
}

/// The first trace that is that.
fn first(timeline: &Timeline, is: impl Fn(&Event) -> bool) -> &Trace {
    let found = timeline.past().iter().find(|trace| is(&trace.event));
    found.expect("it happened")
}

/// Each change of a level, as (milliseconds, level).
fn levels(series: &Series) -> Vec<(u64, Option<i64>)> {
    let points = series.points().iter();
    points.map(|point| (point.at.as_ms(), point.last)).collect()
}

#[test]
fn the_high_watermark_delay_is_the_time_between_the_append_and_the_advance() {
    let timeline = eventful();
    let appended = first(&timeline, |event| {
        matches!(event, Event::LeaderAppended { partition, base_offset, .. }
            if *partition == ORDERS && *base_offset == Offset(0))
    });
    let committed = first(&timeline, |event| {
        matches!(event, Event::HighWatermarkAdvanced { partition, to, .. }
            if *partition == ORDERS && *to > Offset(0))
    });
    let samples = samples(&timeline);
    let delay = samples.high_watermark_delay[&ORDERS].points()[0];
    assert_eq!(delay.at, committed.at);
    let expected = i64::try_from(committed.at.since(appended.at).0).ok();
    assert_eq!(delay.last, expected);
    assert!(expected > Some(0), "followers have to fetch it first");
}

#[test]
fn the_produce_latency_is_the_time_between_the_send_and_the_callback() {
    let timeline = eventful();
    let samples = samples(&timeline);
    for producer in [PALL, P1] {
        let sent = first(
            &timeline,
            |event| matches!(event, Event::Commanded(Command::Produce { producer: to, .. }) if *to == producer),
        );
        let answered = timeline.past().iter().find(|trace| {
            trace.actor == producer && matches!(trace.event, Event::RecordAcknowledged { .. })
        });
        let answered = answered.expect("it was answered");
        let latency = samples.produce_latency[&producer].points()[0];
        assert_eq!(latency.at, answered.at, "{producer}");
        let expected = i64::try_from(answered.at.since(sent.at).0).ok();
        assert_eq!(latency.last, expected, "{producer}");
    }
}

#[test]
fn the_isr_shrinks_when_a_broker_dies_and_grows_when_it_is_back() {
    let mut timeline = measured(three_brokers(1));
    let opening = timeline.opening().time.as_ms();
    timeline.act(Command::Crash(b(2))).expect("it runs");
    timeline.run_to_time(Time::from_ms(20_000));
    timeline.act(Command::Restart(b(2))).expect("it is dead");
    timeline.run_to_time(Time::from_ms(40_000));
    let changed = |to: usize| {
        first(&timeline, |event| {
            matches!(event, Event::IsrChanged { partition, to: isr, .. }
                if *partition == ORDERS && isr.len() == to)
        })
        .at
        .as_ms()
    };
    assert_eq!(
        levels(&samples(&timeline).isr_size[&ORDERS]),
        [
            (opening, Some(3)),
            (changed(2), Some(2)),
            (changed(3), Some(3))
        ]
    );
}

#[test]
fn any_walk_of_seeks_shows_the_same_series() {
    let mut walk = eventful();
    let (first, last) = (walk.opening().step.0, walk.frontier().step.0);
    let mut random = Random::new(7);
    for _ in 0..30 {
        let span = u32::try_from(last - first + 1).expect("a short run");
        let step = StepNumber(first + u64::from(random.below(span)));
        walk.seek(Position {
            step,
            time: Time::START,
        });
        let mut replay = measured(three_brokers(1));
        replay
            .restore(walk.acts(), walk.position())
            .expect("the same acts");
        assert_eq!(walk.samples(), replay.samples(), "step {step}");
    }
}

#[test]
fn acting_in_the_past_forgets_what_was_measured_after_it() {
    let mut timeline = eventful();
    let then = Time::from_ms(2_250);
    let step = timeline.traces().partition_point(|trace| trace.at <= then);
    let position = Position::of(&timeline.traces()[step - 1].clone());
    timeline.seek(position);
    timeline.act(send(P1, "instead")).expect("sent");
    timeline.run_to_time(Time::from_ms(9_000));
    let mut replay = measured(three_brokers(1));
    replay
        .restore(timeline.acts(), timeline.position())
        .expect("the same acts");
    assert_eq!(timeline.samples(), replay.samples());
    let isr = &samples(&timeline).isr_size[&ORDERS];
    assert_eq!(isr.range(), Some((3, 3)), "nobody has died in this run");
}

#[test]
fn measuring_changes_nothing_and_may_begin_late() {
    let from_the_start = eventful();
    let mut late = Timeline::new(Arc::new(three_brokers(1))).expect("a sound scenario");
    late.restore(from_the_start.acts(), from_the_start.position())
        .expect("the same acts");
    assert_eq!(late.samples(), None, "nobody measures yet");
    late.sample();
    assert_eq!(late.samples(), from_the_start.samples());
    assert_eq!(
        late.world().state_hash(),
        from_the_start.world().state_hash()
    );
}

/// A producer that sends steadily and a group that reads and commits, now and then.
fn with_group() -> Scenario {
    let mut scenario = three_brokers(3);
    scenario.producers.truncate(1);
    scenario.producers[0].config = ProducerConfig::default();
    scenario.producers[0].load = Some(Load {
        topic: "orders".into(),
        partitions: vec![PartitionIndex(0)],
        every_ms: 40,
        from_ms: 1_000,
    });
    scenario.consumers = vec![ConsumerSpec {
        config: ConsumerConfig {
            group_id: "billing".into(),
            ..ConsumerConfig::default()
        },
        subscribe: vec!["orders".into()],
        ..ConsumerSpec::default()
    }];
    scenario
}

/// The lag that the tool prints of the group's one partition.
fn printed_lag(timeline: &Timeline) -> Option<i64> {
    let printed = describe_group(timeline.world(), "billing", GroupTable::Offsets, false)?;
    let row = printed
        .text
        .lines()
        .find(|line| line.starts_with("billing"))?;
    row.split_whitespace().nth(5)?.parse().ok()
}

/// The same as it is measured, and as the group is seen.
fn told_lags(timeline: &Timeline) -> [Option<i64>; 2] {
    let group = GroupId("billing".into());
    let samples = samples(timeline);
    let mut measured = samples.lag.iter();
    let series = measured.find(|((of, _), _)| *of == group);
    let view = timeline.world().group_view(&group);
    let members = view.members.iter().flat_map(|member| &member.partitions);
    let seen = members.chain(&view.ownerless).next();
    [
        series.and_then(|(_, series)| series.last()),
        seen.and_then(|one| one.lag),
    ]
}

#[test]
fn the_lag_is_what_kafka_consumer_groups_prints() {
    let mut scenario = with_group();
    scenario.topics[0].assignment = vec![vec![BrokerId(1), BrokerId(2)]];
    scenario.topics[0].config = [].into();
    let mut timeline = measured(scenario);
    let unclean = AdminCommand::ElectLeader {
        election: ElectionType::Unclean,
        topic: "orders".into(),
        partition: PartitionIndex(0),
    };
    let mut faults = [
        (10_000, Command::Crash(b(2))),
        (25_000, Command::Crash(b(1))),
        (26_000, Command::Restart(b(2))),
        (40_000, Command::Admin(unclean)),
    ]
    .into_iter()
    .peekable();
    let mut told = Vec::new();
    for at_ms in (3_000..50_000).step_by(250) {
        timeline.run_to_time(Time::from_ms(at_ms));
        if let Some((_, fault)) = faults.next_if(|(from_ms, _)| *from_ms <= at_ms) {
            timeline.act(fault).expect("it can be done");
        }
        let printed = printed_lag(&timeline);
        assert_eq!(told_lags(&timeline), [printed; 2], "at {at_ms} ms");
        told.push(printed);
    }
    told.dedup();
    assert!(told.len() > 10, "it rises and falls: {told:?}");
    assert!(told.contains(&None), "nobody leads for a while: {told:?}");
    assert!(
        told.iter().flatten().any(|lag| *lag < 0),
        "who is elected uncleanly lacks what was committed: {told:?}"
    );
}

#[test]
fn while_nobody_coordinates_a_group_its_lag_is_not_known() {
    let mut timeline = measured(with_group());
    timeline.run_to_time(Time::from_ms(15_000));
    let before = samples(&timeline);
    let ((group, _), series) = before.lag.iter().next().expect("it has committed");
    assert!(series.last().is_some());
    let (coordinator, _) = timeline
        .world()
        .coordinator_of(group)
        .expect("somebody coordinates it");
    let coordinator = NodeId::Broker(coordinator);
    timeline.act(Command::Crash(coordinator)).expect("it runs");
    timeline.run_to_time(Time::from_ms(40_000));
    let after = samples(&timeline);
    let (_, series) = after.lag.iter().next().expect("it is known of before");
    let points = series.points();
    assert!(points.iter().any(|point| point.last.is_none()), "a gap");
    assert!(series.last().is_some(), "another broker coordinates it now");
}

#[test]
fn what_only_a_deposed_leader_had_is_never_passed() {
    let mut timeline = measured(three_brokers(1));
    for follower in [b(2), b(3)] {
        timeline
            .act(Command::Cut(b(1), follower))
            .expect("the link works");
    }
    timeline.act(send(P1, "on b1 alone")).expect("sent");
    timeline.run_to_time(Time::from_ms(2_300));
    let known = samples(&timeline).high_watermark_delay;
    assert!(known.is_empty(), "nobody fetches it: {known:?}");
    timeline.act(Command::Crash(b(1))).expect("it runs");
    timeline.run_to_time(Time::from_ms(20_000));
    timeline.act(send(PALL, "instead")).expect("sent");
    timeline.run_to_time(Time::from_ms(21_000));
    let appended = timeline.past().iter().rev().find(|trace| {
        matches!(trace.event, Event::LeaderAppended { partition, base_offset, .. }
            if partition == ORDERS && base_offset == Offset(0))
    });
    let appended = appended.expect("another leader took it").at;
    let delays = samples(&timeline).high_watermark_delay;
    let [delay] = delays[&ORDERS].points() else {
        panic!("it was committed once: {delays:?}");
    };
    let expected = i64::try_from(delay.at.since(appended).0).ok();
    assert_eq!(delay.range, expected.map(|delay| (delay, delay)));
}
