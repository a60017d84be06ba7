//! Everything that waits at a moment.

use super::{Wait, why};
use crate::broker::{Broker, BrokerState, Process};
use crate::id::TopicPartition;
use crate::metadata::PartitionRegistration;
use crate::sim::{Connection, Direction, MessageInFlight, World};

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
    for client in world.producers() {
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
        let mut batches = client.in_flight();
        batches.extend(client.waiting());
        for batch in batches {
            let partition = batch.partition;
            let wait = Wait::Batch {
                producer,
                partition,
            };
            if !waits.contains(&wait) {
                waits.push(wait);
                let next = Wait::NextBatch {
                    producer,
                    partition,
                };
                waits.extend(Some(next).filter(|next| has_reason(world, *next)));
            }
        }
    }
    for client in world.consumers() {
        let consumer = client.id;
        for (topic, index) in client.assignment() {
            if let Some(partition) = client.cluster().partition(&topic, index) {
                waits.push(Wait::Consumer {
                    consumer,
                    partition,
                });
            }
        }
        for of_member in [
            Wait::Member { consumer },
            Wait::Commit { consumer },
            Wait::Processing { consumer },
            Wait::Idle { consumer },
        ] {
            waits.extend(Some(of_member).filter(|wait| has_reason(world, *wait)));
        }
    }
    let admin = world.admin();
    if admin.is_some_and(|it| it.unanswered().is_some() || it.next_call().is_some()) {
        waits.push(Wait::Admin);
    }
}

/// Whether there is anything that it waits for: of these nothing else says whether they wait.
fn has_reason(world: &World, wait: Wait) -> bool {
    why(world, wait).is_some()
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
