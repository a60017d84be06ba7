//! A lesson in one language, as the app runs it.

use std::sync::Arc;

use highwater_core::check::{Claim, Moment};
use highwater_core::command::Command;
use highwater_core::id::NodeId;
use highwater_core::scenario::Scenario;
use serde::Deserialize;

use super::code::coded;

use crate::view::View;

/// A lesson in one language.
///
/// The step at place k is reached by looking for its `until` from the moment of the step before (the
/// first step's from the opening of the scenario). A prediction is asked while one stands at its step,
/// about what comes after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    /// Its id in links.
    pub id: String,
    /// Its number in the course.
    pub number: u32,
    /// The number of its module.
    pub module: u32,
    /// Its title.
    pub title: String,
    /// The one question that it answers.
    pub question: String,
    /// How long it takes, about.
    pub minutes: u32,
    /// The cluster, and what happens to it by itself.
    pub scenario: Arc<Scenario>,
    /// The steps, in order. There is at least one.
    pub steps: Vec<Step>,
}

impl Lesson {
    /// The place of the step with this permanent id.
    #[must_use]
    pub fn place_of(&self, step_id: u32) -> Option<usize> {
        self.steps.iter().position(|step| step.id == step_id)
    }
}

/// One causal event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// Permanent: the `step=` of links. Not the place: a step added later takes a new number.
    pub id: u32,
    /// What happens, in a few words.
    pub title: String,
    /// One or two sentences.
    pub html: String,
    /// The moment at which the step stands.
    pub until: Moment,
    /// What it is about; the rest may be dimmed.
    pub focus: Focus,
    /// How true to Kafka it is.
    pub fidelity: Fidelity,
    /// What it says of the cluster at its moment; the compiler has shown it to be true.
    pub claims: Vec<Claim>,
    /// What the person is asked before the next step.
    pub prediction: Option<Prediction>,
    /// What the person may break here.
    pub tries: Vec<Try>,
}

/// What a step is about. Empty means everything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Focus {
    /// The nodes.
    pub nodes: Vec<NodeId>,
    /// The partition, by name: `orders-0`.
    pub partition: Option<Arc<str>>,
    /// The view that shows it best, where nobody has chosen another.
    pub view: Option<View>,
    /// What stands under a record's offset.
    pub cells: CellWord,
}

/// What stands under a record's offset where logs are drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CellWord {
    /// The epoch of the leader that wrote it.
    #[default]
    Epoch,
    /// Its key.
    Key,
    /// Its value.
    Value,
}

/// How true to Kafka a step is, and where that is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fidelity {
    /// Exact, or simplified.
    pub kind: FidelityKind,
    /// The Kafka class or KIP that the step follows: `Partition.maybeIncrementLeaderHW`, `KIP-101`.
    pub source: String,
    /// How it is simplified; empty if it is exact.
    pub note_html: String,
}

/// How true to Kafka a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FidelityKind {
    /// What is shown happens so in Kafka.
    Exact,
    /// Something is left out, and the note says what.
    Simplified,
}

/// A question about what comes next, graded by the engine.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// What is asked.
    pub question_html: String,
    /// The choices; the engine finds exactly one of their claims true.
    pub options: Vec<PredictionOption>,
    /// Said after any answer, before going on.
    pub after_html: String,
}

/// A choice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PredictionOption {
    /// The choice, without a paragraph of its own: it stands in a label.
    pub html: String,
    /// For a wrong one: the model behind it by name, and what it would have to show. For the right
    /// one: why.
    pub model_html: String,
    /// What the choice comes to: right if, and only if, `Timeline::judge` finds it true at the step.
    pub claim: Claim,
}

/// Something to break.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Try {
    /// What to do and what to watch.
    pub html: String,
    /// A button that does it.
    pub command: Option<Command>,
}

coded! { struct Lesson { id, number, module, title, question, minutes, scenario, steps } }
coded! { struct Step { id, title, html, until, focus, fidelity, claims, prediction, tries } }
coded! { struct Focus { nodes, partition, view, cells } }
coded! { enum CellWord { 0: Epoch, 1: Key, 2: Value } }
coded! { enum View { 0: ByBroker, 1: ByPartition, 2: ByGroup, 3: ByProducer } }
coded! { struct Fidelity { kind, source, note_html } }
coded! { struct Prediction { question_html, options, after_html } }
coded! { struct PredictionOption { html, model_html, claim } }
coded! { struct Try { html, command } }
coded! { enum FidelityKind { 0: Exact, 1: Simplified } }
