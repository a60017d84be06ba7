//! Texts that are written down in `tests/golden`.

use std::path::Path;

/// Holds a text against the file of that name; with `HIGHWATER_BLESS` it is written anew first.
#[track_caller]
pub fn same_as_golden(file: &str, text: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/golden")
        .join(file);
    if std::env::var_os("HIGHWATER_BLESS").is_some() {
        std::fs::write(&path, text).expect("tests/golden can be written when blessing");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    let differs = text
        .lines()
        .zip(golden.lines())
        .find(|(now, then)| now != then);
    assert!(
        text == golden,
        "{} differs, first at {differs:#?}",
        path.display()
    );
}
