//! What a lesson holds of the engine: the cluster and its script, moments, claims and commands.

use highwater_core::check::{Claim, LoopStep, Moment, OnReplica, Statement, Travel};
use highwater_core::command::{
    AdminCommand, Command, ConsumerCall, ElectionType, LoopFault, OffsetTarget, ProducerCall,
};
use highwater_core::config::{
    AssignorList, AutoOffsetReset, BrokerConfig, CompressionType, ConsumerConfig,
    ConsumerGroupMigrationPolicy, GroupProtocol, HighWatermarkOver, ProducerConfig,
    ReplicaSelector, Semantics, Serializer, Truncation,
};
use highwater_core::group::assignor::NamedPartition;
use highwater_core::group::classic::GroupId;
use highwater_core::id::{
    BrokerId, ClientId, ControllerId, GenerationId, LeaderEpoch, MessageId, NodeId, Offset,
    PartitionIndex, ProducerId, Sequence, StepNumber,
};
use highwater_core::metadata::TopicSpec;
use highwater_core::scenario::{
    ApplicationSpec, AssignedPartition, CommitCall, ConsumerSpec, Load, LoopPoint, NetworkSpec,
    OnFailure, PlacedPartition, ProducerSpec, Scenario, ScriptEntry,
};
use highwater_core::time::Time;
use highwater_core::timeline::{Act, Position};
use highwater_core::wire::{Acks, Api, ErrorCode};

use super::code::{Coded, Reader, coded, write_number, write_text};

coded! { struct BrokerId { 0 } }
coded! { struct ControllerId { 0 } }
coded! { struct ClientId { 0 } }
coded! { struct PartitionIndex { 0 } }
coded! { struct Offset { 0 } }
coded! { struct LeaderEpoch { 0 } }
coded! { struct GenerationId { 0 } }
coded! { struct ProducerId { 0 } }
coded! { struct Sequence { 0 } }
coded! { struct MessageId { 0 } }
coded! { struct StepNumber { 0 } }
coded! { struct Time { 0 } }
coded! { struct Position { step, time } }
coded! { struct Act { after, at, command } }
coded! {
    enum NodeId {
        0: Controller(id),
        1: Broker(id),
        2: Producer(id),
        3: Consumer(id),
        4: Admin,
    }
}

coded! {
    struct Scenario {
        version, seed, opens_at_ms, network, brokers, racks, broker_config, topics, internal_partitions, producers, consumers, script,
    }
}
coded! { struct NetworkSpec { latency_ms, jitter_ms } }
coded! { struct TopicSpec { name, assignment, partitions, replication_factor, config } }
coded! { struct PlacedPartition { topic, partition, replicas } }
coded! { struct ProducerSpec { config, load, on_demand } }
coded! { struct Load { topic, partitions, from_ms, every_ms } }
coded! { struct ConsumerSpec { config, subscribe, assign, application } }
coded! {
    struct ApplicationSpec {
        by_hand, process_ms, fail_percent, on_failure, commit, commit_first,
    }
}
coded! { enum OnFailure { 0: Close, 1: SeekBack, 2: PassOver } }
coded! { enum CommitCall { 0: None, 1: Sync, 2: Async } }
coded! { struct AssignedPartition { topic, partition, from_offset } }
coded! { struct ScriptEntry { at_ms, command } }

