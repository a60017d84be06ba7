//! The sandbox's presets: what each promises is reached by what it proposes to try.

mod deliveries;
mod groups;
mod producers;
mod run;

use highwater_core::check::Invariant;
use highwater_core::command::{AdminCommand, Command, ElectionType};
use highwater_core::id::{BrokerId, PartitionIndex};
use highwater_core::trace::Event;
use highwater_core::wire::{ErrorCode, Gist};
use highwater_text::Lang;

use run::{COURSE, ELECTS_WITHIN_MS, Run, b, is_acknowledged, is_elected, orders, preset};

#[test]
fn there_are_ten_presets_and_more_and_each_is_told_in_both_languages() {
    let [en, ko] = &COURSE.presets;
    assert!(en.presets.len() >= 10, "{}", en.presets.len());
    for (one, other) in en.presets.iter().zip(&ko.presets) {
        assert_eq!(one.scenario, other.scenario);
        let texts = [
            (&one.title, &other.title),
            (&one.shows, &other.shows),
            (&one.tries, &other.tries),
        ];
        for (en, ko) in texts {
            assert!(!en.is_empty() && !ko.is_empty(), "{}", one.id);
            assert_ne!(en, ko, "{}", one.id);
        }
    }
    assert!(COURSE.files.contains_key("course/presets.ko.bin"));
    assert_eq!(Lang::ALL.len(), COURSE.presets.len());
}

#[test]
fn acks1_loses_what_its_leader_alone_had() {
    let mut run = Run::of("acks1-loss");
    run.act(Command::Cut(b(1), b(2)));
    run.act(Command::Cut(b(1), b(3)));
    run.send("tea");
    run.waits(1_000, is_acknowledged);
    run.act(Command::Crash(b(1)));
    run.waits(ELECTS_WITHIN_MS, is_elected);
    run.heal();
    assert!(run.loses_what_was_acknowledged());
    assert!(!run.is_somewhere("tea"));
}

#[test]
fn acks0_counts_a_lost_request_as_sent() {
    let mut run = Run::of("acks0-loss");
    run.send("tea");
    let is_request = |event: &Event| {
        matches!(
            event,
            Event::MessageSent {
                gist: Gist::Produce { .. },
                ..
            }
        )
    };
    run.waits(2_000, is_request);
    let sent = run.traces.iter().rfind(|trace| is_request(&trace.event));
    let Some(Event::MessageSent { message, .. }) = sent.map(|trace| &trace.event) else {
        panic!("a request was sent");
    };
    let message = *message;
    run.act(Command::Lose(message));
    assert!(run.traces.iter().any(|trace| is_acknowledged(&trace.event)));
    run.for_ms(10_000);
    assert!(!run.is_somewhere("tea"));
}

#[test]
fn a_deposed_leader_acknowledges_what_it_cuts_off_later() {
    let mut run = Run::of("acks1-zombie");
    run.act(Command::Isolate(b(1)));
    run.waits(ELECTS_WITHIN_MS, is_elected);
    run.for_ms(1_000);
    run.send("tea");
    run.waits(1_000, is_acknowledged);
    run.heal();
    assert!(run.loses_what_was_acknowledged());
    assert!(
        run.traces
            .iter()
            .any(|trace| matches!(trace.event, Event::Truncated { .. }))
    );
}

#[test]
fn an_unclean_election_loses_what_acks_all_has_acknowledged() {
    let mut run = Run::of("unclean-election");
    run.act(Command::Cut(b(1), b(2)));
    run.send("tea");
    run.waits(10_000, is_acknowledged);
    run.act(Command::Crash(b(1)));
    run.waits(ELECTS_WITHIN_MS, is_elected);
    run.heal();
    assert!(run.loses_what_was_acknowledged());
}

/// With ELR, whoever stopped in good order stays eligible, and nothing is lost.
#[test]
fn the_last_replica_standing_loses_its_tail_without_elr_and_not_with_it() {
    for (with_elr, loses) in [(false, true), (true, false)] {
        let mut scenario = (*preset("last-replica-standing").scenario).clone();
        if with_elr {
            scenario.broker_config.eligible_leader_replicas_version = 1;
        }
        let mut run = Run::of_scenario(scenario.into());
        run.act(Command::Cut(b(1), b(3)));
        run.act(Command::Cut(b(2), b(3)));
        run.send("tea");
        run.waits(10_000, is_acknowledged);
        run.act(Command::Shutdown(b(1)));
        run.waits(ELECTS_WITHIN_MS, is_elected);
        run.for_ms(500);
        run.act(Command::PowerLoss(b(2)));
        run.act(Command::Restart(b(2)));
        run.for_ms(30_000);
        run.heal();
        assert_eq!(run.loses_what_was_acknowledged(), loses, "ELR: {with_elr}");
        assert_eq!(run.is_somewhere("tea"), !loses, "ELR: {with_elr}");
    }
}

#[test]
fn a_partition_comes_back_by_its_eligible_leader() {
    let mut run = Run::of("elr-election");
    run.act(Command::Shutdown(b(3)));
    run.for_ms(5_000);
    run.act(Command::Shutdown(b(2)));
    run.for_ms(5_000);
    let eligible = &run.world.metadata().partitions[&orders(0)].elr;
    assert!(eligible.contains(&BrokerId(2)), "{eligible:?}");
    run.act(Command::Crash(b(1)));
    run.for_ms(12_000);
    assert_eq!(run.leader(orders(0)), None);
    run.act(Command::Restart(b(2)));
    run.for_ms(5_000);
    assert_eq!(run.leader(orders(0)), Some(BrokerId(2)));
    run.heal();
    assert_eq!(run.broken, []);
}

