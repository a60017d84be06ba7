//! Moving through a run: any walk of seeks shows what a replay shows, and acting in the past
//! replaces the future.

mod common;

use std::sync::Arc;

use common::{P1, PALL, b, send, three_brokers};
use highwater_core::check::{Claim, ClaimError, Invariant, Moment, OnReplica, Statement};
use highwater_core::command::{Command, Refusal};
use highwater_core::config::ConsumerConfig;
use highwater_core::explain::{Loss, Remedy, Role, Way, losses_so_far};
use highwater_core::id::{Offset, StepNumber};
use highwater_core::scenario::{ConsumerSpec, ScriptEntry};
use highwater_core::sim::Random;
use highwater_core::time::Time;
use highwater_core::timeline::{Position, Timeline};
use highwater_core::trace::{Event, Weight};
use highwater_core::wire::Gist;

fn timeline() -> Timeline {
    let mut timeline = Timeline::new(Arc::new(three_brokers(1))).expect("a sound scenario");
    timeline.act(send(PALL, "a")).expect("sent");
    timeline.run_to_time(Time::from_ms(2_300));
    timeline.act(Command::Crash(b(1))).expect("crashed");
    timeline.run_to_time(Time::from_ms(4_000));
    timeline.act(send(P1, "b")).expect("sent");
    timeline.run_to_time(Time::from_ms(14_000));
    timeline
}

/// A run of the same acts without a single seek back.
fn replayed_to(timeline: &Timeline, position: Position) -> Timeline {
    let mut fresh = Timeline::new(Arc::new(three_brokers(1))).expect("a sound scenario");
    fresh
        .restore(timeline.acts(), position)
        .expect("the same acts");
    fresh
}

#[test]
fn what_is_read_of_kafkas_own_topics_goes_on_in_the_background() {
    let mut scenario = three_brokers(1);
    scenario.consumers.push(ConsumerSpec {
        config: ConsumerConfig {
            group_id: "billing".into(),
            ..ConsumerConfig::default()
        },
        subscribe: vec!["orders".into()],
        ..ConsumerSpec::default()
    });
    let mut timeline = Timeline::new(Arc::new(scenario)).expect("a sound scenario");
    timeline.act(send(PALL, "a")).expect("sent");
    timeline.run_to_time(Time::from_ms(14_000));
    let is_internal = |topic| timeline.world().metadata().is_internal(topic);
    let (mut own, mut others) = (0, 0);
    for trace in timeline.past() {
        let (Event::MessageSent { gist, .. } | Event::MessageArrived { gist, .. }) = &trace.event
        else {
            continue;
        };
        let (Gist::Fetch {
            partition: Some(read),
            news: true,
            ..
        }
        | Gist::FetchAnswer {
            partition: Some(read),
            news: true,
            ..
        }) = gist
        else {
            continue;
        };
        let (count, expected) = match is_internal(read.topic) {
            true => (&mut own, Weight::Routine),
            false => (&mut others, Weight::Ordinary),
        };
        *count += 1;
        assert_eq!(timeline.weight_of(trace), expected, "{trace:?}");
    }
    assert!(own > 0 && others > 0, "{own} {others}");
}

#[test]
fn any_walk_of_seeks_equals_a_replay() {
    for seed in 0..20 {
        let mut random = Random::new(seed);
        let mut walk = timeline();
        let (first, last) = (walk.opening().step.0, walk.frontier().step.0);
        let traces = walk.traces().to_vec();
        for _ in 0..30 {
            let span = u32::try_from(last - first + 1).expect("a short run");
            let step = StepNumber(first + u64::from(random.below(span)));
            walk.seek(Position {
                step,
                time: Time::START,
            });
            assert_eq!(walk.position().step, step);
            let replay = replayed_to(&walk, walk.position());
            assert_eq!(walk.world(), replay.world(), "seed {seed}, step {step}");
            assert_eq!(
                walk.traces(),
                traces,
                "seeking changes nothing that is known"
            );
        }
    }
}

#[test]
fn a_step_back_undoes_a_step() {
    for weight in [Weight::Ordinary, Weight::Milestone] {
        let mut timeline = timeline();
        timeline.seek(timeline.opening());
        let mut stops = vec![timeline.position()];
        while let Some(next) = timeline.next_stop(weight) {
            timeline.seek(next);
            assert_eq!(timeline.position(), next);
            stops.push(next);
        }
        assert!(stops.len() > 10 && stops.is_sorted(), "{stops:?}");
        stops.pop();
        while let Some(expected) = stops.pop() {
            let previous = timeline
                .previous_stop(weight)
                .expect("not at the opening yet");
            assert_eq!(previous, expected);
            timeline.seek(previous);
        }
        assert_eq!(timeline.previous_stop(weight), None);
    }
}

