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
use super::part::{ClientPart as Client, MemberPart as Member, ServerPart as Server};
use super::phrase::{Phrase, phrase};
use crate::client::Position;
use crate::config::ConsumerConfig;
use crate::explain::Names;
use crate::id::{NodeId, TopicPartition};
use crate::trace::{ConsumerEvent, Event};
use crate::wire::Api;
use spelling::fetch_position;
pub(in crate::explain) use spelling::position_out_of_range;

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
            let said = phrase! {
                ..consumer_prefix(me, names);
                Client::OffsetReset: "Resetting offset ";
                Server::Partition: "for partition {} ", names.partition(*partition);
                "to position ";
                ..fetch_position(&position, names);
                ".";
            };
            log.info(SUBSCRIPTION, said);
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
    prefix: Phrase,
    names: &'a Names<'n>,
    me: NodeId,
}

impl Lines<'_, '_, '_> {
    fn info(&mut self, logger: &'static str, said: Phrase) {
        self.log.info(logger, phrase! { ..self.prefix; ..said; });
    }

    fn warn(&mut self, logger: &'static str, said: Phrase) {
        self.log.warn(logger, phrase! { ..self.prefix; ..said; });
    }

    fn error(&mut self, logger: &'static str, said: Phrase) {
        self.log.error(logger, phrase! { ..self.prefix; ..said; });
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
            ConsumerEvent::Joining => self.joining(),
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
                let said = "Adding newly assigned partitions:";
                self.invoked(Member::ListenerAssigned, said, partitions);
            }
            ConsumerEvent::PartitionsRevoked(partitions) => {
                let said = "Revoke previously assigned partitions";
                self.invoked(Member::ListenerRevoked, said, partitions);
            }
            ConsumerEvent::PartitionsLost(partitions) => {
                let said = "Lost previously assigned partitions";
                self.invoked(Member::ListenerLost, said, partitions);
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
            ConsumerEvent::PolledLate { member, late_by_ms } => {
                self.polled_late(member, *late_by_ms);
            }
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
            | ConsumerEvent::PositionsTold(_)
            | ConsumerEvent::EndOffsetsTold(_)
            | ConsumerEvent::Raised(_)
            | ConsumerEvent::Closed
            | ConsumerEvent::Crashed => {}
        }
    }

    /// What an assignment adds and takes, as a table.
    fn change(&self, assigned: &[TopicPartition], owned: &[TopicPartition]) -> Phrase {
        let without = |all: &[TopicPartition], others: &[TopicPartition]| {
            let mut left = all.to_vec();
            left.retain(|it| !others.contains(it));
            self.list(&left)
        };
        phrase! {
            "\t";
            Member::Assigned: "Assigned partitions:                       {}\n", self.list(assigned);
            "\t";
            Member::Owned: "Current owned partitions:                  {}\n", self.list(owned);
            "\t";
            Member::Added: "Added partitions (assigned - owned):       {}\n", without(assigned, owned);
            "\t";
            Member::ToRevoke: "Revoked partitions (owned - assigned):     {}\n", without(owned, assigned);
        }
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
        match instance {
            Some(instance) => format!("Optional[{instance}]"),
            None => "Optional.empty".to_owned(),
        }
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
