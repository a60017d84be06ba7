//! What was lost, what was promised of it, how it came about, and what would have kept it. All of it is
//! fetched with the words of whoever looks closer: nothing is lost unless something was broken before.

use highwater_core::check::Invariant;
use highwater_core::explain::{Link, Loss, LossKind, Promise, Remedy, Role, Way, kind_of};
use highwater_core::id::NodeId;
use highwater_core::log::Record;
use highwater_core::metadata::MetadataImage;
use highwater_core::timeline::Broken;
use highwater_core::trace::{Election, Event};
use highwater_core::wire::Acks;

use crate::Lang;
use crate::course::Words;
use crate::event::partition_name;
use crate::fill::Value;
use crate::meaning::{Meaning, meanings};
use crate::refusal::Why;

const NONE: Value<'static> = Value::Words("");

/// What was lost together, in a line.
#[must_use]
pub fn title_of(lang: Lang, words: &Words, together: &[Broken], names: &MetadataImage) -> String {
    let Some(first) = together.first() else {
        return String::new();
    };
    let title = match kind_of(first) {
        LossKind::NeverArrived => LossLine::NeverArrived,
        LossKind::Gone if first.invariant => LossLine::Gone,
        LossKind::Gone => LossLine::GoneUnanswered,
        LossKind::ReadAndGone => LossLine::ReadAndGone,
        LossKind::LogsDiffer => LossLine::LogsDiffer,
        LossKind::Invariant(Invariant::LeaderCompleteness) => LossLine::Incomplete,
        LossKind::Invariant(Invariant::HighWatermark) => LossLine::HighWatermark,
        LossKind::Invariant(_) => LossLine::Broken,
    };
    let partition = first.breach.partition;
    let name = partition.map_or_else(String::new, |one| names.name_of(one));
    let offsets = first.breach.offset.zip(
        together
            .last()
            .and_then(|last| Some(last.breach.offset?.plus(1))),
    );
    let what = match offsets {
        Some((from, end)) => Value::Offsets(from, end),
        None => Value::Records(u32::try_from(together.len()).unwrap_or(u32::MAX)),
    };
    words.say(lang, title.meaning(), &[(&name).into(), what])
}

/// Key and value of a record.
#[must_use]
pub fn content(lang: Lang, words: &Words, record: &Record) -> String {
    let value = record.value.as_deref().unwrap_or("null");
    match &record.key {
        Some(key) => words.say(
            lang,
            LossLine::KeyAndValue.meaning(),
            &[(&**key).into(), value.into()],
        ),
        None => words.say(lang, LossLine::Value.meaning(), &[value.into()]),
    }
}

/// What was promised, or why this configuration does not promise it.
#[must_use]
pub fn promise(loss: &Loss) -> Meaning {
    let promise = match (loss.promise, loss.promised) {
        (Promise::Acknowledged(Acks::None), _) => LossSentence::NoAcksPromise,
        (Promise::Acknowledged(Acks::Leader), _) => LossSentence::LeaderAcksPromise,
        (Promise::Acknowledged(Acks::All), true) => LossSentence::AllAcksPromised,
        (Promise::Acknowledged(Acks::All), false) => match loss.way {
            Way::Unflushed => LossSentence::AllAcksUnflushed,
            _ => LossSentence::AllAcksUnclean,
        },
        (Promise::Read, false) => match loss.way {
            Way::Unflushed => LossSentence::ReadUnflushed,
            _ => LossSentence::ReadUnclean,
        },
        (Promise::Read | Promise::Invariant(_), _) => LossSentence::AlwaysPromised,
    };
    promise.meaning()
}

