//! What a consumer logs of its group, its positions and its commits, in Kafka's order
//! (`AbstractCoordinator`, `ConsumerCoordinator`, `SubscriptionState`, `ConsumerMembershipManager`).

use std::sync::Arc;

use super::Writer;
use super::client::consumer_prefix;
use crate::client::{CommitMode, Generation, Position};
use crate::config::{AutoOffsetReset, ConsumerConfig};
use crate::explain::consumer_error::{
    consumer_exception, group_max_size_reached, named_partition, out_of_range,
};
use crate::explain::names::address;
use crate::explain::{Names, class_of, message_of};
use crate::group::MemberId;
use crate::group::assignor::NamedPartition;
use crate::id::{BrokerId, LeaderEpoch, NodeId, Offset, TopicPartition};
use crate::java_hash_map::{DEFAULT_CAPACITY, bucket, bucket_count};
use crate::sorted::sort_by;
use crate::trace::{ConsumerEvent, CoordinatorLoss, Event, MetadataSnapshot, RejoinReason};
use crate::wire::{Api, ErrorCode};

const COORDINATOR: &str = "org.apache.kafka.clients.consumer.internals.ConsumerCoordinator";
const INVOKER: &str =
    "org.apache.kafka.clients.consumer.internals.ConsumerRebalanceListenerInvoker";
const SUBSCRIPTION: &str = "org.apache.kafka.clients.consumer.internals.SubscriptionState";
const CONSUMER: &str = "org.apache.kafka.clients.consumer.internals.ClassicKafkaConsumer";
const UTILS: &str = "org.apache.kafka.clients.consumer.internals.ConsumerUtils";
const MEMBERSHIP: &str = "org.apache.kafka.clients.consumer.internals.ConsumerMembershipManager";
const HEARTBEATS: &str =
    "org.apache.kafka.clients.consumer.internals.ConsumerHeartbeatRequestManager";
const COMMITS: &str = "org.apache.kafka.clients.consumer.internals.CommitRequestManager";
const COLLECTOR: &str = "org.apache.kafka.clients.consumer.internals.FetchCollector";

/// What is logged of an event.
pub(super) fn write(log: &mut Writer, me: NodeId, event: &Event, names: &Names<'_>) {
    match event {
        Event::PositionReset {
            partition,
            to,
            leader: leader @ Some(_),
            ..
        } => {
            let position = Position {
                offset: *to,
                epoch: None,
                leader: *leader,
            };
            let text = format!(
                "Resetting offset for partition {} to position {}.",
                names.partition(*partition),
                fetch_position(&position, names)
            );
            log.info(SUBSCRIPTION, consumer_prefix(me, names) + &text);
        }
        Event::Consumer(event) => {
            let prefix = consumer_prefix(me, names);
            let mut lines = Lines {
                log,
                prefix,
                names,
                me,
            };
            lines.membership(event);
            lines.positions(event);
            lines.epochs(event);
        }
        _ => {}
    }
}

struct Lines<'a, 'w, 'n> {
    log: &'w mut Writer,
    prefix: String,
    names: &'a Names<'n>,
    me: NodeId,
}

