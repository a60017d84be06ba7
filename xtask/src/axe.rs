//! axe-core, from npm, with which the browser tests look for what keeps people out.

use crate::cache::Cache;
use crate::failure::Result;
use crate::npm;
use crate::process::find;
use crate::step::{skipped, step};
use crate::system_packages::{self, Need};
use std::path::PathBuf;

/// The one that is fetched.
const VERSION: &str = "4.14.1";

/// Its script.
pub fn find_or_fetch(cache: &Cache) -> Result<PathBuf> {
    let place = cache.tool("axe-npm", VERSION);
    if place.exists() {
        skipped(&format!("axe-core {VERSION} (npm package axe-core)"));
    } else {
        if find("npm").is_none() {
            system_packages::install(&[Need::Npm])?;
        }
        let title = format!("fetching axe-core {VERSION} into {}", place.display());
        let package = format!("axe-core@{VERSION}");
        step(&title, || {
            cache.install("axe-npm", VERSION, |staging| {
                npm::install(&package, staging)
            })
        })?;
    }
    Ok(place.join("node_modules/axe-core/axe.min.js"))
}
