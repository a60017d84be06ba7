//! wasm-opt, which makes the wasm a good deal smaller: from PATH if it is new enough, else from the
//! npm package `binaryen`, else from Binaryen's own releases, as trunk would get it.
//!
//! It runs after trunk and not by trunk, because trunk takes any wasm-opt it finds on PATH,
//! however old, and ends the build when it cannot get one.

use crate::cache::Cache;
use crate::failure::{Failure, Result};
use crate::glue::Names;
use crate::npm;
use crate::process::{answer, find, output, run};
use crate::step::{note, skipped, step};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The Binaryen that is fetched.
const VERSION: u32 = 132;
/// The oldest one that understands what the current rustc writes.
const OLDEST: u32 = 121;

/// Small, and once more with its loops and blocks laid anew. Rust has nothing in the first kilobyte of
/// memory but the far end of the stack. How numbers are aligned helps nobody to know, and a long function
/// compresses better apart from the one that calls it.
const SHRINK: [&str; 10] = [
    // Names tell where a function stands once the file is split, and functions on both sides of the line
    // are not to become one.
    "-g",
    "--skip-pass=duplicate-function-elimination",
    "-Oz",
    "--flatten",
    "--rereloop",
    "-Oz",
    "-Oz",
    "--low-memory-unused",
    "--dealign",
    "--one-caller-inline-max-function-size=20",
];

/// Functions in the order of their names, as compact as before; then names and notes of tools go.
const ORDER: [&str; 7] = [
    "--duplicate-function-elimination",
    "--reorder-functions-by-name",
    "--generate-stack-ir",
    "--optimize-stack-ir",
    "--strip-debug",
    "--strip-producers",
    "--strip-target-features",
];

/// Short names on the border to the script; it prints them.
const SHORT_NAMES: &str = "--minify-imports-and-exports-and-modules";

