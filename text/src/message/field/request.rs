//! The fields of requests.

use highwater_core::command::{AdminCommand, ElectionType};
use highwater_core::id::{BrokerId, PartitionIndex};
use highwater_core::metadata::TopicSpec;
use highwater_core::wire::{
    AlterPartitionRequest, BrokerHeartbeatRequest, BrokerRegistrationRequest, FetchMetadataRequest,
    FetchPartition, FetchRequest, ListOffsetsRequest, OffsetSpec, OffsetsForLeaderEpochRequest,
    ProducePartition, ProduceRequest, Reader, Request,
};

use super::super::meaning::FieldMeaning::{self, *};
use super::{List, Parts, brokers, is, or_minus_one, record};
use crate::same;

impl List<'_> {
    pub(super) fn request(&mut self, request: &Request) {
        match request {
            Request::Produce(request) => self.produce(request),
            Request::Fetch(request) => self.fetch(request),
            Request::Metadata => self.put("topics", "null", AllTopics),
            Request::ListOffsets(request) => self.list_offsets(request),
            Request::AlterPartition(request) => self.alter_partition(request),
            Request::BrokerRegistration(request) => self.registration(request),
            Request::BrokerHeartbeat(request) => self.heartbeat(request),
            Request::FetchMetadata(request) => self.fetch_metadata(request),
            Request::Admin(request) => self.admin(&request.command),
            Request::OffsetsForLeaderEpoch(request) => self.epochs(request),
            Request::AllocateProducerIds(request) => {
                self.put("brokerId", request.broker.0, Sender);
                let meaning = FieldMeaning::BrokerEpoch;
                self.put("brokerEpoch", request.broker_epoch, meaning);
            }
            Request::InitProducerId => self.put("transactionalId", "null", TransactionalId),
            Request::FindCoordinator(_)
            | Request::DescribeGroup(_)
            | Request::JoinGroup(_)
            | Request::SyncGroup(_)
            | Request::Heartbeat(_)
            | Request::LeaveGroup(_)
            | Request::OffsetCommit(_)
            | Request::OffsetFetch(_)
            | Request::ConsumerGroupHeartbeat(_) => self.group_request(request),
        }
    }

    fn produce(&mut self, request: &ProduceRequest) {
        self.put("acks", request.acks.name(), Acks);
        self.put("timeoutMs", request.timeout_ms, Timeout);
        for one in &request.partitions {
            self.produce_partition(one);
        }
    }

    fn produce_partition(&mut self, one: &ProducePartition) {
        self.partition(one.partition);
        let mut records = Parts::default();
        for one in one.batch.records.iter() {
            records.add(&record(self.lang, one));
        }
        self.put_text("records", records.done(), Records);
        if let Some(sequence) = &one.batch.sequence {
            self.put("producerId", sequence.producer_id.0, ProducerId);
            self.put(
                "producerEpoch",
                i64::from(sequence.producer_epoch.0),
                ProducerEpoch,
            );
            self.put("baseSequence", sequence.base_sequence.0, BaseSequence);
        }
    }

    fn fetch(&mut self, request: &FetchRequest) {
        match &request.reader {
            Reader::Follower {
                replica,
                broker_epoch,
            } => {
                self.put("replicaId", replica.0, ReplicaId);
                self.put("replicaEpoch", or_minus_one(*broker_epoch), ReplicaEpoch);
            }
            Reader::Consumer { .. } => self.put("replicaId", -1, ReplicaId),
        }
        self.put("maxWaitMs", request.max_wait_ms, MaxWait);
        self.put("minBytes", request.min_bytes, MinBytes);
        // What followers fetch has no upper size here.
        if let Reader::Consumer { .. } = request.reader {
            self.put("maxBytes", request.max_bytes, MaxBytes);
        }
        for partition in &request.partitions {
            self.fetch_partition(partition, &request.reader);
        }
        if let Reader::Consumer { rack: Some(rack) } = &request.reader {
            self.put("rackId", &**rack, RackId);
        }
    }

    fn fetch_partition(&mut self, fetch: &FetchPartition, reader: &Reader) {
        self.partition(fetch.partition);
        let epoch = or_minus_one(fetch.current_leader_epoch);
        self.put("currentLeaderEpoch", epoch, CurrentLeaderEpoch);
        let meaning = match reader {
            Reader::Follower { .. } => FollowerFetchOffset,
            Reader::Consumer { .. } => ConsumerFetchOffset,
        };
        self.put("fetchOffset", fetch.fetch_offset, meaning);
        self.put(
            "lastFetchedEpoch",
            or_minus_one(fetch.last_fetched_epoch),
            LastFetchedEpoch,
        );
        if let Reader::Follower { .. } = reader {
            self.put("logStartOffset", fetch.log_start_offset, FollowerLogStart);
        } else {
            self.put("partitionMaxBytes", fetch.max_bytes, PartitionMaxBytes);
        }
    }

    fn list_offsets(&mut self, request: &ListOffsetsRequest) {
        self.partition(request.partition);
        let epoch = or_minus_one(request.current_leader_epoch);
        self.put("currentLeaderEpoch", epoch, CurrentLeaderEpoch);
        let (value, meaning) = match request.spec {
            OffsetSpec::Latest | OffsetSpec::LogEnd => (-1, Latest),
            OffsetSpec::Earliest => (-2, Earliest),
            OffsetSpec::Timestamp(at) => (
                i64::try_from(at.as_ms()).unwrap_or(i64::MAX),
                SinceTimestamp,
            ),
        };
        self.put("timestamp", value, meaning);
    }

    fn alter_partition(&mut self, request: &AlterPartitionRequest) {
        self.put("brokerId", request.broker.0, Sender);
        self.put(
            "brokerEpoch",
            request.broker_epoch,
            FieldMeaning::BrokerEpoch,
        );
        self.partition(request.partition);
        self.put("leaderEpoch", request.leader_epoch, LeaderEpoch);
        let mut members = Parts::default();
        for (id, epoch) in &request.new_isr {
            members.add(&same!(
                self.lang,
                "{0} (brokerEpoch {1})",
                id.0,
                or_minus_one(*epoch)
            ));
        }
        self.put_text("newIsrWithEpochs", members.done(), NewIsr);
        self.put("partitionEpoch", request.partition_epoch, BuildsOn);
        self.put(
            "leaderRecoveryState",
            u8::from(request.recovering),
            RecoveryState,
        );
    }

    fn registration(&mut self, request: &BrokerRegistrationRequest) {
        self.put("brokerId", request.broker.0, Sender);
        self.put("incarnationId", request.incarnation, Incarnation);
        let epoch = or_minus_one(request.previous_broker_epoch);
        self.put("previousBrokerEpoch", epoch, PreviousEpoch);
        if let Some(rack) = &request.rack {
            self.put("rack", &**rack, Rack);
        }
    }

    fn heartbeat(&mut self, request: &BrokerHeartbeatRequest) {
        self.put("brokerId", request.broker.0, Sender);
        self.put(
            "brokerEpoch",
            request.broker_epoch,
            FieldMeaning::BrokerEpoch,
        );
        self.put(
            "currentMetadataOffset",
            request.current_metadata_offset,
            MetadataOffset,
        );
        self.put("wantFence", is(request.want_fence), WantFence);
        self.put("wantShutDown", is(request.want_shut_down), WantShutDown);
    }

    fn fetch_metadata(&mut self, request: &FetchMetadataRequest) {
        self.put("replicaId", request.broker.0, Sender);
        self.put("topic-partition", "__cluster_metadata-0", MetadataLog);
        self.put("fetchOffset", request.fetch_offset, MetadataFetchOffset);
    }

    fn epochs(&mut self, request: &OffsetsForLeaderEpochRequest) {
        for question in &request.partitions {
            self.partition(question.partition);
            let epoch = or_minus_one(question.current_leader_epoch);
            self.put("currentLeaderEpoch", epoch, CurrentLeaderEpoch);
            self.put("leaderEpoch", question.leader_epoch, EpochAsked);
        }
    }

    fn admin(&mut self, command: &AdminCommand) {
        match command {
            AdminCommand::CreateTopic(topic) => self.create_topic(topic),
            AdminCommand::CreatePartitions {
                topic,
                count,
                assignment,
            } => {
                self.put("name", &**topic, TopicName);
                self.put("count", count, PartitionCount);
                self.assignment(assignment);
            }
            AdminCommand::Reassign {
                topic,
                partition,
                replicas,
            } => {
                self.partition_by_name(topic, *partition);
                let replicas = replicas.as_deref();
                let replicas = replicas.map_or_else(|| "null".to_owned(), brokers);
                self.put_text("replicas", replicas, Replicas);
            }
            AdminCommand::ElectLeader {
                election,
                topic,
                partition,
            } => {
                let kind = match election {
                    ElectionType::Preferred => 0_u8,
                    ElectionType::Unclean => 1,
                };
                self.put("electionType", kind, ElectionKind);
                self.partition_by_name(topic, *partition);
            }
            AdminCommand::AlterConfig { topic, key, value } => {
                let kind = if topic.is_some() { 2_u8 } else { 4 };
                self.put("resourceType", kind, ConfigResource);
                if let Some(topic) = topic {
                    self.put("resourceName", &**topic, TopicName);
                }
                self.put("name", &**key, ConfigName);
                let value = value.as_deref().unwrap_or("null");
                self.put("value", value, ConfigValue);
            }
            AdminCommand::DescribeGroup(group) => self.put("groups", &*group.0, Group),
            AdminCommand::DeleteGroup(group) => self.put("groupsNames", &*group.0, Group),
            AdminCommand::ResetOffsets { group, topic, to } => {
                self.put("groupId", &*group.0, Group);
                self.put("name", &**topic, TopicName);
                self.put_text("offset", crate::command::offset_target(*to), Committed);
            }
            AdminCommand::DeleteRecords {
                topic,
                partition,
                before_offset,
            } => {
                self.partition_by_name(topic, *partition);
                self.put("offset", before_offset, BeforeOffset);
            }
        }
    }

    fn create_topic(&mut self, topic: &TopicSpec) {
        self.put("name", &*topic.name, TopicName);
        if topic.assignment.is_empty() {
            self.put(
                "numPartitions",
                or_minus_one(topic.partitions),
                PartitionCount,
            );
            let factor = or_minus_one(topic.replication_factor);
            self.put("replicationFactor", factor, ReplicationFactor);
        }
        self.assignment(&topic.assignment);
        let mut config = Parts::default();
        for (key, value) in &topic.config {
            config.add(&[key, "=", value].concat());
        }
        if !topic.config.is_empty() {
            self.put_text("configs", config.done(), TopicConfig);
        }
    }

    /// The brokers of each partition, where whoever asks has chosen them.
    fn assignment(&mut self, assignment: &[Vec<BrokerId>]) {
        let mut parts = Parts::default();
        for ids in assignment {
            parts.add(&["[", &brokers(ids), "]"].concat());
        }
        if !assignment.is_empty() {
            self.put_text("assignments", parts.done(), Assignment);
        }
    }

    fn partition_by_name(&mut self, topic: &str, partition: PartitionIndex) {
        let name = crate::command::partition_name(topic, partition);
        self.put_text("topic-partition", name, Partition);
    }
}
