//! From the facts of a moment to the scene: pure geometry, no browser.

use highwater_core::id::{NodeId, Offset, TopicPartition};
use highwater_text::Lang;

use super::asides::CUT_MARK;
use super::camera::{Camera, Focus, Gaze};
use super::cluster::{Broker, Cluster};
use super::folded::folded;
use super::geometry::{Point, Rect, TEXT, point};
use super::lane::Lane;
use super::plan::{BrokerPlan, Plan};
use super::scene::{Anchor, Group, Part, Scene};
use super::wires::Wire;
use super::{capsule, card, label};
use crate::session::Selection;

/// Lays the cluster out for that room.
#[must_use]
pub fn layout(
    cluster: &Cluster,
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
    // What stands is changed in place: each kind has a place of its own, or a broker would turn into
    // its neighbour when a line goes, and slide there.
    let kinds = [
        artist.lines(),
        artist.clients(),
        artist.brokers(),
        artist.cuts(),
        artist.losses(),
        artist.waiting_requests(),
    ];
    let groups = kinds.map(Group::of).into();
    Scene {
        title: artist.title(),
        name: label::drawing(lang).to_owned(),
        left_out: artist.left_out(),
        frame: plan.frame(),
        size: plan.size,
        groups,
        messages: cluster
            .messages
            .iter()
            .filter_map(|message| capsule::mark(message, &plan, &gaze, lang))
            .collect(),
        taken: plan
            .brokers
            .iter()
            .map(|broker| broker.rect)
            .chain(
                plan.producers
                    .iter()
                    .chain(&plan.consumers)
                    .map(|(_, rect)| *rect),
            )
            .chain(artist.notes().into_iter().map(|(_, _, rect)| rect))
            .chain(
                artist
                    .cut_marks()
                    .into_iter()
                    .map(|(.., at)| Rect::around(at, CUT_MARK)),
            )
            .collect(),
        words_in_list: !plan.wide,
    }
}

/// Who draws: the facts, the plan, and what is looked at.
pub(super) struct Artist<'a> {
    pub(super) cluster: &'a Cluster,
    pub(super) plan: &'a Plan,
    pub(super) gaze: Gaze<'a>,
    pub(super) lang: Lang,
}

