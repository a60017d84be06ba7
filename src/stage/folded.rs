//! A partition that is not open: a row that says what matters of one replica, and opens it.

use highwater_core::id::{BrokerId, TopicPartition};
use highwater_core::sim::Standing;
use highwater_text::{Lang, same};

use super::cluster::Replica;
use super::geometry::{Rect, TEXT, fit, point, text_width};
use super::scene::{Anchor, Group};
use crate::session::Selection;

/// Draws a partition that is not open: its leader or its standing, its LEO and its HW in one row.
pub fn folded(
    parent: &mut Group,
    broker: BrokerId,
    partition: TopicPartition,
    name: &str,
    replica: &Replica<'_>,
    rect: Rect,
    selection: Option<Selection>,
) {
    let star = if replica.standing == Standing::Leader {
        "★ "
    } else {
        ""
    };
    let (leo, hw) = (replica.log.end_offset(), replica.log.high_watermark());
    let row = parent.group("handle folded");
    row.name(replica.name.clone());
    row.select(Selection::Replica(broker, partition), selection);
    row.rect("handle__area", rect, 5.0);
    let base = rect.centre().y + 4.2;
    // A dead process has no high watermark: what its disk holds is the checkpoint.
    let words = match replica.standing {
        standing if standing.is_down() => same!(Lang::En, "LEO {0}", leo),
        _ => same!(Lang::En, "{0}LEO {1} · HW {2}", star, leo, hw),
    };
    let name = fit(name, rect.width - text_width(&words, TEXT) - 14.0, TEXT);
    let (left, right) = (rect.x + 4.0, rect.right() - 4.0);
    row.text("lane__name", name, point(left, base), Anchor::Start);
    row.text("folded__text", words, point(right, base), Anchor::End);
}