coded! {
    struct BrokerConfig {
        replica_lag_time_max_ms,
        replica_fetch_wait_max_ms,
        replica_fetch_min_bytes,
        replica_fetch_backoff_ms,
        replica_socket_timeout_ms,
        replica_high_watermark_checkpoint_interval_ms,
        broker_heartbeat_interval_ms,
        broker_session_timeout_ms,
        min_insync_replicas,
        unclean_leader_election_enable,
        message_max_bytes,
        producer_id_expiration_ms,
        eligible_leader_replicas_version,
        unclean_leader_election_interval_ms,
        auto_leader_rebalance_enable,
        leader_imbalance_check_interval_seconds,
        num_partitions,
        default_replication_factor,
        replica_selector_class,
        offsets_topic_num_partitions,
        offsets_topic_replication_factor,
        offsets_retention_minutes,
        offsets_retention_check_interval_ms,
        offset_metadata_max_bytes,
        group_max_size,
        group_initial_rebalance_delay_ms,
        group_min_session_timeout_ms,
        group_max_session_timeout_ms,
        group_consumer_max_size,
        group_consumer_assignment_interval_ms,
        group_consumer_heartbeat_interval_ms,
        group_consumer_session_timeout_ms,
        group_consumer_migration_policy,
        os_writeback_ms,
        semantics,
    }
}
coded! { enum ConsumerGroupMigrationPolicy { 0: Bidirectional, 1: Upgrade, 2: Downgrade, 3: Disabled } }
coded! { enum ReplicaSelector { 0: Leader, 1: RackAware } }
coded! {
    struct Semantics {
        truncation,
        high_watermark,
        broker_epoch_check,
        restart_keeps_isr,
        producer_state_check,
    }
}
coded! { enum Truncation { 0: HighWatermark, 1: LeaderEpochOnce, 2: LeaderEpoch } }
coded! { enum HighWatermarkOver { 0: CommittedIsr, 1: MaximalIsr } }
coded! {
    struct ProducerConfig {
        acks,
        enable_idempotence,
        key_serializer,
        value_serializer,
        batch_size,
        linger_ms,
        compression_type,
        max_request_size,
        buffer_memory,
        partitioner_ignore_keys,
        partitioner_adaptive_partitioning_enable,
        partitioner_availability_timeout_ms,
        max_in_flight_requests_per_connection,
        request_timeout_ms,
        delivery_timeout_ms,
        retry_backoff_ms,
        retry_backoff_max_ms,
        retries,
        max_block_ms,
        transactional_id,
    }
}
coded! { enum Serializer { 0: String, 1: ByteArray, 2: Integer } }
coded! { enum CompressionType { 0: None, 1: Gzip, 2: Snappy, 3: Lz4, 4: Zstd } }
coded! {
    struct ConsumerConfig {
        fetch_max_wait_ms,
        fetch_min_bytes,
        fetch_max_bytes,
        max_partition_fetch_bytes,
        max_poll_records,
        max_poll_interval_ms,
        auto_offset_reset,
        enable_auto_commit,
        auto_commit_interval_ms,
        group_id,
        group_instance_id,
        client_id,
        group_protocol,
        group_remote_assignor,
        partition_assignment_strategy,
        session_timeout_ms,
        heartbeat_interval_ms,
        default_api_timeout_ms,
        request_timeout_ms,
        retry_backoff_ms,
        client_rack,
        metadata_max_age_ms,
        position_validation,
    }
}
coded! { enum Acks { 0: None, 1: Leader, 2: All } }
coded! { enum AutoOffsetReset { 0: Earliest, 1: Latest, 2: None, 3: ByDuration(ms) } }
coded! { enum GroupProtocol { 0: Classic, 1: Consumer } }

