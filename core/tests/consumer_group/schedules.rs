//! What holds whatever comes when: heartbeats of many clients, lost requests and answers, timers, topics
//! that grow, writes that take their time, and coordinators that change.

#[path = "../common/seeds.rs"]
mod seeds;

use std::collections::BTreeSet;

use highwater_core::group::MemberId;
use highwater_core::group::classic::{OffsetCommitter, RequestId};
use highwater_core::group::consumer_group::{
    ConsumerGroupConfig, ConsumerGroupRecord, ConsumerGroupState, JOIN_GROUP_MEMBER_EPOCH,
    LEAVE_GROUP_MEMBER_EPOCH, LEAVE_GROUP_STATIC_MEMBER_EPOCH,
};
use highwater_core::id::{GenerationId, GroupEpoch, TopicPartition};
use highwater_core::sim::Random;
use highwater_core::wire::{
    ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse, ErrorCode,
};

use crate::host::{Host, group_id, heartbeat, join, names};

const SEEDS: u64 = 1_500;
const CLIENTS: usize = 5;
const STEPS: usize = 200;

/// A client as it sees itself. It reads only what it owns, and owns what it was given and has not given
/// up.
#[derive(Clone, Default)]
struct Client {
    /// How often it has been another process.
    incarnation: u32,
    epoch: i32,
    topics: Vec<&'static str>,
    owned: BTreeSet<TopicPartition>,
    /// What it is to own, where that is less: it gives the rest up when it comes to it.
    told: Option<BTreeSet<TopicPartition>>,
    waits_for: Option<RequestId>,
    /// Whether an answer was lost: then it says everything again.
    has_missed_an_answer: bool,
    /// When it last heard that it is a member.
    heard_ms: u64,
}

struct Schedule {
    seed: u64,
    host: Host,
    random: Random,
    clients: Vec<Client>,
    last_epoch: i32,
}

#[test]
fn a_partition_is_read_by_one_and_never_stops_for_nothing() {
    let again = "cargo test -p highwater-core --test consumer_group; seed";
    seeds::each(0..SEEDS, again, |seed| {
        let mut schedule = Schedule::new(seed);
        for _ in 0..STEPS {
            schedule.step();
            schedule.check();
        }
        schedule.settle();
        false
    });
}

