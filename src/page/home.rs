//! The home page: a live cluster first, then the lessons.

use std::sync::Arc;

use highwater_core::command::Command;
use highwater_core::trace::Weight;
use highwater_text::course::{Index, IndexEntry};
use highwater_text::{Lang, command, event};
use leptos::prelude::*;

use crate::load::Trouble;
use crate::panel::{NoticeLine, Now, PlayButtons, StageRoom, trouble_in_words};
use crate::progress::LessonProgress;
use crate::route::{LessonLink, Page, Route};
use crate::session::{Action, Session};
use crate::store::Store;

/// So many of the last events are told under the stage.
const TOLD_MAX: usize = 3;

/// The home page.
#[component]
pub fn HomePage(store: Store, lang: Lang) -> impl IntoView {
    view! {
        <main id="main" class="page" tabindex="-1">
            <div class="hero">
                <div class="hero__text">
                    <h1>{lang.pick("A Kafka you can step through, break and rewind.", "한 단계씩 실행하고, 고장 내고, 되감아 보는 카프카")}</h1>
                    <p class="lede">
                        {lang.pick(
                            "This is a live cluster of three brokers, computed in your browser by the rules of Apache Kafka 4.3.1. The blue water is the high watermark: what consumers may read.",
                            "브로커 세 대로 이루어진 클러스터가 Apache Kafka 4.3.1의 규칙대로 브라우저 안에서 실제로 계산되고 있습니다. 파란 물은 하이 워터마크(HW), 즉 컨슈머가 읽을 수 있는 데까지입니다.",
                        )}
                    </p>
                    <BreakIt store lang/>
                    <NoticeLine store lang/>
                    <div class="stack">
                        <PlayButtons store lang/>
                        <Now store lang/>
                    </div>
                    <Begin store lang/>
                    <Told store lang/>
                </div>
                <div class="hero__stage"><StageRoom store lang/></div>
            </div>
            <section class="stack" aria-labelledby="lessons-title">
                <h2 id="lessons-title">{lang.pick("Lessons", "학습")}</h2>
                <Lessons store lang/>
            </section>
            <Further lang/>
        </main>
    }
}

/// What a visitor can do to the cluster at once.
#[component]
fn BreakIt(store: Store, lang: Lang) -> impl IntoView {
    let offers = store.memo(|session| {
        let mut offers = session.offers();
        offers.retain(|offer| matches!(offer, Command::Crash(_) | Command::Restart(_)));
        offers
    });
    let buttons = move || {
        let buttons = offers.get().into_iter().map(|offer| {
            let class = if matches!(offer, Command::Crash(_)) { "button button--danger" } else { "button" };
            let label = command::label(lang, &offer);
            view! {
                <button type="button" class=class on:click=move |_| store.dispatch(Action::Do(offer.clone()))>
                    {label}
                </button>
            }
        });
        buttons.collect_view()
    };
    let sandbox = Route {
        lang,
        page: Page::Sandbox(None),
    }
    .to_string();
    view! {
        <div class="hero__actions">
            {buttons}
            <a class="button" href=sandbox>{lang.pick("Every control", "모든 조작 보기")}</a>
        </div>
    }
}

/// The last things that happened, in words.
#[component]
fn Told(store: Store, lang: Lang) -> impl IntoView {
    let told = store.memo(move |session: &Session| {
        let names = session.world().metadata();
        let past = session.timeline().past().iter().rev();
        let matter = past.filter(|trace| trace.weight() >= Weight::Milestone);
        let lines = matter.take(TOLD_MAX).map(|trace| {
            (
                event::actor(trace),
                event::sentence(lang, &trace.event, names),
            )
        });
        lines.collect::<Vec<_>>()
    });
    let lines = move || {
        let lines = told.get().into_iter();
        lines
            .map(|(who, what)| view! { <li><strong>{who}</strong> " " {what}</li> })
            .collect_view()
    };
    view! { <ul class="hero__told small muted" aria-label=lang.pick("What happened last", "방금 일어난 일")>{lines}</ul> }
}

/// The way into the course: the first lesson that is not done.
#[component]
fn Begin(store: Store, lang: Lang) -> impl IntoView {
    move || {
        let index = store.index.get()?.ok()?;
        let progress = store.progress.get();
        let next = index
            .lessons
            .iter()
            .find(|lesson| !progress.of(&lesson.id).ended)?;
        let step = progress.of(&next.id).latest;
        let page = Page::Lesson(LessonLink {
            id: next.id.clone(),
            step,
        });
        let [en, ko] = &next.title;
        let label = match step {
            None => lang.pick(format!("Begin: {en}"), format!("시작하기: {ko}")),
            Some(_) => lang.pick(format!("Go on with: {en}"), format!("이어서 하기: {ko}")),
        };
        let href = Route { lang, page }.to_string();
        Some(view! { <p><a class="button button--primary" href=href>{label}</a></p> })
    }
}

