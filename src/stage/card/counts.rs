//! A producer's records in its card: numbers of those that have ended, and a mark for each that is under way, or
//! numbers where that are too many.

use highwater_core::wire::Acks;

use super::slot::{SLOT, Slot};
use crate::stage::cluster::Producer;
use crate::stage::geometry::{Point, TEXT, point, text_width};
use crate::stage::scene::{Anchor, Group};

const SLOT_PITCH: f64 = 15.5;
/// From the mark behind a number to what follows.
const COUNT_PITCH: f64 = SLOT + 7.0;

/// How records have ended, in numbers: how many there are does not depend on the room.
pub struct Counts {
    /// How many are in, or count as sent.
    pub sent: (String, Slot),
    failed: String,
}

impl Counts {
    /// Nothing is said of none.
    pub fn of(facts: &Producer) -> Self {
        let words = |count: u64| match count {
            0 => String::new(),
            _ => count.to_string(),
        };
        let more = if facts.acked_more { "+" } else { "" };
        Self {
            sent: (
                words(facts.acked) + more,
                match facts.acks {
                    Acks::None => Slot::Counted,
                    Acks::Leader | Acks::All => Slot::Acked,
                },
            ),
            failed: words(facts.failed),
        }
    }

    fn each(&self) -> impl Iterator<Item = (&String, Slot)> {
        let both = [(&self.sent.0, self.sent.1), (&self.failed, Slot::Failed)];
        both.into_iter().filter(|(words, _)| !words.is_empty())
    }

    /// How wide they are, with the room behind them.
    pub fn width(&self) -> f64 {
        let each = self.each();
        each.map(|(words, _)| count_width(words) + COUNT_PITCH)
            .sum()
    }

    pub fn draw(&self, card: &mut Group, at: &mut Point) {
        for (words, slot) in self.each() {
            counted(card, words, slot, at);
        }
    }
}

/// A number, and what keeps it apart from its mark.
fn count_width(words: &str) -> f64 {
    text_width(words, TEXT) + 3.0
}

/// Records that have not ended.
pub struct UnderWay([(Slot, usize); 2]);

impl UnderWay {
    pub fn of(facts: &Producer) -> Self {
        Self([
            (Slot::InFlight, facts.in_flight),
            (Slot::Waiting, facts.waiting + facts.blocked),
        ])
    }

    fn count(&self) -> usize {
        self.0.iter().map(|(_, count)| count).sum()
    }

    /// How much room they take at least: that of a mark if there is none, so that the first finds its place.
    pub fn width(&self) -> f64 {
        match self.count() {
            0 => SLOT_PITCH,
            count => self.numbers_width().min(count as f64 * SLOT_PITCH),
        }
    }

    fn numbers_width(&self) -> f64 {
        let numbers = self.0.iter().filter(|(_, count)| *count > 0);
        numbers
            .map(|(_, count)| count_width(&count.to_string()) + COUNT_PITCH)
            .sum()
    }

    /// Draws a mark for each, up to `end`. Where there is no room for that, numbers; and where there is none for these
    /// either, as many marks as have room.
    pub fn draw(&self, card: &mut Group, mut at: Point, end: f64) {
        // After the last one there is no gap.
        let room = ((end - at.x + SLOT_PITCH - SLOT) / SLOT_PITCH).max(0.0) as usize;
        let numbers = self.numbers_width() - (COUNT_PITCH - SLOT);
        if self.count() > room && at.x + numbers <= end {
            for (slot, count) in self.0 {
                if count > 0 {
                    counted(card, &count.to_string(), slot, &mut at);
                }
            }
            return;
        }
        let [(in_flight, sent), (waits, waiting)] = self.0;
        // Of either kind one is seen, if two have room.
        let kept = usize::from(sent > 0 && room > 1);
        let waiting = waiting.min(room - kept);
        for (slot, count) in [(in_flight, sent.min(room - waiting)), (waits, waiting)] {
            for _ in 0..count {
                slot.draw(card, at);
                at.x += SLOT_PITCH;
            }
        }
    }
}

/// A number, and the mark of what it counts.
fn counted(card: &mut Group, words: &str, slot: Slot, at: &mut Point) {
    let words_at = point(at.x, at.y + 10.7);
    card.text("card__line", words.to_owned(), words_at, Anchor::Start);
    at.x += count_width(words);
    slot.draw(card, *at);
    at.x += COUNT_PITCH;
}
