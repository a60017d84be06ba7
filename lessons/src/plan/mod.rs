//! `scenario.toml` of a lesson: the machine's half of it, without prose.

mod check;
mod read;

pub use check::check_scenario;
pub use read::read_scenario;

use std::sync::Arc;

use highwater_core::check::{Claim, Moment};
use highwater_core::command::Command;
use highwater_core::id::NodeId;
use highwater_core::scenario::Scenario;
use highwater_text::course::{ConfigScope, FidelityKind, Focus};
use serde::Deserialize;

use crate::toml_reader::At;

/// The version of the format.
pub const VERSION: u32 = 1;

/// A lesson without its prose.
#[derive(Clone, Debug)]
pub struct Plan {
    /// How long it takes, about.
    pub minutes: u32,
    /// The cluster.
    pub scenario: At<Scenario>,
    /// The steps, in order.
    pub steps: Vec<StepPlan>,
    /// What stands after them.
    pub end: EndPlan,
}

/// A step without its prose.
#[derive(Clone, Debug)]
pub struct StepPlan {
    /// Its permanent id.
    pub id: At<u32>,
    /// Its moment.
    pub until: At<Moment>,
    /// What it is about.
    pub focus: Focus,
    /// How true to Kafka it is.
    pub fidelity: FidelityPlan,
    /// What holds at its moment.
    pub claims: Vec<At<Claim>>,
    /// What is asked there.
    pub prediction: Option<PredictionPlan>,
    /// What may be broken there.
    pub tries: Vec<TryPlan>,
}

/// How true to Kafka a step is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FidelityPlan {
    /// Exact, or simplified.
    pub kind: FidelityKind,
    /// The class or KIP.
    pub source: String,
}

/// A prediction without its prose.
#[derive(Clone, Debug)]
pub struct PredictionPlan {
    /// Which option the text explains as the right one.
    pub right: At<String>,
    /// The options.
    pub options: Vec<Choice>,
}

/// An option of a prediction, or an answer to a question.
#[derive(Clone, Debug)]
pub struct Choice {
    /// Its name within its question.
    pub id: At<String>,
    /// What it comes to.
    pub claim: At<Claim>,
}

/// Something to break, without its prose.
#[derive(Clone, Debug)]
pub struct TryPlan {
    /// Its name within the step.
    pub id: At<String>,
    /// What the button does.
    pub command: Option<At<Command>>,
    /// What holds after it.
    pub claims: Vec<At<Claim>>,
}

/// What stands after the last step, without its prose.
#[derive(Clone, Debug)]
pub struct EndPlan {
    /// The configuration.
    pub config: Vec<ConfigPlan>,
    /// The tools.
    pub tools: Vec<ToolPlan>,
    /// The questions.
    pub questions: Vec<QuestionPlan>,
    /// The lessons that go on from here.
    pub next: Vec<At<String>>,
    /// What to read.
    pub reading: Vec<At<String>>,
}

/// A configuration key.
#[derive(Clone, Debug)]
pub struct ConfigPlan {
    /// Kafka's name.
    pub key: At<String>,
    /// Whose it is.
    pub scope: ConfigScope,
}

/// A tool.
#[derive(Clone, Debug)]
pub struct ToolPlan {
    /// Its name within the lesson.
    pub id: At<String>,
    /// The command line.
    pub command: String,
    /// The step at whose moment it is asked; without it, the last.
    pub step: Option<At<u32>>,
    /// What the engine is asked for.
    pub output: At<ToolOutput>,
}

/// The outputs that the engine can print.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum ToolOutput {
    /// `kafka-topics.sh --describe`.
    DescribeTopics,
    /// `kafka-topics.sh --describe --under-replicated-partitions`.
    UnderReplicatedPartitions,
    /// `kafka-topics.sh --describe --under-min-isr-partitions`.
    UnderMinIsrPartitions,
    /// `kafka-consumer-groups.sh --describe --group`.
    DescribeGroup {
        /// The group.
        group: Arc<str>,
        /// Which of its tables.
        #[serde(default)]
        table: GroupTable,
    },
    /// What `kafka-console-consumer.sh` prints of a partition, with times, offsets and keys.
    ConsoleConsumer {
        /// The partition.
        partition: Arc<str>,
    },
    /// What `grep -o 'from.*'` finds in a process's log: the rest of every line with these words.
    LogLines {
        /// The process.
        of: NodeId,
        /// The words.
        from: String,
    },
}

/// The tables of `kafka-consumer-groups.sh --describe`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GroupTable {
    /// What is committed, and how far behind that is.
    #[default]
    Offsets,
    /// `--members --verbose`.
    Members,
    /// `--state --verbose`.
    State,
}

/// A check question: what the engine finds when, at a step, something is done.
#[derive(Clone, Debug)]
pub struct QuestionPlan {
    /// Its name within the lesson.
    pub id: At<String>,
    /// The step at whose moment it is judged.
    pub step: At<u32>,
    /// What is done there first, on a copy.
    pub after: Vec<At<Command>>,
    /// Which answer the text explains as the right one.
    pub right: At<String>,
    /// The answers.
    pub answers: Vec<Choice>,
}
