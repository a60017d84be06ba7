//! A broker that stands alone, as coordinator.

use super::super::testing::{Alone, CLIENT, led_by};
use crate::config::{BrokerConfig, GROUP_METADATA_TOPIC};
use crate::group::MemberId;
use crate::group::assignor::{NamedPartition, Subscription};
use crate::group::classic::{
    GroupId, JoinGroupProtocol, JoinGroupRequest, MemberIdentity, OffsetCommitter, SyncGroupRequest,
};
use crate::id::{
    BrokerId, ClientId, GenerationId, NodeId, Offset, PartitionIndex, TopicId, TopicPartition,
};
use crate::metadata::{MetadataRecord, PartitionChange, PartitionRegistration};
use crate::sim::{Input, Timer};
use crate::time::Span;
use crate::wire::{
    CommittedOffset, ErrorCode, FetchPartition, FetchRequest, OffsetCommitPartition,
    OffsetCommitRequest, OffsetFetchRequest, Reader, Request, Response,
};

const OFFSETS_0: TopicPartition = TopicPartition {
    topic: TopicId(7),
    partition: PartitionIndex(0),
};
const ORDERS_0: TopicPartition = TopicPartition {
    topic: TopicId(1),
    partition: PartitionIndex(0),
};

fn config() -> BrokerConfig {
    BrokerConfig {
        offsets_topic_num_partitions: 1,
        ..BrokerConfig::default()
    }
}

fn registered() -> Vec<MetadataRecord> {
    let mut records = Vec::new();
    for id in 1..=3 {
        let (broker, broker_epoch) = (BrokerId(id), crate::id::BrokerEpoch(id.into()));
        records.push(MetadataRecord::RegisterBroker {
            broker,
            broker_epoch,
            incarnation: 1,
            rack: None,
        });
        records.push(MetadataRecord::BrokerRegistrationChange {
            broker,
            broker_epoch,
            fenced: Some(false),
            in_controlled_shutdown: None,
        });
    }
    for (partition, name) in [(ORDERS_0, "orders"), (OFFSETS_0, GROUP_METADATA_TOPIC)] {
        records.push(MetadataRecord::Topic {
            id: partition.topic,
            name: name.into(),
        });
    }
    records.push(MetadataRecord::Partition {
        partition: ORDERS_0,
        registration: led_by(2, 4),
    });
    records
}

/// b1, which leads the only partition of `__consumer_offsets`, alone or with others.
fn coordinator(isr: &[u32]) -> Alone {
    let mut records = registered();
    records.push(MetadataRecord::Partition {
        partition: OFFSETS_0,
        registration: PartitionRegistration {
            isr: isr.iter().copied().map(BrokerId).collect(),
            ..led_by(1, 4)
        },
    });
    let mut alone = Alone::running(config(), records);
    wait(&mut alone, 5);
    alone
}

fn wait(alone: &mut Alone, ms: u64) -> Vec<Response> {
    alone.now = alone.now + Span::from_ms(ms);
    alone.on(Input::Timer(Timer::Groups)).responses
}

fn group() -> GroupId {
    GroupId("board".into())
}

fn join(member_id: Option<MemberId>) -> Request {
    Request::JoinGroup(JoinGroupRequest {
        group_id: group(),
        member_id,
        instance_id: None,
        client_id: "c1".into(),
        session_timeout_ms: 10_000,
        rebalance_timeout_ms: 60_000,
        protocol_type: "consumer".into(),
        protocols: vec![JoinGroupProtocol {
            name: "range".into(),
            subscription: Subscription {
                topics: vec!["orders".into()],
                ..Subscription::default()
            },
        }],
        reason: None,
    })
}

