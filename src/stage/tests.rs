//! The geometry of whole scenes, from real runs, at the sizes of a desk, a tablet and a phone.

pub(in crate::stage) mod cards;
mod room;
pub(in crate::stage) mod runs;
mod told;
mod wires;

use std::sync::Arc;

use highwater_core::command::Command;
use highwater_core::id::{BrokerId, ClientId, NodeId, Offset, TopicPartition};
use highwater_core::sim::MessageInFlight;
use highwater_core::time::{Span, Time};
use highwater_core::timeline::Timeline;
use highwater_core::trace::{Event, Weight};
use highwater_text::course::CellWord;
use highwater_text::{Lang, legend};

use self::runs::{ROOMS, broker, for_each_scene, scene_of, small, when};
use super::geometry::{Point, Rect};
use super::motion::arrange;
use super::scene::{Group, Part, Scene, Transform};
use super::{Focus, key, sample};
use crate::session::Selection;

/// Every text of the scene with its room, wherever its groups are moved.
pub(in crate::stage) fn texts(scene: &Scene) -> Vec<(String, Rect)> {
    let mut found = Vec::new();
    for group in &scene.groups {
        walk(group, Point::default(), &mut |part, by| {
            if let Part::Text(_, text) = part {
                let room = text.bounds();
                found.push((
                    text.text.clone(),
                    Rect {
                        x: room.x + by.x,
                        y: room.y + by.y,
                        ..room
                    },
                ));
            }
        });
    }
    found
}

fn walk<'a>(group: &'a Group, by: Point, see: &mut impl FnMut(&'a Part, Point)) {
    let by = match group.transform {
        Transform::Move(to) => Point {
            x: by.x + to.x,
            y: by.y + to.y,
        },
        Transform::None | Transform::Stretch(_) => by,
    };
    for part in &group.parts {
        see(part, by);
        if let Part::Group(inner) = part {
            walk(inner, by, see);
        }
    }
}

pub(in crate::stage) fn groups(scene: &Scene) -> Vec<&Group> {
    let mut found = Vec::new();
    for group in &scene.groups {
        found.push(group);
        walk(group, Point::default(), &mut |part, _| {
            if let Part::Group(inner) = part {
                found.push(inner);
            }
        });
    }
    found
}

pub(in crate::stage) fn whole(scene: &Scene) -> Rect {
    Rect::new(0.0, 0.0, scene.size.width, scene.size.height)
}

#[test]
fn words_of_messages_stand_in_the_list_where_capsules_have_no_room() {
    for_each_scene(|name, _, room, scene| {
        assert_eq!(scene.words_in_list, room.width < 430.0, "{name}");
        let marks = scene.messages.iter().map(|mark| (&**mark, 500)).collect();
        let in_words = arrange(scene, marks).iter().any(|place| place.in_words);
        assert!(!(scene.words_in_list && in_words), "{name}");
    });
}

#[test]
fn every_replica_can_be_selected_or_is_counted_as_left_out() {
    for_each_scene(|name, timeline, _, scene| {
        let drawn = groups(scene)
            .iter()
            .filter(|group| {
                matches!(
                    group.target.map(|target| target.selection),
                    Some(Selection::Replica(..) | Selection::Partition(_))
                )
            })
            .count();
        let metadata = timeline.world().metadata();
        let replicas: usize = metadata
            .partitions
            .values()
            .map(|one| one.replicas.len())
            .sum();
        assert!(
            drawn >= replicas || scene.left_out.is_some() || drawn >= metadata.partitions.len(),
            "{name}: {drawn} of {replicas}"
        );
    });
}

#[test]
fn whatever_can_be_selected_has_a_name_and_no_two_lanes_share_theirs() {
    for_each_scene(|name, _, _, scene| {
        let mut lanes = Vec::new();
        for group in groups(scene) {
            let Some(target) = group.target else { continue };
            let said = group.name.as_deref().unwrap_or_default();
            assert!(!said.is_empty(), "{name}: {:?}", target.selection);
            if let Selection::Replica(..) = target.selection {
                lanes.push(said);
            }
        }
        let count = lanes.len();
        lanes.sort_unstable();
        lanes.dedup();
        assert_eq!(lanes.len(), count, "{name}");
        for mark in &scene.messages {
            assert!(!mark.name.is_empty(), "{name}");
        }
    });
}

