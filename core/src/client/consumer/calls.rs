//! What applications call, apart from `poll` in a loop (`KafkaConsumer`), and what befalls their loops.

use std::sync::Arc;

use super::Consumer;
use super::application::{PollLimit, Step};
use super::commit::CommitMode;
use super::error::ConsumerError;
use super::network::InFlightRequest;
use super::subscription::{Choice, ChosenPartition, Position, Sought};
use crate::command::{ConsumerCall, LoopFault};
use crate::config::AutoOffsetReset;
use crate::group::assignor::NamedPartition;
use crate::id::{Offset, TopicPartition};
use crate::sim::{Out, Timer};
use crate::time::Span;
use crate::trace::{ConsumerEvent, Event};
use crate::wire::{ListOffsetsResponse, OffsetSpec};

impl Consumer {
    /// The application makes a call.
    pub(super) fn on_call(&mut self, call: ConsumerCall, out: &mut Out<'_>) {
        match self.call(call, out) {
            // The loop goes on: whoever made the call beside it is told.
            Err(error) if self.application.is_in_loop() => {
                out.follow(Event::consumer(ConsumerEvent::Raised(error)));
            }
            Err(error) => self.raise(error, out),
            Ok(()) => {}
        }
        self.go_on_outside_poll(out);
    }

    /// Something befalls the application's loop.
    pub(super) fn on_loop_fault(&mut self, fault: LoopFault, out: &mut Out<'_>) {
        match fault {
            LoopFault::SlowProcessing { by_ms } => self.application.slowness_ms = by_ms,
            LoopFault::FailNext(count) => self.application.failures_to_come = count,
            LoopFault::CrashAt(point) => self.application.crash_at = Some(point),
        }
        self.go_on_outside_poll(out);
    }

    /// It goes on outside `poll`: whoever is in a call needs to know of the cluster.
    fn go_on_outside_poll(&mut self, out: &mut Out<'_>) {
        if !self.cluster.has_asked() && self.application.step != Step::Idle {
            self.ask_for_metadata(out);
        }
        self.go_on(out);
    }

    fn call(&mut self, call: ConsumerCall, out: &mut Out<'_>) -> Result<(), ConsumerError> {
        match call {
            ConsumerCall::Subscribe(topics) => self.subscribe(topics, out)?,
            ConsumerCall::Unsubscribe => self.unsubscribe(out),
            ConsumerCall::Assign(partitions) => self.assign_by_hand(partitions, out)?,
            ConsumerCall::Seek { partition, offset } => self.seek(&partition, offset, out)?,
            ConsumerCall::SeekToBeginning => self.seek_to_boundary(AutoOffsetReset::Earliest, out),
            ConsumerCall::SeekToEnd => self.seek_to_boundary(AutoOffsetReset::Latest, out),
            ConsumerCall::Poll { ms, until_records } => {
                self.may_poll()?;
                self.application.polls_on = false;
                self.begin(Step::Polling, ms, out);
                self.poll_again(out);
                self.application.in_hand.clear();
                self.application.limit = Some(PollLimit {
                    until: out.now() + Span::from_ms(ms),
                    records_left: until_records.unwrap_or(u64::MAX),
                });
            }
            ConsumerCall::PollOn => {
                self.may_poll()?;
                self.application.polls_on = true;
                self.application.limit = None;
                self.application.in_hand.clear();
                self.poll_again(out);
            }
            ConsumerCall::Commit => {
                let offsets = self.subscription.consumed();
                self.commit_by_hand(CommitMode::Sync, offsets, out)?;
            }
            ConsumerCall::CommitWithin { timeout_ms } => {
                let offsets = self.subscription.consumed();
                self.commit_by_hand(CommitMode::Sync, offsets, out)?;
                if self.application.step == Step::Committing {
                    self.begin(Step::Committing, timeout_ms, out);
                }
            }
            ConsumerCall::CommitAsync => {
                let offsets = self.subscription.consumed();
                self.commit_by_hand(CommitMode::Async, offsets, out)?;
            }
            ConsumerCall::CommitOffset { partition, offset } => {
                self.commit_offset(partition, offset, out)?;
            }
            ConsumerCall::Position { timeout_ms } => {
                let until = out.now() + Span::from_ms(timeout_ms);
                self.application.then = self.application.after_call();
                self.begin(Step::Positioning(until), timeout_ms, out);
            }
            ConsumerCall::EndOffsets => {
                self.withdraw_ends();
                self.application.then = self.application.after_call();
                self.begin(Step::Ending, self.config.default_api_timeout_ms, out);
            }
            ConsumerCall::Pause(partition) => self.set_paused(&partition, true)?,
            ConsumerCall::Resume(partition) => self.set_paused(&partition, false)?,
            ConsumerCall::Close => self.close(out),
        }
        Ok(())
    }