/// What it comes down to.
#[must_use]
pub const fn why(loss: &Loss) -> Meaning {
    let why = match loss.way {
        Way::RequestLost => LossSentence::ByRequest,
        Way::DeposedLeader => LossSentence::ByDeposedLeader,
        Way::Elected(Election::Clean | Election::EligibleLeaderReplica) => {
            LossSentence::ByCleanElection
        }
        Way::Elected(Election::Unclean | Election::LastKnownLeader) => {
            LossSentence::ByUncleanElection
        }
        Way::Unflushed => LossSentence::ByPower,
        Way::Truncated => LossSentence::ByTruncation,
        Way::Other => match loss.kind {
            LossKind::LogsDiffer | LossKind::Invariant(_) => LossSentence::ByOther,
            _ => LossSentence::ByNobody,
        },
    };
    why.meaning()
}

/// The part that an event played.
#[must_use]
pub fn link(lang: Lang, words: &Words, link: &Link, names: &MetadataImage) -> String {
    let event = &link.trace.event;
    let name = partition_name(event, names);
    let who = subject(link);
    let how = match event {
        Event::LeaderAppended { leader_epoch, .. } | Event::LeaderElected { leader_epoch, .. } => {
            leader_epoch.into()
        }
        Event::TailLost { from, to, .. } => Value::Offsets(*from, *to),
        Event::Truncated { to, .. } => to.into(),
        Event::IsrChanged { to, .. } => to.as_slice().into(),
        _ => NONE,
    };
    words.say(
        lang,
        part(link.role).meaning(),
        &[who.into(), (&name).into(), how],
    )
}

/// Whom an event of the chain is about.
fn subject(link: &Link) -> NodeId {
    match (link.role, &link.trace.event) {
        (Role::LeftIsr(broker) | Role::CutOff(broker) | Role::Fenced(broker), _) => broker.into(),
        (Role::Elected(_) | Role::ElectedWithout(_), Event::LeaderElected { leader, .. }) => {
            (*leader).into()
        }
        _ => link.trace.actor,
    }
}

fn part(role: Role) -> LossSentence {
    match role {
        Role::Accepted => LossSentence::Accepted,
        Role::Appended => LossSentence::Appended,
        Role::AppendedByDeposed => LossSentence::AppendedByDeposed,
        Role::LeftIsr(_) => LossSentence::LeftIsr,
        Role::Committed => LossSentence::Committed,
        Role::Acknowledged(Acks::All) => LossSentence::AcknowledgedByAll,
        Role::Acknowledged(_) => LossSentence::AcknowledgedByLeader,
        Role::Counted => LossSentence::Counted,
        Role::RequestLost => LossSentence::RequestLost,
        Role::RequestRefused => LossSentence::RequestRefused,
        Role::Read => LossSentence::Read,
        Role::CutOff(_) => LossSentence::CutOff,
        Role::Crashed => LossSentence::Crashed,
        Role::PowerLost => LossSentence::PowerLost,
        Role::Stopped => LossSentence::Stopped,
        Role::Frozen => LossSentence::Frozen,
        Role::TailLost => LossSentence::TailLost,
        Role::Truncated => LossSentence::Truncated,
        Role::ReplicaDeleted => LossSentence::ReplicaDeleted,
        Role::Fenced(_) => LossSentence::Fenced,
        Role::Elected(election) => match election.is_unclean() {
            true => LossSentence::ElectedUncleanly,
            false => LossSentence::Elected,
        },
        Role::ElectedWithout(Election::Unclean) => LossSentence::UncleanWithout,
        Role::ElectedWithout(Election::LastKnownLeader) => LossSentence::LastKnownWithout,
        Role::ElectedWithout(Election::EligibleLeaderReplica) => LossSentence::EligibleWithout,
        Role::ElectedWithout(Election::Clean) => LossSentence::CleanWithout,
        Role::Broke => LossSentence::Broke,
    }
}

