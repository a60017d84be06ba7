//! The few words on a message's capsule in the picture.

use highwater_core::log::OffsetForEpoch;
use highwater_core::wire::Gist;

use super::Message;
use super::line::plain;
use crate::value::Value;
use crate::{Lang, same, say};

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
            same!(lang, "Produce {0}, acks={1}", Value::Records(count), acks)
        }
        Gist::ProduceAnswer {
            records: count,
            result,
            ..
        } => {
            let base = result.unwrap_or_default();
            same!(lang, "ack {0}", Value::offsets_of(base, count.max(1)))
        }
        Gist::Fetch {
            partition: None, ..
        } => same!(lang, "Fetch {0}", sender),
        Gist::Fetch {
            offset, more: 0, ..
        } => say!(
            lang,
            "{0}: Fetch from {1}",
            "{0}: Fetch {1}부터",
            sender,
            offset
        ),
        Gist::Fetch { offset, more, .. } => {
            say!(
                lang,
                "{0}: Fetch from {1}, +{2}",
                "{0}: Fetch {1}부터, +{2}",
                sender,
                offset,
                more
            )
        }
        Gist::FetchAnswer {
            diverging_epoch: Some(OffsetForEpoch { epoch, end_offset }),
            ..
        } => say!(
            lang,
            "diverging: epoch {0} ends at {1}",
            "불일치: 에포크 {0}의 끝 {1}",
            epoch,
            end_offset
        ),
        Gist::FetchAnswer {
            records: count,
            high_watermark,
            ..
        } => {
            same!(lang, "HW {0}, {1}", high_watermark, Value::Records(count))
        }
        Gist::AlterPartition { members, .. } => {
            say!(
                lang,
                "AlterPartition, ISR of {0}",
                "AlterPartition, ISR 멤버 {0}개",
                members
            )
        }
        Gist::AlterPartitionAnswer { .. } => lang.pick("ISR confirmed", "ISR 확정").to_owned(),
        Gist::BrokerRegistration { broker } => same!(lang, "BrokerRegistration {0}", broker),
        Gist::BrokerHeartbeat { broker } => same!(lang, "BrokerHeartbeat {0}", broker),
        Gist::FetchMetadata { offset } => {
            say!(
                lang,
                "Fetch metadata from {0}",
                "메타데이터 Fetch {0}부터",
                offset
            )
        }
        Gist::FetchMetadataAnswer { records: count, .. } => {
            let records = Value::Records(count);
            say!(lang, "metadata: {0}", "메타데이터: {0}", records)
        }
        Gist::Connect { .. } => lang.pick("connects", "연결 시도").to_owned(),
        Gist::Plain { api, .. } => plain(lang, api.name(), message.direction),
    }
}
