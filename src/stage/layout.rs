//! From the facts of a moment to the scene: pure geometry, no browser.

use std::sync::Arc;

use highwater_core::id::{NodeId, TopicPartition};
use highwater_core::sim::{PositionView, Standing};
use highwater_text::Lang;

use super::badge::Mark;
use super::camera::{Camera, Focus, Gaze};
use super::capsule;
use super::card::{self, Titles};
use super::cluster::{BrokerMark, Cluster, Consumer, Message};
use super::key;
use super::label;
use super::plan::{Form, Kind, Plan};
use super::route::Route;
use super::scene::{Group, MessageMark, Scene};
use super::wires::{self, Load, Wire};
use crate::session::{Perspective, Selection};

/// Lays the cluster out for that room.
#[must_use]
pub fn layout(
    cluster: &Cluster<'_>,
    camera: Camera,
    focus: &Focus,
    selection: Option<Selection>,
    lang: Lang,
) -> Scene {
    let gaze = Gaze { focus, selection };
    let plan = Plan::new(cluster, camera, &gaze);
    let artist = Artist {
        cluster,
        plan: &plan,
        gaze,
        lang,
    };
    let mut scene = Scene {
        title: artist.title(),
        name: label::drawing(lang).to_owned(),
        left_out: artist.left_out(),
        frame: plan.frame(),
        size: plan.size,
        scrolls: camera.scrolls(plan.size),
        words_in_list: !plan.has_words(),
        ..Scene::default()
    };
    scene.taken = plan.taken();
    artist.messages(&mut scene.messages);
    // What stands is changed in place: each kind has a place of its own, or a broker would turn into
    // its neighbour when a line goes, and slide there.
    let groups = &mut scene.groups;
    artist.lines(kind(groups), &scene.messages);
    artist.clients(kind(groups));
    artist.boxes(kind(groups));
    artist.marks_of_brokers(kind(groups), &mut scene.taken);
    scene.marks_from = scene.taken.len();
    artist.cuts(kind(groups), &mut scene.taken);
    artist.losses(kind(groups), &mut scene.taken);
    artist.waiting_requests(kind(groups), &mut scene.taken);
    leave_out_messages(&mut scene, lang);
    scene
}

/// Of so many brokers all links are drawn.
const LINKED_MAX: usize = 5;

/// The picture holds so many nodes at most; messages that matter less are left out first.
pub const NODES_MAX: usize = 3_000;

/// Leaves out messages that are too many, and says so.
fn leave_out_messages(scene: &mut Scene, lang: Lang) {
    let mut count = scene.node_count();
    let mut left_out = 0;
    for rank in 0..capsule::RANK_MAX {
        if count <= NODES_MAX {
            break;
        }
        scene.messages.retain(|mark| {
            let goes = mark.rank == rank && count > NODES_MAX;
            if goes {
                count -= mark.node_count();
                left_out += 1;
            }
            !goes
        });
    }
    if left_out > 0 {
        let words = scene.left_out.get_or_insert_default();
        words.push_str(if words.is_empty() { "" } else { " " });
        words.push_str(&label::more_messages(lang, left_out));
    }
}

fn kind(groups: &mut Vec<Group>) -> &mut Group {
    groups.push_mut(Group::default())
}

/// Who draws: the facts, the plan, and what is looked at.
pub(super) struct Artist<'a> {
    pub(super) cluster: &'a Cluster<'a>,
    pub(super) plan: &'a Plan,
    pub(super) gaze: Gaze<'a>,
    pub(super) lang: Lang,
}

