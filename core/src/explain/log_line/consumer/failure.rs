//! What a consumer logs when its coordinator is lost, and when what it asked for fails.

use super::super::part::{ClientPart as Client, MemberPart as Member, ServerPart as Server};
use super::super::phrase::{Phrase, phrase};
use super::spelling::{coordinator_node, spelled};
use super::{
    ASYNC_CONSUMER, COMMITS, COORDINATOR, COORDINATOR_REQUESTS, HEARTBEATS, Lines, MEMBERSHIP,
};
use crate::client::{CommitMode, ConsumerError, Generation, Position};
use crate::explain::consumer_error::consumer_exception;
use crate::explain::message_of;
use crate::group::MemberId;
use crate::id::{BrokerId, Offset, TopicPartition};
use crate::trace::CoordinatorLoss;
use crate::wire::ErrorCode;

impl Lines<'_, '_, '_> {
    /// `AbstractCoordinator.markCoordinatorUnknown`, and `CoordinatorRequestManager`'s.
    pub(super) fn coordinator_lost(&mut self, coordinator: BrokerId, why: CoordinatorLoss) {
        let node = coordinator_node(coordinator);
        let lost = phrase! {
            "Group coordinator ";
            ..node;
            " ";
            Member::CoordinatorLost: "is unavailable or invalid ";
        };
        let looks_again = phrase! { Member::LooksAgain: "Rediscovery will be attempted."; };
        if self.is_consumer_protocol() {
            let cause = match why {
                CoordinatorLoss::Error(error) => message_of(error),
                _ => "null",
            };
            let said = phrase! {
                ..lost;
                Member::CoordinatorCause: "due to cause: {cause}";
                ". ";
                ..looks_again;
            };
            return self.info(COORDINATOR_REQUESTS, said);
        }
        let is_disconnected = why.is_disconnected();
        let said = phrase! {
            ..lost;
            Member::CoordinatorCause: "due to cause: {}", cause(why);
            ". ";
            Member::IsDisconnected: "isDisconnected: {is_disconnected}";
            ". ";
            ..looks_again;
        };
        self.info(COORDINATOR, said);
        if !is_disconnected {
            let said = phrase! {
                Member::Disconnects: "Requesting disconnect from last known coordinator ";
                ..node;
            };
            self.info(COORDINATOR, said);
        }
    }

    /// The application has not called `poll` for too long.
    pub(super) fn poll_timed_out(&mut self) {
        let consumer = if self.is_consumer_protocol() {
            "Consumer"
        } else {
            "consumer"
        };
        let said = phrase! {
            Member::PollTimedOut: "{consumer} poll timeout has expired. ";
            Member::MaxPollInterval: "This means the time between subsequent calls to poll() was longer \
                than the configured max.poll.interval.ms";
            ", ";
            Member::SlowLoop: "which typically implies that the poll loop is spending too much time \
                processing messages. ";
            "You can address this either ";
            Member::MoreTime: "by increasing max.poll.interval.ms ";
            Member::FewerRecords: "or by reducing the maximum size of batches returned in poll() with \
                max.poll.records.";
        };
        self.warn(self.class(COORDINATOR, HEARTBEATS), said);
    }

    /// It calls `poll` after that time (`AbstractHeartbeatRequestManager.resetPollTimer`).
    pub(super) fn polled_late(&mut self, member: &MemberId, late_by_ms: u64) {
        let said = phrase! {
            Member::PolledLate: "Time between subsequent calls to poll() was longer than the configured \
                max.poll.interval.ms, exceeded approximately by {late_by_ms} ms. ";
            Member::RejoinsNow: "Member {} will rejoin the group now.", member.0;
        };
        self.warn(HEARTBEATS, said);
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
                let said = phrase! {
                    Member::CommitFailed: "OffsetCommit failed ";
                    Member::UnknownMember: "with UNKNOWN_MEMBER_ID";
                };
                self.error(COMMITS, said);
            }
            return;
        }
        let said = phrase! {
            Member::CommitFailed: "Offset commit failed ";
            Server::Partition: "on partition {} ", self.names.partition(partition);
            Member::OffsetsToCommit: "at offset {offset}";
            ": ";
            Client::ErrorMessage: "{}", message_of(error);
        };
        if error.is_retriable() {
            self.warn(COORDINATOR, said);
        } else {
            self.error(COORDINATOR, said);
        }
    }

    /// `AbstractCoordinator.JoinGroupResponseHandler`.
    pub(super) fn join_failed(
        &mut self,
        error: ErrorCode,
        generation: &Generation,
        coordinator: Option<BrokerId>,
    ) {
        let said = match error {
            ErrorCode::CoordinatorLoadInProgress => phrase! {
                Member::JoinFailed: "JoinGroup failed: ";
                "Coordinator ";
                ..coordinator.map_or_else(|| phrase! { "null"; }, coordinator_node);
                " ";
                Member::Loading: "is loading the group.";
            },
            ErrorCode::RebalanceInProgress => phrase! {
                Member::JoinFailed: "JoinGroup failed ";
                "due to non-fatal error: ";
                Server::ErrorCode: "REBALANCE_IN_PROGRESS";
                ", ";
                Member::ReplicationTimeout: "which could indicate a replication timeout on the broker. ";
                Server::Retrying: "Will retry.";
            },
            _ => match self.membership_failed(error, generation) {
                Some(why) => phrase! { Member::JoinFailed: "JoinGroup failed: "; ..why; },
                None => return self.join_failed_for_good(error),
            },
        };
        self.write_failure(error, said);
    }

    fn join_failed_for_good(&mut self, error: ErrorCode) {
        let kind = match error {
            ErrorCode::InconsistentGroupProtocol
            | ErrorCode::InvalidSessionTimeout
            | ErrorCode::InvalidGroupId
            | ErrorCode::GroupMaxSizeReached => "fatal",
            _ => "unexpected",
        };
        let said = phrase! {
            Member::JoinFailed: "JoinGroup failed ";
            Member::FatalError: "due to {kind} error: ";
            Client::ErrorMessage: "{}", message_of(error);
        };
        self.error(COORDINATOR, said);
    }

    /// `AbstractCoordinator.SyncGroupResponseHandler`.
    pub(super) fn sync_failed(&mut self, error: ErrorCode, generation: &Generation) {
        let why = match error {
            ErrorCode::RebalanceInProgress => Some(phrase! {
                Member::Overtaken: "The group began another rebalance. ";
                Member::NeedsRejoin: "Need to re-join the group. ";
                ..sent(generation);
            }),
            _ => self.membership_failed(error, generation),
        };
        if let Some(why) = why {
            let said = phrase! { Member::SyncFailed: "SyncGroup failed: "; ..why; };
            self.write_failure(error, said);
        }
    }

    /// What a refused join and a refused sync have in common.
    fn membership_failed(&self, error: ErrorCode, generation: &Generation) -> Option<Phrase> {
        let message = message_of(error);
        Some(match error {
            ErrorCode::UnknownMemberId | ErrorCode::IllegalGeneration => phrase! {
                Client::ErrorMessage: "{message} ";
                Member::NeedsRejoin: "Need to re-join the group. ";
                ..sent(generation);
            },
            ErrorCode::CoordinatorNotAvailable | ErrorCode::NotCoordinator => phrase! {
                Client::ErrorMessage: "{message} ";
                Member::CoordinatorLost: "Marking coordinator unknown. ";
                ..sent(generation);
            },
            ErrorCode::FencedInstanceId => phrase! {
                Member::InstanceFenced: "The group instance id {} has been fenced by another instance. ",
                    self.instance();
                ..sent(generation);
            },
            _ => return None,
        })
    }

    fn write_failure(&mut self, error: ErrorCode, said: Phrase) {
        match error {
            ErrorCode::FencedInstanceId => self.error(COORDINATOR, said),
            _ => self.info(COORDINATOR, said),
        }
    }

    /// `AbstractCoordinator.HeartbeatResponseHandler`.
    pub(super) fn heartbeat_failed(&mut self, error: ErrorCode, generation: &Generation) {
        let said = phrase! {
            Member::HeartbeatRefused: "Attempt to heartbeat ";
            "with ";
            ..spelled(generation);
            " and ";
            Client::InstanceId: "group instance id {} ", self.instance();
            Server::ErrorCode: "failed due to {}", error.name();
            ", ";
            Member::GenerationReset: "resetting generation";
        };
        self.info(COORDINATOR, said);
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
        if self.is_consumer_protocol() {
            return self.commit_given_up_by_manager(mode, &offsets);
        }
        let message = consumer_exception(error, self.names).message;
        let failed = phrase! {
            Member::CommitFailed: "failed: ";
            Client::ErrorMessage: "{message}";
        };
        match mode {
            CommitMode::Async => self.error(COORDINATOR, commit_by_call_failed(&offsets)),
            CommitMode::Auto => {
                let said = phrase! {
                    Member::AutoCommit: "Asynchronous auto-commit ";
                    Member::OffsetsToCommit: "of offsets {offsets} ";
                    ..failed;
                };
                self.warn(COORDINATOR, said);
            }
            CommitMode::BeforeJoin => {
                let said = phrase! {
                    Member::AutoCommitBeforeJoin: "Asynchronous auto-commit of offsets ";
                    ..failed;
                    ". ";
                    Member::JoinsAnyway: "Will continue to join group.";
                };
                self.error(COORDINATOR, said);
            }
            CommitMode::Close => {
                let said = phrase! {
                    Member::AutoCommitOnClose: "Synchronous auto-commit ";
                    Member::OffsetsToCommit: "of offsets {offsets} ";
                    ..failed;
                };
                self.warn(COORDINATOR, said);
            }
            // Its call throws.
            CommitMode::Sync => {}
        }
    }

    /// The same in the consumer protocol, which does not say why.
    fn commit_given_up_by_manager(&mut self, mode: CommitMode, offsets: &str) {
        let auto_commit_failed = |kind: Member| {
            phrase! {
                kind: "Auto-commit ";
                Member::OffsetsToCommit: "of offsets {offsets} ";
                Member::CommitFailed: "failed";
            }
        };
        match mode {
            CommitMode::Async => self.error(ASYNC_CONSUMER, commit_by_call_failed(offsets)),
            CommitMode::Auto => self.warn(COMMITS, auto_commit_failed(Member::AutoCommit)),
            CommitMode::BeforeJoin => {
                let said = auto_commit_failed(Member::AutoCommitBeforeJoin);
                self.warn(COMMITS, said);
                let said = phrase! {
                    Member::AutoCommitBeforeJoin: "Auto-commit request before reconciling new assignment ";
                    Member::CommitFailed: "failed. ";
                    Member::JoinsAnyway: "Will proceed with the reconciliation anyway.";
                };
                self.error(MEMBERSHIP, said);
            }
            CommitMode::Close => {
                let said = phrase! {
                    Member::CommitFailed: "Failed ";
                    Member::AutoCommitOnClose: "to auto-commit offsets";
                };
                self.error(ASYNC_CONSUMER, said);
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

fn commit_by_call_failed(offsets: &str) -> Phrase {
    phrase! {
        Member::CommitByCall: "Offset commit ";
        Member::OffsetsToCommit: "with offsets {offsets} ";
        Member::CommitFailed: "failed";
    }
}

/// The generation that a refused request bore.
fn sent(generation: &Generation) -> Phrase {
    phrase! {
        Member::SentGeneration: "Sent generation was ";
        ..spelled(generation);
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
