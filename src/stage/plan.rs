//! Where everything stands: columns and rows for the brokers, their lanes, the clients and the
//! controller.
//!
//! Wide, with room for words on capsules:
//!
//! ```text
//!  p1 ┌──────┐    k1            ┌──────┐ c1
//!     └──────┘                  └──────┘      top row
//!   │ column │ b1 ┌─────────┐ │ track │ column │
//!   │        │ b2 └─────────┘ │       │        │
//! ```
//!
//! Narrow: the brokers take the whole width, messages are dots in the gutters, and their words stand
//! in a list below.

use highwater_core::id::{BrokerId, NodeId, TopicPartition};

use super::axis::Axis;
use super::camera::{Camera, Gaze};
use super::cluster::Cluster;
use super::geometry::{Point, Rect, Size, point};
use super::lane::LANE_HEIGHT;
use super::scene::Frame;
use super::top_row::clients_and_controllers;
use crate::session::Selection;

/// From here on there is room for the columns.
const WIDE: f64 = 580.0;
/// A column beside the brokers, where capsules travel.
pub(super) const COLUMN: f64 = 112.0;
/// The track beside the brokers, where fetches between them travel.
const TRACK: f64 = 108.0;
/// The room for dots beside the brokers.
const GUTTER: f64 = 20.0;
const NARROW_GUTTER: f64 = 16.0;
/// Narrower than this, the drawing is made smaller as a whole.
const WIDTH_MIN: f64 = 300.0;
/// The room around the whole.
pub(super) const MARGIN: f64 = 4.0;
const BROKER_PADDING: f64 = 8.0;
/// A broker's name, left of its lanes.
const NAME_COLUMN: f64 = 38.0;
/// The rows of partitions that are not open.
const FOLDED_HEIGHT: f64 = 26.0;
/// How many of them a broker shows.
pub const FOLDED_MAX: usize = 5;
const EMPTY_HEIGHT: f64 = 30.0;
/// From here on the lanes are long enough, and more width makes everything larger.
const COMFORTABLE: f64 = 780.0;
/// How much larger than usual the drawing may become where there is room.
const ZOOM_MAX: f64 = 1.3;

/// The plan of a drawing.
#[derive(Clone, Debug)]
pub struct Plan {
    /// The size of the whole.
    pub size: Size,
    /// Whether capsules have room for words.
    pub wide: bool,
    /// The brokers, in order.
    pub brokers: Vec<BrokerPlan>,
    /// The producers, in order.
    pub producers: Vec<(NodeId, Rect)>,
    /// The consumers, in order.
    pub consumers: Vec<(NodeId, Rect)>,
    /// The controllers, in order: the centre of each mark.
    pub controllers: Vec<(NodeId, Point)>,
    /// The open partition.
    pub open: Option<TopicPartition>,
    /// Its axis.
    pub axis: Axis,
    /// The middle of the free row between the top row and the brokers.
    pub channel_y: f64,
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
    /// Its lane of the open partition, if it has a replica of it, and where the lane's name stands.
    pub lane: Option<(Rect, Point)>,
    /// A row for each other partition of which it has a replica.
    pub folded: Vec<(TopicPartition, Rect)>,
    /// How many more there are.
    pub hidden: usize,
}

impl Plan {
    /// A plan for this cluster, seen from there.
    #[must_use]
    pub fn new(cluster: &Cluster, camera: Camera, gaze: &Gaze<'_>) -> Self {
        let wide = camera.width >= WIDE;
        let open = gaze.open_partition(cluster);
        let at = |width: f64, spare: f64| Self::with_spare(cluster, width, wide, open, gaze, spare);
        let width = camera.width.max(WIDTH_MIN);
        let natural = at(width, 0.0);
        if !wide || camera.height <= 0.0 {
            return natural;
        }
        if camera.height <= natural.size.height {
            return at(width, camera.height - natural.size.height);
        }
        // Where there is room, everything becomes larger, and then stands further apart.
        let zoom = (camera.height / natural.size.height)
            .min(camera.width / COMFORTABLE)
            .clamp(1.0, ZOOM_MAX);
        let width = width / zoom;
        let spare = (camera.height / zoom - at(width, 0.0).size.height).max(0.0);
        at(width, spare)
    }

