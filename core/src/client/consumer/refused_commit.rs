//! A commit that its coordinator refuses: what the consumer does then (`OffsetCommitResponseHandler`).

use super::Consumer;
use super::commit::{CommitMode, PendingCommit};
use super::error::{CommitObstacle, ConsumerError};
use super::membership::MemberState;
use crate::sim::{Out, Timer};
use crate::time::Span;
use crate::trace::{CoordinatorLoss, RejoinReason};
use crate::wire::{Api, ErrorCode};

/// What a consumer does when its coordinator refuses a commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum AfterRefusal {
    /// It looks for its coordinator, and commits there once more.
    LooksForCoordinator,
    /// It commits once more, after a pause.
    CommitsAgain,
    /// It gives the commit up, which is told like this, and joins its group again.
    JoinsAgain(ConsumerError),
    /// It gives the commit up, which is told like this.
    GivesUp(ConsumerError),
}

impl Consumer {
    /// What it does when its coordinator refuses a commit.
    pub(crate) fn after_refusal(&self, commit: &PendingCommit, error: ErrorCode) -> AfterRefusal {
        let is_current = commit.generation == self.membership.generation;
        let rebalances = self.membership.state == MemberState::PreparingRebalance;
        let is_consumer_protocol = self.config.is_consumer_protocol();
        let again = match commit.mode {
            CommitMode::Async => AfterRefusal::GivesUp(error.into()),
            _ => AfterRefusal::CommitsAgain,
        };
        match error {
            ErrorCode::CoordinatorNotAvailable
            | ErrorCode::NotCoordinator
            | ErrorCode::RequestTimedOut => AfterRefusal::LooksForCoordinator,
            error if error.is_retriable() => again,
            ErrorCode::RebalanceInProgress => {
                let obstacle = CommitObstacle::Refused;
                AfterRefusal::JoinsAgain(ConsumerError::RebalanceInProgress(obstacle))
            }
            ErrorCode::UnknownMemberId | ErrorCode::IllegalGeneration
                if !is_current && rebalances =>
            {
                let obstacle = CommitObstacle::Stale;
                AfterRefusal::GivesUp(ConsumerError::RebalanceInProgress(obstacle))
            }
            ErrorCode::UnknownMemberId | ErrorCode::IllegalGeneration if is_consumer_protocol => {
                let obstacle = CommitObstacle::UnknownMember;
                AfterRefusal::GivesUp(ConsumerError::CommitFailed(obstacle))
            }
            // Whoever chose its partitions itself forgets, too.
            ErrorCode::UnknownMemberId | ErrorCode::IllegalGeneration => {
                let obstacle = CommitObstacle::Refused;
                AfterRefusal::JoinsAgain(ConsumerError::CommitFailed(obstacle))
            }
            // Whoever commits before it gives partitions back says it again with its newest epoch, nobody
            // else (`autoCommitSyncBeforeRebalanceWithRetries`, `commitSyncExceptionForError`).
            ErrorCode::StaleMemberEpoch if commit.mode == CommitMode::Sync => {
                let obstacle = CommitObstacle::StaleEpoch;
                AfterRefusal::GivesUp(ConsumerError::CommitFailed(obstacle))
            }
            ErrorCode::StaleMemberEpoch if is_consumer_protocol => again,
            error => AfterRefusal::GivesUp(error.into()),
        }
    }

    /// Whether such a commit is not made again before the next interval is over, whatever became of it: what the
    /// consumer protocol looks for is thrown by `commitAsync` alone (`CommitRequestManager.maybeResetTimerWithBackoff`).
    pub(crate) fn leaves_to_interval(&self, commit: &PendingCommit) -> bool {
        commit.mode == CommitMode::Auto && self.config.is_consumer_protocol()
    }

    pub(super) fn commit_failed(
        &mut self,
        commit: PendingCommit,
        error: ErrorCode,
        out: &mut Out<'_>,
    ) {
        match self.after_refusal(&commit, error) {
            AfterRefusal::LooksForCoordinator => {
                let lost = self.mark_coordinator_unknown(CoordinatorLoss::Error(error), out);
                self.retry_commit(commit, error, out);
                // Those that were asked for behind it hear of it behind it.
                self.coordinator_unanswered(lost, out);
            }
            AfterRefusal::CommitsAgain => self.retry_commit(commit, error, out),
            AfterRefusal::JoinsAgain(thrown) => {
                self.join_after_refusal(error, out);
                self.commit_raised(&commit, thrown, out);
            }
            AfterRefusal::GivesUp(thrown) => self.commit_raised(&commit, thrown, out),
        }
    }

    /// A member whose group rebalances keeps who it is; one that is no member of this generation any more
    /// begins anew.
    fn join_after_refusal(&mut self, error: ErrorCode, out: &mut Out<'_>) {
        if error == ErrorCode::RebalanceInProgress {
            return self.request_rejoin(RejoinReason::CommitWhileRebalancing, out);
        }
        let forgets = error != ErrorCode::IllegalGeneration;
        let reason = RejoinReason::Refused(error, Api::OffsetCommit);
        self.reset_and_rejoin(reason, forgets, out);
    }

    /// Who waits for a commit tries again after a pause; a commit that the consumer makes by itself is made
    /// again sooner than its interval says.
    fn retry_commit(&mut self, commit: PendingCommit, error: ErrorCode, out: &mut Out<'_>) {
        let backoff = Span::from_ms(self.config.retry_backoff_ms);
        match commit.mode {
            CommitMode::Sync if commit.is_withdrawn => {}
            CommitMode::Sync | CommitMode::Close => {
                self.waiting_commits.push(commit);
                self.commit_pauses = true;
                out.set_timer(Timer::Commit, backoff);
            }
            CommitMode::Auto if self.leaves_to_interval(&commit) => {}
            CommitMode::Auto | CommitMode::BeforeJoin => {
                self.auto_commit_at = Some(out.now() + backoff);
                out.set_timer(Timer::AutoCommit, backoff);
            }
            CommitMode::Async => {
                self.commit_raised(&commit, error.into(), out);
            }
        }
    }
}
