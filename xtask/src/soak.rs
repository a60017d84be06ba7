//! `cargo xtask soak`: the random faults of the engine's tests, for as many seeds as one has time for.

use crate::args::SoakOptions;
use crate::failure::Result;
use crate::process::run;
use crate::project::Project;

/// Runs the sequences; what fails names its seed, and how to run that one again.
pub fn soak(project: &Project, options: &SoakOptions) -> Result<()> {
    let mut command = project.cargo();
    command
        .args(["test", "--package", "highwater-core"])
        .args(["--test", "random_faults", "--", "--nocapture"])
        .env("HIGHWATER_SOAK_SEEDS", options.seeds.to_string());
    if let Some(from) = options.from {
        command.env("HIGHWATER_SOAK_FROM", from.to_string());
    }
    run(&mut command)
}
