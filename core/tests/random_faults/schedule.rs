//! What is done to a cluster at random: everything that the engine lets one do, in any order, sensible
//! or not.

use highwater_core::command::{AdminCommand, Command, ElectionType, Fault};
use highwater_core::id::{
    BrokerId, ClientId, ControllerId, MessageId, NodeId, Offset, TopicPartition,
};
use highwater_core::sim::{Random, World};
use highwater_core::time::Span;

use super::shape::one_in;

type Make = fn(&World, &mut Random) -> Option<Command>;

/// What may be done, and how often in relation to the others.
const COMMANDS: [(u32, Make); 22] = [
    (36, produce),
    (6, |world, random| {
        Some(Command::Crash(any_broker(world, random)))
    }),
    (6, |world, random| {
        Some(Command::PowerLoss(any_broker(world, random)))
    }),
    (6, |world, random| {
        Some(Command::Shutdown(any_broker(world, random)))
    }),
    (9, |world, random| {
        Some(Command::Restart(any_broker(world, random)))
    }),
    (5, |world, random| {
        Some(Command::Pause(any_broker(world, random)))
    }),
    (4, |world, random| {
        Some(Command::Resume(any_broker(world, random)))
    }),
    (6, slow_broker),
    (3, slow_disk),
    (3, slow_link),
    (7, |world, random| {
        Some(Command::Cut(
            any_node(world, random),
            any_node(world, random),
        ))
    }),
    (4, cut_one_way),
    (4, |world, random| {
        Some(Command::Isolate(any_broker(world, random)))
    }),
    (4, |world, random| {
        Some(Command::Hold(any_message(world, random)?))
    }),
    (6, |world, random| {
        Some(Command::Lose(any_message(world, random)?))
    }),
    (12, cure),
    (2, |_, _| Some(Command::HealAll)),
    (6, alter_config),
    (5, elect_leader),
    (4, reassign),
    (1, create_partitions),
    (3, delete_records),
];

/// A command that may or may not make sense now.
pub fn any_command(world: &World, random: &mut Random) -> Option<Command> {
    let total = COMMANDS.iter().map(|(weight, _)| weight).sum();
    let mut drawn = random.below(total);
    for (weight, make) in COMMANDS {
        if drawn < weight {
            return make(world, random);
        }
        drawn -= weight;
    }
    None
}

/// Most pauses are a few messages long; some outlast a timeout.
pub fn any_pause_ms(random: &mut Random) -> u64 {
    u64::from(match random.below(8) {
        0..=3 => random.below(40),
        4 | 5 => random.below(3_000),
        6 => random.below(12_000),
        _ => random.below(40_000),
    })
}

fn produce(world: &World, random: &mut Random) -> Option<Command> {
    let partition = any_partition(world, random)?;
    let producers = u32::try_from(world.producers().count()).ok()?;
    Some(Command::Produce {
        producer: NodeId::Producer(ClientId(1 + random.below(producers))),
        topic: topic_of(world, partition)?,
        partition: match random.below(4) {
            0 => None,
            _ => Some(partition.partition),
        },
        key: None,
        value: Some("v".into()),
    })
}

fn slow_broker(world: &World, random: &mut Random) -> Option<Command> {
    let (broker, by_ms) = (any_broker(world, random), any_delay_ms(random));
    Some(Command::SlowBroker { broker, by_ms })
}

fn slow_disk(world: &World, random: &mut Random) -> Option<Command> {
    let (broker, by_ms) = (any_broker(world, random), any_delay_ms(random));
    Some(Command::SlowDisk { broker, by_ms })
}

fn slow_link(world: &World, random: &mut Random) -> Option<Command> {
    let (a, b) = (any_node(world, random), any_node(world, random));
    let by_ms = any_delay_ms(random);
    Some(Command::SlowLink { a, b, by_ms })
}

fn cut_one_way(world: &World, random: &mut Random) -> Option<Command> {
    let (from, to) = (any_node(world, random), any_node(world, random));
    Some(Command::CutOneWay { from, to })
}

/// The end of one of the faults in force.
fn cure(world: &World, random: &mut Random) -> Option<Command> {
    any_of(&world.faults(), random).map(Fault::cure)
}

fn alter_config(world: &World, random: &mut Random) -> Option<Command> {
    let (key, values) = any_of(
        &[
            ("min.insync.replicas", ["1", "2", "3"]),
            ("unclean.leader.election.enable", ["true", "false", "false"]),
        ],
        random,
    )?;
    let partition = led_by_a_slow_broker(world, random).or_else(|| any_partition(world, random))?;
    let topic = topic_of(world, partition).filter(|_| !one_in(4, random));
    let value = any_of(&values, random).filter(|_| !one_in(4, random));
    Some(Command::Admin(AdminCommand::AlterConfig {
        topic,
        key: key.into(),
        value: value.map(Into::into),
    }))
}

