//! What would be accepted in place of what is wrong with a cluster that somebody builds.

use highwater_core::config::{
    CLEANUP_POLICIES, COMPRESSION_TYPES, SettingError, TIMESTAMP_TYPES, TOPIC_NAME_LENGTH_MAX,
    Takes, TopicConfigError, ValueType,
};
use highwater_core::scenario::{
    ConsumerConflict, IdempotenceConflict, ProblemKind, Requirement, VERSION,
};

use crate::Lang;
use crate::say;

/// The largest number of 32 bits: more than anybody means.
const NO_BOUND: u64 = i32::MAX.unsigned_abs() as u64;

/// What would be accepted in place of it.
#[must_use]
pub fn accepted(lang: Lang, problem: &ProblemKind) -> String {
    match problem {
        ProblemKind::Version(found) => say!(
            lang,
            "This is version {0} of the format; version {1} is read here.",
            "형식 버전이 {0}입니다. 여기서는 버전 {1을} 읽습니다.",
            *found,
            VERSION
        ),
        ProblemKind::OutOfBounds { least, most, .. } => number(lang, *least, *most),
        ProblemKind::UnknownNode(node) => say!(
            lang,
            "This cluster has no {0}. Name one that it has.",
            "이 클러스터에는 {0이} 없습니다. 있는 것을 적으세요.",
            *node
        ),
        ProblemKind::UnknownTopic(name) => say!(
            lang,
            "This cluster has no topic \"{0}\". Name one that it has.",
            "이 클러스터에는 \"{0}\" 토픽이 없습니다. 있는 토픽을 적으세요.",
            &**name
        ),
        ProblemKind::UnknownPartition(partition) => say!(
            lang,
            "The topic has no partition {0}. Partitions are counted from 0.",
            "이 토픽에는 파티션 {0}번이 없습니다. 파티션은 0번부터 셉니다.",
            partition.0
        ),
        ProblemKind::TopicName(_) => say!(
            lang,
            "Accepted: 1 to {0} ASCII letters, digits, '.', '_' and '-', other than '.' and '..', and no name that \
             another topic has, with '.' and '_' taken as the same.",
            "ASCII 영문자, 숫자, '.', '_', '-'로 1자에서 {0}자까지 쓸 수 있습니다. '.'과 '..'은 쓸 수 없고, '.'과 '_'를 같은 문자로 \
             볼 때 다른 토픽과 이름이 겹치면 안 됩니다.",
            TOPIC_NAME_LENGTH_MAX
        ),
        ProblemKind::Expected(wanted) => requirement(lang, *wanted).to_owned(),
        ProblemKind::Config(TopicConfigError::UnknownKey(_)) => say!(
            lang,
            "Accepted: a key that a topic has in Kafka 4.3.1.",
            "Apache Kafka 4.3.1의 토픽에 있는 키만 쓸 수 있습니다."
        ),
        ProblemKind::Config(TopicConfigError::InvalidValue { expected, .. }) => {
            value(lang, *expected)
        }
        ProblemKind::NotScriptable => say!(
            lang,
            "A script cannot name a message: take that command out of it.",
            "스크립트는 메시지를 지정할 수 없습니다. 그 명령을 빼세요."
        ),
    }
}

/// What a key would take in place of it.
#[must_use]
pub fn accepted_by(lang: Lang, error: &SettingError) -> String {
    match error {
        SettingError::UnknownKey(_) => say!(
            lang,
            "Accepted: a key that is listed here.",
            "여기 있는 키만 쓸 수 있습니다."
        ),
        SettingError::NotHere { .. } => say!(
            lang,
            "Accepted here: a whole number from 0.",
            "여기서는 0 이상의 정수를 쓸 수 있습니다."
        ),
        SettingError::Refused { setting, .. } => match setting.takes {
            Takes::Value(expected) => value(lang, expected),
            Takes::OneOf(words) | Takes::AnyCaseOf(words) => one_of(lang, words),
            Takes::OffsetReset => one_of(lang, &["earliest", "latest", "none", "by_duration:PT1H"]),
            Takes::Word | Takes::Count => number(lang, 0, NO_BOUND),
        },
    }
}

/// A whole number between these, both included.
#[must_use]
pub fn number(lang: Lang, least: u64, most: u64) -> String {
    if most >= NO_BOUND {
        return from(lang, least.cast_signed());
    }
    say!(
        lang,
        "Accepted: a whole number from {0} to {1}.",
        "{0}에서 {1}까지의 정수를 쓸 수 있습니다.",
        least,
        most
    )
}

fn from(lang: Lang, least: i64) -> String {
    say!(
        lang,
        "Accepted: a whole number from {0}.",
        "{0} 이상의 정수를 쓸 수 있습니다.",
        least
    )
}

fn value(lang: Lang, expected: ValueType) -> String {
    match expected {
        // What Kafka leaves without a bound cannot be below 0 here.
        ValueType::Int(least) => from(lang, i64::from(least).max(0)),
        ValueType::Long(i64::MIN) => from(lang, 0),
        ValueType::Long(least) => from(lang, least),
        ValueType::Fraction => say!(
            lang,
            "Accepted: a number from 0 to 1.",
            "0에서 1까지의 수를 쓸 수 있습니다."
        ),
        ValueType::Boolean => one_of(lang, &["true", "false"]),
        ValueType::CompressionType => one_of(lang, &COMPRESSION_TYPES),
        ValueType::TimestampType => one_of(lang, &TIMESTAMP_TYPES),
        ValueType::CleanupPolicy | ValueType::List => one_of(lang, &CLEANUP_POLICIES),
    }
}

