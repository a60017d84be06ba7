//! One producer from the inside: what becomes of a record between `send` and its callback.
//!
//! ```text
//!  ┌ Serializer ┐    ┌ Batches ────────────┐    ┌ In flight ┐
//!  └────────────┘    │ orders-0  lingers   │    │ b1 ■■□□□  │
//!  ┌ Partitioner┐ →  │ ▓▓▓▓▓▓░░░  95/100 B │ →  └───────────┘
//!  └────────────┘    │ orders-1            │    ┌ Callbacks ┐
//!  ┌ Buffer ────┐    └─────────────────────┘    └───────────┘
//! ```
//!
//! Where it is narrow the stages stand under each other. What it shows is asked of the engine
//! (`World::producer_view`); [`words`] says it, and a [`Pen`](pen::Pen) puts it into cards.

mod accumulator;
mod batch;
mod buffer;
mod callbacks;
mod handed;
mod pen;
mod slots;
#[cfg(test)]
mod tests;
mod words;

use highwater_core::id::{NodeId, TopicPartition};
use highwater_core::sim::{ProducerView, World};
use highwater_core::time::Time;
use highwater_text::Lang;

use self::pen::{GAP, Pen};
use super::camera::Camera;
use super::geometry::{Rect, Size, point};
use super::key;
use super::scene::{Frame, Group, Scene};
use crate::session::{Selection, View};

/// From this width on the stages stand beside each other.
const WIDE: f64 = 640.0;
/// Wider than this, everything becomes larger.
const WIDTH_MAX: f64 = 1_150.0;
const WIDTH_MIN: f64 = 300.0;
const MARGIN: f64 = 4.0;
/// Between two columns: the room of the arrow.
const ALLEY: f64 = 22.0;
/// Where the height of the room does not matter, or is very small, the stages may be so high.
const HEIGHT: f64 = 560.0;
const HEIGHT_MIN: f64 = 380.0;

/// What the stages are drawn from.
pub(super) struct Facts<'a> {
    world: &'a World,
    view: ProducerView<'a>,
    now: Time,
    selection: Option<Selection>,
    lang: Lang,
}

impl Facts<'_> {
    fn name_of(&self, partition: TopicPartition) -> String {
        self.world.metadata().name_of(partition)
    }

    fn id(&self) -> NodeId {
        self.view.producer.id
    }

    /// How long it is until then, in short.
    fn left(&self, until: Time) -> String {
        words::span(self.lang, until.since(self.now))
    }
}

/// The scene of the moment `now`: `shown`, if there is such a producer, else the first.
#[must_use]
pub fn scene(
    world: &World,
    now: Time,
    camera: Camera,
    shown: Option<NodeId>,
    selection: Option<Selection>,
    lang: Lang,
) -> Scene {
    let first = world.producers().next().map(|producer| producer.id);
    let view = shown.and_then(|id| world.producer_view(id, now));
    let view = view.or_else(|| world.producer_view(first?, now));
    let width = camera.width.clamp(WIDTH_MIN, WIDTH_MAX);
    let Some(view) = view else {
        return Scene {
            title: words::no_producer(lang).to_owned(),
            name: words::no_producer(lang).to_owned(),
            frame: Frame {
                view: View::ByProducer,
                ..Frame::default()
            },
            size: Size {
                width,
                height: MARGIN,
            },
            ..Scene::default()
        };
    };
    let facts = Facts {
        world,
        view,
        now,
        selection,
        lang,
    };
    let mut scene = Scene {
        title: words::title(lang, facts.view.producer),
        name: words::drawing(lang, facts.id()),
        ..Scene::default()
    };
    // A drawing that is made larger has less room than the screen.
    let room = match camera.height > 0.0 {
        true => (camera.height * width / camera.width.max(1.0)).max(HEIGHT_MIN),
        false => HEIGHT,
    };
    let height = draw(&facts, &mut scene.groups, width, room);
    scene.size = Size { width, height };
    scene.frame = Frame {
        view: View::ByProducer,
        axes: Vec::new(),
        pixels: [width, height].map(|length| length.round() as i64),
    };
    scene.scrolls = camera.scrolls(scene.size);
    scene
}

