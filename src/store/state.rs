//! What there is to see.

use std::rc::Rc;
use std::sync::Arc;

use highwater_text::Lang;
use highwater_text::course::{End, Glossary, Index, Legend, Lesson, Words};
use leptos::prelude::RwSignal;

use super::Store;
use super::deferred::Deferred;
use super::sandbox::SandboxState;
use crate::load::Failure;
use crate::platform::frame::FrameLoop;
use crate::platform::storage::{self, Kept};
use crate::platform::{address, preference};
use crate::progress::Progress;
use crate::route::Route;
use crate::session::{Action, Form, Session};
use crate::theme::Theme;

/// Whether there is what the address asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Stand {
    /// It is on its way.
    Opening,
    /// It is there.
    Open,
    /// It cannot be had.
    Failed(Failure),
}

/// What there is.
pub struct State {
    /// Where one is.
    pub route: Route,
    /// Whether there is what the address asks for.
    pub stand: Stand,
    /// The session, also while another page is shown.
    pub session: Option<Session>,
    /// The list of lessons, once it is there.
    pub index: Option<Result<Arc<Index>, Failure>>,
    /// The glossary in a language, once it was looked at.
    pub glossary: Option<(Lang, Arc<Glossary>)>,
    /// The legend in a language, once it was looked at.
    pub legend: Option<(Lang, Arc<Legend>)>,
    /// The end of a lesson, or why it cannot be had, once somebody came near it; nothing while it is on
    /// its way.
    pub end: Option<Result<Arc<End>, Failure>>,
    /// The lesson whose end that is.
    pub(super) end_of: Option<Arc<Lesson>>,
    /// What is said when somebody looks closer; nothing while it is not there.
    pub words: Words,
    /// Why they are not there, if they could not be had the last time.
    pub words_trouble: Option<Failure>,
    /// The language of those words, which may be on their way, once they are wanted at all.
    pub(super) words_lang: Option<Lang>,
    /// The sandbox beside its session.
    pub sandbox: SandboxState,
    /// Whether the part of the program is there that only those need who look closer.
    pub deferred: Deferred,
    /// Whether a lesson waits for that part: its cluster needs it.
    pub lesson_waits: bool,
    /// What somebody has done that waits for that part.
    pub(super) waiting_action: Option<Action>,
    /// The form that somebody has asked for before that part was there: it opens as it comes.
    pub(super) wanted_form: Option<Form>,
    /// What the browser remembers.
    pub progress: Progress,
    /// The colours.
    pub theme: Theme,
    /// Whether keys do something.
    pub shortcuts: bool,
    /// The language of the lesson that is open, which may be on its way in another.
    pub(super) lesson_lang: Lang,
    /// Whether a player's page was gone to and has yet to be shown.
    pub(super) arriving: bool,
    /// Whether a cluster that is built begins anew, and not from the one that was looked at last: one comes from a page
    /// of many.
    pub(super) builds_anew: bool,
    /// Counts what was asked for, so that an answer that comes too late is known.
    pub(super) asked: u64,
    pub(super) frames: Rc<FrameLoop>,
    /// Changes whenever the state does, other than by time alone.
    pub(super) changed: RwSignal<u64>,
    /// The moment that is shown; changes with every frame while something moves.
    pub(super) now: RwSignal<u64>,
    /// Changes when the words do: hundreds of buttons say by them what they are for, and none of them need
    /// look again at every event.
    pub(super) words_changed: RwSignal<u64>,
    /// The same for that part of the program: every gate asks whether it is there.
    pub(super) deferred_changed: RwSignal<u64>,
}

impl State {
    pub(super) fn new() -> Self {
        Self {
            route: Route::parse(&address::hash(), preference::language()),
            stand: Stand::Opening,
            session: None,
            index: None,
            glossary: None,
            legend: None,
            end: None,
            end_of: None,
            words: Words::default(),
            words_trouble: None,
            words_lang: None,
            sandbox: SandboxState::default(),
            deferred: Deferred::at_first(),
            lesson_waits: false,
            waiting_action: None,
            wanted_form: None,
            progress: Progress::parse(&storage::read(Kept::Progress).unwrap_or_default()),
            theme: Theme::kept(),
            shortcuts: storage::read(Kept::Shortcuts).as_deref() != Some("off"),
            lesson_lang: Lang::default(),
            arriving: false,
            builds_anew: false,
            asked: 0,
            frames: FrameLoop::new(|real_us| Store(()).frame(real_us)),
            changed: RwSignal::new(0),
            now: RwSignal::new(0),
            words_changed: RwSignal::new(0),
            deferred_changed: RwSignal::new(0),
        }
    }

    /// Whether the end of a lesson was asked for, of this very copy.
    #[inline(never)]
    pub(super) fn has_asked_for_end(&self, lesson: &Arc<Lesson>) -> bool {
        self.end_of
            .as_ref()
            .is_some_and(|known| Arc::ptr_eq(known, lesson))
    }
}
