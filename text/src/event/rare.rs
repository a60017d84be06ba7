//! What is shown only to somebody who breaks something, asks for something, or lists routine events. These
//! lines are fetched later, with the other words that a first visit does not need.

use highwater_core::command::ProducerCall;
use highwater_core::explain::exception_class;
use highwater_core::id::BrokerId;
use highwater_core::trace::{ChangeReason, Event, LogStartReason, TruncationCause};
use highwater_core::wire::ErrorDetail;

use crate::Lang;
use crate::action::Help;
use crate::course::Words;
use crate::fill::Value;
use crate::meaning::meanings;

/// What happened, once the words are there; `name` is the partition that it is about.
pub(super) fn sentence(lang: Lang, words: &Words, event: &Event, name: &str) -> String {
    let mut values = [Value::Words(name), NONE, NONE, NONE];
    let line = line(lang, event, &mut values);
    line.map_or_else(String::new, |line| words.say(lang, line.meaning(), &values))
}

const NONE: Value<'static> = Value::Words("");

/// The values in a line; the first is the partition's name.
type Values<'a> = [Value<'a>; 4];

/// The line, and the values in it from the second on.
fn line<'a>(lang: Lang, event: &'a Event, values: &mut Values<'a>) -> Option<Line> {
    for line in [
        of_client,
        of_log,
        of_fetcher,
        of_partition,
        of_process,
        of_controller,
        of_topic,
    ] {
        let line = line(lang, event, values);
        if line.is_some() {
            return line;
        }
    }
    None
}

/// A line with its values from the second on.
fn with<'a>(values: &mut Values<'a>, line: Line, given: &[Value<'a>]) -> Option<Line> {
    for (place, value) in values.iter_mut().skip(1).zip(given) {
        *place = *value;
    }
    Some(line)
}

/// A producer, a consumer or the admin client, and requests that fail.
fn of_client<'a>(_: Lang, event: &'a Event, values: &mut Values<'a>) -> Option<Line> {
    match event {
        Event::SendFailed { error, detail, .. } => match detail {
            ErrorDetail::NotInMetadata { .. } => with(values, Line::SendFailed, &[error.into()]),
            _ => with(
                values,
                Line::SendRefused,
                &[exception_class(*error, detail).into()],
            ),
        },
        Event::ProducerCreated { idempotence } => {
            let line = if idempotence.is_on {
                Line::IdempotentProducerCreated
            } else {
                Line::ProducerCreated
            };
            with(values, line, &[])
        }
        Event::ProducerClosing {
            timeout_ms: ProducerCall::NO_TIMEOUT_MS,
        } => with(values, Line::ProducerClosingWhole, &[]),
        Event::ProducerClosing { timeout_ms } => {
            with(values, Line::ProducerClosing, &[(*timeout_ms).into()])
        }
        Event::ProducerCrashed {
            records_waiting,
            records_in_flight,
        } => with(
            values,
            Line::ProducerCrashed,
            &[
                i64::from(*records_waiting).into(),
                i64::from(*records_in_flight).into(),
            ],
        ),
        Event::SendBlocked { bytes, .. } => {
            with(values, Line::SendBlocked, &[i64::from(*bytes).into()])
        }
        Event::BatchSplit {
            records, batches, ..
        } => with(
            values,
            Line::BatchSplit,
            &[i64::from(*records).into(), i64::from(*batches).into()],
        ),
        Event::SequencesReset {
            last_acknowledged,
            next,
            ..
        } => with(
            values,
            Line::SequencesReset,
            &[
                i64::from(last_acknowledged.0).into(),
                i64::from(next.0).into(),
            ],
        ),
        Event::ClusterIdLearned => with(values, Line::ClusterIdLearned, &[]),
        Event::PositionReset { from, to, .. } if from == to => {
            with(values, Line::PositionSet, &[to.into()])
        }
        Event::PositionReset { from, to, .. } => {
            with(values, Line::PositionReset, &[from.into(), to.into()])
        }
        Event::AdminAnswered { api, result, .. } => match result {
            Ok(()) => with(values, Line::AdminDone, &[api.into()]),
            Err(error) => with(values, Line::AdminRefused, &[api.into(), error.code.into()]),
        },
        Event::RequestFailed { api, error } => {
            with(values, Line::RequestFailed, &[api.into(), error.into()])
        }
        _ => None,
    }
}

