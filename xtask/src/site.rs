//! The static site in `dist/`, and whatever else is built as it is.

use crate::cargo_tools;
use crate::failure::{Failure, Result};
use crate::fingerprint::{files_below, fingerprint};
use crate::glue;
use crate::process::{path_with, run};
use crate::project::Project;
use crate::rust;
use crate::sizes::{self, DEFERRED};
use crate::step::{note, skipped, step};
use crate::terser;
use crate::wasm::split::Line;
use crate::wasm::{exports, order};
use crate::wasm_opt::{self, WasmOpt};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The modules whose functions are gates: what is only reached through them is fetched later.
const GATES: [&str; 12] = [
    "highwater::deferred",
    "highwater::stage::deferred",
    "highwater_core::broker::deferred",
    "highwater_core::check::statement::deferred",
    "highwater_core::client::admin::deferred",
    "highwater_core::client::consumer::deferred",
    "highwater_core::client::producer::deferred",
    "highwater_core::controller::deferred",
    "highwater_core::explain::deferred",
    "highwater_core::log::deferred",
    "highwater_core::sim::deferred",
    "highwater_text::event::deferred",
];

/// The same in the names of a wasm file, which tell crates apart by a hash.
const GATES_PATTERN: &str = "highwater*::deferred::*";

/// Everything the site is made from.
const INPUTS: [&str; 11] = [
    ".cargo/config.toml",
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "core",
    "index.html",
    "lessons",
    "src",
    "style",
    "text",
    "xtask/src",
];

/// Builds the site as it is published.
pub fn build(project: &Project) -> Result<()> {
    let site = Site {
        folder: project.root.clone(),
        program: "highwater",
        dist: project.dist(),
    };
    forget(project)?;
    site.make(project)?;
    site.name_lessons()?;
    step("weighing what a visitor downloads", || {
        sizes::report(project)
    })?;
    remember(project)?;
    println!(
        "==> the site is in {}: any static host can serve it, under any path",
        project.dist().display()
    );
    Ok(())
}

/// What trunk makes of a page and a program.
pub struct Site {
    /// Where `index.html` and `Trunk.toml` are.
    pub folder: PathBuf,
    /// The program's name.
    pub program: &'static str,
    /// Where the site goes.
    pub dist: PathBuf,
}

impl Site {
    /// Builds it, and makes it small.
    pub fn make(&self, project: &Project) -> Result<()> {
        let trunk = Trunk::available(project)?;
        let optimiser = wasm_opt::find_or_fetch(&project.cache)?;
        let terser = terser::find_or_fetch(&project.cache);
        let title = format!("building {} with trunk, in release mode", self.program);
        let mut command = trunk.command(project);
        command
            .current_dir(&self.folder)
            .args(["build", "--release"]);
        command.arg("--dist").arg(&self.dist);
        step(&title, || run(&mut command))?;
        for wasm in wasm_files(&self.dist)? {
            match &optimiser {
                Some(tool) => step("making the wasm smaller with wasm-opt", || {
                    self.shrink(project, tool, &wasm)
                })?,
                None => note(
                    "built without wasm-opt: it works the same, and a visitor downloads about a quarter more",
                ),
            }
            if let Some(terser) = &terser {
                step("making the script beside it smaller with Terser", || {
                    terser.shrink(&script_of(&wasm))
                })?;
            }
        }
        Ok(())
    }

    /// Makes a wasm file smaller, and the script that stands beside it.
    fn shrink(&self, project: &Project, tool: &WasmOpt, wasm: &Path) -> Result<()> {
        let script_path = script_of(wasm);
        let script = fs::read_to_string(&script_path)
            .map_err(|error| Failure::file("read", &script_path, &error))?;
        let script = glue::without_classes(&script);
        change(wasm, |bytes| {
            exports::keep(bytes, |export| glue::asks_for(&script, export))
        })?;
        let names = tool.shrink(wasm, GATES_PATTERN)?;
        for half in self.split(project, wasm)? {
            change(&half, order::name_by_likeness)?;
            tool.order_by_name(&half)?;
        }
        let script = names.shorten(&names.without_unused_imports(&script));
        let script = glue::strip(&script);
        fs::write(&script_path, script)
            .map_err(|error| Failure::file("write", &script_path, &error))
    }

    /// Takes what is only needed later out of a wasm file, into one of its own, and names that in the page. The
    /// files that there are then.
    fn split(&self, project: &Project, wasm: &Path) -> Result<Vec<PathBuf>> {
        let read =
            |path: &Path| fs::read(path).map_err(|error| Failure::file("read", path, &error));
        let linked = format!("wasm32-unknown-unknown/release/{}.wasm", self.program);
        let linked = project.target.join(linked);
        let halves =
            Line::draw(&read(&linked)?, &GATES).and_then(|line| line.split(&read(wasm).ok()?));
        let Some([near, far]) = halves else {
            return Ok(vec![wasm.to_owned()]);
        };
        let deferred = deferred_of(wasm);
        for (path, bytes) in [(wasm, near), (&*deferred, far)] {
            fs::write(path, bytes).map_err(|error| Failure::file("write", path, &error))?;
        }
        let name = deferred.file_name().unwrap_or_default().to_string_lossy();
        self.tell_page("deferred", &name)?;
        Ok(vec![wasm.to_owned(), deferred])
    }

