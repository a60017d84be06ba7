//! What is told of each kind of thing, written down in `golden.txt`, which reads as documentation.
//! Where a change is meant, `HIGHWATER_BLESS=1 cargo test -p highwater facts` writes it anew.

use std::fmt::Write as _;
use std::path::Path;

use highwater_core::command::Command;
use highwater_core::id::{BrokerId, ClientId, ControllerId, NodeId, Offset, TopicPartition};
use highwater_core::sim::{Channel, ConnectionId, Direction};
use highwater_core::time::Time;
use highwater_text::course::Words;
use highwater_text::{Lang, meaning};

use super::{Facts, of};
use crate::action::UserAction;
use crate::session::{Action, Room, Selection, Session};

const B1: BrokerId = BrokerId(1);
const B2: BrokerId = BrokerId(2);
const B3: BrokerId = BrokerId(3);
const P1: NodeId = NodeId::Producer(ClientId(1));
const C1: NodeId = NodeId::Consumer(ClientId(1));
const K1: NodeId = NodeId::Controller(ControllerId(1));

fn b(id: BrokerId) -> NodeId {
    NodeId::Broker(id)
}

/// The cluster of the home page, to which something is done and then so much time passes.
fn session(commands: &[Command], for_ms: u64) -> Session {
    let mut session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
    for command in commands {
        session.update(Action::Do(command.clone()));
    }
    let until = session.timeline().position().time + Time::from_ms(for_ms).since(Time::START);
    session.update(Action::ReduceMotion(true));
    let mut stops = 0;
    while session.timeline().position().time < until && stops < 5_000 {
        session.update(Action::User(UserAction::Step));
        stops += 1;
    }
    session
}

fn orders(session: &Session) -> TopicPartition {
    let orders = session.world().metadata().partition_named("orders-0");
    orders.expect("the topic is there when the cluster opens")
}

fn facts(session: &mut Session, selection: Option<Selection>) -> [Facts; 2] {
    session.update(Action::Select(selection));
    Lang::ALL.map(|lang| of(session, &meaning::in_language(lang), lang))
}

/// Every kind of thing, in a world in which it has something to tell.
fn samples() -> Vec<(&'static str, [Facts; 2])> {
    let mut samples = Vec::new();
    let mut add = |what, session: &mut Session, selection| {
        samples.push((what, facts(session, selection)));
    };
    let mut calm = session(&[], 1_000);
    let id = orders(&calm);
    let replica = |broker| Some(Selection::Replica(broker, id));
    add("nothing picked", &mut calm, None);
    add("a broker", &mut calm, Some(Selection::Node(b(B1))));
    add("the controller", &mut calm, Some(Selection::Node(K1)));
    add("a producer", &mut calm, Some(Selection::Node(P1)));
    add("a consumer", &mut calm, Some(Selection::Node(C1)));
    add("a partition", &mut calm, Some(Selection::Partition(id)));
    add("a leader's replica", &mut calm, replica(B1));
    add("a follower's replica", &mut calm, replica(B2));
    let record = Selection::Record(B1, id, Offset(1));
    add("a record that is committed", &mut calm, Some(record));
    let fetcher = ConnectionId {
        client: b(B2),
        server: b(B1),
        channel: Channel::Fetcher,
    };
    add(
        "a connection",
        &mut calm,
        Some(Selection::Connection(fetcher)),
    );

    let slow_disk = Command::SlowDisk {
        broker: b(B2),
        by_ms: 300,
    };
    let slow_link = Command::SlowLink {
        a: P1,
        b: b(B1),
        by_ms: 40,
    };
    let one_way = Command::CutOneWay {
        from: b(B3),
        to: b(B1),
    };
    let mut harmed = session(&[slow_disk, slow_link, one_way], 2_300);
    add("a slow broker", &mut harmed, Some(Selection::Node(b(B2))));
    add("a slow link", &mut harmed, Some(Selection::Link(b(B1), P1)));
    add(
        "a link cut one way",
        &mut harmed,
        Some(Selection::Link(b(B1), b(B3))),
    );
    add("the leader of all that", &mut harmed, replica(B1));
    let end = harmed.world().replica(B1, id).map(|it| it.log.end_offset());
    let last = Offset(end.map_or(0, |end| end.0 - 1));
    let last = Selection::Record(B1, id, last);
    add("a record that is not committed", &mut harmed, Some(last));
    let mut flying = None;
    for (socket, direction, message) in harmed.world().network().messages() {
        let fetches = socket.connection.channel == Channel::Fetcher;
        if fetches && direction == Direction::Request {
            flying = Some(Selection::Message(message.id));
        }
    }
    assert!(flying.is_some(), "a fetch is stopped by the cut");
    add("a message that a cut stops", &mut harmed, flying);

    let mut down = session(&[Command::Crash(b(B1))], 16_000);
    add("after a crash", &mut down, None);
    add(
        "the broker that crashed",
        &mut down,
        Some(Selection::Node(b(B1))),
    );
    add("its replica", &mut down, replica(B1));
    add(
        "the partition then",
        &mut down,
        Some(Selection::Partition(id)),
    );
    add("the controller then", &mut down, Some(Selection::Node(K1)));
    samples
}

