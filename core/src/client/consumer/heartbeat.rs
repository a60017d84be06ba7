//! A member's heartbeats, which go on while its application works (`HeartbeatThread`,
//! `HeartbeatResponseHandler`).

use super::Consumer;
use super::leave::Reason;
use super::membership::MemberState;
use super::network::InFlightRequest;
use crate::id::GenerationId;
use crate::sim::{Out, Timer};
use crate::time::{Span, Time};
use crate::trace::{ConsumerEvent, CoordinatorLoss, Event, RejoinReason};
use crate::wire::{Api, ErrorCode, Request};

impl Consumer {
    /// The member is in a generation: its timeouts begin (`Heartbeat.resetTimeouts`).
    pub(super) fn start_heartbeats(&mut self, out: &mut Out<'_>) {
        let interval = Span::from_ms(self.config.heartbeat_interval_ms);
        out.set_timer(Timer::Heartbeat, interval);
        let session = Span::from_ms(self.config.session_timeout_ms);
        out.set_timer(Timer::Session, session);
    }

    pub(super) fn is_in_generation(&self) -> bool {
        matches!(
            self.membership.state,
            MemberState::Stable | MemberState::CompletingRebalance
        )
    }

    pub(super) fn on_heartbeat_timer(&mut self, out: &mut Out<'_>) {
        if self.config.is_consumer_protocol() {
            return self.send_consumer_heartbeat(out);
        }
        if !self.is_in_generation() || self.membership.failed.is_some() {
            return;
        }
        let interval = Span::from_ms(self.config.heartbeat_interval_ms);
        let is_under_way =
            self.is_under_way(&|asked| matches!(asked, InFlightRequest::Heartbeat(_)));
        let Some(connection) = self.coordinator_connection() else {
            self.find_coordinator(out);
            let backoff = Span::from_ms(self.config.retry_backoff_ms);
            return out.set_timer(Timer::Heartbeat, backoff);
        };
        out.set_timer(Timer::Heartbeat, interval);
        if let (Some(member), false) = (self.identity(), is_under_way) {
            let asked = InFlightRequest::Heartbeat(self.membership.generation);
            self.ask_on(connection, Request::Heartbeat(member), asked, out);
        }
    }

    pub(super) fn on_heartbeat_response(
        &mut self,
        sent: Option<GenerationId>,
        result: Result<(), ErrorCode>,
        out: &mut Out<'_>,
    ) {
        let heard = |out: &mut Out<'_>, session_ms: u64| {
            out.set_timer(Timer::Session, Span::from_ms(session_ms));
        };
        let session_ms = self.config.session_timeout_ms;
        match result {
            Ok(()) => heard(out, session_ms),
            Err(ErrorCode::RebalanceInProgress) => {
                heard(out, session_ms);
                // It says so with every heartbeat until it joins.
                if self.membership.state == MemberState::Stable {
                    self.request_rejoin(RejoinReason::GroupRebalances, out);
                    self.go_on(out);
                }
            }
            Err(error @ (ErrorCode::CoordinatorNotAvailable | ErrorCode::NotCoordinator)) => {
                if let Some(coordinator) = self.coordinator.broker {
                    let event = ConsumerEvent::HeartbeatUnheard { coordinator };
                    out.trace(Event::consumer(event));
                }
                self.coordinator_lost(CoordinatorLoss::Error(error), out);
            }
            Err(
                error @ (ErrorCode::IllegalGeneration
                | ErrorCode::UnknownMemberId
                | ErrorCode::FencedInstanceId),
            ) => {
                if sent == self.membership.generation && self.is_in_generation() {
                    self.heartbeat_refused(error, out);
                }
            }
            Err(_) => {}
        }
    }

    fn heartbeat_refused(&mut self, error: ErrorCode, out: &mut Out<'_>) {
        out.trace(Event::consumer(ConsumerEvent::GroupRequestFailed {
            api: Api::Heartbeat,
            error: error.into(),
            is_ignored: false,
            generation: self.membership.current(),
            coordinator: self.coordinator.broker,
        }));
        let reason = RejoinReason::Refused(error, Api::Heartbeat);
        let forgets = error != ErrorCode::IllegalGeneration;
        self.reset_and_rejoin(reason, forgets, out);
        out.cancel_timer(Timer::Heartbeat);
        out.cancel_timer(Timer::Session);
        if error == ErrorCode::FencedInstanceId {
            out.trace(Event::consumer(ConsumerEvent::InstanceFenced));
            self.membership.failed = Some(error.into());
        }
        self.go_on(out);
    }

    /// No heartbeat was answered for a whole session: the coordinator is taken for gone.
    pub(super) fn on_session_timer(&mut self, out: &mut Out<'_>) {
        if self.is_in_generation() {
            self.coordinator_lost(CoordinatorLoss::SessionTimedOut, out);
            let session = Span::from_ms(self.config.session_timeout_ms);
            out.set_timer(Timer::Session, session);
        }
    }

    /// The application has not called `poll` for too long (`max.poll.interval.ms`).
    pub(super) fn on_poll_interval(&mut self, out: &mut Out<'_>) {
        if self.leaves_when_poll_interval_ends(out.now(), out.now()) {
            self.polled_too_late(out);
        }
    }

    /// Whether a member, as it is now, leaves at once if its application has not called `poll` by that time. One of the
    /// consumer protocol notices only when its next heartbeat is due, which is at once while one that is due waits for
    /// the answer to the last.
    pub(crate) fn leaves_when_poll_interval_ends(&self, now: Time, at: Time) -> bool {
        match self.config.is_consumer_protocol() {
            true => self.owes_heartbeat(now) && self.is_to_leave(at),
            false => self.subscription.is_by_group() && self.is_in_generation(),
        }
    }

    pub(super) fn polled_too_late(&mut self, out: &mut Out<'_>) {
        out.follow(Event::consumer(ConsumerEvent::PollTimedOut));
        self.leave_group(Reason::PollTimeout, out);
    }
}
