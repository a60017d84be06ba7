//! Registration, fencing, unfencing and controlled shutdown.

use super::Told;
use crate::config::BrokerConfig;
use crate::id::{BrokerEpoch, BrokerId, Offset};
use crate::trace::{ChangeReason, Event};
use crate::wire::{BrokerHeartbeatRequest, ErrorCode};

const MIN_ISR_2: &[(&str, &str)] = &[("min.insync.replicas", "2")];

#[test]
fn a_broker_that_falls_silent_leaves_every_isr_and_is_fenced_then() {
    let mut told = Told::new(3, BrokerConfig::default());
    told.topic(&[&[1, 2, 3], &[3, 1, 2]], MIN_ISR_2);
    told.session_passes(&[2, 3]);
    assert_eq!(
        told.records(),
        [
            "orders-0 isr [2, 3] leader 2",
            "orders-1 isr [3, 2]",
            "b1 fenced true"
        ]
    );
    told.session_passes(&[2, 3]);
    assert!(told.records().is_empty(), "nobody hears of it any more");
}

#[test]
fn members_that_leave_an_isr_below_the_minimum_stay_eligible_until_the_last_is_gone() {
    let mut told = Told::new(3, BrokerConfig::default());
    told.topic(&[&[1, 2, 3]], MIN_ISR_2);
    told.session_passes(&[1, 2]);
    told.session_passes(&[1]);
    told.session_passes(&[]);
    assert_eq!(
        told.records(),
        [
            "orders-0 isr [1, 2]",
            "b3 fenced true",
            "orders-0 isr [1] elr [2]",
            "b2 fenced true",
            "orders-0 isr [] leader -1 elr [1, 2] last [1]",
            "b1 fenced true",
        ]
    );
}

/// Nobody knows what a broker that died has lost: with ELR on it is trusted no more.
#[test]
fn an_unclean_stop_is_noticed_when_the_broker_registers_again() {
    for (elr, clean, back) in [
        (
            1,
            false,
            &["orders-0 elr [2]", "register b1", "b1 fenced false"][..],
        ),
        (
            1,
            true,
            &[
                "register b1",
                "b1 fenced false",
                "orders-0 isr [1] leader 1 elr [2] last []",
            ],
        ),
        (
            0,
            false,
            &["register b1", "b1 fenced false", "orders-0 leader 1"],
        ),
    ] {
        let config = BrokerConfig {
            eligible_leader_replicas_version: elr,
            ..BrokerConfig::default()
        };
        let mut told = Told::new(2, config);
        told.topic(&[&[1, 2]], MIN_ISR_2);
        told.session_passes(&[1]);
        told.session_passes(&[]);
        told.records();
        told.register(1, 2, clean).expect("its session is over");
        let left = told.events.iter().find_map(|event| match event {
            Event::ElrChanged { from, to, .. } => Some((from.len(), to.clone())),
            _ => None,
        });
        let leaves = elr == 1 && !clean;
        assert_eq!(left, leaves.then(|| (2, vec![BrokerId(2)])));
        told.heartbeat(1);
        assert_eq!(told.records(), back, "ELR {elr}, clean {clean}");
    }
}

#[test]
fn the_last_known_leader_is_elected_when_the_last_eligible_one_is_trusted_no_more() {
    let mut told = Told::new(2, BrokerConfig::default());
    told.topic(&[&[1, 2]], MIN_ISR_2);
    told.session_passes(&[1]);
    told.session_passes(&[]);
    told.register(1, 2, false).expect("its session is over");
    told.heartbeat(1);
    told.records();
    told.register(2, 2, false).expect("its session is over");
    assert_eq!(
        told.records(),
        [
            "orders-0 isr [1] leader 1 elr [] last [] recovering true",
            "register b2"
        ]
    );
}

#[test]
fn a_process_that_comes_back_within_the_session_is_refused_until_that_has_run_out() {
    let mut told = Told::new(3, BrokerConfig::default());
    told.topic(&[&[1, 2, 3]], MIN_ISR_2);
    assert_eq!(
        told.register(1, 2, false),
        Err(ErrorCode::DuplicateBrokerRegistration)
    );
    assert!(told.records().is_empty());
    told.session_passes(&[2, 3]);
    told.register(1, 2, false).expect("its session is over");
    told.heartbeat(1);
    assert_eq!(
        told.records(),
        [
            "orders-0 isr [2, 3] leader 2",
            "b1 fenced true",
            "register b1",
            "b1 fenced false"
        ]
    );
}

#[test]
fn in_the_time_of_zookeeper_a_process_that_comes_back_in_time_keeps_its_place() {
    let mut config = BrokerConfig::default();
    config.semantics.restart_keeps_isr = true;
    let mut told = Told::new(3, config);
    told.topic(&[&[1, 2, 3]], MIN_ISR_2);
    told.register(2, 2, false).expect("it keeps its place");
    let end = told.controller.log().end_offset();
    let said = told.beat(2, true, false, end);
    assert!(!said.is_fenced, "it was never fenced");
    assert_eq!(told.records(), ["register b2", "b2 fenced false"]);
    told.session_passes(&[1, 3]);
    assert_eq!(told.records(), ["orders-0 isr [1, 3]", "b2 fenced true"]);
}

