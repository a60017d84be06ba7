//! What a wasm file offers to the script beside it. An export keeps alive all that it needs, and with
//! Leptos come some that nobody asks for.

/// The number of the section that lists the exports.
const EXPORTS: u8 = 7;

/// The file without the exports that are not wanted; none if it is no wasm that can be read.
pub fn keep(wasm: &[u8], is_wanted: impl Fn(&str) -> bool) -> Option<Vec<u8>> {
    let (header, mut rest) = wasm.split_at_checked(8)?;
    let mut kept = header.to_vec();
    while let Some((&section, after)) = rest.split_first() {
        let mut reader = Reader(after);
        let length = reader.number()?;
        let content = reader.bytes(length)?;
        rest = reader.0;
        kept.push(section);
        match section {
            EXPORTS => write_sized(&wanted(content, &is_wanted)?, &mut kept),
            _ => write_sized(content, &mut kept),
        }
    }
    Some(kept)
}

/// The content of the section with the exports that are wanted.
fn wanted(content: &[u8], is_wanted: impl Fn(&str) -> bool) -> Option<Vec<u8>> {
    let mut reader = Reader(content);
    let mut entries = Vec::new();
    let mut count = 0;
    for _ in 0..reader.number()? {
        let entry = reader.0;
        let length = reader.number()?;
        let name = core::str::from_utf8(reader.bytes(length)?).ok()?;
        let _kind = reader.bytes(1)?;
        let _index = reader.number()?;
        if is_wanted(name) {
            count += 1;
            entries.extend_from_slice(&entry[..entry.len() - reader.0.len()]);
        }
    }
    let mut section = Vec::new();
    write_number(count, &mut section);
    section.extend(entries);
    Some(section)
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
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The header, a custom section, and two exports: a function `f` and a memory `memory`.
    const WASM: &[u8] = b"\0asm\x01\0\0\0\0\x02\x01x\x07\x0e\x02\x01f\0\x03\x06memory\x02\0";

    #[test]
    fn what_is_wanted_stays_and_everything_around_it() {
        assert_eq!(keep(WASM, |_| true).as_deref(), Some(WASM));
        let without_f: &[u8] = b"\0asm\x01\0\0\0\0\x02\x01x\x07\x0a\x01\x06memory\x02\0";
        let kept = keep(WASM, |name| name == "memory");
        assert_eq!(kept.as_deref(), Some(without_f));
    }

    #[test]
    fn a_file_that_ends_too_early_is_none() {
        let whole_sections = [8, 12, WASM.len()];
        for end in 0..WASM.len() {
            let is_read = keep(&WASM[..end], |_| true).is_some();
            assert_eq!(is_read, whole_sections.contains(&end), "{end} bytes");
        }
    }

    #[test]
    fn numbers_are_written_as_they_are_read() {
        for number in [0, 1, 127, 128, 300, 1 << 20] {
            let mut written = Vec::new();
            write_number(number, &mut written);
            assert_eq!(Reader(&written).number(), Some(number));
        }
    }
}
