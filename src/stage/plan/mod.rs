//! Where everything stands: clients and controllers above, boxes below, and the ways of messages beside
//! them.
//!
//! Wide, with room for words on capsules:
//!
//! ```text
//!  p1 ┌──────┐    k1            ┌──────┐ c1
//!     └──────┘                  └──────┘      top row
//!   │ column │ ┌─────────┐ │ track │ column │
//!   │        │ └─────────┘ │       │        │   boxes
//! ```
//!
//! In the middle form there is one column for everything, right of the boxes. Narrow, the boxes take the
//! whole width, messages are dots in the gutters, and their words stand in a list below.
//!
//! By broker a box is a machine and holds the lane of the open partition; by partition a box is a partition
//! and holds the lanes of all its replicas, and brokers are small boxes in the top row. What does not fit is
//! folded: see [`Fold`] and [`by_partition`].

mod by_broker;
mod by_partition;
mod dock;
mod form;
mod top_row;

use highwater_core::id::{BrokerId, NodeId, Offset, TopicPartition};
use highwater_core::log::Log;
use highwater_text::course::CellWord;

pub use self::dock::{Dock, Kind};
pub use self::form::{Form, Ways};

pub(super) use self::by_partition::place as place_partitions;
use self::top_row::clients_and_controllers;
pub(super) use self::top_row::small_brokers;
use super::axis::Axis;
use super::camera::{Camera, Gaze};
use super::cell;
use super::cluster::Cluster;
use super::deferred;
use super::geometry::{Point, Rect, Size, TEXT, text_width};
use super::scene::Frame;
use crate::session::{Perspective, Selection};

/// What is said of a broker on the edge of its box reaches so far above it, and keeps clear of the box there.
const OVER_MARKED: f64 = 19.0;
/// Narrower than this, the drawing is made smaller as a whole.
const WIDTH_MIN: f64 = 300.0;
/// The room around the whole.
const MARGIN: f64 = 4.0;
/// Around what is in a box.
const PADDING: f64 = 8.0;
/// Where the height of the room does not matter, what is higher than this is folded all the same.
const HEIGHT_UNBOUNDED: f64 = 560.0;
/// A drawing that is higher than its room by so little does without that height, and need not scroll.
const TOO_HIGH_MAX: f64 = 12.0;
/// A log of more records than this has no room for long words.
const SHORT_LOG: usize = 32;
/// From here on the lanes are long enough, and more width makes everything larger.
const COMFORTABLE: f64 = 780.0;
/// How much larger than usual the drawing may become where there is room.
const ZOOM_MAX: f64 = 1.3;

/// The plan of a drawing.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// The size of the whole.
    pub size: Size,
    /// How much there is beside the boxes.
    pub form: Form,
    /// Whether lanes are low: what their ticks say stands beside their badges. So are clients' cards, then.
    pub has_low_lanes: bool,
    /// How replicas are put together.
    pub perspective: Perspective,
    /// The brokers, in order.
    pub brokers: Vec<BrokerPlan>,
    /// The partitions, in order, where they are what the boxes are.
    pub partitions: Vec<PartitionPlan>,
    /// The replicas that are drawn with their records.
    pub lanes: Vec<LanePlan>,
    /// The producers, in order.
    pub producers: Vec<(NodeId, Rect)>,
    /// The consumers, in order.
    pub consumers: Vec<(NodeId, Rect)>,
    /// The controllers, in order: the centre of each mark.
    pub controllers: Vec<(NodeId, Point)>,
    /// The partition that is looked at.
    pub open: Option<TopicPartition>,
    /// The middle of the free row between the top row and the boxes.
    pub channel_y: f64,
    /// The sides of the boxes.
    pub sides: (f64, f64),
    /// The head of the table of partitions, where it has one.
    pub table_head: Option<Rect>,
}

/// Where a broker stands.
#[derive(Clone, Debug)]
pub struct BrokerPlan {
    /// Which broker.
    pub id: BrokerId,
    /// Its box.
    pub rect: Rect,
    /// Where its name stands.
    pub name_at: Point,
    /// A row for each replica that is not drawn with its records.
    pub rows: Vec<(TopicPartition, Rect)>,
    /// Where it is said what has no row, and how many replicas that are.
    pub folded: Option<(Point, usize)>,
}

