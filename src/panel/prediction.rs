//! The question before the event that matters: chosen by the person, graded by the engine.

use highwater_text::Lang;
use highwater_text::course::{Prediction, PredictionOption};

use super::button;
use crate::platform::page;
use crate::session::{Action, Graded, Session};
use crate::store::{Look, Store};
use crate::view::{El, el, live, views};

/// The question's id in the page.
pub const QUESTION_ID: &str = "question";

/// The verdict's id in the page.
const VERDICT_ID: &str = "verdict";

fn answer(session: &Session) -> Option<Graded> {
    session.lesson().and_then(|run| run.answer())
}

/// The question, its options, and what the engine says of the one chosen.
pub fn predict(store: Store, lang: Lang, prediction: &Prediction) -> El {
    let chosen = store.look(|session| session.lesson().and_then(|run| run.choice()));
    let graded = store.look(answer);
    let asks = store.look(|session| session.lesson().is_some_and(|run| run.asks()));
    let mut options = el("div").class("options");
    for (index, option) in prediction.options.iter().enumerate() {
        options = options.child(choice(store, index, option, chosen, graded));
    }
    let question = el("legend")
        .child(
            el("span")
                .class("label label--accent")
                .text(lang.pick("Predict", "예측해 보기")),
        )
        .child(el("div").html(&prediction.question_html));
    let nothing_new =
        move || chosen.get().is_none() || chosen.get() == graded.get().map(|graded| graded.option);
    let check = el("button")
        .attr("type", "submit")
        .class("button")
        .live("disabled", move || nothing_new().then(String::new))
        .text(lang.pick("Check the answer", "답 확인"));
    let skip = button("link-button small", move || {
        store.dispatch(Action::SkipPrediction)
    })
    .hidden(move || !asks.get())
    .text(lang.pick("Skip the question", "질문 건너뛰기"));
    let submit = move |event: leptos::ev::Event| {
        event.prevent_default();
        store.dispatch(Action::Predict);
        page::focus_soon(VERDICT_ID.to_owned());
        page::reveal_soon(VERDICT_ID);
    };
    let fieldset = el("fieldset").class("stack").child(question).child(options);
    let found = live(move || {
        let found = graded.get().and_then(|graded| {
            store.peek_session(|session| verdict(lang, session.lesson()?.prediction()?, graded))
        });
        views(found.flatten())
    });
    el("form")
        .attr("id", QUESTION_ID)
        .class("predict")
        .on_event("submit", submit)
        .child(fieldset)
        .child(el("div").class("row").child(check).child(skip))
        .child(found)
}

fn choice(
    store: Store,
    index: usize,
    option: &PredictionOption,
    chosen: Look<Option<usize>>,
    graded: Look<Option<Graded>>,
) -> El {
    let verdict = move || {
        let graded = graded.get().filter(|graded| graded.option == index)?;
        Some(if graded.right { "right" } else { "wrong" }.to_owned())
    };
    el("label")
        .class("option")
        .live("data-verdict", verdict)
        .child(
            el("input")
                .attr("type", "radio")
                .attr("name", "prediction")
                .flag("checked", move || chosen.get() == Some(index))
                .on("change", move || store.dispatch(Action::Choose(index))),
        )
        .child(el("span").html(&option.html))
}

/// What the engine found: for a wrong answer, what its model would have had to show.
fn verdict(lang: Lang, prediction: &Prediction, graded: Graded) -> Option<El> {
    let model = &prediction.options.get(graded.option)?.model_html;
    let class = match graded.right {
        true => "note note--good verdict",
        false => "note note--danger verdict",
    };
    let word = verdict_in_words(lang, graded.right);
    let prose = |html: &str| el("div").class("prose").html(html);
    Some(
        el("div")
            .attr("id", VERDICT_ID)
            .attr("tabindex", "-1")
            .class(class)
            .child(el("p").child(el("strong").text(word)))
            .child(prose(model))
            .child(prose(&prediction.after_html)),
    )
}

/// Whether the engine agrees, with the mark that stands before it.
pub fn verdict_in_words(lang: Lang, right: bool) -> &'static str {
    match right {
        true => lang.pick(
            "✓ Right: the engine agrees.",
            "✓ 맞습니다. 엔진의 결과와 같습니다.",
        ),
        false => lang.pick(
            "✗ No: the engine shows otherwise.",
            "✗ 아닙니다. 엔진의 결과는 다릅니다.",
        ),
    }
}
