//! Malformed lessons: what the compiler says of each, and where.
//!
//! A case is a file of `malformed/`: one edit of the small course in `small/`, and the problems that
//! the compiler then finds. `UPDATE=1 cargo test -p highwater-lessons` writes what it finds now.

use std::fs;
use std::path::{Path, PathBuf};

use highwater_lessons::compile;

const SMALL: [&str; 4] = [
    "course.toml",
    "small/scenario.toml",
    "small/en.md",
    "small/ko.md",
];

#[test]
fn the_small_course_is_right() {
    if let Err(problems) = compile(&tests().join("small")) {
        panic!("{}", lines(&problems));
    }
}

#[test]
fn every_malformed_lesson_is_refused_with_place_and_remedy() {
    let mut cases: Vec<_> = fs::read_dir(tests().join("malformed"))
        .expect("the folder of cases is there")
        .map(|entry| entry.expect("the folder can be read").path())
        .collect();
    cases.sort();
    assert!(!cases.is_empty());
    let failures: Vec<_> = cases.iter().filter_map(|path| run(path).err()).collect();
    assert!(failures.is_empty(), "\n{}", failures.join("\n"));
}

/// Files cut off anywhere, and files with any line gone or doubled: refused or not, never a panic.
#[test]
fn no_damage_makes_the_compiler_panic() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("damaged");
    for name in SMALL {
        let text = fs::read_to_string(tests().join("small").join(name))
            .expect("the small course can be read");
        let lines: Vec<_> = text.split_inclusive('\n').collect();
        for place in 0..lines.len() {
            let (before, after) = (lines[..place].concat(), lines[place + 1..].concat());
            let line = lines[place];
            let half: String = line.chars().take(line.chars().count() / 2).collect();
            for damaged in [
                format!("{before}{half}"),
                format!("{before}{after}"),
                format!("{before}{line}{line}{after}"),
            ] {
                write_course(&folder, name, damaged.as_bytes());
                let _ = compile(&folder);
            }
        }
    }
}

fn run(path: &Path) -> Result<(), String> {
    let text = fs::read_to_string(path).expect("a case can be read");
    let case = Case::parse(&text);
    let name = path.file_stem().expect("a case has a name");
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("malformed")
        .join(name);
    let text_before = fs::read_to_string(tests().join("small").join(case.file))
        .expect("a case names a file of the small course");
    write_course(&folder, case.file, &case.edited(&text_before));
    let found = match compile(&folder) {
        Ok(_) => String::new(),
        Err(problems) => lines(&problems),
    };
    if std::env::var_os("UPDATE").is_some() {
        let (head, _) = text
            .split_once("--- problems\n")
            .expect("a case expects problems");
        fs::write(path, format!("{head}--- problems\n{found}")).expect("a case can be written");
        return Ok(());
    }
    let right = found == case.problems && !found.is_empty();
    let name = path.display();
    if right {
        Ok(())
    } else {
        Err(format!("{name}: expected\n{}found\n{found}", case.problems))
    }
}

fn lines<T: std::fmt::Display>(problems: &[T]) -> String {
    problems
        .iter()
        .map(|problem| format!("{problem}\n"))
        .collect()
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The small course, with one file replaced.
fn write_course(folder: &Path, replaced: &str, bytes: &[u8]) {
    for name in SMALL {
        let path = folder.join(name);
        fs::create_dir_all(path.parent().expect("a file is in a folder"))
            .expect("a folder can be made");
        if name == replaced {
            fs::write(path, bytes).expect("a file can be written");
        } else {
            fs::copy(tests().join("small").join(name), path).expect("a file can be copied");
        }
    }
}

/// An edit of one file, and what is expected of it.
struct Case<'a> {
    file: &'a str,
    old: &'a str,
    new: &'a str,
    problems: &'a str,
}

impl<'a> Case<'a> {
    fn parse(text: &'a str) -> Self {
        let (_, rest) = text.split_once("--- in ").expect("a case names its file");
        let (file, rest) = rest
            .split_once("\n--- old\n")
            .expect("a case has an old text");
        let (old, rest) = rest.split_once("--- new\n").expect("a case has a new text");
        let (new, problems) = rest
            .split_once("--- problems\n")
            .expect("a case expects problems");
        // The last line break belongs to the case, so that an edit may be a part of a line.
        let [old, new] = [old, new].map(|text| text.strip_suffix('\n').unwrap_or(text));
        Self {
            file,
            old,
            new,
            problems,
        }
    }

    /// The text after the edit; `\xff` stands for a byte that no text has.
    fn edited(&self, text: &str) -> Vec<u8> {
        assert_eq!(
            text.matches(self.old).count(),
            1,
            "the old text is there once: {}",
            self.old
        );
        let edited = text.replacen(self.old, self.new, 1);
        let mut parts = edited.split("\\xff").map(str::as_bytes);
        let mut bytes = parts.next().unwrap_or_default().to_vec();
        for part in parts {
            bytes.push(0xff);
            bytes.extend_from_slice(part);
        }
        bytes
    }
}
