//! Everything that waits at a moment.

use super::unattended::unattended;
use super::{Wait, is_waiting};
use crate::broker::{Broker, BrokerState, Process};
use crate::client::{Consumer, Producer};
use crate::command::Fault;
use crate::id::TopicPartition;
use crate::metadata::PartitionRegistration;
use crate::sim::{Connection, Direction, MessageInFlight, World};
use crate::sorted::Set;

/// What waits, that first which matters most to the whole cluster.
#[must_use]
pub fn waits(world: &World) -> Vec<Wait> {
    let mut waits = Vec::new();
    for (partition, registration) in world.metadata().partitions_of_users() {
        of_partition(partition, registration, &mut waits);
    }
    for broker in world.brokers() {
        of_broker(world, broker, &mut waits);
    }
    of_clients(world, &mut waits);
    of_processes(world, &mut waits);
    for (_, connection) in world.network().connections() {
        of_connection(connection, &mut waits);
    }
    waits.sort();
    waits
}

fn of_partition(
    partition: TopicPartition,
    registration: &PartitionRegistration,
    waits: &mut Vec<Wait>,
) {
    if registration.leader.is_none() {
        waits.push(Wait::Leaderless(partition));
    }
    if !registration.adding.is_empty() || !registration.removing.is_empty() {
        waits.push(Wait::Reassignment(partition));
    }
    for broker in &registration.replicas {
        if !registration.isr.contains(broker) {
            let broker = *broker;
            waits.push(Wait::Follower { broker, partition });
        }
    }
}

fn of_broker(world: &World, broker: &Broker, waits: &mut Vec<Wait>) {
    let Some(process) = broker.process() else {
        return;
    };
    if process.state() != BrokerState::Running || world.is_fenced(broker.id) {
        waits.push(Wait::Broker(broker.id));
    }
    let leader = broker.id;
    for (socket, delayed) in process.delayed_produces() {
        for (partition, _) in delayed.waiting() {
            waits.push(Wait::Produce {
                leader,
                socket,
                partition,
            });
        }
    }
    for (socket, _) in process.delayed_deletes() {
        waits.push(Wait::Deletion { leader, socket });
    }
    for (socket, _) in process.delayed_fetches() {
        let broker = leader;
        waits.push(Wait::Fetch { broker, socket });
    }
    of_proposals(world, process, broker, waits);
    of_high_watermarks(world, broker, waits);
}

/// High watermarks below the ends of their logs. Where an ack waits for one, it is told with that.
fn of_high_watermarks(world: &World, broker: &Broker, waits: &mut Vec<Wait>) {
    for (partition, _) in world.metadata().partitions_of_users() {
        let (leader, log) = (broker.id, broker.log(partition));
        let wait = Wait::HighWatermark { leader, partition };
        let is_low = log.is_some_and(|log| log.high_watermark() < log.end_offset());
        let is_told = waits.iter().any(|other| match other {
            Wait::Produce {
                leader: at,
                partition: of,
                ..
            } => (*at, *of) == (leader, partition),
            _ => false,
        });
        if is_low && !is_told && is_waiting(world, wait) {
            waits.push(wait);
        }
    }
}

fn of_proposals(world: &World, process: &Process, broker: &Broker, waits: &mut Vec<Wait>) {
    for (partition, _) in world.metadata().partitions_of_users() {
        if process.proposal_progress(partition).is_some() {
            waits.push(Wait::Proposal {
                leader: broker.id,
                partition,
            });
        }
    }
}

fn of_clients(world: &World, waits: &mut Vec<Wait>) {
    for producer in world.producers() {
        of_producer(world, producer, waits);
    }
    for consumer in world.consumers() {
        of_consumer(world, consumer, waits);
    }
    let admin = world.admin();
    if admin.is_some_and(|it| it.unanswered().is_some() || it.next_call().is_some()) {
        waits.push(Wait::Admin);
    }
}

fn of_producer(world: &World, client: &Producer, waits: &mut Vec<Wait>) {
    let producer = client.id;
    if client.first_unplaced().is_some() {
        waits.push(Wait::Send { producer });
    }
    if client.sends_blocked() > 0 {
        waits.push(Wait::Memory { producer });
    }
    if client.awaiting_call().is_some() {
        waits.push(Wait::Call { producer });
    }
    let mut partitions = Set::new();
    for batch in client.in_flight().into_iter().chain(client.waiting()) {
        partitions.insert(batch.partition);
    }
    for &partition in partitions.iter() {
        waits.push(Wait::Batch {
            producer,
            partition,
        });
        let next = Wait::NextBatch {
            producer,
            partition,
        };
        waits.extend(Some(next).filter(|next| is_waiting(world, *next)));
    }
}

/// A member that is on its way to its partitions is not without any for good: that is not asked then.
fn of_consumer(world: &World, client: &Consumer, waits: &mut Vec<Wait>) {
    let consumer = client.id;
    for (topic, index) in client.assignment() {
        if let Some(partition) = client.cluster().partition(&topic, index) {
            waits.push(Wait::Consumer {
                consumer,
                partition,
            });
        }
    }
    waits.extend(unattended(world, client));
    let found = [
        Wait::Commit { consumer },
        Wait::Processing { consumer },
        Wait::Member { consumer },
        Wait::Coordinator { consumer },
    ];
    waits.extend(found.into_iter().filter(|wait| is_waiting(world, *wait)));
    let idle = Wait::Idle { consumer };
    let is_on_its_way = waits.last() == Some(&Wait::Member { consumer });
    if !is_on_its_way && is_waiting(world, idle) {
        waits.push(idle);
    }
}

/// Processes that are frozen. That of a broker which may not serve meanwhile is told with that.
fn of_processes(world: &World, waits: &mut Vec<Wait>) {
    for fault in world.faults() {
        if let Fault::Paused(node) = fault
            && !node
                .broker()
                .is_some_and(|broker| waits.contains(&Wait::Broker(broker)))
        {
            waits.push(Wait::Frozen(node));
        }
    }
}

/// Messages that come no further, those behind them, and those that nobody has read.
fn of_connection(connection: &Connection, waits: &mut Vec<Wait>) {
    let mut add = |message: &MessageInFlight| waits.push(Wait::Message(message.id));
    for direction in Direction::BOTH {
        let line = connection.in_flight(direction);
        let stands = |it: &MessageInFlight| it.held.is_some() || it.stopped;
        let first = line.iter().position(stands).unwrap_or(line.len());
        line[first..].iter().for_each(&mut add);
    }
    connection.inbox.iter().for_each(&mut add);
    connection.received.iter().for_each(&mut add);
}
