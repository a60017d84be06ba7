//! What a consumer logs when a heartbeat of the consumer protocol is refused
//! (`AbstractHeartbeatRequestManager.onErrorResponse`,
//! `ConsumerHeartbeatRequestManager.handleSpecificExceptionInResponse`).

use super::spelling::{coordinator_node, optional};
use super::{HEARTBEATS, Lines};
use crate::client::Generation;
use crate::explain::exception;
use crate::id::BrokerId;
use crate::wire::{ApiError, ErrorCode, ErrorDetail};

const REQUEST: &str = "ConsumerGroupHeartbeatRequest";

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
            ErrorCode::NotCoordinator => format!(
                "because the group coordinator {coordinator} is incorrect. Will attempt to find the \
                 coordinator again and retry"
            ),
            ErrorCode::CoordinatorNotAvailable => format!(
                "because the group coordinator {coordinator} is not available. Will attempt to find the \
                 coordinator again and retry"
            ),
            ErrorCode::CoordinatorLoadInProgress => {
                format!("because the group coordinator {coordinator} is still loading. Will retry")
            }
            ErrorCode::FencedMemberEpoch => {
                format!("for member {member} because epoch {epoch} is fenced.")
            }
            ErrorCode::UnknownMemberId => format!("because member {member} is unknown."),
            code => return self.failed_for_good(code, &message),
        };
        let backoff_ms = self.config().map_or(0, |config| config.retry_backoff_ms);
        let text = format!("{REQUEST} failed {what} in {backoff_ms}ms: {message}");
        self.info(HEARTBEATS, &text);
    }

    /// The member has left, and the group with it. The line ends in a blank.
    pub(super) fn group_not_found(&mut self) {
        let group = self.group();
        let text =
            format!("{REQUEST} received GROUP_ID_NOT_FOUND for group {group} while unsubscribed. ");
        self.info(HEARTBEATS, &text);
    }

    /// The member does not try again.
    fn failed_for_good(&mut self, code: ErrorCode, message: &str) {
        let instance = self.config().and_then(|config| config.instance_id());
        let instance = instance.as_deref().unwrap_or("null");
        let why = match code {
            ErrorCode::InvalidRequest
            | ErrorCode::GroupMaxSizeReached
            | ErrorCode::UnsupportedAssignor => format!("{}: {message}", code.name()),
            ErrorCode::UnreleasedInstanceId => {
                format!("unreleased instance id {instance}: {message}")
            }
            ErrorCode::FencedInstanceId => format!(
                "fenced instance id {instance}: {message}. This is expected in the case that the member was \
                 removed from the group by an admin client, and another member joined using the same group \
                 instance id."
            ),
            code => format!("unexpected error {}: {message}", code.name()),
        };
        self.error(HEARTBEATS, &format!("{REQUEST} failed due to {why}"));
    }
}
