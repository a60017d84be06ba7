//! What the Rust toolchain must hold: the wasm target, rustfmt, clippy.

use crate::failure::{Failure, Result};
use crate::process::{answer, run};
use crate::project::Project;
use crate::step::{skipped, step};
use std::path::Path;
use std::process::Command;

/// The target of the app.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Makes the wasm target available.
pub fn wasm_target() -> Result<()> {
    if has_wasm_target() {
        skipped("the wasm target of Rust");
        return Ok(());
    }
    step("adding the wasm target to the Rust toolchain", || {
        run(Command::new("rustup").args(["target", "add", WASM])).map_err(|failure| {
            Failure::new(format!("{failure}\nThe app needs Rust's target {WASM}: install it as your Rust was installed"))
        })
    })
}

fn has_wasm_target() -> bool {
    let sysroot = answer(Command::new("rustc").args(["--print", "sysroot"]));
    sysroot.is_some_and(|sysroot| {
        Path::new(&sysroot)
            .join("lib/rustlib")
            .join(WASM)
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
