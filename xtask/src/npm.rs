//! Packages from npm.

use crate::failure::{Failure, Result};
use crate::process::{find, run};
use std::path::Path;
use std::process::Command;

/// Installs a package, named with its version, into `node_modules/` in a folder. None of its scripts run.
pub fn install(package: &str, folder: &Path) -> Result<()> {
    let npm = find("npm").ok_or_else(|| Failure::new("npm is not there"))?;
    run(Command::new(npm)
        .args([
            "install",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--no-save",
            "--loglevel=error",
            "--prefix",
        ])
        .arg(folder)
        .arg(package))
}
