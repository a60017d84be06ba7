//! Requests that wait at a broker: acks for a high watermark, fetches for records. Each picks its connection.

use highwater_core::id::{BrokerId, NodeId};

use super::badge::{self, Mark, mark_room};
use super::cluster::{BrokerMark, Parked};
use super::deferred;
use super::geometry::{Point, Rect, Size, TEXT, point, text_width};
use super::label;
use super::layout::Artist;
use super::plan::BrokerPlan;
use super::scene::{Anchor, Group};
use super::wires::Wire;
use crate::session::{Perspective, Selection};

impl Artist<'_> {
    /// What there is to say of a broker, on the upper edge of its box, from the right; where there is no
    /// room beside the boxes, the acks that wait there, too, on the side of the producers.
    pub(super) fn marks_of_brokers(&self, kind: &mut Group, taken: &mut Vec<Rect>) {
        match self.plan.perspective {
            Perspective::ByBroker => self.marks_of_boxes(kind, taken),
            Perspective::ByPartition => deferred::mark_small_brokers(self, kind, taken),
        }
    }

    fn marks_of_boxes(&self, kind: &mut Group, taken: &mut Vec<Rect>) {
        for (broker, place) in self.cluster.brokers.iter().zip(&self.plan.brokers) {
            let mut edge = place.rect;
            if let Some((at, _)) = place.folded.filter(|(at, _)| at.y == place.name_at.y) {
                // A broker that is a line has room behind what it says.
                let (left, right) = (at.x + WORDS_OF_LINE, edge.right());
                edge = Rect::new(left, at.y + ABOVE_EDGE, right - left, 0.0);
            }
            let acks = self.mark_of_acks(place.id);
            marks_on_box(kind, taken, edge, acks, &broker.marks);
        }
    }

    /// The same by partition.
    pub(super) fn marks_of_small_boxes(&self, kind: &mut Group, taken: &mut Vec<Rect>) {
        for (broker, place) in self.cluster.brokers.iter().zip(&self.plan.brokers) {
            let mut marks = broker.marks.clone();
            marks.extend(self.mark_of_acks(place.id));
            let reach = self.is_alone(place).then(|| self.reach_of(place));
            let width = self.plan.size.width;
            mark_on_small_box(kind, taken, (place.rect, width), &marks, reach);
        }
    }

    /// Whether there is room for words under a small box: in the last line of them, and beside none that is marked.
    fn is_alone(&self, place: &BrokerPlan) -> bool {
        let is_beside = |other: &BrokerPlan| {
            other.id != place.id && (other.rect.x - place.rect.x).abs() < 2.0 * place.rect.width
        };
        let brokers = self.cluster.brokers.iter().zip(&self.plan.brokers);
        for (broker, other) in brokers {
            let is_marked = broker.marks.iter().any(|one| one.mark.is_condition());
            let is_under = other.rect.y > place.rect.y;
            if is_under || is_beside(other) && (is_marked || self.mark_of_acks(other.id).is_some())
            {
                return false;
            }
        }
        true
    }

    fn reach_of(&self, place: &BrokerPlan) -> Reach {
        let in_line = |other: &&BrokerPlan| other.rect.y == place.rect.y;
        let mut boxes = self.plan.brokers.iter().filter(in_line).map(|it| it.id);
        let first = boxes.next();
        let last = boxes.next_back();
        match Some(place.id) {
            id if id == first && last.is_some() => Reach::Left,
            id if id == last => Reach::Right,
            _ => Reach::Both,
        }
    }

    /// Where there is no room beside the boxes.
    #[inline(never)]
    fn mark_of_acks(&self, broker: BrokerId) -> Option<BrokerMark> {
        if self.plan.has_words() {
            return None;
        }
        let acks = self.acks_where(|parked| parked.broker == broker)?;
        let short = match self.waits_for_one_of_many(&acks) {
            true => acks.first.client.to_string(),
            false => acks.count.to_string(),
        };
        Some(BrokerMark {
            mark: Mark::AcksWait,
            words: [self.words_of(&acks), short],
            name: acks.names,
        })
    }

    /// What is said of acks that wait. They may stand beside another producer's card.
    fn words_of(&self, acks: &Acks) -> String {
        let words = label::acks_wait(self.lang, acks.count);
        match self.waits_for_one_of_many(acks) {
            true => label::of_node(acks.first.client, &words),
            false => words,
        }
    }

    fn waits_for_one_of_many(&self, acks: &Acks) -> bool {
        acks.count == 1 && self.cluster.producers.len() > 1
    }

    /// Requests that wait at a broker. No capsule may cover what is said of the acks.
    pub(super) fn waiting_requests(&self, kind: &mut Group, taken: &mut Vec<Rect>) {
        let mut docks: Vec<Rect> = Vec::new();
        let mut waiting: Vec<Rect> = Vec::new();
        for parked in &self.cluster.parked {
            if parked.ack_at.is_none() {
                self.parked_fetch(kind, *parked, &mut waiting);
                continue;
            }
            let dock = self.dock_of(*parked).filter(|dock| !docks.contains(dock));
            if let (true, Some(dock)) = (self.plan.has_words(), dock) {
                docks.push(dock);
                self.note_of_acks(kind, dock, taken);
            }
        }
    }

    /// Where a request waits: at its broker, or by partition at its replica.
    fn dock_of(&self, parked: Parked) -> Option<Rect> {
        let dock = self.plan.dock(parked.broker, parked.partition)?;
        Some(dock.rect)
    }

    fn acks_where(&self, is_there: impl Fn(Parked) -> bool) -> Option<Acks> {
        let (mut count, mut names, mut first) = (0, String::new(), None);
        for parked in &self.cluster.parked {
            let (true, Some(ack_at)) = (is_there(*parked), parked.ack_at) else {
                continue;
            };
            let broker = NodeId::Broker(parked.broker);
            let name = label::ack_waits_for(self.lang, parked.client, broker, ack_at);
            label::append(&mut names, &name);
            first = first.or(Some(*parked));
            count += 1;
        }
        first.map(|first| Acks {
            count,
            names,
            first,
        })
    }

    /// The acks that wait at one place, in a note on the way that the first of them will take, or as near to it
    /// as nothing else stands.
    fn note_of_acks(&self, kind: &mut Group, dock: Rect, taken: &mut Vec<Rect>) {
        let Some(acks) = self.acks_where(|parked| self.dock_of(parked) == Some(dock)) else {
            return;
        };
        let broker = NodeId::Broker(acks.first.broker);
        let (about, client) = (acks.first.partition, acks.first.client);
        let Some(way) = self.way_about(about, Wire::Capsule, client, broker) else {
            return;
        };
        let words = self.words_of(&acks);
        let size = Size {
            width: text_width(&words, TEXT) + 16.0,
            height: 21.0,
        };
        let end = way.at(1_000);
        let is_free = |rect: &Rect| !taken.iter().any(|other| other.overlaps(*rect));
        let mut places = NOTES_ASIDE.into_iter().map(|down| {
            let at = point(end.x, end.y + down);
            Rect::around(at, size)
        });
        let Some(rect) = places.find(is_free) else {
            return;
        };
        taken.push(rect);
        let group = kind.group("handle ack-waits");
        group.name(acks.names);
        let selection = Selection::Connection(acks.first.connection);
        group.select(selection, self.gaze.selection);
        group.rect("ack-waits__frame", rect, 10.5);
        let text_at = point(rect.centre().x, rect.centre().y + 4.2);
        group.text("ack-waits__text", words, text_at, Anchor::Middle);
    }

    /// A fetch that waits for data stands where it arrived. Those that would stand on another have no mark.
    fn parked_fetch(&self, kind: &mut Group, parked: Parked, waiting: &mut Vec<Rect>) {
        let broker = NodeId::Broker(parked.broker);
        if !self.shows_link(parked.client, broker) {
            return;
        }
        let way = self.way_about(parked.partition, Wire::Line, parked.client, broker);
        let Some(line) = way else {
            return;
        };
        let at = line.at(1_000);
        let room = Rect::around(at, PARKED);
        if waiting.iter().any(|other| other.overlaps(room)) {
            return;
        }
        waiting.push(room);
        let group = kind.group("handle parked");
        group.name(label::fetch_waits(self.lang, parked.client, broker));
        let selection = Selection::Connection(parked.connection);
        group.select(selection, self.gaze.selection);
        // The finger needs more than the eye.
        group.circle("parked__area", at, 11.0);
        parked_mark(group, at);
    }
}

