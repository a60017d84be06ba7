//! The group's coordinator: found, lost and found again (`AbstractCoordinator.lookupCoordinator`,
//! `markCoordinatorUnknown`).

use serde::{Deserialize, Serialize};

use super::Consumer;
use super::commit::CommitMode;
use super::error::ConsumerError;
use super::membership::ConsumerMemberState;
use super::network::InFlightRequest;
use crate::group::classic::JoinGroupResponse;
use crate::id::{BrokerId, TopicPartition};
use crate::java_hash_map::{DEFAULT_CAPACITY, order_by_topic};
use crate::sim::{Out, Timer};
use crate::time::Span;
use crate::trace::{ConsumerEvent, CoordinatorLoss, Event};
use crate::wire::{CommittedOffset, ErrorCode, OffsetFetchRequest, Request, Response};

/// What a consumer knows of its group's coordinator, and asks it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Coordinator {
    /// The broker, while it is known.
    pub broker: Option<BrokerId>,
    /// Whether nobody has said who it is, and it pauses before it asks again.
    pub(super) pauses: bool,
    /// What it has answered about committed positions and was not looked at.
    pub(super) committed: Option<Vec<(TopicPartition, Option<CommittedOffset>)>>,
    /// What it has answered to a join while the application was in no call that reads answers.
    pub(super) join_answer: Option<JoinGroupResponse>,
}

impl Consumer {
    /// One pass of the group's part of `poll` (`ConsumerCoordinator.poll`). Says whether positions may be
    /// updated and records read.
    ///
    /// # Errors
    /// When the member is out of its group for good.
    pub(super) fn poll_coordinator(&mut self, out: &mut Out<'_>) -> Result<bool, ConsumerError> {
        if !self.subscription.is_by_group() {
            self.auto_commit_if_due(out);
            return Ok(true);
        }
        // It is told once: whoever polls on all the same finds a member that does nothing, or joins again.
        if let Some(error) = self.membership.failed.take() {
            return Err(ConsumerError::Broker(error));
        }
        if self.config.is_consumer_protocol() {
            return self.poll_membership(out);
        }
        if self.coordinator.broker.is_none() {
            self.find_coordinator(out);
            return Ok(false);
        }
        if self.must_rejoin(out) && !self.join_if_needed(out)? {
            return Ok(false);
        }
        self.auto_commit_if_due(out);
        Ok(true)
    }

    /// Asks some broker who coordinates the group, unless it is asked.
    pub(super) fn find_coordinator(&mut self, out: &mut Out<'_>) {
        let is_asked = self.is_under_way(&|asked| *asked == InFlightRequest::FindCoordinator);
        let is_known = self.coordinator.broker.is_some();
        if is_asked || is_known || self.coordinator.pauses || !self.cluster.has_heard() {
            return;
        }
        let load = self.load_of();
        match self.cluster.least_loaded(load, out.now()) {
            Ok(broker) => {
                let request = Request::FindCoordinator(self.group_id());
                self.ask(broker, request, InFlightRequest::FindCoordinator, out);
            }
            Err(_) => self.find_failed(out),
        }
    }

    /// A member of the consumer protocol looks for its coordinator also while nobody polls, so that one that has
    /// lost the whole cluster finds its group again (`CoordinatorRequestManager.poll`).
    pub(super) fn look_for_coordinator(&mut self, out: &mut Out<'_>) {
        let is_member = self.membership.consumer_state != ConsumerMemberState::Unsubscribed;
        if self.subscription.is_by_group() && is_member {
            self.find_coordinator(out);
        }
    }

    /// Nobody has said who coordinates: it asks again after a pause (`AbstractCoordinator.ensureCoordinatorReady`,
    /// `RequestState.canSendRequest`), and in a call the classic consumer asks for metadata, too.
    pub(super) fn find_failed(&mut self, out: &mut Out<'_>) {
        self.coordinator.pauses = true;
        self.look_again(out);
        if !self.config.is_consumer_protocol() && self.application.step().reads_answers() {
            self.ask_later(out);
        }
    }

    /// Looks for the coordinator after a pause, unless something else does so before.
    fn look_again(&self, out: &mut Out<'_>) {
        let backoff = Span::from_ms(self.config.retry_backoff_ms);
        out.set_timer(Timer::Coordinator, backoff);
    }

    fn on_coordinator(&mut self, result: Result<BrokerId, ErrorCode>, out: &mut Out<'_>) {
        match result {
            Ok(broker) => {
                self.coordinator.broker = Some(broker);
                out.trace(Event::consumer(ConsumerEvent::CoordinatorFound(broker)));
                self.send_waiting_commits(out);
                self.on_coordinator_found(out);
                self.go_on(out);
            }
            Err(error) if error.is_retriable() => self.find_failed(out),
            Err(error) => {
                self.membership.failed = Some(error.into());
                self.go_on(out);
            }
        }
    }

