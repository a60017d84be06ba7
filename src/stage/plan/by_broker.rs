//! A box for each broker: its lane of the open partition, and a row for each of its other replicas, which
//! are folded where there is no room for them.

use highwater_core::id::TopicPartition;

use super::{BrokerPlan, Draft, Fold, Form, LanePlan, OVER_MARKED, PADDING, Plan};
use crate::stage::axis::Axis;
use crate::stage::cluster::Broker;
use crate::stage::geometry::{Rect, point};
use crate::stage::lane;

/// A broker's name, left of its lanes.
const NAME_COLUMN: f64 = 38.0;
/// The row of a replica.
const ROW_HEIGHT: f64 = 26.0;
/// How many of them a broker shows, and how many where it is looked at.
const ROWS_MAX: usize = 5;
const ROWS_MAX_LOOKED_AT: usize = 20;
/// What a broker without a lane needs for its name.
const NAME_HEIGHT: f64 = 26.0;
/// The line that says what has no row.
const COUNT_HEIGHT: f64 = 22.0;
/// Over and under what is in a broker that is folded: many of them are to be seen at once.
const FOLDED_PADDING: f64 = 3.0;
/// A capsule at the last of them is higher than its box.
const UNDER_FOLDED: f64 = 10.0;

/// The lanes' left side and width.
struct Lanes {
    x: f64,
    width: f64,
    /// Those of the open partition share an axis.
    open: Option<(TopicPartition, Axis)>,
}

impl Lanes {
    /// The lane of a broker: of the open partition, or where there is but one replica of that and nothing to
    /// compare, of the broker's own first partition of the same topic.
    fn of(&self, draft: &Draft<'_>, broker: &Broker<'_>) -> Option<(TopicPartition, Axis)> {
        let (open, _) = self.open?;
        if self.has_open(broker) {
            return self.open;
        }
        if !draft.has_lanes_of_their_own() || draft.fold == Fold::Brokers {
            return None;
        }
        let mut own = broker.replicas.iter().map(|(partition, _)| *partition);
        let own = own.find(|partition| partition.topic == open.topic)?;
        Some((own, draft.axis(own, self.x, self.width)))
    }

    /// Whether a broker has a replica of the open partition.
    fn has_open(&self, broker: &Broker<'_>) -> bool {
        let open = self.open.and_then(|(open, _)| broker.replica(open));
        open.is_some()
    }

    /// Whether a broker is folded to a line.
    fn fold(&self, draft: &Draft<'_>, broker: &Broker<'_>) -> bool {
        !self.has_open(broker) && draft.fold == Fold::Brokers && !draft.gaze.opens(broker.id)
    }
}

/// Places the brokers from `y` down, and tells where they end.
pub(super) fn place(draft: &Draft<'_>, plan: &mut Plan, mut y: f64, gap: f64) -> f64 {
    let (left, right) = plan.sides;
    let x = left
        + match plan.form {
            Form::Wide => NAME_COLUMN,
            Form::Middle | Form::Narrow => PADDING + 2.0,
        };
    let width = right - PADDING - x;
    let open = plan.open.map(|open| (open, draft.axis(open, x, width)));
    let lanes = Lanes { x, width, open };
    let mut bottom = y;
    for (index, broker) in draft.cluster.brokers.iter().enumerate() {
        // What is said on its edge, narrow of acks that wait, too, does not reach into the box above.
        let is_marked = plan.form == Form::Narrow || !broker.marks.is_empty();
        if index > 0 && is_marked && !lanes.fold(draft, broker) {
            y += (OVER_MARKED - gap).max(0.0);
        }
        place_broker(draft, plan, broker, &lanes, y);
        bottom = plan.brokers.last().map_or(y, |placed| placed.rect.bottom());
        y = bottom + gap;
    }
    match draft.fold {
        Fold::Brokers => bottom + UNDER_FOLDED,
        _ => bottom,
    }
}

fn place_broker(draft: &Draft<'_>, plan: &mut Plan, broker: &Broker<'_>, lanes: &Lanes, top: f64) {
    let (left, right) = plan.sides;
    let lane = lanes.of(draft, broker);
    let opens = draft.gaze.opens(broker.id);
    let is_folded = lanes.fold(draft, broker);
    let padding = if is_folded { FOLDED_PADDING } else { PADDING };
    // Beside a lane a little higher, so that its badge keeps clear of what the ticks say.
    let name_y = match lane.is_some() && !plan.has_low_lanes {
        true => 8.5,
        false => 10.0,
    };
    let name_at = point(left + 10.0, top + padding + name_y);
    let mut placed = BrokerPlan {
        id: broker.id,
        rect: Rect::new(left, top, right - left, 0.0),
        name_at,
        rows: Vec::new(),
        folded: None,
    };
    let mut others = broker.replicas.len();
    let mut y = top + padding + NAME_HEIGHT;
    let mut count_at = point(left + 10.0 + NAME_COLUMN, name_at.y);
    let replica = lane.and_then(|(partition, _)| broker.replica(partition));
    if let (Some((partition, axis)), Some(replica)) = (lane, replica) {
        let height = lane::height(plan.has_low_lanes, replica);
        let rect = Rect::new(lanes.x, top + PADDING, lanes.width, height);
        let name_x = match plan.form {
            Form::Wide => lanes.x,
            Form::Middle | Form::Narrow => left + NAME_COLUMN,
        };
        plan.lanes.push(LanePlan {
            broker: broker.id,
            partition,
            rect,
            name_at: point(name_x, name_at.y),
            axis,
        });
        others -= 1;
        y = rect.bottom();
        count_at = point(lanes.x, y + COUNT_HEIGHT / 2.0);
    } else if !is_folded {
        // It says which partition it has no replica of, and its counts come below that.
        count_at = point(count_at.x, y + COUNT_HEIGHT / 2.0);
    } else {
        y -= COUNT_HEIGHT;
    }
    let rows_max = match (draft.fold, opens) {
        (Fold::Rows, false) => ROWS_MAX,
        (_, true) => ROWS_MAX_LOOKED_AT,
        (_, false) => 0,
    };
    for (partition, _) in &broker.replicas {
        let has_lane = lane.is_some_and(|(open, _)| open == *partition);
        if has_lane || placed.rows.len() == rows_max {
            continue;
        }
        let row = Rect::new(lanes.x, y + 1.0, lanes.width, ROW_HEIGHT - 2.0);
        placed.rows.push((*partition, row));
        y += ROW_HEIGHT;
        count_at = point(lanes.x, y + COUNT_HEIGHT / 2.0);
    }
    let folded = others - placed.rows.len();
    if folded > 0 {
        placed.folded = Some((count_at, folded));
        y += COUNT_HEIGHT;
    }
    placed.rect.height = y + padding - top;
    plan.brokers.push(placed);
}
