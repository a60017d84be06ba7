//! Clusters with a group, one for each way in which its members come to their partitions.

use std::sync::Arc;

use highwater_core::config::{
    AssignorList, AutoOffsetReset, BrokerConfig, ConsumerConfig, GroupProtocol, ProducerConfig,
};
use highwater_core::id::{BrokerId, ClientId, NodeId, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{
    ApplicationSpec, ConsumerSpec, Load, NetworkSpec, ProducerSpec, Scenario, VERSION,
};

/// How a group's members come to their partitions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// Classic, with an assignor for which members give everything up first.
    Eager,
    /// Classic, with one for which they keep what stays.
    Cooperative,
    /// The coordinator assigns (KIP-848).
    Consumer,
}

impl Protocol {
    pub const ALL: [Self; 3] = [Self::Eager, Self::Cooperative, Self::Consumer];

    fn configure(self, config: &mut ConsumerConfig) {
        let assignor = match self {
            Self::Eager => "sticky",
            Self::Cooperative => "cooperative-sticky",
            Self::Consumer => {
                config.group_protocol = GroupProtocol::Consumer;
                return;
            }
        };
        config.partition_assignment_strategy = AssignorList::parsed(assignor).expect("an assignor");
    }
}

pub fn c(id: u32) -> NodeId {
    NodeId::Consumer(ClientId(id))
}

/// A member of the group `board` that reads `orders` from the beginning and polls in a loop.
pub fn member(protocol: Protocol, application: ApplicationSpec) -> ConsumerSpec {
    let mut config = ConsumerConfig {
        group_id: "board".into(),
        auto_offset_reset: AutoOffsetReset::Earliest,
        // The members are there before the topic is.
        metadata_max_age_ms: 2_000,
        ..ConsumerConfig::default()
    };
    protocol.configure(&mut config);
    ConsumerSpec {
        config,
        subscribe: vec![Arc::from("orders")],
        application,
        ..ConsumerSpec::default()
    }
}

/// Three brokers, `orders` with so many partitions, a producer that fills them, and these consumers.
pub fn scenario(seed: u64, partitions: u32, consumers: Vec<ConsumerSpec>) -> Scenario {
    let replicas = |first: u32| {
        (0..3)
            .map(|turn| BrokerId((first + turn) % 3 + 1))
            .collect()
    };
    Scenario {
        version: VERSION,
        seed,
        opens_at_ms: 2_000,
        network: NetworkSpec::default(),
        brokers: 3,
        racks: Vec::new(),
        broker_config: BrokerConfig::default(),
        topics: vec![TopicSpec {
            name: "orders".into(),
            assignment: (0..partitions).map(replicas).collect(),
            partitions: None,
            replication_factor: None,
            config: [("min.insync.replicas".into(), "2".into())].into(),
        }],
        internal_partitions: Vec::new(),
        producers: vec![ProducerSpec {
            config: ProducerConfig::default(),
            load: Some(Load {
                topic: "orders".into(),
                partitions: (0..partitions).map(PartitionIndex).collect(),
                from_ms: 3_000,
                every_ms: 100,
            }),
            on_demand: false,
        }],
        consumers,
        script: Vec::new(),
    }
}
