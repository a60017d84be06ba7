//! A group of consumers: what its coordinator knows, what its members are at, and what stands still.
//!
//! ```text
//!  ┌ c1 · epoch 4 ─────────┐   ┌ c2 · epoch 5 ─────────┐   ┌ Reconciling · b2 ┐
//!  │ [poll]→ process→commit│   │  poll→[process]→commit│   └──────────────────┘
//!  │ session ▓▓▓▓▓▓░░      │   │ session ▓▓▓░░░░░      │   ┌ Idle times ──────┐
//!  │ orders-0 ───◆──▼─│▲   │   │ orders-1 ──◆───▼│▲    │   │                  │
//!  └───────────────────────┘   └───────────────────────┘   └──────────────────┘
//! ```
//!
//! Where it is narrow, the group stands over its members, and what stood still under them.
//!
//! What it shows is asked of the engine (`World::group_view`, `Standstills`); [`words`] says it, and a
//! [`Pen`] puts it into cards. A crowd of members is told in fewer lines each.

mod head;
mod idle;
mod lane;
mod member;
#[cfg(test)]
mod tests;
mod words;

use highwater_core::id::{NodeId, TopicPartition};
use highwater_core::sim::{GroupView, PartitionProgress, World};
use highwater_core::time::{Span, Time};
use highwater_core::timeline::Standstills;
use highwater_text::Lang;

use self::lane::Axis;
use super::camera::Camera;
use super::geometry::{Rect, Size, point};
use super::key;
use super::pen::{GAP, Pen};
use super::scene::{Anchor, Group, Scene};
use crate::session::{Selection, View, group_shown};

/// A card of a member is at least so wide, where there is room for two.
const COLUMN_MIN: f64 = 290.0;
/// And at least so wide where all members come to stand beside each other by that.
const COLUMN_TIGHT: f64 = 232.0;
const COLUMNS_MAX: usize = 4;
/// Where there is room for so many columns, the last is the group's own.
const COLUMNS_WITH_GROUP: usize = 3;
/// Wider than this, everything becomes larger.
const WIDTH_MAX: f64 = 1_300.0;
const WIDTH_MIN: f64 = 300.0;
const MARGIN: f64 = 4.0;
/// From so many members, or so many partitions, on they are told in fewer lines.
const CROWD_MEMBERS: usize = 7;
const CROWD_PARTITIONS: usize = 25;

/// What a group is drawn from.
pub(super) struct Facts<'a> {
    world: &'a World,
    view: GroupView<'a>,
    standstills: &'a Standstills,
    axis: Axis,
    is_crowd: bool,
    now: Time,
    selection: Option<Selection>,
    lang: Lang,
}

impl Facts<'_> {
    fn name_of(&self, partition: TopicPartition) -> String {
        self.world.metadata().name_of(partition)
    }

    /// How long it is until then, in short.
    fn left(&self, until: Time) -> String {
        highwater_text::time_left(self.lang, until.since(self.now))
    }

    fn span(&self, span: Span) -> String {
        highwater_text::span(self.lang, span)
    }
}

/// The scene of the moment `now`: the group of `shown`, if that is a consumer of one, else the first group.
#[must_use]
pub fn scene(
    world: &World,
    standstills: &Standstills,
    now: Time,
    camera: Camera,
    shown: Option<NodeId>,
    selection: Option<Selection>,
    lang: Lang,
) -> Scene {
    let width = camera.width.clamp(WIDTH_MIN, WIDTH_MAX);
    let scene = |words, groups, height| {
        let size = Size { width, height };
        Scene::of_cards(View::ByGroup, words, groups, size, camera)
    };

    let Some(id) = group_shown(world, shown) else {
        let words = words::no_group(lang).to_owned();
        return scene([words.clone(), words], Vec::new(), MARGIN);
    };
    let view = world.group_view(&id);
    let facts = Facts {
        world,
        axis: Axis::over(partitions(&view)),
        is_crowd: view.members.len() >= CROWD_MEMBERS
            || partitions(&view).count() >= CROWD_PARTITIONS,
        view,
        standstills,
        now,
        selection,
        lang,
    };
    let mut groups = Vec::new();
    let height = draw(&facts, &mut groups, width);
    let title = words::title(lang, &facts.view);
    scene([title, words::drawing(lang, &id)], groups, height)
}

fn partitions<'a>(view: &'a GroupView<'_>) -> impl Iterator<Item = &'a PartitionProgress> {
    let owned = view.members.iter().flat_map(|member| &member.partitions);
    owned.chain(&view.ownerless)
}

