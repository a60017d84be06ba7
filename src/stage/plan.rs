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

use highwater_core::id::{BrokerId, NodeId, Offset, TopicPartition};

use super::axis::Axis;
use super::camera::{Camera, Gaze};
use super::cluster::{Broker, Cluster};
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
    pub fn new(cluster: &Cluster<'_>, camera: Camera, gaze: &Gaze<'_>) -> Self {
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
        cluster: &Cluster<'_>,
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
        let lane_x = left
            + if wide {
                NAME_COLUMN
            } else {
                BROKER_PADDING + 2.0
            };
        let lane_width = right - BROKER_PADDING - lane_x;
        let mut plan = Self {
            size: Size { width, height: 0.0 },
            wide,
            brokers: Vec::new(),
            producers: top.producers,
            consumers: top.consumers,
            controllers: top.controllers,
            open,
            axis: axis(cluster, open, lane_x, lane_width, gaze.selection),
            channel_y: (top.bottom + first_y) / 2.0,
        };
        let mut y = first_y;
        for broker in &cluster.brokers {
            let lane = Rect::new(lane_x, y + BROKER_PADDING, lane_width, LANE_HEIGHT);
            let mut placed = place_broker(broker, open, wide, left, lane);
            placed.rect.width = right - left;
            y = placed.rect.bottom() + gap;
            plan.brokers.push(placed);
        }
        let mut bottom = y - gap;
        for (_, rect) in plan.producers.iter().chain(&plan.consumers) {
            bottom = bottom.max(rect.bottom());
        }
        plan.size.height = bottom + MARGIN;
        plan
    }

    /// What the places of things depend on besides the facts, to the pixel.
    #[must_use]
    pub fn frame(&self) -> Frame {
        Frame {
            open: self.open,
            first: self.axis.first,
            slots: self.axis.slots,
            pixels: [
                self.size.width,
                self.size.height,
                self.axis.x,
                self.axis.pitch,
            ]
            .map(|length| length.round() as i64),
        }
    }

    /// A broker's box, and its row, counted from the top.
    #[must_use]
    #[inline(never)]
    pub fn broker(&self, id: BrokerId) -> Option<(Rect, usize)> {
        let row = self.brokers.iter().position(|broker| broker.id == id)?;
        Some((self.brokers.get(row)?.rect, row))
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

fn axis(
    cluster: &Cluster<'_>,
    open: Option<TopicPartition>,
    x: f64,
    width: f64,
    selection: Option<Selection>,
) -> Axis {
    let mut ends: Option<(Offset, Offset)> = None;
    for broker in &cluster.brokers {
        if let Some(replica) = open.and_then(|open| broker.replica(open)) {
            let (start, end) = (replica.log.start_offset(), replica.log.end_offset());
            let (first, last) = ends.unwrap_or((start, end));
            ends = Some((first.min(start), last.max(end)));
        }
    }
    let (start, end) = ends.unwrap_or_default();
    let anchor = match selection {
        Some(Selection::Record(_, partition, offset)) if Some(partition) == open => Some(offset),
        _ => None,
    };
    Axis::new(x, width, start, end, anchor)
}

/// Gives a broker its height, from the top down; its first lane stands in the room for it.
fn place_broker(
    broker: &Broker<'_>,
    open: Option<TopicPartition>,
    wide: bool,
    left: f64,
    room: Rect,
) -> BrokerPlan {
    let top = room.y - BROKER_PADDING;
    let first_line = room.y + 10.0;
    let lane_name_x = if wide { room.x } else { left + 38.0 };
    let mut plan = BrokerPlan {
        id: broker.id,
        rect: Rect::new(left, top, 0.0, 0.0),
        name_at: point(left + 10.0, first_line),
        lane: None,
        folded: Vec::new(),
        hidden: 0,
    };
    let mut y = room.y + EMPTY_HEIGHT;
    if open.is_some_and(|open| broker.replica(open).is_some()) {
        plan.lane = Some((room, point(lane_name_x, first_line)));
        y = room.bottom();
    }
    for (partition, _) in &broker.replicas {
        if Some(*partition) == open {
            continue;
        }
        if plan.folded.len() == FOLDED_MAX {
            plan.hidden += 1;
            continue;
        }
        let row = Rect::new(room.x, y + 2.0, room.width, FOLDED_HEIGHT - 4.0);
        plan.folded.push((*partition, row));
        y += FOLDED_HEIGHT;
    }
    plan.rect.height = y + BROKER_PADDING - top;
    plan
}
