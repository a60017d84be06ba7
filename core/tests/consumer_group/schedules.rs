//! What holds whatever comes when: heartbeats of many clients, lost requests and answers, timers, topics
//! that grow, writes that take their time, and coordinators that change.

mod promises;
#[path = "../common/seeds.rs"]
mod seeds;

use std::collections::BTreeSet;

use highwater_core::group::classic::RequestId;
use highwater_core::group::consumer_group::{
    ConsumerGroupConfig, ConsumerGroupState, JOIN_GROUP_MEMBER_EPOCH, LEAVE_GROUP_MEMBER_EPOCH,
    LEAVE_GROUP_STATIC_MEMBER_EPOCH,
};
use highwater_core::id::TopicPartition;
use highwater_core::sim::Random;
use highwater_core::wire::{
    ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse, ErrorCode,
};

use crate::host::{Host, heartbeat, join, names};

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