/// How far below its way's end a note may stand; less than nothing is above it.
const NOTES_ASIDE: [f64; 8] = [0.0, -11.0, 11.0, -22.0, 22.0, 44.0, 66.0, -44.0];

/// The size of the mark of a fetch that waits.
const PARKED: Size = Size {
    width: 7.0,
    height: 13.0,
};

/// The mark of a fetch that waits.
pub(super) fn parked_mark(group: &mut Group, at: Point) {
    group.rect("parked__mark", Rect::around(at, PARKED), 3.0);
}

/// Acks that wait at one place.
struct Acks {
    count: usize,
    /// What each waits for.
    names: String,
    first: Parked,
}

/// Acks that wait stand left, on the side of the producers, everything else right. Where there is no room for all of
/// it, the last are told in short, and then by their shapes alone.
fn marks_on_box(
    kind: &mut Group,
    taken: &mut Vec<Rect>,
    edge: Rect,
    acks: Option<BrokerMark>,
    others: &[BrokerMark],
) {
    let marks: Vec<&BrokerMark> = acks.iter().chain(others).collect();
    let (mut left, mut right) = (edge.x + EDGE_PADDING, edge.right() - EDGE_PADDING);
    for (one, words) in marks.iter().zip(words_of_marks(&marks, right - left)) {
        let mut room = room_on_edge(words, edge, left);
        if one.mark == Mark::AcksWait {
            left = room.right() + MARKS_GAP;
        } else {
            room.x = right - room.width;
            right = room.x - MARKS_GAP;
        }
        mark_on_box(kind, taken, room, one, words);
    }
}

