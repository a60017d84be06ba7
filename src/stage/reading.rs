//! The facts of a moment, read from the engine.

use std::sync::Arc;

use highwater_core::client::{OUTCOMES_MAX, ProducerState, Step};
use highwater_core::id::NodeId;
use highwater_core::sim::{Channel, Direction, LivenessState, ReplicaView, World};
use highwater_core::time::{Span, Time};
use highwater_core::trace::{Event, Trace, Weight};
use highwater_core::wire::Acks;
use highwater_text::{Lang, control_plane, standing};

use super::badge::Mark;
use super::cluster::{
    Broker, BrokerMark, Cluster, Consumer, Ghost, Halt, Lost, Message, Parked, Partition, Producer,
    Replica,
};
use super::label;

/// How long what is gone leaves a ghost: some three seconds of slow motion.
const GHOST: Span = Span::from_ms(60);

impl<'a> Cluster<'a> {
    /// Reads the facts of the moment `now` from the world and from what happened last.
    #[must_use]
    pub fn read(world: &'a World, past: &[Arc<Trace>], now: Time, lang: Lang) -> Self {
        let mut cluster = Self::default();
        if let Some(controller) = world.controller() {
            let id = NodeId::Controller(controller.id);
            cluster
                .controllers
                .push((id, controller.log().end_offset()));
        }
        cluster.read_brokers(world, now, lang);
        cluster.read_partitions(world);
        cluster.read_clients(world);
        cluster.read_network(world, lang);
        cluster.read_past(past, now, lang);
        cluster
    }

    fn read_brokers(&mut self, world: &'a World, now: Time, lang: Lang) {
        let metadata = world.metadata();
        for broker in world.brokers() {
            let mut replicas = Vec::new();
            for (partition, _) in metadata.partitions_of_users() {
                if let Some(view) = world.replica(broker.id, partition) {
                    let replica = Replica {
                        standing: view.standing,
                        role: view.role,
                        log: view.log,
                        badge: standing::badge(lang, &view, now),
                        marks: marks_of_replica(&view, lang),
                        name: standing::lane(lang, &view, metadata),
                        lag: view.lag.unwrap_or(0),
                        known: world.known_ends(broker.id, partition),
                    };
                    replicas.push((partition, replica));
                }
            }
            self.brokers.push(Broker {
                id: broker.id,
                standing: world.standing_of_process(broker),
                fenced: world.is_fenced(broker.id),
                marks: marks_of_broker(world, broker, lang),
                replicas,
            });
            if let Some(process) = broker.process() {
                for (socket, produce) in process.delayed_produces() {
                    for (partition, required_offset) in produce.waiting() {
                        self.parked.push(Parked {
                            client: socket.connection.client,
                            broker: broker.id,
                            connection: socket.connection,
                            partition: Some(partition),
                            ack_at: Some(required_offset),
                        });
                    }
                }
                for (socket, fetch) in process.delayed_fetches() {
                    let asked_for = fetch.request.partitions.iter();
                    let first = asked_for
                        .map(|one| one.partition)
                        .find(|one| !metadata.is_internal(one.topic));
                    self.parked.push(Parked {
                        client: socket.connection.client,
                        broker: broker.id,
                        connection: socket.connection,
                        partition: first,
                        ack_at: None,
                    });
                }
            }
        }
    }

    fn read_partitions(&mut self, world: &World) {
        let metadata = world.metadata();
        for (id, registration) in metadata.partitions_of_users() {
            let topic = metadata.topics.get(&id.topic);
            let leading = world.leading_replica(id);
            let replicas = self.brokers.iter().filter_map(|it| it.replica(id));
            self.partitions.push(Partition {
                id,
                name: metadata.name_of(id),
                topic: topic.map_or_else(String::new, |topic| String::from(&*topic.name)),
                replicas: registration.replicas.clone(),
                isr: registration.isr.clone(),
                elected: registration.leader,
                ends: (leading.as_ref()).map(|it| (it.log.end_offset(), it.log.high_watermark())),
                lag: replicas.map(|it| it.lag).max().unwrap_or(0),
                min_isr: world.min_isr(id),
                leader: leading.map(|replica| replica.broker),
                offline: registration.leader.is_none(),
            });
        }
    }

