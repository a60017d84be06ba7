//! The ids that a coordinator gives to members that have none.

use crate::group::MemberId;
use crate::sim::Random;

/// How many characters a UUID has.
const UUID_LENGTH: usize = 36;

/// The id of a member that has none: its `group.instance.id` or `client.id`, and a random UUID
/// (`ClassicGroup.generateMemberId`).
pub(super) fn new_member_id(name: &str, random: &mut Random) -> MemberId {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut id = String::from(name);
    id.push('-');
    for place in 0..32 {
        if matches!(place, 8 | 12 | 16 | 20) {
            id.push('-');
        }
        let digit = match place {
            // The version and the variant of a random UUID.
            12 => 4,
            16 => 8 + random.below(4),
            _ => random.below(16),
        };
        id.push(char::from(DIGITS[digit as usize % DIGITS.len()]));
    }
    MemberId(id.into())
}

impl MemberId {
    /// The name of which its coordinator made it, if it did.
    pub(crate) fn name(&self) -> &str {
        let name_length = self.0.len().checked_sub(UUID_LENGTH + 1);
        let name = name_length.and_then(|length| self.0.get(..length));
        name.unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_name_of_which_an_id_was_made_is_read_from_it() {
        let mut random = Random::new(1);
        for name in ["c1", "", "with-a-dash", "주문"] {
            assert_eq!(new_member_id(name, &mut random).name(), name);
        }
        for other in ["", "c1", "a-name-that-is-longer-than-what-a-uuid-is"] {
            let id = MemberId(other.into());
            assert!(other.starts_with(id.name()), "{other}");
        }
    }
}
