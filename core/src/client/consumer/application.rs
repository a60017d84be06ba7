//! The application above a consumer as a program counter: poll, process, commit, and again.

use serde::{Deserialize, Serialize};

use super::Consumer;
use super::commit::CommitMode;
use super::deferred;
use super::error::ConsumerError;
use crate::id::{Offset, TopicPartition};
use crate::log::Record;
use crate::scenario::{ApplicationSpec, CommitCall, LoopPoint, OnFailure};
use crate::sim::{Out, Timer};
use crate::time::{Span, Time};
use crate::trace::{ConsumerEvent, Event};

/// What one `poll` handed over of one partition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Handed {
    /// The partition.
    pub partition: TopicPartition,
    /// The offset of the first record.
    pub first_offset: Offset,
    /// The offset after the last one.
    pub next_offset: Offset,
    /// The records.
    pub records: Vec<Record>,
}

/// Where an application is in its program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Step {
    /// Between calls: somebody makes them by hand.
    #[default]
    Idle,
    /// In `poll`.
    Polling,
    /// It works on the record at this place of what it has in hand.
    Processing {
        /// Of which partition.
        partition: TopicPartition,
        /// Which record.
        offset: Offset,
    },
    /// In `commitSync`.
    Committing,
    /// In `position`, until then.
    Positioning(Time),
    /// In `endOffsets`.
    Ending,
    /// In `close`.
    Closing,
    /// Its consumer is closed.
    Closed,
}

impl Step {
    /// Whether it is in a call that reads what brokers answer (`ConsumerNetworkClient.poll`).
    pub(super) fn reads_answers(self) -> bool {
        !matches!(self, Self::Idle | Self::Processing { .. } | Self::Closed)
    }
}

/// What comes after a call.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Then {
    /// Nothing: calls are made by hand.
    #[default]
    Rest,
    /// What is in hand is processed.
    Process,
    /// The next `poll`.
    Poll,
}

/// How long `poll` is called again and again by hand. The last call hands over all that it has, though that
/// be more than was still wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PollLimit {
    pub until: Time,
    pub records_left: u64,
}

/// The application.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    pub(super) spec: ApplicationSpec,
    pub(super) step: Step,
    /// What it was handed and has not done with; of calls by hand, what the last one brought.
    pub(super) in_hand: Vec<Handed>,
    pub(super) limit: Option<PollLimit>,
    pub(super) then: Then,
    /// Where it dies when it comes there next.
    pub(super) crash_at: Option<LoopPoint>,
    /// How many of the next records it fails to process.
    pub(super) failures_to_come: u32,
    /// Whether it polls in a loop, or did until a call threw something.
    pub(super) polls_on: bool,
    /// How much longer than it should it takes over a record.
    pub(super) slowness_ms: u64,
    /// By when it has to call `poll` again, as a member that is not in it.
    pub(super) polls_by: Option<Time>,
    /// What `endOffsets` was told.
    pub(super) ends: Vec<(TopicPartition, Offset)>,
}

impl Application {
    /// Where it is in its program.
    #[must_use]
    pub fn step(&self) -> Step {
        self.step
    }

    /// What it has in hand.
    #[must_use]
    pub fn in_hand(&self) -> &[Handed] {
        &self.in_hand
    }

    /// Whether it polls in a loop, or did until a call threw something.
    #[must_use]
    pub fn was_polling_on(&self) -> bool {
        self.polls_on
    }

    /// Where its process is to die when it comes there next.
    #[must_use]
    pub fn crash_at(&self) -> Option<LoopPoint> {
        self.crash_at
    }

    /// How many of the next records it is to fail to process.
    #[must_use]
    pub fn failures_to_come(&self) -> u32 {
        self.failures_to_come
    }

    /// What `endOffsets` was told last.
    #[must_use]
    pub fn ends(&self) -> &[(TopicPartition, Offset)] {
        &self.ends
    }

    /// How long it works on a record, with what it was slowed down by.
    #[must_use]
    pub fn takes_ms(&self) -> u64 {
        self.spec.process_ms.saturating_add(self.slowness_ms)
    }

    /// What it is to do with records.
    #[must_use]
    pub fn spec(&self) -> &ApplicationSpec {
        &self.spec
    }

    /// Whether it is on its way through its loop.
    pub(super) fn is_in_loop(&self) -> bool {
        let is_on = matches!(
            self.step,
            Step::Polling | Step::Processing { .. } | Step::Committing
        );
        is_on && self.limit.is_none() && (self.polls_on || !self.spec.by_hand)
    }

