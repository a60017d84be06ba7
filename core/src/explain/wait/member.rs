//! A member on its way to what it is to have: its coordinator found, joined, with its partitions.

use super::chain::Chain;
use super::{Clock, GroupReason, Reason, WhyJoin};
use crate::client::{Consumer, ConsumerMemberState, MemberAwaits};
use crate::id::NodeId;
use crate::sim::Timer;

impl Chain<'_> {
    /// What a member that does not have its partitions waits for.
    pub fn member(&mut self, consumer: NodeId) {
        let Some(client) = self.world.consumer(consumer) else {
            return;
        };
        match client.member_awaits() {
            Some(awaits) => {
                let reasons = where_it_is(client, awaits);
                if reasons.is_empty() && awaits == MemberAwaits::Coordinator {
                    return;
                }
                for reason in reasons {
                    if !self.because(Reason::Group(reason)) {
                        return;
                    }
                }
                if !self.is_frozen(consumer) {
                    self.member_awaits(client, awaits);
                }
            }
            None => self.reconciliation(client),
        }
    }

    /// What a member waits for that has what it is to have, and does not know its coordinator.
    pub fn lost_coordinator(&mut self, consumer: NodeId) {
        let Some(client) = self.world.consumer(consumer) else {
            return;
        };
        let awaits = client.member_awaits();
        let lacks = awaits.filter(|awaits| *awaits == MemberAwaits::Coordinator);
        if lacks.is_some_and(|awaits| where_it_is(client, awaits).is_empty()) {
            self.coordinator(client);
        }
    }

    /// What a member's next step waits for.
    pub fn member_awaits(&mut self, client: &Consumer, awaits: MemberAwaits) {
        let node = client.id;
        match awaits {
            MemberAwaits::Poll => self.application(client),
            MemberAwaits::Coordinator => self.coordinator(client),
            MemberAwaits::Pause => self.pause(client),
            MemberAwaits::NextHeartbeat => self.heartbeat_due(client),
            MemberAwaits::Commit => {
                if self.because(Reason::Group(GroupReason::CommitsFirst(node))) {
                    self.commit(node);
                }
            }
            MemberAwaits::Join(asked)
            | MemberAwaits::Sync(asked)
            | MemberAwaits::Heartbeat(asked) => self.answer_to(asked),
        }
    }

    /// After a refusal a member says the same again; while its coordinator reads its log, in vain.
    fn pause(&mut self, client: &Consumer) {
        let node = client.id;
        if !self.because(Reason::Group(GroupReason::Pauses(node))) {
            return;
        }
        if client.config().is_consumer_protocol() {
            self.heartbeat_due(client);
        } else {
            self.timer(node, Timer::Join, Clock::JoinsAgain(node));
        }
        if let Some(group) = client.group() {
            self.loading(&group);
        }
    }

    /// A member hears with its next heartbeat what it is to do, if that gets through.
    pub fn next_heartbeat(&mut self, client: &Consumer) {
        let node = client.id;
        let hears = Reason::Group(GroupReason::HearsWithHeartbeat(node));
        if self.because(hears) && !self.is_frozen(node) {
            self.reaches_coordinator(client);
        }
    }

    /// What the next word between a member and its coordinator hangs on.
    pub fn reaches_coordinator(&mut self, client: &Consumer) {
        if let Some(asked) = client.heartbeat_asked() {
            return self.answer_to(asked);
        }
        match client.coordinator_connection() {
            None => self.coordinator(client),
            Some(connection) => {
                if !self.is_cut_off(connection) {
                    self.heartbeat_due(client);
                }
            }
        }
    }

    /// When a member speaks next by itself, and whether that is to leave.
    pub fn heartbeat_due(&mut self, client: &Consumer) {
        let consumer = client.id;
        let at = self.world.timer_at(consumer, Timer::Heartbeat);
        let clock = match at.is_some_and(|at| client.is_to_leave(at)) {
            true => Clock::LeavesUnpolled {
                consumer,
                then: client.after_poll_interval(),
            },
            false => Clock::Heartbeats {
                consumer,
                is_classic: !client.config().is_consumer_protocol(),
            },
        };
        self.timer(consumer, Timer::Heartbeat, clock);
    }
}

/// How far a member is; nothing if it only lacks its coordinator.
fn where_it_is(client: &Consumer, awaits: MemberAwaits) -> Vec<GroupReason> {
    let consumer = client.id;
    if client.config().is_consumer_protocol() {
        return match client.membership().consumer_state {
            ConsumerMemberState::Joining => vec![GroupReason::Joins(consumer)],
            ConsumerMemberState::Unsubscribed => {
                let why = WhyJoin::New;
                vec![GroupReason::MustJoin { consumer, why }]
            }
            ConsumerMemberState::Stale => {
                let why = WhyJoin::Left;
                vec![GroupReason::MustJoin { consumer, why }]
            }
            ConsumerMemberState::Stable => Vec::new(),
            ConsumerMemberState::Acknowledging => vec![GroupReason::Acknowledges(consumer)],
            ConsumerMemberState::Reconciling
                if client.to_give_up().is_empty() && client.gets_nothing_new() =>
            {
                vec![GroupReason::TakesNote(consumer)]
            }
            _ => vec![GroupReason::of_reconciling(consumer, client.to_give_up())],
        };
    }
    if let MemberAwaits::Sync(_) = awaits {
        return vec![GroupReason::AwaitsAssignment(consumer)];
    }
    let mut reasons = Vec::new();
    let is_new = client.membership().generation.is_none();
    let why = client.joins_since().map(WhyJoin::from);
    if let Some(why) = why.or(is_new.then_some(WhyJoin::New)) {
        reasons.push(GroupReason::MustJoin { consumer, why });
    }
    if let MemberAwaits::Join(_) = awaits {
        reasons.push(GroupReason::Joins(consumer));
    }
    reasons
}
