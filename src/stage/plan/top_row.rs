//! The row above the boxes: producers, consumers and the controller; by partition, the brokers, too.

use super::form::COLUMN;
use super::{BrokerPlan, Draft, Form, MARGIN, Plan};
use crate::session::Perspective;
use crate::stage::card;
use crate::stage::deferred;
use crate::stage::geometry::{Rect, point};

/// The small box of a broker.
const SMALL_WIDTH: f64 = 42.0;
const SMALL_HEIGHT: f64 = 24.0;
const SMALL_GAP: f64 = 6.0;
/// Between two lines of them there is room for a mark.
const SMALL_LINES_GAP: f64 = 23.0;
/// Under them there is room for the scissors of a link that is cut.
const UNDER_BROKERS: f64 = 29.0;
/// What the controller's mark reaches above and below its middle.
const CONTROLLER_REACH: f64 = 16.0;
/// What it reaches left of its middle, with the room beside it, and how much its words need with all that.
const CONTROLLER_LEFT: f64 = 24.0;
const CONTROLLER_WIDTH: f64 = 136.0;
/// Between two cards.
const CARDS_GAP: f64 = 8.0;
/// Under a card that has another below it, where messages leave it.
const UNDER_CARD: f64 = 70.0;

/// Producers on the left, consumers on the right, the controller between them; narrower, the controller
/// above and the clients side by side under it. A client that has no place beside the others stands below
/// them. Tells where the row ends.
pub(super) fn clients_and_controllers(draft: &Draft<'_>, plan: &mut Plan) -> f64 {
    let mut controller_y = match plan.form {
        Form::Wide => MARGIN + 30.0,
        // A line runs above it, with room for a dot.
        Form::Middle => MARGIN + CONTROLLER_REACH + 8.0,
        Form::Narrow => MARGIN + CONTROLLER_REACH,
    };
    if draft.perspective == Perspective::ByPartition {
        controller_y =
            deferred::place_small_brokers(draft, plan, MARGIN) + UNDER_BROKERS + CONTROLLER_REACH;
    }
    let under_controller = controller_y + CONTROLLER_REACH + 4.0;
    let row = match plan.form {
        Form::Wide => Row::beside_controller(draft, plan),
        Form::Middle | Form::Narrow => Row::under_controller(draft, plan, under_controller),
    };
    let mut at = point((plan.sides.0 + plan.sides.1) / 2.0 - 10.0, controller_y);
    if plan.form == Form::Wide {
        let beside = draft.cluster.producers.len().min(row.counts[0]);
        at.x =
            at.x.max(MARGIN + beside as f64 * row.step + CONTROLLER_LEFT);
    }
    for (id, _) in &draft.cluster.controllers {
        plan.controllers.push((*id, at));
        at.x += 90.0;
    }
    let mut bottom = under_controller;
    for (index, one) in draft.cluster.producers.iter().enumerate() {
        let card = row.place(row.producer, row.step, row.counts[0], index);
        plan.producers.push((one.id, card));
        bottom = bottom.max(card.bottom());
    }
    // Their last place beside each other is at the end, and there those stand below it that have none.
    let consumers = draft.cluster.consumers.len();
    let beside = consumers.min(row.counts[1]);
    let consumer = Rect {
        x: row.consumer_x,
        ..row.producer
    };
    for (index, one) in draft.cluster.consumers.iter().enumerate() {
        let mut card = row.place(consumer, 0.0, row.counts[1], index);
        card.x -= beside.saturating_sub(index + 1) as f64 * row.step;
        plan.consumers.push((one.id, card));
        bottom = bottom.max(card.bottom());
    }
    match plan.form {
        // What stands below the first stands beside the boxes.
        Form::Wide => under_controller.max(row.producer.bottom()),
        Form::Middle | Form::Narrow => bottom,
    }
}

/// Where cards stand beside each other.
struct Row {
    /// The first producer's, at one end; the first consumer's is as large, at the other.
    producer: Rect,
    consumer_x: f64,
    /// How many producers have a place beside each other, and how many consumers.
    counts: [usize; 2],
    /// From one to the next.
    step: f64,
    /// From one to the next below it.
    pitch: f64,
}

impl Row {
    /// Two of a kind, where the small boxes of brokers leave them a place; where there are no such boxes, as many
    /// producers as have room.
    fn beside_controller(draft: &Draft<'_>, plan: &Plan) -> Self {
        let producer = Rect::new(MARGIN, MARGIN, COLUMN, card::height(plan.has_low_lanes));
        let (brokers, step) = (plan.brokers.len(), COLUMN + CARDS_GAP);
        let mut counts = [3, 7].map(|brokers_max| 1 + usize::from(brokers <= brokers_max));
        if draft.perspective == Perspective::ByBroker {
            let room = (plan.size.width - 2.0 * MARGIN - CONTROLLER_WIDTH) / step;
            let consumers = draft.cluster.consumers.len().min(counts[1]);
            counts[0] = counts[0].max((room as usize).saturating_sub(consumers));
        }
        Self {
            producer,
            consumer_x: plan.size.width - MARGIN - COLUMN,
            counts,
            step,
            pitch: producer.height + UNDER_CARD,
        }
    }

    /// All of them, if they have room; else producers on the left, consumers on the right.
    fn under_controller(draft: &Draft<'_>, plan: &Plan, y: f64) -> Self {
        let (left, right) = plan.sides;
        let all = draft.cluster.producers.len() + draft.cluster.consumers.len();
        let width = right - left + CARDS_GAP;
        let mut count = all.max(2);
        let mut step = width / count as f64;
        if step < COLUMN + CARDS_GAP {
            (count, step) = (1, width / 2.0);
        }
        let height = card::height(plan.has_low_lanes);
        Self {
            producer: Rect::new(left, y, step - CARDS_GAP, height),
            consumer_x: right + CARDS_GAP - step,
            counts: [count; 2],
            step,
            pitch: height + CARDS_GAP,
        }
    }

    /// The card at that index; those that have no place beside the first stand below it.
    #[inline(never)]
    fn place(&self, first: Rect, step: f64, count: usize, index: usize) -> Rect {
        let mut card = first;
        if index < count {
            card.x += index as f64 * step;
        } else {
            card.y += (index + 1 - count) as f64 * self.pitch;
        }
        card
    }
}

/// The brokers beside each other, in as many lines as it takes; tells where they end.
pub fn small_brokers(draft: &Draft<'_>, plan: &mut Plan, top: f64) -> f64 {
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
