//! What `kafka-consumer-groups --describe` prints of a group at this moment.

use highwater_core::client::Consumer;
use highwater_core::explain::{self, GroupTable, Printed};
use highwater_core::group::classic::GroupId;
use highwater_core::id::NodeId;
use highwater_text::Lang;
use highwater_text::fact::GroupColumn;
use leptos::prelude::{Get as _, RwSignal, Set as _, Update as _};

use super::describe::terminal;
use super::section::{look_while_open, section};
use crate::panel::button;
use crate::session::{Selection, Session};
use crate::store::{Look, Store};
use crate::view::{El, Node, el, live, views};

/// The tables, as they are asked for.
const TABLES: [(&str, GroupTable); 3] = [
    ("--offsets", GroupTable::Offsets),
    ("--members", GroupTable::Members),
    ("--state", GroupTable::State),
];

/// The columns that are explained, as the tool names them.
const COLUMNS: [(&str, GroupColumn); 20] = [
    ("LEADER-EPOCH", GroupColumn::LeaderEpoch),
    ("CURRENT-OFFSET", GroupColumn::CurrentOffset),
    ("LOG-END-OFFSET", GroupColumn::LogEndOffset),
    ("LAG", GroupColumn::Lag),
    ("CONSUMER-ID", GroupColumn::ConsumerId),
    ("GROUP-INSTANCE-ID", GroupColumn::GroupInstanceId),
    ("HOST", GroupColumn::Host),
    ("CLIENT-ID", GroupColumn::ClientId),
    ("#PARTITIONS", GroupColumn::Partitions),
    ("CURRENT-EPOCH", GroupColumn::CurrentEpoch),
    ("CURRENT-ASSIGNMENT", GroupColumn::CurrentAssignment),
    ("TARGET-EPOCH", GroupColumn::TargetEpoch),
    ("TARGET-ASSIGNMENT", GroupColumn::TargetAssignment),
    ("UPGRADED", GroupColumn::Upgraded),
    ("COORDINATOR (ID)", GroupColumn::Coordinator),
    ("ASSIGNMENT-STRATEGY", GroupColumn::Strategy),
    ("STATE", GroupColumn::State),
    ("GROUP-EPOCH", GroupColumn::GroupEpoch),
    (
        "TARGET-ASSIGNMENT-EPOCH",
        GroupColumn::TargetAssignmentEpoch,
    ),
    ("#MEMBERS", GroupColumn::Members),
];

/// What is asked of the tool: which table, and whether it is to say more.
type Asked = (GroupTable, bool);

/// What is typed, and what is printed; nothing while the tool waits.
type Output = (String, Option<Printed>);

/// The part, for members of groups and those who coordinate them.
pub fn describe_group(store: Store, lang: Lang) -> El {
    let open = RwSignal::new(false);
    let asked: RwSignal<Asked> = RwSignal::new((GroupTable::Offsets, false));
    let fits = store.look(|session| !groups(session).is_empty());
    let output = look_while_open(store, open, move |session| output(session, asked.get()));
    section(
        store,
        open,
        || "kafka-consumer-groups --describe".to_owned(),
        move || content(store, lang, asked, output),
    )
    .hidden(move || !fits.get())
}

/// The groups that are described: a member's, those that a broker coordinates, or all.
fn groups(session: &Session) -> Vec<GroupId> {
    let world = session.world();
    let groups = world.groups();
    let all = groups.iter().cloned();
    match session.selection() {
        None => all.collect(),
        Some(Selection::Node(broker @ NodeId::Broker(_))) => all
            .filter(|group| {
                let coordinator = world.coordinator_of(group);
                coordinator.is_some_and(|(id, _)| NodeId::Broker(id) == broker)
            })
            .collect(),
        Some(Selection::Node(consumer @ NodeId::Consumer(_))) => {
            let group = world.consumer(consumer).and_then(Consumer::group);
            group.into_iter().collect()
        }
        Some(_) => Vec::new(),
    }
}

/// What the tool prints of each group.
fn output(session: &Session, (table, verbose): Asked) -> Vec<Output> {
    let mut output = Vec::new();
    for GroupId(group) in groups(session) {
        let command = explain::describe_group_command(&group, table, verbose);
        let printed = explain::describe_group(session.world(), &group, table, verbose);
        output.push((["$ ", &command, "\n"].concat(), printed));
    }
    output
}

/// What is seen of it.
fn text(store: Store, output: &[Output]) -> String {
    let mut text = String::new();
    for (command, printed) in output {
        if !text.is_empty() {
            text.push('\n');
        }
        text.push_str(command);
        match printed {
            Some(printed) => text.push_str(&printed.text),
            None => {
                let waits = GroupColumn::Waits.meaning();
                text.push_str(&store.say(|words| words.get(waits).to_owned()));
                text.push('\n');
            }
        }
    }
    text
}

fn content(store: Store, lang: Lang, asked: RwSignal<Asked>, output: Look<Vec<Output>>) -> Node {
    let about = GroupColumn::Tool.meaning();
    let about = move || store.say(|words| words.get(about).to_owned());
    let shown = move || output.with(|output| text(store, output));
    let name = lang.pick(
        "Output of kafka-consumer-groups",
        "kafka-consumer-groups의 출력",
    );
    views(vec![
        el("p").class("small muted").live_text(about),
        options(lang, asked),
        terminal(name).live_text(shown),
        el("div").child(live(move || {
            views(output.with(|output| columns(store, output)))
        })),
    ])
}

/// Which table is asked for, and whether it is to say more.
fn options(lang: Lang, asked: RwSignal<Asked>) -> El {
    let mut options = el("div")
        .class("describe__options")
        .attr("role", "group")
        .attr("aria-label", lang.pick("Options", "옵션"));
    for (name, table) in TABLES {
        let choose = move || asked.update(|asked| asked.0 = table);
        let one = button("button button--small", choose)
            .live("aria-pressed", move || {
                Some((asked.get().0 == table).to_string())
            })
            .text(name);
        options = options.child(one);
    }
    let turn = move || {
        let (table, verbose) = asked.get();
        asked.set((table, !verbose));
    };
    let verbose = button("button button--small", turn)
        .live("aria-pressed", move || Some(asked.get().1.to_string()))
        .text("--verbose");
    options.child(verbose)
}

/// The columns that are there, each with what it means.
fn columns(store: Store, output: &[Output]) -> El {
    let mut there: Vec<&str> = Vec::new();
    for name in output
        .iter()
        .flat_map(|(_, it)| it)
        .flat_map(|it| &it.columns)
    {
        if !there.contains(name) {
            there.push(name);
        }
    }
    let mut columns = el("dl").class("columns");
    for name in there {
        // What a group, a topic and a partition are is no matter of this table.
        let Some((_, column)) = COLUMNS.iter().find(|(known, _)| *known == name) else {
            continue;
        };
        let meaning = column.meaning();
        let words = move || store.say(|words| words.get(meaning).to_owned());
        columns = columns
            .child(el("dt").text(name))
            .child(el("dd").live_text(words));
    }
    columns
}
