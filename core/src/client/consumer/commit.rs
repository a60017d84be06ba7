//! Commits: by themselves inside `poll`, before a rebalance and at the end, and those that the application
//! asks for (`ConsumerCoordinator.sendOffsetCommitRequest`).

use serde::{Deserialize, Serialize};

use super::Consumer;
use super::application::{Step, Then};
use super::error::{CommitObstacle, ConsumerError};
use super::membership::MemberState;
use super::network::InFlightRequest;
use super::subscription::Position;
use crate::group::assignor::NamedPartition;
use crate::group::classic::OffsetCommitter;
use crate::id::{GenerationId, GroupEpoch, Offset, TopicPartition};
use crate::java_hash_map::{
    DEFAULT_CAPACITY, bucket_count, bucket_of_hash, order_by_topic, partition_hash_code,
};
use crate::sim::{Out, Timer};
use crate::sorted::sort_by;
use crate::time::Span;
use crate::trace::{ConsumerEvent, Event};
use crate::wire::{
    CommittedOffset, OffsetCommitPartition, OffsetCommitRequest, OffsetCommitResponse, Request,
};

/// For what a commit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CommitMode {
    /// By itself, since the interval is over (`auto.commit.interval.ms`).
    Auto,
    /// By itself, before the member joins again.
    BeforeJoin,
    /// By itself, as the consumer is closed.
    Close,
    /// `commitSync`.
    Sync,
    /// `commitAsync`.
    Async,
}

/// A commit that is under way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct PendingCommit {
    pub(super) mode: CommitMode,
    pub(super) offsets: Vec<(TopicPartition, Position)>,
    pub(super) generation: Option<GenerationId>,
    /// Whether nobody waits for it any more: the time of its call was up.
    pub(super) is_withdrawn: bool,
}

impl PendingCommit {
    /// The first partition of it, and the offset.
    pub(crate) fn first(&self) -> Option<(TopicPartition, Offset)> {
        let (partition, position) = self.offsets.first()?;
        Some((*partition, position.offset))
    }

    /// Whether an application waits for it in `commitSync`.
    pub(crate) fn has_caller(&self) -> bool {
        self.mode == CommitMode::Sync && !self.is_withdrawn
    }
}

impl Consumer {
    /// The application calls `commitSync` or `commitAsync`, and goes on to something else after it.
    pub(super) fn call_commit(
        &mut self,
        mode: CommitMode,
        offsets: Vec<(TopicPartition, Position)>,
        then: Then,
        out: &mut Out<'_>,
    ) {
        if mode == CommitMode::Sync {
            self.begin_commit(then, out);
        }
        self.commit(mode, offsets, out);
    }

    /// The application waits for its commit.
    pub(super) fn begin_commit(&mut self, then: Then, out: &mut Out<'_>) {
        self.begin(Step::Committing, self.config.default_api_timeout_ms, out);
        self.application.then = then;
    }

    /// Commits positions. Where the coordinator is not known it is looked for first.
    pub(super) fn commit(
        &mut self,
        mode: CommitMode,
        offsets: Vec<(TopicPartition, Position)>,
        out: &mut Out<'_>,
    ) {
        let commit = PendingCommit {
            mode,
            offsets,
            generation: self.membership.generation,
            is_withdrawn: false,
        };
        if commit.offsets.is_empty() {
            return self.commit_done(&commit, out);
        }
        // Whoever waits looks for the coordinator before anything else (`coordinatorUnknownAndUnreadySync`).
        let looks_first = mode == CommitMode::Sync && self.coordinator.broker.is_none();
        match self.committer() {
            Err(obstacle) if !looks_first => self.not_committed(&commit, obstacle, out),
            _ => {
                self.waiting_commits.push(commit);
                self.send_waiting_commits(out);
            }
        }
    }

