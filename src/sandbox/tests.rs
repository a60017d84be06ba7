//! What is built, refused and kept.

mod client;

use std::sync::Arc;

use highwater_core::command::Command;
use highwater_core::config::{ReplicaSelector, Truncation};
use highwater_core::id::{BrokerId, NodeId, PartitionIndex};
use highwater_core::scenario::{
    ApplicationSpec, CommitCall, OnFailure, PlacedPartition, ProblemKind, Scenario,
};
use highwater_text::course::{FormatError, LessonStep, Sandbox};

use super::field::{
    ASSIGN, ASSIGNMENT, BROKERS, BY_HAND, JITTER, LATENCY, LOAD_TOPIC, NAME, PARTITIONS, PLACEMENT,
    REPLICATION_FACTOR, SENDS, STEADILY,
};
use super::{Draft, Entry, Field, FieldProblem, Part, Shelf, WhyAside, Wrong, has_same_parts};
use crate::home;
use crate::session::{Action, Room, Session};

fn draft() -> Draft {
    Draft::of("mine", &home::scenario())
}

fn topic(draft: &Draft) -> Part {
    Part::Topic(draft.topics[0].id)
}

#[track_caller]
fn refused(draft: &Draft) -> FieldProblem {
    let problems = draft.read().expect_err("something is wrong");
    let [problem] = problems.as_slice() else {
        panic!("{problems:?}");
    };
    problem.clone()
}

fn said(problem: &FieldProblem) -> Option<&str> {
    problem.kafka.as_ref().map(|kafka| &*kafka.message)
}

#[test]
fn the_fields_of_a_cluster_make_that_cluster() {
    let mut scenario = (*home::scenario()).clone();
    scenario.racks = vec!["a".into(), "".into(), "b".into()];
    scenario.broker_config.semantics.truncation = Truncation::HighWatermark;
    scenario.broker_config.replica_selector_class = ReplicaSelector::RackAware;
    scenario.producers[0].config.linger_ms = 50;
    scenario.producers[0].config.delivery_timeout_ms = Some(120_000);
    scenario.consumers[0].config.client_rack = "a".into();
    assert_eq!(Draft::of("x", &scenario).read(), Ok(scenario.clone()));
    scenario.topics[0].assignment = vec![
        vec![BrokerId(3), BrokerId(1)],
        vec![BrokerId(1), BrokerId(2)],
    ];
    assert_eq!(Draft::of("x", &scenario).read(), Ok(scenario.clone()));
    let member = &mut scenario.consumers[0];
    member.config.group_id = "desk".into();
    member.assign.clear();
    member.subscribe = vec!["orders".into()];
    member.application = ApplicationSpec {
        by_hand: true,
        process_ms: 20,
        fail_percent: 30,
        on_failure: OnFailure::SeekBack,
        commit: CommitCall::Async,
        commit_first: true,
    };
    scenario.producers[0].on_demand = true;
    let load = scenario.producers[0].load.as_mut().expect("it sends");
    load.partitions.clear();
    scenario.internal_partitions = vec![PlacedPartition {
        topic: "__consumer_offsets".into(),
        partition: PartitionIndex(0),
        replicas: vec![BrokerId(2)],
    }];
    assert_eq!(Draft::of("x", &scenario).read(), Ok(scenario));
}

#[test]
fn what_is_added_is_right_as_it_is() {
    let mut draft = draft();
    for _ in 0..3 {
        draft.add_topic();
        draft.add_producer();
        draft.add_consumer();
    }
    let scenario = draft.read().expect("nothing is wrong");
    assert_eq!(scenario.topics.len(), 4);
    assert_eq!(scenario.producers.len(), 4);
    assert_eq!(scenario.consumers.len(), 4);
}

#[test]
fn what_is_taken_away_is_gone_and_the_others_keep_their_fields() {
    let mut draft = draft();
    draft.add_topic();
    let second = Part::Topic(draft.topics[1].id);
    let name = Field::own(second, NAME);
    assert_eq!(draft.path(&name).as_deref(), Some("topics[1].name"));
    let first = topic(&draft);
    draft.remove(first);
    assert_eq!(draft.path(&name).as_deref(), Some("topics[0].name"));
    assert_eq!(draft.path(&Field::own(first, NAME)), None);
}

