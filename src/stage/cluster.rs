//! What the drawing reads from the engine: the facts of one moment, and nothing about where they
//! stand. Tests write such facts by hand; the app reads them from the world.

use highwater_core::id::{BrokerId, LeaderEpoch, MessageId, NodeId, Offset, TopicPartition};
use highwater_core::log::Log;
use highwater_core::sim::{Actor as _, Channel, ConnectionId, Direction, Standing, World};
use highwater_core::time::{Span, Time};
use highwater_core::trace::{Event, Trace, Weight};
use highwater_core::wire::{Acks, Gist};
use highwater_text::{Lang, standing};

/// How long what is gone leaves a ghost: some three seconds of slow motion.
const GHOST: Span = Span::from_ms(60);

/// A cluster at a moment.
#[derive(Clone, Debug, Default)]
pub struct Cluster {
    /// The controllers, with the end of their metadata log.
    pub controllers: Vec<(NodeId, Offset)>,
    /// The brokers.
    pub brokers: Vec<Broker>,
    /// The partitions with their names, in order.
    pub partitions: Vec<Partition>,
    /// The producers.
    pub producers: Vec<Producer>,
    /// The consumers.
    pub consumers: Vec<Consumer>,
    /// The messages in flight.
    pub messages: Vec<Message>,
    /// The links that are cut.
    pub cuts: Vec<(NodeId, NodeId)>,
    /// Who has a connection for records open to whom: client and server.
    pub links: Vec<(NodeId, NodeId)>,
    /// Requests that wait at a broker.
    pub parked: Vec<Parked>,
    /// Records that were just cut off.
    pub ghosts: Vec<Ghost>,
    /// Messages that were just lost.
    pub lost: Vec<Lost>,
}

/// A partition.
#[derive(Clone, Debug)]
pub struct Partition {
    /// Its id.
    pub id: TopicPartition,
    /// Its name, `orders-0`.
    pub name: String,
    /// Its topic's name.
    pub topic: String,
    /// How many replicas it has.
    pub replicas: usize,
    /// How many in-sync replicas an acks=all append needs, as its leader knows.
    pub min_isr: Option<u32>,
}

/// A broker.
#[derive(Clone, Debug)]
pub struct Broker {
    /// Its id.
    pub id: BrokerId,
    /// Whether its process runs.
    pub running: bool,
    /// Whether the controller has fenced it.
    pub fenced: bool,
    /// Its replicas, by partition.
    pub replicas: Vec<(TopicPartition, Replica)>,
}

/// A replica.
#[derive(Clone, Debug)]
pub struct Replica {
    /// How it stands.
    pub standing: Standing,
    /// The leader epoch that its broker believes in.
    pub leader_epoch: LeaderEpoch,
    /// Its log.
    pub log: Log,
    /// What its badge says.
    pub badge: String,
    /// What a screen reader says of it.
    pub name: String,
}

/// A producer.
#[derive(Clone, Debug)]
pub struct Producer {
    /// Its id.
    pub id: NodeId,
    /// What it asks to be promised.
    pub acks: Acks,
    /// How the last records ended: whether they are in. The newest last.
    pub ended: Vec<bool>,
    /// Records that were sent and have no answer yet.
    pub in_flight: usize,
    /// Records that were not sent yet, or will be sent again.
    pub waiting: usize,
}

/// A consumer.
#[derive(Clone, Debug)]
pub struct Consumer {
    /// Its id.
    pub id: NodeId,
    /// Where it stands.
    pub positions: Vec<(TopicPartition, Offset)>,
}

/// A message in flight.
#[derive(Clone, Debug)]
pub struct Message {
    /// Its id.
    pub id: MessageId,
    /// The connection.
    pub connection: ConnectionId,
    /// The direction.
    pub direction: Direction,
    /// What matters in it.
    pub gist: Gist,
    /// Whether somebody holds it.
    pub held: bool,
    /// What its capsule says.
    pub words: String,
    /// What it is called in full.
    pub name: String,
}

/// A request that waits at a broker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parked {
    /// Who sent it.
    pub client: NodeId,
    /// Where it waits.
    pub broker: BrokerId,
    /// A produce request waits for this high watermark; a fetch waits for data.
    pub ack_at: Option<Offset>,
}

/// A message that was just lost.
#[derive(Clone, Debug)]
pub struct Lost {
    /// The connection.
    pub connection: ConnectionId,
    /// The direction.
    pub direction: Direction,
    /// What it was called in full.
    pub name: String,
}

/// Records that a replica had a moment ago.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ghost {
    /// Whose.
    pub broker: BrokerId,
    /// Of which partition.
    pub partition: TopicPartition,
    /// The first.
    pub from: Offset,
    /// The one after the last.
    pub to: Offset,
}

impl Broker {
    /// Its replica of a partition.
    #[must_use]
    pub fn replica(&self, partition: TopicPartition) -> Option<&Replica> {
        let mut replicas = self.replicas.iter();
        replicas
            .find(|(one, _)| *one == partition)
            .map(|(_, replica)| replica)
    }
}

impl Cluster {
    /// Reads the facts of the moment `now` from the world and from what happened last.
    #[must_use]
    pub fn read(world: &World, past: &[Trace], now: Time, lang: Lang) -> Self {
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
                    positions: consumer.positions().collect(),
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

    /// The leader of a partition that has one, as its broker believes.
    #[must_use]
    pub fn leader(&self, partition: TopicPartition) -> Option<(BrokerId, &Replica)> {
        self.brokers
            .iter()
            .filter_map(|broker| Some((broker.id, broker.replica(partition)?)))
            .filter(|(_, replica)| replica.standing == Standing::Leader)
            .max_by_key(|(_, replica)| replica.leader_epoch)
    }
}

fn brokers(world: &World, now: Time, lang: Lang) -> Vec<Broker> {
    let metadata = world.metadata();
    world
        .brokers()
        .map(|broker| Broker {
            id: broker.id,
            running: broker.is_running(),
            fenced: metadata
                .brokers
                .get(&broker.id)
                .is_none_or(|known| known.fenced),
            replicas: metadata
                .partitions
                .keys()
                .filter_map(|partition| {
                    let view = world.replica(broker.id, *partition)?;
                    let replica = Replica {
                        standing: view.standing,
                        leader_epoch: view.leader_epoch,
                        log: view.log.clone(),
                        badge: standing::badge(lang, &view, now),
                        name: standing::lane(lang, &view, metadata),
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
            min_isr: registration
                .replicas
                .iter()
                .filter_map(|broker| world.broker(*broker)?.process()?.partition(*id))
                .map(|partition| partition.effective_min_isr())
                .next()
                .and_then(|min| u32::try_from(min).ok()),
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
            in_flight: producer
                .in_flight()
                .map(|(_, batch)| batch.records.len())
                .sum(),
            waiting: producer.waiting().map(|batch| batch.records.len()).sum(),
        })
        .collect()
}

fn messages(world: &World, lang: Lang) -> Vec<Message> {
    world
        .network()
        .messages()
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
fn just_now(past: &[Trace], now: Time) -> impl Iterator<Item = &Trace> {
    past.iter()
        .rev()
        .take_while(move |trace| trace.at + GHOST > now)
}

fn ghosts(past: &[Trace], now: Time) -> Vec<Ghost> {
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

fn lost(past: &[Trace], now: Time, lang: Lang) -> Vec<Lost> {
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
