//! `cargo xtask test`: all tests, what fails fastest first.

use crate::axe;
use crate::browser::{self, Browser};
use crate::cargo_tools;
use crate::failure::{Failure, Result};
use crate::process::{not_started, run, spelled};
use crate::project::Project;
use crate::rust::{self, WASM};
use crate::site;
use crate::sizes;
use crate::step::{note, spoken, step};
use crate::test_output::{Count, shown_and_counted};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

/// The package that needs a built site and a browser.
const BROWSER_TESTS: &str = "highwater-tests";
/// The package whose unit tests run in wasm too.
const APP: &str = "highwater";

/// A part of the tests that can be asked for by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Formatting.
    Fmt,
    /// Clippy, for the host and for wasm, with warnings denied.
    Clippy,
    /// All tests that need no browser.
    Native,
    /// The tests that run as wasm in headless Chromium.
    Wasm,
    /// The built site in headless Chromium.
    Browser,
}

impl Part {
    /// All parts, in the order they run.
    pub const ALL: [Self; 5] = [
        Self::Fmt,
        Self::Clippy,
        Self::Native,
        Self::Wasm,
        Self::Browser,
    ];

    /// The part's name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Fmt => "fmt",
            Self::Clippy => "clippy",
            Self::Native => "native",
            Self::Wasm => "wasm",
            Self::Browser => "browser",
        }
    }

    /// The part with that name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.name() == name)
    }

    fn run(self, project: &Project) -> Result<Count> {
        match self {
            Self::Fmt => fmt(project),
            Self::Clippy => clippy(project),
            Self::Native => native(project),
            Self::Wasm => wasm(project),
            Self::Browser => browser(project),
        }
    }
}

/// How a part ended.
struct Outcome {
    part: Part,
    count: Count,
    failure: Option<Failure>,
    took: Duration,
}

/// Runs the parts in order, up to the first that fails, and closes with a line per part.
pub fn test(project: &Project, parts: &[Part]) -> Result<ExitCode> {
    let mut outcomes = Vec::new();
    for part in parts {
        println!("\n######## {} ########", part.name());
        let start = Instant::now();
        let (count, failure) = match part.run(project) {
            Ok(count) => (count, failed_tests(count)),
            Err(failure) => (
                Count {
                    passed: 0,
                    failed: 1,
                },
                Some(failure),
            ),
        };
        outcomes.push(Outcome {
            part: *part,
            count,
            failure,
            took: start.elapsed(),
        });
        if outcomes
            .last()
            .is_some_and(|outcome| outcome.failure.is_some())
        {
            break;
        }
    }
    let failed = outcomes
        .iter()
        .find_map(|outcome| Some((outcome.part, outcome.failure.as_ref()?)));
    if let Some((part, failure)) = failed {
        println!("\n{}: {failure}", part.name());
    }
    let ending = if failed.is_some() {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    };
    // Nothing may follow: the count of tests is the last line.
    print!("{}", closing_lines(parts, &outcomes));
    Ok(ending)
}

fn failed_tests(count: Count) -> Option<Failure> {
    (count.failed > 0).then(|| {
        Failure::new(format!(
            "{} tests failed; their names stand above",
            count.failed
        ))
    })
}

fn closing_lines(parts: &[Part], outcomes: &[Outcome]) -> String {
    let mut lines = String::from("\n");
    let mut total = Count::default();
    for outcome in outcomes {
        let result = if outcome.failure.is_some() {
            "FAILED"
        } else {
            "passed"
        };
        lines += &format!(
            "{:<8} {result}  {}\n",
            outcome.part.name(),
            spoken(outcome.took)
        );
        total += outcome.count;
    }
    for part in &parts[outcomes.len()..] {
        lines += &format!("{:<8} not run\n", part.name());
    }
    lines + &format!("{} passed, {} failed\n", total.passed, total.failed)
}

fn fmt(project: &Project) -> Result<Count> {
    rust::component(project, "rustfmt", "fmt")?;
    step("checking the formatting (`cargo fmt` mends it)", || {
        run(project.cargo().args(["fmt", "--all", "--check"]))
    })?;
    Ok(Count::default())
}

fn clippy(project: &Project) -> Result<Count> {
    rust::component(project, "clippy", "clippy")?;
    rust::wasm_target()?;
    let denied = ["--", "-D", "warnings"];
    step("clippy for the host", || {
        run(project
            .cargo()
            .args(["clippy", "--workspace", "--all-targets"])
            .args(denied))
    })?;
    step("clippy for the browser", || {
        run(project
            .cargo()
            .args([
                "clippy",
                "--package",
                APP,
                "--all-targets",
                "--target",
                WASM,
            ])
            .args(denied))
    })?;
    Ok(Count::default())
}

