//! Which lines of the journal are shown: the last that are wanted, up to the playhead.

use highwater_core::explain::{Level, Logged};
use highwater_core::id::{NodeId, TopicPartition};
use highwater_core::sim::World;

use crate::session::Session;

/// Which lines somebody wants to see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Whose; everybody's if nobody is named.
    pub of: Option<NodeId>,
    /// About which partition; about whatever if none is named.
    pub about: Option<TopicPartition>,
    /// How much they matter at least.
    pub level: Level,
    /// What they say, in whatever case.
    pub text: String,
}

impl Default for Filter {
    fn default() -> Self {
        Self {
            of: None,
            about: None,
            level: Level::Info,
            text: String::new(),
        }
    }
}

impl Filter {
    /// Whether that line is wanted.
    #[must_use]
    pub fn takes(&self, logged: &Logged) -> bool {
        self.of.is_none_or(|node| node == logged.who)
            && (self.about.is_none() || self.about == logged.about)
            && logged.line.level >= self.level
            && contains(&logged.line.text, self.text.trim())
    }
}

/// Whether a text contains another. Lines are English: letters beyond ASCII are compared as they are.
fn contains(text: &str, wanted: &str) -> bool {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    let mut places = text.windows(wanted.len().max(1));
    wanted.is_empty() || places.any(|place| place.eq_ignore_ascii_case(wanted))
}

/// Lines that are shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shown {
    /// Where in the journal each stands, the oldest first, and whether it was written at the playhead.
    pub lines: Vec<(usize, bool)>,
    /// Whether older ones are wanted that are not shown.
    pub has_older: bool,
    /// Whether anything has been logged at all.
    pub has_any: bool,
}

/// The last lines that are wanted, at most so many.
#[must_use]
pub fn shown(session: &Session, filter: &Filter, most: usize) -> Shown {
    let here = session.timeline().position().step;
    let journal = session.timeline().logged();
    let mut shown = Shown {
        has_any: !journal.is_empty(),
        ..Shown::default()
    };
    for (place, logged) in journal.iter().enumerate().rev() {
        if !filter.takes(logged) {
            continue;
        }
        if shown.lines.len() == most {
            shown.has_older = true;
            break;
        }
        shown.lines.push((place, logged.at.step == here));
    }
    shown.lines.reverse();
    shown
}

/// The processes of a cluster, each of which keeps a log.
#[must_use]
pub fn processes(world: &World) -> Vec<NodeId> {
    let mut processes = vec![NodeId::CONTROLLER];
    processes.extend(world.brokers().map(|it| NodeId::Broker(it.id)));
    processes.extend(world.producers().map(|it| it.id));
    processes.extend(world.consumers().map(|it| it.id));
    processes.push(NodeId::Admin);
    processes
}
