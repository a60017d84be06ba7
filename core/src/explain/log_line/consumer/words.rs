//! How clients print what their lines speak of.

use crate::client::{Generation, Position};
use crate::explain::names::address;
use crate::group::assignor::NamedPartition;
use crate::id::BrokerId;
use crate::trace::CoordinatorLoss;

/// Why a coordinator is looked for anew.
pub(super) fn cause(why: CoordinatorLoss) -> String {
    match why {
        CoordinatorLoss::Disconnected => "coordinator unavailable".to_owned(),
        CoordinatorLoss::Error(error) => format!("error response {}", error.name()),
        CoordinatorLoss::SessionTimedOut => {
            "session timed out without receiving a heartbeat response".to_owned()
        }
    }
}

/// `AbstractCoordinator.Generation.toString`.
pub(super) fn spelled(generation: &Generation) -> String {
    format!(
        "Generation{{generationId={}, memberId='{}', protocol='{}'}}",
        generation.id.map_or(-1, |id| id.0),
        generation.member_id.as_ref().map_or("", |id| &id.0),
        generation.protocol.as_deref().unwrap_or("null")
    )
}

/// `ConsumerPartitionAssignor.Assignment.toString`.
pub(super) fn assignment(partitions: &[NamedPartition]) -> String {
    let mut named = Vec::new();
    for one in partitions {
        named.push(format!("{}-{}", one.topic, one.partition));
    }
    format!("Assignment(partitions=[{}])", named.join(", "))
}

/// As they come out of the protocol, which has them topic by topic, the topic that comes first in the list
/// first (`ConsumerProtocol.serializeAssignment`).
pub(super) fn by_topic(partitions: &[NamedPartition]) -> Vec<NamedPartition> {
    let mut grouped: Vec<NamedPartition> = Vec::new();
    for first in partitions {
        if grouped.iter().any(|one| one.topic == first.topic) {
            continue;
        }
        for one in partitions {
            if one.topic == first.topic {
                grouped.push(one.clone());
            }
        }
    }
    grouped
}

/// `SubscriptionState.FetchPosition.toString`.
pub(super) fn fetch_position(position: &Position) -> String {
    let epoch = optional(position.epoch.map(|epoch| epoch.0.to_string()));
    let leader = optional(position.leader.map(|(broker, _)| node(broker.0, broker)));
    let leader_epoch = position
        .leader
        .map_or_else(|| "absent".to_owned(), |(_, epoch)| epoch.0.to_string());
    format!(
        "FetchPosition{{offset={}, offsetEpoch={epoch}, currentLeader=LeaderAndEpoch{{leader={leader}, \
         epoch={leader_epoch}}}}}",
        position.offset
    )
}

pub(super) fn optional(value: Option<String>) -> String {
    value.map_or_else(
        || "Optional.empty".to_owned(),
        |value| format!("Optional[{value}]"),
    )
}

/// `Node.toString`.
fn node(id: u32, broker: BrokerId) -> String {
    let (host, port) = address(broker);
    format!("{host}:{port} (id: {id} rack: null isFenced: false)")
}

/// The coordinator has a node of its own, so that it has a connection of its own.
pub(super) fn coordinator_node(broker: BrokerId) -> String {
    node(i32::MAX.unsigned_abs().saturating_sub(broker.0), broker)
}
