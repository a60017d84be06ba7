//! What the admin client does about groups (`KafkaAdminClient`, `ConsumerGroupCommand`): it finds the
//! coordinator, and asks one thing after the other until it knows what it needs.

use serde::{Deserialize, Serialize};

use super::{Admin, Call};
use crate::command::{AdminCommand, OffsetTarget};
use crate::group::GroupState;
use crate::group::classic::{GroupId, OffsetCommitter};
use crate::id::{BrokerId, NodeId, Offset, PartitionIndex, TopicPartition};
use crate::sim::{Channel, ConnectionId, Out};
use crate::sorted::Map;
use crate::wire::{
    AdminRequest, ApiError, CommittedOffset, ErrorCode, ErrorDetail, ListOffsetsRequest,
    OffsetCommitPartition, OffsetCommitRequest, OffsetFetchRequest, OffsetSpec, Request, Response,
};

/// A call about a group, and what is known for it so far.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct GroupCall {
    pub call: Call,
    coordinator: Option<BrokerId>,
    /// Whether the group was found to have no members.
    is_inactive: bool,
    committed: Option<Map<TopicPartition, Offset>>,
    /// How often the client had heard of the cluster when it found that it knows nothing of the topic.
    lacks_topic_since: Option<u32>,
    offsets: Map<(TopicPartition, Wanted), Offset>,
}

/// What is asked of a partition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
enum Wanted {
    Earliest,
    Latest,
    Target,
}

/// What comes next of a call.
pub(super) enum Next {
    /// A request.
    Ask(ConnectionId, Request),
    /// Metadata is lacking, or nobody can be asked now.
    Metadata,
    /// It is over.
    Answer(Result<(), ApiError>),
}

impl GroupCall {
    /// The call, if it is about a group.
    pub fn of(call: &Call) -> Option<Self> {
        group_of(&call.command)?;
        Some(Self {
            call: call.clone(),
            coordinator: None,
            is_inactive: false,
            committed: None,
            lacks_topic_since: None,
            offsets: Map::new(),
        })
    }

    /// What is asked next.
    pub fn next(&mut self, admin: &Admin, out: &Out<'_>) -> Next {
        let command = self.call.command.clone();
        let Some(group) = group_of(&command) else {
            return Next::Answer(Err(ErrorCode::InvalidRequest.into()));
        };
        let Some(coordinator) = self.coordinator else {
            return match admin.cluster.least_loaded(|_| 0, out.now()) {
                Ok(broker) => {
                    let connection = admin.cluster.connection(broker);
                    Next::Ask(connection, Request::FindCoordinator(group.clone()))
                }
                Err(_) => Next::Metadata,
            };
        };
        let connection = to_coordinator(coordinator);
        match &command {
            AdminCommand::ResetOffsets { topic, to, .. } if self.is_inactive => {
                self.next_of_reset(group, topic, *to, connection, admin)
            }
            AdminCommand::DeleteGroup(_) => {
                let command = command.clone();
                Next::Ask(connection, Request::Admin(AdminRequest { command }))
            }
            _ => Next::Ask(connection, Request::DescribeGroup(group.clone())),
        }
    }

    /// The group has no members: where its partitions begin and end is asked for, and then the offsets are
    /// committed as by a consumer that chose its partitions itself.
    fn next_of_reset(
        &mut self,
        group: &GroupId,
        topic: &str,
        to: OffsetTarget,
        connection: ConnectionId,
        admin: &Admin,
    ) -> Next {
        let Some(id) = admin.cluster.topic(topic) else {
            let heard = admin.cluster.update_version();
            return match *self.lacks_topic_since.get_or_insert(heard) < heard {
                // Brokers do not know it either (`describeTopics`).
                true => Next::Answer(Err(ErrorCode::UnknownTopicOrPartition.into())),
                false => Next::Metadata,
            };
        };
        if self.committed.is_none() {
            return Next::Ask(connection, Request::OffsetFetch(all_offsets(group)));
        }
        let mut partitions = Vec::new();
        for index in 0..admin.cluster.partition_count(id) {
            let partition = TopicPartition {
                topic: id,
                partition: PartitionIndex(index),
            };
            for (wanted, spec) in wanted(to) {
                if self.offsets.get(&(partition, wanted)).is_none() {
                    return ask_leader(partition, spec, admin);
                }
            }
            partitions.push(OffsetCommitPartition {
                partition,
                committed: CommittedOffset {
                    offset: self.target(partition, to),
                    leader_epoch: None,
                    metadata: "".into(),
                },
            });
        }
        let committer = OffsetCommitter {
            group_id: group.clone(),
            member_id: None,
            instance_id: None,
            generation: None,
            is_transactional: false,
        };
        let request = OffsetCommitRequest {
            committer,
            partitions,
        };
        Next::Ask(connection, Request::OffsetCommit(request))
    }

