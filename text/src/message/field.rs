//! The fields of a message by Kafka's names, each with its value and what it means. A value that
//! is not there reads -1, as Kafka writes it.

use highwater_core::command::{AdminCommand, ElectionType};
use highwater_core::id::{BrokerEpoch, BrokerId, PartitionIndex};
use highwater_core::log::Record;
use highwater_core::metadata::{MetadataImage, MetadataRecord, TopicSpec};
use highwater_core::sim::Payload;
use highwater_core::wire::{
    AlterPartitionRequest, AlterPartitionResponse, BrokerHeartbeatRequest, BrokerHeartbeatState,
    BrokerRegistrationRequest, ErrorCode, FetchMetadataRequest, FetchMetadataResponse,
    FetchPartition, FetchRequest, FetchResponse, FetchedPartition, ListOffsetsRequest,
    ListOffsetsResponse, MetadataResponse, OffsetSpec, OffsetsForLeaderEpochRequest,
    OffsetsForLeaderEpochResponse, ProduceRequest, ProduceResponse, Reader, Request, Response,
};

use super::meaning::FieldMeaning::{self, *};
use crate::Lang;
use crate::meaning::Meaning;
use crate::same;
use crate::value::Value;

/// One field of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Kafka's name of it.
    pub name: &'static str,
    /// Its value.
    pub value: String,
    /// What it means.
    pub meaning: Meaning,
}

/// The fields of a message, in the order in which Kafka writes them.
#[must_use]
pub fn fields(lang: Lang, payload: &Payload, names: &MetadataImage) -> Vec<Field> {
    let mut list = List {
        lang,
        names,
        fields: Vec::new(),
    };
    match payload {
        Payload::Request(request) => list.request(request),
        Payload::Response(response) => list.response(response),
    }
    list.fields
}

struct List<'a> {
    lang: Lang,
    names: &'a MetadataImage,
    fields: Vec<Field>,
}

