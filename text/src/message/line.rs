//! A message in one line of the event list.

use highwater_core::log::OffsetForEpoch;
use highwater_core::metadata::MetadataImage;
use highwater_core::sim::Direction;
use highwater_core::wire::Gist;

use super::Message;
use crate::value::Value;
use crate::{Lang, same, say};

/// One line of the event list. Who sends it to whom stands in a column of its own.
pub(crate) fn line(lang: Lang, message: Message<'_>, names: &MetadataImage) -> String {
    let name = message.partition_name(names);
    let error = message.gist.error();
    let refused = |what: &str| error.map(|error| same!(lang, "{0}: {1}", what, error));
    match *message.gist {
        Gist::Produce {
            records: count,
            acks,
            ..
        } => {
            let records = Value::Records(count);
            same!(lang, "Produce {0}: {1}, acks={2}", &name, records, acks)
        }
        Gist::ProduceAnswer {
            records: count,
            result,
            ..
        } => {
            let what = say!(lang, "Produce response {0}", "Produce 응답 {0}", &name);
            refused(&what).unwrap_or_else(|| {
                say!(
                    lang,
                    "Produce response: ack of {0} {1}",
                    "Produce 응답: {0} {1} ack",
                    &name,
                    Value::offsets_of(result.unwrap_or_default(), count.max(1))
                )
            })
        }
        Gist::Fetch {
            partition: None, ..
        } => "Fetch".to_owned(),
        Gist::Fetch { offset, more, .. } => {
            let more = more_partitions(lang, more);
            say!(
                lang,
                "Fetch {0} from offset {1}{2}",
                "Fetch {0}: 오프셋 {1}부터{2}",
                &name,
                offset,
                &more
            )
        }
        Gist::FetchAnswer {
            base_offset,
            records: count,
            high_watermark,
            diverging_epoch,
            more,
            ..
        } => {
            let what = say!(lang, "Fetch response {0}", "Fetch 응답 {0}", &name);
            if let Some(line) = refused(what.trim_end()) {
                return line;
            }
            let more = more_partitions(lang, more);
            if let Some(OffsetForEpoch { epoch, end_offset }) = diverging_epoch {
                return say!(
                    lang,
                    "{0}: the logs diverge, epoch {1} ends at {2}{3}",
                    "{0}: 로그가 다릅니다, 에포크 {1}의 끝은 {2}{3}",
                    &what,
                    epoch,
                    end_offset,
                    &more
                );
            }
            let records = match base_offset {
                Some(base) if count > 0 => Value::offsets_of(base, count),
                _ => Value::Records(count),
            };
            same!(
                lang,
                "{0}: {1}, HW {2}{3}",
                &what,
                records,
                high_watermark,
                &more
            )
        }
        Gist::AlterPartition {
            members,
            leader_epoch,
            ..
        } => {
            say!(
                lang,
                "AlterPartition {0}: a new ISR of {1} (epoch {2})",
                "AlterPartition {0}: 멤버가 {1}개인 새 ISR (에포크 {2})",
                &name,
                members,
                leader_epoch
            )
        }
        Gist::AlterPartitionAnswer { .. } => {
            let what = say!(
                lang,
                "AlterPartition response {0}",
                "AlterPartition 응답 {0}",
                &name
            );
            refused(&what)
                .unwrap_or_else(|| say!(lang, "{0}: ISR confirmed", "{0}: ISR 확정", &what))
        }
        Gist::BrokerRegistration { .. } => "BrokerRegistration".to_owned(),
        Gist::BrokerHeartbeat { .. } => "BrokerHeartbeat".to_owned(),
        Gist::FetchMetadata { offset } => say!(
            lang,
            "Fetch the metadata log from offset {0}",
            "메타데이터 로그 Fetch: 오프셋 {0}부터",
            offset
        ),
        Gist::FetchMetadataAnswer {
            base_offset,
            records: 0,
        } => say!(
            lang,
            "Fetch response: no metadata records from offset {0} on",
            "Fetch 응답: 오프셋 {0}부터 메타데이터 레코드 없음",
            base_offset
        ),
        Gist::FetchMetadataAnswer {
            base_offset,
            records: count,
        } => {
            say!(
                lang,
                "Fetch response: metadata records {0}",
                "Fetch 응답: 메타데이터 레코드 {0}",
                Value::offsets_of(base_offset, count)
            )
        }
        Gist::Plain { api, .. } => {
            let what = plain(lang, api.name(), message.direction);
            refused(&what).unwrap_or(what)
        }
    }
}

fn more_partitions(lang: Lang, more: u32) -> String {
    match more {
        0 => String::new(),
        1 => lang
            .pick(", and 1 more partition", ", 외 파티션 1개")
            .to_owned(),
        _ => say!(lang, ", and {0} more partitions", ", 외 파티션 {0}개", more),
    }
}

/// A message whose API says it all.
pub(super) fn plain(lang: Lang, api: &str, direction: Direction) -> String {
    match direction {
        Direction::Request => api.to_owned(),
        Direction::Response => say!(lang, "{0} response", "{0} 응답", api),
    }
}
