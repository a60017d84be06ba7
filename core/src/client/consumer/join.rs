//! How a member of the classic protocol comes to join: when it has to, what it gives up before, what it says
//! (`AbstractCoordinator.joinGroupIfNeeded`, `ConsumerCoordinator.onJoinPrepare`). What follows is `sync`.

use std::sync::Arc;

use super::Consumer;
use super::commit::CommitMode;
use super::error::ConsumerError;
use super::membership::{Join, MemberState, TopicCounts};
use super::network::InFlightRequest;
use crate::group::assignor::{Assignor, NamedPartition, RebalanceProtocol, Subscription};
use crate::group::classic::{JoinGroupProtocol, JoinGroupRequest};
use crate::id::TopicPartition;
use crate::sim::{Out, Timer};
use crate::sorted::sort_by;
use crate::time::Span;
use crate::trace::{ConsumerEvent, Event, MetadataSnapshot, RejoinReason};
use crate::wire::{ErrorCode, ReplicaRacks, Request};

/// What groups of consumers are for, as the protocol says it.
pub(super) const CONSUMER: &str = "consumer";

impl Consumer {
    fn assignors(&self) -> &[Assignor] {
        self.config.partition_assignment_strategy.as_slice()
    }

    /// What it does with its partitions while its group rebalances, in the classic protocol.
    #[must_use]
    pub fn rebalance_protocol(&self) -> RebalanceProtocol {
        RebalanceProtocol::of(self.assignors())
    }

    /// The application has subscribed.
    pub(super) fn on_subscribed(&mut self, out: &mut Out<'_>) {
        if self.config.is_consumer_protocol() {
            self.on_subscription_updated(out);
        }
    }

    /// Whether the member has to join: it is in no generation, was told to, or what its generation builds
    /// on has changed (`rejoinNeededOrPending`).
    pub(super) fn must_rejoin(&mut self, out: &mut Out<'_>) -> bool {
        if self.membership.join != Join::None || self.membership.must_join {
            return true;
        }
        // Kafka looks at the snapshot first, but that one knows of other topics only after the next metadata.
        let topics = self.subscription.topics();
        let joined = self.membership.joined_topics.as_deref().unwrap_or_default();
        if joined.len() != topics.len() || !topics.iter().all(|it| joined.contains(it)) {
            let (before, now) = (joined.to_vec(), topics.to_vec());
            self.request_rejoin(RejoinReason::SubscriptionChanged { before, now }, out);
            return true;
        }
        let counts = self.topic_counts(topics);
        if let Some(before) = &self.membership.snapshot
            && !matches(before, &counts)
        {
            let before = snapshot(before, self.membership.snapshot_version);
            let now = snapshot(&counts, self.cluster.update_version());
            self.request_rejoin(RejoinReason::MetadataChanged { before, now }, out);
        }
        self.membership.must_join
    }

    pub(super) fn topic_counts(&self, topics: &[Arc<str>]) -> TopicCounts {
        let mut counts = Vec::new();
        for topic in topics {
            if let Some(count) = self.cluster.partitions_of(topic) {
                let racks = match self.config.rack() {
                    Some(_) => self.cluster.racks_of(topic).to_vec(),
                    None => Vec::new(),
                };
                counts.push((Arc::clone(topic), count, racks));
            }
        }
        sort_by(&mut counts, |one, other| one.0 < other.0);
        counts
    }

    /// The member will join with its next `poll` (`requestRejoin`).
    pub(super) fn request_rejoin(&mut self, reason: RejoinReason, out: &mut Out<'_>) {
        self.membership.must_join = true;
        self.membership.rejoin_reason = Some(reason.clone());
        out.trace(Event::consumer(ConsumerEvent::RejoinRequested {
            reason,
            member: self.membership.member_id.clone(),
        }));
    }

    /// The member is in no generation any more (`resetStateAndRejoin`).
    pub(super) fn reset_and_rejoin(
        &mut self,
        reason: RejoinReason,
        forgets_member_id: bool,
        out: &mut Out<'_>,
    ) {
        out.trace(Event::consumer(ConsumerEvent::GenerationReset {
            reason: reason.clone(),
            forgets_member_id,
        }));
        self.membership.state = MemberState::Unjoined;
        self.membership.generation = None;
        self.membership.protocol = None;
        if forgets_member_id {
            self.membership.member_id = None;
        }
        self.membership.must_prepare = true;
        self.request_rejoin(reason, out);
    }

