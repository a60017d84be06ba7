//! The ticks of a lane: the high watermark, consumers' positions, the log end offset. Each has a shape
//! of its own, and words that keep clear of each other.

use highwater_core::id::Offset;
use highwater_text::{Lang, same};

use super::axis::CELL_GAP;
use super::cell::CELL_HEIGHT;
use super::geometry::{TEXT, point, spread, text_width};
use super::ink::{self, shape};
use super::label;
use super::lane::{Lane, WATER_MARGIN};
use super::scene::{Anchor, Group, Transform};

/// The room between the words of two ticks.
pub(super) const WORDS_GAP: f64 = 7.0;
/// From the middle of a mark to its words.
const WORDS_APART: f64 = 9.0;

/// A tick above the cells.
pub(super) struct Upper {
    at: Offset,
    is_position: bool,
    words: String,
    /// How wide its words are.
    width: f64,
}

impl Lane<'_> {
    /// The high watermark or the positions, above the cells; the words of all keep clear of each
    /// other.
    pub(super) fn upper_ticks(&self, group: &mut Group, ticks: &[Upper], positions: bool) {
        let hw_x = self.x_of(self.replica.log.high_watermark());
        let mut wishes = Vec::new();
        for tick in ticks {
            let (x, width) = (self.x_of(tick.at), tick.width);
            let left = match tick.is_position {
                false => x - width / 2.0,
                true if x > hw_x => x - 4.0,
                true => x + 4.0 - width,
            };
            wishes.push((left, width));
        }
        let lefts = spread(&wishes, WORDS_GAP, self.rect.x, self.rect.right());
        for (tick, left) in ticks.iter().zip(lefts) {
            if tick.is_position != positions {
                continue;
            }
            let class = match (positions, self.is_on_disk()) {
                (true, _) => "tick__text tick__text--position",
                (false, true) => "tick__text tick__text--checkpoint",
                (false, false) => "tick__text tick__text--hw",
            };
            if self.axis.shows(tick.at) {
                match positions {
                    true => self.position_tick(group, tick.at),
                    false => self.high_watermark_tick(group, tick.at),
                }
            }
            if self.is_low {
                continue;
            }
            let at = point(left, self.rect.y + 32.0);
            group.text(class, tick.words.clone(), at, Anchor::Start);
        }
    }

    /// Whether the high watermark is what a dead process has on its disk.
    fn is_on_disk(&self) -> bool {
        self.replica.standing.is_down()
    }

    /// What the ticks say, from left to right: a position at the high watermark stands left of it.
    /// Where there is no room for all of it, positions are told by their consumers' names alone.
    pub(super) fn upper_words(&self) -> Vec<Upper> {
        let mut ticks = Vec::new();
        for in_full in [true, false] {
            ticks = self.upper_words_with(in_full);
            let mut length = 0.0;
            for tick in &ticks {
                length += tick.width + WORDS_GAP;
            }
            if length <= self.rect.width {
                return ticks;
            }
        }
        ticks.retain(|tick| !tick.is_position);
        ticks
    }

    fn words_of_high_watermark(&self) -> String {
        let hw = self.replica.log.high_watermark();
        match self.is_on_disk() {
            true => label::checkpoint(self.lang, hw),
            false => same!(Lang::En, "HW {0}", hw),
        }
    }

    /// What ticks say where they stand beside each other, in as many words as there may be room for: positions go
    /// first, as consumers' cards tell them, too.
    pub(super) fn words_beside(&self) -> Vec<String> {
        let both = self.words_of_both();
        let mut all = Vec::new();
        if !self.positions.is_empty() {
            let mut positions = String::new();
            for (who, at) in self.positions {
                label::append(&mut positions, &label::position(who, *at));
            }
            all.push(same!(Lang::En, "{0} · {1}", &positions, &both));
        }
        all.extend([both, self.words_of_end()]);
        all
    }

    /// The high watermark and the log end offset beside each other.
    fn words_of_both(&self) -> String {
        let hw = self.replica.log.high_watermark();
        let hw = self.pointed(hw, self.words_of_high_watermark());
        same!(Lang::En, "{0} · {1}", &hw, &self.words_of_end())
    }

    /// The room that these need beside the badge: none where they have lines of their own.
    pub(super) fn room_of_both(&self) -> f64 {
        match self.is_low {
            true => text_width(&self.words_of_both(), TEXT) + WORDS_GAP,
            false => 0.0,
        }
    }

    fn upper_words_with(&self, in_full: bool) -> Vec<Upper> {
        let hw = self.replica.log.high_watermark();
        let words = self.pointed(hw, self.words_of_high_watermark());
        let mut ticks = vec![Upper::new(hw, false, words)];
        for (who, at) in self.positions {
            let words = if in_full {
                self.pointed(*at, label::position(who, *at))
            } else {
                who.clone()
            };
            let before = ticks.iter().position(|other| *at <= other.at);
            let place = before.unwrap_or(ticks.len());
            ticks.insert(place, Upper::new(*at, true, words));
        }
        ticks
    }

    /// A tick outside the window stands at its end and says in which direction it lies.
    fn pointed(&self, offset: Offset, words: String) -> String {
        if self.axis.shows(offset) {
            words
        } else if offset < self.axis.first {
            label::before(&words)
        } else {
            label::after(&words)
        }
    }

    #[inline(never)]
    fn x_of(&self, offset: Offset) -> f64 {
        self.axis.x_of(offset) - CELL_GAP / 2.0
    }

    fn high_watermark_tick(&self, group: &mut Group, at: Offset) {
        // It ends within the water, so that its round ends keep clear of the words above and below.
        let margin = WATER_MARGIN - 1.0;
        let mut line = shape(point(0.0, self.cells_y() - margin), "");
        ink::write(&mut line, 'V', &[self.cells_y() + CELL_HEIGHT + margin]);
        let tick = group.group(if self.is_on_disk() {
            "tick tick--checkpoint"
        } else {
            "tick tick--hw"
        });
        tick.transform = Transform::Move(point(self.x_of(at), 0.0));
        tick.path("tick__line", line);
    }

    fn position_tick(&self, group: &mut Group, at: Offset) {
        let tick = group.group("tick tick--position");
        tick.transform = Transform::Move(point(self.x_of(at), 0.0));
        // Where the lane is low its badge is near.
        let (up, mark) = match self.is_low {
            true => (1.5, "l-5.5 -5h11z"),
            false => (2.0, "l-5.5 -6h11z"),
        };
        let mark_at = point(0.0, self.cells_y() - up);
        tick.shape("tick__mark", mark_at, mark);
    }

    pub(super) fn end_tick(&self, group: &mut Group) {
        let end = self.replica.log.end_offset();
        let tick = group.group("tick tick--leo");
        tick.transform = Transform::Move(point(self.x_of(end), 0.0));
        let below = self.cells_y() + CELL_HEIGHT + if self.is_low { 3.0 } else { 8.5 };
        // Outside the window it points to where it lies, and its words say where that is.
        let (down, mark) = match () {
            () if self.axis.shows(end) => (0.0, "l-5.5 8.5h11z"),
            () if end < self.axis.first => (5.5, "l8.5 -5.5v11z"),
            () => (5.5, "l-8.5 -5.5v11z"),
        };
        tick.shape("tick__mark", point(0.0, below + down), mark);
        if self.is_low {
            return;
        }
        let words = self.words_of_end();
        let (x, anchor) = match self.end_words_follow(&words) {
            true => (WORDS_APART, Anchor::Start),
            false => (-WORDS_APART, Anchor::End),
        };
        let at = point(x, self.end_words_y());
        tick.text("tick__text tick__text--leo", words, at, anchor);
    }

    pub(super) fn words_of_end(&self) -> String {
        let end = self.replica.log.end_offset();
        self.pointed(end, same!(Lang::En, "LEO {0}", end))
    }

    /// The base line of the words of the log end offset, or in a low lane of what is known of others.
    pub(super) fn end_words_y(&self) -> f64 {
        self.cells_y() + CELL_HEIGHT + if self.is_low { 23.0 } else { 18.0 }
    }

    /// Whether the words of the log end offset have room behind their mark.
    fn end_words_follow(&self, words: &str) -> bool {
        let x = self.x_of(self.replica.log.end_offset());
        x + WORDS_APART + text_width(words, TEXT) <= self.rect.right()
    }

    /// From where to where the mark of the log end offset and its words reach.
    pub(super) fn end_words(&self) -> (f64, f64) {
        let x = self.x_of(self.replica.log.end_offset());
        let words = self.words_of_end();
        let width = WORDS_APART + text_width(&words, TEXT);
        match self.end_words_follow(&words) {
            true => (x - WORDS_APART, x + width),
            false => (x - width, x + WORDS_APART),
        }
    }
}

impl Upper {
    fn new(at: Offset, is_position: bool, words: String) -> Self {
        Self {
            at,
            is_position,
            width: text_width(&words, TEXT),
            words,
        }
    }
}
