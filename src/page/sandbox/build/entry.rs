//! A field of the form: its label, the control, what it is about, and what is refused there.

use highwater_text::Lang;
use leptos::prelude::event_target_value;

use super::label::label;
use super::of_building;
use super::refused::{is_refused, refusal_at};
use crate::sandbox::{Field, Part};
use crate::store::{State, Store};
use crate::view::{El, el};

/// What is told of a field besides its name.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// What it means.
    pub hint: &'a str,
    /// What stands in it while it is empty.
    pub placeholder: &'a str,
}

impl<'a> About<'a> {
    /// That it means that.
    pub const fn hint(hint: &'a str) -> Self {
        Self {
            hint,
            placeholder: "",
        }
    }
}

/// A part of the cluster in the form: what its own fields have in common.
#[derive(Clone, Copy)]
pub struct PartForm {
    /// Where what is typed goes.
    pub store: Store,
    /// The language.
    pub lang: Lang,
    /// The part.
    pub part: Part,
}

impl PartForm {
    /// Whether the cluster runs already to which the part is added.
    pub fn is_added(self) -> bool {
        let runs = |state: &State| of_building(state, |building| building.runs.is_some());
        self.store.peek(runs) == Some(true)
    }

    /// A field to type in.
    pub fn typed(self, name: &'static str, about: About<'_>) -> El {
        let (field, label) = (Field::own(self.part, name), label(self.lang, name));
        typed(self.store, self.lang, field, label, about)
    }

    /// A field with several lines.
    pub fn lines(self, name: &'static str, about: About<'_>) -> El {
        let field = Field::own(self.part, name);
        let text = text_of(self.store, &field);
        let area = el("textarea")
            .attr("rows", "3")
            .attr("spellcheck", "false")
            .attr("placeholder", about.placeholder)
            .text(&text);
        let label = label(self.lang, name);
        framed(self.store, self.lang, field, label, about, area)
    }

    /// A choice: each value with what it is called.
    pub fn choice(self, name: &'static str, about: About<'_>, choices: &[(&str, &str)]) -> El {
        let (field, label) = (Field::own(self.part, name), label(self.lang, name));
        choice(self.store, self.lang, field, label, about, choices)
    }

    /// A field that is there only while another one of the part has that value.
    pub fn while_chosen(self, name: &'static str, value: &'static str, one: El) -> El {
        let chooser = Field::own(self.part, name);
        one.hidden(move || {
            let is_chosen = self.store.read(|state| {
                of_building(state, |building| building.draft.text(&chooser) == value)
            });
            is_chosen != Some(true)
        })
    }
}

/// A field to type in.
pub fn typed(store: Store, lang: Lang, field: Field, label: &str, about: About<'_>) -> El {
    let text = text_of(store, &field);
    let input = el("input")
        .attr("type", "text")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", about.placeholder)
        .attr("value", &text);
    framed(store, lang, field, label, about, input)
}

/// A choice: each value with what it is called.
pub fn choice(
    store: Store,
    lang: Lang,
    field: Field,
    label: &str,
    about: About<'_>,
    choices: &[(&str, &str)],
) -> El {
    let chosen = text_of(store, &field);
    let mut select = el("select");
    for (value, name) in choices {
        let is_chosen = (*value == chosen).then_some("");
        let option = el("option").attr("value", value);
        select = select.child(option.attr_if("selected", is_chosen).text(name));
    }
    framed(store, lang, field, label, about, select)
}

fn text_of(store: Store, field: &Field) -> String {
    let text = |state: &State| of_building(state, |building| building.draft.text(field).to_owned());
    store.peek(text).unwrap_or_default()
}

fn framed(
    store: Store,
    lang: Lang,
    field: Field,
    label: &str,
    about: About<'_>,
    control: El,
) -> El {
    let id = field.id();
    let hint_id = [&id, "-hint"].concat();
    let refusal_id = [&id, "-refusal"].concat();
    let described = [&hint_id, " ", &refusal_id].concat();
    let (checked, written, settled) = (field.clone(), field.clone(), field.clone());
    let control = control
        .attr("id", &id)
        .attr("aria-describedby", &described)
        .live("aria-invalid", move || {
            let is_refused = store.read(|state| is_refused(state, &checked));
            is_refused.then(|| "true".to_owned())
        })
        .on_event("input", move |event| {
            store.write_field(&written, &event_target_value(&event));
        })
        // What is chosen, or filled in by the browser, may come by this event alone.
        .on_event("change", move |event| {
            store.write_field(&settled, &event_target_value(&event));
            store.check_draft();
        });
    el("div")
        .class("field build__field")
        .child(el("label").attr("for", &id).text(label))
        .child(control)
        .child(
            el("p")
                .class("build__hint")
                .attr("id", &hint_id)
                .text(about.hint),
        )
        .child(refusal_at(store, lang, field, &refusal_id))
}
