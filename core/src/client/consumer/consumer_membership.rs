//! A member of the consumer protocol (KIP-848): it joins, lives and leaves by heartbeats, and goes by itself
//! from what it has to what the coordinator wants it to have (`ConsumerMembershipManager`,
//! `ConsumerHeartbeatRequestManager`).

use super::Consumer;
use super::application::Step;
use super::commit::CommitMode;
use super::error::ConsumerError;
use super::leave::Reason;
use super::membership::{ConsumerMemberState as State, LocalAssignment};
use super::network::InFlightRequest;
use crate::group::MemberId;
use crate::group::consumer_group::{
    JOIN_GROUP_MEMBER_EPOCH, LEAVE_GROUP_MEMBER_EPOCH, LEAVE_GROUP_STATIC_MEMBER_EPOCH,
};
use crate::id::TopicPartition;
use crate::sim::{Out, Timer};
use crate::sorted::{Set, sort_by};
use crate::time::Span;
use crate::trace::{ConsumerEvent, CoordinatorLoss, Event};
use crate::uuid::client_member_id;
use crate::wire::{
    Api, ApiError, ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse, ErrorCode,
    Request,
};

impl Consumer {
    fn go_to(&mut self, to: State, out: &mut Out<'_>) {
        let from = core::mem::replace(&mut self.membership.consumer_state, to);
        if let Some(member) = self.membership.member_id.clone() {
            out.trace(Event::consumer(ConsumerEvent::Transitioned {
                member,
                epoch: self.membership.epoch,
                from,
                to,
            }));
        }
    }

    pub(super) fn on_subscription_updated(&mut self, out: &mut Out<'_>) {
        if self.membership.member_id.is_none() {
            let bits = (u128::from(out.random_bits()) << 64) | u128::from(out.random_bits());
            self.membership.member_id = Some(MemberId(client_member_id(bits).into()));
        }
        self.membership.says_all = true;
    }

    /// One pass of the group's part of `poll`. Says whether positions may be updated.
    pub(super) fn poll_membership(&mut self, out: &mut Out<'_>) -> Result<bool, ConsumerError> {
        match self.membership.consumer_state {
            State::Unsubscribed => {
                self.membership.epoch = JOIN_GROUP_MEMBER_EPOCH;
                self.go_to(State::Joining, out);
                self.find_coordinator(out);
                self.send_consumer_heartbeat(out);
            }
            State::Stale => {
                self.lose_all(out);
                self.transition_to_joining(out);
            }
            State::Reconciling => self.reconcile(out),
            State::Acknowledging => self.send_consumer_heartbeat(out),
            _ => {}
        }
        if self.coordinator.broker.is_none() {
            self.find_coordinator(out);
        }
        self.auto_commit_if_due(out);
        Ok(true)
    }

    /// The coordinator is known: what a member has to say it says at once.
    pub(super) fn on_coordinator_found(&mut self, out: &mut Out<'_>) {
        if self.config.is_consumer_protocol() && self.subscription.is_by_group() {
            self.send_consumer_heartbeat(out);
        }
    }

    fn transition_to_joining(&mut self, out: &mut Out<'_>) {
        self.membership.epoch = JOIN_GROUP_MEMBER_EPOCH;
        self.membership.says_all = true;
        self.membership.forget_assignment();
        self.go_to(State::Joining, out);
        self.send_consumer_heartbeat(out);
    }

    fn lose_all(&mut self, out: &mut Out<'_>) {
        let assigned = self.subscription.assigned();
        if !assigned.is_empty() {
            out.trace(Event::consumer(ConsumerEvent::PartitionsLost(assigned)));
            self.take_assignment(&[]);
        }
    }

