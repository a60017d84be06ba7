//! Rust files, read as far as the tests of the rooms need it: what is code, what is a comment, what
//! stands in string literals, and which items are there for tests only.

use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// One file. Comments, what stands in literals, and items for tests are blanks in `code`, so that
/// every offset is that of the file.
pub struct Source {
    /// Below the project's root.
    pub path: String,
    /// What is left.
    pub code: String,
    /// The string literals, with where each begins.
    pub strings: Vec<(usize, String)>,
}

/// The Rust files of a folder, or one file; those that hold tests only are left out.
pub fn sources(place: &str) -> Vec<Source> {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/.."));
    let mut files = Vec::new();
    collect(&root.join(place), &mut files);
    files.sort();
    files
        .into_iter()
        .map(|file| {
            let text = fs::read_to_string(&file)
                .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
            let below = file.strip_prefix(root).unwrap_or(&file);
            Source::read(below.display().to_string(), &text)
        })
        .collect()
}

fn collect(place: &Path, files: &mut Vec<PathBuf>) {
    if place.is_file() {
        files.push(place.to_owned());
        return;
    }
    let entries =
        fs::read_dir(place).unwrap_or_else(|error| panic!("{}: {error}", place.display()));
    for path in entries.map(|entry| entry.expect("a folder can be listed").path()) {
        let for_tests = path.file_stem().is_some_and(|name| name == "tests");
        let is_rust = path.extension().is_some_and(|ending| ending == "rs");
        if !for_tests && (path.is_dir() || is_rust) {
            collect(&path, files);
        }
    }
}

impl Source {
    pub fn read(path: String, text: &str) -> Self {
        let mut scanner = Scanner {
            text,
            at: 0,
            code: String::with_capacity(text.len()),
            strings: Vec::new(),
        };
        scanner.scan();
        let mut source = Self {
            path,
            code: scanner.code,
            strings: scanner.strings,
        };
        for item in source.spans("#[cfg(test)]") {
            source.blank(&item);
        }
        source
    }

    /// `file:line` of an offset.
    pub fn place(&self, offset: usize) -> String {
        let line = self.code[..offset].matches('\n').count() + 1;
        format!("{}:{line}", self.path)
    }

    /// The lines of code in which one of `names` stands, each with its place.
    pub fn lines_with(&self, names: &[&str]) -> Vec<String> {
        let mut found = Vec::new();
        let mut offset = 0;
        for line in self.code.split_inclusive('\n') {
            if names.iter().any(|name| line.contains(name)) {
                found.push(format!("{}: {}", self.place(offset), line.trim()));
            }
            offset += line.len();
        }
        found
    }

    /// From each `start` to its end: of a call or an attribute, whose bracket `start` has opened, that
    /// bracket's end; of an item the end of its body, or a semicolon before there is one.
    pub fn spans(&self, start: &str) -> Vec<Range<usize>> {
        let begins = self.code.match_indices(start).map(|(begin, _)| begin);
        let opened = start.ends_with(['(', '[']);
        begins
            .map(|begin| begin..self.end_of_span(begin + start.len(), opened))
            .collect()
    }

    fn end_of_span(&self, from: usize, opened: bool) -> usize {
        let mut depth = usize::from(opened);
        for (offset, byte) in self.code.bytes().enumerate().skip(from) {
            match byte {
                b'{' | b'(' | b'[' => depth += 1,
                b'}' | b')' | b']' => {
                    depth = depth.saturating_sub(1);
                    if depth == 0 && (opened || byte == b'}') {
                        return offset + 1;
                    }
                }
                b';' if depth == 0 => return offset + 1,
                _ => {}
            }
        }
        self.code.len()
    }

    fn blank(&mut self, range: &Range<usize>) {
        let blanks = blanks(&self.code[range.clone()]);
        self.code.replace_range(range.clone(), &blanks);
        self.strings.retain(|(at, _)| !range.contains(at));
    }
}

/// As many bytes, all blank but for the ends of lines.
fn blanks(text: &str) -> String {
    let blank = |byte| if byte == b'\n' { '\n' } else { ' ' };
    text.bytes().map(blank).collect()
}

struct Scanner<'a> {
    text: &'a str,
    at: usize,
    code: String,
    strings: Vec<(usize, String)>,
}

