//! The home page: a live cluster first, then the lessons.

use highwater_core::command::Command;
use highwater_core::trace::Weight;
use highwater_text::course::{Index, IndexEntry};
use highwater_text::{Lang, command, event};

use crate::load::Trouble;
use crate::panel::{
    button, command_button, link, notice_line, now_line, play_buttons, sentence, stage_room,
    trouble_in_words,
};
use crate::platform::address;
use crate::progress::{LessonProgress, Progress};
use crate::route::{LessonLink, Page};
use crate::store::{State, Store};
use crate::view::{El, Node, el, live, views};

/// So many of the last events are told under the stage.
const TOLD_MAX: usize = 3;

/// The home page.
pub fn home_page(store: Store, lang: Lang) -> Node {
    let title = lang.pick(
        "A Kafka you can step through, break and rewind.",
        "한 단계씩 실행하고, 고장 내고, 되감아 보는 카프카",
    );
    let about = lang.pick(
        "This is a live cluster of three brokers, computed in your browser by the rules of Apache Kafka 4.3.1. The blue water is the high watermark: what consumers may read.",
        "브로커 세 대로 이루어진 클러스터가 Apache Kafka 4.3.1의 규칙대로 브라우저 안에서 실제로 계산되고 있습니다. 파란 물은 하이 워터마크(HW), 즉 컨슈머가 읽을 수 있는 데까지입니다.",
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
                .text(lang.pick("Lessons", "학습")),
        )
        .child(live(move || store.read(|state| lessons(state, lang))));
    el("main")
        .attr("id", "main")
        .class("page")
        .attr("tabindex", "-1")
        .child(hero)
        .child(lessons)
        .child(further(lang))
        .done()
}

/// What a visitor can do to the cluster at once.
fn break_it(store: Store, lang: Lang) -> El {
    let offers = store.look(|session| {
        let mut offers = session.offers();
        offers.retain(|offer| matches!(offer, Command::Crash(_) | Command::Restart(_)));
        offers
    });
    let buttons = live(move || {
        let buttons = offers.get().into_iter().map(|offer| {
            let crash = matches!(offer, Command::Crash(_));
            let class = if crash {
                "button button--danger"
            } else {
                "button"
            };
            let label = command::label(lang, &offer);
            command_button(store, class, offer).text(&label)
        });
        views(buttons.collect::<Vec<_>>())
    });
    let sandbox = link(lang, Page::Sandbox(None)).class("button");
    el("div")
        .class("hero__actions")
        .child(buttons)
        .child(sandbox.text(lang.pick("Every control", "모든 기능 직접 조작하기")))
}

/// The last things that happened, in words.
fn told(store: Store, lang: Lang) -> El {
    let told = store.look(move |session| {
        let past = session.timeline().past().iter().rev();
        let matter = past.filter(|trace| trace.weight() >= Weight::Milestone);
        let lines = matter
            .take(TOLD_MAX)
            .map(|trace| (event::actor(trace), sentence(session, trace, lang)));
        lines.collect::<Vec<_>>()
    });
    let lines = live(move || {
        let lines = told.get().into_iter().map(|(who, what)| {
            el("li")
                .child(el("strong").text(&who))
                .text(&format!(" {what}"))
        });
        views(lines.collect::<Vec<_>>())
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
    let label = match step {
        None => lang.pick(format!("Begin: {en}"), format!("시작하기: {ko}")),
        Some(_) => lang.pick(format!("Go on with: {en}"), format!("이어서 하기: {ko}")),
    };
    let way = link(
        lang,
        Page::Lesson(LessonLink {
            id: next.id.clone(),
            step,
        }),
    );
    Some(el("p").child(way.class("button button--primary").text(&label)))
}

/// The list of lessons, by module.
fn lessons(state: &State, lang: Lang) -> Node {
    match &state.index {
        None => el("p")
            .class("muted")
            .text(lang.pick(
                "The list of lessons is on its way.",
                "학습 목록을 불러오는 중입니다.",
            ))
            .done(),
        Some(Ok(index)) => modules(lang, index, &state.progress),
        Some(Err(failure)) => unavailable(lang, failure.trouble()),
    }
}

fn unavailable(lang: Lang, trouble: &Trouble) -> Node {
    let title = lang.pick(
        "The list of lessons did not come.",
        "학습 목록을 받지 못했습니다.",
    );
    el("div")
        .class("note note--danger")
        .child(el("p").text(title))
        .child(el("p").text(&trouble_in_words(trouble, lang)))
        .child(button("button", address::reload).text(lang.pick("Try again", "다시 시도")))
        .done()
}

fn modules(lang: Lang, index: &Index, progress: &Progress) -> Node {
    let modules = index.modules.iter().flat_map(|module| {
        let lessons = index
            .lessons
            .iter()
            .filter(|lesson| lesson.module == module.number);
        let cards: Vec<El> = lessons
            .map(|lesson| card(lang, lesson, &progress.of(&lesson.id)))
            .collect();
        let [en, ko] = &module.title;
        let title = format!("{} · {}", module.number, lang.pick(en, ko));
        let list = (!cards.is_empty()).then(|| {
            [
                el("h3").class("label").text(&title),
                el("ul").class("lessons").child(cards),
            ]
        });
        list.into_iter().flatten()
    });
    views(modules.collect::<Vec<_>>())
}

fn card(lang: Lang, lesson: &IndexEntry, known: &LessonProgress) -> El {
    let step = known.latest.filter(|_| !known.ended);
    let [title_en, title_ko] = &lesson.title;
    let [question_en, question_ko] = &lesson.question;
    let number = lang.pick(
        format!("Lesson {}", lesson.number),
        format!("학습 {}", lesson.number),
    );
    let length = lang.pick(
        format!("{} parts · about {} min", lesson.steps, lesson.minutes),
        format!("장면 {}개 · 약 {}분", lesson.steps, lesson.minutes),
    );
    let foot = el("span")
        .class("lesson-card__foot")
        .child(el("span").text(&length))
        .child(progress_chip(lang, known, lesson.steps));
    let card = link(
        lang,
        Page::Lesson(LessonLink {
            id: lesson.id.clone(),
            step,
        }),
    )
    .class("lesson-card")
    .child(el("span").class("lesson-card__number").text(&number))
    .child(el("h4").text(lang.pick(title_en, title_ko)))
    .child(el("p").text(lang.pick(question_en, question_ko)))
    .child(foot);
    el("li").child(card)
}

fn progress_chip(lang: Lang, known: &LessonProgress, steps: u32) -> Option<El> {
    let reached = known.reached.len();
    let seen = lang.pick(
        format!("{reached} of {steps} parts seen"),
        format!("장면 {reached}/{steps}"),
    );
    let (class, text) = match (known.ended, reached) {
        (true, _) => ("chip chip--good", lang.pick("✓ done", "✓ 마침").to_owned()),
        (false, 0) => return None,
        (false, _) => ("chip chip--accent", seen),
    };
    Some(el("span").class(class).text(&text))
}

fn further(lang: Lang) -> El {
    let reading = el("a").attr("href", &format!("read/{}/index.html", lang.code()));
    let ways = [
        link(lang, Page::Legend).text(lang.pick("What the drawing means", "그림 읽는 법")),
        link(lang, Page::Glossary(None)).text(lang.pick("The terms", "용어집")),
        reading.text(lang.pick("The lessons as plain text", "글로만 읽는 학습")),
    ];
    el("nav")
        .class("row")
        .attr("aria-label", lang.pick("More", "더 보기"))
        .child(
            ways.map(|way| way.class("button"))
                .into_iter()
                .collect::<Vec<_>>(),
        )
}
