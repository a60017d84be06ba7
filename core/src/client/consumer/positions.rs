//! Positions that are not valid: they are checked against the leader's epochs, taken from what the group
//! has committed, or set to one of the ends (`ClassicKafkaConsumer.updateFetchPositions`, `OffsetFetcher`).

use super::Consumer;
use super::deferred;
use super::error::ConsumerError;
use super::network::InFlightRequest;
use super::subscription::{Choice, FetchState, Position, Sought};
use crate::config::AutoOffsetReset;
use crate::id::{BrokerId, LeaderEpoch, Offset, TopicPartition};
use crate::log::OffsetForEpoch;
use crate::sim::{Out, Timer};
use crate::sorted::Map;
use crate::time::{Span, Time};
use crate::trace::{ConsumerEvent, Event};
use crate::wire::{
    EpochQuestion, ErrorCode, ListOffsetsRequest, ListOffsetsResponse, OffsetSpec,
    OffsetsForLeaderEpochRequest, OffsetsForLeaderEpochResponse, Request,
};

impl Consumer {
    /// Takes the partitions that the application chose as far as the client has heard of them; those that
    /// are heard of for the first time begin where the application sought. Says whether that is all of them.
    pub(super) fn take_chosen(&mut self) -> bool {
        let Choice::Assigned(chosen) = &mut self.subscription.choice else {
            return true;
        };
        let mut is_complete = true;
        for one in chosen {
            let Some(partition) = self.cluster.partition(&one.topic, one.index) else {
                is_complete = false;
                continue;
            };
            one.is_missing = false;
            let state = self.subscription.partitions.get_or_default(partition);
            state.paused |= core::mem::take(&mut one.paused);
            match one.sought.take() {
                Some(Sought::Offset(offset)) => state.seek(Position {
                    offset,
                    epoch: None,
                    leader: self.cluster.leader(partition),
                }),
                Some(Sought::End(end)) => state.await_reset(end),
                None => {}
            }
        }
        is_complete
    }

    /// Goes on with every position that is not valid. Says whether records may be read meanwhile.
    ///
    /// # Errors
    /// What the application has to decide.
    pub(super) fn update_positions(&mut self, out: &mut Out<'_>) -> Result<bool, ConsumerError> {
        self.validate_positions(out)?;
        let initializing = self
            .subscription
            .in_state(FetchState::Initializing, Time(u64::MAX));
        if !initializing.is_empty() || !self.subscription.missing().is_empty() {
            if self.config.has_group() && !deferred::init_from_committed(self, &initializing, out) {
                return Ok(false);
            }
            self.reset_initializing()?;
        }
        self.reset_positions(out)?;
        Ok(true)
    }

    /// What has no committed position either begins where `auto.offset.reset` says
    /// (`resetInitializingPositions`).
    fn reset_initializing(&mut self) -> Result<(), ConsumerError> {
        let mut undefined = Vec::new();
        let reset = self.config.auto_offset_reset;
        for (partition, state) in &mut self.subscription.partitions {
            if state.state != FetchState::Initializing {
                continue;
            }
            if reset == AutoOffsetReset::None {
                undefined.extend(self.cluster.named(*partition));
            } else {
                state.await_reset(reset);
            }
        }
        if reset == AutoOffsetReset::None {
            undefined.extend(self.subscription.missing());
        } else if let Choice::Assigned(chosen) = &mut self.subscription.choice {
            for one in chosen {
                if one.is_missing && one.sought.is_none() {
                    one.sought = Some(Sought::End(reset));
                }
            }
        }
        if undefined.is_empty() {
            return Ok(());
        }
        Err(ConsumerError::NoOffsetForPartition(undefined))
    }

