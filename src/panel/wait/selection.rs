//! What is picked, and what waits: which belongs to which.

use highwater_core::client::Consumer;
use highwater_core::explain::wait::{Thing, Wait};
use highwater_core::id::{MessageId, NodeId, TopicPartition};
use highwater_core::sim::{ConnectionId, World};

use crate::session::Selection;

/// What is picked to see why something waits. A message that nobody has read is not in the picture any more: its
/// connection is.
pub fn selection_of(world: &World, wait: Wait) -> Selection {
    match wait {
        Wait::Leaderless(partition) | Wait::Reassignment(partition) => {
            Selection::Partition(partition)
        }
        Wait::Produce {
            leader, partition, ..
        }
        | Wait::Proposal { leader, partition }
        | Wait::HighWatermark { leader, partition } => Selection::Replica(leader, partition),
        Wait::Follower { broker, partition } => Selection::Replica(broker, partition),
        Wait::Batch { producer: node, .. }
        | Wait::NextBatch { producer: node, .. }
        | Wait::Send { producer: node }
        | Wait::Memory { producer: node }
        | Wait::Call { producer: node }
        | Wait::Member { consumer: node }
        | Wait::Coordinator { consumer: node }
        | Wait::Commit { consumer: node }
        | Wait::Processing { consumer: node }
        | Wait::Idle { consumer: node }
        | Wait::Unattended { consumer: node, .. }
        | Wait::Frozen(node)
        | Wait::Consumer { consumer: node, .. } => Selection::Node(node),
        Wait::Broker(broker) | Wait::Deletion { leader: broker, .. } => {
            Selection::Node(broker.into())
        }
        Wait::Message(id) => match world.network().unread_message(id) {
            Some((socket, ..)) => Selection::Connection(socket.connection),
            None => Selection::Message(id),
        },
        Wait::Admin => Selection::Node(NodeId::CONTROLLER),
        Wait::Fetch { socket, .. } => Selection::Connection(socket.connection),
    }
}

/// What a reason is about, as something that can be picked.
pub fn shown_by(thing: Thing) -> Selection {
    match thing {
        Thing::Node(node) => Selection::Node(node),
        Thing::Replica(broker, partition) => Selection::Replica(broker, partition),
        Thing::Partition(partition) => Selection::Partition(partition),
        Thing::Message(id) => Selection::Message(id),
        Thing::Link(a, b) => Selection::Link(a.min(b), a.max(b)),
    }
}

/// Whether something that waits is, or belongs to, what is picked.
pub fn concerns(world: &World, wait: Wait, selection: Selection) -> bool {
    if let Wait::Message(id) = wait {
        return concerns_message(world, id, selection);
    }
    if selection_of(world, wait) == selection {
        return true;
    }
    match selection {
        Selection::Node(node) => match wait {
            Wait::Produce { leader, .. } => node == leader.into(),
            Wait::Admin => node == NodeId::Admin,
            Wait::Member { consumer }
            | Wait::Unattended { consumer, .. }
            | Wait::Frozen(consumer) => coordinator_of(world, consumer) == Some(node),
            _ => false,
        },
        Selection::Partition(picked) => match wait {
            Wait::Produce { partition, .. }
            | Wait::Proposal { partition, .. }
            | Wait::Follower { partition, .. }
            | Wait::HighWatermark { partition, .. }
            | Wait::Unattended { partition, .. } => partition == picked,
            Wait::Frozen(node) => has(world, node, picked),
            Wait::Member { consumer } => is_without_owner(world, consumer, picked),
            _ => false,
        },
        Selection::Replica(broker, picked) => {
            wait == Wait::Leaderless(picked) || wait == Wait::Frozen(broker.into())
        }
        Selection::Record(broker, picked, _) => match wait {
            Wait::Produce {
                leader, partition, ..
            } => leader == broker && partition == picked,
            _ => false,
        },
        Selection::Message(_) | Selection::Metadata(_) => false,
        Selection::Connection(picked) => connection_of(wait) == Some(picked),
        Selection::Link(a, b) => {
            let connection = connection_of(wait);
            connection.is_some_and(|it| it.is_between(a, b)) && !wait.is_routine(world)
        }
    }
}

