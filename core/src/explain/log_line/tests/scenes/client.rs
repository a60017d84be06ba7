//! What clients go through.

use super::{B2, ORDERS, Scene, scene};
use crate::id::{ClientId, NodeId};
use crate::sim::{Channel, ConnectionId};
use crate::trace::{BreakReason, Event};
use crate::wire::{ErrorCode, ErrorDetail};

const P1: NodeId = NodeId::Producer(ClientId(1));

pub(super) fn of_clients() -> Vec<Scene> {
    let ended = |timed_out| ErrorDetail::Disconnected {
        broker: B2,
        timed_out,
    };
    vec![
        scene(
            "Connections end: reset, refused, given up.",
            P1,
            vec![
                disconnected(BreakReason::Reset),
                disconnected(BreakReason::Refused),
                disconnected(BreakReason::RequestTimeout),
            ],
        ),
        scene(
            "A batch will be sent again: the leader has changed, the ISR is too small, no such partition.",
            P1,
            vec![
                retried(Some(ErrorCode::NotLeaderOrFollower), ErrorDetail::None),
                retried(Some(ErrorCode::NotEnoughReplicas), ErrorDetail::None),
                retried(Some(ErrorCode::UnknownTopicOrPartition), ErrorDetail::None),
            ],
        ),
        scene(
            "A batch will be sent again, since its connection broke or was too slow.",
            P1,
            vec![
                retried(None, ended(false)),
                retried(Some(ErrorCode::RequestTimedOut), ended(true)),
            ],
        ),
    ]
}
fn disconnected(reason: BreakReason) -> Event {
    let connection = ConnectionId {
        client: P1,
        server: B2.into(),
        channel: Channel::Client,
    };
    Event::Disconnected { connection, reason }
}

fn retried(error: Option<ErrorCode>, detail: ErrorDetail) -> Event {
    Event::BatchRetried {
        partition: ORDERS,
        records: 1,
        attempts: 1,
        attempts_left: 2_147_483_646,
        correlation_id: 17,
        error,
        detail,
        backoff_ms: 100,
    }
}