/// What a log holds, and where it begins and ends.
fn of_log<'a>(_: Lang, event: &'a Event, values: &mut Values<'a>) -> Option<Line> {
    match event {
        Event::AppendRefused { error, .. } => with(values, Line::AppendRefused, &[error.into()]),
        Event::ProducerIdSet {
            producer_id,
            producer_epoch,
        } => with(
            values,
            Line::ProducerIdSet,
            &[producer_id.0.into(), i64::from(producer_epoch.0).into()],
        ),
        Event::DuplicateBatch { base_offset, .. } => {
            with(values, Line::DuplicateBatch, &[base_offset.into()])
        }
        Event::TruncationDecided { to, because, .. } => match because {
            TruncationCause::LeaderEpoch(end) => with(
                values,
                Line::TruncationByEpoch,
                &[to.into(), end.epoch.into(), end.end_offset.into()],
            ),
            TruncationCause::HighWatermark(_) => {
                with(values, Line::TruncationByHighWatermark, &[to.into()])
            }
        },
        Event::LogLoaded { high_watermark, .. } => {
            with(values, Line::LogLoaded, &[high_watermark.into()])
        }
        Event::LogsRecovered { logs, clean } => match clean {
            true => with(values, Line::RecoverySkipped, &[logs.into()]),
            false => with(values, Line::LogsRecovered, &[logs.into()]),
        },
        Event::Flushed { to, .. } => with(values, Line::Flushed, &[to.into()]),
        Event::TailLost { from, to, .. } => {
            with(values, Line::TailLost, &[Value::Offsets(*from, *to)])
        }
        Event::LogStartMoved {
            from, to, reason, ..
        } => {
            let line = match reason {
                LogStartReason::RecordDeletion => Line::RecordsDeleted,
                LogStartReason::LeaderOffsetIncremented => Line::LogStartFollowed,
            };
            with(values, line, &[from.into(), to.into()])
        }
        Event::ReplicaDeleted { .. } => Some(Line::ReplicaDeleted),
        _ => None,
    }
}

/// A follower that cannot fetch from where it wants to.
fn of_fetcher<'a>(_: Lang, event: &'a Event, values: &mut Values<'a>) -> Option<Line> {
    match event {
        Event::FetchOffsetReset {
            leader, from, to, ..
        } => with(
            values,
            Line::FetchOffsetReset,
            &[leader.into(), from.into(), to.into()],
        ),
        Event::FetchFenced {
            leader,
            leader_epoch,
            ..
        } => with(
            values,
            Line::FetchFenced,
            &[leader.into(), leader_epoch.into()],
        ),
        _ => None,
    }
}

/// Who is in the ISR, and who holds the replicas.
fn of_partition<'a>(lang: Lang, event: &'a Event, values: &mut Values<'a>) -> Option<Line> {
    match event {
        Event::AlterPartitionRefused { error, .. } => {
            with(values, Line::ProposalRefused, &[error.into()])
        }
        Event::ElrChanged { from, to, .. } => {
            let lists = [from.as_slice().into(), to.as_slice().into()];
            with(values, Line::ElrChanged, &lists)
        }
        Event::LeaderRecovered { .. } => Some(Line::LeaderRecovered),
        Event::ReassignmentStarted {
            adding, removing, ..
        } if adding.is_empty() && removing.is_empty() => Some(Line::ReassignmentCancelled),
        Event::ReassignmentStarted {
            adding, removing, ..
        } => with(
            values,
            Line::ReassignmentStarted,
            &[some(lang, adding), some(lang, removing)],
        ),
        Event::ReassignmentCompleted { replicas, .. } => with(
            values,
            Line::ReassignmentCompleted,
            &[replicas.as_slice().into()],
        ),
        _ => None,
    }
}

/// A broker's process.
fn of_process<'a>(_: Lang, event: &'a Event, values: &mut Values<'a>) -> Option<Line> {
    match event {
        Event::PowerLost => Some(Line::PowerLost),
        Event::ProcessPaused => Some(Line::ProcessPaused),
        Event::ProcessResumed => Some(Line::ProcessResumed),
        Event::ShutdownBegan => Some(Line::ShutdownBegan),
        Event::ShutdownAllowed => Some(Line::ShutdownAllowed),
        Event::BrokerStopped => Some(Line::BrokerStopped),
        Event::BrokerRunning => Some(Line::BrokerRunning),
        Event::FetchersStopped { partitions } => {
            with(values, Line::FetchersStopped, &[partitions.into()])
        }
        Event::RegistrationFailed { error } => {
            with(values, Line::RegistrationFailed, &[error.into()])
        }
        _ => None,
    }
}

