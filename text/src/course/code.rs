//! How the values of a compiled file are written down and read back.
//!
//! A type lists its fields once, by [`coded!`], and from that one list both directions are made. It
//! is written by hand because derived readers, which stop at the first error and let go of what they
//! have by then, are several kilobytes of download. A [`Reader`] never stops: past the end, or at
//! something that does not fit, it reads zeros from there on, and says so at the end.

use std::sync::Arc;

use highwater_core::sorted::Map;

/// A value that can stand in a compiled file.
pub trait Coded: Sized {
    /// Writes it down.
    fn write(&self, out: &mut Vec<u8>);

    /// Reads it back.
    fn read(from: &mut Reader<'_>) -> Self;
}

/// The bytes that are still to be read.
#[derive(Debug)]
pub struct Reader<'b> {
    bytes: &'b [u8],
    failed: bool,
}

impl<'b> Reader<'b> {
    pub(super) const fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            failed: false,
        }
    }

    /// Whether everything fitted and nothing is left.
    pub(super) const fn is_done(&self) -> bool {
        !self.failed && self.bytes.is_empty()
    }

    /// Something does not fit: there is nothing more to read.
    pub(super) const fn fail(&mut self) {
        self.bytes = &[];
        self.failed = true;
    }

    /// A number: seven bits in a byte, the lowest first, the eighth says that there are more.
    pub(super) fn number(&mut self) -> u64 {
        let mut number = 0;
        for shift in (0..u64::BITS).step_by(7) {
            let Some((byte, rest)) = self.bytes.split_first() else {
                break;
            };
            self.bytes = rest;
            number |= u64::from(byte & 0x7f) << shift;
            if byte & 0x80 == 0 {
                return number;
            }
        }
        self.fail();
        0
    }

    /// A number of a narrower type.
    fn narrow<T: TryFrom<u64> + Default>(&mut self) -> T {
        T::try_from(self.number()).unwrap_or_else(|_| {
            self.fail();
            T::default()
        })
    }

    pub(super) fn text(&mut self) -> &'b str {
        let length = self.narrow();
        let text = self
            .bytes
            .split_at_checked(length)
            .and_then(|(text, rest)| Some((str::from_utf8(text).ok()?, rest)));
        let Some((text, rest)) = text else {
            self.fail();
            return "";
        };
        self.bytes = rest;
        text
    }
}

pub(super) fn write_number(mut number: u64, out: &mut Vec<u8>) {
    loop {
        let [low, ..] = number.to_le_bytes();
        number >>= 7;
        if number == 0 {
            out.push(low & 0x7f);
            return;
        }
        out.push(low | 0x80);
    }
}

fn write_length(length: usize, out: &mut Vec<u8>) {
    write_number(length as u64, out);
}

/// Lists what a type consists of, in the order in which it is written: the fields of a struct, or
/// the variants of an enum, each with its number. Number 0 must be there: where a file is damaged,
/// zeros are read.
macro_rules! coded {
    (struct $name:ident { $($field:tt),* $(,)? }) => {
        impl $crate::course::code::Coded for $name {
            fn write(&self, out: &mut Vec<u8>) {
                $($crate::course::code::Coded::write(&self.$field, out);)*
            }

            fn read(from: &mut $crate::course::code::Reader<'_>) -> Self {
                Self { $($field: $crate::course::code::Coded::read(from)),* }
            }
        }
    };
    (enum $name:ident {
        $($number:literal: $variant:ident $(($($part:ident),+))? $({ $($field:ident),+ })?),+ $(,)?
    }) => {
        impl $crate::course::code::Coded for $name {
            fn write(&self, out: &mut Vec<u8>) {
                match self {
                    $(Self::$variant $(($($part),+))? $({ $($field),+ })? => {
                        $crate::course::code::write_number($number, out);
                        $($($crate::course::code::Coded::write($part, out);)+)?
                        $($($crate::course::code::Coded::write($field, out);)+)?
                    })+
                }
            }

            fn read(from: &mut $crate::course::code::Reader<'_>) -> Self {
                match from.number() {
                    $($number => {
                        $($(let $part = $crate::course::code::Coded::read(from);)+)?
                        $($(let $field = $crate::course::code::Coded::read(from);)+)?
                        Self::$variant $(($($part),+))? $({ $($field),+ })?
                    })+
                    _ => {
                        from.fail();
                        <Self as $crate::course::code::Coded>::read(from)
                    }
                }
            }
        }
    };
}

pub(crate) use coded;

