//! A message in flight: a capsule with what matters in it, or a dot for what happens all the time.

use highwater_core::sim::Direction;
use highwater_core::wire::Gist;
use highwater_text::Lang;

use super::camera::Gaze;
use super::cluster::Message;
use super::geometry::{Point, Rect, Size, TEXT, point, text_width, wrap};
use super::ink::shape;
use super::label;
use super::plan::Plan;
use super::scene::{Anchor, Group, MessageMark};
use super::wires::Wire;
use crate::session::Selection;

/// How wide a capsule is at most.
pub const CAPSULE_WIDTH: f64 = 104.0;
/// From one line of a capsule to the next.
pub const LINE: f64 = 14.0;
const PADDING: Size = Size {
    width: 18.0,
    height: 9.0,
};

/// How much there is to say of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Worth {
    /// It is a dot: a heartbeat, a fetch of metadata.
    Dot,
    /// A small capsule: it asks, or finds nothing new.
    Small,
    /// A capsule: it carries records, a change, or an error.
    Full,
}

/// The mark of a message, unless one of its ends is not drawn.
#[must_use]
pub fn mark(message: &Message, plan: &Plan, gaze: &Gaze<'_>, lang: Lang) -> Option<MessageMark> {
    let worth = worth(&message.gist);
    let lines = match worth {
        Worth::Dot => Vec::new(),
        Worth::Small | Worth::Full => wrap(&message.words, CAPSULE_WIDTH - PADDING.width, TEXT),
    };
    let capsule = size_of(&lines);
    let (from, to) = (
        message.connection.sender(message.direction),
        message.connection.receiver(message.direction),
    );
    let wire = match message.direction {
        Direction::Request => Wire::between(plan, from, to, capsule.height)?,
        Direction::Response => {
            let wire = Wire::between(plan, to, from, capsule.height)?;
            Wire {
                capsule: wire.capsule.reversed(),
                dot: wire.dot.reversed(),
                line: wire.line.reversed(),
            }
        }
    };
    let selected = gaze.selection == Some(Selection::Message(message.id));
    let mut name = message.name.clone();
    if worth != Worth::Dot {
        name = format!("{name}: {}", message.words);
    }
    if message.held {
        name = format!("{name}, {}", label::held(lang));
    }
    Some(MessageMark {
        id: message.id,
        class: class(message, worth, gaze),
        name,
        selected,
        capsule,
        rank: rank(message, worth, selected),
        lines,
        route: wire.capsule,
        narrow_route: wire.dot,
    })
}

/// The size of a capsule around those lines.
#[must_use]
pub fn size_of(lines: &[String]) -> Size {
    let text = lines
        .iter()
        .map(|line| text_width(line, TEXT))
        .fold(0.0, f64::max);
    Size {
        width: text + PADDING.width,
        height: lines.len() as f64 * LINE + PADDING.height,
    }
}

/// The capsule itself, its middle at 0, 0.
#[must_use]
pub fn capsule(mark: &MessageMark) -> Group {
    let mut group = Group::new("capsule");
    let rect = Rect::around(Point::default(), mark.capsule);
    group.rect(
        "capsule__frame",
        rect,
        (mark.capsule.height / 2.0).min(12.0),
    );
    for (index, line) in mark.lines.iter().enumerate() {
        let y = rect.y + PADDING.height / 2.0 + LINE * (index as f64 + 0.5) + 4.2;
        group.text("capsule__text", line, point(0.0, y), Anchor::Middle);
    }
    group.path("pin", pin(point(rect.right() - 8.0, rect.y + 2.0)));
    group
}

/// The message without its words, its middle at 0, 0.
#[must_use]
pub fn dot(mark: &MessageMark) -> Group {
    let mut group = Group::new("dot");
    let radius = if mark.lines.is_empty() { 3.5 } else { 5.5 };
    // The finger needs more than the eye.
    group.circle("dot__area", Point::default(), 11.0);
    group.circle("dot__mark", Point::default(), radius);
    group.path("pin", pin(point(2.0, -2.0)));
    group
}

/// A pin with its point at `at`; the style shows it on messages that are held.
fn pin(at: Point) -> String {
    shape(
        at,
        "l4 -7m-3 -2l6 3.5m-4.5 -4.5a3.4 3.4 0 1 1 5 3a3.4 3.4 0 0 1 -5 -3",
    )
}

fn worth(gist: &Gist) -> Worth {
    if gist.error().is_some() {
        return Worth::Full;
    }
    match gist {
        Gist::Produce { .. }
        | Gist::ProduceAnswer { .. }
        | Gist::AlterPartition { .. }
        | Gist::AlterPartitionAnswer { .. }
        | Gist::BrokerRegistration { .. }
        | Gist::FetchAnswer {
            diverging_epoch: Some(_),
            ..
        }
        | Gist::Fetch { follower: true, .. } => Worth::Full,
        Gist::FetchAnswer { records, .. } if *records > 0 => Worth::Full,
        Gist::Fetch { .. } | Gist::FetchAnswer { .. } => Worth::Small,
        Gist::FetchMetadataAnswer { records, .. } if *records > 0 => Worth::Small,
        Gist::BrokerHeartbeat { .. }
        | Gist::FetchMetadata { .. }
        | Gist::FetchMetadataAnswer { .. }
        | Gist::Plain { .. } => Worth::Dot,
    }
}

/// The rank of what is selected.
pub const RANK_MAX: u8 = 6;

fn rank(message: &Message, worth: Worth, selected: bool) -> u8 {
    if selected {
        RANK_MAX
    } else if message.held {
        5
    } else if message.gist.error().is_some() {
        4
    } else {
        match worth {
            Worth::Full => 3,
            Worth::Small => 2,
            Worth::Dot => 1,
        }
    }
}

fn class(message: &Message, worth: Worth, gaze: &Gaze<'_>) -> String {
    let kind = match (message.gist.error().is_some(), message.direction) {
        (true, _) => "error",
        (false, Direction::Request) => "request",
        (false, Direction::Response) => "response",
    };
    let size = match worth {
        Worth::Dot => " message--dot",
        Worth::Small => " message--small",
        Worth::Full => "",
    };
    let held = if message.held { " message--held" } else { "" };
    let takes_part = |node| gaze.focus.nodes.is_empty() || gaze.focus.nodes.contains(&node);
    let dim = if takes_part(message.connection.client) && takes_part(message.connection.server) {
        ""
    } else {
        " dim"
    };
    format!("message message--{kind}{size}{held}{dim}")
}
