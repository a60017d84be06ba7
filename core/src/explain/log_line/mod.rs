//! The lines that Kafka 4.3.1 logs for what happens: each of its processes writes a log of its own, and
//! a trace tells what its actor writes. Lines of one process stand in the order of its traces.

mod classic_group;
mod client;
mod consumer;
mod consumer_group;
mod controller;
mod fetcher;
mod lifecycle;
mod log;
mod part;
mod partition;
mod phrase;
#[cfg(test)]
mod tests;
mod value;

pub use client::producer_config_lines;
pub(super) use consumer::position_out_of_range;
pub(super) use consumer_group::not_converted;
pub use part::{ClientPart, CoordinatorPart, LogPart, MemberPart, ServerPart};

use core::fmt;

use super::Names;
use crate::id::NodeId;
use crate::trace::Trace;
use phrase::{Part, Phrase};

/// How much a line matters to whoever runs the process (`org.apache.logging.log4j.Level`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// It belongs to the process's life.
    Info,
    /// It may need somebody's attention.
    Warn,
    /// Something was not done.
    Error,
}

impl Level {
    /// As it is printed.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Info => "INFO",
            Self::Warn => "WARN",
            Self::Error => "ERROR",
        }
    }
}

/// One line of a process's log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LogLine {
    /// How much it matters.
    pub level: Level,
    /// Which part of Kafka writes it, as `server.log` names that in parentheses behind the line.
    pub logger: &'static str,
    /// What it says, with the prefix of whoever says it.
    pub text: String,
    parts: Vec<Part>,
}

impl LogLine {
    /// Of what the text is made, in order: each part's id, none where it explains itself, and its words.
    pub fn parts(&self) -> impl Iterator<Item = (Option<LogPart>, &str)> {
        let mut start = 0;
        self.parts.iter().map(move |part| {
            let words = self.text.get(start..part.end).unwrap_or_default();
            start = part.end;
            (part.is, words)
        })
    }
}

impl fmt::Display for LogLine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.level.name(), self.text)
    }
}

/// What the trace's actor logs, in order. Most of what happens leaves no line.
#[must_use]
pub fn log_lines(trace: &Trace, names: &Names<'_>) -> Vec<LogLine> {
    let event = &trace.event;
    let mut log = Writer::default();
    match trace.actor {
        NodeId::Controller(me) => controller::write(&mut log, me, event, names),
        NodeId::Broker(me) => {
            lifecycle::write(&mut log, me, event);
            partition::write(&mut log, me, event, names);
            fetcher::write(&mut log, me, event, names);
            log::write(&mut log, me, event, names);
            classic_group::write(&mut log, me, event);
            consumer_group::write(&mut log, me, event);
        }
        NodeId::Producer(_) | NodeId::Consumer(_) | NodeId::Admin => {
            client::write(&mut log, trace.actor, event, names);
            consumer::write(&mut log, trace.actor, event, names);
        }
    }
    log.lines
}

/// Collects lines.
#[derive(Debug, Default)]
struct Writer {
    lines: Vec<LogLine>,
}

impl Writer {
    fn info(&mut self, logger: &'static str, said: Phrase) {
        self.write(Level::Info, logger, said);
    }

    fn warn(&mut self, logger: &'static str, said: Phrase) {
        self.write(Level::Warn, logger, said);
    }

    fn error(&mut self, logger: &'static str, said: Phrase) {
        self.write(Level::Error, logger, said);
    }

    fn write(&mut self, level: Level, logger: &'static str, said: Phrase) {
        self.lines.push(LogLine {
            level,
            logger,
            text: said.text,
            parts: said.parts,
        });
    }
}
