//! `presets.toml`: the clusters that the sandbox offers.

use std::collections::BTreeSet;
use std::sync::Arc;

use highwater_core::scenario::Scenario;
use highwater_text::Lang;
use highwater_text::course::{Both, Preset, Presets};
use highwater_text::view::View;

use crate::course_file::InBoth;
use crate::plan::{check_scenario, read_scenario};
use crate::problem::Source;
use crate::toml_reader::{At, Table};

/// What `presets.toml` says.
#[derive(Clone, Debug, Default)]
pub struct PresetFile {
    presets: Vec<PresetPlan>,
}

#[derive(Clone, Debug)]
struct PresetPlan {
    id: At<String>,
    title: Both,
    shows: Both,
    tries: Both,
    view: View,
    scenario: Arc<Scenario>,
}

impl PresetFile {
    /// Reads the file; everything wrong with it is reported to the source.
    #[must_use]
    pub fn read(source: &Source) -> Self {
        let mut file = Table::of(source);
        let mut presets = Vec::new();
        for (index, table) in file.tables("presets").into_iter().enumerate() {
            presets.extend(read_preset(source, index, table));
        }
        file.done();
        let file = Self { presets };
        file.check_ids(source);
        file
    }

    /// The presets in one language.
    #[must_use]
    pub fn in_language(&self, lang: Lang) -> Presets {
        let pick = |[en, ko]: &Both| lang.pick(en, ko).clone();
        let preset = |plan: &PresetPlan| Preset {
            id: plan.id.value.clone(),
            title: pick(&plan.title),
            shows: pick(&plan.shows),
            tries: pick(&plan.tries),
            view: plan.view,
            scenario: plan.scenario.clone(),
        };
        Presets {
            presets: self.presets.iter().map(preset).collect(),
        }
    }

    /// An id stands in links, and names one preset.
    fn check_ids(&self, source: &Source) {
        let mut taken = BTreeSet::new();
        for PresetPlan { id, .. } in &self.presets {
            let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
            if id.value.is_empty() || !id.value.chars().all(is_plain) {
                let right = "expected small letters, digits and hyphens: it stands in links";
                let wrong = format!("`{}` cannot be the id of a preset", id.value);
                source.report(id.at, wrong, right);
            }
            if !taken.insert(&id.value) {
                let wrong = format!("the id `{}` is given twice", id.value);
                source.report(id.at, wrong, "give every preset an id of its own");
            }
        }
    }
}

fn read_preset(source: &Source, index: usize, mut table: Table<'_>) -> Option<PresetPlan> {
    let id = table.required("id");
    let title = table.required::<InBoth>("title");
    let shows = table.required::<InBoth>("shows");
    let tries = table.required::<InBoth>("tries");
    let view = table.optional("view").map(|view| view.value);
    let scenario = table.table("scenario").and_then(read_scenario);
    table.done();
    if let Some(scenario) = &scenario {
        let within = format!("presets[{index}].scenario.");
        check_scenario(source, &within, &scenario.value);
    }
    Some(PresetPlan {
        id: id?,
        title: title?.value.into(),
        shows: shows?.value.into(),
        tries: tries?.value.into(),
        view: view.unwrap_or_default(),
        scenario: Arc::new(scenario?.value),
    })
}
