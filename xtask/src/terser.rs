//! Terser, from npm, which makes the script beside the wasm a quarter smaller.

use crate::cache::Cache;
use crate::failure::Result;
use crate::npm;
use crate::process::{find, output};
use crate::step::{note, skipped, step};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The one that is fetched.
const VERSION: &str = "5.51.4";

/// A script that is a module, for browsers that run wasm.
const OPTIONS: [&str; 4] = ["--module", "--compress", "--mangle", "--ecma=2022"];

/// A Terser that can be started.
pub struct Terser {
    node: PathBuf,
    program: PathBuf,
}

impl Terser {
    /// Replaces a script by a smaller one that does the same.
    pub fn shrink(&self, script: &Path) -> Result<()> {
        let mut command = Command::new(&self.node);
        // The file stands first: an option would take it for its own.
        command.arg(&self.program).arg(script).args(OPTIONS);
        output(command.arg("--output").arg(script)).map(drop)
    }
}

/// Terser, or `None` if it cannot be had.
pub fn find_or_fetch(cache: &Cache) -> Option<Terser> {
    let node = find("node")?;
    let place = cache.tool("terser-npm", VERSION);
    if place.exists() {
        skipped(&format!("Terser {VERSION} (npm package terser)"));
    } else {
        let title = format!("fetching Terser {VERSION} into {}", place.display());
        let package = format!("terser@{VERSION}");
        let fetched = step(&title, || {
            cache.install("terser-npm", VERSION, |staging| {
                npm::install(&package, staging)
            })
        });
        fetched.map_err(|failure| note(&failure.to_string())).ok()?;
    }
    let program = place.join("node_modules/terser/bin/terser");
    Some(Terser { node, program })
}