    fn read_clients(&mut self, world: &World) {
        for producer in world.producers() {
            let outcomes = producer.outcomes();
            let failed = outcomes.iter().filter(|it| it.result.is_err()).count();
            let acks = producer.config().acks;
            let is_told = acks != Acks::None;
            self.producers.push(Producer {
                id: producer.id,
                acks,
                acked: match is_told {
                    true => producer.acknowledged_count(),
                    false => (outcomes.len() - failed) as u64,
                },
                acked_more: !is_told && outcomes.len() == OUTCOMES_MAX,
                failed: producer.failed_count(),
                in_flight: producer.records_in_flight(),
                waiting: producer.records_waiting(),
                blocked: producer.sends_blocked(),
                halt: Halt::of(
                    world.standing_of_client(producer.id),
                    producer.state() == ProducerState::Closed,
                ),
            });
        }
        for consumer in world.consumers() {
            self.consumers.push(Consumer {
                id: consumer.id,
                positions: world.positions(consumer),
                halt: Halt::of(
                    world.standing_of_client(consumer.id),
                    consumer.application().step() == Step::Closed,
                ),
            });
        }
    }

    fn read_network(&mut self, world: &'a World, lang: Lang) {
        let network = world.network();
        for (socket, connection) in network.connections() {
            let id = socket.connection;
            // A client keeps connections to brokers that it asked for metadata only; those carry no
            // records. Who has just been elected is nobody to it before it hears of that.
            let carries_records = match id.channel {
                Channel::Fetcher | Channel::Coordinator => true,
                Channel::Client => (id.server.broker())
                    .is_some_and(|broker| world.believes_to_serve(id.client, broker)),
                Channel::Heartbeat
                | Channel::AlterPartition
                | Channel::Forwarding
                | Channel::Metadata => false,
            };
            let link = (id.client, id.server);
            if carries_records && !self.links.contains(&link) {
                self.links.push(link);
            }
            for direction in Direction::BOTH {
                for message in connection.in_flight(direction) {
                    let text = highwater_text::Message {
                        connection: id,
                        direction,
                        gist: &message.gist,
                    };
                    let mut read = Message {
                        id: message.id,
                        connection: id,
                        direction,
                        gist: &message.gist,
                        held: message.held.is_some(),
                        words: text.capsule(lang),
                        name: text.title(lang),
                    };
                    if let Some(topic) = topic_of_kafka(world, &read) {
                        read.words = label::of_topic(&read.words, topic);
                    }
                    self.messages.push(read);
                }
            }
        }
        self.cuts.extend(network.cut_links());
        self.cuts_one_way.extend(network.links_cut_one_way());
        for (a, b, by) in network.slow_links() {
            self.slow_links.push((a, b, by.as_ms()));
        }
        // Of an isolated broker nobody cut the links, but nothing gets through on them either.
        let mut links = self.links.clone();
        for (controller, _) in &self.controllers {
            links.extend(
                self.brokers
                    .iter()
                    .map(|it| (NodeId::Broker(it.id), *controller)),
            );
        }
        for (a, b) in links {
            let link = (a.min(b), a.max(b));
            let is_cut = network.is_cut(a, b) && network.is_cut(b, a);
            if is_cut && !self.cuts.contains(&link) {
                self.cuts.push(link);
            }
        }
    }

    /// What happened in the last moment.
    fn read_past(&mut self, past: &[Arc<Trace>], now: Time, lang: Lang) {
        for trace in past.iter().rev() {
            if trace.at + GHOST <= now {
                return;
            }
            match (&trace.event, trace.actor) {
                (
                    Event::Truncated {
                        partition,
                        from,
                        to,
                        ..
                    },
                    NodeId::Broker(broker),
                ) => self.ghosts.push(Ghost {
                    broker,
                    partition: *partition,
                    from: *to.min(from),
                    to: *from.max(to),
                }),
                (Event::MessageLost { .. }, _) if trace.weight() > Weight::Routine => {
                    if let Some(message) = highwater_text::Message::of(&trace.event) {
                        self.lost.push(Lost {
                            connection: message.connection,
                            direction: message.direction,
                            name: message.title(lang),
                        });
                    }
                }
                _ => {}
            }
        }
    }
}