    fn reset_positions(&mut self, out: &mut Out<'_>) -> Result<(), ConsumerError> {
        if let Some(error) = self.reset_error.take() {
            return Err(error);
        }
        for partition in self
            .subscription
            .in_state(FetchState::AwaitReset, out.now())
        {
            let state = self.subscription.partitions.get(&partition);
            let Some(to) = state.and_then(|state| state.reset) else {
                continue;
            };
            let spec = match to {
                AutoOffsetReset::Earliest => OffsetSpec::Earliest,
                AutoOffsetReset::Latest | AutoOffsetReset::None => OffsetSpec::Latest,
                AutoOffsetReset::ByDuration(ms) => {
                    let age = Span::from_ms(ms);
                    OffsetSpec::Timestamp(Time(out.now().0.saturating_sub(age.0)))
                }
            };
            let asked = InFlightRequest::Reset(partition);
            if self.list_offset(partition, spec, asked, out)
                && let Some(state) = self.subscription.partitions.get_mut(&partition)
            {
                // It is asked again when this is over, if no answer says where to go
                // (`setNextAllowedRetry`).
                state.retry_at = Some(out.now() + Span::from_ms(self.config.request_timeout_ms));
            }
        }
        Ok(())
    }

    /// Asks a partition's leader for an offset, unless that is under way. Says whether it did.
    pub(super) fn list_offset(
        &mut self,
        partition: TopicPartition,
        spec: OffsetSpec,
        asked: InFlightRequest,
        out: &mut Out<'_>,
    ) -> bool {
        if self.is_under_way(&|other| *other == asked) {
            return false;
        }
        let Some((leader, epoch)) = self.cluster.leader(partition) else {
            self.ask_later(out);
            return false;
        };
        let request = ListOffsetsRequest {
            partition,
            current_leader_epoch: Some(epoch),
            spec,
        };
        self.ask(leader, Request::ListOffsets(request), asked, out)
    }

    pub(super) fn on_reset_response(&mut self, response: ListOffsetsResponse, out: &mut Out<'_>) {
        let partition = response.partition;
        match response.offset {
            Ok(Some(offset)) => {
                self.reset_to(partition, offset, out);
                return self.go_on(out);
            }
            // Nothing is as young as asked: the answer says nothing of the partition, which goes on without
            // a position (`OffsetFetcherUtils.handleListOffsetResponse`).
            Ok(None) => return,
            Err(error) if error.is_about_metadata() => self.ask_later(out),
            Err(_) => {}
        }
        self.retry_later(partition, out);
        self.pause(out);
    }

    fn reset_to(&mut self, partition: TopicPartition, offset: Offset, out: &mut Out<'_>) {
        let position = Position {
            offset,
            epoch: None,
            leader: self.cluster.leader(partition),
        };
        let Some(state) = self.subscription.partitions.get_mut(&partition) else {
            return;
        };
        if state.state != FetchState::AwaitReset {
            return;
        }
        let from = state.before.unwrap_or(offset);
        state.seek(position);
        out.trace(Event::PositionReset {
            partition,
            from,
            to: offset,
            leader: position.leader,
        });
    }

    /// The client has heard of other leaders: a position that says in which epoch it stands is checked
    /// before it is read from (`validatePositionsOnMetadataChange`, KIP-320).
    pub(super) fn on_metadata(&mut self) {
        if let Choice::Assigned(chosen) = &mut self.subscription.choice {
            for one in chosen {
                one.is_missing = self.cluster.partition(&one.topic, one.index).is_none();
            }
        }
        let validates = self.config.position_validation;
        for (partition, state) in &mut self.subscription.partitions {
            let Some(position) = &mut state.position else {
                continue;
            };
            let leader = self.cluster.leader(*partition);
            if leader.is_none() || leader == position.leader {
                continue;
            }
            position.leader = leader;
            if validates && position.epoch.is_some() && state.state == FetchState::Fetching {
                state.state = FetchState::AwaitValidation;
                state.retry_at = None;
            }
        }
    }

    fn validate_positions(&mut self, out: &mut Out<'_>) -> Result<(), ConsumerError> {
        if let Some(error) = self.validation_error.take() {
            return Err(error);
        }
        let mut questions: Map<BrokerId, Vec<(EpochQuestion, Position)>> = Map::new();
        for partition in self
            .subscription
            .in_state(FetchState::AwaitValidation, out.now())
        {
            let state = self.subscription.partitions.get(&partition);
            let position = state.and_then(|state| state.position);
            let (Some(position), Some((leader, epoch))) =
                (position, self.cluster.leader(partition))
            else {
                self.ask_later(out);
                continue;
            };
            let Some(leader_epoch) = position.epoch else {
                continue;
            };
            let question = EpochQuestion {
                partition,
                current_leader_epoch: Some(epoch),
                leader_epoch,
            };
            questions.get_or_default(leader).push((question, position));
        }
        for (leader, asked) in questions {
            self.ask_where_epochs_ended(leader, &asked, out);
        }
        Ok(())
    }