/// What the controller says of brokers.
fn of_controller<'a>(_: Lang, event: &'a Event, values: &mut Values<'a>) -> Option<Line> {
    match event {
        Event::RegistrationRefused { broker, error } => with(
            values,
            Line::RegistrationRefused,
            &[broker.into(), error.into()],
        ),
        Event::BrokerFenced { broker, again, .. } => {
            let line = match again {
                true => Line::FencedAgain,
                false => Line::FencedAsItAsked,
            };
            with(values, line, &[broker.into()])
        }
        Event::ControlledShutdown { broker, at_once } => {
            let line = match at_once {
                true => Line::ShutdownAtOnce,
                false => Line::ControlledShutdown,
            };
            with(values, line, &[broker.into()])
        }
        Event::ShutdownGranted {
            broker,
            controlled_shutdown_offset,
            ..
        } => with(
            values,
            Line::ShutdownGranted,
            &[broker.into(), controlled_shutdown_offset.into()],
        ),
        Event::PartitionsChanged {
            broker,
            reason,
            partitions,
        } => {
            let line = match reason {
                ChangeReason::Fenced => Line::ChangedByFencing,
                ChangeReason::Unfenced => Line::ChangedByUnfencing,
                ChangeReason::ControlledShutdown => Line::ChangedByControlledShutdown,
                ChangeReason::UncleanShutdown => Line::ChangedByUncleanShutdown,
            };
            with(values, line, &[broker.into(), partitions.into()])
        }
        _ => None,
    }
}

/// Topics and configuration.
fn of_topic<'a>(_: Lang, event: &'a Event, values: &mut Values<'a>) -> Option<Line> {
    match event {
        Event::TopicCreated { name, partitions } => with(
            values,
            Line::TopicCreated,
            &[Value::Words(name), partitions.into()],
        ),
        Event::PartitionsAdded { name, partitions } => with(
            values,
            Line::PartitionsAdded,
            &[Value::Words(name), partitions.into()],
        ),
        Event::ConfigChanged { topic, key, value } => {
            let line = match (topic, value) {
                (Some(_), Some(_)) => Line::TopicConfigured,
                (Some(_), None) => Line::TopicConfigReset,
                (None, Some(_)) => Line::BrokersConfigured,
                (None, None) => Line::BrokersConfigReset,
            };
            let [topic, value] = [topic, value].map(|text| text.as_deref().unwrap_or_default());
            with(
                values,
                line,
                &[key.as_ref().into(), value.into(), topic.into()],
            )
        }
        _ => None,
    }
}

fn some(lang: Lang, ids: &[BrokerId]) -> Value<'_> {
    match ids {
        [] => Value::Words(lang.pick("none", "없음")),
        _ => ids.into(),
    }
}

