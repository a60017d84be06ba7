//! The gate of the picture: what is only drawn by partition or by producer, at a person's wish
//! ([`Action::needs_gates`](crate::session::Action::needs_gates)).

use highwater_core::id::NodeId;
use highwater_core::sim::World;
use highwater_core::time::Time;
use highwater_text::Lang;

use super::camera::Camera;
use super::geometry::Rect;
use super::layout::Artist;
use super::plan::{Draft, Plan};
use super::route::Route;
use super::scene::{Group, Scene};
use super::wires::Wires;
use crate::session::Selection;

/// Places partitions from `top` down, and tells where they end.
#[inline(never)]
pub(super) fn place_partitions(draft: &Draft<'_>, plan: &mut Plan, top: f64, gap: f64) -> f64 {
    super::plan::place_partitions(draft, plan, top, gap)
}

/// Places brokers as small boxes beside each other; tells where they end.
#[inline(never)]
pub(super) fn place_small_brokers(draft: &Draft<'_>, plan: &mut Plan, top: f64) -> f64 {
    super::plan::small_brokers(draft, plan, top)
}

/// Draws small brokers, and partitions as the boxes.
#[inline(never)]
pub(super) fn draw_partitions(artist: &Artist<'_>, kind: &mut Group) {
    artist.small_brokers_and_partitions(kind);
}

/// Draws what there is to say of brokers under their small boxes.
#[inline(never)]
pub(super) fn mark_small_brokers(artist: &Artist<'_>, kind: &mut Group, taken: &mut Vec<Rect>) {
    artist.marks_of_small_boxes(kind, taken);
}

/// The way to the small box of a broker.
#[inline(never)]
pub(super) fn way_to_small_box(wires: &Wires<'_>, from: Rect, to: Rect) -> Route {
    wires.under(from, to)
}

/// The scene of one producer from the inside: of `shown`, if there is such a producer, else of the first.
#[inline(never)]
pub fn producer_scene(
    world: &World,
    now: Time,
    camera: Camera,
    shown: Option<NodeId>,
    selection: Option<Selection>,
    lang: Lang,
) -> Scene {
    super::producer::scene(world, now, camera, shown, selection, lang)
}
