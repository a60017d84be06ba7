//! What is broken and how it is mended, and what befalls applications' loops.

use serde::{Deserialize, Serialize};

use super::Command;
use crate::id::{MessageId, NodeId};
use crate::scenario::LoopPoint;

/// A fault that is in force, with the command that ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Fault {
    /// A broker's process is dead.
    Crashed(NodeId),
    /// A broker's machine has no power.
    PoweredOff(NodeId),
    /// A broker has stopped in good order.
    Stopped(NodeId),
    /// A broker's process is paused.
    Paused(NodeId),
    /// A broker takes so many milliseconds longer over everything.
    SlowBroker(NodeId, u64),
    /// A broker takes so many milliseconds longer over what it writes.
    SlowDisk(NodeId, u64),
    /// Messages between two nodes travel so many milliseconds longer.
    SlowLink(NodeId, NodeId, u64),
    /// A link is cut.
    Cut(NodeId, NodeId),
    /// A link is cut from the first to the second.
    CutOneWay(NodeId, NodeId),
    /// A broker is cut off from the controller and the other brokers.
    Isolated(NodeId),
    /// A message is held.
    Held(MessageId),
}

impl Fault {
    /// The command that ends it.
    #[must_use]
    pub fn cure(self) -> Command {
        match self {
            Self::Crashed(node) | Self::PoweredOff(node) | Self::Stopped(node) => {
                Command::Restart(node)
            }
            Self::Paused(node) => Command::Resume(node),
            Self::SlowBroker(broker, _) => Command::SlowBroker { broker, by_ms: 0 },
            Self::SlowDisk(broker, _) => Command::SlowDisk { broker, by_ms: 0 },
            Self::SlowLink(a, b, _) => Command::SlowLink { a, b, by_ms: 0 },
            Self::Cut(a, b) | Self::CutOneWay(a, b) => Command::Heal(a, b),
            Self::Isolated(node) => Command::Rejoin(node),
            Self::Held(message) => Command::Release(message),
        }
    }
}

/// What befalls the loop in which an application polls, works and commits. It is the application's own, no
/// [`Fault`] of the cluster: none of them is listed as in force, and `HealAll` leaves it as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum LoopFault {
    /// It takes so much longer over each record, until it is told otherwise; 0 takes nothing longer.
    SlowProcessing {
        /// How much longer.
        by_ms: u64,
    },
    /// It cannot process so many of the next records.
    FailNext(u32),
    /// Its process dies when it comes to that point.
    CrashAt(LoopPoint),
}
