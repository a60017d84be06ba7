//! What a consumer logs when a heartbeat of the consumer protocol is refused
//! (`AbstractHeartbeatRequestManager.onErrorResponse`,
//! `ConsumerHeartbeatRequestManager.handleSpecificExceptionInResponse`).

use super::super::part::{ClientPart as Client, ServerPart as Server};
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
                Client::NotItsCoordinator: "is incorrect. ";
                Client::LooksAgain: "Will attempt to find the coordinator again and retry ";
            },
            ErrorCode::CoordinatorNotAvailable => phrase! {
                "because the group coordinator ";
                ..coordinator;
                " ";
                Client::CoordinatorUnavailable: "is not available. ";
                Client::LooksAgain: "Will attempt to find the coordinator again and retry ";
            },
            ErrorCode::CoordinatorLoadInProgress => phrase! {
                "because the group coordinator ";
                ..coordinator;
                " ";
                Client::Loading: "is still loading. ";
                Server::Retrying: "Will retry ";
            },
            ErrorCode::FencedMemberEpoch => phrase! {
                Client::MemberId: "for member {member} ";
                Client::EpochFenced: "because epoch {epoch} is fenced. ";
            },
            ErrorCode::UnknownMemberId => phrase! {
                Client::UnknownMember: "because member {member} is unknown. ";
            },
            code => return self.failed_for_good(code, &message),
        };
        let said = phrase! {
            Client::GroupHeartbeatFailed: "ConsumerGroupHeartbeatRequest failed ";
            ..what;
            Client::Backoff: "in {}ms", self.config().map_or(0, |config| config.retry_backoff_ms);
            ": ";
            Client::ErrorMessage: "{message}";
        };
        self.info(HEARTBEATS, said);
    }

    /// The member has left, and the group with it. The line ends in a blank.
    pub(super) fn group_not_found(&mut self) {
        let said = phrase! {
            Client::GroupGone: "ConsumerGroupHeartbeatRequest received GROUP_ID_NOT_FOUND ";
            Client::GroupId: "for group {} ", self.group();
            Client::WhileUnsubscribed: "while unsubscribed. ";
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
                Client::FatalError: "due to {}", code.name();
                ": ";
                Client::ErrorMessage: "{message}";
            },
            ErrorCode::UnreleasedInstanceId => phrase! {
                Client::InstanceUnreleased: "due to unreleased instance id {instance}";
                ": ";
                Client::ErrorMessage: "{message}";
            },
            ErrorCode::FencedInstanceId => phrase! {
                Client::InstanceFenced: "due to fenced instance id {instance}";
                ": ";
                Client::ErrorMessage: "{message}";
                ". ";
                Client::InstanceReused: "This is expected in the case that the member was removed from the \
                    group by an admin client, and another member joined using the same group instance id.";
            },
            code => phrase! {
                Client::FatalError: "due to unexpected error {}", code.name();
                ": ";
                Client::ErrorMessage: "{message}";
            },
        };
        let said = phrase! {
            Client::GroupHeartbeatFailed: "ConsumerGroupHeartbeatRequest failed ";
            ..why;
        };
        self.error(HEARTBEATS, said);
    }
}
