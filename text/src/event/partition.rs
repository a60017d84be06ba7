//! Who is in the ISR, who leads, who follows.

use highwater_core::id::{BrokerId, LeaderEpoch, Offset, PartitionEpoch};
use highwater_core::trace::{Election, Event, OutOfSync};

use crate::Lang;
use crate::say;

/// What happened to a partition, if it did; `name` is its name.
pub(super) fn sentence(lang: Lang, event: &Event, name: &str) -> Option<String> {
    Some(match event {
        Event::IsrShrinkProposed { isr, out, .. } => shrink_proposed(lang, name, isr, out),
        Event::IsrExpandProposed { isr, joining, .. } => expand_proposed(lang, name, isr, *joining),
        Event::IsrChanged {
            from,
            to,
            partition_epoch,
            ..
        } => isr_changed(lang, name, from, to, *partition_epoch),
        Event::IsrCommitted {
            isr,
            partition_epoch,
            ..
        } => isr_committed(lang, name, isr, *partition_epoch),
        Event::LeaderElected {
            leader,
            leader_epoch,
            election,
            ..
        } => elected(lang, name, *leader, *leader_epoch, *election),
        Event::PartitionWentOffline { leader_epoch, .. } => went_offline(lang, name, *leader_epoch),
        Event::BecameLeader {
            leader_epoch,
            from_offset,
            high_watermark,
            ..
        } => leads(lang, name, *leader_epoch, *from_offset, *high_watermark),
        Event::BecameFollower {
            leader,
            leader_epoch,
            from_offset,
            ..
        } => follows(lang, name, *leader, *leader_epoch, *from_offset),
        _ => return None,
    })
}

fn shrink_proposed(lang: Lang, name: &str, isr: &[BrokerId], out: &[OutOfSync]) -> String {
    let mut leaving = Vec::new();
    for follower in out {
        leaving.push(follower.broker);
    }
    say!(
        lang,
        "Proposed to take {0} out of the ISR of {1} · ISR {2}",
        "{1}의 ISR에서 {0을} 빼자고 제안했습니다 · ISR {2}",
        leaving.as_slice(),
        name,
        isr
    )
}

fn expand_proposed(lang: Lang, name: &str, isr: &[BrokerId], joining: BrokerId) -> String {
    say!(
        lang,
        "Proposed to take {0} into the ISR of {1} · ISR {2}",
        "{1}의 ISR에 {0을} 넣자고 제안했습니다 · ISR {2}",
        joining,
        name,
        isr
    )
}

fn isr_changed(
    lang: Lang,
    name: &str,
    from: &[BrokerId],
    to: &[BrokerId],
    epoch: PartitionEpoch,
) -> String {
    say!(
        lang,
        "Recorded a new ISR of {0}: {1} → {2} (partition epoch {3})",
        "{0}의 새 ISR을 기록했습니다: {1} → {2} (파티션 에포크 {3})",
        name,
        from,
        to,
        epoch
    )
}

fn isr_committed(lang: Lang, name: &str, isr: &[BrokerId], epoch: PartitionEpoch) -> String {
    say!(
        lang,
        "The ISR of {0} is now {1} (partition epoch {2})",
        "{0}의 ISR이 확정되었습니다: {1} (파티션 에포크 {2})",
        name,
        isr,
        epoch
    )
}

fn elected(
    lang: Lang,
    name: &str,
    leader: BrokerId,
    epoch: LeaderEpoch,
    election: Election,
) -> String {
    let how = match election {
        Election::Clean => lang.pick("from the ISR", "ISR에서 선출"),
        Election::Preferred => lang.pick(
            "the preferred leader, first of its replicas",
            "선호 리더, 레플리카 목록의 맨 앞",
        ),
        Election::EligibleLeaderReplica => {
            lang.pick("from the eligible leader replicas (ELR)", "ELR에서 선출")
        }
        Election::LastKnownLeader => lang.pick(
            "the last known leader, unclean: committed records may be lost",
            "마지막으로 알려진 리더, 언클린 선출: 커밋된 레코드가 유실될 수 있습니다",
        ),
        Election::Unclean => lang.pick(
            "unclean: committed records may be lost",
            "언클린 선출: 커밋된 레코드가 유실될 수 있습니다",
        ),
    };
    say!(
        lang,
        "Elected {0} leader of {1} (epoch {2}) · {3}",
        "{0을} {1}의 리더로 정했습니다 (에포크 {2}) · {3}",
        leader,
        name,
        epoch,
        how
    )
}

fn went_offline(lang: Lang, name: &str, epoch: LeaderEpoch) -> String {
    say!(
        lang,
        "{0} has no leader: no replica may lead now (epoch {1})",
        "{0}에 리더가 없습니다: 지금 리더가 될 수 있는 레플리카가 없습니다 (에포크 {1})",
        name,
        epoch
    )
}

fn leads(
    lang: Lang,
    name: &str,
    epoch: LeaderEpoch,
    from_offset: Offset,
    high_watermark: Offset,
) -> String {
    say!(
        lang,
        "Became leader of {0} (epoch {1}) from offset {2} on · HW {3}",
        "오프셋 {2}부터 {0}의 리더가 되었습니다 (에포크 {1}) · HW {3}",
        name,
        epoch,
        from_offset,
        high_watermark
    )
}

fn follows(
    lang: Lang,
    name: &str,
    leader: Option<BrokerId>,
    epoch: LeaderEpoch,
    log_end: Offset,
) -> String {
    match leader {
        Some(leader) => say!(
            lang,
            "Follows {0} in {1} (epoch {2}) · LEO {3}",
            "{1}에서 {0}의 팔로워가 되었습니다 (에포크 {2}) · LEO {3}",
            leader,
            name,
            epoch,
            log_end
        ),
        None => say!(
            lang,
            "Waits for a leader of {0} (epoch {1}) · LEO {2}",
            "{0}의 리더를 기다립니다 (에포크 {1}) · LEO {2}",
            name,
            epoch,
            log_end
        ),
    }
}
