//! What a plan has to be beyond its types: ids that links can rely on, choices that are choices,
//! names that the cluster has.

use std::collections::BTreeSet;

use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{self, Scenario};

use super::{Choice, Plan};
use crate::problem::Source;
use crate::toml_reader::{At, KnownNames, check_names, locate};

impl Plan {
    /// Links name steps, so an id is never given twice, not even after its step is gone.
    pub(super) fn check_step_ids(&self, source: &Source, retired: &[At<u32>]) {
        if self.steps.is_empty() && source.is_sound() {
            source.report(0, "the lesson has no steps", "add a [[steps]] table");
        }
        // A step that could not be read is missing here without being wrong elsewhere.
        let all_read = source.is_sound();
        let mut taken = BTreeSet::new();
        for id in self.steps.iter().map(|step| &step.id) {
            if id.value == 0 {
                source.report(id.at, "a step has the id 0", "ids count from 1");
            }
            if retired.iter().any(|gone| gone.value == id.value) {
                let wrong = format!("the step id {} was retired", id.value);
                source.report(id.at, wrong, "give the step a number that was never used");
            }
            if !taken.insert(id.value) {
                let wrong = format!("the step id {} is used twice", id.value);
                source.report(id.at, wrong, "give every step its own number");
            }
        }
        let asked = self.end.questions.iter().map(|question| &question.step);
        let shown = self.end.tools.iter().filter_map(|tool| tool.step.as_ref());
        for step in asked.chain(shown) {
            if all_read && !taken.contains(&step.value) {
                let wrong = format!("there is no step {}", step.value);
                source.report(step.at, wrong, "name the id of a step of this lesson");
            }
        }
    }

    /// Every choice is one, and nothing stands twice in a list.
    pub(super) fn check_choices(&self, source: &Source) {
        for step in &self.steps {
            unique(source, "try", step.tries.iter().map(|one| &one.id));
            if let Some(prediction) = &step.prediction {
                check_choices(source, &prediction.right, &prediction.options);
            }
        }
        for question in &self.end.questions {
            check_choices(source, &question.right, &question.answers);
        }
        unique(
            source,
            "configuration key",
            self.end.config.iter().map(|config| &config.key),
        );
        unique(source, "tool", self.end.tools.iter().map(|tool| &tool.id));
        unique(
            source,
            "question",
            self.end.questions.iter().map(|question| &question.id),
        );
        unique(source, "next lesson", &self.end.next);
        unique(source, "reading", &self.end.reading);
    }
}

/// What the engine finds wrong with the scenario that stands within that path of a file.
pub fn check_scenario(source: &Source, within: &str, scenario: &Scenario) {
    for problem in scenario::check(scenario) {
        let at = locate(source, &format!("{within}{}", problem.path));
        source.report(at, format!("`{}`: {}", problem.path, problem.kind), "");
    }
}

/// Names that the file uses without the scenario having them.
pub(super) fn check_names_of(source: &Source, scenario: &Scenario) {
    let known = KnownNames {
        nodes: scenario.nodes(),
        partitions: partitions(scenario),
        groups: groups(scenario),
    };
    check_names(source, &known);
}

fn check_choices(source: &Source, right: &At<String>, choices: &[Choice]) {
    unique(source, "choice", choices.iter().map(|choice| &choice.id));
    if choices.len() < 2 {
        source.report(
            right.at,
            "there is nothing to choose",
            "give at least two choices",
        );
    }
    if !choices.iter().any(|choice| choice.id.value == right.value) {
        let wrong = format!("no choice has the id `{}`", right.value);
        source.report(right.at, wrong, "name one of the choices as the right one");
    }
}

fn unique<'a>(source: &Source, what: &str, ids: impl IntoIterator<Item = &'a At<String>>) {
    let mut taken = BTreeSet::new();
    for id in ids {
        if !taken.insert(&id.value) {
            let wrong = format!("the {what} `{}` is there twice", id.value);
            source.report(id.at, wrong, "give each its own name");
        }
    }
}

/// The names of the partitions that a scenario makes.
fn partitions(scenario: &Scenario) -> Vec<String> {
    let of_topic = |topic: &TopicSpec| {
        let name = topic.name.clone();
        (0..topic.assignment.len())
            .map(move |index| format!("{name}-{index}"))
            .collect::<Vec<_>>()
    };
    scenario.topics.iter().flat_map(of_topic).collect()
}

/// The groups that a scenario's consumers belong to.
fn groups(scenario: &Scenario) -> Vec<String> {
    let mut groups = BTreeSet::new();
    for consumer in &scenario.consumers {
        if consumer.config.has_group() {
            groups.insert(consumer.config.group_id.to_string());
        }
    }
    groups.into_iter().collect()
}
