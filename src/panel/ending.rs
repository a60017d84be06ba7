//! The end of a lesson: the rule, its configuration, the real command, the check questions, and
//! what comes next.

use highwater_text::Lang;
use highwater_text::course::{ConfigEntry, ConfigScope, End, NextLesson, Question, Tool};
use leptos::prelude::*;

use crate::route::{LessonLink, Page, Route};
use crate::session::Action;
use crate::store::Store;

/// The end of the lesson that is open.
#[component]
pub fn Ending(store: Store, lang: Lang) -> impl IntoView {
    let lesson = store
        .peek(|session| session.lesson().map(|run| run.lesson().clone()))
        .flatten();
    lesson.map(|lesson| {
        let End { rule_html, config, tools, questions, next, reading } = lesson.end.clone();
        let questions = questions.into_iter().enumerate();
        view! {
            <h1 id="lesson-title" class="lesson__title" tabindex="-1">{lang.pick("The rule", "규칙")}</h1>
            <div class="rule prose" inner_html=rule_html></div>
            {heading(lang.pick("Check yourself", "스스로 확인하기"))}
            {questions.map(|(index, question)| view! { <Check store lang index question/> }).collect_view()}
            {heading(lang.pick("Its configuration", "관련 설정"))}
            {configuration(lang, config)}
            {heading(lang.pick("On a real cluster", "실제 클러스터에서 보기"))}
            {tools.into_iter().map(|tool| terminal(lang, tool)).collect_view()}
            {heading(lang.pick("What next", "다음 학습"))}
            {next.into_iter().map(|next| next_lesson(lang, next)).collect_view()}
            {heading(lang.pick("To read", "더 읽을거리"))}
            <ul class="prose small">
                {reading.into_iter().map(|html| view! { <li inner_html=html></li> }).collect_view()}
            </ul>
        }
    })
}

fn heading(text: &'static str) -> impl IntoView {
    view! { <h2 class="label">{text}</h2> }
}

fn configuration(lang: Lang, entries: Vec<ConfigEntry>) -> impl IntoView {
    let rows = entries.into_iter().map(|entry| {
        let whose = match entry.scope {
            ConfigScope::Broker => lang.pick("broker", "브로커"),
            ConfigScope::Topic => lang.pick("topic", "토픽"),
            ConfigScope::Producer => lang.pick("producer", "프로듀서"),
            ConfigScope::Consumer => lang.pick("consumer", "컨슈머"),
        };
        let here = entry.here.map(|here| {
            let here = lang.pick(format!("here {here}"), format!("여기서는 {here}"));
            view! { <br/> <strong>{here}</strong> }
        });
        let default = lang.pick(
            format!("default {}", entry.default),
            format!("기본값 {}", entry.default),
        );
        view! {
            <tr>
                <th scope="row">
                    <code class="code">{entry.key}</code> <br/>
                    <span class="muted">{whose} " · " {default} {here}</span>
                </th>
                <td inner_html=entry.html></td>
            </tr>
        }
    });
    view! {
        <table class="table">
            <thead class="visually-hidden">
                <tr>
                    <th scope="col">{lang.pick("Configuration", "설정")}</th>
                    <th scope="col">{lang.pick("What it does here", "여기서 하는 일")}</th>
                </tr>
            </thead>
            <tbody>{rows.collect_view()}</tbody>
        </table>
    }
}

fn terminal(lang: Lang, tool: Tool) -> impl IntoView {
    let name = lang.pick("A command and its output", "명령과 출력");
    view! {
        <pre class="terminal" tabindex="0" role="region" aria-label=name>
            {format!("$ {}\n{}", tool.command, tool.output)}
        </pre>
        <div class="prose small" inner_html=tool.html></div>
    }
}

fn next_lesson(lang: Lang, next: NextLesson) -> impl IntoView {
    let title = format!("{} · {}", next.number, next.title);
    let title = if next.exists {
        let page = Page::Lesson(LessonLink {
            id: next.id,
            step: None,
        });
        view! { <a href=Route { lang, page }.to_string()>{title}</a> }.into_any()
    } else {
        let planned = lang.pick("planned", "준비 중");
        view! { <strong>{title}</strong> " " <span class="chip">{planned}</span> }.into_any()
    };
    view! {
        <div class="prose small">
            <p>{title}</p>
            <div inner_html=next.html></div>
        </div>
    }
}

/// A check question: any answer at once says why it is right or wrong.
#[component]
fn Check(store: Store, lang: Lang, index: usize, question: Question) -> impl IntoView {
    let chosen = store.memo(move |session| {
        session
            .lesson()
            .and_then(|run| run.checked().get(&index).copied())
    });
    let answers = question.answers.into_iter().enumerate().map(|(number, answer)| {
        let is_chosen = move || chosen.get() == Some(number);
        let verdict = move || is_chosen().then_some(if answer.right { "right" } else { "wrong" });
        let why = move || {
            let (class, word) = if answer.right {
                ("small verdict--right", lang.pick("✓ Right.", "✓ 맞습니다."))
            } else {
                ("small verdict--wrong", lang.pick("✗ Not so.", "✗ 아닙니다."))
            };
            is_chosen().then(|| view! {
                <div class=class role="status">
                    <strong>{word}</strong> " " <span inner_html=answer.why_html.clone()></span>
                </div>
            })
        };
        view! {
            <label class="option" data-verdict=verdict>
                <input type="radio" name=format!("check-{index}") prop:checked=is_chosen
                    on:change=move |_| store.dispatch(Action::Check { question: index, answer: number })/>
                <span inner_html=answer.html></span>
            </label>
            {why}
        }
    });
    view! {
        <fieldset class="question">
            <legend inner_html=question.html></legend>
            <div class="options">{answers.collect_view()}</div>
        </fieldset>
    }
}