#[test]
fn acting_in_the_past_replaces_what_came_after() {
    let mut timeline = timeline();
    let known = timeline.frontier().step;
    timeline.seek(Position {
        step: StepNumber(0),
        time: Time::from_ms(2_310),
    });
    timeline.run_to_time(Time::from_ms(2_310));
    let here = timeline.position();
    timeline.act(send(P1, "instead")).expect("sent");
    assert_eq!(timeline.frontier().step, StepNumber(here.step.0 + 1));
    assert!(timeline.frontier().step < known, "that is gone");
    assert_eq!(
        timeline.acts().len(),
        3,
        "the send after this moment is gone"
    );
    timeline.run_to_time(Time::from_ms(20_000));
    let replay = replayed_to(&timeline, timeline.position());
    assert_eq!(timeline.world(), replay.world());
}

#[test]
fn what_makes_no_sense_is_refused_and_changes_nothing() {
    let mut timeline = timeline();
    let before = (
        timeline.world().state_hash(),
        timeline.frontier(),
        timeline.acts().len(),
    );
    let refused = timeline.act(Command::Crash(b(1)));
    assert_eq!(refused, Err(Refusal::NotRunning(b(1))));
    assert_eq!(
        before,
        (
            timeline.world().state_hash(),
            timeline.frontier(),
            timeline.acts().len()
        )
    );
}

#[test]
fn a_moment_is_found_without_moving() {
    let mut timeline = Timeline::new(Arc::new(three_brokers(1))).expect("a sound scenario");
    timeline.act(send(PALL, "a")).expect("sent");
    let here = timeline.position();
    let moment = Moment::HighWatermark {
        on: b(1),
        partition: "orders-0".into(),
        offset: Offset(1),
    };
    let found = timeline.find(&moment).expect("it moves");
    assert_eq!(timeline.position(), here);
    timeline.seek(found);
    let end = |is| {
        let that = OnReplica {
            on: b(1),
            partition: "orders-0".into(),
            is,
        };
        Claim {
            when: None,
            that: Statement::HighWatermark(that),
        }
    };
    assert_eq!(timeline.judge(&end(Offset(1))), Ok(true));
    assert_eq!(timeline.judge(&end(Offset(0))), Ok(false));
    let never = Moment::HighWatermark {
        on: b(1),
        partition: "orders-0".into(),
        offset: Offset(9),
    };
    let frontier = timeline.frontier();
    assert_eq!(timeline.find(&never), None);
    assert_eq!(
        timeline.frontier(),
        frontier,
        "a search in vain leaves no future behind"
    );
    let claim = Claim {
        when: Some(never),
        ..end(Offset(9))
    };
    assert_eq!(timeline.judge(&claim), Err(ClaimError::NeverHappens));
}

#[test]
fn a_scenario_that_cannot_be_is_refused_with_every_problem_and_its_place() {
    let mut scenario = three_brokers(1);
    scenario.brokers = 2;
    scenario.version = 7;
    scenario.topics[0]
        .config
        .insert("min.insync.replicas".into(), "many".into());
    scenario.topics[0]
        .config
        .insert("nonsense".into(), "1".into());
    let problems = Timeline::new(Arc::new(scenario)).expect_err("it cannot be");
    let text: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert_eq!(
        text,
        [
            "version: this is version 7 of the format, and this engine reads 1",
            "topics[0].assignment[0]: the scenario has no b3, or it is of the wrong kind for this place",
            "topics[0].config.\"min.insync.replicas\": invalid value `many` for configuration \
             `min.insync.replicas`: expected a whole number from 1",
            "topics[0].config.\"nonsense\": unknown topic configuration `nonsense`: expected a key \
             of Kafka 4.3.1, of which min.insync.replicas, unclean.leader.election.enable, \
             max.message.bytes, flush.messages, flush.ms have an effect here",
        ]
    );
}

/// b1 is cut off from both followers, acknowledges what only it has, and dies.
fn loses_a_record() -> Timeline {
    let mut timeline = Timeline::new(Arc::new(three_brokers(1))).expect("a sound scenario");
    for command in [
        Command::Cut(b(1), b(2)),
        Command::Cut(b(1), b(3)),
        send(P1, "a"),
    ] {
        timeline.act(command).expect("it makes sense");
    }
    timeline.run_to_time(Time::from_ms(2_300));
    timeline.act(Command::Crash(b(1))).expect("b1 runs");
    timeline
}

