//! What a consumer reads, and what it has asked for: for whoever explains that.

use std::sync::Arc;

use super::application::Step;
use super::commit::PendingCommit;
use super::membership::{ConsumerMemberState, Join, LocalAssignment, MemberState};
use super::network::InFlightRequest;
use super::{Choice, Consumer};
use crate::client::Asked;
use crate::group::assignor::NamedPartition;
use crate::id::{BrokerId, Offset, PartitionIndex, TopicPartition};
use crate::sim::ConnectionId;
use crate::time::{Span, Time};
use crate::trace::RejoinReason;

/// What a member's next step towards its partitions waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum MemberAwaits {
    /// That its application calls `poll`: nobody else goes on.
    Poll,
    /// That it knows its coordinator.
    Coordinator,
    /// The end of a pause after a join that was refused, or a heartbeat that was.
    Pause,
    /// The answer to the commit before it gives partitions up.
    Commit,
    /// The answer to its join.
    Join(Asked),
    /// Its assignment.
    Sync(Asked),
    /// The answer to a heartbeat of the consumer protocol.
    Heartbeat(Asked),
    /// Its next heartbeat: only then it says what it has reconciled.
    NextHeartbeat,
}

/// Where a commit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommitProgress {
    /// It was sent.
    Sent(Asked),
    /// It pauses before it is sent again.
    Pauses,
    /// It waits until the coordinator is known.
    Waits,
}

impl Consumer {
    /// The partitions that it is to read.
    pub(crate) fn assignment(&self) -> Vec<(Arc<str>, PartitionIndex)> {
        let mut assigned = Vec::new();
        if let Choice::Assigned(chosen) = &self.subscription.choice {
            for one in chosen {
                assigned.push((Arc::clone(&one.topic), one.index));
            }
            return assigned;
        }
        for partition in self.subscription.partitions.keys() {
            if let Some(topic) = self.cluster.name_of(partition.topic) {
                assigned.push((topic, partition.partition));
            }
        }
        assigned
    }

    /// Whether a heartbeat of its has no answer yet, in either protocol.
    #[must_use]
    pub(crate) fn heartbeat_is_under_way(&self) -> bool {
        self.heartbeat_asked().is_some()
    }

    /// What it has asked for records of a partition from its position on, or for a position.
    #[must_use]
    pub(crate) fn reads_on(
        &self,
        partition: TopicPartition,
        from: Option<Offset>,
    ) -> Option<Asked> {
        self.asked(&|asked| asked.is_about(partition, from))
    }

    /// A fetch of its that a broker has not answered: it sends no other there before.
    #[must_use]
    pub(crate) fn fetches_from(&self, broker: BrokerId) -> Option<Asked> {
        let connection = self.cluster.connection(broker);
        let requests = self.in_flight.get(&connection)?;
        let ahead = requests.iter().position(InFlightRequest::is_fetch)?;
        Some(Asked::on(connection, ahead))
    }

    /// Whether something of a partition was fetched that waits for the next call of `poll`.
    #[must_use]
    pub(crate) fn has_fetched(&self, partition: TopicPartition) -> bool {
        let mut buffer = self.buffer.iter();
        buffer.any(|fetched| fetched.partition == partition && fetched.records_left() > 0)
    }

    /// What its next step towards its partitions waits for, in either protocol; nothing once it has what it
    /// knows that it is to have, and while it is to have nothing.
    #[must_use]
    pub(crate) fn member_awaits(&self) -> Option<MemberAwaits> {
        let is_over = matches!(self.application.step, Step::Closing | Step::Closed);
        if !self.subscription.is_by_group() || is_over || self.membership.failed.is_some() {
            return None;
        }
        match self.config.is_consumer_protocol() {
            true => self.consumer_member_awaits(),
            false => self.classic_member_awaits(),
        }
    }

