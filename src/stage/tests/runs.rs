//! The runs, moments and rooms in which scenes are looked at.

use std::sync::{Arc, LazyLock};

use highwater_core::command::Command;
use highwater_core::id::{BrokerId, ClientId, NodeId, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{Load, Scenario};
use highwater_core::time::{Span, Time};
use highwater_core::timeline::{Position, Timeline};
use highwater_core::trace::Event;
use highwater_text::Lang;

use super::super::scene::Scene;
use super::super::{Camera, Focus, scene};
use crate::session::{Perspective, Selection};

/// The room that the three layouts give the drawing, and rooms that are awkward.
pub const ROOMS: [Camera; 10] = [
    // Wide: in a lesson, in the sandbox, on a large screen.
    room(744.0, 552.0),
    room(1_010.0, 545.0),
    room(1_500.0, 900.0),
    // Wide and low: the control plane is open under it.
    room(744.0, 440.0),
    // A tablet across and upright.
    room(660.0, 600.0),
    room(452.0, 860.0),
    // A phone.
    room(336.0, 0.0),
    // And what else there may be.
    room(590.0, 300.0),
    room(579.0, 0.0),
    room(300.0, 100.0),
];

/// The rooms that are looked at in both languages.
const IN_BOTH_LANGUAGES: [usize; 3] = [0, 5, 6];

const fn room(width: f64, height: f64) -> Camera {
    Camera {
        width,
        height,
        perspective: Perspective::ByBroker,
    }
}

pub fn run(scenario: Arc<Scenario>) -> Timeline {
    Timeline::new(scenario).expect("the scenario is right")
}

/// Three brokers, as on the home page.
pub fn small() -> Timeline {
    run(crate::home::scenario())
}

/// So many brokers and partitions with three replicas each, and a record every few milliseconds.
pub fn grid(brokers: u32, partitions: u32) -> Timeline {
    spread(brokers, partitions, 3)
}

/// The same with so many replicas of each partition.
pub fn spread(brokers: u32, partitions: u32, copies: u32) -> Timeline {
    let mut scenario = (*crate::home::scenario()).clone();
    let replicas = |first: u32| {
        (0..copies)
            .map(|next| BrokerId((first + next) % brokers + 1))
            .collect()
    };
    let topic: Arc<str> = Arc::from("payments");
    scenario.brokers = brokers;
    scenario.topics = vec![TopicSpec {
        name: topic.clone(),
        assignment: (0..partitions).map(replicas).collect(),
        partitions: None,
        replication_factor: None,
        config: Default::default(),
    }];
    if let Some(producer) = scenario.producers.first_mut() {
        producer.load = Some(Load {
            topic: topic.clone(),
            partitions: (0..partitions).map(PartitionIndex).collect(),
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

/// How many brokers and partitions the drawing has to bear.
pub const GRIDS: [(u32, u32); 4] = [(4, 9), (3, 6), (5, 20), (9, 60)];

/// Moments of runs in which things break, with a name each.
pub fn moments() -> Vec<(String, Timeline)> {
    let mut moments = Vec::new();
    let times = [
        &[8_005, 8_025, 8_040, 8_070, 8_520][..],
        &[8_530, 18_100, 20_015],
        &[20_040, 55_000],
        &[55_030, 55_060, 60_020],
    ];
    note(&mut moments, "small", small(), times);
    for (brokers, partitions) in GRIDS {
        let name = format!("{brokers}×{partitions}");
        let times = [&[8_025][..], &[8_530, 18_100], &[20_040], &[24_030, 27_000]];
        note(&mut moments, &name, grid(brokers, partitions), times);
    }
    let times = [&[8_025][..], &[8_530, 18_100], &[20_040], &[24_030]];
    note(&mut moments, "3×3 of one replica", spread(3, 3, 1), times);
    moments.extend(marked());
    moments
}

/// Moments in which everything is marked that can be.
fn marked() -> Vec<(String, Timeline)> {
    let (b1, b2, b3) = (broker(1), broker(2), broker(3));
    let mut moments = Vec::new();
    for (name, mut timeline) in [("small", small()), ("4×9", grid(4, 9))] {
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
            Command::SlowLink {
                a: b2,
                b: NodeId::CONTROLLER,
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

/// Notes these moments, in milliseconds: while all is well, without the first broker and with another
/// fenced, without a link besides, and after everything is mended.
fn note(
    moments: &mut Vec<(String, Timeline)>,
    name: &str,
    mut timeline: Timeline,
    [well, crashed, cut, mended]: [&[u64]; 4],
) {
    let (b1, b2, b3) = (broker(1), broker(2), broker(3));
    let (c1, k1) = (NodeId::Consumer(ClientId(1)), NodeId::CONTROLLER);
    for (times, commands) in [
        (well, vec![]),
        (crashed, vec![Command::Crash(b1)]),
        (
            cut,
            vec![
                Command::Cut(b2, b3),
                Command::Cut(b2, k1),
                Command::Cut(c1, b3),
            ],
        ),
        (mended, vec![Command::HealAll]),
    ] {
        for command in commands {
            timeline.act(command).expect("nothing is broken twice");
        }
        for at_ms in times {
            timeline.run_to_time(Time::from_ms(*at_ms));
            moments.push((format!("{name} at {at_ms} ms"), timeline.clone()));
        }
    }
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

/// A scene, and how it came about.
struct Seen {
    name: String,
    moment: usize,
    camera: Camera,
    scene: Scene,
}

/// Every scene of every moment in every room, from both sides; the three rooms of a desk, a tablet and a
/// phone in both languages, the others in the one whose words are longer.
pub fn for_each_scene(mut check: impl FnMut(&str, &Timeline, Camera, &Scene)) {
    static MOMENTS: LazyLock<Vec<(String, Timeline)>> = LazyLock::new(moments);
    static SEEN: LazyLock<Vec<Seen>> = LazyLock::new(|| look(&MOMENTS));
    for one in &*SEEN {
        check(&one.name, &MOMENTS[one.moment].1, one.camera, &one.scene);
    }
}

fn look(moments: &[(String, Timeline)]) -> Vec<Seen> {
    let mut seen = Vec::new();
    for (moment, (name, timeline)) in moments.iter().enumerate() {
        for (index, room) in ROOMS.into_iter().enumerate() {
            for perspective in [Perspective::ByBroker, Perspective::ByPartition] {
                let camera = Camera {
                    perspective,
                    ..room
                };
                for lang in Lang::ALL {
                    if lang == Lang::En && !IN_BOTH_LANGUAGES.contains(&index) {
                        continue;
                    }
                    let (width, height, code) = (room.width, room.height, lang.code());
                    seen.push(Seen {
                        name: format!("{name}, {perspective:?}, {width}×{height}, {code}"),
                        moment,
                        camera,
                        scene: scene_of(timeline, camera, None, lang),
                    });
                }
            }
        }
    }
    seen
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
