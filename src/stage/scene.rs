//! What is drawn, as data: groups of marks, each placed and named. The view turns it into SVG
//! without deciding anything, and the tests read it without a browser.

use std::sync::Arc;

use highwater_core::id::{MessageId, Offset, TopicPartition};

use super::camera::Camera;
use super::geometry::{Point, Rect, Size, TEXT, text_width};
use super::ink::shape;
use super::route::Route;
use crate::session::{Selection, View};

/// The picture of a cluster at a moment. Everything but the places of messages is in it; those
/// change with every frame and are computed by [`places`](super::places).
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scene {
    /// What is shown, in one line: the topic and how it is set up.
    pub title: String,
    /// The drawing's name for a screen reader.
    pub name: String,
    /// What did not fit, in words.
    pub left_out: Option<String>,
    /// What the places of things depend on besides the facts: with another frame everything stands
    /// elsewhere at once, and nothing slides there.
    pub frame: Frame,
    /// The drawing's size.
    pub size: Size,
    /// Whether the drawing is higher than its room.
    pub scrolls: bool,
    /// Everything that stands, in the order in which it is painted: a group for each kind of mark, and in it
    /// the marks, each with a key by which it is found again in the next scene.
    pub groups: Vec<Group>,
    /// The messages in flight.
    pub messages: Vec<Arc<MessageMark>>,
    /// What a capsule must not cover.
    pub taken: Vec<Rect>,
    /// From where on that is what a dot must not cover either: scissors, crosses and notes, which lie on lines as
    /// capsules do.
    pub marks_from: usize,
    /// Whether messages are drawn as dots, and their words stand in a list under the drawing.
    pub words_in_list: bool,
}

impl Scene {
    /// What is told in cards: a view from the inside, titled and named so, as high as its cards are.
    pub fn of_cards(
        view: View,
        [title, name]: [String; 2],
        groups: Vec<Group>,
        size: Size,
        camera: Camera,
    ) -> Self {
        let pixels = [size.width, size.height].map(|length| length.round() as i64);
        Self {
            title,
            name,
            groups,
            size,
            frame: Frame {
                view,
                axes: Vec::new(),
                pixels,
            },
            scrolls: camera.scrolls(size),
            ..Self::default()
        }
    }
}

/// What the places of things depend on besides the facts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Frame {
    /// Which view it is.
    pub view: View,
    /// The open partitions, each with the first offset of its window and how many have a place there.
    pub axes: Vec<(TopicPartition, Offset, usize)>,
    /// The drawing's size.
    pub pixels: [i64; 2],
}

/// Marks that belong together.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Group {
    /// Among the marks of a kind, which this is: the same in every scene.
    pub key: u64,
    /// Its CSS classes.
    pub class: String,
    /// What a screen reader says of it.
    pub name: Option<String>,
    /// What is selected by it.
    pub target: Option<Target>,
    /// How it is moved or stretched; the style may let that take a moment.
    pub transform: Transform,
    /// What is in it, in the order of painting.
    pub parts: Vec<Part>,
}

/// What a group is good for when it is clicked, or reached by the keyboard.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Target {
    /// What it selects.
    pub selection: Selection,
    /// Whether it is what is selected now.
    pub selected: bool,
    /// Whether the Tab key stops here. Records are reached once their lane is selected.
    pub tab_stop: bool,
}

/// How a group is moved.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Transform {
    /// Not at all.
    #[default]
    None,
    /// To another place.
    Move(Point),
    /// To a part of its width, from its left side.
    Stretch(f64),
}

/// Something in a group.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// A group within.
    Group(Group),
    /// A rectangle with that much rounding.
    Rect(&'static str, Rect, f64),
    /// A text.
    Text(&'static str, Text),
    /// A path in SVG's own words.
    Path(&'static str, String),
}

/// A text and where it stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Text {
    /// What it says.
    pub text: String,
    /// Where its baseline is anchored.
    pub at: Point,
    /// Which end of it stands there.
    pub anchor: Anchor,
    /// How large it is.
    pub size: f64,
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anchor {
    /// Its beginning.
    Start,
    /// Its middle.
    Middle,
    /// Its end.
    End,
}

impl Anchor {
    /// SVG's word for it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Middle => "middle",
            Self::End => "end",
        }
    }
}

