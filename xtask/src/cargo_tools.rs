//! Trunk and the wasm-bindgen CLI: taken from PATH in the exact version, else from the cache,
//! else compiled into the cache once.

use crate::cache::Cache;
use crate::failure::Result;
use crate::process::{answer, find, run};
use crate::project::Project;
use crate::step::{note, skipped, step};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The trunk this workspace is built with; the next minor version needs a newer rustc.
const TRUNK: &str = "0.21.14";

/// The tools run for seconds and are compiled once, so the compiler's time counts more than theirs.
const QUICK_TO_COMPILE: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1"),
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
];

/// A person's settings for their own builds, which must not reach the build of a tool.
const SETTINGS_OF_OTHER_BUILDS: [&str; 5] = [
    "RUSTFLAGS",
    "CARGO_ENCODED_RUSTFLAGS",
    "CARGO_BUILD_RUSTFLAGS",
    "CARGO_BUILD_TARGET",
    "CARGO_TARGET_DIR",
];

struct Tool {
    /// The name in the cache, and of the program that is asked for its version.
    name: &'static str,
    /// The package on crates.io.
    package: &'static str,
    /// All programs that are used of it.
    programs: &'static [&'static str],
    version: String,
    /// Whether the newest fitting dependencies are a way out when the package's own lock file
    /// names versions that this registry does not have.
    works_unlocked: bool,
    /// What a person should expect before it is compiled.
    patience: &'static str,
}

/// Makes trunk available and returns its path.
pub fn trunk(cache: &Cache) -> Result<PathBuf> {
    let tool = Tool {
        name: "trunk",
        package: "trunk",
        programs: &["trunk"],
        version: TRUNK.to_owned(),
        works_unlocked: false,
        patience: "3 to 5 minutes on two cores, once per machine",
    };
    Ok(folder_of(&tool, cache)?.join(program_file("trunk")))
}

/// Makes the wasm-bindgen CLI that `Cargo.lock` asks for available and returns its folder.
pub fn wasm_bindgen(project: &Project) -> Result<PathBuf> {
    let tool = Tool {
        name: "wasm-bindgen",
        package: "wasm-bindgen-cli",
        programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
        version: project.locked_version("wasm-bindgen")?,
        works_unlocked: true,
        patience: "1 to 2 minutes on two cores, once per version",
    };
    folder_of(&tool, &project.cache)
}

fn folder_of(tool: &Tool, cache: &Cache) -> Result<PathBuf> {
    let called = format!("{} {}", tool.name, tool.version);
    if let Some(folder) = on_path(tool) {
        skipped(&format!("{called} (on PATH)"));
        return Ok(folder);
    }
    let place = cache.tool(tool.name, &tool.version);
    if place.exists() {
        skipped(&called);
    } else {
        step(
            &format!("compiling {called} into {}", place.display()),
            || {
                note(&format!("this takes minutes: {}", tool.patience));
                cache.install(tool.name, &tool.version, |staging| compile(tool, staging))
            },
        )?;
    }
    Ok(place.join("bin"))
}

/// The folder on PATH that holds all programs of the tool, in the exact version.
fn on_path(tool: &Tool) -> Option<PathBuf> {
    let program = find(tool.name)?;
    let folder = program.parent()?.to_owned();
    let exact = answer(Command::new(&program).arg("--version"))?
        == format!("{} {}", tool.name, tool.version);
    let whole = tool
        .programs
        .iter()
        .all(|name| folder.join(program_file(name)).is_file());
    (exact && whole).then_some(folder)
}

fn compile(tool: &Tool, staging: &Path) -> Result<()> {
    let build = staging.join("build");
    let locked = run(cargo_install(tool, staging, &build).arg("--locked"));
    if locked.is_err() && tool.works_unlocked {
        note("its lock file does not fit this registry; trying the newest dependencies that fit");
        run(&mut cargo_install(tool, staging, &build))?;
    } else {
        locked?;
    }
    std::fs::remove_dir_all(&build)
        .map_err(|error| crate::failure::Failure::file("remove", &build, &error))
}

fn cargo_install(tool: &Tool, root: &Path, build: &Path) -> Command {
    let mut command = Command::new("cargo");
    // Outside the checkout, so that its cargo configuration does not count.
    command.current_dir(root);
    command
        .args([
            "install",
            tool.package,
            "--version",
            &tool.version,
            "--root",
        ])
        .arg(root)
        .arg("--target-dir")
        .arg(build);
    for setting in SETTINGS_OF_OTHER_BUILDS {
        command.env_remove(setting);
    }
    command.envs(QUICK_TO_COMPILE);
    command
}

fn program_file(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}
