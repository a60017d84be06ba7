//! Random schedules: brokers crash and stand still, members come and go; every event is checked,
//! and once all is well again, the group reads on from where it was.

use highwater_core::command::{Command, ConsumerCall};
use highwater_core::config::GroupProtocol;
use highwater_core::group::GroupState;
use highwater_core::id::{ClientId, NodeId, Offset, TopicPartition};
use highwater_core::sim::{Random, World};

use super::cluster::{committed, coordinators, description, group_of};
use super::common::{Run, b, seeds};

const MEMBERS: usize = 3;

fn member(random: &mut Random) -> NodeId {
    NodeId::Consumer(ClientId(1 + random.below(MEMBERS as u32)))
}

/// Something that may happen; much of it is refused as things stand.
fn act(random: &mut Random) -> Command {
    let broker = b(1 + random.below(3));
    match random.below(12) {
        0 => Command::Crash(broker),
        1 => Command::Crash(broker),
        2 | 3 => Command::Restart(broker),
        4 => Command::Pause(broker),
        5 => Command::Resume(broker),
        6 => Command::Shutdown(broker),
        7 => Command::Crash(member(random)),
        8 => Command::Restart(member(random)),
        9 => Command::CallConsumer {
            // Those who close do not come back; one stays.
            consumer: NodeId::Consumer(ClientId(2 + random.below(MEMBERS as u32 - 1))),
            call: ConsumerCall::Close,
        },
        10 => Command::Isolate(broker),
        _ => Command::HealAll,
    }
}

/// The partitions of the group's topic, with the end that consumers see.
fn ends(world: &World) -> Vec<(TopicPartition, Offset)> {
    let metadata = world.metadata();
    let mut ends = Vec::new();
    for (partition, registration) in metadata.partitions_of_users() {
        let leader = registration.leader.and_then(|leader| world.broker(leader));
        let log = leader.and_then(|leader| leader.log(partition));
        ends.extend(log.map(|log| (partition, log.high_watermark())));
    }
    ends
}

fn everything_works_again(run: &mut Run) {
    for node in 1..=3 {
        let _ = run.try_act(Command::Resume(b(node)));
    }
    let _ = run.try_act(Command::HealAll);
    for id in 1..=MEMBERS as u32 {
        let _ = run.try_act(Command::Restart(NodeId::Consumer(ClientId(id))));
    }
    run.for_ms(90_000);
    let _ = run.try_act(Command::StopScript);
    run.for_ms(60_000);
}

#[test]
fn whatever_happens_the_group_reads_on_once_all_is_well_again() {
    let again = "cargo test -p highwater-core --test groups, with the seeds from";
    let found = seeds::each(0..12, again, |seed| {
        for protocol in [GroupProtocol::Classic, GroupProtocol::Consumer] {
            schedule(protocol, seed);
        }
        false
    });
    assert_eq!(found, None);
}

fn schedule(protocol: GroupProtocol, seed: u64) {
    let mut scenario = group_of(MEMBERS, protocol, seed);
    scenario.broker_config.offsets_topic_num_partitions = 3;
    let mut run = Run::new(scenario);
    let mut random = Random::new(seed);
    run.for_ms(5_000);
    for _ in 0..15 {
        let _ = run.try_act(act(&mut random));
        run.for_ms(u64::from(random.below(6_000)));
    }
    everything_works_again(&mut run);
    let what = format!("seed {seed}, {protocol:?}");
    assert_eq!(coordinators(&run.world).len(), 1, "{what}");
    let group = description(&run.world).unwrap_or_else(|| panic!("{what}: no group"));
    assert_eq!(group.state, GroupState::Stable, "{what}");
    let assigned: usize = group.members.iter().map(|it| it.assigned.len()).sum();
    assert_eq!(assigned, 6, "{what}: {group:?}");
    assert_eq!(committed(&run.world), ends(&run.world), "{what}");
}
