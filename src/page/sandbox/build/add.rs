//! The form that adds a client to the cluster that runs: the fields that it has where a cluster is built.

use highwater_text::Lang;
use leptos::ev::Event;

use super::client::{consumer_fields, producer_fields};
use super::entry::PartForm;
use super::search;
use super::settings::settings;
use crate::panel::commands::reply::reply;
use crate::platform::page;
use crate::sandbox::{Draft, Part, Sheet};
use crate::session::{Form, Place};
use crate::store::{State, Store};
use crate::view::{El, Node, el, keyed};

/// The form; its fields come once somebody opens it.
pub fn add_client(store: Store, lang: Lang, form: Form) -> Node {
    let verb = match form {
        Form::StartProducer => lang.pick("Add a producer", "프로듀서 추가"),
        _ => lang.pick("Add a consumer", "컨슈머 추가"),
    };
    let submit = move |event: Event| {
        event.prevent_default();
        store.add_client(form);
    };
    let id = move || -> Vec<u64> {
        store.read(|state| {
            let sheet = sheet_of(state, form).filter(|_| speaks(state, lang));
            sheet.map(|sheet| sheet.id).into_iter().collect()
        })
    };
    let body = el("form")
        .class("ask build")
        .attr("novalidate", "")
        .on_event("submit", submit)
        .child(keyed(id, move |id| fields(store, lang, form, id)))
        .child(
            el("button")
                .attr("type", "submit")
                .class("button")
                .text(verb),
        )
        .child(reply(store, lang, Place::Form(form)));
    let begin = move || {
        store.want_words();
        store.begin_adding(lang);
    };
    let is_wanted = store.takes_wanted_form(form);
    let summary_id = ["add-", &form.key().to_string()].concat();
    if is_wanted {
        begin();
        page::focus_first(vec![summary_id.clone()]);
    }
    let summary = el("summary")
        .class("button")
        .attr("id", &summary_id)
        .on("focus", begin)
        .on("click", begin)
        .text(&[verb, "…"].concat());
    el("details")
        .class("ask-more")
        .attr_if("open", is_wanted.then_some(""))
        .child(summary)
        .child(body)
        .done()
}

/// Whether the settings are there in that language.
fn speaks(state: &State, lang: Lang) -> bool {
    let settings = state.sandbox.settings.as_ref();
    settings.is_some_and(|(known, _)| *known == lang)
}

/// The sheet of the client that is to be added, once there is one.
fn sheet_of(state: &State, form: Form) -> Option<&Sheet> {
    let sheets: fn(&Draft) -> &Vec<Sheet> = match form {
        Form::StartProducer => |draft| &draft.producers,
        _ => |draft| &draft.consumers,
    };
    sheets(&state.sandbox.adding.as_ref()?.draft).first()
}

fn fields(store: Store, lang: Lang, form: Form, id: u64) -> Node {
    let (part, of_part): (Part, fn(PartForm) -> Vec<El>) = match form {
        Form::StartProducer => (Part::Producer(id), producer_fields),
        _ => (Part::Consumer(id), consumer_fields),
    };
    let mut fields = el("div").class("build__fields");
    for one in of_part(PartForm { store, lang, part }) {
        fields = fields.child(one);
    }
    el("div")
        .class("stack")
        .child(fields)
        .child(search(store, lang, Some(part)))
        .child(settings(store, lang, part))
        .done()
}
