//! What holds whatever comes when: requests of many clients, lost answers, timers, writes that take
//! their time or fail, and coordinators that change.

#[path = "../common/seeds.rs"]
mod seeds;

use std::collections::{BTreeMap, BTreeSet};

use highwater_core::group::MemberId;
use highwater_core::group::classic::{
    ClassicGroupConfig, ClassicGroupState, GroupResponse, JoinGroupRequest, LeavingMember,
    MemberIdentity, OffsetCommitter, RequestId,
};
use highwater_core::id::GenerationId;
use highwater_core::sim::Random;
use highwater_core::wire::ErrorCode;

use crate::host::{Host, group_id, join_request, protocols, share};

const SEEDS: u64 = 2_000;
const CLIENTS: usize = 6;
const STEPS: usize = 150;

/// A client as it sees itself. The first ones are static; a later one may be another process with the
/// same instance id.
#[derive(Clone, Default)]
struct Client {
    member_id: Option<MemberId>,
    generation: Option<GenerationId>,
    waits_for: Option<RequestId>,
}

struct Schedule {
    host: Host,
    random: Random,
    clients: Vec<Client>,
    /// Requests that wait; one that its client has replaced by another is not among them.
    waiting: BTreeSet<RequestId>,
    leaders: BTreeMap<i32, MemberId>,
    last_generation: i32,
}

#[test]
fn a_group_keeps_its_promises_whatever_comes_when() {
    let again = "cargo test -p highwater-core --test classic_group; seed";
    seeds::each(0..SEEDS, again, |seed| {
        let mut schedule = Schedule::new(seed);
        for _ in 0..STEPS {
            schedule.step();
            schedule.check();
        }
        schedule.end();
        false
    });
}

impl Schedule {
    fn new(seed: u64) -> Self {
        let mut random = Random::new(seed);
        let config = ClassicGroupConfig {
            group_max_size: [3, 100][random.below(2) as usize],
            group_initial_rebalance_delay_ms: [0, 3_000][random.below(2) as usize],
            ..ClassicGroupConfig::default()
        };
        Self {
            host: Host::new(config, seed),
            random,
            clients: vec![Client::default(); CLIENTS],
            waiting: BTreeSet::new(),
            leaders: BTreeMap::new(),
            last_generation: 0,
        }
    }

    fn below(&mut self, bound: usize) -> usize {
        self.random.below(bound as u32) as usize
    }

    fn step(&mut self) {
        let who = self.below(CLIENTS);
        match self.below(16) {
            0..=4 => self.join(who),
            5..=7 => self.sync(who),
            8 => self.heartbeat(who),
            9 => self.commit(who),
            10 => self.leave(who),
            11 => self.clients[who] = Client::default(),
            12 => {
                let ms = [1, 500, 3_000, 12_000, 61_000][self.below(5)];
                self.host.wait(ms);
            }
            13 => self.host.writes_at_once = self.below(2) == 0,
            14 => self.complete_append(),
            _ => {
                if self.below(12) == 0 {
                    self.change_coordinator();
                }
            }
        }
        self.hear();
    }

    fn instance(who: usize) -> Option<std::sync::Arc<str>> {
        [Some("1"), Some("1"), Some("2")]
            .get(who)
            .copied()
            .flatten()
            .map(Into::into)
    }

    fn identity(&self, who: usize) -> MemberIdentity {
        let client = &self.clients[who];
        let nobody = || MemberId("nobody".into());
        MemberIdentity {
            group_id: group_id(),
            member_id: client.member_id.clone().unwrap_or_else(nobody),
            instance_id: Self::instance(who),
            generation: client.generation.unwrap_or(GenerationId(-1)),
        }
    }

    fn join(&mut self, who: usize) {
        let names: &[&str] =
            [&["range"][..], &["range", "sticky"], &["sticky", "range"]][self.below(3)];
        let request = JoinGroupRequest {
            instance_id: Self::instance(who),
            session_timeout_ms: [10_000, 100_000][self.below(2)],
            rebalance_timeout_ms: [5_000, 60_000][self.below(2)],
            protocols: protocols(names),
            ..join_request(self.clients[who].member_id.clone())
        };
        let sent = self.host.send_join(request);
        self.sent(who, sent);
    }

    fn sync(&mut self, who: usize) {
        let members = self.clients.iter().filter_map(|it| it.member_id.clone());
        let shares = (0..).zip(members).map(|(at, id)| (id, share(at)));
        let shares = shares.collect();
        let identity = self.identity(who);
        let is_current = self.is_current(&identity);
        let sent = self.host.send_sync(identity, shares);
        if let Some(Ok(_)) = self.host.sync_answer(sent) {
            assert!(is_current, "a sync of another generation is answered");
        }
        self.sent(who, sent);
    }

    /// Whether the group has that member in that generation.
    fn is_current(&self, identity: &MemberIdentity) -> bool {
        self.host.groups.group(&group_id()).is_some_and(|group| {
            group.generation == identity.generation && group.member(&identity.member_id).is_some()
        })
    }

    fn heartbeat(&mut self, who: usize) {
        let identity = self.identity(who);
        let is_current = self.is_current(&identity);
        let result = self.host.heartbeat(&identity);
        if result.is_ok() || result == Err(ErrorCode::RebalanceInProgress) {
            assert!(is_current, "a heartbeat of another generation is answered");
        }
        if matches!(
            result,
            Err(ErrorCode::UnknownMemberId | ErrorCode::FencedInstanceId)
        ) {
            self.clients[who] = Client::default();
        }
    }

