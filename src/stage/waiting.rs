//! Requests that wait at a broker: acks for a high watermark, fetches for records. Each picks its connection.

use highwater_core::id::{BrokerId, NodeId};

use super::badge::{self, Mark, mark_room};
use super::cluster::Parked;
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
            let mut marks = broker.marks.clone();
            let acks = self.mark_of_acks(place.id);
            let mut edge = place.rect;
            if let Some((at, _)) = place.folded.filter(|(at, _)| at.y == place.name_at.y) {
                // A broker that is a line has room behind what it says.
                let (left, right) = (at.x + WORDS_OF_LINE, edge.right());
                edge = Rect::new(left, at.y + ABOVE_EDGE, right - left, 0.0);
                if let Some(acks) = acks {
                    marks.push(acks);
                }
            } else if let Some((mark, words, name)) = acks {
                let room = room_on_edge(&words, edge, edge.x + EDGE_PADDING);
                edge.width = edge.right() - room.right();
                edge.x = room.right();
                mark_on_box(kind, taken, room, (mark, words, name));
            }
            marks_on_box(kind, taken, edge, marks);
        }
    }

    /// The same by partition.
    pub(super) fn marks_of_small_boxes(&self, kind: &mut Group, taken: &mut Vec<Rect>) {
        for (broker, place) in self.cluster.brokers.iter().zip(&self.plan.brokers) {
            let mut marks = broker.marks.clone();
            marks.extend(self.mark_of_acks(place.id));
            mark_on_small_box(kind, taken, place, marks, self.is_alone(place));
        }
    }

    /// Whether there is room for words under a small box: in the last line of them, and beside none that is marked.
    fn is_alone(&self, place: &BrokerPlan) -> bool {
        let is_beside = |other: &BrokerPlan| {
            other.id != place.id && (other.rect.x - place.rect.x).abs() < 2.0 * place.rect.width
        };
        let brokers = self.cluster.brokers.iter().zip(&self.plan.brokers);
        for (broker, other) in brokers {
            let is_marked = broker.marks.iter().any(|(mark, ..)| mark.is_condition());
            let is_under = other.rect.y > place.rect.y;
            if is_under || is_beside(other) && (is_marked || self.mark_of_acks(other.id).is_some())
            {
                return false;
            }
        }
        true
    }

    /// Where there is no room beside the boxes.
    #[inline(never)]
    fn mark_of_acks(&self, broker: BrokerId) -> Option<(Mark, String, String)> {
        if self.plan.has_words() {
            return None;
        }
        let acks = self.acks_where(|parked| parked.broker == broker)?;
        Some((
            Mark::AcksWait,
            label::acks_wait(self.lang, acks.count),
            acks.names,
        ))
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
        let mut words = label::acks_wait(self.lang, acks.count);
        // The note may stand beside another producer's card.
        if acks.count == 1 && self.cluster.producers.len() > 1 {
            words = label::of_node(client, &words);
        }
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

fn marks_on_box(
    kind: &mut Group,
    taken: &mut Vec<Rect>,
    rect: Rect,
    marks: Vec<(Mark, String, String)>,
) {
    let mut right = rect.right() - EDGE_PADDING;
    for (mark, words, name) in marks {
        let mut room = room_on_edge(&words, rect, 0.0);
        room.x = right - room.width;
        if room.x < rect.x {
            break;
        }
        right = room.x - 5.0;
        mark_on_box(kind, taken, room, (mark, words, name));
    }
}

/// How wide it is at most what a broker says that is a line.
const WORDS_OF_LINE: f64 = 150.0;
/// From a box's corner to the marks on its edge.
const EDGE_PADDING: f64 = 8.0;
/// How far the middle of such a mark lies above the edge, so that it keeps clear of the badges in the box.
const ABOVE_EDGE: f64 = 5.0;

fn room_on_edge(words: &str, rect: Rect, x: f64) -> Rect {
    mark_room(words, point(x, rect.y - ABOVE_EDGE))
}

fn mark_on_box(
    kind: &mut Group,
    taken: &mut Vec<Rect>,
    room: Rect,
    (mark, words, name): (Mark, String, String),
) {
    taken.push(room);
    let group = kind.group("broker-mark");
    group.name(name);
    badge::mark(group, mark, words, point(room.x, room.centre().y));
}

/// How far the middle of a mark lies under a small box, so that it hangs on the edge and leaves the name free.
const UNDER_NAME: f64 = 8.0;

/// A small box has room for one shape under its name, with words where it is alone with it; all of them are said.
fn mark_on_small_box(
    kind: &mut Group,
    taken: &mut Vec<Rect>,
    place: &BrokerPlan,
    marks: Vec<(Mark, String, String)>,
    is_alone: bool,
) {
    let mut names = String::new();
    for (_, _, name) in &marks {
        label::append(&mut names, name);
    }
    let mut conditions = marks.iter().filter(|(mark, ..)| mark.is_condition());
    let Some((mark, words, _)) = conditions.next() else {
        return;
    };
    let words = if is_alone { words.as_str() } else { "" };
    let mut room = mark_room(words, point(0.0, place.rect.bottom() + UNDER_NAME));
    room.x = place.rect.centre().x - room.width / 2.0;
    taken.push(room);
    let group = kind.group("broker-mark");
    group.name(names);
    badge::mark(
        group,
        *mark,
        words.to_owned(),
        point(room.x, room.centre().y),
    );
}
