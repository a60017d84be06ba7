//! Messages that were read, as the traces tell of them.

use highwater_core::id::NodeId;
use highwater_core::sim::{ConnectionId, Direction};
use highwater_core::time::Time;
use highwater_core::trace::{Event, Trace};
use highwater_core::wire::Gist;

/// A message that was read, and how long that took since it was sent.
pub struct Reading {
    pub connection: ConnectionId,
    pub direction: Direction,
    pub gist: Gist,
    pub sent: Time,
    pub read: Time,
}

impl Reading {
    pub fn sender(&self) -> NodeId {
        self.connection.sender(self.direction)
    }

    pub fn reader(&self) -> NodeId {
        self.connection.receiver(self.direction)
    }

    pub fn took_ms(&self) -> u64 {
        self.read.since(self.sent).as_ms()
    }

    pub fn is_between(&self, from: NodeId, to: NodeId) -> bool {
        (self.sender(), self.reader()) == (from, to)
    }

    /// Whether its reader writes something to its log.
    pub fn is_written(&self) -> bool {
        match self.gist {
            Gist::Produce { .. } => true,
            Gist::FetchAnswer { records, .. } => records > 0,
            _ => false,
        }
    }
}

/// What was both sent and read in these traces.
pub fn readings(traces: &[Trace]) -> Vec<Reading> {
    let mut readings = Vec::new();
    for trace in traces {
        let Event::MessageArrived {
            message,
            connection,
            direction,
            gist,
        } = trace.event
        else {
            continue;
        };
        let was_sent = |sent: &&Trace| matches!(sent.event, Event::MessageSent { message: id, .. } if id == message);
        if let Some(sent) = traces.iter().find(was_sent) {
            readings.push(Reading {
                connection,
                direction,
                gist,
                sent: sent.at,
                read: trace.at,
            });
        }
    }
    readings
}