/// The same of a message, of which there are many: where it is is looked for only where that matters.
fn concerns_message(world: &World, id: MessageId, selection: Selection) -> bool {
    let connection = || of_message(world, id);
    match selection {
        Selection::Message(picked) => {
            picked == id && selection_of(world, Wait::Message(id)) == selection
        }
        Selection::Connection(picked) => connection() == Some(picked),
        Selection::Link(a, b) => connection().is_some_and(|it| it.is_between(a, b)),
        Selection::Node(node) => reader_of(world, id) == Some(node),
        _ => false,
    }
}

/// Who has a message in its socket and has not read it.
fn reader_of(world: &World, id: MessageId) -> Option<NodeId> {
    let (socket, direction, _) = world.network().unread_message(id)?;
    Some(socket.connection.receiver(direction))
}

/// Who coordinates the group of a consumer: for its members one looks there, too.
fn coordinator_of(world: &World, consumer: NodeId) -> Option<NodeId> {
    let group = world.consumer(consumer)?.group()?;
    let (broker, _) = world.coordinator_of(&group)?;
    Some(broker.into())
}

/// Whether a consumer has a partition, and nobody else in its group.
fn has(world: &World, node: NodeId, partition: TopicPartition) -> bool {
    let has = |client: &Consumer| client.subscription().assigned().contains(&partition);
    let Some(client) = world.consumer(node) else {
        return false;
    };
    let mut others = world.consumers().filter(|other| {
        other.id != node && other.group().is_some() && other.group() == client.group()
    });
    has(client) && !others.any(has)
}

/// Whether nobody in the group of a consumer has a partition that the group reads.
fn is_without_owner(world: &World, consumer: NodeId, partition: TopicPartition) -> bool {
    let group = world.consumer(consumer).and_then(Consumer::group);
    group.is_some_and(|group| {
        let ownerless = world.group_view(&group).ownerless;
        ownerless.iter().any(|one| one.partition == partition)
    })
}

/// The connection on which something waits.
fn connection_of(wait: Wait) -> Option<ConnectionId> {
    match wait {
        Wait::Produce { socket, .. }
        | Wait::Deletion { socket, .. }
        | Wait::Fetch { socket, .. } => Some(socket.connection),
        _ => None,
    }
}

fn of_message(world: &World, id: MessageId) -> Option<ConnectionId> {
    let network = world.network();
    let (socket, ..) = network.message(id).or_else(|| network.unread_message(id))?;
    Some(socket.connection)
}

#[cfg(test)]
mod tests {
    use highwater_core::command::Command;
    use highwater_core::explain::wait::waits;
    use highwater_core::id::BrokerId;
    use highwater_core::sim::Direction;

    use super::*;
    use crate::action::UserAction;
    use crate::session::{Action, Room, Session};

    #[test]
    fn what_lies_unread_at_a_frozen_broker_is_asked_about_there_and_not_at_another() {
        let mut session = Session::of_cluster(crate::home::scenario(), Room::Sandbox);
        let (frozen, other) = (NodeId::from(BrokerId(1)), NodeId::from(BrokerId(2)));
        session.update(Action::Do(Command::Pause(frozen)));
        session.update(Action::ReduceMotion(true));
        for _ in 0..40 {
            session.update(Action::User(UserAction::Step));
        }
        let world = session.world();
        let lies_unread = |wait: &Wait| match *wait {
            Wait::Message(id) => {
                world
                    .network()
                    .unread_message(id)
                    .is_some_and(|(socket, direction, _)| {
                        direction == Direction::Request && socket.connection.server == frozen
                    })
            }
            _ => false,
        };
        let mut unread = waits(world).into_iter().filter(lies_unread).peekable();
        assert!(unread.peek().is_some(), "something lies there");
        for wait in unread {
            assert!(concerns(world, wait, Selection::Node(frozen)));
            assert!(!concerns(world, wait, Selection::Node(other)));
        }
    }
}
