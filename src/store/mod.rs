//! The session as views see it: they read it through memos and change it through [`Store::dispatch`].
//! Whatever the session cannot know happens here: the address, the frames, what the browser keeps.

mod follow;

use std::rc::Rc;
use std::sync::Arc;

use highwater_core::time::Time;
use highwater_text::Lang;
use highwater_text::course::Index;
use leptos::prelude::*;

use crate::action::UserAction;
use crate::key::{self, KeyPress};
use crate::load::{self, Trouble};
use crate::platform::frame::FrameLoop;
use crate::platform::storage::{self, Kept};
use crate::platform::{address, keyboard, page, preference};
use crate::progress::Progress;
use crate::route::{Page, Route};
use crate::session::{Action, Session};
use crate::theme::Theme;

/// The id of the help sheet in the page.
pub const HELP_ID: &str = "help";

/// Whether there is a session to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stand {
    /// It is on its way.
    Opening,
    /// It is there.
    Open,
    /// It cannot be had.
    Failed(Trouble),
}

/// A handle to everything; it is copied to wherever it is needed.
#[derive(Clone, Copy)]
pub struct Store {
    /// Where one is.
    pub route: RwSignal<Route>,
    /// Whether there is a session to look at.
    pub stand: RwSignal<Stand>,
    /// The moment that is shown; changes with every frame while something moves.
    pub now: RwSignal<Time>,
    /// The list of lessons, once it is there.
    pub index: RwSignal<Option<Result<Arc<Index>, Trouble>>>,
    /// What the browser remembers.
    pub progress: RwSignal<Progress>,
    /// The colours.
    pub theme: RwSignal<Theme>,
    /// Whether keys do something.
    pub shortcuts: RwSignal<bool>,
    /// Changes whenever the session does, other than by time alone.
    changed: RwSignal<u64>,
    session: StoredValue<Option<Session>, LocalStorage>,
    /// The language of the lesson that is open, which may be on its way in another.
    lesson_lang: StoredValue<Lang>,
    /// Counts what was asked for, so that an answer that comes too late is known.
    asked: StoredValue<u64>,
    frames: StoredValue<Option<Rc<FrameLoop>>, LocalStorage>,
}

impl Store {
    /// A store that follows the address and the keyboard for as long as the app lives.
    pub fn new() -> Self {
        let route = Route::parse(&address::hash(), preference::language());
        let store = Self {
            route: RwSignal::new(route),
            stand: RwSignal::new(Stand::Opening),
            now: RwSignal::new(Time::START),
            index: RwSignal::new(None),
            progress: RwSignal::new(Progress::parse(
                &storage::read(Kept::Progress).unwrap_or_default(),
            )),
            theme: RwSignal::new(Theme::kept()),
            shortcuts: RwSignal::new(storage::read(Kept::Shortcuts).as_deref() != Some("off")),
            changed: RwSignal::new(0),
            session: StoredValue::new_local(None),
            lesson_lang: StoredValue::new(Lang::default()),
            asked: StoredValue::new(0),
            frames: StoredValue::new_local(None),
        };
        store
            .frames
            .set_value(Some(FrameLoop::new(move |real_us| store.frame(real_us))));
        address::on_change(move || store.arrive_at_address());
        keyboard::on_key(move |press| store.press(&press));
        preference::on_reduced_motion(move |reduced| store.dispatch(Action::ReduceMotion(reduced)));
        leptos::task::spawn_local(async move {
            store.index.set(Some(load::index().await.map(Arc::new)));
            store.follow();
        });
        store.follow();
        store
    }

    /// The language.
    pub fn lang(self) -> Lang {
        self.route.with(|route| route.lang)
    }

    /// Reads the session as it is now, and again whenever it changes; nothing while there is none.
    pub fn read<T>(self, look: impl FnOnce(&Session) -> T) -> Option<T> {
        self.changed.track();
        self.session
            .with_value(|session| session.as_ref().map(look))
    }

    /// Reads the session once.
    pub fn peek<T>(self, look: impl FnOnce(&Session) -> T) -> Option<T> {
        self.session
            .with_value(|session| session.as_ref().map(look))
    }

