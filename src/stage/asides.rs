//! What stands beside the wires: scissors where a link is cut, and requests that wait.

use highwater_core::id::{BrokerId, NodeId};

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
pub const CUT_MARK: Size = Size {
    width: 24.0,
    height: 24.0,
};

impl Artist<'_> {
    pub(super) fn cuts(&self) -> Vec<Group> {
        self.cut_marks()
            .into_iter()
            .filter_map(|(a, b, at)| self.cut(a, b, at))
            .collect()
    }

    /// The links that are cut, each with the place of its scissors: near the server, as messages
    /// that a cut stops stand in the middle.
    pub(super) fn cut_marks(&self) -> Vec<(NodeId, NodeId, Point)> {
        let mark = |(a, b): &(NodeId, NodeId)| Some((*a, *b, self.cut_line(*a, *b)?.at(940)));
        self.cluster.cuts.iter().filter_map(mark).collect()
    }

    /// The line of two brokers runs as the fetches between them do: from follower to leader.
    fn cut_line(&self, a: NodeId, b: NodeId) -> Option<Route> {
        let turned = self.cluster.links.contains(&(b, a));
        let (client, server) = if turned { (b, a) } else { (a, b) };
        Some(Wire::between(self.plan, client, server, 0.0)?.line)
    }

    fn cut(&self, a: NodeId, b: NodeId, at: Point) -> Option<Group> {
        let (one, other) = (a.min(b), a.max(b));
        let mut group = Group::new("handle cut")
            .named(label::cut(self.lang, &one.to_string(), &other.to_string()))
            .selects(Selection::Link(one, other), self.gaze.selection);
        group.path("cut__line", self.cut_line(a, b)?.path());
        group.circle("cut__ground", at, CUT_MARK.width / 2.0);
        group.path("cut__mark", scissors(at));
        Some(group)
    }

    /// Where messages were lost a moment ago: in the middle of their way.
    pub(super) fn losses(&self) -> Vec<Group> {
        self.cluster
            .lost
            .iter()
            .filter_map(|lost| self.loss(lost))
            .collect()
    }

    fn loss(&self, lost: &Lost) -> Option<Group> {
        let (from, to) = (
            lost.connection.sender(lost.direction),
            lost.connection.receiver(lost.direction),
        );
        let wire = Wire::between(self.plan, from, to, 0.0)?;
        let at = if self.plan.wide {
            wire.capsule.at(500)
        } else {
            wire.dot.at(500)
        };
        let mut group = Group::new("loss").named(label::lost(self.lang, &lost.name));
        group.circle("loss__ground", at, 9.0);
        group.path(
            "loss__mark",
            shape(point(at.x - 3.5, at.y - 3.5), "l7 7m0 -7l-7 7"),
        );
        Some(group)
    }

    pub(super) fn waiting_requests(&self) -> Vec<Group> {
        let mut groups: Vec<Group> = self
            .notes()
            .into_iter()
            .map(|(broker, waiting, rect)| self.note(broker, &waiting, rect))
            .collect();
        let fetches = self
            .cluster
            .parked
            .iter()
            .filter(|parked| parked.ack_at.is_none());
        groups.extend(fetches.filter_map(|parked| self.parked_fetch(*parked)));
        groups
    }

    /// The acks that wait, by leader, with their room: on the way that the ack will take, unless
    /// another producer stands there.
    pub(super) fn notes(&self) -> Vec<(BrokerId, Vec<Parked>, Rect)> {
        if !self.plan.wide {
            return Vec::new();
        }
        let waiting_at = |broker: BrokerId| -> Vec<Parked> {
            let parked = self.cluster.parked.iter().copied();
            parked
                .filter(|one| one.broker == broker && one.ack_at.is_some())
                .collect()
        };
        self.plan
            .brokers
            .iter()
            .map(|place| (place, waiting_at(place.id)))
            .filter_map(|(place, waiting)| {
                let words = label::acks_wait(self.lang, waiting.len());
                let size = Size {
                    width: text_width(&words, TEXT) + 16.0,
                    height: 21.0,
                };
                let client = waiting.first()?.client;
                let wire = Wire::between(self.plan, client, place.id.into(), 0.0)?;
                let on_wire = Rect::around(wire.capsule.at(1_000), size);
                let mut cards = self.plan.producers.iter();
                let free = cards.all(|(_, card)| !card.overlaps(on_wire));
                let beside = point(self.plan.ways().left, place.rect.bottom() - 16.0);
                let rect = match free {
                    true => on_wire,
                    false => Rect::around(beside, size),
                };
                Some((place.id, waiting, rect))
            })
            .collect()
    }

    fn note(&self, broker: BrokerId, waiting: &[Parked], rect: Rect) -> Group {
        let broker = NodeId::Broker(broker).to_string();
        let name = |parked: &Parked| {
            let at = parked.ack_at.unwrap_or_default();
            label::ack_waits_for(self.lang, &parked.client.to_string(), &broker, at)
        };
        let names: Vec<String> = waiting.iter().map(name).collect();
        let mut group = Group::new("ack-waits").named(names.join(", "));
        group.rect("ack-waits__frame", rect, 10.5);
        let text_at = point(rect.centre().x, rect.centre().y + 4.2);
        group.text(
            "ack-waits__text",
            label::acks_wait(self.lang, waiting.len()),
            text_at,
            Anchor::Middle,
        );
        group
    }

    /// A fetch that waits for data stands where it arrived.
    fn parked_fetch(&self, parked: Parked) -> Option<Group> {
        let broker = NodeId::Broker(parked.broker);
        let line = Wire::between(self.plan, parked.client, broker, 0.0)?.line;
        let at = *line.points().last()?;
        let name = label::fetch_waits(self.lang, &parked.client.to_string(), &broker.to_string());
        let mut group = Group::new("parked").named(name);
        group.rect(
            "parked__mark",
            Rect::around(
                at,
                Size {
                    width: 7.0,
                    height: 13.0,
                },
            ),
            3.0,
        );
        Some(group)
    }
}

/// A pair of scissors.
pub(super) fn scissors(at: Point) -> String {
    const BLADES: &str = "l8.1 9.4m2.9 -9.4l-8.1 9.4";
    const HANDLES: &str = "m-1.6 -.8a2.4 2.4 0 1 0 .1 0m8.3 0a2.4 2.4 0 1 0 .1 0";
    shape(point(at.x - 5.5, at.y - 6.0), BLADES) + HANDLES
}
