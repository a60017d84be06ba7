//! What the controller goes through.

use super::{B1, B2, ORDERS, Scene, ids, registration, scene};
use crate::id::{BrokerEpoch, LeaderEpoch, NodeId, Offset, PartitionEpoch};
use crate::metadata::{BrokerRegistration, PartitionRegistration};
use crate::trace::{ChangeReason, Election, Event};

pub(super) fn of_the_controller() -> Vec<Scene> {
    let fenced = |session_timed_out, again| Event::BrokerFenced {
        broker: B2,
        broker_epoch: BrokerEpoch(12),
        session_timed_out,
        again,
        before: BrokerRegistration {
            broker_epoch: BrokerEpoch(12),
            incarnation: 1,
            fenced: again,
            in_controlled_shutdown: false,
            rack: None,
        }
        .into(),
    };
    let changed = |reason, partitions| Event::PartitionsChanged {
        broker: B2,
        reason,
        partitions,
    };
    let before = PartitionRegistration {
        isr: Vec::new(),
        leader: None,
        leader_epoch: LeaderEpoch(1),
        partition_epoch: PartitionEpoch(3),
        elr: ids(&[1, 2]),
        last_known_elr: ids(&[1]),
        ..registration()
    };
    let moving = PartitionRegistration {
        replicas: ids(&[3, 4, 1, 2]),
        isr: ids(&[1, 2, 3]),
        leader: Some(B1),
        partition_epoch: PartitionEpoch(2),
        adding: ids(&[3, 4]),
        removing: ids(&[1, 2]),
        ..PartitionRegistration::default()
    };
    let k1 = NodeId::CONTROLLER;
    vec![
        scene(
            "A session runs out.",
            k1,
            vec![fenced(true, false), changed(ChangeReason::Fenced, 1)],
        ),
        scene(
            "A broker without a place in any ISR is fenced; no partition changes.",
            k1,
            vec![fenced(true, false), changed(ChangeReason::Fenced, 0)],
        ),
        scene(
            "A session after it stopped in good order a broker is fenced once more.",
            k1,
            vec![fenced(true, true)],
        ),
        scene(
            "A broker comes back and is elected, since it is known to hold everything.",
            k1,
            vec![
                Event::BrokerUnfenced {
                    broker: B2,
                    broker_epoch: BrokerEpoch(105),
                    registration_offset: Offset(108),
                },
                elected(Election::EligibleLeaderReplica, before.clone()),
                changed(ChangeReason::Unfenced, 1),
            ],
        ),
        scene(
            "Unclean elections; a clean one leaves no line.",
            k1,
            vec![
                elected(Election::Unclean, before.clone()),
                elected(Election::LastKnownLeader, before.clone()),
                elected(Election::Clean, before),
            ],
        ),
        scene(
            "A leader stops in good order.",
            k1,
            vec![
                Event::ControlledShutdown {
                    broker: B2,
                    at_once: false,
                },
                changed(ChangeReason::ControlledShutdown, 1),
                Event::ShutdownGranted {
                    broker: B2,
                    lowest_active_offset: Offset(120),
                    controlled_shutdown_offset: Offset(118),
                },
            ],
        ),
        scene(
            "A broker that leads nothing stops in good order; fencing it has no line of its own.",
            k1,
            vec![
                Event::ControlledShutdown {
                    broker: B2,
                    at_once: true,
                },
                fenced(false, false),
                changed(ChangeReason::Fenced, 1),
            ],
        ),
        scene(
            "A broker registers that had not stopped in good order.",
            k1,
            vec![changed(ChangeReason::UncleanShutdown, 1)],
        ),
        scene(
            "The last of the added replicas is in sync: the leader leads no more.",
            k1,
            vec![Event::ReassignmentCompleted {
                partition: ORDERS,
                replicas: ids(&[3, 4]),
                before: moving.into(),
                proposed_by: Some(B1),
            }],
        ),
    ]
}

fn elected(election: Election, before: PartitionRegistration) -> Event {
    Event::LeaderElected {
        partition: ORDERS,
        leader: B2,
        leader_epoch: LeaderEpoch(2),
        election,
        before: before.into(),
    }
}