fn native(project: &Project) -> Result<Count> {
    let mut command = project.cargo();
    command.args([
        "test",
        "--workspace",
        "--exclude",
        BROWSER_TESTS,
        "--no-fail-fast",
    ]);
    step("tests that need no browser", || counted(&mut command))
}

fn wasm(project: &Project) -> Result<Count> {
    rust::wasm_target()?;
    let tools = cargo_tools::wasm_bindgen(project)?;
    let browser = browser::available()?;
    let driver_options = write_driver_options(project, &browser)?;
    let command = |package: &str| {
        let mut command = project.cargo();
        command.args(["test", "--target", WASM, "--package", package]);
        command.env(
            "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER",
            tools.join("wasm-bindgen-test-runner"),
        );
        command
            .env("CHROMEDRIVER", &browser.driver)
            .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", &driver_options);
        command
    };
    let mut count = step("the app's own tests, as wasm", || {
        counted(command(APP).arg("--lib"))
    })?;
    for test in project.wasm_tests() {
        let what = format!("{} of {}, as wasm", test.target, test.package);
        count += step(&what, || {
            counted(command(&test.package).args(["--test", &test.target]))
        })?;
    }
    if count == Count::default() {
        note("no test ran as wasm");
    }
    Ok(count)
}

/// The file that tells wasm-bindgen's runner how to start the browser.
fn write_driver_options(project: &Project, browser: &Browser) -> Result<PathBuf> {
    let options = serde_json::json!({
        "goog:chromeOptions": { "binary": browser.program, "args": browser::FLAGS },
    });
    let path = project.target.join("webdriver.json");
    std::fs::write(&path, options.to_string())
        .map_err(|error| Failure::file("write", &path, &error))?;
    Ok(path)
}

fn browser(project: &Project) -> Result<Count> {
    let browser = browser::available()?;
    browser::fonts()?;
    site::ready(project)?;
    let mut command = project.cargo();
    command.args(["test", "--package", BROWSER_TESTS, "--no-fail-fast"]);
    tell_where(&mut command, project, &browser);
    command.env("HIGHWATER_AXE", axe::find_or_fetch(&project.cache)?);
    step("the built site in headless Chromium", || {
        counted(&mut command)
    })
}

/// Tells the programs of `tests/` what they need to know, since they may use nothing of ours.
pub fn tell_where(command: &mut Command, project: &Project, browser: &Browser) {
    let told: [(&str, &Path); 4] = [
        ("HIGHWATER_SITE", &project.dist()),
        ("HIGHWATER_SIZES", &sizes::file(project)),
        ("HIGHWATER_CHROMIUM", &browser.program),
        ("HIGHWATER_CHROMEDRIVER", &browser.driver),
    ];
    command.envs(told);
}

/// Runs a test program in view and counts its tests. Failed tests are a count; a program that
/// fails without one, as when it does not compile, is a failure.
fn counted(command: &mut Command) -> Result<Count> {
    println!("    $ {}", spelled(command));
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| not_started(command, &error))?;
    let count = child
        .stdout
        .take()
        .map(shown_and_counted)
        .unwrap_or_default();
    let status = child.wait().map_err(|error| not_started(command, &error))?;
    if status.success() || count.failed > 0 {
        return Ok(count);
    }
    Err(Failure::new(format!(
        "`{}` ended badly ({status})",
        spelled(command)
    )))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_name_each_part_and_end_with_the_count() {
        let outcome = |part, passed, failure: Option<&str>| Outcome {
            part,
            count: Count {
                passed,
                failed: failure.is_some().into(),
            },
            failure: failure.map(Failure::new),
            took: Duration::from_millis(1_500),
        };
        let outcomes = [
            outcome(Part::Fmt, 0, None),
            outcome(Part::Native, 7, Some("it did not compile")),
        ];
        assert_eq!(
            closing_lines(&[Part::Fmt, Part::Native, Part::Wasm], &outcomes),
            "\nfmt      passed  1.5 s\nnative   FAILED  1.5 s\nwasm     not run\n7 passed, 1 failed\n"
        );
    }

    #[test]
    fn every_part_is_found_by_its_name() {
        for part in Part::ALL {
            assert_eq!(Part::named(part.name()), Some(part));
        }
    }
}