impl Schedule {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let config = ConsumerGroupConfig {
            group_consumer_assignment_interval_ms: [0, 1_000][random.below(2) as usize],
            ..ConsumerGroupConfig::default()
        };
        let mut host = Host::new(config);
        host.topics.insert("foo".to_owned(), 1 + random.below(6));
        host.topics.insert("bar".to_owned(), 1 + random.below(6));
        Self {
            seed,
            host,
            random,
            clients: vec![Client::default(); CLIENTS],
            last_epoch: 0,
        }
    }

    fn below(&mut self, bound: usize) -> usize {
        self.random.below(bound as u32) as usize
    }

    fn step(&mut self) {
        let who = self.below(CLIENTS);
        match self.below(24) {
            0..=11 => self.beat(who),
            12..=15 => self.give_up(who),
            16 => self.leave(who),
            17 => self.crash(who),
            18 => {
                let ms = [1, 400, 1_000, 5_000, 20_000][self.below(5)];
                self.wait(ms);
            }
            19 => self.host.writes_at_once = self.below(2) == 0,
            20 | 21 => self.complete_append(),
            22 => {
                let name = ["foo", "bar"][self.below(2)];
                if self.below(4) == 0 {
                    *self.host.topics.get_mut(name).expect("there is one") += 1;
                }
            }
            _ => {
                if self.below(8) == 0 {
                    let is_compacted = self.below(2) == 0;
                    self.host.change_coordinator(is_compacted);
                }
            }
        }
        self.hear();
    }

    fn id(&self, who: usize) -> String {
        format!("m{who}-{}", self.clients[who].incarnation)
    }

    /// The first two are static members.
    fn instance(who: usize) -> Option<std::sync::Arc<str>> {
        (who < 2).then(|| format!("i{who}").into())
    }

    /// The client sends its heartbeat, mostly with what it owns. Some answers are lost.
    fn beat(&mut self, who: usize) {
        let says_topics = self.below(30) == 0;
        if self.clients[who].epoch == 0 || says_topics {
            self.clients[who].topics =
                [vec!["foo"], vec!["foo", "bar"], vec!["bar"]][self.below(3)].clone();
        }
        let says_owned = self.below(4) > 0;
        let mut request = self.request(who, says_owned);
        if says_topics {
            request.subscribed_topic_names = Some(names(&self.clients[who].topics));
        }
        if request.member_epoch == JOIN_GROUP_MEMBER_EPOCH {
            request.server_assignor =
                [None, Some("range".into()), Some("uniform".into())][self.below(3)].clone();
        }
        let sent = self.host.send(&request);
        let is_lost = self.below(12) == 0;
        self.sent(who, sent, is_lost);
    }

    /// What the client says: everything if it joins or has missed an answer.
    fn request(&self, who: usize, says_owned: bool) -> ConsumerGroupHeartbeatRequest {
        let client = &self.clients[who];
        let id = self.id(who);
        let owned = || client.owned.iter().copied().collect();
        let mut request = heartbeat(&id, client.epoch);
        if client.epoch == 0 || client.has_missed_an_answer || client.waits_for.is_some() {
            request = join(&id, &client.topics);
            request.server_assignor = None;
            request.member_epoch.0 = client.epoch;
            request.topic_partitions = Some(owned());
        } else if says_owned {
            request.topic_partitions = Some(owned());
        }
        request.instance_id = Self::instance(who);
        request
    }

    fn sent(&mut self, who: usize, sent: RequestId, is_lost: bool) {
        let client = &mut self.clients[who];
        client.has_missed_an_answer = is_lost;
        client.waits_for = (!is_lost).then_some(sent);
    }

    /// The client gives up what it is not to own any more.
    fn give_up(&mut self, who: usize) {
        let client = &mut self.clients[who];
        if let Some(told) = client.told.take() {
            client.owned = told;
        }
    }

    fn leave(&mut self, who: usize) {
        if self.clients[who].epoch <= 0 || self.below(2) == 0 {
            return;
        }
        let epoch = match Self::instance(who) {
            Some(_) if self.below(3) > 0 => LEAVE_GROUP_STATIC_MEMBER_EPOCH,
            _ => LEAVE_GROUP_MEMBER_EPOCH,
        };
        let request = ConsumerGroupHeartbeatRequest {
            instance_id: Self::instance(who),
            ..heartbeat(&self.id(who), epoch.0)
        };
        self.host.send(&request);
        self.crash(who);
    }

    fn crash(&mut self, who: usize) {
        let incarnation = self.clients[who].incarnation + 1;
        self.clients[who] = Client {
            incarnation,
            ..Client::default()
        };
    }

    /// A client that has not heard of its coordinator for a session stops reading.
    fn wait(&mut self, ms: u64) {
        self.host.wait(ms);
        let now_ms = self.host.now_ms;
        for client in &mut self.clients {
            if client.epoch > 0 && now_ms >= client.heard_ms + 45_000 {
                client.lose_everything();
            }
        }
    }

    fn complete_append(&mut self) {
        let result = match self.below(8) {
            0 => Err(ErrorCode::RequestTimedOut),
            _ => Ok(()),
        };
        self.host.complete_append(result);
    }

    /// Clients read their answers.
    fn hear(&mut self) {
        let answered = std::mem::take(&mut self.host.answers);
        let now_ms = self.host.now_ms;
        for (request, answer) in answered {
            let clients = self.clients.iter_mut();
            let client = clients.into_iter().find(|it| it.waits_for == Some(request));
            let Some(client) = client else {
                continue;
            };
            client.waits_for = None;
            match answer {
                Ok(response) => client.take(response, now_ms),
                Err(
                    ErrorCode::UnknownMemberId
                    | ErrorCode::FencedMemberEpoch
                    | ErrorCode::GroupIdNotFound
                    | ErrorCode::FencedInstanceId,
                ) => client.lose_everything(),
                Err(_) => client.has_missed_an_answer = true,
            }
        }
    }

    fn check(&mut self) {
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

    /// Nothing happens any more but heartbeats: then everybody has what it is to have, and all
    /// partitions that somebody subscribes to are somebody's.
    fn settle(&mut self) {
        self.host.writes_at_once = true;
        while !self.host.appends.is_empty() {
            self.host.complete_append(Ok(()));
        }
        self.hear();
        for _ in 0..40 {
            for who in 0..CLIENTS {
                self.give_up(who);
                self.keep_alive(who);
                self.hear();
                self.check();
            }
            self.wait(2_000);
        }
        assert_eq!(
            self.host.state(),
            ConsumerGroupState::Stable,
            "seed {}",
            self.seed
        );
        self.check_complete();
        self.check_that_stays_goes_on();
    }

    fn keep_alive(&mut self, who: usize) {
        if self.clients[who].epoch == 0 {
            self.clients[who].topics = vec!["foo", "bar"];
        }
        let request = self.request(who, true);
        let sent = self.host.send(&request);
        self.sent(who, sent, false);
    }

    fn check_complete(&self) {
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
    fn check_that_stays_goes_on(&mut self) {
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

impl Client {
    fn take(&mut self, response: ConsumerGroupHeartbeatResponse, now_ms: u64) {
        self.heard_ms = now_ms;
        self.epoch = response.member_epoch.0;
        let Some(assignment) = response.assignment else {
            return;
        };
        let assigned: BTreeSet<TopicPartition> = assignment.into_iter().collect();
        if self.owned.is_subset(&assigned) {
            self.told = None;
            self.owned = assigned;
        } else {
            self.told = Some(assigned);
        }
    }

    fn lose_everything(&mut self) {
        *self = Self {
            incarnation: self.incarnation,
            ..Self::default()
        };
    }
}
