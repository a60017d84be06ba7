//! Who is in the ISR, who leads, who follows.

use highwater_core::id::{BrokerId, LeaderEpoch, Offset, PartitionEpoch};
use highwater_core::trace::Election;
use highwater_core::wire::ErrorCode;

use crate::Lang;
use crate::josa::{Josa, with};
use crate::lang::say;
use crate::value::brokers;

pub(super) fn shrink_proposed(
    lang: Lang,
    name: &str,
    isr: &[BrokerId],
    out: &[BrokerId],
) -> String {
    let (isr, out) = (brokers(lang, isr), brokers(lang, out));
    let object = with(&out, Josa::EulReul);
    say!(
        lang,
        "Proposed to take {out} out of the ISR of {name} · ISR {isr}",
        "{name}의 ISR에서 {object} 빼자고 제안했습니다 · ISR {isr}",
    )
}

pub(super) fn expand_proposed(
    lang: Lang,
    name: &str,
    isr: &[BrokerId],
    joining: BrokerId,
) -> String {
    let isr = brokers(lang, isr);
    let object = with(format_args!("b{joining}"), Josa::EulReul);
    say!(
        lang,
        "Proposed to take b{joining} into the ISR of {name} · ISR {isr}",
        "{name}의 ISR에 {object} 넣자고 제안했습니다 · ISR {isr}",
    )
}

pub(super) fn proposal_refused(lang: Lang, name: &str, error: ErrorCode) -> String {
    say!(
        lang,
        "The proposed ISR of {name} was refused: {error}",
        "{name}의 ISR 제안이 거부되었습니다: {error}",
    )
}

pub(super) fn isr_changed(
    lang: Lang,
    name: &str,
    from: &[BrokerId],
    to: &[BrokerId],
    epoch: PartitionEpoch,
) -> String {
    let (from, to) = (brokers(lang, from), brokers(lang, to));
    say!(
        lang,
        "Recorded a new ISR of {name}: {from} → {to} (partition epoch {epoch})",
        "{name}의 새 ISR을 기록했습니다: {from} → {to} (파티션 에포크 {epoch})",
    )
}

pub(super) fn isr_committed(
    lang: Lang,
    name: &str,
    isr: &[BrokerId],
    epoch: PartitionEpoch,
) -> String {
    let isr = brokers(lang, isr);
    say!(
        lang,
        "The ISR of {name} is now {isr} (partition epoch {epoch})",
        "{name}의 ISR이 확정되었습니다: {isr} (파티션 에포크 {epoch})",
    )
}

pub(super) fn elected(
    lang: Lang,
    name: &str,
    leader: BrokerId,
    epoch: LeaderEpoch,
    election: Election,
) -> String {
    let object = with(format_args!("b{leader}"), Josa::EulReul);
    let how = match election {
        Election::Clean => lang.pick("from the ISR", "ISR에서 선출"),
        Election::EligibleLeaderReplica => {
            lang.pick("from the eligible leader replicas (ELR)", "ELR에서 선출")
        }
        Election::Unclean => lang.pick(
            "unclean: committed records may be lost",
            "언클린 선출: 커밋된 레코드가 유실될 수 있습니다",
        ),
    };
    say!(
        lang,
        "Elected b{leader} leader of {name} (epoch {epoch}) · {how}",
        "{object} {name}의 리더로 정했습니다 (에포크 {epoch}) · {how}",
    )
}

pub(super) fn went_offline(lang: Lang, name: &str, epoch: LeaderEpoch) -> String {
    say!(
        lang,
        "{name} has no leader: no replica may lead now (epoch {epoch})",
        "{name}에 리더가 없습니다: 지금 리더가 될 수 있는 레플리카가 없습니다 (에포크 {epoch})",
    )
}

pub(super) fn leads(
    lang: Lang,
    name: &str,
    epoch: LeaderEpoch,
    from_offset: Offset,
    high_watermark: Offset,
) -> String {
    say!(
        lang,
        "Became leader of {name} (epoch {epoch}) from offset {from_offset} on · HW {high_watermark}",
        "오프셋 {from_offset}부터 {name}의 리더가 되었습니다 (에포크 {epoch}) · HW {high_watermark}",
    )
}

pub(super) fn follows(
    lang: Lang,
    name: &str,
    leader: Option<BrokerId>,
    epoch: LeaderEpoch,
    log_end: Offset,
) -> String {
    match leader {
        Some(leader) => say!(
            lang,
            "Follows b{leader} in {name} (epoch {epoch}) · LEO {log_end}",
            "{name}에서 b{leader}의 팔로워가 되었습니다 (에포크 {epoch}) · LEO {log_end}",
        ),
        None => say!(
            lang,
            "Waits for a leader of {name} (epoch {epoch}) · LEO {log_end}",
            "{name}의 리더를 기다립니다 (에포크 {epoch}) · LEO {log_end}",
        ),
    }
}
