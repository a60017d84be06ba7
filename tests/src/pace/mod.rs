//! How fast the built site is in a browser: measured, told, and never asserted.
//!
//! ```text
//! dist/, an empty page, a crowded sandbox ─► Chromium ─► frames, a page at rest, how soon it can be used
//! ```

mod counters;
pub mod frames;
pub mod rest;
pub mod start;
pub mod table;

use crate::page::Page;
use crate::picture::{self, WINDOWS};
use crate::problem::Result;
use serde_json::{Value, json};

/// The lesson that is loaded and looked at.
const LESSON: &str = "#/en/lesson/who-moves-the-high-watermark?step=1";

/// Puts a sandbox where the app keeps those of its visitor.
const KEEP: &str = "(kept) => localStorage.setItem(\"highwater.sandboxes\", kept)";

/// A page whose visitor keeps that sandbox.
async fn page_with(sandbox: &str) -> Result<Page> {
    let page = Page::start().await?;
    picture::resize(&page, WINDOWS[0]).await?;
    run_first(&page, KEEP, &json!(sandbox)).await?;
    Ok(page)
}

/// Opens the sandbox that is kept, and has it play.
async fn play(page: &Page) -> Result<()> {
    page.open("#/en/sandbox").await?;
    page.click("button", "Play").await
}

/// Runs a script before the page's own, whenever a page is opened. It is a function; this is its argument.
async fn run_first(page: &Page, function: &str, argument: &Value) -> Result<()> {
    let source = format!("({function})({argument});");
    page.driver()
        .cdp()
        .send_raw(
            "Page.addScriptToEvaluateOnNewDocument",
            json!({ "source": source }),
        )
        .await?;
    Ok(())
}

/// The value below which that percentage of the values lies; the largest for 100.
fn percentile(values: &[f64], percent: usize) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    let at = (sorted.len() * percent).div_ceil(100).saturating_sub(1);
    sorted.get(at.min(last)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::percentile;

    #[test]
    fn a_percentile_is_the_nearest_rank() {
        let hundred: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        for (values, percent, expected) in [
            (&hundred[..], 50, 50.0),
            (&hundred[..], 95, 95.0),
            (&hundred[..], 100, 100.0),
            (&[3.0, 1.0, 2.0][..], 50, 2.0),
            (&[1.0][..], 95, 1.0),
            (&[][..], 95, 0.0),
        ] {
            assert_eq!(percentile(values, percent), expected, "{percent} %");
        }
    }
}
