//! How a replica stands: its badge, and the accessible name of its lane.

use highwater_core::id::{LeaderEpoch, NodeId};
use highwater_core::metadata::MetadataImage;
use highwater_core::sim::{ReplicaRole, ReplicaView, Standing};
use highwater_core::time::{Span, Time};

use crate::Lang;
use crate::meaning::{Meaning, meanings};
use crate::message::MessageSentence;
use crate::{same, say};

/// The standing in a word or two.
#[must_use]
pub const fn word(lang: Lang, standing: Standing) -> &'static str {
    let (en, ko) = match standing {
        Standing::Leader => ("leader", "리더"),
        Standing::InSync => ("in sync", "동기화됨"),
        Standing::Eligible => ("eligible (ELR)", "리더 자격(ELR)"),
        Standing::LastKnownLeader => ("last known leader", "마지막으로 알려진 리더"),
        Standing::OutOfSync { .. } => ("out of sync", "동기화 안 됨"),
        Standing::Fenced => ("fenced", "펜싱됨"),
        Standing::Crashed => ("crashed", "강제 종료됨"),
        Standing::PoweredOff => ("no power", "전원 끊김"),
        Standing::Stopped => ("shut down", "정상 종료됨"),
        Standing::Paused => ("frozen", "멈춤"),
    };
    match lang {
        Lang::En => en,
        Lang::Ko => ko,
    }
}

/// The standing that tells a role: what there is to say of it is the same.
const fn standing_of(role: ReplicaRole) -> Standing {
    match role {
        ReplicaRole::Leader => Standing::Leader,
        ReplicaRole::InSync => Standing::InSync,
        ReplicaRole::Eligible => Standing::Eligible,
        ReplicaRole::LastKnownLeader => Standing::LastKnownLeader,
        ReplicaRole::OutOfSync => Standing::OutOfSync { caught_up: None },
    }
}

/// What the controller has recorded of a replica, on a badge of its own: `k1's view: leader`.
#[must_use]
pub fn recorded(lang: Lang, role: ReplicaRole) -> String {
    let word = word(lang, standing_of(role));
    say!(
        lang,
        "{0}'s view: {1}",
        "{0} 기록상 {1}",
        NodeId::CONTROLLER,
        word
    )
}

/// The same where there is less room: `k1: leader`.
#[must_use]
pub fn recorded_in_short(lang: Lang, role: ReplicaRole) -> String {
    let word = match role {
        ReplicaRole::Eligible => "ELR",
        ReplicaRole::InSync => "ISR",
        _ => word(lang, standing_of(role)),
    };
    same!(lang, "{0}: {1}", NodeId::CONTROLLER, word)
}

/// A leader that was elected uncleanly and of which the controller has not heard since.
#[must_use]
pub fn recovering(lang: Lang) -> &'static str {
    lang.pick("recovering", "복구 중")
}

/// A partition without a leader.
#[must_use]
pub fn offline(lang: Lang) -> &'static str {
    lang.pick("no leader", "리더 없음")
}

/// A broker that may not stop yet, since the controller has not let it go.
#[must_use]
pub fn controlled_shutdown(lang: Lang) -> &'static str {
    lang.pick("controlled shutdown", "정상 종료 중")
}

/// What a badge says: the leader's epoch and how long a replica has been out of sync come with it.
#[must_use]
pub fn badge(lang: Lang, replica: &ReplicaView<'_>, now: Time) -> String {
    match replica.standing {
        Standing::Leader => leader(lang, replica.leader_epoch),
        Standing::OutOfSync {
            caught_up: Some(then),
        } => out_of_sync(lang, now.since(then)),
        standing => word(lang, standing).to_owned(),
    }
}

/// A leader of that epoch.
#[must_use]
pub fn leader(lang: Lang, epoch: LeaderEpoch) -> String {
    let word = word(lang, Standing::Leader);
    say!(lang, "{0} · epoch {1}", "{0} · 에포크 {1}", word, epoch)
}

