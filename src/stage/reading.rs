//! The facts of a moment, read from the engine.

use std::sync::Arc;

use highwater_core::id::NodeId;
use highwater_core::sim::{Channel, World};
use highwater_core::time::{Span, Time};
use highwater_core::trace::{Event, Trace, Weight};
use highwater_text::{Lang, standing};

use super::cluster::{
    Broker, Cluster, Consumer, Ghost, Lost, Message, Parked, Partition, Producer, Replica,
};

/// How long what is gone leaves a ghost: some three seconds of slow motion.
const GHOST: Span = Span::from_ms(60);

impl Cluster {
    /// Reads the facts of the moment `now` from the world and from what happened last.
    #[must_use]
    pub fn read(world: &World, past: &[Arc<Trace>], now: Time, lang: Lang) -> Self {
        Self {
            controllers: world
                .controller()
                .map(|controller| {
                    (
                        NodeId::Controller(controller.id),
                        controller.log().end_offset(),
                    )
                })
                .into_iter()
                .collect(),
            brokers: brokers(world, now, lang),
            partitions: partitions(world),
            producers: producers(world),
            consumers: world
                .consumers()
                .map(|consumer| Consumer {
                    id: consumer.id,
                    positions: world.positions(consumer),
                })
                .collect(),
            messages: messages(world, lang),
            cuts: world.network().cut_links().collect(),
            links: links(world),
            parked: parked(world),
            ghosts: ghosts(past, now),
            lost: lost(past, now, lang),
        }
    }
}

fn brokers(world: &World, now: Time, lang: Lang) -> Vec<Broker> {
    let metadata = world.metadata();
    world
        .brokers()
        .map(|broker| Broker {
            id: broker.id,
            running: broker.is_running(),
            fenced: world.is_fenced(broker.id),
            replicas: metadata
                .partitions
                .keys()
                .filter_map(|partition| {
                    let view = world.replica(broker.id, *partition)?;
                    let replica = Replica {
                        standing: view.standing,
                        log: view.log.clone(),
                        badge: standing::badge(lang, &view, now),
                        name: standing::lane(lang, &view, metadata),
                        known: world.known_ends(broker.id, *partition),
                    };
                    Some((*partition, replica))
                })
                .collect(),
        })
        .collect()
}

fn partitions(world: &World) -> Vec<Partition> {
    let metadata = world.metadata();
    metadata
        .partitions
        .iter()
        .map(|(id, registration)| Partition {
            id: *id,
            name: metadata.name_of(*id),
            topic: metadata
                .topics
                .get(&id.topic)
                .map(|topic| topic.name.to_string())
                .unwrap_or_default(),
            replicas: registration.replicas.len(),
            min_isr: world.min_isr(*id),
            leader: world.leading_replica(*id).map(|replica| replica.broker),
        })
        .collect()
}

fn producers(world: &World) -> Vec<Producer> {
    world
        .producers()
        .map(|producer| Producer {
            id: producer.id,
            acks: producer.config().acks,
            ended: producer
                .outcomes()
                .iter()
                .map(|outcome| outcome.result.is_ok())
                .collect(),
            in_flight: producer.records_in_flight(),
            waiting: producer.records_waiting(),
        })
        .collect()
}

fn messages(world: &World, lang: Lang) -> Vec<Message> {
    world
        .network()
        .messages()
        .into_iter()
        .map(|(socket, direction, message)| {
            let text = highwater_text::Message {
                connection: socket.connection,
                direction,
                gist: &message.gist,
            };
            Message {
                id: message.id,
                connection: socket.connection,
                direction,
                gist: message.gist,
                held: message.held.is_some(),
                words: text.capsule(lang),
                name: text.title(lang),
            }
        })
        .collect()
}

/// A client keeps connections to brokers that it asked for metadata only; those carry no records.
fn links(world: &World) -> Vec<(NodeId, NodeId)> {
    let leads = |server: NodeId| {
        server.broker().is_some_and(|id| {
            world
                .metadata()
                .partitions
                .keys()
                .any(|partition| world.replica(id, *partition).is_some_and(|view| view.leads))
        })
    };
    let mut links = Vec::new();
    for (socket, _) in world.network().connections() {
        let connection = socket.connection;
        let carries_records = match connection.channel {
            Channel::Fetcher => true,
            Channel::Client => leads(connection.server),
            Channel::Heartbeat | Channel::AlterPartition | Channel::Metadata => false,
        };
        let link = (connection.client, connection.server);
        if carries_records && !links.contains(&link) {
            links.push(link);
        }
    }
    links
}

fn parked(world: &World) -> Vec<Parked> {
    let mut parked = Vec::new();
    for broker in world.brokers() {
        let Some(process) = broker.process() else {
            continue;
        };
        for (socket, produce) in process.parked_produces() {
            parked.push(Parked {
                client: socket.connection.client,
                broker: broker.id,
                ack_at: Some(produce.required_offset),
            });
        }
        for (socket, _) in process.parked_fetches() {
            parked.push(Parked {
                client: socket.connection.client,
                broker: broker.id,
                ack_at: None,
            });
        }
    }
    parked
}

/// What happened in the last moment.
fn just_now(past: &[Arc<Trace>], now: Time) -> impl Iterator<Item = &Trace> {
    past.iter()
        .rev()
        .map(|trace| &**trace)
        .take_while(move |trace| trace.at + GHOST > now)
}

fn ghosts(past: &[Arc<Trace>], now: Time) -> Vec<Ghost> {
    just_now(past, now)
        .filter_map(|trace| match (&trace.event, trace.actor) {
            (
                Event::Truncated {
                    partition,
                    from,
                    to,
                    ..
                },
                NodeId::Broker(broker),
            ) => Some(Ghost {
                broker,
                partition: *partition,
                from: *to.min(from),
                to: *from.max(to),
            }),
            _ => None,
        })
        .collect()
}

fn lost(past: &[Arc<Trace>], now: Time, lang: Lang) -> Vec<Lost> {
    just_now(past, now)
        .filter(|trace| {
            matches!(trace.event, Event::MessageLost { .. }) && trace.weight() > Weight::Routine
        })
        .filter_map(|trace| highwater_text::Message::of(&trace.event))
        .map(|message| Lost {
            connection: message.connection,
            direction: message.direction,
            name: message.title(lang),
        })
        .collect()
}