    /// What follows from the session, recomputed when that changes and told on only when it differs.
    pub fn memo<T>(self, look: impl Fn(&Session) -> T + Send + Sync + 'static) -> Memo<T>
    where
        T: Default + PartialEq + Send + Sync + 'static,
    {
        Memo::new(move |_| self.read(&look).unwrap_or_default())
    }

    /// Does something, and everything that follows from it.
    pub fn dispatch(self, action: Action) {
        // Kept aside before anything can go wrong: the way back from a panic.
        storage::write(
            Kept::LastPlace,
            &self.route.with_untracked(Route::to_string),
        );
        self.update(action);
    }

    /// Does something that has a name.
    pub fn user(self, action: UserAction) {
        match action {
            UserAction::Help => page::open_dialog(HELP_ID),
            action => self.dispatch(Action::User(action)),
        }
    }

    fn update(self, action: Action) {
        let moves = self.session.try_update_value(|session| {
            let session = session.as_mut()?;
            session.update(action);
            Some((session.moves(), session.timeline().position().time))
        });
        let Some((moves, now)) = moves.flatten() else {
            return;
        };
        self.now.set(now);
        self.changed.update(|changed| *changed += 1);
        if moves {
            self.frames.with_value(|frames| {
                if let Some(frames) = frames {
                    frames.start();
                }
            });
        }
        self.remember();
        self.write_address();
    }

    /// A frame: time passes. True while more are wanted.
    fn frame(self, real_us: u64) -> bool {
        let told = |session: &Session| {
            let playback = session.playback();
            let motion = (playback.motion(), playback.tempo());
            (
                session.world().step_no(),
                motion,
                session.announcement().number,
            )
        };
        let frame = self.session.try_update_value(|session| {
            let session = session.as_mut()?;
            let before = told(session);
            session.update(Action::Tick { real_us });
            let differs = before != told(session);
            Some((differs, session.moves(), session.timeline().position().time))
        });
        let Some((differs, moves, now)) = frame.flatten() else {
            return false;
        };
        self.now.set(now);
        if differs {
            self.changed.update(|changed| *changed += 1);
            self.remember();
            self.write_address();
        }
        moves
    }

    fn press(self, press: &KeyPress) -> bool {
        let on = self.shortcuts.get_untracked();
        let Some(action) = key::for_key(press).filter(|_| on) else {
            return false;
        };
        let player = self.session.with_value(Option::is_some) && self.shows_a_cluster();
        if action != UserAction::Help && !player {
            return false;
        }
        self.user(action);
        true
    }

    fn shows_a_cluster(self) -> bool {
        self.route.with_untracked(|route| {
            matches!(route.page, Page::Home | Page::Lesson(_) | Page::Sandbox(_))
        })
    }

    /// Keeps how far one is in the lesson.
    fn remember(self) {
        let far = self.session.with_value(|session| {
            let run = session.as_ref()?.lesson()?;
            let id = run.lesson().id.clone();
            Some((id, run.step_id()?, run.settled().clone(), run.ended()))
        });
        let Some((id, step, settled, ended)) = far else {
            return;
        };
        let mut progress = self.progress.get_untracked();
        if progress.note(&id, step, &settled, ended) {
            storage::write(Kept::Progress, &progress.to_string());
            self.progress.set(progress);
        }
    }

    /// Writes into the address where the session is by now.
    fn write_address(self) {
        if self.stand.get_untracked() != Stand::Open {
            return;
        }
        let Some(page) = self
            .session
            .with_value(|session| session.as_ref().map(Session::page))
        else {
            return;
        };
        let here = self.route.get_untracked();
        let there = Route {
            lang: here.lang,
            page,
        };
        match (&here.page, &there.page) {
            (before, after) if before == after => {}
            (Page::Lesson(_), Page::Lesson(_)) | (Page::Sandbox(_), Page::Sandbox(_)) => {
                address::replace(&there.to_string());
                self.route.set(there);
            }
            (Page::Lesson(_), Page::Sandbox(_)) | (Page::Sandbox(_), Page::Lesson(_)) => {
                address::go(&there.to_string());
            }
            _ => {}
        }
    }
}