#[test]
fn what_is_told_of_each_thing_reads_as_it_is_written_down() {
    let mut text = String::from("What the inspector tells of each kind of thing.\n");
    for (what, [en, ko]) in samples() {
        let _ = writeln!(text, "\n# {what}\n{} {}", en.kind, en.title);
        let _ = writeln!(text, "{} {}", ko.kind, ko.title);
        assert_eq!(en.groups.len(), ko.groups.len(), "{what}");
        for (en, ko) in en.groups.iter().zip(&ko.groups) {
            if !en.title.is_empty() {
                let _ = writeln!(text, "  [{} | {}]", en.title, ko.title);
            }
            for (en, ko) in en.facts.iter().zip(&ko.facts) {
                let _ = writeln!(
                    text,
                    "  {} = {} | {} = {}",
                    en.name, en.value, ko.name, ko.value
                );
            }
        }
        for (en, ko) in en.related.iter().zip(&ko.related) {
            let names = |things: &[(String, Selection)]| {
                let names = things.iter().map(|(name, _)| name.as_str());
                names.collect::<Vec<_>>().join(", ")
            };
            let _ = writeln!(text, "  → {}: {}", en.title, names(&en.things));
            let _ = writeln!(text, "  → {}: {}", ko.title, names(&ko.things));
        }
    }
    same_as_golden(&text);
}

#[test]
fn no_field_is_without_a_name_a_value_and_a_sentence() {
    let words = Lang::ALL.map(meaning::in_language);
    for (what, told) in samples() {
        for (facts, words) in told.iter().zip(&words) {
            assert!(!facts.kind.is_empty() && !facts.title.is_empty(), "{what}");
            assert!(!facts.groups.is_empty(), "{what}");
            for fact in facts.groups.iter().flat_map(|group| &group.facts) {
                let sentence = words.get(fact.meaning);
                assert!(!fact.name.is_empty(), "{what}: {fact:?}");
                assert!(!fact.value.is_empty(), "{what}: {fact:?}");
                assert!(sentence.ends_with('.'), "{what}: {fact:?}: {sentence:?}");
            }
        }
    }
}

/// More than these clusters have.
const THINGS_MAX: usize = 200;

#[test]
fn from_the_cluster_everything_is_reached_and_nothing_that_is_offered_is_gone() {
    let cut = Command::Cut(b(B1), b(B2));
    for mut session in [session(&[], 1_000), session(&[cut], 3_000)] {
        let mut seen = vec![None];
        let mut next = 0;
        while let Some(selection) = seen.get(next).copied().filter(|_| next < THINGS_MAX) {
            let [there, _] = facts(&mut session, selection);
            assert!(!there.groups.is_empty(), "{selection:?}");
            for (_, on) in there.related.iter().flat_map(|kind| &kind.things) {
                if !seen.contains(&Some(*on)) {
                    seen.push(Some(*on));
                }
            }
            next += 1;
        }
        let has = |is: fn(&Selection) -> bool| seen.iter().flatten().any(is);
        assert!(has(|it| matches!(it, Selection::Node(_))));
        assert!(has(|it| matches!(it, Selection::Partition(_))));
        assert!(has(|it| matches!(it, Selection::Replica(..))));
        assert!(has(|it| matches!(it, Selection::Record(..))));
        assert!(has(|it| matches!(it, Selection::Connection(_))));
        assert!(has(|it| matches!(it, Selection::Link(..))));
    }
}

#[test]
fn without_the_words_the_same_is_told_but_for_what_it_means() {
    let mut session = session(&[], 1_000);
    let selection = Some(Selection::Node(b(B1)));
    let [with, _] = facts(&mut session, selection);
    let without = of(&session, &Words::default(), Lang::En);
    assert_eq!(with.groups, without.groups);
}

fn same_as_golden(text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/panel/facts/golden.txt");
    if std::env::var_os("HIGHWATER_BLESS").is_some() {
        std::fs::write(&path, text).expect("the file can be written when blessing");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = text
        .lines()
        .zip(golden.lines())
        .find(|(now, then)| now != then);
    assert!(text == golden, "golden.txt differs, first at {differs:#?}");
}
