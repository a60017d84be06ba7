//! The headline of a milestone: shorter than its line, and complete without the actor beside it. For
//! tooltips on the time bar and for what is announced.

use highwater_core::metadata::MetadataImage;
use highwater_core::trace::{Event, Trace};

use crate::Lang;
use crate::command;
use crate::lang::say;
use crate::value::{brokers, offsets};

/// The headline, if the trace is a milestone.
#[must_use]
pub fn headline(lang: Lang, trace: &Trace, names: &MetadataImage) -> Option<String> {
    let actor = trace.actor;
    let name = |partition: &_| names.name_of(*partition);
    let text = match &trace.event {
        Event::Commanded(_) if trace.weight() < highwater_core::trace::Weight::Milestone => {
            return None;
        }
        Event::Commanded(command) => command::label(lang, command),
        Event::RecordAcknowledged {
            partition, offset, ..
        } => {
            let name = name(partition);
            match offset {
                Some(offset) => say!(
                    lang,
                    "{actor}: ack of {name} [{offset}]",
                    "{actor}: {name} [{offset}] ack"
                ),
                None => say!(
                    lang,
                    "{actor}: {name} sent, acks=0",
                    "{actor}: {name} 전송, acks=0"
                ),
            }
        }
        Event::RecordFailed {
            partition, error, ..
        } => {
            let name = name(partition);
            say!(
                lang,
                "{actor}: {name} failed, {error}",
                "{actor}: {name} 실패, {error}"
            )
        }
        Event::HighWatermarkAdvanced {
            partition,
            from,
            to,
        } => {
            let name = name(partition);
            say!(
                lang,
                "High watermark of {name} {from} → {to}",
                "{name} 하이 워터마크 {from} → {to}"
            )
        }
        Event::IsrChanged { partition, to, .. } => {
            let (name, to) = (name(partition), brokers(lang, to));
            say!(lang, "ISR of {name}: {to}", "{name} ISR: {to}")
        }
        Event::LeaderElected {
            partition,
            leader,
            leader_epoch,
            ..
        } => {
            let name = name(partition);
            say!(
                lang,
                "b{leader} elected for {name}, epoch {leader_epoch}",
                "{name} 리더 선출: b{leader}, 에포크 {leader_epoch}",
            )
        }
        Event::PartitionWentOffline { partition, .. } => {
            let name = name(partition);
            say!(lang, "{name} has no leader", "{name} 리더 없음")
        }
        Event::BecameLeader {
            partition,
            leader_epoch,
            ..
        } => {
            let name = name(partition);
            say!(
                lang,
                "{actor} leads {name}, epoch {leader_epoch}",
                "{actor}: {name} 리더, 에포크 {leader_epoch}",
            )
        }
        Event::Truncated {
            partition,
            from,
            to,
            ..
        } => {
            let (name, what) = (name(partition), offsets(*to, *from));
            say!(
                lang,
                "{actor} truncated {name} {what}",
                "{actor}: {name} {what} 잘라 냄"
            )
        }
        Event::BrokerCrashed => say!(lang, "{actor} died", "{actor} 강제 종료됨"),
        Event::BrokerFenced { broker } => say!(lang, "b{broker} fenced", "b{broker} 펜싱됨"),
        Event::BrokerUnfenced { broker } => say!(lang, "b{broker} unfenced", "b{broker} 펜싱 해제"),
        _ => return None,
    };
    Some(text)
}