impl Lines<'_, '_, '_> {
    fn info(&mut self, logger: &'static str, text: &str) {
        self.log.info(logger, format!("{}{text}", self.prefix));
    }

    fn warn(&mut self, logger: &'static str, text: &str) {
        self.log.warn(logger, format!("{}{text}", self.prefix));
    }

    fn error(&mut self, logger: &'static str, text: &str) {
        self.log.error(logger, format!("{}{text}", self.prefix));
    }

    /// Partitions in order, `[catalog-0, orders-1]`.
    fn list(&self, partitions: &[TopicPartition]) -> String {
        let mut named: Vec<(String, u32)> = Vec::new();
        for partition in partitions {
            named.push((self.names.topic(partition.topic), partition.partition.0));
        }
        named.sort_unstable();
        let named: Vec<String> = named
            .into_iter()
            .map(|(topic, index)| format!("{topic}-{index}"))
            .collect();
        format!("[{}]", named.join(", "))
    }

    fn membership(&mut self, event: &ConsumerEvent) {
        match event {
            ConsumerEvent::Subscribed(topics) => {
                let text = format!("Subscribed to topic(s): {}", topics.join(", "));
                self.info(CONSUMER, &text);
            }
            ConsumerEvent::CoordinatorFound(broker) => {
                let node = if self.is_consumer_protocol() {
                    self.coordinator_answer(*broker)
                } else {
                    coordinator_node(*broker)
                };
                let text = format!("Discovered group coordinator {node}");
                self.info(COORDINATOR, &text);
            }
            ConsumerEvent::CoordinatorLost { coordinator, why } => {
                let text = format!(
                    "Group coordinator {} is unavailable or invalid due to cause: {}. \
                     isDisconnected: {}. Rediscovery will be attempted.",
                    coordinator_node(*coordinator),
                    cause(*why),
                    *why == CoordinatorLoss::Disconnected
                );
                self.info(COORDINATOR, &text);
            }
            ConsumerEvent::Joining => self.info(COORDINATOR, "(Re-)joining group"),
            ConsumerEvent::RejoinRequested { reason, member } => {
                let reason = self.reason(reason, member.as_ref());
                self.info(
                    COORDINATOR,
                    &format!("Request joining group due to: {reason}"),
                );
            }
            ConsumerEvent::GenerationReset {
                reason,
                forgets_member_id,
            } => {
                let what = if *forgets_member_id {
                    "and member id "
                } else {
                    ""
                };
                let reason = self.reason(reason, None);
                let text = format!("Resetting generation {what}due to: {reason}");
                self.info(COORDINATOR, &text);
            }
            ConsumerEvent::Joined(generation) => {
                let text = format!(
                    "Successfully joined group with generation {}",
                    spelled(generation)
                );
                self.info(COORDINATOR, &text);
            }
            ConsumerEvent::AssignmentFinished {
                generation,
                assignments,
            } => {
                let mut members = Vec::new();
                for (member, partitions) in assignments {
                    members.push(format!("{member}={}", assignment(partitions)));
                }
                let text = format!(
                    "Finished assignment for group at generation {generation}: {{{}}}",
                    members.join(", ")
                );
                self.info(COORDINATOR, &text);
            }
            ConsumerEvent::Synced(generation) => {
                let text = format!(
                    "Successfully synced group in generation {}",
                    spelled(generation)
                );
                self.info(COORDINATOR, &text);
            }
            ConsumerEvent::AssignmentUpdated { assigned, owned } => {
                let text = format!("Updating assignment with\n{}", self.change(assigned, owned));
                self.info(COORDINATOR, &text);
            }
            ConsumerEvent::AssignorNotified(partitions) => {
                let text = format!(
                    "Notifying assignor about the new {}",
                    assignment(&by_topic(partitions))
                );
                self.info(COORDINATOR, &text);
            }
            ConsumerEvent::PartitionsAssigned(partitions) => {
                let text = format!(
                    "Adding newly assigned partitions: {}",
                    self.list(partitions)
                );
                self.info(INVOKER, &text);
            }
            ConsumerEvent::PartitionsRevoked(partitions) => {
                let text = format!(
                    "Revoke previously assigned partitions {}",
                    self.list(partitions)
                );
                self.info(INVOKER, &text);
            }
            ConsumerEvent::PartitionsLost(partitions) => {
                let text = format!(
                    "Lost previously assigned partitions {}",
                    self.list(partitions)
                );
                self.info(INVOKER, &text);
            }
            ConsumerEvent::GivenAway => self.info(
                COORDINATOR,
                "Giving away all assigned partitions as lost since generation/memberID has been \
                 reset,indicating that consumer is in old state or no longer part of the group",
            ),
            ConsumerEvent::GroupRequestFailed {
                api,
                error,
                generation,
            } => self.request_failed(*api, *error, generation),
            ConsumerEvent::HeartbeatUnheard { coordinator } => {
                let text = format!(
                    "Attempt to heartbeat failed since coordinator {} is either not started or not valid",
                    coordinator_node(*coordinator)
                );
                self.info(COORDINATOR, &text);
            }
            ConsumerEvent::InstanceFenced => {
                let text = format!(
                    "Caught fenced group.instance.id {} error in heartbeat thread",
                    self.instance()
                );
                self.error(COORDINATOR, &text);
            }
            ConsumerEvent::PollTimedOut => {
                let (logger, consumer) = match self.is_consumer_protocol() {
                    true => (HEARTBEATS, "Consumer"),
                    false => (COORDINATOR, "consumer"),
                };
                let text = format!(
                    "{consumer} poll timeout has expired. This means the time between subsequent calls to \
                     poll() was longer than the configured max.poll.interval.ms, which typically implies \
                     that the poll loop is spending too much time processing messages. You can address this \
                     either by increasing max.poll.interval.ms or by reducing the maximum size of batches \
                     returned in poll() with max.poll.records."
                );
                self.warn(logger, &text);
            }
            ConsumerEvent::Leaving {
                member,
                coordinator,
                reason,
            } => {
                let text = format!(
                    "Member {} sending LeaveGroup request to coordinator {} due to {}",
                    member.as_ref().map_or("", |member| &member.0),
                    coordinator_node(*coordinator),
                    reason.text()
                );
                self.info(COORDINATOR, &text);
            }
            _ => {}
        }
    }

    fn positions(&mut self, event: &ConsumerEvent) {
        match event {
            ConsumerEvent::Sought {
                topic,
                partition,
                offset,
            } => {
                let text = format!("Seeking to offset {offset} for partition {topic}-{partition}");
                self.info(CONSUMER, &text);
            }
            ConsumerEvent::SoughtEnd {
                topic,
                partition,
                end,
            } => {
                let end = end.written();
                let text = format!(
                    "Seeking to AutoOffsetResetStrategy{{type={end}}} offset of partition {topic}-{partition}"
                );
                self.info(SUBSCRIPTION, &text);
            }
            ConsumerEvent::NoCommittedOffset(partition) => {
                let partition = named_partition(partition);
                let text = format!("Found no committed offset for partition {partition}");
                self.info(COORDINATOR, &text);
            }
            ConsumerEvent::PositionCommitted {
                partition,
                position,
            } => {
                // This one is logged without the consumer's prefix.
                let text = format!(
                    "Setting offset for partition {} to the committed offset {}",
                    self.names.partition(*partition),
                    fetch_position(position, self.names)
                );
                self.log.info(UTILS, text);
            }
            ConsumerEvent::PositionOutOfRange {
                partition,
                position,
            } => {
                let mut text = out_of_range(*partition, position, self.names);
                let reset = self.config().map(|config| config.auto_offset_reset);
                text.push_str(match reset {
                    Some(AutoOffsetReset::None) => {
                        ", raising error to the application since no reset policy is configured"
                    }
                    _ => ", resetting offset",
                });
                self.info(COLLECTOR, &text);
            }
            ConsumerEvent::TruncationDetected {
                partition,
                position,
                diverging,
                is_reset,
            } => self.truncation(*partition, position, *diverging, *is_reset),
            ConsumerEvent::CommitFailed { error, .. } if self.is_consumer_protocol() => {
                self.commit_failed_848(*error);
            }
            ConsumerEvent::CommitFailed {
                partition,
                offset,
                error,
            } => {
                let text = format!(
                    "Offset commit failed on partition {} at offset {offset}: {}",
                    self.names.partition(*partition),
                    message_of(*error)
                );
                if error.is_retriable() {
                    self.warn(COORDINATOR, &text);
                } else {
                    self.error(COORDINATOR, &text);
                }
            }
            ConsumerEvent::CommitGivenUp { mode, error } if *mode != CommitMode::Async => {
                let message = consumer_exception(error, self.names).message;
                let text = format!("Asynchronous auto-commit of offsets failed: {message}");
                self.warn(COORDINATOR, &text);
            }
            _ => {}
        }
    }

    fn truncation(
        &mut self,
        partition: TopicPartition,
        position: &Position,
        diverging: Option<(Offset, LeaderEpoch)>,
        is_reset: bool,
    ) {
        let mut text = format!(
            "Truncation detected for partition {} at offset {}",
            self.names.partition(partition),
            fetch_position(position, self.names)
        );
        if is_reset {
            text.push_str(", resetting offset");
            if let Some((offset, epoch)) = diverging {
                let first = Position {
                    offset,
                    epoch: Some(epoch),
                    leader: position.leader,
                };
                text.push_str(" to the first offset known to diverge ");
                text.push_str(&fetch_position(&first, self.names));
            }
            return self.info(SUBSCRIPTION, &text);
        }
        if let Some((offset, epoch)) = diverging {
            text.push_str(&format!(
                " (the end offset from the broker is OffsetAndMetadata{{offset={offset}, \
                 leaderEpoch={epoch}, metadata=''}})"
            ));
        }
        text.push_str(", but no reset policy is set");
        self.warn(SUBSCRIPTION, &text);
    }

    fn epochs(&mut self, event: &ConsumerEvent) {
        match event {
            ConsumerEvent::Transitioned {
                member,
                epoch,
                from,
                to,
            } => {
                let text = format!(
                    "Member {member} with epoch {epoch} transitioned from {} to {}.",
                    from.name(),
                    to.name()
                );
                self.info(MEMBERSHIP, &text);
            }
            ConsumerEvent::Reconciling {
                member,
                local_epoch,
                assigned,
                owned,
            } => {
                let text = format!(
                    "Reconciling assignment with local epoch {local_epoch}\n\tMember:                    \
                     \u{20}               {member}\n{}",
                    self.change(assigned, owned)
                );
                self.info(MEMBERSHIP, &text);
            }
            ConsumerEvent::Revoking(partitions) => {
                let text = format!(
                    "Revoking previously assigned partitions {}",
                    self.list(partitions)
                );
                self.info(MEMBERSHIP, &text);
            }
            _ => {}
        }
    }

    /// What an assignment adds and takes, as a table.
    fn change(&self, assigned: &[TopicPartition], owned: &[TopicPartition]) -> String {
        let without = |all: &[TopicPartition], others: &[TopicPartition]| {
            let mut left = all.to_vec();
            left.retain(|it| !others.contains(it));
            self.list(&left)
        };
        format!(
            "\tAssigned partitions:                       {}\n\
             \tCurrent owned partitions:                  {}\n\
             \tAdded partitions (assigned - owned):       {}\n\
             \tRevoked partitions (owned - assigned):     {}\n",
            self.list(assigned),
            self.list(owned),
            without(assigned, owned),
            without(owned, assigned)
        )
    }

    /// `CommitRequestManager.OffsetCommitRequestState.onResponse`.
    fn commit_failed_848(&mut self, error: ErrorCode) {
        if error == ErrorCode::UnknownMemberId {
            let text = format!("OffsetCommit failed with {}", error.name());
            self.error(COMMITS, &text);
        }
    }

    fn reason(&self, reason: &RejoinReason, member: Option<&MemberId>) -> String {
        match reason {
            RejoinReason::MustRevoke(partitions) => format!(
                "need to revoke partitions {} as indicated by the current assignment and re-join",
                self.list(partitions)
            ),
            RejoinReason::RebalanceFailed(error) => {
                let message = match error {
                    ErrorCode::GroupMaxSizeReached => group_max_size_reached(self.group()),
                    error => message_of(*error).to_owned(),
                };
                let class = class_of(*error);
                format!("rebalance failed due to '{message}' ({class})")
            }
            RejoinReason::MetadataChanged { before, now } => format!(
                "cached metadata has changed from {} at the beginning of the rebalance to {}",
                metadata_snapshot(before),
                metadata_snapshot(now)
            ),
            RejoinReason::SubscriptionChanged { before, now } => format!(
                "subscription has changed from [{}] at the beginning of the rebalance to [{}]",
                in_order_of_java(before).join(", "),
                in_order_of_java(now).join(", ")
            ),
            _ => reason.short(member).to_string(),
        }
    }

    fn config(&self) -> Option<&ConsumerConfig> {
        Some(&self.names.consumer(self.me)?.config)
    }

    fn group(&self) -> &str {
        self.config().map_or("", |config| &config.group_id)
    }

    /// The instance id as Java prints an `Optional`.
    fn instance(&self) -> String {
        let instance = self.config().and_then(ConsumerConfig::instance_id);
        optional(instance.map(|instance| instance.to_string()))
    }

    fn is_consumer_protocol(&self) -> bool {
        self.config()
            .is_some_and(ConsumerConfig::is_consumer_protocol)
    }

    /// `FindCoordinatorResponseData.Coordinator.toString`.
    fn coordinator_answer(&self, broker: BrokerId) -> String {
        let group = self.group();
        let (host, port) = address(broker);
        format!(
            "Coordinator(key='{group}', nodeId={broker}, host='{host}', port={port}, errorCode=0, \
             errorMessage='')"
        )
    }

    fn request_failed(&mut self, api: Api, error: ErrorCode, generation: &Generation) {
        if api == Api::JoinGroup && is_fatal_to_join(error) {
            let text = format!("JoinGroup failed due to fatal error: {}", message_of(error));
            return self.error(COORDINATOR, &text);
        }
        let sent = spelled(generation);
        let text = match api {
            Api::Heartbeat => format!(
                "Attempt to heartbeat with {sent} and group instance id {} failed due to {}, resetting \
                 generation",
                self.instance(),
                error.name()
            ),
            Api::SyncGroup if error == ErrorCode::RebalanceInProgress => format!(
                "SyncGroup failed: The group began another rebalance. Need to re-join the group. Sent \
                 generation was {sent}"
            ),
            _ => format!(
                "{} failed: {} Need to re-join the group. Sent generation was {sent}",
                api.name(),
                message_of(error)
            ),
        };
        self.info(COORDINATOR, &text);
    }
}

