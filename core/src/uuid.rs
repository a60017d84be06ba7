//! Kafka's UUIDs (`Uuid`): 16 bytes, printed as 22 digits of URL-safe base64. Those of a run follow from
//! its seed and from what they name, so that they are the same whenever it runs again.

use crate::id::{BrokerId, TopicId};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What a UUID names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Entity {
    /// A topic.
    Topic(TopicId),
    /// A broker's one log directory (`directory.id` in its `meta.properties`).
    Directory(BrokerId),
    /// One process of a broker, by how often the broker was started.
    Incarnation(BrokerId, u32),
    /// The cluster (`cluster.id`).
    Cluster,
}

/// The UUID as Kafka prints it. None begins with a dash, which a command line would take for an option
/// (`Uuid.randomUuid`).
#[must_use]
pub fn uuid(seed: u64, entity: Entity) -> String {
    let mut attempt = 0;
    loop {
        let uuid = in_base64(bits(seed, entity, attempt));
        if !uuid.starts_with('-') {
            return uuid;
        }
        attempt += 1;
    }
}

/// The id that a member of the consumer protocol makes itself (`Uuid.randomUuid().toString()`), of random
/// bits.
#[must_use]
pub fn client_member_id(bits: u128) -> String {
    // None begins with a dash, which is the digit of 62.
    let cleared = (bits & !(0b11_1111 << 122)) | (((bits >> 122) % 62) << 122);
    in_base64(cleared)
}

fn bits(seed: u64, entity: Entity, attempt: u32) -> u128 {
    let high = crate::hash::of(&(seed, entity, attempt, 0u8));
    let low = crate::hash::of(&(seed, entity, attempt, 1u8));
    (u128::from(high) << 64) | u128::from(low)
}

/// 22 digits of 6 bits hold the 128 bits, and 4 bits of padding at the end.
fn in_base64(bits: u128) -> String {
    let mut text = String::new();
    for place in (0..22u32).rev() {
        let shifted = if place == 0 {
            bits << 4
        } else {
            bits >> (place * 6 - 4)
        };
        text.push(char::from(DIGITS[(shifted & 63) as usize]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_is_written_as_java_writes_it() {
        for (bits, expected) in [
            (0, "AAAAAAAAAAAAAAAAAAAAAA"),
            (1, "AAAAAAAAAAAAAAAAAAAAAQ"),
            (u128::MAX, "_____________________w"),
        ] {
            assert_eq!(in_base64(bits), expected);
        }
    }

    #[test]
    fn no_uuid_begins_with_a_dash_and_none_is_another() {
        let mut uuids: Vec<String> = (1..=500)
            .flat_map(|id| {
                let broker = BrokerId(id);
                [
                    Entity::Topic(TopicId(id)),
                    Entity::Directory(broker),
                    Entity::Incarnation(broker, 1),
                ]
            })
            .map(|entity| uuid(7, entity))
            .collect();
        assert!(uuids.iter().all(|uuid| !uuid.starts_with('-')));
        uuids.sort_unstable();
        uuids.dedup();
        assert_eq!(uuids.len(), 1_500);
    }
}