/// Where a partition stands.
#[derive(Clone, Debug)]
pub struct PartitionPlan {
    /// Which partition.
    pub id: TopicPartition,
    /// Its box, or its row in the table.
    pub rect: Rect,
    /// Whether its replicas are drawn with their records.
    pub is_open: bool,
    /// Who leads it, as that broker believes.
    leader: Option<BrokerId>,
}

/// Where a replica is drawn with its records.
#[derive(Clone, Debug)]
pub struct LanePlan {
    /// Whose.
    pub broker: BrokerId,
    /// Of which partition.
    pub partition: TopicPartition,
    /// Its room.
    pub rect: Rect,
    /// Where its name stands.
    pub name_at: Point,
    /// The axis that it shares with the other replicas of the partition.
    pub axis: Axis,
}

/// How much is folded, where brokers are the boxes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Fold {
    /// Every broker has a row for each of its first other replicas.
    #[default]
    Rows,
    /// Only brokers that are looked at have rows; the others say how many replicas they hold.
    Counts,
    /// Brokers without a replica of the open partition are a line each.
    Brokers,
}

/// What a plan is made from.
#[derive(Clone, Copy)]
pub(super) struct Draft<'a> {
    cluster: &'a Cluster<'a>,
    gaze: &'a Gaze<'a>,
    perspective: Perspective,
    form: Form,
    width: f64,
    /// So much height is to spare; less than nothing is to be saved.
    spare: f64,
    fold: Fold,
    /// Whether lanes are low, as they always are where it is narrow.
    has_low_lanes: bool,
    /// So much less is left free under the top row, where the whole would be too high by no more than that.
    too_high: f64,
    /// So many partitions are open besides the one that is looked at.
    also_open: usize,
}

impl Plan {
    /// A plan for this cluster, seen from there.
    #[must_use]
    pub fn new(cluster: &Cluster<'_>, camera: Camera, gaze: &Gaze<'_>) -> Self {
        let form = Form::of(camera.width);
        let mut draft = Draft {
            cluster,
            gaze,
            perspective: camera.perspective,
            form,
            width: camera.width.max(WIDTH_MIN),
            spare: 0.0,
            fold: Fold::Rows,
            has_low_lanes: form == Form::Narrow,
            too_high: 0.0,
            also_open: 0,
        };
        // The room's height is rounded, and so is the drawing's: a pixel keeps the two apart.
        let height = camera.height - 1.0;
        if form == Form::Narrow || height <= 0.0 {
            draft.fit(HEIGHT_UNBOUNDED);
            draft.spare = 0.0;
            return draft.plan();
        }
        draft.fit(height);
        let mut plan = draft.plan();
        let too_high = plan.size.height - height;
        if too_high > 0.0 && too_high <= TOO_HIGH_MAX {
            draft.too_high = too_high;
            plan = draft.plan();
        }
        if draft.spare < 0.0 || plan.size.height >= height - 0.5 {
            return plan;
        }
        // Where there is room, everything becomes larger, and then stands further apart.
        let zoom = (height / plan.size.height)
            .min(camera.width / COMFORTABLE)
            .clamp(1.0, ZOOM_MAX);
        draft.width /= zoom;
        draft.spare = (height / zoom - draft.plan().size.height).max(0.0);
        draft.plan()
    }

