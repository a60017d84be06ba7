//! Which way a message takes between two nodes.

use highwater_core::id::NodeId;

use super::geometry::{Point, Rect, point};
use super::plan::Plan;
use super::route::Route;

/// The ways between two nodes, each from the first to the second.
#[derive(Clone, Debug, PartialEq)]
pub struct Wire {
    /// Where a capsule travels.
    pub capsule: Route,
    /// Where a dot travels.
    pub dot: Route,
    /// The line between the two.
    pub line: Route,
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

impl Wire {
    /// The wire between two nodes for capsules of that height; none if one of them is not drawn.
    #[must_use]
    pub fn between(plan: &Plan, from: NodeId, to: NodeId, capsule_height: f64) -> Option<Self> {
        match (from, to) {
            (NodeId::Broker(follower), NodeId::Broker(leader)) => {
                let rows = (plan.row(follower)?, plan.row(leader)?);
                Some(replica_wire(
                    plan,
                    plan.broker(follower)?,
                    plan.broker(leader)?,
                    rows,
                ))
            }
            (NodeId::Producer(_), NodeId::Broker(broker)) => Some(producer_wire(
                plan,
                plan.card(from)?,
                plan.broker(broker)?,
                capsule_height,
            )),
            (NodeId::Consumer(_), NodeId::Broker(broker)) => Some(consumer_wire(
                plan,
                plan.card(from)?,
                plan.broker(broker)?,
                capsule_height,
            )),
            (NodeId::Broker(broker), NodeId::Controller(_)) => {
                let first = plan.row(broker)? == 0;
                Some(controller_wire(
                    plan,
                    plan.broker(broker)?,
                    plan.controller(to)?,
                    first,
                    capsule_height,
                ))
            }
            (NodeId::Broker(_), NodeId::Producer(_) | NodeId::Consumer(_))
            | (NodeId::Controller(_), NodeId::Broker(_)) => {
                Self::between(plan, to, from, capsule_height).map(Self::reversed)
            }
            _ => None,
        }
    }

    fn reversed(self) -> Self {
        Self {
            capsule: self.capsule.reversed(),
            dot: self.dot.reversed(),
            line: self.line.reversed(),
        }
    }
}

/// At that part of a rectangle's height.
fn at_height(rect: Rect, part: f64) -> f64 {
    rect.y + rect.height * part
}

/// Neighbours use the track; who is further away uses the column beyond, so that two followers'
/// fetches pass each other.
fn replica_wire(plan: &Plan, follower: Rect, leader: Rect, rows: (usize, usize)) -> Wire {
    let ways = plan.ways();
    let near = rows.0.abs_diff(rows.1) <= 1;
    let dock = match (near, rows.0 > rows.1) {
        (true, true) => dock::FOLLOWER_BELOW,
        (true, false) => dock::FOLLOWER_ABOVE,
        (false, true) => dock::FOLLOWER_FAR_BELOW,
        (false, false) => dock::FOLLOWER_FAR_ABOVE,
    };
    let (from_y, to_y) = (
        at_height(follower, dock::OWN_FETCH),
        at_height(leader, dock),
    );
    let around = |x: f64| {
        vec![
            point(follower.right(), from_y),
            point(x, from_y),
            point(x, to_y),
            point(leader.right(), to_y),
        ]
    };
    // Dots pass each other, too.
    let gutter_x = ways.right_gutter + if near { -3.5 } else { 3.5 };
    let capsule = if near {
        vec![point(ways.track, from_y), point(ways.track, to_y)]
    } else {
        vec![
            point(ways.track, from_y),
            point(ways.right, from_y),
            point(ways.right, to_y),
            point(ways.track, to_y),
        ]
    };
    Wire {
        capsule: Route::new(capsule),
        dot: Route::new(around(gutter_x)),
        line: Route::new(around(match (plan.wide, near) {
            (false, _) => gutter_x,
            (true, true) => ways.track,
            (true, false) => ways.right,
        })),
    }
}

fn producer_wire(plan: &Plan, card: Rect, broker: Rect, height: f64) -> Wire {
    let ways = plan.ways();
    let y = at_height(broker, dock::PRODUCER);
    let (leaves, starts) = edge_of_card(card, y, height);
    let dot = Route::new(if plan.wide {
        vec![
            point(card.right(), card.centre().y),
            point(ways.left_gutter, card.centre().y),
            point(ways.left_gutter, y),
            point(broker.x, y),
        ]
    } else {
        gutter(card.x, card, ways.left_gutter, broker.x, y)
    });
    if !plan.wide {
        return Wire {
            capsule: dot.clone(),
            line: dot.clone(),
            dot,
        };
    }
    Wire {
        capsule: Route::new(vec![point(ways.left, starts), point(ways.left, y)]),
        line: Route::new(vec![
            point(ways.left, leaves),
            point(ways.left, y),
            point(broker.x, y),
        ]),
        dot,
    }
}

fn consumer_wire(plan: &Plan, card: Rect, broker: Rect, height: f64) -> Wire {
    let ways = plan.ways();
    let y = at_height(broker, dock::CONSUMER);
    let (leaves, starts) = edge_of_card(card, y, height);
    let from_x = if plan.wide { card.x } else { card.right() };
    let dot = Route::new(gutter(from_x, card, ways.right_gutter, broker.right(), y));
    if !plan.wide {
        return Wire {
            capsule: dot.clone(),
            line: dot.clone(),
            dot,
        };
    }
    let down = |y_from: f64, x_to: f64| {
        Route::new(vec![
            point(ways.right, y_from),
            point(ways.right, y),
            point(x_to, y),
        ])
    };
    Wire {
        capsule: down(starts, ways.track),
        line: down(leaves, broker.right()),
        dot,
    }
}

/// Out of a card's side, along a gutter, and into a broker's side.
fn gutter(from_x: f64, card: Rect, gutter_x: f64, to_x: f64, to_y: f64) -> Vec<Point> {
    let from_y = card.centre().y;
    vec![
        point(from_x, from_y),
        point(gutter_x, from_y),
        point(gutter_x, to_y),
        point(to_x, to_y),
    ]
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
fn controller_wire(plan: &Plan, broker: Rect, controller: Point, first: bool, height: f64) -> Wire {
    let ways = plan.ways();
    let below = point(controller.x, controller.y + 13.0);
    if first && plan.wide {
        let room = height / 2.0 + 3.0;
        let line = Route::new(vec![point(controller.x, broker.y), below]);
        let (low, high) = (broker.y - room, below.y + room);
        let capsule = vec![
            point(controller.x, low.max(high)),
            point(controller.x, high.min(low)),
        ];
        return Wire {
            capsule: Route::new(capsule),
            dot: line.clone(),
            line,
        };
    }
    let y = at_height(broker, dock::CONTROLLER);
    let through = |x: f64, corner: Point| {
        vec![
            point(broker.x, y),
            point(x, y),
            point(x, corner.y),
            corner,
            below,
        ]
    };
    if !plan.wide {
        let corner = point(controller.x, controller.y);
        let mut points = through(ways.left_gutter, corner);
        points.truncate(4);
        let route = Route::new(points);
        return Wire {
            capsule: route.clone(),
            dot: route.clone(),
            line: route,
        };
    }
    let corner = point(controller.x, plan.channel_y);
    Wire {
        capsule: Route::new(vec![
            point(ways.left, y),
            point(ways.left, plan.channel_y),
            corner,
        ]),
        dot: Route::new(through(ways.left_gutter, corner)),
        line: Route::new(through(ways.left_gutter, corner)),
    }
}
