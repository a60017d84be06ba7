//! What a reason is about.

use super::{Reason, Thing};
use crate::id::BrokerId;

impl Reason {
    /// What it is about, if that can be looked at.
    #[must_use]
    pub fn about(&self) -> Option<Thing> {
        let node = |broker: BrokerId| Thing::Node(broker.into());
        Some(match self {
            Self::AckNeedsHighWatermark {
                leader, partition, ..
            }
            | Self::DeletionNeedsLogStart {
                leader, partition, ..
            } => Thing::Replica(*leader, *partition),
            Self::HeldBack {
                follower,
                partition,
                ..
            }
            | Self::LacksRecords {
                follower,
                partition,
                ..
            }
            | Self::StartsEarlier {
                follower,
                partition,
                ..
            } => Thing::Replica(*follower, *partition),
            Self::OutsideIsr {
                broker, partition, ..
            } => Thing::Replica(*broker, *partition),
            Self::FetchNeedsData {
                broker, partition, ..
            } => Thing::Replica(*broker, *partition),
            Self::LooksLate(broker)
            | Self::LooksWithNextFetch(broker)
            | Self::Down { broker, .. }
            | Self::NeedsMetadata { broker, .. }
            | Self::ProposalRefused(broker)
            | Self::Fenced(broker)
            | Self::Unregistered(broker)
            | Self::SessionOfPrevious(broker)
            | Self::CatchesUp { broker, .. }
            | Self::AsksToServe(broker)
            | Self::RegistrationReplaced(broker)
            | Self::WaitsToStop(broker)
            | Self::HasToApply { broker, .. }
            | Self::Closes(broker)
            | Self::UncleanOff { would_lead: broker }
            | Self::FetcherPauses {
                follower: broker, ..
            }
            | Self::NotEligible {
                follower: broker, ..
            }
            | Self::JoinsWithNextFetch {
                follower: broker, ..
            }
            | Self::CouldNotConnect { broker, .. }
            | Self::Superseded { broker, .. } => node(*broker),
            Self::OnlyElectable { brokers, .. }
            | Self::LeavesElr(brokers)
            | Self::OnlyTogether { brokers, .. } => node(*brokers.first()?),
            Self::InFlight(message)
            | Self::Held(message)
            | Self::Behind { ahead: message, .. }
            | Self::Unread(message) => Thing::Message(message.id),
            Self::Stopped(message) | Self::NotConnected(message) => {
                Thing::Link(message.connection.client, message.connection.server)
            }
            Self::Broken(connection)
            | Self::Forgotten(connection)
            | Self::Unacknowledged(connection)
            | Self::Unreachable(connection)
            | Self::NoRoom(connection) => Thing::Link(connection.client, connection.server),
            Self::Frozen(node)
            | Self::ReadsLate(node)
            | Self::Unanswered { producer: node, .. }
            | Self::Unsent { producer: node, .. }
            | Self::KnowsNoLeader { client: node, .. }
            | Self::NotInMetadata { client: node, .. }
            | Self::NothingToRead { consumer: node, .. }
            | Self::EndUnknown { consumer: node, .. }
            | Self::BeyondHighWatermark { consumer: node, .. }
            | Self::ReadWhatIsGone { consumer: node, .. }
            | Self::OutOfRange { consumer: node, .. }
            | Self::Lags { consumer: node, .. }
            | Self::NoPosition { consumer: node, .. } => Thing::Node(*node),
            Self::RefusesRecords { leader, partition } => Thing::Replica(*leader, *partition),
            Self::UnderMinIsr { partition, .. }
            | Self::AboveHighWatermark { partition, .. }
            | Self::Proposed { partition, .. }
            | Self::OtherProposalFirst { partition, .. }
            | Self::NoLeader(partition)
            | Self::Moves { partition, .. } => Thing::Partition(*partition),
            Self::Producer(reason) => return reason.about(),
            Self::Group(reason) => return reason.about(),
            Self::NobodyElectable | Self::AdminAsks(_) => return None,
        })
    }
}
