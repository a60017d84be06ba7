//! The lines of the event list and the words of messages, written down: `tests/golden/*.txt` read as
//! documentation. Where a change is meant, `HIGHWATER_BLESS=1 cargo test -p highwater-text` writes
//! them anew.

use std::fmt::Write as _;

use crate::golden_file::same_as_golden;
use crate::samples::{self, B1, B2, C1, K1, P1, names, trace};
use highwater_core::id::NodeId;
use highwater_core::trace::Event;
use highwater_text::message::{Message, fields};
use highwater_text::{Lang, event, headline, meaning};

#[test]
fn the_event_list_reads_as_it_is_written_down() {
    let names = names();
    let mut text =
        String::from("Every event as the event list tells it, after whom it happens to.\n");
    let mut kind = String::new();
    for event in samples::events() {
        let trace = trace(actor_of(&event), event);
        let debug = format!("{:?}", trace.event);
        let name = debug.split([' ', '(', '{']).next().unwrap_or_default();
        if name != kind {
            let _ = writeln!(text, "\n{name} ({:?})", trace.weight());
            name.clone_into(&mut kind);
        }
        for lang in Lang::ALL {
            let line = event::sentence(lang, &meaning::in_language(lang), &trace.event, &names);
            let _ = writeln!(text, "  {:8}{line}", event::actor(&trace));
        }
        if let Some([en, ko]) = both(|lang| headline(lang, &trace, &names)) {
            let _ = writeln!(text, "  headline: {en} | {ko}");
        }
    }
    same_as_golden("events.txt", &text);
}

#[test]
fn messages_read_as_they_are_written_down() {
    let names = names();
    let mut text =
        String::from("Every kind of message: its title, its capsule, its line, its sentence.\n");
    for (connection, direction, gist) in samples::gists() {
        let message = Message {
            connection,
            direction,
            gist: &gist,
        };
        text.push('\n');
        for lang in Lang::ALL {
            let _ = writeln!(
                text,
                "{} · ({})",
                message.title(lang),
                message.capsule(lang)
            );
            let _ = writeln!(text, "  {}", message.line(lang, &names));
            let words = meaning::in_language(lang);
            let _ = writeln!(text, "  {}", message.sentence(lang, &words, &names));
        }
    }
    same_as_golden("messages.txt", &text);
}

#[test]
fn the_fields_of_messages_read_as_they_are_written_down() {
    let names = names();
    let mut text =
        String::from("Every message in full: Kafka's field, its value, what it means.\n");
    let words = Lang::ALL.map(meaning::in_language);
    for payload in samples::payloads() {
        let debug = format!("{payload:?}");
        let kind: Vec<_> = debug.split(['(', ')', ' ', '{']).take(2).collect();
        let _ = writeln!(text, "\n{}", kind.join(" "));
        for field in fields(Lang::En, &payload, &names) {
            let [en, ko] = words.each_ref().map(|words| words.get(field.meaning));
            let _ = writeln!(
                text,
                "  {} = {}\n    {en}\n    {ko}",
                field.name, field.value
            );
        }
    }
    same_as_golden("fields.txt", &text);
}

fn both<T>(say: impl Fn(Lang) -> Option<T>) -> Option<[T; 2]> {
    Some([say(Lang::En)?, say(Lang::Ko)?])
}

/// To whom such an event happens.
fn actor_of(event: &Event) -> NodeId {
    match event {
        Event::Commanded(highwater_core::command::Command::Produce { producer, .. }) => *producer,
        Event::Disconnected { connection, .. } => connection.client,
        Event::RecordAccepted { .. }
        | Event::RecordAcknowledged { .. }
        | Event::RecordFailed { .. }
        | Event::SendFailed { .. }
        | Event::BatchRetried { .. }
        | Event::ProducerCreated { .. }
        | Event::ProducerClosing { .. }
        | Event::ProducerCrashed { .. }
        | Event::SendBlocked { .. }
        | Event::BatchSplit { .. }
        | Event::SequencesReset { .. }
        | Event::ClusterIdLearned
        | Event::LeaderLearned { .. } => P1,
        Event::Consumer(_) | Event::RecordsConsumed { .. } | Event::PositionReset { .. } => C1,
        Event::IsrChanged { .. }
        | Event::ElrChanged { .. }
        | Event::LeaderElected { .. }
        | Event::PartitionWentOffline { .. }
        | Event::BrokerRegistered { .. }
        | Event::RegistrationRefused { .. }
        | Event::BrokerFenced { .. }
        | Event::BrokerUnfenced { .. }
        | Event::PartitionsChanged { .. }
        | Event::ReassignmentStarted { .. }
        | Event::ReassignmentCompleted { .. }
        | Event::ConfigChanged { .. }
        | Event::PartitionsAdded { .. }
        | Event::ControlledShutdown { .. }
        | Event::ShutdownGranted { .. }
        | Event::TopicCreated { .. } => K1,
        Event::AdminAnswered { .. } => NodeId::Admin,
        Event::FollowerAppended { .. }
        | Event::FollowerHighWatermarkSet { .. }
        | Event::BecameLeader { .. } => NodeId::Broker(B2),
        _ => NodeId::Broker(B1),
    }
}
