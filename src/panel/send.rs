//! The form with which a record of one's own is sent.

use std::sync::Arc;

use highwater_core::command::Command;
use highwater_core::id::{NodeId, PartitionIndex};
use highwater_text::{Lang, command};
use leptos::prelude::*;

use crate::session::{Action, Selection, Session};
use crate::store::Store;

/// A partition that can be sent to, as `orders-0` and by its parts.
type Target = (String, Arc<str>, PartitionIndex);

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
    let partitions = metadata.partitions.keys();
    partitions
        .filter_map(|partition| {
            let topic = metadata.topics.get(&partition.topic)?;
            Some((
                metadata.name_of(*partition),
                topic.name.clone(),
                partition.partition,
            ))
        })
        .collect()
}

/// The form.
#[component]
pub fn SendRecord(store: Store, lang: Lang) -> impl IntoView {
    let producer = store.memo(producer);
    let targets = store.memo(targets);
    let (key, value, target) = (
        RwSignal::new(String::new()),
        RwSignal::new(String::new()),
        RwSignal::new(0),
    );
    let send = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        let chosen = targets.with(|targets| targets.get(target.get()).cloned());
        let (Some(producer), Some((_, topic, partition))) = (producer.get(), chosen) else {
            return;
        };
        let given = |text: String| (!text.is_empty()).then(|| Arc::from(text));
        let (key, value) = (given(key.get()), given(value.get()));
        store.dispatch(Action::Do(Command::Produce {
            producer,
            topic,
            partition,
            key,
            value,
        }));
    };
    let options = move || {
        let options = targets.get().into_iter().enumerate();
        options
            .map(|(index, (name, ..))| view! { <option value=index.to_string()>{name}</option> })
            .collect_view()
    };
    let choose = move |event| target.set(event_target_value(&event).parse().unwrap_or(0));
    let title = move || {
        let name = producer
            .get()
            .map(|producer| producer.to_string())
            .unwrap_or_default();
        lang.pick(format!("Send through {name}"), format!("{name}에서 보내기"))
    };
    view! {
        <form class="inspector__section" hidden=move || producer.get().is_none() on:submit=send>
            <h3 class="label">{title}</h3>
            <div class="grid-2">
                {field(lang.pick("Key", "키"), lang.pick("none", "없음"), key)}
                {field(lang.pick("Value", "값"), lang.pick("none", "없음"), value)}
            </div>
            <label class="field" hidden=move || { targets.with(|targets| targets.len() < 2) }>
                <span>{lang.pick("Partition", "파티션")}</span>
                <select on:change=choose>{options}</select>
            </label>
            <button type="submit" class="button">
                {move || {
                    let sample = producer.get().zip(targets.with(|targets| targets.first().cloned()));
                    sample.map(|(producer, (_, topic, partition))| {
                        command::label(lang, &Command::Produce { producer, topic, partition, key: None, value: None })
                    })
                }}
            </button>
        </form>
    }
}

fn field(label: &'static str, placeholder: &'static str, text: RwSignal<String>) -> impl IntoView {
    view! {
        <label class="field">
            <span>{label}</span>
            <input type="text" maxlength="40" autocomplete="off" placeholder=placeholder
                prop:value=move || text.get() on:input=move |event| text.set(event_target_value(&event))/>
        </label>
    }
}