    fn commit(&mut self, who: usize) {
        let identity = self.identity(who);
        let client = &self.clients[who];
        let committer = OffsetCommitter {
            group_id: group_id(),
            member_id: client.member_id.clone(),
            instance_id: identity.instance_id.clone(),
            generation: client.generation,
            is_transactional: false,
        };
        let may_be_anyone = client.generation.is_none();
        let is_current = self.is_current(&identity);
        if self.host.commit(&committer).is_ok() && !is_current {
            let is_empty =
                !matches!(self.host.state(), Some(state) if state != ClassicGroupState::Empty);
            assert!(
                may_be_anyone && is_empty,
                "a commit of another generation is taken"
            );
        }
    }

    fn leave(&mut self, who: usize) {
        let leaving = LeavingMember {
            member_id: self.clients[who].member_id.clone(),
            instance_id: Self::instance(who),
            reason: None,
        };
        if self.host.leave(leaving) != Err(ErrorCode::FencedInstanceId) {
            self.clients[who] = Client::default();
        }
    }

    fn complete_append(&mut self) {
        let result = match self.below(5) {
            0 => Err(ErrorCode::NotEnoughReplicas),
            _ => Ok(()),
        };
        self.host.complete_append(result);
    }

    /// What is on its way is written before the next coordinator reads the log.
    fn change_coordinator(&mut self) {
        self.host.unload();
        self.hear();
        assert_eq!(
            self.waiting,
            BTreeSet::new(),
            "who waits is told of the change"
        );
        while !self.host.appends.is_empty() {
            self.host.complete_append(Ok(()));
        }
        self.host.load();
        // A generation that was never written begins again.
        let generation = self
            .host
            .groups
            .group(&group_id())
            .map_or(0, |it| it.generation.0);
        self.last_generation = generation;
        self.leaders.retain(|it, _| *it < generation);
    }

    /// A client has sent a request. What it had sent before is not waited for any more: its connection
    /// has ended.
    fn sent(&mut self, who: usize, sent: RequestId) {
        let before = self.clients[who].waits_for.replace(sent);
        if let Some(before) = before {
            self.waiting.remove(&before);
        }
        self.waiting.insert(sent);
    }

    /// Clients read their answers.
    fn hear(&mut self) {
        let answered = std::mem::take(&mut self.host.answers);
        for (request, response) in answered {
            self.waiting.remove(&request);
            if let GroupResponse::JoinGroup(response) = &response
                && let Ok(joined) = &response.result
                && let Some(leader) = &joined.leader
                && response.member_id.as_ref() == Some(leader)
                && !joined.skip_assignment
            {
                let known = self
                    .leaders
                    .entry(joined.generation.0)
                    .or_insert_with(|| leader.clone());
                assert_eq!(known, leader, "two lead generation {}", joined.generation);
            }
            let clients = self.clients.iter_mut();
            let client = clients.into_iter().find(|it| it.waits_for == Some(request));
            if let Some(client) = client {
                client.waits_for = None;
                client.take(response);
            }
        }
    }

    fn check(&mut self) {
        let Some(group) = self.host.groups.group(&group_id()) else {
            self.last_generation = 0;
            self.leaders.clear();
            return;
        };
        let generation = group.generation.0;
        assert!(generation >= self.last_generation, "a generation goes back");
        self.last_generation = generation;
        let leads = group
            .leader
            .as_ref()
            .map(|leader| group.member(leader).is_some());
        assert!(leads.unwrap_or(true), "somebody leads who is no member");
        assert_eq!(
            group.leader.is_none(),
            group.members.is_empty(),
            "nobody leads"
        );
        if group.state == ClassicGroupState::CompletingRebalance {
            let told = self.leaders.get(&generation);
            assert_eq!(
                told,
                group.leader.as_ref(),
                "nobody knows that it is to assign"
            );
        }
        let instances = group.members.iter().filter_map(|it| it.instance_id.clone());
        let mut seen = BTreeSet::new();
        for instance in instances {
            assert!(seen.insert(instance), "two members have one instance id");
        }
        let is_empty = group.state == ClassicGroupState::Empty;
        assert!(
            !is_empty || group.members.is_empty(),
            "an empty group has members"
        );
    }

    /// Everybody falls silent: then whoever waits is answered, and the group is empty in the end.
    fn end(&mut self) {
        for _ in 0..40 {
            while !self.host.appends.is_empty() {
                self.host.complete_append(Ok(()));
            }
            self.host.wait(400_000);
        }
        self.hear();
        assert_eq!(self.waiting, BTreeSet::new(), "a request is never answered");
        let state = self.host.state();
        let is_over = matches!(
            state,
            None | Some(ClassicGroupState::Empty | ClassicGroupState::Dead)
        );
        assert!(is_over, "nobody is there, and the group is {state:?}");
    }
}

impl Client {
    fn take(&mut self, response: GroupResponse) {
        match response {
            GroupResponse::JoinGroup(response) => match response.result {
                Ok(joined) => {
                    self.member_id = response.member_id;
                    self.generation = Some(joined.generation);
                }
                Err(ErrorCode::MemberIdRequired) => {
                    self.member_id = response.member_id;
                    self.generation = None;
                }
                Err(_) => *self = Self::default(),
            },
            GroupResponse::SyncGroup(Err(ErrorCode::UnknownMemberId)) => *self = Self::default(),
            GroupResponse::SyncGroup(_) => {}
        }
    }
}