#[test]
fn the_same_offset_stands_at_the_same_place_on_every_broker() {
    for_each_scene(|name, _, _, scene| {
        let mut places = Vec::new();
        for group in groups(scene) {
            let Some(Selection::Record(_, partition, offset)) =
                group.target.map(|target| target.selection)
            else {
                continue;
            };
            let offset = (partition, offset);
            let x = group.parts.iter().find_map(|part| match part {
                Part::Rect(_, rect, _) => Some(rect.x),
                _ => None,
            });
            places.push((offset, x.expect("a cell has a frame")));
        }
        for (offset, x) in &places {
            assert!(
                places.iter().all(|(one, at)| one != offset || at == x),
                "{name}: {offset:?}"
            );
        }
    });
}

#[test]
fn on_a_phone_a_leader_says_the_same_of_its_followers_as_at_a_desk() {
    let mut timeline = small();
    timeline.run_to_time(Time::from_ms(8_530));
    let [desk, phone] = [ROOMS[0], ROOMS[6]].map(|room| {
        let scene = scene_of(&timeline, room, None, Lang::En);
        let groups = groups(&scene).into_iter();
        let known = groups.filter(|group| group.class == "known");
        known.map(|group| group.name.clone()).collect::<Vec<_>>()
    });
    assert_eq!(desk.len(), 1);
    assert_eq!(desk, phone);
}

#[test]
fn partitions_of_one_replica_are_all_drawn_one_on_each_broker() {
    let mut timeline = runs::spread(3, 3, 1);
    timeline.run_to_time(Time::from_ms(9_000));
    let scene = seen_with(&timeline, &Focus::default());
    let mut lanes: Vec<_> = groups(&scene)
        .iter()
        .filter_map(|group| match group.target?.selection {
            Selection::Record(broker, partition, _) => Some((broker, partition.partition.0)),
            _ => None,
        })
        .collect();
    lanes.sort_unstable();
    lanes.dedup();
    let [b1, b2, b3] = [1, 2, 3].map(BrokerId);
    assert_eq!(lanes, [(b1, 0), (b2, 1), (b3, 2)]);
}

#[test]
fn a_cell_says_the_epoch_or_what_the_lesson_is_about() {
    let mut timeline = small();
    let send = Command::Produce {
        producer: NodeId::Producer(ClientId(1)),
        topic: Arc::from("orders"),
        partition: None,
        key: Some(Arc::from("bob")),
        value: Some(Arc::from("paid for it all")),
    };
    timeline.act(send).expect("it sends");
    timeline.run_to_time(Time::from_ms(9_000));
    for (cells, says) in [
        (CellWord::Epoch, "e0"),
        (CellWord::Key, "bob"),
        (CellWord::Value, "paid f…"),
    ] {
        let focus = Focus {
            cells,
            ..Focus::default()
        };
        let scene = seen_with(&timeline, &focus);
        let says = |(text, _): &(String, _)| text == says;
        assert!(
            texts(&scene).iter().any(says),
            "{cells:?}: {:?}",
            texts(&scene)
        );
    }
}

fn seen_with(timeline: &Timeline, focus: &Focus) -> Scene {
    let now = timeline.position().time;
    super::scene(timeline.world(), &[], now, ROOMS[0], focus, None, Lang::En)
}

#[test]
fn a_selected_record_of_a_long_log_is_drawn_and_its_neighbours_are_tab_stops() {
    let mut timeline = small();
    timeline.run_to_time(Time::from_ms(90_000));
    let partition = partition_of(&timeline);
    for offset in [0, 7, 20] {
        let selection = Selection::Record(BrokerId(2), partition, Offset(offset));
        for room in ROOMS {
            let scene = scene_of(&timeline, room, Some(selection), Lang::En);
            let cells: Vec<_> = groups(&scene)
                .iter()
                .filter_map(|group| group.target)
                .filter(|target| matches!(target.selection, Selection::Record(BrokerId(2), ..)))
                .collect();
            assert!(
                cells.iter().any(|target| target.selected),
                "{offset} in {room:?}"
            );
            assert!(
                cells.iter().all(|target| target.tab_stop),
                "{offset} in {room:?}"
            );
        }
    }
}

