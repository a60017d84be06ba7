//! Requests and responses between brokers and the controller, and what an administrator asks for.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Api, ErrorCode};
use crate::command::AdminCommand;
use crate::id::{
    BrokerEpoch, BrokerId, LeaderEpoch, Offset, PartitionEpoch, ProducerId, TopicPartition,
};
use crate::metadata::MetadataRecord;

/// `AlterPartitionRequest`, one partition's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterPartitionRequest {
    /// The sender.
    pub broker: BrokerId,
    /// The sender's registration.
    pub broker_epoch: BrokerEpoch,
    /// Which partition.
    pub partition: TopicPartition,
    /// The epoch in which the sender leads.
    pub leader_epoch: LeaderEpoch,
    /// The version that the change builds on.
    pub partition_epoch: PartitionEpoch,
    /// `newIsrWithEpochs`: the members, each with the registration from which it fetches, if known.
    pub new_isr: Vec<(BrokerId, Option<BrokerEpoch>)>,
    /// `leaderRecoveryState`: whether the leader still recovers from an unclean election.
    pub recovering: bool,
}

/// `AlterPartitionResponse`, one partition's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlterPartitionResponse {
    /// Which partition.
    pub partition: TopicPartition,
    /// The partition as it now is, or why it was not changed.
    pub result: Result<AlteredPartition, ErrorCode>,
}

/// What [`AlterPartitionResponse`] confirms.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AlteredPartition {
    /// `leaderId`.
    pub leader: Option<BrokerId>,
    /// `leaderEpoch`.
    pub leader_epoch: LeaderEpoch,
    /// `isr`.
    pub isr: Vec<BrokerId>,
    /// `partitionEpoch`.
    pub partition_epoch: PartitionEpoch,
}

/// `BrokerRegistrationRequest`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokerRegistrationRequest {
    /// The sender.
    pub broker: BrokerId,
    /// `incarnationId`: which process of that broker this is.
    pub incarnation: u32,
    /// `previousBrokerEpoch`, from the clean-shutdown file; none after an unclean stop.
    pub previous_broker_epoch: Option<BrokerEpoch>,
    /// `rack`.
    pub rack: Option<Arc<str>>,
}

/// `BrokerHeartbeatRequest`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokerHeartbeatRequest {
    /// The sender.
    pub broker: BrokerId,
    /// Its registration.
    pub broker_epoch: BrokerEpoch,
    /// `currentMetadataOffset`: how far it has applied the metadata log.
    pub current_metadata_offset: Offset,
    /// Whether it is not ready to serve yet.
    pub want_fence: bool,
    /// `wantShutDown`: whether it wants to stop in good order.
    pub want_shut_down: bool,
}

/// What the controller says of a broker in a heartbeat response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BrokerHeartbeatState {
    /// `isCaughtUp`: it has applied its own registration.
    pub is_caught_up: bool,
    /// `isFenced`: it takes no part.
    pub is_fenced: bool,
    /// `shouldShutDown`: it leads nothing any more, everybody knows, and it may stop.
    pub should_shut_down: bool,
}

/// A broker's fetch of the metadata log.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchMetadataRequest {
    /// The sender.
    pub broker: BrokerId,
    /// The first record that it lacks.
    pub fetch_offset: Offset,
}

/// Records of the metadata log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FetchMetadataResponse {
    /// The offset of the first record.
    pub base_offset: Offset,
    /// The records, all committed.
    pub records: Vec<MetadataRecord>,
}

/// How many ids a block has (`ProducerIdsBlock.PRODUCER_ID_BLOCK_SIZE`).
pub(crate) const PRODUCER_ID_BLOCK_SIZE: i64 = 1_000;

/// `AllocateProducerIdsRequest`: a broker wants a block of ids to give to producers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AllocateProducerIdsRequest {
    /// The sender.
    pub broker: BrokerId,
    /// Its registration.
    pub broker_epoch: BrokerEpoch,
}

/// What `AllocateProducerIdsResponse` gives: a thousand ids.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProducerIdsBlock {
    /// `producerIdStart`.
    pub first: ProducerId,
}

/// A request of the admin client.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdminRequest {
    /// What is asked for. Topics and partitions go by their names, as in Kafka's tools.
    pub command: AdminCommand,
}

impl AdminRequest {
    /// Kafka's API of it.
    #[must_use]
    pub fn api(&self) -> Api {
        match self.command {
            AdminCommand::CreateTopic(_) => Api::CreateTopics,
            AdminCommand::CreatePartitions { .. } => Api::CreatePartitions,
            AdminCommand::Reassign { .. } => Api::AlterPartitionReassignments,
            AdminCommand::ElectLeader { .. } => Api::ElectLeaders,
            AdminCommand::AlterConfig { .. } => Api::IncrementalAlterConfigs,
            AdminCommand::DeleteRecords { .. } => Api::DeleteRecords,
            AdminCommand::DescribeGroup(_) => Api::DescribeGroups,
            AdminCommand::DeleteGroup(_) => Api::DeleteGroups,
            AdminCommand::ResetOffsets { .. } => Api::OffsetCommit,
        }
    }
}
