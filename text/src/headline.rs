//! The headline of a milestone: shorter than its line, and complete without the actor beside it. For
//! tooltips on the time bar and for what is announced.

use highwater_core::explain::exception_class;
use highwater_core::metadata::MetadataImage;
use highwater_core::trace::{ConsumerEvent, Event, Trace, Weight};
use highwater_core::wire::ErrorCode;

use crate::Lang;
use crate::command;
use crate::event::partition_name;
use crate::fill::fill;
use crate::say;
use crate::value::Value;

/// The headline, if the trace is a milestone.
#[must_use]
pub fn headline(lang: Lang, trace: &Trace, names: &MetadataImage) -> Option<String> {
    if let Event::Commanded(command) = &trace.event {
        let is_milestone = trace.weight() == Weight::Milestone;
        return is_milestone.then(|| command::named(lang, command));
    }
    let name = partition_name(&trace.event, names);
    for headline in [of_log, of_partition, of_process, of_consumer, of_group] {
        let headline = headline(lang, trace, &name);
        if headline.is_some() {
            return headline;
        }
    }
    None
}

/// What became of records: acknowledged, failed or lost; `name` is the partition's.
fn of_log(lang: Lang, trace: &Trace, name: &str) -> Option<String> {
    let actor = trace.actor;
    Some(match &trace.event {
        Event::RecordAcknowledged { offset, .. } => match offset {
            Some(offset) => say!(
                lang,
                "{0}: ack of {1} [{2}]",
                "{0}: {1} [{2}] ack",
                actor,
                name,
                offset
            ),
            None => say!(
                lang,
                "{0}: {1} sent, acks=0",
                "{0}: {1} 전송, acks=0",
                actor,
                name
            ),
        },
        Event::RecordFailed { error, detail, .. } | Event::SendFailed { error, detail, .. } => {
            say!(
                lang,
                "{0}: {1} failed, {2}",
                "{0}: {1} 실패, {2}",
                actor,
                name,
                exception_class(*error, detail)
            )
        }
        Event::BatchRetried {
            attempts: 1,
            error: Some(error @ ErrorCode::NotEnoughReplicas),
            ..
        } => {
            say!(
                lang,
                "{0}: {1} refused, {2}",
                "{0}: {1} 거부됨, {2}",
                actor,
                name,
                error
            )
        }
        Event::Truncated { from, to, .. } => {
            say!(
                lang,
                "{0} truncated {1} {2}",
                "{0}: {1} {2} 잘라 냄",
                actor,
                name,
                Value::Offsets(*to, *from)
            )
        }
        Event::TailLost { from, to, .. } => {
            say!(
                lang,
                "{0} lost {1} {2}",
                "{0}: {1} {2} 유실",
                actor,
                name,
                Value::Offsets(*from, *to)
            )
        }
        _ => return None,
    })
}

/// What is committed, who leads, who is in sync, who holds the replicas.
fn of_partition(lang: Lang, trace: &Trace, name: &str) -> Option<String> {
    Some(match &trace.event {
        Event::HighWatermarkAdvanced { from, to, .. } => {
            say!(
                lang,
                "High watermark of {0} {1} → {2}",
                "{0} 하이 워터마크 {1} → {2}",
                name,
                from,
                to
            )
        }
        Event::IsrChanged { to, .. } => {
            say!(lang, "ISR of {0}: {1}", "{0} ISR: {1}", name, to.as_slice())
        }
        Event::LeaderElected {
            leader,
            leader_epoch,
            ..
        } => {
            say!(
                lang,
                "{0} elected for {1}, epoch {2}",
                "{1} 리더 선출: {0}, 에포크 {2}",
                leader,
                name,
                leader_epoch
            )
        }
        Event::PartitionWentOffline { .. } => {
            say!(lang, "{0} has no leader", "{0} 리더 없음", name)
        }
        Event::BecameLeader { leader_epoch, .. } => {
            say!(
                lang,
                "{0} leads {1}, epoch {2}",
                "{0}: {1} 리더, 에포크 {2}",
                trace.actor,
                name,
                leader_epoch
            )
        }
        Event::ReassignmentCompleted { replicas, .. } => say!(
            lang,
            "{0} reassigned to {1}",
            "{0} 재할당 끝: {1}",
            name,
            replicas.as_slice()
        ),
        _ => return None,
    })
}

