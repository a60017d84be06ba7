//! How a member of the classic protocol gets from its join to its assignment: the leader assigns, everybody
//! asks (`JoinGroupResponseHandler`, `SyncGroupResponseHandler`, `ConsumerCoordinator.onLeaderElected`,
//! `onJoinComplete`).

use std::sync::Arc;

use super::Consumer;
use super::join::CONSUMER;
use super::membership::{Join, MemberState, TopicCounts};
use super::network::InFlightRequest;
use crate::group::MemberId;
use crate::group::assignor::{
    Assignor, GroupSubscription, NamedPartition, RebalanceProtocol, TopicMetadata, UserData,
};
use crate::group::classic::{JoinGroupResponse, Joined, MemberIdentity, SyncGroupRequest, Synced};
use crate::id::{GenerationId, TopicPartition};
use crate::sim::{Out, Timer};
use crate::trace::{ConsumerEvent, CoordinatorLoss, Event, RejoinReason};
use crate::wire::{Api, ErrorCode, Request};

impl Consumer {
    pub(super) fn on_join_response(&mut self, response: JoinGroupResponse, out: &mut Out<'_>) {
        if self.membership.state != MemberState::PreparingRebalance {
            return;
        }
        match response.result {
            Ok(joined) => self.joined(response.member_id, joined, out),
            Err(error) => {
                self.join_refused(error, response.member_id, out);
                self.membership.join = Join::Failed(error);
                self.go_on(out);
            }
        }
    }

    fn joined(&mut self, member_id: Option<MemberId>, joined: Joined, out: &mut Out<'_>) {
        let Some(connection) = self.coordinator_connection() else {
            self.membership.join = Join::Failed(ErrorCode::CoordinatorNotAvailable);
            return;
        };
        let is_leader = member_id.is_some() && joined.leader == member_id;
        let membership = &mut self.membership;
        membership.state = MemberState::CompletingRebalance;
        membership.generation = Some(joined.generation);
        membership.member_id = member_id;
        membership.protocol = joined.protocol_name.clone();
        let generation = membership.current();
        out.trace(Event::consumer(ConsumerEvent::Joined(generation)));
        self.start_heartbeats(out);
        let assignments = if is_leader && !joined.skip_assignment {
            self.assign(&joined, out)
        } else {
            if is_leader {
                self.membership.snapshot = Some(self.counts_of_group(&joined));
                self.membership.snapshot_version = self.cluster.update_version();
            }
            Vec::new()
        };
        let Some(member) = self.identity() else {
            return;
        };
        let request = SyncGroupRequest {
            member,
            protocol_type: Some(CONSUMER.into()),
            protocol_name: joined.protocol_name,
            assignments,
        };
        let asked = InFlightRequest::Sync(joined.generation);
        self.ask_on(connection, Request::SyncGroup(request), asked, out);
    }

    /// Who the member says that it is.
    pub(super) fn identity(&self) -> Option<MemberIdentity> {
        Some(MemberIdentity {
            group_id: self.group_id(),
            member_id: self.membership.member_id.clone()?,
            instance_id: self.config.instance_id(),
            generation: self.membership.generation?,
        })
    }

    fn counts_of_group(&self, joined: &Joined) -> TopicCounts {
        let mut topics: Vec<Arc<str>> = Vec::new();
        for member in &joined.members {
            for topic in &member.subscription.topics {
                if !topics.contains(topic) {
                    topics.push(Arc::clone(topic));
                }
            }
        }
        self.topic_counts(&topics)
    }

    /// The leader assigns (`ConsumerCoordinator.onLeaderElected`).
    fn assign(
        &mut self,
        joined: &Joined,
        out: &mut Out<'_>,
    ) -> Vec<(MemberId, Vec<NamedPartition>)> {
        let counts = self.counts_of_group(joined);
        let mut topics = Vec::new();
        for (name, partitions, _) in &counts {
            let count = usize::try_from(*partitions).unwrap_or(0);
            let mut replica_racks = vec![Vec::new(); count];
            let known = self.cluster.racks_of(name);
            for (racks, of_replicas) in replica_racks.iter_mut().zip(known) {
                racks.extend(of_replicas.iter().flatten().cloned());
            }
            topics.push(TopicMetadata {
                name: Arc::clone(name),
                replica_racks,
            });
        }
        let named = joined.protocol_name.as_deref().and_then(Assignor::named);
        let Some(assignor) = named else {
            return Vec::new();
        };
        let group = GroupSubscription {
            members: &joined.members,
            topics: &topics,
            prefer_rack_aware_logic: false,
        };
        let mut assignments = Vec::new();
        for (member, share) in joined.members.iter().zip(assignor.assign(&group)) {
            assignments.push((member.id.clone(), share.partitions));
        }
        self.membership.snapshot = Some(self.topic_counts(self.subscription.topics()));
        self.membership.snapshot_version = self.cluster.update_version();
        out.trace(Event::consumer(ConsumerEvent::AssignmentFinished {
            generation: joined.generation,
            assignments: assignments.clone(),
        }));
        assignments
    }

