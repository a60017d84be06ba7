//! How a consumer leaves its group, and how it closes (`AbstractCoordinator.maybeLeaveGroup`,
//! `ConsumerCoordinator.close`).

use serde::{Deserialize, Serialize};

use super::Consumer;
use super::application::Step;
use super::commit::CommitMode;
use super::membership::{ConsumerMemberState, MemberState};
use super::network::InFlightRequest;
use crate::group::classic::{LeaveGroupRequest, LeavingMember};
use crate::sim::{Out, Timer};
use crate::time::Span;
use crate::trace::{ConsumerEvent, Event, RejoinReason};
use crate::wire::Request;

/// Why a member leaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Reason {
    /// The consumer is being closed.
    Closed,
    /// It subscribes to nothing any more.
    Unsubscribed,
    /// It has not called `poll` for longer than `max.poll.interval.ms`.
    PollTimeout,
}

/// What a member does once its application has not called `poll` for `max.poll.interval.ms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterPollInterval {
    /// It leaves its group.
    Leaves,
    /// It says nothing more: a static member of the classic protocol.
    FallsSilent,
    /// It says that it goes for a while: a static member of the consumer protocol, whose place is kept.
    GoesForAWhile,
}

/// How long `close` takes at most (`ConsumerUtils.DEFAULT_CLOSE_TIMEOUT_MS`).
const CLOSE_TIMEOUT_MS: u64 = 30_000;

impl Consumer {
    /// The application closes its consumer: it commits if it does so by itself, gives back what it has, and
    /// leaves.
    pub(super) fn close(&mut self, out: &mut Out<'_>) {
        if matches!(self.application.step, Step::Closed | Step::Closing) {
            return;
        }
        out.cancel_timer(Timer::Process);
        self.stop_poll_interval(out);
        self.application.limit = None;
        self.application.step = Step::Closing;
        out.set_timer(Timer::CallEnd, Span::from_ms(CLOSE_TIMEOUT_MS));
        self.closing_commit = false;
        if self.config.commits_by_itself() {
            let offsets = self.subscription.consumed();
            self.closing_commit = !offsets.is_empty();
            self.commit(CommitMode::Close, offsets, out);
        }
        self.go_on_closing(out);
    }

    pub(super) fn go_on_closing(&mut self, out: &mut Out<'_>) {
        if self.closing_commit {
            return self.send_waiting_commits(out);
        }
        if !self.membership.has_left {
            self.leave_group(Reason::Closed, out);
            self.membership.has_left = true;
        }
        if self.has_said_all() {
            self.closed(out);
        }
    }

    /// Whether it has left its group because its application called `poll` too late (`max.poll.interval.ms`).
    /// Whoever leaves for another reason gives back what it has before; in the classic protocol it is known by
    /// that.
    #[must_use]
    pub fn has_polled_too_late(&self) -> bool {
        if self.config.is_consumer_protocol() {
            let is_stale = self.membership.consumer_state == ConsumerMemberState::Stale;
            return is_stale || self.leaves_by_timeout;
        }
        let has_left = matches!(self.membership.rejoin_reason, Some(RejoinReason::Left));
        let keeps_some =
            self.subscription.is_by_group() && !self.subscription.assigned().is_empty();
        has_left && self.membership.generation.is_none() && keeps_some
    }

    /// Gives back what it has, says that it leaves, and forgets who it was (`onLeavePrepare`,
    /// `maybeLeaveGroup`). A static member says nothing: it may come back. Who never joined forgets all the
    /// same, if it has a group.
    pub(super) fn leave_group(&mut self, reason: Reason, out: &mut Out<'_>) {
        if !self.config.has_group() {
            return;
        }
        if self.config.is_consumer_protocol() {
            return self.leave_consumer_group(reason, out);
        }
        if reason != Reason::PollTimeout && self.subscription.is_by_group() {
            self.give_back_all(out);
        }
        self.say_goodbye(reason, out);
        self.reset_and_rejoin(RejoinReason::Left, true, out);
        out.cancel_timer(Timer::Heartbeat);
        out.cancel_timer(Timer::Session);
    }

    fn give_back_all(&mut self, out: &mut Out<'_>) {
        let assigned = self.subscription.assigned();
        if assigned.is_empty() {
            return;
        }
        let event = match self.membership.generation {
            Some(_) => ConsumerEvent::PartitionsRevoked(assigned),
            None => ConsumerEvent::PartitionsLost(assigned),
        };
        out.trace(Event::consumer(event));
        self.take_assignment(&[]);
    }

    /// What it does once its application has not called `poll` for too long.
    #[must_use]
    pub(crate) fn after_poll_interval(&self) -> AfterPollInterval {
        match (
            self.config.instance_id(),
            self.config.is_consumer_protocol(),
        ) {
            (None, _) => AfterPollInterval::Leaves,
            (Some(_), false) => AfterPollInterval::FallsSilent,
            (Some(_), true) => AfterPollInterval::GoesForAWhile,
        }
    }

    fn say_goodbye(&mut self, reason: Reason, out: &mut Out<'_>) {
        let is_known = self.membership.state != MemberState::Unjoined
            && self.membership.member_id.is_some()
            && self.config.instance_id().is_none();
        let (Some(connection), true) = (self.coordinator_connection(), is_known) else {
            return;
        };
        let Some(coordinator) = self.coordinator.broker else {
            return;
        };
        out.trace(Event::consumer(ConsumerEvent::Leaving {
            member: self.membership.member_id.clone(),
            coordinator,
            reason,
        }));
        let member = LeavingMember {
            member_id: self.membership.member_id.clone(),
            instance_id: None,
            reason: Some(reason.text().into()),
        };
        let request = LeaveGroupRequest {
            group_id: self.group_id(),
            members: vec![member],
        };
        let request = Request::LeaveGroup(request);
        self.ask_on(connection, request, InFlightRequest::Leave, out);
    }
}