#[test]
fn all_that_is_wrong_is_named_at_once_but_for_what_may_come_of_what_cannot_be_read() {
    let check = |set: &[(Field, &str)], expected: &[&str]| {
        let mut draft = draft();
        draft.write(&Field::own(topic(&draft), PLACEMENT), "counted");
        for (field, typed) in set {
            draft.write(field, typed);
        }
        let problems = draft.read().expect_err("something is wrong");
        let paths: Vec<&str> = problems.iter().map(|one| &*one.path).collect();
        assert_eq!(paths, expected, "{set:?}");
    };
    let draft = draft();
    let latency = (Field::of_cluster(LATENCY), "soon");
    let brokers = (Field::of_cluster(BROKERS), "some");
    let replicas = (Field::own(topic(&draft), REPLICATION_FACTOR), "4");
    let partitions = (Field::own(topic(&draft), PARTITIONS), "many");
    let producer = Part::Producer(draft.producers[0].id);
    let acks = (Field::setting(producer, "acks"), "most");
    let delivery = (Field::setting(producer, "delivery.timeout.ms"), "1000");
    let delivery_path = "producers[0].config.\"delivery.timeout.ms\"";
    check(
        &[latency.clone(), replicas.clone(), delivery.clone()],
        &[
            "network.latency_ms",
            "topics[0].replication_factor",
            delivery_path,
        ],
    );
    check(&[brokers, replicas.clone()], &["brokers"]);
    check(&[partitions, delivery.clone()], &["topics[0].partitions"]);
    check(
        &[acks, delivery, replicas],
        &[
            "producers[0].config.\"acks\"",
            "topics[0].replication_factor",
        ],
    );
}

#[test]
fn an_impossible_value_is_refused_at_its_field_in_kafkas_words() {
    for (name, typed, path, message) in [
        (
            REPLICATION_FACTOR,
            "4",
            "topics[0].replication_factor",
            "Unable to replicate the partition 4 time(s): The target replication factor of 4 cannot be reached \
             because only 3 broker(s) are registered or some brokers have all their log directories cordoned.",
        ),
        (
            NAME,
            "two words",
            "topics[0].name",
            "Topic name is invalid: 'two words' contains one or more characters other than ASCII alphanumerics, '.', \
             '_' and '-'",
        ),
    ] {
        let mut draft = draft();
        // Who speaks of the topic by its old name would be refused as well.
        draft.producers.clear();
        draft.consumers.clear();
        let topic = topic(&draft);
        draft.write(&Field::own(topic, PLACEMENT), "counted");
        draft.write(&Field::own(topic, name), typed);
        let problem = refused(&draft);
        let field = Field::own(topic, name);
        assert!(problem.is_at(&draft.path(&field).expect("it is there")));
        assert_eq!((&*problem.path, said(&problem)), (path, Some(message)));
    }
}

#[test]
fn a_line_of_an_assignment_is_refused_at_the_assignment() {
    let mut draft = draft();
    let field = Field::own(topic(&draft), ASSIGNMENT);
    draft.write(&field, "1, 2, 3\nb2, b9, b1");
    let problem = refused(&draft);
    assert_eq!(problem.path, "topics[0].assignment[1]");
    assert!(problem.is_at("topics[0].assignment"));
    assert!(!problem.is_at("topics[0].name"));
    draft.write(&field, "1, two");
    assert_eq!(refused(&draft).wrong, Wrong::Brokers);
    draft.write(&field, "");
    assert_eq!(refused(&draft).wrong, Wrong::Brokers);
}

#[test]
fn a_setting_is_refused_at_its_key_and_its_default_is_an_empty_field() {
    let mut draft = draft();
    for (part, key, typed, path) in [
        (
            Part::Cluster,
            "min.insync.replicas",
            "-5",
            "broker_config.\"min.insync.replicas\"",
        ),
        (
            topic(&draft),
            "flush.ms",
            "soon",
            "topics[0].config.\"flush.ms\"",
        ),
        (
            Part::Producer(draft.producers[0].id),
            "delivery.timeout.ms",
            "1000",
            "producers[0].config.\"delivery.timeout.ms\"",
        ),
    ] {
        let field = Field::setting(part, key);
        draft.write(&field, typed);
        let problem = refused(&draft);
        assert_eq!(problem.path, path);
        assert!(said(&problem).is_some(), "{key}: {problem:?}");
        draft.write(&field, "");
        assert!(draft.read().is_ok(), "{key}");
    }
}

#[test]
fn what_was_said_has_to_go_with_the_other_settings() {
    let mut draft = draft();
    let producer = Part::Producer(draft.producers[0].id);
    draft.write(&Field::setting(producer, "acks"), "1");
    draft.write(&Field::setting(producer, "enable.idempotence"), "");
    assert!(draft.read().is_ok(), "nobody has asked for idempotence");
    draft.write(&Field::setting(producer, "enable.idempotence"), "true");
    assert_eq!(refused(&draft).path, "producers[0].config.\"acks\"");
}