meanings! {
    /// What happened: `{0}` is the partition.
    pub enum Line from Help::TABLE.end();
    SendFailed:
        "Did not hear of {0} in time, so it took no record: {1}",
        "제때 {0}의 메타데이터를 받지 못해 레코드를 받아들이지 않았습니다: {1}";
    SendRefused:
        "Took no record for {0}: {1}",
        "{0}에 보낼 레코드를 받아들이지 않았습니다: {1}";
    ProducerCreated:
        "The producer is created",
        "프로듀서가 만들어졌습니다";
    IdempotentProducerCreated:
        "The producer is created; it is idempotent",
        "멱등 프로듀서가 만들어졌습니다";
    ProducerClosing:
        "The producer closes, and waits at most {1} ms for what is not answered yet",
        "프로듀서를 닫으면서 응답받지 못한 것을 최대 {1} ms 기다립니다";
    ProducerClosingWhole:
        "The producer closes, and waits until everything is answered",
        "프로듀서를 닫으면서 모두 응답받을 때까지 기다립니다";
    ProducerCrashed:
        "The process of the producer died: its buffer is gone ({1} records), and nobody waits for what is in flight ({2})",
        "프로듀서의 프로세스가 강제 종료되었습니다. 버퍼의 레코드 {1}개는 유실되었고, 응답 대기 중이던 {2}개의 응답은 아무도 받지 않습니다";
    SendBlocked:
        "The buffer is full: send waits for {1} bytes for {0}",
        "버퍼가 가득 차 send가 {0}에 쓸 {1}바이트를 기다립니다";
    BatchSplit:
        "The batch of {1} records for {0} was too large: it is split into {2} batches",
        "{0}에 보낸 레코드 {1}개짜리 배치가 너무 커서 배치 {2}개로 나눕니다";
    SequencesReset:
        "Batches for {0} expired without an answer (last acknowledged sequence {1}, next {2}): raises its epoch and \
         begins again at sequence 0",
        "{0}에 보낸 배치가 응답 없이 만료되어(마지막으로 ack를 받은 시퀀스 {1}, 다음 {2}) 에포크를 올리고 시퀀스 \
         0부터 새로 시작합니다";
    ClusterIdLearned:
        "Learned the id of the cluster",
        "클러스터의 id를 알게 되었습니다";
    PositionSet:
        "Position in {0} set to {1}",
        "{0}의 포지션을 {1으로} 정했습니다";
    PositionReset:
        "Position in {0} set to {2}, was {1}",
        "{0}의 포지션을 {1}에서 {2으로} 옮겼습니다";
    AdminDone:
        "{1} is done",
        "{1} 요청이 처리되었습니다";
    AdminRefused:
        "{1} was refused: {2}",
        "{1} 요청이 거부되었습니다: {2}";
    ProducerIdSet:
        "Received producer id {1}, epoch {2}",
        "프로듀서 id {1}, 에포크 {2을} 받았습니다";
    DuplicateBatch:
        "{0} already has this batch, from offset {1} on: nothing is appended",
        "{0}에 오프셋 {1}부터 이미 있는 배치입니다: 다시 추가하지 않습니다";
    AppendRefused:
        "Refused to append to {0}: {1}",
        "{0}에 레코드를 추가하지 않고 거부했습니다: {1}";
    TruncationByEpoch:
        "{0} is to end at {1}: epoch {2} ends at {3} in the leader's log",
        "{0}에서 오프셋 {1}부터 끝까지 잘라 내기로 했습니다: 리더의 로그에서 에포크 {2}의 끝은 {3}입니다";
    TruncationByHighWatermark:
        "{0} is to end at {1}: its own high watermark",
        "{0}에서 오프셋 {1}부터 끝까지 잘라 내기로 했습니다: 자신의 하이 워터마크(HW)입니다";
    FetchOffsetReset:
        "{1} has no offset {2} of {0}: fetches from {3}",
        "{1}에 {0}의 오프셋 {2이} 없습니다: {3}부터 Fetch합니다";
    FetchFenced:
        "{1} knows a later epoch of {0} than {2}: waits for the metadata",
        "{1은} {0}의 에포크 {2}보다 새로운 에포크를 알고 있습니다: 메타데이터를 기다립니다";
    LogLoaded:
        "Opened the log of {0} · HW {1} from the checkpoint",
        "{0}의 로그를 열었습니다 · 체크포인트의 HW {1}";
    LogsRecovered:
        "Recovered its logs ({1}): it had not shut down cleanly",
        "로그 {1}개를 복구했습니다: 비정상 종료했기 때문입니다";
    RecoverySkipped:
        "Skipped the recovery of its logs ({1}): it had shut down cleanly",
        "로그 {1}개의 복구를 건너뛰었습니다: 정상 종료했기 때문입니다";
    Flushed:
        "{0} is on the disk below offset {1}",
        "{0}에서 오프셋 {1} 미만이 디스크에 기록되었습니다";
    TailLost:
        "Lost {0} {1}, which was not on the disk yet",
        "아직 디스크에 쓰지 않은 {0} {1이} 유실되었습니다";
    RecordsDeleted:
        "Log start of {0} {1} → {2}: records were deleted",
        "{0}의 로그 시작 오프셋 {1} → {2}: 레코드를 삭제했습니다";
    LogStartFollowed:
        "Log start of {0} {1} → {2}: as the leader said",
        "{0}의 로그 시작 오프셋 {1} → {2}: 리더가 알려 준 값입니다";
    ReplicaDeleted:
        "Deleted its replica of {0}: others hold the partition now",
        "{0}의 레플리카를 삭제했습니다: 이제 이 파티션은 다른 브로커에 있습니다";
    ProposalRefused:
        "The proposed ISR of {0} was refused: {1}",
        "{0}의 ISR 제안이 거부되었습니다: {1}";
    ElrChanged:
        "Recorded a new ELR of {0}: {1} → {2}",
        "{0}의 새 ELR을 기록했습니다: {1} → {2}";
    LeaderRecovered:
        "Counts {0} as recovered from its unclean election",
        "{0}: 언클린 선출 뒤 복구가 끝난 것으로 처리합니다";
    ReassignmentStarted:
        "Reassigns {0} · adding: {1} · removing: {2}",
        "{0을} 재할당합니다 · 추가: {1} · 제거: {2}";
    ReassignmentCancelled:
        "Cancelled the reassignment of {0}",
        "{0}의 재할당을 취소했습니다";
    ReassignmentCompleted:
        "{0} is reassigned · replicas {1}",
        "{0}의 재할당이 끝났습니다 · 레플리카 {1}";
    PowerLost:
        "The machine lost power · only what was on its disk stays",
        "전원이 끊겼습니다 · 디스크에 쓴 것만 남습니다";
    ProcessPaused:
        "The process is frozen · its connections stay open",
        "프로세스가 멈췄습니다 · TCP 연결은 열려 있습니다";
    ProcessResumed:
        "The process is unfrozen",
        "프로세스가 다시 움직입니다";
    ShutdownBegan:
        "Began a clean shutdown: asks the controller first",
        "정상 종료를 시작했습니다: 먼저 컨트롤러에 요청합니다";
    ShutdownAllowed:
        "The controller lets it stop",
        "컨트롤러가 종료를 허용했습니다";
    BrokerStopped:
        "The process shut down cleanly · everything is on its disk",
        "프로세스가 정상 종료되었습니다 · 모두 디스크에 있습니다";
    BrokerRunning:
        "Learned that it is unfenced: it takes part now",
        "펜싱이 해제된 것을 알게 되었습니다: 이제 클러스터에 참여합니다";
    FetchersStopped:
        "Stopped replicating (partitions: {1})",
        "파티션 {1}개의 복제를 중단했습니다";
    RegistrationFailed:
        "Was not registered: {1}",
        "등록되지 못했습니다: {1}";
    RegistrationRefused:
        "Refused to register {1}: {2}",
        "{1}의 등록을 거부했습니다: {2}";
    FencedAgain:
        "Fenced {1} once more, which changes nothing",
        "{1을} 한 번 더 펜싱했습니다: 바뀌는 것은 없습니다";
    FencedAsItAsked:
        "Fenced {1}, as it asked",
        "{1을} 펜싱했습니다: {1}의 요청에 따른 것입니다";
    ControlledShutdown:
        "{1} asked to stop: others are to lead what it leads",
        "{1이} 정상 종료를 요청했습니다: 리더를 다른 브로커로 옮깁니다";
    ShutdownAtOnce:
        "{1} asked to stop and leads nothing: it may stop at once",
        "{1이} 정상 종료를 요청했습니다: 리더인 파티션이 없으므로 바로 허용합니다";
    ShutdownGranted:
        "{1} may stop: every broker has applied metadata offset {2}",
        "{1}의 종료를 허용했습니다: 모든 브로커가 메타데이터 오프셋 {2}까지 적용했습니다";
    ChangedByFencing:
        "Partitions changed for {1}: {2} (fenced)",
        "{1} 때문에 파티션 {2}개가 바뀌었습니다 (펜싱)";
    ChangedByUnfencing:
        "Partitions changed for {1}: {2} (unfenced)",
        "{1} 때문에 파티션 {2}개가 바뀌었습니다 (펜싱 해제)";
    ChangedByControlledShutdown:
        "Partitions changed for {1}: {2} (controlled shutdown)",
        "{1} 때문에 파티션 {2}개가 바뀌었습니다 (정상 종료)";
    ChangedByUncleanShutdown:
        "Partitions changed for {1}: {2} (unclean stop)",
        "{1} 때문에 파티션 {2}개가 바뀌었습니다 (비정상 종료)";
    TopicCreated:
        "Created topic {1} (partitions: {2})",
        "토픽을 만들었습니다: {1} · 파티션 {2}개";
    PartitionsAdded:
        "Topic {1} has {2} partitions now",
        "토픽 {1}의 파티션이 {2}개로 늘었습니다";
    TopicConfigured:
        "Configuration of {3}: {1}={2}",
        "{3}의 설정이 바뀌었습니다: {1}={2}";
    TopicConfigReset:
        "Configuration of {3}: {1} is at its default",
        "{3}의 설정: {1}의 값이 기본값으로 돌아갔습니다";
    BrokersConfigured:
        "Configuration of all brokers: {1}={2}",
        "모든 브로커의 설정이 바뀌었습니다: {1}={2}";
    BrokersConfigReset:
        "Configuration of all brokers: {1} is at its default",
        "모든 브로커의 설정: {1}의 값이 기본값으로 돌아갔습니다";
    RequestFailed:
        "{1} failed: {2}",
        "{1} 요청이 실패했습니다: {2}";
}
