//! What a visitor downloads: every file of the site, raw, as gzip and as brotli.

use crate::failure::{Failure, Result};
use crate::fingerprint::files_below;
use crate::project::Project;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::ops::AddAssign;
use std::path::{Path, PathBuf};

/// The most that a first load of the home page or of a lesson may weigh, all files together.
///
/// The browser tests hold the real thing against it: they add up what a browser asked for.
pub const BUDGET_BROTLI_BYTES: u64 = 300_000;

/// How the name of the part of the program ends that is fetched when somebody looks closer.
pub const DEFERRED: &str = ".deferred.wasm";

/// The size of a file, or of several, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// As it lies on the disk.
    pub raw: u64,
    /// As most static hosts send it.
    pub gzip: u64,
    /// As the better static hosts send it.
    pub brotli: u64,
}

impl AddAssign for Size {
    fn add_assign(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }
}

/// The sizes of a site's files, by their path below the site's root.
pub struct Sizes(BTreeMap<String, Size>);

/// Weighs the finished site, shows it, and keeps it for the browser tests.
pub fn report(project: &Project) -> Result<()> {
    let sizes = Sizes::of(&project.dist())?;
    print!("{}", sizes.table());
    let path = file(project);
    fs::write(&path, sizes.json().to_string())
        .map_err(|error| Failure::file("write", &path, &error))
}

/// Where the sizes are kept.
pub fn file(project: &Project) -> PathBuf {
    project.target.join("sizes.json")
}

impl Sizes {
    fn of(dist: &Path) -> Result<Self> {
        let mut sizes = BTreeMap::new();
        for file in files_below(dist)? {
            let bytes = fs::read(&file).map_err(|error| Failure::file("read", &file, &error))?;
            let below: Vec<_> = file
                .strip_prefix(dist)
                .unwrap_or(&file)
                .iter()
                .map(|part| part.to_string_lossy())
                .collect();
            let size = weigh(&bytes).map_err(|error| Failure::file("compress", &file, &error))?;
            sizes.insert(below.join("/"), size);
        }
        Ok(Self(sizes))
    }

    /// The files that every page needs.
    fn home(&self) -> Size {
        let needed = |path: &str| {
            let is_later = ["course/", "read/"].iter().any(|it| path.starts_with(it))
                || path.ends_with(DEFERRED);
            path == "course/index.bin" || !is_later
        };
        let mut total = Size::default();
        self.0
            .iter()
            .filter(|(path, _)| needed(path))
            .for_each(|(_, size)| total += *size);
        total
    }

    /// The same and the heaviest lesson, in its heavier language.
    fn lesson(&self) -> Size {
        let lessons = self.0.iter().filter(|(path, _)| is_lesson(path));
        let mut total = self.home();
        total += lessons
            .map(|(_, size)| *size)
            .max_by_key(|size| size.brotli)
            .unwrap_or_default();
        total
    }

    fn table(&self) -> String {
        let mut files: Vec<_> = self.0.iter().collect();
        files.sort_by_key(|(_, size)| std::cmp::Reverse(size.brotli));
        let mut table = row("bytes", ["raw", "gzip", "brotli"].map(str::to_owned));
        for (path, size) in files {
            table += &size.row(path);
        }
        table += &self.home().row("first load of the home page");
        table += &self.lesson().row("first load of a lesson");
        if self.lesson().brotli > BUDGET_BROTLI_BYTES {
            table += &format!(
                "    This is over the budget of {BUDGET_BROTLI_BYTES} bytes brotli for a first load.\n"
            );
        }
        table
    }

    fn json(&self) -> Value {
        let files: Map<String, Value> = self
            .0
            .iter()
            .map(|(path, size)| (path.clone(), size.json()))
            .collect();
        json!({
            "budget_brotli_bytes": BUDGET_BROTLI_BYTES,
            "first_loads": { "home": self.home().json(), "lesson": self.lesson().json() },
            "files": files,
        })
    }
}

impl Size {
    fn row(&self, name: &str) -> String {
        row(name, [self.raw, self.gzip, self.brotli].map(grouped))
    }

    fn json(&self) -> Value {
        json!({ "raw": self.raw, "gzip": self.gzip, "brotli": self.brotli })
    }
}

/// Whether a file is a lesson in one language: `course/` holds the list, the glossary, the legend, the
/// words and the lessons' ends besides.
fn is_lesson(path: &str) -> bool {
    let others = ["index.", "glossary.", "legend.", "words."];
    path.strip_prefix("course/").is_some_and(|name| {
        !name.contains(".end.") && !others.iter().any(|other| name.starts_with(other))
    })
}

fn row(name: &str, columns: [String; 3]) -> String {
    let [raw, gzip, brotli] = columns;
    format!("    {name:<52} {raw:>11} {gzip:>11} {brotli:>11}\n")
}

/// 1234567 → "1 234 567".
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut spaced = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            spaced.push(' ');
        }
        spaced.push(digit);
    }
    spaced
}

fn weigh(bytes: &[u8]) -> std::io::Result<Size> {
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    gzip.write_all(bytes)?;
    let mut brotli = Vec::new();
    let best = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..Default::default()
    };
    brotli::BrotliCompress(&mut &bytes[..], &mut brotli, &best)?;
    Ok(Size {
        raw: bytes.len() as u64,
        gzip: gzip.finish()?.len() as u64,
        brotli: brotli.len() as u64,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(files: &[(&str, u64)]) -> Sizes {
        Sizes(
            files
                .iter()
                .map(|(path, size)| {
                    (
                        (*path).to_owned(),
                        Size {
                            raw: *size,
                            gzip: *size,
                            brotli: *size,
                        },
                    )
                })
                .collect(),
        )
    }

    #[test]
    fn a_first_load_is_what_every_page_needs_and_one_lesson() {
        let sizes = site(&[
            ("index.html", 1),
            ("app.wasm", 10),
            ("app.deferred.wasm", 10_000),
            ("course/index.bin", 100),
            ("course/one.en.bin", 1_000),
            ("course/one.ko.bin", 2_000),
            ("course/one.end.ko.bin", 10_000),
            ("course/glossary.ko.bin", 10_000),
            ("course/legend.ko.bin", 10_000),
            ("course/words.ko.bin", 10_000),
            ("read/en/one.html", 100_000),
        ]);
        assert_eq!(sizes.home().brotli, 111);
        assert_eq!(sizes.lesson().brotli, 2_111);
    }

    #[test]
    fn a_site_over_the_budget_is_told() {
        assert!(
            !site(&[("app.wasm", BUDGET_BROTLI_BYTES)])
                .table()
                .contains("over the budget")
        );
        assert!(
            site(&[("app.wasm", BUDGET_BROTLI_BYTES + 1)])
                .table()
                .contains("over the budget")
        );
    }

    #[test]
    fn numbers_are_grouped_by_thousands() {
        for (number, expected) in [
            (0, "0"),
            (999, "999"),
            (1_000, "1 000"),
            (1_234_567, "1 234 567"),
        ] {
            assert_eq!(grouped(number), expected);
        }
    }

    #[test]
    fn both_compressions_make_text_smaller() {
        let size = weigh("high watermark ".repeat(100).as_bytes()).expect("memory can be written");
        assert!(size.raw > size.gzip && size.gzip > size.brotli, "{size:?}");
    }
}
