//! What is told: a line that is seen, and a live region that is heard. Each thing is said once.

use highwater_text::course::Words;
use highwater_text::{Lang, event, headline, lesson, loss, refusal, say};

use super::moment::in_ms;
use super::prediction::verdict_in_words;
use super::sentence::sentence;
use super::trouble::{broken_link_in_words, trouble_in_words};
use crate::deferred;
use crate::route::Page;
use crate::session::{Announced, Notice, Room, Session};
use crate::store::{Look, Stand, State, Store};
use crate::view::{Node, el, live, views};

/// A notice in words. Of a refusal nothing is said while its words are not there.
fn words(notice: Notice, words: &Words, lang: Lang) -> String {
    let (en, ko) = match notice {
        Notice::Refused(refusal) => return refusal::sentence(lang, words, refusal),
        Notice::FutureReplaced { at } => {
            let at = in_ms(at);
            return say!(
                lang,
                "The run goes on from t = {0} ms. What used to follow is replaced.",
                "t = {0} ms부터 새로 이어집니다. 그 뒤의 기존 기록은 새 기록으로 바뀝니다.",
                &at
            );
        }
        Notice::AskedAlready => (
            "This has been asked for already.",
            "이미 요청한 명령입니다.",
        ),
        Notice::WhatIfBegan => (
            "A what-if has begun. The lesson waits.",
            "내 실험을 시작했습니다. 레슨은 그 자리에 멈춰 있습니다.",
        ),
        Notice::BackInLesson => ("Back in the lesson.", "레슨으로 돌아왔습니다."),
        Notice::PredictionFirst => (
            "Answer the question first, or skip it.",
            "먼저 질문에 답하거나 질문을 건너뛰세요.",
        ),
        Notice::NothingMore => (
            "Nothing that matters happens in the next five minutes.",
            "앞으로 5분 동안은 중요한 일이 없습니다.",
        ),
        Notice::NoMilestone => (
            "No milestone in the next five minutes.",
            "앞으로 5분 안에 주요 사건이 없습니다.",
        ),
        Notice::FarAhead { by } => {
            let seconds = by.as_ms() / 1_000;
            return say!(
                lang,
                "The next event is {0} s of cluster time later.",
                "다음 사건은 클러스터 시간으로 {0}초 뒤에 일어납니다.",
                seconds
            );
        }
        Notice::NothingBefore => ("This is where the run begins.", "여기가 시작 시점입니다."),
        Notice::TakenOver => (
            "The cluster is yours from this moment.",
            "이 시점부터 클러스터를 직접 조작할 수 있습니다.",
        ),
        Notice::ScriptStopped => (
            "Nothing happens by itself any more: only what you do, and what the cluster makes of it.",
            "이제 저절로 일어나는 일은 없습니다. 앞으로의 일은 직접 한 조작과 그에 대한 클러스터의 동작뿐입니다.",
        ),
        Notice::Restarted => (
            "The cluster is as it was at first.",
            "클러스터가 처음 상태로 돌아갔습니다.",
        ),
    };
    lang.pick(en, ko).to_owned()
}

/// The notice, where it is seen. In the sandbox a refusal is seen where what is refused was asked for.
pub fn notice_line(store: Store, lang: Lang) -> Node {
    // That a what-if has begun stands beside it for as long as it lasts.
    let notice = store.look(|session| {
        session.notice().filter(|notice| match notice {
            Notice::WhatIfBegan => false,
            Notice::Refused(_) => session.room() != Room::Sandbox,
            _ => true,
        })
    });
    live(move || {
        views(notice.get().map(|notice| {
            let class = match notice {
                Notice::Refused(_) => "note note--danger",
                Notice::FutureReplaced { .. } | Notice::PredictionFirst => "note note--warn",
                _ => "note",
            };
            let text = move || store.say(|there| words(notice, there, lang));
            el("p").class(class).live_text(text)
        }))
    })
}