/// The words of marks beside each other: in full, but as many of the last as have to be in short, or without any.
fn words_of_marks<'a>(marks: &[&'a BrokerMark], room: f64) -> Vec<&'a str> {
    let mut words: Vec<&str> = marks.iter().map(|one| one.words_if(true)).collect();
    let shorter: [fn(&BrokerMark) -> &str; 2] = [|one| one.words_if(false), |_| ""];
    for shorten in shorter {
        for index in (0..marks.len()).rev() {
            if width_of_marks(&words) <= room {
                return words;
            }
            words[index] = shorten(marks[index]);
        }
    }
    words
}

/// How wide marks are beside each other.
fn width_of_marks(words: &[&str]) -> f64 {
    let gaps = words.len().saturating_sub(1) as f64 * MARKS_GAP;
    let rooms = words.iter();
    gaps + rooms
        .map(|it| mark_room(it, Point::default()).width)
        .sum::<f64>()
}

/// Between two marks on one edge.
const MARKS_GAP: f64 = 5.0;
/// How wide it is at most what a broker says that is a line.
const WORDS_OF_LINE: f64 = 150.0;
/// From a box's corner to the marks on its edge.
const EDGE_PADDING: f64 = 8.0;
/// How far the middle of such a mark lies above the edge, so that it keeps clear of the badges in the box.
const ABOVE_EDGE: f64 = 5.0;

fn room_on_edge(words: &str, rect: Rect, x: f64) -> Rect {
    mark_room(words, point(x, rect.y - ABOVE_EDGE))
}

fn mark_on_box(kind: &mut Group, taken: &mut Vec<Rect>, room: Rect, one: &BrokerMark, words: &str) {
    taken.push(room);
    let group = kind.group("broker-mark");
    group.name(one.name.clone());
    let at = point(room.x, room.centre().y);
    badge::mark(group, one.mark, words.to_owned(), at);
}

/// How far the middle of a mark lies under a small box, so that it keeps clear of its edge.
const UNDER_BOX: f64 = 11.5;

