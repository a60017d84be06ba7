//! What a schedule is held to: after every step, and once all is settled.

use std::collections::BTreeSet;

use highwater_core::group::MemberId;
use highwater_core::group::classic::OffsetCommitter;
use highwater_core::group::consumer_group::{
    ConsumerGroupRecord, ConsumerGroupState, JOIN_GROUP_MEMBER_EPOCH, LEAVE_GROUP_MEMBER_EPOCH,
};
use highwater_core::id::{GenerationId, GroupEpoch, TopicPartition};
use highwater_core::wire::ConsumerGroupHeartbeatRequest;

use super::{CLIENTS, Client, Schedule};
use crate::host::{group_id, heartbeat};

impl Schedule {
    pub(super) fn check(&mut self) {
        self.check_exclusive();
        let Some(group) = self.host.groups.group(&group_id()) else {
            return;
        };
        let seed = self.seed;
        assert!(
            group.epoch.0 >= self.last_epoch,
            "seed {seed}: the epoch goes back"
        );
        self.last_epoch = group.epoch.0;
        assert!(group.assignment_epoch <= group.epoch, "seed {seed}");
        let mut held = BTreeSet::new();
        let mut instances = BTreeSet::new();
        for (id, member) in &group.members {
            let current = &member.current;
            assert!(
                current.member_epoch <= group.assignment_epoch,
                "seed {seed}: {id}"
            );
            for partition in current
                .assigned
                .keys()
                .chain(current.pending_revocation.keys())
            {
                assert!(
                    held.insert(*partition),
                    "seed {seed}: {partition:?} is two members'"
                );
            }
            if let Some(instance) = member.instance_id() {
                assert!(
                    instances.insert(instance.clone()),
                    "seed {seed}: {instance}"
                );
            }
        }
        let is_empty = group.state() == ConsumerGroupState::Empty;
        assert_eq!(is_empty, group.members.is_empty(), "seed {seed}");
        self.check_commits();
    }

    /// No two clients own a partition, so far as both are members (I14): a client that was put out and
    /// has not heard of it may still believe that it owns something, but may not commit it.
    fn check_exclusive(&self) {
        let mut owners: BTreeSet<TopicPartition> = BTreeSet::new();
        for who in 0..CLIENTS {
            if !self.is_member(who) {
                continue;
            }
            for partition in &self.clients[who].owned {
                assert!(
                    owners.insert(*partition),
                    "seed {}: {partition:?}",
                    self.seed
                );
            }
        }
    }

    fn is_member(&self, who: usize) -> bool {
        let id = MemberId(self.id(who).into());
        let group = self.host.groups.group(&group_id());
        let member = group.and_then(|group| group.members.get(&id));
        member.is_some_and(|it| it.current.member_epoch >= JOIN_GROUP_MEMBER_EPOCH)
    }

    /// What a client owns it may commit if it is a member, and what somebody else owns nobody may.
    fn check_commits(&self) {
        for who in 0..CLIENTS {
            for partition in &self.clients[who].owned {
                let is_ok = self.may_commit(who, *partition);
                assert_eq!(
                    is_ok,
                    self.is_member(who),
                    "seed {}: m{who} {partition:?}",
                    self.seed
                );
                for other in 0..CLIENTS {
                    let is_other = other != who && self.is_member(who);
                    assert!(
                        !is_other || !self.may_commit(other, *partition),
                        "seed {}: m{other} commits {partition:?} of m{who}",
                        self.seed
                    );
                }
            }
        }
    }

    fn may_commit(&self, who: usize, partition: TopicPartition) -> bool {
        let client = &self.clients[who];
        if client.epoch == 0 || !client.owned.contains(&partition) {
            return false;
        }
        let committer = OffsetCommitter {
            group_id: group_id(),
            member_id: Some(MemberId(self.id(who).into())),
            instance_id: Self::instance(who),
            generation: Some(GenerationId(client.epoch)),
            is_transactional: false,
        };
        let result = (self.host.groups).validate_offset_commit(&committer, &[partition]);
        result.is_ok()
    }

    pub(super) fn check_complete(&self) {
        let group = self.host.group();
        let mut owned = BTreeSet::new();
        for client in &self.clients {
            owned.extend(client.owned.iter().copied());
        }
        for (name, count) in &self.host.topics {
            let is_wanted = group.members.values().any(|member| {
                let mut names = member.metadata.subscribed_topic_names.iter();
                names.any(|it| **it == **name)
            });
            let topic = crate::host::topic_id(name);
            let of_topic = owned.iter().filter(|it| it.topic == topic).count();
            let expected = if is_wanted { *count as usize } else { 0 };
            assert_eq!(of_topic, expected, "seed {}: {name}", self.seed);
        }
    }

    /// A member leaves a stable group. What the others had and are to have by the new target, they have
    /// all along, under the epochs in which they got it.
    pub(super) fn check_that_stays_goes_on(&mut self) {
        let before: Vec<Client> = self.clients.clone();
        let leaver = self.below(CLIENTS);
        let request = ConsumerGroupHeartbeatRequest {
            instance_id: Self::instance(leaver),
            ..heartbeat(&self.id(leaver), LEAVE_GROUP_MEMBER_EPOCH.0)
        };
        self.host.send(&request);
        self.crash(leaver);
        self.host.log.clear();
        for _ in 0..10 {
            for (who, before) in before.iter().enumerate() {
                if who == leaver {
                    continue;
                }
                self.give_up(who);
                self.keep_alive(who);
                self.hear();
                self.check_kept(who, before);
            }
            self.wait(1_000);
        }
        let gave_up = self.host.log.iter().any(|record| match record {
            ConsumerGroupRecord::CurrentMemberAssignment(_, Some(current)) => {
                current.member_epoch == GroupEpoch(0)
            }
            _ => false,
        });
        assert!(!gave_up, "seed {}: somebody had to join again", self.seed);
    }

    fn check_kept(&self, who: usize, before: &Client) {
        let target = self.host.group().target_of(&MemberId(self.id(who).into()));
        for partition in &before.owned {
            if target.contains(partition) {
                let is_kept = self.clients[who].owned.contains(partition);
                assert!(is_kept, "seed {}: m{who} lost {partition:?}", self.seed);
            }
        }
    }
}