    /// What the places of things depend on besides the facts, to the pixel.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let mut axes = Vec::new();
        for lane in &self.lanes {
            let axis = (lane.partition, lane.axis.first, lane.axis.slots);
            if axes.last() != Some(&axis) {
                axes.push(axis);
            }
        }
        let size = self.size;
        Frame {
            view: self.perspective.into(),
            axes,
            pixels: [size.width, size.height].map(|length| length.round() as i64),
        }
    }

    /// What a capsule must not cover.
    #[must_use]
    pub fn taken(&self) -> Vec<Rect> {
        let mut taken = Vec::new();
        for broker in &self.brokers {
            taken.push(broker.rect);
        }
        for partition in &self.partitions {
            taken.push(partition.rect);
        }
        for (_, card) in self.producers.iter().chain(&self.consumers) {
            taken.push(*card);
        }
        for (_, at) in &self.controllers {
            taken.push(Rect::new(at.x - 20.0, at.y - 14.0, 130.0, 28.0));
        }
        taken.extend(self.table_head);
        taken
    }

    /// Whether capsules have room for words.
    #[must_use]
    pub fn has_words(&self) -> bool {
        self.form != Form::Narrow
    }

    /// The lane of a replica, and how many lanes come before it.
    #[must_use]
    #[inline(never)]
    pub fn lane(&self, broker: BrokerId, partition: TopicPartition) -> Option<(&LanePlan, usize)> {
        let of_it = |lane: &LanePlan| (lane.broker, lane.partition) == (broker, partition);
        let index = self.lanes.iter().position(of_it)?;
        Some((self.lanes.get(index)?, index))
    }

    /// By broker: the lane of a broker.
    #[must_use]
    pub fn lane_of(&self, broker: BrokerId) -> Option<&LanePlan> {
        self.lanes.iter().find(|lane| lane.broker == broker)
    }

    /// A client's card.
    #[must_use]
    #[inline(never)]
    pub fn card(&self, id: NodeId) -> Option<Rect> {
        for (node, rect) in self.producers.iter().chain(&self.consumers) {
            if *node == id {
                return Some(*rect);
            }
        }
        None
    }

    /// A controller's mark.
    #[must_use]
    pub fn controller(&self, id: NodeId) -> Option<Point> {
        self.controllers
            .iter()
            .find(|(node, _)| *node == id)
            .map(|(_, at)| *at)
    }

    /// The x of each upright way of messages.
    #[must_use]
    pub fn ways(&self) -> Ways {
        self.form.ways(self.sides)
    }
}

impl Fold {
    const ALL: [Self; 3] = [Self::Rows, Self::Counts, Self::Brokers];
}