    /// Where a partition is to be read from: within what it has (`checkOffsetsRange`).
    fn target(&self, partition: TopicPartition, to: OffsetTarget) -> Offset {
        let known = |wanted| self.offsets.get(&(partition, wanted)).copied();
        let (earliest, latest) = (known(Wanted::Earliest), known(Wanted::Latest));
        let (earliest, latest) = (earliest.unwrap_or_default(), latest.unwrap_or_default());
        let committed = self.committed.as_ref();
        let committed = committed.and_then(|it| it.get(&partition).copied());
        let target = match to {
            OffsetTarget::Earliest => earliest,
            OffsetTarget::Latest => latest,
            OffsetTarget::Offset(offset) => offset,
            OffsetTarget::ShiftBy(count) => {
                Offset(committed.unwrap_or(latest).0.saturating_add(count))
            }
            OffsetTarget::Since(_) => known(Wanted::Target).unwrap_or(latest),
        };
        target.max(earliest).min(latest)
    }

    /// Takes an answer in. What comes of it is the end of the call, or nothing yet.
    pub fn take(&mut self, response: Response) -> Option<Result<(), ApiError>> {
        match response {
            Response::FindCoordinator(Ok(broker)) => self.coordinator = Some(broker),
            Response::FindCoordinator(Err(_)) => {}
            Response::DescribeGroup(Ok(state)) => return self.described(state),
            Response::Admin(Ok(())) => return Some(Ok(())),
            Response::OffsetFetch(Ok(offsets)) => {
                let mut committed = Map::new();
                for (partition, kept) in offsets {
                    if let Some(kept) = kept {
                        committed.insert(partition, kept.offset);
                    }
                }
                self.committed = Some(committed);
            }
            Response::OffsetCommit(response) => match response.error() {
                None => return Some(Ok(())),
                Some(error) => return self.refused(error.into()),
            },
            Response::DescribeGroup(Err(error)) | Response::OffsetFetch(Err(error)) => {
                return self.refused(error.into());
            }
            Response::Admin(Err(error)) => return self.refused(error),
            _ => {}
        }
        None
    }

    /// Takes in where a partition begins, ends, or has its first record of a time.
    pub fn take_offset(&mut self, partition: TopicPartition, spec: OffsetSpec, offset: Offset) {
        let wanted = match spec {
            OffsetSpec::Earliest => Wanted::Earliest,
            OffsetSpec::Timestamp(_) => Wanted::Target,
            OffsetSpec::Latest | OffsetSpec::LogEnd => Wanted::Latest,
        };
        self.offsets.insert((partition, wanted), offset);
    }

    fn described(&mut self, state: GroupState) -> Option<Result<(), ApiError>> {
        let AdminCommand::ResetOffsets { group, .. } = &self.call.command else {
            return Some(Ok(()));
        };
        if state.is_inactive() {
            self.is_inactive = true;
            return None;
        }
        let detail = ErrorDetail::GroupActive {
            group: group.clone(),
            state,
        };
        Some(Err(ApiError::new(ErrorCode::NonEmptyGroup, detail)))
    }

    /// Of a coordinator that is another one by now, or cannot answer now, the call is asked for again.
    fn refused(&mut self, error: ApiError) -> Option<Result<(), ApiError>> {
        match error.code {
            ErrorCode::NotCoordinator
            | ErrorCode::CoordinatorNotAvailable
            | ErrorCode::CoordinatorLoadInProgress => {
                self.forget_coordinator();
                None
            }
            _ => Some(Err(error)),
        }
    }

    /// Whether it knows who coordinates.
    pub fn has_coordinator(&self) -> bool {
        self.coordinator.is_some()
    }

    /// Whoever coordinates is to be found anew.
    pub fn forget_coordinator(&mut self) {
        self.coordinator = None;
    }
}

/// The group that a command is about, if it is about one.
fn group_of(command: &AdminCommand) -> Option<&GroupId> {
    match command {
        AdminCommand::DescribeGroup(group)
        | AdminCommand::DeleteGroup(group)
        | AdminCommand::ResetOffsets { group, .. } => Some(group),
        _ => None,
    }
}

fn all_offsets(group: &GroupId) -> OffsetFetchRequest {
    OffsetFetchRequest {
        group_id: group.clone(),
        member_id: None,
        member_epoch: None,
        partitions: None,
    }
}

/// What has to be known of a partition.
fn wanted(to: OffsetTarget) -> Vec<(Wanted, OffsetSpec)> {
    let mut wanted = vec![
        (Wanted::Earliest, OffsetSpec::Earliest),
        (Wanted::Latest, OffsetSpec::Latest),
    ];
    if let OffsetTarget::Since(time) = to {
        wanted.push((Wanted::Target, OffsetSpec::Timestamp(time)));
    }
    wanted
}

fn ask_leader(partition: TopicPartition, spec: OffsetSpec, admin: &Admin) -> Next {
    let Some((leader, epoch)) = admin.cluster.leader(partition) else {
        return Next::Metadata;
    };
    let request = ListOffsetsRequest {
        partition,
        current_leader_epoch: Some(epoch),
        spec,
    };
    Next::Ask(
        admin.cluster.connection(leader),
        Request::ListOffsets(request),
    )
}

fn to_coordinator(broker: BrokerId) -> ConnectionId {
    ConnectionId {
        client: NodeId::Admin,
        server: broker.into(),
        channel: Channel::Client,
    }
}