/// The list of lessons, by module.
#[component]
fn Lessons(store: Store, lang: Lang) -> impl IntoView {
    move || {
        match store.index.get() {
        None => view! { <p class="muted">{lang.pick("The list of lessons is on its way.", "학습 목록을 불러오는 중입니다.")}</p> }.into_any(),
        Some(Ok(index)) => modules(store, lang, &index).into_any(),
        Some(Err(trouble)) => unavailable(lang, &trouble).into_any(),
    }
    }
}

fn unavailable(lang: Lang, trouble: &Trouble) -> impl IntoView + use<> {
    view! {
        <div class="note note--danger">
            <p>{lang.pick("The list of lessons did not come.", "학습 목록을 받지 못했습니다.")}</p>
            <p>{trouble_in_words(trouble, lang)}</p>
            <button type="button" class="button" on:click=|_| crate::platform::address::reload()>
                {lang.pick("Try again", "다시 시도")}
            </button>
        </div>
    }
}

fn modules(store: Store, lang: Lang, index: &Arc<Index>) -> impl IntoView + use<> {
    let modules = index.modules.iter().filter_map(|module| {
        let lessons: Vec<IndexEntry> = index
            .lessons
            .iter()
            .filter(|lesson| lesson.module == module.number)
            .cloned()
            .collect();
        let [en, ko] = &module.title;
        let title = format!("{} · {}", module.number, lang.pick(en, ko));
        (!lessons.is_empty()).then(|| {
            view! {
                <h3 class="label">{title}</h3>
                <ul class="lessons">
                    {lessons.into_iter().map(|lesson| card(store, lang, lesson)).collect_view()}
                </ul>
            }
        })
    });
    modules.collect_view()
}

fn card(store: Store, lang: Lang, lesson: IndexEntry) -> impl IntoView {
    let known = store.progress.with(|progress| progress.of(&lesson.id));
    let step = known.latest.filter(|_| !known.ended);
    let page = Page::Lesson(LessonLink {
        id: lesson.id,
        step,
    });
    let href = Route { lang, page }.to_string();
    let [title_en, title_ko] = lesson.title;
    let [question_en, question_ko] = lesson.question;
    let number = lang.pick(
        format!("Lesson {}", lesson.number),
        format!("학습 {}", lesson.number),
    );
    let length = lang.pick(
        format!("{} parts · about {} min", lesson.steps, lesson.minutes),
        format!("장면 {}개 · 약 {}분", lesson.steps, lesson.minutes),
    );
    view! {
        <li>
            <a class="lesson-card" href=href>
                <span class="lesson-card__number">{number}</span>
                <h4>{lang.pick(title_en, title_ko)}</h4>
                <p>{lang.pick(question_en, question_ko)}</p>
                <span class="lesson-card__foot">
                    <span>{length}</span>
                    {progress_chip(lang, &known, lesson.steps)}
                </span>
            </a>
        </li>
    }
}

fn progress_chip(lang: Lang, known: &LessonProgress, steps: u32) -> Option<impl IntoView + use<>> {
    let reached = known.reached.len();
    if known.ended {
        let text = lang.pick("✓ done", "✓ 마침").to_owned();
        return Some(view! { <span class="chip chip--good">{text}</span> });
    }
    let text = lang.pick(
        format!("{reached} of {steps} parts seen"),
        format!("장면 {reached}/{steps}"),
    );
    (reached > 0).then(|| view! { <span class="chip chip--accent">{text}</span> })
}

#[component]
fn Further(lang: Lang) -> impl IntoView {
    let legend = Route {
        lang,
        page: Page::Legend,
    }
    .to_string();
    let glossary = Route {
        lang,
        page: Page::Glossary(None),
    }
    .to_string();
    let reading = format!("read/{}/index.html", lang.code());
    view! {
        <nav class="row" aria-label=lang.pick("More", "더 보기")>
            <a class="button" href=legend>{lang.pick("What the drawing means", "그림 읽는 법")}</a>
            <a class="button" href=glossary>{lang.pick("The terms", "용어 설명")}</a>
            <a class="button" href=reading>{lang.pick("The lessons as plain text", "글로만 읽는 학습")}</a>
        </nav>
    }
}
