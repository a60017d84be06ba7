//! `cargo xtask bench`: how fast the engine is, natively and as wasm, by one and the same program; how fast
//! the site is; and what a rebalance costs under each protocol. Wasm runs where people run it, in a browser:
//! what that does with it differs from engine to engine.

mod page;
mod site;

use crate::browser;
use crate::failure::{Failure, Result};
use crate::process::{answer, output};
use crate::project::Project;
use crate::rust;
use crate::step::step;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The target whose programs can print and read a clock by themselves; it is compiled as the app's is.
const WASI: &str = "wasm32-wasip1";

/// The benchmark.
const PROGRAM: &str = "engine";

/// The benchmark of the protocols of groups, in the time of the worlds: the same wherever it runs.
const REBALANCE: &str = "rebalance";

/// The figure that is compared.
const EVENTS: &str = "events_per_second";

/// Measures the engine and the site, and prints what came out.
pub fn bench(project: &Project) -> Result<()> {
    let browser = browser::available()?;
    let version = answer(Command::new(&browser.program).arg("--version")).unwrap_or_default();
    let engine = engine(project, &browser.program, &version)?;
    let rebalance = step("what a rebalance costs", || {
        output(&mut benchmark(project, REBALANCE))
    })?;
    let site = site::printed(project, &browser)?;
    println!("\n{engine}\n{rebalance}\nthe site, in {version}\n\n{site}");
    Ok(())
}

/// Runs the engine's benchmark on both, and says what came out.
fn engine(project: &Project, browser: &Path, version: &str) -> Result<String> {
    rust::target(WASI)?;
    let native = step("the engine's benchmark, natively", || {
        output(&mut benchmark(project, PROGRAM))
    })?;
    let wasm = step("the engine's benchmark, as wasm in the browser", || {
        page::printed(project, browser, &program(project)?)
    })?;
    let mut printed = format!("natively\n{native}\nas wasm, in {version}\n{wasm}");
    if let Some((native, wasm)) = figure(&native).zip(figure(&wasm)) {
        let percent = wasm * 100 / native.max(1);
        printed.push_str(&format!("wasm takes {percent} % of the events\n"));
    }
    Ok(printed)
}

fn benchmark(project: &Project, name: &str) -> Command {
    let mut command = project.cargo();
    command.args(["bench", "--package", "highwater-core", "--bench", name]);
    command
}

/// The benchmark as wasm, compiled.
fn program(project: &Project) -> Result<PathBuf> {
    let mut command = benchmark(project, PROGRAM);
    command.args(["--target", WASI, "--no-run", "--message-format", "json"]);
    let messages = output(&mut command)?;
    executable(&messages).ok_or_else(|| {
        Failure::new(format!(
            "cargo compiled the benchmark and named no program `{PROGRAM}`"
        ))
    })
}

/// The program among cargo's messages, of which each line is one.
fn executable(messages: &str) -> Option<PathBuf> {
    messages.lines().find_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        let is_program = message["target"]["name"] == PROGRAM;
        let path = message["executable"].as_str().filter(|_| is_program)?;
        Some(PathBuf::from(path))
    })
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

    #[test]
    fn the_program_is_found_among_what_cargo_says() {
        let library = r#"{"target":{"name":"highwater_core"},"executable":null}"#;
        let program = r#"{"target":{"name":"engine"},"executable":"/target/engine.wasm"}"#;
        let end = r#"{"reason":"build-finished","success":true}"#;
        let all = [library, program, end].join("\n");
        assert_eq!(executable(&all), Some("/target/engine.wasm".into()));
        assert_eq!(executable(&[library, end].join("\n")), None);
    }
}
