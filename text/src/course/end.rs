//! The end of a lesson in one language.

use serde::Deserialize;

use super::code::coded;

/// What stands after a lesson's last step: a file of its own, fetched when somebody comes near it.
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

coded! { struct End { rule_html, config, tools, questions, next, reading } }
coded! { struct ConfigEntry { key, scope, default, here, html } }
coded! { struct Tool { command, output, html } }
coded! { struct Question { html, answers } }
coded! { struct Answer { html, why_html, right } }
coded! { struct NextLesson { id, number, title, html, exists } }
coded! { enum ConfigScope { 0: Broker, 1: Topic, 2: Producer, 3: Consumer } }
