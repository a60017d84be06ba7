//! What `kafka-topics --describe` prints at this moment.

use highwater_core::explain;
use highwater_core::id::{NodeId, TopicPartition};
use highwater_text::Lang;
use highwater_text::fact::ToolFact;
use leptos::prelude::RwSignal;

use super::section::{look_while_open, section};
use crate::session::{Selection, Session};
use crate::store::{Look, Store};
use crate::view::{El, Node, el, views};

/// The columns that are explained, as the tool names them.
const COLUMNS: [(&str, ToolFact); 9] = [
    ("TopicId", ToolFact::TopicId),
    ("PartitionCount", ToolFact::PartitionCount),
    ("ReplicationFactor", ToolFact::ReplicationFactor),
    ("Configs", ToolFact::Configs),
    ("Leader", ToolFact::LeaderColumn),
    ("Replicas", ToolFact::ReplicasColumn),
    ("Isr", ToolFact::IsrColumn),
    ("Elr", ToolFact::ElrColumn),
    ("LastKnownElr", ToolFact::LastKnownElrColumn),
];

/// The part, for what has to do with partitions.
pub fn describe(store: Store, lang: Lang) -> El {
    let open = RwSignal::new(false);
    let fits = store.look(|session| topics(session.selection()).is_some());
    let output = look_while_open(store, open, output);
    section(
        store,
        open,
        || "kafka-topics --describe".to_owned(),
        move || content(store, lang, output),
    )
    .hidden(move || !fits.get())
}

/// Whose topics are described: one partition's, or all.
enum Topics {
    All,
    Of(TopicPartition),
}

fn topics(selection: Option<Selection>) -> Option<Topics> {
    match selection {
        None
        | Some(Selection::Metadata(_))
        | Some(Selection::Node(NodeId::Broker(_) | NodeId::Controller(_))) => Some(Topics::All),
        Some(
            Selection::Partition(id) | Selection::Replica(_, id) | Selection::Record(_, id, _),
        ) => Some(Topics::Of(id)),
        Some(Selection::Node(_) | Selection::Message(_))
        | Some(Selection::Link(..) | Selection::Connection(_)) => None,
    }
}

fn output(session: &Session) -> String {
    let world = session.world();
    let topic = match topics(session.selection()) {
        None => return String::new(),
        Some(Topics::All) => None,
        Some(Topics::Of(id)) => world.metadata().topics.get(&id.topic),
    };
    let topic = topic.map(|topic| &*topic.name);
    let printed = match topic {
        Some(name) => explain::describe_topic(world, name).unwrap_or_default(),
        None => explain::describe_topics(world),
    };
    ["$ ", &explain::describe_command(topic), "\n", &printed].concat()
}

fn content(store: Store, lang: Lang, output: Look<String>) -> Node {
    let mut columns = el("dl").class("columns");
    for (name, meaning) in COLUMNS {
        let meaning = meaning.meaning();
        let words = move || store.say(|words| words.get(meaning).to_owned());
        columns = columns
            .child(el("dt").text(name))
            .child(el("dd").live_text(words));
    }
    let about = ToolFact::Describe.meaning();
    let about = move || store.say(|words| words.get(about).to_owned());
    views(vec![
        el("p").class("small muted").live_text(about),
        terminal(lang.pick("Output of kafka-topics", "kafka-topics의 출력"))
            .live_text(move || output.get()),
        columns,
    ])
}

/// Text of Kafka's own, whose columns stand as they are printed: what is wider than its room scrolls.
pub fn terminal(name: &str) -> El {
    el("pre")
        .class("terminal")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", name)
}
