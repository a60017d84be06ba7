//! The sandbox beside its session: what is kept of it, the clusters to break, and the one that is being
//! built.

use std::sync::Arc;

use highwater_core::scenario::Scenario;
use highwater_text::Lang;
use highwater_text::course::{ConfigTable, Preset, Presets, Sandbox};

use super::{Stand, State, Store};
use crate::action::UserAction;
use crate::load::{self, File, Trouble};
use crate::platform::storage::{self, Kept};
use crate::platform::{address, page};
use crate::route::{Page, Route};
use crate::sandbox::{Draft, Field, FieldProblem, Part, Shelf, field};
use crate::session::{Action, Room, Session};

/// The id in the page of what says that values are refused.
pub const REFUSALS_ID: &str = "refusals";

/// What the sandbox has besides its session.
#[derive(Default)]
pub struct SandboxState {
    /// What its owner calls it.
    pub name: String,
    /// The id of the preset that it began with; empty if it began with none.
    preset: String,
    /// Whether it is the first on the shelf.
    is_kept: bool,
    /// What the browser keeps, once it was looked at.
    shelf: Option<Shelf>,
    /// The clusters to break in a language, once they were looked at.
    presets: Option<(Lang, Arc<Presets>)>,
    /// The language of the presets that are asked for beside something else.
    presets_lang: Option<Lang>,
    /// The keys in a language, once something was built.
    pub settings: Option<(Lang, Arc<ConfigTable>)>,
    /// The cluster that is being built.
    pub building: Option<Building>,
}

/// A cluster that is being built.
pub struct Building {
    /// The fields.
    pub draft: Draft,
    /// What is refused.
    pub problems: Vec<FieldProblem>,
    /// What is looked for among the settings.
    pub search: String,
}

impl SandboxState {
    fn shelf(&mut self) -> &mut Shelf {
        let read = || Shelf::parse(&storage::read(Kept::Sandboxes).unwrap_or_default());
        self.shelf.get_or_insert_with(read)
    }

    /// What the browser keeps.
    #[must_use]
    pub fn kept(&self) -> Option<&Shelf> {
        self.shelf.as_ref()
    }

    /// The clusters to break, if they are there.
    #[must_use]
    pub fn presets(&self) -> Option<&Arc<Presets>> {
        self.presets.as_ref().map(|(_, presets)| presets)
    }

    /// The preset that it began with, once its words are there.
    #[must_use]
    pub fn preset(&self) -> Option<&Preset> {
        self.presets()?.preset(&self.preset)
    }

    fn begin(&mut self, name: String, preset: &str, is_kept: bool) {
        self.name = name;
        preset.clone_into(&mut self.preset);
        self.is_kept = is_kept;
    }
}

/// The name of a cluster that nobody has given one yet.
fn unnamed(lang: Lang) -> String {
    lang.pick("My cluster", "내 클러스터").to_owned()
}

impl Store {
    /// Brings the session to where an address of the sandbox says.
    pub fn follow_in_sandbox(self, page: &Page, lang: Lang) {
        match page {
            Page::Preset(id) => self.show_preset(id.clone(), lang),
            Page::Presets => self.show_presets(lang),
            Page::Build => self.show_builder(lang),
            _ => self.show_sandbox(lang),
        }
    }

    /// The sandbox without a lesson: the cluster that is there, the one that was kept last, or the home
    /// page's.
    fn show_sandbox(self, lang: Lang) {
        self.want_presets(lang);
        let goes_on = self.peek_session(|session| {
            let is_touched = !session.timeline().acts().is_empty();
            session.lesson().is_none() && (session.room() == Room::Sandbox || is_touched)
        });
        if goes_on == Some(true) || !self.open_latest() {
            self.show_cluster(Room::Sandbox);
        }
    }

    /// Opens the one that was kept last; those that cannot be opened are set aside. True if there was one.
    fn open_latest(self) -> bool {
        while let Some(place) = self.of_shelf(|shelf| shelf.latest()) {
            if self.open_kept(place) {
                return true;
            }
        }
        false
    }

