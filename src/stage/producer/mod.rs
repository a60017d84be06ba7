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
mod cards;
mod choice;
mod handed;
mod slots;
#[cfg(test)]
mod tests;
mod words;

use highwater_core::id::{NodeId, TopicPartition};
use highwater_core::sim::{ProducerView, World};
use highwater_core::time::Time;
use highwater_text::Lang;

use super::camera::Camera;
use super::geometry::Size;
use super::pen;
use super::scene::Scene;
use crate::session::{Selection, View};

/// Wider than this, everything becomes larger.
const WIDTH_MAX: f64 = 1_150.0;
const WIDTH_MIN: f64 = 300.0;
const MARGIN: f64 = 4.0;
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
        highwater_text::time_left(self.lang, until.since(self.now))
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
    let scene = |words, groups, height| {
        let size = Size { width, height };
        Scene::of_cards(View::ByProducer, words, groups, size, camera)
    };
    let Some(view) = view else {
        let words = words::no_producer(lang).to_owned();
        return scene([words.clone(), words], Vec::new(), MARGIN);
    };
    let facts = Facts {
        world,
        view,
        now,
        selection,
        lang,
    };
    // A drawing that is made larger has less room than the screen.
    let room = match camera.height > 0.0 {
        true => (camera.height * width / camera.width.max(1.0)).max(HEIGHT_MIN),
        false => HEIGHT,
    };
    let mut groups = Vec::new();
    let height = cards::draw(&facts, &mut groups, width, room);
    let title = words::title(lang, facts.view.producer);
    scene([title, words::drawing(lang, facts.id())], groups, height)
}
