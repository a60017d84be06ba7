//! One replica of the open partition: its name and badge, its records on the shared axis, the water
//! up to its high watermark, and the ticks.
//!
//! ```text
//!  orders-0  ( ★ leader · epoch 1 )
//!            c1 → 5 ▾  HW 5
//!  ▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓▓│
//!  [0][1][2][3][4]   │[5]
//!                          ▲ LEO 6
//! ```

use highwater_core::id::{BrokerId, Offset, TopicPartition};
use highwater_text::Lang;
use highwater_text::course::CellWord;

use super::axis::{Axis, CELL_GAP};
use super::badge::{self, badge, badge_width, mark_room, standing_width};
use super::cell::{self, CELL_HEIGHT};
use super::cluster::Replica;
use super::geometry::{Point, Rect, TEXT, fit, point, text_width};
use super::ink;
use super::label;
use super::scene::{Anchor, Group, Transform};
use super::ticks::WORDS_GAP;
use crate::session::Selection;

/// Where the cells begin below the lane's top, and how high the lane is.
const CELLS: f64 = 42.0;
const HEIGHT: f64 = 97.0;
/// The same where it is to be low: what the ticks say stands beside the badge.
const LOW_CELLS: f64 = 28.5;
const LOW_HEIGHT: f64 = 75.5;
/// A low lane has a line of its own for what a leader knows of its followers: nothing else gives way to that.
const KNOWN_HEIGHT: f64 = 12.0;
/// Between the badges of a lane.
const MARKS_GAP: f64 = 5.0;
/// How far the water reaches above and below the cells.
pub(super) const WATER_MARGIN: f64 = 6.0;

/// What there is to draw of a replica.
#[derive(Clone, Copy, Debug)]
pub struct Lane<'a> {
    /// Its broker.
    pub broker: BrokerId,
    /// The partition.
    pub partition: TopicPartition,
    /// What it is called: by broker after its partition, by partition after its broker.
    pub name: &'a str,
    /// The class of that name.
    pub name_class: &'static str,
    /// Whether it is to be low: what its ticks say stands beside its badge.
    pub is_low: bool,
    /// The facts.
    pub replica: &'a Replica<'a>,
    /// Where consumers stand in it, with their names: the leader's lane shows them.
    pub positions: &'a [(String, Offset)],
    /// What stands under a record's offset.
    pub cells: CellWord,
    /// Records that were just cut off.
    pub ghost: Option<(Offset, Offset)>,
    /// The shared axis.
    pub axis: Axis,
    /// Its room.
    pub rect: Rect,
    /// Where its name stands.
    pub name_at: Point,
    /// What is selected.
    pub selection: Option<Selection>,
    /// The language.
    pub lang: Lang,
}

/// How high the lane of a replica is.
#[must_use]
pub fn height(is_low: bool, replica: &Replica<'_>) -> f64 {
    match (is_low, replica.known.is_empty()) {
        (false, _) => HEIGHT,
        (true, true) => LOW_HEIGHT,
        (true, false) => LOW_HEIGHT + KNOWN_HEIGHT,
    }
}