fn commit(generation: Option<(MemberId, i32)>, offset: i64) -> Request {
    let (member_id, generation) = generation.unzip();
    Request::OffsetCommit(OffsetCommitRequest {
        committer: OffsetCommitter {
            group_id: group(),
            member_id,
            instance_id: None,
            generation: generation.map(GenerationId),
            is_transactional: false,
        },
        partitions: vec![OffsetCommitPartition {
            partition: ORDERS_0,
            committed: CommittedOffset {
                offset: Offset(offset),
                leader_epoch: None,
                metadata: "".into(),
            },
        }],
    })
}

fn fetch_offsets() -> Request {
    Request::OffsetFetch(OffsetFetchRequest {
        group_id: group(),
        member_id: None,
        member_epoch: None,
        partitions: Some(vec![ORDERS_0]),
    })
}

/// What the group has committed, as b1 says.
fn committed(alone: &mut Alone) -> Result<Option<i64>, ErrorCode> {
    let responses = alone.asked(CLIENT, fetch_offsets()).responses;
    match &responses[..] {
        [Response::OffsetFetch(result)] => {
            let offsets = result.clone()?;
            Ok(offsets[0].1.as_ref().map(|committed| committed.offset.0))
        }
        other => panic!("{other:?}"),
    }
}

/// A consumer joins, is given orders-0, and lives.
fn join_and_sync(alone: &mut Alone) -> MemberId {
    let first = alone.asked(CLIENT, join(None)).responses;
    let [Response::JoinGroup(refused)] = &first[..] else {
        panic!("{first:?}");
    };
    let id = refused.member_id.clone().expect("an id");
    assert_eq!(alone.asked(CLIENT, join(Some(id.clone()))).responses, []);
    let joined = wait(alone, 3_000);
    assert!(
        matches!(&joined[..], [Response::JoinGroup(joined)] if joined.result.is_ok()),
        "{joined:?}"
    );
    let share = NamedPartition {
        topic: "orders".into(),
        partition: PartitionIndex(0),
    };
    let sync = Request::SyncGroup(SyncGroupRequest {
        member: identity(&id),
        protocol_type: None,
        protocol_name: None,
        assignments: vec![(id.clone(), vec![share])],
    });
    let synced = alone.asked(CLIENT, sync).responses;
    assert!(
        matches!(&synced[..], [Response::SyncGroup(Ok(_))]),
        "{synced:?}"
    );
    id
}

fn identity(id: &MemberId) -> MemberIdentity {
    MemberIdentity {
        group_id: group(),
        member_id: id.clone(),
        instance_id: None,
        generation: GenerationId(1),
    }
}

fn heartbeat(alone: &mut Alone, id: &MemberId) -> Result<(), ErrorCode> {
    let responses = alone
        .asked(CLIENT, Request::Heartbeat(identity(id)))
        .responses;
    match responses[..] {
        [Response::Heartbeat(result)] => result,
        ref other => panic!("{other:?}"),
    }
}

fn changed(change: PartitionChange) -> Vec<MetadataRecord> {
    vec![MetadataRecord::PartitionChange {
        partition: OFFSETS_0,
        change,
    }]
}

fn led(by: u32) -> PartitionChange {
    PartitionChange {
        leader: Some(Some(BrokerId(by))),
        ..PartitionChange::default()
    }
}

#[test]
fn the_topic_of_offsets_is_asked_for_once_by_whoever_is_asked_for_a_coordinator() {
    let mut alone = Alone::running(config(), registered());
    let mut forget = registered();
    forget.truncate(6);
    let mut alone_without = Alone::running(config(), forget);
    let find = || Request::FindCoordinator(group());
    let unavailable = Response::FindCoordinator(Err(ErrorCode::CoordinatorNotAvailable));
    for times in [1, 0] {
        let turn = alone_without.asked(CLIENT, find());
        assert_eq!(turn.responses, core::slice::from_ref(&unavailable));
        let asked = turn.requests.iter();
        let asked = asked.filter(|request| matches!(request, Request::Admin(_)));
        assert_eq!(asked.count(), times);
    }
    let turn = alone.asked(CLIENT, find());
    assert_eq!(turn.responses, [unavailable], "its partition has no leader");
    assert!(turn.requests.is_empty());
    let found = coordinator(&[1]).asked(CLIENT, find()).responses;
    assert_eq!(found, [Response::FindCoordinator(Ok(BrokerId(1)))]);
}

