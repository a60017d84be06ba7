//! Which files are run: the project's own, or whatever is named.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Where the project's own cases are, below its root.
const OWN: [&str; 2] = ["core/conformance/vectors", "core/conformance/recordings"];

/// The project's root.
#[must_use]
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The project's own files, with the names by which the project calls them.
///
/// # Errors
/// When a folder cannot be read.
pub fn own() -> io::Result<Vec<(PathBuf, String)>> {
    let mut files = Vec::new();
    for folder in OWN {
        for path in below(&root().join(folder))? {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let shown = format!("{folder}/{name}");
            files.push((path, shown));
        }
    }
    Ok(files)
}

/// The files that are meant by a path: itself, or, below a folder, all that end in `.json`.
///
/// # Errors
/// When the path cannot be read, or a folder holds no such file.
pub fn named(path: &Path) -> io::Result<Vec<(PathBuf, String)>> {
    let files = if path.is_dir() {
        below(path)?
    } else {
        vec![path.to_owned()]
    };
    if files.is_empty() {
        return Err(io::Error::new(
            io::ErrorKind::NotFound,
            "the folder holds no file that ends in .json",
        ));
    }
    let shown = |path: PathBuf| {
        let shown = path.display().to_string();
        (path, shown)
    };
    Ok(files.into_iter().map(shown).collect())
}

fn below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else if path
                .extension()
                .is_some_and(|extension| extension == "json")
            {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
