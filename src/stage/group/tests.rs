//! The geometry and the words of groups, from real runs.

use std::sync::Arc;

use highwater_core::command::{Command, ConsumerCall};
use highwater_core::config::{AssignorList, AutoOffsetReset, GroupProtocol};
use highwater_core::group::assignor::NamedPartition;
use highwater_core::id::{BrokerId, ClientId, NodeId, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{ConsumerSpec, Load, Scenario};
use highwater_core::time::{Span, Time};
use highwater_core::timeline::{Standstills, Timeline};
use highwater_text::Lang;

use crate::session::{Perspective, Selection};
use crate::stage::Camera;
use crate::stage::layout::NODES_MAX;
use crate::stage::scene::{Part, Scene};
use crate::stage::tests::cards::{frames_are_apart, words_have_room};
use crate::stage::tests::runs::{ROOMS, run};
use crate::stage::tests::{groups, texts};

/// How members come to their partitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Protocol {
    Eager,
    Cooperative,
    Consumer,
}

const ALL: [Protocol; 3] = [Protocol::Eager, Protocol::Cooperative, Protocol::Consumer];

fn c(id: u32) -> NodeId {
    NodeId::Consumer(ClientId(id))
}

/// A member of the group that is named after its protocol; it takes 80 ms over a record.
fn member(protocol: Protocol) -> ConsumerSpec {
    let mut spec = ConsumerSpec::default();
    let (group, assignor) = match protocol {
        Protocol::Eager => ("eager", Some("range")),
        Protocol::Cooperative => ("cooperative", Some("cooperative-sticky")),
        Protocol::Consumer => ("consumer", None),
    };
    spec.config.group_id = group.into();
    spec.config.auto_offset_reset = AutoOffsetReset::Earliest;
    spec.config.metadata_max_age_ms = 2_000;
    spec.config.max_poll_interval_ms = 20_000;
    match assignor {
        Some(assignor) => {
            let assignors = AssignorList::parsed(assignor);
            spec.config.partition_assignment_strategy = assignors.expect("an assignor");
        }
        None => spec.config.group_protocol = GroupProtocol::Consumer,
    }
    spec.subscribe = vec!["payments".into()];
    spec.application.process_ms = 80;
    spec
}

fn of(partitions: u32, members: Vec<ConsumerSpec>) -> Timeline {
    let mut scenario: Scenario = (*crate::home::scenario()).clone();
    let replicas = |first: u32| (0..3).map(move |next| BrokerId((first + next) % 3 + 1));
    scenario.opens_at_ms = 2_000;
    scenario.topics = vec![TopicSpec {
        name: "payments".into(),
        assignment: (0..partitions)
            .map(|first| replicas(first).collect())
            .collect(),
        partitions: None,
        replication_factor: None,
        config: Default::default(),
    }];
    for producer in &mut scenario.producers {
        producer.load = Some(Load {
            topic: "payments".into(),
            partitions: (0..partitions).map(PartitionIndex).collect(),
            from_ms: 3_000,
            every_ms: 200,
        });
    }
    scenario.consumers = members;
    scenario.script.clear();
    run(Arc::new(scenario))
}

fn seen(timeline: &Timeline, room: Camera, selection: Option<Selection>, lang: Lang) -> Scene {
    let now = timeline.position().time;
    let mut standstills = Standstills::default();
    standstills.follow(timeline);
    let shown = match selection {
        Some(Selection::Node(node)) => Some(node),
        _ => None,
    };
    let world = timeline.world();
    super::scene(world, &standstills, now, room, shown, selection, lang)
}

fn words(timeline: &Timeline) -> Vec<String> {
    let scene = seen(timeline, ROOMS[0], None, Lang::En);
    texts(&scene).into_iter().map(|(text, _)| text).collect()
}

#[track_caller]
fn assert_says(timeline: &Timeline, expected: &[&str]) {
    let words = words(timeline);
    for one in expected {
        assert!(
            words.iter().any(|word| word.contains(one)),
            "{one}: {words:?}"
        );
    }
}

/// Groups of one to twelve members and up to sixty partitions: before they have joined, while they do, once they
/// have, and after one has died.
fn moments() -> Vec<(String, Timeline)> {
    let mut moments = Vec::new();
    for protocol in ALL {
        for (members, partitions) in [(1, 1), (3, 6), (6, 24), (12, 60)] {
            let mut timeline = of(partitions, vec![member(protocol); members]);
            for ms in [2_010, 4_000, 6_500, 20_000] {
                timeline.run_to_time(Time::from_ms(ms));
                let name = format!("{protocol:?}, {members} of {partitions} at {ms}");
                moments.push((name, timeline.clone()));
            }
            timeline.act(Command::Crash(c(1))).expect("it runs");
            let now = timeline.position().time;
            timeline.run_to_time(now + Span::from_ms(1_000));
            moments.push((format!("{protocol:?}, {members}, c1 is dead"), timeline));
        }
    }
    moments
}