    /// A heartbeat is due.
    pub(super) fn send_consumer_heartbeat(&mut self, out: &mut Out<'_>) {
        let state = self.membership.consumer_state;
        let is_silent = matches!(
            state,
            State::Unsubscribed | State::Fenced | State::Fatal | State::Stale
        );
        // Who leaves says so at once, the others when the last heartbeat is answered
        // (`AbstractHeartbeatRequestManager.poll`).
        let is_leaving = state == State::Leaving;
        if is_silent || (self.awaits_heartbeat() && !is_leaving) {
            return;
        }
        let Some(connection) = self.coordinator_connection() else {
            return self.find_coordinator(out);
        };
        let Some(member_id) = self.membership.member_id.clone() else {
            return;
        };
        let says_all = self.membership.says_all || state == State::Joining;
        let owned = self.subscription.assigned();
        let says_owned = !is_leaving && (says_all || self.membership.said.as_ref() != Some(&owned));
        let mut topics = self.subscription.topics().to_vec();
        sort_by(&mut topics, |one, other| one < other);
        let assignor = &self.config.group_remote_assignor;
        let has_assignor = says_all && !assignor.is_empty();
        let request = ConsumerGroupHeartbeatRequest {
            group_id: self.group_id(),
            member_id,
            member_epoch: self.membership.epoch,
            instance_id: self.config.instance_id(),
            rack: self.config.rack().filter(|_| says_all),
            client_id: self.client_id(),
            rebalance_timeout_ms: says_all.then_some(self.config.max_poll_interval_ms),
            subscribed_topic_names: says_all.then_some(topics),
            server_assignor: has_assignor.then(|| assignor.clone()),
            topic_partitions: says_owned.then(|| owned.clone()),
        };
        if says_owned {
            self.membership.said = Some(owned);
        }
        self.membership.says_all = false;
        let request = Request::ConsumerGroupHeartbeat(request);
        self.ask_on(connection, request, InFlightRequest::ConsumerHeartbeat, out);
        self.heartbeat_sent(out);
    }

    fn awaits_heartbeat(&self) -> bool {
        self.is_under_way(&|asked| *asked == InFlightRequest::ConsumerHeartbeat)
    }

    /// What a member has said, it need not wait to be so (`onHeartbeatRequestGenerated`).
    fn heartbeat_sent(&mut self, out: &mut Out<'_>) {
        match self.membership.consumer_state {
            State::Acknowledging => {
                let next = match self.membership.target {
                    None => State::Stable,
                    Some(_) => State::Reconciling,
                };
                self.go_to(next, out);
                self.reconcile_unpolled(out);
            }
            State::Leaving if self.leaves_by_timeout => {
                self.leaves_by_timeout = false;
                self.go_to(State::Stale, out);
            }
            State::Leaving => self.go_to(State::Unsubscribed, out),
            _ => {}
        }
    }

    pub(super) fn on_consumer_heartbeat(
        &mut self,
        result: Result<ConsumerGroupHeartbeatResponse, ApiError>,
        out: &mut Out<'_>,
    ) {
        match result {
            Ok(response) => self.heartbeat_heard(response, out),
            Err(error) => self.consumer_heartbeat_refused(error, out),
        }
        self.go_on(out);
    }

    fn heartbeat_heard(&mut self, response: ConsumerGroupHeartbeatResponse, out: &mut Out<'_>) {
        let state = self.membership.consumer_state;
        // Of what was said before it left a member hears nothing any more.
        let is_outdated = self.awaits_heartbeat();
        if is_outdated || matches!(state, State::Unsubscribed | State::Stale) {
            return;
        }
        if response.member_epoch.0 < 0 {
            // It has left, and has been waiting for that to join again.
            return self.send_consumer_heartbeat(out);
        }
        self.membership.epoch = response.member_epoch;
        self.membership.heartbeat_interval_ms = response.heartbeat_interval_ms;
        let interval = Span::from_ms(response.heartbeat_interval_ms);
        out.set_timer(Timer::Heartbeat, interval);
        if let Some(assignment) = response.assignment {
            self.assignment_received(assignment, out);
        }
        match self.membership.consumer_state {
            // What it has to say has waited for this answer.
            State::Acknowledging => self.send_consumer_heartbeat(out),
            State::Reconciling => self.reconcile_unpolled(out),
            _ => {}
        }
    }

    /// The coordinator says what the member is to have. A target that it has had before is a new one all the same:
    /// the coordinator waits to hear of it (`processAssignmentReceived`).
    fn assignment_received(&mut self, assignment: Vec<TopicPartition>, out: &mut Out<'_>) {
        let mut partitions = Set::default();
        for partition in assignment {
            partitions.insert(partition);
        }
        let is_known = match &self.membership.target {
            Some(known) => known.partitions == partitions,
            None => self.membership.has_assignment && self.owns_just(&partitions),
        };
        if !is_known {
            let local_epoch = self.membership.next_local_epoch;
            self.membership.next_local_epoch += 1;
            self.membership.target = Some(LocalAssignment {
                local_epoch,
                partitions,
            });
        }
        if self.membership.target.is_some() {
            self.go_to(State::Reconciling, out);
        }
    }