    /// A plan with so much height to spare, or to save.
    fn with_spare(
        cluster: &Cluster,
        width: f64,
        wide: bool,
        open: Option<TopicPartition>,
        gaze: &Gaze<'_>,
        spare: f64,
    ) -> Self {
        let rows = cluster.brokers.len().max(1) as f64;
        // What is to spare goes into the channel under the top row first, then between the brokers.
        let share = spare / (rows + 1.0);
        let (channel, gap) = (
            (44.0 + 1.5 * share).clamp(26.0, 64.0),
            (14.0 + share).clamp(6.0, 34.0),
        );
        let (left, right) = if wide {
            (MARGIN + COLUMN + GUTTER, width - MARGIN - COLUMN - TRACK)
        } else {
            (MARGIN + NARROW_GUTTER, width - MARGIN - NARROW_GUTTER)
        };
        let top = clients_and_controllers(cluster, width, wide, left, right);
        let first_y = top.bottom + if wide { channel } else { 26.0 };
        let mut plan = Self {
            size: Size { width, height: 0.0 },
            wide,
            brokers: Vec::new(),
            producers: top.producers,
            consumers: top.consumers,
            controllers: top.controllers,
            open,
            axis: axis(
                cluster,
                open,
                lane_x(left, wide),
                right - BROKER_PADDING,
                gaze.selection,
            ),
            channel_y: (top.bottom + first_y) / 2.0,
        };
        let mut y = first_y;
        for broker in &cluster.brokers {
            let placed = place_broker(
                cluster,
                broker.id,
                open,
                wide,
                Rect::new(left, y, right - left, 0.0),
            );
            y = placed.rect.bottom() + gap;
            plan.brokers.push(placed);
        }
        let bottom_of_cards = plan
            .producers
            .iter()
            .chain(&plan.consumers)
            .map(|(_, rect)| rect.bottom())
            .fold(0.0, f64::max);
        plan.size.height = (y - gap).max(bottom_of_cards) + MARGIN;
        plan
    }

    /// What the places of things depend on besides the facts, to the pixel.
    #[must_use]
    pub fn frame(&self) -> Frame {
        let pixels = |length: f64| length.round() as i64;
        Frame {
            open: self.open,
            first: self.axis.first,
            slots: self.axis.slots,
            pixels: [
                pixels(self.size.width),
                pixels(self.size.height),
                pixels(self.axis.x),
                pixels(self.axis.pitch),
            ],
        }
    }

    /// A broker's box.
    #[must_use]
    pub fn broker(&self, id: BrokerId) -> Option<Rect> {
        self.brokers
            .iter()
            .find(|broker| broker.id == id)
            .map(|broker| broker.rect)
    }

    /// The row of a broker, counted from the top.
    #[must_use]
    pub fn row(&self, id: BrokerId) -> Option<usize> {
        self.brokers.iter().position(|broker| broker.id == id)
    }

    /// A client's card.
    #[must_use]
    pub fn card(&self, id: NodeId) -> Option<Rect> {
        self.producers
            .iter()
            .chain(&self.consumers)
            .find(|(node, _)| *node == id)
            .map(|(_, rect)| *rect)
    }

    /// A controller's mark.
    #[must_use]
    pub fn controller(&self, id: NodeId) -> Option<Point> {
        self.controllers
            .iter()
            .find(|(node, _)| *node == id)
            .map(|(_, at)| *at)
    }

