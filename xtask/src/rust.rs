//! What the Rust toolchain must hold: the wasm target, rustfmt, clippy.

use crate::failure::{Failure, Result};
use crate::process::{answer, run};
use crate::project::Project;
use crate::step::{skipped, step};
use std::path::Path;
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