/// A replica that has been out of sync for so long.
#[must_use]
pub fn out_of_sync(lang: Lang, since: Span) -> String {
    let word = word(lang, Standing::OutOfSync { caught_up: None });
    let seconds = since.as_ms() / 1_000;
    say!(lang, "{0} · {1} s", "{0} · {1}초", word, seconds)
}

/// What a standing means.
#[must_use]
pub const fn meaning(standing: Standing) -> Meaning {
    let meaning = match standing {
        Standing::Leader => StandingMeaning::Leader,
        Standing::InSync => StandingMeaning::InSync,
        Standing::Eligible => StandingMeaning::Eligible,
        Standing::LastKnownLeader => StandingMeaning::LastKnownLeader,
        Standing::OutOfSync { .. } => StandingMeaning::OutOfSync,
        Standing::Fenced => StandingMeaning::Fenced,
        Standing::Crashed => StandingMeaning::Crashed,
        Standing::PoweredOff => StandingMeaning::PoweredOff,
        Standing::Stopped => StandingMeaning::Stopped,
        Standing::Paused => StandingMeaning::Paused,
    };
    meaning.meaning()
}

/// What it means that a record of a replica is committed, or is not.
#[must_use]
pub fn of_record(standing: Standing, committed: bool) -> Meaning {
    let meaning = match (standing.is_down(), committed) {
        (true, true) => StandingMeaning::CommittedByCheckpoint,
        (true, false) => StandingMeaning::NotCommittedByCheckpoint,
        (_, true) => StandingMeaning::Committed,
        (_, false) => StandingMeaning::NotKnownCommitted,
    };
    meaning.meaning()
}

meanings! {
    /// What a standing means, of a replica or of a record in it.
    pub enum StandingMeaning from MessageSentence::TABLE.end();
    Leader:
        "It takes what producers send, and followers and consumers fetch from it. It moves the high watermark.",
        "프로듀서가 보낸 것을 받고, 팔로워와 컨슈머가 여기에서 Fetch합니다. 하이 워터마크(HW)를 움직이는 것도 리더입니다.";
    InSync:
        "The controller has it in the ISR: the high watermark waits for it, and it may be elected.",
        "컨트롤러가 기록한 ISR에 있습니다. 하이 워터마크(HW)가 이 레플리카를 기다리며, 리더로 선출될 수 있습니다.";
    Eligible:
        "It is not in the ISR, but the controller knows that it has everything committed: it may be elected when the ISR is empty.",
        "ISR에는 없지만 커밋된 것을 모두 가지고 있음을 컨트롤러가 압니다. ISR이 비면 리더로 선출될 수 있습니다.";
    LastKnownLeader:
        "It led last, and nobody leads now: once neither ISR nor ELR is left, it may lead again when it is back. That counts as unclean.",
        "마지막으로 알려진 리더이고 지금은 리더가 없습니다. ISR과 ELR이 모두 비면 돌아와서 다시 리더가 될 수 있으며, 언클린 선출로 봅니다.";
    OutOfSync:
        "It is not in the ISR: the high watermark does not wait for it. The time is since it last had everything.",
        "ISR에 없습니다. 하이 워터마크(HW)는 이 레플리카를 기다리지 않습니다. 표시된 시간은 마지막으로 따라잡은 \
         뒤 지난 시간입니다.";
    Fenced:
        "The controller has fenced its broker: it may neither lead nor be in an ISR until it is unfenced.",
        "컨트롤러가 이 브로커를 펜싱했습니다. 펜싱이 해제될 때까지 리더도 ISR 멤버도 될 수 없습니다.";
    Crashed:
        "Its broker's process is dead. Its log is still on disk, and so is the high watermark that was last checkpointed: what a restart begins with.",
        "브로커 프로세스가 강제 종료되었습니다. 로그는 디스크에 남아 있고, 마지막으로 체크포인트한 하이 워터마크(HW)도 남아 있어 \
         재시작하면 그 값에서 시작합니다.";
    PoweredOff:
        "Its broker's machine has no power. What was not on the disk is gone; what is, and the high watermark that was last checkpointed, is what a restart begins with.",
        "브로커의 전원이 끊겼습니다. 디스크에 없던 것은 유실되었고, 재시작하면 디스크에 남은 로그와 마지막으로 체크포인트한 하이 워터마크(HW)에서 \
         시작합니다.";
    Stopped:
        "Its broker was shut down cleanly: everything is on its disk, and it had given its leaderships away.",
        "브로커를 정상 종료했습니다. 모두 디스크에 있으며, 맡고 있던 리더는 종료 전에 다른 브로커에 넘겼습니다.";
    Paused:
        "Its broker's process is frozen: it neither fetches nor answers, and does not know what happens meanwhile. If it led, it still believes that it does.",
        "브로커 프로세스가 멈춰 있습니다. Fetch도 응답도 하지 못하고 그사이의 일을 모릅니다. 리더였다면 여전히 자신이 리더인 줄 압니다.";
    CommittedByCheckpoint:
        "Below the high watermark that this broker last checkpointed: committed.",
        "이 브로커가 마지막으로 체크포인트한 하이 워터마크(HW) 아래에 있으므로 커밋된 레코드입니다.";
    NotCommittedByCheckpoint:
        "Not below the high watermark that this broker last checkpointed: after a restart it does not know whether this is committed.",
        "이 브로커가 마지막으로 체크포인트한 하이 워터마크(HW) 아래에 있지 않으므로, 재시작한 뒤에는 커밋되었는지 알지 못합니다.";
    Committed:
        "Below this replica's high watermark: committed.",
        "이 레플리카의 하이 워터마크(HW) 아래에 있으므로 커밋된 레코드입니다.";
    NotKnownCommitted:
        "Not below this replica's high watermark: not known here to be committed.",
        "이 레플리카의 하이 워터마크(HW) 아래에 있지 않으므로, 커밋되었는지 여기서는 아직 모릅니다.";
}

