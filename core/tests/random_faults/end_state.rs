//! A cluster that has come to rest: nothing is left of what was done to it.

use highwater_core::broker::Broker;
use highwater_core::command::{AdminCommand, Command, ElectionType};
use highwater_core::id::TopicPartition;
use highwater_core::log::Log;
use highwater_core::metadata::PartitionRegistration;
use highwater_core::sim::World;

/// What has not come to rest yet; nothing once every record is answered, all replicas are equal, in
/// sync and know it, no reassignment is under way, and consumers have read to the end.
pub fn unsettled(world: &World) -> Option<String> {
    for producer in world.producers() {
        let open = producer.records_waiting() + producer.records_in_flight();
        if open > 0 {
            return Some(format!(
                "{} has {open} records without an answer",
                producer.id
            ));
        }
    }
    for (partition, registration) in &world.metadata().partitions {
        if let Some(what) = unsettled_partition(world, *partition, registration) {
            return Some(format!("{}: {what}", world.metadata().name_of(*partition)));
        }
    }
    None
}

/// What only an administrator can put right, if there is something: partitions that nobody may lead;
/// reassignments that never end, since one whose target was changed on its way may add and remove the
/// same replica (`changePartitionReassignment`); and brokers whose registration was replaced by a
/// request of their own process before, which came late: they go on as of the replaced one.
pub fn needed(world: &World) -> Option<Command> {
    needed_restart(world).or_else(|| needed_request(world).map(Command::Admin))
}

fn needed_restart(world: &World) -> Option<Command> {
    let is_replaced = |broker: &&Broker| {
        let registered = world.metadata().brokers.get(&broker.id);
        let believed = broker.process().and_then(|process| process.broker_epoch());
        believed.is_some() && believed < registered.map(|it| it.broker_epoch)
    };
    let replaced = world.brokers().find(is_replaced)?;
    Some(Command::Crash(replaced.id.into()))
}

fn needed_request(world: &World) -> Option<AdminCommand> {
    let metadata = world.metadata();
    metadata.partitions.iter().find_map(|(partition, it)| {
        let topic = metadata.topics.get(&partition.topic)?.name.clone();
        let partition = partition.partition;
        if is_forsaken(it) {
            Some(AdminCommand::ElectLeader {
                election: ElectionType::Unclean,
                topic,
                partition,
            })
        } else if it.adding.iter().any(|id| it.removing.contains(id)) {
            Some(AdminCommand::Reassign {
                topic,
                partition,
                replicas: None,
            })
        } else {
            None
        }
    })
}

/// Whether nobody is left whom the controller would elect by itself: a minimum that was changed while
/// nobody led has cleared the ELR, or only brokers are in it that hold no replica any more.
fn is_forsaken(it: &PartitionRegistration) -> bool {
    let mut trusted = it.isr.iter().chain(&it.elr);
    let has_last_known = it.elr.is_empty() && !it.last_known_elr.is_empty();
    it.leader.is_none() && !has_last_known && !trusted.any(|id| it.replicas.contains(id))
}

fn unsettled_partition(
    world: &World,
    partition: TopicPartition,
    registration: &PartitionRegistration,
) -> Option<String> {
    let PartitionRegistration {
        replicas,
        isr,
        leader,
        adding,
        removing,
        ..
    } = registration;
    let Some(leader) = leader.and_then(|leader| world.replica(leader, partition)) else {
        return Some("nobody leads".into());
    };
    if !leader.leads {
        return Some(format!("{} does not know that it leads", leader.broker));
    }
    if isr.len() < replicas.len() {
        return Some(format!("only {isr:?} of {replicas:?} are in sync"));
    }
    if !adding.is_empty() || !removing.is_empty() {
        return Some(format!(
            "a reassignment is under way: {adding:?}, {removing:?}"
        ));
    }
    let end = leader.log.end_offset();
    for replica in world.replicas(partition) {
        let (id, log) = (replica.broker, replica.log);
        let ends = (log.high_watermark(), log.end_offset());
        if ends != (end, end) {
            return Some(format!("b{id} has {ends:?}, the leader ends at {end}"));
        }
        // A crash may have taken one log start back to its checkpoint, and not the others.
        let start = log.start_offset().max(leader.log.start_offset());
        let from_start = |log: &'_ Log| -> Vec<_> {
            let records = log.records().filter(|(offset, ..)| *offset >= start);
            records
                .map(|(_, epoch, record)| (epoch, record.id))
                .collect()
        };
        if from_start(log) != from_start(leader.log) {
            return Some(format!("b{id} has other records than the leader"));
        }
    }
    let behind = world.consumers().find(|consumer| {
        let position = consumer.position(partition);
        position.is_some_and(|position| position != end)
    });
    behind.map(|consumer| format!("{} is not at {end}", consumer.id))
}