/// As a configuration writes it.
impl Coded for AssignorList {
    fn write(&self, out: &mut Vec<u8>) {
        write_text(&self.written(), out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Self::parsed(from.text()).unwrap_or_else(|| {
            from.fail();
            Self::default()
        })
    }
}

coded! {
    enum Command {
        0: Produce { producer, topic, partition, key, value },
        1: Crash(node),
        2: Restart(node),
        3: Cut(a, b),
        4: Heal(a, b),
        5: Hold(message),
        6: Release(message),
        7: Lose(message),
        8: HealAll,
        9: StopScript,
        10: PowerLoss(node),
        11: Pause(node),
        12: Resume(node),
        13: Shutdown(node),
        14: SlowBroker { broker, by_ms },
        15: SlowDisk { broker, by_ms },
        16: SlowLink { a, b, by_ms },
        17: CutOneWay { from, to },
        18: Isolate(node),
        19: Rejoin(node),
        20: Admin(command),
        21: SendSteadily { producer, topic, partitions, every_ms },
        22: StopSending(producer),
        23: CallProducer { producer, call },
        24: CallConsumer { consumer, call },
        25: DisturbLoop { consumer, fault },
        26: StartProducer(producer),
        27: StartConsumer(consumer),
    }
}
coded! { enum ProducerCall { 0: Create, 1: Flush, 2: Close { timeout_ms } } }
coded! {
    enum ConsumerCall {
        0: Subscribe(topics),
        1: Unsubscribe,
        2: Assign(partitions),
        3: Seek { partition, offset },
        4: SeekToBeginning,
        5: SeekToEnd,
        6: Poll { ms, until_records },
        7: PollOn,
        8: Commit,
        9: CommitAsync,
        10: CommitOffset { partition, offset },
        11: Position { timeout_ms },
        12: EndOffsets,
        13: Pause(partition),
        14: Resume(partition),
        15: Close,
        16: CommitWithin { timeout_ms },
    }
}
coded! { enum LoopFault { 0: SlowProcessing { by_ms }, 1: FailNext(records), 2: CrashAt(point) } }
coded! { struct NamedPartition { topic, partition } }
coded! { enum LoopPoint { 0: AfterPoll, 1: AfterProcess, 2: AfterCommit } }
coded! {
    enum AdminCommand {
        0: CreateTopic(topic),
        1: CreatePartitions { topic, count, assignment },
        2: Reassign { topic, partition, replicas },
        3: ElectLeader { election, topic, partition },
        4: AlterConfig { topic, key, value },
        5: DeleteRecords { topic, partition, before_offset },
        6: DeleteGroup(group),
        7: ResetOffsets { group, topic, to },
        8: DescribeGroup(group),
    }
}
coded! { struct GroupId { 0 } }
coded! {
    enum OffsetTarget {
        0: Earliest,
        1: Latest,
        2: Offset(offset),
        3: ShiftBy(count),
        4: Since(time),
    }
}
coded! { enum ElectionType { 0: Preferred, 1: Unclean } }

coded! {
    enum Moment {
        0: Time { at_ms },
        1: RecordAccepted { partition },
        2: Sent(message),
        3: Arrived(message),
        4: Appended { on, partition, offset },
        5: FollowerKnown { follower, partition, end_offset },
        6: HighWatermark { on, partition, offset },
        7: Acknowledged { partition, offset },
        8: Consumed { by, partition, offset },
        9: Elected { partition, leader },
        10: Fenced(broker),
        11: IsrChanged { partition, size },
        12: BatchRetried { partition },
        13: Crashed(broker),
        14: BecameLeader { on, partition },
        15: Truncated { on, partition },
        16: DuplicateBatch { partition },
        17: Processed { by, partition, offset },
        18: Committed { by, partition, offset },
        19: Assigned { to, partition },
        20: Revoked { from, partition },
    }
}
coded! { struct Travel { api, answer, from, to, partition, offset, high_watermark, error } }
coded! {
    enum Api {
        0: Produce,
        1: Fetch,
        2: Metadata,
        3: ListOffsets,
        4: AlterPartition,
        5: BrokerRegistration,
        6: BrokerHeartbeat,
        7: FetchMetadata,
        8: CreateTopics,
        9: CreatePartitions,
        10: AlterPartitionReassignments,
        11: ElectLeaders,
        12: IncrementalAlterConfigs,
        13: DeleteRecords,
        14: OffsetsForLeaderEpoch,
        15: InitProducerId,
        16: FindCoordinator,
        17: JoinGroup,
        18: SyncGroup,
        19: Heartbeat,
        20: LeaveGroup,
        21: OffsetCommit,
        22: OffsetFetch,
        23: ConsumerGroupHeartbeat,
        24: DeleteGroups,
        25: DescribeGroups,
        26: AllocateProducerIds,
    }
}

/// As its place among all codes.
impl Coded for ErrorCode {
    fn write(&self, out: &mut Vec<u8>) {
        write_number(*self as u64, out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let place = usize::try_from(from.number()).unwrap_or(usize::MAX);
        Self::ALL.get(place).copied().unwrap_or_else(|| {
            from.fail();
            Self::OffsetOutOfRange
        })
    }
}

coded! { struct Claim { when, that } }
coded! {
    enum Statement {
        0: HighWatermark(replica),
        1: LogEndOffset(replica),
        2: FollowerKnown { partition, follower, is },
        3: Isr { partition, is },
        4: Leader { partition, is },
        5: LeaderEpoch { partition, is },
        6: Acknowledged { partition, offset, is },
        7: Position { by, partition, is },
        8: Running { on, is },
        9: Fenced { on, is },
        10: InFlight { message, is },
        11: Elr { partition, is },
        12: Record { on, partition, offset, key, is },
        13: KeyHash { key, is },
        14: KeyPartition { topic, key, is },
        15: Copies { on, partition, value, is },
        16: Sequence { on, partition, offset, is },
        17: ProducerId { of, is },
        18: Application { of, is },
        19: Committed { group, partition, is },
        20: WorkedOn { group, partition, offset, times },
        21: Owner { group, partition, is },
        22: Generation { of, is },
        23: Stopped { group, is },
        24: StoodStill { group, partition, at_least_ms, below_ms },
    }
}
coded! { enum LoopStep { 0: Polling, 1: Processing, 2: Committing, 3: Elsewhere } }
coded! { struct OnReplica { on, partition, is } }