#[test]
fn what_is_the_simulations_limit_is_not_put_into_kafkas_mouth() {
    let mut draft = draft();
    for (name, typed) in [(BROKERS, "10"), (BROKERS, "three"), (JITTER, "-1")] {
        let before = draft.clone();
        draft.write(&Field::of_cluster(name), typed);
        let problem = refused(&draft);
        assert_eq!((&*problem.path, said(&problem)), (name, None));
        draft = before;
    }
}

#[test]
fn a_topic_that_is_not_there_is_refused_where_it_is_named() {
    let mut draft = draft();
    let producer = Part::Producer(draft.producers[0].id);
    assert_eq!(draft.text(&Field::own(producer, SENDS)), STEADILY);
    draft.write(&Field::own(producer, LOAD_TOPIC), "payments");
    assert_eq!(refused(&draft).path, "producers[0].load.topic");
    draft.write(&Field::own(producer, LOAD_TOPIC), "orders");
    let consumer = Field::own(Part::Consumer(draft.consumers[0].id), ASSIGN);
    for (typed, wrong) in [
        ("orders", Wrong::Assigned),
        ("orders-0@x", Wrong::Assigned),
        (
            "payments-0",
            Wrong::Scenario(ProblemKind::UnknownTopic("payments".into())),
        ),
    ] {
        draft.write(&consumer, typed);
        assert_eq!(refused(&draft).wrong, wrong, "{typed}");
    }
}

#[test]
fn a_field_is_found_by_the_path_of_what_is_wrong_there() {
    let draft = draft();
    for field in [
        Field::of_cluster(BROKERS),
        Field::setting(Part::Cluster, "min.insync.replicas"),
        Field::own(topic(&draft), ASSIGNMENT),
        Field::setting(topic(&draft), "flush.ms"),
        Field::own(Part::Producer(draft.producers[0].id), LOAD_TOPIC),
        Field::own(Part::Consumer(draft.consumers[0].id), ASSIGN),
    ] {
        let path = draft.path(&field).expect("it is there");
        assert_eq!(draft.field_at(&path), Some(field), "{path}");
    }
    let within = draft.field_at("topics[0].assignment[1]");
    assert_eq!(within, Some(Field::own(topic(&draft), ASSIGNMENT)));
    assert_eq!(draft.field_at("script[0].do"), None);
    assert_eq!(draft.text(&Field::own(topic(&draft), PLACEMENT)), BY_HAND);
}

/// A session of the home page's cluster in which b1 was crashed.
fn played() -> Session {
    let mut session = Session::of_cluster(home::scenario(), Room::Sandbox);
    session.update(Action::Do(Command::Crash(NodeId::Broker(BrokerId(1)))));
    session.update(Action::ReduceMotion(true));
    for _ in 0..5 {
        session.update(Action::User(crate::action::UserAction::Step));
    }
    session
}

fn kept(session: &Session, name: &str) -> Sandbox {
    session.to_keep(name, "")
}

#[test]
fn what_is_kept_is_read_back_and_taken_up_again() {
    let session = played();
    let mut shelf = Shelf::default();
    shelf.add(kept(&session, "하나"));
    shelf.add(kept(&session, "two"));
    let read = Shelf::parse(&shelf.written());
    assert_eq!(read, shelf);
    let place = read.latest().expect("there are two");
    let again = Session::of_kept(read.sandbox(place).expect("it is kept"));
    let again = again.expect("nothing has changed");
    assert_eq!(again.timeline().position(), session.timeline().position());
    assert_eq!(again.world().state_hash(), session.world().state_hash());
}

#[test]
fn reset_leads_to_the_beginning_of_what_was_kept() {
    let mut again = Session::of_kept(&kept(&played(), "mine")).expect("nothing has changed");
    again.update(Action::User(crate::action::UserAction::Reset));
    let opening = again.timeline().opening();
    assert_eq!(again.timeline().position(), opening);
    assert!(again.timeline().acts().is_empty());
}