    /// The time of `commitSync` is up: what has not been sent is not sent any more, and what is answered too
    /// late is nobody's.
    pub(super) fn commit_timed_out(&mut self) -> ConsumerError {
        let is_sync = |commit: &PendingCommit| commit.mode == CommitMode::Sync;
        let mut offsets = Vec::new();
        let waiting = self.waiting_commits.iter().find(|it| is_sync(it));
        let mut sent = waiting;
        for request in self.in_flight.values().flatten() {
            if let InFlightRequest::Commit(commit) = request
                && is_sync(commit)
                && !commit.is_withdrawn
            {
                sent = Some(commit);
            }
        }
        for (partition, position) in sent.map_or(&[][..], |commit| &commit.offsets) {
            if let Some(named) = self.cluster.named(*partition) {
                offsets.push((named, position.offset, position.epoch));
            }
        }
        if let Some(commit) = &self.named_commit {
            offsets.push((commit.partition.clone(), commit.offset, None));
        }
        // As Java prints its `HashMap`.
        let buckets = bucket_count(DEFAULT_CAPACITY, offsets.len());
        let place = |of: &NamedPartition| {
            bucket_of_hash(partition_hash_code(&of.topic, of.partition.0), buckets)
        };
        sort_by(&mut offsets, |one, other| place(&one.0) < place(&other.0));
        self.waiting_commits.retain(|it| !is_sync(it));
        for request in self.in_flight.values_mut().flatten() {
            if let InFlightRequest::Commit(commit) = request {
                commit.is_withdrawn |= commit.mode == CommitMode::Sync;
            }
        }
        if self.config.is_consumer_protocol() {
            return ConsumerError::FutureTimeout;
        }
        ConsumerError::CommitTimeout {
            after_ms: self.call_timeout_ms,
            offsets,
        }
    }

    /// Sends what waits for a coordinator.
    pub(super) fn send_waiting_commits(&mut self, out: &mut Out<'_>) {
        if self.waiting_commits.is_empty() || self.commit_pauses {
            return;
        }
        let Some(connection) = self.coordinator_connection() else {
            return self.find_coordinator(out);
        };
        for mut commit in core::mem::take(&mut *self.waiting_commits) {
            let committer = match self.committer() {
                Ok(committer) => committer,
                Err(obstacle) => {
                    self.not_committed(&commit, obstacle, out);
                    continue;
                }
            };
            commit.generation = committer.generation;
            let mut partitions = Vec::new();
            for (partition, position) in &commit.offsets {
                partitions.push(OffsetCommitPartition {
                    partition: *partition,
                    committed: CommittedOffset {
                        offset: position.offset,
                        leader_epoch: position.epoch,
                        metadata: "".into(),
                    },
                });
            }
            let request = Request::OffsetCommit(OffsetCommitRequest {
                committer,
                partitions,
            });
            self.ask_on(connection, request, InFlightRequest::Commit(commit), out);
        }
    }

    /// Why a commit that waits for a coordinator will not be sent once that is known.
    pub(super) fn obstacle_to_commit(&self) -> Option<ConsumerError> {
        self.committer().err().map(unsent)
    }

    /// Who commits: a member of its generation, or a consumer whose application chose its partitions.
    fn committer(&self) -> Result<OffsetCommitter, CommitObstacle> {
        let mut committer = OffsetCommitter {
            group_id: self.group_id(),
            member_id: None,
            instance_id: None,
            generation: None,
            is_transactional: false,
        };
        if !self.subscription.is_by_group() {
            return Ok(committer);
        }
        committer.member_id = self.membership.member_id.clone();
        committer.instance_id = self.config.instance_id();
        if self.config.is_consumer_protocol() {
            // Without an epoch the coordinator decides. Its id it says once it has had an epoch
            // (`AbstractMembershipManager.updateMemberEpoch`).
            let GroupEpoch(epoch) = self.membership.epoch;
            committer.generation = (epoch > 0).then_some(GenerationId(epoch));
            if !self.membership.has_had_epoch {
                committer.member_id = None;
            }
            return Ok(committer);
        }
        committer.generation = self.membership.generation;
        match self.membership.state {
            MemberState::Stable => Ok(committer),
            MemberState::Unjoined => Err(CommitObstacle::NotSent),
            _ => Err(CommitObstacle::Stale),
        }
    }

    fn not_committed(
        &mut self,
        commit: &PendingCommit,
        obstacle: CommitObstacle,
        out: &mut Out<'_>,
    ) {
        self.commit_raised(commit, unsent(obstacle), out);
    }

    /// What a commit that failed for good means to whom it is for.
    pub(super) fn commit_raised(
        &mut self,
        commit: &PendingCommit,
        error: ConsumerError,
        out: &mut Out<'_>,
    ) {
        if commit.mode == CommitMode::Sync {
            if self.is_waited_for(commit) {
                self.raise(error, out);
            }
            return;
        }
        out.trace(Event::consumer(ConsumerEvent::CommitGivenUp {
            mode: commit.mode,
            offsets: commit.offsets.clone(),
            error,
        }));
        if commit.mode == CommitMode::Close {
            self.closing_commit = false;
        }
    }

    /// Whether a `commitSync` waits for it to return.
    fn is_waited_for(&self, commit: &PendingCommit) -> bool {
        self.application.step == Step::Committing && !commit.is_withdrawn
    }

