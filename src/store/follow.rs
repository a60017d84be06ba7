//! From the address to the session: what is there already is shown, the rest is loaded.

use std::sync::Arc;

use highwater_text::Lang;
use leptos::prelude::*;

use super::{Stand, Store};
use crate::action::UserAction;
use crate::load::{self, Trouble};
use crate::platform::{address, page, preference};
use crate::route::{LessonLink, Page, Route};
use crate::session::{Action, Room, Session};

impl Store {
    pub(super) fn arrive_at_address(self) {
        let lang = self.route.with_untracked(|route| route.lang);
        let route = Route::parse(&address::hash(), lang);
        if route == self.route.get_untracked() {
            return;
        }
        let only_language = route.page == self.route.with_untracked(|here| here.page.clone());
        self.route.set(route);
        self.follow();
        if !only_language && !self.shows_a_cluster() {
            page::scroll_to_top();
        }
    }

    /// Brings the session to where the address says.
    pub(super) fn follow(self) {
        let route = self.route.get_untracked();
        if address::hash() != route.to_string() && route.page == Page::Home {
            address::replace(&route.to_string());
        }
        match &route.page {
            Page::Home => self.show_cluster(Room::Home),
            Page::Sandbox(None) => self.show_cluster(Room::Sandbox),
            Page::Lesson(link) => self.show_lesson(link, Room::Lesson, route.lang),
            Page::Sandbox(Some(link)) => self.show_lesson(link, Room::Sandbox, route.lang),
            Page::Legend | Page::Glossary(_) | Page::Broken(_) => self.rest(),
        }
    }

    fn rest(self) {
        if self
            .session
            .with_value(|session| session.as_ref().is_some_and(Session::moves))
        {
            self.user(UserAction::TogglePlay);
        }
    }

    /// The home page's cluster: the one that is there, or a new one.
    fn show_cluster(self, room: Room) {
        let there = self.session.with_value(|session| {
            session
                .as_ref()
                .is_some_and(|session| session.lesson().is_none())
        });
        if there {
            self.stand.set(Stand::Open);
            return self.dispatch(Action::MoveTo(room));
        }
        match Session::of_cluster(crate::home::scenario(), room) {
            Ok(session) => self.open(session),
            Err(error) => self.stand.set(Stand::Failed(Trouble::CannotRun(error))),
        }
        if room == Room::Home && !preference::reduced_motion() {
            self.user(UserAction::TogglePlay);
        }
    }

    fn open(self, mut session: Session) {
        session.update(Action::ReduceMotion(preference::reduced_motion()));
        self.now.set(session.timeline().position().time);
        self.session.set_value(Some(session));
        self.stand.set(Stand::Open);
        self.changed.update(|changed| *changed += 1);
        self.remember();
        self.write_address();
    }

    /// A lesson: the one that is there, at another step, in another room or language; or one that
    /// is loaded first.
    fn show_lesson(self, link: &LessonLink, room: Room, lang: Lang) {
        let there = self.session.with_value(|session| {
            let session = session.as_ref()?;
            let run = session.lesson().filter(|run| run.lesson().id == link.id)?;
            let known = link
                .step
                .is_none_or(|step| run.lesson().place_of(step).is_some());
            known.then(|| run.step_id())
        });
        let Some(step) = there else {
            return self.load_lesson(link.clone(), room, lang);
        };
        let now_in = || {
            self.session
                .with_value(|session| session.as_ref().map(Session::room))
        };
        self.stand.set(Stand::Open);
        if let Some(wanted) = link.step.filter(|wanted| Some(*wanted) != step) {
            self.dispatch(Action::OpenStep(wanted));
        }
        match (now_in(), room) {
            (Some(Room::Sandbox), Room::Lesson) => self.user(UserAction::BackToLesson),
            (Some(Room::Lesson), Room::Sandbox) => self.user(UserAction::TakeOver),
            _ => self.write_address(),
        }
        if self.lesson_lang.get_value() != lang {
            self.translate(link.id.clone(), lang);
        }
    }

    fn ask(self) -> u64 {
        self.asked.update_value(|asked| *asked += 1);
        self.asked.get_value()
    }

    fn translate(self, id: String, lang: Lang) {
        let asked = self.ask();
        leptos::task::spawn_local(async move {
            let lesson = load::lesson(&id, lang).await;
            if self.asked.get_value() != asked {
                return;
            }
            match lesson {
                Ok(lesson) => {
                    self.lesson_lang.set_value(lang);
                    self.dispatch(Action::Translate(Arc::new(lesson)));
                }
                Err(trouble) => self.stand.set(Stand::Failed(trouble)),
            }
        });
    }

    fn load_lesson(self, link: LessonLink, room: Room, lang: Lang) {
        self.stand.set(Stand::Opening);
        self.rest();
        let Some(index) = self.index.get_untracked() else {
            return;
        };
        let exists = index.map(|index| index.lessons.iter().any(|lesson| lesson.id == link.id));
        match exists {
            Err(trouble) => return self.stand.set(Stand::Failed(trouble)),
            Ok(false) => {
                return self
                    .stand
                    .set(Stand::Failed(Trouble::NoSuchLesson(link.id)));
            }
            Ok(true) => {}
        }
        let asked = self.ask();
        leptos::task::spawn_local(async move {
            let lesson = load::lesson(&link.id, lang).await;
            if self.asked.get_value() != asked {
                return;
            }
            let settled = self
                .progress
                .with_untracked(|progress| progress.of(&link.id).settled);
            let session = lesson.and_then(|lesson| {
                Session::of_lesson(Arc::new(lesson), link.step).map_err(Trouble::CannotRun)
            });
            match session {
                Ok(mut session) => {
                    session.settle(settled);
                    if room == Room::Sandbox {
                        session.update(Action::User(UserAction::TakeOver));
                    }
                    self.lesson_lang.set_value(lang);
                    self.open(session);
                }
                Err(trouble) => self.stand.set(Stand::Failed(trouble)),
            }
        });
    }
}