/// Draws everything and tells how high it is: the group, its members in columns, and what they lost.
fn draw(facts: &Facts<'_>, groups: &mut Vec<Group>, width: f64) -> f64 {
    let top = choice(facts, groups.push_mut(Group::default()), width);
    let inner = width - 2.0 * MARGIN;
    let cards = facts.view.members.len() + usize::from(!facts.view.ownerless.is_empty());
    let fitting = |least| {
        let count = ((inner + GAP) / (least + GAP)) as usize;
        count.clamp(1, COLUMNS_MAX)
    };
    let (comfortable, tight) = (fitting(COLUMN_MIN), fitting(COLUMN_TIGHT));
    // Where there is room, what is told of the group stands beside its members, else over and under them.
    let is_beside = comfortable >= COLUMNS_WITH_GROUP && cards > 0;
    let wanted = facts.view.members.len() + usize::from(is_beside);
    let fitting = match wanted <= tight {
        true => comfortable.max(wanted),
        false => comfortable,
    };
    let count = fitting.min(cards + 1);
    let column = (inner - GAP * (count - 1) as f64) / count as f64;
    let sides = |place: usize| {
        let left = MARGIN + place as f64 * (column + GAP);
        (left, left + column)
    };
    let (of_group, count) = match is_beside {
        true => (sides(count - 1), count - 1),
        false => ((MARGIN, width - MARGIN), count),
    };
    let under_head = card(facts, groups, of_group, top, head::head);
    let top = if is_beside { top } else { under_head };
    let mut bottoms = vec![top; count];
    let mut put = |draw: &dyn Fn(&Facts<'_>, &mut Pen<'_>)| {
        // The next card stands where there is most room.
        let shortest = bottoms.iter().copied().fold(f64::INFINITY, f64::min);
        let place = bottoms.iter().position(|y| *y <= shortest).unwrap_or(0);
        if let Some(y) = bottoms.get_mut(place) {
            *y = card(facts, groups, sides(place), *y, draw);
        }
    };
    for one in &facts.view.members {
        put(&|facts, pen| member::member(facts, pen, one));
    }
    if !facts.view.ownerless.is_empty() {
        put(&member::ownerless);
    }
    let bottom = bottoms.iter().copied().fold(top, f64::max);
    let under = if is_beside { under_head } else { bottom };
    let end = card(facts, groups, of_group, under, idle::idle_times);
    end.max(bottom) - GAP + MARGIN
}

/// Draws a card and tells where the next one may stand.
fn card(
    facts: &Facts<'_>,
    groups: &mut Vec<Group>,
    sides: (f64, f64),
    y: f64,
    draw: impl Fn(&Facts<'_>, &mut Pen<'_>),
) -> f64 {
    let kind = groups.push_mut(Group::default());
    let mut pen = Pen::new(kind, facts.selection, sides, y, f64::INFINITY, y);
    draw(facts, &mut pen);
    pen.y() + GAP
}

/// Which group is shown, where there are several: a row to choose from, each by one of its consumers. Tells
/// where it ends.
fn choice(facts: &Facts<'_>, kind: &mut Group, width: f64) -> f64 {
    const HEIGHT: f64 = 24.0;
    const PADDING: f64 = 10.0;
    let groups = facts.world.groups();
    if groups.len() < 2 {
        return MARGIN;
    }
    let (mut x, mut y) = (MARGIN, MARGIN);
    for id in groups.iter() {
        let Some(first) = facts.world.consumers_of(id).next() else {
            continue;
        };
        let words = super::geometry::fit(&id.0, width / 2.0, super::geometry::TEXT);
        let room = super::geometry::text_width(&words, super::geometry::TEXT) + 2.0 * PADDING;
        if x > MARGIN && x + room > width - MARGIN {
            (x, y) = (MARGIN, y + HEIGHT + 6.0);
        }
        let is_shown = *id == facts.view.id;
        let chip = kind.group(if is_shown {
            "handle chip chip--on"
        } else {
            "handle chip"
        });
        chip.keyed(key::of_node(first.id));
        chip.name(words::choice(facts.lang, id, is_shown));
        chip.select(Selection::Node(first.id), facts.selection);
        let rect = Rect::new(x, y, room, HEIGHT);
        chip.rect("card__frame", rect, 6.0);
        let at = point(rect.centre().x, rect.centre().y + 4.2);
        chip.text("card__title", words, at, Anchor::Middle);
        x += room + 6.0;
    }
    y + HEIGHT + GAP
}
