//! Which way a message takes between two nodes.

use highwater_core::id::{BrokerId, NodeId, TopicPartition};

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

/// Where on a broker's side wires end, from its top (0) to its bottom (1): each kind has a place of
/// its own, so that capsules that arrive together lie beside each other.
mod dock {
    pub const CONSUMER: f64 = 0.14;
    pub const PRODUCER: f64 = 0.35;
    pub const FOLLOWER_ABOVE: f64 = 0.16;
    pub const FOLLOWER_FAR_BELOW: f64 = 0.4;
    pub const FOLLOWER_FAR_ABOVE: f64 = 0.6;
    pub const FOLLOWER_BELOW: f64 = 0.84;
    pub const OWN_FETCH: f64 = 0.5;
    pub const CONTROLLER: f64 = 0.7;
}

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

struct Wires<'a> {
    plan: &'a Plan,
    wire: Wire,
    about: Option<TopicPartition>,
    height: f64,
}

impl Wires<'_> {
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
            (Kind::Small, _) | (_, Kind::Small) => return self.under(follower.rect, leader.rect),
            (Kind::Row, _) | (_, Kind::Row) => return self.to_row(follower.rect, leader.rect),
            (Kind::Box, Kind::Box) => {}
        }
        let near = follower.row.abs_diff(leader.row) <= 1;
        // Dots pass each other, too.
        let (column, dot) = if near {
            (ways.track, -3.5)
        } else {
            (ways.right, 3.5)
        };
        let dock = match (near, follower.row > leader.row) {
            (true, true) => dock::FOLLOWER_BELOW,
            (true, false) => dock::FOLLOWER_ABOVE,
            (false, true) => dock::FOLLOWER_FAR_BELOW,
            (false, false) => dock::FOLLOWER_FAR_ABOVE,
        };
        let sides = (self.plan.sides.1, self.plan.sides.1);
        let (x, from_x, to_x) = match self.wire {
            Wire::Capsule => (column, ways.track, ways.track),
            Wire::Line => (column, sides.0, sides.1),
            Wire::Dot => (ways.right_gutter + dot, sides.0, sides.1),
        };
        let from_y = at_height(follower.rect, dock::OWN_FETCH);
        Route::bracket(from_x, from_y, x, at_height(leader.rect, dock), to_x)
    }

    /// Both replicas of a folded partition are in its row: what goes from one to the other comes to the row
    /// from outside.
    fn to_row(&self, follower: Rect, leader: Rect) -> Route {
        let ways = self.plan.ways();
        let (out, near) = match self.wire {
            Wire::Capsule => (ways.right, ways.track),
            Wire::Line => (ways.track, self.plan.sides.1),
            Wire::Dot => (ways.right_gutter + 6.0, self.plan.sides.1),
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
    fn under(&self, from: Rect, to: Rect) -> Route {
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
            return self.under(card, to.rect);
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
        let (column, gutter, docked, capsule_x) = if produces {
            (ways.left, ways.left_gutter, left, ways.left)
        } else {
            (ways.right, ways.right_gutter, right, ways.track)
        };
        let y = self.inside(at_height(to, dock_of_client(produces)));
        let (leaves, starts) = edge_of_card(card, y, self.height);
        match self.wire {
            Wire::Capsule => Route::bracket(column, starts, column, y, capsule_x),
            Wire::Line => Route::bracket(column, leaves, column, y, docked),
            Wire::Dot => {
                let x = if produces { card.right() } else { card.x };
                Route::bracket(x, card.centre().y, gutter, y, docked)
            }
        }
    }

    /// Everybody's column is on the right: a producer, whose card is on the left, reaches it through the
    /// channel under the cards.
    fn middle_client_way(&self, produces: bool, card: Rect, to: Rect) -> Route {
        let ways = self.plan.ways();
        let y = self.inside(at_height(to, dock_of_client(produces)));
        if self.wire == Wire::Capsule {
            let starts = if produces {
                self.plan.channel_y
            } else {
                card.centre().y
            };
            return Route::bracket(ways.track, starts, ways.track, y, ways.track);
        }
        let mut route = Route::default();
        if produces {
            route.go(card.centre().x, card.bottom());
            route.go(card.centre().x, self.plan.channel_y);
            route.go(ways.right_gutter, self.plan.channel_y);
        } else {
            route.go(card.right(), card.centre().y);
            route.go(ways.right_gutter, card.centre().y);
        }
        route.go(ways.right_gutter, y);
        route.go(self.plan.sides.1, y);
        route
    }

    fn narrow_client_way(&self, produces: bool, card: Rect, to: Rect) -> Route {
        let ways = self.plan.ways();
        let (x, gutter, docked) = match produces {
            true => (card.x, ways.left_gutter, self.plan.sides.0),
            false => (card.right(), ways.right_gutter, self.plan.sides.1),
        };
        let y = at_height(to, dock_of_client(produces));
        Route::bracket(x, card.centre().y, gutter, y, docked)
    }

    /// From the first broker straight up; from the others around it, through the free row under the
    /// controller. From a small box it is a short way down.
    fn controller_way(&self, from: Dock, controller: Point) -> Route {
        let plan = self.plan;
        let (x, below) = (controller.x, controller.y + 13.0);
        if from.kind == Kind::Small {
            let start = from.rect.centre().x;
            let (y, above) = (from.rect.bottom(), controller.y - 13.0);
            let channel = self.under_small_boxes();
            let mut route = Route::default();
            route.go(start, y);
            route.go(start, channel);
            route.go(x, channel);
            route.go(x, above);
            return route;
        }
        let ways = plan.ways();
        let (left, right) = plan.sides;
        let y = self.inside(at_height(from.rect, dock::CONTROLLER));
        if plan.form == Form::Wide {
            return self.wide_controller_way(from, x, below, y);
        }
        match self.wire {
            Wire::Capsule => Route::bracket(ways.track, y, ways.track, controller.y, ways.track),
            Wire::Line | Wire::Dot if plan.form == Form::Middle => {
                Route::bracket(right, y, ways.right_gutter + 6.0, controller.y, x)
            }
            Wire::Line | Wire::Dot => Route::bracket(left, y, ways.left_gutter, controller.y, x),
        }
    }

    fn wide_controller_way(&self, from: Dock, x: f64, below: f64, y: f64) -> Route {
        let (plan, ways) = (self.plan, self.plan.ways());
        let is_first_box = from.kind == Kind::Box && from.row == 0;
        if is_first_box && plan.partitions.is_empty() {
            let room = match self.wire {
                Wire::Capsule => self.height / 2.0 + 3.0,
                Wire::Dot | Wire::Line => 0.0,
            };
            let (low, high) = (from.rect.y - room, below + room);
            return Route::bracket(x, low.max(high), x, high.min(low), x);
        }
        let (from_x, column) = match self.wire {
            Wire::Capsule => (ways.left, ways.left),
            Wire::Dot | Wire::Line => (plan.sides.0, ways.left_gutter),
        };
        let mut route = Route::bracket(from_x, y, column, plan.channel_y, x);
        if self.wire != Wire::Capsule {
            route.go(x, below);
        }
        route
    }
}

/// At that part of a rectangle's height.
fn at_height(rect: Rect, part: f64) -> f64 {
    rect.y + rect.height * part
}

fn dock_of_client(produces: bool) -> f64 {
    if produces {
        dock::PRODUCER
    } else {
        dock::CONSUMER
    }
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
