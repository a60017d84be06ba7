//! Which way a message takes between two nodes.

use highwater_core::id::{BrokerId, NodeId, TopicPartition};

use super::deferred;
use super::geometry::{Point, Rect};
use super::plan::{Dock, Form, Kind, Plan};
use super::route::Route;

/// What goes from one node to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// A capsule, which keeps clear of what stands at both ends.
    Capsule,
    /// A dot.
    Dot,
    /// The line between the two.
    Line,
}

/// Where on a broker's side wires end, in hundredths of its height from its top, and how far lines keep from
/// the middle of their column: each kind has a place of its own, so that capsules that arrive together lie
/// beside each other. The capsules of all are wide enough to lie on their line in the middle of the column.
struct Tracks {
    consumer: i8,
    producer: i8,
    follower_above: i8,
    follower_far_below: i8,
    follower_far_above: i8,
    follower_below: i8,
    controller: i8,
    beside_producer: i8,
    beside_consumer: i8,
    beside_controller: i8,
    beside_follower: i8,
    beside_far_follower: i8,
}

/// Where a follower's own fetches begin.
const OWN_FETCH: i8 = 50;

/// Clients have their columns to themselves, but for further ones and for followers that are far away.
static WIDE: Tracks = Tracks {
    consumer: 12,
    producer: 35,
    follower_above: 32,
    follower_far_below: 40,
    follower_far_above: 60,
    follower_below: 84,
    controller: 70,
    beside_producer: 24,
    beside_consumer: -24,
    beside_controller: 0,
    beside_follower: 0,
    beside_far_follower: -12,
};

/// Everything ends on one side, in the order that parts the lines best. What is upright of them stands right of the
/// column, where capsules do not reach.
static MIDDLE: Tracks = Tracks {
    consumer: 42,
    producer: 8,
    follower_above: 63,
    follower_far_below: 63,
    follower_far_above: 86,
    follower_below: 86,
    controller: 25,
    beside_follower: 58,
    beside_far_follower: 63,
    beside_producer: 68,
    beside_controller: 73,
    beside_consumer: 78,
};

/// Dots pass each other, too.
static NARROW: Tracks = Tracks {
    beside_follower: -4,
    beside_far_follower: 3,
    ..WIDE
};

/// A line beside a stack of cards keeps so many times as far from the middle of their column as one under them.
const STACK_ASIDE: f64 = 2.5;
/// From a line to a card beside it.
const BESIDE_CARD: f64 = 4.0;
/// From the middle of a controller's mark to where ways end beside it, so that a dot there covers nothing of it.
const BESIDE_CONTROLLER: f64 = 21.0;
/// The same above and below it.
const OVER_CONTROLLER: f64 = 18.0;
/// How far above a controller's middle a line keeps clear of the words beside the mark.
const ABOVE_WORDS: f64 = 19.0;
/// How far what goes to the controller keeps from what clients send, where both use one gutter.
const BESIDE_CLIENTS: f64 = 4.0;

/// What is on its way: on which wire, about which partition, and how high its capsule is.
#[derive(Clone, Copy, Debug)]
pub struct Load {
    /// On which wire.
    pub wire: Wire,
    /// About which partition.
    pub about: Option<TopicPartition>,
    /// How high its capsule is.
    pub height: f64,
}

/// The way from one node to another; none if one of them is not drawn.
#[must_use]
#[inline(never)]
pub fn way(plan: &Plan, load: Load, from: NodeId, to: NodeId) -> Option<Route> {
    Wires {
        plan,
        wire: match plan.has_words() {
            true => load.wire,
            // Where there is no room for capsules, everything takes the way of the dots.
            false => Wire::Dot,
        },
        about: load.about,
        height: load.height,
    }
    .way(from, to)
}

/// Who looks for a way.
pub(super) struct Wires<'a> {
    plan: &'a Plan,
    wire: Wire,
    about: Option<TopicPartition>,
    height: f64,
}

