//! A hash that is the same on every machine: of the bytes that a state serialises to.

use core::hash::Hasher as _;

use serde::Serialize;
use siphasher::sip::SipHasher13;

/// Feeds serialised bytes to the hasher as they come.
struct Feed(SipHasher13);

impl postcard::ser_flavors::Flavor for Feed {
    type Output = u64;

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.0.write(&[byte]);
        Ok(())
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        self.0.write(bytes);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<u64> {
        Ok(self.0.finish())
    }
}

/// The hash of what `value` serialises to.
pub(crate) fn of(value: &impl Serialize) -> u64 {
    postcard::serialize_with_flavor(value, Feed(SipHasher13::new()))
        .expect("states hold only ordered collections and sequences of known length")
}