/// Whether it makes no sense to join again (`JoinGroupResponseHandler`).
fn is_fatal_to_join(error: ErrorCode) -> bool {
    matches!(
        error,
        ErrorCode::InconsistentGroupProtocol
            | ErrorCode::InvalidSessionTimeout
            | ErrorCode::InvalidGroupId
            | ErrorCode::GroupMaxSizeReached
    )
}

/// `ConsumerCoordinator.MetadataSnapshot.toString`.
fn metadata_snapshot(snapshot: &MetadataSnapshot) -> String {
    let known: Vec<Arc<str>> = snapshot.topics.iter().map(|it| it.0.clone()).collect();
    let mut topics = Vec::new();
    for topic in in_order_of_java(&known) {
        let mut partitions = Vec::new();
        let found = snapshot.topics.iter().find(|it| it.0 == topic);
        for racks in found.map_or(&[][..], |it| &it.1) {
            partitions.push(match racks.is_empty() {
                true => "NO_RACKS".to_owned(),
                false => format!("racks=[{}]", in_order_of_java(racks).join(", ")),
            });
        }
        topics.push(format!("{topic}=[{}]", partitions.join(", ")));
    }
    format!("(version{}: {{{}}})", snapshot.version, topics.join(", "))
}

/// Each of the texts once, as Java visits a hash set of them.
fn in_order_of_java(texts: &[Arc<str>]) -> Vec<Arc<str>> {
    let mut ordered: Vec<Arc<str>> = Vec::new();
    for text in texts {
        if !ordered.contains(text) {
            ordered.push(text.clone());
        }
    }
    let buckets = bucket_count(DEFAULT_CAPACITY, ordered.len());
    sort_by(&mut ordered, |one, other| {
        bucket(one, buckets) < bucket(other, buckets)
    });
    ordered
}

