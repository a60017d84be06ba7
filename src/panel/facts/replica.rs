//! A replica: its log, and what its broker knows as leader or as follower.

use highwater_core::broker::{Leadership, Partition, Phase, Process, ReplicaState};
use highwater_core::id::{BrokerId, NodeId, TopicPartition};
use highwater_core::sim::ReplicaView;
use highwater_text::fact::PartitionFact;
use highwater_text::fill::Value;
use highwater_text::{Lang, say, standing};

use super::sheet::Sheet;
use crate::panel::moment::moment;
use crate::session::Selection;

/// So many records are offered to go on to.
const RECORDS_MAX: usize = 8;

/// What is said of a replica.
pub fn replica(sheet: &mut Sheet<'_>, broker: BrokerId, id: TopicPartition) {
    let world = sheet.world();
    let name = world.metadata().name_of(id);
    let title = say!(sheet.lang, "{0} on {1}", "{1}의 {0}", &name, broker);
    let Some(view) = world.replica(broker, id) else {
        return sheet.gone(title);
    };
    sheet.head("Replica", "레플리카", title);
    let about = sheet.words.get(standing::meaning(view.standing));
    sheet.about(about.to_owned());
    log(sheet, &view);
    let process = world.broker(broker).and_then(|it| it.process());
    if let Some((process, part)) = process.and_then(|it| Some((it, it.partition(id)?))) {
        sheet.group("What its broker knows", "이 브로커가 아는 것");
        known(sheet, part);
        match part.leadership() {
            Some(leadership) => as_leader(sheet, process, id, part, leadership),
            None => as_follower(sheet, process, id),
        }
    }
    sheet.group("Leader epochs in its log", "로그에 있는 리더 에포크");
    epochs(sheet, &view);
    related(sheet, &view);
}

fn log(sheet: &mut Sheet<'_>, view: &ReplicaView<'_>) {
    let badge = standing::badge(sheet.lang, view, sheet.now());
    sheet.fact(
        "status",
        "상태",
        (&badge).into(),
        PartitionFact::Standing.meaning(),
    );
    sheet.same(
        "LEO",
        view.log.end_offset().into(),
        PartitionFact::LogEnd.meaning(),
    );
    // A process that is dead knows nothing; what is on its disk follows.
    if !view.standing.is_down() {
        sheet.fact(
            "high watermark",
            "하이 워터마크(HW)",
            view.log.high_watermark().into(),
            PartitionFact::HighWatermark.meaning(),
        );
    }
    let broker = sheet.world().broker(view.broker);
    let checkpoint = broker.and_then(|it| it.high_watermark_checkpoint(view.partition));
    let checkpoint = checkpoint.map_or(sheet.none(), Value::from);
    sheet.fact(
        "checkpointed high watermark",
        "체크포인트한 하이 워터마크(HW)",
        checkpoint,
        PartitionFact::CheckpointedHighWatermark.meaning(),
    );
    sheet.fact(
        "log start",
        "로그 시작",
        view.log.start_offset().into(),
        PartitionFact::LogStart.meaning(),
    );
    sheet.fact(
        "on the disk up to",
        "디스크에 있는 지점",
        view.log.flushed_offset().into(),
        PartitionFact::Flushed.meaning(),
    );
    sheet.fact(
        "recovery point",
        "복구 지점(recovery point)",
        view.log.recovery_point().into(),
        PartitionFact::RecoveryPoint.meaning(),
    );
}

fn known(sheet: &mut Sheet<'_>, part: &Partition) {
    let leader = sheet.broker_or_none(part.leader());
    sheet.fact(
        "leader",
        "리더",
        leader,
        PartitionFact::BelievedLeader.meaning(),
    );
    sheet.fact(
        "leader epoch",
        "리더 에포크",
        part.leader_epoch().into(),
        PartitionFact::KnownLeaderEpoch.meaning(),
    );
    sheet.fact(
        "partition epoch",
        "파티션 에포크",
        part.partition_epoch().into(),
        PartitionFact::KnownPartitionEpoch.meaning(),
    );
}

fn as_leader(
    sheet: &mut Sheet<'_>,
    process: &Process,
    id: TopicPartition,
    part: &Partition,
    leadership: &Leadership,
) {
    sheet.fact(
        "epoch began at",
        "에포크 시작 오프셋",
        leadership.epoch_start_offset().into(),
        PartitionFact::EpochStart.meaning(),
    );
    sheet.group("The ISR, as this leader knows it", "이 리더가 아는 ISR");
    let confirmed = sheet.brokers(leadership.isr().members());
    sheet.fact(
        "confirmed ISR",
        "확정된 ISR",
        confirmed,
        PartitionFact::CommittedIsr.meaning(),
    );
    let maximal: Vec<BrokerId> = leadership.isr().maximal().copied().collect();
    let maximal = sheet.brokers(&maximal);
    sheet.fact(
        "maximal ISR",
        "최대 ISR(maximal ISR)",
        maximal,
        PartitionFact::MaximalIsr.meaning(),
    );
    let proposal = process.pending_proposal(id).map(|pending| {
        let members = pending.proposal.new_isr.iter();
        members.map(|(member, _)| *member).collect::<Vec<_>>()
    });
    let proposal = proposal.as_deref().map_or(sheet.none(), Value::Brokers);
    sheet.fact(
        "proposed ISR (AlterPartition)",
        "제안한 ISR(AlterPartition)",
        proposal,
        PartitionFact::ProposedIsr.meaning(),
    );
    let is_under = sheet.yes_no(part.is_under_min_isr());
    sheet.fact(
        "under min ISR",
        "min ISR 미달",
        is_under,
        PartitionFact::UnderMinIsr.meaning(),
    );
    sheet.group(
        "Its followers, as known from their fetches",
        "Fetch로 파악한 팔로워",
    );
    for (follower, state) in leadership.followers() {
        of_follower(sheet, *follower, state);
    }
}