/// What rustc's wasm uses by default; wasm-bindgen removes the section that would say so.
const FEATURES: [&str; 8] = [
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-call-indirect-overlong",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// A wasm-opt that can be started.
pub struct WasmOpt {
    /// The program, and what stands before the options.
    program: PathBuf,
    script: Option<PathBuf>,
    /// Its version and where it comes from.
    pub description: String,
}

impl WasmOpt {
    fn command(&self) -> Command {
        let mut command = Command::new(&self.program);
        command.args(&self.script);
        command
    }

    fn works(&self) -> bool {
        answer(self.command().arg("--version"))
            .as_deref()
            .and_then(version_in)
            .is_some_and(|version| version >= OLDEST)
    }

    /// Replaces a wasm file by a smaller one that does the same for a script that knows its new names.
    /// Functions that `apart` matches are not inlined.
    pub fn shrink(&self, wasm: &Path, apart: &str) -> Result<Names> {
        let apart = format!("--no-inline={apart}");
        let options = [&[&*apart][..], &SHRINK].concat();
        let printed = self.write(wasm, &[&options[..], &[SHORT_NAMES]].concat())?;
        let names = match Names::parse(&printed) {
            Some(names) => names,
            None => {
                note("this wasm-opt is too old to tell which names it shortens: they stay long");
                self.write(wasm, &options)?;
                Names::default()
            }
        };
        replace(wasm)?;
        Ok(names)
    }

    /// Puts a wasm file's functions into the order of their names, which go then.
    pub fn order_by_name(&self, wasm: &Path) -> Result<()> {
        self.write(wasm, &ORDER)?;
        replace(wasm)
    }

    /// Writes what the options make of a wasm file beside it, and returns what was printed.
    fn write(&self, wasm: &Path, options: &[&str]) -> Result<String> {
        let mut command = self.command();
        command.args(options).args(FEATURES);
        output(command.arg(wasm).arg("-o").arg(beside(wasm)))
    }
}

fn beside(wasm: &Path) -> PathBuf {
    wasm.with_extension("written")
}

fn replace(wasm: &Path) -> Result<()> {
    fs::rename(beside(wasm), wasm).map_err(|error| Failure::file("replace", wasm, &error))
}

/// The first wasm-opt that can be had, or `None` if there is none.
pub fn find_or_fetch(cache: &Cache) -> Result<Option<WasmOpt>> {
    let found = on_path()
        .or_else(|| from_npm(cache))
        .or_else(|| from_releases(cache));
    match &found {
        Some(tool) => skipped(&tool.description),
        None => note("no wasm-opt is to be had: install npm, or Binaryen, to get a smaller site"),
    }
    Ok(found)
}

fn on_path() -> Option<WasmOpt> {
    let program = find("wasm-opt")?;
    let version = answer(Command::new(&program).arg("--version"))
        .as_deref()
        .and_then(version_in)?;
    if version < OLDEST {
        note(&format!(
            "wasm-opt {version} on PATH is older than {OLDEST} and does not understand current rustc output"
        ));
        return None;
    }
    Some(WasmOpt {
        program,
        script: None,
        description: format!("wasm-opt {version} (on PATH)"),
    })
}

fn from_npm(cache: &Cache) -> Option<WasmOpt> {
    let node = find("node")?;
    let fetched = fetch(cache, "binaryen-npm", unpack_npm)?;
    let description = format!("wasm-opt {VERSION} (npm package binaryen)");
    let tool = WasmOpt {
        program: node,
        script: Some(fetched.join("bin/wasm-opt")),
        description,
    };
    tool.works().then_some(tool)
}

/// The package brings all of Binaryen, a hundred megabytes; only wasm-opt is kept, with the file
/// that tells Node how to read it.
fn unpack_npm(staging: &Path) -> Result<()> {
    npm::install(&format!("binaryen@{VERSION}.0.0"), staging)?;
    let modules = staging.join("node_modules");
    let kept = staging.join("bin");
    fs::create_dir(&kept).map_err(|error| Failure::file("create", &kept, &error))?;
    for name in ["wasm-opt", "package.json"] {
        let from = modules.join("binaryen/bin").join(name);
        fs::rename(&from, kept.join(name)).map_err(|error| Failure::file("keep", &from, &error))?;
    }
    fs::remove_dir_all(&modules).map_err(|error| Failure::file("remove", &modules, &error))
}

fn from_releases(cache: &Cache) -> Option<WasmOpt> {
    let system = if cfg!(target_os = "macos") {
        "macos"
    } else {
        std::env::consts::OS
    };
    let arch = match (std::env::consts::ARCH, system) {
        ("aarch64", "macos") => "arm64",
        (arch, _) => arch,
    };
    let url = format!(
        "https://github.com/WebAssembly/binaryen/releases/download/version_{VERSION}/binaryen-version_{VERSION}-{arch}-{system}.tar.gz"
    );
    let fetched = fetch(cache, "binaryen", |staging| download(&url, staging))?;
    let program = fetched.join(format!("bin/wasm-opt{}", std::env::consts::EXE_SUFFIX));
    let tool = WasmOpt {
        program,
        script: None,
        description: format!("wasm-opt {VERSION} (Binaryen's release)"),
    };
    tool.works().then_some(tool)
}

fn download(url: &str, staging: &Path) -> Result<()> {
    let archive = staging.join("binaryen.tar.gz");
    run(Command::new("curl")
        .args([
            "--fail",
            "--silent",
            "--show-error",
            "--location",
            "--connect-timeout",
            "10",
            "--output",
        ])
        .arg(&archive)
        .arg(url))?;
    run(Command::new("tar")
        .args(["--strip-components", "1", "-xzf"])
        .arg(&archive)
        .arg("-C")
        .arg(staging))?;
    fs::remove_file(&archive).map_err(|error| Failure::file("remove", &archive, &error))
}

/// Fills the cache; a source that fails is not the end, since there may be another one.
fn fetch(cache: &Cache, name: &str, fill: impl FnOnce(&Path) -> Result<()>) -> Option<PathBuf> {
    let version = VERSION.to_string();
    let place = cache.tool(name, &version);
    if place.exists() {
        return Some(place);
    }
    let fetched = step(
        &format!("fetching wasm-opt {version} into {}", place.display()),
        || cache.install(name, &version, fill),
    );
    fetched.map_err(|failure| note(&failure.to_string())).ok()
}

/// `wasm-opt version 132 (version_132)` → 132.
fn version_in(answer: &str) -> Option<u32> {
    let word = answer.split_whitespace().nth(2)?;
    word.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_read_from_what_wasm_opt_says() {
        for (answer, expected) in [
            ("wasm-opt version 132 (version_132)", Some(132)),
            ("wasm-opt version 108", Some(108)),
            ("something else", None),
        ] {
            assert_eq!(version_in(answer), expected, "{answer}");
        }
    }
}
