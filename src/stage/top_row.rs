//! The row above the brokers: producers, consumers and the controller.

use highwater_core::id::NodeId;

use super::card::CARD_HEIGHT;
use super::cluster::Cluster;
use super::geometry::{Point, Rect, point};
use super::plan::{COLUMN, MARGIN};

/// What stands around the brokers.
pub(super) struct Top {
    pub(super) producers: Vec<(NodeId, Rect)>,
    pub(super) consumers: Vec<(NodeId, Rect)>,
    pub(super) controllers: Vec<(NodeId, Point)>,
    pub(super) bottom: f64,
}

/// Producers on the left, consumers on the right, the controller between them; narrow, the
/// controller above and the clients side by side under it.
pub(super) fn clients_and_controllers(
    cluster: &Cluster<'_>,
    width: f64,
    wide: bool,
    left: f64,
    right: f64,
) -> Top {
    let half = (right - left - 8.0) / 2.0;
    let (producer, consumer_x, pitch, controller) = if wide {
        (
            Rect::new(MARGIN, MARGIN, COLUMN, CARD_HEIGHT),
            width - MARGIN - COLUMN,
            CARD_HEIGHT + 70.0,
            point((left + right) / 2.0 - 10.0, MARGIN + 30.0),
        )
    } else {
        (
            Rect::new(left, MARGIN + 42.0, half, CARD_HEIGHT),
            left + half + 8.0,
            CARD_HEIGHT + 8.0,
            point(width / 2.0 - 10.0, MARGIN + 18.0),
        )
    };
    let mut top = Top {
        producers: Vec::new(),
        consumers: Vec::new(),
        controllers: Vec::new(),
        bottom: producer.bottom(),
    };
    let mut at = producer;
    for one in &cluster.producers {
        top.producers.push((one.id, at));
        at.y += pitch;
    }
    let lowest = at.y;
    at = Rect {
        x: consumer_x,
        ..producer
    };
    for one in &cluster.consumers {
        top.consumers.push((one.id, at));
        at.y += pitch;
    }
    if !wide {
        top.bottom = at.y.max(lowest) - 8.0;
    }
    let mut at = controller;
    for (id, _) in &cluster.controllers {
        top.controllers.push((*id, at));
        at.x += 90.0;
    }
    top
}
