//! What an onlooker sees of the control plane, and of what the controller has recorded of replicas.

mod common;

use common::{ORDERS, PALL, Run, b, send, three_brokers};
use highwater_core::command::Command;
use highwater_core::id::{BrokerId, LeaderEpoch, Offset};
use highwater_core::metadata::{MetadataImage, MetadataRecord};
use highwater_core::sim::{LivenessState, MetadataEntry, ReplicaRole, Standing, World};
use highwater_core::trace::Event;

/// How a broker's replica stands, and what the controller has recorded beyond that.
fn stands(run: &Run, broker: u32) -> (Standing, Option<ReplicaRole>) {
    let view = run.world.replica(BrokerId(broker), ORDERS);
    let view = view.expect("it has a replica");
    (view.standing, view.untold_role())
}

/// The records of the metadata log, one after the other.
fn entries(world: &World) -> impl Iterator<Item = MetadataEntry<'_>> {
    let offsets = (0..).map(Offset);
    offsets.map_while(|offset| world.metadata_entry(offset))
}

#[test]
fn the_epoch_of_each_change_is_what_applying_the_log_up_to_it_gives() {
    let mut run = Run::new(three_brokers(1));
    for broker in [1, 2, 3, 1] {
        run.act(Command::Crash(b(broker)));
        run.for_ms(14_000);
        run.act(Command::Restart(b(broker)));
        run.for_ms(20_000);
    }
    let (mut image, mut told) = (MetadataImage::EMPTY, 0);
    for entry in entries(&run.world) {
        image.apply(entry.record);
        let known = image.partitions.get(&ORDERS).map(|it| it.leader_epoch);
        let sets_leader = match entry.record {
            MetadataRecord::PartitionChange { change, .. } => change.leader.is_some(),
            record => matches!(record, MetadataRecord::Partition { .. }),
        };
        assert_eq!(
            entry.leader_epoch,
            known.filter(|_| sets_leader),
            "{entry:?}"
        );
        told += i32::from(sets_leader);
    }
    assert!(told > 3, "{told}");
    assert_eq!(&image, run.world.metadata());
}

#[test]
fn the_log_has_a_record_at_every_offset_before_its_end() {
    let run = Run::new(three_brokers(1));
    let end = run.world.metadata_end();
    let offsets = entries(&run.world).map(|entry| entry.offset.0);
    assert!(offsets.eq(0..end.0));
    assert_eq!(run.world.metadata_entry(end), None);
    assert_eq!(run.world.metadata_entry(Offset(-1)), None);
}

#[test]
fn a_dead_or_frozen_leader_is_the_leader_until_it_is_fenced() {
    for (command, standing) in [
        (Command::Crash(b(1)), Standing::Crashed),
        (Command::PowerLoss(b(1)), Standing::PoweredOff),
        (Command::Pause(b(1)), Standing::Paused),
    ] {
        let mut run = Run::new(three_brokers(1));
        assert_eq!(stands(&run, 1), (Standing::Leader, None));
        run.act(command);
        assert_eq!(stands(&run, 1), (standing, Some(ReplicaRole::Leader)));
        let elected = |event: &Event| matches!(event, Event::LeaderElected { .. });
        run.until(elected);
        assert_eq!(
            stands(&run, 2),
            (Standing::InSync, Some(ReplicaRole::Leader)),
            "it has not heard yet that it leads"
        );
        assert_ne!(stands(&run, 1).1, Some(ReplicaRole::Leader));
        run.for_ms(1_000);
        assert_eq!(stands(&run, 2), (Standing::Leader, None));
    }
}

#[test]
fn who_may_lead_an_offline_partition_is_told_and_who_led_it_last() {
    let mut run = Run::new(three_brokers(1));
    run.act(send(PALL, "a"));
    run.for_ms(2_000);
    for id in [3, 2, 1] {
        run.act(Command::Crash(b(id)));
        run.for_ms(12_000);
    }
    let eligible = [1, 2, 3].map(|id| stands(&run, id).1);
    assert_eq!(
        eligible,
        [
            Some(ReplicaRole::Eligible),
            Some(ReplicaRole::Eligible),
            None
        ]
    );
    let view = run.world.replica(BrokerId(1), ORDERS);
    assert!(view.is_some_and(|view| view.offline && !view.recovering));
    // Neither stopped cleanly, so neither is eligible once both are back.
    for id in [2, 1] {
        run.act(Command::Restart(b(id)));
        run.until(|event| matches!(event, Event::BrokerRegistered { .. }));
        if id == 2 {
            run.act(Command::Crash(b(2)));
        }
    }
    assert_eq!(stands(&run, 1).1, Some(ReplicaRole::LastKnownLeader));
    run.until(|event| matches!(event, Event::BecameLeader { .. }));
    let view = run.world.replica(BrokerId(1), ORDERS).expect("a replica");
    assert_eq!(view.leader_epoch, LeaderEpoch(2));
    assert!(view.recovering && !view.offline, "it was elected uncleanly");
}

#[test]
fn messages_that_reach_a_frozen_broker_lie_unread_until_it_goes_on() {
    let mut run = Run::new(three_brokers(1));
    assert_eq!(run.world.unread(b(1)), 0);
    run.act(Command::Pause(b(1)));
    run.act(send(PALL, "a"));
    run.for_ms(1_000);
    assert!(run.world.unread(b(1)) > 0, "the produce request, for one");
    assert_eq!(run.world.unread(b(2)), 0);
    run.act(Command::Resume(b(1)));
    run.for_ms(100);
    assert_eq!(run.world.unread(b(1)), 0);
}

#[test]
fn a_broker_is_fenced_at_first_and_takes_part_until_it_leaves() {
    let run = Run::new(three_brokers(1));
    let states = |run: &Run| [1, 2, 3].map(|id| run.world.liveness_state(BrokerId(id)));
    assert_eq!(states(&run), [LivenessState::Active; 3]);
    assert_eq!(
        run.world.liveness_state(BrokerId(9)),
        LivenessState::Unregistered
    );
}
