//! From the facts of a moment to the scene: pure geometry, no browser.

use highwater_core::id::{NodeId, Offset, TopicPartition};
use highwater_core::sim::{PositionView, Standing};
use highwater_text::Lang;

use super::camera::{Camera, Focus, Gaze};
use super::card;
use super::cluster::{Broker, Cluster, Consumer};
use super::folded::folded;
use super::geometry::{Point, Rect, TEXT, point};
use super::label;
use super::lane::Lane;
use super::plan::{BrokerPlan, Plan};
use super::route::Route;
use super::scene::{Anchor, Group, MessageMark, Scene};
use super::wires::{self, Wire};
use crate::session::Selection;

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
        words_in_list: !plan.wide,
        ..Scene::default()
    };
    for place in &plan.brokers {
        scene.taken.push(place.rect);
    }
    for (_, rect) in plan.producers.iter().chain(&plan.consumers) {
        scene.taken.push(*rect);
    }
    artist.messages(&mut scene.messages);
    // What stands is changed in place: each kind has a place of its own, or a broker would turn into
    // its neighbour when a line goes, and slide there.
    let groups = &mut scene.groups;
    artist.lines(kind(groups), &scene.messages);
    artist.clients(kind(groups));
    artist.brokers(kind(groups));
    artist.cuts(kind(groups), &mut scene.taken);
    artist.marks_of_brokers(kind(groups), &mut scene.taken);
    artist.losses(kind(groups));
    artist.waiting_requests(kind(groups), &mut scene.taken);
    scene
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
        let mut partitions = 0;
        for one in &self.cluster.partitions {
            partitions += usize::from(one.id.topic == open.id.topic);
        }
        let mut title = label::topic(
            self.lang,
            &open.topic,
            partitions,
            open.replicas,
            open.min_isr,
        );
        if open.offline {
            title.push_str(" · ");
            title.push_str(&label::offline(self.lang, &open.name));
        }
        title
    }

    fn left_out(&self) -> Option<String> {
        let mut hidden = 0;
        for broker in &self.plan.brokers {
            hidden = hidden.max(broker.hidden);
        }
        (hidden > 0).then(|| label::more_partitions(self.lang, hidden))
    }

    /// The quiet lines between those who exchange records, and of capsules that are under way.
    fn lines(&self, kind: &mut Group, marks: &[MessageMark]) {
        let mut pairs = self.cluster.links.clone();
        for message in &self.cluster.messages {
            let pair = (message.connection.client, message.connection.server);
            let in_words = |mark: &MessageMark| mark.id == message.id && !mark.lines.is_empty();
            if !pairs.contains(&pair) && marks.iter().any(in_words) {
                pairs.push(pair);
            }
        }
        for (a, b, _) in &self.cluster.slow_links {
            let is_drawn = |(c, d): &(NodeId, NodeId)| (*c.min(d), *c.max(d)) == (*a, *b);
            if !pairs.iter().any(is_drawn) {
                pairs.push((*a, *b));
            }
        }
        for (client, server) in pairs {
            self.line(kind, client, server);
        }
    }

    fn line(&self, kind: &mut Group, client: NodeId, server: NodeId) {
        let Some(path) = self.path(client, server) else {
            return;
        };
        let (a, b) = (client.min(server), client.max(server));
        let dim = self.gaze.dims(client) || self.gaze.dims(server);
        let group = kind.group(if dim {
            "handle link dim"
        } else {
            "handle link"
        });
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

    /// The line between two nodes, as it is drawn.
    pub(super) fn path(&self, from: NodeId, to: NodeId) -> Option<String> {
        Some(self.way(Wire::Line, from, to)?.path())
    }

    /// The way of something without a height.
    pub(super) fn way(&self, wire: Wire, from: NodeId, to: NodeId) -> Option<Route> {
        wires::way(self.plan, wire, from, to, 0.0)
    }

    fn clients(&self, kind: &mut Group) {
        let (selection, lang) = (self.gaze.selection, self.lang);
        let controllers = self.cluster.controllers.iter();
        for ((id, metadata), (_, at)) in controllers.zip(&self.plan.controllers) {
            card::controller(kind, *id, *metadata, *at, selection, lang);
        }
        for (producer, (_, rect)) in self.cluster.producers.iter().zip(&self.plan.producers) {
            let card = card::producer(kind, producer, *rect, selection, lang);
            card.class.push_str(self.gaze.class_of(producer.id));
        }
        for (consumer, (_, rect)) in self.cluster.consumers.iter().zip(&self.plan.consumers) {
            let position = self.position_of(consumer).or(consumer.positions.first());
            let position = position.map(|known| (self.name_of(known.partition), known));
            let card = card::consumer(kind, consumer.id, position, *rect, selection, lang);
            card.class.push_str(self.gaze.class_of(consumer.id));
        }
    }

    /// Where a consumer stands in the open partition.
    fn position_of<'b>(&self, consumer: &'b Consumer) -> Option<&'b PositionView> {
        let mut known = consumer.positions.iter();
        known.find(|position| Some(position.partition) == self.plan.open)
    }

    fn brokers(&self, kind: &mut Group) {
        for (broker, place) in self.cluster.brokers.iter().zip(&self.plan.brokers) {
            self.broker(kind, broker, place);
        }
    }

    fn broker(&self, kind: &mut Group, broker: &Broker<'_>, place: &BrokerPlan) {
        let id = NodeId::Broker(broker.id);
        let selection = self.gaze.selection;
        let is_down = broker.standing.is_some_and(Standing::is_down);
        let group = kind.group(match (is_down, broker.fenced) {
            (true, _) => "broker broker--crashed",
            (false, true) => "broker broker--fenced",
            (false, false) => "broker",
        });
        group.class.push_str(self.gaze.class_of(id));
        let handle = group.group("handle");
        handle.name(label::broker(self.lang, id, broker.standing, broker.fenced));
        handle.select(Selection::Node(id), selection);
        handle.rect("broker__frame", place.rect, 9.0);
        let at = place.name_at;
        handle.text_of(
            "broker__name",
            id.to_string(),
            point(at.x, at.y + 5.0),
            Anchor::Start,
            TEXT + 3.0,
        );
        match (place.lane, self.plan.open) {
            (Some(room), Some(open)) => self.lane(group, broker, open, room),
            (None, Some(open)) => {
                let words = label::no_replica(self.lang, self.name_of(open));
                let at = point(at.x + 30.0, at.y + 4.2);
                group.text("lane__name", words, at, Anchor::Start);
            }
            (_, None) => {}
        }
        for (partition, rect) in &place.folded {
            if let Some(replica) = broker.replica(*partition) {
                let name = self.name_of(*partition);
                folded(
                    group, broker.id, *partition, name, replica, *rect, selection,
                );
            }
        }
    }

    fn lane(
        &self,
        group: &mut Group,
        broker: &Broker<'_>,
        open: TopicPartition,
        (rect, name_at): (Rect, Point),
    ) {
        let (Some(replica), Some(partition)) = (broker.replica(open), self.cluster.partition(open))
        else {
            return;
        };
        let positions = if partition.leader == Some(broker.id) {
            self.positions()
        } else {
            Vec::new()
        };
        let mut ghosts = self.cluster.ghosts.iter();
        let lane = Lane {
            broker: broker.id,
            partition: open,
            name: &partition.name,
            replica,
            positions: &positions,
            ghost: ghosts
                .find(|ghost| ghost.broker == broker.id && ghost.partition == open)
                .map(|ghost| (ghost.from, ghost.to)),
            axis: self.plan.axis,
            rect,
            name_at,
            selection: self.gaze.selection,
            lang: self.lang,
        };
        lane.draw(group.group("lane"));
    }

    /// Where consumers stand in the open partition; those at the same position share a tick.
    fn positions(&self) -> Vec<(String, Offset)> {
        let mut positions: Vec<(String, Offset)> = Vec::new();
        for consumer in &self.cluster.consumers {
            let Some(position) = self.position_of(consumer) else {
                continue;
            };
            let (name, at) = (consumer.id.to_string(), position.offset);
            match positions.iter_mut().find(|(_, other)| *other == at) {
                Some((names, _)) => label::append(names, &name),
                None => positions.push((name, at)),
            }
        }
        positions
    }

    fn name_of(&self, partition: TopicPartition) -> &str {
        let known = self.cluster.partition(partition);
        known.map_or("", |partition| partition.name.as_str())
    }
}
