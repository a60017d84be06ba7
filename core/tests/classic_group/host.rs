//! A host for the coordinator: a clock, timers, a log that is written at once or later, and the answers.

use std::collections::BTreeMap;

use highwater_core::group::MemberId;
use highwater_core::group::assignor::{NamedPartition, Subscription};
use highwater_core::group::classic::{
    AppendId, Assignment, ClassicGroup, ClassicGroupConfig, ClassicGroupState, ClassicGroups,
    Effects, GroupId, GroupMetadata, GroupResponse, GroupTimer, JoinGroupProtocol,
    JoinGroupRequest, JoinGroupResponse, LeaveGroupRequest, LeavingMember, MemberIdentity,
    OffsetCommitter, RequestId, SyncGroupRequest, Synced,
};
use highwater_core::id::{GenerationId, PartitionIndex};
use highwater_core::sim::Random;
use highwater_core::wire::ErrorCode;

/// How long a member waits for the others, and how long it may be silent, unless a test says otherwise.
pub const REBALANCE_TIMEOUT_MS: u64 = 60_000;
pub const SESSION_TIMEOUT_MS: u64 = 10_000;

pub struct Host {
    pub groups: ClassicGroups,
    pub now_ms: u64,
    /// Whether records are written at once.
    pub writes_at_once: bool,
    pub timers: BTreeMap<GroupTimer, u64>,
    pub appends: Vec<(AppendId, GroupMetadata)>,
    /// The last record of each group that was written.
    pub log: BTreeMap<GroupId, GroupMetadata>,
    pub answers: BTreeMap<RequestId, GroupResponse>,
    next_request: u64,
    random: Random,
}

pub fn group_id() -> GroupId {
    GroupId("readers".into())
}

/// A join of a dynamic member that supports the range assignor.
pub fn join_request(member_id: Option<MemberId>) -> JoinGroupRequest {
    JoinGroupRequest {
        group_id: group_id(),
        member_id,
        instance_id: None,
        client_id: "client".into(),
        session_timeout_ms: SESSION_TIMEOUT_MS,
        rebalance_timeout_ms: REBALANCE_TIMEOUT_MS,
        protocol_type: "consumer".into(),
        protocols: protocols(&["range"]),
        reason: None,
    }
}

/// A join of a static member.
pub fn static_join(instance_id: &str, member_id: Option<MemberId>) -> JoinGroupRequest {
    JoinGroupRequest {
        instance_id: Some(instance_id.into()),
        ..join_request(member_id)
    }
}

pub fn protocols(names: &[&str]) -> Vec<JoinGroupProtocol> {
    let protocol = |name: &&str| JoinGroupProtocol {
        name: (*name).into(),
        subscription: Subscription {
            topics: vec!["orders".into()],
            ..Subscription::default()
        },
    };
    names.iter().map(protocol).collect()
}

/// The assignment of one partition.
pub fn share(partition: u32) -> Assignment {
    vec![NamedPartition {
        topic: "orders".into(),
        partition: PartitionIndex(partition),
    }]
}

impl Host {
    pub fn new(config: ClassicGroupConfig, seed: u64) -> Self {
        Self {
            groups: ClassicGroups::new(config),
            now_ms: 0,
            writes_at_once: true,
            timers: BTreeMap::new(),
            appends: Vec::new(),
            log: BTreeMap::new(),
            answers: BTreeMap::new(),
            next_request: 0,
            random: Random::new(seed),
        }
    }

    pub fn group(&self) -> &ClassicGroup {
        self.groups.group(&group_id()).expect("there is a group")
    }

    pub fn state(&self) -> Option<ClassicGroupState> {
        self.groups.group(&group_id()).map(|group| group.state)
    }

    pub fn generation(&self) -> i32 {
        self.group().generation.0
    }

    fn request_id(&mut self) -> RequestId {
        self.next_request += 1;
        RequestId(self.next_request)
    }

    /// Sends a join, which may have to wait for its answer.
    pub fn send_join(&mut self, request: JoinGroupRequest) -> RequestId {
        let id = self.request_id();
        let mut effects = Effects::default();
        (self.groups).join(request, id, &mut self.random, &mut effects);
        self.carry_out(effects);
        id
    }

    /// Sends a sync; only the leader's has assignments.
    pub fn send_sync(
        &mut self,
        member: MemberIdentity,
        assignments: Vec<(MemberId, Assignment)>,
    ) -> RequestId {
        let id = self.request_id();
        let request = SyncGroupRequest {
            member,
            protocol_type: Some("consumer".into()),
            protocol_name: None,
            assignments,
        };
        let mut effects = Effects::default();
        self.groups.sync(request, id, &mut effects);
        self.carry_out(effects);
        id
    }

    pub fn heartbeat(&mut self, member: &MemberIdentity) -> Result<(), ErrorCode> {
        let mut effects = Effects::default();
        let result = self.groups.heartbeat(member, &mut effects);
        self.carry_out(effects);
        result
    }

    pub fn commit(&mut self, committer: &OffsetCommitter) -> Result<(), ErrorCode> {
        let mut effects = Effects::default();
        let result = self.groups.validate_offset_commit(committer, &mut effects);
        self.carry_out(effects);
        result
    }