    /// Opens one that is kept; if it cannot be opened, it is set aside. True if it is open.
    pub fn open_kept(self, place: usize) -> bool {
        self.keep_sandbox();
        let Some(kept) = self.of_shelf(|shelf| shelf.sandbox(place).cloned()) else {
            return false;
        };
        match Session::of_kept(&kept) {
            Ok(session) => {
                self.of_shelf(|shelf| shelf.use_now(place));
                self.change(|state| state.sandbox.begin(kept.name, &kept.preset, true));
                self.open(session);
                true
            }
            Err(why) => {
                self.of_shelf(|shelf| shelf.set_aside(place, why));
                self.tell();
                false
            }
        }
    }

    /// Opens one that is kept, and goes to the sandbox.
    pub fn go_to_kept(self, place: usize) {
        if self.open_kept(place) {
            self.go(Page::Sandbox(None));
        }
    }

    fn go(self, page: Page) {
        let lang = self.peek(|state| state.route.lang);
        address::go(&Route { lang, page }.to_string());
    }

    /// Forgets one that is kept.
    pub fn forget_kept(self, place: usize) {
        self.change(|state| {
            // The first on the shelf may be the one that is open: it goes on, and is kept no longer.
            state.sandbox.is_kept &= place != 0;
            state.sandbox.shelf().forget(place);
        });
        self.write_shelf();
    }

    /// Calls the sandbox otherwise.
    pub fn rename_sandbox(self, name: String) {
        self.change(|state| state.sandbox.name = name);
        self.keep_sandbox();
    }

    fn of_shelf<T>(self, look: impl FnOnce(&mut Shelf) -> T) -> T {
        look(self.state().borrow_mut().sandbox.shelf())
    }

    fn write_shelf(self) {
        let written = self.of_shelf(|shelf| shelf.written());
        storage::write(Kept::Sandboxes, &written);
    }

    /// Keeps the sandbox that is open, once it was built or something was done in it.
    pub fn keep_sandbox(self) {
        let kept = self.peek(|state| {
            let session = state.session.as_ref()?;
            let timeline = session.timeline();
            let is_one = session.room() == Room::Sandbox && session.lesson().is_none();
            let is_worth = state.sandbox.is_kept || !timeline.acts().is_empty();
            (is_one && is_worth).then(|| Sandbox {
                name: state.sandbox.name.clone(),
                preset: state.sandbox.preset.clone(),
                scenario: Arc::new(session.world().scenario().clone()),
                acts: timeline.acts().to_vec(),
                playhead: timeline.position(),
            })
        });
        let Some(kept) = kept else { return };
        let sandbox = &mut self.state().borrow_mut().sandbox;
        let is_kept = core::mem::replace(&mut sandbox.is_kept, true);
        let shelf = sandbox.shelf();
        let is_news = match is_kept {
            true => shelf.update(kept),
            false => {
                shelf.add(kept);
                true
            }
        };
        if is_news {
            storage::write(Kept::Sandboxes, &shelf.written());
        }
    }

    /// How many are kept that cannot be opened.
    pub fn asides(self) -> usize {
        self.read(|state| state.sandbox.kept().map_or(0, Shelf::asides))
    }

    /// The home page's cluster was begun anew.
    pub(super) fn begin_home_cluster(self) {
        self.change(|state| {
            let name = unnamed(state.route.lang);
            state.sandbox.begin(name, "", false);
        });
    }

    /// Asks for the words of the presets; nobody waits for them.
    fn want_presets(self, lang: Lang) {
        let sandbox = |state: &State| {
            let there = state.sandbox.presets.as_ref().map(|(lang, _)| *lang);
            there == Some(lang) || state.sandbox.presets_lang == Some(lang)
        };
        if self.peek(sandbox) {
            return;
        }
        self.change(|state| state.sandbox.presets_lang = Some(lang));
        let arrived = move |file: Result<File, Trouble>| {
            let presets = file.and_then(File::read).ok();
            self.change(|state| {
                state.sandbox.presets_lang = None;
                if let Some(presets) = presets {
                    state.sandbox.presets = Some((lang, Arc::new(presets)));
                }
            });
        };
        load::in_language("presets", lang, Box::new(arrived));
    }

    /// Opens a cluster to break.
    fn show_preset(self, id: String, lang: Lang) {
        self.keep_sandbox();
        let there = self.peek(|state| state.sandbox.presets.as_ref().map(|(lang, _)| *lang));
        if there == Some(lang) {
            if let Err(trouble) = self.open_preset(&id) {
                self.fails(trouble);
            }
            return;
        }
        self.rest();
        self.stands(Stand::Opening);
        self.ask_for(
            "presets",
            lang,
            Box::new(move |store, file| {
                keep_presets(&mut store.state().borrow_mut(), lang, file)?;
                store.open_preset(&id)?;
                store.focus_title();
                Ok(())
            }),
        );
    }