impl Draft<'_> {
    /// Folds as little as it takes to be no higher than that, and makes lanes low where that is not enough. Where nothing
    /// is, folds what makes it lower, and nothing else. What fits besides is opened.
    #[inline(never)]
    fn fit(&mut self, height: f64) {
        if self.folds_to(height) || self.has_low_lanes {
            return;
        }
        let tall = *self;
        if tall.plan().size.height > height + TOO_HIGH_MAX {
            self.has_low_lanes = true;
            if !self.folds_to(height) {
                self.unfold_for_nothing(tall);
            }
        }
    }

    /// Where cards beside the boxes are what is too high, boxes that are folded would save nothing.
    fn unfold_for_nothing(&mut self, tall: Self) {
        let lowest = self.plan().size.height;
        let rows = Self {
            fold: Fold::Rows,
            ..*self
        };
        let counts = Self {
            fold: Fold::Counts,
            ..*self
        };
        let as_low = |draft: &Self| draft.plan().size.height <= lowest;
        if let Some(draft) = [tall, rows, counts].into_iter().find(as_low) {
            *self = draft;
        }
    }

    /// The same with lanes as they are; tells whether that is enough.
    #[inline(never)]
    fn folds_to(&mut self, height: f64) -> bool {
        let has_own = self.has_lanes_of_their_own();
        for fold in Fold::ALL {
            if fold == Fold::Brokers && !self.has_low_lanes && has_own {
                continue;
            }
            self.fold = fold;
            self.spare = 0.0;
            let natural = self.plan().size.height;
            if natural <= height {
                self.open_more(height);
                return true;
            }
            self.spare = height - natural;
            // Cells that are folded are missed more than the little height without which a drawing can do.
            let is_rather_too_high = fold == Fold::Rows && self.has_low_lanes && has_own;
            let too_high_max = if is_rather_too_high {
                TOO_HIGH_MAX
            } else {
                0.0
            };
            if self.plan().size.height <= height + too_high_max {
                return true;
            }
        }
        false
    }

    /// Whether the open partition has but one replica: then each broker has a lane of a partition of its own, and
    /// rather a low one than none.
    fn has_lanes_of_their_own(&self) -> bool {
        let open = self.gaze.open_partition(self.cluster);
        let open = open.and_then(|open| self.cluster.partition(open));
        open.is_some_and(|open| open.replicas.len() == 1)
    }

    /// Opens further partitions, in their order, for as long as there is room.
    fn open_more(&mut self, height: f64) {
        if self.perspective != Perspective::ByPartition {
            return;
        }
        for also_open in 1..self.cluster.partitions.len() {
            let more = Self { also_open, ..*self };
            if more.plan().size.height > height {
                return;
            }
            *self = more;
        }
    }

    #[inline(never)]
    fn plan(&self) -> Plan {
        let sides = self.form.sides(self.width);
        let boxes = match self.perspective {
            Perspective::ByBroker => self.cluster.brokers.len(),
            Perspective::ByPartition => 1 + self.also_open,
        };
        // What is to spare goes into the channel under the top row first, then between the boxes and below them; what
        // is to be saved is saved above them.
        let shares = if self.spare < 0.0 { 0.5 } else { 1.0 };
        let share = self.spare / (boxes.max(1) as f64 + shares);
        let channel = match self.form {
            // What is said on the first box's edge keeps clear of the cards.
            Form::Narrow => OVER_MARKED + 3.0,
            Form::Wide | Form::Middle => (44.0 + 1.5 * share).clamp(26.0, 64.0),
        };
        // On its edge the first box has room for what is said of its broker, clear of what runs through the channel.
        let over = match (self.form, self.perspective, self.cluster.brokers.first()) {
            (Form::Narrow, ..) | (_, Perspective::ByPartition, _) | (.., None) => 0.0,
            (.., Some(first)) if first.marks.is_empty() => 0.0,
            _ => OVER_MARKED,
        };
        let channel = match over > 0.0 {
            true => f64::max(channel, 26.0 + over),
            false => channel,
        };
        let gap = match self.form {
            Form::Narrow => 6.0,
            Form::Wide | Form::Middle => (14.0 + share).clamp(6.0, 34.0),
        };
        let mut plan = Plan {
            size: Size {
                width: self.width,
                height: 0.0,
            },
            form: self.form,
            has_low_lanes: self.has_low_lanes,
            perspective: self.perspective,
            open: self.gaze.open_partition(self.cluster),
            sides,
            ..Plan::default()
        };
        let top = clients_and_controllers(self, &mut plan);
        let channel = channel - self.too_high;
        plan.channel_y = top + (channel - over) / 2.0;
        let mut bottom = match self.perspective {
            Perspective::ByBroker => by_broker::place(self, &mut plan, top + channel, gap),
            Perspective::ByPartition => {
                deferred::place_partitions(self, &mut plan, top + channel, gap)
            }
        };
        for (_, rect) in plan.producers.iter().chain(&plan.consumers) {
            bottom = bottom.max(rect.bottom());
        }
        plan.size.height = bottom + MARGIN;
        plan
    }

    /// The axis of a partition's lanes.
    fn axis(&self, partition: TopicPartition, x: f64, width: f64) -> Axis {
        let mut ends: Option<(Offset, Offset)> = None;
        let mut words: f64 = 0.0;
        let mut marks = Vec::new();
        for broker in &self.cluster.brokers {
            if let Some(replica) = broker.replica(partition) {
                let (start, end) = (replica.log.start_offset(), replica.log.end_offset());
                let (first, last) = ends.unwrap_or((start, end));
                ends = Some((first.min(start), last.max(end)));
                marks.extend([end, replica.log.high_watermark()]);
                words = words.max(self.words_in(replica.log));
            }
        }
        let anchor = match self.gaze.selection {
            Some(Selection::Record(_, of, offset)) if of == partition => Some(offset),
            _ => None,
        };
        Axis::new(x, width, ends.unwrap_or_default(), &marks, anchor, words)
    }

    /// How wide the widest word in the cells of a log is: an epoch has room in any cell, and of a long log no width is
    /// left free.
    fn words_in(&self, log: &Log) -> f64 {
        let cells = self.gaze.focus.cells;
        if cells == CellWord::Epoch || log.end_offset() > log.start_offset().plus(SHORT_LOG) {
            return 0.0;
        }
        let words = log
            .records()
            .map(|(_, epoch, record)| cell::word(cells, epoch, record));
        words.fold(0.0, |widest, word| text_width(&word, TEXT).max(widest))
    }
}