/// The accessible name of a lane: stable, for people and for tests.
#[must_use]
pub fn lane(lang: Lang, replica: &ReplicaView<'_>, names: &MetadataImage) -> String {
    let (name, broker) = (names.name_of(replica.partition), replica.broker);
    let (leo, hw) = (replica.log.end_offset(), replica.log.high_watermark());
    let word = word(lang, replica.standing);
    let follower = match replica.standing {
        Standing::Leader => "",
        _ if replica.leads => lang.pick("leader, ", "리더, "),
        _ => lang.pick("follower, ", "팔로워, "),
    };
    let mut lane = if replica.standing.is_down() {
        say!(
            lang,
            "{0} on {1}, {2}, LEO {3}, checkpoint {4}",
            "{0}, {1}, {2}, LEO {3}, 체크포인트 {4}",
            &name,
            broker,
            word,
            leo,
            hw
        )
    } else {
        say!(
            lang,
            "{0} on {1}, {2}{3}, LEO {4}, high watermark {5}",
            "{0}, {1}, {2}{3}, LEO {4}, 하이 워터마크 {5}",
            &name,
            broker,
            follower,
            word,
            leo,
            hw
        )
    };
    append_marks(lang, replica, &mut lane);
    lane
}

/// What stands on the lane's other badges.
fn append_marks(lang: Lang, replica: &ReplicaView<'_>, lane: &mut String) {
    if let Some(role) = replica.untold_role() {
        lane.push_str(", ");
        lane.push_str(&recorded(lang, role));
    }
    for (is, mark) in [
        (replica.recovering, recovering(lang)),
        (replica.offline, offline(lang)),
    ] {
        if is {
            lane.push_str(", ");
            lane.push_str(mark);
        }
    }
}
