//! A message in one line of the event list.

use highwater_core::id::Offset;
use highwater_core::log::OffsetForEpoch;
use highwater_core::metadata::MetadataImage;
use highwater_core::sim::Direction;
use highwater_core::wire::{ErrorCode, Gist};

use super::Message;
use crate::value::Value;
use crate::{Lang, same, say};

/// One line of the event list. Who sends it to whom stands in a column of its own.
pub(crate) fn line(lang: Lang, message: Message<'_>, names: &MetadataImage) -> String {
    let name = &message.partition_name(names);
    match *message.gist {
        Gist::Produce {
            records,
            acks,
            more,
            ..
        } => {
            let (records, more) = (Value::Records(records), more_partitions(lang, more));
            same!(
                lang,
                "Produce {0}: {1}{3}, acks={2}",
                name,
                records,
                acks,
                &more
            )
        }
        Gist::ProduceAnswer {
            records,
            result,
            more,
            ..
        } => {
            let mut line = produce_answer(lang, name, records, result);
            line.push_str(&more_partitions(lang, more));
            line
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
                name,
                offset,
                &more
            )
        }
        Gist::FetchAnswer { .. } => fetch_answer(lang, name, message.gist),
        Gist::AlterPartition {
            members,
            leader_epoch,
            ..
        } => say!(
            lang,
            "AlterPartition {0}: a new ISR of {1} (epoch {2})",
            "AlterPartition {0}: 멤버가 {1}개인 새 ISR (에포크 {2})",
            name,
            members,
            leader_epoch
        ),
        Gist::AlterPartitionAnswer { error, .. } => alter_partition_answer(lang, name, error),
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
            records,
        } => metadata_answer(lang, base_offset, records),
        Gist::Connect { api } => say!(
            lang,
            "attempt to connect, for {0}",
            "{0} 요청을 위한 연결 시도",
            api
        ),
        Gist::Plain { api, error } => {
            let what = plain(lang, api.name(), message.direction);
            or_error(lang, what, error)
        }
    }
}

/// What was refused, with the error behind it.
fn refused(lang: Lang, what: &str, error: ErrorCode) -> String {
    same!(lang, "{0}: {1}", what, error)
}

fn or_error(lang: Lang, what: String, error: Option<ErrorCode>) -> String {
    match error {
        Some(error) => refused(lang, &what, error),
        None => what,
    }
}

fn produce_answer(
    lang: Lang,
    name: &str,
    records: u32,
    result: Result<Offset, ErrorCode>,
) -> String {
    match result {
        Ok(base) => say!(
            lang,
            "Produce response: ack of {0} {1}",
            "Produce 응답: {0} {1} ack",
            name,
            Value::offsets_of(base, records.max(1))
        ),
        Err(error) => {
            let what = say!(lang, "Produce response {0}", "Produce 응답 {0}", name);
            refused(lang, &what, error)
        }
    }
}

fn fetch_answer(lang: Lang, name: &str, gist: &Gist) -> String {
    let Gist::FetchAnswer {
        base_offset,
        records,
        high_watermark,
        diverging_epoch,
        error,
        more,
        ..
    } = *gist
    else {
        return String::new();
    };
    let what = say!(lang, "Fetch response {0}", "Fetch 응답 {0}", name);
    if let Some(error) = error {
        return refused(lang, what.trim_end(), error);
    }
    let more = more_partitions(lang, more);
    if let Some(OffsetForEpoch { epoch, end_offset }) = diverging_epoch {
        return say!(
            lang,
            "{0}: the logs diverge, epoch {1} ends at {2}{3}",
            "{0}: 로그 불일치, 에포크 {1}의 끝 {2}{3}",
            &what,
            epoch,
            end_offset,
            &more
        );
    }
    let records = match base_offset {
        Some(base) if records > 0 => Value::offsets_of(base, records),
        _ => Value::Records(records),
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

fn alter_partition_answer(lang: Lang, name: &str, error: Option<ErrorCode>) -> String {
    let what = say!(
        lang,
        "AlterPartition response {0}",
        "AlterPartition 응답 {0}",
        name
    );
    match error {
        Some(error) => refused(lang, &what, error),
        None => say!(lang, "{0}: ISR confirmed", "{0}: ISR 확정", &what),
    }
}

fn metadata_answer(lang: Lang, base_offset: Offset, records: u32) -> String {
    match records {
        0 => say!(
            lang,
            "Fetch response: no metadata records from offset {0} on",
            "Fetch 응답: 오프셋 {0}부터 메타데이터 레코드 없음",
            base_offset
        ),
        _ => say!(
            lang,
            "Fetch response: metadata records {0}",
            "Fetch 응답: 메타데이터 레코드 {0}",
            Value::offsets_of(base_offset, records)
        ),
    }
}

fn more_partitions(lang: Lang, more: u32) -> String {
    match more {
        0 => String::new(),
        1 => lang
            .pick(", and 1 more partition", ", 그 밖의 파티션 1개")
            .to_owned(),
        _ => say!(
            lang,
            ", and {0} more partitions",
            ", 그 밖의 파티션 {0}개",
            more
        ),
    }
}

/// A message whose API says it all.
pub(super) fn plain(lang: Lang, api: &str, direction: Direction) -> String {
    match direction {
        Direction::Request => api.to_owned(),
        Direction::Response => say!(lang, "{0} response", "{0} 응답", api),
    }
}