#[test]
fn a_line_that_cannot_be_read_is_kept_aside_as_it_is() {
    let mut shelf = Shelf::default();
    shelf.add(kept(&played(), "mine"));
    let whole = shelf.written();
    let damaged = whole.replacen('A', "B", 1);
    for (line, why) in [
        ("no sandbox!", WhyAside::NoSandbox),
        ("AAAA", WhyAside::Format(FormatError::Version { found: 0 })),
        (damaged.trim(), WhyAside::Format(FormatError::Damaged)),
    ] {
        let text = [line, "\n", &whole].concat();
        let shelf = Shelf::parse(&text);
        let [Entry::Aside(aside), Entry::Kept(_)] = shelf.entries() else {
            panic!("{:?}", shelf.entries());
        };
        assert_eq!((&*aside.raw, &aside.why), (line, &why));
        assert_eq!(shelf.latest(), Some(1));
        assert_eq!(shelf.written(), text, "nothing is dropped");
    }
}

#[test]
fn a_run_that_cannot_be_taken_up_says_why() {
    let whole = kept(&played(), "mine");
    let mut impossible = (*home::scenario()).clone();
    impossible.brokers = 0;
    let impossible = Sandbox {
        scenario: Arc::new(impossible),
        ..whole.clone()
    };
    let why = Session::of_kept(&impossible).expect_err("no brokers");
    assert!(matches!(why, WhyAside::Scenario(_)), "{why:?}");
    let mut refused = whole.clone();
    refused.acts[0].command = Command::Restart(NodeId::Broker(BrokerId(1)));
    let why = Session::of_kept(&refused).expect_err("it runs");
    assert!(matches!(why, WhyAside::Refused(_)), "{why:?}");
    let mut another = whole;
    another.playhead.time.0 += 3_600_000_000;
    let why = Session::of_kept(&another).expect_err("no such moment");
    assert_eq!(why, WhyAside::AnotherRun);
}

#[test]
fn one_that_is_set_aside_stays_on_the_shelf() {
    let mut shelf = Shelf::default();
    shelf.add(kept(&played(), "mine"));
    let before = shelf.written();
    shelf.set_aside(0, WhyAside::AnotherRun);
    assert_eq!(shelf.latest(), None);
    assert_eq!(shelf.written(), before);
    shelf.forget(0);
    assert_eq!(shelf.written(), "");
}

#[test]
fn what_was_taken_over_from_a_lesson_stands_once_for_each_step_and_is_not_the_latest_of_the_sandboxes()
 {
    let mut shelf = Shelf::default();
    shelf.add(kept(&played(), "mine"));
    let step = |step| LessonStep {
        lesson: "committing".into(),
        step,
    };
    let taken_over = |name: &str, at| Sandbox {
        taken_over: Some(step(at)),
        ..kept(&played(), name)
    };
    assert!(shelf.keep_taken_over(taken_over("first", 1)));
    assert!(shelf.keep_taken_over(taken_over("second", 2)));
    assert!(shelf.keep_taken_over(taken_over("first again", 1)));
    assert!(!shelf.keep_taken_over(taken_over("first again", 1)));
    let name = |sandbox: Option<&Sandbox>| sandbox.map(|it| it.name.clone());
    assert_eq!(shelf.entries().len(), 3);
    assert_eq!(
        name(shelf.taken_over(&step(1))).as_deref(),
        Some("first again")
    );
    assert_eq!(name(shelf.taken_over(&step(2))).as_deref(), Some("second"));
    assert_eq!(name(shelf.taken_over(&step(3))), None);
    let latest = shelf.latest().and_then(|place| shelf.sandbox(place));
    assert_eq!(name(latest).as_deref(), Some("mine"));
}

#[test]
fn the_largest_cluster_is_kept_in_little_room() {
    let scenario = Scenario {
        racks: vec!["rack-a".into(); 9],
        brokers: 9,
        ..(*home::scenario()).clone()
    };
    let sandbox = Sandbox {
        scenario: Arc::new(scenario),
        ..kept(&played(), "mine")
    };
    let mut shelf = Shelf::default();
    shelf.add(sandbox);
    assert!(shelf.written().len() < 600, "{}", shelf.written().len());
}

#[test]
fn what_a_preset_proposes_is_for_clusters_that_differ_in_their_configuration_alone() {
    let preset = home::scenario();
    let check = |change: fn(&mut Scenario), expected| {
        let mut built = (*preset).clone();
        change(&mut built);
        assert_eq!(has_same_parts(&preset, &built), expected, "{built:?}");
    };
    check(|_| {}, true);
    check(
        |it| it.broker_config.eligible_leader_replicas_version = 0,
        true,
    );
    check(|it| it.producers[0].config.linger_ms = 50, true);
    check(|it| it.topics[0].name = "other".into(), false);
    check(|it| it.topics[0].assignment.clear(), false);
    check(|it| it.brokers = 4, false);
    check(|it| it.consumers.clear(), false);
}