/// What would have kept it.
#[must_use]
pub fn remedy(lang: Lang, words: &Words, remedy: Remedy) -> String {
    let (sentence, value) = match remedy {
        Remedy::AcksAll => (LossSentence::AcksAll, NONE),
        Remedy::UncleanElectionOff => (LossSentence::UncleanElectionOff, NONE),
        Remedy::NoUncleanElection => (LossSentence::NoUncleanElection, NONE),
        Remedy::MinInsyncReplicas(minimum) => (LossSentence::MinInsyncReplicas, minimum.into()),
        Remedy::EligibleLeaderReplicas => (LossSentence::EligibleLeaderReplicas, NONE),
        Remedy::FlushMessages => (LossSentence::FlushMessages, NONE),
        Remedy::GoodOrder => (LossSentence::GoodOrder, NONE),
        Remedy::ReplicationFactor(replicas) => (LossSentence::ReplicationFactor, replicas.into()),
        Remedy::Truncation => (LossSentence::Truncation, NONE),
        Remedy::RestartLeavesIsr => (LossSentence::RestartLeavesIsr, NONE),
    };
    words.say(lang, sentence.meaning(), &[value])
}

/// That nothing of this configuration would have kept it.
pub const NO_REMEDY: Meaning = LossSentence::NoRemedy.meaning();

/// That the record is on a leader again.
pub const RETURNED: Meaning = LossSentence::Returned.meaning();

meanings! {
    /// What is lost, in a line.
    pub enum LossLine from Why::TABLE.end();
    NeverArrived:
        "Lost: {1} for {0}, counted as sent and in no log",
        "유실: {0}에 보낸 {1}, 보낸 것으로 쳤지만 어느 로그에도 없습니다";
    Gone:
        "Lost: {0} {1}, acknowledged and no longer there",
        "유실: {0} {1}, ack되었지만 더는 없습니다";
    GoneUnanswered:
        "Lost: {0} {1}, counted as sent without an answer and no longer there",
        "유실: {0} {1}, 응답 없이 보낸 것으로 쳤지만 더는 없습니다";
    ReadAndGone:
        "Read and gone: {0} {1}, handed to a consumer and no longer there",
        "읽은 뒤 사라짐: {0} {1}, 컨슈머가 받아 갔지만 더는 없습니다";
    LogsDiffer:
        "Logs differ: replicas of {0} hold different records at {1} to be committed",
        "로그 불일치: {0}의 레플리카들이 {1}에 서로 다른 레코드를 커밋된 것으로 갖고 있습니다";
    Incomplete:
        "Broken: an in-sync replica of {0} has not got everything that is committed",
        "깨진 약속: {0}의 ISR에 있는 레플리카에 커밋된 레코드가 모두 있지는 않습니다";
    HighWatermark:
        "Broken: the high watermark of {0} went back, or passed what the ISR has",
        "깨진 약속: {0}의 하이 워터마크(HW)가 뒤로 갔거나 ISR이 가진 것보다 앞섰습니다";
    Broken:
        "Broken: what today's rules promise of {0} does not hold",
        "깨진 약속: {0}에 대해 지금의 규칙이 보장하는 것이 지켜지지 않았습니다";
    KeyAndValue:
        "key {0}, value {1}",
        "키 {0}, 값 {1}";
    Value:
        "value {0}, no key",
        "값 {0}, 키 없음";
}