fn one_of(lang: Lang, words: &[&str]) -> String {
    say!(
        lang,
        "Accepted: one of {0}.",
        "{0} 가운데 하나를 쓸 수 있습니다.",
        &words.join(", ")
    )
}

fn requirement(lang: Lang, wanted: Requirement) -> &'static str {
    let (en, ko) = match wanted {
        Requirement::Idempotence(IdempotenceConflict::Retries) => (
            "Accepted: more than 0, or enable.idempotence=false.",
            "0보다 커야 합니다. 아니면 enable.idempotence를 false로 두세요.",
        ),
        Requirement::Idempotence(IdempotenceConflict::Acks) => (
            "Accepted: all, or enable.idempotence=false.",
            "all이어야 합니다. 아니면 enable.idempotence를 false로 두세요.",
        ),
        Requirement::Idempotence(IdempotenceConflict::InFlight(_)) => (
            "Accepted: at most 5, or enable.idempotence=false.",
            "5 이하여야 합니다. 아니면 enable.idempotence를 false로 두세요.",
        ),
        Requirement::Idempotence(IdempotenceConflict::Transactional) => (
            "Accepted: with enable.idempotence=true only.",
            "enable.idempotence가 true일 때만 쓸 수 있습니다.",
        ),
        Requirement::Consumer(conflict) => match conflict {
            ConsumerConflict::CommitWithoutGroup => (
                "Accepted: false, or a group.id.",
                "false로 두거나 group.id를 정하세요.",
            ),
            ConsumerConflict::HeartbeatInterval => (
                "Accepted: less than session.timeout.ms.",
                "session.timeout.ms보다 짧아야 합니다.",
            ),
            ConsumerConflict::OnlyClassic(_) => (
                "Accepted: its default, or group.protocol=classic.",
                "기본값으로 두거나 group.protocol을 classic으로 두세요.",
            ),
            ConsumerConflict::OnlyConsumer(_) => (
                "Accepted: its default, or group.protocol=consumer.",
                "기본값으로 두거나 group.protocol을 consumer로 두세요.",
            ),
            ConsumerConflict::SubscribesWithoutGroup => (
                "A consumer that subscribes needs a group.id.",
                "구독하는 컨슈머에는 group.id가 있어야 합니다.",
            ),
            ConsumerConflict::TwoSubscriptions => (
                "Choose either topics or partitions.",
                "토픽과 파티션 중 하나만 고르세요.",
            ),
        },
        Requirement::NoTransactions => (
            "There are no transactions here yet: leave it out.",
            "여기에는 아직 트랜잭션이 없으니 빼세요.",
        ),
        Requirement::Replicas => (
            "Accepted: one or more brokers of the cluster, each once.",
            "클러스터의 브로커를 하나 이상, 한 번씩만 적으세요.",
        ),
        Requirement::SameReplicas => (
            "Accepted: as many replicas as the first partition has.",
            "레플리카 수가 첫 파티션과 같아야 합니다.",
        ),
        Requirement::OneOfBoth => (
            "Accepted: either an assignment, or how many partitions and replicas there are.",
            "레플리카를 직접 배치하거나 파티션과 레플리카의 수를 정하는 방법 가운데 하나만 쓸 수 있습니다.",
        ),
        Requirement::Offset => (
            "Accepted: an offset from 0.",
            "0 이상의 오프셋을 쓸 수 있습니다.",
        ),
        Requirement::OffsetOrCommitted => (
            "Accepted: an offset from 0, or -1 for all that is committed.",
            "0 이상의 오프셋, 또는 커밋된 모든 레코드를 뜻하는 -1을 쓸 수 있습니다.",
        ),
    };
    lang.pick(en, ko)
}

#[cfg(test)]
mod tests {
    use super::*;
    use highwater_core::config::BrokerConfig;

    #[test]
    fn what_a_key_takes_is_said_in_both_languages() {
        for (key, refused, en, ko) in [
            (
                "min.insync.replicas",
                "0",
                "Accepted: a whole number from 1.",
                "1 이상의 정수를 쓸 수 있습니다.",
            ),
            (
                "replica.lag.time.max.ms",
                "-1",
                "Accepted here: a whole number from 0.",
                "여기서는 0 이상의 정수를 쓸 수 있습니다.",
            ),
            (
                "eligible.leader.replicas.version",
                "2",
                "Accepted: one of 1, 0.",
                "1, 0 가운데 하나를 쓸 수 있습니다.",
            ),
        ] {
            let error = BrokerConfig::default().set(key, refused).expect_err(key);
            assert_eq!(accepted_by(Lang::En, &error), en);
            assert_eq!(accepted_by(Lang::Ko, &error), ko);
        }
    }

    #[test]
    fn a_number_without_an_upper_bound_is_not_said_to_have_one() {
        assert_eq!(
            number(Lang::En, 1, 9),
            "Accepted: a whole number from 1 to 9."
        );
        let unbounded = number(Lang::En, 1, NO_BOUND);
        assert_eq!(unbounded, "Accepted: a whole number from 1.");
    }
}
