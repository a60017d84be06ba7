//! The runs, moments and rooms in which scenes are looked at.

use std::sync::Arc;

use highwater_core::command::Command;
use highwater_core::id::{BrokerId, NodeId, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{Load, Scenario};
use highwater_core::time::{Span, Time};
use highwater_core::timeline::{Position, Timeline};
use highwater_core::trace::Event;
use highwater_text::Lang;

use super::super::scene::Scene;
use super::super::{Camera, Focus, scene};
use crate::session::Selection;

/// The room that the three layouts give the drawing, and rooms that are awkward.
pub const ROOMS: [Camera; 7] = [
    Camera {
        width: 744.0,
        height: 552.0,
    },
    Camera {
        width: 660.0,
        height: 440.0,
    },
    Camera {
        width: 336.0,
        height: 0.0,
    },
    Camera {
        width: 1_500.0,
        height: 900.0,
    },
    Camera {
        width: 590.0,
        height: 300.0,
    },
    Camera {
        width: 579.0,
        height: 0.0,
    },
    Camera {
        width: 300.0,
        height: 100.0,
    },
];

pub fn run(scenario: Arc<Scenario>) -> Timeline {
    Timeline::new(scenario).expect("the scenario is right")
}

/// Three brokers, as on the home page.
pub fn small() -> Timeline {
    run(crate::home::scenario())
}

/// Four brokers, many partitions, a record every few milliseconds.
pub fn large() -> Timeline {
    let mut scenario = (*crate::home::scenario()).clone();
    let brokers = |first: u32| {
        (0..3)
            .map(|next| BrokerId((first + next) % 4 + 1))
            .collect()
    };
    let topic: Arc<str> = Arc::from("payments");
    scenario.brokers = 4;
    scenario.topics = vec![TopicSpec {
        name: topic.clone(),
        assignment: (0..9).map(brokers).collect(),
        partitions: None,
        replication_factor: None,
        config: Default::default(),
    }];
    if let Some(producer) = scenario.producers.first_mut() {
        producer.load = Some(Load {
            topic: topic.clone(),
            partitions: (0..9).map(PartitionIndex).collect(),
            from_ms: 2_000,
            every_ms: 20,
        });
    }
    let producer = scenario.producers.first().cloned();
    scenario.producers.extend(producer);
    for consumer in &mut scenario.consumers {
        for assigned in &mut consumer.assign {
            assigned.topic = topic.clone();
        }
    }
    let consumer = scenario.consumers.first().cloned();
    scenario.consumers.extend(consumer);
    run(Arc::new(scenario))
}

/// Moments of a run in which things break, with a name each.
pub fn moments() -> Vec<(String, Timeline)> {
    let (b1, b2, b3) = (broker(1), broker(2), broker(3));
    let mut moments = Vec::new();
    for (name, mut timeline) in [("small", small()), ("large", large())] {
        let mut note = |at_ms: u64, timeline: &mut Timeline| {
            timeline.run_to_time(Time::from_ms(at_ms));
            moments.push((format!("{name} at {at_ms} ms"), timeline.clone()));
        };
        for at_ms in [8_005, 8_015, 8_025, 8_040, 8_055, 8_070, 8_090, 8_520] {
            note(at_ms, &mut timeline);
        }
        timeline.act(Command::Crash(b1)).expect("b1 runs");
        for at_ms in [8_530, 12_000, 18_100, 20_015] {
            note(at_ms, &mut timeline);
        }
        timeline
            .act(Command::Cut(b2, b3))
            .expect("the link is whole");
        for at_ms in [20_040, 30_000, 55_000] {
            note(at_ms, &mut timeline);
        }
        timeline
            .act(Command::HealAll)
            .expect("there is something to heal");
        for at_ms in [55_030, 55_060, 57_000, 60_020] {
            note(at_ms, &mut timeline);
        }
    }
    moments.extend(marked());
    moments
}

/// Moments in which everything is marked that can be.
fn marked() -> Vec<(String, Timeline)> {
    let (b1, b2, b3) = (broker(1), broker(2), broker(3));
    let mut moments = Vec::new();
    for (name, mut timeline) in [("small", small()), ("large", large())] {
        timeline.run_to_time(Time::from_ms(8_015));
        for command in [
            Command::Pause(b1),
            Command::SlowBroker {
                broker: b2,
                by_ms: 20,
            },
            Command::SlowDisk {
                broker: b2,
                by_ms: 250,
            },
            Command::SlowLink {
                a: b2,
                b: b3,
                by_ms: 100,
            },
            Command::CutOneWay { from: b1, to: b3 },
            Command::CutOneWay {
                from: b2,
                to: NodeId::CONTROLLER,
            },
            Command::Shutdown(b3),
        ] {
            timeline.act(command).expect("all is well before");
        }
        for at_ms in [8_030, 10_500, 18_500] {
            timeline.run_to_time(Time::from_ms(at_ms));
            moments.push((format!("{name}, marked, at {at_ms} ms"), timeline.clone()));
        }
        timeline.act(Command::HealAll).expect("much is broken");
        timeline.run_to_time(Time::from_ms(60_000));
        for (broker, at_ms) in [(b3, 80_000), (b2, 100_000), (b1, 120_000)] {
            timeline.act(Command::Crash(broker)).expect("it runs");
            timeline.run_to_time(Time::from_ms(at_ms));
            moments.push((format!("{name} without {broker}"), timeline.clone()));
        }
    }
    moments
}

pub fn broker(id: u32) -> NodeId {
    NodeId::Broker(BrokerId(id))
}

pub fn scene_of(
    timeline: &Timeline,
    room: Camera,
    selection: Option<Selection>,
    lang: Lang,
) -> Scene {
    let now = timeline.position().time;
    scene(
        timeline.world(),
        timeline.past(),
        now,
        room,
        &Focus::default(),
        selection,
        lang,
    )
}

/// Every scene of every moment in every room, in both languages.
pub fn for_each_scene(mut check: impl FnMut(&str, &Timeline, Camera, &Scene)) {
    for (name, timeline) in moments() {
        for room in ROOMS {
            for lang in Lang::ALL {
                let scene = scene_of(&timeline, room, None, lang);
                let name = format!("{name}, {}×{}, {}", room.width, room.height, lang.code());
                check(&name, &timeline, room, &scene);
            }
        }
    }
}

/// The first moment, from where the run stands, at which that happens.
#[track_caller]
pub fn when(timeline: &mut Timeline, happens: impl Fn(&Event) -> bool) -> Time {
    let from = timeline.position().time;
    timeline.run_to_time(from + Span::from_ms(60_000));
    let trace = timeline
        .past()
        .iter()
        .find(|trace| trace.at >= from && happens(&trace.event));
    let (step, time) = trace
        .map(|trace| (trace.step, trace.at))
        .expect("it happens within a minute");
    timeline.seek(Position { step, time });
    time
}
