//! What a wasm file is made of, as far as making it smaller asks for: a header, then sections, each with
//! its number and its length.

pub mod exports;
pub mod order;
pub mod split;

/// The numbers of the sections that matter here.
mod number {
    pub const CUSTOM: u8 = 0;
    pub const IMPORTS: u8 = 2;
    pub const EXPORTS: u8 = 7;
    pub const CODE: u8 = 10;
}

/// The magic word and the version.
const HEADER_BYTES: usize = 8;

/// A file, taken apart.
struct Module<'a> {
    header: &'a [u8],
    sections: Vec<(u8, &'a [u8])>,
}

impl<'a> Module<'a> {
    /// None if it is no wasm that can be read.
    fn parse(wasm: &'a [u8]) -> Option<Self> {
        let (header, rest) = wasm.split_at_checked(HEADER_BYTES)?;
        let mut reader = Reader(rest);
        let mut sections = Vec::new();
        while let Some(&section) = reader.0.first() {
            reader.bytes(1)?;
            sections.push((section, reader.sized()?));
        }
        Some(Self { header, sections })
    }

    /// The content of the one section of that number.
    fn section(&self, number: u8) -> Option<&'a [u8]> {
        let mut sections = self.sections.iter();
        let (_, content) = sections.find(|(one, _)| *one == number)?;
        Some(content)
    }
}

/// Reads numbers and pieces one after the other.
struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for shift in (0..usize::BITS).step_by(7) {
            let byte = *self.bytes(1)?.first()?;
            number |= usize::from(byte & 0x7f) << shift;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn bytes(&mut self, length: usize) -> Option<&'a [u8]> {
        let (bytes, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(bytes)
    }

    /// A piece with its length before it.
    fn sized(&mut self) -> Option<&'a [u8]> {
        let length = self.number()?;
        self.bytes(length)
    }
}

fn write_sized(content: &[u8], to: &mut Vec<u8>) {
    write_number(content.len(), to);
    to.extend_from_slice(content);
}

/// As LEB128, seven bits in a byte, the lowest first.
fn write_number(mut number: usize, to: &mut Vec<u8>) {
    loop {
        let low = (number & 0x7f) as u8;
        number >>= 7;
        if number == 0 {
            return to.push(low);
        }
        to.push(low | 0x80);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for number in [0, 1, 127, 128, 300, 1 << 20] {
            let mut written = Vec::new();
            write_number(number, &mut written);
            assert_eq!(Reader(&written).number(), Some(number));
        }
    }
}
