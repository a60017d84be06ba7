//! The future: what happens when, in the one order that decides ties.

use serde::{Deserialize, Serialize};

use super::{Direction, Socket, Timer};
use crate::id::{NodeId, TraceId};
use crate::time::Time;

/// Something that will happen. One of each stands at a time: scheduling it again moves it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) enum Due {
    /// The first message of a connection, that way, arrives.
    Arrive(Socket, Direction),
    /// The client of a connection learns that it has ended.
    Close(Socket),
    /// A server is free to read the next request of a connection.
    Read(Socket),
    /// A process starts for the first time.
    Start(NodeId),
    /// An actor's timer.
    Timer(NodeId, Timer),
    /// The scenario's script goes on at this entry.
    Script(u32),
    /// An application hands its next record to this producer.
    Load(NodeId),
}

/// One event of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Entry {
    at: Time,
    due: Due,
    cause: Option<TraceId>,
}

/// Events in order of time, then of scheduling; the next one stands last. There are some dozens of
/// them, so looking through all is cheap.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Queue {
    entries: Vec<Entry>,
}

impl Queue {
    /// Schedules `due`, in place of the time it had; `cause` is the trace that brought it about.
    pub fn set(&mut self, at: Time, due: Due, cause: Option<TraceId>) {
        self.cancel(due);
        let later = self.entries.partition_point(|entry| entry.at > at);
        self.entries.insert(later, Entry { at, due, cause });
    }

    /// Takes `due` off the queue, if it is there.
    pub fn cancel(&mut self, due: Due) {
        if let Some(index) = self.entries.iter().position(|entry| entry.due == due) {
            self.entries.remove(index);
        }
    }

    /// Takes off everything for which `gone` holds.
    pub fn cancel_where(&mut self, gone: impl Fn(&Due) -> bool) {
        self.entries.retain(|entry| !gone(&entry.due));
    }

    /// When the next event is due.
    #[must_use]
    pub fn next_time(&self) -> Option<Time> {
        self.entries.last().map(|entry| entry.at)
    }

    /// Takes the next event.
    pub fn pop(&mut self) -> Option<(Time, Due, Option<TraceId>)> {
        self.entries
            .pop()
            .map(|entry| (entry.at, entry.due, entry.cause))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_scheduled_again_moves_and_ties_keep_their_order() {
        let mut queue = Queue::default();
        queue.set(Time(5), Due::Script(1), None);
        queue.set(Time(5), Due::Script(2), None);
        queue.set(Time(9), Due::Script(1), None);
        queue.set(Time(5), Due::Script(3), None);
        let order: Vec<_> = core::iter::from_fn(|| queue.pop())
            .map(|(_, due, _)| due)
            .collect();
        assert_eq!(order, [Due::Script(2), Due::Script(3), Due::Script(1)]);
    }
}
