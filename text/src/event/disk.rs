//! Logs on a disk: opened, written back, lost with the power, deleted.

use highwater_core::id::Offset;
use highwater_core::trace::LogStartReason;

use crate::Lang;
use crate::say;
use crate::value::Value;

pub(super) fn loaded(lang: Lang, name: &str, high_watermark: Offset) -> String {
    say!(
        lang,
        "Opened the log of {0} · HW {1} from the checkpoint",
        "{0}의 로그를 열었습니다 · 체크포인트의 HW {1}",
        name,
        high_watermark
    )
}

pub(super) fn recovered(lang: Lang, logs: u32, clean: bool) -> String {
    match clean {
        true => say!(
            lang,
            "Skipped the recovery of its logs ({0}): it had stopped in good order",
            "로그 {0}개의 복구를 건너뛰었습니다: 정상 종료했기 때문입니다",
            logs
        ),
        false => say!(
            lang,
            "Recovered its logs ({0}): it had not stopped in good order",
            "로그 {0}개를 복구했습니다: 비정상 종료했기 때문입니다",
            logs
        ),
    }
}

pub(super) fn flushed(lang: Lang, name: &str, to: Offset) -> String {
    say!(
        lang,
        "{0} is on the disk below offset {1}",
        "{0}에서 오프셋 {1} 미만이 디스크에 기록되었습니다",
        name,
        to
    )
}

pub(super) fn tail_lost(lang: Lang, name: &str, from: Offset, to: Offset) -> String {
    say!(
        lang,
        "Lost {0} {1}, which was not on the disk yet",
        "아직 디스크에 쓰지 않은 {0} {1이} 사라졌습니다",
        name,
        Value::Offsets(from, to)
    )
}

pub(super) fn log_start_moved(
    lang: Lang,
    name: &str,
    from: Offset,
    to: Offset,
    reason: LogStartReason,
) -> String {
    let why = match reason {
        LogStartReason::RecordDeletion => {
            lang.pick("records were deleted", "레코드를 삭제했습니다")
        }
        LogStartReason::LeaderOffsetIncremented => {
            lang.pick("as the leader said", "리더가 알려 준 값입니다")
        }
    };
    say!(
        lang,
        "Log start of {0} {1} → {2}: {3}",
        "{0}의 로그 시작 오프셋 {1} → {2}: {3}",
        name,
        from,
        to,
        why
    )
}

pub(super) fn replica_deleted(lang: Lang, name: &str) -> String {
    say!(
        lang,
        "Deleted its replica of {0}: others hold the partition now",
        "{0}의 레플리카를 삭제했습니다: 이제 다른 브로커가 가집니다",
        name
    )
}
