//! What applications call of their consumers, and what befalls their loops. Calls have Kafka's names, in both languages.

use highwater_core::command::{ConsumerCall, LoopFault};
use highwater_core::group::assignor::NamedPartition;
use highwater_core::scenario::LoopPoint;

use super::{Effect, partition_name};
use crate::Lang;
use crate::say;

/// The label: the call with its arguments.
pub(super) fn label(lang: Lang, call: &ConsumerCall) -> String {
    let [first, second] = &arguments(call);
    let first = match call {
        ConsumerCall::Poll { .. } | ConsumerCall::CommitWithin { .. } => &[first, " ms"].concat(),
        // How long it may take stands in what it does.
        ConsumerCall::Position { .. } => "",
        _ => first,
    };
    let name = match call {
        ConsumerCall::Subscribe(_) => "subscribe",
        ConsumerCall::Unsubscribe => "unsubscribe",
        ConsumerCall::Assign(_) => "assign",
        ConsumerCall::Seek { .. } => "seek",
        ConsumerCall::SeekToBeginning => "seekToBeginning",
        ConsumerCall::SeekToEnd => "seekToEnd",
        ConsumerCall::Poll { .. } => "poll",
        ConsumerCall::Commit
        | ConsumerCall::CommitWithin { .. }
        | ConsumerCall::CommitOffset { .. } => "commitSync",
        ConsumerCall::CommitAsync => "commitAsync",
        ConsumerCall::Position { .. } => "position",
        ConsumerCall::EndOffsets => "endOffsets",
        ConsumerCall::Pause(_) => "pause",
        ConsumerCall::Resume(_) => "resume",
        ConsumerCall::Close => "close",
        ConsumerCall::PollOn => return lang.pick("Poll in a loop", "poll 되풀이하기").to_owned(),
    };
    let comma = if second.is_empty() { "" } else { ", " };
    say!(
        lang,
        "Call {0}({1}{2}{3})",
        "{0}({1}{2}{3}) 호출",
        name,
        first,
        comma,
        second
    )
}

/// What is given to the call.
pub(super) fn arguments(call: &ConsumerCall) -> [String; 2] {
    let mut first = String::new();
    let mut second = String::new();
    match call {
        ConsumerCall::Subscribe(topics) => {
            for topic in topics {
                add(&mut first, topic);
            }
        }
        ConsumerCall::Assign(partitions) => {
            for partition in partitions {
                add(&mut first, &name_of(partition));
            }
        }
        ConsumerCall::Seek { partition, offset }
        | ConsumerCall::CommitOffset { partition, offset } => {
            first = name_of(partition);
            second = offset.0.to_string();
        }
        ConsumerCall::Pause(partition) | ConsumerCall::Resume(partition) => {
            first = name_of(partition);
        }
        ConsumerCall::Poll { ms: number, .. }
        | ConsumerCall::CommitWithin { timeout_ms: number }
        | ConsumerCall::Position { timeout_ms: number } => first = number.to_string(),
        ConsumerCall::Unsubscribe
        | ConsumerCall::SeekToBeginning
        | ConsumerCall::SeekToEnd
        | ConsumerCall::PollOn
        | ConsumerCall::Commit
        | ConsumerCall::CommitAsync
        | ConsumerCall::EndOffsets
        | ConsumerCall::Close => {}
    }
    [first, second]
}

fn name_of(partition: &NamedPartition) -> String {
    partition_name(&partition.topic, partition.partition)
}

fn add(list: &mut String, one: &str) {
    if !list.is_empty() {
        list.push_str(", ");
    }
    list.push_str(one);
}

/// What the call does.
pub(super) const fn effect(call: &ConsumerCall) -> Effect {
    match call {
        ConsumerCall::Subscribe(_) => Effect::Subscribe,
        ConsumerCall::Unsubscribe => Effect::Unsubscribe,
        ConsumerCall::Assign(_) => Effect::Assign,
        ConsumerCall::Seek { .. } => Effect::Seek,
        ConsumerCall::SeekToBeginning => Effect::SeekToBeginning,
        ConsumerCall::SeekToEnd => Effect::SeekToEnd,
        ConsumerCall::Poll { .. } => Effect::Poll,
        ConsumerCall::PollOn => Effect::PollOn,
        ConsumerCall::Commit | ConsumerCall::CommitWithin { .. } => Effect::Commit,
        ConsumerCall::CommitAsync => Effect::CommitAsync,
        ConsumerCall::CommitOffset { .. } => Effect::CommitOffset,
        ConsumerCall::Position { .. } => Effect::Position,
        ConsumerCall::EndOffsets => Effect::EndOffsets,
        ConsumerCall::Pause(_) => Effect::PausePartition,
        ConsumerCall::Resume(_) => Effect::ResumePartition,
        ConsumerCall::Close => Effect::CloseConsumer,
    }
}

/// The label of what befalls a loop.
pub(super) fn fault_label(lang: Lang, fault: LoopFault) -> String {
    let given = &fault_argument(fault);
    match fault {
        LoopFault::SlowProcessing { .. } => {
            say!(
                lang,
                "Slow processing by {0} ms",
                "처리 {0} ms 느리게",
                given
            )
        }
        LoopFault::FailNext(_) => say!(
            lang,
            "Fail on the next records ({0})",
            "다음 레코드 {0}개 처리 실패시키기",
            given
        ),
        LoopFault::CrashAt(_) => say!(lang, "Crash after {0}", "{0} 뒤에 강제 종료", given),
    }
}

/// How much, how many, or where.
pub(super) fn fault_argument(fault: LoopFault) -> String {
    match fault {
        LoopFault::SlowProcessing { by_ms } => by_ms.to_string(),
        LoopFault::FailNext(records) => records.to_string(),
        LoopFault::CrashAt(point) => match point {
            LoopPoint::AfterPoll => "poll",
            LoopPoint::AfterProcess => "process",
            LoopPoint::AfterCommit => "commit",
        }
        .to_owned(),
    }
}

/// What comes of it.
pub(super) const fn fault_effect(fault: LoopFault) -> Effect {
    match fault {
        LoopFault::SlowProcessing { .. } => Effect::SlowProcessing,
        LoopFault::FailNext(_) => Effect::FailNext,
        LoopFault::CrashAt(_) => Effect::CrashAt,
    }
}
