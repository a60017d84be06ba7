//! Sequences of heartbeats as lines of text, each with the answer that Kafka gives:
//! `a join orders -> epoch 2: orders:0,1`.
//!
//! `a@i` is a static member with the instance id `i`; `a#2@i` the same client with another member id.
//! `lives` says nothing, `owns` what the client has been given, `owns orders:0` something else, and
//! `full` says all. `in 5` makes the client believe that it is in another epoch. An answer without an
//! assignment tells the client to keep what it has.

use std::collections::BTreeMap;

use highwater_core::group::classic::OffsetCommitter;
use highwater_core::group::consumer_group::{
    ConsumerGroupConfig, LEAVE_GROUP_MEMBER_EPOCH, LEAVE_GROUP_STATIC_MEMBER_EPOCH,
};
use highwater_core::id::{GenerationId, PartitionIndex, TopicPartition};
use highwater_core::wire::{ConsumerGroupHeartbeatRequest, ErrorCode};

use crate::host::{Host, group_id, heartbeat, join, names, topic_id};

#[derive(Clone, Default)]
struct Client {
    epoch: i32,
    topics: Vec<String>,
    owned: Vec<TopicPartition>,
}

pub struct Script {
    pub host: Host,
    clients: BTreeMap<String, Client>,
}

/// Plays the lines, and holds every answer against the one that is expected.
pub fn play(claim: &str, lines: &[&str]) -> Script {
    play_with(claim, ConsumerGroupConfig::default(), lines)
}

/// Plays the lines at a coordinator with that configuration.
pub fn play_with(claim: &str, config: ConsumerGroupConfig, lines: &[&str]) -> Script {
    let mut script = Script {
        host: Host::new(config),
        clients: BTreeMap::new(),
    };
    for (at, line) in lines.iter().enumerate() {
        let (action, expected) = line.split_once(" -> ").unwrap_or((line, ""));
        let words: Vec<&str> = action.split_whitespace().collect();
        let answer = script.take(&words);
        assert_eq!(answer, expected, "{claim}: line {}: {line}", at + 1);
    }
    script
}

fn shown(result: Result<(), ErrorCode>) -> String {
    result.map_or_else(|error| error.name().to_owned(), |()| "ok".to_owned())
}

/// `orders:0,1 catalog:0`.
pub fn partitions(text: &str) -> Vec<TopicPartition> {
    let mut all = Vec::new();
    for topic in text.split_whitespace() {
        let (name, indexes) = topic.split_once(':').expect("a topic and partitions");
        for index in indexes.split(',') {
            all.push(TopicPartition {
                topic: topic_id(name),
                partition: PartitionIndex(index.parse().expect("a number")),
            });
        }
    }
    all
}

impl Script {
    fn take(&mut self, words: &[&str]) -> String {
        match words {
            ["wait", ms] => {
                self.host.wait(ms.parse().expect("milliseconds"));
                String::new()
            }
            ["topic", name, count] => {
                let count = count.parse().expect("a number");
                self.host.topics.insert((*name).to_owned(), count);
                String::new()
            }
            ["no", "topic", name] => {
                self.host.topics.remove(*name);
                String::new()
            }
            ["group"] => self.group(),
            ["delete"] => shown(self.host.delete()),
            ["coordinator", "changes"] => {
                self.host.change_coordinator(true);
                String::new()
            }
            [who, "in", epoch] => {
                self.client(who).epoch = epoch.parse().expect("an epoch");
                String::new()
            }
            [who, "commit", rest @ ..] => self.commit(who, &rest.join(" ")),
            [who, rest @ ..] => self.heartbeat(who, rest),
            [] => panic!("an empty line"),
        }
    }

    fn group(&self) -> String {
        let Some(group) = self.host.groups.group(&group_id()) else {
            return "Dead".to_owned();
        };
        let (state, epoch) = (group.state().name(), group.epoch);
        format!("{state} {epoch}/{}", group.assignment_epoch)
    }

    fn client(&mut self, who: &str) -> &mut Client {
        self.clients.entry(who.to_owned()).or_default()
    }