impl Artist<'_> {
    fn title(&self) -> String {
        let open = self.plan.open.and_then(|id| self.cluster.partition(id));
        let Some(open) = open else {
            return String::new();
        };
        let (mut partitions, mut topics) = (0, Vec::new());
        for one in &self.cluster.partitions {
            partitions += usize::from(one.id.topic == open.id.topic);
            if !topics.contains(&&*one.topic) {
                topics.push(&*one.topic);
            }
        }
        let shows_all = self.plan.perspective == Perspective::ByBroker && topics.len() > 1;
        let mut title = match shows_all {
            true => label::topics(self.lang, &topics, self.cluster.partitions.len()),
            false => label::topic(
                self.lang,
                &open.topic,
                partitions,
                open.replicas.len(),
                open.min_isr,
            ),
        };
        if open.offline {
            title.push_str(" · ");
            title.push_str(&label::offline(self.lang, &open.name));
        }
        title
    }

    fn left_out(&self) -> Option<String> {
        let mut folded = 0;
        for broker in &self.plan.brokers {
            folded += broker.folded.map_or(0, |(_, count)| count);
        }
        (folded > 0).then(|| label::folded_replicas(self.lang, folded))
    }

    /// The quiet lines between those who exchange records, of brokers to the controller, of what is under way, and of
    /// what was just lost.
    fn lines(&self, kind: &mut Group, marks: &[Arc<MessageMark>]) {
        let mut pairs = Vec::new();
        for (client, server) in &self.cluster.links {
            if self.shows_link(*client, *server) {
                pairs.push((*client, *server));
            }
        }
        for broker in &self.cluster.brokers {
            for (controller, _) in &self.cluster.controllers {
                let (a, b) = (NodeId::Broker(broker.id), *controller);
                let is_down = broker.standing.is_some_and(Standing::is_down);
                let is_cut = self.cluster.cuts.contains(&(a.min(b), a.max(b)));
                let is_isolated = |one: &BrokerMark| one.mark == Mark::Isolated;
                if !is_down && !is_cut && !broker.marks.iter().any(is_isolated) {
                    self.line_to_controller(kind, (a, b), marks);
                } else if self.was_lost_between(a, b) {
                    pairs.push((a, b));
                }
            }
        }
        for message in &self.cluster.messages {
            let pair = (message.connection.client, message.connection.server);
            let is_drawn = |mark: &Arc<MessageMark>| mark.id == message.id;
            let to_controller = matches!(pair.1, NodeId::Controller(_));
            let shows = !to_controller && self.shows_link(pair.0, pair.1);
            if shows && !pairs.contains(&pair) && marks.iter().any(is_drawn) {
                pairs.push(pair);
            }
        }
        // The connection of what was lost may be gone.
        for lost in &self.cluster.lost {
            let pair = (lost.connection.client, lost.connection.server);
            let to_controller = matches!(pair.1, NodeId::Controller(_));
            if !to_controller && !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        for (a, b, _) in &self.cluster.slow_links {
            let is_drawn = |(c, d): &(NodeId, NodeId)| (*c.min(d), *c.max(d)) == (*a, *b);
            // That of a broker to the controller has its line in any case.
            let to_controller = matches!(
                (a, b),
                (NodeId::Controller(_), NodeId::Broker(_))
                    | (NodeId::Broker(_), NodeId::Controller(_))
            );
            if !to_controller && !pairs.iter().any(is_drawn) {
                pairs.push((*a, *b));
            }
        }
        while let Some((client, server)) = pairs.pop() {
            // Two brokers may fetch from each other: to the eye and the hand that is one link.
            let both = pairs.iter().position(|pair| *pair == (server, client));
            if let Some(index) = both {
                pairs.swap_remove(index);
            }
            let to_controller = matches!(server, NodeId::Controller(_));
            if !to_controller && self.ends_at_small_box(client, server) {
                continue;
            }
            let Some(mut path) = self.path(client, server) else {
                continue;
            };
            if both.is_some() {
                path.push_str(&self.path(server, client).unwrap_or_default());
            }
            self.line(kind, client, server, path);
        }
    }

    /// Where there are many brokers, lines between all of them could not be told from each other: those about the
    /// open partition are drawn, and what is picked.
    #[inline(never)]
    pub(super) fn shows_link(&self, a: NodeId, b: NodeId) -> bool {
        if self.cluster.brokers.len() <= LINKED_MAX {
            return true;
        }
        let open = self.plan.open.and_then(|id| self.cluster.partition(id));
        let is_about = |node: NodeId| match (node, open) {
            (NodeId::Broker(id), Some(open)) => open.replicas.contains(&id),
            (node, _) => node.broker().is_none(),
        };
        let leads = |node: NodeId| open.is_some_and(|open| open.leader == node.broker());
        let picked = Some(Selection::Link(a.min(b), a.max(b)));
        self.gaze.selection == picked || is_about(a) && is_about(b) && (leads(a) || leads(b))
    }

    /// Heartbeats and metadata go to and fro as dots on a line of their own; all of these begin alike, so that they are
    /// one where they run together. A capsule may have another way.
    fn line_to_controller(
        &self,
        kind: &mut Group,
        (broker, controller): (NodeId, NodeId),
        marks: &[Arc<MessageMark>],
    ) {
        let Some(way) = self.way(Wire::Dot, controller, broker) else {
            return;
        };
        let mut path = way.path();
        let is_said = |message: &Message<'_>| {
            let pair = (message.connection.client, message.connection.server);
            let in_words =
                |mark: &Arc<MessageMark>| mark.id == message.id && !mark.lines.is_empty();
            pair == (broker, controller) && marks.iter().any(in_words)
        };
        let has_another = self.plan.form == Form::Middle
            && (self.cluster.messages.iter().any(is_said)
                || self.was_lost_between(broker, controller));
        if has_another {
            path.push_str(&self.path(broker, controller).unwrap_or_default());
        }
        self.line(kind, broker, controller, path);
    }

    fn was_lost_between(&self, client: NodeId, server: NodeId) -> bool {
        let mut lost = self.cluster.lost.iter();
        lost.any(|it| (it.connection.client, it.connection.server) == (client, server))
    }

    #[inline(never)]
    fn line(&self, kind: &mut Group, client: NodeId, server: NodeId, path: String) {
        let (a, b) = (client.min(server), client.max(server));
        let dim = self.gaze.dims(client) || self.gaze.dims(server);
        let group = kind.group(if dim {
            "handle link dim"
        } else {
            "handle link"
        });
        group.keyed(key::of_link(a, b));
        let mut name = label::link(self.lang, a, b);
        let mut slow_links = self.cluster.slow_links.iter();
        if let Some((.., ms)) = slow_links.find(|(one, other, _)| (*one, *other) == (a, b)) {
            group.class.push_str(" link--slow");
            label::append(&mut name, &label::slower(self.lang, *ms));
        }
        group.name(name);
        group.select(Selection::Link(a, b), self.gaze.selection);
        group.path("link__area", path.clone());
        group.path("link__line", path);
    }

    /// Whether what is between two nodes ends at the small box of a broker. Such boxes have no lines but to the
    /// controller below them, as others would cross the top row, and scissors stand in the middle, as there is no
    /// room at them.
    pub(super) fn ends_at_small_box(&self, a: NodeId, b: NodeId) -> bool {
        let about = self.plan.partition_between(a, b);
        let is_small = |node: NodeId| {
            let dock = node.broker().and_then(|id| self.plan.dock(id, about));
            dock.is_some_and(|dock| dock.kind == Kind::Small)
        };
        is_small(a) || is_small(b)
    }

    /// The line between two nodes, as it is drawn.
    #[inline(never)]
    pub(super) fn path(&self, from: NodeId, to: NodeId) -> Option<String> {
        Some(self.way(Wire::Line, from, to)?.path())
    }

    /// The way of something without a height.
    #[inline(never)]
    pub(super) fn way(&self, wire: Wire, from: NodeId, to: NodeId) -> Option<Route> {
        self.way_about(None, wire, from, to)
    }

    /// The same for something about a partition.
    pub(super) fn way_about(
        &self,
        about: Option<TopicPartition>,
        wire: Wire,
        from: NodeId,
        to: NodeId,
    ) -> Option<Route> {
        let load = Load {
            wire,
            about: about.or_else(|| self.plan.partition_between(from, to)),
            height: 0.0,
        };
        wires::way(self.plan, load, from, to)
    }

    fn clients(&self, kind: &mut Group) {
        let (selection, lang) = (self.gaze.selection, self.lang);
        let controllers = self.cluster.controllers.iter();
        for ((id, metadata), (_, at)) in controllers.zip(&self.plan.controllers) {
            card::controller(kind, *id, *metadata, *at, selection, lang);
        }
        let titles = self.titles_of_clients();
        for (producer, (_, rect)) in self.cluster.producers.iter().zip(&self.plan.producers) {
            let card = card::producer(kind, producer, *rect, titles, selection, lang);
            card.class.push_str(self.gaze.class_of(producer.id));
        }
        for (consumer, (_, rect)) in self.cluster.consumers.iter().zip(&self.plan.consumers) {
            let known = self.known_of(consumer);
            let card = card::consumer(kind, consumer, known, *rect, titles, selection, lang);
            card.class.push_str(self.gaze.class_of(consumer.id));
        }
    }

    /// All clients are called in the same form: where one has no room for its word, none has it.
    fn titles_of_clients(&self) -> Titles {
        let producers = self.cluster.producers.iter().zip(&self.plan.producers);
        let consumers = self.cluster.consumers.iter().zip(&self.plan.consumers);
        let of_producers =
            producers.map(|(it, (_, rect))| card::titles_of_producer(it, *rect, self.lang));
        let mut of_all = of_producers.chain(consumers.map(|(it, (_, rect))| {
            card::titles_of_consumer(it, self.known_of(it), *rect, self.lang)
        }));
        match of_all.any(|titles| titles == Titles::Plain) {
            true => Titles::Plain,
            false => Titles::Whole,
        }
    }

    /// The position that a consumer's card tells, with its partition's name.
    fn known_of<'b>(&'b self, consumer: &'b Consumer) -> Option<(&'b str, &'b PositionView)> {
        let known = self.position_of(consumer).or(consumer.positions.first())?;
        Some((self.name_of(known.partition), known))
    }

    /// Where a consumer stands in the open partition.
    fn position_of<'b>(&self, consumer: &'b Consumer) -> Option<&'b PositionView> {
        let mut known = consumer.positions.iter();
        known.find(|position| Some(position.partition) == self.plan.open)
    }

    pub(super) fn name_of(&self, partition: TopicPartition) -> &str {
        let known = self.cluster.partition(partition);
        known.map_or("", |partition| partition.name.as_str())
    }
}