impl Artist<'_> {
    fn title(&self) -> String {
        let open = self
            .cluster
            .partitions
            .iter()
            .find(|partition| Some(partition.id) == self.plan.open);
        let Some(open) = open else {
            return String::new();
        };
        let partitions = self
            .cluster
            .partitions
            .iter()
            .filter(|one| one.id.topic == open.id.topic)
            .count();
        label::topic(
            self.lang,
            &open.topic,
            partitions,
            open.replicas,
            open.min_isr,
        )
    }

    fn left_out(&self) -> Option<String> {
        let hidden = self
            .plan
            .brokers
            .iter()
            .map(|broker| broker.hidden)
            .max()
            .unwrap_or(0);
        (hidden > 0).then(|| label::more_partitions(self.lang, hidden))
    }

    /// The quiet lines between those who exchange records, and of capsules that are under way.
    fn lines(&self) -> Vec<Group> {
        let capsules = self
            .cluster
            .messages
            .iter()
            .filter(|message| {
                capsule::mark(message, self.plan, &self.gaze, self.lang)
                    .is_some_and(|mark| !mark.lines.is_empty())
            })
            .map(|message| (message.connection.client, message.connection.server));
        let mut pairs: Vec<(NodeId, NodeId)> = self.cluster.links.clone();
        for pair in capsules {
            if !pairs.contains(&pair) {
                pairs.push(pair);
            }
        }
        pairs
            .into_iter()
            .filter_map(|(client, server)| self.line(client, server))
            .collect()
    }

    fn line(&self, client: NodeId, server: NodeId) -> Option<Group> {
        let path = Wire::between(self.plan, client, server, 0.0)?.line.path();
        let (a, b) = (client.min(server), client.max(server));
        let dim = [client, server]
            .iter()
            .any(|node| self.gaze.class_of(*node).ends_with("dim"));
        let class = if dim {
            "handle link dim"
        } else {
            "handle link"
        };
        let mut group = Group::new(class)
            .named(label::link(self.lang, &a.to_string(), &b.to_string()))
            .selects(Selection::Link(a, b), self.gaze.selection);
        group.path("link__area", path.clone());
        group.path("link__line", path);
        Some(group)
    }

    fn clients(&self) -> Vec<Group> {
        let selection = self.gaze.selection;
        let mut groups = Vec::new();
        for (id, at) in &self.plan.controllers {
            let Some((_, metadata)) = self.cluster.controllers.iter().find(|(one, _)| one == id)
            else {
                continue;
            };
            groups.push(card::controller(*id, *metadata, *at, selection, self.lang));
        }
        for (producer, (_, rect)) in self.cluster.producers.iter().zip(&self.plan.producers) {
            groups.push(self.focused(
                producer.id,
                card::producer(producer, *rect, selection, self.lang),
            ));
        }
        for (consumer, (_, rect)) in self.cluster.consumers.iter().zip(&self.plan.consumers) {
            let card = card::consumer(
                consumer,
                self.cluster,
                self.plan.open,
                *rect,
                selection,
                self.lang,
            );
            groups.push(self.focused(consumer.id, card));
        }
        groups
    }

    fn focused(&self, node: NodeId, mut group: Group) -> Group {
        group.class.push_str(self.gaze.class_of(node));
        group
    }

    fn brokers(&self) -> Vec<Group> {
        self.cluster
            .brokers
            .iter()
            .zip(&self.plan.brokers)
            .map(|(broker, place)| self.focused(broker.id.into(), self.broker(broker, place)))
            .collect()
    }

    fn broker(&self, broker: &Broker, place: &BrokerPlan) -> Group {
        let state = match (broker.running, broker.fenced) {
            (false, _) => " broker--crashed",
            (true, true) => " broker--fenced",
            (true, false) => "",
        };
        let mut group = Group::new(format!("broker{state}"));
        let id = NodeId::Broker(broker.id);
        let mut handle = Group::new("handle")
            .named(label::broker(
                self.lang,
                &id.to_string(),
                broker.running,
                broker.fenced,
            ))
            .selects(Selection::Node(id), self.gaze.selection);
        handle.rect("broker__frame", place.rect, 9.0);
        let name_at = point(place.name_at.x, place.name_at.y + 5.0);
        handle.text_of(
            "broker__name",
            id.to_string(),
            name_at,
            Anchor::Start,
            TEXT + 3.0,
        );
        group.group(handle);
        match (place.lane, self.plan.open) {
            (Some(room), Some(open)) => group.parts.extend(self.lane(broker, open, room)),
            _ => self.no_lane(&mut group, place),
        }
        for (partition, rect) in &place.folded {
            let Some(replica) = broker.replica(*partition) else {
                continue;
            };
            let name = self.name_of(*partition);
            group.group(folded(
                broker.id,
                *partition,
                name,
                replica,
                *rect,
                self.gaze.selection,
            ));
        }
        group
    }

    fn lane(
        &self,
        broker: &Broker,
        open: TopicPartition,
        (rect, name_at): (Rect, Point),
    ) -> Option<Part> {
        let replica = broker.replica(open)?;
        let leader = self
            .cluster
            .partition(open)
            .and_then(|partition| partition.leader);
        let positions = if leader == Some(broker.id) {
            self.positions(open)
        } else {
            Vec::new()
        };
        let lane = Lane {
            broker: broker.id,
            partition: open,
            name: self.name_of(open),
            replica,
            positions: &positions,
            ghost: self
                .cluster
                .ghosts
                .iter()
                .find(|ghost| ghost.broker == broker.id && ghost.partition == open)
                .map(|ghost| (ghost.from, ghost.to)),
            axis: self.plan.axis,
            rect,
            name_at,
            selection: self.gaze.selection,
            lang: self.lang,
        };
        Some(Part::Group(lane.draw()))
    }

    /// Consumers at the same position share a tick.
    fn positions(&self, partition: TopicPartition) -> Vec<(String, Offset)> {
        let mut positions: Vec<(String, Offset)> = Vec::new();
        for consumer in &self.cluster.consumers {
            let mut known = consumer.positions.iter();
            let Some(position) = known.find(|position| position.partition == partition) else {
                continue;
            };
            let at = position.offset;
            match positions.iter_mut().find(|(_, other)| *other == at) {
                Some((names, _)) => names.push_str(&format!(", {}", consumer.id)),
                None => positions.push((consumer.id.to_string(), at)),
            }
        }
        positions
    }

    fn no_lane(&self, group: &mut Group, place: &BrokerPlan) {
        let Some(open) = self.plan.open else { return };
        let at = point(place.name_at.x + 30.0, place.name_at.y + 4.2);
        group.text(
            "lane__name",
            label::no_replica(self.lang, self.name_of(open)),
            at,
            Anchor::Start,
        );
    }

    fn name_of(&self, partition: TopicPartition) -> &str {
        let known = self.cluster.partition(partition);
        known.map_or("", |partition| partition.name.as_str())
    }
}