/// What stands is found again by its key, and within a mark by its place: what is a tick in one scene has to
/// be the same tick in the next, or it slides there from another's place.
#[test]
fn every_broker_and_every_tick_is_found_again_in_the_next_scene() {
    for_each_scene(|at, timeline, _, scene| {
        for kind in &scene.groups {
            let mut keys: Vec<u64> = Vec::new();
            for part in &kind.parts {
                let Part::Group(mark) = part else { continue };
                assert!(mark.key == 0 || !keys.contains(&mark.key), "{at}: {mark:?}");
                keys.push(mark.key);
            }
        }
        let keys = |part: &Part| match part {
            Part::Group(mark) if mark.class.starts_with("broker") => Some(mark.key),
            _ => None,
        };
        let boxes: Vec<u64> = scene.groups[2].parts.iter().filter_map(keys).collect();
        for broker in timeline.world().brokers() {
            let key = key::of_node(NodeId::Broker(broker.id));
            assert!(boxes.contains(&key), "{at}: there is no {}", broker.id);
        }
        for lane in groups(scene)
            .into_iter()
            .filter(|it| it.class.starts_with("lane"))
        {
            if lane.class.starts_with("lane_") || lane.parts.len() < 6 {
                continue;
            }
            let places = [(1, "water"), (3, ""), (4, "tick tick--leo"), (5, "")];
            for (place, class) in places {
                let is_there = matches!(&lane.parts[place], Part::Group(it) if it.class == class);
                assert!(is_there, "{at}: {class:?} is elsewhere");
            }
        }
    });
}

fn partition_of(timeline: &Timeline) -> TopicPartition {
    let partitions = &timeline.world().metadata().partitions;
    *partitions.keys().next().expect("there is a partition")
}

#[test]
fn what_the_step_is_not_about_is_dimmed() {
    let timeline = small();
    let focus = Focus {
        nodes: vec![broker(1)],
        ..Focus::default()
    };
    let now = timeline.position().time;
    let scene = super::scene(timeline.world(), &[], now, ROOMS[0], &focus, None, Lang::En);
    let classes: Vec<_> = groups(&scene)
        .iter()
        .filter(|group| group.class.starts_with("broker"))
        .map(|group| group.class.as_str())
        .collect();
    assert_eq!(classes, ["broker in-focus", "broker dim", "broker dim"]);
}

#[test]
fn what_somebody_in_focus_sends_is_not_dimmed_whoever_gets_it() {
    let mut timeline = small();
    let focus = Focus {
        nodes: vec![broker(1)],
        ..Focus::default()
    };
    let mut seen = [0, 0];
    for at_ms in [8_012, 8_030, 8_052] {
        timeline.run_to_time(Time::from_ms(at_ms));
        let (world, now) = (timeline.world(), timeline.position().time);
        let scene = super::scene(world, &[], now, ROOMS[0], &focus, None, Lang::En);
        for mark in &scene.messages {
            let (connection, direction, _) = world.network().message(mark.id).expect("on its way");
            let is_of_b1 = connection.connection.sender(direction) == broker(1);
            assert_eq!(mark.class.ends_with(" dim"), !is_of_b1, "{}", mark.name);
            seen[usize::from(is_of_b1)] += 1;
        }
    }
    assert!(!seen.contains(&0), "{seen:?}");
}

#[test]
fn a_second_producer_makes_the_picture_no_higher() {
    for room in [ROOMS[0], ROOMS[4]] {
        let heights = [small(), runs::grid(3, 1)].map(|mut timeline| {
            timeline.run_to_time(Time::from_ms(8_030));
            scene_of(&timeline, room, None, Lang::En).size.height
        });
        assert_eq!(heights[0], heights[1], "{room:?}");
    }
}

