//! The home page: a live cluster first, then the lessons.

use highwater_core::command::Command;
use highwater_core::trace::Weight;
use highwater_text::course::{Index, IndexEntry};
use highwater_text::{Lang, command, event, same, say};

use crate::load::Trouble;
use crate::panel::{
    button, command_button, link, link_to_lesson, main_part, notice_line, now_line, play_buttons,
    sentence, stage_room, trouble_note,
};
use crate::platform::address;
use crate::progress::{LessonProgress, Progress};
use crate::route::Page;
use crate::session::Session;
use crate::store::{State, Store};
use crate::view::{El, Node, el, live, views};

/// So many of the last events are told under the stage.
const TOLD_MAX: usize = 3;

/// The home page.
pub fn home_page(store: Store, lang: Lang) -> Node {
    let title = lang.pick(
        "A Kafka you can step through, break and rewind.",
        "한 단계씩 실행하고, 고장\u{a0}내고, 되감아\u{a0}보는 카프카",
    );
    let about = lang.pick(
        "This is a live cluster of three brokers, computed in your browser by the rules of Apache Kafka 4.3.1. The blue water is the high watermark: what consumers may read.",
        "브로커 세 대로 이루어진 클러스터가 Apache Kafka 4.3.1의 규칙에 따라 지금 이 브라우저에서 돌아가고 있습니다. 파란 물의 높이가 하이 워터마크(HW)이며, 컨슈머는 그 아래만 읽을 수 있습니다.",
    );
    let text = el("div")
        .class("hero__text")
        .child(el("h1").text(title))
        .child(el("p").class("lede").text(about))
        .child(live(move || views(store.read(|state| begin(state, lang)))));
    let stage = el("div")
        .class("hero__stage")
        .child(stage_room(store, lang));
    let controls = el("div")
        .class("hero__controls")
        .child(play_buttons(store, lang))
        .child(now_line(store, lang))
        .child(break_it(store, lang))
        .child(notice_line(store, lang))
        .child(told(store, lang));
    let hero = el("div")
        .class("hero")
        .child(text)
        .child(stage)
        .child(controls);
    let lessons = el("section")
        .class("stack")
        .attr("aria-labelledby", "lessons-title")
        .child(
            el("h2")
                .attr("id", "lessons-title")
                .text(lang.pick("Lessons", "레슨")),
        )
        .child(live(move || store.read(|state| lessons(state, lang))));
    main_part("page")
        .child(hero)
        .child(sandbox(lang))
        .child(lessons)
        .child(further(lang))
        .done()
}

/// The ways into the sandbox.
fn sandbox(lang: Lang) -> El {
    let about = lang.pick(
        "Build a cluster of your own, or open one that shows how records are lost and what keeps them, and break it.",
        "클러스터를 직접 만들거나, 레코드가 어떻게 유실되고 무엇이 지켜 주는지 보여 주는 클러스터를 열어 고장 내 보세요.",
    );
    let ways = el("div")
        .class("row")
        .child(
            link(lang, Page::Presets)
                .class("button button--primary")
                .text(Page::Presets.name(lang)),
        )
        .child(
            link(lang, Page::Build)
                .class("button")
                .text(Page::Build.name(lang)),
        );
    el("section")
        .class("stack")
        .attr("aria-labelledby", "sandbox-title")
        .child(
            el("h2")
                .attr("id", "sandbox-title")
                .text(Page::Sandbox(None).name(lang)),
        )
        .child(el("p").class("lede").text(about))
        .child(ways)
}

/// What a visitor can do to the cluster at once.
fn break_it(store: Store, lang: Lang) -> El {
    let offers = store.look(Session::crashes_and_restarts);
    let buttons = live(move || {
        let mut buttons = Vec::new();
        for offer in offers.get() {
            let class = match offer {
                Command::Crash(_) => "button button--danger",
                _ => "button",
            };
            let label = command::label(lang, &offer);
            buttons.push(command_button(store, class, offer).text(&label));
        }
        views(buttons)
    });
    let sandbox = link(lang, Page::Sandbox(None)).class("button");
    el("div")
        .class("hero__actions")
        .child(buttons)
        .child(sandbox.text(lang.pick("Open the sandbox", "샌드박스 열기")))
}

/// The last things that happened, in words.
fn told(store: Store, lang: Lang) -> El {
    let told = store.look(move |session| {
        let mut told = Vec::new();
        for trace in session.timeline().past().iter().rev() {
            if session.timeline().weight_of(trace) >= Weight::Milestone {
                let what = store.peek(|state| sentence(session, &state.words, trace, lang));
                told.push((event::actor(trace), what));
            }
            if told.len() == TOLD_MAX {
                break;
            }
        }
        told
    });
    let lines = live(move || {
        let mut lines = Vec::new();
        for (who, what) in told.get() {
            let line = el("li").child(el("strong").text(&who));
            lines.push(line.text(" ").text(&what));
        }
        views(lines)
    });
    el("ul")
        .class("hero__told small muted")
        .attr(
            "aria-label",
            lang.pick("What happened last", "방금 일어난 일"),
        )
        .child(lines)
}