#[test]
fn words_have_room_and_whatever_can_be_picked_has_a_name() {
    for (name, timeline) in moments() {
        for room in ROOMS {
            for lang in Lang::ALL {
                let scene = seen(&timeline, room, None, lang);
                let at = format!("{name}, {}×{}, {}", room.width, room.height, lang.code());
                words_have_room(&at, &scene);
                frames_are_apart(&at, &scene);
                assert!(scene.node_count() <= NODES_MAX, "{at}");
                assert!(scene.size.width <= room.width, "{at}: it would be shrunk");
                for group in groups(&scene) {
                    let is_named = group.name.as_deref().is_some_and(|name| !name.is_empty());
                    assert!(group.target.is_none() || is_named, "{at}: {group:?}");
                }
            }
        }
    }
}

#[test]
fn a_member_shows_its_program_counter_its_times_and_its_partitions() {
    let mut timeline = of(2, vec![member(Protocol::Consumer)]);
    timeline.run_to_time(Time::from_ms(20_000));
    assert_says(
        &timeline,
        &[
            "c1\u{a0}· epoch ",
            "Stable",
            "Coordinator b",
            "group epoch ",
            "poll",
            "process",
            "heartbeat",
            "session timeout",
            "max.poll.interval.ms",
            "payments-0",
            "committed 30, position 4",
        ],
    );
}

#[test]
fn a_member_that_is_over_shows_no_program_and_no_times_of_its_own() {
    let close = Command::CallConsumer {
        consumer: c(1),
        call: ConsumerCall::Close,
    };
    let crash = Command::Crash(c(1));
    for (protocol, command, says) in [
        (
            Protocol::Eager,
            &crash,
            [
                "c1\u{a0}· crashed",
                "no calls, no heartbeats",
                "assigned until its session ends",
                "payments-0",
            ],
        ),
        (
            Protocol::Consumer,
            &close,
            [
                "c1\u{a0}· closed",
                "no calls, no heartbeats",
                "not a member",
                "payments-0",
            ],
        ),
    ] {
        let mut timeline = of(2, vec![member(protocol)]);
        timeline.run_to_time(Time::from_ms(20_000));
        timeline.act(command.clone()).expect("it runs");
        timeline.run_to_time(Time::from_ms(21_000));
        assert_says(&timeline, &says);
        let words = words(&timeline);
        for gone in [
            "poll",
            "between calls",
            "no heartbeats",
            "max.poll",
            "position",
        ] {
            assert!(
                !words.iter().any(|it| it.starts_with(gone)),
                "{gone}: {words:?}"
            );
        }
    }
}

#[test]
fn who_polled_too_late_says_so_and_what_it_works_on_has_no_owner() {
    let mut spec = member(Protocol::Eager);
    spec.application.process_ms = 60_000;
    let mut timeline = of(2, vec![spec]);
    timeline.run_to_time(Time::from_ms(40_000));
    assert_says(
        &timeline,
        &[
            "c1\u{a0}· not a member",
            "left: max.poll.interval.ms exceeded",
            "only believes that it has these:",
            "Without owner: 2",
        ],
    );
}

#[test]
fn members_stay_what_they_are_while_nobody_coordinates_their_group() {
    for (protocol, is) in [
        (Protocol::Eager, "generation 1"),
        (Protocol::Consumer, "epoch "),
    ] {
        let mut timeline = of(3, vec![member(protocol); 2]);
        timeline.run_to_time(Time::from_ms(20_000));
        let group = timeline.world().groups().iter().next().cloned();
        let coordinator = timeline.world().coordinator_of(&group.expect("a group"));
        let (broker, _) = coordinator.expect("a coordinator");
        timeline
            .act(Command::Crash(broker.into()))
            .expect("it runs");
        let now = timeline.position().time;
        timeline.run_to_time(now + Span::from_ms(500));
        let words = words(&timeline);
        let members = words.iter().filter(|it| it.contains(is));
        assert_eq!(members.count(), 2, "{words:?}");
        assert_says(&timeline, &["no coordinator", "payments-0"]);
    }
}

#[test]
fn who_has_joined_and_who_is_waited_for_is_told_while_a_group_rebalances() {
    let mut timeline = of(6, vec![member(Protocol::Eager); 3]);
    timeline.run_to_time(Time::from_ms(20_000));
    timeline.act(Command::Crash(c(1))).expect("it runs");
    // Its session runs out, the others join again.
    let is_rebalancing = |timeline: &Timeline| {
        let words = words(timeline);
        words.iter().any(|word| word == "PreparingRebalance")
            && words.iter().any(|word| word.starts_with("Waits for: "))
    };
    let mut ms = 20_000;
    while !is_rebalancing(&timeline) {
        ms += 100;
        assert!(ms < 90_000, "the group does not rebalance");
        timeline.run_to_time(Time::from_ms(ms));
    }
    assert_says(&timeline, &["Waits for: ", " more at most", "idle: "]);
}

#[test]
fn what_partitions_lost_stays_after_the_rebalance() {
    let mut timeline = of(6, vec![member(Protocol::Consumer); 3]);
    timeline.run_to_time(Time::from_ms(20_000));
    timeline.act(Command::Crash(c(1))).expect("it runs");
    timeline.run_to_time(Time::from_ms(120_000));
    assert_says(
        &timeline,
        &[
            "Idle times",
            "consumer\u{a0}· consumer",
            "idle: 2",
            "longest ",
            "was idle for ",
        ],
    );
}

