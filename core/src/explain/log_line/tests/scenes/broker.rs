//! What brokers go through.

use super::{B1, B2, B3, ORDERS, Scene, ids, registration, scene};
use crate::broker::Outcome;
use crate::id::{BrokerEpoch, LeaderEpoch, NodeId, Offset, PartitionEpoch};
use crate::log::OffsetForEpoch;
use crate::metadata::PartitionRegistration;
use crate::sim::{Channel, ConnectionId};
use crate::time::Time;
use crate::trace::{
    BreakReason, Event, LogStartReason, OutOfSync, PreviousLeader, TruncationCause,
};
use crate::wire::{AlterPartitionRequest, ErrorCode};

pub(super) fn of_partitions() -> Vec<Scene> {
    let after_unclean = PartitionRegistration {
        isr: ids(&[2]),
        leader: Some(B2),
        leader_epoch: LeaderEpoch(2),
        partition_epoch: PartitionEpoch(3),
        adding: ids(&[4]),
        removing: ids(&[1]),
        recovering: true,
        ..registration()
    };
    let leaderless = PreviousLeader {
        leader: Some(None),
        leader_epoch: LeaderEpoch(1),
    };
    let followed_b1 = PreviousLeader {
        leader: Some(Some(B1)),
        leader_epoch: LeaderEpoch(0),
    };
    let loaded = Event::LogLoaded {
        partition: ORDERS,
        high_watermark: Offset(2),
    };
    let follows = |leader, before| Event::BecameFollower {
        partition: ORDERS,
        leader,
        leader_epoch: LeaderEpoch(1),
        from_offset: Offset(3),
        high_watermark: Offset(3),
        partition_epoch: PartitionEpoch(1),
        before,
    };
    vec![
        scene(
            "A broker that has not heard of the partition before leads it.",
            B1,
            vec![
                loaded.clone(),
                became_leader(registration(), NOTHING_BEFORE, false),
            ],
        ),
        scene(
            "An unclean leader, too few in sync, in the middle of a reassignment.",
            B2,
            vec![
                Event::LeaderRecovered { partition: ORDERS },
                became_leader(after_unclean, leaderless, false),
            ],
        ),
        scene(
            "A follower; a follower of another leader; a replica that nobody leads.",
            B3,
            vec![
                loaded,
                follows(Some(B2), NOTHING_BEFORE),
                follows(Some(B2), followed_b1),
                follows(None, followed_b1),
            ],
        ),
        scene(
            "The ISR shrinks, and the controller's answer is quicker than the metadata log.",
            B1,
            vec![
                Event::IsrShrinkProposed {
                    partition: ORDERS,
                    from: ids(&[1, 2, 3]),
                    isr: ids(&[1]),
                    out: vec![
                        OutOfSync {
                            broker: B2,
                            end_offset: Some(Offset(2)),
                            last_caught_up: Some(Time::from_ms(19_292)),
                        },
                        OutOfSync {
                            broker: B3,
                            end_offset: None,
                            last_caught_up: None,
                        },
                    ],
                    high_watermark: Offset(2),
                    end_offset: Offset(3),
                },
                isr_committed(&[1], true, true),
            ],
        ),
        scene(
            "It expands: one line by an answer, none if the metadata log was quicker.",
            B1,
            vec![
                isr_committed(&[1, 2, 3], true, false),
                isr_committed(&[1, 2, 3], false, false),
            ],
        ),
        scene(
            "Proposals are refused: falls back, tries again, waits for metadata in silence.",
            B1,
            vec![
                refused(&[1, 2, 3], ErrorCode::IneligibleReplica, Outcome::FellBack),
                refused(&[1], ErrorCode::NotController, Outcome::Retry),
                refused(&[1], ErrorCode::FencedLeaderEpoch, Outcome::Pending),
            ],
        ),
        scene(
            "Too few replicas are in sync for acks=all; other refusals leave no line.",
            B1,
            vec![
                append_refused(ErrorCode::NotEnoughReplicas),
                append_refused(ErrorCode::NotLeaderOrFollower),
            ],
        ),
    ]
}

fn isr_committed(isr: &[u32], by_answer: bool, under_min_isr: bool) -> Event {
    Event::IsrCommitted {
        partition: ORDERS,
        isr: ids(isr),
        partition_epoch: PartitionEpoch(2),
        by_answer,
        under_min_isr,
    }
}

fn append_refused(error: ErrorCode) -> Event {
    Event::AppendRefused {
        partition: ORDERS,
        error,
        isr: ids(&[1]),
        min_isr: 2,
    }
}