/// Where another minimum may come between a high watermark and what waited for it.
fn led_by_a_slow_broker(world: &World, random: &mut Random) -> Option<TopicPartition> {
    let is_slow = |leader: BrokerId| world.slowness_of(leader.into()) > Span::ZERO;
    let partitions = world.metadata().partitions_of_users();
    let led = partitions.filter(|(_, it)| it.leader.is_some_and(is_slow));
    let led: Vec<TopicPartition> = led.map(|(partition, _)| partition).collect();
    any_of(&led, random)
}

fn elect_leader(world: &World, random: &mut Random) -> Option<Command> {
    let partition = any_partition_at_all(world, random)?;
    let kinds = [
        ElectionType::Preferred,
        ElectionType::Preferred,
        ElectionType::Unclean,
    ];
    Some(Command::Admin(AdminCommand::ElectLeader {
        election: any_of(&kinds, random)?,
        topic: topic_of(world, partition)?,
        partition: partition.partition,
    }))
}

/// Other replicas for a partition; now and then the end of a reassignment that is under way.
fn reassign(world: &World, random: &mut Random) -> Option<Command> {
    let partition = any_partition_at_all(world, random)?;
    let brokers = u32::try_from(world.brokers().count()).ok()?;
    let (first, count) = (random.below(brokers), 1 + random.below(brokers.min(3)));
    let broker = |place| BrokerId((first + place) % brokers + 1);
    let replicas = (0..count).map(broker).collect();
    Some(Command::Admin(AdminCommand::Reassign {
        topic: topic_of(world, partition)?,
        partition: partition.partition,
        replicas: (!one_in(5, random)).then_some(replicas),
    }))
}

fn create_partitions(world: &World, random: &mut Random) -> Option<Command> {
    let partition = any_partition(world, random)?;
    let topic = topic_of(world, partition)?;
    let partitions = world.metadata().partitions.keys();
    let count = partitions.filter(|it| it.topic == partition.topic).count();
    Some(Command::Admin(AdminCommand::CreatePartitions {
        topic,
        count: u32::try_from(count).ok()? + 1,
        assignment: Vec::new(),
    }))
}

fn delete_records(world: &World, random: &mut Random) -> Option<Command> {
    let partition = any_partition(world, random)?;
    let end = world.leading_replica(partition)?.log.end_offset();
    let before_offset = random.below(u32::try_from(end.0).ok()? + 2);
    Some(Command::Admin(AdminCommand::DeleteRecords {
        topic: topic_of(world, partition)?,
        partition: partition.partition,
        before_offset: Offset(before_offset.into()),
    }))
}

pub fn topic_of(world: &World, partition: TopicPartition) -> Option<std::sync::Arc<str>> {
    let topic = world.metadata().topics.get(&partition.topic)?;
    Some(topic.name.clone())
}

/// A partition of a topic that clients write to and read from.
pub fn any_partition(world: &World, random: &mut Random) -> Option<TopicPartition> {
    let partitions = world.metadata().partitions_of_users();
    let partitions: Vec<TopicPartition> = partitions.map(|(partition, _)| partition).collect();
    any_of(&partitions, random)
}

/// Any partition, now and then one in which a group is kept.
fn any_partition_at_all(world: &World, random: &mut Random) -> Option<TopicPartition> {
    let partitions: Vec<TopicPartition> = world.metadata().partitions.keys().copied().collect();
    any_of(&partitions, random)
}

fn any_broker(world: &World, random: &mut Random) -> NodeId {
    let brokers = u32::try_from(world.brokers().count()).expect("a few brokers");
    NodeId::Broker(BrokerId(1 + random.below(brokers)))
}

/// Mostly a broker, since what happens between brokers matters most.
fn any_node(world: &World, random: &mut Random) -> NodeId {
    match random.below(8) {
        0 => NodeId::Controller(ControllerId(1)),
        1 => {
            let nodes: Vec<NodeId> = world.nodes().map(|(id, _)| id).collect();
            any_of(&nodes, random).unwrap_or(NodeId::Admin)
        }
        _ => any_broker(world, random),
    }
}

fn any_message(world: &World, random: &mut Random) -> Option<MessageId> {
    let messages = world.network().messages();
    let ids: Vec<MessageId> = messages.iter().map(|(_, _, message)| message.id).collect();
    any_of(&ids, random)
}

fn any_delay_ms(random: &mut Random) -> u64 {
    [0, 30, 300, 1_000, 1_500, 3_000][random.below(6) as usize]
}

pub fn any_of<T: Clone>(choices: &[T], random: &mut Random) -> Option<T> {
    let count = u32::try_from(choices.len()).ok()?;
    choices.get(random.below(count) as usize).cloned()
}
