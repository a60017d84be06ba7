//! From the address to the session: what is there already is shown, the rest is loaded.

use std::sync::Arc;

use highwater_text::Lang;
use highwater_text::course::{Lesson, Words};
use leptos::prelude::Update as _;

use super::{Stand, State, Store, TITLE_ID};
use crate::action::UserAction;
use crate::deferred;
use crate::load::{self, Failure, File, Trouble};
use crate::platform::{address, page, preference};
use crate::route::{LessonLink, Page, Route};
use crate::session::{Action, Room, Session};

/// What is done with a file once it is there.
type Then = Box<dyn FnOnce(Store, File) -> Result<(), Trouble>>;

impl Store {
    pub(super) fn arrive_at_address(self) {
        let here = self.peek(|state| state.route.clone());
        let there = Route::parse(&address::hash(), here.lang);
        if there == here {
            return;
        }
        let new_page = there.page != here.page;
        let in_player = there.page.is_player();
        self.change(|state| {
            state.route = there;
            state.arriving = new_page && in_player;
        });
        self.follow();
        if new_page {
            page::scroll_to_top();
        }
        self.focus_title();
    }

    /// What was pressed to come here is gone: once the page is there, the focus goes to its title, and the
    /// page begins at its top: the title may stand far down in it.
    pub(super) fn focus_title(self) {
        let state = &mut *self.state().borrow_mut();
        if state.arriving && state.stand == Stand::Open {
            state.arriving = false;
            page::begin_at(TITLE_ID);
        }
    }

    /// Brings the session to where the address says.
    pub(super) fn follow(self) {
        // What was asked for on the way to another page is not wanted any more.
        self.ask();
        let route = self.peek(|state| state.route.clone());
        if address::hash() != route.to_string() && route.page == Page::Home {
            address::replace(&route.to_string());
        }
        if self.peek(|state| state.words_lang.is_some()) {
            self.fetch_words();
        }
        if route.page != Page::Build && self.has_deferred() {
            deferred::leave_builder(self);
        }
        self.remember_where_from(&route.page);
        match &route.page {
            Page::Home => self.show_cluster(Room::Home),
            page if page.is_deferred() => match self.has_deferred() {
                true => deferred::follow(self, page, route.lang),
                false => self.wait_for_deferred(),
            },
            Page::Lesson(link) => self.show_lesson(link, Room::Lesson, route.lang),
            Page::Sandbox(Some(link)) => self.show_lesson(link, Room::Sandbox, route.lang),
            _ => self.rest(),
        }
    }

    fn remember_where_from(self, page: &Page) {
        let anew = match page {
            Page::Home | Page::Presets => true,
            Page::Lesson(_) | Page::Sandbox(_) => false,
            _ => return,
        };
        self.state().borrow_mut().builds_anew = anew;
    }

    /// The list of lessons is there: a lesson waits for it, other pages do not.
    pub(super) fn go_on_with_list(self) {
        let page = self.peek(|state| state.route.page.clone());
        if let Page::Lesson(link) | Page::Sandbox(Some(link)) = page
            && !page::names_lesson(&link.id)
        {
            self.follow();
        }
    }

    pub(super) fn stands(self, stand: Stand) {
        if self.peek(|state| state.stand != stand) {
            self.change(|state| state.stand = stand);
        }
    }

    pub(super) fn fails(self, trouble: Trouble) {
        self.stands(Stand::Failed(trouble.into()));
    }

    pub(super) fn show_glossary(self, lang: Lang) {
        let known = self.peek(|state| state.glossary.as_ref().map(|(lang, _)| *lang));
        self.show_file("glossary", lang, known, |state, lang, file| {
            state.glossary = Some((lang, Arc::new(file.read()?)));
            Ok(())
        });
    }

    pub(super) fn show_legend(self, lang: Lang) {
        let known = self.peek(|state| state.legend.as_ref().map(|(lang, _)| *lang));
        self.show_file("legend", lang, known, |state, lang, file| {
            state.legend = Some((lang, Arc::new(file.read()?)));
            Ok(())
        });
    }