#[test]
fn a_session_begins_with_the_first_heartbeat() {
    let mut told = Told::new(1, BrokerConfig::default());
    told.register(2, 1, false).expect("it is new");
    told.register(2, 2, false).expect("nothing was heard of it");
    told.records();
    told.session_passes(&[1]);
    assert!(told.records().is_empty(), "there is no session to end");
}

#[test]
fn a_broker_is_unfenced_once_it_has_applied_its_own_registration() {
    let mut told = Told::new(1, BrokerConfig::default());
    let epoch = told.register(2, 1, false).expect("it is new");
    let before = told.beat(2, false, false, Offset(epoch.0));
    assert!(before.is_fenced && !before.is_caught_up);
    let behind = told.beat(2, true, false, Offset(epoch.0 + 1));
    assert!(behind.is_fenced && behind.is_caught_up, "it did not ask");
    let after = told.beat(2, false, false, Offset(epoch.0 + 1));
    assert!(!after.is_fenced);
    assert_eq!(told.records(), ["register b2", "b2 fenced false"]);
}

/// The epoch is taken before what the last process left behind is written, the registration stands after
/// that.
#[test]
fn after_an_unclean_stop_the_registration_stands_further_on_than_its_epoch_says() {
    let mut told = Told::new(2, BrokerConfig::default());
    told.topic(&[&[1, 2]], MIN_ISR_2);
    told.session_passes(&[1]);
    told.records();
    let epoch = told.register(2, 2, false).expect("its session is over");
    let records = told.records();
    assert_eq!(records.len(), 2, "{records:?}");
    assert!(records[0].starts_with("orders-0") && records[1] == "register b2");
    let before = told.beat(2, false, false, Offset(epoch.0 + 1));
    assert!(before.is_fenced && !before.is_caught_up);
    assert!(!told.beat(2, false, false, Offset(epoch.0 + 2)).is_fenced);
}

#[test]
fn a_heartbeat_of_an_earlier_registration_is_refused() {
    let mut told = Told::new(1, BrokerConfig::default());
    for broker in [1, 9] {
        let request = BrokerHeartbeatRequest {
            broker: BrokerId(broker),
            broker_epoch: BrokerEpoch(-5),
            current_metadata_offset: Offset::ZERO,
            want_fence: false,
            want_shut_down: false,
        };
        let answer = told.turn(|controller, out| controller.heartbeat(request, out));
        assert_eq!(answer, Err(ErrorCode::StaleBrokerEpoch), "b{broker}");
    }
}

#[test]
fn who_leads_nothing_may_stop_at_once_and_is_fenced_once_more_a_session_later() {
    let mut told = Told::new(2, BrokerConfig::default());
    told.topic(&[&[1, 2]], &[]);
    assert!(told.ask_to_stop(2).should_shut_down);
    let granted = Event::ControlledShutdown {
        broker: BrokerId(2),
        at_once: true,
    };
    assert_eq!(told.events.first(), Some(&granted));
    assert_eq!(told.records(), ["orders-0 isr [1]", "b2 fenced true"]);
    told.session_passes(&[1]);
    assert_eq!(told.records(), ["b2 fenced true"]);
}

#[test]
fn a_leader_may_stop_when_it_leads_nothing_and_everybody_knows() {
    let mut told = Told::new(3, BrokerConfig::default());
    told.topic(&[&[1, 2, 3], &[2, 1, 3]], &[]);
    let before = told.controller.log().end_offset();
    assert!(!told.ask_to_stop(1).should_shut_down);
    assert_eq!(
        told.records(),
        [
            "b1 stopping true",
            "orders-0 isr [2, 3] leader 2",
            "orders-1 isr [2, 3]"
        ]
    );
    let changed = Event::PartitionsChanged {
        broker: BrokerId(1),
        reason: ChangeReason::ControlledShutdown,
        partitions: 2,
    };
    assert_eq!(told.events.last(), Some(&changed));
    told.heartbeat(2);
    told.beat(3, false, false, before);
    assert!(!told.ask_to_stop(1).should_shut_down, "b3 has not heard");
    told.heartbeat(3);
    assert!(told.ask_to_stop(1).should_shut_down);
    let end = told.seen.0;
    let granted = Event::ShutdownGranted {
        broker: BrokerId(1),
        lowest_active_offset: Offset(end - 1),
        controlled_shutdown_offset: Offset(end - 1),
    };
    assert_eq!(told.events.first(), Some(&granted));
    assert_eq!(told.records(), ["b1 fenced true"]);
}

/// With ELR off somebody has to stay in the ISR; with ELR on the last one is eligible.
#[test]
fn the_last_in_sync_replica_may_stop_too() {
    for (mut told, left) in [
        (
            Told::new(1, BrokerConfig::default()),
            "orders-0 isr [] leader -1 elr [1] last [1]",
        ),
        (Told::without_elr(1), "orders-0 leader -1"),
    ] {
        told.topic(&[&[1]], &[]);
        assert!(!told.ask_to_stop(1).should_shut_down);
        assert_eq!(told.records(), ["b1 stopping true", left]);
        assert!(told.ask_to_stop(1).should_shut_down, "nobody has to hear");
    }
}