impl Scanner<'_> {
    fn scan(&mut self) {
        while let Some(first) = self.rest().chars().next() {
            let rest = self.rest();
            if rest.starts_with("//") {
                let length = rest.find('\n').unwrap_or(rest.len());
                self.skip(length);
            } else if rest.starts_with("/*") {
                let length = length_of_block_comment(rest);
                self.skip(length);
            } else if let Some(hashes) = opens_raw_string(rest).filter(|_| !self.in_word()) {
                self.raw_string(hashes);
            } else if first == '"' {
                self.string();
            } else if let Some(length) = length_of_character(rest) {
                self.skip(length);
            } else {
                self.code.push(first);
                self.at += first.len_utf8();
                // Every offset stays that of the file.
                debug_assert_eq!(self.code.len(), self.at);
            }
        }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn in_word(&self) -> bool {
        let before = self.code.chars().next_back();
        before.is_some_and(|letter| letter.is_alphanumeric() || letter == '_')
    }

    fn skip(&mut self, length: usize) {
        let skipped = blanks(&self.text[self.at..self.at + length]);
        self.code.push_str(&skipped);
        self.at += length;
    }

    fn string(&mut self) {
        let rest = self.rest();
        let mut escaped = false;
        let end = rest.char_indices().skip(1).find(|(_, letter)| {
            let ends = *letter == '"' && !escaped;
            escaped = *letter == '\\' && !escaped;
            ends
        });
        let end = end.map_or(rest.len(), |(end, _)| end);
        self.literal(1, end, 1);
    }

    fn raw_string(&mut self, hashes: usize) {
        let rest = self.rest();
        let opened = hashes + 2;
        let close = format!("\"{}", "#".repeat(hashes));
        let length = rest[opened..].find(&close);
        let end = length.map_or(rest.len(), |length| opened + length);
        self.literal(opened, end, close.len());
    }

    /// Keeps what stands between the quotes, and leaves blanks for all of it.
    fn literal(&mut self, from: usize, to: usize, close: usize) {
        let held = self.rest()[from..to].to_owned();
        self.strings.push((self.at, held));
        let length = (to + close).min(self.rest().len());
        self.skip(length);
    }
}

fn length_of_block_comment(text: &str) -> usize {
    let mut depth = 0_usize;
    let mut at = 0;
    while let Some(next) = text[at..].find(['/', '*']) {
        at += next;
        if text[at..].starts_with("/*") {
            depth += 1;
            at += 2;
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

/// With how many `#` a raw string opens here, if one does.
fn opens_raw_string(text: &str) -> Option<usize> {
    let after = text.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

/// The length of the character literal that stands here; of a lifetime there is none.
fn length_of_character(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    let mut letters = inside.char_indices();
    let (_, first) = letters.next()?;
    if first == '\\' {
        let (escaped, _) = letters.next()?;
        let close = inside[escaped + 1..].find('\'')?;
        return Some(1 + escaped + 1 + close + 1);
    }
    let (close, quote) = letters.next()?;
    (quote == '\'').then_some(1 + close + 1)
}

#[test]
fn comments_literals_and_tests_are_told_from_code() {
    let text = r##"
let a = 'x'; let b: &'static str = "one // two"; // three
/* four /* five */ "six" */ let c = r#"seven "eight""#; let d = '"'; let e = '\'';
#[cfg(test)]
use nine;
#[cfg(test)]
mod tests { fn f() { "ten" } }
let g = "it said \"eleven\"";
"##;
    let source = Source::read("a.rs".to_owned(), text);
    let held: Vec<&str> = source
        .strings
        .iter()
        .map(|(_, held)| held.as_str())
        .collect();
    assert_eq!(
        held,
        ["one // two", "seven \"eight\"", "it said \\\"eleven\\\""]
    );
    assert_eq!(source.code.len(), text.len());
    for (word, is_code) in [
        ("let a", true),
        ("'static", true),
        ("let c", true),
        ("let e", true),
        ("let g", true),
        ("three", false),
        ("five", false),
        ("nine", false),
        ("fn f", false),
    ] {
        assert_eq!(source.code.contains(word), is_code, "{word}");
    }
    assert_eq!(
        source.place(text.find("let g").expect("it is there")),
        "a.rs:8"
    );
}
