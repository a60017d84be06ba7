//! The cluster that is being built, and the sandbox that is opened with it.

use std::sync::Arc;

use highwater_core::scenario::Scenario;
use highwater_text::Lang;

use super::Store;
use super::sandbox::unnamed;
use crate::platform::page;
use crate::route::Page;
use crate::sandbox::{Draft, Field, FieldProblem, Part, field, has_same_parts};
use crate::session::{Room, Session};

/// The id in the page of what says that values are refused.
pub const REFUSALS_ID: &str = "refusals";

/// A cluster that is being built, or clients for the one that runs.
pub struct Building {
    /// The fields.
    pub draft: Draft,
    /// The cluster that runs, where clients are added to it.
    pub runs: Option<Arc<Scenario>>,
    /// What is refused.
    pub problems: Vec<FieldProblem>,
    /// What is looked for among the settings.
    pub search: String,
}

impl Building {
    fn check(&mut self) {
        self.problems = match &self.runs {
            None => self.draft.read().err().unwrap_or_default(),
            Some(scenario) => self.draft.problems_of_clients(scenario),
        };
    }
}

impl Store {
    /// The form with which a cluster is built: from the one that is there, anew if one comes from a list, or as it was
    /// left in another language.
    pub(super) fn show_builder(self, lang: Lang) {
        if self.peek(|state| state.sandbox.building.is_none()) {
            self.begin_building();
        }
        let known = self.peek(|state| state.sandbox.settings.as_ref().map(|(lang, _)| *lang));
        self.show_file("settings", lang, known, |state, lang, file| {
            state.sandbox.settings = Some((lang, Arc::new(file.read()?)));
            Ok(())
        });
    }

    fn begin_building(self) {
        let anew = self.peek(|state| state.builds_anew);
        let kept = self.of_shelf(|shelf| {
            let latest = shelf.sandbox(shelf.latest()?)?;
            Some((latest.name.clone(), latest.scenario.clone()))
        });
        let here = self.peek(|state| {
            let session = state.session.as_ref()?;
            let scenario = session.world().scenario().clone();
            let name = match session.lesson() {
                Some(run) => run.lesson().title.clone(),
                None => state.sandbox.name.clone(),
            };
            Some((name, Arc::new(scenario)))
        });
        let from = here.or(kept).filter(|_| !anew);
        let (name, scenario) = from.unwrap_or_else(|| {
            let lang = self.peek(|state| state.route.lang);
            (unnamed(lang), crate::home::scenario())
        });
        self.change(|state| {
            state.sandbox.building = Some(Building {
                draft: Draft::of(&name, &scenario),
                runs: None,
                problems: Vec::new(),
                search: String::new(),
            });
        });
    }

    /// Nothing is built any more.
    pub fn leave_builder(self) {
        self.state().borrow_mut().sandbox.building = None;
    }

    /// Changes what is being built.
    pub(super) fn build_on(self, change: impl FnOnce(&mut Building)) {
        self.change(|state| {
            if let Some(building) = state.sandbox.drafted_mut() {
                change(building);
            }
        });
    }

    /// Writes into a field. What was refused is looked at again.
    pub fn write_field(self, field: &Field, text: &str) {
        self.build_on(|building| {
            building.draft.write(field, text);
            if !building.problems.is_empty() {
                building.check();
            }
        });
    }

    /// Looks at every field.
    pub fn check_draft(self) {
        self.build_on(Building::check);
    }

    /// Looks for settings.
    pub fn search_settings(self, text: String) {
        self.build_on(|building| building.search = text);
    }

    /// One part more.
    pub fn add_part(self, add: fn(&mut Draft)) {
        self.build_on(|building| add(&mut building.draft));
    }

    /// One part less.
    pub fn remove_part(self, part: Part) {
        self.build_on(|building| {
            building.draft.remove(part);
            building.check();
        });
    }

    /// Builds the cluster and opens it; or says what is refused, and nothing else changes.
    pub fn build(self) {
        self.check_draft();
        let built = self.peek(|state| {
            let draft = &state.sandbox.building.as_ref()?.draft;
            let name = draft.text(&Field::of_cluster(field::SANDBOX_NAME));
            Some((name.trim().to_owned(), draft.read().ok()?))
        });
        let Some((name, scenario)) = built else {
            return page::focus_soon(REFUSALS_ID.to_owned());
        };
        self.keep_sandbox();
        self.change(|state| {
            let name = match name.is_empty() {
                true => unnamed(state.route.lang),
                false => name,
            };
            // Configured otherwise, it is still there to try what its preset proposes; another cluster is not.
            let was = state.session.as_ref().map(|it| it.world().scenario());
            let goes_on =
                name == state.sandbox.name && was.is_some_and(|was| has_same_parts(was, &scenario));
            let preset = match goes_on {
                true => state.sandbox.preset_id().to_owned(),
                false => String::new(),
            };
            state.sandbox.begin(name, &preset, false);
        });
        self.open(Session::of_cluster(Arc::new(scenario), Room::Sandbox));
        // It is kept although nothing was done in it yet.
        self.keep_as_it_is();
        self.go(Page::Sandbox(None));
    }
}
