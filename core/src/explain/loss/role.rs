//! What an event of a chain is in it: the part that it played.

use super::past::Told;
use crate::command::Command;
use crate::id::{BrokerId, NodeId, Offset};
use crate::trace::{Election, Event, Trace};
use crate::wire::Acks;

/// An event of the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The event.
    pub trace: Told,
    /// Its part.
    pub role: Role,
}

/// The part that an event played.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// The application handed the record to its producer.
    Accepted,
    /// A leader appended it.
    Appended,
    /// A leader that had been deposed, and did not know, appended it.
    AppendedByDeposed,
    /// From then on a follower got nothing from its leader, and so not this record.
    CouldNotFetch {
        /// Who did not get it.
        follower: BrokerId,
        /// From whom.
        leader: BrokerId,
    },
    /// A replica that never had it left the ISR, and so nobody waited for it.
    LeftIsr(BrokerId),
    /// A replica that had it left the ISR, as its broker stopped in good order.
    LeftIsrWithIt(BrokerId),
    /// The high watermark passed it: everybody in the ISR had it.
    Committed,
    /// The producer was told that it is in.
    Acknowledged(Acks),
    /// The producer counted it as sent, without an answer.
    Counted,
    /// The request that carried it was lost.
    RequestLost,
    /// The broker that the request reached did not take it.
    RequestRefused,
    /// A consumer was handed it.
    Read,
    /// A broker that had it was cut off.
    CutOff(BrokerId),
    /// The process of a broker that had it died.
    Crashed,
    /// The machine of a broker that had it lost its power.
    PowerLost,
    /// A broker that had it began to stop in good order.
    ShutdownBegan,
    /// A broker that had it was stopped in good order.
    Stopped,
    /// The process of a broker that had it was frozen.
    Frozen,
    /// A replica lost what had not reached its disk.
    TailLost,
    /// A replica cut it off, to agree with its leader.
    Truncated,
    /// A replica that had it was deleted.
    ReplicaDeleted,
    /// The controller fenced a broker that had it.
    Fenced(BrokerId),
    /// The controller elected a leader.
    Elected(Election),
    /// The controller elected a leader that had not got it.
    ElectedWithout(Election),
    /// The application handed its producer the record that got in before it.
    AcceptedLater,
    /// The leader refused it for now.
    Refused,
    /// The leader had it in its log, and answered with `NOT_ENOUGH_REPLICAS_AFTER_APPEND` all the same.
    RefusedAfterAppend,
    /// The leader's answer was lost.
    AnswerLost,
    /// The producer sends it again.
    SentAgain,
    /// A leader appended what it had.
    AppendedAgain,
    /// A leader appended the record that was sent after it.
    Overtaken,
    /// A leader appended it behind that.
    AppendedBehind,
    /// A consumer worked on it.
    Processed,
    /// A consumer worked on it once more.
    ProcessedAgain,
    /// A consumer could not work on it, and went on.
    PassedOver,
    /// The coordinator took a commit by which the group goes on there, behind it.
    CommitTaken(Offset),
    /// The coordinator did not take the commit of a consumer that had worked on it.
    CommitRefused,
    /// The process of a consumer died.
    ConsumerDied,
    /// A consumer was closed.
    ConsumerClosed,
    /// An application that could not process a record closed its consumer.
    FailedAndClosed,
    /// A consumer left its group, as its application was away from `poll` for too long.
    PolledTooLate,
    /// A consumer gave the partition up in a rebalance.
    Revoked,
    /// A consumer learned that the partition is not its own any more.
    PartitionLost,
    /// A consumer began where its group had committed.
    BeganAt(Offset),
    /// A consumer began where `auto.offset.reset` says, as its group had committed nothing.
    BeganByReset(Offset),
    /// It broke by this.
    Broke,
}

impl Role {
    /// The replica, of a role that one event may play for several.
    pub(super) fn replica(self) -> Option<BrokerId> {
        match self {
            Self::CouldNotFetch { follower, .. } => Some(follower),
            Self::LeftIsr(broker) | Self::LeftIsrWithIt(broker) => Some(broker),
            _ => None,
        }
    }
}

/// How a broker went away by an event, if it did.
pub(super) fn went_away(trace: &Trace, broker: BrokerId) -> Option<Role> {
    let node = NodeId::Broker(broker);
    Some(match &trace.event {
        Event::BrokerCrashed if trace.actor == node => Role::Crashed,
        Event::PowerLost if trace.actor == node => Role::PowerLost,
        Event::ShutdownBegan if trace.actor == node => Role::ShutdownBegan,
        Event::BrokerStopped if trace.actor == node => Role::Stopped,
        Event::ProcessPaused if trace.actor == node => Role::Frozen,
        Event::Commanded(Command::Isolate(who)) if *who == node => Role::CutOff(broker),
        Event::Commanded(Command::Cut(a, b)) if (*a, *b) == (node, NodeId::CONTROLLER) => {
            Role::CutOff(broker)
        }
        Event::Commanded(Command::Cut(a, b)) if (*b, *a) == (node, NodeId::CONTROLLER) => {
            Role::CutOff(broker)
        }
        Event::Commanded(Command::CutOneWay { from, to })
            if (*from, *to) == (node, NodeId::CONTROLLER) =>
        {
            Role::CutOff(broker)
        }
        _ => return None,
    })
}