#[test]
fn each_of_two_messages_that_are_lost_has_its_cross() {
    let mut timeline = small();
    // Both followers' fetches are on their way.
    timeline.run_to_time(Time::from_ms(8_042));
    timeline.act(Command::Crash(broker(1))).expect("it runs");
    for room in ROOMS {
        let scene = scene_of(&timeline, room, None, Lang::En);
        let crosses = groups(&scene)
            .iter()
            .filter(|it| it.class == "loss")
            .count();
        assert_eq!(crosses, 2, "{room:?}");
    }
}

fn has_group(timeline: &Timeline, class: &str) -> bool {
    let scene = scene_of(timeline, ROOMS[0], None, Lang::En);
    groups(&scene).iter().any(|group| group.class == class)
}

#[test]
fn the_links_of_an_isolated_broker_are_drawn_as_cut_until_it_is_reached_again() {
    let mut timeline = small();
    when(&mut timeline, |event| {
        matches!(event, Event::LeaderAppended { .. })
    });
    assert!(!has_group(&timeline, "handle cut"));
    timeline
        .act(Command::Isolate(broker(3)))
        .expect("it is reached");
    let cut = names_of(&timeline, "handle cut");
    for link in ["b1–b3", "k1–b3"] {
        assert!(cut.iter().any(|name| name.contains(link)), "{cut:?}");
    }
    timeline
        .act(Command::Rejoin(broker(3)))
        .expect("it is isolated");
    assert!(!has_group(&timeline, "handle cut"));
}

/// The names of all groups of a class in the scene of a moment.
fn names_of(timeline: &Timeline, class: &str) -> Vec<String> {
    let scene = scene_of(timeline, ROOMS[0], None, Lang::En);
    let groups = groups(&scene).into_iter();
    let of_class = groups.filter(|group| group.class == class);
    of_class.filter_map(|group| group.name.clone()).collect()
}

#[test]
fn what_is_wrong_with_a_broker_is_marked_until_it_is_healed() {
    let (b1, b2, b3) = (broker(1), broker(2), broker(3));
    let mut timeline = small();
    timeline.run_to_time(Time::from_ms(8_005));
    assert!(names_of(&timeline, "broker-mark").is_empty());
    for command in [
        Command::SlowBroker {
            broker: b2,
            by_ms: 20,
        },
        Command::SlowDisk {
            broker: b3,
            by_ms: 250,
        },
        Command::Pause(b1),
    ] {
        timeline.act(command).expect("all is well before");
    }
    timeline.run_to_time(Time::from_ms(8_600));
    let marks = names_of(&timeline, "broker-mark");
    for mark in ["b2: slow, +20 ms", "b3: slow disk, +250 ms"] {
        assert!(marks.iter().any(|name| name == mark), "{marks:?}");
    }
    let unread = "unread messages in the sockets of b1: ";
    assert!(
        marks.iter().any(|name| name.starts_with(unread)),
        "{marks:?}"
    );
    timeline.act(Command::HealAll).expect("much is broken");
    timeline.run_to_time(Time::from_ms(9_500));
    assert!(names_of(&timeline, "broker-mark").is_empty());
}

#[test]
fn a_link_that_is_cut_one_way_has_an_arrow_and_a_slow_one_is_another_line() {
    let (b1, b2, b3) = (broker(1), broker(2), broker(3));
    let mut timeline = small();
    timeline.run_to_time(Time::from_ms(8_005));
    let has_arrow = |timeline: &Timeline| {
        let scene = scene_of(timeline, ROOMS[0], None, Lang::En);
        let is_arrow = |part: &Part| matches!(part, Part::Path("cut__arrow", _));
        groups(&scene)
            .iter()
            .any(|group| group.parts.iter().any(is_arrow))
    };
    timeline.act(Command::Cut(b1, b2)).expect("it is whole");
    assert!(!has_arrow(&timeline), "both ways");
    let one_way = Command::CutOneWay { from: b1, to: b3 };
    timeline.act(one_way).expect("it is whole");
    assert!(has_arrow(&timeline));
    let cuts = names_of(&timeline, "handle cut");
    assert_eq!(cuts, ["the link b1–b2 is cut", "the way b1 → b3 is cut"]);
    let slow = Command::SlowLink {
        a: b2,
        b: b3,
        by_ms: 100,
    };
    timeline.act(slow).expect("it is as fast as the others");
    assert_eq!(
        names_of(&timeline, "handle link link--slow"),
        ["link b2–b3, +100 ms"]
    );
}

