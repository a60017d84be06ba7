//! A record in a producer's card: a shape for each way it can be.

use crate::stage::geometry::{Point, Rect, point};
use crate::stage::scene::Group;

/// How wide and how high it is.
pub(super) const SLOT: f64 = 13.0;

/// A record on its way through a producer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slot {
    /// The producer was told that it is in.
    Acked,
    /// It counts as sent, with acks=0: nobody has said that it is in.
    Counted,
    /// It was given up.
    Failed,
    /// Sent, without an answer.
    InFlight,
    /// Not sent yet, or to be sent again.
    Waiting,
}

impl Slot {
    /// Draws the record, its upper left corner at `at`.
    pub fn draw(self, parent: &mut Group, at: Point) {
        let (class, x, y, mark) = match self {
            Self::Acked => ("record record--acked", -3.5, 0.0, "l2.5 3l5 -6"),
            Self::Counted => ("record record--counted", -3.0, 0.0, "h6"),
            Self::Failed => ("record record--failed", -3.0, -3.0, "l6 6m0 -6l-6 6"),
            Self::InFlight => ("record record--in-flight", -3.5, 0.0, "h7m-3 -3l3 3l-3 3"),
            Self::Waiting => ("record record--waiting", 0.0, 0.0, ""),
        };
        let group = parent.group(class);
        let frame = Rect::new(at.x, at.y, SLOT, SLOT);
        group.rect("record__frame", frame, 3.5);
        if self != Self::Waiting {
            let middle = frame.centre();
            group.shape("record__mark", point(middle.x + x, middle.y + y), mark);
        }
    }
}
