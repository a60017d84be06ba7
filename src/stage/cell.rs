//! A record in a log: a cell with its offset and the epoch of the leader that wrote it.

use highwater_core::id::{LeaderEpoch, Offset};

use super::geometry::{Rect, TEXT, point};
use super::scene::{Anchor, Group};

/// How high a cell is.
pub const CELL_HEIGHT: f64 = 34.0;
/// How many colours epochs take turns with.
pub const EPOCH_COLOURS: i32 = 5;

/// A record.
#[must_use]
pub fn cell(offset: Offset, epoch: LeaderEpoch, committed: bool, rect: Rect) -> Group {
    let state = if committed {
        "committed"
    } else {
        "uncommitted"
    };
    let mut cell = Group::new(format!(
        "cell cell--{state} epoch-{}",
        epoch.0.rem_euclid(EPOCH_COLOURS)
    ));
    cell.rect("cell__frame", rect, 5.0);
    let middle = rect.centre().x;
    cell.text_of(
        "cell__offset",
        offset.to_string(),
        point(middle, rect.y + 15.0),
        Anchor::Middle,
        TEXT + 1.0,
    );
    cell.text(
        "cell__epoch",
        format!("e{epoch}"),
        point(middle, rect.y + 29.0),
        Anchor::Middle,
    );
    cell
}
