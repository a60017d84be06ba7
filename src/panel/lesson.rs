//! The lesson panel: the part, its text, its question, and the way on.

use core::cmp::Ordering;
use std::sync::Arc;

use highwater_text::course::{Fidelity, FidelityKind, Step};
use highwater_text::{Lang, lesson, say};

use super::commands::proposal;
use super::ending::ending;
use super::moment::in_ms;
use super::prediction::{QUESTION_ID, predict};
use super::{action_button, button, link, link_to_lesson, notice_line};
use crate::action::UserAction;
use crate::platform::page;
use crate::route::Page;
use crate::session::{Action, LessonRun, Session};
pub use crate::store::TITLE_ID;
use crate::store::{Look, State, Store};
use crate::view::{El, Node, el, live, views};

/// The id of what scrolls in the panel: all between the part's number and the way on.
const BODY_ID: &str = "lesson-text";

/// What tells one part's text from another's: where the lesson stands, and which copy of it is
/// open, which is another after a change of language. Of the end, whether it is there (or cannot be had).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Shown {
    place: usize,
    ended: bool,
    copy: usize,
    end: Option<bool>,
}

impl Shown {
    fn of(state: &State) -> Self {
        let run = state.session.as_ref().and_then(Session::lesson);
        run.map_or_else(Self::default, |run| Self {
            place: run.place(),
            ended: run.ended(),
            copy: Arc::as_ptr(run.lesson()).addr(),
            end: state
                .end
                .as_ref()
                .map(Result::is_ok)
                .filter(|_| run.ended()),
        })
    }
}

/// The lesson panel.
pub fn lesson_panel(store: Store, lang: Lang) -> Node {
    let shown = Look::new(move || store.read(Shown::of));
    let now = move |view: fn(Store, Lang, &LessonRun) -> Node| {
        live(move || {
            shown.get();
            let view =
                store.peek_session(|session| session.lesson().map(|run| view(store, lang, run)));
            views(view.flatten())
        })
    };
    el("section")
        .attr("id", "lesson")
        .class("panel lesson")
        .attr("aria-labelledby", TITLE_ID)
        .child(el("div").class("stack").child(now(parts)))
        .child(
            el("div")
                .attr("id", BODY_ID)
                .class("lesson__body")
                .child(now(body)),
        )
        .child(foot(store, lang))
        .done()
}

/// Where in the lesson one is, with a link to each part.
fn parts(_: Store, lang: Lang, run: &LessonRun) -> Node {
    let steps = &run.lesson().steps;
    let mut bars = el("ol")
        .class("progress")
        .attr("aria-label", lang.pick("Parts", "장면"));
    for (index, step) in steps.iter().enumerate() {
        let is_here = index == run.place() && !run.ended();
        let done = match index.cmp(&run.place()) {
            _ if is_here => Some("now"),
            Ordering::Less | Ordering::Equal => Some(""),
            Ordering::Greater => None,
        };
        let name = lesson::part(lang, index + 1, steps.len()) + ": " + &step.title;
        let bar = link_to_lesson(lang, &run.lesson().id, Some(step.id))
            .attr("aria-label", &name)
            .attr("title", &name)
            .attr_if("aria-current", is_here.then_some("step"));
        let bar = el("li")
            .class("progress__bar")
            .attr_if("data-done", done)
            .child(bar);
        bars = bars.child(bar);
    }
    let label = match run.ended() {
        true => lang.pick("The end", "마무리").to_owned(),
        false => lesson::part(lang, run.place() + 1, steps.len()),
    };
    views(vec![el("p").class("lesson__part").text(&label), bars])
}

fn body(store: Store, lang: Lang, run: &LessonRun) -> Node {
    page::begin_room_soon(BODY_ID, if run.asks() { QUESTION_ID } else { TITLE_ID });
    match run.step().filter(|_| !run.ended()) {
        Some(step) => part(store, lang, step),
        None => ending(store, lang),
    }
}

/// A part: what happens, the question about what comes next, what to break, how true it is.
fn part(store: Store, lang: Lang, step: &Step) -> Node {
    let title = el("h1")
        .attr("id", TITLE_ID)
        .class("lesson__title")
        .attr("tabindex", "-1");
    let mut parts = vec![
        title.words(&step.title),
        el("div").class("prose").html(&step.html),
    ];
    if let Some(prediction) = &step.prediction {
        parts.push(predict(store, lang, prediction));
    }
    parts.extend(tries(store, lang, step));
    parts.push(fidelity(lang, &step.fidelity));
    views(parts)
}

/// What to break here.
fn tries(store: Store, lang: Lang, step: &Step) -> Option<El> {
    let heading = el("h2").class("label label--danger");
    let heading = heading.text(lang.pick("Something to break", "고장 내 보기"));
    let mut tries = el("div").class("tries").child(heading);
    for one in &step.tries {
        // The button first, or it would be below what is seen of a long part.
        if let Some(command) = &one.command {
            tries = tries.child(proposal(store, lang, command.clone()));
        }
        tries = tries.child(el("div").class("prose").html(&one.html));
    }
    (!step.tries.is_empty()).then_some(tries)
}

fn fidelity(lang: Lang, fidelity: &Fidelity) -> El {
    let (class, mark) = match fidelity.kind {
        FidelityKind::Exact => ("fidelity", "✓"),
        FidelityKind::Simplified => ("fidelity fidelity--simplified", "≈"),
    };
    let word = [mark, " ", lesson::fidelity(fidelity.kind).get(lang)].concat();
    let source = el("span").class("code").words(&fidelity.source);
    let note = (!fidelity.note_html.is_empty())
        .then(|| el("div").class("prose small").html(&fidelity.note_html));
    el("div")
        .class(class)
        .child(
            el("p")
                .class("fidelity__source")
                .child(el("strong").text(&word))
                .text(" ")
                .child(source),
        )
        .child(note)
        .child(el("p").text(lang.pick(
            "Follows Apache Kafka 4.3.1",
            "Apache Kafka 4.3.1을 따릅니다",
        )))
}

