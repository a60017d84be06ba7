//! Elections that are asked for, and those that come round by themselves.

use super::Told;
use crate::command::{AdminCommand, ElectionType};
use crate::config::BrokerConfig;
use crate::id::PartitionIndex;
use crate::trace::{Election, Event};

/// b1 died, and b2 leads; b1 is back, and in sync if it was said so.
fn led_by_the_second(in_sync: bool) -> Told {
    let mut told = Told::new(3, BrokerConfig::default());
    told.topic(&[&[1, 2, 3]], &[]);
    told.session_passes(&[2, 3]);
    told.register(1, 2, false).expect("its session is over");
    told.heartbeat(1);
    if in_sync {
        told.propose(&[1, 2, 3]).expect("b1 may join");
    }
    told.records();
    told
}

/// b2 is alive and not eligible, b1 is eligible and dead.
fn led_by_nobody(config: &[(&str, &str)]) -> Told {
    let mut told = Told::new(2, BrokerConfig::default());
    told.topic(&[&[1, 2]], config);
    told.session_passes(&[1]);
    told.register(2, 2, false).expect("its session is over");
    told.session_passes(&[]);
    told.records();
    told
}

/// How a leader was last elected.
fn last_election(told: &Told) -> Option<Election> {
    let mut events = told.events.iter().rev();
    events.find_map(|event| match event {
        Event::LeaderElected { election, .. } => Some(*election),
        _ => None,
    })
}

#[test]
fn an_election_says_why_it_did_not_come_about() {
    use ElectionType::{Preferred, Unclean};
    const NOT_NEEDED: &str =
        "ElectionNotNeededException: Leader election not needed for topic partition.";
    for (mut told, election, said) in [
        (led_by_the_second(true), Preferred, "ok"),
        (
            led_by_the_second(false),
            Preferred,
            "PreferredLeaderNotAvailableException: The preferred leader was not available.",
        ),
        (led_by_the_second(true), Unclean, NOT_NEEDED),
        (
            led_by_nobody(&[]),
            Preferred,
            "PreferredLeaderNotAvailableException: The preferred leader was not available.",
        ),
        (
            led_by_nobody(&[]),
            Unclean,
            "EligibleLeadersNotAvailableException: Eligible topic partition leaders are not available.",
        ),
    ] {
        assert_eq!(told.elect(election), said, "{election:?}");
        assert_eq!(told.records().len(), usize::from(said == "ok"));
    }
    let mut told = led_by_the_second(true);
    assert_eq!(told.elect(Preferred), "ok");
    assert_eq!(told.records(), ["orders-0 leader 1"]);
    assert_eq!(last_election(&told), Some(Election::Preferred));
    assert_eq!(told.elect(Preferred), NOT_NEEDED);
    for (topic, partition, said) in [
        ("none", 0, "No such topic as none"),
        ("orders", 7, "No such partition as orders-7"),
    ] {
        let answer = told.said(AdminCommand::ElectLeader {
            election: Preferred,
            topic: topic.into(),
            partition: PartitionIndex(partition),
        });
        let said = format!("UnknownTopicOrPartitionException: {said}");
        assert_eq!(answer, said);
    }
}

#[test]
fn an_unclean_election_takes_whoever_is_alive_and_forgets_who_was_eligible() {
    let mut told = led_by_nobody(&[]);
    told.heartbeat(2);
    assert_eq!(
        told.records(),
        ["b2 fenced false"],
        "nobody asked for an unclean one"
    );
    assert_eq!(told.elect(ElectionType::Unclean), "ok");
    assert_eq!(
        told.records(),
        ["orders-0 isr [2] leader 2 elr [] last [] recovering true"]
    );
    assert_eq!(last_election(&told), Some(Election::Unclean));
}

#[test]
fn where_the_topic_allows_it_unfencing_elects_uncleanly_even_over_an_eligible_replica() {
    let mut told = led_by_nobody(&[("unclean.leader.election.enable", "true")]);
    told.heartbeat(2);
    assert_eq!(
        told.records(),
        [
            "b2 fenced false",
            "orders-0 isr [2] leader 2 elr [] last [] recovering true"
        ]
    );
}

#[test]
fn the_sweep_elects_uncleanly_where_topics_allow_it_by_now() {
    let mut told = led_by_nobody(&[]);
    told.heartbeat(2);
    told.records();
    let key = "unclean.leader.election.enable";
    assert_eq!(told.set(Some("orders"), key, Some("true")), "ok");
    assert_eq!(
        told.records(),
        ["orders unclean.leader.election.enable=true"],
        "a setting holds no election"
    );
    told.turn(|controller, out| controller.elect_uncleanly(out));
    assert_eq!(
        told.records(),
        ["orders-0 isr [2] leader 2 elr [] last [] recovering true"]
    );
}

#[test]
fn leadership_goes_back_to_preferred_leaders_that_are_in_sync() {
    for (in_sync, records) in [(true, &["orders-0 leader 1"][..]), (false, &[])] {
        let mut told = led_by_the_second(in_sync);
        told.turn(|controller, out| controller.balance_leaders(out));
        assert_eq!(told.records(), records, "in sync: {in_sync}");
    }
}
