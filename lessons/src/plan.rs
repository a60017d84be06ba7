//! `scenario.toml` of a lesson: the machine's half of it, without prose.

use std::collections::BTreeSet;

use highwater_core::check::{Claim, Moment};
use highwater_core::command::Command;
use highwater_core::id::NodeId;
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{self, Scenario};
use highwater_text::course::{ConfigScope, FidelityKind, Focus};
use serde::Deserialize;

use crate::problem::Source;
use crate::toml_reader::{At, Table, check_names, locate};

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
    /// What the engine is asked for.
    pub output: At<ToolOutput>,
}

/// The outputs that the engine can print.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ToolOutput {
    /// `kafka-topics.sh --describe`.
    DescribeTopics,
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

impl Plan {
    /// Reads the file; everything wrong with it is reported to the source.
    #[must_use]
    pub fn read(source: &Source) -> Option<Self> {
        let mut file = Table::of(source);
        let version = file.required::<u32>("version");
        if let Some(version) = version.filter(|version| version.value != VERSION) {
            let wrong = format!("the lesson is written in version {}", version.value);
            source.report(version.at, wrong, format!("expected {VERSION}"));
        }
        let minutes = file.required::<u32>("minutes");
        let retired = file.list::<u32>("retired_steps");
        let scenario = file.table("scenario").and_then(read_scenario);
        let steps = file
            .tables("steps")
            .into_iter()
            .filter_map(read_step)
            .collect();
        let end = file.table("end").map(read_end);
        file.done();
        if let Some(scenario) = &scenario {
            check_scenario(source, &scenario.value);
        }
        let plan = Self {
            minutes: minutes?.value,
            scenario: scenario?,
            steps,
            end: end?,
        };
        plan.check_step_ids(source, &retired);
        plan.check_choices(source);
        source.is_sound().then_some(plan)
    }

    /// Links name steps, so an id is never given twice, not even after its step is gone.
    fn check_step_ids(&self, source: &Source, retired: &[At<u32>]) {
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
        for question in &self.end.questions {
            if all_read && !taken.contains(&question.step.value) {
                let wrong = format!("there is no step {}", question.step.value);
                source.report(
                    question.step.at,
                    wrong,
                    "name the id of a step of this lesson",
                );
            }
        }
    }

    fn check_choices(&self, source: &Source) {
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

/// What the engine finds wrong with the scenario, and names that the rest of the file uses without
/// the scenario having them.
fn check_scenario(source: &Source, scenario: &Scenario) {
    for problem in scenario::check(scenario) {
        let at = locate(source, &format!("scenario.{}", problem.path));
        source.report(at, format!("`{}`: {}", problem.path, problem.kind), "");
    }
    let nodes: Vec<NodeId> = scenario.nodes().collect();
    check_names(source, &nodes, &partitions(scenario));
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

fn read_scenario(mut table: Table<'_>) -> Option<At<Scenario>> {
    let at = table.at();
    let version = table.required("version");
    let seed = table.required("seed");
    let opens_at_ms = table.required("opens_at_ms");
    let network = table.optional("network");
    let brokers = table.required("brokers");
    let broker_config = table.optional("broker_config");
    let topics = table.list("topics");
    let producers = table.list("producers");
    let consumers = table.list("consumers");
    let script = table.list("script");
    table.done();
    let value = Scenario {
        version: version?.value,
        seed: seed?.value,
        opens_at_ms: opens_at_ms?.value,
        network: network.map(|network| network.value).unwrap_or_default(),
        brokers: brokers?.value,
        broker_config: broker_config.map(|config| config.value).unwrap_or_default(),
        topics: values(topics),
        producers: values(producers),
        consumers: values(consumers),
        script: values(script),
    };
    Some(At { value, at })
}

fn values<T>(list: Vec<At<T>>) -> Vec<T> {
    list.into_iter().map(|one| one.value).collect()
}

fn read_step(mut table: Table<'_>) -> Option<StepPlan> {
    let id = table.required("id");
    let until = table.required("until");
    let focus = table
        .optional_table("focus")
        .map(read_focus)
        .unwrap_or_default();
    let fidelity = table.required("fidelity");
    let claims = table.list("claims");
    let prediction = table.optional_table("prediction").map(read_prediction);
    let tries: Vec<_> = table.tables("tries").into_iter().map(read_try).collect();
    table.done();
    Some(StepPlan {
        id: id?,
        until: until?,
        focus,
        fidelity: fidelity?.value,
        claims,
        prediction: match prediction {
            Some(read) => Some(read?),
            None => None,
        },
        tries: tries.into_iter().collect::<Option<_>>()?,
    })
}

fn read_focus(mut table: Table<'_>) -> Focus {
    let nodes = values(table.list("nodes"));
    let partition = table.optional("partition").map(|partition| partition.value);
    table.done();
    Focus { nodes, partition }
}

fn read_prediction(mut table: Table<'_>) -> Option<PredictionPlan> {
    let right = table.required("right");
    let options = read_choices(&mut table, "options");
    table.done();
    Some(PredictionPlan {
        right: right?,
        options: options?,
    })
}

fn read_choices(table: &mut Table<'_>, key: &'static str) -> Option<Vec<Choice>> {
    let choices: Vec<_> = table.tables(key).into_iter().map(read_choice).collect();
    choices.into_iter().collect()
}

fn read_choice(mut table: Table<'_>) -> Option<Choice> {
    let id = table.required("id");
    let claim = table.required("claim");
    table.done();
    Some(Choice {
        id: id?,
        claim: claim?,
    })
}

fn read_try(mut table: Table<'_>) -> Option<TryPlan> {
    let id = table.required("id");
    let command = table.optional("command");
    let claims = table.list("claims");
    table.done();
    Some(TryPlan {
        id: id?,
        command,
        claims,
    })
}

fn read_end(mut table: Table<'_>) -> EndPlan {
    let config = table
        .tables("config")
        .into_iter()
        .filter_map(read_config)
        .collect();
    let tools = table
        .tables("tools")
        .into_iter()
        .filter_map(read_tool)
        .collect();
    let questions = table
        .tables("questions")
        .into_iter()
        .filter_map(read_question)
        .collect();
    let next = table.list("next");
    let reading = table.list("reading");
    table.done();
    EndPlan {
        config,
        tools,
        questions,
        next,
        reading,
    }
}

fn read_config(mut table: Table<'_>) -> Option<ConfigPlan> {
    let key = table.required("key");
    let scope = table.required("scope");
    table.done();
    Some(ConfigPlan {
        key: key?,
        scope: scope?.value,
    })
}

fn read_tool(mut table: Table<'_>) -> Option<ToolPlan> {
    let id = table.required("id");
    let command = table.required("command");
    let output = table.required("output");
    table.done();
    Some(ToolPlan {
        id: id?,
        command: command?.value,
        output: output?,
    })
}

fn read_question(mut table: Table<'_>) -> Option<QuestionPlan> {
    let id = table.required("id");
    let step = table.required("step");
    let after = table.list("after");
    let right = table.required("right");
    let answers = read_choices(&mut table, "answers");
    table.done();
    Some(QuestionPlan {
        id: id?,
        step: step?,
        after,
        right: right?,
        answers: answers?,
    })
}
