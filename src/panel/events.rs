//! The event list: what happened up to the playhead, newest first.

use highwater_core::explain::kind_of;
use highwater_core::id::TraceId;
use highwater_core::timeline::Position;
use highwater_core::trace::{Trace, Weight};
use highwater_text::{Lang, event, loss};
use leptos::prelude::event_target_checked;

use super::button;
use super::moment::to_the_microsecond;
use super::sentence::sentence;
use crate::session::{Action, Motion, Session};
use crate::store::Store;
use crate::view::{El, Node, RowKey, el, versioned};

/// So many of the last events are listed, and before those so many milestones: in a busy cluster what matters
/// is soon far away.
const LISTED_MAX: usize = 200;
const MILESTONES_MAX: usize = 200;
/// While it plays, all lines move down at every event: nobody reads one that is far down, and to paint hundreds of them
/// takes longer than to paint the cluster. They are back as soon as it stands.
const LISTED_WHILE_PLAYING_MAX: usize = 40;

/// A line's key holds the trace's number, which means something only within one edition of the run,
/// and above it the edition; between the two whether the words are there that some lines are made of.
const EDITION_SHIFT: u32 = 40;
const WORDS_SHIFT: u32 = EDITION_SHIFT - 1;

/// The event list.
pub fn event_list(store: Store, lang: Lang) -> Node {
    let rows =
        store.look(move |session| store.peek(|state| rows(session, state.words.are_there())));
    let lists_routine = store.look(Session::lists_routine);
    let line = move |key| {
        store
            .peek_session(|session| line(store, session, key, lang))
            .flatten()
    };
    let list_routine = move |event| {
        store.dispatch(Action::ListRoutine(event_target_checked(&event)));
    };
    let title = el("h2").attr("id", "events-title").class("label");
    // What it does is a matter of style alone.
    let long = el("label")
        .class("events__choice events__long small")
        .child(el("input").attr("type", "checkbox"))
        .text(lang.pick(" Long list", " 목록 길게 보기"));
    let routine = el("label")
        .class("events__choice small")
        .child(
            el("input")
                .attr("type", "checkbox")
                .flag("checked", move || lists_routine.get())
                .on_event("change", list_routine),
        )
        .text(lang.pick(" Show routine events too", " 반복되는 이벤트도 보기"));
    let head = el("div")
        .class("events__head")
        .child(title.text(lang.pick("Events", "이벤트")))
        .child(long)
        .child(routine);
    let lines = versioned(move || rows.get(), move |key| crate::view::views(line(key)));
    el("section")
        .class("panel events")
        .attr("aria-labelledby", "events-title")
        .child(head)
        .child(el("ol").class("event-list").child(lines))
        .child(
            el("p")
                .class("small muted")
                .hidden(move || rows.with(|rows| !rows.is_empty()))
                .text(lang.pick(
                    "Nothing new has happened yet.",
                    "아직 새로 일어난 일이 없습니다.",
                )),
        )
        .child(
            el("p")
                .class("small muted")
                .hidden(move || rows.with(|rows| rows.len() <= LISTED_MAX))
                .text(lang.pick(
                    "Of what happened before these, milestones are listed.",
                    "그 전에 일어난 일은 주요 사건만 표시합니다.",
                )),
        )
        .done()
}

/// The lines. That of the moment that is shown has a version of its own: no line follows the playhead by itself.
fn rows(session: &Session, words_are_there: bool) -> Vec<RowKey> {
    let least = if session.lists_routine() {
        Weight::Routine
    } else {
        Weight::Ordinary
    };
    let edition = session.playback().edition() << EDITION_SHIFT;
    let edition = edition | u64::from(words_are_there) << WORDS_SHIFT;
    let rows_max = match session.playback().motion() {
        Motion::Playing => LISTED_WHILE_PLAYING_MAX,
        Motion::Still | Motion::Travelling { .. } => LISTED_MAX + MILESTONES_MAX,
    };
    let mut rows = Vec::new();
    for trace in session.timeline().past().iter().rev() {
        let least = match rows.len() {
            0..LISTED_MAX => least,
            _ => Weight::Milestone,
        };
        if session.timeline().weight_of(trace) >= least {
            rows.push(RowKey {
                key: edition | trace.id.0,
                version: u64::from(is_here(session, trace)),
            });
        }
        if rows.len() == rows_max {
            break;
        }
    }
    rows
}

/// Whether the playhead stands where it happened.
fn is_here(session: &Session, trace: &Trace) -> bool {
    session.timeline().position().step == trace.step
}

fn line(store: Store, session: &Session, key: u64, lang: Lang) -> Option<El> {
    let id = TraceId(key & ((1 << WORDS_SHIFT) - 1));
    let trace = session.timeline().trace(id)?;
    let at = Position::of(trace);
    let timeline = session.timeline();
    let broken = timeline.broken_by(trace);
    let weight = match timeline.weight_of(trace) {
        _ if broken.is_some() => "loss",
        Weight::Routine => "routine",
        Weight::Ordinary => "ordinary",
        Weight::Milestone => "milestone",
    };
    let what = store.peek(|state| sentence(session, &state.words, trace, lang));
    let part = |class, text: &str| el("span").class(class).text(text);
    let line = button("event", move || store.dispatch(Action::GoTo(at)))
        .attr_if("aria-current", is_here(session, trace).then_some("true"))
        .child(part("event__time", &to_the_microsecond(trace.at)))
        .child(
            el("span")
                .class("event__weight")
                .attr("data-weight", weight),
        )
        .child(part("event__who", &event::actor(trace)))
        .child(
            el("span")
                .class("event__what")
                .words(&what)
                .text(" ")
                .child(
                    broken
                        .map(|broken| part("chip chip--danger", loss::word(lang, kind_of(broken)))),
                ),
        );
    Some(el("li").child(line))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::action::UserAction;
    use crate::session::Room;

    #[test]
    fn while_it_plays_only_the_newest_lines_are_listed_and_all_are_back_once_it_stands() {
        let mut session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
        session.update(Action::ListRoutine(true));
        let toggle = Action::User(UserAction::TogglePlay);
        session.update(toggle.clone());
        while session.timeline().past().len() <= 2 * LISTED_WHILE_PLAYING_MAX {
            session.update(Action::Tick { real_us: 100_000 });
        }
        let playing = rows(&session, true);
        assert_eq!(playing.len(), LISTED_WHILE_PLAYING_MAX);
        session.update(toggle);
        let standing = rows(&session, true);
        assert!(standing.len() > 2 * LISTED_WHILE_PLAYING_MAX);
        assert_eq!(standing[..playing.len()], playing[..]);
    }
}
