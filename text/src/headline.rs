//! The headline of a milestone: shorter than its line, and complete without the actor beside it. For
//! tooltips on the time bar and for what is announced.

use highwater_core::metadata::MetadataImage;
use highwater_core::trace::{Event, Trace};

use crate::Lang;
use crate::command;
use crate::event::partition_name;
use crate::say;
use crate::value::Value;

/// The headline, if the trace is a milestone.
#[must_use]
pub fn headline(lang: Lang, trace: &Trace, names: &MetadataImage) -> Option<String> {
    let actor = trace.actor;
    let name = partition_name(&trace.event, names);
    let text = match &trace.event {
        Event::Commanded(_) if trace.weight() < highwater_core::trace::Weight::Milestone => {
            return None;
        }
        Event::Commanded(command) => command::label(lang, command),
        Event::RecordAcknowledged { offset, .. } => match offset {
            Some(offset) => say!(
                lang,
                "{0}: ack of {1} [{2}]",
                "{0}: {1} [{2}] ack",
                actor,
                &name,
                offset
            ),
            None => say!(
                lang,
                "{0}: {1} sent, acks=0",
                "{0}: {1} 전송, acks=0",
                actor,
                &name
            ),
        },
        Event::RecordFailed { error, .. } | Event::SendFailed { error, .. } => {
            say!(
                lang,
                "{0}: {1} failed, {2}",
                "{0}: {1} 실패, {2}",
                actor,
                &name,
                error
            )
        }
        Event::HighWatermarkAdvanced { from, to, .. } => {
            say!(
                lang,
                "High watermark of {0} {1} → {2}",
                "{0} 하이 워터마크 {1} → {2}",
                &name,
                from,
                to
            )
        }
        Event::IsrChanged { to, .. } => {
            say!(
                lang,
                "ISR of {0}: {1}",
                "{0} ISR: {1}",
                &name,
                to.as_slice()
            )
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
                &name,
                leader_epoch
            )
        }
        Event::PartitionWentOffline { .. } => {
            say!(lang, "{0} has no leader", "{0} 리더 없음", &name)
        }
        Event::BecameLeader { leader_epoch, .. } => {
            say!(
                lang,
                "{0} leads {1}, epoch {2}",
                "{0}: {1} 리더, 에포크 {2}",
                actor,
                &name,
                leader_epoch
            )
        }
        Event::Truncated { from, to, .. } => {
            say!(
                lang,
                "{0} truncated {1} {2}",
                "{0}: {1} {2} 잘라 냄",
                actor,
                &name,
                Value::Offsets(*to, *from)
            )
        }
        Event::TailLost { from, to, .. } => {
            say!(
                lang,
                "{0} lost {1} {2}",
                "{0}: {1} {2} 사라짐",
                actor,
                &name,
                Value::Offsets(*from, *to)
            )
        }
        Event::ReassignmentCompleted { replicas, .. } => say!(
            lang,
            "{0} reassigned to {1}",
            "{0} 재배정 끝: {1}",
            &name,
            replicas.as_slice()
        ),
        Event::BrokerCrashed => say!(lang, "{0} died", "{0} 강제 종료됨", actor),
        Event::PowerLost => say!(lang, "{0} lost its power", "{0} 전원 끊김", actor),
        Event::ProcessPaused => say!(lang, "{0} paused", "{0} 일시정지됨", actor),
        Event::ProcessResumed => say!(lang, "{0} goes on", "{0} 재개됨", actor),
        Event::BrokerStopped => say!(lang, "{0} stopped in good order", "{0} 정상 종료됨", actor),
        Event::BrokerFenced {
            broker,
            again: false,
            ..
        } => say!(lang, "{0} fenced", "{0} 펜싱됨", broker),
        Event::BrokerUnfenced { broker, .. } => {
            say!(lang, "{0} unfenced", "{0} 펜싱 해제", broker)
        }
        _ => return None,
    };
    Some(text)
}
