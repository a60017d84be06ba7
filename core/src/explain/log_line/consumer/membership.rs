//! What a consumer logs of its group, apart from what fails.

use std::sync::Arc;

use super::spelling::{
    assignment, by_topic, coordinator_node, in_order_of_java, metadata_snapshot, spelled,
};
use super::{ASYNC_CONSUMER, CONSUMER, COORDINATOR, COORDINATOR_REQUESTS, INVOKER, Lines};
use crate::client::{Generation, LeaveReason};
use crate::explain::consumer_error::group_max_size_reached;
use crate::explain::names::address;
use crate::explain::{class_of, message_of};
use crate::group::MemberId;
use crate::group::assignor::NamedPartition;
use crate::id::{BrokerId, GenerationId, TopicPartition};
use crate::trace::RejoinReason;
use crate::wire::ErrorCode;

impl Lines<'_, '_, '_> {
    pub(super) fn subscribed(&mut self, topics: &[Arc<str>]) {
        let text = format!("Subscribed to topic(s): {}", topics.join(", "));
        self.info(self.class(CONSUMER, ASYNC_CONSUMER), &text);
    }

    pub(super) fn coordinator_found(&mut self, broker: BrokerId) {
        let node = if self.is_consumer_protocol() {
            self.coordinator_answer(broker)
        } else {
            coordinator_node(broker)
        };
        let text = format!("Discovered group coordinator {node}");
        self.info(self.class(COORDINATOR, COORDINATOR_REQUESTS), &text);
    }

    pub(super) fn rejoin_requested(&mut self, reason: &RejoinReason, member: Option<&MemberId>) {
        let reason = self.reason(reason, member);
        let text = format!("Request joining group due to: {reason}");
        self.info(COORDINATOR, &text);
    }

    pub(super) fn generation_reset(&mut self, reason: &RejoinReason, forgets_member_id: bool) {
        let what = if forgets_member_id {
            "and member id "
        } else {
            ""
        };
        let reason = self.reason(reason, None);
        let text = format!("Resetting generation {what}due to: {reason}");
        self.info(COORDINATOR, &text);
    }

    pub(super) fn joined(&mut self, generation: &Generation) {
        let generation = spelled(generation);
        let text = format!("Successfully joined group with generation {generation}");
        self.info(COORDINATOR, &text);
    }

    pub(super) fn assignment_finished(
        &mut self,
        generation: GenerationId,
        assignments: &[(MemberId, Vec<NamedPartition>)],
    ) {
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

    pub(super) fn synced(&mut self, generation: &Generation) {
        let generation = spelled(generation);
        let text = format!("Successfully synced group in generation {generation}");
        self.info(COORDINATOR, &text);
    }

    pub(super) fn assignment_updated(
        &mut self,
        assigned: &[TopicPartition],
        owned: &[TopicPartition],
    ) {
        let text = format!("Updating assignment with\n{}", self.change(assigned, owned));
        self.info(COORDINATOR, &text);
    }

    pub(super) fn assignor_notified(&mut self, partitions: &[NamedPartition]) {
        let partitions = assignment(&by_topic(partitions));
        let text = format!("Notifying assignor about the new {partitions}");
        self.info(COORDINATOR, &text);
    }

    /// The application's listener is told of partitions (`ConsumerRebalanceListenerInvoker`).
    pub(super) fn invoked(&mut self, what: &str, partitions: &[TopicPartition]) {
        let text = format!("{what} {}", self.list(partitions));
        self.info(INVOKER, &text);
    }

    pub(super) fn given_away(&mut self) {
        self.info(
            COORDINATOR,
            "Giving away all assigned partitions as lost since generation/memberID has been \
             reset,indicating that consumer is in old state or no longer part of the group",
        );
    }

    pub(super) fn heartbeat_unheard(&mut self, coordinator: BrokerId) {
        let text = format!(
            "Attempt to heartbeat failed since coordinator {} is either not started or not valid",
            coordinator_node(coordinator)
        );
        self.info(COORDINATOR, &text);
    }

    pub(super) fn instance_fenced(&mut self) {
        let text = format!(
            "Caught fenced group.instance.id {} error in heartbeat thread",
            self.instance()
        );
        self.error(COORDINATOR, &text);
    }

    pub(super) fn leaving(
        &mut self,
        member: Option<&MemberId>,
        coordinator: BrokerId,
        reason: LeaveReason,
    ) {
        let text = format!(
            "Member {} sending LeaveGroup request to coordinator {} due to {}",
            member.map_or("", |member| &member.0),
            coordinator_node(coordinator),
            reason.text()
        );
        self.info(COORDINATOR, &text);
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
