//! Numbers in files that become loops, lengths of lists or spans of time.

use serde::Deserialize;

/// A number from 0 to `MOST`. What a file says is never an instruction to fill the memory or to run on
/// without an end: a larger number makes its case unfit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "u32")]
pub struct Bounded<const MOST: u32>(u32);

impl<const MOST: u32> Bounded<MOST> {
    /// The number.
    #[must_use]
    pub fn get(self) -> u32 {
        self.0
    }
}

impl<const MOST: u32> TryFrom<u32> for Bounded<MOST> {
    type Error = String;

    fn try_from(number: u32) -> Result<Self, String> {
        if number > MOST {
            return Err(format!("{number} is too much: at most {MOST} can be run"));
        }
        Ok(Self(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_taken_up_to_its_bound_and_not_beyond() {
        for (text, number) in [
            ("0", Some(0)),
            ("60", Some(60)),
            ("61", None),
            ("-1", None),
            ("1.5", None),
            ("99999999999999999999", None),
        ] {
            let read = serde_json::from_str::<Bounded<60>>(text);
            assert_eq!(read.ok().map(Bounded::get), number, "{text}");
        }
    }
}
