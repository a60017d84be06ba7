//! Clusters with a group, one for each protocol.

use std::sync::Arc;

use highwater_core::config::{AssignorList, ConsumerConfig, GroupProtocol, ProducerConfig};
use highwater_core::id::{BrokerId, ClientId, NodeId};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{ApplicationSpec, ConsumerSpec, Load, ProducerSpec, Scenario};

use crate::common::three_brokers;

/// How a group's members come to their partitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Classic, with an assignor for which members give everything up first.
    Eager,
    /// Classic, with one for which they keep what stays.
    Cooperative,
    /// The coordinator assigns.
    Consumer,
}

impl Protocol {
    pub const ALL: [Self; 3] = [Self::Eager, Self::Cooperative, Self::Consumer];

    pub fn configure(self, config: &mut ConsumerConfig) {
        let assignor = match self {
            Self::Eager => "sticky",
            Self::Cooperative => "cooperative-sticky",
            Self::Consumer => {
                config.group_protocol = GroupProtocol::Consumer;
                return;
            }
        };
        config.partition_assignment_strategy = AssignorList::read(assignor).expect("an assignor");
    }
}

pub fn c(id: u32) -> NodeId {
    NodeId::Consumer(ClientId(id))
}

/// `orders` with so many partitions, a producer that fills it, and a group of so many members.
pub fn scenario(seed: u64, protocol: Protocol, partitions: u32, members: usize) -> Scenario {
    let mut scenario = three_brokers(seed);
    scenario.topics = vec![TopicSpec {
        assignment: (0..partitions)
            .map(|index| (0..3).map(|at| BrokerId(1 + (index + at) % 3)).collect())
            .collect(),
        ..scenario.topics[0].clone()
    }];
    scenario.producers = vec![ProducerSpec {
        config: ProducerConfig::default(),
        load: Some(Load {
            topic: "orders".into(),
            partitions: (0..partitions)
                .map(highwater_core::id::PartitionIndex)
                .collect(),
            from_ms: 3_000,
            every_ms: 20,
        }),
        on_demand: false,
    }];
    let mut config = ConsumerConfig {
        group_id: "board".into(),
        auto_offset_reset: highwater_core::config::AutoOffsetReset::Earliest,
        ..ConsumerConfig::default()
    };
    protocol.configure(&mut config);
    let member = ConsumerSpec {
        config,
        subscribe: vec![Arc::from("orders")],
        application: ApplicationSpec {
            by_hand: true,
            ..ApplicationSpec::default()
        },
        ..ConsumerSpec::default()
    };
    scenario.consumers = vec![member; members];
    scenario
}
