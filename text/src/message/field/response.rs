//! The fields of responses.

use highwater_core::id::{BrokerEpoch, ProducerIdAndEpoch};
use highwater_core::metadata::MetadataRecord;
use highwater_core::wire::{
    AlterPartitionResponse, BrokerHeartbeatState, ErrorCode, FetchMetadataResponse, FetchResponse,
    FetchedPartition, ListOffsetsResponse, MetadataResponse, OffsetsForLeaderEpochResponse,
    ProducedPartition, Response,
};

use super::super::meaning::FieldMeaning::{self, *};
use super::{List, Parts, brokers, is, or_minus_one, record};
use crate::{Lang, same};

impl List<'_> {
    pub(super) fn response(&mut self, response: &Response) {
        match response {
            Response::Produce(response) => {
                for one in &response.partitions {
                    self.produced(*one);
                }
            }
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
            Response::InitProducerId(result) => self.producer_id(*result),
            Response::AllocateProducerIds(result) => {
                self.error(result.err());
                let first = result.map_or(-1, |block| block.first.0);
                self.put("producerIdStart", first, ProducerIdStart);
            }
            Response::FindCoordinator(_)
            | Response::DescribeGroup(_)
            | Response::JoinGroup(_)
            | Response::SyncGroup(_)
            | Response::Heartbeat(_)
            | Response::LeaveGroup(_)
            | Response::OffsetCommit(_)
            | Response::OffsetFetch(_)
            | Response::ConsumerGroupHeartbeat(_) => self.group_response(response),
        }
    }

    fn produced(&mut self, response: ProducedPartition) {
        self.partition(response.partition);
        self.error(response.base_offset.err());
        self.put(
            "baseOffset",
            or_minus_one(response.base_offset.ok()),
            BaseOffset,
        );
    }

    fn producer_id(&mut self, result: Result<ProducerIdAndEpoch, ErrorCode>) {
        self.error(result.err());
        let identity = result.ok();
        self.put(
            "producerId",
            identity.map_or(-1, |identity| identity.producer_id.0),
            ProducerId,
        );
        self.put(
            "producerEpoch",
            identity.map_or(-1, |identity| i64::from(identity.producer_epoch.0)),
            ProducerEpoch,
        );
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

    fn listed_offset(&mut self, response: ListOffsetsResponse) {
        self.partition(response.partition);
        self.error(response.offset.err());
        let offset = response.offset.ok().flatten();
        self.put("offset", or_minus_one(offset), ListedOffset);
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

    fn registered(&mut self, result: Result<BrokerEpoch, ErrorCode>) {
        self.error(result.err());
        self.put(
            "brokerEpoch",
            or_minus_one(result.ok()),
            FieldMeaning::BrokerEpoch,
        );
    }

    fn heard(&mut self, result: Result<BrokerHeartbeatState, ErrorCode>) {
        self.error(result.err());
        if let Ok(state) = result {
            self.put("isCaughtUp", is(state.is_caught_up), IsCaughtUp);
            self.put("isFenced", is(state.is_fenced), IsFenced);
            self.put("shouldShutDown", is(state.should_shut_down), ShouldShutDown);
        }
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
        MetadataRecord::ProducerIds { .. } => "ProducerIdsRecord".to_owned(),
        MetadataRecord::Partition { .. } => "PartitionRecord".to_owned(),
        MetadataRecord::PartitionChange { .. } => "PartitionChangeRecord".to_owned(),
    }
}
