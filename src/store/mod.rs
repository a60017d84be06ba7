//! Everything that the views see. They read it through [`Store::look`] and change the session through
//! [`Store::dispatch`]. Whatever the session cannot know is here: the address, the frames, what the
//! browser keeps.

mod adding;
mod building;
mod deferred;
mod follow;
mod look;
mod sandbox;
mod state;

use std::cell::{Ref, RefCell};
use std::sync::Arc;

use highwater_core::time::Time;
use highwater_text::Lang;
use highwater_text::course::Words;
use leptos::prelude::*;

pub use building::{Building, REFUSALS_ID};
pub use deferred::Deferred;
pub use look::Look;
pub use state::{Stand, State};

use crate::action::UserAction;
use crate::key::{self, KeyPress};
use crate::load::{self, Failure, File};
use crate::platform::storage::{self, Kept};
use crate::platform::{address, keyboard, page, preference};
use crate::route::{Page, Route};
use crate::session::{Action, Announced, Room, Selection, Session};

/// The id of the help sheet in the page.
pub const HELP_ID: &str = "help";

/// The id of the button that opens it.
pub const HELP_BUTTON_ID: &str = "help-button";

/// The id of the picture's room in the page.
pub const STAGE_ID: &str = "stage";

/// The id of the inspector in the page.
pub const INSPECTOR_ID: &str = "inspector";

/// The id of the name of what is picked in the page.
pub const PICKED_ID: &str = "picked";

/// The id of what can be done in the page.
pub const OFFERS_ID: &str = "offers";

/// The id of the title in the page: of the lesson's part, or of the sandbox.
pub const TITLE_ID: &str = "title";

thread_local! {
    // A page has one app, and its state lives as long as the page: views hold on to it by nothing
    // at all, which keeps each of their many closures small.
    static STATE: &'static RefCell<State> = Box::leak(Box::new(RefCell::new(State::new())));
}

/// A handle to everything; it is copied to wherever it is needed.
#[derive(Clone, Copy)]
pub struct Store(());

impl Store {
    /// A store that follows the address and the keyboard for as long as the app lives.
    pub fn new() -> Self {
        let store = Self(());
        address::on_change(move || store.arrive_at_address());
        keyboard::on_key(move |press| store.press(&press));
        page::on_hide(move || store.keep());
        preference::on_reduced_motion(move |reduced| store.dispatch(Action::ReduceMotion(reduced)));
        store.style_deferred();
        store.follow();
        load::index(Box::new(move |file| {
            let index = file.and_then(File::read).map(Arc::new);
            store.change(|state| state.index = Some(index.map_err(Failure::from)));
            store.go_on_with_list();
        }));
        store
    }

