//! The per-user cache of tools, by name and version.
//!
//! ```text
//! <cache>/tools/trunk-0.21.14/bin/trunk      whole, or not there
//! <cache>/tmp/trunk-0.21.14.4711/            an install under way
//! ```
//!
//! An install happens beside the tools and is renamed into place when it is complete, so that an
//! interrupted one is never taken for a whole one.

use crate::failure::{Failure, Result};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// How long an abandoned install may lie in the cache before another install sweeps it away.
const ABANDONED_AFTER: Duration = Duration::from_secs(24 * 60 * 60);

/// The folder that holds the tools of all checkouts of one user.
pub struct Cache {
    root: PathBuf,
}

impl Cache {
    /// The cache of the user who runs this program.
    pub fn of_this_user() -> Result<Self> {
        Self::chosen_by(|name| std::env::var_os(name).filter(|value| !value.is_empty()))
    }

    fn chosen_by(variable: impl Fn(&str) -> Option<OsString>) -> Result<Self> {
        let folder = |name: &str| variable(name).map(PathBuf::from);
        let root = folder("HIGHWATER_CACHE")
            .or_else(|| Some(folder("XDG_CACHE_HOME")?.join("highwater")))
            .or_else(|| Some(folder("LOCALAPPDATA")?.join("highwater")))
            .or_else(|| Some(folder("HOME")?.join(CACHES_OF_HOME).join("highwater")))
            .ok_or_else(|| {
                Failure::new(
                    "no folder for tools is known: set HIGHWATER_CACHE to one outside the checkout",
                )
            })?;
        let root =
            std::path::absolute(&root).map_err(|error| Failure::file("locate", &root, &error))?;
        Ok(Self { root })
    }

    /// Where a tool is, or would be.
    pub fn tool(&self, name: &str, version: &str) -> PathBuf {
        self.root.join("tools").join(format!("{name}-{version}"))
    }

    /// Installs a tool with `fill`, which gets an empty folder, unless it is there already.
    pub fn install(
        &self,
        name: &str,
        version: &str,
        fill: impl FnOnce(&Path) -> Result<()>,
    ) -> Result<PathBuf> {
        let place = self.tool(name, version);
        if place.exists() {
            return Ok(place);
        }
        let staging = self.staging(name, version)?;
        let filled = fill(&staging).and_then(|()| move_into_place(&staging, &place));
        let swept = fs::remove_dir_all(&staging);
        filled?;
        match swept {
            Err(error) if staging.exists() => Err(Failure::file("remove", &staging, &error)),
            _ => Ok(place),
        }
    }

    fn staging(&self, name: &str, version: &str) -> Result<PathBuf> {
        let folder = self.root.join("tmp");
        sweep(&folder);
        let staging = folder.join(format!("{name}-{version}.{}", std::process::id()));
        fs::create_dir_all(&staging).map_err(|error| Failure::file("create", &staging, &error))?;
        Ok(staging)
    }
}

const CACHES_OF_HOME: &str = if cfg!(target_os = "macos") {
    "Library/Caches"
} else {
    ".cache"
};

fn move_into_place(staging: &Path, place: &Path) -> Result<()> {
    let tools = place.parent().unwrap_or(place);
    fs::create_dir_all(tools).map_err(|error| Failure::file("create", tools, &error))?;
    match fs::rename(staging, place) {
        // Another checkout's install of the same tool was faster: its result is as good.
        Err(_) if place.exists() => Ok(()),
        Err(error) => Err(Failure::file("create", place, &error)),
        Ok(()) => Ok(()),
    }
}

/// Removes installs that were interrupted long ago. What cannot be removed does no harm.
fn sweep(folder: &Path) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let age = entry
            .metadata()
            .and_then(|data| data.modified())
            .ok()
            .and_then(|time| time.elapsed().ok());
        if age.is_some_and(|age| age > ABANDONED_AFTER) {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A cache of its own in cargo's folder for test files, gone when the test ends.
    struct TestCache(Cache);

    impl TestCache {
        fn new(name: &str) -> Self {
            let root =
                std::env::temp_dir().join(format!("highwater-cache-{name}-{}", std::process::id()));
            Self(Cache { root })
        }
    }

    impl Drop for TestCache {
        fn drop(&mut self) {
            let _ = fs::remove_dir_all(&self.0.root);
        }
    }

    #[test]
    fn the_cache_is_where_the_first_known_variable_says() {
        let cases: &[(&[(&str, &str)], &str)] = &[
            (
                &[
                    ("HIGHWATER_CACHE", "/a"),
                    ("XDG_CACHE_HOME", "/b"),
                    ("HOME", "/c"),
                ],
                "/a",
            ),
            (&[("XDG_CACHE_HOME", "/b"), ("HOME", "/c")], "/b/highwater"),
        ];
        for (variables, expected) in cases {
            let cache = Cache::chosen_by(|name| {
                variables
                    .iter()
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| value.into())
            });
            assert_eq!(
                cache.expect("a variable names a folder").root,
                Path::new(expected)
            );
        }
        assert!(Cache::chosen_by(|_| None).is_err());
    }

    #[test]
    fn an_install_that_fails_leaves_no_tool() {
        let cache = TestCache::new("failing");
        let result = cache.0.install("tool", "1", |folder| {
            fs::write(folder.join("half"), "").expect("the folder is there to be written");
            Err(Failure::new("interrupted"))
        });
        assert!(result.is_err());
        assert!(!cache.0.tool("tool", "1").exists());
    }

    #[test]
    fn an_install_happens_once() {
        let cache = TestCache::new("once");
        let fill = |folder: &Path| {
            fs::write(folder.join("whole"), "")
                .map_err(|error| Failure::file("write", folder, &error))
        };
        let place = cache
            .0
            .install("tool", "1", fill)
            .expect("the first install works");
        assert!(place.join("whole").exists());
        cache
            .0
            .install("tool", "1", |_| Err(Failure::new("not again")))
            .expect("the second finds the first");
    }
}