#[test]
fn a_crashed_leader_is_marked_as_the_controllers_and_an_offline_partition_has_no_leader() {
    let mut timeline = small();
    timeline.run_to_time(Time::from_ms(8_005));
    assert!(!has_group(&timeline, "badge badge--recorded"));
    timeline.act(Command::Crash(broker(1))).expect("b1 runs");
    assert!(has_group(&timeline, "badge badge--recorded"));
    for (id, at_ms) in [(2, 60_000), (3, 90_000)] {
        timeline.run_to_time(Time::from_ms(at_ms - 30_000));
        assert!(!has_group(&timeline, "badge badge--offline"));
        timeline.act(Command::Crash(broker(id))).expect("it runs");
        timeline.run_to_time(Time::from_ms(at_ms));
    }
    assert!(has_group(&timeline, "badge badge--offline"));
    let scene = scene_of(&timeline, ROOMS[0], None, Lang::En);
    assert!(
        scene.title.ends_with("orders-0 has no leader"),
        "{}",
        scene.title
    );
}

#[test]
fn a_client_whose_process_does_not_work_says_so_beside_its_name() {
    let mut timeline = small();
    let (p1, c1) = (NodeId::Producer(ClientId(1)), NodeId::Consumer(ClientId(1)));
    for command in [Command::Crash(p1), Command::Pause(c1)] {
        timeline.act(command).expect("it runs");
    }
    let halted = names_of(&timeline, "handle card card--halted");
    let beginnings = ["producer p1 · crashed, acks=all", "consumer c1 · frozen, "];
    for (name, begins) in halted.iter().zip(beginnings) {
        assert!(name.starts_with(begins), "{name}");
    }
    assert_eq!(halted.len(), beginnings.len());
}

#[test]
fn what_was_lost_or_cut_off_leaves_a_ghost_for_a_moment() {
    let mut timeline = small();
    let (b1, b2, b3) = (broker(1), broker(2), broker(3));
    for command in [Command::Cut(b1, b2), Command::Cut(b1, b3)] {
        timeline.act(command).expect("the link is whole");
    }
    when(&mut timeline, |event| {
        matches!(event, Event::LeaderAppended { .. })
    });
    let messages = timeline.world().network().messages();
    let carries_something = |message: &&MessageInFlight| message.gist.weight() > Weight::Routine;
    let mut messages = messages.into_iter().map(|(_, _, message)| message);
    let answer = messages.find(carries_something).map(|message| message.id);
    let answer = answer.expect("the record is on its way to the followers");
    timeline
        .act(Command::Lose(answer))
        .expect("it is on its way");
    assert!(has_group(&timeline, "loss"));
    timeline.act(Command::Crash(b1)).expect("b1 runs");
    let elected = when(&mut timeline, |event| {
        matches!(event, Event::LeaderElected { .. })
    });
    // The new leader has begun to lead: what the old one sent it no longer reaches its log.
    timeline.run_to_time(elected + Span::from_ms(1_000));
    timeline
        .act(Command::HealAll)
        .expect("there is something to heal");
    let cut_off = when(&mut timeline, |event| {
        matches!(event, Event::Truncated { .. })
    });
    assert!(has_group(&timeline, "ghost"));
    timeline.run_to_time(cut_off + Span::from_ms(1_000));
    assert!(!has_group(&timeline, "ghost") && !has_group(&timeline, "loss"));
}

#[test]
fn every_line_of_the_legend_has_a_picture_in_its_room() {
    for lang in Lang::ALL {
        for item in legend::ITEMS {
            let scene = Scene {
                groups: vec![sample::picture(item.drawing, lang)],
                ..Scene::default()
            };
            assert!(
                !scene.groups.iter().all(|group| group.parts.is_empty()),
                "{:?}",
                item.drawing
            );
            for (text, room) in texts(&scene) {
                let fits = Rect::new(0.0, 0.0, 148.0, 76.0).contains(room);
                assert!(fits, "{:?}, {}: {text} {room:?}", item.drawing, lang.code());
            }
        }
    }
}
