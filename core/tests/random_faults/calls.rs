//! What applications of consumers do at random: they pause, seek, commit, leave off, and die in the middle of
//! it all. (What members of groups do is drawn in `group_protocols`.)

use highwater_core::client::{Consumer, Step};
use highwater_core::command::{Command, ConsumerCall, LoopFault};
use highwater_core::group::assignor::NamedPartition;
use highwater_core::id::{NodeId, Offset, TopicPartition};
use highwater_core::scenario::{LoopPoint, Scenario};
use highwater_core::sim::{Random, World};

use super::schedule::{any_of, any_partition, topic_of};
use super::shape::one_in;

/// Something that a consumer's application does, sensible or not, or that befalls its loop.
pub fn any_call(world: &World, random: &mut Random) -> Option<Command> {
    if one_in(10, random) {
        return any_process(world, random);
    }
    let consumers: Vec<&Consumer> = world.consumers().collect();
    let consumer = any_of(&consumers, random)?;
    let call = match random.below(24) {
        0..=3 => ConsumerCall::Pause(own_partition(world, consumer, random)?),
        4..=7 => ConsumerCall::Resume(own_partition(world, consumer, random)?),
        8 | 9 => {
            let partition = own_partition(world, consumer, random)?;
            let offset = Offset(random.below(200).into());
            ConsumerCall::Seek { partition, offset }
        }
        10 => ConsumerCall::SeekToBeginning,
        11 => ConsumerCall::SeekToEnd,
        12 | 13 => ConsumerCall::Commit,
        14 | 15 => ConsumerCall::CommitAsync,
        16 => {
            let partition = own_partition(world, consumer, random)?;
            let offset = Offset(random.below(200).into());
            ConsumerCall::CommitOffset { partition, offset }
        }
        17 | 18 => ConsumerCall::Subscribe(vec![topic_of(world, any_partition(world, random)?)?]),
        19 => ConsumerCall::Unsubscribe,
        20 if random.below(8) == 0 => ConsumerCall::Close,
        20 => ConsumerCall::PollOn,
        21 => return Some(Command::Crash(consumer.id)),
        _ => return any_loop_fault(consumer.id, random),
    };
    Some(Command::CallConsumer {
        consumer: consumer.id,
        call,
    })
}

/// The process of a client dies, stands still, or goes on.
fn any_process(world: &World, random: &mut Random) -> Option<Command> {
    let is_client = |id: &NodeId| matches!(id, NodeId::Producer(_) | NodeId::Consumer(_));
    let clients: Vec<NodeId> = world.nodes().map(|(id, _)| id).filter(is_client).collect();
    let client = any_of(&clients, random)?;
    Some(match random.below(6) {
        0 | 1 => Command::Crash(client),
        2 => Command::Pause(client),
        3 => Command::Resume(client),
        _ => Command::Restart(client),
    })
}

fn any_loop_fault(consumer: NodeId, random: &mut Random) -> Option<Command> {
    let points = [
        LoopPoint::AfterPoll,
        LoopPoint::AfterProcess,
        LoopPoint::AfterCommit,
    ];
    let fault = match random.below(3) {
        0 => LoopFault::CrashAt(any_of(&points, random)?),
        1 => LoopFault::FailNext(1 + random.below(3)),
        _ => LoopFault::SlowProcessing {
            by_ms: [0, 20, 200, 2_000][random.below(4) as usize],
        },
    };
    Some(Command::DisturbLoop { consumer, fault })
}

/// Mostly a partition that the consumer has.
fn own_partition(
    world: &World,
    consumer: &Consumer,
    random: &mut Random,
) -> Option<NamedPartition> {
    let assigned = consumer.subscription().assigned();
    let own = any_of(&assigned, random).filter(|_| random.below(8) > 0);
    named(world, own.or_else(|| any_partition(world, random))?)
}

fn named(world: &World, partition: TopicPartition) -> Option<NamedPartition> {
    let topic = topic_of(world, partition)?;
    let partition = partition.partition;
    Some(NamedPartition { topic, partition })
}

/// What ends what applications have done themselves, which no cure of faults does: they work as fast as
/// ever. Of those that do not run it is refused, and they start so.
pub fn speed_up(world: &World) -> Vec<Command> {
    let as_ever = |consumer: &Consumer| Command::DisturbLoop {
        consumer: consumer.id,
        fault: LoopFault::SlowProcessing { by_ms: 0 },
    };
    world.consumers().map(as_ever).collect()
}

/// A call without which somebody never comes to the end: what is paused is resumed, and who waits between
/// calls polls. It may be refused for as long as another call takes.
pub fn needed(world: &World) -> Option<Command> {
    world.consumers().find_map(|consumer| {
        let call = needed_of(world, consumer)?;
        let consumer = consumer.id;
        Some(Command::CallConsumer { consumer, call })
    })
}

fn needed_of(world: &World, consumer: &Consumer) -> Option<ConsumerCall> {
    let subscription = consumer.subscription();
    let mut partitions = subscription.partitions.iter();
    if let Some((partition, _)) = partitions.find(|(_, state)| state.paused) {
        return named(world, *partition).map(ConsumerCall::Resume);
    }
    let has_work = subscription.is_by_group() || !subscription.assigned().is_empty();
    let waits = consumer.application().step() == Step::Idle;
    (waits && has_work).then_some(ConsumerCall::PollOn)
}

/// In every other cluster the consumer that reads everything has a group, for which it commits, by itself or
/// when it is told to.
pub fn let_commit(scenario: &mut Scenario, random: &mut Random) {
    scenario.broker_config.offsets_topic_num_partitions = 1;
    scenario.broker_config.offsets_topic_replication_factor = scenario.brokers.min(3);
    if one_in(2, random) {
        let config = &mut scenario.consumers[0].config;
        config.group_id = "board".into();
        config.enable_auto_commit = Some(one_in(2, random));
    }
}