    /// Whether it looks at no position before it knows its coordinator (`ConsumerCoordinator.poll`).
    #[must_use]
    pub(crate) fn needs_coordinator_for_positions(&self) -> bool {
        !self.config.is_consumer_protocol()
            && self.subscription.is_by_group()
            && self.application.step == Step::Polling
            && self.coordinator.broker.is_none()
    }

    /// The topics to which its application subscribes as it starts.
    #[must_use]
    pub(crate) fn first_topics(&self) -> &[Arc<str>] {
        match self.application.spec.by_hand {
            true => &[],
            false => &self.spec.subscribe,
        }
    }

    /// Whether its application has closed it.
    #[must_use]
    pub(crate) fn is_closed(&self) -> bool {
        self.application.step == Step::Closed
    }

    fn classic_member_awaits(&self) -> Option<MemberAwaits> {
        if let Some(join) = self.asked(&|asked| *asked == InFlightRequest::Join) {
            return Some(MemberAwaits::Join(join));
        }
        if let Some(sync) = self.asked(&|asked| matches!(asked, InFlightRequest::Sync(_))) {
            return Some(MemberAwaits::Sync(sync));
        }
        let is_settled = self.membership.join == Join::None
            && !self.membership.must_join
            && self.membership.state == MemberState::Stable;
        if is_settled {
            return (self.coordinator.broker.is_none()).then_some(MemberAwaits::Coordinator);
        }
        Some(match self.application.step {
            Step::Polling if self.coordinator.broker.is_none() => MemberAwaits::Coordinator,
            Step::Polling if self.membership.pauses => MemberAwaits::Pause,
            Step::Polling if self.commits_before_join() => MemberAwaits::Commit,
            _ => MemberAwaits::Poll,
        })
    }

    fn consumer_member_awaits(&self) -> Option<MemberAwaits> {
        use ConsumerMemberState as State;
        let heartbeat = self.asked(&|asked| *asked == InFlightRequest::ConsumerHeartbeat);
        match self.membership.consumer_state {
            State::Unsubscribed | State::Stale => Some(MemberAwaits::Poll),
            State::Fatal => None,
            State::Reconciling if self.application.step != Step::Polling => {
                Some(MemberAwaits::Poll)
            }
            State::Reconciling if self.commits_before_reconciling() => Some(MemberAwaits::Commit),
            _ if self.coordinator.broker.is_none() => Some(MemberAwaits::Coordinator),
            State::Stable => None,
            State::Acknowledging if heartbeat.is_none() => Some(MemberAwaits::NextHeartbeat),
            _ => Some(heartbeat.map_or(MemberAwaits::Pause, MemberAwaits::Heartbeat)),
        }
    }

    /// The partition of which `commitSync` was given an offset, and of which the client has not heard.
    #[must_use]
    pub(crate) fn awaits_partition(&self) -> Option<&NamedPartition> {
        Some(&self.named_commit.as_ref()?.partition)
    }

    /// Whether it runs and does not have a partition that its coordinator believes it to have.
    #[must_use]
    pub(crate) fn has_given_up(&self, partition: TopicPartition) -> bool {
        self.is_running && !self.subscription.partitions.contains_key(&partition)
    }

    /// Whether it is in no group any more, or on its way out, whatever its coordinator knows of that.
    #[must_use]
    pub(crate) fn is_out_of_group(&self) -> bool {
        use ConsumerMemberState as State;
        let is_over = matches!(self.application.step, Step::Closing | Step::Closed);
        let state = self.membership.consumer_state;
        let has_left = self.config.is_consumer_protocol()
            && matches!(state, State::Unsubscribed | State::Fatal);
        is_over || has_left || !self.subscription.is_by_group()
    }

    /// Whether it runs as no member, and was a static one, which may come back to what it had.
    #[must_use]
    pub(crate) fn has_left_for_a_while(&self) -> bool {
        // One that closes is a member until it has committed.
        let is_closing = self.application.step == Step::Closing;
        let is_static = self.config.instance_id().is_some();
        self.is_running && is_static && !is_closing && self.is_out_of_group()
    }