/// Processes that come and go.
fn of_process(lang: Lang, trace: &Trace, _: &str) -> Option<String> {
    let actor = trace.actor;
    Some(match &trace.event {
        Event::BrokerCrashed | Event::ProducerCrashed { .. } => {
            say!(lang, "{0} died", "{0} 강제 종료됨", actor)
        }
        Event::PowerLost => say!(lang, "{0} lost power", "{0} 전원 끊김", actor),
        Event::ProcessPaused => say!(lang, "{0} frozen", "{0} 멈춤", actor),
        Event::ProcessResumed => say!(lang, "{0} unfrozen", "{0} 다시 움직임", actor),
        Event::BrokerStopped => say!(lang, "{0} shut down cleanly", "{0} 정상 종료됨", actor),
        Event::BrokerFenced {
            broker,
            again: false,
            ..
        } => say!(lang, "{0} fenced", "{0} 펜싱됨", broker),
        Event::BrokerUnfenced { broker, .. } => {
            say!(lang, "{0} unfenced", "{0} 펜싱 해제됨", broker)
        }
        _ => return None,
    })
}

/// What a consumer's application is told, loses or does.
fn of_consumer(lang: Lang, trace: &Trace, _: &str) -> Option<String> {
    let Event::Consumer(event) = &trace.event else {
        return None;
    };
    let actor = trace.actor;
    let (what, count) = match &**event {
        ConsumerEvent::PartitionsAssigned(partitions) => (
            "{0}: partitions assigned ({1})\n{0}: 파티션 할당받음 ({1})",
            partitions.len(),
        ),
        ConsumerEvent::PartitionsRevoked(partitions) => (
            "{0}: partitions revoked ({1})\n{0}: 파티션 회수됨 ({1})",
            partitions.len(),
        ),
        ConsumerEvent::PartitionsLost(partitions) => (
            "{0}: partitions lost ({1})\n{0}: 파티션 잃음 ({1})",
            partitions.len(),
        ),
        ConsumerEvent::InstanceFenced => ("{0}: instance fenced\n{0}: 인스턴스 펜싱됨", 0),
        ConsumerEvent::PollTimedOut => ("{0}: no poll in time\n{0}: 제때 poll하지 않음", 0),
        ConsumerEvent::TruncationDetected { .. } => {
            ("{0}: log truncation detected\n{0}: 로그 잘림 감지", 0)
        }
        ConsumerEvent::ProcessingFailed { .. } => ("{0}: processing failed\n{0}: 처리 실패", 0),
        ConsumerEvent::Raised(_) => ("{0}: a call threw\n{0}: 호출에서 예외 발생", 0),
        ConsumerEvent::Crashed => ("{0} died\n{0} 강제 종료됨", 0),
        ConsumerEvent::Closed => ("{0} closed\n{0} 닫힘", 0),
        _ => return None,
    };
    let count = u32::try_from(count).unwrap_or(u32::MAX);
    let is_milestone = trace.weight() == Weight::Milestone;
    is_milestone.then(|| fill(lang, what, &[actor.into(), count.into()]))
}

/// Whom a coordinator puts out of a group.
fn of_group(lang: Lang, trace: &Trace, _: &str) -> Option<String> {
    let group_id = trace.event.group()?;
    let expired = u32::try_from(trace.event.expired().len()).unwrap_or(u32::MAX);
    (expired > 0).then(|| {
        say!(
            lang,
            "Group {0}: members removed ({1})",
            "그룹 {0}: 멤버 {1}명 제거됨",
            Value::Words(&group_id.0),
            expired
        )
    })
}
