//! `cargo xtask bench`: how fast the engine is, natively and as wasm, by one and the same program.

use crate::failure::{Failure, Result};
use crate::process::{find, output};
use crate::project::Project;
use crate::rust;
use crate::step::step;

/// The wasm that Node runs by itself; it is compiled as the app's is.
const WASI: &str = "wasm32-wasip1";

/// What runs it; cargo starts it in the package's folder.
const RUNNER: &str = "node --no-warnings benches/wasi.mjs";

/// The figure that is compared.
const EVENTS: &str = "events_per_second";

/// Runs the benchmark on both, and prints what came out.
pub fn bench(project: &Project) -> Result<()> {
    if find("node").is_none() {
        let failure = "the benchmark runs wasm in Node, which is not there: install it";
        return Err(Failure::new(failure));
    }
    rust::target(WASI)?;
    let native = step("the engine's benchmark, natively", || {
        measured(project, None)
    })?;
    let wasm = step("the engine's benchmark, as wasm", || {
        measured(project, Some(RUNNER))
    })?;
    println!("\nnatively\n{native}\nas wasm\n{wasm}");
    if let Some((native, wasm)) = figure(&native).zip(figure(&wasm)) {
        println!("wasm takes {} % of the events", wasm * 100 / native.max(1));
    }
    Ok(())
}

fn measured(project: &Project, runner: Option<&str>) -> Result<String> {
    let mut command = project.cargo();
    command.args(["bench", "--package", "highwater-core", "--bench", "engine"]);
    if let Some(runner) = runner {
        command.args(["--target", WASI]);
        command.env("CARGO_TARGET_WASM32_WASIP1_RUNNER", runner);
    }
    output(&mut command)
}

fn figure(printed: &str) -> Option<u64> {
    let line = printed.lines().find_map(|line| line.strip_prefix(EVENTS))?;
    line.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_events_are_found_among_what_the_benchmark_prints() {
        let printed = "events_per_second 1385847\nkeyframe_clone_ns 1447\n";
        assert_eq!(figure(printed), Some(1_385_847));
        assert_eq!(figure("keyframe_clone_ns 1447\n"), None);
    }
}