    /// The coordinator is not who it was, or cannot be reached: it is asked for again.
    pub(super) fn coordinator_lost(&mut self, why: CoordinatorLoss, out: &mut Out<'_>) {
        let lost = self.mark_coordinator_unknown(why, out);
        self.coordinator_unanswered(lost, out);
    }

    /// Forgets the coordinator. The classic consumer wants nothing more of one that has not disconnected
    /// itself, and closes the connection: what it has asked on it, which is returned, stays unanswered
    /// (`AbstractCoordinator.markCoordinatorUnknown`, `ConsumerNetworkClient.disconnectAsync`).
    pub(super) fn mark_coordinator_unknown(
        &mut self,
        why: CoordinatorLoss,
        out: &mut Out<'_>,
    ) -> Vec<InFlightRequest> {
        let connection = self.coordinator_connection();
        if let Some(broker) = self.coordinator.broker.take() {
            out.trace(Event::consumer(ConsumerEvent::CoordinatorLost {
                coordinator: broker,
                why,
            }));
        }
        self.look_again(out);
        let disconnects = !self.config.is_consumer_protocol() && !why.is_disconnected();
        let Some(connection) = connection.filter(|_| disconnects) else {
            return Vec::new();
        };
        out.cancel_timer(Timer::RequestTimeout(connection));
        out.close(connection);
        self.in_flight.remove(&connection).unwrap_or_default()
    }

    /// Nobody knows what became of what was asked on the connection to the coordinator.
    pub(super) fn on_coordinator_disconnected(
        &mut self,
        lost: Vec<InFlightRequest>,
        out: &mut Out<'_>,
    ) {
        if !lost.is_empty() {
            self.coordinator_lost(CoordinatorLoss::DisconnectedUnanswered, out);
        } else if self.looks_at_coordinator() {
            self.coordinator_lost(CoordinatorLoss::Disconnected, out);
        }
        if self.coordinator.join_answer.take().is_some() {
            self.join_disconnected(out);
        }
        self.coordinator_unanswered(lost, out);
        self.go_on(out);
    }

    /// What was asked of the coordinator has no answer.
    pub(super) fn coordinator_unanswered(&mut self, lost: Vec<InFlightRequest>, out: &mut Out<'_>) {
        for asked in lost {
            match asked {
                InFlightRequest::Join | InFlightRequest::Sync(_) => self.join_disconnected(out),
                InFlightRequest::Commit(commit) => {
                    self.commit_failed(commit, ErrorCode::CoordinatorNotAvailable, out);
                }
                InFlightRequest::ConsumerHeartbeat => self.heartbeat_failed(out),
                _ => {}
            }
        }
    }

    /// Whether it would notice that the connection to the coordinator ends while nothing is asked on it: those
    /// look at it again and again that send heartbeats, and `poll` (`checkAndGetCoordinator`). Others hear of
    /// it when they ask next.
    fn looks_at_coordinator(&self) -> bool {
        if self.config.is_consumer_protocol() {
            return self.subscription.is_by_group();
        }
        self.is_in_generation() || self.application.step() == super::application::Step::Polling
    }

    /// It is time to look for the coordinator again, or to say again what was not heard.
    pub(super) fn on_coordinator_timer(&mut self, out: &mut Out<'_>) {
        self.coordinator.pauses = false;
        let needs_it = self.subscription.is_by_group()
            || !self.waiting_commits.is_empty()
            || self.application.step() == super::application::Step::Polling;
        if self.coordinator.broker.is_none() && needs_it {
            self.find_coordinator(out);
        }
        self.send_waiting_commits(out);
        self.go_on(out);
    }

    pub(super) fn on_group_response(
        &mut self,
        asked: InFlightRequest,
        response: Response,
        out: &mut Out<'_>,
    ) {
        match (asked, response) {
            (InFlightRequest::FindCoordinator, Response::FindCoordinator(result)) => {
                self.on_coordinator(result, out);
            }
            (InFlightRequest::Join, Response::JoinGroup(response)) => {
                self.coordinator.join_answer = Some(response);
                self.read_join_answer(out);
            }
            (InFlightRequest::Sync(sent), Response::SyncGroup(result)) => {
                self.on_sync_response(sent, result, out);
            }
            (InFlightRequest::Heartbeat(sent), Response::Heartbeat(result)) => {
                self.on_heartbeat_response(sent, result, out);
            }
            (InFlightRequest::Commit(commit), Response::OffsetCommit(response)) => {
                self.on_commit_response(commit, response, out);
            }
            (InFlightRequest::Committed(_), Response::OffsetFetch(result)) => {
                self.on_committed(result, out);
            }
            (InFlightRequest::Leave, Response::LeaveGroup(_)) => self.go_on(out),
            (InFlightRequest::ConsumerHeartbeat, Response::ConsumerGroupHeartbeat(result)) => {
                self.on_consumer_heartbeat(result, out)
            }
            _ => {}
        }
    }

