//! The row above the boxes: producers, consumers and the controller; by partition, the brokers, too.

use highwater_core::id::NodeId;

use super::form::COLUMN;
use super::{BrokerPlan, Draft, Form, MARGIN, Plan};
use crate::session::Perspective;
use crate::stage::card;
use crate::stage::geometry::{Rect, point};

/// The small box of a broker.
const SMALL_WIDTH: f64 = 42.0;
const SMALL_HEIGHT: f64 = 24.0;
const SMALL_GAP: f64 = 6.0;
/// Between two lines of them there is room for a mark.
const SMALL_LINES_GAP: f64 = 15.0;
/// Under them there is room for the scissors of a link that is cut.
const UNDER_BROKERS: f64 = 29.0;
/// What the controller's mark reaches above and below its middle.
const CONTROLLER_REACH: f64 = 16.0;
/// Between two cards.
const CARDS_GAP: f64 = 8.0;
/// Under a card that has another below it, where messages leave it.
const UNDER_CARD: f64 = 70.0;

/// Producers on the left, consumers on the right, the controller between them; narrower, the controller
/// above and the clients side by side under it. A client that has no place beside the others stands below
/// them. Tells where the row ends.
pub(super) fn clients_and_controllers(draft: &Draft<'_>, plan: &mut Plan) -> f64 {
    let card_height = card::height(plan.form);
    let is_wide = plan.form == Form::Wide;
    let mut controller_y = match plan.form {
        Form::Wide => MARGIN + 30.0,
        Form::Middle | Form::Narrow => MARGIN + CONTROLLER_REACH,
    };
    if draft.perspective == Perspective::ByPartition {
        controller_y = small_brokers(draft, plan, MARGIN) + UNDER_BROKERS + CONTROLLER_REACH;
    }
    let mut at = point((plan.sides.0 + plan.sides.1) / 2.0 - 10.0, controller_y);
    for (id, _) in &draft.cluster.controllers {
        plan.controllers.push((*id, at));
        at.x += 90.0;
    }
    let under_controller = controller_y + CONTROLLER_REACH + 4.0;
    let rows = match is_wide {
        true => beside_controller(draft, plan),
        false => under_it(draft, plan, under_controller),
    };
    let producers = draft.cluster.producers.iter().map(|one| one.id);
    plan.producers = rows[0].place(producers.collect());
    let consumers = draft.cluster.consumers.iter().map(|one| one.id);
    plan.consumers = rows[1].place(consumers.collect());
    if is_wide {
        return under_controller.max(MARGIN + card_height);
    }
    let cards = plan.producers.iter().chain(&plan.consumers);
    cards.fold(under_controller, |lowest, (_, card)| {
        lowest.max(card.bottom())
    })
}

/// Cards of one kind beside each other, and those that have no place there below the first.
struct Row {
    first: Rect,
    /// From one to the next; less than nothing leads to the left.
    step: f64,
    /// How many have a place beside each other.
    count: usize,
    /// From one to the next below it.
    pitch: f64,
}

impl Row {
    fn place(&self, ids: Vec<NodeId>) -> Vec<(NodeId, Rect)> {
        let mut cards = Vec::with_capacity(ids.len());
        for (index, id) in ids.into_iter().enumerate() {
            let (across, down) = match index < self.count {
                true => (index, 0),
                false => (0, index + 1 - self.count),
            };
            let mut card = self.first;
            card.x += across as f64 * self.step;
            card.y += down as f64 * self.pitch;
            cards.push((id, card));
        }
        cards
    }
}

/// Producers from the left side on, consumers from the right, as many as leave what stands in the middle
/// its place.
fn beside_controller(draft: &Draft<'_>, plan: &Plan) -> [Row; 2] {
    let height = card::height(draft.form);
    let (mut left, mut right) = (plan.size.width / 2.0, plan.size.width / 2.0);
    for taken in plan.taken() {
        left = left.min(taken.x);
        right = right.max(taken.right());
    }
    let step = COLUMN + CARDS_GAP;
    let rooms = [left - MARGIN, plan.size.width - MARGIN - right];
    let firsts = [MARGIN, plan.size.width - MARGIN - COLUMN];
    [(0, step), (1, -step)].map(|(side, step)| Row {
        first: Rect::new(firsts[side], MARGIN, COLUMN, height),
        step,
        count: ((rooms[side] / step.abs()) as usize).max(1),
        pitch: height + UNDER_CARD,
    })
}

/// All beside each other, if they have room there; else producers on the left, consumers on the right.
fn under_it(draft: &Draft<'_>, plan: &Plan, y: f64) -> [Row; 2] {
    let (left, right) = plan.sides;
    let height = card::height(draft.form);
    let counts = [draft.cluster.producers.len(), draft.cluster.consumers.len()];
    let width = |cards: usize| (right - left + CARDS_GAP) / cards as f64 - CARDS_GAP;
    let all = (counts[0] + counts[1]).max(2);
    let have_room = width(all) >= COLUMN;
    let width = width(if have_room { all } else { 2 });
    let step = width + CARDS_GAP;
    let in_a_row = counts.map(|count| if have_room { count.max(1) } else { 1 });
    let consumers_x = right + CARDS_GAP - in_a_row[1] as f64 * step;
    [(left, 0), (consumers_x, 1)].map(|(x, side)| Row {
        first: Rect::new(x, y, width, height),
        step,
        count: in_a_row[side],
        pitch: height + CARDS_GAP,
    })
}

/// The brokers beside each other, in as many lines as it takes; tells where they end.
fn small_brokers(draft: &Draft<'_>, plan: &mut Plan, top: f64) -> f64 {
    let (left, right) = plan.sides;
    let pitch = SMALL_WIDTH + SMALL_GAP;
    let count = draft.cluster.brokers.len();
    let in_a_line = (((right - left + SMALL_GAP) / pitch) as usize).clamp(1, count.max(1));
    let lines = count.div_ceil(in_a_line).max(1);
    // Lines as long as each other look calmer than a full one and the rest.
    let in_a_line = count.div_ceil(lines).max(1);
    let line_width = in_a_line as f64 * pitch - SMALL_GAP;
    let first_x = (left + right - line_width) / 2.0;
    for (index, broker) in draft.cluster.brokers.iter().enumerate() {
        let (line, place) = (index / in_a_line, index % in_a_line);
        let rect = Rect::new(
            first_x + place as f64 * pitch,
            top + line as f64 * (SMALL_HEIGHT + SMALL_LINES_GAP),
            SMALL_WIDTH,
            SMALL_HEIGHT,
        );
        plan.brokers.push(BrokerPlan {
            id: broker.id,
            rect,
            name_at: rect.centre(),
            rows: Vec::new(),
            folded: None,
        });
    }
    top + lines as f64 * (SMALL_HEIGHT + SMALL_LINES_GAP) - SMALL_LINES_GAP
}
