//! A lesson in one language, as the app runs it.

use std::sync::Arc;

use highwater_core::check::{Claim, Moment};
use highwater_core::command::Command;
use highwater_core::id::NodeId;
use highwater_core::scenario::Scenario;
use serde::Deserialize;

use super::code::coded;

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
    /// What stands after the last step.
    pub end: End,
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

/// What stands after the last step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    /// The rule, in one sentence, with its caveats after it.
    pub rule_html: String,
    /// The configuration that it depends on.
    pub config: Vec<ConfigEntry>,
    /// How to see it on a real cluster.
    pub tools: Vec<Tool>,
    /// Check questions.
    pub questions: Vec<Question>,
    /// The lessons that go on from here.
    pub next: Vec<NextLesson>,
    /// What to read, one entry each.
    pub reading: Vec<String>,
}

/// A configuration key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConfigEntry {
    /// Kafka's name.
    pub key: String,
    /// Whose configuration it is.
    pub scope: ConfigScope,
    /// Kafka's default.
    pub default: String,
    /// The value in this lesson's cluster, where it is another.
    pub here: Option<String>,
    /// What it has to do with the lesson.
    pub html: String,
}

/// Whose configuration a key is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConfigScope {
    /// The brokers'.
    Broker,
    /// The topic's, before the brokers'.
    Topic,
    /// The producer's.
    Producer,
    /// The consumer's.
    Consumer,
}

/// A command line, and what it prints in this lesson's cluster at the last step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tool {
    /// The command line.
    pub command: String,
    /// What it prints; computed by the engine.
    pub output: String,
    /// How to read it.
    pub html: String,
}

/// A check question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// What is asked.
    pub html: String,
    /// The answers; exactly one is right.
    pub answers: Vec<Answer>,
}

/// An answer to a check question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer, without a paragraph of its own: it stands in a label.
    pub html: String,
    /// Why it is right, or why it is wrong.
    pub why_html: String,
    /// Whether it is right; the compiler has had the engine confirm it.
    pub right: bool,
}

/// A lesson that goes on from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NextLesson {
    /// Its id in links.
    pub id: String,
    /// Its number in the course.
    pub number: u32,
    /// Its title.
    pub title: String,
    /// What it adds, in a sentence.
    pub html: String,
    /// Whether it exists yet; else it is named and not linked.
    pub exists: bool,
}

coded! { struct Lesson { id, number, module, title, question, minutes, scenario, steps, end } }
coded! { struct Step { id, title, html, until, focus, fidelity, claims, prediction, tries } }
coded! { struct Focus { nodes, partition } }
coded! { struct Fidelity { kind, source, note_html } }
coded! { struct Prediction { question_html, options, after_html } }
coded! { struct PredictionOption { html, model_html, claim } }
coded! { struct Try { html, command } }
coded! { struct End { rule_html, config, tools, questions, next, reading } }
coded! { struct ConfigEntry { key, scope, default, here, html } }
coded! { struct Tool { command, output, html } }
coded! { struct Question { html, answers } }
coded! { struct Answer { html, why_html, right } }
coded! { struct NextLesson { id, number, title, html, exists } }
coded! { enum FidelityKind { 0: Exact, 1: Simplified } }
coded! { enum ConfigScope { 0: Broker, 1: Topic, 2: Producer, 3: Consumer } }
