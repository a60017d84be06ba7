//! How long a frame takes while a crowded cluster plays: what the program does, and style and layout.

use super::counters::{self, Counters};
use super::table::Table;
use super::{page_with, percentile, play, run_first};
use crate::page::Page;
use crate::problem::{Problem, Result};
use serde_json::json;
use std::time::Duration;

/// Frames are thrown away for so long: what runs for the first time is compiled then.
const WARM_UP: Duration = Duration::from_secs(3);
/// And counted for so long.
const COUNTED: Duration = Duration::from_secs(20);

/// The key that shows the cluster from the other side.
const OTHER_VIEW: char = 'v';

/// Plays the sandbox in both views.
pub async fn measured(sandbox: &str) -> Result<Table> {
    let page = page_with(sandbox).await?;
    run_first(&page, include_str!("frames.js"), &json!(null)).await?;
    play(&page).await?;
    counters::count(&page).await?;
    let mut table = Table::new(&[
        "",
        "p50 ms",
        "p95 ms",
        "max ms",
        "frames",
        "in flight",
        "mean: script",
        "style",
        "layout",
    ]);
    table.row(row(&page, "by broker").await?);
    page.press(OTHER_VIEW).await?;
    table.row(row(&page, "by partition").await?);
    page.end().await?;
    Ok(table)
}

async fn row(page: &Page, view: &str) -> Result<Vec<String>> {
    tokio::time::sleep(WARM_UP).await;
    taken(page).await?;
    let before = Counters::read(page).await?;
    tokio::time::sleep(COUNTED).await;
    let spent = Counters::spent_since(page, before).await?;
    let (times_ms, in_flight): (Vec<f64>, Vec<f64>) = taken(page).await?.into_iter().unzip();
    if times_ms.is_empty() {
        return Err(Problem::NeverHappened {
            what: "a frame while the cluster plays".into(),
            instead: "nothing moved".into(),
        });
    }
    let mean_ms = |counter| {
        format!(
            "{:.2}",
            1_000.0 * spent.seconds(counter) / times_ms.len() as f64
        )
    };
    let of_times = |percent| format!("{:.1}", percentile(&times_ms, percent));
    let of_flights = |percent| percentile(&in_flight, percent);
    Ok(vec![
        view.to_owned(),
        of_times(50),
        of_times(95),
        of_times(100),
        times_ms.len().to_string(),
        format!("{} to {}", of_flights(5), of_flights(95)),
        mean_ms("ScriptDuration"),
        mean_ms("RecalcStyleDuration"),
        mean_ms("LayoutDuration"),
    ])
}

/// How long the frames took since this was last asked, and how many messages each showed.
async fn taken(page: &Page) -> Result<Vec<(f64, f64)>> {
    let taken = page
        .driver()
        .execute("return window.takeFrames()", Vec::new())
        .await?;
    Ok(taken.convert()?)
}