impl List<'_> {
    fn put<'v>(&mut self, name: &'static str, value: impl Into<Value<'v>>, meaning: FieldMeaning) {
        self.put_value(name, value.into(), meaning);
    }

    fn put_value(&mut self, name: &'static str, value: Value<'_>, meaning: FieldMeaning) {
        let mut text = String::new();
        value.write(self.lang, &mut text);
        self.put_text(name, text, meaning);
    }

    fn put_text(&mut self, name: &'static str, value: String, meaning: FieldMeaning) {
        self.push(name, value, meaning.meaning());
    }

    fn push(&mut self, name: &'static str, value: String, meaning: Meaning) {
        self.fields.push(Field {
            name,
            value,
            meaning,
        });
    }

    fn partition(&mut self, partition: highwater_core::id::TopicPartition) {
        self.put_text("topic-partition", self.names.name_of(partition), Partition);
    }

    fn error(&mut self, error: Option<ErrorCode>) {
        let (name, meaning) = match error {
            None => ("NONE", ErrorNone.meaning()),
            Some(error) => (error.name(), crate::error::meaning(error)),
        };
        self.push("errorCode", name.to_owned(), meaning);
    }

    fn request(&mut self, request: &Request) {
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
        }
    }

    fn response(&mut self, response: &Response) {
        match response {
            Response::Produce(response) => self.produced(*response),
            Response::Fetch(response) => self.fetched(response),
            Response::Metadata(response) => self.metadata(response),
            Response::ListOffsets(response) => self.listed_offset(*response),
            Response::AlterPartition(response) => self.altered(response),
            Response::BrokerRegistration(result) => self.registered(*result),
            Response::BrokerHeartbeat(result) => self.heard(*result),
            Response::FetchMetadata(response) => self.metadata_fetched(response),
            Response::Admin(result) => {
                self.error(result.as_ref().err().map(|error| error.code));
            }
            Response::OffsetsForLeaderEpoch(response) => self.epoch_ends(response),
        }
    }

    fn produce(&mut self, request: &ProduceRequest) {
        self.put("acks", request.acks.name(), Acks);
        self.put("timeoutMs", request.timeout_ms, Timeout);
        self.partition(request.partition);
        let mut records = Parts::default();
        for one in request.batch.records.iter() {
            records.add(&record(self.lang, one));
        }
        self.put_text("records", records.done(), Records);
    }

    fn produced(&mut self, response: ProduceResponse) {
        self.partition(response.partition);
        self.error(response.base_offset.err());
        self.put(
            "baseOffset",
            or_minus_one(response.base_offset.ok()),
            BaseOffset,
        );
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
        }
    }

    fn fetched(&mut self, response: &FetchResponse) {
        for read in &response.partitions {
            self.fetched_partition(read);
        }
    }

    fn fetched_partition(&mut self, read: &FetchedPartition) {
        self.partition(read.partition);
        self.error(read.error);
        self.put("highWatermark", read.high_watermark, HighWatermark);
        self.put("logStartOffset", read.log_start_offset, LeaderLogStart);
        if let Some(diverging) = read.diverging_epoch {
            let value = same!(
                self.lang,
                "epoch={0}, endOffset={1}",
                diverging.epoch,
                diverging.end_offset
            );
            self.put_text("divergingEpoch", value, DivergingEpoch);
        }
        if let Some(replica) = read.preferred_read_replica {
            self.put("preferredReadReplica", replica.0, PreferredReadReplica);
        }
        let mut records = Parts::default();
        for batch in &read.batches {
            for (index, one) in batch.records.iter().enumerate() {
                records.add(&same!(
                    self.lang,
                    "{0}: {1} (epoch {2})",
                    batch.base_offset.plus(index),
                    &record(self.lang, one),
                    batch.leader_epoch
                ));
            }
        }
        self.put_text("records", records.done(), Records);
    }

    fn metadata(&mut self, response: &MetadataResponse) {
        self.put_text("brokers", brokers(&response.brokers), LiveBrokers);
        for topic in &response.topics {
            for (index, (leader, epoch)) in topic.partitions.iter().enumerate() {
                let name = same!(self.lang, "{0}-{1}", &*topic.name, index);
                self.put_text("topic-partition", name, Partition);
                self.put("leaderId", or_minus_one(leader.map(|id| id.0)), LeaderId);
                self.put("leaderEpoch", epoch, LeaderEpoch);
            }
        }
    }

    fn list_offsets(&mut self, request: &ListOffsetsRequest) {
        self.partition(request.partition);
        let epoch = or_minus_one(request.current_leader_epoch);
        self.put("currentLeaderEpoch", epoch, CurrentLeaderEpoch);
        let (value, meaning) = match request.spec {
            OffsetSpec::Latest | OffsetSpec::LogEnd => (-1, Latest),
            OffsetSpec::Earliest => (-2, Earliest),
        };
        self.put("timestamp", value, meaning);
    }

    fn listed_offset(&mut self, response: ListOffsetsResponse) {
        self.partition(response.partition);
        self.error(response.offset.err());
        self.put("offset", or_minus_one(response.offset.ok()), ListedOffset);
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

    fn altered(&mut self, response: &AlterPartitionResponse) {
        self.partition(response.partition);
        self.error(response.result.as_ref().err().copied());
        if let Ok(altered) = &response.result {
            self.put(
                "leaderId",
                or_minus_one(altered.leader.map(|id| id.0)),
                LeaderId,
            );
            self.put("leaderEpoch", altered.leader_epoch, LeaderEpoch);
            self.put_text("isr", brokers(&altered.isr), Isr);
            self.put("partitionEpoch", altered.partition_epoch, PartitionEpoch);
        }
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

    fn registered(&mut self, result: Result<BrokerEpoch, ErrorCode>) {
        self.error(result.err());
        self.put(
            "brokerEpoch",
            or_minus_one(result.ok()),
            FieldMeaning::BrokerEpoch,
        );
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

    fn heard(&mut self, result: Result<BrokerHeartbeatState, ErrorCode>) {
        self.error(result.err());
        if let Ok(state) = result {
            self.put("isCaughtUp", is(state.is_caught_up), IsCaughtUp);
            self.put("isFenced", is(state.is_fenced), IsFenced);
            self.put("shouldShutDown", is(state.should_shut_down), ShouldShutDown);
        }
    }

    fn fetch_metadata(&mut self, request: &FetchMetadataRequest) {
        self.put("replicaId", request.broker.0, Sender);
        self.put("topic-partition", "__cluster_metadata-0", MetadataLog);
        self.put("fetchOffset", request.fetch_offset, MetadataFetchOffset);
    }

    fn metadata_fetched(&mut self, response: &FetchMetadataResponse) {
        self.put("topic-partition", "__cluster_metadata-0", MetadataLog);
        self.put("baseOffset", response.base_offset, MetadataBaseOffset);
        let mut records = Parts::default();
        for record in &response.records {
            records.add(&metadata_record(record));
        }
        self.put_text("records", records.done(), MetadataRecords);
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

    fn partition_by_name(&mut self, topic: &str, partition: PartitionIndex) {
        let name = crate::command::partition_name(topic, partition);
        self.put_text("topic-partition", name, Partition);
    }

    fn epochs(&mut self, request: &OffsetsForLeaderEpochRequest) {
        for question in &request.partitions {
            self.partition(question.partition);
            let epoch = or_minus_one(question.current_leader_epoch);
            self.put("currentLeaderEpoch", epoch, CurrentLeaderEpoch);
            self.put("leaderEpoch", question.leader_epoch, EpochAsked);
        }
    }

    fn epoch_ends(&mut self, response: &OffsetsForLeaderEpochResponse) {
        for (partition, result) in &response.partitions {
            self.partition(*partition);
            self.error(result.err());
            let end = result.ok().flatten();
            self.put(
                "leaderEpoch",
                or_minus_one(end.map(|end| end.epoch)),
                EpochAnswered,
            );
            self.put(
                "endOffset",
                or_minus_one(end.map(|end| end.end_offset)),
                EpochEnd,
            );
        }
    }
}

/// A value that may be unknown, as Kafka writes it: -1 stands for "none".
fn or_minus_one<'v>(value: Option<impl Into<Value<'v>>>) -> Value<'v> {
    value.map_or(Value::Number(-1), Into::into)
}

fn is(flag: bool) -> &'static str {
    if flag { "true" } else { "false" }
}