/// Why a coordinator is looked for anew.
fn cause(why: CoordinatorLoss) -> String {
    match why {
        CoordinatorLoss::Disconnected => "coordinator unavailable".to_owned(),
        CoordinatorLoss::Error(error) => format!("error response {}", error.name()),
        CoordinatorLoss::SessionTimedOut => {
            "session timed out without receiving a heartbeat response".to_owned()
        }
    }
}

/// `AbstractCoordinator.Generation.toString`.
fn spelled(generation: &Generation) -> String {
    format!(
        "Generation{{generationId={}, memberId='{}', protocol='{}'}}",
        generation.id.map_or(-1, |id| id.0),
        generation.member_id.as_ref().map_or("", |id| &id.0),
        generation.protocol.as_deref().unwrap_or("null")
    )
}

/// `ConsumerPartitionAssignor.Assignment.toString`.
fn assignment(partitions: &[NamedPartition]) -> String {
    let named: Vec<String> = partitions.iter().map(named_partition).collect();
    format!("Assignment(partitions=[{}])", named.join(", "))
}

/// As they come out of the protocol, which has them topic by topic, the topic that comes first in the list
/// first (`ConsumerProtocol.serializeAssignment`).
fn by_topic(partitions: &[NamedPartition]) -> Vec<NamedPartition> {
    let mut grouped: Vec<NamedPartition> = Vec::new();
    for first in partitions {
        if grouped.iter().any(|one| one.topic == first.topic) {
            continue;
        }
        for one in partitions {
            if one.topic == first.topic {
                grouped.push(one.clone());
            }
        }
    }
    grouped
}

