//! The application above a consumer: what it does before it calls `poll` again.

use super::chain::Chain;
use super::{Clock, GroupReason, Reason, WaitingCall};
use crate::client::{Consumer, MemberState, Step};
use crate::command::{Command, ConsumerCall};
use crate::id::NodeId;
use crate::line::count;
use crate::sim::Timer;
use crate::time::{Span, Time};

impl Chain<'_> {
    /// A consumer whose application works on records: when it is done, and when that is too late.
    pub fn processing(&mut self, consumer: NodeId) {
        let client = self.world.consumer(consumer);
        let works =
            |client: &&Consumer| matches!(client.application().step(), Step::Processing { .. });
        if let Some(client) = client.filter(works) {
            self.application(client);
        }
    }

    /// What an application does that is not in `poll`.
    pub fn application(&mut self, client: &Consumer) {
        let consumer = client.id;
        match client.application().step() {
            Step::Processing { .. } => self.work(client),
            Step::Idle => {
                let nobody = Reason::Group(GroupReason::NobodyPolls(consumer));
                if self.because(nobody) && !self.is_frozen(consumer) {
                    self.poll_interval(client);
                    let call = ConsumerCall::PollOn;
                    self.command(Command::CallConsumer { consumer, call });
                }
            }
            Step::Committing => self.commit(consumer),
            Step::Positioning(_) => self.in_call(client, WaitingCall::Position),
            Step::Ending => self.in_call(client, WaitingCall::EndOffsets),
            Step::Polling | Step::Closing | Step::Closed => {}
        }
    }

    fn in_call(&mut self, client: &Consumer, call: WaitingCall) {
        let consumer = client.id;
        let in_call = Reason::Group(GroupReason::InCall { consumer, call });
        if self.because(in_call) && !self.is_frozen(consumer) {
            self.call_ends(client);
        }
    }

    /// When the call that an application is in waits no longer, if it is in one.
    pub fn call_ends(&mut self, client: &Consumer) {
        let consumer = client.id;
        let clock = match client.application().step() {
            Step::Closing => Clock::ConsumerCloses(consumer),
            Step::Committing | Step::Positioning(_) | Step::Ending => Clock::CallTimesOut {
                consumer,
                by_configuration: client.waits_by_configuration(),
            },
            _ => return,
        };
        self.timer(consumer, Timer::CallEnd, clock);
        self.poll_interval(client);
    }

    fn work(&mut self, client: &Consumer) {
        let consumer = client.id;
        let in_hand = client.application().in_hand().iter();
        let records = count(in_hand.map(|handed| handed.records.len()).sum());
        let works = GroupReason::Processes { consumer, records };
        if !self.because(Reason::Group(works)) || self.is_frozen(consumer) {
            return;
        }
        if let Some(first) = self.world.timer_at(consumer, Timer::Process) {
            self.at(Clock::Processed(consumer), done_at(client, first, records));
        }
        self.poll_interval(client);
    }

    /// Whoever is in a group and does not poll leaves it some time.
    pub fn poll_interval(&mut self, client: &Consumer) {
        let consumer = client.id;
        let is_classic = !client.config().is_consumer_protocol();
        let is_in_generation = matches!(
            client.membership().state,
            MemberState::Stable | MemberState::CompletingRebalance
        );
        if !client.subscription().is_by_group() || (is_classic && !is_in_generation) {
            return;
        }
        let heartbeat = self.world.timer_at(consumer, Timer::Heartbeat);
        if heartbeat.is_some_and(|at| client.is_to_leave(at)) {
            return self.heartbeat_due(client);
        }
        if let Some(at) = self.world.timer_at(consumer, Timer::PollInterval) {
            let leaves_at_once = client.leaves_when_poll_interval_ends(self.now(), at);
            let clock = Clock::PollIntervalEnds {
                consumer,
                then: client.after_poll_interval(),
                leaves_at_once,
            };
            self.timer(consumer, Timer::PollInterval, clock);
        }
    }
}

/// When an application is done with so many records, if it is done with the first at that time and works on
/// each for as long.
fn done_at(client: &Consumer, first: Time, records: u32) -> Time {
    let others = u64::from(records.saturating_sub(1));
    let each_ms = client.application().takes_ms();
    first + Span::from_ms(others.saturating_mul(each_ms))
}
