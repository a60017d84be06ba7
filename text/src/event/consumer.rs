//! What consumers, their membership and their applications do. As other rare lines these are fetched later.

use highwater_core::client::ConsumerError;
use highwater_core::metadata::MetadataImage;
use highwater_core::scenario::OnFailure;
use highwater_core::trace::ConsumerEvent;

use super::ClassicGroupLine;
use crate::Lang;
use crate::course::Words;
use crate::fill::Value;
use crate::meaning::meanings;

/// What a consumer did, once the words are there.
pub(super) fn sentence(
    lang: Lang,
    words: &Words,
    event: &ConsumerEvent,
    names: &MetadataImage,
) -> String {
    let (line, first, second) = said(event, names);
    words.say(
        lang,
        line.meaning(),
        &[Value::Words(&first), Value::Words(&second)],
    )
}

/// The line and its two values.
fn said(event: &ConsumerEvent, names: &MetadataImage) -> (ConsumerLine, String, String) {
    use ConsumerLine as L;
    let text = |value: &dyn ToString| value.to_string();
    let none = String::new;
    let list = |partitions: &[_]| listed(partitions, names);
    match event {
        ConsumerEvent::Subscribed(topics) => (L::Subscribed, topics.join(", "), none()),
        ConsumerEvent::Sought {
            topic,
            partition,
            offset,
        } => {
            let name = crate::command::partition_name(topic, *partition);
            (L::Sought, name, text(offset))
        }
        ConsumerEvent::SoughtEnd {
            topic,
            partition,
            end,
        } => {
            let name = crate::command::partition_name(topic, *partition);
            (L::SoughtEnd, name, end.written())
        }
        ConsumerEvent::CoordinatorFound(broker) => (L::CoordinatorFound, text(broker), none()),
        ConsumerEvent::CoordinatorLost { coordinator, .. } => {
            (L::CoordinatorLost, text(coordinator), none())
        }
        ConsumerEvent::Joining => (L::Joining, none(), none()),
        ConsumerEvent::RejoinRequested { .. } => (L::RejoinRequested, none(), none()),
        ConsumerEvent::GenerationReset { .. } => (L::GenerationReset, none(), none()),
        ConsumerEvent::Joined(generation) => {
            let id = generation.id.map_or_else(none, |id| id.to_string());
            (L::Joined, id, none())
        }
        ConsumerEvent::AssignmentFinished { generation, .. } => {
            (L::AssignmentFinished, text(generation), none())
        }
        ConsumerEvent::Synced(_) => (L::Synced, none(), none()),
        ConsumerEvent::AssignmentUpdated { .. }
        | ConsumerEvent::AssignorNotified(_)
        | ConsumerEvent::Reconciling { .. } => (L::Compares, none(), none()),
        ConsumerEvent::PartitionsAssigned(partitions) if partitions.is_empty() => {
            (L::NothingAdded, none(), none())
        }
        ConsumerEvent::PartitionsAssigned(partitions) => (L::Assigned, list(partitions), none()),
        ConsumerEvent::PartitionsRevoked(partitions) | ConsumerEvent::Revoking(partitions) => {
            (L::Revoked, list(partitions), none())
        }
        ConsumerEvent::PartitionsLost(partitions) => (L::Lost, list(partitions), none()),
        ConsumerEvent::GivenAway => (L::GivenAway, none(), none()),
        ConsumerEvent::GroupRequestFailed { api, error, .. } => {
            (L::Refused, api.name().to_owned(), error.name().to_owned())
        }
        ConsumerEvent::HeartbeatUnheard { coordinator } => {
            (L::CoordinatorLost, text(coordinator), none())
        }
        ConsumerEvent::InstanceFenced => (L::InstanceFenced, none(), none()),
        ConsumerEvent::PollTimedOut => (L::PollTimedOut, none(), none()),
        ConsumerEvent::Leaving { coordinator, .. } => (L::Leaving, text(coordinator), none()),
        ConsumerEvent::NoCommittedOffset(partition) => {
            (L::NoCommittedOffset, names.name_of(*partition), none())
        }
        ConsumerEvent::PositionCommitted {
            partition,
            position,
        } => (
            L::PositionCommitted,
            names.name_of(*partition),
            text(&position.offset),
        ),
        ConsumerEvent::PositionOutOfRange {
            partition,
            position,
        } => (
            L::OutOfRange,
            names.name_of(*partition),
            text(&position.offset),
        ),
        ConsumerEvent::TruncationDetected {
            partition,
            diverging,
            ..
        } => {
            let from = diverging.map_or_else(none, |(offset, _)| offset.to_string());
            (L::Truncated, names.name_of(*partition), from)
        }
        ConsumerEvent::OffsetsCommitted { offsets, .. } => {
            let mut text = String::new();
            for (partition, offset) in offsets {
                if !text.is_empty() {
                    text.push_str(", ");
                }
                text.push_str(&names.name_of(*partition));
                text.push_str(" → ");
                text.push_str(&offset.to_string());
            }
            (L::Committed, text, none())
        }
        ConsumerEvent::CommitFailed {
            partition, error, ..
        } => (
            L::CommitFailed,
            names.name_of(*partition),
            error.name().to_owned(),
        ),
        ConsumerEvent::CommitGivenUp { error, .. } => {
            (L::CommitGivenUp, error_name(error).to_owned(), none())
        }
        ConsumerEvent::RecordsProcessed {
            partition,
            first_offset,
            next_offset,
        } => {
            let last = next_offset.0 - 1;
            let offsets = match first_offset.0 == last {
                true => first_offset.to_string(),
                false => [&first_offset.to_string(), "–", &last.to_string()].concat(),
            };
            (L::Processed, names.name_of(*partition), offsets)
        }
        ConsumerEvent::ProcessingFailed {
            partition,
            offset,
            reaction,
        } => {
            let line = match reaction {
                OnFailure::Close => L::FailedAndCloses,
                OnFailure::SeekBack => L::FailedAndGoesBack,
                OnFailure::PassOver => L::FailedAndGoesOn,
            };
            (line, names.name_of(*partition), text(offset))
        }
        ConsumerEvent::Raised(error) => (L::Raised, error_name(error).to_owned(), none()),
        ConsumerEvent::Closed => (L::Closed, none(), none()),
        ConsumerEvent::Crashed => (L::Crashed, none(), none()),
        ConsumerEvent::Transitioned { from, to, .. } => (
            L::Transitioned,
            from.name().to_owned(),
            to.name().to_owned(),
        ),
    }
}

