//! What stands beside the wires: scissors where a link is cut, and what was just lost.

use highwater_core::id::NodeId;

use super::cluster::Lost;
use super::geometry::{Point, Rect, Size, point};
use super::ink::{self, shape};
use super::key;
use super::label;
use super::layout::Artist;
use super::route::Route;
use super::scene::{Group, Part};
use super::wires::Wire;
use crate::session::Selection;

/// The size of the scissors on a link that is cut.
const CUT_MARK: Size = Size {
    width: 24.0,
    height: 24.0,
};
/// The size of the cross where a message was lost.
const LOSS_MARK: Size = Size {
    width: 18.0,
    height: 18.0,
};

/// The size of what stands where a line ends: a fetch that waits, or a message that sets out.
const END: Size = Size {
    width: 11.0,
    height: 13.0,
};
/// How far such a cross may stand beside its line.
const LOSS_ASIDE: f64 = 5.0;
/// So far from each other crosses and scissors are told apart.
const APART: f64 = 6.0;

impl Artist<'_> {
    /// The links that are cut, each with its scissors: near the server, as messages that a cut stops
    /// stand in the middle. No capsule may cover them. An arrow shows which way a link is cut, where it
    /// is one way only.
    pub(super) fn cuts(&self, kind: &mut Group, taken: &mut Vec<Rect>) {
        for (a, b) in &self.cluster.cuts {
            self.cut(kind, taken, (*a, *b), label::cut(self.lang, *a, *b));
        }
        for (from, to) in &self.cluster.cuts_one_way {
            let name = label::cut_one_way(self.lang, *from, *to);
            let Some(line) = self.cut(kind, taken, (*from, *to), name) else {
                continue;
            };
            // The scissors stand at one end; the arrow stands beside them, towards the other.
            let (at, ahead) = (line.at(820), line.at(830));
            let turned = self.way_of_cut(*from, *to) != (*from, *to);
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
        let wire = match (client, server) {
            // What goes there goes as dots, mostly.
            (NodeId::Controller(_), _) | (_, NodeId::Controller(_)) => Wire::Dot,
            _ => Wire::Line,
        };
        let line = self.way(wire, client, server)?;
        let free = match self.ends_at_small_box(client, server) {
            // A mark under the box gives way, as there is no more room.
            true => free_place(&line, 0.0, CUT_MARK, taken)
                .or_else(|| free_place(&line, 0.0, CUT_MARK, &self.plan.taken())),
            false => None,
        };
        let mut at = free.unwrap_or_else(|| self.place_of_scissors(&line, server, taken));
        // A gutter is narrower than the mark.
        let margin = CUT_MARK.width / 2.0 + 1.0;
        at.x = at.x.max(margin).min(self.plan.size.width - margin);
        taken.push(Rect::around(at, CUT_MARK));
        let group = kind.group("handle cut");
        group.keyed(key::of_link(a, b));
        group.name(name);
        group.select(Selection::Link(a.min(b), a.max(b)), self.gaze.selection);
        group.path("cut__line", line.path());
        group.circle("cut__ground", at, CUT_MARK.width / 2.0);
        group.path("cut__mark", scissors(at));
        Some(line)
    }

    /// Near the server, or as near to it as neither another mark is nor where a line ends: messages set out there, and
    /// fetches wait there. The lines to a controller run together: near the broker, where each is alone.
    fn place_of_scissors(&self, line: &Route, server: NodeId, taken: &[Rect]) -> Point {
        let marks = taken.get(self.plan.taken().len()..).unwrap_or_default();
        let mut ends = Vec::new();
        for (client, server) in &self.cluster.links {
            if let Some(way) = self.way(Wire::Line, *client, *server) {
                ends.extend([way.at(0), way.at(1_000)].map(|at| Rect::around(at, END)));
            }
        }
        let to_controller = matches!(server, NodeId::Controller(_));
        for aside in (60..=700).step_by(40) {
            let permille = if to_controller {
                aside - 60
            } else {
                1_000 - aside
            };
            let at = line.at(permille);
            let room = Rect::around(at, CUT_MARK);
            let is_in_it = |other: &Rect| other.overlaps(room);
            if !ends.iter().any(is_in_it) && !marks.iter().any(is_in_it) {
                return at;
            }
        }
        line.at(if to_controller { 0 } else { 940 })
    }

    /// Where messages were lost a moment ago: in the middle of their way, or next to it where something
    /// stands there.
    pub(super) fn losses(&self, kind: &mut Group, taken: &mut Vec<Rect>) {
        for lost in &self.cluster.lost {
            self.loss(kind, lost, taken);
        }
    }

    fn loss(&self, kind: &mut Group, lost: &Lost, taken: &mut Vec<Rect>) {
        let (from, to) = (
            lost.connection.sender(lost.direction),
            lost.connection.receiver(lost.direction),
        );
        let Some(way) = self.way(Wire::Line, from, to) else {
            return;
        };
        let marks = taken.get(self.plan.taken().len()..).unwrap_or_default();
        let mut clear = taken.clone();
        clear.extend(marks.iter().map(|mark| mark.inset(-APART)));
        // Gutters are narrower than the mark, which may stand a little outside of its line there.
        let place = |taken: &[Rect]| {
            let on_line = free_place(&way, 0.0, LOSS_MARK, taken);
            on_line.or_else(|| free_place(&way, LOSS_ASIDE, LOSS_MARK, taken))
        };
        let Some(at) = place(&clear).or_else(|| place(taken)) else {
            return;
        };
        taken.push(Rect::around(at, LOSS_MARK));
        let group = kind.group("loss");
        group.name(label::lost(self.lang, &lost.name));
        loss_mark(group, at);
    }
}

/// The cross where a message was lost.
pub(super) fn loss_mark(group: &mut Group, at: Point) {
    group.circle("loss__ground", at, LOSS_MARK.width / 2.0);
    let corner = point(at.x - 3.5, at.y - 3.5);
    group.shape("loss__mark", corner, "l7 7m0 -7l-7 7");
}

/// A place on a way, or so far beside it, for something of that size that covers nothing else: the middle, or
/// near it.
fn free_place(way: &Route, aside: f64, size: Size, taken: &[Rect]) -> Option<Point> {
    for permille in [
        500, 550, 450, 600, 400, 650, 350, 700, 300, 750, 250, 800, 200, 850, 150, 900,
    ] {
        let mut at = way.at(permille);
        at.x += aside;
        let room = Rect::around(at, size);
        if !taken.iter().any(|other| other.overlaps(room)) {
            return Some(at);
        }
    }
    None
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