/// How far words keep from the way that runs down from the middle of a small box to the controller.
const BESIDE_WAY: f64 = 5.0;

/// A small box has room for one shape under it, with words where it is alone with it; all of them are said. They
/// stay inside of the drawing, which is so wide.
fn mark_on_small_box(
    kind: &mut Group,
    taken: &mut Vec<Rect>,
    (place, width): (Rect, f64),
    marks: &[BrokerMark],
    words_reach: Option<Reach>,
) {
    let mut names = String::new();
    for one in marks {
        label::append(&mut names, &one.name);
    }
    let mut conditions = marks.iter().filter(|one| one.mark.is_condition());
    let Some(one) = conditions.next() else {
        return;
    };
    let words = match words_reach {
        Some(_) => one.words_if(true),
        None => "",
    };
    let mut room = mark_room(words, point(0.0, place.bottom() + UNDER_BOX));
    room.x = match words_reach {
        Some(Reach::Left) => place.centre().x - BESIDE_WAY - room.width,
        Some(Reach::Right) => place.centre().x + BESIDE_WAY,
        Some(Reach::Both) | None => place.centre().x - room.width / 2.0,
    };
    room.x = room.x.min(width - room.width).max(0.0);
    let said = BrokerMark {
        name: names,
        ..one.clone()
    };
    mark_on_box(kind, taken, room, &said, words);
}

/// To which side words under a small box reach: away from the other boxes.
#[derive(Clone, Copy)]
enum Reach {
    Left,
    Both,
    Right,
}

impl BrokerMark {
    /// Its words, in full or in short.
    fn words_if(&self, in_full: bool) -> &str {
        let [whole, short] = &self.words;
        if in_full { whole } else { short }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(mark: Mark, words: &str, short: &str) -> BrokerMark {
        BrokerMark {
            mark,
            words: [words, short].map(str::to_owned),
            name: words.to_owned(),
        }
    }

    #[test]
    fn words_under_the_first_and_the_last_small_box_leave_the_way_to_the_controller_free() {
        let place = Rect::new(110.0, 12.0, 42.0, 24.0);
        let way = Rect::new(place.centre().x, place.bottom(), 0.0, 40.0);
        for reach in [Reach::Left, Reach::Right] {
            let (mut kind, mut taken) = (Group::default(), Vec::new());
            let acks = [mark(Mark::AcksWait, "ack waits", "1")];
            mark_on_small_box(&mut kind, &mut taken, (place, 336.0), &acks, Some(reach));
            assert!(taken.iter().all(|room| !room.overlaps(way)), "{taken:?}");
        }
    }

    #[test]
    fn everything_is_said_on_the_edge_of_a_box_the_last_in_short_or_by_its_shape() {
        let acks = mark(Mark::AcksWait, "p1: ack waits", "p1");
        let others = [
            mark(Mark::Slow, "+600 ms", "+600 ms"),
            mark(Mark::Unread, "5 unread", "5"),
        ];
        for (width, in_short) in [(400.0, 0), (296.0, 1), (220.0, 2), (120.0, 3)] {
            let edge = Rect::new(20.0, 100.0, width, 80.0);
            let (mut kind, mut taken) = (Group::default(), Vec::new());
            marks_on_box(&mut kind, &mut taken, edge, Some(acks.clone()), &others);
            assert_eq!(taken.len(), 3, "{width}");
            let width_of = |one: &BrokerMark| mark_room(one.words_if(true), Point::default()).width;
            let marks = [&acks, &others[0], &others[1]];
            let shorter = marks.iter().zip(&taken);
            let shorter = shorter.filter(|(one, room)| room.width < width_of(one));
            assert_eq!(shorter.count(), in_short, "{width}");
            for (index, room) in taken.iter().enumerate() {
                assert!(room.x >= edge.x && room.right() <= edge.right(), "{width}");
                let others = taken.iter().skip(index + 1);
                assert!(others.clone().all(|it| !it.overlaps(*room)), "{width}");
            }
        }
    }
}
