//! Where things are: the checkout, cargo's target folder, the tool cache.

use crate::cache::Cache;
use crate::failure::{Failure, Result};
use crate::process;
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The checkout this program was built from, and the folders it works with.
pub struct Project {
    /// The workspace's root.
    pub root: PathBuf,
    /// Cargo's target folder, wherever the person's configuration puts it.
    pub target: PathBuf,
    /// The tools of all checkouts of this user.
    pub cache: Cache,
    metadata: Value,
}

/// A test target of a workspace package that has to run in wasm.
pub struct WasmTest {
    /// The package's name.
    pub package: String,
    /// The test target's name.
    pub target: String,
}

impl Project {
    /// Finds the checkout and its folders.
    pub fn open() -> Result<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"))
            .parent()
            .ok_or_else(|| {
                Failure::new(
                    "xtask/ has no parent folder; it belongs into the checkout of Highwater",
                )
            })?
            .to_owned();
        let mut question = cargo(&root);
        question.args(["metadata", "--no-deps", "--format-version", "1"]);
        let metadata: Value = process::answer(&mut question)
            .and_then(|text| serde_json::from_str(&text).ok())
            .ok_or_else(|| {
                Failure::new(format!(
                    "`cargo metadata` gave no answer in {}; run it there to see why",
                    root.display()
                ))
            })?;
        let target = metadata["target_directory"]
            .as_str()
            .map_or_else(|| root.join("target"), PathBuf::from);
        Ok(Self {
            root,
            target,
            cache: Cache::of_this_user()?,
            metadata,
        })
    }

    /// A cargo command that runs in the checkout.
    pub fn cargo(&self) -> Command {
        cargo(&self.root)
    }

    /// The folder of the finished site.
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The integration tests that are to run in wasm: by convention their names begin with `wasm`.
    pub fn wasm_tests(&self) -> Vec<WasmTest> {
        let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
        let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
        let mut found = Vec::new();
        for package in list(&self.metadata["packages"]) {
            for target in list(&package["targets"]) {
                let is_test = list(&target["kind"]).iter().any(|kind| kind == "test");
                if is_test && text(&target["name"]).starts_with("wasm") {
                    found.push(WasmTest {
                        package: text(&package["name"]),
                        target: text(&target["name"]),
                    });
                }
            }
        }
        found
    }

    /// The version of a package that `Cargo.lock` asks for.
    pub fn locked_version(&self, package: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let lock =
            std::fs::read_to_string(&path).map_err(|error| Failure::file("read", &path, &error))?;
        version_in_lock(&lock, package).ok_or_else(|| {
            Failure::new(format!(
                "{} names no version of {package}; run `cargo update --workspace`",
                path.display()
            ))
        })
    }
}

fn cargo(root: &Path) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(root);
    command
}

/// Reads the one line that matters instead of the whole format: cargo writes the version right
/// below the name.
fn version_in_lock(lock: &str, package: &str) -> Option<String> {
    let name = format!("name = \"{package}\"");
    let mut lines = lock.lines().skip_while(|line| *line != name);
    let version = lines
        .nth(1)?
        .strip_prefix("version = \"")?
        .strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.50\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry\"\n";

    #[test]
    fn the_lock_files_version_is_found_by_the_exact_name() {
        assert_eq!(
            version_in_lock(LOCK, "wasm-bindgen").as_deref(),
            Some("0.2.130")
        );
        assert_eq!(version_in_lock(LOCK, "wasm"), None);
    }
}
