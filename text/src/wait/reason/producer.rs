//! What a producer has and does not send, or has no room for, in a clause.

use highwater_core::client::HeldMemory;
use highwater_core::explain::wait::ProducerReason;

use crate::say;
use crate::wait::Teller;
use crate::wait::clause::ProducerClause as Clause;

pub(super) fn said(teller: Teller<'_>, reason: &ProducerReason) -> String {
    match reason {
        ProducerReason::Lingers {
            producer,
            bytes,
            capacity_bytes,
        } => {
            let values = [producer.into(), bytes.into(), capacity_bytes.into()];
            teller.say(Clause::Lingers.meaning(), &values)
        }
        ProducerReason::OneAtATime {
            producer,
            partition,
        } => teller.say_of(*partition, Clause::OneAtATime.meaning(), &[producer.into()]),
        ProducerReason::EarlierFirst {
            producer,
            partition,
        } => teller.say_of(
            *partition,
            Clause::EarlierFirst.meaning(),
            &[producer.into()],
        ),
        ProducerReason::NeedsProducerId(producer) => {
            teller.say(Clause::NeedsProducerId.meaning(), &[producer.into()])
        }
        ProducerReason::BufferFull {
            producer,
            needed_bytes,
            free_bytes,
            total_bytes,
            sends,
        } => {
            let values = [
                producer.into(),
                needed_bytes.into(),
                free_bytes.into(),
                total_bytes.into(),
                sends.into(),
            ];
            teller.say(Clause::BufferFull.meaning(), &values)
        }
        ProducerReason::HoldsBuffer { held, .. } => {
            let holders = list(teller, held);
            teller.say(Clause::HoldsBuffer.meaning(), &[(&holders).into()])
        }
        ProducerReason::Flushes { producer, records } => {
            let values = [producer.into(), records.into()];
            teller.say(Clause::Flushes.meaning(), &values)
        }
        ProducerReason::Closes { producer, records } => {
            let values = [producer.into(), records.into()];
            teller.say(Clause::Closes.meaning(), &values)
        }
    }
}

/// `2 batches for orders-0, 32768 bytes; 1 batch for …`
fn list(teller: Teller<'_>, held: &[HeldMemory]) -> String {
    let mut list = String::new();
    for one in held {
        if !list.is_empty() {
            list.push_str("; ");
        }
        let name = teller.names.name_of(one.partition);
        let (batches, bytes) = (one.batches, one.bytes);
        list.push_str(&match batches {
            1 => say!(
                teller.lang,
                "1 batch for {0}, {1} bytes",
                "{0} 배치 1개 {1}바이트",
                &name,
                bytes
            ),
            _ => say!(
                teller.lang,
                "{1} batches for {0}, {2} bytes",
                "{0} 배치 {1}개 {2}바이트",
                &name,
                batches,
                bytes
            ),
        });
    }
    list
}
