//! Kafka's error codes by name.

use highwater_core::wire::ErrorCode;

/// Codes that the engine does not have, with one that is dealt with alike wherever both are.
const ALIKE: [(&str, ErrorCode); 3] = [
    ("UNKNOWN_TOPIC_ID", ErrorCode::UnknownTopicOrPartition),
    ("UNKNOWN_SERVER_ERROR", ErrorCode::NetworkException),
    ("KAFKA_STORAGE_ERROR", ErrorCode::NetworkException),
];

/// The code of that name.
///
/// # Errors
/// When there is none.
pub fn named(name: &str) -> Result<ErrorCode, String> {
    if let Some((_, code)) = ALIKE.iter().find(|(other, _)| *other == name) {
        return Ok(*code);
    }
    let mut codes = ErrorCode::ALL.iter();
    let code = codes.find(|code| code.name() == name);
    code.copied()
        .ok_or_else(|| format!("unknown error `{name}`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_found_by_kafkas_name_only() {
        assert_eq!(
            named("NOT_LEADER_OR_FOLLOWER"),
            Ok(ErrorCode::NotLeaderOrFollower)
        );
        for name in ["", "NotLeaderOrFollower", "OUT_OF_TUNE"] {
            assert!(named(name).is_err(), "{name}");
        }
    }
}
