//! What Kafka says of a value that a setting does not take.

use super::Exception;
use crate::config::{
    CLEANUP_POLICIES, COMPRESSION_TYPES, Setting, TIMESTAMP_TYPES, Takes, TopicConfigError,
    ValueType,
};

/// What is wrong with a setting (`LogConfig.validate`, `ConfigException`).
pub(super) fn config(error: &TopicConfigError) -> String {
    match error {
        TopicConfigError::UnknownKey(key) => format!("Unknown topic config name: {key}"),
        TopicConfigError::InvalidValue {
            key,
            value,
            expected,
        } => invalid_value(key, value, &why_invalid(value.trim(), *expected)),
    }
}

/// What a `ConfigException` says.
fn invalid_value(key: &str, value: &str, reason: &str) -> String {
    format!("Invalid value {value} for configuration {key}: {reason}")
}

/// What Kafka says of a setting of a broker or a client that it refuses (`ConfigException`).
#[must_use]
pub(in crate::explain) fn setting(setting: Setting, value: &str) -> Option<Exception> {
    let reason = match setting.takes {
        Takes::Value(expected) => why_invalid(value.trim(), expected),
        Takes::OneOf(words) => one_of(words),
        Takes::AnyCaseOf(words) => {
            let words: Vec<String> = words.iter().rev().map(|it| it.to_uppercase()).collect();
            let words = words.join(", ");
            format!("String must be one of (case insensitive): {words}")
        }
        Takes::OffsetReset => format!(
            "Invalid value `{value}` for configuration {}. The value must be either 'earliest', 'latest', \
             'none' or of the format 'by_duration:<PnDTnHnMn.nS.>'.",
            setting.name
        ),
        Takes::Word | Takes::Count => return None,
    };
    Some(Exception {
        class: "ConfigException",
        message: invalid_value(setting.name, value, &reason),
    })
}

fn one_of(values: &[&str]) -> String {
    format!("String must be one of: {}", values.join(", "))
}

fn why_invalid(value: &str, expected: ValueType) -> String {
    match expected {
        ValueType::Int(least) if value.parse::<i32>().is_ok() => {
            format!("Value must be at least {least}")
        }
        ValueType::Int(_) => "Not a number of type INT".to_owned(),
        ValueType::Long(least) if value.parse::<i64>().is_ok() => {
            format!("Value must be at least {least}")
        }
        ValueType::Long(_) => "Not a number of type LONG".to_owned(),
        ValueType::Fraction if value.starts_with(|digit: char| digit.is_ascii_digit()) => {
            "Value must be no more than 1".to_owned()
        }
        ValueType::Fraction => "Not a number of type DOUBLE".to_owned(),
        ValueType::Boolean => "Expected value to be either true or false".to_owned(),
        ValueType::CompressionType => one_of(&COMPRESSION_TYPES),
        ValueType::TimestampType => one_of(&TIMESTAMP_TYPES),
        ValueType::CleanupPolicy | ValueType::List => one_of(&CLEANUP_POLICIES),
    }
}
