//! The part of the program that only those need who look closer: asked for when somebody does.

use highwater_text::Lang;
use leptos::prelude::{Track as _, Update as _};

use super::{Stand, State, Store};
use crate::deferred as gates;
use crate::load::{Failure, Trouble};
use crate::platform::deferred;
use crate::route::Page;
use crate::session::{Action, Form};

/// Where that part is.
#[derive(Clone, Debug, PartialEq)]
pub enum Deferred {
    /// Nobody has asked for it.
    Away,
    /// It is on its way.
    Coming,
    /// It is there: its gates may be called.
    Here,
    /// It did not come; whoever looks closer next asks again.
    Failed(Failure),
}

impl Deferred {
    /// At first: a program that is not split has it from the start.
    pub(super) fn at_first() -> Self {
        match deferred::file() {
            Some(_) => Self::Away,
            None => Self::Here,
        }
    }
}

impl Store {
    /// Whether the gates of [`crate::deferred`] may be called. Whoever asks is told when that changes.
    pub fn deferred(self) -> bool {
        self.peek(|state| state.deferred_changed).track();
        self.has_deferred()
    }

    /// The same, asked once.
    pub(super) fn has_deferred(self) -> bool {
        self.peek(|state| state.deferred == Deferred::Here)
    }

    /// Asks for that part, unless it is there or on its way.
    pub(super) fn want_deferred(self) {
        let is_wanted =
            self.peek(|state| matches!(state.deferred, Deferred::Away | Deferred::Failed(_)));
        let Some(path) = deferred::file().filter(|_| is_wanted) else {
            return;
        };
        self.has_become(Deferred::Coming);
        deferred::join(&path.clone(), move |result| {
            self.has_become(match result {
                Ok(()) => Deferred::Here,
                Err(error) => Deferred::Failed(Trouble::Fetch { path, error }.into()),
            });
            self.style_deferred();
            self.watch();
            self.go_on_with_deferred();
        });
    }

    fn has_become(self, deferred: Deferred) {
        self.change(|state| state.deferred = deferred);
        let changed = self.peek(|state| state.deferred_changed);
        changed.update(|changed| *changed += 1);
    }

    /// What that part draws looks as it should, once it is there.
    pub(super) fn style_deferred(self) {
        if self.has_deferred() {
            gates::add_style();
        }
    }

    /// From now on it is looked for what breaks in the session's run, if that part is there.
    pub(super) fn watch(self) {
        if self.has_deferred() {
            self.change(|state| {
                if let Some(session) = &mut state.session {
                    gates::watch(session);
                }
            });
        }
    }

    /// Does something once that part is there, if the same session is still open then. If that part does not
    /// come, it is not done.
    pub(super) fn do_with_deferred(self, action: Action) {
        self.change(|state| state.waiting_action = Some(action));
        self.want_deferred();
    }

    /// Asks for that part, and for a form of it to be open when it comes.
    pub fn want_form(self, form: Form) {
        self.change(|state| state.wanted_form = Some(form));
        self.want_words();
    }

    /// Whether somebody has asked for that form while it was not there. It is told once.
    pub fn takes_wanted_form(self, form: Form) -> bool {
        let wanted = &mut self.state().borrow_mut().wanted_form;
        let is_wanted = *wanted == Some(form);
        if is_wanted {
            *wanted = None;
        }
        is_wanted
    }

    /// The sandbox waits for that part, and a lesson does whose cluster needs it; other pages do not. So does
    /// what somebody has done that needs it.
    fn go_on_with_deferred(self) {
        let action = self.state().borrow_mut().waiting_action.take();
        if let Some(action) = action.filter(|_| self.has_deferred()) {
            self.dispatch(action);
        }
        let waits = |state: &State| state.route.page.is_deferred() || state.lesson_waits;
        match self.peek(|state| waits(state).then(|| state.deferred.clone())) {
            Some(Deferred::Here) => self.follow(),
            Some(Deferred::Failed(failure)) => self.stands(Stand::Failed(failure)),
            _ => {}
        }
    }

    /// The sandbox, once that part is there.
    pub(super) fn wait_for_deferred(self) {
        self.stands(Stand::Opening);
        self.want_deferred();
    }

    /// Brings the session to where the address of a page says that waits for that part.
    pub fn follow_deferred(self, page: &Page, lang: Lang) {
        match page {
            Page::Legend => self.show_legend(lang),
            Page::Glossary(_) => self.show_glossary(lang),
            Page::Preset(id) => self.show_preset(id.clone(), lang),
            Page::Presets => self.show_presets(lang),
            Page::Build => self.show_builder(lang),
            _ => self.show_sandbox(lang),
        }
    }
}
