//! What a consumer logs when its coordinator is lost, and when what it asked for fails.

use super::spelling::{coordinator_node, spelled};
use super::{
    ASYNC_CONSUMER, COMMITS, COORDINATOR, COORDINATOR_REQUESTS, HEARTBEATS, Lines, MEMBERSHIP,
};
use crate::client::{CommitMode, ConsumerError, Generation, Position};
use crate::explain::consumer_error::consumer_exception;
use crate::explain::message_of;
use crate::id::{BrokerId, Offset, TopicPartition};
use crate::trace::CoordinatorLoss;
use crate::wire::ErrorCode;

impl Lines<'_, '_, '_> {
    /// `AbstractCoordinator.markCoordinatorUnknown`, and `CoordinatorRequestManager`'s.
    pub(super) fn coordinator_lost(&mut self, coordinator: BrokerId, why: CoordinatorLoss) {
        let node = coordinator_node(coordinator);
        if self.is_consumer_protocol() {
            let cause = match why {
                CoordinatorLoss::Error(error) => message_of(error),
                _ => "null",
            };
            let text = format!(
                "Group coordinator {node} is unavailable or invalid due to cause: {cause}. Rediscovery \
                 will be attempted."
            );
            return self.info(COORDINATOR_REQUESTS, &text);
        }
        let is_disconnected = why.is_disconnected();
        let text = format!(
            "Group coordinator {node} is unavailable or invalid due to cause: {}. isDisconnected: \
             {is_disconnected}. Rediscovery will be attempted.",
            cause(why)
        );
        self.info(COORDINATOR, &text);
        if !is_disconnected {
            let text = format!("Requesting disconnect from last known coordinator {node}");
            self.info(COORDINATOR, &text);
        }
    }

    /// The application has not called `poll` for too long.
    pub(super) fn poll_timed_out(&mut self) {
        let consumer = if self.is_consumer_protocol() {
            "Consumer"
        } else {
            "consumer"
        };
        let text = format!(
            "{consumer} poll timeout has expired. This means the time between subsequent calls to poll() \
             was longer than the configured max.poll.interval.ms, which typically implies that the poll \
             loop is spending too much time processing messages. You can address this either by increasing \
             max.poll.interval.ms or by reducing the maximum size of batches returned in poll() with \
             max.poll.records."
        );
        self.warn(self.class(COORDINATOR, HEARTBEATS), &text);
    }

    /// `ConsumerCoordinator.OffsetCommitResponseHandler`; `CommitRequestManager` says less.
    pub(super) fn commit_failed(
        &mut self,
        partition: TopicPartition,
        offset: Offset,
        error: ErrorCode,
    ) {
        if self.is_consumer_protocol() {
            if error == ErrorCode::UnknownMemberId {
                self.error(COMMITS, "OffsetCommit failed with UNKNOWN_MEMBER_ID");
            }
            return;
        }
        let text = format!(
            "Offset commit failed on partition {} at offset {offset}: {}",
            self.names.partition(partition),
            message_of(error)
        );
        if error.is_retriable() {
            self.warn(COORDINATOR, &text);
        } else {
            self.error(COORDINATOR, &text);
        }
    }

    /// `AbstractCoordinator.JoinGroupResponseHandler`.
    pub(super) fn join_failed(
        &mut self,
        error: ErrorCode,
        generation: &Generation,
        coordinator: Option<BrokerId>,
    ) {
        let text = match error {
            ErrorCode::CoordinatorLoadInProgress => format!(
                "JoinGroup failed: Coordinator {} is loading the group.",
                coordinator.map_or_else(|| "null".to_owned(), coordinator_node)
            ),
            ErrorCode::RebalanceInProgress => "JoinGroup failed due to non-fatal error: \
                 REBALANCE_IN_PROGRESS, which could indicate a replication timeout on the broker. Will \
                 retry."
                .to_owned(),
            ErrorCode::InconsistentGroupProtocol
            | ErrorCode::InvalidSessionTimeout
            | ErrorCode::InvalidGroupId
            | ErrorCode::GroupMaxSizeReached => {
                let text = format!("JoinGroup failed due to fatal error: {}", message_of(error));
                return self.error(COORDINATOR, &text);
            }
            _ => match self.membership_failed("JoinGroup", error, generation) {
                Some(text) => text,
                None => {
                    let message = message_of(error);
                    let text = format!("JoinGroup failed due to unexpected error: {message}");
                    return self.error(COORDINATOR, &text);
                }
            },
        };
        self.write_failure(error, &text);
    }

    /// `AbstractCoordinator.SyncGroupResponseHandler`.
    pub(super) fn sync_failed(&mut self, error: ErrorCode, generation: &Generation) {
        let text = match error {
            ErrorCode::RebalanceInProgress => Some(format!(
                "SyncGroup failed: The group began another rebalance. Need to re-join the group. Sent \
                 generation was {}",
                spelled(generation)
            )),
            _ => self.membership_failed("SyncGroup", error, generation),
        };
        if let Some(text) = text {
            self.write_failure(error, &text);
        }
    }

    /// What a refused join and a refused sync have in common.
    fn membership_failed(
        &self,
        request: &str,
        error: ErrorCode,
        generation: &Generation,
    ) -> Option<String> {
        let sent = spelled(generation);
        let message = message_of(error);
        Some(match error {
            ErrorCode::UnknownMemberId | ErrorCode::IllegalGeneration => format!(
                "{request} failed: {message} Need to re-join the group. Sent generation was {sent}"
            ),
            ErrorCode::CoordinatorNotAvailable | ErrorCode::NotCoordinator => format!(
                "{request} failed: {message} Marking coordinator unknown. Sent generation was {sent}"
            ),
            ErrorCode::FencedInstanceId => format!(
                "{request} failed: The group instance id {} has been fenced by another instance. Sent \
                 generation was {sent}",
                self.instance()
            ),
            _ => return None,
        })
    }

    fn write_failure(&mut self, error: ErrorCode, text: &str) {
        match error {
            ErrorCode::FencedInstanceId => self.error(COORDINATOR, text),
            _ => self.info(COORDINATOR, text),
        }
    }

    /// `AbstractCoordinator.HeartbeatResponseHandler`.
    pub(super) fn heartbeat_failed(&mut self, error: ErrorCode, generation: &Generation) {
        let text = format!(
            "Attempt to heartbeat with {} and group instance id {} failed due to {}, resetting generation",
            spelled(generation),
            self.instance(),
            error.name()
        );
        self.info(COORDINATOR, &text);
    }

    /// A commit that no call waits for (`ConsumerCoordinator`; `CommitRequestManager` and
    /// `AbstractMembershipManager` in the consumer protocol).
    pub(super) fn commit_given_up(
        &mut self,
        mode: CommitMode,
        offsets: &[(TopicPartition, Position)],
        error: &ConsumerError,
    ) {
        let offsets = self.offsets(offsets);
        let message = consumer_exception(error, self.names).message;
        let is_by_coordinator = self.is_consumer_protocol();
        match mode {
            CommitMode::Async => {
                let logger = if is_by_coordinator {
                    ASYNC_CONSUMER
                } else {
                    COORDINATOR
                };
                let text = format!("Offset commit with offsets {offsets} failed");
                self.error(logger, &text);
            }
            CommitMode::Auto if is_by_coordinator => {
                self.warn(COMMITS, &format!("Auto-commit of offsets {offsets} failed"));
            }
            CommitMode::Auto => {
                let text =
                    format!("Asynchronous auto-commit of offsets {offsets} failed: {message}");
                self.warn(COORDINATOR, &text);
            }
            CommitMode::BeforeJoin if is_by_coordinator => {
                self.warn(COMMITS, &format!("Auto-commit of offsets {offsets} failed"));
                self.error(
                    MEMBERSHIP,
                    "Auto-commit request before reconciling new assignment failed. Will proceed with the \
                     reconciliation anyway.",
                );
            }
            CommitMode::BeforeJoin => {
                let text = format!(
                    "Asynchronous auto-commit of offsets failed: {message}. Will continue to join group."
                );
                self.error(COORDINATOR, &text);
            }
            CommitMode::Close if is_by_coordinator => {
                self.error(ASYNC_CONSUMER, "Failed to auto-commit offsets");
            }
            CommitMode::Close => {
                let text =
                    format!("Synchronous auto-commit of offsets {offsets} failed: {message}");
                self.warn(COORDINATOR, &text);
            }
            // Its call throws.
            CommitMode::Sync => {}
        }
    }

    /// What is to be committed, `{orders-0=OffsetAndMetadata{offset=5, leaderEpoch=0, metadata=''}}`.
    fn offsets(&self, offsets: &[(TopicPartition, Position)]) -> String {
        let mut named = Vec::new();
        for (partition, position) in offsets {
            let epoch = position.epoch.map(|epoch| epoch.0.to_string());
            named.push(format!(
                "{}=OffsetAndMetadata{{offset={}, leaderEpoch={}, metadata=''}}",
                self.names.partition(*partition),
                position.offset,
                epoch.as_deref().unwrap_or("null")
            ));
        }
        format!("{{{}}}", named.join(", "))
    }
}

/// Why a coordinator is looked for anew. A request that its connection took along has failed with an
/// exception that says nothing.
fn cause(why: CoordinatorLoss) -> String {
    match why {
        CoordinatorLoss::Disconnected => "coordinator unavailable".to_owned(),
        CoordinatorLoss::DisconnectedUnanswered => "null".to_owned(),
        CoordinatorLoss::Error(error) | CoordinatorLoss::HeartbeatRefused(error) => {
            format!("error response {}", error.name())
        }
        CoordinatorLoss::SessionTimedOut => {
            "session timed out without receiving a heartbeat response".to_owned()
        }
    }
}