    pub fn leave(&mut self, member: LeavingMember) -> Result<(), ErrorCode> {
        let request = LeaveGroupRequest {
            group_id: group_id(),
            members: vec![member],
        };
        let mut effects = Effects::default();
        let results = self.groups.leave(&request, &mut effects);
        self.carry_out(effects);
        results.map(|results| results[0])?
    }

    pub fn unload(&mut self) {
        let mut effects = Effects::default();
        self.groups.unload(&mut effects);
        self.carry_out(effects);
    }

    pub fn load(&mut self) {
        let mut effects = Effects::default();
        let records = self.log.values().cloned().collect();
        self.groups.load(records, &mut effects);
        self.carry_out(effects);
    }

    /// The oldest record that is on its way is written, or is not.
    pub fn complete_append(&mut self, result: Result<(), ErrorCode>) {
        if self.appends.is_empty() {
            return;
        }
        let (id, record) = self.appends.remove(0);
        if result.is_ok() {
            self.log.insert(record.group_id.clone(), record);
        }
        let mut effects = Effects::default();
        self.groups.append_completed(id, result, &mut effects);
        self.carry_out(effects);
    }

    /// Time passes; timers ring when they are due.
    pub fn wait(&mut self, ms: u64) {
        let until_ms = self.now_ms + ms;
        loop {
            let due = self.timers.iter().min_by_key(|(_, at)| **at);
            let Some((timer, at)) = due.map(|(timer, at)| (timer.clone(), *at)) else {
                break;
            };
            if at > until_ms {
                break;
            }
            self.now_ms = at;
            self.timers.remove(&timer);
            let mut effects = Effects::default();
            self.groups.on_timer(&timer, &mut effects);
            self.carry_out(effects);
        }
        self.now_ms = until_ms;
    }

    fn carry_out(&mut self, effects: Effects) {
        for (timer, after_ms) in effects.timers {
            match after_ms {
                Some(after_ms) => drop(self.timers.insert(timer, self.now_ms + after_ms)),
                None => drop(self.timers.remove(&timer)),
            }
        }
        for (request, response) in effects.answers {
            let before = self.answers.insert(request, response);
            assert!(before.is_none(), "{request:?} is answered twice");
        }
        self.appends.extend(effects.records);
        while self.writes_at_once && !self.appends.is_empty() {
            self.complete_append(Ok(()));
        }
    }

    pub fn join_answer(&self, request: RequestId) -> Option<&JoinGroupResponse> {
        match self.answers.get(&request)? {
            GroupResponse::JoinGroup(response) => Some(response),
            GroupResponse::SyncGroup(_) => panic!("{request:?} was a join"),
        }
    }

    pub fn sync_answer(&self, request: RequestId) -> Option<&Result<Synced, ErrorCode>> {
        match self.answers.get(&request)? {
            GroupResponse::SyncGroup(result) => Some(result),
            GroupResponse::JoinGroup(_) => panic!("{request:?} was a sync"),
        }
    }

    /// Why a join was refused; nothing if it was not, or waits.
    pub fn refusal(&self, request: RequestId) -> Option<ErrorCode> {
        self.join_answer(request)?.result.as_ref().err().copied()
    }

    /// The id that a refused or accepted join was told.
    pub fn member_id(&self, request: RequestId) -> MemberId {
        let answer = self.join_answer(request).expect("the join is answered");
        answer.member_id.clone().expect("the answer says an id")
    }

    /// A dynamic member joins in both steps; the second one's answer may have to wait.
    pub fn join_new(&mut self) -> (MemberId, RequestId) {
        let first = self.send_join(join_request(None));
        assert_eq!(self.refusal(first), Some(ErrorCode::MemberIdRequired));
        let id = self.member_id(first);
        let join = self.send_join(join_request(Some(id.clone())));
        (id, join)
    }

    pub fn identity(&self, id: &MemberId) -> MemberIdentity {
        MemberIdentity {
            group_id: group_id(),
            member_id: id.clone(),
            instance_id: None,
            generation: GenerationId(self.generation()),
        }
    }

    /// A group of so many dynamic members that have their assignments.
    pub fn stable(count: usize) -> (Self, Vec<MemberId>) {
        let mut host = Self::new(ClassicGroupConfig::default(), 7);
        let members: Vec<_> = (0..count).map(|_| host.join_new().0).collect();
        host.wait(10_000);
        host.sync_all(&members);
        assert_eq!(host.state(), Some(ClassicGroupState::Stable));
        (host, members)
    }

    /// Every member asks for its assignment: of each one partition, by its place in the list.
    pub fn sync_all(&mut self, members: &[MemberId]) -> Vec<RequestId> {
        let shares = (0..).zip(members).map(|(at, id)| (id.clone(), share(at)));
        let shares: Vec<_> = shares.collect();
        let mut requests = Vec::new();
        for id in members {
            let shares = if self.group().is_leader(id) {
                shares.clone()
            } else {
                Vec::new()
            };
            let identity = self.identity(id);
            requests.push(self.send_sync(identity, shares));
        }
        requests
    }
}
