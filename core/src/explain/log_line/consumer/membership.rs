//! What a consumer logs of its group, apart from what fails.

use std::sync::Arc;

use super::super::part::{ClientPart as Client, MemberPart as Member, ServerPart as Server};
use super::super::phrase::{Phrase, phrase, put};
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
        let said = phrase! {
            Client::Subscribed: "Subscribed to topic(s): {}", topics.join(", ");
        };
        self.info(self.class(CONSUMER, ASYNC_CONSUMER), said);
    }

    pub(super) fn coordinator_found(&mut self, broker: BrokerId) {
        let node = if self.is_consumer_protocol() {
            self.coordinator_answer(broker)
        } else {
            coordinator_node(broker)
        };
        let said = phrase! {
            Member::CoordinatorFound: "Discovered group coordinator ";
            ..node;
        };
        self.info(self.class(COORDINATOR, COORDINATOR_REQUESTS), said);
    }

    pub(super) fn joining(&mut self) {
        self.info(
            COORDINATOR,
            phrase! { Member::Joining: "(Re-)joining group"; },
        );
    }

    pub(super) fn rejoin_requested(&mut self, reason: &RejoinReason, member: Option<&MemberId>) {
        let said = phrase! {
            Member::RejoinRequested: "Request joining group ";
            "due to: ";
            ..self.reason(reason, member);
        };
        self.info(COORDINATOR, said);
    }

    pub(super) fn generation_reset(&mut self, reason: &RejoinReason, forgets_member_id: bool) {
        let mut said = phrase! { Member::GenerationReset: "Resetting generation "; };
        if forgets_member_id {
            put!(said; Member::MemberIdReset: "and member id ";);
        }
        put! {
            said;
            "due to: ";
            ..self.reason(reason, None);
        }
        self.info(COORDINATOR, said);
    }

    pub(super) fn joined(&mut self, generation: &Generation) {
        let said = phrase! {
            Member::Joined: "Successfully joined group ";
            Member::InGeneration: "with generation ";
            ..spelled(generation);
        };
        self.info(COORDINATOR, said);
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
        let said = phrase! {
            Member::AssignmentFinished: "Finished assignment for group ";
            Member::Generation: "at generation {generation}";
            ": ";
            Member::Assignments: "{{{}}}", members.join(", ");
        };
        self.info(COORDINATOR, said);
    }

    pub(super) fn synced(&mut self, generation: &Generation) {
        let said = phrase! {
            Member::Synced: "Successfully synced group ";
            Member::InGeneration: "in generation ";
            ..spelled(generation);
        };
        self.info(COORDINATOR, said);
    }

    pub(super) fn assignment_updated(
        &mut self,
        assigned: &[TopicPartition],
        owned: &[TopicPartition],
    ) {
        let said = phrase! {
            Member::AssignmentUpdated: "Updating assignment with\n";
            ..self.change(assigned, owned);
        };
        self.info(COORDINATOR, said);
    }

    pub(super) fn assignor_notified(&mut self, partitions: &[NamedPartition]) {
        let said = phrase! {
            Member::AssignorNotified: "Notifying assignor about the new ";
            Member::Assigned: "{}", assignment(&by_topic(partitions));
        };
        self.info(COORDINATOR, said);
    }

    /// The application's listener is told of partitions (`ConsumerRebalanceListenerInvoker`).
    pub(super) fn invoked(&mut self, what: Member, words: &str, partitions: &[TopicPartition]) {
        let said = phrase! { what: "{words} {}", self.list(partitions); };
        self.info(INVOKER, said);
    }

    pub(super) fn given_away(&mut self) {
        let said = phrase! {
            Member::GivingAway: "Giving away all assigned partitions as lost ";
            Member::GenerationReset: "since generation/memberID has been reset";
            ",";
            Member::OldState: "indicating that consumer is in old state or no longer part of the group";
        };
        self.info(COORDINATOR, said);
    }

    pub(super) fn heartbeat_unheard(&mut self, coordinator: BrokerId) {
        let said = phrase! {
            Member::HeartbeatUnheard: "Attempt to heartbeat failed ";
            "since coordinator ";
            ..coordinator_node(coordinator);
            " ";
            Member::NotItsCoordinator: "is either not started or not valid";
        };
        self.info(COORDINATOR, said);
    }

    pub(super) fn instance_fenced(&mut self) {
        let said = phrase! {
            Member::InstanceFenced: "Caught fenced group.instance.id {} error ", self.instance();
            "in heartbeat thread";
        };
        self.error(COORDINATOR, said);
    }

    pub(super) fn leaving(
        &mut self,
        member: Option<&MemberId>,
        coordinator: BrokerId,
        reason: LeaveReason,
    ) {
        let said = phrase! {
            Member::MemberId: "Member {} ", member.map_or("", |member| &member.0);
            Member::Leaving: "sending LeaveGroup request ";
            "to coordinator ";
            ..coordinator_node(coordinator);
            " ";
            Member::LeaveReason: "due to {}", reason.text();
        };
        self.info(COORDINATOR, said);
    }

    fn reason(&self, reason: &RejoinReason, member: Option<&MemberId>) -> Phrase {
        match reason {
            RejoinReason::MustRevoke(partitions) => phrase! {
                Member::MustRevoke: "need to revoke partitions {} ", self.list(partitions);
                Member::AssignmentSays: "as indicated by the current assignment ";
                Member::RejoinsForOthers: "and re-join";
            },
            RejoinReason::RebalanceFailed(error) => {
                let message = match error {
                    ErrorCode::GroupMaxSizeReached => group_max_size_reached(self.group()),
                    error => message_of(*error).to_owned(),
                };
                phrase! {
                    Member::RebalanceFailed: "rebalance failed ";
                    Client::ErrorMessage: "due to '{message}' ";
                    Client::Exception: "({})", class_of(*error);
                }
            }
            RejoinReason::MetadataChanged { before, now } => phrase! {
                Member::MetadataChanged: "cached metadata has changed ";
                Member::MetadataBefore: "from {} at the beginning of the rebalance ",
                    metadata_snapshot(before);
                Member::MetadataNow: "to {}", metadata_snapshot(now);
            },
            RejoinReason::SubscriptionChanged { before, now } => phrase! {
                Member::SubscriptionChanged: "subscription has changed ";
                Member::SubscriptionBefore: "from [{}] at the beginning of the rebalance ",
                    in_order_of_java(before).join(", ");
                Member::SubscriptionNow: "to [{}]", in_order_of_java(now).join(", ");
            },
            _ => phrase! { Member::RejoinReason: "{}", reason.short(member); },
        }
    }

    /// `FindCoordinatorResponseData.Coordinator.toString`.
    fn coordinator_answer(&self, broker: BrokerId) -> Phrase {
        let (host, port) = address(broker);
        phrase! {
            "Coordinator(";
            Client::GroupId: "key='{}'", self.group();
            ", ";
            Client::NodeId: "nodeId={broker}";
            ", ";
            Client::Address: "host='{host}', port={port}";
            ", ";
            Server::NoError: "errorCode=0, errorMessage=''";
            ")";
        }
    }
}
