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
use highwater_core::sim::Standing;
use highwater_text::Lang;

use super::axis::{Axis, CELL_GAP};
use super::badge::{badge, badge_width};
use super::cell::{CELL_HEIGHT, cell};
use super::cluster::Replica;
use super::geometry::{Point, Rect, TEXT, fit, point, text_width};
use super::ink;
use super::label;
use super::scene::{Anchor, Group, Part, Transform};
use super::ticks::WORDS_GAP;
use crate::session::Selection;

/// How high a lane is.
pub const LANE_HEIGHT: f64 = 97.0;
/// Where the cells begin below the lane's top.
const CELLS: f64 = 42.0;
/// How far the water reaches above and below the cells.
pub(super) const WATER_MARGIN: f64 = 6.0;

/// What there is to draw of a replica.
#[derive(Clone, Copy, Debug)]
pub struct Lane<'a> {
    /// Its broker.
    pub broker: BrokerId,
    /// The partition.
    pub partition: TopicPartition,
    /// The partition's name.
    pub name: &'a str,
    /// The facts.
    pub replica: &'a Replica,
    /// Where consumers stand in it, with their names: the leader's lane shows them.
    pub positions: &'a [(String, Offset)],
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

impl Lane<'_> {
    /// The lane.
    #[must_use]
    pub fn draw(&self) -> Group {
        let mut cells = Group::default();
        self.empty_slots(&mut cells);
        self.ghosts(&mut cells);
        self.records(&mut cells);
        self.batches(&mut cells);
        self.counts(&mut cells);
        let (hw_tick, positions) = self.upper_ticks();
        // What stands is changed in place, and ticks and water slide to where they are next: each has
        // a place of its own among the parts, or one would slide out of another.
        let parts = [
            self.handle(),
            self.water(),
            cells,
            hw_tick,
            self.end_tick(),
            positions,
        ];
        let mut group = Group::new("lane");
        group.parts.extend(parts.map(Part::Group));
        group.parts.extend(self.known().map(Part::Group));
        group
    }

    /// What selects the lane: its room, its name and its badge.
    fn handle(&self) -> Group {
        let selection = Selection::Replica(self.broker, self.partition);
        let mut handle = Group::new("handle lane__handle")
            .named(&self.replica.name)
            .selects(selection, self.selection);
        handle.path("handle__area", self.outline());
        handle.text(
            "lane__name",
            self.name,
            point(self.name_at.x, self.name_at.y + 4.2),
            Anchor::Start,
        );
        let after = self.name_at.x + text_width(self.name, TEXT) + 8.0;
        let room = self.rect.right() - after - badge_width("");
        let words = fit(&self.replica.badge, room, TEXT);
        let at = point(after, self.name_at.y);
        handle.group(badge(self.replica.standing, &words, at));
        handle
    }

    /// What a leader knows of its followers, in the line of its own log end offset, where there is
    /// room.
    fn known(&self) -> Option<Group> {
        let known = &self.replica.known;
        if known.is_empty() {
            return None;
        }
        let words = label::known_ends(self.lang, known);
        let width = text_width(&words, TEXT);
        let (left, right) = self.end_words();
        let (x, anchor) = if right + WORDS_GAP + width <= self.rect.right() {
            (self.rect.right(), Anchor::End)
        } else if self.rect.x + width + WORDS_GAP <= left {
            (self.rect.x, Anchor::Start)
        } else {
            return None;
        };
        let mut group =
            Group::new("known").named(label::leader_knows(self.lang, self.broker, known));
        group.text("known__text", words, point(x, self.end_words_y()), anchor);
        Some(group)
    }

    /// The lane's room without the broker's name, which may stand in its corner.
    fn outline(&self) -> String {
        let room = self.rect;
        let (left, top, right, bottom) = (
            room.x - 6.0,
            room.y - 2.0,
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
        self.rect.y + CELLS
    }

    fn water(&self) -> Group {
        let whole = self.axis.length();
        let level = match self.replica.standing {
            // What a dead process has on its disk is no level that anybody may read up to.
            Standing::Crashed => 0.0,
            _ => self.axis.x_of(self.replica.log.high_watermark()) - self.axis.x,
        };
        let mut water = Group::new("water");
        water.parts = vec![Part::Rect(
            "water__band",
            Rect::new(
                self.axis.x - CELL_GAP / 2.0,
                self.cells_y() - WATER_MARGIN,
                whole,
                CELL_HEIGHT + 2.0 * WATER_MARGIN,
            ),
            0.0,
        )];
        water.transform = Transform::Stretch((level / whole.max(1.0)).clamp(0.0, 1.0));
        water
    }

    fn cell_rect(&self, offset: Offset) -> Rect {
        Rect::new(
            self.axis.x_of(offset),
            self.cells_y(),
            self.axis.pitch - CELL_GAP,
            CELL_HEIGHT,
        )
    }

    /// Where records may come: the same places on every replica.
    fn empty_slots(&self, group: &mut Group) {
        let end = self.replica.log.end_offset();
        for offset in self.axis.offsets().filter(|offset| *offset >= end) {
            group.rect("slot", self.cell_rect(offset), 5.0);
        }
    }

    fn ghosts(&self, group: &mut Group) {
        let Some((from, to)) = self.ghost else { return };
        for offset in self
            .axis
            .offsets()
            .filter(|offset| (from..to).contains(offset))
        {
            let mut ghost = Group::new("ghost").named(label::ghost(self.lang, offset));
            let rect = self.cell_rect(offset);
            ghost.rect("ghost__frame", rect, 5.0);
            ghost.text(
                "ghost__offset",
                offset.to_string(),
                point(rect.centre().x, rect.y + 14.5),
                Anchor::Middle,
            );
            group.group(ghost);
        }
    }

    fn records(&self, group: &mut Group) {
        let log = &self.replica.log;
        let tab_stop = self.selects_records();
        for offset in self.axis.offsets() {
            let Some((epoch, record)) = log.record_at(offset) else {
                continue;
            };
            let committed = log.is_committed(offset);
            let mut name = label::record(self.lang, offset, epoch, committed);
            for part in [record.key.as_deref(), record.value.as_deref()]
                .into_iter()
                .flatten()
            {
                name.push_str(", ");
                name.push_str(part);
            }
            let selection = Selection::Record(self.broker, self.partition, offset);
            let mut cell = cell(offset, epoch, committed, self.cell_rect(offset))
                .named(name)
                .selects(selection, self.selection);
            if let Some(target) = &mut cell.target {
                target.tab_stop = tab_stop;
            }
            group.group(cell);
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
            let mut count = Group::new("count").named(label::earlier(self.lang, earlier));
            let at = point(self.axis.x - CELL_GAP - 4.0, middle);
            count.text("count__text", format!("‹ {earlier}"), at, Anchor::End);
            group.group(count);
        }
        if later > 0 {
            let mut count = Group::new("count").named(label::later(self.lang, later));
            count.text(
                "count__text",
                format!("{later} ›"),
                point(self.axis.right() + 4.0, middle),
                Anchor::Start,
            );
            group.group(count);
        }
    }
}