fn listed(partitions: &[highwater_core::id::TopicPartition], names: &MetadataImage) -> String {
    let mut text = String::new();
    for partition in partitions {
        if !text.is_empty() {
            text.push_str(", ");
        }
        text.push_str(&names.name_of(*partition));
    }
    text
}

/// The class of what a call has thrown.
fn error_name(error: &ConsumerError) -> &'static str {
    match error {
        ConsumerError::NoOffsetForPartition(_) => "NoOffsetForPartitionException",
        ConsumerError::OffsetOutOfRange(_) => "OffsetOutOfRangeException",
        ConsumerError::LogTruncation(_) => "LogTruncationException",
        ConsumerError::CommitFailed(_) => "CommitFailedException",
        ConsumerError::RebalanceInProgress(_) => "RebalanceInProgressException",
        ConsumerError::PositionTimeout { .. } | ConsumerError::Timeout { .. } => "TimeoutException",
        ConsumerError::NotAssigned(..)
        | ConsumerError::TwoSubscriptions
        | ConsumerError::NotSubscribed => "IllegalStateException",
        ConsumerError::NegativeOffset => "IllegalArgumentException",
        ConsumerError::NoGroup => "InvalidGroupIdException",
        ConsumerError::Broker(code) => code.name(),
    }
}