/// `SubscriptionState.FetchPosition.toString`.
pub(in crate::explain) fn fetch_position(position: &Position, names: &Names<'_>) -> String {
    let epoch = optional(position.epoch.map(|epoch| epoch.0.to_string()));
    let leader = position.leader.map(|(broker, _)| {
        let registered = names.metadata.brokers.get(&broker);
        let rack = registered.and_then(|it| it.rack.as_deref());
        node(broker.0, broker, rack.unwrap_or("null"))
    });
    let leader = optional(leader);
    let leader_epoch = position
        .leader
        .map_or_else(|| "absent".to_owned(), |(_, epoch)| epoch.0.to_string());
    format!(
        "FetchPosition{{offset={}, offsetEpoch={epoch}, currentLeader=LeaderAndEpoch{{leader={leader}, \
         epoch={leader_epoch}}}}}",
        position.offset
    )
}

fn optional(value: Option<String>) -> String {
    value.map_or_else(
        || "Optional.empty".to_owned(),
        |value| format!("Optional[{value}]"),
    )
}

/// `Node.toString`.
fn node(id: u32, broker: BrokerId, rack: &str) -> String {
    let (host, port) = address(broker);
    format!("{host}:{port} (id: {id} rack: {rack} isFenced: false)")
}

/// The coordinator has a node of its own, so that it has a connection of its own.
fn coordinator_node(broker: BrokerId) -> String {
    let id = i32::MAX.unsigned_abs().saturating_sub(broker.0);
    node(id, broker, "null")
}
