//! The form with which a record of one's own is sent.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::Arc;

use highwater_core::command::Command;
use highwater_core::id::{NodeId, PartitionIndex};
use highwater_text::{Lang, command, say};
use leptos::prelude::event_target_value;

use crate::session::{Action, Selection, Session};
use crate::store::Store;
use crate::view::{El, el, live, views};

/// A partition that can be sent to, as `orders-0` and by its parts.
type Target = (String, Arc<str>, PartitionIndex);

/// What is typed, until it is sent. Nothing on the screen depends on it.
#[derive(Clone, Default)]
struct Draft(Rc<RefCell<[String; 3]>>);

impl Draft {
    fn set(&self, field: usize, text: String) {
        if let Some(field) = self.0.borrow_mut().get_mut(field) {
            *field = text;
        }
    }

    fn get(&self) -> [String; 3] {
        self.0.borrow().clone()
    }
}

/// The producer that the form is for: the one picked, or the first while nothing is.
fn producer(session: &Session) -> Option<NodeId> {
    let first = || {
        session
            .world()
            .producers()
            .next()
            .map(|producer| producer.id)
    };
    match session.selection() {
        None => first(),
        Some(Selection::Node(node @ NodeId::Producer(_))) => Some(node),
        Some(_) => None,
    }
}

fn targets(session: &Session) -> Vec<Target> {
    let metadata = session.world().metadata();
    let mut targets = Vec::new();
    for partition in metadata.partitions.keys() {
        if let Some(topic) = metadata.topics.get(&partition.topic) {
            targets.push((
                metadata.name_of(*partition),
                topic.name.clone(),
                partition.partition,
            ));
        }
    }
    targets
}

fn record(session: &Session, [key, value, target]: [String; 3]) -> Option<Command> {
    let given = |text: String| (!text.is_empty()).then(|| Arc::from(text));
    let index = target.parse().unwrap_or(0);
    let (_, topic, partition) = targets(session).into_iter().nth(index)?;
    let producer = producer(session)?;
    Some(Command::Produce {
        producer,
        topic,
        partition,
        key: given(key),
        value: given(value),
    })
}

/// The form.
pub fn send_record(store: Store, lang: Lang) -> El {
    let producer = store.look(producer);
    let targets = store.look(targets);
    let draft = Draft::default();
    let fields = el("div")
        .class("grid-2")
        .child(field(lang.pick("Key", "키"), lang, draft.clone(), 0))
        .child(field(lang.pick("Value", "값"), lang, draft.clone(), 1));
    let title = move || {
        let name = producer
            .get()
            .map(|producer| producer.to_string())
            .unwrap_or_default();
        say!(lang, "Send through {0}", "{0}에서 보내기", &name)
    };
    let name = move || {
        let sample = store
            .peek_session(|session| record(session, Default::default()))
            .flatten();
        sample
            .map(|sample| command::label(lang, &sample))
            .unwrap_or_default()
    };
    let options = live(move || {
        let mut options = Vec::new();
        for (index, (name, ..)) in targets.get().iter().enumerate() {
            let option = el("option").attr("value", &index.to_string());
            options.push(option.text(name));
        }
        views(options)
    });
    let chosen = draft.clone();
    let partition = el("label")
        .class("field")
        .hidden(move || targets.with(|targets| targets.len() < 2))
        .child(el("span").text(lang.pick("Partition", "파티션")))
        .child(
            el("select")
                .on_event("change", move |event| {
                    chosen.set(2, event_target_value(&event))
                })
                .child(options),
        );
    let send = move |event: leptos::ev::Event| {
        event.prevent_default();
        let record = store
            .peek_session(|session| record(session, draft.get()))
            .flatten();
        if let Some(record) = record {
            store.dispatch(Action::Do(record));
        }
    };
    el("form")
        .class("inspector__section")
        .hidden(move || producer.get().is_none())
        .on_event("submit", send)
        .child(el("h3").class("label").live_text(title))
        .child(fields)
        .child(partition)
        .child(
            el("button")
                .attr("type", "submit")
                .class("button")
                .live_text(move || {
                    producer.get();
                    name()
                }),
        )
}

fn field(label: &str, lang: Lang, draft: Draft, index: usize) -> El {
    let typed = move |event| draft.set(index, event_target_value(&event));
    el("label")
        .class("field")
        .child(el("span").text(label))
        .child(
            el("input")
                .attr("type", "text")
                .attr("maxlength", "40")
                .attr("autocomplete", "off")
                .attr("placeholder", lang.pick("none", "없음"))
                .on_event("input", typed),
        )
}
