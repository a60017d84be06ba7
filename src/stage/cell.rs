//! A record in a log: a cell with its offset and the epoch of the leader that wrote it.

use highwater_core::id::{LeaderEpoch, Offset};
use highwater_text::{Lang, same};

use super::geometry::{Rect, TEXT, point};
use super::scene::{Anchor, Group};

/// How high a cell is.
pub const CELL_HEIGHT: f64 = 34.0;
/// How many colours epochs take turns with.
pub const EPOCH_COLOURS: i32 = 5;

/// Draws a record.
pub fn cell(
    parent: &mut Group,
    offset: Offset,
    epoch: LeaderEpoch,
    committed: bool,
    rect: Rect,
) -> &mut Group {
    let cell = parent.group(if committed {
        "cell cell--committed epoch-"
    } else {
        "cell cell--uncommitted epoch-"
    });
    let colour = epoch.0.rem_euclid(EPOCH_COLOURS);
    cell.class.push(char::from(b'0' + colour as u8));
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
        same!(Lang::En, "e{0}", epoch),
        point(middle, rect.y + 29.0),
        Anchor::Middle,
    );
    cell
}
