//! How much there is beside the boxes: columns in which capsules travel, or gutters for dots.

use super::MARGIN;

/// From here on there is room for a column on each side.
const WIDE: f64 = 690.0;
/// From here on there is room for one column.
const MIDDLE: f64 = 430.0;
/// A column beside the boxes, where capsules travel.
pub(super) const COLUMN: f64 = 112.0;
/// The track beside the boxes, where fetches between them travel.
const TRACK: f64 = 108.0;
/// Where there is one column for everybody, all lines run up and down right of it, so that no capsule lies on the
/// line of another connection. The last has room for a dot.
const LINES: f64 = 29.0;
/// The room for dots beside the boxes.
const GUTTER: f64 = 20.0;
const NARROW_GUTTER: f64 = 16.0;

/// How much there is beside the boxes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Form {
    /// A column on the left for producers, a track and a column on the right.
    #[default]
    Wide,
    /// One column on the right for everybody.
    Middle,
    /// Gutters in which messages are dots.
    Narrow,
}

/// The x of each upright way of messages.
#[derive(Clone, Copy, Debug)]
pub struct Ways {
    /// Left of the boxes.
    pub left: f64,
    /// Right of the boxes, next to them.
    pub track: f64,
    /// Right of the track.
    pub right: f64,
    /// For dots, left of the boxes.
    pub left_gutter: f64,
    /// For dots, right of the boxes.
    pub right_gutter: f64,
}

impl Form {
    /// The form of a drawing of that width.
    #[must_use]
    pub fn of(width: f64) -> Self {
        if width >= WIDE {
            Self::Wide
        } else if width >= MIDDLE {
            Self::Middle
        } else {
            Self::Narrow
        }
    }

    /// The left and the right side of the boxes.
    pub(super) fn sides(self, width: f64) -> (f64, f64) {
        match self {
            Self::Wide => (MARGIN + COLUMN + GUTTER, width - MARGIN - COLUMN - TRACK),
            Self::Middle => (MARGIN + NARROW_GUTTER, width - MARGIN - TRACK - LINES),
            Self::Narrow => (MARGIN + NARROW_GUTTER, width - MARGIN - NARROW_GUTTER),
        }
    }

    pub(super) fn ways(self, (left, right): (f64, f64)) -> Ways {
        match self {
            Self::Wide => Ways {
                left: MARGIN + COLUMN / 2.0,
                track: right + TRACK / 2.0,
                right: right + TRACK + COLUMN / 2.0,
                left_gutter: left - GUTTER / 2.0,
                right_gutter: right + GUTTER / 2.0,
            },
            // Beside the lines; what a capsule keeps from the boxes it keeps from them.
            Self::Middle => Ways {
                left: right + (TRACK + MARGIN) / 2.0,
                track: right + (TRACK + MARGIN) / 2.0,
                right: right + (TRACK + MARGIN) / 2.0,
                left_gutter: left - NARROW_GUTTER / 2.0,
                right_gutter: right + GUTTER / 2.0,
            },
            Self::Narrow => {
                let (left, right) = (left - NARROW_GUTTER / 2.0, right + NARROW_GUTTER / 2.0);
                Ways {
                    left,
                    track: right,
                    right,
                    left_gutter: left,
                    right_gutter: right,
                }
            }
        }
    }
}
