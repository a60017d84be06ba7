//! The panels around the stage. Each reads the session and dispatches actions; none decides.

pub mod commands;
mod ending;
mod events;
pub(crate) mod facts;
mod faults;
mod header;
mod help;
pub(crate) mod inspector;
mod lesson;
pub(crate) mod loss;
mod prediction;
mod stage_room;
mod status;
mod time_bar;
mod told;
mod track;
mod trouble;
pub(crate) mod wait;

pub use events::event_list;
pub use header::{footer, header};
pub use help::help_sheet;
pub use inspector::inspector;
pub use lesson::lesson_panel;
pub use stage_room::stage_room;
pub use status::{live_region, notice_line};
pub use time_bar::{now_line, play_buttons, time_bar};
pub use told::sentence;
pub use trouble::{broken_link, trouble_note, trouble_page};

use highwater_core::command::{Command, Refusal};
use highwater_text::{Lang, command, refusal};

use crate::action::UserAction;
use crate::route::{LessonLink, Page, Route};
use crate::session::Action;
use crate::store::{Look, Store};
use crate::view::{El, Node, el, live, views};

/// A button.
pub(crate) fn button(class: &str, act: impl FnMut() + 'static) -> El {
    el("button")
        .attr("type", "button")
        .class(class)
        .on("click", act)
}

/// A button of a user action, named as the table names it.
fn action_button(store: Store, lang: Lang, action: UserAction, class: &str) -> El {
    button(class, move || store.user(action)).text(action.label(lang))
}

/// A button that does something to the cluster, and says what when it is pointed at.
pub(crate) fn command_button(store: Store, class: &str, command: Command) -> El {
    offer_button(store, class, command, None)
}

/// The same for something that the cluster may refuse: then the button says why.
fn offer_button(store: Store, class: &str, command: Command, refusal: Option<Refusal>) -> El {
    let done = command.clone();
    let act = move || store.dispatch(Action::Do(done.clone()));
    explained(button(class, act), store, command, refusal)
        .attr_if("aria-disabled", refusal.map(|_| "true"))
}

/// A button that says what its command does, or why it is refused, when it is pointed at.
fn explained(button: El, store: Store, command: Command, refusal: Option<Refusal>) -> El {
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

/// What stands behind a gate, once that part of the program is there.
pub(crate) fn when_here(store: Store, view: impl Fn() -> Node + 'static) -> Node {
    let is_here = Look::new(move || store.deferred());
    live(move || match is_here.get() {
        true => view(),
        false => views(None::<El>),
    })
}

/// A link to a page of the site.
pub(crate) fn link(lang: Lang, page: Page) -> El {
    el("a").attr("href", &Route { lang, page }.to_string())
}

/// A link to a lesson: to the step with that permanent id, or to where it begins.
pub(crate) fn link_to_lesson(lang: Lang, id: &str, step: Option<u32>) -> El {
    let id = id.to_owned();
    link(lang, Page::Lesson(LessonLink { id, step }))
}

/// A small picture on a button; what it does is said by the button's name.
fn icon(path: &str) -> String {
    [
        "<svg viewBox=\"0 0 16 16\" aria-hidden=\"true\" fill=\"currentColor\" stroke-linejoin=\"round\"><path d=\"",
        path,
        "\"/></svg>",
    ]
    .concat()
}
