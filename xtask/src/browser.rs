//! A Chromium, the chromedriver that fits it, and fonts that can write Hangul.

use crate::failure::{Failure, Result};
use crate::process::{answer, find};
use crate::step::{note, skipped};
use crate::system_packages::{self, Need};
use std::path::{Path, PathBuf};
use std::process::Command;

/// How Chromium is started in tests: without a window, without a sandbox since root has none, and
/// without traffic of its own.
pub const FLAGS: [&str; 7] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
];

/// Names under which systems know the browser.
const BROWSERS: [&str; 6] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
];
/// Where some systems put the driver when it is not on PATH.
const DRIVERS: [&str; 3] = [
    "chromedriver",
    "/usr/lib/chromium/chromedriver",
    "/usr/lib/chromium-browser/chromedriver",
];

/// A browser and its driver, of one version.
#[derive(Debug)]
pub struct Browser {
    /// The browser.
    pub program: PathBuf,
    /// The chromedriver.
    pub driver: PathBuf,
}

/// Finds a browser and its driver, installs them where that is allowed, or says what to install.
pub fn available() -> Result<Browser> {
    let browser = match installed() {
        Ok(browser) => browser,
        Err(reason) => {
            note(&reason.to_string());
            system_packages::install(&[Need::Browser])?;
            installed().map_err(even_after_installing)?
        }
    };
    skipped(&format!(
        "{} with {}",
        browser.program.display(),
        browser.driver.display()
    ));
    Ok(browser)
}

fn even_after_installing(failure: Failure) -> Failure {
    Failure::new(format!(
        "{failure}, even after installing the packages; where they are can be said with \
         HIGHWATER_CHROMIUM and HIGHWATER_CHROMEDRIVER"
    ))
}

/// Makes fonts available, since without them Hangul is boxes and Latin is too wide.
pub fn fonts() -> Result<()> {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    let missing = missing_fonts();
    if missing.is_empty() {
        skipped("fonts for Latin and Hangul");
        return Ok(());
    }
    system_packages::install(&missing)?;
    match missing_fonts().as_slice() {
        [] => Ok(()),
        still => Err(Failure::new(format!(
            "installed fonts, but `fc-list` still shows none of: {}",
            system_packages::names(still)
        ))),
    }
}

fn missing_fonts() -> Vec<Need> {
    let has = |pattern: &str| {
        answer(Command::new("fc-list").arg(pattern)).is_some_and(|fonts| !fonts.is_empty())
    };
    let wanted = [(Need::HangulFont, ":lang=ko"), (Need::LatinFont, "Inter")];
    wanted
        .into_iter()
        .filter(|(_, pattern)| !has(pattern))
        .map(|(need, _)| need)
        .collect()
}

fn installed() -> Result<Browser> {
    let browsers = candidates(&["HIGHWATER_CHROMIUM"], &BROWSERS);
    let drivers = candidates(
        &["HIGHWATER_CHROMEDRIVER", "CHROMEDRIVER", "CHROMEWEBDRIVER"],
        &DRIVERS,
    );
    matching(&versions_of(browsers), &versions_of(drivers))
}

/// The programs that are there, those named by the environment first.
fn candidates(variables: &[&str], names: &[&str]) -> Vec<PathBuf> {
    let named = variables
        .iter()
        .filter_map(std::env::var_os)
        .map(PathBuf::from);
    // Some machines name the driver's folder and not the driver.
    let named = named.map(|path| {
        if path.is_dir() {
            path.join("chromedriver")
        } else {
            path
        }
    });
    let known = names.iter().filter_map(|name| {
        if name.starts_with('/') {
            Some(PathBuf::from(name))
        } else {
            find(name)
        }
    });
    named.chain(known).filter(|path| path.is_file()).collect()
}

fn versions_of(programs: Vec<PathBuf>) -> Vec<(PathBuf, String)> {
    let version =
        |program: &Path| answer(Command::new(program).arg("--version")).unwrap_or_default();
    programs
        .into_iter()
        .map(|program| (version(&program), program))
        .map(|(version, program)| (program, version))
        .collect()
}

/// The first browser that has a driver of its own major version.
fn matching(browsers: &[(PathBuf, String)], drivers: &[(PathBuf, String)]) -> Result<Browser> {
    for (program, version) in browsers {
        let fits = |(_, other): &&(PathBuf, String)| {
            major(version).is_some() && major(version) == major(other)
        };
        if let Some((driver, _)) = drivers.iter().find(fits) {
            return Ok(Browser {
                program: program.clone(),
                driver: driver.clone(),
            });
        }
    }
    let said = |found: &[(PathBuf, String)]| {
        found
            .iter()
            .map(|(_, version)| version.clone())
            .collect::<Vec<_>>()
            .join(", ")
    };
    Err(Failure::new(match (browsers, drivers) {
        ([], _) => "no Chromium or Chrome was found".to_owned(),
        (_, []) => "no chromedriver was found".to_owned(),
        _ => format!(
            "browser and chromedriver need the same major version, but here are: {}; {}",
            said(browsers),
            said(drivers)
        ),
    }))
}

/// `Chromium 156.0.8078.79 built on Debian` → 156.
fn major(version: &str) -> Option<u32> {
    let number = version
        .split_whitespace()
        .find(|word| word.starts_with(|first: char| first.is_ascii_digit()))?;
    number.split('.').next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(programs: &[(&str, &str)]) -> Vec<(PathBuf, String)> {
        programs
            .iter()
            .map(|(path, version)| (PathBuf::from(path), (*version).to_owned()))
            .collect()
    }

    #[test]
    fn a_browser_is_taken_with_a_driver_of_its_own_version() {
        let browsers = found(&[
            ("/old", "Chromium 90.0.1 built on Debian"),
            ("/new", "Google Chrome 156.0.8078.79"),
        ]);
        let drivers = found(&[(
            "/driver",
            "ChromeDriver 156.0.8078.79 (a21ce9-refs/branch-heads/8078@{#1704})",
        )]);
        let browser = matching(&browsers, &drivers).expect("the second browser fits");
        assert_eq!(
            (browser.program, browser.driver),
            (PathBuf::from("/new"), PathBuf::from("/driver"))
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        let browser = found(&[("/chromium", "Chromium 90.0.1")]);
        let driver = found(&[("/driver", "ChromeDriver 91.0.2")]);
        for (browsers, drivers, hint) in [
            (&[][..], &driver[..], "no Chromium"),
            (&browser[..], &[][..], "no chromedriver"),
            (
                &browser[..],
                &driver[..],
                "Chromium 90.0.1; ChromeDriver 91.0.2",
            ),
        ] {
            let failure = matching(browsers, drivers).expect_err(hint).to_string();
            assert!(failure.contains(hint), "{failure}");
        }
    }
}