pub(super) fn of_fetchers() -> Vec<Scene> {
    let truncated = |from, to, high_watermark| Event::Truncated {
        partition: ORDERS,
        from: Offset(from),
        to: Offset(to),
        high_watermark_before: Offset(high_watermark),
    };
    let end_of = |epoch, end_offset| {
        TruncationCause::LeaderEpoch(OffsetForEpoch {
            epoch: LeaderEpoch(epoch),
            end_offset: Offset(end_offset),
        })
    };
    let reset = |from, to| Event::FetchOffsetReset {
        partition: ORDERS,
        leader: B1,
        from: Offset(from),
        to: Offset(to),
    };
    let log_start = |reason| Event::LogStartMoved {
        partition: ORDERS,
        from: Offset(0),
        to: Offset(4),
        reason,
    };
    vec![
        scene(
            "A log without an epoch is cut to its high watermark, where nothing is to be cut.",
            B2,
            vec![truncation(
                0,
                0,
                true,
                TruncationCause::HighWatermark(Offset(0)),
            )],
        ),
        scene(
            "A log is cut back to where it agrees with the leader's, below its high watermark.",
            B2,
            vec![truncation(2, 5, true, end_of(0, 2)), truncated(5, 2, 5)],
        ),
        scene(
            "It is cut above its high watermark, and that was not all yet.",
            B2,
            vec![truncation(4, 6, false, end_of(3, 4)), truncated(6, 4, 3)],
        ),
        scene(
            "A follower asks beyond its leader's log; another asks below it.",
            B2,
            vec![reset(9, 5), reset(2, 6)],
        ),
        scene(
            "A follower's leader speaks of a later epoch.",
            B2,
            vec![Event::FetchFenced {
                partition: ORDERS,
                leader: B1,
                leader_epoch: LeaderEpoch(3),
            }],
        ),
        scene(
            "A log's first offset moves up, on the leader and on a follower.",
            B2,
            vec![
                log_start(LogStartReason::RecordDeletion),
                log_start(LogStartReason::LeaderOffsetIncremented),
            ],
        ),
    ]
}

pub(super) fn of_lives() -> Vec<Scene> {
    let found = |logs, clean| Event::LogsRecovered { logs, clean };
    vec![
        scene(
            "A broker starts: on an empty disk, after a crash, after it stopped in good order.",
            B2,
            vec![found(0, false), found(3, false), found(3, true)],
        ),
        scene(
            "It is refused while its last process's session lasts, and unfenced in the end.",
            B2,
            vec![
                Event::RegistrationFailed {
                    error: ErrorCode::DuplicateBrokerRegistration,
                },
                Event::BrokerRunning,
            ],
        ),
        scene(
            "It stops in good order.",
            B2,
            vec![
                Event::ShutdownBegan,
                Event::ShutdownAllowed,
                Event::FetchersStopped { partitions: 1 },
            ],
        ),
        scene(
            "Its connections to the controller end.",
            B2,
            vec![
                disconnected(Channel::Heartbeat),
                disconnected(Channel::Metadata),
            ],
        ),
    ]
}

fn disconnected(channel: Channel) -> Event {
    let connection = ConnectionId {
        client: B2.into(),
        server: NodeId::CONTROLLER,
        channel,
    };
    Event::Disconnected {
        connection,
        reason: BreakReason::Reset,
    }
}

const NOTHING_BEFORE: PreviousLeader = PreviousLeader {
    leader: None,
    leader_epoch: LeaderEpoch(-1),
};

fn became_leader(
    registration: PartitionRegistration,
    before: PreviousLeader,
    under: bool,
) -> Event {
    Event::BecameLeader {
        partition: ORDERS,
        leader_epoch: registration.leader_epoch,
        from_offset: Offset(3),
        high_watermark: Offset(2),
        under_min_isr: under,
        registration: registration.into(),
        before,
    }
}

fn truncation(to: i64, end: i64, completed: bool, because: TruncationCause) -> Event {
    Event::TruncationDecided {
        partition: ORDERS,
        leader: B1,
        to: Offset(to),
        end_offset: Offset(end),
        completed,
        because,
    }
}

/// What b1 proposed while 1 and 2 were in the ISR.
fn refused(new_isr: &[u32], error: ErrorCode, outcome: Outcome) -> Event {
    let new_isr = ids(new_isr)
        .into_iter()
        .map(|id| (id, Some(BrokerEpoch(10 + i64::from(id.0)))))
        .collect();
    let proposal = AlterPartitionRequest {
        broker: B1,
        broker_epoch: BrokerEpoch(11),
        partition: ORDERS,
        leader_epoch: LeaderEpoch(0),
        partition_epoch: PartitionEpoch(1),
        new_isr,
        recovering: false,
    };
    Event::AlterPartitionRefused {
        partition: ORDERS,
        error,
        outcome,
        proposal: Some(proposal.into()),
        committed: ids(&[1, 2]),
    }
}