impl Wires<'_> {
    #[inline(never)]
    fn way(&self, from: NodeId, to: NodeId) -> Option<Route> {
        match (from, to) {
            (NodeId::Broker(follower), NodeId::Broker(leader)) => {
                Some(self.replica_way(self.dock(follower)?, self.dock(leader)?))
            }
            (NodeId::Producer(_) | NodeId::Consumer(_), NodeId::Broker(broker)) => {
                let produces = matches!(from, NodeId::Producer(_));
                let card = self.plan.card(from)?;
                Some(self.client_way(produces, card, self.dock(broker)?))
            }
            (NodeId::Broker(broker), NodeId::Controller(_)) => {
                Some(self.controller_way(self.dock(broker)?, self.plan.controller(to)?))
            }
            (NodeId::Broker(_), NodeId::Producer(_) | NodeId::Consumer(_))
            | (NodeId::Controller(_), NodeId::Broker(_)) => {
                let mut route = self.way(to, from)?;
                route.reverse();
                Some(route)
            }
            _ => None,
        }
    }

    /// At that height, or as far above it as a capsule needs to stay inside of the drawing.
    fn inside(&self, y: f64) -> f64 {
        y.min(self.plan.size.height - self.height / 2.0 - 1.0)
    }

    fn dock(&self, broker: BrokerId) -> Option<Dock> {
        self.plan.dock(broker, self.about)
    }

    /// Neighbours use the track; who is further away uses the column beyond, so that two followers'
    /// fetches pass each other.
    fn replica_way(&self, follower: Dock, leader: Dock) -> Route {
        let ways = self.plan.ways();
        match (follower.kind, leader.kind) {
            (Kind::Small, _) | (_, Kind::Small) => {
                return deferred::way_to_small_box(self, follower.rect, leader.rect);
            }
            (Kind::Row, _) | (_, Kind::Row) => return self.to_row(follower.rect, leader.rect),
            (Kind::Box, Kind::Box) => {}
        }
        let near = follower.row.abs_diff(leader.row) <= 1;
        let column = if near { ways.track } else { ways.right };
        let tracks = self.tracks();
        let dock = match (near, follower.row > leader.row) {
            (true, true) => tracks.follower_below,
            (true, false) => tracks.follower_above,
            (false, true) => tracks.follower_far_below,
            (false, false) => tracks.follower_far_above,
        };
        let (mut x, mut end) = (column, ways.track);
        if self.wire != Wire::Capsule {
            end = self.plan.sides.1;
            x += f64::from(match near {
                true => tracks.beside_follower,
                false => tracks.beside_far_follower,
            });
        }
        let from_y = at_height(follower.rect, OWN_FETCH);
        let to_y = self.inside(at_height(leader.rect, dock));
        Route::bracket(end, from_y, x, to_y, end)
    }

    fn tracks(&self) -> &'static Tracks {
        match self.plan.form {
            Form::Wide => &WIDE,
            Form::Middle => &MIDDLE,
            Form::Narrow => &NARROW,
        }
    }

    /// Both replicas of a folded partition are in its row: what goes from one to the other comes to the row
    /// from outside.
    fn to_row(&self, follower: Rect, leader: Rect) -> Route {
        let ways = self.plan.ways();
        let (out, near) = match self.wire {
            Wire::Capsule => (ways.right, ways.track),
            Wire::Line => (ways.track, self.plan.sides.1),
            // No nearer to the drawing's edge than a dot has room.
            Wire::Dot => {
                let out = (ways.right_gutter + 6.0).min(self.plan.size.width - 7.0);
                (out, self.plan.sides.1)
            }
        };
        let y = self.inside(follower.centre().y.max(leader.centre().y));
        Route::bracket(out, y, out, y, near)
    }

    /// The free row under the small boxes of the brokers.
    fn under_small_boxes(&self) -> f64 {
        let last = self.plan.brokers.last();
        last.map_or(0.0, |last| last.rect.bottom()) + 15.0
    }

    /// To a small box of the top row, from what stands beside it or under it.
    pub(super) fn under(&self, from: Rect, to: Rect) -> Route {
        let small = self.under_small_boxes();
        let (leaves, y) = if from.y > small {
            (from.y, small)
        } else {
            (from.bottom(), small.max(from.bottom() + 15.0))
        };
        let mut route = Route::default();
        route.go(from.centre().x, leaves);
        route.go(from.centre().x, y);
        route.go(to.centre().x, y);
        route.go(to.centre().x, to.bottom());
        route
    }

    /// Producers use the column left of the boxes, consumers the one right of them.
    fn client_way(&self, produces: bool, card: Rect, to: Dock) -> Route {
        if to.kind == Kind::Small {
            return deferred::way_to_small_box(self, card, to.rect);
        }
        match self.plan.form {
            Form::Wide => self.wide_client_way(produces, card, to.rect),
            Form::Middle => self.middle_client_way(produces, card, to.rect),
            Form::Narrow => self.narrow_client_way(produces, card, to.rect),
        }
    }

    fn wide_client_way(&self, produces: bool, card: Rect, to: Rect) -> Route {
        let ways = self.plan.ways();
        let (left, right) = self.plan.sides;
        // Where the column is, where a capsule stops, where a line does, and how far beside the column another
        // line is, towards the boxes.
        let (column, capsule_x, docked, beside) = match produces {
            true => (ways.left, ways.left, left, WIDE.beside_producer),
            false => (ways.right, ways.track, right, WIDE.beside_consumer),
        };
        let y = self.inside(self.dock_of_client(produces, to));
        let x = card.centre().x;
        let is_capsule = self.wire == Wire::Capsule;
        if (x - column).abs() > 1.0 {
            // It stands beside the column, and reaches it under the cards.
            let under = (self.plan.channel_y - 9.0).max(card.bottom() + BESIDE_CARD);
            if is_capsule {
                return Route::bracket(x, under, column, y, capsule_x);
            }
            let beside = column + f64::from(beside);
            let mut route = Route::bracket(x, card.bottom(), x, under, beside);
            route.go(beside, y);
            route.go(docked, y);
            return route;
        }
        let (leaves, starts) = edge_of_card(card, y, self.height);
        if is_capsule {
            return Route::bracket(column, starts, column, y, capsule_x);
        }
        if self.is_stacked(produces) {
            // From beside the card, since others stand above or below it.
            let beside = column + STACK_ASIDE * f64::from(beside);
            return Route::bracket(beside, card.centre().y, beside, y, docked);
        }
        Route::bracket(column, leaves, column, y, docked)
    }

    /// Whether cards stand below the first of their kind, so that messages leave them at their sides.
    fn is_stacked(&self, produces: bool) -> bool {
        let cards = match produces {
            true => &self.plan.producers,
            false => &self.plan.consumers,
        };
        let mut pairs = cards.windows(2);
        match &cards[..] {
            [(_, first), .., (_, last)] if first.x == last.x => true,
            _ => pairs.any(|pair| matches!(pair, [(_, one), (_, next)] if one.x == next.x)),
        }
    }

    /// Everybody's column is on the right: who stands left of others reaches it through the channel under
    /// the cards.
    fn middle_client_way(&self, produces: bool, card: Rect, to: Rect) -> Route {
        let track = self.plan.ways().track;
        let (right, channel_y) = (self.plan.sides.1, self.plan.channel_y);
        let y = self.inside(self.dock_of_client(produces, to));
        let by_channel = produces || card.right() < right - 1.0;
        let middle = card.centre();
        if self.wire == Wire::Capsule {
            let starts = if by_channel { channel_y } else { middle.y };
            return Route::bracket(track, starts, track, y, track);
        }
        let x = track
            + f64::from(match produces {
                true => MIDDLE.beside_producer,
                false => MIDDLE.beside_consumer,
            });
        if !by_channel {
            return Route::bracket(card.right(), middle.y, x, y, right);
        }
        let mut route = match self.is_stacked(produces) {
            true => Route::bracket(card.x, middle.y, card.x - BESIDE_CARD, channel_y, x),
            false => Route::bracket(middle.x, card.bottom(), middle.x, channel_y, x),
        };
        route.go(x, y);
        route.go(right, y);
        route
    }

    fn narrow_client_way(&self, produces: bool, card: Rect, to: Rect) -> Route {
        let ways = self.plan.ways();
        let (x, gutter, docked) = match produces {
            true => (card.x, ways.left_gutter, self.plan.sides.0),
            false => (card.right(), ways.right_gutter, self.plan.sides.1),
        };
        let y = self.dock_of_client(produces, to);
        Route::bracket(x, card.centre().y, gutter, y, docked)
    }

    fn dock_of_client(&self, produces: bool, to: Rect) -> f64 {
        let tracks = self.tracks();
        at_height(
            to,
            if produces {
                tracks.producer
            } else {
                tracks.consumer
            },
        )
    }

    /// From the first broker straight up; from the others around it, through the free row under the
    /// controller. From a small box it is a short way down.
    fn controller_way(&self, from: Dock, controller: Point) -> Route {
        let plan = self.plan;
        let (x, above) = (controller.x, controller.y - OVER_CONTROLLER);
        if from.kind == Kind::Small {
            let start = from.rect.centre().x;
            let channel = self.under_small_boxes();
            let mut route = Route::default();
            route.go(start, from.rect.bottom());
            route.go(start, channel);
            route.go(x, channel);
            route.go(x, above);
            return route;
        }
        let ways = plan.ways();
        let (left, right) = plan.sides;
        let y = self.inside(at_height(from.rect, self.tracks().controller));
        match (plan.form, self.wire) {
            (Form::Wide, _) => self.wide_controller_way(from, x, controller.y + OVER_CONTROLLER, y),
            (form, Wire::Dot) => {
                let gutter = match form {
                    Form::Narrow => ways.left_gutter - BESIDE_CLIENTS,
                    _ => ways.left_gutter,
                };
                Route::bracket(left, y, gutter, controller.y, x - BESIDE_CONTROLLER)
            }
            (_, Wire::Capsule) => {
                let end = controller.y.max(self.height / 2.0 + 1.0);
                Route::bracket(ways.track, y, ways.track, end, ways.track)
            }
            // Above the words that stand beside the controller.
            (_, Wire::Line) => {
                let beside = ways.track + f64::from(MIDDLE.beside_controller);
                let mut route = Route::bracket(right, y, beside, controller.y - ABOVE_WORDS, x);
                route.go(x, above);
                route
            }
        }
    }

    fn wide_controller_way(&self, from: Dock, x: f64, below: f64, y: f64) -> Route {
        let (plan, ways) = (self.plan, self.plan.ways());
        let room = match self.wire {
            Wire::Capsule => self.height / 2.0 + 3.0,
            Wire::Dot | Wire::Line => 0.0,
        };
        let high = below + room;
        let is_first_box = from.kind == Kind::Box && from.row == 0;
        if is_first_box && plan.partitions.is_empty() {
            let low = from.rect.y - room;
            return Route::bracket(x, low.max(high), x, high.min(low), x);
        }
        let (from_x, column) = match self.wire {
            Wire::Capsule => (ways.left, ways.left),
            Wire::Dot | Wire::Line => (plan.sides.0, ways.left_gutter),
        };
        let mut route = Route::bracket(from_x, y, column, plan.channel_y, x);
        route.go(x, high.min(plan.channel_y));
        route
    }
}

/// At so many hundredths of a rectangle's height.
fn at_height(rect: Rect, hundredths: i8) -> f64 {
    rect.y + rect.height * f64::from(hundredths) / 100.0
}

/// Where a line leaves a card towards `y`, and where a capsule of that height begins next to it.
fn edge_of_card(card: Rect, y: f64, height: f64) -> (f64, f64) {
    let room = height / 2.0 + 4.0;
    if y > card.centre().y {
        (
            card.bottom(),
            (card.bottom() + room).min(y.max(card.bottom())),
        )
    } else {
        (card.y, (card.y - room).max(y.min(card.y)))
    }
}
