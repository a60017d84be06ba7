//! What a consumer logs of its group, its positions and its commits, in Kafka's order
//! (`AbstractCoordinator`, `ConsumerCoordinator`, `SubscriptionState`, `ConsumerMembershipManager`).

mod failure;
mod heartbeat_failure;
mod membership;
mod positions;
mod reconciliation;
mod spelling;

use super::Writer;
use super::client::consumer_prefix;
use crate::client::Position;
use crate::config::ConsumerConfig;
use crate::explain::Names;
use crate::id::{NodeId, TopicPartition};
use crate::trace::{ConsumerEvent, Event};
use crate::wire::Api;
pub(in crate::explain) use spelling::fetch_position;
use spelling::optional;

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

    fn write(&mut self, event: &ConsumerEvent) {
        match event {
            ConsumerEvent::Subscribed(topics) => self.subscribed(topics),
            ConsumerEvent::CoordinatorFound(broker) => self.coordinator_found(*broker),
            ConsumerEvent::CoordinatorLost { coordinator, why } => {
                self.coordinator_lost(*coordinator, *why);
            }
            ConsumerEvent::Joining => self.info(COORDINATOR, "(Re-)joining group"),
            ConsumerEvent::RejoinRequested { reason, member } => {
                self.rejoin_requested(reason, member.as_ref());
            }
            ConsumerEvent::GenerationReset {
                reason,
                forgets_member_id,
            } => self.generation_reset(reason, *forgets_member_id),
            ConsumerEvent::Joined(generation) => self.joined(generation),
            ConsumerEvent::AssignmentFinished {
                generation,
                assignments,
            } => self.assignment_finished(*generation, assignments),
            ConsumerEvent::Synced(generation) => self.synced(generation),
            ConsumerEvent::AssignmentUpdated { assigned, owned } => {
                self.assignment_updated(assigned, owned);
            }
            ConsumerEvent::AssignorNotified(partitions) => self.assignor_notified(partitions),
            ConsumerEvent::PartitionsAssigned(partitions) => {
                self.invoked("Adding newly assigned partitions:", partitions);
            }
            ConsumerEvent::PartitionsRevoked(partitions) => {
                self.invoked("Revoke previously assigned partitions", partitions);
            }
            ConsumerEvent::PartitionsLost(partitions) => {
                self.invoked("Lost previously assigned partitions", partitions);
            }
            ConsumerEvent::GivenAway => self.given_away(),
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
            ConsumerEvent::HeartbeatUnheard { coordinator } => self.heartbeat_unheard(*coordinator),
            ConsumerEvent::InstanceFenced => self.instance_fenced(),
            ConsumerEvent::PollTimedOut => self.poll_timed_out(),
            ConsumerEvent::Leaving {
                member,
                coordinator,
                reason,
            } => self.leaving(member.as_ref(), *coordinator, *reason),
            ConsumerEvent::Sought {
                topic,
                partition,
                offset,
            } => self.sought(topic, *partition, *offset),
            ConsumerEvent::SoughtEnd {
                topic,
                partition,
                end,
            } => self.sought_end(topic, *partition, *end),
            ConsumerEvent::NoCommittedOffset(partition) => self.no_committed_offset(partition),
            ConsumerEvent::PositionCommitted {
                partition,
                position,
            } => self.position_committed(*partition, position),
            ConsumerEvent::PositionOutOfRange {
                partition,
                position,
            } => self.position_out_of_range(*partition, position),
            ConsumerEvent::TruncationDetected {
                partition,
                position,
                diverging,
                is_reset,
            } => self.truncation(*partition, position, *diverging, *is_reset),
            ConsumerEvent::CommitFailed {
                partition,
                offset,
                error,
            } => self.commit_failed(*partition, *offset, *error),
            ConsumerEvent::CommitGivenUp {
                mode,
                offsets,
                error,
            } => self.commit_given_up(*mode, offsets, error),
            ConsumerEvent::Transitioned {
                member,
                epoch,
                from,
                to,
            } => self.transitioned(member, *epoch, *from, *to),
            ConsumerEvent::Reconciling {
                member,
                local_epoch,
                assigned,
                owned,
            } => self.reconciling(member, *local_epoch, &self.change(assigned, owned)),
            ConsumerEvent::Revoking(partitions) => self.revoking(partitions),
            // Nobody logs these.
            ConsumerEvent::OffsetsCommitted { .. }
            | ConsumerEvent::RecordsProcessed { .. }
            | ConsumerEvent::ProcessingFailed { .. }
            | ConsumerEvent::Raised(_)
            | ConsumerEvent::Closed
            | ConsumerEvent::Crashed => {}
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

    fn config(&self) -> Option<&ConsumerConfig> {
        self.names.consumer_config(self.me)
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
}
