//! Blocks of producer ids (`ProducerIdControlManager`): each goes to one broker, and no id is in two.

use super::Controller;
use crate::metadata::MetadataRecord;
use crate::wire::{
    AllocateProducerIdsRequest, ErrorCode, PRODUCER_ID_BLOCK_SIZE, ProducerIdsBlock,
};

impl Controller {
    /// Gives a broker the next block, and writes down where the one after it begins.
    ///
    /// # Errors
    /// `BROKER_ID_NOT_REGISTERED` or `STALE_BROKER_EPOCH`, of a broker of another registration.
    pub(super) fn allocate_producer_ids(
        &mut self,
        request: AllocateProducerIdsRequest,
    ) -> Result<ProducerIdsBlock, ErrorCode> {
        let AllocateProducerIdsRequest {
            broker,
            broker_epoch,
        } = request;
        let registration = self.image().brokers.get(&broker);
        let registration = registration.ok_or(ErrorCode::BrokerIdNotRegistered)?;
        if registration.broker_epoch != broker_epoch {
            return Err(ErrorCode::StaleBrokerEpoch);
        }
        let first = self.image().next_producer_id;
        self.log.write(MetadataRecord::ProducerIds {
            broker,
            broker_epoch,
            next_producer_id: first.plus(PRODUCER_ID_BLOCK_SIZE),
        });
        Ok(ProducerIdsBlock { first })
    }
}