meanings! {
    /// What is said of a loss.
    pub enum LossSentence from LossLine::TABLE.end();
    Returned:
        "It has come back since: a replica that still had it leads again.",
        "그 뒤에 돌아왔습니다. 이 레코드를 아직 갖고 있던 레플리카가 다시 리더가 되었습니다.";
    NoAcksPromise:
        "Not promised by this configuration: acks=0 promises nothing. The producer counts a record as sent as soon as the request is on its way.",
        "이 설정이 보장하지 않는 일입니다. acks=0은 아무것도 보장하지 않습니다. 프로듀서는 요청을 내보내는 즉시 보낸 것으로 칩니다.";
    LeaderAcksPromise:
        "Not promised by this configuration: acks=1 promises only that the leader has written the record, not that anybody has copied it.",
        "이 설정이 보장하지 않는 일입니다. acks=1은 리더가 기록했다는 것만 보장하며, 누군가 복제했다는 것은 보장하지 않습니다.";
    AllAcksUnclean:
        "Not promised by this configuration: acks=all promises that every in-sync replica has the record, and an unclean election may pass over all of them.",
        "이 설정이 보장하지 않는 일입니다. acks=all은 ISR의 모든 레플리카가 레코드를 가졌다는 것을 보장하지만, 언클린 선출은 그 모두를 제쳐 둘 수 있습니다.";
    AllAcksUnflushed:
        "Not promised by this configuration: acks=all promises that every in-sync replica has the record in its log, not that it is on a disk.",
        "이 설정이 보장하지 않는 일입니다. acks=all은 ISR의 모든 레플리카의 로그에 레코드가 있다는 것을 보장하지만, 디스크에 있다는 것은 보장하지 않습니다.";
    AllAcksPromised:
        "Promised: with acks=all every in-sync replica had the record. The rules of the era that was chosen here did not keep that promise.",
        "보장된 일이었습니다. acks=all이었고 ISR의 모든 레플리카가 레코드를 갖고 있었습니다. 여기서 고른 시대의 규칙이 그 약속을 지키지 못했습니다.";
    ReadUnclean:
        "Not promised by this configuration: what was read stays as it was from one unclean election to the next, and there was one.",
        "이 설정이 보장하지 않는 일입니다. 읽은 것이 그대로 남는다는 약속은 언클린 선출과 그다음 언클린 선출 사이에서만 유효한데, 언클린 선출이 있었습니다.";
    ReadUnflushed:
        "Not promised by this configuration: what was read was in the log of every in-sync replica, not on a disk.",
        "이 설정이 보장하지 않는 일입니다. 읽은 것은 ISR의 모든 레플리카의 로그에 있었지만, 디스크에 있지는 않았습니다.";
    AlwaysPromised:
        "Promised in every configuration by today's rules. The rules of the era that was chosen here do not keep it.",
        "지금의 규칙은 어떤 설정에서도 보장하는 일입니다. 여기서 고른 시대의 규칙이 지키지 못했습니다.";
    ByRequest:
        "The request that carried it reached no log, and nobody sends it again.",
        "이 레코드를 실은 요청은 어느 로그에도 이르지 못했고, 다시 보내는 쪽이 없습니다.";
    ByDeposedLeader:
        "A leader that had been deposed, and had not heard of it, took the record. When it hears, it cuts the record off.",
        "이미 물러났지만 그 사실을 모르는 리더가 레코드를 받았습니다. 그 사실을 알게 되면 이 레코드를 잘라 냅니다.";
    ByCleanElection:
        "The replica that was elected next did not have it, and every replica agrees with the leader in the end.",
        "다음 리더로 선출된 레플리카에는 이 레코드가 없었고, 모든 레플리카는 결국 새 리더의 로그를 따릅니다.";
    ByUncleanElection:
        "A replica that was not known to have everything was elected. What it lacks is gone, and whoever has it cuts it off.",
        "모두 갖고 있다고 확인되지 않은 레플리카가 선출되었습니다. 여기에 없는 것은 유실되며, 갖고 있던 쪽도 잘라 냅니다.";
    ByPower:
        "A replica that the controller trusts had it in memory only, and lost its power.",
        "컨트롤러가 믿는 레플리카가 이 레코드를 메모리에만 갖고 있다가 전원을 잃었습니다.";
    ByTruncation:
        "A replica in the ISR cut off what it had, and was elected.",
        "ISR에 있는 레플리카가 갖고 있던 것을 잘라 낸 뒤 선출되었습니다.";
    ByOther:
        "Replicas did not find where their logs part, and went on from different ones.",
        "레플리카들이 로그가 갈라진 지점을 찾지 못한 채 서로 다른 로그에서 이어 갔습니다.";
    ByNobody:
        "Nobody who may lead has it any more.",
        "리더가 될 수 있는 레플리카 가운데 이 레코드를 가진 것이 더는 없습니다.";
    Accepted:
        "{0} was handed the record.",
        "{0}에 레코드가 전달되었습니다.";
    Appended:
        "{0} appended it to {1} in epoch {2}.",
        "{0}의 {1}에 에포크 {2으로} 추가되었습니다.";
    AppendedByDeposed:
        "{0} appended it to {1} in epoch {2}, not knowing that it was deposed.",
        "{0}의 {1}에 에포크 {2으로} 추가되었습니다. 이 리더는 자신이 물러난 것을 모릅니다.";
    LeftIsr:
        "{0} left the ISR of {1} (now: {2}). Nobody waits for it any more.",
        "{0이} {1}의 ISR에서 빠졌습니다(현재: {2}). 이제 이 레플리카는 기다리지 않습니다.";
    Committed:
        "The high watermark of {1} on {0} passed it: everybody in the ISR had it.",
        "{0}에서 {1}의 하이 워터마크(HW)가 이 레코드를 지났습니다. ISR 모두가 갖고 있었습니다.";
    AcknowledgedByAll:
        "{0} was told that it is in: acks=all.",
        "{0이} 기록되었다는 응답을 받았습니다. acks=all입니다.";
    AcknowledgedByLeader:
        "{0} was told that it is in as soon as the leader had it: acks=1.",
        "{0은} 리더가 기록하자마자 응답을 받았습니다. acks=1입니다.";
    Counted:
        "{0} counted it as sent and waits for no answer: acks=0.",
        "{0은} 보낸 것으로 치고 응답을 기다리지 않습니다. acks=0입니다.";
    RequestLost:
        "The request that carried it was lost.",
        "이 레코드를 실은 요청이 유실되었습니다.";
    RequestRefused:
        "{0} did not take it, and nobody waits to be told.",
        "{0은} 받아들이지 않았고, 그 사실을 알려 줄 상대가 없습니다.";
    Read:
        "{0} was handed it.",
        "{0이} 이 레코드를 받아 갔습니다.";
    CutOff:
        "{0} was cut off from the controller.",
        "{0과} 컨트롤러 사이의 연결이 끊겼습니다.";
    Crashed:
        "The process of {0} died. What it had written is still there.",
        "{0}의 프로세스가 강제 종료되었습니다. 기록한 것은 아직 남아 있습니다.";
    PowerLost:
        "{0} lost its power.",
        "{0}의 전원이 끊겼습니다.";
    Stopped:
        "{0} stopped in good order.",
        "{0이} 정상 종료했습니다.";
    Frozen:
        "The process of {0} was frozen.",
        "{0}의 프로세스가 멈췄습니다.";
    TailLost:
        "{0} lost {1} {2}, which had not reached its disk.",
        "{0은} 아직 디스크에 없던 {1} {2을} 잃었습니다.";
    Truncated:
        "{0} cut {1} back to offset {2}, and the record with it.",
        "{0이} {1을} 오프셋 {2}까지 잘라 냈고, 이 레코드도 함께 잘렸습니다.";
    ReplicaDeleted:
        "{0} deleted its replica of {1}, which was assigned to others.",
        "{0은} 다른 브로커에 배정된 {1}의 레플리카를 지웠습니다.";
    Fenced:
        "The controller fenced {0}.",
        "컨트롤러가 {0을} 펜싱했습니다.";
    Elected:
        "{0} was elected leader of {1}, epoch {2}.",
        "{0이} {1}의 리더로 선출되었습니다. 에포크 {2}입니다.";
    ElectedUncleanly:
        "{0} was elected leader of {1} uncleanly, epoch {2}.",
        "{0이} 언클린 선출로 {1}의 리더가 되었습니다. 에포크 {2}입니다.";
    CleanWithout:
        "{0}, in the ISR and without the record, was elected leader of {1}, epoch {2}.",
        "ISR에 있지만 이 레코드가 없는 {0이} {1}의 리더로 선출되었습니다. 에포크 {2}입니다.";
    EligibleWithout:
        "{0}, in the ELR and without the record, was elected leader of {1}, epoch {2}.",
        "ELR에 있지만 이 레코드가 없는 {0이} {1}의 리더로 선출되었습니다. 에포크 {2}입니다.";
    UncleanWithout:
        "{0}, which was not in the ISR and has not got the record, was elected leader of {1} uncleanly, epoch {2}.",
        "ISR에 없고 이 레코드도 없는 {0이} 언클린 선출로 {1}의 리더가 되었습니다. 에포크 {2}입니다.";
    LastKnownWithout:
        "{0}, the last known leader, was elected leader of {1} without the record, epoch {2}: it counts as unclean.",
        "마지막으로 알려진 리더인 {0이} 이 레코드 없이 {1}의 리더로 선출되었습니다. 에포크 {2}이며, 언클린 선출로 칩니다.";
    Broke:
        "From here on it is so.",
        "이때부터 그렇습니다.";
    AcksAll:
        "acks=all at the producer: the leader answers only when every in-sync replica has the record, and until then the producer sends again.",
        "프로듀서의 acks=all: 리더는 ISR의 모든 레플리카가 레코드를 가진 뒤에만 응답하며, 그때까지 프로듀서가 다시 보냅니다.";
    UncleanElectionOff:
        "unclean.leader.election.enable=false: the partition stays offline until a replica that has the record is back.",
        "unclean.leader.election.enable=false: 레코드를 가진 레플리카가 돌아올 때까지 파티션은 오프라인으로 남습니다.";
    NoUncleanElection:
        "No unclean election by hand: the partition stays offline until a replica that has the record is back.",
        "수동으로 언클린 선출을 하지 않기: 레코드를 가진 레플리카가 돌아올 때까지 파티션은 오프라인으로 남습니다.";
    MinInsyncReplicas:
        "min.insync.replicas={0}: a leader that is alone in the ISR refuses the write, and acknowledges nothing.",
        "min.insync.replicas={0}: ISR에 혼자 남은 리더는 쓰기를 거절하며 아무것도 ack하지 않습니다.";
    EligibleLeaderReplicas:
        "eligible.leader.replicas.version=1: a replica that stopped in good order stays eligible, and leads when it returns.",
        "eligible.leader.replicas.version=1: 정상 종료한 레플리카는 선출될 자격을 지키며, 돌아오면 리더가 됩니다.";
    FlushMessages:
        "flush.messages=1: every record is on the disk before it is acknowledged. It costs much throughput.",
        "flush.messages=1: 모든 레코드가 ack되기 전에 디스크에 기록됩니다. 처리량이 크게 줄어듭니다.";
    GoodOrder:
        "A shutdown in good order in place of a crash: a broker that was killed is no longer eligible when it registers again, although it still has the record.",
        "강제 종료 대신 정상 종료: 강제 종료된 브로커는 레코드를 아직 갖고 있어도 다시 등록하면 선출될 자격을 잃습니다.";
    ReplicationFactor:
        "A replication factor of {0}: another replica has the record, too.",
        "복제 계수 {0}: 다른 레플리카도 이 레코드를 갖게 됩니다.";
    Truncation:
        "Today's truncation (KIP-279) in place of that era's: a follower cuts off only what its leader has not got.",
        "그 시대의 방식 대신 지금의 잘라 내기(KIP-279): 팔로워는 리더에 없는 것만 잘라 냅니다.";
    RestartLeavesIsr:
        "Today's registration in place of that era's: whoever restarts after a crash leaves the ISR first.",
        "그 시대의 방식 대신 지금의 브로커 등록: 강제 종료 뒤 재시작한 브로커는 먼저 ISR에서 빠집니다.";
    NoRemedy:
        "No single setting of this configuration would have kept it.",
        "이 레코드를 지켰을 설정은 따로 없습니다.";
}
