//! The question before the event that matters: chosen by the person, graded by the engine.

use highwater_text::Lang;
use highwater_text::course::{Prediction, PredictionOption};
use leptos::prelude::*;

use crate::platform::page;
use crate::session::{Action, Graded, Session};
use crate::store::Store;

/// The verdict's id in the page.
const VERDICT_ID: &str = "verdict";

fn answer(session: &Session) -> Option<Graded> {
    session.lesson().and_then(|run| run.answer())
}

/// The question, its options, and what the engine says of the one chosen.
#[component]
pub fn Predict(store: Store, lang: Lang, prediction: Prediction) -> impl IntoView {
    let chosen = RwSignal::new(store.peek(answer).flatten().map(|graded| graded.option));
    let graded = store.memo(answer);
    let asks = store.memo(|session| session.lesson().is_some_and(|run| run.asks()));
    let submit = move |event: leptos::ev::SubmitEvent| {
        event.prevent_default();
        if let Some(option) = chosen.get() {
            store.dispatch(Action::Predict(option));
        }
    };
    let settled_choice = move || graded.get().map(|graded| graded.option) == chosen.get();
    let options = prediction.options.iter().enumerate();
    let options = options
        .map(|(index, option)| choice(index, option, chosen, graded))
        .collect_view();
    view! {
        <form class="predict" on:submit=submit>
            <fieldset class="stack">
                <legend>
                    <span class="label label--accent">{lang.pick("Predict", "예측해 보기")}</span>
                    <div inner_html=prediction.question_html.clone()></div>
                </legend>
                <div class="options">{options}</div>
            </fieldset>
            <div class="row">
                <button type="submit" class="button" disabled=move || chosen.get().is_none() || settled_choice()>
                    {lang.pick("Check the answer", "답 확인")}
                </button>
                <button type="button" class="link-button small" hidden=move || !asks.get()
                    on:click=move |_| store.dispatch(Action::SkipPrediction)>
                    {lang.pick("Skip the question", "질문 건너뛰기")}
                </button>
            </div>
            <Verdict lang prediction graded/>
        </form>
    }
}

fn choice(
    index: usize,
    option: &PredictionOption,
    chosen: RwSignal<Option<usize>>,
    graded: Memo<Option<Graded>>,
) -> impl IntoView + use<> {
    let verdict = move || {
        let graded = graded.get().filter(|graded| graded.option == index)?;
        Some(if graded.right { "right" } else { "wrong" })
    };
    view! {
        <label class="option" data-verdict=verdict>
            <input type="radio" name="prediction" value=index.to_string()
                prop:checked=move || chosen.get() == Some(index)
                on:change=move |_| chosen.set(Some(index))/>
            <span inner_html=option.html.clone()></span>
        </label>
    }
}

/// What the engine found: for a wrong answer, what its model would have had to show.
#[component]
fn Verdict(lang: Lang, prediction: Prediction, graded: Memo<Option<Graded>>) -> impl IntoView {
    // An answer of an earlier visit is shown, not scrolled to.
    let fresh = core::cell::Cell::new(graded.get_untracked().is_none());
    move || {
        let graded = graded.get()?;
        let model = prediction.options.get(graded.option)?.model_html.clone();
        let (class, word) = if graded.right {
            (
                "note note--good verdict",
                lang.pick(
                    "✓ Right: the engine agrees.",
                    "✓ 맞습니다. 엔진의 결과와 같습니다.",
                ),
            )
        } else {
            (
                "note note--danger verdict",
                lang.pick(
                    "✗ No: the engine shows otherwise.",
                    "✗ 아닙니다. 엔진의 결과는 다릅니다.",
                ),
            )
        };
        if fresh.replace(true) {
            request_animation_frame(|| page::reveal(VERDICT_ID));
        }
        let after = prediction.after_html.clone();
        Some(view! {
            <div id=VERDICT_ID class=class>
                <p><strong>{word}</strong></p>
                <div class="prose" inner_html=model></div>
                <div class="prose" inner_html=after></div>
            </div>
        })
    }
}
