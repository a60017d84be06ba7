//! The ticks of a lane: the high watermark, consumers' positions, the log end offset. Each has a shape
//! of its own, and words that keep clear of each other.

use highwater_core::id::Offset;
use highwater_core::sim::Standing;

use super::axis::CELL_GAP;
use super::cell::CELL_HEIGHT;
use super::geometry::{TEXT, point, spread, text_width};
use super::ink::{self, shape};
use super::label;
use super::lane::{Lane, WATER_MARGIN};
use super::scene::{Anchor, Group};

/// The room between the words of two ticks.
pub(super) const WORDS_GAP: f64 = 7.0;
/// From the middle of a mark to its words.
const WORDS_APART: f64 = 9.0;

/// A tick above the cells.
#[derive(Clone, Debug)]
struct Upper {
    at: Offset,
    is_position: bool,
    class: &'static str,
    words: String,
}

impl Upper {
    /// How much room the words of all of them need.
    fn length(ticks: &[Self]) -> f64 {
        ticks
            .iter()
            .map(|tick| text_width(&tick.words, TEXT) + WORDS_GAP)
            .sum()
    }
}

impl Lane<'_> {
    /// The high watermark, and the positions, above the cells; their words keep clear of each other.
    pub(super) fn upper_ticks(&self) -> (Group, Group) {
        let ticks = self.upper_words();
        let hw_x = self.x_of(self.replica.log.high_watermark());
        let wish = |tick: &Upper| {
            let (x, width) = (self.x_of(tick.at), text_width(&tick.words, TEXT));
            let left = match tick.is_position {
                false => x - width / 2.0,
                true if x > hw_x => x - 4.0,
                true => x + 4.0 - width,
            };
            (left, width)
        };
        let wishes: Vec<(f64, f64)> = ticks.iter().map(wish).collect();
        let lefts = spread(&wishes, WORDS_GAP, self.rect.x, self.rect.right());
        let (mut hw, mut positions) = (Group::default(), Group::default());
        for (tick, left) in ticks.into_iter().zip(lefts) {
            let group = if tick.is_position {
                &mut positions
            } else {
                &mut hw
            };
            if self.axis.shows(tick.at) {
                group.group(match tick.is_position {
                    true => self.position_tick(tick.at),
                    false => self.high_watermark_tick(tick.at),
                });
            }
            let at = point(left, self.rect.y + 32.0);
            group.text(tick.class, tick.words, at, Anchor::Start);
        }
        (hw, positions)
    }

    /// What the ticks say, from left to right: a position at the high watermark stands left of it.
    /// Where there is no room for all of it, positions are told by their consumers' names alone.
    fn upper_words(&self) -> Vec<Upper> {
        let hw = self.replica.log.high_watermark();
        let hw_tick = Upper {
            at: hw,
            is_position: false,
            class: match self.replica.standing {
                Standing::Crashed => "tick__text tick__text--checkpoint",
                _ => "tick__text tick__text--hw",
            },
            words: self.pointed(
                hw,
                match self.replica.standing {
                    Standing::Crashed => label::checkpoint(self.lang, hw),
                    _ => format!("HW {hw}"),
                },
            ),
        };
        let with = |say: &dyn Fn(&str, Offset) -> String| {
            let mut ticks = vec![hw_tick.clone()];
            for (who, at) in self.positions {
                let tick = Upper {
                    at: *at,
                    is_position: true,
                    class: "tick__text tick__text--position",
                    words: say(who, *at),
                };
                let place = ticks
                    .iter()
                    .position(|other| tick.at <= other.at)
                    .unwrap_or(ticks.len());
                ticks.insert(place, tick);
            }
            ticks
        };
        let full = with(&|who, at| self.pointed(at, label::position(who, at)));
        if Upper::length(&full) <= self.rect.width {
            return full;
        }
        let names = with(&|who, _| who.to_owned());
        if Upper::length(&names) <= self.rect.width {
            names
        } else {
            vec![hw_tick]
        }
    }

    /// A tick outside the window stands at its end and says in which direction it lies.
    fn pointed(&self, offset: Offset, words: String) -> String {
        if self.axis.shows(offset) {
            words
        } else if offset < self.axis.first {
            format!("‹ {words}")
        } else {
            format!("{words} ›")
        }
    }

    fn x_of(&self, offset: Offset) -> f64 {
        self.axis.x_of(offset) - CELL_GAP / 2.0
    }

    fn high_watermark_tick(&self, at: Offset) -> Group {
        let top = self.cells_y() - WATER_MARGIN - 1.0;
        let bottom = self.cells_y() + CELL_HEIGHT + WATER_MARGIN + 1.0;
        let class = match self.replica.standing {
            Standing::Crashed => "tick tick--checkpoint",
            _ => "tick tick--hw",
        };
        let mut tick = Group::new(class).moved(self.x_of(at), 0.0);
        tick.path("tick__line", {
            let mut path = shape(point(0.0, top), "");
            ink::write(&mut path, 'V', &[bottom]);
            path
        });
        tick
    }

    fn position_tick(&self, at: Offset) -> Group {
        let mut tick = Group::new("tick tick--position").moved(self.x_of(at), 0.0);
        tick.path(
            "tick__mark",
            shape(point(0.0, self.cells_y() - 2.0), "l-5.5 -6h11z"),
        );
        tick
    }

    pub(super) fn end_tick(&self) -> Group {
        let end = self.replica.log.end_offset();
        let mut tick = Group::new("tick tick--leo").moved(self.x_of(end), 0.0);
        if self.axis.shows(end) {
            let below = self.cells_y() + CELL_HEIGHT + 7.0;
            tick.path("tick__mark", shape(point(0.0, below), "l-5.5 8.5h11z"));
        }
        let (x, anchor) = match self.end_words_follow() {
            true => (WORDS_APART, Anchor::Start),
            false => (-WORDS_APART, Anchor::End),
        };
        let at = point(x, self.end_words_y());
        tick.text(
            "tick__text tick__text--leo",
            self.words_of_end(),
            at,
            anchor,
        );
        tick
    }

    fn words_of_end(&self) -> String {
        let end = self.replica.log.end_offset();
        self.pointed(end, format!("LEO {end}"))
    }

    /// The base line of the words of the log end offset.
    pub(super) fn end_words_y(&self) -> f64 {
        self.cells_y() + CELL_HEIGHT + 16.0
    }

    /// Whether the words of the log end offset have room behind their mark.
    fn end_words_follow(&self) -> bool {
        let x = self.x_of(self.replica.log.end_offset());
        x + WORDS_APART + text_width(&self.words_of_end(), TEXT) <= self.rect.right()
    }

    /// From where to where the mark of the log end offset and its words reach.
    pub(super) fn end_words(&self) -> (f64, f64) {
        let x = self.x_of(self.replica.log.end_offset());
        let width = WORDS_APART + text_width(&self.words_of_end(), TEXT);
        match self.end_words_follow() {
            true => (x - WORDS_APART, x + width),
            false => (x - width, x + WORDS_APART),
        }
    }
}