#[test]
fn a_broker_refuses_groups_that_it_does_not_coordinate_and_such_as_it_has_not_read_yet() {
    let mut records = registered();
    records.push(MetadataRecord::Partition {
        partition: OFFSETS_0,
        registration: led_by(2, 4),
    });
    let mut alone = Alone::running(config(), records);
    assert_eq!(committed(&mut alone), Err(ErrorCode::NotCoordinator));
    alone.learns(changed(led(1)));
    let loading = ErrorCode::CoordinatorLoadInProgress;
    assert_eq!(committed(&mut alone), Err(loading));
    let id = MemberId("c1-1".into());
    assert_eq!(
        heartbeat(&mut alone, &id),
        Ok(()),
        "its session begins anew"
    );
    wait(&mut alone, 5);
    assert_eq!(committed(&mut alone), Ok(None));
    assert_eq!(heartbeat(&mut alone, &id), Err(ErrorCode::UnknownMemberId));
}

#[test]
fn members_and_offsets_are_read_from_the_log_by_whoever_coordinates_next() {
    let mut alone = coordinator(&[1]);
    let id = join_and_sync(&mut alone);
    let answer = alone
        .asked(CLIENT, commit(Some((id.clone(), 1)), 3))
        .responses;
    assert!(matches!(&answer[..], [Response::OffsetCommit(it)] if it.error().is_none()));
    assert_eq!(committed(&mut alone), Ok(Some(3)));
    alone.learns(changed(led(2)));
    assert_eq!(heartbeat(&mut alone, &id), Err(ErrorCode::NotCoordinator));
    alone.learns(changed(led(1)));
    wait(&mut alone, 5);
    assert_eq!(committed(&mut alone), Ok(Some(3)));
    assert_eq!(heartbeat(&mut alone, &id), Ok(()));
    let process = alone.broker.process().expect("it runs");
    let known = process.classic_group(&group()).expect("it is read");
    assert_eq!(known.generation, GenerationId(1));
    assert_eq!(known.members[0].assignment.len(), 1);
    wait(&mut alone, 10_000);
    assert_eq!(heartbeat(&mut alone, &id), Err(ErrorCode::UnknownMemberId));
}

/// b2 and b3 copy the log.
fn followers_fetch(alone: &mut Alone, end: i64) -> Vec<Response> {
    let mut responses = Vec::new();
    for id in [2, 3] {
        let request = Request::Fetch(FetchRequest {
            reader: Reader::Follower {
                replica: BrokerId(id),
                broker_epoch: None,
            },
            max_wait_ms: 500,
            min_bytes: 1,
            max_bytes: u32::MAX,
            partitions: vec![FetchPartition {
                partition: OFFSETS_0,
                current_leader_epoch: None,
                fetch_offset: Offset(end),
                last_fetched_epoch: None,
                log_start_offset: Offset::ZERO,
                max_bytes: u32::MAX,
            }],
        });
        responses.extend(alone.asked(NodeId::Broker(BrokerId(id)), request).responses);
    }
    responses.retain(|response| !matches!(response, Response::Fetch(_)));
    responses
}

#[test]
fn a_commit_is_answered_and_seen_once_all_in_sync_replicas_have_it() {
    let mut alone = coordinator(&[1, 2, 3]);
    assert_eq!(alone.asked(CLIENT, commit(None, 3)).responses, []);
    assert_eq!(committed(&mut alone), Ok(None));
    let answers = followers_fetch(&mut alone, 1);
    assert!(matches!(&answers[..], [Response::OffsetCommit(it)] if it.error().is_none()));
    assert_eq!(committed(&mut alone), Ok(Some(3)));
}