    /// Goes on with joining. Says whether the member is in a generation and has its assignment.
    ///
    /// # Errors
    /// When it cannot be a member.
    pub(super) fn join_if_needed(&mut self, out: &mut Out<'_>) -> Result<bool, ConsumerError> {
        while self.must_rejoin(out) {
            if self.coordinator.broker.is_none() {
                self.find_coordinator(out);
                return Ok(false);
            }
            if self.membership.pauses {
                return Ok(false);
            }
            if self.membership.must_prepare {
                if !self.prepare_join(out) {
                    return Ok(false);
                }
                self.membership.must_prepare = false;
            }
            match core::mem::take(&mut self.membership.join) {
                Join::None => {
                    self.send_join(out);
                    return Ok(false);
                }
                Join::UnderWay => {
                    self.membership.join = Join::UnderWay;
                    return Ok(false);
                }
                Join::Done(assignment) => self.join_complete(assignment, out),
                Join::Failed(error) => self.join_failed(error, out)?,
            }
        }
        Ok(true)
    }

    /// Commits, if the consumer does so by itself, and gives up what it may not keep while the group
    /// rebalances. Says whether that is done.
    fn prepare_join(&mut self, out: &mut Out<'_>) -> bool {
        if self.config.commits_by_itself() && !self.membership.has_committed {
            self.membership.has_committed = true;
            if self.rebalance_protocol() == RebalanceProtocol::Eager {
                self.subscription.will_revoke(&self.subscription.assigned());
            }
            let offsets = self.subscription.consumed();
            self.commit(CommitMode::BeforeJoin, offsets, out);
        }
        if self.commits_before_join() {
            return false;
        }
        self.membership.has_committed = false;
        self.give_up_before_join(out);
        self.membership.snapshot = None;
        true
    }

    /// Whether a commit of what it is about to give up has no answer yet.
    pub(super) fn commits_before_join(&self) -> bool {
        self.is_under_way(&|asked| match asked {
            InFlightRequest::Commit(commit) => commit.mode == CommitMode::BeforeJoin,
            _ => false,
        })
    }

    fn give_up_before_join(&mut self, out: &mut Out<'_>) {
        let assigned = self.subscription.assigned();
        let membership = &self.membership;
        let is_in_none = membership.generation.is_none() || membership.member_id.is_none();
        if is_in_none && !assigned.is_empty() {
            out.trace(Event::consumer(ConsumerEvent::GivenAway));
            out.trace(Event::consumer(ConsumerEvent::PartitionsLost(assigned)));
            self.take_assignment(&[]);
        } else if self.rebalance_protocol() == RebalanceProtocol::Eager {
            if !assigned.is_empty() {
                out.trace(Event::consumer(ConsumerEvent::PartitionsRevoked(assigned)));
            }
            self.take_assignment(&[]);
        } else {
            let (mut kept, mut revoked) = (Vec::new(), Vec::new());
            for partition in assigned {
                let name = self.cluster.name_of(partition.topic);
                if name.is_some_and(|name| self.subscription.topics().contains(&name)) {
                    kept.push(partition);
                } else {
                    revoked.push(partition);
                }
            }
            if !revoked.is_empty() {
                out.trace(Event::consumer(ConsumerEvent::PartitionsRevoked(revoked)));
                self.take_assignment(&kept);
            }
        }
    }

    /// Takes exactly these partitions; what was fetched of others is dropped.
    pub(super) fn take_assignment(&mut self, partitions: &[TopicPartition]) {
        self.subscription.assign(partitions);
        let subscription = &self.subscription;
        self.buffer
            .retain(|it| subscription.partitions.contains_key(&it.partition));
    }