    #[inline(never)]
    fn state(self) -> &'static RefCell<State> {
        STATE.with(|state| *state)
    }

    #[inline(never)]
    fn session(self) -> Option<Ref<'static, Session>> {
        Ref::filter_map(self.state().borrow(), |state| state.session.as_ref()).ok()
    }

    /// Whoever asks is told whenever the state changes.
    #[inline(never)]
    fn track(self) {
        let changed = self.state().borrow().changed;
        changed.track();
    }

    /// Reads the state as it is now, and again whenever it changes.
    pub fn read<T>(self, look: impl FnOnce(&State) -> T) -> T {
        self.track();
        self.peek(look)
    }

    /// Reads the state once.
    pub fn peek<T>(self, look: impl FnOnce(&State) -> T) -> T {
        look(&self.state().borrow())
    }

    /// Says something by the words that are there, and again whenever others are.
    pub fn say<T>(self, say: impl FnOnce(&Words) -> T) -> T {
        self.peek(|state| state.words_changed).track();
        self.peek(|state| say(&state.words))
    }

    /// Reads the session once; nothing while there is none.
    pub fn peek_session<T>(self, look: impl FnOnce(&Session) -> T) -> Option<T> {
        self.session().map(|session| look(&session))
    }

    /// What follows from the session.
    pub fn look<T>(self, look: impl Fn(&Session) -> T + Send + Sync + 'static) -> Look<T>
    where
        T: PartialEq + Clone + Default + Send + Sync + 'static,
    {
        Look::new(move || {
            self.track();
            self.peek_session(&look).unwrap_or_default()
        })
    }

    /// The moment that is shown.
    pub fn now(self) -> Time {
        Time(self.peek(|state| state.now).get())
    }

    /// The language.
    pub fn lang(self) -> Lang {
        self.read(|state| state.route.lang)
    }

    /// Changes the state other than by an action.
    pub fn change(self, change: impl FnOnce(&mut State)) {
        change(&mut self.state().borrow_mut());
        self.tell();
    }

    /// Whoever has asked is told that the state has changed.
    #[inline(never)]
    fn tell(self) {
        let changed = self.peek(|state| state.changed);
        changed.update(|changed| *changed += 1);
    }

    /// Does something, and everything that follows from it. What a part of the program does that is not there
    /// yet is done once it is.
    pub fn dispatch(self, action: Action) {
        if action.needs_gates() && !self.has_deferred() {
            return self.do_with_deferred(action);
        }
        // Kept aside before anything can go wrong: the way back from a panic.
        storage::write(Kept::LastPlace, &self.peek(|state| state.route.to_string()));
        let stood = !self.moves();
        let part = self.part_told();
        let picked = self.peek_session(Session::selection);
        self.change(|state| {
            if let Some(session) = &mut state.session {
                session.update(action);
            }
        });
        if self.peek_session(Session::selection) != picked {
            page::rewind_soon(INSPECTOR_ID, PICKED_ID);
            page::show_pressed_soon(".stage__canvas");
        }
        self.catch_up();
        self.keep();
        self.look_closer();
        self.show_part(part);
        if self.moves() {
            self.peek(|state| state.frames.clone()).start();
            if stood && self.peek(|state| state.route.page.is_player()) {
                page::bring_into_view(STAGE_ID);
            }
        }
    }

    /// Picks something that is named in the inspector. What was pressed is gone then, so what is told of the other is
    /// gone to, from its heading on.
    pub fn go_to_thing(self, thing: Selection) {
        self.dispatch(Action::Select(Some(thing)));
        page::focus_heading_soon(PICKED_ID);
    }

    /// The number of the announcement that the lesson has come to a part, if that is the latest and nothing
    /// plays on.
    fn part_told(self) -> Option<u64> {
        let told = self.peek_session(|session| {
            let announcement = session.announcement();
            let is_part = announcement.what == Announced::Part && !session.moves();
            is_part.then_some(announcement.number)
        });
        told.flatten()
    }

    /// On a small screen the picture was looked at on the way: once the part has come, its text is.
    fn show_part(self, before: Option<u64>) {
        let told = self.part_told();
        if told.is_some() && told != before {
            page::bring_into_view_soon(TITLE_ID);
        }
    }

    /// Asks for the words of whoever looks closer, if somebody does.
    fn look_closer(self) {
        // In the sandbox there is something off from the start that says by those words why it is.
        let in_sandbox = self.peek_session(Session::room) == Some(Room::Sandbox);
        if in_sandbox || self.peek_session(Session::looks_closer) == Some(true) {
            self.want_words();
        } else if self.peek_session(Session::says_what_is_rare) == Some(true) {
            self.fetch_words();
        }
    }

    /// Does something that has a name.
    pub fn user(self, action: UserAction) {
        match action {
            UserAction::Help => {
                self.want_words();
                page::open_dialog(HELP_ID, HELP_BUTTON_ID);
            }
            UserAction::ShowCluster => {
                self.dispatch(Action::Select(None));
                // What had the focus there may be gone now; in the picture it stays.
                if page::has_focus_within(INSPECTOR_ID) {
                    page::focus_in_place_soon(PICKED_ID);
                }
            }
            UserAction::SwitchView => {
                page::keep_focus(STAGE_ID);
                self.dispatch(Action::User(action));
            }
            action => self.dispatch(Action::User(action)),
        }
        // Whoever goes on in a lesson may look closer soon: what that needs is not fetched only when they do.
        if self.peek_session(Session::room) == Some(Room::Lesson) {
            self.want_words();
        }
    }

    fn moves(self) -> bool {
        self.peek_session(Session::moves).unwrap_or_default()
    }

    /// What follows from a session that has changed.
    fn catch_up(self) {
        if let Some(now) = self.peek_session(|session| session.timeline().position().time) {
            self.peek(|state| state.now).set(now.0);
        }
        self.remember();
        self.write_address();
        self.want_end();
    }

    /// A frame: time passes. True while more are wanted.
    fn frame(self, real_us: u64) -> bool {
        let told = |session: &Session| {
            let playback = session.playback();
            let motion = (playback.motion(), playback.tempo());
            (
                session.world().step_number(),
                motion,
                session.announcement().number,
            )
        };
        let mut differs = false;
        let part = self.part_told();
        if let Some(session) = &mut self.state().borrow_mut().session {
            let before = told(session);
            session.update(Action::Tick { real_us });
            differs = before != told(session);
        }
        if differs {
            self.tell();
            self.look_closer();
        }
        self.catch_up();
        self.show_part(part);
        let moves = self.moves();
        if !moves {
            self.keep();
        }
        moves
    }

    fn press(self, press: &KeyPress) -> bool {
        let Some(action) = key::for_key(press) else {
            return false;
        };
        let wanted = self.peek(|state| {
            let cluster = matches!(
                state.route.page,
                Page::Home | Page::Lesson(_) | Page::Sandbox(_)
            );
            let player = state.session.is_some() && cluster;
            let nothing_to_leave = action == UserAction::ShowCluster
                && state
                    .session
                    .as_ref()
                    .is_none_or(|it| it.selection().is_none());
            state.shortcuts && !nothing_to_leave && (player || action == UserAction::Help)
        });
        if wanted {
            self.user(action);
        }
        wanted
    }

    /// Keeps the sandbox that is open, if one is.
    fn keep(self) {
        let is_open = |session: &Session| session.room() == Room::Sandbox;
        if self.has_deferred() && self.peek_session(is_open) == Some(true) {
            crate::deferred::keep_sandbox(self);
        }
    }

    /// Keeps how far one is in the lesson.
    fn remember(self) {
        let kept = self.note_progress();
        if let Some(kept) = kept {
            storage::write(Kept::Progress, &kept);
        }
    }

    /// What the browser is to remember, where that is news.
    fn note_progress(self) -> Option<String> {
        let State {
            session, progress, ..
        } = &mut *self.state().borrow_mut();
        let run = session.as_ref()?.lesson()?;
        let news = progress.note(&run.lesson().id, run.step_id()?, run.settled(), run.ended());
        news.then(|| progress.to_string())
    }

    /// Writes into the address where the session is by now.
    fn write_address(self) {
        let here = self.peek(|state| {
            let session = state
                .session
                .as_ref()
                .filter(|_| state.stand == Stand::Open)?;
            Some((state.route.clone(), session.page()))
        });
        let Some((here, page)) = here.filter(|(here, page)| here.page != *page) else {
            return;
        };
        let there = Route {
            lang: here.lang,
            page,
        };
        match (&here.page, &there.page) {
            (Page::Lesson(_), Page::Lesson(_))
            | (Page::Sandbox(_) | Page::Preset(_), Page::Sandbox(_)) => {
                address::replace(&there.to_string());
                self.change(|state| state.route = there);
            }
            (Page::Lesson(_), Page::Sandbox(_)) | (Page::Sandbox(_), Page::Lesson(_)) => {
                address::go(&there.to_string());
            }
            _ => {}
        }
    }
}
