//! A message in flight: a capsule with what matters in it, or a dot for what happens all the time.

use std::sync::Arc;

use highwater_core::sim::Direction;
use highwater_core::wire::Gist;

use super::camera::Gaze;
use super::cluster::Message;
use super::geometry::{Point, Rect, Size, TEXT, point, text_width, wrap};
use super::ink::write;
use super::label;
use super::layout::Artist;
use super::plan::Form;
use super::route::Route;
use super::scene::{Anchor, Group, MessageMark};
use super::wires::{self, Load, Wire};
use crate::session::Selection;

/// How wide a capsule is at most.
pub const CAPSULE_WIDTH: f64 = 104.0;
/// From one line of a capsule to the next.
pub const LINE: f64 = 14.0;
const PADDING: Size = Size {
    width: 14.0,
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

impl Artist<'_> {
    /// The marks of the messages, without those one of whose ends is not drawn.
    pub(super) fn messages(&self, marks: &mut Vec<Arc<MessageMark>>) {
        for message in &self.cluster.messages {
            self.message(message, marks);
        }
    }

    fn message(&self, message: &Message<'_>, marks: &mut Vec<Arc<MessageMark>>) {
        let worth = worth(message.gist);
        let lines = match worth {
            Worth::Dot => Vec::new(),
            Worth::Small | Worth::Full => wrap(&message.words, CAPSULE_WIDTH - PADDING.width, TEXT),
        };
        let capsule = size_of(&lines);
        let way = |wire| self.message_way(wire, message, capsule.height);
        // What would be a capsule is a dot on its line where there is no room for words.
        let narrow = if lines.is_empty() {
            Wire::Dot
        } else {
            Wire::Line
        };
        let (Some(route), Some(narrow_route)) = (way(Wire::Capsule), way(narrow)) else {
            return;
        };
        let selected = self.gaze.selection == Some(Selection::Message(message.id));
        let mut name = message.name.clone();
        if worth != Worth::Dot
            && let Some(words) = words_beside_title(message)
        {
            name.push_str(": ");
            name.push_str(words);
        }
        if message.held {
            label::append(&mut name, label::held(self.lang));
        }
        marks.push(Arc::new(MessageMark {
            id: message.id,
            class: class(message, worth, &self.gaze),
            name,
            selected,
            capsule,
            stem: self.stem(&route, &narrow_route, capsule),
            rank: rank(message, worth, selected, &self.gaze),
            lines,
            route,
            narrow_route,
        }));
    }

    /// Where there is one column for everybody, lines run up and down right of it: from the middle of a capsule to its
    /// own line, so that it is told from those of others, which come out under it.
    fn stem(&self, capsule_way: &Route, line: &Route, capsule: Size) -> Option<f64> {
        let column = capsule_way.upright()?;
        let aside = line.right() - column;
        (self.plan.form == Form::Middle && aside > capsule.width / 2.0).then_some(aside)
    }

    /// An answer goes back on the way of its request.
    fn message_way(&self, wire: Wire, message: &Message<'_>, height: f64) -> Option<Route> {
        let (client, server) = (message.connection.client, message.connection.server);
        let load = Load {
            wire,
            about: message.partition(),
            height,
        };
        let mut route = wires::way(self.plan, load, client, server)?;
        if message.direction == Direction::Response {
            route.reverse();
        }
        Some(route)
    }
}

/// What a capsule says besides its title, which names the API and both ends.
fn words_beside_title<'a>(message: &'a Message<'_>) -> Option<&'a str> {
    let client = message.connection.client.to_string();
    let api = message.name.split(' ').next().unwrap_or_default();
    let mut words = message.words.as_str();
    for said in [
        [&client, ": "].concat(),
        [api, " "].concat(),
        [api, ", "].concat(),
    ] {
        words = words.strip_prefix(&said).unwrap_or(words);
    }
    (words != client).then_some(words)
}