#[test]
fn whoever_waits_for_replicas_is_told_after_a_time_and_when_another_coordinates() {
    let mut alone = coordinator(&[1, 2, 3]);
    alone.asked(CLIENT, commit(None, 3));
    let refused = |responses: &[Response]| match responses {
        [Response::OffsetCommit(it)] => it.error(),
        other => panic!("{other:?}"),
    };
    let late = wait(&mut alone, 5_000);
    assert_eq!(refused(&late), Some(ErrorCode::CoordinatorNotAvailable));
    followers_fetch(&mut alone, 1);
    assert_eq!(
        committed(&mut alone),
        Ok(Some(3)),
        "it was written all the same"
    );
    alone.asked(CLIENT, commit(None, 4));
    let turn = alone.learns(changed(led(2)));
    assert_eq!(refused(&turn.responses), Some(ErrorCode::NotCoordinator));
}

#[test]
fn offsets_of_a_group_go_when_it_has_been_empty_for_long_enough() {
    let retention = config().offsets_retention_minutes * 60_000;
    let mut alone = coordinator(&[1]);
    let id = join_and_sync(&mut alone);
    alone.asked(CLIENT, commit(Some((id.clone(), 1)), 3));
    let look = |alone: &mut Alone| {
        alone.on(Input::Timer(Timer::OffsetsRetention));
        committed(alone)
    };
    alone.now = alone.now + Span::from_ms(retention);
    assert_eq!(look(&mut alone), Ok(Some(3)), "it is read");
    // Its only member has been silent for that long.
    wait(&mut alone, 0);
    alone.now = alone.now + Span::from_ms(retention - 1);
    assert_eq!(look(&mut alone), Ok(Some(3)));
    alone.now = alone.now + Span::from_ms(1);
    assert_eq!(look(&mut alone), Ok(None));
    let process = alone.broker.process().expect("it runs");
    assert!(
        process.classic_group(&group()).is_none(),
        "the group goes with them"
    );
}

#[test]
fn a_group_with_members_is_not_deleted() {
    let delete = || {
        Request::Admin(crate::wire::AdminRequest {
            command: crate::command::AdminCommand::DeleteGroup(group()),
        })
    };
    let code = |responses: &[Response]| match responses {
        [Response::Admin(result)] => result.as_ref().err().map(|error| error.code),
        other => panic!("{other:?}"),
    };
    let mut alone = coordinator(&[1]);
    let asked = alone.asked(CLIENT, delete()).responses;
    assert_eq!(code(&asked), Some(ErrorCode::GroupIdNotFound));
    let id = join_and_sync(&mut alone);
    alone.asked(CLIENT, commit(Some((id, 1)), 3));
    let asked = alone.asked(CLIENT, delete()).responses;
    assert_eq!(code(&asked), Some(ErrorCode::NonEmptyGroup));
    wait(&mut alone, 10_000);
    let asked = alone.asked(CLIENT, delete()).responses;
    assert_eq!(code(&asked), None);
    assert_eq!(committed(&mut alone), Ok(None));
    // What is read from the log is gone, too.
    alone.learns(changed(led(2)));
    alone.learns(changed(led(1)));
    wait(&mut alone, 5);
    assert_eq!(committed(&mut alone), Ok(None));
    let process = alone.broker.process().expect("it runs");
    assert!(process.classic_group(&group()).is_none());
}

#[test]
fn a_client_that_is_not_heard_of_again_leaves_no_request_behind() {
    let mut alone = coordinator(&[1]);
    let id = join_and_sync(&mut alone);
    let other = NodeId::Consumer(ClientId(2));
    alone.asked(other, join(None));
    wait(&mut alone, 10_000);
    assert_eq!(heartbeat(&mut alone, &id), Err(ErrorCode::UnknownMemberId));
    let process = alone.broker.process().expect("it runs");
    assert!(process.group_coordinator().parked.is_empty());
}