/// Draws everything, if it can be in that room, and tells how high it is.
fn draw(facts: &Facts<'_>, groups: &mut Vec<Group>, width: f64, room: f64) -> f64 {
    let top = choice(facts, groups.push_mut(Group::default()), width);
    let is_wide = width >= WIDE;
    let inner = width - 2.0 * MARGIN;
    let whole = (MARGIN, width - MARGIN);
    let columns = match is_wide {
        true => {
            let free = inner - 2.0 * ALLEY;
            let second = MARGIN + 0.28 * free + ALLEY;
            let third = second + 0.4 * free + ALLEY;
            [
                (MARGIN, second - ALLEY),
                (second, third - ALLEY),
                (third, width - MARGIN),
            ]
        }
        false => [whole; 3],
    };
    let (mut y, mut bottom) = (top, top);
    let mut frames: Vec<Rect> = Vec::new();
    type Draw = fn(&Facts<'_>, &mut Pen<'_>);
    let stages: [(usize, Draw); 6] = match is_wide {
        true => [
            (0, handed::serializer),
            (0, handed::partitioner),
            (0, buffer::buffer),
            (1, accumulator::accumulator),
            (2, slots::in_flight),
            (2, callbacks::callbacks),
        ],
        false => [
            (0, handed::serializer),
            (0, handed::partitioner),
            (0, accumulator::accumulator),
            (0, buffer::buffer),
            (0, slots::in_flight),
            (0, callbacks::callbacks),
        ],
    };
    let mut column = 0;
    for (in_column, stage) in stages {
        if in_column != column {
            (column, y) = (in_column, top);
        }
        let (left, right) = columns[column];
        let kind = groups.push_mut(Group::default());
        let mut pen = Pen::new(kind, facts.selection, (left, right), y, room);
        stage(facts, &mut pen);
        let frame = Rect::new(left, y, right - left, pen.y() - y);
        frames.push(frame);
        bottom = bottom.max(frame.bottom());
        y = frame.bottom() + GAP;
    }
    arrows(groups.push_mut(Group::default()), &frames, is_wide);
    bottom + MARGIN
}

/// The way of a record from stage to stage.
fn arrows(kind: &mut Group, frames: &[Rect], is_wide: bool) {
    let [first, second, third, fourth, fifth, _] = frames else {
        return;
    };
    let ways: &[(&Rect, bool)] = match is_wide {
        true => &[
            (first, false),
            (second, true),
            (fourth, true),
            (fifth, false),
        ],
        false => &[
            (first, false),
            (second, false),
            (third, false),
            (fifth, false),
        ],
    };
    for (from, across) in ways {
        let group = kind.group("pipe-arrow");
        match across {
            true => {
                let at = point(from.right() + 4.0, from.y + 18.0);
                group.shape("pipe-arrow__line", at, "h12m-5 -4.5l5 4.5l-5 4.5");
            }
            false => {
                let at = point(from.centre().x, from.bottom() + 1.0);
                group.shape("pipe-arrow__line", at, "v8m-4 -4l4 4l4 -4");
            }
        }
    }
}

/// Which producer is shown, where there are several: a row to choose from. Tells where it ends.
fn choice(facts: &Facts<'_>, kind: &mut Group, width: f64) -> f64 {
    const CHIP: Size = Size {
        width: 46.0,
        height: 24.0,
    };
    let producers: Vec<NodeId> = facts.world.producers().map(|it| it.id).collect();
    if producers.len() < 2 {
        return MARGIN;
    }
    let room = ((width - 2.0 * MARGIN + 6.0) / (CHIP.width + 6.0)).max(1.0) as usize;
    let here = producers.iter().position(|id| *id == facts.id());
    // The one that is shown is among those for which there is room.
    let from = here.map_or(0, |here| (here + 1).saturating_sub(room));
    for (place, id) in producers.into_iter().skip(from).take(room).enumerate() {
        let is_shown = id == facts.id();
        let chip = kind.group(if is_shown {
            "handle chip chip--on"
        } else {
            "handle chip"
        });
        chip.keyed(key::of_node(id));
        chip.name(words::choice(facts.lang, id, is_shown));
        chip.select(Selection::Node(id), facts.selection);
        let x = MARGIN + place as f64 * (CHIP.width + 6.0);
        let rect = Rect::new(x, MARGIN, CHIP.width, CHIP.height);
        chip.rect("card__frame", rect, 6.0);
        let at = point(rect.centre().x, rect.centre().y + 4.2);
        chip.text(
            "card__title",
            id.to_string(),
            at,
            super::scene::Anchor::Middle,
        );
    }
    MARGIN + CHIP.height + GAP
}