    fn send_join(&mut self, out: &mut Out<'_>) {
        let Some(connection) = self.coordinator_connection() else {
            return;
        };
        self.membership.state = MemberState::PreparingRebalance;
        self.membership.join = Join::UnderWay;
        self.membership.joined_topics = Some(self.subscription.topics().to_vec());
        out.trace(Event::consumer(ConsumerEvent::Joining));
        let mut protocols = Vec::new();
        for assignor in self.assignors() {
            protocols.push(JoinGroupProtocol {
                name: assignor.name().into(),
                subscription: self.own_subscription(*assignor),
            });
        }
        let reason = self.membership.rejoin_reason.as_ref();
        let request = JoinGroupRequest {
            group_id: self.group_id(),
            member_id: self.membership.member_id.clone(),
            instance_id: self.config.instance_id(),
            client_id: self.client_id(),
            session_timeout_ms: self.config.session_timeout_ms,
            rebalance_timeout_ms: self.config.max_poll_interval_ms,
            protocol_type: CONSUMER.into(),
            protocols,
            reason: reason.map(|reason| reason.short(self.membership.member_id.as_ref())),
        };
        let request = Request::JoinGroup(request);
        self.ask_on(connection, request, InFlightRequest::Join, out);
        out.cancel_timer(Timer::Heartbeat);
        out.cancel_timer(Timer::Session);
    }

    fn own_subscription(&self, assignor: Assignor) -> Subscription {
        let mut topics = self.subscription.topics().to_vec();
        sort_by(&mut topics, |one, other| one < other);
        Subscription {
            topics,
            user_data: assignor.user_data(self.membership.last.as_ref()),
            owned_partitions: self.named(&self.subscription.assigned()),
            generation: self.membership.generation,
            rack: self.config.rack(),
        }
    }

    /// Partitions by their names.
    pub(super) fn named(&self, partitions: &[TopicPartition]) -> Vec<NamedPartition> {
        let mut named = Vec::new();
        for partition in partitions {
            if let Some(topic) = self.cluster.name_of(partition.topic) {
                named.push(NamedPartition {
                    topic,
                    partition: partition.partition,
                });
            }
        }
        sort_by(&mut named, |one, other| {
            (&one.topic, one.partition) < (&other.topic, other.partition)
        });
        named
    }

    /// What comes after a join that failed, within `poll`.
    fn join_failed(&mut self, error: ErrorCode, out: &mut Out<'_>) -> Result<(), ConsumerError> {
        self.membership.state = MemberState::Unjoined;
        if error == ErrorCode::MemberIdRequired {
            return Ok(());
        }
        self.request_rejoin(RejoinReason::RebalanceFailed(error), out);
        let goes_on = matches!(
            error,
            ErrorCode::UnknownMemberId
                | ErrorCode::IllegalGeneration
                | ErrorCode::RebalanceInProgress
        );
        if goes_on {
            return Ok(());
        }
        if error == ErrorCode::GroupMaxSizeReached {
            let group = Arc::clone(&self.config.group_id);
            return Err(ConsumerError::GroupMaxSizeReached(group));
        }
        if !error.is_retriable() {
            return Err(error.into());
        }
        self.membership.pauses = true;
        let backoff = Span::from_ms(self.config.retry_backoff_ms);
        out.set_timer(Timer::Join, backoff);
        Ok(())
    }

    /// The pause after a failed join is over.
    pub(super) fn on_join_timer(&mut self, out: &mut Out<'_>) {
        self.membership.pauses = false;
        self.go_on(out);
    }
}

/// Whether a leader that has assigned by one snapshot need not assign anew by the other: racks count as sets
/// (`PartitionRackInfo`).
fn matches(before: &TopicCounts, now: &TopicCounts) -> bool {
    let has_all = |one: &[ReplicaRacks], other: &[ReplicaRacks]| {
        let mut pairs = one.iter().zip(other);
        one.len() == other.len() && pairs.all(|(a, b)| a.iter().all(|rack| b.contains(rack)))
    };
    let mut pairs = before.iter().zip(now);
    before.len() == now.len()
        && pairs.all(|(one, other)| {
            let is_same = one.0 == other.0 && one.1 == other.1;
            is_same && has_all(&one.2, &other.2) && has_all(&other.2, &one.2)
        })
}

/// What is told of topics as they were known then.
fn snapshot(counts: &TopicCounts, version: u32) -> MetadataSnapshot {
    let mut topics = Vec::new();
    for (topic, partitions, known) in counts {
        let mut racks = Vec::new();
        racks.resize(usize::try_from(*partitions).unwrap_or(0), Vec::new());
        for (racks, of_replicas) in racks.iter_mut().zip(known) {
            for rack in of_replicas {
                racks.push(rack.clone().unwrap_or_else(|| "null".into()));
            }
        }
        topics.push((Arc::clone(topic), racks));
    }
    MetadataSnapshot { version, topics }
}
