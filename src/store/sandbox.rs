//! The sandbox beside its session: what is kept of it, and the clusters to break.

use std::sync::Arc;

use highwater_text::Lang;
use highwater_text::course::{ConfigTable, LessonStep, Preset, Presets, Sandbox};

use super::building::Building;
use super::{Stand, State, Store};
use crate::load::{self, File, Trouble};
use crate::platform::address;
use crate::platform::storage::{self, Kept};
use crate::route::{LessonLink, Page, Route};
use crate::sandbox::Shelf;
use crate::session::{Action, Room, Session};

/// What the sandbox has besides its session.
#[derive(Default)]
pub struct SandboxState {
    /// What its owner calls it.
    pub name: String,
    /// The id of the preset that it began with; empty if it began with none.
    preset: String,
    /// Whether it is the first on the shelf.
    is_kept: bool,
    /// Whether the browser refused to keep the shelf when it was last asked to.
    pub is_refused: bool,
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
    /// The clients that may be added to the cluster that runs, once somebody has asked for the form.
    pub adding: Option<Building>,
}

impl SandboxState {
    /// What is filled in: the cluster that is being built, or the clients for the one that runs.
    #[must_use]
    pub fn drafted(&self) -> Option<&Building> {
        self.building.as_ref().or(self.adding.as_ref())
    }

    pub(super) fn drafted_mut(&mut self) -> Option<&mut Building> {
        self.building.as_mut().or(self.adding.as_mut())
    }

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

    /// The id of the preset that it began with; empty if it began with none.
    pub(super) fn preset_id(&self) -> &str {
        &self.preset
    }

    /// The preset that it began with, once its words are there.
    #[must_use]
    pub fn preset(&self) -> Option<&Preset> {
        self.presets()?.preset(&self.preset)
    }

    /// The list of clusters to break has come, in that language. A name that nobody has changed goes with it.
    fn take_presets(&mut self, lang: Lang, presets: Presets) {
        let is_its_own = self.preset().is_some_and(|it| it.title == self.name);
        if let Some(preset) = presets.preset(&self.preset).filter(|_| is_its_own) {
            self.name.clone_from(&preset.title);
        }
        self.presets = Some((lang, Arc::new(presets)));
    }

    pub(super) fn begin(&mut self, name: String, preset: &str, is_kept: bool) {
        self.name = name;
        preset.clone_into(&mut self.preset);
        self.is_kept = is_kept;
    }
}

/// The name of a cluster that nobody has given one yet.
pub(super) fn unnamed(lang: Lang) -> String {
    lang.pick("My cluster", "내 클러스터").to_owned()
}

impl Store {
    /// The sandbox without a lesson: the cluster that is there, the one that was kept last, or the home
    /// page's.
    pub(super) fn show_sandbox(self, lang: Lang) {
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
        let step = self.of_shelf(|shelf| shelf.sandbox(place)?.taken_over.clone());
        if let Some(LessonStep { lesson, step }) = step {
            // Its lesson is opened with it, even if it is there at another moment.
            self.keep_sandbox();
            self.change(|state| state.session = None);
            return self.go(Page::Sandbox(Some(LessonLink {
                id: lesson,
                step: Some(step),
            })));
        }
        if self.open_kept(place) {
            self.go(Page::Sandbox(None));
        }
    }

    /// What was done when a lesson's cluster had been taken over at its step before, is done.
    pub fn take_up(self, session: &mut Session) {
        let step = session.lesson_step();
        let kept = step.and_then(|step| self.of_shelf(|shelf| shelf.taken_over(&step).cloned()));
        if let Some(kept) = kept {
            session.take_up(&kept);
        }
    }

    pub(super) fn go(self, page: Page) {
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

    pub(super) fn of_shelf<T>(self, look: impl FnOnce(&mut Shelf) -> T) -> T {
        look(self.state().borrow_mut().sandbox.shelf())
    }

    fn write_shelf(self) {
        let written = self.of_shelf(|shelf| shelf.written());
        let is_refused = !storage::write(Kept::Sandboxes, &written);
        if self.peek(|state| state.sandbox.is_refused != is_refused) {
            self.change(|state| state.sandbox.is_refused = is_refused);
        }
    }

    /// Keeps the sandbox that is open, once it was built or something was done in it.
    pub fn keep_sandbox(self) {
        let (acts, step) = self.peek(|state| {
            let session = state.session.as_ref();
            let acts = session.is_some_and(|session| !session.timeline().acts().is_empty());
            (acts, session.and_then(Session::lesson_step))
        });
        let is_kept = match step {
            Some(step) => self.of_shelf(|shelf| shelf.taken_over(&step).is_some()),
            None => self.peek(|state| state.sandbox.is_kept),
        };
        let is_worth = is_kept || acts;
        if is_worth {
            self.keep_as_it_is();
        }
    }

    /// Keeps the sandbox that is open, if one is.
    pub(super) fn keep_as_it_is(self) {
        let kept = self.peek(|state| {
            let session = state.session.as_ref()?;
            let SandboxState { name, preset, .. } = &state.sandbox;
            let is_open = session.room() == Room::Sandbox;
            is_open.then(|| session.to_keep(name, preset))
        });
        let Some(kept) = kept else { return };
        if self.put_on_shelf(kept) {
            self.write_shelf();
        }
    }

    /// Puts the sandbox that is open on the shelf. True when that is news.
    fn put_on_shelf(self, kept: Sandbox) -> bool {
        let sandbox = &mut self.state().borrow_mut().sandbox;
        if kept.taken_over.is_some() {
            return sandbox.shelf().keep_taken_over(kept);
        }
        let is_kept = core::mem::replace(&mut sandbox.is_kept, true);
        let shelf = sandbox.shelf();
        if is_kept {
            return shelf.update(kept);
        }
        shelf.add(kept);
        true
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
                    state.sandbox.take_presets(lang, presets);
                }
            });
        };
        load::in_language("presets", lang, Box::new(arrived));
    }

    /// Opens a cluster to break.
    pub(super) fn show_preset(self, id: String, lang: Lang) {
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
        let mut session = Session::of_cluster(preset.scenario, Room::Sandbox);
        session.update(Action::See(preset.view));
        self.open(session);
        Ok(())
    }

    /// The list of clusters to break, and of those that are kept.
    pub(super) fn show_presets(self, lang: Lang) {
        self.keep_sandbox();
        // Why one cannot be opened may be a refusal, which is said in those words.
        if self.of_shelf(|shelf| shelf.asides()) > 0 {
            self.want_words();
        }
        let known = self.peek(|state| state.sandbox.presets.as_ref().map(|(lang, _)| *lang));
        self.show_file("presets", lang, known, keep_presets);
    }
}

fn keep_presets(state: &mut State, lang: Lang, file: File) -> Result<(), Trouble> {
    state.sandbox.take_presets(lang, file.read()?);
    Ok(())
}
