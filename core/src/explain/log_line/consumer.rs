//! What a consumer logs of its group, its positions and its commits, in Kafka's order
//! (`AbstractCoordinator`, `ConsumerCoordinator`, `SubscriptionState`, `ConsumerMembershipManager`).

mod failure;
mod heartbeat_failure;
mod positions;
mod spelling;

use super::Writer;
use super::client::consumer_prefix;
use crate::client::{ConsumerMemberState, Position};
use crate::config::ConsumerConfig;
use crate::explain::consumer_error::group_max_size_reached;
use crate::explain::names::address;
use crate::explain::{Names, class_of, message_of};
use crate::group::MemberId;
use crate::id::{BrokerId, NodeId, TopicPartition};
use crate::trace::{ConsumerEvent, Event, RejoinReason};
use crate::wire::{Api, ErrorCode};
pub(in crate::explain) use spelling::fetch_position;
use spelling::{
    assignment, by_topic, coordinator_node, in_order_of_java, metadata_snapshot, optional, spelled,
};

const COORDINATOR: &str = "org.apache.kafka.clients.consumer.internals.ConsumerCoordinator";
const INVOKER: &str =
    "org.apache.kafka.clients.consumer.internals.ConsumerRebalanceListenerInvoker";
const SUBSCRIPTION: &str = "org.apache.kafka.clients.consumer.internals.SubscriptionState";
const CONSUMER: &str = "org.apache.kafka.clients.consumer.internals.ClassicKafkaConsumer";
const UTILS: &str = "org.apache.kafka.clients.consumer.internals.ConsumerUtils";
const MEMBERSHIP: &str = "org.apache.kafka.clients.consumer.internals.ConsumerMembershipManager";
const HEARTBEATS: &str =
    "org.apache.kafka.clients.consumer.internals.ConsumerHeartbeatRequestManager";
const COORDINATOR_REQUESTS: &str =
    "org.apache.kafka.clients.consumer.internals.CoordinatorRequestManager";
const COMMITS: &str = "org.apache.kafka.clients.consumer.internals.CommitRequestManager";
const ASYNC_CONSUMER: &str = "org.apache.kafka.clients.consumer.internals.AsyncKafkaConsumer";
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
            lines.write(event);
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

    /// Each event is logged as one of these, or by nobody.
    fn write(&mut self, event: &ConsumerEvent) {
        match event {
            ConsumerEvent::Subscribed(_)
            | ConsumerEvent::CoordinatorFound(_)
            | ConsumerEvent::CoordinatorLost { .. }
            | ConsumerEvent::Joining
            | ConsumerEvent::RejoinRequested { .. }
            | ConsumerEvent::GenerationReset { .. }
            | ConsumerEvent::Joined(_)
            | ConsumerEvent::AssignmentFinished { .. }
            | ConsumerEvent::Synced(_)
            | ConsumerEvent::AssignmentUpdated { .. }
            | ConsumerEvent::AssignorNotified(_)
            | ConsumerEvent::PartitionsAssigned(_)
            | ConsumerEvent::PartitionsRevoked(_)
            | ConsumerEvent::PartitionsLost(_)
            | ConsumerEvent::GivenAway
            | ConsumerEvent::GroupRequestFailed { .. }
            | ConsumerEvent::HeartbeatUnheard { .. }
            | ConsumerEvent::InstanceFenced
            | ConsumerEvent::PollTimedOut
            | ConsumerEvent::Leaving { .. } => self.membership(event),
            ConsumerEvent::Sought { .. }
            | ConsumerEvent::SoughtEnd { .. }
            | ConsumerEvent::NoCommittedOffset(_)
            | ConsumerEvent::PositionCommitted { .. }
            | ConsumerEvent::PositionOutOfRange { .. }
            | ConsumerEvent::TruncationDetected { .. }
            | ConsumerEvent::CommitFailed { .. }
            | ConsumerEvent::CommitGivenUp { .. } => self.positions(event),
            ConsumerEvent::Transitioned { .. }
            | ConsumerEvent::Reconciling { .. }
            | ConsumerEvent::Revoking(_) => self.epochs(event),
            ConsumerEvent::OffsetsCommitted { .. }
            | ConsumerEvent::RecordsProcessed { .. }
            | ConsumerEvent::ProcessingFailed { .. }
            | ConsumerEvent::Raised(_)
            | ConsumerEvent::Closed
            | ConsumerEvent::Crashed => {}
        }
    }

    fn membership(&mut self, event: &ConsumerEvent) {
        match event {
            ConsumerEvent::Subscribed(topics) => {
                let text = format!("Subscribed to topic(s): {}", topics.join(", "));
                self.info(self.class(CONSUMER, ASYNC_CONSUMER), &text);
            }
            ConsumerEvent::CoordinatorFound(broker) => {
                let node = if self.is_consumer_protocol() {
                    self.coordinator_answer(*broker)
                } else {
                    coordinator_node(*broker)
                };
                let text = format!("Discovered group coordinator {node}");
                self.info(self.class(COORDINATOR, COORDINATOR_REQUESTS), &text);
            }
            ConsumerEvent::CoordinatorLost { coordinator, why } => {
                self.coordinator_lost(*coordinator, *why);
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
                is_ignored,
                generation,
                coordinator,
            } => match api {
                Api::JoinGroup => self.join_failed(error.code, generation, *coordinator),
                Api::SyncGroup => self.sync_failed(error.code, generation),
                Api::ConsumerGroupHeartbeat if *is_ignored => self.group_not_found(),
                Api::ConsumerGroupHeartbeat => {
                    self.consumer_heartbeat_failed(error, generation, *coordinator);
                }
                _ => self.heartbeat_failed(error.code, generation),
            },
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
            ConsumerEvent::PollTimedOut => self.poll_timed_out(),
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
                if *to == ConsumerMemberState::Fatal {
                    let text =
                        format!("Member {member} with epoch {epoch} transitioned to fatal state");
                    self.error(MEMBERSHIP, &text);
                }
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

    /// Which of two classes says it: that of the classic protocol or that of the consumer protocol.
    fn class(&self, classic: &'static str, consumer: &'static str) -> &'static str {
        if self.is_consumer_protocol() {
            consumer
        } else {
            classic
        }
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
}