    /// Whether a member of the consumer protocol has all that it was told to have, and has to take note of that in
    /// `poll`.
    #[must_use]
    pub(crate) fn gets_nothing_new(&self) -> bool {
        let ahead = self.assignment_ahead();
        ahead.is_some_and(|ahead| self.subscription.has_all(&ahead.partitions))
    }

    /// The assignment that it is on its way to: the one that it has begun with, or else the one that it was told.
    fn assignment_ahead(&self) -> Option<&LocalAssignment> {
        let reconciling = self.membership.reconciling.as_ref();
        reconciling.or(self.membership.target.as_ref())
    }

    /// What a member of the consumer protocol has and was told not to have any more.
    #[must_use]
    pub(crate) fn to_give_up(&self) -> Vec<TopicPartition> {
        let ahead = self.assignment_ahead();
        ahead.map_or_else(Vec::new, |ahead| {
            self.subscription.surplus(&ahead.partitions)
        })
    }

    /// Why it is to join again, in the classic protocol, if it is.
    #[must_use]
    pub(crate) fn joins_since(&self) -> Option<&RejoinReason> {
        let reason = self.membership.rejoin_reason.as_ref();
        reason.filter(|_| self.membership.must_join)
    }

    /// What it has asked for its coordinator, if it has.
    #[must_use]
    pub(crate) fn looks_for_coordinator(&self) -> Option<Asked> {
        self.asked(&|asked| *asked == InFlightRequest::FindCoordinator)
    }

    /// When it asks who coordinates its group, if it looks at that time whom to ask: while it may connect to no broker
    /// it looks again after every `retry.backoff.ms`.
    #[must_use]
    pub(crate) fn asks_for_coordinator_at(&self, looks_at: Time) -> Time {
        let Err(Some(until)) = self.cluster.least_loaded(|_| 0, looks_at) else {
            return looks_at;
        };
        let backoff = Span::from_ms(self.config.retry_backoff_ms.max(1)).0;
        let pauses = until.since(looks_at).0.div_ceil(backoff);
        looks_at + Span(pauses.saturating_mul(backoff))
    }

    /// The connection on which a classic member sends heartbeats, if it is in a generation.
    #[must_use]
    pub(crate) fn heartbeats_on(&self) -> Option<ConnectionId> {
        let sends = !self.config.is_consumer_protocol() && self.is_in_generation();
        self.coordinator_connection().filter(|_| sends)
    }

    /// A heartbeat of its that is unanswered, in either protocol.
    #[must_use]
    pub(crate) fn heartbeat_asked(&self) -> Option<Asked> {
        self.asked(&|asked| {
            matches!(
                asked,
                InFlightRequest::Heartbeat(_) | InFlightRequest::ConsumerHeartbeat
            )
        })
    }

    /// Its oldest commit that has no answer, and where it is.
    #[must_use]
    pub(crate) fn first_commit(&self) -> Option<(&PendingCommit, CommitProgress)> {
        for (connection, requests) in &self.in_flight {
            for (ahead, asked) in requests.iter().enumerate() {
                if let InFlightRequest::Commit(commit) = asked {
                    let asked = Asked::on(*connection, ahead);
                    return Some((commit, CommitProgress::Sent(asked)));
                }
            }
        }
        let commit = self.waiting_commits.first()?;
        Some(match self.commit_pauses {
            true => (commit, CommitProgress::Pauses),
            false => (commit, CommitProgress::Waits),
        })
    }

    /// Whether the call that its application is in waits for as long as the configuration says, and not the
    /// application.
    #[must_use]
    pub(crate) fn waits_by_configuration(&self) -> bool {
        self.call_timeout_ms == self.config.default_api_timeout_ms
    }

    fn asked(&self, which: &dyn Fn(&InFlightRequest) -> bool) -> Option<Asked> {
        for (connection, requests) in &self.in_flight {
            if let Some(ahead) = requests.iter().position(which) {
                return Some(Asked::on(*connection, ahead));
            }
        }
        None
    }
}
