//! A partition that is not open: a row that says what matters of one replica, and opens it.

use highwater_core::id::{BrokerId, TopicPartition};
use highwater_core::sim::Standing;

use super::cluster::Replica;
use super::geometry::{Rect, TEXT, fit, point, text_width};
use super::scene::{Anchor, Group};
use crate::session::Selection;

/// A partition that is not open: its leader or its standing, its LEO and its HW in one row.
#[must_use]
pub fn folded(
    broker: BrokerId,
    partition: TopicPartition,
    name: &str,
    replica: &Replica,
    rect: Rect,
    selection: Option<Selection>,
) -> Group {
    let star = if replica.standing == Standing::Leader {
        "★ "
    } else {
        ""
    };
    let (leo, hw) = (replica.log.end_offset(), replica.log.high_watermark());
    let mut row = Group::new("handle folded")
        .named(&replica.name)
        .selects(Selection::Replica(broker, partition), selection);
    row.rect("handle__area", rect, 5.0);
    let base = rect.centre().y + 4.2;
    let words = format!("{star}LEO {leo} · HW {hw}");
    let name = fit(name, rect.width - text_width(&words, TEXT) - 14.0, TEXT);
    row.text("lane__name", name, point(rect.x + 4.0, base), Anchor::Start);
    row.text(
        "folded__text",
        words,
        point(rect.right() - 4.0, base),
        Anchor::End,
    );
    row
}
