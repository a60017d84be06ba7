//! What stands beside the wires: scissors where a link is cut, and requests that wait.

use highwater_core::id::NodeId;

use super::cluster::{Lost, Parked};
use super::geometry::{Point, Rect, Size, TEXT, point, text_width};
use super::ink::shape;
use super::label;
use super::layout::Artist;
use super::route::Route;
use super::scene::{Anchor, Group};
use super::wires::Wire;
use crate::session::Selection;

/// The size of the scissors on a link that is cut.
const CUT_MARK: Size = Size {
    width: 24.0,
    height: 24.0,
};

impl Artist<'_> {
    /// The links that are cut, each with its scissors: near the server, as messages that a cut stops
    /// stand in the middle. No capsule may cover them.
    pub(super) fn cuts(&self, kind: &mut Group, taken: &mut Vec<Rect>) {
        for (a, b) in &self.cluster.cuts {
            // The line of two brokers runs as the fetches between them do: from follower to leader.
            let turned = self.cluster.links.contains(&(*b, *a));
            let (client, server) = if turned { (*b, *a) } else { (*a, *b) };
            let Some(line) = self.way(Wire::Line, client, server) else {
                continue;
            };
            let at = match self.ends_at_small_box(client, server) {
                true => self.free_place(&line, CUT_MARK.width / 2.0),
                false => None,
            };
            let at = at.unwrap_or_else(|| line.at(940));
            taken.push(Rect::around(at, CUT_MARK));
            let group = kind.group("handle cut");
            group.name(label::cut(self.lang, *a, *b));
            group.select(Selection::Link(*a, *b), self.gaze.selection);
            group.path("cut__line", line.path());
            group.circle("cut__ground", at, CUT_MARK.width / 2.0);
            group.path("cut__mark", scissors(at));
        }
    }

    /// Where messages were lost a moment ago: in the middle of their way, or next to it where something
    /// stands there.
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
        let Some(at) = self.free_place(&way, 9.0) else {
            return;
        };
        let group = kind.group("loss");
        group.name(label::lost(self.lang, &lost.name));
        group.circle("loss__ground", at, 9.0);
        let corner = point(at.x - 3.5, at.y - 3.5);
        group.shape("loss__mark", corner, "l7 7m0 -7l-7 7");
    }

    /// A place on a way for something of that radius that covers nothing else: the middle, or near it.
    fn free_place(&self, way: &Route, radius: f64) -> Option<Point> {
        let taken = self.plan.taken();
        let size = Size {
            width: 2.0 * radius,
            height: 2.0 * radius,
        };
        for permille in [500, 600, 400, 700, 300, 800, 200, 900] {
            let at = way.at(permille);
            let room = Rect::around(at, size);
            if !taken.iter().any(|other| other.overlaps(room)) {
                return Some(at);
            }
        }
        None
    }

    /// Requests that wait at a broker. No capsule may cover what is said of the acks.
    pub(super) fn waiting_requests(&self, kind: &mut Group, taken: &mut Vec<Rect>) {
        if self.plan.has_words() {
            let mut docks: Vec<Rect> = Vec::new();
            for parked in &self.cluster.parked {
                let dock = self.dock_of_ack(*parked);
                if let Some(dock) = dock.filter(|dock| !docks.contains(dock)) {
                    docks.push(dock);
                    self.acks(kind, dock, taken);
                }
            }
        }
        for parked in &self.cluster.parked {
            if parked.ack_at.is_none() {
                self.parked_fetch(kind, *parked);
            }
        }
    }

    /// Where a produce request waits for the high watermark: at its broker, or by partition at its replica.
    fn dock_of_ack(&self, parked: Parked) -> Option<Rect> {
        parked.ack_at?;
        let dock = self.plan.dock(parked.broker, parked.partition)?;
        Some(dock.rect)
    }

    /// The acks that wait at one place, in a note on the way that the first of them will take, or below it
    /// where another producer stands.
    fn acks(&self, kind: &mut Group, dock: Rect, taken: &mut Vec<Rect>) {
        let (mut count, mut names, mut way) = (0, String::new(), None);
        for parked in &self.cluster.parked {
            let (true, Some(ack_at)) = (self.dock_of_ack(*parked) == Some(dock), parked.ack_at)
            else {
                continue;
            };
            let broker = NodeId::Broker(parked.broker);
            let name = label::ack_waits_for(self.lang, parked.client, broker, ack_at);
            label::append(&mut names, &name);
            if count == 0 {
                way = self.way_about(parked.partition, Wire::Capsule, parked.client, broker);
            }
            count += 1;
        }
        let Some(way) = way else { return };
        let words = label::acks_wait(self.lang, count);
        let size = Size {
            width: text_width(&words, TEXT) + 16.0,
            height: 21.0,
        };
        let below = point(self.plan.ways().left, dock.bottom() - 16.0);
        let mut places = [way.at(1_000), below]
            .map(|at| Rect::around(at, size))
            .into_iter();
        let is_free = |rect: &Rect| !taken.iter().any(|other| other.overlaps(*rect));
        let Some(rect) = places.find(is_free) else {
            return;
        };
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
        let way = self.way_about(parked.partition, Wire::Line, parked.client, broker);
        let Some(line) = way else {
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
