//! A number for the contents of files, to know whether a result is still that of its inputs.

use crate::failure::{Failure, Result};
use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::{Path, PathBuf};

/// A number that changes when a file below one of the paths changes, comes or goes.
///
/// Contents count and times do not, since a checkout of another commit and back changes all times.
pub fn fingerprint(root: &Path, paths: &[&str]) -> Result<u64> {
    let mut hasher = DefaultHasher::new();
    for path in paths {
        for file in files_below(&root.join(path))? {
            let bytes = fs::read(&file).map_err(|error| Failure::file("read", &file, &error))?;
            file.strip_prefix(root).unwrap_or(&file).hash(&mut hasher);
            bytes.hash(&mut hasher);
        }
    }
    Ok(hasher.finish())
}

/// All files below a folder, in the order of their paths; a file is itself; nothing is no files.
pub fn files_below(path: &Path) -> Result<Vec<PathBuf>> {
    if !path.is_dir() {
        return Ok(path
            .is_file()
            .then(|| path.to_owned())
            .into_iter()
            .collect());
    }
    let mut entries = fs::read_dir(path)
        .and_then(|entries| {
            entries
                .map(|entry| entry.map(|entry| entry.path()))
                .collect::<std::io::Result<Vec<_>>>()
        })
        .map_err(|error| Failure::file("list", path, &error))?;
    entries.sort();
    let mut files = Vec::new();
    for entry in entries {
        files.extend(files_below(&entry)?);
    }
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fingerprint_follows_contents_and_names() {
        let root =
            std::env::temp_dir().join(format!("highwater-fingerprint-{}", std::process::id()));
        let write = |name: &str, text: &str| {
            fs::write(root.join(name), text).expect("a temporary folder can be written")
        };
        let taken =
            || fingerprint(&root, &["in", "absent"]).expect("a temporary folder can be read");
        fs::create_dir_all(root.join("in")).expect("a temporary folder can be made");

        write("in/a", "1");
        let first = taken();
        write("outside", "2");
        assert_eq!(taken(), first, "a file elsewhere does not count");
        write("in/a", "2");
        assert_ne!(taken(), first, "contents count");
        write("in/a", "1");
        assert_eq!(taken(), first, "times do not count");
        fs::rename(root.join("in/a"), root.join("in/b")).expect("a temporary file can be renamed");
        assert_ne!(taken(), first, "names count");

        fs::remove_dir_all(&root).expect("a temporary folder can be removed");
    }
}