/// What a screen reader says: each step once.
pub fn live_region(store: Store) -> Node {
    let latest = store.look(Session::announcement);
    let problem = Look::new(move || store.read(problem_said));
    let words_are_there = Look::new(move || store.say(Words::are_there));
    let text = move || {
        let (latest, problem) = (latest.get(), problem.get());
        // Once the words are there, what could not be said without them is said.
        let _ = words_are_there.get();
        let said = || {
            store.peek(|state| {
                let said = Said {
                    session: state.session.as_ref()?,
                    words: &state.words,
                    lang: state.route.lang,
                };
                Some(said.announced(latest.what))
            })
        };
        problem.or_else(said).unwrap_or_default()
    };
    el("div")
        .class("visually-hidden")
        .attr("role", "status")
        .attr("aria-live", "polite")
        .live_text(text)
        .done()
}

/// Where no cluster is shown there is nothing of it to say: what is wrong instead, or nothing.
fn problem_said(state: &State) -> Option<String> {
    let lang = state.route.lang;
    match (&state.route.page, &state.stand) {
        (Page::Broken(link), _) => Some(broken_link_in_words(link, lang)),
        (_, Stand::Failed(failure)) => Some(trouble_in_words(failure.trouble(), lang)),
        (Page::Legend | Page::Glossary(_) | Page::Presets | Page::Build, _)
        | (_, Stand::Opening) => Some(String::new()),
        (Page::Home | Page::Lesson(_) | Page::Sandbox(_) | Page::Preset(_), Stand::Open) => None,
    }
}

/// What is said from, and in which language.
struct Said<'a> {
    session: &'a Session,
    words: &'a Words,
    lang: Lang,
}

impl Said<'_> {
    fn announced(&self, what: Announced) -> String {
        let (session, lang) = (self.session, self.lang);
        match what {
            Announced::Silence => String::new(),
            Announced::Notice(notice) => words(notice, self.words, lang),
            Announced::Events => self.happened() + &self.lost(),
            Announced::Loss => self.lost(),
            Announced::Part => part(session, lang).unwrap_or_default() + &self.why_here(),
            Announced::Verdict => verdict(session, lang).unwrap_or_default(),
        }
    }

    fn happened(&self) -> String {
        let names = self.session.world().metadata();
        let mut said = String::new();
        for trace in self.session.playback().traces_here() {
            if !said.is_empty() {
                said.push_str(". ");
            }
            match headline(self.lang, trace, names) {
                Some(headline) => said.push_str(&headline),
                None => {
                    said.push_str(&event::actor(trace));
                    said.push_str(": ");
                    said.push_str(&sentence(self.session, self.words, trace, self.lang));
                }
            }
        }
        said
    }

    /// What was lost last, and by this event: what is not watched for is not known.
    fn lost(&self) -> String {
        match self.session.timeline().is_watched() {
            true => deferred::lost(self.session, self.words, self.lang),
            false => String::new(),
        }
    }

    /// Why playing has ended at the part, where there is something to tell of it.
    fn why_here(&self) -> String {
        let notice = self.session.notice();
        let told = notice.map(|notice| words(notice, self.words, self.lang));
        told.map_or_else(String::new, |told| ". ".to_owned() + &told)
    }
}

/// What was lost last, and by the event that is announced.
pub fn lost(session: &Session, words: &Words, lang: Lang) -> String {
    let mut said = String::new();
    let mut losses = session.lost_here();
    if losses.is_empty() && session.announcement().what == Announced::Loss {
        losses.extend(session.losses().first().cloned());
    }
    for together in losses {
        said.push_str(". ");
        said.push_str(&loss::title_of(lang, words, &together, session.world()));
    }
    said
}

fn part(session: &Session, lang: Lang) -> Option<String> {
    let run = session.lesson()?;
    if run.ended() {
        return Some(
            lang.pick(
                "The end of the lesson: the rule.",
                "레슨의 마무리, 규칙입니다.",
            )
            .to_owned(),
        );
    }
    let part = lesson::part(lang, run.place() + 1, run.lesson().steps.len());
    Some(part + ": " + &run.step()?.title)
}

fn verdict(session: &Session, lang: Lang) -> Option<String> {
    let graded = session.lesson()?.answer()?;
    let verdict = verdict_in_words(lang, graded.right);
    let (_mark, words) = verdict.split_once(' ')?;
    Some(words.to_owned())
}
