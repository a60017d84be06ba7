//! Ids for idempotent producers (`TransactionCoordinator.handleInitProducerId` without a transactional id,
//! `RPCProducerIdManager`).

use super::process::Process;
use crate::id::{ProducerEpoch, ProducerId, ProducerIdAndEpoch};
use crate::sim::{Out, Socket};
use crate::wire::{ErrorCode, Response};

/// How many ids a block has (`ProducerIdsBlock.PRODUCER_ID_BLOCK_SIZE`).
const BLOCK: i64 = 1_000;

impl Process {
    /// Gives a producer an id that no producer has had.
    ///
    /// Simplified: a broker has the controller give it one block of ids after the other
    /// (`AllocateProducerIds`). Here each registration of a broker stands for one block, which is a
    /// block of its own as well, since no two registrations have the same epoch.
    pub(super) fn give_producer_id(&mut self, socket: Socket, out: &mut Out<'_>) {
        let given = i64::from(self.producer_ids_given);
        let identity = match self.broker_epoch() {
            Some(registration) if given < BLOCK => {
                self.producer_ids_given += 1;
                let first = registration.0.saturating_mul(BLOCK);
                Ok(ProducerIdAndEpoch {
                    producer_id: ProducerId(first.saturating_add(given)),
                    producer_epoch: ProducerEpoch(0),
                })
            }
            _ => Err(ErrorCode::RequestTimedOut),
        };
        out.respond(socket, Response::InitProducerId(identity));
    }
}