    /// What comes after a call that is made now: an application that loops by itself goes on with that.
    pub(super) fn after_call(&self) -> Then {
        match self.step {
            _ if self.spec.by_hand || !self.is_in_loop() => Then::Rest,
            Step::Processing { .. } => Then::Process,
            _ => Then::Poll,
        }
    }

    /// Whether processing is a step of its own: it takes time, or may fail.
    fn processes(&self) -> bool {
        self.spec.process_ms > 0
            || self.slowness_ms > 0
            || self.spec.fail_percent > 0
            || self.failures_to_come > 0
    }
}

impl Consumer {
    /// `poll` has returned records.
    pub(super) fn handed(&mut self, records: Vec<Handed>, out: &mut Out<'_>) {
        if let Some(limit) = &mut self.application.limit {
            for one in &records {
                limit.records_left = limit.records_left.saturating_sub(one.records.len() as u64);
            }
            let is_enough = limit.records_left == 0;
            self.application.in_hand.extend(records);
            if is_enough {
                self.rest(out);
            }
            return;
        }
        self.application.in_hand = records;
        if self.dies_at(LoopPoint::AfterPoll, out) {
            return;
        }
        if self.application.spec.commit_first {
            self.commit_in_loop(Then::Process, out);
        } else {
            self.process(out);
        }
    }

    /// Works on what is in hand, one record after the other; all at once if that takes no time.
    pub(super) fn process(&mut self, out: &mut Out<'_>) {
        self.leave_poll(out);
        if !self.application.processes() {
            for one in core::mem::take(&mut self.application.in_hand) {
                self.processed(one.partition, one.first_offset, one.next_offset, out);
            }
            return self.processed_all(out);
        }
        let Some(first) = self.application.in_hand.first() else {
            return self.processed_all(out);
        };
        self.application.step = Step::Processing {
            partition: first.partition,
            offset: first.first_offset,
        };
        let takes = Span::from_ms(self.application.takes_ms());
        out.set_timer(Timer::Process, takes);
    }

    /// A record is done, or has failed.
    pub(super) fn on_processed(&mut self, out: &mut Out<'_>) {
        let Step::Processing { partition, offset } = self.application.step else {
            return;
        };
        if self.fails(out) {
            return self.on_failure(partition, offset, out);
        }
        self.processed(partition, offset, offset.plus(1), out);
        self.go_to_next_record();
        self.process(out);
        self.go_on(out);
    }

    fn go_to_next_record(&mut self) {
        let in_hand = &mut self.application.in_hand;
        if let Some(first) = in_hand.first_mut() {
            first.first_offset = first.first_offset.plus(1);
            first.records.remove(0);
            if first.records.is_empty() {
                in_hand.remove(0);
            }
        }
    }

    fn fails(&mut self, out: &mut Out<'_>) -> bool {
        if self.application.failures_to_come > 0 {
            self.application.failures_to_come -= 1;
            return true;
        }
        let percent = self.application.spec.fail_percent;
        percent > 0 && out.random_below(100) < percent
    }

    /// What the application does about a record that it cannot process.
    fn on_failure(&mut self, partition: TopicPartition, offset: Offset, out: &mut Out<'_>) {
        let reaction = self.application.spec.on_failure;
        out.follow(Event::consumer(ConsumerEvent::ProcessingFailed {
            partition,
            offset,
            reaction,
        }));
        match reaction {
            OnFailure::PassOver => {
                self.go_to_next_record();
                self.process(out);
            }
            OnFailure::SeekBack => {
                // Each partition goes back to its first record that was not processed.
                for one in core::mem::take(&mut self.application.in_hand) {
                    self.seek_to(one.partition, one.first_offset, out);
                }
                self.poll_again(out);
            }
            OnFailure::Close => {
                self.application.in_hand.clear();
                deferred::close(self, out);
            }
        }
        self.go_on(out);
    }

    fn processed(
        &mut self,
        partition: TopicPartition,
        first_offset: Offset,
        next_offset: Offset,
        out: &mut Out<'_>,
    ) {
        if self.config.has_group() || self.application.processes() {
            out.trace(Event::consumer(ConsumerEvent::RecordsProcessed {
                partition,
                first_offset,
                next_offset,
            }));
        }
    }

    fn processed_all(&mut self, out: &mut Out<'_>) {
        if self.dies_at(LoopPoint::AfterProcess, out) {
            return;
        }
        if self.application.spec.commit_first {
            self.poll_again(out);
        } else {
            self.commit_in_loop(Then::Poll, out);
        }
    }

