//! ISRs that leaders propose.

use super::Told;
use crate::config::BrokerConfig;
use crate::wire::ErrorCode;

#[test]
fn a_proposal_is_written_as_it_is_and_ends_the_recovery_of_a_leader() {
    let mut told = Told::new(2, BrokerConfig::default());
    let unclean = &[("unclean.leader.election.enable", "true")];
    told.topic(&[&[1, 2]], unclean);
    told.propose(&[1]).expect("b2 lags");
    told.session_passes(&[2]);
    assert_eq!(
        told.records(),
        [
            "orders-0 isr [1]",
            "orders-0 isr [2] leader 2 recovering true",
            "b1 fenced true"
        ]
    );
    assert_eq!(told.propose(&[1, 2]), Err(ErrorCode::IneligibleReplica));
    told.register(1, 2, false).expect("its session is over");
    told.heartbeat(1);
    told.records();
    assert_eq!(told.propose(&[1, 2]), Ok(()));
    assert_eq!(told.records(), ["orders-0 isr [1, 2] recovering false"]);
}

#[test]
fn who_is_about_to_stop_may_not_join() {
    let mut told = Told::new(3, BrokerConfig::default());
    told.topic(&[&[1, 2, 3], &[2, 1, 3]], &[]);
    told.ask_to_stop(2);
    told.records();
    assert_eq!(told.propose(&[1, 2, 3]), Err(ErrorCode::IneligibleReplica));
    assert!(told.records().is_empty());
}

#[test]
fn an_isr_that_is_large_enough_again_needs_nobody_eligible() {
    let mut told = Told::new(3, BrokerConfig::default());
    told.topic(&[&[1, 2, 3]], &[("min.insync.replicas", "2")]);
    told.session_passes(&[1, 3]);
    told.session_passes(&[1]);
    told.register(2, 2, false).expect("its session is over");
    told.heartbeat(2);
    told.records();
    assert_eq!(told.propose(&[1, 2]), Ok(()));
    assert_eq!(told.records(), ["orders-0 isr [1, 2] elr []"]);
}