meanings! {
    /// Lines about consumers.
    pub enum ConsumerLine from ClassicGroupLine::TABLE.end();
    Subscribed:
        "Subscribed to {0}",
        "{0} 구독을 시작했습니다";
    Sought:
        "The application went to {0} [{1}] (seek)",
        "애플리케이션이 {0} [{1}] 위치로 옮겼습니다 (seek)";
    SoughtEnd:
        "The application went to an end of {0}: {1}",
        "애플리케이션이 {0}의 끝으로 옮겼습니다: {1}";
    CoordinatorFound:
        "Found its group's coordinator: {0}",
        "그룹 코디네이터를 찾았습니다: {0}";
    CoordinatorLost:
        "Does not take {0} for its coordinator any more, and looks for it anew",
        "{0을} 더는 코디네이터로 여기지 않고 다시 찾습니다";
    Joining:
        "Asks to join its group",
        "그룹에 참가를 요청합니다";
    RejoinRequested:
        "Will join its group again with its next poll",
        "다음 poll에서 그룹에 다시 참가합니다";
    GenerationReset:
        "Is in no generation of its group any more",
        "더는 그룹의 어느 세대에도 속하지 않습니다";
    Joined:
        "Is a member of generation {0}",
        "세대 {0}의 멤버가 되었습니다";
    AssignmentFinished:
        "As the group's leader it has assigned the partitions of generation {0}",
        "그룹 리더로서 세대 {0}의 파티션을 배정했습니다";
    Synced:
        "Has heard what it is to have",
        "배정받을 파티션을 들었습니다";
    Compares:
        "Compares what it is to have with what it has",
        "배정된 파티션을 지금 가진 것과 견줍니다";
    NothingAdded:
        "Was given no more partitions",
        "새로 배정받은 파티션이 없습니다";
    Assigned:
        "Was given {0}",
        "배정받았습니다: {0}";
    Revoked:
        "Gives back {0}",
        "내놓습니다: {0}";
    Lost:
        "Has lost {0}: others may have them already",
        "잃었습니다: {0}. 이미 다른 멤버의 것일 수 있습니다";
    GivenAway:
        "Belongs to no generation, and takes all that it has for lost",
        "속한 세대가 없어, 가진 파티션을 모두 잃은 것으로 봅니다";
    Refused:
        "{0} was refused: {1}",
        "{0} 요청이 거부되었습니다: {1}";
    InstanceFenced:
        "Another member has taken over its group.instance.id",
        "다른 멤버가 이 group.instance.id를 넘겨받았습니다";
    PollTimedOut:
        "Has not polled for longer than max.poll.interval.ms, so it leaves its group",
        "max.poll.interval.ms보다 오래 poll을 부르지 않아 그룹을 떠납니다";
    Leaving:
        "Tells {0} that it leaves its group",
        "{0}에 그룹을 떠난다고 알립니다";
    NoCommittedOffset:
        "Its group has committed nothing of {0}",
        "그룹이 {0}에 커밋한 오프셋이 없습니다";
    PositionCommitted:
        "Begins in {0} where its group has committed: [{1}]",
        "{0}에서는 그룹이 커밋한 [{1}]부터 읽습니다";
    OutOfRange:
        "Its position in {0}, [{1}], lies outside the log",
        "{0}의 포지션 [{1}]이 로그를 벗어나 있습니다";
    Truncated:
        "What it has read of {0} is gone from the log, from [{1}] on",
        "{0}에서 읽은 레코드가 [{1}]부터 로그에서 사라졌습니다";
    Committed:
        "Committed {0}",
        "커밋했습니다: {0}";
    CommitFailed:
        "Its commit for {0} was refused: {1}",
        "{0}에 대한 커밋이 거부되었습니다: {1}";
    CommitGivenUp:
        "A commit has failed for good: {0}",
        "커밋이 끝내 실패했습니다: {0}";
    Processed:
        "Processed {0} [{1}]",
        "{0} [{1}]을 처리했습니다";
    FailedAndCloses:
        "Could not process {0} [{1}]: it leaves its loop and closes the consumer",
        "{0} [{1}]을 처리하지 못해 루프를 빠져나와 컨슈머를 닫습니다";
    FailedAndGoesBack:
        "Could not process {0} [{1}]: it seeks back and tries again",
        "{0} [{1}]을 처리하지 못해 되돌아가 다시 시도합니다";
    FailedAndGoesOn:
        "Could not process {0} [{1}]: it passes over it",
        "{0} [{1}]을 처리하지 못해 건너뜁니다";
    Raised:
        "Its call has thrown {0}",
        "호출에서 {0} 예외가 났습니다";
    Closed:
        "The consumer is closed",
        "컨슈머가 닫혔습니다";
    Crashed:
        "The consumer's process has died",
        "컨슈머 프로세스가 죽었습니다";
    Transitioned:
        "As a member it goes from {0} to {1}",
        "멤버 상태가 {0}에서 {1으로} 바뀌었습니다";
}