/// The size of a capsule around those lines.
#[must_use]
pub fn size_of(lines: &[String]) -> Size {
    let mut width: f64 = 0.0;
    for line in lines {
        width = width.max(text_width(line, TEXT));
    }
    Size {
        width: width + PADDING.width,
        height: lines.len() as f64 * LINE + PADDING.height,
    }
}

/// Draws the capsule itself, its middle at 0, 0.
pub fn capsule<'a>(parent: &'a mut Group, mark: &MessageMark) -> &'a mut Group {
    let group = parent.group("capsule");
    let rect = Rect::around(Point::default(), mark.capsule);
    if let Some(aside) = mark.stem {
        group.path("capsule__stem", stem(rect.right(), aside));
    }
    let rounding = (mark.capsule.height / 2.0).min(12.0);
    group.rect("capsule__frame", rect, rounding);
    let mut at = point(0.0, rect.y + (PADDING.height + LINE) / 2.0 + 4.2);
    for line in &mark.lines {
        group.text("capsule__text", line.clone(), at, Anchor::Middle);
        at.y += LINE;
    }
    group.shape("pin", point(rect.right() - 8.0, rect.y + 2.0), PIN);
    group
}

/// From the side of a capsule to a ring on its line.
fn stem(from: f64, to: f64) -> String {
    let mut path = String::new();
    write(&mut path, 'M', &[from, 0.0]);
    write(&mut path, 'H', &[to - 3.0]);
    path.push_str("a3 3 0 1 0 6 0a3 3 0 1 0 -6 0");
    path
}

/// Draws the message without its words, its middle at 0, 0.
pub fn dot<'a>(parent: &'a mut Group, mark: &MessageMark) -> &'a mut Group {
    let group = parent.group("dot");
    let radius = if mark.lines.is_empty() { 3.5 } else { 5.5 };
    // The finger needs more than the eye.
    group.circle("dot__area", Point::default(), 11.0);
    group.circle("dot__mark", Point::default(), radius);
    group.shape("pin", point(2.0, -2.0), PIN);
    group
}

/// A pin, from its point; the style shows it on messages that are held.
const PIN: &str = "l4 -7m-3 -2l6 3.5m-4.5 -4.5a3.4 3.4 0 1 1 5 3a3.4 3.4 0 0 1 -5 -3";

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
        | Gist::Plain { .. }
        | Gist::Connect { .. } => Worth::Dot,
    }
}

/// The rank of what is selected.
pub const RANK_MAX: u8 = 7;

/// What has its words first where there is little room.
fn rank(message: &Message<'_>, worth: Worth, selected: bool, gaze: &Gaze<'_>) -> u8 {
    let ends = [message.connection.client, message.connection.server];
    let is_in_focus = ends.iter().all(|end| gaze.focus.nodes.contains(end));
    if selected {
        RANK_MAX
    } else if message.held {
        6
    } else if message.gist.error().is_some() {
        5
    } else if is_in_focus && worth != Worth::Dot {
        4
    } else {
        match worth {
            Worth::Full => 3,
            Worth::Small => 2,
            Worth::Dot => 1,
        }
    }
}

fn class(message: &Message<'_>, worth: Worth, gaze: &Gaze<'_>) -> String {
    let kind = match (message.gist.error().is_some(), message.direction) {
        (true, _) => "message message--error",
        (false, Direction::Request) => "message message--request",
        (false, Direction::Response) => "message message--response",
    };
    let size = match worth {
        Worth::Dot => " message--dot",
        Worth::Small => " message--small",
        Worth::Full => "",
    };
    let held = if message.held { " message--held" } else { "" };
    // What somebody in focus sends is part of what the step is about, whoever gets it; and so is an error.
    let sender = message.connection.sender(message.direction);
    let dims = gaze.dims(sender) && message.gist.error().is_none();
    [kind, size, held, if dims { " dim" } else { "" }].concat()
}
