//! Another broker comes to lead the partition in which a group is kept, while the one before lives on, and
//! answers that it is no coordinator any more.

use highwater_core::broker::Process;
use highwater_core::check::Invariant;
use highwater_core::command::{AdminCommand, Command, ElectionType};
use highwater_core::config::GROUP_METADATA_TOPIC;
use highwater_core::explain::{Names, log_lines};
use highwater_core::group::GroupState;
use highwater_core::group::classic::GroupId;
use highwater_core::id::{BrokerId, NodeId, Offset, PartitionIndex, TopicPartition};
use highwater_core::scenario::{ApplicationSpec, CommitCall};
use highwater_core::sim::World;

use crate::cluster::{Protocol, c, member, scenario};
use crate::run::Run;

const PARTITIONS: u32 = 4;
const MEMBERS: u32 = 2;
const LOST: &str = "is unavailable or invalid due to cause: ";
const DISCONNECT: &str = "Requesting disconnect from last known coordinator 127.0.0.1:";

/// A group that reads, commits after each batch, or by itself, and whose state is in one partition.
fn group(protocol: Protocol, commit: CommitCall) -> Run {
    let application = ApplicationSpec {
        commit,
        ..ApplicationSpec::default()
    };
    let mut one = member(protocol, application);
    one.config.enable_auto_commit = Some(commit == CommitCall::None);
    one.config.auto_commit_interval_ms = 1_000;
    let mut scenario = scenario(1, PARTITIONS, vec![one; MEMBERS as usize]);
    scenario.broker_config.offsets_topic_num_partitions = 1;
    let mut run = Run::new(scenario, format!("{protocol:?}, {commit:?}"));
    run.for_ms(20_000);
    run
}

fn board() -> GroupId {
    GroupId("board".into())
}

fn coordinator(world: &World) -> Option<(BrokerId, &Process)> {
    world.brokers().find_map(|broker| {
        let process = broker.process()?;
        process.shard_of(&board()).map(|_| (broker.id, process))
    })
}

/// Another broker becomes the preferred leader, and is elected.
fn move_coordinator(run: &mut Run) {
    let (old, _) = coordinator(&run.world).expect("somebody coordinates");
    let turn = |turn: u32| BrokerId((old.0 + turn) % 3 + 1);
    let (topic, partition) = (GROUP_METADATA_TOPIC.into(), PartitionIndex(0));
    run.act(&Command::Admin(AdminCommand::Reassign {
        topic,
        partition,
        replicas: Some((0..3).map(turn).collect()),
    }));
    run.for_ms(2_000);
    run.act(&Command::Admin(AdminCommand::ElectLeader {
        election: ElectionType::Preferred,
        topic: GROUP_METADATA_TOPIC.into(),
        partition,
    }));
    run.for_ms(20_000);
    let (new, _) = coordinator(&run.world).expect("somebody coordinates again");
    assert_eq!(new, turn(0), "{}", run.what);
}

/// The lines of a client's log that have one of the wordings.
fn lines(run: &Run, client: NodeId) -> Vec<String> {
    let names = Names::of(&run.world);
    let own = run.traces.iter().filter(|trace| trace.actor == client);
    let lines = own.flat_map(|trace| log_lines(trace, &names));
    let texts = lines.map(|line| line.text);
    texts
        .filter(|text| text.contains(LOST) || text.contains(DISCONNECT))
        .collect()
}

/// What the group has committed, and where the partitions end.
fn committed_and_ends(world: &World) -> [Vec<(TopicPartition, Offset)>; 2] {
    let process = coordinator(world).map(|(_, process)| process);
    let shard = process.and_then(|process| process.shard_of(&board()));
    let offsets = shard.and_then(|shard| shard.offsets().of_group(&board()));
    let committed = offsets
        .into_iter()
        .flatten()
        .map(|(partition, kept)| (*partition, kept.committed.offset));
    let partitions = world.metadata().partitions_of_users();
    let ends = partitions.filter_map(|(partition, _)| {
        let leader = world.leading_replica(partition)?;
        Some((partition, leader.log.high_watermark()))
    });
    [committed.collect(), ends.collect()]
}

#[test]
fn the_classic_consumer_disconnects_from_a_coordinator_that_is_none_any_more_and_reads_on() {
    for protocol in Protocol::ALL {
        for commit in [CommitCall::Sync, CommitCall::Async, CommitCall::None] {
            let mut run = group(protocol, commit);
            move_coordinator(&mut run);
            for id in 1..=MEMBERS {
                let lines = lines(&run, c(id));
                let what = format!("{}, c{id}: {lines:#?}", run.what);
                let cause = match protocol {
                    Protocol::Consumer => "This is not the correct coordinator.",
                    _ => "error response NOT_COORDINATOR. isDisconnected: false.",
                };
                assert!(lines[0].contains(&format!("{LOST}{cause}")), "{what}");
                let disconnects = lines.iter().filter(|line| line.contains(DISCONNECT));
                match protocol {
                    Protocol::Consumer => assert_eq!(disconnects.count(), 0, "{what}"),
                    _ => assert!(lines[1].contains(DISCONNECT), "{what}"),
                }
            }
            reads_to_the_end(&mut run);
        }
    }
}

/// The group goes on as it was, and comes to the end without having left out a record.
fn reads_to_the_end(run: &mut Run) {
    run.act(&Command::StopScript);
    run.for_ms(20_000);
    let (_, process) = coordinator(&run.world).expect("somebody coordinates");
    let group = process.describe_group(&board()).expect("there is a group");
    assert_eq!(group.state, GroupState::Stable, "{}", run.what);
    assert_eq!(group.members.len(), MEMBERS as usize, "{}", run.what);
    let assigned: usize = group.members.iter().map(|it| it.assigned.len()).sum();
    assert_eq!(assigned, PARTITIONS as usize, "{}", run.what);
    let [committed, ends] = committed_and_ends(&run.world);
    assert_eq!(committed, ends, "{}", run.what);
    assert!(!run.shows(Invariant::NoSkip), "{}", run.what);
}