    /// Reads what was answered to a join, if the application is in a call that reads answers: as long as the
    /// member is in no generation nobody else does (`HeartbeatThread` waits while
    /// `state.hasNotJoinedGroup()`).
    pub(super) fn read_join_answer(&mut self, out: &mut Out<'_>) {
        if self.application.step().reads_answers()
            && let Some(response) = self.coordinator.join_answer.take()
        {
            self.on_join_response(response, out);
        }
    }

    /// Takes the positions that the group has committed (`initWithCommittedOffsetsIfNeeded`). Says whether
    /// they are known.
    pub(super) fn init_from_committed(
        &mut self,
        initializing: &[TopicPartition],
        out: &mut Out<'_>,
    ) -> bool {
        if let Some(committed) = self.coordinator.committed.take() {
            self.take_committed(committed, out);
            let mut left = initializing.iter();
            let is_left = |it: &&TopicPartition| {
                self.subscription.partitions.get(it).is_some_and(|state| {
                    state.state == super::subscription::FetchState::Initializing && !state.looked_up
                })
            };
            if left.find(is_left).is_none() {
                for state in self.subscription.partitions.values_mut() {
                    state.looked_up = false;
                }
                return true;
            }
        }
        if self.coordinator.broker.is_none() {
            self.find_coordinator(out);
            return false;
        }
        if self.is_under_way(&|asked| matches!(asked, InFlightRequest::Committed(_))) {
            return false;
        }
        let Some(connection) = self.coordinator_connection() else {
            return false;
        };
        let mut request = OffsetFetchRequest {
            group_id: self.group_id(),
            member_id: None,
            member_epoch: None,
            partitions: Some(initializing.to_vec()),
        };
        if self.config.is_consumer_protocol() && self.subscription.is_by_group() {
            request.member_id = self.membership.member_id.clone();
            request.member_epoch = Some(self.membership.epoch);
        }
        let asked = InFlightRequest::Committed(initializing.to_vec());
        self.ask_on(connection, Request::OffsetFetch(request), asked, out);
        false
    }

    fn on_committed(
        &mut self,
        result: Result<Vec<(TopicPartition, Option<CommittedOffset>)>, ErrorCode>,
        out: &mut Out<'_>,
    ) {
        match result {
            Ok(committed) => {
                self.say_what_is_not_committed(&committed, out);
                self.coordinator.committed = Some(committed);
            }
            Err(ErrorCode::NotCoordinator) => {
                let why = CoordinatorLoss::Error(ErrorCode::NotCoordinator);
                self.coordinator_lost(why, out);
            }
            Err(ErrorCode::StaleMemberEpoch) => {}
            Err(error) if error.is_retriable() => return self.pause(out),
            Err(error) => self.raise(error.into(), out),
        }
        self.go_on(out);
    }

    /// In the order of the answer, which is that of the request (`OffsetFetchRequest.Builder`). Of partitions
    /// that are not there nothing is committed either.
    fn say_what_is_not_committed(
        &self,
        committed: &[(TopicPartition, Option<CommittedOffset>)],
        out: &mut Out<'_>,
    ) {
        let mut asked = Vec::new();
        for (place, (partition, _)) in committed.iter().enumerate() {
            if let Some(named) = self.cluster.named(*partition) {
                asked.push((named, place));
            }
        }
        for named in self.subscription.missing() {
            asked.push((named, committed.len()));
        }
        order_by_topic(&mut asked, DEFAULT_CAPACITY);
        for (named, place) in asked {
            let offset = committed.get(place).and_then(|(_, offset)| offset.as_ref());
            if offset.is_none() {
                out.trace(Event::consumer(ConsumerEvent::NoCommittedOffset(named)));
            }
        }
    }

    /// Positions begin where the group has committed (`ConsumerUtils.refreshCommittedOffsets`).
    fn take_committed(
        &mut self,
        committed: Vec<(TopicPartition, Option<CommittedOffset>)>,
        out: &mut Out<'_>,
    ) {
        for (partition, committed) in committed {
            let leader = self.cluster.leader(partition);
            let Some(state) = self.subscription.partitions.get_mut(&partition) else {
                continue;
            };
            if state.state != super::subscription::FetchState::Initializing {
                continue;
            }
            let Some(committed) = committed else {
                state.looked_up = true;
                continue;
            };
            let position = super::subscription::Position {
                offset: committed.offset,
                epoch: committed.leader_epoch,
                leader,
            };
            state.seek(position);
            if self.config.position_validation
                && let (Some(epoch), Some((_, current))) = (position.epoch, leader)
                && epoch < current
            {
                state.state = super::subscription::FetchState::AwaitValidation;
            }
            out.trace(Event::consumer(ConsumerEvent::PositionCommitted {
                partition,
                position,
            }));
        }
    }

    /// Whether `close` has nothing to wait for any more.
    pub(super) fn has_said_all(&self) -> bool {
        let waits = |asked: &InFlightRequest| match asked {
            InFlightRequest::Commit(commit) => commit.mode != CommitMode::Sync,
            InFlightRequest::Leave | InFlightRequest::ConsumerHeartbeat => true,
            _ => false,
        };
        !self.is_under_way(&waits)
    }
}