    /// A page that shows one file: the one that is there in this language, or one that is loaded.
    pub(super) fn show_file(
        self,
        name: &str,
        lang: Lang,
        known: Option<Lang>,
        keep: fn(&mut State, Lang, File) -> Result<(), Trouble>,
    ) {
        self.rest();
        if known == Some(lang) {
            return self.stands(Stand::Open);
        }
        self.stands(Stand::Opening);
        self.ask_for(
            name,
            lang,
            Box::new(move |store, file| {
                keep(&mut store.state().borrow_mut(), lang, file)?;
                store.stands(Stand::Open);
                Ok(())
            }),
        );
    }

    /// The home page's cluster: the one that is there, or a new one. The sandbox goes on with any that
    /// is there.
    pub(super) fn show_cluster(self, room: Room) {
        let is_any = self.peek_session(|session| session.lesson().is_none()) == Some(true);
        if self.is_home_cluster() || (is_any && room == Room::Sandbox) {
            return self.move_to(room);
        }
        self.keep();
        self.begin_home_cluster();
        self.open(Session::of_cluster(crate::home::scenario(), room));
        if room == Room::Home && !preference::reduced_motion() {
            self.user(UserAction::TogglePlay);
        }
    }

    /// Stops what runs: another page is shown than the cluster.
    pub(super) fn rest(self) {
        if self.moves() {
            self.user(UserAction::TogglePlay);
        }
    }

    /// Whether the session is the home page's own cluster.
    fn is_home_cluster(self) -> bool {
        // Every other cluster without a lesson is opened by the part that is fetched later.
        let is_home = |session: &Session| {
            let is_only = !self.has_deferred();
            session.lesson().is_none() && (is_only || deferred::is_home_cluster(session))
        };
        self.peek_session(is_home) == Some(true)
    }

    /// Shows the cluster that is there in another room.
    fn move_to(self, room: Room) {
        self.stands(Stand::Open);
        self.dispatch(Action::MoveTo(room));
    }

    pub(super) fn open(self, mut session: Session) {
        session.update(Action::ReduceMotion(preference::reduced_motion()));
        self.change(|state| {
            state.session = Some(session);
            state.waiting_action = None;
            state.sandbox.adding = None;
            state.stand = Stand::Open;
        });
        self.watch();
        self.catch_up();
        self.look_closer();
    }

    /// A lesson: the one that is there, at another step, in another room or language; or one that
    /// is loaded first.
    fn show_lesson(self, link: &LessonLink, room: Room, lang: Lang) {
        let there = self.peek_session(|session| {
            let run = session.lesson().filter(|run| run.lesson().id == link.id)?;
            let known = link
                .step
                .is_none_or(|step| run.lesson().place_of(step).is_some());
            known.then(|| run.step_id())
        });
        let Some(step) = there.flatten() else {
            return self.load_lesson(link, room, lang);
        };
        self.stands(Stand::Open);
        if let Some(wanted) = link.step.filter(|wanted| Some(*wanted) != step) {
            self.dispatch(Action::OpenStep(wanted));
        }
        match (self.peek_session(Session::room), room) {
            (Some(Room::Sandbox), Room::Lesson) => self.user(UserAction::BackToLesson),
            (Some(Room::Lesson), Room::Sandbox) => self.user(UserAction::TakeOver),
            _ => self.write_address(),
        }
        if self.peek(|state| state.lesson_lang) != lang {
            let translate: Then = Box::new(move |store, file| {
                let lesson = Arc::new(file.read()?);
                store.change(|state| state.lesson_lang = lang);
                store.dispatch(Action::Translate(lesson));
                Ok(())
            });
            self.ask_for(&link.id, lang, translate);
        }
    }

    fn load_lesson(self, link: &LessonLink, room: Room, lang: Lang) {
        self.stands(Stand::Opening);
        self.rest();
        let index = self.peek(|state| state.index.clone());
        match index {
            // A lesson that the page names itself is asked for beside the list.
            _ if page::names_lesson(&link.id) => self.ask_for_lesson(link, room, lang),
            // The list is on its way; once it is there, the address is followed again.
            None => {}
            Some(Err(failure)) => self.stands(Stand::Failed(failure)),
            Some(Ok(index)) if index.lessons.iter().any(|lesson| lesson.id == link.id) => {
                self.ask_for_lesson(link, room, lang);
            }
            Some(Ok(_)) => self.fails(Trouble::NoSuchLesson(link.id.clone())),
        }
    }

    fn ask_for_lesson(self, link: &LessonLink, room: Room, lang: Lang) {
        let step = link.step;
        let open: Then = Box::new(move |store, file| store.open_lesson(file, step, room, lang));
        self.ask_for(&link.id, lang, open);
    }