    /// A call that waits, for so long at most.
    pub(super) fn begin(&mut self, step: Step, timeout_ms: u64, out: &mut Out<'_>) {
        self.leave_poll(out);
        self.application.step = step;
        self.call_timeout_ms = timeout_ms;
        out.set_timer(Timer::CallEnd, Span::from_ms(timeout_ms));
    }

    pub(super) fn may_poll(&self) -> Result<(), ConsumerError> {
        match self.subscription.choice {
            Choice::Nothing => Err(ConsumerError::NotSubscribed),
            _ => Ok(()),
        }
    }

    /// Refuses what only a group makes possible (`maybeThrowInvalidGroupIdException`).
    pub(super) fn needs_group(&self) -> Result<(), ConsumerError> {
        match self.config.has_group() {
            true => Ok(()),
            false => Err(ConsumerError::NoGroup),
        }
    }

    pub(super) fn subscribe(
        &mut self,
        topics: Vec<Arc<str>>,
        out: &mut Out<'_>,
    ) -> Result<(), ConsumerError> {
        self.needs_group()?;
        if matches!(self.subscription.choice, Choice::Assigned(_)) {
            return Err(ConsumerError::TwoSubscriptions);
        }
        if topics.is_empty() {
            self.unsubscribe(out);
            return Ok(());
        }
        out.trace(Event::consumer(ConsumerEvent::Subscribed(topics.clone())));
        self.subscription.choice = Choice::Topics(topics);
        self.on_subscribed(out);
        Ok(())
    }

    fn unsubscribe(&mut self, out: &mut Out<'_>) {
        self.leave_group(super::leave::Reason::Unsubscribed, out);
        self.subscription = super::subscription::Subscription::default();
        self.buffer.clear();
    }

    fn assign_by_hand(
        &mut self,
        partitions: Vec<NamedPartition>,
        out: &mut Out<'_>,
    ) -> Result<(), ConsumerError> {
        if self.subscription.is_by_group() {
            return Err(ConsumerError::TwoSubscriptions);
        }
        if partitions.is_empty() {
            self.unsubscribe(out);
            return Ok(());
        }
        let (mut chosen, mut known) = (Vec::new(), Vec::new());
        for one in partitions {
            known.extend(self.cluster.partition(&one.topic, one.partition));
            chosen.push(ChosenPartition {
                topic: one.topic,
                index: one.partition,
                sought: None,
                paused: false,
                is_missing: false,
            });
        }
        self.subscription.choice = Choice::Assigned(chosen);
        self.subscription.assign(&known);
        Ok(())
    }

    /// The partition of that name, if the consumer has it.
    fn own(&self, named: &NamedPartition) -> Result<TopicPartition, ConsumerError> {
        let partition = self.cluster.partition(&named.topic, named.partition);
        let has_it = |it: &TopicPartition| self.subscription.partitions.contains_key(it);
        match partition.filter(has_it) {
            Some(partition) => Ok(partition),
            None => Err(ConsumerError::NotAssigned(
                Arc::clone(&named.topic),
                named.partition,
            )),
        }
    }

    fn seek(
        &mut self,
        named: &NamedPartition,
        offset: Offset,
        out: &mut Out<'_>,
    ) -> Result<(), ConsumerError> {
        if offset < Offset::ZERO {
            return Err(ConsumerError::NegativeOffset);
        }
        if let Some(chosen) = self.unheard_of(named) {
            chosen.sought = Some(Sought::Offset(offset));
            self.say_sought(named, offset, out);
            return Ok(());
        }
        match self.own(named) {
            Ok(partition) => {
                self.seek_to(partition, offset, out);
                Ok(())
            }
            // It says where it goes before it looks whether it may.
            Err(error) => {
                self.say_sought(named, offset, out);
                Err(error)
            }
        }
    }

    fn say_sought(&self, named: &NamedPartition, offset: Offset, out: &mut Out<'_>) {
        out.trace(Event::consumer(ConsumerEvent::Sought {
            topic: Arc::clone(&named.topic),
            partition: named.partition,
            offset,
        }));
    }

