//! A controller told by hand what reaches it, and what it writes for that.

mod elections;
mod liveness;
mod proposals;
mod reassignment;
mod settings;
mod topics;

use super::Controller;
use crate::command::{AdminCommand, ElectionType};
use crate::config::BrokerConfig;
use crate::explain::{Names, exception};
use crate::id::{BrokerEpoch, BrokerId, ControllerId, NodeId, Offset, PartitionIndex};
use crate::metadata::{ConfigResource, MetadataRecord, PartitionChange, TopicSpec};
use crate::sim::{Out, turn_at};
use crate::time::{Span, Time};
use crate::trace::Event;
use crate::wire::{
    AlterPartitionRequest, ApiError, BrokerHeartbeatRequest, BrokerHeartbeatState,
    BrokerRegistrationRequest, ErrorCode,
};

/// A controller, and the time that it is.
struct Told {
    controller: Controller,
    now: Time,
    /// What it has said in the last turn.
    events: Vec<Event>,
    /// How many of its records were looked at.
    seen: Offset,
}

fn ids(ids: &[u32]) -> Vec<BrokerId> {
    ids.iter().copied().map(BrokerId).collect()
}

impl Told {
    /// So many brokers, all of them unfenced.
    fn new(brokers: u32, config: BrokerConfig) -> Self {
        let mut told = Self {
            controller: Controller::new(ControllerId(1), config.into()),
            now: Time::START,
            events: Vec::new(),
            seen: Offset::ZERO,
        };
        told.controller.bootstrap();
        for broker in 1..=brokers {
            told.register(broker, 1, false).expect("it is new");
            told.heartbeat(broker);
        }
        told.records();
        told
    }

    /// With ELR off, as in clusters from before 4.1.
    fn without_elr(brokers: u32) -> Self {
        let config = BrokerConfig {
            eligible_leader_replicas_version: 0,
            ..BrokerConfig::default()
        };
        Self::new(brokers, config)
    }