#[test]
fn before_kip_101_a_committed_record_is_cut_from_both_logs() {
    let mut run = Run::of("kip-101");
    run.send("tea");
    run.waits(1_000, is_acknowledged);
    run.act(Command::Crash(b(2)));
    run.act(Command::Restart(b(2)));
    run.waits(2_000, |event| matches!(event, Event::Truncated { .. }));
    run.act(Command::Crash(b(1)));
    run.waits(ELECTS_WITHIN_MS, is_elected);
    run.heal();
    assert!(run.loses_what_was_acknowledged());
    assert!(!run.is_somewhere("tea"));
}

#[test]
fn before_kip_279_two_logs_stay_different() {
    let mut run = Run::of("kip-279");
    let leads_alone = |run: &mut Run, dead: u32, leader: u32| {
        run.act(Command::Crash(b(dead)));
        run.for_ms(15_000);
        if run.world.may(&Command::Restart(b(leader))).is_ok() {
            run.act(Command::Restart(b(leader)));
            run.for_ms(15_000);
        }
    };
    let writes = |run: &mut Run, count: u32| {
        for _ in 0..count {
            run.send("m");
            run.waits(20_000, is_acknowledged);
        }
    };
    writes(&mut run, 1);
    leads_alone(&mut run, 2, 1);
    writes(&mut run, 1);
    leads_alone(&mut run, 1, 2);
    writes(&mut run, 3);
    leads_alone(&mut run, 2, 1);
    writes(&mut run, 1);
    run.act(Command::Restart(b(2)));
    run.for_ms(15_000);
    writes(&mut run, 2);
    run.heal();
    assert!(
        run.broken.contains(&Invariant::LogMatching),
        "{:?}",
        run.broken
    );
}

#[test]
fn replicas_are_in_different_racks_and_a_consumer_reads_near_it() {
    let mut run = Run::of("racks");
    let scenario = preset("racks").scenario.clone();
    for partition in run.world.metadata().partitions.values() {
        let mut racks: Vec<_> = partition
            .replicas
            .iter()
            .map(|broker| scenario.rack(*broker).expect("every broker has a rack"))
            .collect();
        racks.sort();
        racks.dedup();
        assert_eq!(racks.len(), 3, "{:?}", partition.replicas);
    }
    let consumer = run.world.consumers().next().expect("there is a consumer");
    let near = consumer.read_replica(orders(0));
    let near = near.expect("a follower is read from");
    assert_ne!(Some(near), run.leader(orders(0)));
    assert_eq!(scenario.rack(near).as_deref(), Some("rack-c"));
    run.act(Command::Crash(b(1)));
    run.act(Command::Crash(b(4)));
    run.for_ms(25_000);
    for (index, partition) in &run.world.metadata().partitions {
        assert!(partition.leader.is_some(), "{index:?} has no leader");
    }
    assert_eq!(run.broken, []);
}

#[test]
fn a_cluster_too_small_for_its_minimum_refuses_writes_and_takes_them_later() {
    let mut run = Run::of("not-enough-replicas");
    run.act(Command::Crash(b(2)));
    let is_refused = |event: &Event| match event {
        Event::MessageSent { gist, .. } => gist.error() == Some(ErrorCode::NotEnoughReplicas),
        _ => false,
    };
    run.waits(30_000, is_refused);
    run.act(Command::Restart(b(2)));
    run.waits(60_000, is_acknowledged);
    assert_eq!(run.broken, []);
}

#[test]
fn leadership_comes_home_when_it_is_asked_to() {
    let mut run = Run::of("preferred-leader");
    run.act(Command::Crash(b(1)));
    run.for_ms(15_000);
    run.act(Command::Restart(b(1)));
    run.for_ms(15_000);
    assert_ne!(run.leader(orders(0)), Some(BrokerId(1)));
    run.act(Command::Admin(AdminCommand::ElectLeader {
        election: ElectionType::Preferred,
        topic: "orders".into(),
        partition: PartitionIndex(0),
    }));
    run.for_ms(2_000);
    assert_eq!(run.leader(orders(0)), Some(BrokerId(1)));
    assert_eq!(run.broken, []);
}

#[test]
fn the_large_one_has_sixty_partitions_that_keep_a_leader() {
    let mut run = Run::of("large");
    assert_eq!(run.world.metadata().partitions.len(), 60);
    let on_b5 = |run: &Run| {
        let partitions = run.world.metadata().partitions.values();
        partitions
            .filter(|partition| partition.isr.contains(&BrokerId(5)))
            .count()
    };
    assert!(on_b5(&run) >= 15, "{}", on_b5(&run));
    run.act(Command::Crash(b(5)));
    run.for_ms(25_000);
    assert_eq!(on_b5(&run), 0);
    let partitions = &run.world.metadata().partitions;
    assert!(
        partitions
            .values()
            .all(|partition| partition.leader.is_some())
    );
    assert_eq!(run.broken, []);
}