    fn ask_where_epochs_ended(
        &mut self,
        leader: BrokerId,
        asked: &[(EpochQuestion, Position)],
        out: &mut Out<'_>,
    ) {
        let (mut partitions, mut positions) = (Vec::new(), Vec::new());
        for (question, position) in asked {
            partitions.push(*question);
            positions.push((question.partition, *position));
        }
        let retry_at = out.now() + Span::from_ms(self.config.request_timeout_ms);
        for (partition, _) in &positions {
            if let Some(state) = self.subscription.partitions.get_mut(partition) {
                state.retry_at = Some(retry_at);
            }
        }
        let request = OffsetsForLeaderEpochRequest { partitions };
        let asked = InFlightRequest::Validation(positions.clone());
        if !self.ask(leader, Request::OffsetsForLeaderEpoch(request), asked, out) {
            for (partition, _) in positions {
                self.retry_later(partition, out);
            }
        }
    }

    pub(super) fn on_validation_response(
        &mut self,
        asked: &[(TopicPartition, Position)],
        response: OffsetsForLeaderEpochResponse,
        out: &mut Out<'_>,
    ) {
        let mut truncated = Vec::new();
        for (partition, result) in response.partitions {
            let Some((_, position)) = asked.iter().find(|(of, _)| *of == partition) else {
                continue;
            };
            match result {
                Ok(end) => {
                    if let Some(diverging) = self.validated(partition, *position, end, out) {
                        truncated.push((partition, diverging));
                    }
                }
                Err(error) => {
                    self.retry_later(partition, out);
                    match error {
                        ErrorCode::UnknownLeaderEpoch => self.pause(out),
                        _ => self.ask_later(out),
                    }
                }
            }
        }
        if !truncated.is_empty() {
            self.validation_error = Some(ConsumerError::LogTruncation(truncated));
        }
        self.go_on(out);
    }

    /// Compares a position with where its epoch ended (`SubscriptionState.maybeCompleteValidation`). Without a
    /// reset policy the application is told what is gone.
    fn validated(
        &mut self,
        partition: TopicPartition,
        asked: Position,
        end: Option<OffsetForEpoch>,
        out: &mut Out<'_>,
    ) -> Option<Option<(Offset, LeaderEpoch)>> {
        let reset = self.config.auto_offset_reset;
        let state = self.subscription.partitions.get_mut(&partition)?;
        if state.state != FetchState::AwaitValidation || state.position != Some(asked) {
            return None;
        }
        let diverging = match end {
            Some(end) if asked.is_in(end) => {
                state.state = FetchState::Fetching;
                state.retry_at = None;
                return None;
            }
            Some(end) => Some((end.end_offset, end.epoch)),
            None => None,
        };
        let is_reset = reset != AutoOffsetReset::None;
        out.trace(Event::consumer(ConsumerEvent::TruncationDetected {
            partition,
            position: asked,
            diverging,
            is_reset,
        }));
        if !is_reset {
            return Some(diverging);
        }
        match diverging {
            Some((to, epoch)) => {
                state.seek(Position {
                    offset: to,
                    epoch: Some(epoch),
                    leader: asked.leader,
                });
                let from = asked.offset;
                out.trace(Event::PositionReset {
                    partition,
                    from,
                    to,
                    leader: None,
                });
            }
            None => state.await_reset(reset),
        }
        None
    }

    /// When the first partition may be asked about again.
    pub(super) fn wake_for_retries(&self, out: &mut Out<'_>) {
        let mut soonest: Option<Time> = None;
        for state in self.subscription.partitions.values() {
            if let Some(at) = state.retry_at
                && at > out.now()
            {
                soonest = Some(soonest.map_or(at, |before| before.min(at)));
            }
        }
        if let Some(at) = soonest {
            out.set_timer_at(Timer::Retry, at);
        }
    }
}
