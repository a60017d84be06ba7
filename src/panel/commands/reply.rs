//! What became of what was asked for, where it was asked.

use highwater_core::client::ConsumerError;
use highwater_core::command::Command;
use highwater_core::explain::{Names, consumer_exception, exception};
use highwater_core::id::{Offset, TopicPartition};
use highwater_core::time::Time;
use highwater_core::wire::ApiError;
use highwater_text::{Lang, answer, command, event, refusal, same, say};

use crate::panel::moment::in_ms;
use crate::session::{Place, Reply, Session};
use crate::store::{State, Store};
use crate::view::{El, Node, el, live, views};

/// What was just done with a button, for beside the heading of its group: there nothing moves because of
/// it. It is announced as the event that it is.
pub fn done_beside(store: Store, lang: Lang, place: Place) -> Node {
    let told = store.look(move |session| {
        let told = session.reply(place)?;
        let waits = waits_for_time(session, &told.1);
        Some((told, waits))
    });
    live(move || {
        let done = told.get().and_then(|((command, reply), waits)| {
            let Reply::Done { .. } = reply else {
                return None;
            };
            let done = command::named(lang, &command);
            Some(match waits {
                true => say!(
                    lang,
                    "✓ {0} · time stands still",
                    "✓ {0} · 시간 정지 중",
                    &done
                ),
                false => same!(lang, "✓ {0}", &done),
            })
        });
        views(done.map(|done| el("span").class("offers__done small").text(&done)))
    })
}

/// What became of it in full; of what a button did at once nothing, since that stands beside the heading.
pub fn reply(store: Store, lang: Lang, place: Place) -> Node {
    let told = store.look(move |session| {
        let told = session.reply(place)?;
        let waits = waits_for_time(session, &told.1);
        Some((told, waits))
    });
    live(move || {
        let parts = match (told.get(), place) {
            (None, _) | (Some(((_, Reply::Done { .. }), _)), Place::Group(_)) => None,
            (Some(((command, reply), waits)), _) => {
                let note = store.read(|state| in_words(state, lang, &command, &reply));
                Some(note.child(waits.then(|| how_to_go_on(lang))))
            }
        };
        views(parts)
    })
}

/// Whether what follows is not seen yet, since the playhead stands still. Where it has gone on since, it is.
fn waits_for_time(session: &Session, reply: &Reply) -> bool {
    !session.moves()
        && match reply {
            Reply::Done { at } => session.timeline().position().time == *at,
            Reply::Asked { .. } => true,
            Reply::Refused(_)
            | Reply::Answered { .. }
            | Reply::Told { .. }
            | Reply::Threw { .. } => false,
        }
}

/// What to do where the playhead stands still: nothing follows from anything while it does.
fn how_to_go_on(lang: Lang) -> El {
    el("p").class("small muted").text(lang.pick(
        "Time stands still: Play or Step shows what follows.",
        "시간이 멈춰 있습니다. 재생하거나 한 단계씩 넘기면 그다음 일이 보입니다.",
    ))
}

fn in_words(state: &State, lang: Lang, command: &Command, reply: &Reply) -> El {
    let what = command::named(lang, command);
    let (tone, text) = match reply {
        Reply::Refused(refusal) => (
            "note--danger",
            refusal::sentence(lang, &state.words, *refusal),
        ),
        Reply::Done { at } => ("note--good", done_at(lang, &what, *at)),
        Reply::Asked { at } => (
            "note--waits",
            say!(
                lang,
                "{0}: asked at t = {1} ms, no answer yet.",
                "{0}: t = {1} ms에 요청했고, 아직 응답이 없습니다.",
                &what,
                &in_ms(*at)
            ),
        ),
        Reply::Answered {
            asked_at,
            at,
            result,
        } => answered(lang, &what, [*asked_at, *at], result.is_ok()),
        Reply::Told { at, offsets } => ("note--good", told(state, lang, &what, *at, offsets)),
        Reply::Threw { at, .. } => (
            "note--danger",
            say!(
                lang,
                "{0}: the call threw an exception at t = {1} ms.",
                "{0}: t = {1} ms에 호출이 예외를 던졌습니다.",
                &what,
                &in_ms(*at)
            ),
        ),
    };
    let note = el("div").class(&["note reply ", tone].concat());
    let note = note.child(el("p").words(&text));
    match reply {
        Reply::Answered {
            result: Err(error), ..
        } => refused(state, note, error),
        Reply::Threw { error, .. } => thrown(state, note, error),
        _ => note,
    }
}

fn done_at(lang: Lang, what: &str, at: Time) -> String {
    same!(lang, "✓ {0}, t = {1} ms", what, &in_ms(at))
}

/// What a call has returned: `orders-0 5, orders-1 7`.
fn told(
    state: &State,
    lang: Lang,
    what: &str,
    at: Time,
    offsets: &[(TopicPartition, Offset)],
) -> String {
    let session = state.session.as_ref();
    let list = session.map(|it| event::offsets_of(offsets, it.world().metadata()));
    let list = list.unwrap_or_default();
    same!(lang, "✓ {0}, t = {1} ms: {2}", what, &in_ms(at), &list)
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
    note.child(kafkas_words(
        error.code.name(),
        &message.unwrap_or_default(),
    ))
    .child(el("p").text(accepted))
}

/// The exception, in Kafka's words.
fn thrown(state: &State, note: El, error: &ConsumerError) -> El {
    let session = state.session.as_ref();
    let said = session.map(|session| consumer_exception(error, &Names::of(session.world())));
    match said {
        Some(said) => note.child(kafkas_words(said.class, &said.message)),
        None => note,
    }
}

fn kafkas_words(name: &str, message: &str) -> El {
    el("p").child(el("strong").text(name)).child(
        el("span")
            .class("code")
            .attr("lang", "en")
            .text(": ")
            .text(message),
    )
}
