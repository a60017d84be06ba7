//! What a consumer logs when a heartbeat of the consumer protocol is refused
//! (`AbstractHeartbeatRequestManager.onErrorResponse`,
//! `ConsumerHeartbeatRequestManager.handleSpecificExceptionInResponse`).

use super::super::part::{ClientPart as Client, MemberPart as Member, ServerPart as Server};
use super::super::phrase::phrase;
use super::spelling::{coordinator_node, optional};
use super::{HEARTBEATS, Lines};
use crate::client::Generation;
use crate::explain::exception;
use crate::id::BrokerId;
use crate::wire::{ApiError, ErrorCode, ErrorDetail};

impl Lines<'_, '_, '_> {
    pub(super) fn consumer_heartbeat_failed(
        &mut self,
        error: &ApiError,
        generation: &Generation,
        coordinator: Option<BrokerId>,
    ) {
        // The response has no message where nothing is said but the code (`ApiError.fromThrowable`).
        let message = match error.detail {
            ErrorDetail::None => "null".to_owned(),
            _ => exception(error, self.names).message,
        };
        let coordinator = optional(coordinator.map(coordinator_node));
        let member = generation.member_id.as_ref().map_or("", |id| &id.0);
        let epoch = generation.id.map_or(0, |id| id.0);
        let what = match error.code {
            ErrorCode::NotCoordinator => phrase! {
                "because the group coordinator ";
                ..coordinator;
                " ";
                Member::NotItsCoordinator: "is incorrect. ";
                Member::LooksAgain: "Will attempt to find the coordinator again and retry ";
            },
            ErrorCode::CoordinatorNotAvailable => phrase! {
                "because the group coordinator ";
                ..coordinator;
                " ";
                Member::CoordinatorUnavailable: "is not available. ";
                Member::LooksAgain: "Will attempt to find the coordinator again and retry ";
            },
            ErrorCode::CoordinatorLoadInProgress => phrase! {
                "because the group coordinator ";
                ..coordinator;
                " ";
                Member::Loading: "is still loading. ";
                Server::Retrying: "Will retry ";
            },
            ErrorCode::FencedMemberEpoch => phrase! {
                Member::MemberId: "for member {member} ";
                Member::EpochFenced: "because epoch {epoch} is fenced. ";
            },
            ErrorCode::UnknownMemberId => phrase! {
                Member::UnknownMember: "because member {member} is unknown. ";
            },
            code => return self.failed_for_good(code, &message),
        };
        let said = phrase! {
            Member::GroupHeartbeatFailed: "ConsumerGroupHeartbeatRequest failed ";
            ..what;
            Member::Backoff: "in {}ms", self.config().map_or(0, |config| config.retry_backoff_ms);
            ": ";
            Client::ErrorMessage: "{message}";
        };
        self.info(HEARTBEATS, said);
    }

    /// The member has left, and the group with it. The line ends in a blank.
    pub(super) fn group_not_found(&mut self) {
        let said = phrase! {
            Member::GroupGone: "ConsumerGroupHeartbeatRequest received GROUP_ID_NOT_FOUND ";
            Client::GroupId: "for group {} ", self.group();
            Member::WhileUnsubscribed: "while unsubscribed. ";
        };
        self.info(HEARTBEATS, said);
    }

    /// The member does not try again.
    fn failed_for_good(&mut self, code: ErrorCode, message: &str) {
        let instance = self.config().and_then(|config| config.instance_id());
        let instance = instance.as_deref().unwrap_or("null");
        let why = match code {
            ErrorCode::InvalidRequest
            | ErrorCode::GroupMaxSizeReached
            | ErrorCode::UnsupportedAssignor => phrase! {
                Member::FatalError: "due to {}", code.name();
                ": ";
                Client::ErrorMessage: "{message}";
            },
            ErrorCode::UnreleasedInstanceId => phrase! {
                Member::InstanceUnreleased: "due to unreleased instance id {instance}";
                ": ";
                Client::ErrorMessage: "{message}";
            },
            ErrorCode::FencedInstanceId => phrase! {
                Member::InstanceFenced: "due to fenced instance id {instance}";
                ": ";
                Client::ErrorMessage: "{message}";
                ". ";
                Member::InstanceReused: "This is expected in the case that the member was removed from the \
                    group by an admin client, and another member joined using the same group instance id.";
            },
            code => phrase! {
                Member::FatalError: "due to unexpected error {}", code.name();
                ": ";
                Client::ErrorMessage: "{message}";
            },
        };
        let said = phrase! {
            Member::GroupHeartbeatFailed: "ConsumerGroupHeartbeatRequest failed ";
            ..why;
        };
        self.error(HEARTBEATS, said);
    }
}
