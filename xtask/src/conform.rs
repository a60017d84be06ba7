//! `cargo xtask conform`: the engine against Kafka's own cases and recordings of a real cluster.

use crate::args::ConformOptions;
use crate::failure::{Failure, Result};
use crate::process::not_started;
use crate::project::Project;
use std::process::ExitCode;

/// Runs the program that compares, in the person's own folder, so that the paths mean what they say.
pub fn conform(project: &Project, options: &ConformOptions) -> Result<ExitCode> {
    let here = std::env::current_dir()
        .map_err(|error| Failure::new(format!("the current folder is gone: {error}")))?;
    let mut command = project.cargo();
    command
        .current_dir(here)
        .args(["run", "--quiet", "--package", "highwater-conformance"])
        .arg("--manifest-path")
        .arg(project.root.join("Cargo.toml"))
        .arg("--");
    if options.write {
        command.arg("--write");
    }
    command.args(&options.paths);
    let status = command
        .status()
        .map_err(|error| not_started(&command, &error))?;
    Ok(if status.success() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