/// What stays in sight under a long part: whether the lesson waits, and the way on.
fn foot(store: Store, lang: Lang) -> El {
    let what_if = store.look(Session::is_what_if);
    let elsewhere = store.look(Session::is_elsewhere);
    let on_its_way = store.look(|session| session.next_part().is_some());
    el("div")
        .class("lesson__foot")
        .child(live(move || {
            views(whereabouts(lang, what_if.get(), elsewhere.get()))
        }))
        .child(live(move || {
            views(on_its_way.get().then(|| way_to_next_part(store, lang)))
        }))
        .child(notice_line(store, lang))
        .child(actions(store, lang, [what_if, elsewhere, on_its_way]))
}

/// That the text stays behind the cluster for a while, and until when.
fn way_to_next_part(store: Store, lang: Lang) -> El {
    let next = store.peek_session(Session::next_part).flatten();
    let at = next.map_or_else(String::new, |next| in_ms(next.time));
    let text = say!(
        lang,
        "The cluster runs on to the next part, at t = {0} ms.",
        "다음 장면(t = {0} ms)까지 클러스터가 돌아가고 있습니다.",
        &at
    );
    el("p").class("small muted").text(&text)
}

/// That the lesson waits, or that another moment is looked at.
fn whereabouts(lang: Lang, what_if: bool, elsewhere: bool) -> Option<El> {
    let (class, name, text) = if what_if {
        (
            "note note--what-if",
            lang.pick("What if", "내 실험"),
            lang.pick(
                "You have changed the cluster. The lesson waits where you left it.",
                "클러스터를 직접 바꾸었습니다. 레슨은 원래 시점에 멈춰 있습니다.",
            ),
        )
    } else if elsewhere {
        (
            "note",
            lang.pick("Another moment", "다른 시점"),
            lang.pick(
                "You are not looking at the moment of this part.",
                "지금 보이는 것은 이 장면의 시점이 아닙니다.",
            ),
        )
    } else {
        return None;
    };
    Some(
        el("p")
            .class(class)
            .child(el("strong").text(name))
            .text(" · ")
            .text(text),
    )
}

/// The way on, the way back, and the way out. The buttons stay the same ones, so that the focus does;
/// where one goes when it is pressed, the focus goes to the part's title.
fn actions(store: Store, lang: Lang, [what_if, elsewhere, on_its_way]: [Look<bool>; 3]) -> El {
    let waits = store.look(|session| session.lesson().is_some_and(LessonRun::asks));
    let ended = store.look(|session| session.lesson().is_some_and(LessonRun::ended));
    let class = move || {
        if what_if.get() {
            "button button--primary"
        } else {
            "button"
        }
    };
    let go_on = button("button button--primary", move || {
        let asks = |session: &Session| session.lesson().is_some_and(LessonRun::asks);
        if store.peek_session(asks) == Some(true) {
            // What the lesson waits for may be out of sight: its answers, and how to pass over it.
            page::reveal_soon(QUESTION_ID);
        }
        store.user(UserAction::Continue);
        let ended = |session: &Session| session.lesson().is_some_and(LessonRun::ended);
        if store.peek_session(ended).unwrap_or_default() {
            page::focus_in_place_soon(TITLE_ID);
        }
    });
    let go_on = go_on
        .live_text(move || {
            let label = UserAction::Continue.label_when(on_its_way.get(), lang);
            label.to_owned()
        })
        .live("aria-disabled", move || {
            waits.get().then(|| "true".to_owned())
        })
        .hidden(move || what_if.get() || ended.get());
    let back = el("button")
        .attr("type", "button")
        .on("click", move || {
            store.user(UserAction::BackToLesson);
            page::focus_in_place_soon(TITLE_ID);
        })
        .live("class", move || Some(class().to_owned()))
        .hidden(move || !what_if.get() && !elsewhere.get())
        .text(UserAction::BackToLesson.label(lang));
    el("div")
        .class("lesson__actions")
        .child(go_on)
        .child(live(move || match ended.get() {
            true => views(store.read(|state| lessons(state, lang))),
            false => views(Vec::<El>::new()),
        }))
        .child(live(move || views(ended.get().then(|| again(store, lang)))))
        .child(back)
        .child(action_button(store, lang, UserAction::TakeOver, "button"))
}

/// The next lesson, where there is one and the end is there that names it, and all of them.
fn lessons(state: &State, lang: Lang) -> Vec<El> {
    let end = state.end.as_ref().and_then(|end| end.as_ref().ok());
    let next = end.and_then(|end| end.next.iter().find(|next| next.exists));
    let all = link(lang, Page::Home).text(lang.pick("All lessons", "모든 레슨"));
    let Some(next) = next else {
        return vec![all.class("button button--primary")];
    };
    let title = say!(lang, "Next: {0}", "다음 레슨: {0}", &next.title);
    let next = link_to_lesson(lang, &next.id, None).text(&title);
    vec![next.class("button button--primary"), all.class("button")]
}

/// The lesson from its first part on.
fn again(store: Store, lang: Lang) -> El {
    let first = |session: &Session| session.lesson()?.lesson().steps.first().map(|step| step.id);
    button("button", move || {
        if let Some(step) = store.peek_session(first).flatten() {
            store.dispatch(Action::OpenStep(step));
            page::focus_in_place_soon(TITLE_ID);
        }
    })
    .text(lang.pick("Again", "다시 하기"))
}
