//! Topics and configuration.

use crate::Lang;
use crate::say;

pub(super) fn created(lang: Lang, name: &str, partitions: u32) -> String {
    let plural = if partitions == 1 { "" } else { "s" };
    say!(
        lang,
        "Created topic {0} with {1} partition{2}",
        "토픽을 만들었습니다: {0} · 파티션 {1}개",
        name,
        partitions,
        plural
    )
}

pub(super) fn partitions_added(lang: Lang, name: &str, partitions: u32) -> String {
    say!(
        lang,
        "Topic {0} has {1} partitions now",
        "토픽 {0}의 파티션이 {1}개로 늘었습니다",
        name,
        partitions
    )
}

pub(super) fn config_changed(
    lang: Lang,
    topic: Option<&str>,
    key: &str,
    value: Option<&str>,
) -> String {
    let whose = topic.unwrap_or(lang.pick("all brokers", "모든 브로커"));
    match value {
        Some(value) => say!(
            lang,
            "Configuration of {0}: {1}={2}",
            "{0}의 설정: {1}={2}",
            whose,
            key,
            value
        ),
        None => say!(
            lang,
            "Configuration of {0}: {1} is at its default",
            "{0}의 설정: {1}의 값이 기본값으로 돌아갔습니다",
            whose,
            key
        ),
    }
}