#[test]
fn a_partition_that_is_picked_has_a_row_however_many_there_are() {
    let mut timeline = of(60, vec![member(Protocol::Cooperative); 12]);
    timeline.run_to_time(Time::from_ms(20_000));
    let metadata = timeline.world().metadata();
    for partition in metadata.partitions.keys() {
        if metadata.is_internal(partition.topic) {
            continue;
        }
        let selection = Some(Selection::Partition(*partition));
        let scene = seen(&timeline, ROOMS[0], selection, Lang::En);
        let targets = groups(&scene).into_iter().filter_map(|group| group.target);
        let picked = targets.filter(|target| target.selected);
        assert!(picked.count() >= 1, "{partition:?}");
    }
}

#[test]
fn another_group_is_chosen_by_one_of_its_consumers() {
    let mut timeline = of(3, ALL.map(member).to_vec());
    timeline.run_to_time(Time::from_ms(20_000));
    for (id, name) in [
        (1, "Group eager"),
        (2, "Group cooperative"),
        (3, "Group consumer"),
    ] {
        let selection = Some(Selection::Node(c(id)));
        assert_eq!(seen(&timeline, ROOMS[0], selection, Lang::En).name, name);
    }
    let scene = seen(&timeline, ROOMS[0], None, Lang::Ko);
    let names: Vec<_> = groups(&scene)
        .iter()
        .filter_map(|it| it.name.clone())
        .collect();
    assert!(names.iter().any(|name| name == "eager 보기"), "{names:?}");
}

/// The room that a lesson leaves on a screen of 1440 × 900, with the three drawers closed.
const LESSON: Camera = Camera {
    width: 744.0,
    height: 487.0,
    perspective: Perspective::ByBroker,
};

#[test]
fn all_of_three_members_are_in_sight_beside_a_lesson_while_their_group_rebalances() {
    let mut timeline = of(6, [ALL, ALL].concat().into_iter().map(member).collect());
    timeline.run_to_time(Time::from_ms(20_000));
    for protocol in ALL {
        let joins = Command::StartConsumer(Arc::new(member(protocol)));
        timeline.act(joins).expect("there is room for one");
    }
    for ms in (20_000..32_000).step_by(50) {
        timeline.run_to_time(Time::from_ms(ms));
        for (id, lang) in [7, 8, 9]
            .into_iter()
            .zip([Lang::En, Lang::Ko].into_iter().cycle())
        {
            let scene = seen(&timeline, LESSON, Some(Selection::Node(c(id))), lang);
            for card in groups(&scene) {
                let name = card.name.as_deref().unwrap_or_default();
                let is_member = card.class == "pipe" && name.starts_with('c');
                let bottom = card.parts.iter().find_map(|part| match part {
                    Part::Rect("card__frame", frame, _) => Some(frame.bottom()),
                    _ => None,
                });
                assert!(
                    !is_member || bottom.is_some_and(|it| it <= LESSON.height),
                    "{name} at {ms}: {bottom:?}"
                );
            }
        }
    }
}

#[test]
fn a_member_gives_back_as_many_as_its_coordinator_waits_for_and_what_stands_tells_its_commit() {
    let mut timeline = of(6, vec![member(Protocol::Consumer); 2]);
    timeline.run_to_time(Time::from_ms(20_000));
    timeline
        .act(Command::StartConsumer(Arc::new(member(Protocol::Consumer))))
        .expect("there is room for one");
    let (mut given_back, mut idle) = (0, 0);
    for ms in (20_000..40_000).step_by(20) {
        timeline.run_to_time(Time::from_ms(ms));
        let words = words(&timeline);
        let begins = |with: &str| words.iter().filter(|it| it.starts_with(with)).count();
        assert_eq!(begins("to give back: 0"), 0, "{words:?}");
        if begins("Giving partitions back: ") > 0 {
            let untold = begins("given back, still to be told: ");
            assert!(begins("to give back: ") + untold > 0, "{words:?}");
            given_back += 1;
        }
        let told = |it: &&String| {
            (it.starts_with("committed ") || it.starts_with("◆")) && it.contains(", idle ")
        };
        idle += words.iter().filter(told).count();
    }
    assert!(given_back > 0 && idle > 0, "{given_back} {idle}");
}

#[test]
fn a_partition_that_is_paused_says_so() {
    let mut timeline = of(2, vec![member(Protocol::Eager)]);
    timeline.run_to_time(Time::from_ms(20_000));
    let partition = NamedPartition {
        topic: "payments".into(),
        partition: PartitionIndex(1),
    };
    let call = ConsumerCall::Pause(partition);
    timeline
        .act(Command::CallConsumer {
            consumer: c(1),
            call,
        })
        .expect("it has the partition");
    timeline.run_to_time(Time::from_ms(20_100));
    let words = words(&timeline);
    let paused = words.iter().filter(|it| it.starts_with("paused, "));
    assert_eq!(paused.count(), 1, "{words:?}");
}
