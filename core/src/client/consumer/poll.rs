//! `poll`, and the calls that wait (`ClassicKafkaConsumer`). What a call waits for comes by messages and
//! timers: with each of them the call goes on where it can.

use std::sync::Arc;

use super::Consumer;
use super::application::{Handed, Step};
use super::deferred;
use super::error::ConsumerError;
use super::subscription::{Choice, ChosenPartition};
use crate::config::validate_topic_name;
use crate::group::assignor::NamedPartition;
use crate::shared::Shared;
use crate::sim::{Out, Timer};
use crate::trace::{ConsumerEvent, Event};

impl Consumer {
    /// Goes on with the call that the application is in, until it has to wait again.
    pub(super) fn go_on(&mut self, out: &mut Out<'_>) {
        while self.is_running && self.advance(out) {}
        self.wake_for_retries(out);
    }

    /// One pass; whether there may be more to do at once.
    fn advance(&mut self, out: &mut Out<'_>) -> bool {
        self.ask_if_due(out);
        if self.coordinator.join_answer.is_some() {
            deferred::read_join_answer(self, out);
        }
        match self.application.step {
            Step::Polling => match self.poll(out) {
                Ok(records) if records.is_empty() => false,
                Ok(records) => {
                    self.handed(records, out);
                    true
                }
                Err(error) => {
                    self.raise(error, out);
                    true
                }
            },
            Step::Committing => {
                deferred::go_on_committing(self, out);
                false
            }
            Step::Positioning(_) => match deferred::find_position(self, out) {
                Ok(is_known) => {
                    if is_known {
                        self.returned(out);
                    }
                    is_known
                }
                Err(error) => {
                    self.raise(error, out);
                    false
                }
            },
            Step::Ending => {
                deferred::ask_for_ends(self, out);
                self.application.step != Step::Ending
            }
            Step::Closing => {
                deferred::go_on_closing(self, out);
                false
            }
            Step::Idle | Step::Processing { .. } | Step::Closed => false,
        }
    }

    /// One pass of `poll`: the group first, then positions, then what was fetched; and before anything is
    /// handed over the next fetches go out.
    fn poll(&mut self, out: &mut Out<'_>) -> Result<Vec<Handed>, ConsumerError> {
        self.may_poll()?;
        if !self.take_chosen() {
            self.ask_later(out);
        }
        self.look_for_topics(out);
        let goes_on = match self.config.has_group() {
            true => deferred::poll_coordinator(self, out)?,
            false => true,
        };
        if goes_on && !self.update_positions(out)? {
            return Ok(Vec::new());
        }
        let records = self.collect(out)?;
        // A position that what was fetched has shown to be lost is looked for at once, as the next pass
        // would do.
        if records.is_empty() && goes_on {
            self.update_positions(out)?;
        }
        if !self.is_pausing {
            self.send_fetches(out);
        }
        Ok(records)
    }

    /// A topic that it subscribes to and has not heard of may come: it asks again after a pause
    /// (`Metadata.handleMetadataResponse`).
    fn look_for_topics(&self, out: &mut Out<'_>) {
        for topic in self.subscription.topics() {
            if self.cluster.topic(topic).is_none() {
                return self.ask_later(out);
            }
        }
    }

    /// What a broker says of topics that it reads which may not have such names
    /// (`Metadata.checkInvalidTopics`).
    pub(super) fn invalid_topics(&self) -> Option<ConsumerError> {
        let mut invalid = Vec::new();
        for topic in self.subscription.topics() {
            if validate_topic_name(topic).is_err() {
                invalid.push(Arc::clone(topic));
            }
        }
        if let Choice::Assigned(chosen) = &self.subscription.choice {
            for one in chosen {
                if validate_topic_name(&one.topic).is_err() && !invalid.contains(&one.topic) {
                    invalid.push(Arc::clone(&one.topic));
                }
            }
        }
        (!invalid.is_empty()).then_some(ConsumerError::InvalidTopics(invalid))
    }

    /// `position`: whether every partition has one.
    pub(super) fn find_position(&mut self, out: &mut Out<'_>) -> Result<bool, ConsumerError> {
        let is_complete = self.take_chosen();
        if !is_complete {
            self.ask_later(out);
        }
        self.update_positions(out)?;
        for partition in self.subscription.assigned() {
            if self.subscription.valid_position(partition).is_none() {
                return Ok(false);
            }
        }
        Ok(is_complete)
    }

    /// A partition that has no valid position.
    fn without_position(&self) -> Option<NamedPartition> {
        for partition in self.subscription.assigned() {
            if self.subscription.valid_position(partition).is_none() {
                return self.cluster.named(partition);
            }
        }
        let Choice::Assigned(chosen) = &self.subscription.choice else {
            return None;
        };
        let is_unheard = |one: &&ChosenPartition| {
            let known = self.cluster.partition(&one.topic, one.index);
            known.is_none()
        };
        Some(chosen.iter().find(is_unheard)?.named())
    }

    /// The time of the call that the application waits in is up.
    pub(super) fn on_call_end(&mut self, out: &mut Out<'_>) {
        match self.application.step {
            Step::Polling if self.application.limit.is_some() => self.rest(out),
            Step::Positioning(_) => {
                if let Some(partition) = self.without_position() {
                    let after_ms = self.call_timeout_ms;
                    self.raise(
                        ConsumerError::PositionTimeout {
                            after_ms,
                            partition,
                        },
                        out,
                    );
                } else {
                    self.returned(out);
                    self.go_on(out);
                }
            }
            Step::Committing => {
                let error = self.commit_timed_out();
                self.raise(error, out);
            }
            Step::Ending => {
                let after_ms = self.call_timeout_ms;
                self.raise(ConsumerError::EndsTimeout { after_ms }, out);
            }
            Step::Closing => self.closed(out),
            _ => {}
        }
    }

    /// The consumer is closed: nothing is sent any more.
    pub(super) fn closed(&mut self, out: &mut Out<'_>) {
        self.application.step = Step::Closed;
        self.application.limit = None;
        out.follow(Event::consumer(ConsumerEvent::Closed));
        for timer in [
            Timer::CallEnd,
            Timer::Fetch,
            Timer::Metadata,
            Timer::Retry,
            Timer::Heartbeat,
            Timer::Session,
            Timer::PollInterval,
            Timer::AutoCommit,
            Timer::Coordinator,
            Timer::Process,
        ] {
            out.cancel_timer(timer);
        }
        for (connection, _) in core::mem::take(&mut self.in_flight) {
            out.cancel_timer(Timer::RequestTimeout(connection));
            out.close(connection);
        }
        self.subscription = super::subscription::Subscription::default();
        self.buffer.clear();
        self.membership = Shared::default();
        self.coordinator = Shared::default();
    }
}