    fn heartbeat(&mut self, who: &str, words: &[&str]) -> String {
        let (id, instance_id) = match who.split_once('@') {
            Some((id, instance)) => (id, Some(instance.into())),
            None => (who, None),
        };
        let client = self.client(who).clone();
        let lives = heartbeat(id, client.epoch);
        let owned = Some(client.owned.clone());
        let request = match words {
            ["join", topics] => join(id, &topics.split(',').collect::<Vec<_>>()),
            ["join", topics, "by", assignor] => ConsumerGroupHeartbeatRequest {
                server_assignor: Some((*assignor).into()),
                ..join(id, &topics.split(',').collect::<Vec<_>>())
            },
            ["subscribe", topics] => ConsumerGroupHeartbeatRequest {
                subscribed_topic_names: Some(names(&topics.split(',').collect::<Vec<_>>())),
                ..lives
            },
            ["lives"] => lives,
            ["owns"] => ConsumerGroupHeartbeatRequest {
                topic_partitions: owned,
                ..lives
            },
            ["owns", rest @ ..] => ConsumerGroupHeartbeatRequest {
                topic_partitions: Some(partitions(&rest.join(" "))),
                ..lives
            },
            ["full"] => {
                let topics: Vec<&str> = client.topics.iter().map(String::as_str).collect();
                ConsumerGroupHeartbeatRequest {
                    member_epoch: lives.member_epoch,
                    topic_partitions: owned,
                    ..join(id, &topics)
                }
            }
            ["leave"] => ConsumerGroupHeartbeatRequest {
                member_epoch: LEAVE_GROUP_MEMBER_EPOCH,
                ..lives
            },
            ["away"] => ConsumerGroupHeartbeatRequest {
                member_epoch: LEAVE_GROUP_STATIC_MEMBER_EPOCH,
                ..lives
            },
            _ => panic!("no such line: {words:?}"),
        };
        let request = ConsumerGroupHeartbeatRequest {
            instance_id,
            ..request
        };
        self.send(who, &request)
    }

    fn send(&mut self, who: &str, request: &ConsumerGroupHeartbeatRequest) -> String {
        if let Some(names) = &request.subscribed_topic_names {
            self.client(who).topics = names.iter().map(|name| (**name).to_owned()).collect();
        }
        let sent = self.host.send(request);
        let answer = self.host.answers.remove(&sent);
        let response = match answer {
            None => return "waits".to_owned(),
            Some(Err(error)) => return error.name().to_owned(),
            Some(Ok(response)) => response,
        };
        assert_eq!(response.member_id, request.member_id);
        let client = self.client(who);
        client.epoch = response.member_epoch.0;
        let Some(assignment) = response.assignment else {
            return format!("epoch {}", response.member_epoch);
        };
        client.owned.clone_from(&assignment);
        let shown = self.partitions_shown(&assignment);
        format!("epoch {}: {shown}", response.member_epoch)
            .trim_end()
            .to_owned()
    }

    fn partitions_shown(&self, partitions: &[TopicPartition]) -> String {
        let mut shown = Vec::new();
        for name in self.host.topics.keys() {
            let of_topic = partitions.iter().filter(|it| it.topic == topic_id(name));
            let indexes: Vec<String> = of_topic.map(|it| it.partition.to_string()).collect();
            if !indexes.is_empty() {
                shown.push(format!("{name}:{}", indexes.join(",")));
            }
        }
        shown.join(" ")
    }

    fn commit(&mut self, who: &str, of: &str) -> String {
        let epoch = self.client(who).epoch;
        let is_member = who != "tool";
        let id = who.split('@').next().unwrap_or(who);
        let committer = OffsetCommitter {
            group_id: group_id(),
            member_id: is_member.then(|| highwater_core::group::MemberId(id.into())),
            instance_id: None,
            generation: is_member.then_some(GenerationId(epoch)),
            is_transactional: false,
        };
        let result = (self.host.groups).validate_offset_commit(&committer, &partitions(of));
        shown(result)
    }
}