/// A message in flight: everything about it but its place.
#[derive(Clone, Debug, PartialEq)]
pub struct MessageMark {
    /// Which message.
    pub id: MessageId,
    /// Its CSS classes.
    pub class: String,
    /// What a screen reader says of it.
    pub name: String,
    /// Whether it is what is selected now.
    pub selected: bool,
    /// The words on its capsule, line by line; none for routine traffic, which is a dot.
    pub lines: Vec<String>,
    /// The size of its capsule.
    pub capsule: Size,
    /// From the middle of its capsule to its line, where that runs beside the column in which capsules travel.
    pub stem: Option<f64>,
    /// Who is drawn on top, and keeps its words when there is room for one only: the larger.
    pub rank: u8,
    /// Where its capsule travels.
    pub route: Route,
    /// Where it travels as a dot.
    pub narrow_route: Route,
}

impl Scene {
    /// How many nodes of the page what stands becomes, at most.
    #[must_use]
    pub fn node_count(&self) -> usize {
        let standing: usize = self.groups.iter().map(Group::node_count).sum();
        let messages = self.messages.iter().map(|mark| mark.node_count());
        standing + messages.sum::<usize>()
    }
}

impl MessageMark {
    /// How many nodes of the page it becomes, at most: its traveller and its handle, a dot with its pin, and
    /// a capsule with its stem and the words of each line.
    #[must_use]
    pub fn node_count(&self) -> usize {
        let capsule = match self.lines.len() {
            0 => 0,
            lines => 4 + 2 * lines,
        };
        6 + capsule
    }
}

impl Group {
    /// How many nodes of the page it becomes: itself, its marks, and the words in its texts.
    #[must_use]
    pub fn node_count(&self) -> usize {
        let mut count = 1;
        for part in &self.parts {
            count += match part {
                Part::Group(group) => group.node_count(),
                Part::Rect(..) | Part::Path(..) => 1,
                Part::Text(..) => 2,
            };
        }
        count
    }

    /// Says which of its kind it is.
    pub fn keyed(&mut self, key: u64) -> &mut Self {
        self.key = key;
        self
    }

    /// An empty group with those classes.
    #[must_use]
    pub fn new(class: &str) -> Self {
        Self {
            class: class.to_owned(),
            ..Self::default()
        }
    }

    /// Gives it a name for a screen reader.
    pub fn name(&mut self, name: String) {
        self.name = Some(name);
    }

    /// Makes it something to select.
    pub fn select(&mut self, selection: Selection, now: Option<Selection>) {
        self.target = Some(Target {
            selection,
            selected: now == Some(selection),
            tab_stop: true,
        });
    }

    /// Adds an empty group with those classes, to be filled.
    pub fn group(&mut self, class: &str) -> &mut Self {
        match self.parts.push_mut(Part::Group(Self::new(class))) {
            Part::Group(group) => group,
            _ => unreachable!("a group was put there"),
        }
    }

    /// Adds a rectangle.
    pub fn rect(&mut self, class: &'static str, rect: Rect, rounding: f64) {
        self.parts.push(Part::Rect(class, rect, rounding));
    }

    /// Adds a text of the usual size.
    pub fn text(&mut self, class: &'static str, text: String, at: Point, anchor: Anchor) {
        self.text_of(class, text, at, anchor, TEXT);
    }

    /// Adds a text.
    pub fn text_of(
        &mut self,
        class: &'static str,
        text: String,
        at: Point,
        anchor: Anchor,
        size: f64,
    ) {
        let text = Text {
            text,
            at,
            anchor,
            size,
        };
        self.parts.push(Part::Text(class, text));
    }

    /// Adds a path.
    pub fn path(&mut self, class: &'static str, path: String) {
        self.parts.push(Part::Path(class, path));
    }

    /// Adds a shape that is always the same, beginning at a point.
    pub fn shape(&mut self, class: &'static str, at: Point, rest: &str) {
        self.path(class, shape(at, rest));
    }

    /// Adds a circle.
    pub fn circle(&mut self, class: &'static str, centre: Point, radius: f64) {
        let size = Size {
            width: 2.0 * radius,
            height: 2.0 * radius,
        };
        self.rect(class, Rect::around(centre, size), radius);
    }
}

impl Text {
    /// The room that it takes at most.
    #[must_use]
    pub fn bounds(&self) -> Rect {
        let width = text_width(&self.text, self.size);
        let x = match self.anchor {
            Anchor::Start => self.at.x,
            Anchor::Middle => self.at.x - width / 2.0,
            Anchor::End => self.at.x - width,
        };
        Rect::new(x, self.at.y - 0.78 * self.size, width, self.size)
    }
}
