//! Ids for idempotent producers (`TransactionCoordinator.handleInitProducerId` without a transactional id,
//! `RPCProducerIdManager`): a broker gives away those of the block that it has from the controller.

use serde::{Deserialize, Serialize};

use super::process::{CONTROLLER_SOCKET_TIMEOUT, Process};
use crate::id::{ProducerEpoch, ProducerId, ProducerIdAndEpoch};
use crate::sim::{Channel, Out, Socket};
use crate::time::Time;
use crate::wire::{
    AllocateProducerIdsRequest, ErrorCode, PRODUCER_ID_BLOCK_SIZE, ProducerIdsBlock, Request,
    Response,
};

/// The next block is asked for when so many tenths of this one are given away (`PREFETCH_FACTOR`).
const PREFETCH_TENTHS: i64 = 9;

/// The ids that a broker may give away.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct ProducerIds {
    current: Option<ProducerIdsBlock>,
    /// How many of them are given away.
    given: i64,
    next: Option<ProducerIdsBlock>,
    /// When the controller was asked for the next block, and has not answered.
    asked: Option<Time>,
}

impl ProducerIds {
    /// The next id, if there is one (`RPCProducerIdManager.generateProducerId`).
    fn claim(&mut self) -> Option<ProducerId> {
        if self.left() == 0 {
            self.current = Some(self.next.take()?);
            self.given = 0;
        }
        let block = self.current.as_ref()?;
        let id = block.first.plus(self.given);
        self.given += 1;
        Some(id)
    }

    fn left(&self) -> i64 {
        let size = self.current.as_ref().map_or(0, |_| PRODUCER_ID_BLOCK_SIZE);
        size - self.given
    }

    fn needs_more(&self) -> bool {
        let kept = PRODUCER_ID_BLOCK_SIZE * (10 - PREFETCH_TENTHS) / 10;
        self.next.is_none() && self.left() <= kept
    }
}

impl Process {
    /// Gives a producer an id that no producer has had. Without one left the producer has to ask again.
    pub(super) fn give_producer_id(&mut self, socket: Socket, out: &mut Out<'_>) {
        let claimed = self.producer_ids.claim();
        let result = claimed.ok_or(ErrorCode::CoordinatorLoadInProgress);
        let identity = result.map(|producer_id| ProducerIdAndEpoch {
            producer_id,
            producer_epoch: ProducerEpoch(0),
        });
        out.respond(socket, Response::InitProducerId(identity));
        self.ask_for_producer_ids(out);
    }

    /// Asks the controller for the next block, if one is needed and none is on its way.
    fn ask_for_producer_ids(&mut self, out: &mut Out<'_>) {
        let asked = self.producer_ids.asked;
        let is_asked = asked.is_some_and(|at| out.now() < at + CONTROLLER_SOCKET_TIMEOUT);
        let Some(broker_epoch) = self.broker_epoch() else {
            return;
        };
        if is_asked || !self.producer_ids.needs_more() {
            return;
        }
        self.producer_ids.asked = Some(out.now());
        let request = AllocateProducerIdsRequest {
            broker: self.me,
            broker_epoch,
        };
        let request = Request::AllocateProducerIds(request);
        self.ask_controller(Channel::Forwarding, request, out);
    }

    /// The controller has given a block, or will not; who asks for an id next has it asked again.
    pub(super) fn on_producer_ids(&mut self, result: Result<ProducerIdsBlock, ErrorCode>) {
        self.producer_ids.asked = None;
        if let Ok(block) = result {
            self.producer_ids.next = Some(block);
        }
    }
}
