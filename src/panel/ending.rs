//! The end of a lesson: the rule, its configuration, the real command, the check questions, and
//! what comes next.

use highwater_text::course::{Answer, ConfigEntry, ConfigScope, End, NextLesson, Question, Tool};
use highwater_text::{Lang, same};

use super::lesson::TITLE_ID;
use super::trouble::trouble_note;
use super::{button, link_to_lesson};
use crate::load::Trouble;
use crate::platform::page;
use crate::session::Action;
use crate::store::{Look, Store};
use crate::view::{El, Node, el, live, views};

/// The end of a lesson: its title at once, and the rest when its file is there.
pub fn ending(store: Store, lang: Lang) -> Node {
    let title = el("h1")
        .attr("id", TITLE_ID)
        .class("lesson__title")
        .attr("tabindex", "-1")
        .text(lang.pick("The rule", "규칙"));
    let rest = store.peek(|state| match &state.end {
        None => on_its_way(lang).done(),
        Some(Ok(end)) => contents(store, lang, end),
        Some(Err(failure)) => unavailable(store, lang, failure.trouble()).done(),
    });
    views(vec![title.done(), rest])
}

fn on_its_way(lang: Lang) -> El {
    let text = lang.pick(
        "The end of the lesson is on its way.",
        "레슨의 마무리를 불러오는 중입니다.",
    );
    el("p").class("muted").text(text)
}

fn unavailable(store: Store, lang: Lang, trouble: &Trouble) -> El {
    let title = lang.pick(
        "The end of the lesson could not be loaded.",
        "레슨의 마무리를 받지 못했습니다.",
    );
    let again = button("button", move || {
        store.want_end_again();
        page::focus_in_place_soon(TITLE_ID);
    });
    trouble_note(lang, title, trouble, again).attr("role", "status")
}

fn contents(store: Store, lang: Lang, end: &End) -> Node {
    let heading = |en, ko| el("h2").class("label").text(lang.pick(en, ko));
    let mut parts = vec![
        el("div").class("rule prose").html(&end.rule_html),
        heading("Check yourself", "스스로 확인하기"),
    ];
    for (index, question) in end.questions.iter().enumerate() {
        parts.push(check(store, lang, index, question));
    }
    parts.push(heading("Related settings", "관련 설정"));
    parts.push(configuration(lang, &end.config));
    parts.push(heading("On a real cluster", "실제 클러스터에서 확인하기"));
    for tool in &end.tools {
        parts.push(terminal(lang, tool));
        parts.push(el("div").class("prose small").html(&tool.html));
    }
    parts.push(heading("What next", "다음 레슨"));
    for next in &end.next {
        parts.push(next_lesson(lang, next));
    }
    parts.push(heading("Further reading", "더 읽을거리"));
    let mut reading = el("ul").class("prose small");
    for html in &end.reading {
        reading = reading.child(el("li").html(html));
    }
    parts.push(reading);
    views(parts)
}

fn configuration(lang: Lang, entries: &[ConfigEntry]) -> El {
    let column = |text: &str| el("th").attr("scope", "col").text(text);
    let columns = el("tr")
        .child(column(lang.pick("Configuration", "설정")))
        .child(column(lang.pick("What it does here", "여기서 하는 일")));
    let mut rows = el("tbody");
    for entry in entries {
        rows = rows.child(key(lang, entry));
    }
    el("table")
        .class("table")
        .child(el("thead").class("visually-hidden").child(columns))
        .child(rows)
}

fn key(lang: Lang, entry: &ConfigEntry) -> El {
    let whose = match entry.scope {
        ConfigScope::Broker => lang.pick("broker", "브로커"),
        ConfigScope::Topic => lang.pick("topic", "토픽"),
        ConfigScope::Producer => lang.pick("producer", "프로듀서"),
        ConfigScope::Consumer => lang.pick("consumer", "컨슈머"),
    };
    let default = lang.pick("default", "기본값");
    // Kafka's name of a setting ends with its unit.
    let unit = if entry.key.ends_with(".ms") {
        " ms"
    } else {
        ""
    };
    let here = entry.here.as_ref().map(|here| {
        el("strong")
            .text(lang.pick(" · here ", " · 이 클러스터 "))
            .text(here)
            // Where several differ, each stands by itself.
            .text(if here.ends_with(')') { "" } else { unit })
    });
    let (value, unit_of_default) = match entry.default.is_empty() {
        true => (lang.pick("none", "없음"), ""),
        false => (&*entry.default, unit),
    };
    let values = el("span")
        .class("muted")
        .text(&[whose, " · ", default, " ", value, unit_of_default].concat());
    let name = el("th")
        .attr("scope", "row")
        .child(el("code").class("code").text(&entry.key))
        .child(el("br"))
        .child(values.child(here));
    el("tr").child(name).child(el("td").html(&entry.html))
}

fn terminal(lang: Lang, tool: &Tool) -> El {
    el("pre")
        .class("terminal")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr(
            "aria-label",
            lang.pick("A command and its output", "명령과 출력"),
        )
        .text("$ ")
        .text(&tool.command)
        .text("\n")
        .text(&tool.output)
}

fn next_lesson(lang: Lang, next: &NextLesson) -> El {
    let title = same!(lang, "{0} · {1}", next.number, &next.title);
    let title = if next.exists {
        el("p").child(link_to_lesson(lang, &next.id, None).text(&title))
    } else {
        let planned = el("span")
            .class("chip")
            .text(lang.pick("planned", "준비 중"));
        el("p")
            .child(el("strong").text(&title))
            .text(" ")
            .child(planned)
    };
    el("div")
        .class("prose small")
        .child(title)
        .child(el("div").html(&next.html))
}

/// A check question: any answer at once says why it is right or wrong.
fn check(store: Store, lang: Lang, index: usize, question: &Question) -> El {
    let chosen = store.look(move |session| {
        session
            .lesson()
            .and_then(|run| run.checked().get(&index).copied())
    });
    let mut answers = el("div").class("options");
    for (number, answer) in question.answers.iter().enumerate() {
        answers = choice(answers, store, lang, (index, number), answer, chosen);
    }
    el("fieldset")
        .class("question")
        .child(el("legend").html(&question.html))
        .child(answers)
}

/// An answer, and below it why it is right or wrong.
fn choice(
    answers: El,
    store: Store,
    lang: Lang,
    (question, number): (usize, usize),
    answer: &Answer,
    chosen: Look<Option<usize>>,
) -> El {
    let choose = move || {
        store.dispatch(Action::Check {
            question,
            answer: number,
        })
    };
    let (right, why_html) = (answer.right, answer.why_html.clone());
    let is_chosen = move || chosen.get() == Some(number);
    let verdict = if right { "right" } else { "wrong" };
    let option = el("label")
        .class("option")
        .live("data-verdict", move || {
            is_chosen().then(|| verdict.to_owned())
        })
        .child(
            el("input")
                .attr("type", "radio")
                .attr("name", &same!(lang, "check-{0}", question))
                .flag("checked", is_chosen)
                .on("change", choose),
        )
        .child(el("span").html(&answer.html));
    let why = live(move || {
        let word = if right {
            lang.pick("✓ Right.", "✓ 맞습니다.")
        } else {
            lang.pick("✗ Not so.", "✗ 아닙니다.")
        };
        views(is_chosen().then(|| {
            el("div")
                .class(match right {
                    true => "small verdict--right",
                    false => "small verdict--wrong",
                })
                .attr("role", "status")
                .child(el("strong").text(word))
                .text(" ")
                .child(el("span").html(&why_html))
        }))
    });
    answers.child(option).child(why)
}
