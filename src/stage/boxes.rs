//! The boxes, with what is in them: brokers or partitions, their lanes and rows. All of them are marks of
//! one kind, in reading order.

use highwater_core::id::{BrokerId, NodeId, Offset, TopicPartition};
use highwater_core::sim::{ReplicaRole, Standing};

use super::cluster::{Broker, Consumer};
use super::deferred;
use super::geometry::{Rect, TEXT, point, text_width};
use super::key;
use super::label;
use super::lane::Lane;
use super::layout::Artist;
use super::plan::{BrokerPlan, LanePlan, PartitionPlan};
use super::row::{self, Columns};
use super::scene::{Anchor, Group};
use crate::session::{Perspective, Selection};

impl Artist<'_> {
    /// The brokers, and by partition the partitions.
    pub(super) fn boxes(&self, kind: &mut Group) {
        match self.plan.perspective {
            Perspective::ByBroker => {
                for (broker, place) in self.cluster.brokers.iter().zip(&self.plan.brokers) {
                    self.broker(kind, broker, place);
                }
            }
            Perspective::ByPartition => deferred::draw_partitions(self, kind),
        }
    }

    /// By partition.
    pub(super) fn small_brokers_and_partitions(&self, kind: &mut Group) {
        for (broker, place) in self.cluster.brokers.iter().zip(&self.plan.brokers) {
            self.small_broker(kind, broker, place);
        }
        self.partitions(kind);
    }

    fn broker(&self, kind: &mut Group, broker: &Broker<'_>, place: &BrokerPlan) {
        let id = NodeId::Broker(broker.id);
        let group = self.broker_box(kind, broker, place.rect);
        let at = place.name_at;
        let name_at = point(at.x, at.y + 5.0);
        group.text_of(
            "broker__name",
            id.to_string(),
            name_at,
            Anchor::Start,
            TEXT + 3.0,
        );
        let open = self.plan.open;
        let lane = self.plan.lane_of(broker.id);
        let is_one_line = place
            .folded
            .is_some_and(|(folded_at, _)| folded_at.y == at.y);
        if let (None, Some(open), false) = (lane, open, is_one_line) {
            let words = label::no_replica(self.lang, self.name_of(open));
            let at = point(at.x + 30.0, at.y + 4.2);
            group.text("lane__name", words, at, Anchor::Start);
        }
        if let Some((at, count)) = place.folded {
            let leads = self.leads_folded(broker, place);
            let words = match lane.is_none() && place.rows.is_empty() {
                true => label::replicas(self.lang, count, leads),
                false => label::more_replicas(self.lang, count, leads),
            };
            group.text("row__text", words, point(at.x, at.y + 4.2), Anchor::Start);
        }
        if let Some(lane) = lane {
            self.lane(kind, lane);
        }
        for (partition, rect) in &place.rows {
            self.replica_row(kind, broker, *partition, *rect);
        }
    }

    /// A broker's frame, which picks it, with room for more.
    fn broker_box<'b>(
        &self,
        kind: &'b mut Group,
        broker: &Broker<'_>,
        rect: Rect,
    ) -> &'b mut Group {
        let id = NodeId::Broker(broker.id);
        let is_down = broker.standing.is_some_and(Standing::is_down);
        let group = kind.group(match (is_down, broker.fenced) {
            (true, _) => "broker broker--crashed",
            (false, true) => "broker broker--fenced",
            (false, false) => "broker",
        });
        group.keyed(key::of_node(id));
        group.class.push_str(self.gaze.class_of(id));
        let handle = group.group("handle");
        handle.name(label::broker(self.lang, id, broker.standing, broker.fenced));
        handle.select(Selection::Node(id), self.gaze.selection);
        handle.rect("broker__frame", rect, 9.0);
        handle
    }

    /// How many partitions a broker leads whose replicas have no row.
    fn leads_folded(&self, broker: &Broker<'_>, place: &BrokerPlan) -> usize {
        let mut count = 0;
        for (partition, replica) in &broker.replicas {
            let has_row = place.rows.iter().any(|(row, _)| row == partition);
            let has_place = has_row || self.plan.lane(broker.id, *partition).is_some();
            count += usize::from(!has_place && replica.role == ReplicaRole::Leader);
        }
        count
    }

    fn replica_row(
        &self,
        kind: &mut Group,
        broker: &Broker<'_>,
        partition: TopicPartition,
        rect: Rect,
    ) {
        let Some(replica) = broker.replica(partition) else {
            return;
        };
        let group = kind.group("folded");
        group.keyed(key::of_replica(broker.id, partition));
        group
            .class
            .push_str(self.gaze.class_of(NodeId::Broker(broker.id)));
        let select = (
            Selection::Replica(broker.id, partition),
            self.gaze.selection,
        );
        let name = self.name_of(partition);
        row::replica(group, name, replica, rect, select, self.lang);
    }

    /// A broker by its name alone, where partitions are the boxes.
    fn small_broker(&self, kind: &mut Group, broker: &Broker<'_>, place: &BrokerPlan) {
        let handle = self.broker_box(kind, broker, place.rect);
        let at = point(place.name_at.x, place.name_at.y + 4.6);
        handle.text_of(
            "broker__name",
            NodeId::Broker(broker.id).to_string(),
            at,
            Anchor::Middle,
            TEXT + 1.0,
        );
    }

    fn partitions(&self, kind: &mut Group) {
        let row = self.plan.table_head.unwrap_or_default();
        let columns = Columns::new(self.cluster, row, self.lang);
        for place in &self.plan.partitions {
            let Some(partition) = self.cluster.partition(place.id) else {
                continue;
            };
            let select = (Selection::Partition(place.id), self.gaze.selection);
            if place.is_open {
                self.partition(kind, place);
                continue;
            }
            if let Some(head) = self
                .plan
                .table_head
                .filter(|head| head.bottom() == place.rect.y)
            {
                columns.head(kind.group("folded"), head, self.lang);
            }
            let group = kind.group("folded");
            group.keyed(key::of_partition(place.id));
            columns.partition(group, partition, place.rect, select, self.lang);
        }
    }

    /// A partition that is open: its frame and heading, which pick it, and its replicas.
    fn partition(&self, kind: &mut Group, place: &PartitionPlan) {
        let Some(partition) = self.cluster.partition(place.id) else {
            return;
        };
        let group = kind.group("broker partition");
        group.keyed(key::of_partition(place.id));
        let handle = group.group("handle");
        handle.name(label::partition(self.lang, partition));
        handle.select(Selection::Partition(place.id), self.gaze.selection);
        handle.rect("broker__frame", place.rect, 9.0);
        let at = point(place.rect.x + 10.0, place.rect.y + 22.0);
        let name = super::geometry::fit(&partition.name, place.rect.width / 2.0, TEXT + 1.0);
        let after = at.x + text_width(&name, TEXT + 1.0) + 10.0;
        handle.text_of("broker__name", name, at, Anchor::Start, TEXT + 1.0);
        let room = place.rect.right() - 10.0 - after;
        let words = label::leader_and_isr(self.lang, partition);
        let words = super::geometry::fit(&words, room, TEXT);
        handle.text("row__text", words, point(after, at.y), Anchor::Start);
        for lane in &self.plan.lanes {
            if lane.partition == place.id {
                self.lane(kind, lane);
            }
        }
    }

    fn lane(&self, kind: &mut Group, place: &LanePlan) {
        let mut brokers = self.cluster.brokers.iter();
        let broker = brokers.find(|broker| broker.id == place.broker);
        let Some(replica) = broker.and_then(|broker| broker.replica(place.partition)) else {
            return;
        };
        let Some(partition) = self.cluster.partition(place.partition) else {
            return;
        };
        let positions = match partition.leader == Some(place.broker) {
            true => self.positions(place.partition),
            false => Vec::new(),
        };
        let of_it = (place.broker, place.partition);
        let mut ghosts = self.cluster.ghosts.iter();
        let lane = Lane {
            broker: place.broker,
            partition: place.partition,
            name: &self.name_of_lane(place.broker, &partition.name),
            name_class: match self.plan.perspective {
                Perspective::ByBroker => "lane__name",
                Perspective::ByPartition => "broker__name",
            },
            is_low: self.plan.has_low_lanes,
            replica,
            positions: &positions,
            cells: self.gaze.focus.cells,
            ghost: ghosts
                .find(|ghost| (ghost.broker, ghost.partition) == of_it)
                .map(|ghost| (ghost.from, ghost.to)),
            axis: place.axis,
            rect: place.rect,
            name_at: place.name_at,
            selection: self.gaze.selection,
            lang: self.lang,
        };
        let group = kind.group("lane");
        group.keyed(key::of_replica(place.broker, place.partition));
        let node = NodeId::Broker(place.broker);
        group.class.push_str(self.gaze.class_of(node));
        lane.draw(group);
    }

    /// By partition a lane is called after its broker. Narrow, the title says what the lanes are of.
    fn name_of_lane(&self, broker: BrokerId, partition: &str) -> String {
        match self.plan.perspective {
            Perspective::ByPartition => NodeId::Broker(broker).to_string(),
            Perspective::ByBroker if self.plan.has_words() => partition.to_owned(),
            Perspective::ByBroker => String::new(),
        }
    }

    /// Where consumers stand in a partition; those at the same position share a tick.
    fn positions(&self, partition: TopicPartition) -> Vec<(String, Offset)> {
        let mut positions: Vec<(String, Offset)> = Vec::new();
        for consumer in &self.cluster.consumers {
            let Some(position) = position_in(consumer, partition) else {
                continue;
            };
            let name = consumer.id.to_string();
            match positions.iter_mut().find(|(_, other)| *other == position) {
                Some((names, _)) => label::append(names, &name),
                None => positions.push((name, position)),
            }
        }
        positions
    }
}

fn position_in(consumer: &Consumer, partition: TopicPartition) -> Option<Offset> {
    let mut known = consumer.positions.iter();
    let position = known.find(|position| position.partition == partition)?;
    Some(position.offset)
}
