//! What stands beside the wires: scissors where a link is cut, and requests that wait.

use highwater_core::id::{BrokerId, NodeId};

use super::badge::{self, Mark, mark_room};
use super::cluster::{Lost, Parked};
use super::geometry::{Point, Rect, Size, TEXT, point, text_width};
use super::ink::{self, shape};
use super::label;
use super::layout::Artist;
use super::plan::BrokerPlan;
use super::route::Route;
use super::scene::{Anchor, Group, Part};
use super::wires::Wire;
use crate::session::Selection;

/// The size of the scissors on a link that is cut.
const CUT_MARK: Size = Size {
    width: 24.0,
    height: 24.0,
};

impl Artist<'_> {
    /// The links that are cut, each with its scissors: near the server, as messages that a cut stops
    /// stand in the middle. No capsule may cover them. An arrow shows which way a link is cut, where it
    /// is one way only.
    pub(super) fn cuts(&self, kind: &mut Group, taken: &mut Vec<Rect>) {
        for (a, b) in &self.cluster.cuts {
            let name = label::cut(self.lang, *a, *b);
            self.cut(kind, taken, (*a, *b), name);
        }
        for (from, to) in &self.cluster.cuts_one_way {
            let name = label::cut_one_way(self.lang, *from, *to);
            let Some(line) = self.cut(kind, taken, (*from, *to), name) else {
                continue;
            };
            // The scissors stand at one end; the arrow stands beside them, towards the other.
            let (at, ahead) = (line.at(820), line.at(830));
            let way = self.way_of_cut(*from, *to);
            let turned = way != (*from, *to);
            taken.push(Rect::around(at, CUT_MARK));
            if let Some(Part::Group(group)) = kind.parts.last_mut() {
                group.path("cut__arrow", arrow(at, ahead, turned));
            }
        }
    }

    /// The line of two brokers runs as the fetches between them do: from follower to leader.
    fn way_of_cut(&self, a: NodeId, b: NodeId) -> (NodeId, NodeId) {
        let turned =
            self.cluster.links.contains(&(b, a)) || (a.broker().is_some() && b.broker().is_none());
        if turned { (b, a) } else { (a, b) }
    }

    fn cut(
        &self,
        kind: &mut Group,
        taken: &mut Vec<Rect>,
        (a, b): (NodeId, NodeId),
        name: String,
    ) -> Option<Route> {
        let (client, server) = self.way_of_cut(a, b);
        let line = self.way(Wire::Line, client, server)?;
        let at = line.at(940);
        taken.push(Rect::around(at, CUT_MARK));
        let group = kind.group("handle cut");
        group.name(name);
        group.select(Selection::Link(a.min(b), a.max(b)), self.gaze.selection);
        group.path("cut__line", line.path());
        group.circle("cut__ground", at, CUT_MARK.width / 2.0);
        group.path("cut__mark", scissors(at));
        Some(line)
    }

    /// What there is to say of a broker, on the upper edge of its box, from the right; where there is no
    /// room beside the brokers, the acks that wait there, too.
    pub(super) fn marks_of_brokers(&self, kind: &mut Group, taken: &mut Vec<Rect>) {
        for (broker, place) in self.cluster.brokers.iter().zip(&self.plan.brokers) {
            let mut marks = broker.marks.clone();
            if let (false, Some((count, name, _))) = (self.plan.wide, self.acks_at(place.id)) {
                marks.push((Mark::AcksWait, label::acks_wait(self.lang, count), name));
            }
            let mut right = place.rect.right() - 8.0;
            for (mark, words, name) in marks {
                let mut room = mark_room(&words, point(0.0, place.rect.y - 2.0));
                room.x = right - room.width;
                if room.x < place.rect.x {
                    break;
                }
                right = room.x - 5.0;
                taken.push(room);
                let group = kind.group("broker-mark");
                group.name(name);
                badge::mark(group, mark, words, point(room.x, room.centre().y));
            }
        }
    }

    /// Where messages were lost a moment ago: in the middle of their way.
    pub(super) fn losses(&self, kind: &mut Group) {
        for lost in &self.cluster.lost {
            self.loss(kind, lost);
        }
    }

    fn loss(&self, kind: &mut Group, lost: &Lost) {
        let (from, to) = (
            lost.connection.sender(lost.direction),
            lost.connection.receiver(lost.direction),
        );
        let Some(way) = self.way(Wire::Capsule, from, to) else {
            return;
        };
        let at = way.at(500);
        let group = kind.group("loss");
        group.name(label::lost(self.lang, &lost.name));
        group.circle("loss__ground", at, 9.0);
        let corner = point(at.x - 3.5, at.y - 3.5);
        group.shape("loss__mark", corner, "l7 7m0 -7l-7 7");
    }

    /// Requests that wait at a broker. No capsule may cover what is said of the acks.
    pub(super) fn waiting_requests(&self, kind: &mut Group, taken: &mut Vec<Rect>) {
        if self.plan.wide {
            for place in &self.plan.brokers {
                self.acks(kind, place, taken);
            }
        }
        for parked in &self.cluster.parked {
            if parked.ack_at.is_none() {
                self.parked_fetch(kind, *parked);
            }
        }
    }

    /// The acks that wait at a broker: how many, what each waits for, and whose the first is.
    fn acks_at(&self, broker: BrokerId) -> Option<(usize, String, NodeId)> {
        let (mut count, mut names, mut first) = (0, String::new(), None);
        for parked in &self.cluster.parked {
            let (true, Some(ack_at)) = (parked.broker == broker, parked.ack_at) else {
                continue;
            };
            let node = NodeId::Broker(broker);
            let name = label::ack_waits_for(self.lang, parked.client, node, ack_at);
            label::append(&mut names, &name);
            first = first.or(Some(parked.client));
            count += 1;
        }
        Some((count, names, first?))
    }

    /// The acks that wait at a broker, in a note on the way that the first of them will take, unless
    /// another producer stands there.
    fn acks(&self, kind: &mut Group, place: &BrokerPlan, taken: &mut Vec<Rect>) {
        let Some((count, names, client)) = self.acks_at(place.id) else {
            return;
        };
        let Some(way) = self.way(Wire::Capsule, client, NodeId::Broker(place.id)) else {
            return;
        };
        let words = label::acks_wait(self.lang, count);
        let size = Size {
            width: text_width(&words, TEXT) + 16.0,
            height: 21.0,
        };
        let mut rect = Rect::around(way.at(1_000), size);
        let mut cards = self.plan.producers.iter();
        if cards.any(|(_, card)| card.overlaps(rect)) {
            let beside = point(self.plan.ways().left, place.rect.bottom() - 16.0);
            rect = Rect::around(beside, size);
        }
        taken.push(rect);
        let group = kind.group("ack-waits");
        group.name(names);
        group.rect("ack-waits__frame", rect, 10.5);
        let text_at = point(rect.centre().x, rect.centre().y + 4.2);
        group.text("ack-waits__text", words, text_at, Anchor::Middle);
    }

    /// A fetch that waits for data stands where it arrived.
    fn parked_fetch(&self, kind: &mut Group, parked: Parked) {
        let broker = NodeId::Broker(parked.broker);
        let Some(line) = self.way(Wire::Line, parked.client, broker) else {
            return;
        };
        let size = Size {
            width: 7.0,
            height: 13.0,
        };
        let group = kind.group("parked");
        group.name(label::fetch_waits(self.lang, parked.client, broker));
        group.rect("parked__mark", Rect::around(line.at(1_000), size), 3.0);
    }
}

/// A pair of scissors.
pub(super) fn scissors(at: Point) -> String {
    const BLADES: &str = "l8.1 9.4m2.9 -9.4l-8.1 9.4";
    const HANDLES: &str = "m-1.6 -.8a2.4 2.4 0 1 0 .1 0m8.3 0a2.4 2.4 0 1 0 .1 0";
    shape(point(at.x - 5.5, at.y - 6.0), BLADES) + HANDLES
}

/// An arrow's head at a place on a line that runs on to `ahead`, or against it.
pub(super) fn arrow(at: Point, ahead: Point, turned: bool) -> String {
    let way = at.distance(ahead).max(0.1);
    let along = if turned { -1.0 } else { 1.0 } / way;
    let (x, y) = ((ahead.x - at.x) * along, (ahead.y - at.y) * along);
    let mut path = String::new();
    for (command, forth, across) in [('M', 7.0, 0.0), ('L', -6.0, 6.5), ('L', -6.0, -6.5)] {
        ink::write(
            &mut path,
            command,
            &[at.x + forth * x - across * y, at.y + forth * y + across * x],
        );
    }
    path.push('z');
    path
}