    /// Names the lessons in the page, so that the one that is asked for is fetched while the program is: each
    /// lesson has a file with its end.
    fn name_lessons(&self) -> Result<()> {
        let mut lessons = Vec::new();
        for path in files_below(&self.dist.join("course"))? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            lessons.extend(name.strip_suffix(".end.en.bin").map(str::to_owned));
        }
        lessons.sort();
        self.tell_page("lessons", &lessons.join(" "))
    }

    /// Says something in the page, before anything in it runs.
    fn tell_page(&self, id: &str, content: &str) -> Result<()> {
        let page = self.dist.join("index.html");
        let html =
            fs::read_to_string(&page).map_err(|error| Failure::file("read", &page, &error))?;
        let element = format!("<meta id=\"{id}\" content=\"{content}\">");
        let html = html.replacen("<title>", &format!("{element}<title>"), 1);
        fs::write(&page, html).map_err(|error| Failure::file("write", &page, &error))
    }
}

/// Builds the site unless `dist/` is what these sources make.
pub fn ready(project: &Project) -> Result<()> {
    if fs::read_to_string(stamp(project))
        .is_ok_and(|known| current(project).is_ok_and(|now| now == known))
    {
        skipped("the site in dist/");
        return Ok(());
    }
    build(project)
}

/// Trunk with what it needs.
pub struct Trunk {
    program: PathBuf,
    wasm_bindgen: PathBuf,
}

impl Trunk {
    /// Makes trunk, wasm-bindgen and the wasm target available.
    pub fn available(project: &Project) -> Result<Self> {
        rust::wasm_target()?;
        Ok(Self {
            program: cargo_tools::trunk(&project.cache)?,
            wasm_bindgen: cargo_tools::wasm_bindgen(project)?,
        })
    }

    /// A trunk command in the checkout.
    pub fn command(&self, project: &Project) -> Command {
        let mut command = Command::new(&self.program);
        command
            .current_dir(&project.root)
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                rust::without_paths_of_this_machine(),
            );
        if let Ok(path) = path_with(std::slice::from_ref(&self.wasm_bindgen)) {
            command.env("PATH", path);
        }
        if std::env::var_os("NO_COLOR").is_some() {
            // Any value counts by convention; this trunk accepts only a boolean.
            command.env("NO_COLOR", "true");
        }
        command
    }
}

/// `app.deferred.wasm` for `app_bg.wasm`.
fn deferred_of(wasm: &Path) -> PathBuf {
    let script = script_of(wasm);
    let name = script.file_stem().unwrap_or_default().to_string_lossy();
    script.with_file_name(format!("{name}{DEFERRED}"))
}

/// Writes a wasm file anew, unless it is none that can be read.
fn change(wasm: &Path, change: impl FnOnce(&[u8]) -> Option<Vec<u8>>) -> Result<()> {
    let bytes = fs::read(wasm).map_err(|error| Failure::file("read", wasm, &error))?;
    match change(&bytes) {
        Some(changed) => {
            fs::write(wasm, changed).map_err(|error| Failure::file("write", wasm, &error))
        }
        None => Ok(()),
    }
}

/// `app.js` for `app_bg.wasm`, as wasm-bindgen names them.
fn script_of(wasm: &Path) -> PathBuf {
    let stem = wasm.file_stem().unwrap_or_default().to_string_lossy();
    let name = stem.strip_suffix("_bg").unwrap_or(&stem);
    wasm.with_file_name(format!("{name}.js"))
}

fn wasm_files(dist: &Path) -> Result<Vec<PathBuf>> {
    let mut files = files_below(dist)?;
    files.retain(|file| file.to_string_lossy().ends_with("_bg.wasm"));
    Ok(files)
}

/// The record of what `dist/` was made from, and of what it then was: `trunk serve` without this
/// program writes there too.
fn stamp(project: &Project) -> PathBuf {
    project.target.join("site.stamp")
}

fn current(project: &Project) -> Result<String> {
    Ok(format!(
        "{:x} {:x}",
        fingerprint(&project.root, &INPUTS)?,
        fingerprint(&project.dist(), &[""])?
    ))
}

fn remember(project: &Project) -> Result<()> {
    let path = stamp(project);
    fs::write(&path, current(project)?).map_err(|error| Failure::file("write", &path, &error))
}

fn forget(project: &Project) -> Result<()> {
    let path = stamp(project);
    match fs::remove_file(&path) {
        Err(error) if path.exists() => Err(Failure::file("remove", &path, &error)),
        _ => Ok(()),
    }
}
