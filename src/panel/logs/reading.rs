//! Which lines of the journal are shown: the last that are wanted, up to the playhead.

use std::sync::Arc;

use highwater_core::explain::Logged;
use highwater_core::id::NodeId;
use highwater_core::sim::World;

use crate::session::{LogFilter, Session};

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

/// What was read of the journal: it is long, and only what was not there before is read when it changes.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    filter: LogFilter,
    /// The edition of the run: of another one nothing is known.
    edition: u64,
    /// So many lines were looked at.
    read: usize,
    /// The places of those that are wanted.
    wanted: Vec<usize>,
}

impl Reading {
    /// The last lines that are wanted up to the playhead, at most so many.
    pub fn shown(&mut self, session: &Session, filter: &LogFilter, most: usize) -> Shown {
        let journal = session.timeline().logged();
        self.read(session.playback().edition(), journal, filter);
        let here = session.timeline().position().step;
        let first = self.wanted.len().saturating_sub(most);
        let row = |&place: &usize| {
            let logged = journal.get(place);
            (place, logged.is_some_and(|logged| logged.at.step == here))
        };
        Shown {
            lines: self.wanted.iter().skip(first).map(row).collect(),
            has_older: first > 0,
            has_any: !journal.is_empty(),
        }
    }

    fn read(&mut self, edition: u64, journal: &[Arc<Logged>], filter: &LogFilter) {
        if self.edition != edition || self.filter != *filter {
            *self = Self {
                filter: filter.clone(),
                edition,
                ..Self::default()
            };
        }
        let still = self.wanted.partition_point(|place| *place < journal.len());
        self.wanted.truncate(still);
        for (place, logged) in journal.iter().enumerate().skip(self.read) {
            if filter.takes(logged) {
                self.wanted.push(place);
            }
        }
        self.read = journal.len();
    }
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
