//! The fields of what members of groups and their coordinator say to each other.

use std::sync::Arc;

use highwater_core::group::MemberId;
use highwater_core::group::assignor::NamedPartition;
use highwater_core::group::classic::{
    GroupId, JoinGroupRequest, JoinGroupResponse, LeaveGroupRequest, MemberIdentity,
    SyncGroupRequest, Synced,
};
use highwater_core::id::TopicPartition;
use highwater_core::wire::{
    CommittedOffset, ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse,
    OffsetCommitRequest, OffsetCommitResponse, OffsetFetchRequest, Request, Response,
};

use super::super::meaning::FieldMeaning::*;
use super::{List, Parts, or_minus_one};
use crate::command::partition_name;

impl List<'_> {
    pub(super) fn group_request(&mut self, request: &Request) {
        match request {
            Request::FindCoordinator(group) | Request::DescribeGroup(group) => self.group(group),
            Request::JoinGroup(request) => self.join(request),
            Request::SyncGroup(request) => self.sync(request),
            Request::Heartbeat(member) => self.member_of(member),
            Request::LeaveGroup(request) => self.leave(request),
            Request::OffsetCommit(request) => self.commit(request),
            Request::OffsetFetch(request) => self.ask_for_offsets(request),
            Request::ConsumerGroupHeartbeat(request) => self.consumer_heartbeat(request),
            _ => {}
        }
    }

    pub(super) fn group_response(&mut self, response: &Response) {
        match response {
            Response::FindCoordinator(result) => {
                self.error(result.err());
                let broker = result.ok().map(|broker| broker.0);
                self.put("nodeId", or_minus_one(broker), CoordinatorId);
            }
            Response::DescribeGroup(result) => {
                self.error(result.as_ref().err().copied());
                let state = result.map_or("''", highwater_core::group::GroupState::name);
                self.put("groupState", state, GroupState);
            }
            Response::JoinGroup(response) => self.joined(response),
            Response::SyncGroup(result) => {
                self.error(result.as_ref().err().copied());
                if let Ok(synced) = result {
                    self.synced(synced);
                }
            }
            Response::Heartbeat(result) => self.error(result.err()),
            Response::LeaveGroup(result) => {
                self.error(result.as_ref().err().copied());
                for member in result.iter().flatten() {
                    self.error(member.err());
                }
            }
            Response::OffsetCommit(response) => self.committed(response),
            Response::OffsetFetch(result) => {
                self.error(result.as_ref().err().copied());
                for (partition, committed) in result.iter().flatten() {
                    self.committed_offset(*partition, committed.as_ref());
                }
            }
            Response::ConsumerGroupHeartbeat(result) => {
                self.error(result.as_ref().err().map(|error| error.code));
                if let Ok(response) = result {
                    self.consumer_heard(response);
                }
            }
            _ => {}
        }
    }

    fn group(&mut self, group: &GroupId) {
        self.put("groupId", &*group.0, Group);
    }

    fn member(&mut self, member: Option<&MemberId>, instance: Option<&Arc<str>>) {
        self.put("memberId", member.map_or("''", |id| &id.0), Member);
        if let Some(instance) = instance {
            self.put("groupInstanceId", &**instance, InstanceId);
        }
    }

    fn join(&mut self, request: &JoinGroupRequest) {
        self.group(&request.group_id);
        self.put(
            "sessionTimeoutMs",
            request.session_timeout_ms,
            SessionTimeout,
        );
        self.put(
            "rebalanceTimeoutMs",
            request.rebalance_timeout_ms,
            RebalanceTimeout,
        );
        self.member(request.member_id.as_ref(), request.instance_id.as_ref());
        let mut protocols = Parts::default();
        for protocol in &request.protocols {
            let topics = names(&protocol.subscription.topics);
            protocols.add(&[&protocol.name, " [", &topics, "]"].concat());
        }
        self.put_text("protocols", protocols.done(), Protocols);
    }

    fn joined(&mut self, response: &JoinGroupResponse) {
        self.error(response.result.as_ref().err().copied());
        self.member(response.member_id.as_ref(), None);
        let Ok(joined) = &response.result else {
            return;
        };
        self.put("generationId", joined.generation, Generation);
        let name = joined.protocol_name.as_deref().unwrap_or("null");
        self.put("protocolName", name, Assignor);
        let leader = joined.leader.as_ref().map_or("''", |id| &id.0);
        self.put("leader", leader, GroupLeader);
        let mut members = Parts::default();
        for member in &joined.members {
            members.add(&member.id.0);
        }
        self.put_text("members", members.done(), GroupMembers);
    }

    fn sync(&mut self, request: &SyncGroupRequest) {
        self.member_of(&request.member);
        let mut assignments = Parts::default();
        for (member, assignment) in &request.assignments {
            assignments.add(&[&member.0, " [", &named(assignment), "]"].concat());
        }
        self.put_text("assignments", assignments.done(), Assignments);
    }

    fn synced(&mut self, synced: &Synced) {
        let name = synced.protocol_name.as_deref().unwrap_or("null");
        self.put("protocolName", name, Assignor);
        self.put_text("assignment", named(&synced.assignment), MemberAssignment);
    }

    fn member_of(&mut self, member: &MemberIdentity) {
        self.group(&member.group_id);
        self.put("generationId", member.generation, Generation);
        self.member(Some(&member.member_id), member.instance_id.as_ref());
    }

    fn leave(&mut self, request: &LeaveGroupRequest) {
        self.group(&request.group_id);
        let mut members = Parts::default();
        for member in &request.members {
            let id = member.member_id.as_ref().map(|id| &id.0);
            members.add(id.or(member.instance_id.as_ref()).map_or("''", |id| id));
        }
        self.put_text("members", members.done(), LeavingMembers);
    }

    fn commit(&mut self, request: &OffsetCommitRequest) {
        let committer = &request.committer;
        self.group(&committer.group_id);
        let generation = or_minus_one(committer.generation);
        self.put("generationIdOrMemberEpoch", generation, Generation);
        self.member(committer.member_id.as_ref(), committer.instance_id.as_ref());
        for one in &request.partitions {
            self.committed_offset(one.partition, Some(&one.committed));
        }
    }

    fn committed(&mut self, response: &OffsetCommitResponse) {
        for (partition, result) in &response.partitions {
            self.partition(*partition);
            self.error(result.err());
        }
    }

    fn committed_offset(&mut self, partition: TopicPartition, committed: Option<&CommittedOffset>) {
        self.partition(partition);
        let offset = or_minus_one(committed.map(|committed| committed.offset));
        self.put("committedOffset", offset, Committed);
    }

    fn ask_for_offsets(&mut self, request: &OffsetFetchRequest) {
        self.group(&request.group_id);
        for partition in request.partitions.iter().flatten() {
            self.partition(*partition);
        }
    }

    fn consumer_heartbeat(&mut self, request: &ConsumerGroupHeartbeatRequest) {
        self.group(&request.group_id);
        self.member(Some(&request.member_id), request.instance_id.as_ref());
        self.put("memberEpoch", request.member_epoch, MemberEpoch);
        if let Some(topics) = &request.subscribed_topic_names {
            let topics = names(topics);
            self.put_text("subscribedTopicNames", topics, SubscribedTopics);
        }
        if let Some(assignor) = &request.server_assignor {
            self.put("serverAssignor", &**assignor, Assignor);
        }
        if let Some(owned) = &request.topic_partitions {
            self.partitions("topicPartitions", owned, OwnedPartitions);
        }
    }

    fn consumer_heard(&mut self, response: &ConsumerGroupHeartbeatResponse) {
        self.member(Some(&response.member_id), None);
        self.put("memberEpoch", response.member_epoch, MemberEpoch);
        self.put(
            "heartbeatIntervalMs",
            response.heartbeat_interval_ms,
            HeartbeatInterval,
        );
        if let Some(assignment) = &response.assignment {
            self.partitions("assignment", assignment, MemberAssignment);
        }
    }

    fn partitions(
        &mut self,
        name: &'static str,
        partitions: &[TopicPartition],
        meaning: super::FieldMeaning,
    ) {
        let mut parts = Parts::default();
        for partition in partitions {
            parts.add(&self.names.name_of(*partition));
        }
        self.put_text(name, parts.done(), meaning);
    }
}

fn names(topics: &[Arc<str>]) -> String {
    let mut parts = Parts::default();
    for topic in topics {
        parts.add(topic);
    }
    parts.done()
}

fn named(partitions: &[NamedPartition]) -> String {
    let mut parts = Parts::default();
    for one in partitions {
        parts.add(&partition_name(&one.topic, one.partition));
    }
    parts.done()
}
