//! What `cargo xtask` tells this package: where the site and the browser are.

use crate::problem::{Problem, Result};
use std::path::PathBuf;

/// The places, all of them named by environment variables.
#[derive(Clone, Debug)]
pub struct Told {
    /// The folder of the built site.
    pub site: PathBuf,
    /// The sizes of its files, as JSON.
    pub sizes: PathBuf,
    /// The browser.
    pub chromium: PathBuf,
    /// The browser's driver.
    pub chromedriver: PathBuf,
}

/// The script of axe-core, which only the tests need and pictures do not.
pub fn axe() -> Result<PathBuf> {
    named("HIGHWATER_AXE")
}

/// The folder of the page that the site is held against, which only measuring needs.
pub fn empty_page() -> Result<PathBuf> {
    named("HIGHWATER_EMPTY_PAGE")
}

/// The file with the sandbox that is played, which only measuring needs.
pub fn crowded_sandbox() -> Result<PathBuf> {
    named("HIGHWATER_CROWDED_SANDBOX")
}

fn named(variable: &'static str) -> Result<PathBuf> {
    let path = std::env::var_os(variable).map(PathBuf::from);
    path.ok_or(Problem::NotTold { variable })
}

impl Told {
    /// Reads the environment; a test without it fails and says how to run it.
    pub fn by_environment() -> Result<Self> {
        Self::by(|variable| std::env::var_os(variable).map(PathBuf::from))
    }

    fn by(read: impl Fn(&str) -> Option<PathBuf>) -> Result<Self> {
        let path = |variable| read(variable).ok_or(Problem::NotTold { variable });
        Ok(Self {
            site: path("HIGHWATER_SITE")?,
            sizes: path("HIGHWATER_SIZES")?,
            chromium: path("HIGHWATER_CHROMIUM")?,
            chromedriver: path("HIGHWATER_CHROMEDRIVER")?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_built_site_the_right_command_is_named() {
        let problem = Told::by(|_| None).expect_err("nothing is told").to_string();
        assert!(
            problem.contains("HIGHWATER_SITE") && problem.contains("cargo xtask test browser"),
            "{problem}"
        );
    }
}
