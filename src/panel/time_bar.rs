//! The time bar: play, step, milestones, speed, and the slider over the run.

use highwater_text::{Lang, say};
use leptos::prelude::event_target_value;

use super::moment::{in_ms, in_whole_ms};
use super::track::track;
use super::{button, icon, when_here};
use crate::action::UserAction;
use crate::clock::{Speed, Tempo};
use crate::deferred;
use crate::session::{Action, Motion, Session};
use crate::store::Store;
use crate::view::{El, Node, el};

/// The time bar, with a way from the picture to somewhere else.
pub fn time_bar(store: Store, lang: Lang, way: Node) -> Node {
    el("section")
        .class("panel timebar")
        .attr("aria-label", lang.pick("Time and playback", "시간과 재생"))
        .child(play_buttons(store, lang))
        .child(speed_choice(store, lang))
        .child(now_line(store, lang))
        .child(track(store, lang))
        .child(when_here(store, move || deferred::latest_loss(store, lang)))
        .child(way)
        .done()
}

/// The buttons that move the playhead.
pub fn play_buttons(store: Store, lang: Lang) -> Node {
    let of = |action, path| icon_button(store, lang, action, path);
    el("div")
        .class("timebar__buttons")
        .attr("role", "group")
        .attr("aria-label", lang.pick("Playback", "재생 조작"))
        .child(of(
            UserAction::PreviousMilestone,
            "M3 2h1.5v12H3zM13 3 6 8l7 5z",
        ))
        .child(of(UserAction::StepBack, "M11 3 4 8l7 5z"))
        .child(play_button(store, lang))
        .child(of(UserAction::Step, "M5 3l7 5-7 5z"))
        .child(of(
            UserAction::NextMilestone,
            "M11.5 2H13v12h-1.5zM3 3l7 5-7 5z",
        ))
        .done()
}

fn play_button(store: Store, lang: Lang) -> El {
    let playing = store.look(Session::moves);
    let label = move || {
        Some(
            UserAction::TogglePlay
                .label_when(playing.get(), lang)
                .to_owned(),
        )
    };
    let path = move || {
        if playing.get() {
            "M4 3h3v10H4zM9 3h3v10H9z"
        } else {
            "M4 2l10 6-10 6z"
        }
    };
    button("button button--icon button--primary", move || {
        store.user(UserAction::TogglePlay)
    })
    .live("aria-label", label)
    .live("title", label)
    .live_html(move || icon(path()))
}

fn icon_button(store: Store, lang: Lang, action: UserAction, path: &str) -> El {
    let label = action.label(lang);
    let key = action
        .entry()
        .shortcut
        .map(|shortcut| shortcut.shown.get(lang))
        .unwrap_or_default();
    button("button button--icon", move || store.user(action))
        .attr("aria-label", label)
        .attr("title", &[label, " (", key, ")"].concat())
        .html(&icon(path))
}

fn speed_choice(store: Store, lang: Lang) -> El {
    let speed = store.look(|session| session.playback().speed);
    let mut options = el("select");
    for (index, choice) in Speed::ALL.iter().enumerate() {
        let option = el("option")
            .attr("value", &index.to_string())
            .flag("selected", move || speed.get() == *choice)
            .text(choice.name());
        options = options.child(option);
    }
    let choose = move |event| {
        let index = event_target_value(&event).parse::<usize>().ok();
        if let Some(speed) = index.and_then(|index| Speed::ALL.get(index)) {
            store.dispatch(Action::SetSpeed(*speed));
        }
    };
    el("label")
        .class("timebar__speed")
        .child(el("span").text(lang.pick("Speed", "속도")))
        .child(options.on_event("change", choose))
}

/// The moment, and whether the clock dwells or hurries.
pub fn now_line(store: Store, lang: Lang) -> Node {
    let moving = store.look(|session| (session.playback().motion(), session.playback().tempo()));
    // What one press of Step passes; several lines of the event list may belong to it.
    let step = store.look(|session| session.playback().stops_passed());
    let now = move || {
        let (motion, tempo) = moving.get();
        let time = match motion {
            Motion::Still => in_ms(store.now()),
            Motion::Playing | Motion::Travelling { .. } => in_whole_ms(store.now()),
        };
        let word = match (motion, tempo) {
            (Motion::Still, _) => "",
            (_, Tempo::SlowMotion) => lang.pick(" · slow motion", " · 슬로 모션"),
            (_, Tempo::FastForward) => lang.pick(" · fast-forward", " · 빨리 감기"),
        };
        say!(
            lang,
            "t = {0} ms · step {1} of the run{2}",
            "t = {0} ms · 실행 {1}단계{2}",
            &time,
            step.get(),
            word
        )
    };
    el("p").class("timebar__now").live_text(now).done()
}
