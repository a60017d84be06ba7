//! A record in a log: a cell with its offset, and under it the epoch of the leader that wrote it, or what the
//! lesson is about.

use highwater_core::id::{LeaderEpoch, Offset};
use highwater_core::log::Record;
use highwater_text::course::CellWord;
use highwater_text::{Lang, same};

use super::geometry::{Rect, TEXT, fit, point};
use super::scene::{Anchor, Group};

/// How high a cell is.
pub const CELL_HEIGHT: f64 = 34.0;
/// How many colours epochs take turns with.
pub const EPOCH_COLOURS: i32 = 5;

/// What stands under the offset. Who has no key says nothing.
#[must_use]
pub fn word(word: CellWord, epoch: LeaderEpoch, record: &Record) -> String {
    let of_record = match word {
        CellWord::Epoch => return epoch_word(epoch),
        CellWord::Key => &record.key,
        CellWord::Value => &record.value,
    };
    of_record.as_deref().unwrap_or_default().to_owned()
}

/// An epoch, as it stands in a cell.
#[must_use]
pub fn epoch_word(epoch: LeaderEpoch) -> String {
    same!(Lang::En, "e{0}", epoch)
}

/// Draws a record.
pub fn cell<'a>(
    parent: &'a mut Group,
    (offset, epoch): (Offset, LeaderEpoch),
    word: &str,
    committed: bool,
    rect: Rect,
) -> &'a mut Group {
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
        fit(word, rect.width, TEXT),
        point(middle, rect.y + 29.0),
        Anchor::Middle,
    );
    cell
}
