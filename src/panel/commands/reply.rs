//! What became of what was asked for, where it was asked.

use highwater_core::command::Command;
use highwater_core::explain::{Names, exception};
use highwater_core::time::Time;
use highwater_core::wire::ApiError;
use highwater_text::{Lang, answer, command, refusal, same, say};

use crate::panel::moment::in_ms;
use crate::session::{Place, Reply};
use crate::store::{State, Store};
use crate::view::{El, Node, el, live, views};

/// What was just done with a button, for beside the heading of its group: there nothing moves because of
/// it. It is announced as the event that it is.
pub fn done_beside(store: Store, lang: Lang, place: Place) -> Node {
    let told = store.look(move |session| session.reply(place));
    live(move || {
        let done = told.get().and_then(|(command, reply)| match reply {
            Reply::Done { .. } => Some(command::named(lang, &command)),
            _ => None,
        });
        views(done.map(|done| {
            el("span")
                .class("offers__done small")
                .text("✓ ")
                .text(&done)
        }))
    })
}

/// What became of it in full; of what a button did at once nothing, since that stands beside the heading.
pub fn reply(store: Store, lang: Lang, place: Place) -> Node {
    let told = store.look(move |session| session.reply(place));
    live(move || {
        let parts = match (told.get(), place) {
            (None, _) | (Some((_, Reply::Done { .. })), Place::Group(_)) => None,
            (Some((command, reply)), _) => {
                Some(store.read(|state| in_words(state, lang, &command, &reply)))
            }
        };
        views(parts)
    })
}

fn in_words(state: &State, lang: Lang, command: &Command, reply: &Reply) -> El {
    let what = command::named(lang, command);
    let (tone, text) = match reply {
        Reply::Refused(refusal) => (
            "note--danger",
            refusal::sentence(lang, &state.words, *refusal),
        ),
        Reply::Done { at } => (
            "note--good",
            same!(lang, "✓ {0}, t = {1} ms", &what, &in_ms(*at)),
        ),
        Reply::Asked { at } => (
            "note--waits",
            say!(
                lang,
                "{0}: asked at t = {1} ms, no answer yet. It comes when time goes on.",
                "{0}: t = {1} ms에 요청했고, 아직 응답이 없습니다. 시간이 흐르면 응답이 옵니다.",
                &what,
                &in_ms(*at)
            ),
        ),
        Reply::Answered {
            asked_at,
            at,
            result,
        } => answered(lang, &what, [*asked_at, *at], result.is_ok()),
    };
    let note = el("div").class(&["note reply ", tone].concat());
    let note = note.child(el("p").text(&text));
    match reply {
        Reply::Answered {
            result: Err(error), ..
        } => refused(state, note, error),
        _ => note,
    }
}

fn answered(lang: Lang, what: &str, times: [Time; 2], is_done: bool) -> (&'static str, String) {
    let [asked_at, at] = times.map(in_ms);
    if is_done {
        let text = say!(
            lang,
            "✓ {0}: asked at t = {1} ms, done at t = {2} ms.",
            "✓ {0}: t = {1} ms에 요청, t = {2} ms에 완료.",
            what,
            &asked_at,
            &at
        );
        return ("note--good", text);
    }
    let text = say!(
        lang,
        "{0}: asked at t = {1} ms, refused at t = {2} ms.",
        "{0}: t = {1} ms에 요청, t = {2} ms에 거부됨.",
        what,
        &asked_at,
        &at
    );
    ("note--danger", text)
}

/// Kafka's name of the error, its words, and what it would have accepted.
fn refused(state: &State, note: El, error: &ApiError) -> El {
    let session = state.session.as_ref();
    let message = session.map(|session| exception(error, &Names::of(session.world())).message);
    let accepted = state.words.get(answer::accepted(error.code));
    note.child(
        el("p").child(el("strong").text(error.code.name())).child(
            el("span")
                .class("code")
                .attr("lang", "en")
                .text(": ")
                .text(&message.unwrap_or_default()),
        ),
    )
    .child(el("p").text(accepted))
}
