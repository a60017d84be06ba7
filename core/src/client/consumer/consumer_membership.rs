//! A member of the consumer protocol (KIP-848): it joins, lives and leaves by heartbeats, and goes by itself
//! from what it has to what the coordinator wants it to have (`ConsumerMembershipManager`).

use super::Consumer;
use super::application::Step;
use super::error::ConsumerError;
use super::leave::Reason;
use super::membership::ConsumerMemberState as State;
use crate::group::MemberId;
use crate::group::consumer_group::{
    JOIN_GROUP_MEMBER_EPOCH, LEAVE_GROUP_MEMBER_EPOCH, LEAVE_GROUP_STATIC_MEMBER_EPOCH,
};
use crate::sim::{Out, Timer};
use crate::trace::{ConsumerEvent, Event};
use crate::uuid::client_member_id;
use crate::wire::ApiError;

impl Consumer {
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

    fn transition_to_joining(&mut self, out: &mut Out<'_>) {
        self.membership.epoch = JOIN_GROUP_MEMBER_EPOCH;
        self.membership.says_all = true;
        self.membership.forget_assignment();
        self.go_to(State::Joining, out);
        self.send_consumer_heartbeat(out);
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
            self.stop_poll_interval(out);
        }
    }

    /// The coordinator has gone on without the member, which joins again (`transitionToFenced`). One that
    /// leaves is out of its group as soon as it has said so, and does not come here.
    pub(super) fn fenced(&mut self, out: &mut Out<'_>) {
        self.membership.forget_assignment();
        self.membership.epoch = JOIN_GROUP_MEMBER_EPOCH;
        self.go_to(State::Fenced, out);
        self.lose_all(out);
        self.transition_to_joining(out);
    }

    /// The member is out of its group for good, and the application is told so (`handleFatalFailure`,
    /// `transitionToFatal`).
    pub(super) fn failed_for_good(&mut self, error: ApiError, out: &mut Out<'_>) {
        let was_out = self.membership.consumer_state == State::Unsubscribed;
        self.go_to(State::Fatal, out);
        out.cancel_timer(Timer::Heartbeat);
        if !was_out {
            self.lose_all(out);
        }
        self.membership.failed = Some(error);
    }

    fn lose_all(&mut self, out: &mut Out<'_>) {
        let assigned = self.subscription.assigned();
        if !assigned.is_empty() {
            out.trace(Event::consumer(ConsumerEvent::PartitionsLost(assigned)));
            self.take_assignment(&[]);
        }
    }

    pub(super) fn go_to(&mut self, to: State, out: &mut Out<'_>) {
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
}