    fn open_preset(self, id: &str) -> Result<(), Trouble> {
        let preset = self.peek(|state| state.sandbox.presets()?.preset(id).cloned());
        let Some(preset) = preset else {
            return Err(Trouble::NoSuchPreset(id.to_owned()));
        };
        self.change(|state| state.sandbox.begin(preset.title, id, false));
        self.open(Session::of_cluster(preset.scenario, Room::Sandbox));
        Ok(())
    }

    /// The list of clusters to break, and of those that are kept.
    fn show_presets(self, lang: Lang) {
        self.keep_sandbox();
        // Why one cannot be opened may be a refusal, which is said in those words.
        if self.of_shelf(|shelf| shelf.asides()) > 0 {
            self.want_words();
        }
        let known = self.peek(|state| state.sandbox.presets.as_ref().map(|(lang, _)| *lang));
        self.show_file("presets", lang, known, keep_presets);
    }

    /// The form with which a cluster is built: from the one that is there, or as it was left in another
    /// language.
    fn show_builder(self, lang: Lang) {
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
        let kept = self.of_shelf(|shelf| {
            let latest = shelf.sandbox(shelf.latest()?)?;
            Some((latest.name.clone(), latest.scenario.clone()))
        });
        let here = self.peek(|state| {
            let session = state.session.as_ref()?;
            let scenario: Scenario = session.world().scenario().clone();
            let name = match session.lesson() {
                Some(run) => run.lesson().title.clone(),
                None => state.sandbox.name.clone(),
            };
            Some((name, Arc::new(scenario)))
        });
        let (name, scenario) = here.or(kept).unwrap_or_else(|| {
            let lang = self.peek(|state| state.route.lang);
            (unnamed(lang), crate::home::scenario())
        });
        self.change(|state| {
            state.sandbox.building = Some(Building {
                draft: Draft::of(&name, &scenario),
                problems: Vec::new(),
                search: String::new(),
            });
        });
    }

    /// Nothing is built any more.
    pub(super) fn leave_builder(self) {
        self.state().borrow_mut().sandbox.building = None;
    }

    /// Changes what is being built.
    fn build_on(self, change: impl FnOnce(&mut Building)) {
        self.change(|state| {
            if let Some(building) = &mut state.sandbox.building {
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
            let name = if name.is_empty() {
                unnamed(state.route.lang)
            } else {
                name
            };
            state.sandbox.begin(name, "", false);
        });
        self.open(Session::of_cluster(Arc::new(scenario), Room::Sandbox));
        self.keep_as_new();
        self.go(Page::Sandbox(None));
    }

    /// Keeps what was just built, although nothing was done in it yet.
    fn keep_as_new(self) {
        let kept = self.peek(|state| {
            let session = state.session.as_ref()?;
            Some(Sandbox {
                name: state.sandbox.name.clone(),
                preset: String::new(),
                scenario: Arc::new(session.world().scenario().clone()),
                acts: Vec::new(),
                playhead: session.timeline().position(),
            })
        });
        if let Some(kept) = kept {
            self.of_shelf(|shelf| shelf.add(kept));
            self.change(|state| state.sandbox.is_kept = true);
            self.write_shelf();
        }
    }

    /// Stops what runs: another page is shown than the cluster.
    pub(super) fn rest(self) {
        if self.moves() {
            self.user(UserAction::TogglePlay);
        }
    }

    /// Whether the session is the home page's own cluster.
    pub(super) fn is_home_cluster(self) -> bool {
        let home = crate::home::scenario();
        let is_home =
            |session: &Session| session.lesson().is_none() && *session.world().scenario() == *home;
        self.peek_session(is_home) == Some(true)
    }

    /// Shows the cluster that is there in another room.
    pub(super) fn move_to(self, room: Room) {
        self.stands(Stand::Open);
        self.dispatch(Action::MoveTo(room));
    }
}

impl Building {
    fn check(&mut self) {
        self.problems = self.draft.read().err().unwrap_or_default();
    }
}

fn keep_presets(state: &mut State, lang: Lang, file: File) -> Result<(), Trouble> {
    state.sandbox.presets = Some((lang, Arc::new(file.read()?)));
    Ok(())
}