#[test]
fn what_broke_is_told_once_with_what_broke_it_as_a_milestone() {
    let mut timeline = loses_a_record();
    timeline.run_to_time(Time::from_ms(40_000));
    let [broken] = timeline.broken() else {
        panic!("{:?}", timeline.broken());
    };
    let broken = *broken;
    assert_eq!(broken.breach.invariant, Invariant::AckedDurable);
    let trace = timeline.trace(broken.trace).expect("it is known").clone();
    assert_eq!(trace.step, broken.step);
    assert_eq!(timeline.weight_of(&trace), Weight::Milestone);
    timeline.seek(Position {
        step: StepNumber(broken.step.0 - 1),
        time: Time::START,
    });
    assert_eq!(timeline.broken_so_far(), []);
    let next = timeline.next_stop(Weight::Milestone).expect("it breaks");
    timeline.seek(next);
    assert_eq!(timeline.position().step, broken.step);
    assert_eq!(timeline.broken_so_far(), [broken]);
}

#[test]
fn what_breaks_is_the_same_by_any_walk() {
    for seed in 0..10 {
        let mut random = Random::new(seed);
        let mut walk = loses_a_record();
        walk.run_to_time(Time::from_ms(40_000));
        let broken = walk.broken().to_vec();
        let (first, last) = (walk.opening().step.0, walk.frontier().step.0);
        for _ in 0..10 {
            let span = u32::try_from(last - first + 1).expect("a short run");
            let step = StepNumber(first + u64::from(random.below(span)));
            walk.seek(Position {
                step,
                time: Time::START,
            });
            assert_eq!(walk.broken(), broken, "seed {seed}");
        }
        // Another act at any moment leads to what the same acts lead to in a run that never looked back.
        if walk.act(send(PALL, "b")).is_err() {
            continue;
        }
        walk.run_to_time(Time::from_ms(60_000));
        let fresh = replayed_to(&walk, walk.position());
        assert_eq!(walk.broken_so_far(), fresh.broken_so_far(), "seed {seed}");
    }
}

#[test]
fn what_was_there_when_the_run_opened_is_followed_from_there() {
    let mut scenario = three_brokers(1);
    scenario.opens_at_ms = 6_000;
    scenario.script = vec![ScriptEntry {
        at_ms: 3_000,
        command: send(PALL, "a"),
    }];
    let mut timeline = Timeline::new(Arc::new(scenario)).expect("a sound scenario");
    for id in 1..=3 {
        timeline
            .act(Command::PowerLoss(b(id)))
            .expect("it has power");
    }
    let losses = losses_so_far(&timeline);
    let loss = Loss::of(&timeline, &losses[0][0]);
    let roles: Vec<Role> = loss.cause.iter().map(|link| link.role).collect();
    let [power, tail] = [Role::PowerLost, Role::TailLost];
    assert_eq!(roles, [power, tail, power, tail, power, tail]);
    assert_eq!(
        (loss.way, loss.kept_by),
        (Way::Unflushed, vec![Remedy::FlushMessages])
    );
}

#[test]
fn acting_before_it_broke_forgets_that_it_did() {
    let mut timeline = loses_a_record();
    let before = timeline.position();
    timeline.run_to_time(Time::from_ms(40_000));
    assert_eq!(timeline.broken().len(), 1);
    timeline.seek(before);
    timeline.act(Command::HealAll).expect("something is wrong");
    timeline.run_to_time(Time::from_ms(60_000));
    assert_eq!(timeline.broken(), [], "b1 is back before it is fenced");
}

#[test]
fn a_step_passes_over_what_goes_on_in_kafkas_own_topics() {
    let mut scenario = three_brokers(1);
    let mut member = ConsumerSpec::default();
    member.config.group_id = "board".into();
    member.subscribe = vec![Arc::from("orders")];
    scenario.consumers = vec![member];
    let mut timeline = Timeline::new(Arc::new(scenario)).expect("a sound scenario");
    let mut stops = 0;
    while let Some(stop) = timeline.next_stop(Weight::Ordinary) {
        timeline.seek(stop);
        if stop.time > Time::from_ms(20_000) {
            break;
        }
        let here = timeline.past().iter().filter(|it| it.step == stop.step);
        let weight = here.map(|trace| timeline.weight_of(trace)).max();
        assert!(weight >= Some(Weight::Ordinary), "nothing at {stop:?}");
        stops += 1;
    }
    let mut topics = timeline.world().metadata().topics.values();
    assert!(stops > 5 && topics.any(|it| &*it.name == "__consumer_offsets"));
}