    /// A partition of the application's choice that the client has not heard of.
    fn unheard_of(&mut self, named: &NamedPartition) -> Option<&mut ChosenPartition> {
        let Choice::Assigned(chosen) = &mut self.subscription.choice else {
            return None;
        };
        if self
            .cluster
            .partition(&named.topic, named.partition)
            .is_some()
        {
            return None;
        }
        let mut chosen = chosen.iter_mut();
        chosen.find(|it| it.topic == named.topic && it.index == named.partition)
    }

    /// Goes to an offset; what was fetched ahead is of no use then.
    pub(super) fn seek_to(&mut self, partition: TopicPartition, offset: Offset, out: &mut Out<'_>) {
        let leader = self.cluster.leader(partition);
        let Some(state) = self.subscription.partitions.get_mut(&partition) else {
            return;
        };
        let position = state.position.map(|position| position.offset);
        // It may go elsewhere before a reset of its position that it asked for has an answer.
        let from = position.or(state.before).unwrap_or(offset);
        state.seek(Position {
            offset,
            epoch: None,
            leader,
        });
        if let Some(topic) = self.cluster.name_of(partition.topic) {
            out.trace(Event::consumer(ConsumerEvent::Sought {
                topic,
                partition: partition.partition,
                offset,
            }));
        }
        if from != offset {
            out.trace(Event::PositionReset {
                partition,
                from,
                to: offset,
                leader: None,
            });
        }
    }

    fn seek_to_boundary(&mut self, end: AutoOffsetReset, out: &mut Out<'_>) {
        if let Choice::Assigned(chosen) = &mut self.subscription.choice {
            for one in chosen {
                if self.cluster.partition(&one.topic, one.index).is_none() {
                    one.sought = Some(Sought::End(end));
                    out.trace(Event::consumer(ConsumerEvent::SoughtEnd {
                        topic: Arc::clone(&one.topic),
                        partition: one.index,
                        end,
                    }));
                }
            }
        }
        self.take_chosen();
        for partition in self.subscription.assigned() {
            if let Some(topic) = self.cluster.name_of(partition.topic) {
                out.trace(Event::consumer(ConsumerEvent::SoughtEnd {
                    topic,
                    partition: partition.partition,
                    end,
                }));
            }
            if let Some(state) = self.subscription.partitions.get_mut(&partition) {
                state.await_reset(end);
            }
        }
    }

    /// `pause` and `resume` take every partition that is assigned, whether the client has heard of it or not
    /// (`SubscriptionState.pause`).
    fn set_paused(&mut self, named: &NamedPartition, paused: bool) -> Result<(), ConsumerError> {
        if let Some(chosen) = self.unheard_of(named) {
            chosen.paused = paused;
            return Ok(());
        }
        let partition = self.own(named)?;
        self.subscription
            .partitions
            .get_or_default(partition)
            .paused = paused;
        Ok(())
    }

    fn commit_by_hand(
        &mut self,
        mode: CommitMode,
        offsets: Vec<(TopicPartition, Position)>,
        out: &mut Out<'_>,
    ) -> Result<(), ConsumerError> {
        self.needs_group()?;
        let then = self.application.after_call();
        self.call_commit(mode, offsets, then, out);
        Ok(())
    }

    /// What an earlier call was told, and what it is told yet, is not for the next one.
    fn withdraw_ends(&mut self) {
        self.application.ends.clear();
        for requests in self.in_flight.values_mut() {
            for asked in requests {
                if matches!(asked, InFlightRequest::End(_)) {
                    *asked = InFlightRequest::WithdrawnEnd;
                }
            }
        }
    }

    pub(super) fn ask_for_ends(&mut self, out: &mut Out<'_>) {
        if !self.take_chosen() {
            return self.ask_later(out);
        }
        let mut is_complete = true;
        for partition in self.subscription.assigned() {
            let is_known = self.application.ends.iter().any(|(of, _)| *of == partition);
            if !is_known {
                is_complete = false;
                let asked = InFlightRequest::End(partition);
                self.list_offset(partition, OffsetSpec::Latest, asked, out);
            }
        }
        if is_complete {
            self.returned(out);
        }
    }

    pub(super) fn on_end_response(&mut self, response: ListOffsetsResponse, out: &mut Out<'_>) {
        match response.offset {
            Ok(end) => {
                let end = end.unwrap_or(Offset(-1));
                self.application.ends.push((response.partition, end));
                self.go_on(out);
            }
            Err(error) if error.is_about_metadata() => self.ask_later(out),
            Err(_) => self.pause(out),
        }
    }
}