    fn turn<T>(&mut self, part: impl FnOnce(&mut Controller, &mut Out<'_>) -> T) -> T {
        let controller = &mut self.controller;
        let mut result = None;
        let (traces, _) = turn_at(NodeId::CONTROLLER, self.now, |out| {
            result = Some(part(controller, out));
        });
        self.events = traces.into_iter().map(|trace| trace.event).collect();
        result.expect("the turn was taken")
    }

    fn epoch(&self, broker: u32) -> Option<BrokerEpoch> {
        let brokers = &self.controller.image().brokers;
        Some(brokers.get(&BrokerId(broker))?.broker_epoch)
    }

    fn register(
        &mut self,
        broker: u32,
        incarnation: u32,
        clean: bool,
    ) -> Result<BrokerEpoch, ErrorCode> {
        let request = BrokerRegistrationRequest {
            broker: BrokerId(broker),
            incarnation,
            previous_broker_epoch: self.epoch(broker).filter(|_| clean),
            rack: None,
        };
        self.turn(|controller, out| controller.register(request, out))
    }

    fn beat(
        &mut self,
        broker: u32,
        want_fence: bool,
        want_shut_down: bool,
        current_metadata_offset: Offset,
    ) -> BrokerHeartbeatState {
        let request = BrokerHeartbeatRequest {
            broker: BrokerId(broker),
            broker_epoch: self.epoch(broker).expect("it is registered"),
            current_metadata_offset,
            want_fence,
            want_shut_down,
        };
        self.turn(|controller, out| controller.heartbeat(request, out))
            .expect("it is this broker's epoch")
    }

    /// A broker that has applied everything says that it lives.
    fn heartbeat(&mut self, broker: u32) -> BrokerHeartbeatState {
        let end = self.controller.log().end_offset();
        self.beat(broker, false, false, end)
    }

    fn ask_to_stop(&mut self, broker: u32) -> BrokerHeartbeatState {
        let end = self.controller.log().end_offset();
        self.beat(broker, false, true, end)
    }

    /// A session passes, in which these are heard of again and again, and the others are fenced.
    fn session_passes(&mut self, alive: &[u32]) {
        for _ in 0..10 {
            self.now = self.now + Span::from_ms(1_000);
            for broker in alive {
                self.heartbeat(*broker);
            }
            for _ in 0..3 {
                self.turn(|controller, out| controller.fence_one_stale_broker(out));
            }
        }
    }

    fn topic(&mut self, replicas: &[&[u32]], config: &[(&str, &str)]) {
        let created = self.ask(AdminCommand::CreateTopic(TopicSpec {
            name: "orders".into(),
            assignment: replicas.iter().map(|replicas| ids(replicas)).collect(),
            partitions: None,
            replication_factor: None,
            config: config
                .iter()
                .map(|(key, value)| ((*key).into(), (*value).into()))
                .collect(),
        }));
        created.expect("the topic may be made");
        self.records();
    }

    fn ask(&mut self, command: AdminCommand) -> Result<(), ApiError> {
        self.turn(|controller, out| controller.administer(&command, out))
    }

    /// What the answer to a request of an administrator says.
    fn said(&mut self, command: AdminCommand) -> String {
        let answer = self.ask(command);
        let names = Names {
            world: None,
            seed: 1,
            eligible_leader_replicas: true,
            metadata: self.controller.image(),
        };
        match answer {
            Ok(()) => "ok".to_owned(),
            Err(error) => {
                let exception = exception(&error, &names);
                format!("{}: {}", exception.class, exception.message)
            }
        }
    }

    fn elect(&mut self, election: ElectionType) -> String {
        self.said(AdminCommand::ElectLeader {
            election,
            topic: "orders".into(),
            partition: PartitionIndex(0),
        })
    }

    fn set(&mut self, topic: Option<&str>, key: &str, value: Option<&str>) -> String {
        self.said(AdminCommand::AlterConfig {
            topic: topic.map(Into::into),
            key: key.into(),
            value: value.map(Into::into),
        })
    }

    fn reassign(&mut self, replicas: Option<&[u32]>) -> String {
        self.said(AdminCommand::Reassign {
            topic: "orders".into(),
            partition: PartitionIndex(0),
            replicas: replicas.map(ids),
        })
    }

    /// The leader of orders-0 proposes an ISR.
    fn propose(&mut self, isr: &[u32]) -> Result<(), ErrorCode> {
        let (partition, before) = {
            let mut partitions = self.controller.image().partitions.iter();
            let (partition, before) = partitions.next().expect("there is orders-0");
            (*partition, before.clone())
        };
        let leader = before.leader.expect("somebody leads");
        let request = AlterPartitionRequest {
            broker: leader,
            broker_epoch: self.epoch(leader.0).expect("it is registered"),
            partition,
            leader_epoch: before.leader_epoch,
            partition_epoch: before.partition_epoch,
            new_isr: isr
                .iter()
                .map(|id| (BrokerId(*id), self.epoch(*id)))
                .collect(),
            recovering: false,
        };
        self.turn(|controller, out| controller.alter_partition(&request, out))
            .result
            .map(|_| ())
    }

    /// The records since they were last looked at, a line each.
    fn records(&mut self) -> Vec<String> {
        let log = self.controller.log();
        let names = log.from(self.seen).iter().map(|record| self.line(record));
        let lines = names.collect();
        self.seen = log.end_offset();
        lines
    }

    fn line(&self, record: &MetadataRecord) -> String {
        let image = self.controller.image();
        let topic = |id| image.topics.get(&id).map_or("?", |topic| &*topic.name);
        match record {
            MetadataRecord::RegisterBroker { broker, .. } => format!("register b{broker}"),
            MetadataRecord::BrokerRegistrationChange {
                broker,
                fenced,
                in_controlled_shutdown,
                ..
            } => {
                let mut line = format!("b{broker}");
                put(&mut line, "fenced", fenced);
                put(&mut line, "stopping", in_controlled_shutdown);
                line
            }
            MetadataRecord::Topic { name, .. } => format!("topic {name}"),
            MetadataRecord::Config {
                resource,
                key,
                value,
            } => {
                let whose = match resource {
                    ConfigResource::Topic(id) => topic(*id),
                    ConfigResource::Brokers => "brokers",
                };
                format!("{whose} {key}={}", value.as_deref().unwrap_or("default"))
            }
            MetadataRecord::ClearElr { topic: id } => {
                format!("clear elr of {}", id.map_or("all", topic))
            }
            MetadataRecord::ProducerIds {
                next_producer_id, ..
            } => format!("producer ids to {next_producer_id}"),
            MetadataRecord::Partition {
                partition,
                registration,
            } => format!(
                "{} on {:?} isr {:?}",
                image.name_of(*partition),
                numbers(&registration.replicas),
                numbers(&registration.isr)
            ),
            MetadataRecord::PartitionChange { partition, change } => {
                format!("{}{}", image.name_of(*partition), changed(change))
            }
        }
    }
}

fn numbers(ids: &[BrokerId]) -> Vec<u32> {
    ids.iter().map(|id| id.0).collect()
}

fn put(line: &mut String, name: &str, value: &Option<impl core::fmt::Debug>) {
    if let Some(value) = value {
        line.push_str(&format!(" {name} {value:?}"));
    }
}

fn changed(change: &PartitionChange) -> String {
    let list = |ids: &Option<Vec<BrokerId>>| ids.as_deref().map(numbers);
    let leader = |leader: Option<BrokerId>| leader.map_or(-1, |leader| i64::from(leader.0));
    let mut line = String::new();
    put(&mut line, "isr", &list(&change.isr));
    put(&mut line, "leader", &change.leader.map(leader));
    put(&mut line, "elr", &list(&change.elr));
    put(&mut line, "last", &list(&change.last_known_elr));
    put(&mut line, "recovering", &change.recovering);
    put(&mut line, "replicas", &list(&change.replicas));
    put(&mut line, "adding", &list(&change.adding));
    put(&mut line, "removing", &list(&change.removing));
    line
}
