//! Which way a message takes between two nodes.

use highwater_core::id::NodeId;

use super::geometry::{Point, Rect};
use super::plan::Plan;
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

/// The way from one node to another; none if one of them is not drawn. A capsule is that high.
#[must_use]
pub fn way(
    plan: &Plan,
    wire: Wire,
    from: NodeId,
    to: NodeId,
    capsule_height: f64,
) -> Option<Route> {
    // Where there is no room for capsules, everything takes the way of the dots.
    let wire = if plan.wide { wire } else { Wire::Dot };
    match (from, to) {
        (NodeId::Broker(follower), NodeId::Broker(leader)) => Some(replica_way(
            plan,
            wire,
            plan.broker(follower)?,
            plan.broker(leader)?,
        )),
        (NodeId::Producer(_) | NodeId::Consumer(_), NodeId::Broker(broker)) => Some(client_way(
            plan,
            wire,
            matches!(from, NodeId::Producer(_)),
            plan.card(from)?,
            plan.broker(broker)?.0,
            capsule_height,
        )),
        (NodeId::Broker(broker), NodeId::Controller(_)) => Some(controller_way(
            plan,
            wire,
            plan.broker(broker)?,
            plan.controller(to)?,
            capsule_height,
        )),
        (NodeId::Broker(_), NodeId::Producer(_) | NodeId::Consumer(_))
        | (NodeId::Controller(_), NodeId::Broker(_)) => {
            let mut route = way(plan, wire, to, from, capsule_height)?;
            route.reverse();
            Some(route)
        }
        _ => None,
    }
}

/// At that part of a rectangle's height.
fn at_height(rect: Rect, part: f64) -> f64 {
    rect.y + rect.height * part
}

/// Neighbours use the track; who is further away uses the column beyond, so that two followers'
/// fetches pass each other.
fn replica_way(
    plan: &Plan,
    wire: Wire,
    (follower, follower_row): (Rect, usize),
    (leader, leader_row): (Rect, usize),
) -> Route {
    let ways = plan.ways();
    let near = follower_row.abs_diff(leader_row) <= 1;
    // Dots pass each other, too.
    let (column, dot) = if near {
        (ways.track, -3.5)
    } else {
        (ways.right, 3.5)
    };
    let dock = match (near, follower_row > leader_row) {
        (true, true) => dock::FOLLOWER_BELOW,
        (true, false) => dock::FOLLOWER_ABOVE,
        (false, true) => dock::FOLLOWER_FAR_BELOW,
        (false, false) => dock::FOLLOWER_FAR_ABOVE,
    };
    let (x, from_x, to_x) = match wire {
        Wire::Capsule => (column, ways.track, ways.track),
        Wire::Line => (column, follower.right(), leader.right()),
        Wire::Dot => (ways.right_gutter + dot, follower.right(), leader.right()),
    };
    let from_y = at_height(follower, dock::OWN_FETCH);
    Route::bracket(from_x, from_y, x, at_height(leader, dock), to_x)
}

/// Producers use the column left of the brokers, consumers the one right of them.
fn client_way(
    plan: &Plan,
    wire: Wire,
    produces: bool,
    card: Rect,
    broker: Rect,
    height: f64,
) -> Route {
    let ways = plan.ways();
    let (column, gutter, docked, capsule_x, dock) = if produces {
        (
            ways.left,
            ways.left_gutter,
            broker.x,
            ways.left,
            dock::PRODUCER,
        )
    } else {
        (
            ways.right,
            ways.right_gutter,
            broker.right(),
            ways.track,
            dock::CONSUMER,
        )
    };
    let y = at_height(broker, dock);
    let (leaves, starts) = edge_of_card(card, y, height);
    match wire {
        Wire::Capsule => Route::bracket(column, starts, column, y, capsule_x),
        Wire::Line => Route::bracket(column, leaves, column, y, docked),
        Wire::Dot => {
            // Wide, the clients stand outside of their gutter; narrow, above the brokers.
            let x = if produces == plan.wide {
                card.right()
            } else {
                card.x
            };
            Route::bracket(x, card.centre().y, gutter, y, docked)
        }
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

/// From the first broker straight up; from the others around it, through the free row under the
/// controller.
fn controller_way(
    plan: &Plan,
    wire: Wire,
    (broker, row): (Rect, usize),
    controller: Point,
    height: f64,
) -> Route {
    let ways = plan.ways();
    let (x, below) = (controller.x, controller.y + 13.0);
    if row == 0 && plan.wide {
        let room = match wire {
            Wire::Capsule => height / 2.0 + 3.0,
            Wire::Dot | Wire::Line => 0.0,
        };
        let (low, high) = (broker.y - room, below + room);
        return Route::bracket(x, low.max(high), x, high.min(low), x);
    }
    let y = at_height(broker, dock::CONTROLLER);
    if !plan.wide {
        return Route::bracket(broker.x, y, ways.left_gutter, controller.y, x);
    }
    let (from_x, column) = match wire {
        Wire::Capsule => (ways.left, ways.left),
        Wire::Dot | Wire::Line => (broker.x, ways.left_gutter),
    };
    let mut route = Route::bracket(from_x, y, column, plan.channel_y, x);
    if wire != Wire::Capsule {
        route.go(x, below);
    }
    route
}