    fn owns_just(&self, partitions: &Set<TopicPartition>) -> bool {
        let owned = self.subscription.assigned();
        owned.len() == partitions.len() && owned.iter().all(|it| partitions.contains(it))
    }

    /// What a member does while its application does not poll: it confirms what it has already, and begins with
    /// what only adds partitions. Records of those that it gives back may be in the application's hands, and a
    /// commit needs the application too (`maybeReconcile(false)`).
    fn reconcile_unpolled(&mut self, out: &mut Out<'_>) {
        let Some(target) = self.membership.target.clone() else {
            return;
        };
        if self.membership.reconciling.is_some() || self.confirm_owned(&target, out) {
            return;
        }
        let owned = self.subscription.assigned();
        let only_adds = owned.iter().all(|it| target.partitions.contains(it));
        if only_adds && !self.config.commits_by_itself() {
            self.begin_reconciling(target, out);
        }
    }

    /// Goes to what the coordinator wants: commits, if the consumer does so by itself, gives back, takes
    /// (`maybeReconcile(true)`). What has begun is ended, whatever the coordinator has wanted since.
    fn reconcile(&mut self, out: &mut Out<'_>) {
        let Some(target) = self.membership.target.clone() else {
            return;
        };
        if self.membership.reconciling.is_none() {
            if self.confirm_owned(&target, out) {
                return self.send_consumer_heartbeat(out);
            }
            self.begin_reconciling(target, out);
        }
        if self.is_under_way(&|asked| match asked {
            InFlightRequest::Commit(commit) => commit.mode == CommitMode::BeforeJoin,
            _ => false,
        }) {
            return;
        }
        if let Some(begun) = self.membership.reconciling.take() {
            self.take_target(&begun, out);
        }
    }

    /// A target that is what the member has needs nothing but that the next heartbeat says so. Says whether it is
    /// one.
    fn confirm_owned(&mut self, target: &LocalAssignment, out: &mut Out<'_>) -> bool {
        let is_owned = self.membership.has_assignment && self.owns_just(&target.partitions);
        if is_owned {
            self.reconciled(target, out);
        }
        is_owned
    }

    fn begin_reconciling(&mut self, target: LocalAssignment, out: &mut Out<'_>) {
        let Some(member) = self.membership.member_id.clone() else {
            return;
        };
        let owned = self.subscription.assigned();
        out.trace(Event::consumer(ConsumerEvent::Reconciling {
            member,
            local_epoch: target.local_epoch,
            assigned: target.partitions.iter().copied().collect(),
            owned: owned.clone(),
        }));
        if self.config.commits_by_itself() {
            let mut revoked = owned;
            revoked.retain(|it| !target.partitions.contains(it));
            self.subscription.will_revoke(&revoked);
            let offsets = self.subscription.consumed();
            self.membership.reconciling = Some(target);
            self.commit(CommitMode::BeforeJoin, offsets, out);
        } else {
            self.membership.reconciling = Some(target);
        }
    }

    fn take_target(&mut self, target: &LocalAssignment, out: &mut Out<'_>) {
        let owned = self.subscription.assigned();
        let mut revoked = owned.clone();
        revoked.retain(|it| !target.partitions.contains(it));
        if !revoked.is_empty() {
            out.trace(Event::consumer(ConsumerEvent::Revoking(revoked.clone())));
            out.trace(Event::consumer(ConsumerEvent::PartitionsRevoked(revoked)));
        }
        let assigned: Vec<TopicPartition> = target.partitions.iter().copied().collect();
        let mut added = assigned.clone();
        added.retain(|it| !owned.contains(it));
        self.take_assignment(&assigned);
        out.trace(Event::consumer(ConsumerEvent::PartitionsAssigned(added)));
        self.reconciled(target, out);
        self.send_consumer_heartbeat(out);
    }

