//! What processes have logged, line by line: each with where in the run it was written.

use super::{LogLine, Names, log_lines};
use crate::id::{NodeId, TopicPartition, TraceId};
use crate::sim::World;
use crate::timeline::Position;
use crate::trace::Trace;

/// A line as it was written. It calls things what they were called then.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// What happened that left it.
    pub trace: TraceId,
    /// When that was.
    pub at: Position,
    /// The process in whose log it stands.
    pub who: NodeId,
    /// The partition that it is about, if it is about one.
    pub about: Option<TopicPartition>,
    /// The line.
    pub line: LogLine,
}

/// What processes logged in the step of a world that was just taken: a line speaks of the cluster as it is when
/// it is written.
#[must_use]
pub fn logged_in_step(world: &World, traces: &[Trace]) -> Vec<Logged> {
    let names = Names::of(world);
    let mut logged = Vec::new();
    for trace in traces {
        for line in log_lines(trace, &names) {
            logged.push(Logged {
                trace: trace.id,
                at: Position::of(trace),
                who: trace.actor,
                about: trace.event.partition(),
                line,
            });
        }
    }
    logged
}
