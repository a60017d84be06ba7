//! A host for the coordinator: a clock, timers, topics, a log that is written at once or later, and the
//! answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use highwater_core::group::CoordinatorRecord;
use highwater_core::group::classic::{AppendId, GroupId, RequestId};
use highwater_core::group::consumer_group::{
    ConsumerGroup, ConsumerGroupConfig, ConsumerGroupEffects, ConsumerGroupEvent,
    ConsumerGroupRecord, ConsumerGroupResponse, ConsumerGroupState, ConsumerGroupTimer,
    ConsumerGroups, SubscribedTopic,
};
use highwater_core::id::TopicId;
use highwater_core::sorted::Set;
use highwater_core::time::Time;
use highwater_core::wire::{
    ConsumerGroupHeartbeatRequest, ConsumerGroupHeartbeatResponse, ErrorCode, ErrorDetail,
};

type Batch = (AppendId, Vec<ConsumerGroupRecord>);

pub struct Host {
    pub groups: ConsumerGroups,
    pub now_ms: u64,
    /// Topics by name, with how many partitions each has.
    pub topics: BTreeMap<String, u32>,
    /// Whether records are written at once.
    pub writes_at_once: bool,
    pub timers: BTreeMap<ConsumerGroupTimer, u64>,
    pub appends: Vec<Batch>,
    /// All records that were written.
    pub log: Vec<ConsumerGroupRecord>,
    pub events: Vec<ConsumerGroupEvent>,
    pub answers: BTreeMap<RequestId, Result<ConsumerGroupHeartbeatResponse, ErrorCode>>,
    /// What the last refusal said.
    pub refusal: Option<ErrorDetail>,
    next_request: u64,
}

pub fn group_id() -> GroupId {
    GroupId("readers".into())
}

/// The ids of topics that tests speak of.
pub fn topic_id(name: &str) -> TopicId {
    let id = name
        .bytes()
        .fold(0_u32, |sum, byte| sum * 31 + u32::from(byte));
    TopicId(id % 1_000_000)
}

fn found(topics: &BTreeMap<String, u32>, name: &str) -> Option<SubscribedTopic> {
    let count = *topics.get(name)?;
    let partition_racks = vec![Set::new(); count as usize];
    let id = topic_id(name);
    Some(SubscribedTopic {
        id,
        partition_racks,
    })
}

impl Host {
    pub fn new(config: ConsumerGroupConfig) -> Self {
        Self {
            groups: ConsumerGroups::new(config),
            now_ms: 1_000,
            topics: BTreeMap::new(),
            writes_at_once: true,
            timers: BTreeMap::new(),
            appends: Vec::new(),
            log: Vec::new(),
            events: Vec::new(),
            answers: BTreeMap::new(),
            refusal: None,
            next_request: 0,
        }
    }

    pub fn group(&self) -> &ConsumerGroup {
        self.groups.group(&group_id()).expect("there is a group")
    }

    pub fn state(&self) -> ConsumerGroupState {
        let group = self.groups.group(&group_id());
        group.map_or(ConsumerGroupState::Dead, ConsumerGroup::state)
    }

    /// Sends a heartbeat, whose answer may have to wait for the log.
    pub fn send(&mut self, request: &ConsumerGroupHeartbeatRequest) -> RequestId {
        self.next_request += 1;
        let id = RequestId(self.next_request);
        let mut effects = ConsumerGroupEffects::default();
        let (topics, now) = (&self.topics, Time::from_ms(self.now_ms));
        let topic = |name: &str| found(topics, name);
        (self.groups).heartbeat(request, id, now, &topic, None, &mut effects);
        self.carry_out(effects);
        id
    }

