//! Answers that wait for records to be in `__consumer_offsets`.

use serde::{Deserialize, Serialize};

use super::{ConsumerGroupEffects, ConsumerGroupResponse};
use crate::group::classic::{AppendId, GroupResponse, JoinGroupResponse, RequestId, append_error};
use crate::sorted::Map;
use crate::wire::ErrorCode;

/// Answers, each with its request.
type Answers = Vec<(RequestId, ConsumerGroupResponse)>;

/// The appends that are on their way, with the answers that wait for each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Appends {
    next: AppendId,
    pending: Map<AppendId, Answers>,
}

impl Appends {
    pub fn begin(&mut self) -> AppendId {
        let id = self.next;
        self.next = AppendId(id.0.saturating_add(1));
        self.pending.insert(id, Answers::new());
        id
    }

    /// Answers when all records that were to be written so far are: an answer may rest on the records of
    /// a request before (`CoordinatorWriteEvent`).
    pub fn answer(
        &mut self,
        request: RequestId,
        result: ConsumerGroupResponse,
        effects: &mut ConsumerGroupEffects,
    ) {
        let mut pending = self.pending.values_mut();
        match pending.next_back() {
            Some(answers) => answers.push((request, result)),
            None => effects.answers.push((request, result)),
        }
    }

    /// The append that the answer to a request waits for.
    pub fn awaited_by(&self, request: RequestId) -> Option<AppendId> {
        let mut pending = self.pending.iter();
        let (id, _) = pending.find(|(_, answers)| answers.iter().any(|(of, _)| *of == request))?;
        Some(*id)
    }

    /// The records of an append are written, or are not.
    pub fn end(
        &mut self,
        append: AppendId,
        result: Result<(), ErrorCode>,
        effects: &mut ConsumerGroupEffects,
    ) {
        let Some(answers) = self.pending.remove(&append) else {
            return;
        };
        for (request, answer) in answers {
            let answer = match result {
                Ok(()) => answer,
                Err(error) => refused(answer, append_error(error)),
            };
            effects.answers.push((request, answer));
        }
    }

    /// Whoever waits is to look for another coordinator.
    pub fn refuse_all(&mut self, effects: &mut ConsumerGroupEffects) {
        while let Some((_, answers)) = self.pending.pop_first() {
            for (request, answer) in answers {
                let refusal = refused(answer, ErrorCode::NotCoordinator);
                effects.answers.push((request, refusal));
            }
        }
    }
}

/// An answer that cannot be given, by its kind.
fn refused(answer: ConsumerGroupResponse, error: ErrorCode) -> ConsumerGroupResponse {
    match answer {
        ConsumerGroupResponse::Heartbeat(_) => ConsumerGroupResponse::Heartbeat(Err(error.into())),
        ConsumerGroupResponse::Classic(GroupResponse::JoinGroup(response)) => {
            let member_id = response.member_id;
            let result = Err(error);
            let response = JoinGroupResponse { member_id, result };
            ConsumerGroupResponse::Classic(GroupResponse::JoinGroup(response))
        }
        ConsumerGroupResponse::Classic(GroupResponse::SyncGroup(_)) => {
            ConsumerGroupResponse::Classic(GroupResponse::SyncGroup(Err(error)))
        }
    }
}
