//! What a wasm file offers to the script beside it. An export keeps alive all that it needs, and with
//! Leptos come some that nobody asks for.

use super::{Module, Reader, number, write_number, write_sized};

/// The file without the exports that are not wanted; none if it is no wasm that can be read.
pub fn keep(wasm: &[u8], is_wanted: impl Fn(&str) -> bool) -> Option<Vec<u8>> {
    let module = Module::parse(wasm)?;
    let mut kept = module.header.to_vec();
    for (section, content) in module.sections {
        // What the linker noted is of use only beside what it wrote.
        if section == number::CUSTOM && is_of_linker(content)? {
            continue;
        }
        kept.push(section);
        match section {
            number::EXPORTS => write_sized(&wanted(content, &is_wanted)?, &mut kept),
            _ => write_sized(content, &mut kept),
        }
    }
    Some(kept)
}

/// Whether a section of notes, which begins with its name, is the linker's.
fn is_of_linker(content: &[u8]) -> Option<bool> {
    let name = Reader(content).sized()?;
    Some(name == b"linking" || name.starts_with(b"reloc."))
}

/// The content of the section with the exports that are wanted.
fn wanted(content: &[u8], is_wanted: impl Fn(&str) -> bool) -> Option<Vec<u8>> {
    let mut reader = Reader(content);
    let mut entries = Vec::new();
    let mut count = 0;
    for _ in 0..reader.number()? {
        let entry = reader.0;
        let name = core::str::from_utf8(reader.sized()?).ok()?;
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
    fn what_the_linker_noted_goes() {
        let noted = [WASM, b"\0\x09\x07linking\x02", b"\0\x0c\x0areloc.CODE\x01"].concat();
        assert_eq!(keep(&noted, |_| true).as_deref(), Some(WASM));
    }

    #[test]
    fn a_file_that_ends_too_early_is_none() {
        let whole_sections = [8, 12, WASM.len()];
        for end in 0..WASM.len() {
            let is_read = keep(&WASM[..end], |_| true).is_some();
            assert_eq!(is_read, whole_sections.contains(&end), "{end} bytes");
        }
    }
}
