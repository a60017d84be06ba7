//! How clients are told that something did not work.

use crate::command::AdminCommand;
use crate::group::classic::{GroupId, JoinGroupResponse};
use crate::wire::{AdminRequest, ErrorCode, OffsetCommitResponse, Request, Response};

/// The group that a request is about.
pub(super) fn group_of(request: &Request) -> Option<GroupId> {
    Some(match request {
        Request::FindCoordinator(group) | Request::DescribeGroup(group) => group.clone(),
        Request::JoinGroup(request) => request.group_id.clone(),
        Request::SyncGroup(request) => request.member.group_id.clone(),
        Request::Heartbeat(member) => member.group_id.clone(),
        Request::LeaveGroup(request) => request.group_id.clone(),
        Request::OffsetCommit(request) => request.committer.group_id.clone(),
        Request::OffsetFetch(request) => request.group_id.clone(),
        Request::ConsumerGroupHeartbeat(request) => request.group_id.clone(),
        Request::Admin(AdminRequest { command }) => group_of_command(command)?.clone(),
        _ => return None,
    })
}

/// The group that an administrator asks about.
fn group_of_command(command: &AdminCommand) -> Option<&GroupId> {
    match command {
        AdminCommand::DeleteGroup(group) => Some(group),
        _ => None,
    }
}

/// The refusal of a request. A heartbeat is taken for good while the log is still read: the member's
/// session begins anew then.
pub(super) fn of_request(request: &Request, error: ErrorCode) -> Option<Response> {
    Some(match request {
        Request::JoinGroup(request) => Response::JoinGroup(JoinGroupResponse {
            member_id: request.member_id.clone(),
            result: Err(error),
        }),
        Request::SyncGroup(_) => Response::SyncGroup(Err(error)),
        Request::Heartbeat(_) => Response::Heartbeat(match error {
            ErrorCode::CoordinatorLoadInProgress => Ok(()),
            error => Err(error),
        }),
        Request::LeaveGroup(_) => Response::LeaveGroup(Err(error)),
        Request::OffsetCommit(request) => {
            let mut partitions = Vec::new();
            for one in &request.partitions {
                partitions.push((one.partition, Err(error)));
            }
            Response::OffsetCommit(OffsetCommitResponse { partitions })
        }
        Request::OffsetFetch(_) => Response::OffsetFetch(Err(error)),
        Request::DescribeGroup(_) => Response::DescribeGroup(Err(error)),
        Request::ConsumerGroupHeartbeat(_) => Response::ConsumerGroupHeartbeat(Err(error.into())),
        Request::Admin(_) => Response::Admin(Err(error.into())),
        _ => return None,
    })
}

/// An answer that was to say that something is done, which it is not.
pub(super) fn of_answer(answer: Response, error: ErrorCode) -> Response {
    match answer {
        Response::OffsetCommit(mut response) => {
            for (_, result) in &mut response.partitions {
                if result.is_ok() {
                    *result = Err(error);
                }
            }
            Response::OffsetCommit(response)
        }
        Response::Heartbeat(_) => Response::Heartbeat(Err(error)),
        Response::LeaveGroup(_) => Response::LeaveGroup(Err(error)),
        Response::ConsumerGroupHeartbeat(_) => Response::ConsumerGroupHeartbeat(Err(error.into())),
        Response::Admin(_) => Response::Admin(Err(error.into())),
        other => other,
    }
}
