//! The row above the boxes: producers, consumers and the controller; by partition, the brokers, too.

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

/// Producers on the left, consumers on the right, the controller between them; narrower, the controller
/// above and the clients side by side under it. Tells where the row ends.
pub(super) fn clients_and_controllers(draft: &Draft<'_>, plan: &mut Plan) -> f64 {
    let (left, right) = plan.sides;
    let half = (right - left - 8.0) / 2.0;
    let card_height = card::height(plan.form);
    let is_wide = plan.form == Form::Wide;
    let mut controller_y = match plan.form {
        Form::Wide => MARGIN + 30.0,
        Form::Middle | Form::Narrow => MARGIN + CONTROLLER_REACH,
    };
    if draft.perspective == Perspective::ByPartition {
        controller_y = small_brokers(draft, plan, MARGIN) + UNDER_BROKERS + CONTROLLER_REACH;
    }
    let under_controller = controller_y + CONTROLLER_REACH + 4.0;
    let (producer, consumer_x, pitch) = if is_wide {
        (
            Rect::new(MARGIN, MARGIN, COLUMN, card_height),
            plan.size.width - MARGIN - COLUMN,
            card_height + 70.0,
        )
    } else {
        (
            Rect::new(left, under_controller, half, card_height),
            left + half + 8.0,
            card_height + 8.0,
        )
    };
    let mut at = producer;
    for one in &draft.cluster.producers {
        plan.producers.push((one.id, at));
        at.y += pitch;
    }
    let mut lowest = at.y;
    at = Rect {
        x: consumer_x,
        ..producer
    };
    for one in &draft.cluster.consumers {
        plan.consumers.push((one.id, at));
        at.y += pitch;
    }
    lowest = lowest.max(at.y);
    let mut at = point((left + right) / 2.0 - 10.0, controller_y);
    for (id, _) in &draft.cluster.controllers {
        plan.controllers.push((*id, at));
        at.x += 90.0;
    }
    if is_wide {
        producer.bottom().max(under_controller)
    } else {
        (lowest - 8.0).max(under_controller)
    }
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
