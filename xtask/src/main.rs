//! `cargo xtask`: set-up, serve, build, test, soak, conform, bench and pictures, each with one command.
//!
//! ```text
//! serve ─► rust target, trunk, wasm-bindgen ─► trunk serve
//! build ─► the same, and wasm-opt           ─► trunk build ─► wasm-opt ─► sizes
//! test  ─► the same, and a browser          ─► fmt, clippy, native, wasm, browser
//! shots ─► the same                         ─► a picture of every page and view
//! bench ─► the same, and WASI's target        ─► the engine's speed, natively and as wasm, and the site's
//! soak  ─► random faults upon the engine, as many as one has time for
//! conform ─► the engine against Kafka's own cases and recordings
//! ```
//!
//! Nothing here is part of the product: this program only starts other programs, and puts those
//! that are missing into a per-user cache.

mod args;
mod axe;
mod bench;
mod browser;
mod cache;
mod cargo_tools;
mod conform;
mod failure;
mod fingerprint;
mod glue;
mod npm;
mod process;
mod project;
mod rust;
mod serve;
mod shots;
mod site;
mod sizes;
mod soak;
mod step;
mod system_packages;
mod terser;
mod test;
mod test_output;
mod wasm;
mod wasm_opt;

use args::Command;
use failure::Result;
use project::Project;
use std::process::ExitCode;

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    args::parse(&words).and_then(run).unwrap_or_else(|failure| {
        eprintln!("\nxtask: {failure}");
        ExitCode::FAILURE
    })
}

fn run(command: Command) -> Result<ExitCode> {
    match command {
        Command::Help => println!("{}", args::USAGE),
        Command::Serve(options) => serve::serve(&Project::open()?, &options)?,
        Command::Build => site::build(&Project::open()?)?,
        Command::Test(parts) => return test::test(&Project::open()?, &parts),
        Command::Conform(options) => return conform::conform(&Project::open()?, &options),
        Command::Bench => bench::bench(&Project::open()?)?,
        Command::Soak(options) => soak::soak(&Project::open()?, &options)?,
        Command::Shots(options) => shots::shots(&Project::open()?, &options)?,
    }
    Ok(ExitCode::SUCCESS)
}
