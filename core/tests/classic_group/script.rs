//! Sequences of requests as lines of text, each with the answer that Kafka gives: `a join -> waits`.
//!
//! `a@i` is a static member with the instance id `i`. A join may name the assignors that the client
//! supports. `answer` is what a client hears of the request that it last sent, and `stale` makes it
//! believe in the generation before.

use std::collections::BTreeMap;

use highwater_core::group::MemberId;
use highwater_core::group::classic::{
    ClassicGroupConfig, JoinGroupRequest, LeavingMember, MemberIdentity, OffsetCommitter, RequestId,
};
use highwater_core::id::GenerationId;
use highwater_core::wire::ErrorCode;

use crate::host::{Host, group_id, join_request, protocols, share};

#[derive(Clone, Default)]
struct Client {
    member_id: Option<MemberId>,
    generation: i32,
    sent: Option<RequestId>,
    is_join: bool,
}

pub struct Script {
    pub host: Host,
    clients: BTreeMap<String, Client>,
}

/// Plays the lines, and holds every answer against the one that is expected.
pub fn play(claim: &str, config: ClassicGroupConfig, lines: &[&str]) {
    let mut script = Script {
        host: Host::new(config, 7),
        clients: BTreeMap::new(),
    };
    for (at, line) in lines.iter().enumerate() {
        let (action, expected) = line.split_once(" -> ").unwrap_or((line, ""));
        let words: Vec<&str> = action.split_whitespace().collect();
        let answer = script.take(&words);
        assert_eq!(answer, expected, "{claim}: line {}: {line}", at + 1);
    }
}

fn shown(result: Result<(), ErrorCode>) -> String {
    result.map_or_else(|error| error.name().to_owned(), |()| "ok".to_owned())
}

impl Script {
    fn take(&mut self, words: &[&str]) -> String {
        match words {
            ["wait", ms] => {
                self.host.wait(ms.parse().expect("milliseconds"));
                String::new()
            }
            ["group"] => {
                let group = self.host.group();
                format!("{} {}", group.state.name(), group.generation)
            }
            [who, "join"] => self.join(who, &["range"]),
            [who, "join", names] => self.join(who, &names.split(',').collect::<Vec<_>>()),
            [who, "sync"] => self.sync(who),
            [who, "answer"] => self.answer(who),
            [who, "heartbeat"] => shown(self.host.heartbeat(&self.identity(who))),
            [who, "commit"] => shown(self.host.commit(&self.committer(who))),
            [who, "leave"] => {
                let leaving = LeavingMember {
                    member_id: self.client(who).member_id.clone(),
                    instance_id: instance(who),
                    reason: None,
                };
                shown(self.host.leave(leaving))
            }
            [who, "stale"] => {
                self.client(who).generation -= 1;
                String::new()
            }
            [who, "forgets"] => {
                *self.client(who) = Client::default();
                String::new()
            }
            _ => panic!("no such line: {words:?}"),
        }
    }

    fn client(&mut self, who: &str) -> &mut Client {
        self.clients.entry(who.to_owned()).or_default()
    }

    fn member_id(&self, who: &str) -> MemberId {
        let client = self.clients.get(who);
        let id = client.and_then(|client| client.member_id.clone());
        id.unwrap_or_else(|| MemberId("nobody".into()))
    }

    fn identity(&self, who: &str) -> MemberIdentity {
        MemberIdentity {
            group_id: group_id(),
            member_id: self.member_id(who),
            instance_id: instance(who),
            generation: GenerationId(self.clients.get(who).map_or(-1, |it| it.generation)),
        }
    }

    fn committer(&self, who: &str) -> OffsetCommitter {
        let client = self.clients.get(who);
        let member_id = client.and_then(|client| client.member_id.clone());
        OffsetCommitter {
            group_id: group_id(),
            generation: member_id.as_ref().map(|_| self.identity(who).generation),
            member_id,
            instance_id: instance(who),
            is_transactional: false,
        }
    }

    fn join(&mut self, who: &str, names: &[&str]) -> String {
        let request = JoinGroupRequest {
            instance_id: instance(who),
            protocols: protocols(names),
            ..join_request(self.client(who).member_id.clone())
        };
        let sent = self.host.send_join(request);
        let client = self.client(who);
        client.sent = Some(sent);
        client.is_join = true;
        self.answer(who)
    }

    fn sync(&mut self, who: &str) -> String {
        let is_leader = self.host.group().is_leader(&self.member_id(who));
        let members = self.clients.values().filter_map(|it| it.member_id.clone());
        let shares = (0..).zip(members).map(|(at, id)| (id, share(at)));
        let shares = if is_leader {
            shares.collect()
        } else {
            Vec::new()
        };
        let sent = self.host.send_sync(self.identity(who), shares);
        let client = self.client(who);
        client.sent = Some(sent);
        client.is_join = false;
        self.answer(who)
    }

    fn answer(&mut self, who: &str) -> String {
        let client = self.client(who).clone();
        let sent = client.sent.expect("the client has sent something");
        let answer = if client.is_join {
            self.join_answer(who, sent)
        } else {
            self.sync_answer(sent)
        };
        answer.unwrap_or_else(|| "waits".to_owned())
    }

    fn join_answer(&mut self, who: &str, sent: RequestId) -> Option<String> {
        let response = self.host.join_answer(sent)?.clone();
        let client = self.client(who);
        let joined = match response.result {
            Ok(joined) => joined,
            Err(error) => {
                if error == ErrorCode::MemberIdRequired {
                    client.member_id = response.member_id;
                }
                return Some(error.name().to_owned());
            }
        };
        client.member_id = response.member_id;
        client.generation = joined.generation.0;
        let part = if joined.leader == client.member_id {
            format!("leads {}", joined.members.len())
        } else {
            assert!(
                joined.members.is_empty(),
                "only a leader is told of the others"
            );
            "follows".to_owned()
        };
        let protocol = joined.protocol_name.expect("a protocol is chosen");
        let skips = if joined.skip_assignment {
            ", need not assign"
        } else {
            ""
        };
        Some(format!(
            "generation {}, {part} by {protocol}{skips}",
            joined.generation
        ))
    }

    fn sync_answer(&self, sent: RequestId) -> Option<String> {
        let result = self.host.sync_answer(sent)?;
        Some(match result {
            Err(error) => error.name().to_owned(),
            Ok(synced) => match synced.assignment.first() {
                None => "nothing".to_owned(),
                Some(first) => format!("partition {}", first.partition),
            },
        })
    }
}

fn instance(who: &str) -> Option<std::sync::Arc<str>> {
    let (_, instance_id) = who.split_once('@')?;
    Some(instance_id.into())
}
