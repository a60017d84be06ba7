//! The time bar: play, step, milestones, speed, and the slider over the run.

use highwater_core::time::Time;
use highwater_text::Lang;
use leptos::prelude::*;

use super::track::Track;
use crate::action::UserAction;
use crate::clock::{Speed, Tempo};
use crate::session::{Action, Motion, Session};
use crate::store::Store;

/// The time bar.
#[component]
pub fn TimeBar(store: Store, lang: Lang) -> impl IntoView {
    let name = lang.pick("Time and playback", "시간과 재생");
    view! {
        <section class="panel timebar" aria-label=name>
            <PlayButtons store lang/>
            <SpeedChoice store lang/>
            <Now store lang/>
            <Track store lang/>
        </section>
    }
}

/// The buttons that move the playhead.
#[component]
pub fn PlayButtons(store: Store, lang: Lang) -> impl IntoView {
    let icons = [
        (UserAction::PreviousMilestone, "M3 2v12M13 3 6 8l7 5z"),
        (UserAction::StepBack, "M11 3 4 8l7 5z"),
    ];
    let icons_on = [
        (UserAction::Step, "M5 3l7 5-7 5z"),
        (UserAction::NextMilestone, "M13 2v12M3 3l7 5-7 5z"),
    ];
    view! {
        <div class="timebar__buttons" role="group" aria-label=lang.pick("Playback", "재생 조작")>
            {icons.map(|(action, path)| icon_button(store, lang, action, path)).collect_view()}
            <PlayButton store lang/>
            {icons_on.map(|(action, path)| icon_button(store, lang, action, path)).collect_view()}
        </div>
    }
}

#[component]
fn PlayButton(store: Store, lang: Lang) -> impl IntoView {
    let playing = store.memo(Session::moves);
    let label = move || UserAction::TogglePlay.label_when(playing.get(), lang);
    let path = move || {
        if playing.get() {
            "M4 3h3v10H4zM9 3h3v10H9z"
        } else {
            "M4 2l10 6-10 6z"
        }
    };
    view! {
        <button type="button" class="button button--icon button--primary" aria-label=label title=label
            on:click=move |_| store.user(UserAction::TogglePlay)>
            <svg viewBox="0 0 16 16" aria-hidden="true" fill="currentColor"><path d=path/></svg>
        </button>
    }
}

fn icon_button(store: Store, lang: Lang, action: UserAction, path: &'static str) -> impl IntoView {
    let label = action.label(lang);
    let key = action
        .entry()
        .shortcut
        .map(|shortcut| shortcut.shown.get(lang))
        .unwrap_or_default();
    view! {
        <button type="button" class="button button--icon" aria-label=label title=format!("{label} ({key})")
            on:click=move |_| store.user(action)>
            <svg viewBox="0 0 16 16" aria-hidden="true" fill="currentColor" stroke="currentColor"
                stroke-width="1.5" stroke-linejoin="round"><path d=path/></svg>
        </button>
    }
}

#[component]
fn SpeedChoice(store: Store, lang: Lang) -> impl IntoView {
    let speed = store.memo(|session| session.playback().speed);
    let choose = move |event| {
        let index = event_target_value(&event).parse::<usize>().ok();
        if let Some(speed) = index.and_then(|index| Speed::ALL.get(index)) {
            store.dispatch(Action::SetSpeed(*speed));
        }
    };
    let options = Speed::ALL.iter().enumerate().map(|(index, choice)| {
        view! {
            <option value=index.to_string() prop:selected=move || speed.get() == *choice>
                {choice.name()}
            </option>
        }
    });
    view! {
        <label class="timebar__speed">
            <span>{lang.pick("Speed", "속도")}</span>
            <select on:change=choose>{options.collect_view()}</select>
        </label>
    }
}

/// The moment, and whether the clock dwells or hurries.
#[component]
pub fn Now(store: Store, lang: Lang) -> impl IntoView {
    let moving = store.memo(|session| (session.playback().motion(), session.playback().tempo()));
    let event = store.memo(|session| session.playback().stops_passed());
    let time = move || shown(store.now.get(), moving.get().0 == Motion::Still);
    let event = move || {
        lang.pick(
            format!("event {}", event.get()),
            format!("이벤트 {}", event.get()),
        )
    };
    let word = move || match moving.get() {
        (Motion::Still, _) => "",
        (_, Tempo::SlowMotion) => lang.pick("slow motion", "느린 화면"),
        (_, Tempo::FastForward) => lang.pick("fast-forward", "빨리 감기"),
    };
    view! {
        <p class="timebar__now">
            "t = " {time} " ms · " {event}
            <span class="timebar__clock">" " {word}</span>
        </p>
    }
}

/// Milliseconds with a space between thousands; the decimals only while nothing moves, so that
/// the line does not flicker.
#[must_use]
pub fn shown(time: Time, exactly: bool) -> String {
    let text = if exactly {
        time.to_string()
    } else {
        time.as_ms().to_string()
    };
    let (whole, decimals) = text
        .split_once('.')
        .map_or((text.as_str(), None), |(a, b)| (a, Some(b)));
    let mut grouped = String::with_capacity(text.len() + 4);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    if let Some(decimals) = decimals {
        grouped.push('.');
        grouped.push_str(decimals);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_and_decimals_are_shown_when_it_is_still() {
        for (micros, exactly, text) in [
            (0, true, "0"),
            (999_000, true, "999"),
            (41_204_000, true, "41\u{202f}204"),
            (41_204_007, true, "41\u{202f}204.007"),
            (41_204_007, false, "41\u{202f}204"),
            (1_234_567_000, true, "1\u{202f}234\u{202f}567"),
        ] {
            assert_eq!(shown(Time(micros), exactly), text);
        }
    }
}