    fn commit_in_loop(&mut self, then: Then, out: &mut Out<'_>) {
        let mode = match self.application.spec.commit {
            CommitCall::None => return self.go_after_commit(then, out),
            CommitCall::Async => CommitMode::Async,
            CommitCall::Sync => CommitMode::Sync,
        };
        deferred::commit_in_loop(self, mode, then, out);
    }

    pub(super) fn commit_in_mode(&mut self, mode: CommitMode, then: Then, out: &mut Out<'_>) {
        self.leave_poll(out);
        let offsets = self.subscription.consumed();
        self.call_commit(mode, offsets, then, out);
        if mode == CommitMode::Async {
            self.go_after_commit(then, out);
        }
    }

    /// A commit in the loop is done, or was none.
    pub(super) fn go_after_commit(&mut self, then: Then, out: &mut Out<'_>) {
        match then {
            Then::Rest => self.rest(out),
            Then::Process => {
                if !self.dies_at(LoopPoint::AfterCommit, out) {
                    self.process(out);
                }
            }
            Then::Poll => {
                if self.application.spec.commit == CommitCall::None
                    || !self.dies_at(LoopPoint::AfterCommit, out)
                {
                    self.poll_again(out);
                }
            }
        }
    }

    /// The application calls `poll`.
    pub(super) fn poll_again(&mut self, out: &mut Out<'_>) {
        self.tell_late_poll(out);
        self.application.step = Step::Polling;
        self.stop_poll_interval(out);
    }

    pub(super) fn stop_poll_interval(&mut self, out: &mut Out<'_>) {
        self.application.polls_by = None;
        out.cancel_timer(Timer::PollInterval);
    }

    /// The application is not in `poll` any more: the time to the next call begins.
    pub(super) fn leave_poll(&mut self, out: &mut Out<'_>) {
        if self.subscription.is_by_group() && self.application.step == Step::Polling {
            let interval = Span::from_ms(self.config.max_poll_interval_ms);
            self.application.polls_by = Some(out.now() + interval);
            out.set_timer(Timer::PollInterval, interval);
        }
    }

    /// `position` or `endOffsets` has returned, and tells what was asked for.
    pub(super) fn returned(&mut self, out: &mut Out<'_>) {
        out.cancel_timer(Timer::CallEnd);
        let told = match self.application.step {
            Step::Positioning(_) => ConsumerEvent::PositionsTold(self.positions_told()),
            Step::Ending => ConsumerEvent::EndOffsetsTold(self.application.ends.clone()),
            _ => return,
        };
        // Of no partitions nothing was asked.
        if !self.subscription.partitions.is_empty() {
            out.follow(Event::consumer(told));
        }
        match core::mem::take(&mut self.application.then) {
            Then::Rest => self.rest(out),
            Then::Process => self.process(out),
            Then::Poll => self.poll_again(out),
        }
    }

    fn positions_told(&self) -> Vec<(TopicPartition, Offset)> {
        let mut told = Vec::new();
        for partition in self.subscription.assigned() {
            let position = self.subscription.valid_position(partition);
            told.extend(position.map(|position| (partition, position.offset)));
        }
        told
    }

    /// A call has returned, and nobody goes on by himself.
    pub(super) fn rest(&mut self, out: &mut Out<'_>) {
        self.leave_poll(out);
        self.application.limit = None;
        self.application.then = Then::Rest;
        self.application.step = Step::Idle;
        out.cancel_timer(Timer::CallEnd);
    }

    /// A call has thrown something. Whoever polls in a loop leaves it and closes the consumer; after a call
    /// by hand somebody else decides.
    pub(super) fn raise(&mut self, error: ConsumerError, out: &mut Out<'_>) {
        self.named_commit = None;
        out.follow(Event::consumer(ConsumerEvent::Raised(error)));
        if self.application.spec.by_hand || self.application.step == Step::Closing {
            self.rest(out);
        } else {
            self.application.in_hand.clear();
            deferred::close(self, out);
        }
    }

    /// Whether somebody wants the process to die here, in which case it does.
    fn dies_at(&mut self, point: LoopPoint, out: &mut Out<'_>) -> bool {
        if self.application.crash_at != Some(point) {
            return false;
        }
        self.application.crash_at = None;
        // Nothing is done any more in this turn.
        self.is_running = false;
        out.crash();
        true
    }
}