    fn open_lesson(
        self,
        file: File,
        step: Option<u32>,
        room: Room,
        lang: Lang,
    ) -> Result<(), Trouble> {
        let lesson: Lesson = file.read()?;
        // What few scenarios need of the engine stands in the part that is fetched later; so does what is kept of
        // sandboxes.
        let names_view = lesson.steps.iter().any(|step| step.focus.view.is_some());
        let needs_gates = lesson.scenario.needs_gates() || names_view || room == Room::Sandbox;
        let waits = needs_gates && !self.has_deferred();
        self.change(|state| state.lesson_waits = waits);
        if waits {
            self.want_deferred();
            return Ok(());
        }
        let settled = self.peek(|state| state.progress.of(&lesson.id).settled);
        let mut session = Session::of_lesson(Arc::new(lesson), step).map_err(Trouble::CannotRun)?;
        session.settle(settled.iter().copied());
        if room == Room::Sandbox {
            session.update(Action::User(UserAction::TakeOver));
            deferred::take_up(self, &mut session);
        }
        self.change(|state| state.lesson_lang = lang);
        self.open(session);
        self.focus_title();
        Ok(())
    }

    /// Asks for the end of the lesson once one stands before it, unless it was asked for: of this copy, so
    /// that the two are of one language.
    pub(super) fn want_end(self) {
        let wanted = self.peek(|state| {
            let session = state.session.as_ref()?;
            let run = session.lesson().filter(|run| run.nears_end())?;
            let is_new = session.room() == Room::Lesson && !state.has_asked_for_end(run.lesson());
            is_new.then(|| (run.lesson().clone(), state.lesson_lang))
        });
        let Some((lesson, lang)) = wanted else {
            return;
        };
        let name = [&lesson.id, ".end"].concat();
        self.change(|state| {
            state.end = None;
            state.end_of = Some(lesson.clone());
        });
        let arrived = move |file: Result<File, Trouble>| {
            let end = file.and_then(File::read).map(Arc::new);
            self.change(|state| {
                if state.has_asked_for_end(&lesson) {
                    state.end = Some(end.map_err(Failure::from));
                }
            });
        };
        load::in_language(&name, lang, Box::new(arrived));
    }

    /// Asks once more for an end that did not come.
    pub fn want_end_again(self) {
        self.change(|state| state.end_of = None);
        self.want_end();
    }

    /// Asks for what is said when somebody looks closer, unless that is there in this language or on its way.
    /// Everything is shown without it as well. If it does not come, a note says so and asks again, as the next who
    /// looks closer does.
    pub fn want_words(self) {
        self.want_deferred();
        self.fetch_words();
    }

    /// The same for who only reads what happens by itself.
    pub(super) fn fetch_words(self) {
        let lang = self.peek(|state| state.route.lang);
        if self.peek(|state| state.words_lang) == Some(lang) {
            return;
        }
        self.change(|state| state.words_lang = Some(lang));
        self.has_words(Words::default());
        let arrived = move |file: Result<File, Trouble>| {
            let words = file.and_then(File::read);
            match words {
                _ if self.peek(|state| state.words_lang) != Some(lang) => {}
                Ok(words) => self.has_words(words),
                Err(trouble) => self.change(|state| {
                    state.words_lang = None;
                    state.words_trouble = Some(trouble.into());
                }),
            }
        };
        load::in_language("words", lang, Box::new(arrived));
    }

    fn has_words(self, words: Words) {
        self.change(|state| {
            if words.are_there() {
                state.words_trouble = None;
            }
            state.words = words;
        });
        let changed = self.peek(|state| state.words_changed);
        changed.update(|changed| *changed += 1);
    }

    /// Asks for something; what is asked for later makes an answer to this void.
    fn ask(self) -> u64 {
        self.change(|state| state.asked += 1);
        self.peek(|state| state.asked)
    }

    /// Fetches a file of the course, unless something else has been asked for before it comes.
    pub(super) fn ask_for(self, name: &str, lang: Lang, then: Then) {
        let asked = self.ask();
        let arrived = move |file: Result<File, Trouble>| {
            if self.peek(|state| state.asked) != asked {
                return;
            }
            if let Err(trouble) = file.and_then(|file| then(self, file)) {
                self.fails(trouble);
            }
        };
        load::in_language(name, lang, Box::new(arrived));
    }
}
