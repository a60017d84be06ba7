//! A member of the consumer protocol goes from what it has to what the coordinator wants it to have
//! (`AbstractMembershipManager.maybeReconcile`).

use super::Consumer;
use super::commit::{CommitMode, PendingCommit};
use super::membership::{ConsumerMemberState as State, LocalAssignment};
use crate::id::TopicPartition;
use crate::sim::Out;
use crate::sorted::Set;
use crate::trace::{ConsumerEvent, Event};

impl Consumer {
    /// The coordinator says what the member is to have. A target that it has had before is a new one all the same:
    /// the coordinator waits to hear of it (`processAssignmentReceived`).
    pub(super) fn assignment_received(
        &mut self,
        assignment: Vec<TopicPartition>,
        out: &mut Out<'_>,
    ) {
        let mut partitions = Set::default();
        for partition in assignment {
            partitions.insert(partition);
        }
        let is_known = match &self.membership.target {
            Some(known) => known.partitions == partitions,
            None => self.membership.has_assignment && self.owns_just(&partitions),
        };
        if !is_known {
            let local_epoch = self.membership.next_local_epoch;
            self.membership.next_local_epoch += 1;
            self.membership.target = Some(LocalAssignment {
                local_epoch,
                partitions,
            });
        }
        if self.membership.target.is_some() {
            self.go_to(State::Reconciling, out);
        }
    }

    /// What a member does while its application does not poll: it confirms what it has already, and begins with
    /// what only adds partitions. Records of those that it gives back may be in the application's hands, and a
    /// commit needs the application too (`maybeReconcile(false)`).
    pub(super) fn reconcile_unpolled(&mut self, out: &mut Out<'_>) {
        let Some(target) = self.membership.target.clone() else {
            return;
        };
        if self.membership.reconciling.is_some() || self.confirm_owned(&target, out) {
            return;
        }
        let only_adds = self.subscription.surplus(&target.partitions).is_empty();
        if only_adds && !self.config.commits_by_itself() {
            self.begin_reconciling(target, out);
        }
    }

    /// Goes to what the coordinator wants: commits, if the consumer does so by itself, gives back, takes
    /// (`maybeReconcile(true)`). What has begun is ended, whatever the coordinator has wanted since.
    pub(super) fn reconcile(&mut self, out: &mut Out<'_>) {
        let Some(target) = self.membership.target.clone() else {
            return;
        };
        if self.membership.reconciling.is_none() {
            if self.confirm_owned(&target, out) {
                return self.send_consumer_heartbeat(out);
            }
            self.begin_reconciling(target, out);
        }
        if self.commits_before_reconciling() {
            return;
        }
        if let Some(begun) = self.membership.reconciling.take() {
            self.take_target(&begun, out);
        }
    }

    /// Whether the commit before it gives partitions up has no answer yet, be it sent or not: it waits for that, whatever
    /// the answer is.
    pub(super) fn commits_before_reconciling(&self) -> bool {
        let waits = |commit: &PendingCommit| commit.mode == CommitMode::BeforeJoin;
        self.commits_before_join() || self.waiting_commits.iter().any(waits)
    }

    fn begin_reconciling(&mut self, target: LocalAssignment, out: &mut Out<'_>) {
        let Some(member) = self.membership.member_id.clone() else {
            return;
        };
        let owned = self.subscription.assigned();
        out.trace(Event::consumer(ConsumerEvent::Reconciling {
            member,
            local_epoch: target.local_epoch,
            assigned: target.partitions.iter().copied().collect(),
            owned,
        }));
        if self.config.commits_by_itself() {
            let revoked = self.subscription.surplus(&target.partitions);
            self.subscription.will_revoke(&revoked);
            let offsets = self.subscription.consumed();
            self.membership.reconciling = Some(target);
            self.commit(CommitMode::BeforeJoin, offsets, out);
        } else {
            self.membership.reconciling = Some(target);
        }
    }

    fn take_target(&mut self, target: &LocalAssignment, out: &mut Out<'_>) {
        let owned = self.subscription.assigned();
        let revoked = self.subscription.surplus(&target.partitions);
        if !revoked.is_empty() {
            out.trace(Event::consumer(ConsumerEvent::Revoking(revoked.clone())));
            out.trace(Event::consumer(ConsumerEvent::PartitionsRevoked(revoked)));
        }
        let assigned: Vec<TopicPartition> = target.partitions.iter().copied().collect();
        let mut added = assigned.clone();
        added.retain(|it| !owned.contains(it));
        self.take_assignment(&assigned);
        out.trace(Event::consumer(ConsumerEvent::PartitionsAssigned(added)));
        self.reconciled(target, out);
        self.send_consumer_heartbeat(out);
    }

    /// The member has what it was told to have, and is to say so even if it has said the same partitions before
    /// (`LocalAssignment.equals` looks at the local epoch too).
    fn reconciled(&mut self, target: &LocalAssignment, out: &mut Out<'_>) {
        self.membership.has_assignment = true;
        if self.membership.target.as_ref() == Some(target) {
            self.membership.target = None;
        }
        self.membership.said = None;
        self.go_to(State::Acknowledging, out);
    }

    /// A target that is what the member has needs nothing but that the next heartbeat says so. Says whether it is
    /// one.
    fn confirm_owned(&mut self, target: &LocalAssignment, out: &mut Out<'_>) -> bool {
        let is_owned = self.membership.has_assignment && self.owns_just(&target.partitions);
        if is_owned {
            self.reconciled(target, out);
        }
        is_owned
    }

    fn owns_just(&self, partitions: &Set<TopicPartition>) -> bool {
        let owned = self.subscription.assigned();
        owned.len() == partitions.len() && owned.iter().all(|it| partitions.contains(it))
    }
}
