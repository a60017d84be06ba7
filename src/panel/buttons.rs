//! The kinds of buttons.

use highwater_core::command::{Command, Refusal};
use highwater_text::{Lang, command, refusal};

use crate::action::UserAction;
use crate::session::{Action, Form};
use crate::store::Store;
use crate::view::{El, el};

/// A button.
pub fn button(class: &str, act: impl FnMut() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class(class)
        .on("click", act)
}

/// A button of a user action, named as the table names it.
pub fn action_button(store: Store, lang: Lang, action: UserAction, class: &str) -> El {
    button(class, move || store.user(action)).text(action.label(lang))
}

/// A button that does something to the cluster, and says what when it is pointed at.
pub fn command_button(store: Store, class: &str, command: Command) -> El {
    offer_button(store, class, command, None)
}

/// The same for something that the cluster may refuse: then the button says why.
pub fn offer_button(store: Store, class: &str, command: Command, refusal: Option<Refusal>) -> El {
    let done = command.clone();
    let act = move || store.dispatch(Action::Do(done.clone()));
    explained(button(class, act), store, command, refusal)
        .attr_if("aria-disabled", refusal.map(|_| "true"))
}

/// A button that says what its command does, or why it is refused, when it is pointed at.
pub fn explained(button: El, store: Store, command: Command, refusal: Option<Refusal>) -> El {
    let title = move || {
        let lang = store.peek(|state| state.route.lang);
        let title = store.say(|words| match refusal {
            Some(refusal) => refusal::sentence(lang, words, refusal),
            None => command::effect(lang, words, &command),
        });
        Some(title).filter(|title| !title.is_empty())
    };
    button
        .live("title", title)
        .on("pointerenter", move || store.want_words())
        .on("focus", move || store.want_words())
}

/// A button that fetches what stands behind a gate, and its words.
pub fn fetch_button(store: Store, name: &str) -> El {
    button("button", move || store.want_words()).text(name)
}

/// A button that fetches a form that stands behind a gate, which is open then and has the focus.
pub fn form_button(store: Store, form: Form, name: &str) -> El {
    button("button", move || store.want_form(form)).text(name)
}

/// A small picture on a button; what it does is said by the button's name.
pub fn icon(path: &str) -> String {
    [
        "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\" fill=\"currentColor\" stroke-linejoin=\"round\"><path d=\"",
        path,
        "\"/></svg>",
    ]
    .concat()
}
