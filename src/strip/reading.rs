//! What the strip shows of a moment, read from the engine.

use highwater_core::id::{BrokerId, Offset};
use highwater_core::sim::{LivenessState, World};
use highwater_core::time::{Span, Time};
use highwater_text::{Lang, control_plane};

/// So many of the last records are shown.
pub const WINDOW: usize = 16;

/// What is told while the strip is folded.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// Where the next record of the metadata log goes.
    pub end: Offset,
    /// The brokers that are fenced.
    pub fenced: Vec<BrokerId>,
}

impl Summary {
    /// Reads it from the world.
    pub fn read(world: &World) -> Self {
        let mut fenced = Vec::new();
        for broker in world.brokers() {
            if world.liveness_state(broker.id) == LivenessState::Fenced {
                fenced.push(broker.id);
            }
        }
        let end = world.metadata_end();
        Self { end, fenced }
    }
}

/// The first offset of the window, and its end.
pub fn window(world: &World) -> (Offset, Offset) {
    let end = world.metadata_end();
    let width = i64::try_from(WINDOW).unwrap_or(i64::MAX);
    (Offset((end.0 - width).max(0)), end)
}

/// A record of the metadata log in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Kafka's name of its kind.
    pub kind: &'static str,
    /// What matters in it.
    pub brief: String,
    /// What a screen reader says of it.
    pub name: String,
}

/// The record at an offset, if it is there.
pub fn cell(world: &World, offset: Offset, lang: Lang) -> Option<Cell> {
    let (entry, names) = (world.metadata_entry(offset)?, world.metadata());
    Some(Cell {
        kind: entry.record.name(),
        brief: control_plane::brief(lang, &entry, names),
        name: control_plane::record(lang, &entry, names),
    })
}

/// How far a broker's process has applied the metadata log.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Which broker.
    pub broker: BrokerId,
    /// The end of what it has applied.
    pub end: Offset,
}

impl Tick {
    /// The record behind which it stands; the one before the window, if it stands further back.
    pub fn behind(self, first: Offset) -> Offset {
        Offset(self.end.0.max(first.0) - 1)
    }
}

/// One of each process that runs.
pub fn ticks(world: &World) -> Vec<Tick> {
    let mut ticks = Vec::new();
    for broker in world.brokers() {
        if let Some(process) = broker.process() {
            ticks.push(Tick {
                broker: broker.id,
                end: process.metadata_offset(),
            });
        }
    }
    ticks
}

/// Each broker in the eyes of the controller. What is left of a session is rounded to what is shown,
/// so that nothing is drawn anew while that stays the same.
pub fn sessions(world: &World, now: Time) -> Vec<highwater_core::sim::BrokerLiveness> {
    let mut sessions = world.liveness(now);
    for session in &mut sessions {
        session.left = session.left.map(rounded);
        // The ticks tell that.
        session.applied = None;
    }
    sessions
}

/// Down to a whole second, as who reads the milliseconds beside it expects; within the last one up to the next
/// tenth, since it has not run out.
fn rounded(left: Span) -> Span {
    let ms = left.0.div_ceil(1_000);
    Span::from_ms(match ms {
        1_000.. => ms / 1_000 * 1_000,
        _ => ms.div_ceil(100) * 100,
    })
}