    fn commit_done(&mut self, commit: &PendingCommit, out: &mut Out<'_>) {
        match commit.mode {
            CommitMode::Sync if self.is_waited_for(commit) => {
                let then = core::mem::take(&mut self.application.then);
                out.cancel_timer(Timer::CallEnd);
                match then {
                    Then::Rest => self.rest(out),
                    then => self.go_after_commit(then, out),
                }
            }
            CommitMode::Close => self.closing_commit = false,
            _ => {}
        }
    }

    pub(super) fn on_commit_response(
        &mut self,
        commit: PendingCommit,
        response: OffsetCommitResponse,
        out: &mut Out<'_>,
    ) {
        let (mut committed, mut failed) = (Vec::new(), Vec::new());
        for (place, (partition, result)) in response.partitions.iter().enumerate() {
            let sent = commit.offsets.iter().find(|(of, _)| of == partition);
            let Some((_, position)) = sent else {
                continue;
            };
            match result {
                Ok(()) => committed.push((*partition, position.offset)),
                Err(_) => {
                    let named = self.cluster.named(*partition);
                    failed.extend(named.map(|named| (named, place)));
                }
            }
        }
        // The first one that failed decides, and nobody looks at those behind it
        // (`OffsetCommitResponseHandler`).
        let is_by_hand = matches!(commit.mode, CommitMode::Sync | CommitMode::Async);
        let capacity = match is_by_hand {
            true => commit.offsets.len() * 4 / 3 + 1,
            false => DEFAULT_CAPACITY,
        };
        order_by_topic(&mut failed, capacity);
        let first = failed.first().map_or(0, |(_, place)| *place);
        let failure = match response.partitions.get(first) {
            Some((partition, Err(error))) => Some((*partition, *error)),
            _ => None,
        };
        let mut sent = commit.offsets.iter();
        if let Some((partition, error)) = failure
            && let Some((_, position)) = sent.find(|(of, _)| *of == partition)
        {
            out.trace(Event::consumer(ConsumerEvent::CommitFailed {
                partition,
                offset: position.offset,
                error,
            }));
        }
        if !committed.is_empty() {
            out.trace(Event::consumer(ConsumerEvent::OffsetsCommitted {
                mode: commit.mode,
                offsets: committed,
            }));
        }
        match failure {
            None => self.commit_done(&commit, out),
            Some((_, error)) => self.commit_failed(commit, error, out),
        }
        self.go_on(out);
    }

    pub(super) fn on_commit_timer(&mut self, out: &mut Out<'_>) {
        self.commit_pauses = false;
        self.send_waiting_commits(out);
        self.go_on(out);
    }

    /// The interval begins anew (`nextAutoCommitTimer`).
    pub(super) fn restart_auto_commit(&mut self, out: &mut Out<'_>) {
        if self.config.commits_by_itself() {
            let interval = Span::from_ms(self.config.auto_commit_interval_ms);
            self.auto_commit_at = Some(out.now() + interval);
            out.set_timer(Timer::AutoCommit, interval);
        }
    }

    /// Commits what earlier calls of `poll` brought, if the interval is over: inside `poll` and nowhere else
    /// (`maybeAutoCommitOffsetsAsync`).
    pub(super) fn auto_commit_if_due(&mut self, out: &mut Out<'_>) {
        if !self.config.commits_by_itself() {
            return;
        }
        let Some(at) = self.auto_commit_at else {
            return self.restart_auto_commit(out);
        };
        if at > out.now() {
            return;
        }
        self.restart_auto_commit(out);
        let is_by_itself = |commit: &PendingCommit| match commit.mode {
            CommitMode::Auto => true,
            // Both are one in the consumer protocol (`CommitRequestManager.requestAutoCommit`).
            CommitMode::BeforeJoin => self.config.is_consumer_protocol(),
            _ => false,
        };
        let is_under_way = self.is_under_way(&|asked| match asked {
            InFlightRequest::Commit(commit) => is_by_itself(commit),
            _ => false,
        });
        if !is_under_way && !self.waiting_commits.iter().any(is_by_itself) {
            let offsets = self.subscription.consumed();
            self.commit(CommitMode::Auto, offsets, out);
        }
    }
}

/// What is thrown of a commit that a client does not even send.
fn unsent(obstacle: CommitObstacle) -> ConsumerError {
    match obstacle {
        CommitObstacle::Stale => ConsumerError::RebalanceInProgress(CommitObstacle::NotSent),
        _ => ConsumerError::CommitFailed(CommitObstacle::NotSent),
    }
}