/// Parts of a list, one behind the other.
#[derive(Default)]
struct Parts(String);

impl Parts {
    fn add(&mut self, part: &str) {
        if !self.0.is_empty() {
            self.0.push_str(", ");
        }
        self.0.push_str(part);
    }

    fn done(self) -> String {
        if self.0.is_empty() {
            "[]".to_owned()
        } else {
            self.0
        }
    }
}

/// Broker ids as Kafka writes them: bare numbers.
fn brokers(ids: &[BrokerId]) -> String {
    let mut parts = Parts::default();
    for id in ids {
        parts.add(&id.to_string());
    }
    parts.done()
}

fn record(lang: Lang, record: &Record) -> String {
    if record.key.is_none() && record.value.is_none() {
        return lang.pick("no key, no value", "키와 값 없음").to_owned();
    }
    let key = record.key.as_deref().unwrap_or("null");
    let value = record.value.as_deref().unwrap_or("null");
    [key, "=", value].concat()
}

fn metadata_record(record: &MetadataRecord) -> String {
    match record {
        MetadataRecord::RegisterBroker { broker, .. } => {
            same!(Lang::En, "RegisterBrokerRecord({0})", broker.0)
        }
        MetadataRecord::BrokerRegistrationChange {
            broker,
            fenced,
            in_controlled_shutdown,
            ..
        } => {
            let mut line = same!(Lang::En, "BrokerRegistrationChangeRecord({0}", broker.0);
            for (name, value) in [
                (", fenced=", fenced),
                (", inControlledShutdown=", in_controlled_shutdown),
            ] {
                if let Some(value) = value {
                    line.push_str(name);
                    line.push_str(is(*value));
                }
            }
            line.push(')');
            line
        }
        MetadataRecord::Topic { name, .. } => ["TopicRecord(", name, ")"].concat(),
        MetadataRecord::Config { key, value, .. } => {
            let value = value.as_deref().unwrap_or("null");
            ["ConfigRecord(", key, "=", value, ")"].concat()
        }
        MetadataRecord::ClearElr { .. } => "ClearElrRecord".to_owned(),
        MetadataRecord::Partition { .. } => "PartitionRecord".to_owned(),
        MetadataRecord::PartitionChange { .. } => "PartitionChangeRecord".to_owned(),
    }
}
