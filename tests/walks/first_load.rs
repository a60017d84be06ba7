//! What a visitor downloads before seeing something.

use highwater_tests::told::Told;
use highwater_tests::{Page, Problem, Result, server};
use serde_json::Value;

/// What `cargo xtask build` found out about the site's files.
struct Sizes(Value);

impl Sizes {
    fn read() -> Result<Self> {
        let path = Told::by_environment()?.sizes;
        let text = std::fs::read_to_string(&path)
            .map_err(Problem::machine(format!("reading {}", path.display())))?;
        Ok(Self(
            serde_json::from_str(&text).expect("cargo xtask writes the sizes as JSON"),
        ))
    }

    fn budget(&self) -> u64 {
        self.0["budget_brotli_bytes"]
            .as_u64()
            .expect("the sizes hold the budget")
    }

    fn brotli(&self, path: &str) -> u64 {
        let file = if path.is_empty() { "index.html" } else { path };
        self.0["files"][file]["brotli"]
            .as_u64()
            .unwrap_or_else(|| panic!("{file} is not among the sizes"))
    }
}

async fn first_load_of(route: &str) -> Result<()> {
    let sizes = Sizes::read()?;
    let page = Page::start().await?;
    page.open(route).await?;
    page.settle().await?;
    let requests = page.requests();
    page.end().await?;

    let missing: Vec<_> = requests
        .iter()
        .filter(|request| request.status != 200)
        .collect();
    assert!(
        missing.is_empty(),
        "{route} asks for what is not there: {missing:?}"
    );
    let mut files: Vec<&str> = requests
        .iter()
        .filter_map(|request| request.path.strip_prefix(server::MOUNT))
        .collect();
    let asked = files.len();
    files.sort_unstable();
    files.dedup();
    assert_eq!(
        asked,
        files.len(),
        "{route} asks for a file twice: {requests:?}"
    );
    assert!(
        files.iter().all(|file| !file.contains(".end.")),
        "{route} asks for the end of a lesson: {requests:?}"
    );

    let weights: Vec<(u64, &str)> = files
        .iter()
        .map(|file| (sizes.brotli(file), *file))
        .collect();
    let total: u64 = weights.iter().map(|(weight, _)| weight).sum();
    println!(
        "first load of {route}: {total} bytes brotli in {} files",
        files.len()
    );
    assert!(
        total <= sizes.budget(),
        "{route} weighs {total} bytes brotli, more than {}: {weights:?}",
        sizes.budget()
    );
    Ok(())
}

#[tokio::test]
async fn the_first_load_of_home_is_within_the_budget() -> Result<()> {
    first_load_of("#/en/").await
}

#[tokio::test]
async fn the_first_load_of_a_lesson_is_within_the_budget() -> Result<()> {
    first_load_of("#/ko/lesson/who-moves-the-high-watermark?step=1").await
}
