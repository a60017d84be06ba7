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
    cluster: &Cluster,
    width: f64,
    wide: bool,
    left: f64,
    right: f64,
) -> Top {
    let controllers = |x: f64, y: f64| {
        let at = |(index, (id, _)): (usize, &(NodeId, _))| (*id, point(x + index as f64 * 90.0, y));
        cluster.controllers.iter().enumerate().map(at).collect()
    };
    if wide {
        let stack = |x: f64, index: usize| {
            Rect::new(
                x,
                MARGIN + index as f64 * (CARD_HEIGHT + 70.0),
                COLUMN,
                CARD_HEIGHT,
            )
        };
        let right_x = width - MARGIN - COLUMN;
        return Top {
            producers: numbered(cluster.producers.iter().map(|one| one.id), |index| {
                stack(MARGIN, index)
            }),
            consumers: numbered(cluster.consumers.iter().map(|one| one.id), |index| {
                stack(right_x, index)
            }),
            controllers: controllers((left + right) / 2.0 - 10.0, MARGIN + 30.0),
            bottom: MARGIN + CARD_HEIGHT,
        };
    }
    let half = (right - left - 8.0) / 2.0;
    let y = MARGIN + 42.0;
    let stack = |x: f64, index: usize| {
        Rect::new(x, y + index as f64 * (CARD_HEIGHT + 8.0), half, CARD_HEIGHT)
    };
    let rows = cluster.producers.len().max(cluster.consumers.len()) as f64;
    Top {
        producers: numbered(cluster.producers.iter().map(|one| one.id), |index| {
            stack(left, index)
        }),
        consumers: numbered(cluster.consumers.iter().map(|one| one.id), |index| {
            stack(left + half + 8.0, index)
        }),
        controllers: controllers(width / 2.0 - 10.0, MARGIN + 18.0),
        bottom: y + rows * (CARD_HEIGHT + 8.0) - 8.0,
    }
}

fn numbered(
    ids: impl Iterator<Item = NodeId>,
    place: impl Fn(usize) -> Rect,
) -> Vec<(NodeId, Rect)> {
    ids.enumerate()
        .map(|(index, id)| (id, place(index)))
        .collect()
}
