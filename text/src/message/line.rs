//! A message in one line of the event list.

use highwater_core::id::TopicPartition;
use highwater_core::log::OffsetForEpoch;
use highwater_core::metadata::MetadataImage;
use highwater_core::sim::Direction;
use highwater_core::wire::Gist;

use super::Message;
use crate::Lang;
use crate::lang::say;
use crate::value::{offsets_of, records};

/// One line of the event list. Who sends it to whom stands in a column of its own.
pub(crate) fn line(lang: Lang, message: Message<'_>, names: &MetadataImage) -> String {
    let name = |partition: TopicPartition| names.name_of(partition);
    let some_name = |partition: Option<TopicPartition>| partition.map(name).unwrap_or_default();
    let refused = |what: &str| message.gist.error().map(|error| format!("{what}: {error}"));
    match *message.gist {
        Gist::Produce {
            partition,
            records: count,
            acks,
        } => {
            let (name, records, acks) = (name(partition), records(lang, count), acks.name());
            format!("Produce {name}: {records}, acks={acks}")
        }
        Gist::ProduceAnswer {
            partition,
            records: count,
            result,
        } => {
            let name = name(partition);
            refused(&say!(
                lang,
                "Produce response {name}",
                "Produce 응답 {name}"
            ))
            .unwrap_or_else(|| {
                let offsets = offsets_of(result.unwrap_or_default(), count.max(1));
                say!(
                    lang,
                    "Produce response: ack of {name} {offsets}",
                    "Produce 응답: {name} {offsets} ack"
                )
            })
        }
        Gist::Fetch {
            partition: None, ..
        } => "Fetch".to_owned(),
        Gist::Fetch {
            partition: Some(partition),
            offset,
            more,
            ..
        } => {
            let (name, more) = (name(partition), more_partitions(lang, more));
            say!(
                lang,
                "Fetch {name} from offset {offset}{more}",
                "Fetch {name}: 오프셋 {offset}부터{more}"
            )
        }
        Gist::FetchAnswer {
            partition,
            base_offset,
            records: count,
            high_watermark,
            diverging_epoch,
            more,
            ..
        } => {
            let name = some_name(partition);
            let what = say!(lang, "Fetch response {name}", "Fetch 응답 {name}");
            if let Some(line) = refused(what.trim_end()) {
                return line;
            }
            let more = more_partitions(lang, more);
            if let Some(OffsetForEpoch { epoch, end_offset }) = diverging_epoch {
                return say!(
                    lang,
                    "{what}: the logs diverge, epoch {epoch} ends at {end_offset}{more}",
                    "{what}: 로그가 다릅니다, 에포크 {epoch}의 끝은 {end_offset}{more}",
                );
            }
            let records = match base_offset {
                Some(base) if count > 0 => offsets_of(base, count),
                _ => records(lang, count),
            };
            format!("{what}: {records}, HW {high_watermark}{more}")
        }
        Gist::AlterPartition {
            partition,
            members,
            leader_epoch,
        } => {
            let name = name(partition);
            say!(
                lang,
                "AlterPartition {name}: a new ISR of {members} (epoch {leader_epoch})",
                "AlterPartition {name}: 멤버가 {members}개인 새 ISR (에포크 {leader_epoch})",
            )
        }
        Gist::AlterPartitionAnswer { partition, .. } => {
            let name = name(partition);
            let what = say!(
                lang,
                "AlterPartition response {name}",
                "AlterPartition 응답 {name}"
            );
            refused(&what)
                .unwrap_or_else(|| say!(lang, "{what}: ISR confirmed", "{what}: ISR 확정"))
        }
        Gist::BrokerRegistration { .. } => "BrokerRegistration".to_owned(),
        Gist::BrokerHeartbeat { .. } => "BrokerHeartbeat".to_owned(),
        Gist::FetchMetadata { offset } => say!(
            lang,
            "Fetch the metadata log from offset {offset}",
            "Fetch 메타데이터 로그: 오프셋 {offset}부터",
        ),
        Gist::FetchMetadataAnswer {
            base_offset,
            records: 0,
        } => say!(
            lang,
            "Fetch response: no metadata records from offset {base_offset} on",
            "Fetch 응답: 오프셋 {base_offset}부터 메타데이터 레코드 없음",
        ),
        Gist::FetchMetadataAnswer {
            base_offset,
            records: count,
        } => {
            let offsets = offsets_of(base_offset, count);
            say!(
                lang,
                "Fetch response: metadata records {offsets}",
                "Fetch 응답: 메타데이터 레코드 {offsets}"
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
        _ => say!(lang, ", and {more} more partitions", ", 외 파티션 {more}개"),
    }
}

/// A message whose API says it all.
pub(super) fn plain(lang: Lang, api: &str, direction: Direction) -> String {
    match direction {
        Direction::Request => api.to_owned(),
        Direction::Response => say!(lang, "{api} response", "{api} 응답"),
    }
}
