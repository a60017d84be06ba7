//! The stage: the picture of the cluster.
//!
//! ```text
//!  World ── Cluster::read ─► facts ── layout(facts, camera, …) ─► Scene ─► stage_view ─► SVG
//!                                                                   └─ places(scene, world, now), each frame ─┘
//! ```
//!
//! Only [`view`] knows how it comes onto the screen. A [`Scene`] is what stands; it changes when something happens, and the
//! shell makes a new one with [`scene`]. A [`Place`] is where a message is; it changes with every
//! frame, and the shell's animation loop asks for [`places`]. Everything else that moves (the water,
//! the ticks) is moved by the style sheet when the scene changes.

mod asides;
mod axis;
mod badge;
mod boxes;
mod camera;
mod capsule;
mod card;
mod cell;
mod cluster;
mod deferred;
mod geometry;
mod group;
mod ink;
mod key;
mod label;
mod lane;
mod layout;
mod motion;
mod pen;
mod plan;
mod producer;
mod reading;
mod route;
mod row;
mod sample;
mod scene;
mod ticks;
mod versions;
mod view;
mod waiting;
mod wires;

#[cfg(test)]
mod palette;
#[cfg(test)]
mod tests;

pub use camera::{Camera, Focus};
pub use geometry::{TEXT, text_width};
pub use ink::write as write_path;
pub use motion::{Place, places};
pub use sample::sample;
pub use scene::Scene;
pub use view::{Stage, stage_view};

use std::sync::Arc;

use highwater_core::sim::World;
use highwater_core::time::Time;
use highwater_core::trace::Trace;
use highwater_text::Lang;

use crate::session::Selection;

/// The gates of the views of a group and of one producer, which are shown once the other half of the program is there
/// ([`Action::needs_gates`](crate::session::Action::needs_gates)).
pub use deferred::{group_scene, producer_scene};

/// The scene of the moment `now`: the world there, and what happened up to then.
#[must_use]
pub fn scene(
    world: &World,
    past: &[Arc<Trace>],
    now: Time,
    camera: Camera,
    focus: &Focus,
    selection: Option<Selection>,
    lang: Lang,
) -> Scene {
    layout::layout(
        &cluster::Cluster::read(world, past, now, lang),
        camera,
        focus,
        selection,
        lang,
    )
}