impl Coded for u64 {
    fn write(&self, out: &mut Vec<u8>) {
        write_number(*self, out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.number()
    }
}

impl Coded for u32 {
    fn write(&self, out: &mut Vec<u8>) {
        write_number((*self).into(), out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.narrow()
    }
}

/// As its two's complement: an offset below zero is rare.
impl Coded for i64 {
    fn write(&self, out: &mut Vec<u8>) {
        write_number(self.cast_unsigned(), out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.number().cast_signed()
    }
}

impl Coded for i32 {
    fn write(&self, out: &mut Vec<u8>) {
        self.cast_unsigned().write(out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        u32::read(from).cast_signed()
    }
}

impl Coded for bool {
    fn write(&self, out: &mut Vec<u8>) {
        write_number((*self).into(), out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.number() != 0
    }
}

impl Coded for String {
    fn write(&self, out: &mut Vec<u8>) {
        write_text(self, out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.text().to_owned()
    }
}

impl<T: Coded> Coded for Arc<T> {
    fn write(&self, out: &mut Vec<u8>) {
        T::write(self, out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        Self::new(T::read(from))
    }
}

impl Coded for Arc<str> {
    fn write(&self, out: &mut Vec<u8>) {
        write_text(self, out);
    }

    fn read(from: &mut Reader<'_>) -> Self {
        from.text().into()
    }
}

pub(super) fn write_text(text: &str, out: &mut Vec<u8>) {
    write_length(text.len(), out);
    out.extend_from_slice(text.as_bytes());
}

impl<T: Coded> Coded for Option<T> {
    fn write(&self, out: &mut Vec<u8>) {
        self.is_some().write(out);
        if let Some(value) = self {
            value.write(out);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        bool::read(from).then(|| T::read(from))
    }
}

impl<T: Coded> Coded for Vec<T> {
    fn write(&self, out: &mut Vec<u8>) {
        write_length(self.len(), out);
        for value in self {
            value.write(out);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let mut values = Self::new();
        for _ in 0..from.number() {
            // A length that is wrong must not become so many zeros.
            if from.failed {
                break;
            }
            values.push(T::read(from));
        }
        values
    }
}

impl<T: Coded> Coded for [T; 2] {
    fn write(&self, out: &mut Vec<u8>) {
        for value in self {
            value.write(out);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        [T::read(from), T::read(from)]
    }
}

impl<K: Coded + Ord, V: Coded> Coded for Map<K, V> {
    fn write(&self, out: &mut Vec<u8>) {
        write_length(self.len(), out);
        for (key, value) in self {
            key.write(out);
            value.write(out);
        }
    }

    fn read(from: &mut Reader<'_>) -> Self {
        let mut map = Self::new();
        for _ in 0..from.number() {
            if from.failed {
                break;
            }
            let key = K::read(from);
            map.insert(key, V::read(from));
        }
        map
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: &impl Coded) -> Vec<u8> {
        let mut bytes = Vec::new();
        value.write(&mut bytes);
        bytes
    }

    fn is_read_back<T: Coded + PartialEq + core::fmt::Debug>(value: &T) {
        let bytes = written(value);
        let mut reader = Reader::new(&bytes);
        assert_eq!(T::read(&mut reader), *value);
        assert!(reader.is_done(), "{value:?}");
        for end in 0..bytes.len() {
            let mut reader = Reader::new(&bytes[..end]);
            T::read(&mut reader);
            assert!(!reader.is_done(), "{value:?} without its end");
        }
    }

    #[test]
    fn every_number_is_read_back() {
        for shift in 0..64 {
            for number in [1_u64 << shift, (1 << shift) - 1, u64::MAX >> shift] {
                is_read_back(&number);
                is_read_back(&number.cast_signed());
                is_read_back(&number.cast_signed().wrapping_neg());
            }
        }
        for number in [0, 127, 128, u32::MAX] {
            is_read_back(&number);
            is_read_back(&number.cast_signed());
        }
    }

    #[test]
    fn texts_lists_and_what_may_be_missing_are_read_back() {
        is_read_back(&vec!["".to_owned(), "리더".to_owned(), "x".repeat(300)]);
        is_read_back(&[Some(true), None]);
        let entry = |key: &str, value| (Arc::<str>::from(key), value);
        is_read_back(&Map::from_iter([entry("b", 2_u32), entry("a", 1)]));
    }

    #[test]
    fn what_does_not_fit_is_noticed() {
        let wide = [0xff; 10];
        for (what, bytes) in [
            ("a number of more than 64 bits", &wide[..]),
            ("a number without an end", &[0x80]),
        ] {
            let mut reader = Reader::new(bytes);
            assert_eq!((reader.number(), reader.is_done()), (0, false), "{what}");
        }
        let mut reader = Reader::new(&[0xff, 0xff, 0xff, 0xff, 0x7f]);
        assert_eq!((u32::read(&mut reader), reader.is_done()), (0, false));
        let mut reader = Reader::new(&[2, 0xff, 0xfe]);
        assert_eq!(
            (String::read(&mut reader), reader.is_done()),
            (String::new(), false)
        );
        let mut reader = Reader::new(&[0xff, 0xff, 0xff, 0xff, 0x0f, 1]);
        assert!(Vec::<u64>::read(&mut reader).len() <= 2 && !reader.is_done());
    }
}
