//! The few words on a message's capsule in the picture.

use highwater_core::log::OffsetForEpoch;
use highwater_core::wire::Gist;

use super::Message;
use super::line::plain;
use crate::Lang;
use crate::lang::say;
use crate::value::{offsets_of, records};

/// What is on the capsule; an error speaks by its name alone.
pub(crate) fn capsule(lang: Lang, message: Message<'_>) -> String {
    let sender = message.sender();
    if let Some(error) = message.gist.error() {
        return error.name().to_owned();
    }
    match *message.gist {
        Gist::Produce {
            records: count,
            acks,
            ..
        } => {
            let (records, acks) = (records(lang, count), acks.name());
            format!("Produce {records}, acks={acks}")
        }
        Gist::ProduceAnswer {
            records: count,
            result,
            ..
        } => {
            let offsets = offsets_of(result.unwrap_or_default(), count.max(1));
            format!("ack {offsets}")
        }
        Gist::Fetch {
            partition: None, ..
        } => format!("Fetch {sender}"),
        Gist::Fetch {
            offset, more: 0, ..
        } => format!("Fetch {sender} → {offset}"),
        Gist::Fetch { offset, more, .. } => format!("Fetch {sender} → {offset}, +{more}"),
        Gist::FetchAnswer {
            diverging_epoch: Some(OffsetForEpoch { epoch, end_offset }),
            ..
        } => say!(
            lang,
            "diverging: epoch {epoch} ends at {end_offset}",
            "불일치: 에포크 {epoch}의 끝 {end_offset}",
        ),
        Gist::FetchAnswer {
            records: count,
            high_watermark,
            ..
        } => {
            format!("HW {high_watermark}, {}", records(lang, count))
        }
        Gist::AlterPartition { members, .. } => {
            say!(
                lang,
                "AlterPartition, ISR of {members}",
                "AlterPartition, ISR {members}개"
            )
        }
        Gist::AlterPartitionAnswer { .. } => lang.pick("ISR confirmed", "ISR 확정").to_owned(),
        Gist::BrokerRegistration { broker } => format!("BrokerRegistration b{broker}"),
        Gist::BrokerHeartbeat { broker } => format!("BrokerHeartbeat b{broker}"),
        Gist::FetchMetadata { offset } => format!("Fetch metadata → {offset}"),
        Gist::FetchMetadataAnswer { records: count, .. } => {
            let records = records(lang, count);
            say!(lang, "metadata: {records}", "메타데이터: {records}")
        }
        Gist::Plain { api, .. } => plain(lang, api.name(), message.direction),
    }
}
