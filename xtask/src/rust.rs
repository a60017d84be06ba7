//! What the Rust toolchain must hold: the wasm target, rustfmt, clippy.

use crate::failure::{Failure, Result};
use crate::process::{answer, run};
use crate::project::Project;
use crate::step::{skipped, step};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target of the app.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Makes the wasm target of the app available.
pub fn wasm_target() -> Result<()> {
    target(WASM)
}

/// Makes a target available.
pub fn target(name: &str) -> Result<()> {
    if has_target(name) {
        skipped(&format!("the target {name} of Rust"));
        return Ok(());
    }
    step(
        &format!("adding the target {name} to the Rust toolchain"),
        || {
            run(Command::new("rustup").args(["target", "add", name])).map_err(|failure| {
            Failure::new(format!("{failure}\nRust's target {name} is needed: install it as your Rust was installed"))
        })
        },
    )
}

/// Flags by which no path of the machine that builds gets into the wasm: a panic names the file it is in,
/// and where a library's files lie here is of no use to anybody. Cargo joins them to those of
/// `.cargo/config.toml`.
pub fn without_paths_of_this_machine() -> String {
    let home = std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| Some(std::env::home_dir()?.join(".cargo")));
    let registries = home.and_then(|home| fs::read_dir(home.join("registry/src")).ok());
    let folders = registries.into_iter().flatten().flatten();
    let flag = |folder: fs::DirEntry| format!("--remap-path-prefix={}/=", folder.path().display());
    folders.map(flag).collect::<Vec<_>>().join(" ")
}

fn has_target(name: &str) -> bool {
    let sysroot = answer(Command::new("rustc").args(["--print", "sysroot"]));
    sysroot.is_some_and(|sysroot| {
        Path::new(&sysroot)
            .join("lib/rustlib")
            .join(name)
            .join("lib")
            .is_dir()
    })
}

/// Makes `cargo fmt` or `cargo clippy` available; `component` is rustup's name for it.
pub fn component(project: &Project, component: &str, subcommand: &str) -> Result<()> {
    if answer(project.cargo().args([subcommand, "--version"])).is_some() {
        return Ok(());
    }
    step(&format!("adding {component} to the Rust toolchain"), || {
        run(Command::new("rustup").args(["component", "add", component]))
    })
}