impl Lane<'_> {
    /// Draws the lane.
    pub fn draw(&self, group: &mut Group) {
        self.handle(group);
        // What stands is changed in place, and ticks and water slide to where they are next: each has
        // a place of its own among the parts, or one would slide out of another.
        self.water(group);
        let cells = group.group("");
        self.slots(cells);
        self.batches(cells);
        self.counts(cells);
        let ticks = self.upper_words();
        self.upper_ticks(group.group(""), &ticks, false);
        self.end_tick(group);
        self.upper_ticks(group.group(""), &ticks, true);
        self.known(group);
    }

    /// What selects the lane: its room, its name and its badge.
    fn handle(&self, group: &mut Group) {
        let selection = Selection::Replica(self.broker, self.partition);
        let handle = group.group("handle lane__handle");
        handle.name(self.replica.name.clone());
        handle.select(selection, self.selection);
        handle.path("handle__area", self.outline());
        let at = self.name_at;
        let marks = &self.replica.marks;
        // Beside the badge there is room for what is said there, in short at least.
        let mut shorts = 0.0;
        for (_, [_, short]) in marks {
            shorts += mark_room(short, at).width + MARKS_GAP;
        }
        // Where there is no room for all of it, the word stands without its number.
        let whole = &*self.replica.badge;
        let word = whole.split('·').next().unwrap_or(whole).trim_end();
        // The partition's name stands in the picture's title, too; what is told here stands nowhere else.
        let name_room = text_width(self.name, TEXT) + 8.0;
        let all = at.x + name_room + badge_width(word) + shorts + self.room_of_both();
        let is_partition = self.name_class == "lane__name";
        let is_left_out = is_partition && all > self.rect.right();
        let name = if is_left_out { "" } else { self.name };
        let name_at = point(at.x, at.y + 4.2);
        handle.text(self.name_class, name.to_owned(), name_at, Anchor::Start);
        let after = at.x + if name.is_empty() { 0.0 } else { name_room };
        // What a shape alone would leave untold matters more than the ends, which the cells show, too.
        let lefts = [word, if shorts > 0.0 { word } else { "…" }];
        let lefts = lefts.map(|words| after + badge_width(words) + shorts);
        let right = self.words_at_end(handle, lefts);
        let room = right - after - badge_width("") - shorts;
        let words = if text_width(whole, TEXT) > room {
            word
        } else {
            whole
        };
        let words = fit(words, room, TEXT);
        let standing = self.replica.standing;
        let mut next = point(after + standing_width(standing, &words), at.y);
        badge(handle, standing, words, point(after, at.y));
        for (mark, [whole, short]) in marks {
            next.x += MARKS_GAP;
            shorts -= mark_room(short, at).width + MARKS_GAP;
            let fits = |words: &&String| mark_room(words, next).right() + shorts <= right;
            let words = [whole, short].into_iter().find(fits);
            let words = words.cloned().unwrap_or_default();
            let room = mark_room(&words, next);
            badge::mark(handle, *mark, words, next);
            next.x = room.right();
        }
    }

    /// Where the lane is low, what its ticks say, in the line of its badge, as far as there is room from one of
    /// `lefts` on, the first that there can be; tells where that begins.
    fn words_at_end(&self, group: &mut Group, lefts: [f64; 2]) -> f64 {
        let right = self.rect.right();
        if !self.is_low {
            return right;
        }
        for left in lefts {
            for words in self.words_beside() {
                let begins = right - text_width(&words, TEXT) - WORDS_GAP;
                if begins >= left {
                    // What waits at the box's side is not far.
                    let at = point(right - 3.0, self.name_at.y + 4.2);
                    group.text("row__text", words, at, Anchor::End);
                    return begins;
                }
            }
        }
        right
    }

    /// What a leader knows of its followers, in the line of its own log end offset, or in a low lane below that.
    fn known(&self, group: &mut Group) {
        let Some((words, x, anchor)) = self.known_words() else {
            return;
        };
        let group = group.group("known");
        let known = &self.replica.known;
        group.name(label::leader_knows(self.lang, self.broker, known));
        group.text("known__text", words, point(x, self.end_words_y()), anchor);
    }

    /// The same in as many words as there is room for, and where they stand.
    fn known_words(&self) -> Option<(String, f64, Anchor)> {
        let known = &self.replica.known;
        if known.is_empty() {
            return None;
        }
        let (left, right) = match self.is_low {
            // The whole line is its own.
            true => (self.rect.x, self.rect.x - WORDS_GAP),
            false => self.end_words(),
        };
        // What waits at the box's side is not far.
        let end = self.rect.right() - 4.0;
        for words in label::known_ends(self.lang, known) {
            let width = text_width(&words, TEXT);
            if right + WORDS_GAP + width <= end {
                return Some((words, end, Anchor::End));
            }
            if self.rect.x + width + WORDS_GAP <= left {
                return Some((words, self.rect.x, Anchor::Start));
            }
        }
        None
    }

    /// The lane's room without the broker's name, which may stand in its corner.
    fn outline(&self) -> String {
        let room = self.rect;
        let (left, top, right, bottom) = (
            room.x - 6.0,
            room.y - 4.5,
            room.right() + 3.0,
            room.bottom() + 2.0,
        );
        let corner = self.name_at.x - 5.0;
        let mut path = String::new();
        if corner <= left + 2.0 {
            ink::write(&mut path, 'M', &[left, top]);
        } else {
            ink::write(&mut path, 'M', &[left, room.y + 21.0]);
            ink::write(&mut path, 'H', &[corner]);
            ink::write(&mut path, 'V', &[top]);
        }
        ink::write(&mut path, 'H', &[right]);
        ink::write(&mut path, 'V', &[bottom]);
        ink::write(&mut path, 'H', &[left]);
        path.push('z');
        path
    }

    pub(super) fn cells_y(&self) -> f64 {
        self.rect.y + if self.is_low { LOW_CELLS } else { CELLS }
    }

    fn water(&self, group: &mut Group) {
        let whole = self.axis.length();
        let level = match self.replica.standing {
            // What a dead process has on its disk is no level that anybody may read up to.
            standing if standing.is_down() => 0.0,
            _ => self.axis.x_of(self.replica.log.high_watermark()) - self.axis.x,
        };
        let water = group.group("water");
        let band = Rect::new(
            self.axis.x - CELL_GAP / 2.0,
            self.cells_y() - WATER_MARGIN,
            whole,
            CELL_HEIGHT + 2.0 * WATER_MARGIN,
        );
        water.rect("water__band", band, 0.0);
        water.transform = Transform::Stretch((level / whole.max(1.0)).clamp(0.0, 1.0));
    }

    fn cell_rect(&self, offset: Offset) -> Rect {
        Rect::new(
            self.axis.x_of(offset),
            self.cells_y(),
            self.axis.pitch - CELL_GAP,
            CELL_HEIGHT,
        )
    }

    /// What stands at each offset: a place where a record may come, the same on every replica, a
    /// record that was just cut off, and a record.
    fn slots(&self, group: &mut Group) {
        let end = self.replica.log.end_offset();
        for offset in self.axis.offsets() {
            if offset >= end {
                group.rect("slot", self.cell_rect(offset), 5.0);
            }
        }
        for offset in self.axis.offsets() {
            match self.ghost {
                Some((from, to)) if offset >= from && offset < to => self.ghost(group, offset),
                _ => {}
            }
        }
        for offset in self.axis.offsets() {
            self.record(group, offset);
        }
    }

    fn ghost(&self, group: &mut Group, offset: Offset) {
        let ghost = group.group("ghost");
        ghost.name(label::ghost(self.lang, offset));
        let rect = self.cell_rect(offset);
        ghost.rect("ghost__frame", rect, 5.0);
        let at = point(rect.centre().x, rect.y + 14.5);
        ghost.text("ghost__offset", offset.to_string(), at, Anchor::Middle);
    }

    fn record(&self, group: &mut Group, offset: Offset) {
        let log = self.replica.log;
        let Some((epoch, record)) = log.record_at(offset) else {
            return;
        };
        let committed = log.is_committed(offset);
        let mut name = label::record(self.lang, offset, epoch, committed);
        for part in [&record.key, &record.value] {
            label::append(&mut name, part.as_deref().unwrap_or_default());
        }
        let selection = Selection::Record(self.broker, self.partition, offset);
        let word = cell::word(self.cells, epoch, record);
        let rect = self.cell_rect(offset);
        let cell = cell::cell(group, (offset, epoch), &word, committed, rect);
        cell.name(name);
        cell.select(selection, self.selection);
        if let Some(target) = &mut cell.target {
            target.tab_stop = self.selects_records();
        }
    }

    /// Records that were appended together are joined by one outline.
    fn batches(&self, group: &mut Group) {
        let (first, end) = (self.axis.first, self.axis.end());
        for batch in self.replica.log.batches() {
            let (from, to) = (batch.base_offset.max(first), batch.next_offset().min(end));
            if batch.records.len() > 1 && from < to {
                let (left, right) = (self.cell_rect(from), self.cell_rect(Offset(to.0 - 1)));
                let whole = Rect::new(left.x, left.y, right.right() - left.x, CELL_HEIGHT);
                group.rect("batch", whole.inset(-2.0), 6.0);
            }
        }
    }

    /// Records are reached by the keyboard once their lane or one of them is selected.
    fn selects_records(&self) -> bool {
        let here = (self.broker, self.partition);
        match self.selection {
            Some(
                Selection::Replica(broker, partition) | Selection::Record(broker, partition, _),
            ) => (broker, partition) == here,
            _ => false,
        }
    }

    /// How many records the window leaves out at both ends.
    fn counts(&self, group: &mut Group) {
        let log = &self.replica.log;
        let middle = self.cells_y() + CELL_HEIGHT / 2.0 + 4.2;
        let earlier = self.axis.first.0.min(log.end_offset().0) - log.start_offset().0;
        let later = log.end_offset().0 - self.axis.end().0.max(log.start_offset().0);
        if earlier > 0 {
            let count = group.group("count");
            count.name(label::earlier(self.lang, earlier));
            let at = point(self.axis.x - CELL_GAP - 4.0, middle);
            let words = label::before(&earlier.to_string());
            count.text("count__text", words, at, Anchor::End);
        }
        if later > 0 {
            let count = group.group("count");
            count.name(label::later(self.lang, later));
            let at = point(self.axis.right() + 4.0, middle);
            let words = label::after(&later.to_string());
            count.text("count__text", words, at, Anchor::Start);
        }
    }
}
