//! Clusters of every shape with groups in them and little room in producers, and what their clients do and
//! suffer.

use std::sync::Arc;

use highwater_core::command::{Command, ConsumerCall, LoopFault, ProducerCall};
use highwater_core::config::{AssignorList, AutoOffsetReset, ConsumerConfig, GroupProtocol};
use highwater_core::id::NodeId;
use highwater_core::scenario::{ApplicationSpec, CommitCall, ConsumerSpec, Scenario};
use highwater_core::sim::{Random, World};

use super::schedule::any_of;
use super::shape::{any_cluster, one_in};

/// How many consumers there are at most.
const MEMBERS_MAX: usize = 7;

/// Some cluster with a group of two to four members, all of which speak one protocol, or which speak both.
pub fn any_cluster_with_a_group(seed: u64, random: &mut Random) -> Scenario {
    let mut scenario = any_cluster(seed, random);
    let config = &mut scenario.broker_config;
    config.offsets_topic_num_partitions = 1;
    config.offsets_topic_replication_factor = scenario.brokers.min(3);
    config.group_initial_rebalance_delay_ms = [0, 500, 3_000][random.below(3) as usize];
    config.group_min_session_timeout_ms = 1_000;
    config.group_consumer_session_timeout_ms = 3_000;
    config.group_consumer_heartbeat_interval_ms = 1_000;
    let protocols = any_of(&[[false; 2], [true; 2], [false, true]], random);
    let protocols = protocols.expect("there are some");
    scenario.consumers.truncate(1);
    for member in 0..2 + random.below(3) {
        let is_consumer = protocols[member as usize % 2];
        let member = any_member(&scenario, is_consumer, random);
        scenario.consumers.push(member);
    }
    for producer in &mut scenario.producers {
        let config = &mut producer.config;
        config.buffer_memory = [40_000, 33_554_432][random.below(2) as usize];
        config.max_block_ms = [3_000, 60_000][random.below(2) as usize];
        config.max_in_flight_requests_per_connection = [1, 5][random.below(2) as usize];
        config.linger_ms = [0, 5, 400][random.below(3) as usize];
    }
    scenario
}

fn any_member(scenario: &Scenario, is_consumer: bool, random: &mut Random) -> ConsumerSpec {
    let assignors = ["range", "sticky", "cooperative-sticky"];
    let assignor = assignors[random.below(3) as usize];
    let config = ConsumerConfig {
        group_id: "board".into(),
        group_protocol: match is_consumer {
            true => GroupProtocol::Consumer,
            false => GroupProtocol::Classic,
        },
        partition_assignment_strategy: AssignorList::parsed(assignor).expect("an assignor"),
        auto_offset_reset: AutoOffsetReset::Earliest,
        metadata_max_age_ms: 2_000,
        session_timeout_ms: 3_000,
        heartbeat_interval_ms: 1_000,
        max_poll_interval_ms: [4_000, 30_000, 300_000][random.below(3) as usize],
        enable_auto_commit: Some(one_in(2, random)),
        default_api_timeout_ms: [4_000, 60_000][random.below(2) as usize],
        ..ConsumerConfig::default()
    };
    ConsumerSpec {
        config,
        subscribe: scenario
            .topics
            .iter()
            .map(|it| Arc::clone(&it.name))
            .collect(),
        application: ApplicationSpec {
            process_ms: [0, 20, 400][random.below(3) as usize],
            commit: any_of(
                &[CommitCall::None, CommitCall::Sync, CommitCall::Async],
                random,
            )
            .expect("there are some"),
            ..ApplicationSpec::default()
        },
        ..ConsumerSpec::default()
    }
}

/// Something that befalls a client, or that its application calls.
pub fn any_client_command(world: &World, random: &mut Random) -> Option<Command> {
    let is_client = |id: &NodeId| matches!(id, NodeId::Producer(_) | NodeId::Consumer(_));
    if one_in(8, random) && world.consumers().count() < MEMBERS_MAX {
        let spec = any_member(world.scenario(), one_in(2, random), random);
        return Some(Command::StartConsumer(Arc::new(spec)));
    }
    let clients: Vec<NodeId> = world.nodes().map(|(id, _)| id).filter(is_client).collect();
    let client = any_of(&clients, random)?;
    Some(match random.below(12) {
        0 if one_in(2, random) => Command::Crash(client),
        1 => Command::Pause(client),
        2 => Command::Resume(client),
        3 | 4 => Command::Restart(client),
        _ => match client {
            NodeId::Producer(_) => Command::CallProducer {
                producer: client,
                call: any_of(
                    &[
                        ProducerCall::Flush,
                        ProducerCall::Flush,
                        ProducerCall::Close { timeout_ms: 5_000 },
                    ],
                    random,
                )?,
            },
            _ => any_consumer_command(world, client, random)?,
        },
    })
}

fn any_consumer_command(world: &World, consumer: NodeId, random: &mut Random) -> Option<Command> {
    let subscribed = world.consumer(consumer)?.subscription().topics();
    let call = match random.below(9) {
        0 | 1 => ConsumerCall::Commit,
        2 => ConsumerCall::CommitAsync,
        3 => ConsumerCall::EndOffsets,
        4 => ConsumerCall::PollOn,
        5 => ConsumerCall::Subscribe(subscribed.iter().take(1).cloned().collect()),
        6 => ConsumerCall::Close,
        _ => {
            let by_ms = [1, 300, 5_000, 40_000][random.below(4) as usize];
            let fault = LoopFault::SlowProcessing { by_ms };
            return Some(Command::DisturbLoop { consumer, fault });
        }
    };
    Some(Command::CallConsumer { consumer, call })
}