/// The topic that a message is about, if that is one of Kafka's own: offsets in it are not those of the picture.
fn topic_of_kafka<'w>(world: &'w World, message: &Message<'_>) -> Option<&'w str> {
    let about = message.partition()?;
    let metadata = world.metadata();
    let is_told = metadata.is_internal(about.topic) && message.gist.error().is_none();
    let topic = metadata.topics.get(&about.topic).filter(|_| is_told)?;
    Some(&*topic.name)
}

/// What is to be said of a replica beside how it stands.
fn marks_of_replica(view: &ReplicaView<'_>, lang: Lang) -> Vec<(Mark, [String; 2])> {
    let mut marks = Vec::new();
    if let Some(role) = view.untold_role() {
        let words = [
            standing::recorded(lang, role),
            standing::recorded_in_short(lang, role),
        ];
        marks.push((Mark::Recorded, words));
    }
    for (is, mark, words) in [
        (
            view.recovering,
            Mark::Recovering,
            standing::recovering(lang),
        ),
        (view.offline, Mark::Offline, standing::offline(lang)),
    ] {
        if is {
            marks.push((mark, [words; 2].map(str::to_owned)));
        }
    }
    marks
}

/// What is to be said of a broker beside how its process is.
fn marks_of_broker(
    world: &World,
    broker: &highwater_core::broker::Broker,
    lang: Lang,
) -> Vec<BrokerMark> {
    let node = NodeId::Broker(broker.id);
    let mut marks = Vec::new();
    let mut add = |mark, words: [String; 2], name| marks.push(BrokerMark { mark, words, name });
    let state = world.liveness_state(broker.id);
    let mark = match state {
        LivenessState::Fenced => Some(Mark::Fenced),
        LivenessState::ControlledShutdown => Some(Mark::ControlledShutdown),
        LivenessState::Active | LivenessState::Unregistered => None,
    };
    if let Some(mark) = mark {
        let words = control_plane::state(lang, state);
        let name = label::of_node(node, words);
        add(mark, [words.to_owned(), String::new()], name);
    }
    if world.network().is_isolated(node) {
        let words = label::isolated(lang);
        let name = label::of_node(node, words);
        add(Mark::Isolated, [words.to_owned(), String::new()], name);
    }
    for (mark, slowness) in [
        (Mark::Slow, world.slowness_of(node)),
        (Mark::SlowDisk, world.slowness_of_disk(node)),
    ] {
        if slowness > Span::ZERO {
            let words = label::slower(lang, slowness.as_ms());
            let what = label::slow(lang, mark == Mark::SlowDisk);
            let name = label::of_node(node, &label::list(&[what, &words]));
            add(mark, [words.clone(), words], name);
        }
    }
    let handles_late = world.is_paused(node) || world.slowness_of(node) > Span::ZERO;
    let unread = world.unread(node);
    if handles_late && unread > 0 {
        let words = label::unread(lang, unread);
        let name = label::unread_at(lang, node, unread);
        add(Mark::Unread, [words, unread.to_string()], name);
    }
    if let Some(rack) = world.scenario().rack(broker.id) {
        let name = label::of_node(node, &label::in_rack(lang, &rack));
        add(Mark::Rack, [rack.to_string(), rack.to_string()], name);
    }
    let mut coordinated = String::new();
    for group in world.groups().iter() {
        if world.coordinator_of(group).map(|(at, _)| at) == Some(broker.id) {
            label::append(&mut coordinated, &group.0);
        }
    }
    if !coordinated.is_empty() {
        let name = label::of_node(node, &label::coordinates(lang, &coordinated));
        marks.push(BrokerMark {
            mark: Mark::Coordinator,
            words: [coordinated, String::new()],
            name,
        });
    }
    marks
}