    /// The member has what it was told to have, and is to say so even if it has said the same partitions before
    /// (`LocalAssignment.equals` looks at the local epoch too).
    fn reconciled(&mut self, target: &LocalAssignment, out: &mut Out<'_>) {
        self.membership.has_assignment = true;
        if self.membership.target.as_ref() == Some(target) {
            self.membership.target = None;
        }
        self.membership.said = None;
        self.go_to(State::Acknowledging, out);
    }

    /// The coordinator does not take the heartbeat (`AbstractHeartbeatRequestManager.onErrorResponse`).
    fn consumer_heartbeat_refused(&mut self, error: ApiError, out: &mut Out<'_>) {
        let state = self.membership.consumer_state;
        self.membership.says_all = true;
        // A member that has left because of its poll timeout looks at no answer.
        if state == State::Stale {
            return;
        }
        let code = error.code;
        let is_ignored = code == ErrorCode::GroupIdNotFound && state == State::Unsubscribed;
        out.trace(Event::consumer(ConsumerEvent::GroupRequestFailed {
            api: Api::ConsumerGroupHeartbeat,
            error: error.clone(),
            is_ignored,
            generation: self.membership.with_epoch(),
            coordinator: self.coordinator.broker,
        }));
        match code {
            ErrorCode::NotCoordinator | ErrorCode::CoordinatorNotAvailable => {
                self.coordinator_lost(CoordinatorLoss::HeartbeatRefused(code), out);
            }
            ErrorCode::CoordinatorLoadInProgress => {
                let backoff = Span::from_ms(self.config.retry_backoff_ms);
                out.set_timer(Timer::Heartbeat, backoff);
            }
            ErrorCode::FencedMemberEpoch | ErrorCode::UnknownMemberId => {
                if state != State::Unsubscribed {
                    self.fenced(out);
                }
            }
            _ if is_ignored => {}
            _ => self.failed_for_good(error, out),
        }
    }

    /// The coordinator has gone on without the member, which joins again (`transitionToFenced`). One that
    /// leaves is out of its group as soon as it has said so, and does not come here.
    fn fenced(&mut self, out: &mut Out<'_>) {
        self.membership.forget_assignment();
        self.membership.epoch = JOIN_GROUP_MEMBER_EPOCH;
        self.go_to(State::Fenced, out);
        self.lose_all(out);
        self.transition_to_joining(out);
    }

    /// The member is out of its group for good, and the application is told so (`handleFatalFailure`,
    /// `transitionToFatal`).
    fn failed_for_good(&mut self, error: ApiError, out: &mut Out<'_>) {
        let was_out = self.membership.consumer_state == State::Unsubscribed;
        self.go_to(State::Fatal, out);
        if !was_out {
            self.lose_all(out);
        }
        self.membership.failed = Some(error);
    }

    /// Nobody knows whether the coordinator heard the last heartbeat: the next one says everything.
    pub(super) fn heartbeat_lost(&mut self, _out: &mut Out<'_>) {
        self.membership.says_all = true;
    }

    /// Leaves the group.
    pub(super) fn leave_consumer_group(&mut self, reason: Reason, out: &mut Out<'_>) {
        if matches!(
            self.membership.consumer_state,
            State::Unsubscribed | State::Fatal | State::Stale
        ) {
            return;
        }
        out.cancel_timer(Timer::Heartbeat);
        if reason == Reason::PollTimeout {
            self.leaves_by_timeout = true;
        } else {
            let assigned = self.subscription.assigned();
            if !assigned.is_empty() {
                out.trace(Event::consumer(ConsumerEvent::PartitionsRevoked(assigned)));
                self.take_assignment(&[]);
            }
        }
        self.go_to(State::PrepareLeaving, out);
        // Also one that unsubscribes: its place is kept for it.
        let is_static = self.config.instance_id().is_some();
        self.membership.epoch = if is_static {
            LEAVE_GROUP_STATIC_MEMBER_EPOCH
        } else {
            LEAVE_GROUP_MEMBER_EPOCH
        };
        self.go_to(State::Leaving, out);
        self.membership.forget_assignment();
        if self.coordinator.broker.is_none() {
            // Nobody is there to be told: the session ends the membership.
            self.heartbeat_sent(out);
        } else {
            self.send_consumer_heartbeat(out);
        }
        if self.application.step == Step::Idle {
            out.cancel_timer(Timer::PollInterval);
        }
    }
}
