//! The heartbeats of a member of the consumer protocol: what it says with them, and what it hears
//! (`ConsumerHeartbeatRequestManager`).

use super::Consumer;
use super::membership::ConsumerMemberState as State;
use super::network::InFlightRequest;
use crate::sim::{Out, Timer};
use crate::sorted::sort_by;
use crate::time::Time;
use crate::trace::{ConsumerEvent, CoordinatorLoss, Event};
use crate::wire::{
    Api, ApiError, ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse, ErrorCode,
    Request,
};

impl Consumer {
    /// The coordinator is known. What cannot wait goes at once, and so does a heartbeat that has become due while there
    /// was nobody to send it to (`AbstractHeartbeatRequestManager.poll`).
    pub(super) fn on_coordinator_found(&mut self, out: &mut Out<'_>) {
        if !self.config.is_consumer_protocol() || !self.subscription.is_by_group() {
            return;
        }
        let now = out.now();
        let cannot_wait = self.membership.consumer_state.speaks_at_once();
        let may_go = self.membership.heartbeat_pace.next_at() <= now;
        if cannot_wait || may_go || self.is_to_leave(now) {
            self.send_consumer_heartbeat(out);
        }
    }

    fn watch_heartbeat(&self, out: &mut Out<'_>) {
        out.set_timer_at(Timer::Heartbeat, self.membership.heartbeat_pace.next_at());
    }

    /// Says what it has to say, or that it lives.
    pub(super) fn send_consumer_heartbeat(&mut self, out: &mut Out<'_>) {
        let state = self.membership.consumer_state;
        if state.is_silent() {
            return;
        }
        if self.is_to_leave(out.now()) {
            return self.polled_too_late(out);
        }
        // Who leaves says so at once, the others when the last heartbeat is answered
        // (`AbstractHeartbeatRequestManager.poll`).
        let is_leaving = state == State::Leaving;
        if self.awaits_heartbeat_answer() && !is_leaving {
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
        let pace = &mut self.membership.heartbeat_pace;
        pace.sent(out.now());
        // Before its first answer no interval is known: the next one is due, and goes after that answer.
        if !is_leaving && !pace.is_due(out.now()) {
            self.watch_heartbeat(out);
        }
        let request = Request::ConsumerGroupHeartbeat(request);
        self.ask_on(connection, request, InFlightRequest::ConsumerHeartbeat, out);
        self.heartbeat_sent(out);
    }

    /// Whether a heartbeat that is due at that time says that it leaves, since its application has not called
    /// `poll` for too long. It does not leave while it knows nobody to tell that.
    pub(crate) fn is_to_leave(&self, at: Time) -> bool {
        let is_poll_overdue = self.application.polls_by.is_some_and(|by| by <= at);
        let state = self.membership.consumer_state;
        let can_leave = !state.is_silent() && state != State::Leaving;
        is_poll_overdue && can_leave && self.coordinator.broker.is_some()
    }

    /// A call of `poll` that comes too late is told, whether a heartbeat has noticed that or not.
    pub(super) fn tell_late_poll(&self, out: &mut Out<'_>) {
        let expired = self.application.polls_by.filter(|by| *by <= out.now());
        let member = self.membership.member_id.clone();
        if let (true, Some(by), Some(member)) =
            (self.config.is_consumer_protocol(), expired, member)
        {
            let late_by_ms = out.now().since(by).as_ms();
            out.trace(Event::consumer(ConsumerEvent::PolledLate {
                member,
                late_by_ms,
            }));
        }
    }

    /// Whether a heartbeat is due that can go only once the one before it is answered. Before its first answer a
    /// member knows no interval, so that its next heartbeat is due at once.
    pub(super) fn owes_heartbeat(&self, now: Time) -> bool {
        self.membership.heartbeat_pace.is_due(now) && self.awaits_heartbeat_answer()
    }

    fn awaits_heartbeat_answer(&self) -> bool {
        self.is_under_way(&|asked| *asked == InFlightRequest::ConsumerHeartbeat)
    }

    /// What a member has said, it need not wait to be so (`onHeartbeatRequestGenerated`).
    pub(super) fn heartbeat_sent(&mut self, out: &mut Out<'_>) {
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
            State::Leaving => {
                self.membership.heartbeat_pace.left();
                self.go_to(State::Unsubscribed, out);
            }
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
        let is_outdated = self.awaits_heartbeat_answer();
        if is_outdated || matches!(state, State::Leaving | State::Unsubscribed | State::Stale) {
            return;
        }
        if response.member_epoch.0 < 0 {
            // It has left, and has been waiting for that to join again; Kafka's member does not wait.
            return self.send_consumer_heartbeat(out);
        }
        self.membership.epoch = response.member_epoch;
        self.membership.has_had_epoch = true;
        let backoff_ms = self.config.retry_backoff_ms;
        let pace = &mut self.membership.heartbeat_pace;
        pace.answered(out.now(), response.heartbeat_interval_ms, backoff_ms);
        self.watch_heartbeat(out);
        if let Some(assignment) = response.assignment {
            self.assignment_received(assignment, out);
        }
        match self.membership.consumer_state {
            _ if self.is_to_leave(out.now()) => self.polled_too_late(out),
            // What it has to say has waited for this answer (`shouldHeartbeatNow`).
            State::Joining | State::Acknowledging => self.send_consumer_heartbeat(out),
            State::Reconciling => self.reconcile_unpolled(out),
            _ => {}
        }
    }

    /// The coordinator does not take the heartbeat (`AbstractHeartbeatRequestManager.onErrorResponse`).
    fn consumer_heartbeat_refused(&mut self, error: ApiError, out: &mut Out<'_>) {
        let state = self.membership.consumer_state;
        self.heartbeat_failed(out);
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
                self.membership.heartbeat_pace.reset();
                out.cancel_timer(Timer::Heartbeat);
                self.coordinator_lost(CoordinatorLoss::HeartbeatRefused(code), out);
            }
            // After its pause it says the same again. Kafka's member does not pause while it joins.
            ErrorCode::CoordinatorLoadInProgress => {}
            ErrorCode::FencedMemberEpoch | ErrorCode::UnknownMemberId => {
                self.membership.heartbeat_pace.reset();
                if state != State::Unsubscribed {
                    self.fenced(out);
                }
            }
            _ if is_ignored => {}
            _ => self.failed_for_good(error, out),
        }
    }

    /// The coordinator has not taken the last heartbeat, or nobody knows whether it has: the next one says everything
    /// (`HeartbeatState.reset`).
    pub(super) fn heartbeat_failed(&mut self, out: &mut Out<'_>) {
        self.membership.says_all = true;
        let backoff_ms = self.config.retry_backoff_ms;
        self.membership.heartbeat_pace.failed(out.now(), backoff_ms);
        if self.membership.consumer_state.is_silent() {
            out.cancel_timer(Timer::Heartbeat);
        } else {
            self.watch_heartbeat(out);
        }
    }
}