    pub(super) fn on_sync_response(
        &mut self,
        sent: GenerationId,
        result: Result<Synced, ErrorCode>,
        out: &mut Out<'_>,
    ) {
        let is_current = self.membership.state == MemberState::CompletingRebalance
            && self.membership.generation == Some(sent);
        if !is_current {
            return;
        }
        match result {
            Ok(synced) => {
                self.membership.state = MemberState::Stable;
                self.membership.must_join = false;
                let generation = self.membership.current();
                out.trace(Event::consumer(ConsumerEvent::Synced(generation)));
                self.membership.join = Join::Done(synced.assignment);
            }
            Err(error) => {
                self.sync_refused(error, out);
                self.membership.join = Join::Failed(error);
            }
        }
        self.go_on(out);
    }

    /// Takes the assignment over, within `poll`.
    pub(super) fn join_complete(&mut self, assignment: Vec<NamedPartition>, out: &mut Out<'_>) {
        let mut assigned = Vec::new();
        for one in &assignment {
            assigned.extend(self.cluster.partition(&one.topic, one.partition));
        }
        let owned = self.subscription.assigned();
        let without = |all: &[TopicPartition], others: &[TopicPartition]| {
            let mut left = all.to_vec();
            left.retain(|it| !others.contains(it));
            left
        };
        let (added, revoked) = (without(&assigned, &owned), without(&owned, &assigned));
        if self.rebalance_protocol() == RebalanceProtocol::Cooperative {
            out.trace(Event::consumer(ConsumerEvent::AssignmentUpdated {
                assigned: assigned.clone(),
                owned,
            }));
            if !revoked.is_empty() {
                let event = ConsumerEvent::PartitionsRevoked(revoked.clone());
                out.trace(Event::consumer(event));
                self.request_rejoin(RejoinReason::MustRevoke(revoked), out);
            }
        }
        self.membership.last = Some(UserData {
            previous_assignment: assignment.clone(),
            generation: self.membership.generation,
        });
        self.membership.must_prepare = true;
        out.trace(Event::consumer(ConsumerEvent::AssignorNotified(assignment)));
        self.restart_auto_commit(out);
        self.take_assignment(&assigned);
        out.trace(Event::consumer(ConsumerEvent::PartitionsAssigned(added)));
    }

    /// What a refused join means at once (`JoinGroupResponseHandler`).
    fn join_refused(&mut self, error: ErrorCode, member_id: Option<MemberId>, out: &mut Out<'_>) {
        match error {
            ErrorCode::MemberIdRequired => {
                self.membership.member_id = member_id;
                self.membership.generation = None;
                self.request_rejoin(RejoinReason::MemberIdGiven, out);
            }
            ErrorCode::UnknownMemberId => {
                self.refused(Api::JoinGroup, error, out);
                let reason = RejoinReason::Refused(error, Api::JoinGroup);
                self.reset_and_rejoin(reason, true, out);
            }
            ErrorCode::CoordinatorNotAvailable | ErrorCode::NotCoordinator => {
                self.refused(Api::JoinGroup, error, out);
                self.coordinator_lost(CoordinatorLoss::Error(error), out);
            }
            _ => self.refused(Api::JoinGroup, error, out),
        }
    }

    fn sync_refused(&mut self, error: ErrorCode, out: &mut Out<'_>) {
        self.refused(Api::SyncGroup, error, out);
        match error {
            ErrorCode::UnknownMemberId | ErrorCode::IllegalGeneration => {
                let reason = RejoinReason::Refused(error, Api::SyncGroup);
                let forgets = error != ErrorCode::IllegalGeneration;
                self.reset_and_rejoin(reason, forgets, out);
            }
            ErrorCode::CoordinatorNotAvailable | ErrorCode::NotCoordinator => {
                self.coordinator_lost(CoordinatorLoss::Error(error), out);
            }
            _ => {}
        }
    }

    fn refused(&self, api: Api, error: ErrorCode, out: &mut Out<'_>) {
        out.trace(Event::consumer(ConsumerEvent::GroupRequestFailed {
            api,
            error: error.into(),
            is_ignored: false,
            generation: self.membership.current(),
            coordinator: self.coordinator.broker,
        }));
    }

    /// The connection ended while the member joined.
    pub(super) fn join_disconnected(&mut self, out: &mut Out<'_>) {
        if self.membership.join == Join::UnderWay {
            self.membership.join = Join::Failed(ErrorCode::NetworkException);
            out.cancel_timer(Timer::Heartbeat);
        }
    }
}
