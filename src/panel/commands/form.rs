//! A form: its fields, the button that does what they say, and what became of it.

use highwater_text::{Lang, command};
use leptos::ev::Event;
use leptos::prelude::{RwSignal, Set as _, With as _};

use super::field::{Field, Takes, choices, fields, name_of};
use super::reading::{self, Problem};
use super::reply::reply;
use super::verb::verb;
use crate::platform::{form as dom, page};
use crate::session::{Action, Form, Place, Session};
use crate::store::Store;
use crate::view::{El, Node, el, keyed, live, views};

/// The form. What is asked for often stands open; the rest opens on request.
pub fn form(store: Store, lang: Lang, form: Form) -> Node {
    let asked = store.peek_session(|session| {
        let fields = fields(session, form, lang);
        let effect = effect(store, session, form, &fields, lang);
        (fields, verb(session, form, lang), effect)
    });
    let (fields, verb, effect) = asked.unwrap_or_default();
    let problem = RwSignal::new(None::<Problem>);
    let id = form.key().to_string();
    let submit = {
        let id = id.clone();
        move |event: Event| {
            event.prevent_default();
            let values = dom::values(&event);
            let read = store.peek_session(|session| reading::command(session, form, &values, lang));
            match read {
                Some(Ok(command)) => {
                    problem.set(None);
                    store.dispatch(Action::Do(command));
                }
                Some(Err(found)) => {
                    page::focus_first(vec![field_id(&id, found.field)]);
                    problem.set(Some(found));
                }
                None => {}
            }
        }
    };
    let mut row = el("div").class(match fields.len() {
        1 => "ask__row",
        _ => "ask__fields",
    });
    for (index, field) in fields.into_iter().enumerate() {
        row = row.child(asked_for(store, lang, &id, index, field, problem));
    }
    let button = el("button").attr("type", "submit").class("button");
    let body = el("form")
        .class("ask")
        .on_event("submit", submit)
        .child(row.child(button.text(&verb)))
        .child(live(move || {
            let text = problem.with(|problem| problem.as_ref().map(|it| it.text.clone()));
            let note = el("p").class("note note--danger").attr("role", "alert");
            views(text.map(|text| note.text(&text)))
        }))
        .child(reply(store, lang, Place::Form(form)));
    let is_wanted = store.takes_wanted_form(form);
    if is_wanted {
        page::focus_first(vec![field_id(&id, 0)]);
    }
    if is_open(form) {
        return body.done();
    }
    let summary = el("summary")
        .class("button")
        .on("focus", move || store.want_words())
        .text(&(verb + "…"));
    el("details")
        .class("ask-more")
        .attr_if("open", is_wanted.then_some(""))
        .child(summary)
        .child(effect)
        .child(body)
        .done()
}

/// What the form is for. Of a command whose effect names its values nothing is said before they are typed.
fn effect(store: Store, session: &Session, form: Form, fields: &[Field], lang: Lang) -> Option<El> {
    let starts: Vec<String> = fields.iter().map(|field| field.start.clone()).collect();
    let command = reading::command(session, form, &starts, lang).ok()?;
    let effect = move || store.say(|words| command::effect(lang, words, &command));
    Some(
        el("p")
            .class("small muted ask-more__effect")
            .live_text(effect),
    )
}

fn is_open(form: Form) -> bool {
    matches!(
        form,
        Form::Send(_) | Form::SlowBroker(_) | Form::SlowDisk(_) | Form::SlowLink(..)
    )
}

fn field_id(form: &str, index: usize) -> String {
    ["field-", form, "-", &index.to_string()].concat()
}

fn asked_for(
    store: Store,
    lang: Lang,
    form: &str,
    index: usize,
    field: Field,
    problem: RwSignal<Option<Problem>>,
) -> El {
    let is_wrong =
        move || problem.with(|problem| problem.as_ref().is_some_and(|it| it.field == index));
    let id = field_id(form, index);
    let input = match field.takes {
        Takes::Partition | Takes::Record | Takes::Target => {
            el("select").child(options(store, lang, field.takes))
        }
        Takes::OneOf(words) => one_of(words),
        _ => input(&field, &id),
    };
    let input = input.attr("id", &id).live("aria-invalid", move || {
        is_wrong().then(|| "true".to_owned())
    });
    let class = match field.takes {
        Takes::List => "field field--wide",
        _ => "field",
    };
    let mut label = el("label")
        .class(class)
        .child(el("span").text(&field.label))
        .child(input);
    if let Takes::Key(keys) = field.takes {
        let mut list = el("datalist").attr("id", &[&id, "-keys"].concat());
        for key in keys {
            list = list.child(el("option").attr("value", key));
        }
        label = label.child(list);
    }
    label
}

fn input(field: &Field, id: &str) -> El {
    let input = el("input")
        .attr("type", "text")
        .attr("maxlength", "200")
        .attr("autocomplete", "off")
        .attr("value", &field.start)
        .attr("placeholder", field.hint);
    match field.takes {
        Takes::Number => input.attr("inputmode", "numeric"),
        Takes::Key(_) => input.attr("list", &[id, "-keys"].concat()),
        _ => input,
    }
}

fn one_of(words: &[&str]) -> El {
    let mut select = el("select");
    for word in words {
        select = select.child(el("option").attr("value", word).text(word));
    }
    select
}

fn options(store: Store, lang: Lang, takes: Takes) -> Node {
    let numbers = store.look(move |session| choices(session, takes));
    keyed(
        move || numbers.get(),
        move |number| {
            let name = store.peek_session(|session| name_of(session, number, lang));
            let option = el("option").attr("value", &number.to_string());
            option.text(&name.unwrap_or_default()).done()
        },
    )
}