    /// The oldest records that are on their way are written, or are not written in time.
    pub fn complete_append(&mut self, result: Result<(), ErrorCode>) {
        if self.appends.is_empty() {
            return;
        }
        let (id, records) = self.appends.remove(0);
        self.log.extend(records);
        let mut effects = ConsumerGroupEffects::default();
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
            let mut effects = ConsumerGroupEffects::default();
            let (topics, now) = (&self.topics, Time::from_ms(at));
            let topic = |name: &str| found(topics, name);
            (self.groups).on_timer(&timer, now, &topic, &mut effects);
            self.carry_out(effects);
        }
        self.now_ms = until_ms;
    }

    pub fn delete(&mut self) -> Result<(), ErrorCode> {
        let mut effects = ConsumerGroupEffects::default();
        let result = self.groups.delete(&group_id(), &mut effects);
        self.carry_out(effects);
        result
    }

    /// Another broker coordinates the groups, and then this one again, which reads what was written:
    /// `is_compacted` of each key only the last record.
    pub fn change_coordinator(&mut self, is_compacted: bool) {
        let mut effects = ConsumerGroupEffects::default();
        self.groups.unload(&mut effects);
        self.carry_out(effects);
        assert_eq!(
            self.timers.len(),
            0,
            "a timer of a group that went rings on"
        );
        while !self.appends.is_empty() {
            self.complete_append(Ok(()));
        }
        let mut records = self.log.clone();
        if is_compacted {
            let last = |at: usize| {
                let key = self.log[at].key();
                self.log.iter().rposition(|record| record.key() == key) == Some(at)
            };
            let kept = (0..records.len()).filter(|at| last(*at));
            records = kept.map(|at| self.log[at].clone()).collect();
            records.retain(|record| !record.is_tombstone());
        }
        let mut effects = ConsumerGroupEffects::default();
        self.groups.load(group_id(), records, &mut effects);
        self.carry_out(effects);
    }

    fn carry_out(&mut self, effects: ConsumerGroupEffects) {
        for (timer, after_ms) in effects.timers {
            match after_ms {
                Some(after_ms) => drop(self.timers.insert(timer, self.now_ms + after_ms)),
                None => drop(self.timers.remove(&timer)),
            }
        }
        for (request, answer) in effects.answers {
            let ConsumerGroupResponse::Heartbeat(answer) = answer else {
                panic!("{request:?} was no heartbeat");
            };
            let answer = answer.map_err(|error| {
                self.refusal = Some(error.detail);
                error.code
            });
            let before = self.answers.insert(request, answer);
            assert!(before.is_none(), "{request:?} is answered twice");
        }
        self.events
            .extend(effects.events.into_iter().map(|(_, event)| event));
        for (append, records) in effects.records {
            let of_group = |record| match record {
                CoordinatorRecord::ConsumerGroup { record, .. } => record,
                other => panic!("{other:?}"),
            };
            let records = records.into_iter().map(of_group).collect();
            self.appends.push((append, records));
        }
        while self.writes_at_once && !self.appends.is_empty() {
            self.complete_append(Ok(()));
        }
    }
}

/// A heartbeat that says nothing but who sends it.
pub fn heartbeat(member_id: &str, epoch: i32) -> ConsumerGroupHeartbeatRequest {
    ConsumerGroupHeartbeatRequest {
        group_id: group_id(),
        member_id: highwater_core::group::MemberId(member_id.into()),
        member_epoch: highwater_core::id::GroupEpoch(epoch),
        instance_id: None,
        rack: None,
        client_id: "client".into(),
        rebalance_timeout_ms: None,
        subscribed_topic_names: None,
        server_assignor: None,
        topic_partitions: None,
    }
}

/// The first heartbeat of a member that subscribes to topics.
pub fn join(member_id: &str, topics: &[&str]) -> ConsumerGroupHeartbeatRequest {
    ConsumerGroupHeartbeatRequest {
        rebalance_timeout_ms: Some(60_000),
        subscribed_topic_names: Some(names(topics)),
        server_assignor: Some("range".into()),
        topic_partitions: Some(Vec::new()),
        ..heartbeat(member_id, 0)
    }
}

pub fn names(topics: &[&str]) -> Vec<Arc<str>> {
    topics.iter().map(|name| Arc::from(*name)).collect()
}