    /// The middle of the column left of the brokers, of the track and of the column right of them,
    /// and of the two gutters.
    #[must_use]
    pub fn ways(&self) -> Ways {
        let (left, right) = match self.brokers.first() {
            Some(broker) => (broker.rect.x, broker.rect.right()),
            None => (self.size.width / 2.0, self.size.width / 2.0),
        };
        if self.wide {
            Ways {
                left: MARGIN + COLUMN / 2.0,
                track: right + TRACK / 2.0,
                right: right + TRACK + COLUMN / 2.0,
                left_gutter: left - GUTTER / 2.0,
                right_gutter: right + GUTTER / 2.0,
            }
        } else {
            let (left, right) = (left - NARROW_GUTTER / 2.0, right + NARROW_GUTTER / 2.0);
            Ways {
                left,
                track: right,
                right,
                left_gutter: left,
                right_gutter: right,
            }
        }
    }
}

/// The x of each upright way of messages.
#[derive(Clone, Copy, Debug)]
pub struct Ways {
    /// Left of the brokers.
    pub left: f64,
    /// Right of the brokers, next to them.
    pub track: f64,
    /// Right of the track.
    pub right: f64,
    /// For dots, left of the brokers.
    pub left_gutter: f64,
    /// For dots, right of the brokers.
    pub right_gutter: f64,
}

fn lane_x(left: f64, wide: bool) -> f64 {
    left + if wide {
        NAME_COLUMN
    } else {
        BROKER_PADDING + 2.0
    }
}

fn axis(
    cluster: &Cluster,
    open: Option<TopicPartition>,
    x: f64,
    right: f64,
    selection: Option<Selection>,
) -> Axis {
    let logs = || {
        cluster
            .brokers
            .iter()
            .filter_map(|broker| Some(&broker.replica(open?)?.log))
    };
    let start = logs()
        .map(|log| log.start_offset())
        .min()
        .unwrap_or_default();
    let end = logs().map(|log| log.end_offset()).max().unwrap_or_default();
    let anchor = match selection {
        Some(Selection::Record(_, partition, offset)) if Some(partition) == open => Some(offset),
        _ => None,
    };
    Axis::new(x, right - x, start, end, anchor)
}

/// Gives a broker its height, from the top down.
fn place_broker(
    cluster: &Cluster,
    id: BrokerId,
    open: Option<TopicPartition>,
    wide: bool,
    rect: Rect,
) -> BrokerPlan {
    let replicas = cluster
        .brokers
        .iter()
        .find(|broker| broker.id == id)
        .map(|broker| &broker.replicas);
    let has = |partition: &TopicPartition| {
        replicas.is_some_and(|replicas| replicas.iter().any(|(one, _)| one == partition))
    };
    let x = lane_x(rect.x, wide);
    let width = rect.right() - BROKER_PADDING - x;
    let first_line = rect.y + BROKER_PADDING + 10.0;
    let name_at = point(rect.x + 10.0, first_line);
    let lane_name_at = point(if wide { x } else { rect.x + 38.0 }, first_line);
    let mut y = rect.y + BROKER_PADDING;
    let lane = open
        .filter(&has)
        .map(|_| (Rect::new(x, y, width, LANE_HEIGHT), lane_name_at));
    y += if lane.is_some() {
        LANE_HEIGHT
    } else {
        EMPTY_HEIGHT
    };
    let others: Vec<TopicPartition> = cluster
        .partitions
        .iter()
        .map(|partition| partition.id)
        .filter(|partition| Some(*partition) != open && has(partition))
        .collect();
    let mut folded = Vec::new();
    for partition in others.iter().take(FOLDED_MAX) {
        folded.push((
            *partition,
            Rect::new(x, y + 2.0, width, FOLDED_HEIGHT - 4.0),
        ));
        y += FOLDED_HEIGHT;
    }
    let height = y + BROKER_PADDING - rect.y;
    BrokerPlan {
        id,
        rect: Rect::new(rect.x, rect.y, rect.width, height),
        name_at,
        lane,
        hidden: others.len() - folded.len(),
        folded,
    }
}
