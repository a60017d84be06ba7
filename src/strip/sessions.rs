//! The brokers in the eyes of the controller: whose session runs, how much of it is left, and who is
//! fenced.

use highwater_core::id::{BrokerId, NodeId};
use highwater_core::sim::{BrokerLiveness, LivenessState};
use highwater_core::time::Span;
use highwater_text::{Lang, control_plane, say};

use super::{named, reading};
use crate::session::{Action, Selection, Session};
use crate::store::{Look, Store};
use crate::view::{El, el, live, views};

/// A button for each broker, which picks it.
pub fn broker_sessions(store: Store, lang: Lang) -> El {
    let sessions = Look::new(move || {
        let now = store.now();
        store.read(|state| {
            let session = state.session.as_ref();
            session.map_or_else(Vec::new, |session| reading::sessions(session.world(), now))
        })
    });
    let selection = store.look(Session::selection);
    let list = live(move || {
        let picked = selection.get();
        let mut list = Vec::new();
        for session in sessions.get() {
            list.push(one(store, lang, &session, picked));
        }
        views(list)
    });
    el("div")
        .class("sessions")
        .attr("role", "group")
        .attr("aria-label", lang.pick("Broker sessions", "브로커 세션"))
        .child(
            el("span")
                .class("muted")
                .text(lang.pick("session time left:", "남은 세션 시간:")),
        )
        .child(list)
}

fn one(store: Store, lang: Lang, session: &BrokerLiveness, picked: Option<Selection>) -> El {
    let selection = Selection::Node(NodeId::Broker(session.broker));
    let pressed = picked == Some(selection);
    let mut shown = vec![el("strong").text(&NodeId::Broker(session.broker).to_string())];
    shown.extend(bar(session));
    let words = words(lang, session);
    shown.push(el("span").class("session__words").text(&words));
    let button = el("button")
        .attr("type", "button")
        .class(class(session.state))
        .attr("aria-pressed", if pressed { "true" } else { "false" })
        .on("click", move || {
            store.dispatch(Action::Select(Some(selection)));
        });
    named(button, &control_plane::session(lang, session), shown)
}

fn class(state: LivenessState) -> &'static str {
    match state {
        LivenessState::Active => "session",
        LivenessState::ControlledShutdown => "session session--leaving",
        LivenessState::Fenced | LivenessState::Unregistered => "session session--fenced",
    }
}

/// What is left of the session, as a part of the whole.
fn bar(session: &BrokerLiveness) -> Option<El> {
    let left = session.left?;
    let percent = left.0.saturating_mul(100) / session.session.0.max(1);
    let style = ["width:", &percent.min(100).to_string(), "%"].concat();
    let low = if percent < 40 {
        "session__left session__left--low"
    } else {
        "session__left"
    };
    let left = el("span").class(low).attr("style", &style);
    Some(el("span").class("session__bar").child(left))
}

fn words(lang: Lang, session: &BrokerLiveness) -> String {
    let state = control_plane::state(lang, session.state);
    match (session.state, session.left) {
        (LivenessState::Fenced, _) => "⊘ ".to_owned() + state,
        (LivenessState::Unregistered, _) => state.to_owned(),
        (_, Some(Span::ZERO)) => lang.pick("run out", "만료").to_owned(),
        (LivenessState::ControlledShutdown, _) => "↓ ".to_owned() + state,
        (LivenessState::Active, Some(left)) => control_plane::left(lang, left),
        (LivenessState::Active, None) => String::new(),
    }
}

/// Who is fenced, while no session is shown.
pub fn fenced(lang: Lang, brokers: &[BrokerId]) -> String {
    say!(lang, "{0} fenced", "{0} 펜싱됨", brokers)
}
