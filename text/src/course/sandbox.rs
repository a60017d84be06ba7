//! What the sandbox begins with, and what is kept of it.

use std::sync::Arc;

use highwater_core::scenario::Scenario;
use highwater_core::timeline::{Act, Position};

use super::code::coded;
use super::end::ConfigScope;
use crate::view::View;

/// The keys that one builds a cluster with, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigTable {
    /// The keys, those of one scope beside each other.
    pub keys: Vec<ConfigKey>,
}

/// A key of the configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigKey {
    /// Whose it is.
    pub scope: ConfigScope,
    /// Kafka's name.
    pub name: String,
    /// What stands behind its value; nothing for a switch or a word.
    pub unit: String,
    /// What it means.
    pub meaning: String,
    /// Kafka's default.
    pub default: String,
    /// The words that it takes, if it takes one of a few.
    pub choices: Vec<String>,
}

/// Clusters to break, in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Presets {
    /// The presets, in the order in which they are shown.
    pub presets: Vec<Preset>,
}

impl Presets {
    /// The preset with that id.
    #[must_use]
    pub fn preset(&self, id: &str) -> Option<&Preset> {
        self.presets.iter().find(|preset| preset.id == id)
    }
}

/// A cluster in which something can be seen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preset {
    /// Its id in links.
    pub id: String,
    /// What it shows, as a title.
    pub title: String,
    /// What it asks, in a sentence or two.
    pub shows: String,
    /// What to try, and what to watch.
    pub tries: String,
    /// The view in which that is seen.
    pub view: View,
    /// The cluster.
    pub scenario: Arc<Scenario>,
}

/// A sandbox as a browser keeps it: the whole truth of a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sandbox {
    /// What its owner calls it.
    pub name: String,
    /// The id of the preset that it began with; empty if it began with none.
    pub preset: String,
    /// Where in a lesson its cluster was taken over, if it was.
    pub taken_over: Option<LessonStep>,
    /// The cluster.
    pub scenario: Arc<Scenario>,
    /// What was done to it.
    pub acts: Vec<Act>,
    /// The playhead.
    pub playhead: Position,
}

/// A step of a lesson.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LessonStep {
    /// The lesson's id.
    pub lesson: String,
    /// The step's permanent id.
    pub step: u32,
}

coded! { struct ConfigTable { keys } }
coded! { struct ConfigKey { scope, name, unit, meaning, default, choices } }
coded! { struct Presets { presets } }
coded! { struct Preset { id, title, shows, tries, view, scenario } }
coded! { struct Sandbox { name, preset, taken_over, scenario, acts, playhead } }
coded! { struct LessonStep { lesson, step } }
