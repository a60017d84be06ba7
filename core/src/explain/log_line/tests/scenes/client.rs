//! What clients go through.

use super::{B2, ORDERS, Scene, scene};
use crate::config::Idempotence;
use crate::id::{ClientId, CorrelationId, NodeId, ProducerEpoch, ProducerId, Sequence};
use crate::sim::{Channel, ConnectionId};
use crate::trace::{BreakReason, Event};
use crate::wire::{Acks, ErrorCode, ErrorDetail};

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
        scene(
            "Producers are made: two that are not idempotent, and one that is, which gets its id and is closed.",
            P1,
            producers(),
        ),
        scene(
            "A batch is too large; another one, that the producer gave up, leaves a gap.",
            P1,
            vec![
                Event::BatchSplit {
                    partition: ORDERS,
                    records: 4,
                    batches: 2,
                    attempts_left: 2_147_483_647,
                    correlation_id: CorrelationId(17),
                },
                Event::SequencesReset {
                    partition: ORDERS,
                    last_acknowledged: Sequence(3),
                    next: Sequence(6),
                },
            ],
        ),
    ]
}

fn producers() -> Vec<Event> {
    let created = |is_on, lacks_retries, lacks_acks| Event::ProducerCreated {
        idempotence: Idempotence {
            is_on,
            lacks_retries,
            lacks_acks,
        },
    };
    vec![
        created(false, true, None),
        created(false, false, Some(Acks::Leader)),
        created(true, false, None),
        Event::ClusterIdLearned,
        Event::ProducerIdSet {
            producer_id: ProducerId(7),
            producer_epoch: ProducerEpoch(0),
        },
        Event::ProducerClosing { timeout_ms: 30_000 },
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
        correlation_id: CorrelationId(17),
        error,
        detail,
        backoff_ms: 100,
    }
}