/// The way into the course: the first lesson that is not done.
fn begin(state: &State, lang: Lang) -> Option<El> {
    let index = state.index.as_ref()?.as_ref().ok()?;
    let next = index
        .lessons
        .iter()
        .find(|lesson| !state.progress.of(&lesson.id).ended)?;
    let step = state.progress.of(&next.id).latest;
    let [en, ko] = &next.title;
    let title = lang.pick(en, ko);
    let label = match step {
        None => say!(lang, "Begin: {0}", "시작하기: {0}", title),
        Some(_) => say!(lang, "Continue: {0}", "이어서 하기: {0}", title),
    };
    let way = link_to_lesson(lang, &next.id, step);
    Some(el("p").child(way.class("button button--primary").text(&label)))
}

/// The list of lessons, by module.
fn lessons(state: &State, lang: Lang) -> Node {
    match &state.index {
        None => el("p")
            .class("muted")
            .text(lang.pick(
                "The list of lessons is on its way.",
                "레슨 목록을 불러오는 중입니다.",
            ))
            .done(),
        Some(Ok(index)) => modules(lang, index, &state.progress),
        Some(Err(failure)) => unavailable(lang, failure.trouble()),
    }
}

fn unavailable(lang: Lang, trouble: &Trouble) -> Node {
    let title = lang.pick(
        "The list of lessons could not be loaded.",
        "레슨 목록을 받지 못했습니다.",
    );
    trouble_note(lang, title, trouble, button("button", address::reload)).done()
}

fn modules(lang: Lang, index: &Index, progress: &Progress) -> Node {
    let numbers = lang.pick(
        "The numbers are those of the whole course. What is missing between them is still to come.",
        "번호는 전체 과정의 순서입니다. 빠진 번호의 레슨은 앞으로 추가됩니다.",
    );
    let mut list = vec![el("p").class("small muted").text(numbers)];
    for module in &index.modules {
        let mut cards = el("ul").class("lessons");
        let mut is_empty = true;
        for lesson in &index.lessons {
            if lesson.module == module.number {
                cards = cards.child(card(lang, lesson, &progress.of(&lesson.id)));
                is_empty = false;
            }
        }
        if !is_empty {
            let [en, ko] = &module.title;
            let title = same!(lang, "{0} · {1}", module.number, lang.pick(en, ko));
            list.push(el("h3").class("label").text(&title));
            list.push(cards);
        }
    }
    views(list)
}

fn card(lang: Lang, lesson: &IndexEntry, known: &LessonProgress) -> El {
    let step = known.latest.filter(|_| !known.ended);
    let [title_en, title_ko] = &lesson.title;
    let [question_en, question_ko] = &lesson.question;
    let number = say!(lang, "Lesson {0}", "레슨 {0}", lesson.number);
    let length = say!(
        lang,
        "{0} parts · about {1} min",
        "장면 {0}개 · 약 {1}분",
        lesson.steps,
        lesson.minutes
    );
    let foot = el("span")
        .class("lesson-card__foot")
        .child(el("span").text(&length))
        .child(progress_chip(lang, known, lesson.steps));
    let card = link_to_lesson(lang, &lesson.id, step)
        .class("lesson-card")
        .child(el("span").class("lesson-card__number").text(&number))
        .child(el("h4").text(lang.pick(title_en, title_ko)))
        .child(el("p").text(lang.pick(question_en, question_ko)))
        .child(foot);
    el("li").child(card)
}

fn progress_chip(lang: Lang, known: &LessonProgress, steps: u32) -> Option<El> {
    let reached = known.reached.len();
    let (class, text) = match (known.ended, reached) {
        (true, _) => ("chip chip--good", lang.pick("✓ done", "✓ 마침").to_owned()),
        (false, 0) => return None,
        (false, _) => (
            "chip chip--accent",
            say!(
                lang,
                "{0} of {1} parts seen",
                "장면 {0}/{1}",
                reached,
                steps
            ),
        ),
    };
    Some(el("span").class(class).text(&text))
}

fn further(lang: Lang) -> El {
    let reading = el("a").attr("href", &["read/", lang.code(), "/index.html"].concat());
    let reading = reading.text(lang.pick("The lessons as plain text", "글로 읽기"));
    el("nav")
        .class("row")
        .attr("aria-label", lang.pick("More", "더 보기"))
        .child(reading.class("button"))
}