/// What a leader knows of a follower: all of it from its fetches.
fn of_follower(sheet: &mut Sheet<'_>, follower: BrokerId, state: &ReplicaState) {
    let unknown = sheet
        .lang
        .pick("not known: no fetch yet", "모름: 아직 Fetch를 받지 못함");
    let end = state
        .log_end_offset
        .map_or(Value::Words(unknown), Value::from);
    let name = say!(
        sheet.lang,
        "LEO of {0}, as known here",
        "이 리더가 아는 {0}의 LEO",
        follower
    );
    sheet.named(name, end, PartitionFact::FollowerEnd.meaning());
    let caught_up = state.last_caught_up_time.map(|then| sheet.ago(then));
    let never = sheet.lang.pick("never", "없음");
    let name = say!(
        sheet.lang,
        "{0} last caught up",
        "{0이} 마지막으로 따라잡은 때",
        follower
    );
    let caught_up = caught_up.as_deref().unwrap_or(never);
    sheet.named(
        name,
        caught_up.into(),
        PartitionFact::FollowerCaughtUp.meaning(),
    );
}

fn as_follower(sheet: &mut Sheet<'_>, process: &Process, id: TopicPartition) {
    let Some(following) = process.following(id) else {
        return;
    };
    sheet.fact(
        "fetches from",
        "Fetch 대상",
        following.leader.into(),
        PartitionFact::FetchesFrom.meaning(),
    );
    let phase = phase(sheet.lang, following.phase);
    sheet.fact(
        "fetch state",
        "Fetch 상태",
        phase.into(),
        PartitionFact::FetchPhase.meaning(),
    );
    if let Some(until) = following.pause.filter(|until| *until > sheet.now()) {
        let until = moment(until);
        sheet.fact(
            "pauses until",
            "쉬는 시간의 끝",
            (&until).into(),
            PartitionFact::FetchPause.meaning(),
        );
    }
}

fn phase(lang: Lang, phase: Option<Phase>) -> &'static str {
    let (en, ko) = match phase {
        Some(Phase::TruncateToHighWatermark) => (
            "truncating to its high watermark",
            "자신의 하이 워터마크(HW) 뒤를 잘라 냄",
        ),
        Some(Phase::AskForEpochEnd) => (
            "truncating: asks where its last epoch ended",
            "로그 맞추는 중: 마지막 에포크의 끝을 물음",
        ),
        Some(Phase::AskForLogEnd) => (
            "out of range: asks for the leader's log end",
            "범위 밖: 리더의 로그 끝을 물음",
        ),
        Some(Phase::AskForLogStart) => (
            "out of range: asks for the leader's log start",
            "범위 밖: 리더의 로그 시작을 물음",
        ),
        Some(Phase::Fetch) => ("fetching", "Fetch 중"),
        None => (
            "failed: waits for newer metadata",
            "중단: 더 새로운 메타데이터를 기다림",
        ),
    };
    lang.pick(en, ko)
}

fn epochs(sheet: &mut Sheet<'_>, view: &ReplicaView<'_>) {
    for entry in view.log.epochs().entries() {
        let name = say!(
            sheet.lang,
            "epoch {0} begins at",
            "에포크 {0} 시작",
            entry.epoch
        );
        sheet.named(
            name,
            entry.start_offset.into(),
            PartitionFact::EpochEntry.meaning(),
        );
    }
}

fn related(sheet: &mut Sheet<'_>, view: &ReplicaView<'_>) {
    let (world, id) = (sheet.world(), view.partition);
    sheet.related("Belongs to", "속한 곳");
    sheet.thing(world.metadata().name_of(id), Selection::Partition(id));
    sheet.node(NodeId::Broker(view.broker));
    sheet.related("Other replicas", "다른 레플리카");
    for other in world.replicas(id) {
        if other.broker != view.broker {
            let name = say!(sheet.lang, "on {0}", "{0}의 레플리카", other.broker);
            sheet.thing(name, Selection::Replica(other.broker, id));
        }
    }
    sheet.related("Last records", "마지막 레코드");
    let mut last = Vec::new();
    for batch in view.log.batches().rev() {
        for index in (0..batch.records.len()).rev() {
            let offset = batch.base_offset.plus(index);
            if last.len() < RECORDS_MAX && offset >= view.log.start_offset() {
                last.push(offset);
            }
        }
        if last.len() == RECORDS_MAX {
            break;
        }
    }
    for offset in last {
        let name = say!(sheet.lang, "offset {0}", "오프셋 {0}", offset);
        sheet.thing(name, Selection::Record(view.broker, id, offset));
    }
}
