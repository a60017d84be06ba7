//! What `poll` makes of what was fetched (`FetchCollector`).

use super::Consumer;
use super::application::Handed;
use super::error::ConsumerError;
use super::fetch::CompletedFetch;
use super::subscription::Position;
use crate::config::AutoOffsetReset;
use crate::id::{LeaderEpoch, Offset};
use crate::log::Record;
use crate::sim::Out;
use crate::trace::{ConsumerEvent, Event};
use crate::wire::ErrorCode;

/// What a consumer does besides reading on, the more careful the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Next {
    GoOn,
    /// It waits for a moment (`retry.backoff.ms`).
    Pause,
    /// It asks who leads.
    AskForMetadata,
}

impl Consumer {
    /// Takes up to `max.poll.records` records out of the buffer (`collectFetch`).
    ///
    /// # Errors
    /// When an offset is not there any more and the application has to decide.
    pub(super) fn collect(&mut self, out: &mut Out<'_>) -> Result<Vec<Handed>, ConsumerError> {
        let mut left = u64::from(self.config.max_poll_records);
        let (mut handed, mut kept) = (Vec::new(), Vec::new());
        let mut next = Next::GoOn;
        let mut failure = None;
        for mut completed in core::mem::take(&mut self.buffer) {
            let is_paused = self
                .subscription
                .partitions
                .get(&completed.partition)
                .is_some_and(|state| !state.is_fetchable());
            if left == 0 || is_paused || failure.is_some() {
                kept.push(completed);
                continue;
            }
            match self.look_into(&completed, out) {
                Ok(now) => next = next.max(now),
                // What was taken before is handed over first; the error comes with the next call.
                Err(error) => {
                    failure = Some(error);
                    if !handed.is_empty() {
                        kept.push(completed);
                    }
                    continue;
                }
            }
            if let Some(records) = self.drain(&mut completed, &mut left, out) {
                handed.push(records);
            }
            if completed.records_left() > 0 && self.is_current(&completed) {
                kept.push(completed);
            }
        }
        self.buffer = kept;
        match next {
            Next::GoOn => {}
            Next::Pause => {
                self.is_pausing = true;
                self.pause(out);
            }
            Next::AskForMetadata => {
                self.is_pausing = true;
                self.ask_later(out);
            }
        }
        match failure {
            Some(error) if handed.is_empty() => Err(error),
            _ => Ok(handed),
        }
    }

    /// Whether what was fetched follows on the position.
    fn is_current(&self, completed: &CompletedFetch) -> bool {
        let position = self.subscription.valid_position(completed.partition);
        position.is_some_and(|position| position.offset == completed.next_offset)
    }

    /// What an answer says besides records (`handleInitializeSuccess`, `handleInitializeErrors`). An offset
    /// that a follower does not have may well be the leader's: only there the position is lost.
    fn look_into(
        &mut self,
        completed: &CompletedFetch,
        out: &mut Out<'_>,
    ) -> Result<Next, ConsumerError> {
        let partition = completed.partition;
        if completed.next_offset > completed.fetch_offset {
            return Ok(Next::GoOn);
        }
        let Some(error) = completed.error else {
            if let Some(replica) = completed.preferred {
                self.read_from(partition, replica, out);
            }
            if let Some(state) = self.subscription.partitions.get_mut(&partition) {
                state.high_watermark = Some(completed.high_watermark);
            }
            return Ok(Next::GoOn);
        };
        match error {
            ErrorCode::OffsetOutOfRange => {
                let by_leader = self.read_replicas.remove(&partition).is_none();
                if by_leader && self.is_current(completed) {
                    self.on_out_of_range(completed, out)?;
                }
                Ok(Next::GoOn)
            }
            ErrorCode::UnknownLeaderEpoch => Ok(Next::Pause),
            error if error.is_about_metadata() || error == ErrorCode::OffsetNotAvailable => {
                self.read_replicas.remove(&partition);
                if completed.is_led_anew {
                    self.ask_later(out);
                    return Ok(Next::GoOn);
                }
                Ok(Next::AskForMetadata)
            }
            _ => Ok(Next::Pause),
        }
    }

    fn on_out_of_range(
        &mut self,
        completed: &CompletedFetch,
        out: &mut Out<'_>,
    ) -> Result<(), ConsumerError> {
        let partition = completed.partition;
        let reset = self.config.auto_offset_reset;
        let Some(state) = self.subscription.partitions.get_mut(&partition) else {
            return Ok(());
        };
        if let Some(position) = state.position {
            out.trace(Event::consumer(ConsumerEvent::PositionOutOfRange {
                partition,
                position,
            }));
            if reset == AutoOffsetReset::None {
                return Err(ConsumerError::OffsetOutOfRange(partition, position));
            }
        }
        state.await_reset(reset);
        Ok(())
    }

    /// Hands over what still follows on the position, and moves the position.
    fn drain(
        &mut self,
        completed: &mut CompletedFetch,
        left: &mut u64,
        out: &mut Out<'_>,
    ) -> Option<Handed> {
        if !self.is_current(completed) {
            return None;
        }
        let partition = completed.partition;
        let first_offset = completed.next_offset;
        let (next_offset, epoch) = advance(completed, *left)?;
        let mut records: Vec<Record> = Vec::new();
        for batch in &completed.batches {
            for (place, record) in batch.records.iter().enumerate() {
                let offset = batch.base_offset.plus(place);
                if (first_offset..next_offset).contains(&offset) {
                    records.push(record.clone());
                }
            }
        }
        completed.next_offset = next_offset;
        *left -= u64::try_from(next_offset.0 - first_offset.0).unwrap_or(0);
        let leader = self.cluster.leader(partition);
        if let Some(state) = self.subscription.partitions.get_mut(&partition) {
            state.position = Some(Position {
                offset: next_offset,
                epoch: Some(epoch),
                leader,
            });
        }
        self.consumed += u64::try_from(next_offset.0 - first_offset.0).unwrap_or(0);
        out.trace(Event::RecordsConsumed {
            partition,
            first_offset,
            next_offset,
        });
        Some(Handed {
            partition,
            first_offset,
            next_offset,
            records,
        })
    }
}

/// Where reading comes to when so many more records may be taken, and the epoch of the last of them; none
/// where there is nothing to take.
fn advance(completed: &CompletedFetch, left: u64) -> Option<(Offset, LeaderEpoch)> {
    let last = completed.batches.last()?;
    let most = i64::try_from(left).unwrap_or(i64::MAX);
    let to = last
        .next_offset()
        .min(Offset(completed.next_offset.0.saturating_add(most)));
    if to <= completed.next_offset {
        return None;
    }
    let mut epoch = last.leader_epoch;
    for batch in &completed.batches {
        if batch.base_offset < to {
            epoch = batch.leader_epoch;
        }
    }
    Some((to, epoch))
}
