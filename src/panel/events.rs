//! The event list: what happened up to the playhead, newest first.

use highwater_core::id::TraceId;
use highwater_core::timeline::Position;
use highwater_core::trace::Weight;
use highwater_text::{Lang, event};
use leptos::prelude::*;

use super::time_bar::shown;
use crate::session::{Action, Session};
use crate::store::Store;

/// So many of the last events are listed.
const LISTED_MAX: usize = 200;

/// A line's key: a trace's number means something only within one edition of the run.
type Key = (u64, TraceId);

/// What a line says.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    at: Position,
    time: String,
    weight: &'static str,
    who: String,
    what: String,
}

/// The event list.
#[component]
pub fn EventList(store: Store, lang: Lang) -> impl IntoView {
    let keys = store.memo(keys);
    let routine = store.memo(Session::lists_routine);
    let line = move |(_, id): Key| {
        store
            .peek(|session| line(session, id, lang))
            .flatten()
            .map(|line| view! { <EventLine store line/> })
    };
    view! {
        <section class="panel events" aria-labelledby="events-title">
            <div class="events__head">
                <h2 id="events-title" class="label">{lang.pick("Events", "이벤트")}</h2>
                <label class="events__routine small">
                    <input type="checkbox" prop:checked=move || routine.get()
                        on:change=move |event| store.dispatch(Action::ListRoutine(event_target_checked(&event)))/>
                    " " {lang.pick("Routine ones too", "일상적인 것도 보기")}
                </label>
            </div>
            <ol class="event-list">
                <For each=move || keys.get() key=|key| *key let:key>{line(key)}</For>
            </ol>
            <p class="small muted" hidden=move || keys.with(|keys| !keys.is_empty())>
                {lang.pick("Nothing has happened yet.", "아직 일어난 일이 없습니다.")}
            </p>
        </section>
    }
}

#[component]
fn EventLine(store: Store, line: Line) -> impl IntoView {
    let at = line.at;
    let is_here = store.memo(move |session| session.timeline().position().step == at.step);
    view! {
        <li>
            <button type="button" class="event" aria-current=move || is_here.get().then_some("true")
                on:click=move |_| store.dispatch(Action::GoTo(at))>
                <span class="event__time">{line.time}</span>
                <span class="event__weight" data-weight=line.weight></span>
                <span class="event__who">{line.who}</span>
                <span class="event__what">{line.what}</span>
            </button>
        </li>
    }
}

fn keys(session: &Session) -> Vec<Key> {
    let least = if session.lists_routine() {
        Weight::Routine
    } else {
        Weight::Ordinary
    };
    let edition = session.playback().edition();
    let newest_first = session.timeline().past().iter().rev();
    let listed = newest_first.filter(|trace| trace.weight() >= least);
    listed
        .take(LISTED_MAX)
        .map(|trace| (edition, trace.id))
        .collect()
}

fn line(session: &Session, id: TraceId, lang: Lang) -> Option<Line> {
    let trace = session.timeline().trace(id)?;
    Some(Line {
        at: Position {
            step: trace.step,
            time: trace.at,
        },
        time: shown(trace.at, true),
        weight: match trace.weight() {
            Weight::Routine => "routine",
            Weight::Ordinary => "ordinary",
            Weight::Milestone => "milestone",
        },
        who: event::actor(trace),
        what: event::sentence(lang, &trace.event, session.world().metadata()),
    })
}
