//! How soon a page can be used: until the click on a control, made as soon as that is there, is answered on
//! the screen. The site is held against a page of Leptos that has nothing but a button.

use super::table::Table;
use super::{LESSON, percentile, run_first};
use crate::page::Page;
use crate::problem::Result;
use crate::server::SiteServer;
use serde_json::json;
use std::path::Path;

/// How often each page is loaded. They take turns, so that what else the machine does hits all of them.
const LOADS: usize = 31;

/// The names of the controls: the empty page's, and the site's as it stands and as it plays.
const CONTROLS: [&str; 3] = ["0", "Play", "Pause"];

/// Resolves when the page can be used.
const USABLE: &str = "window.usableAfterMs.then(arguments[0])";

/// Loads an empty page, the home page and a lesson.
pub async fn measured(empty_page: &Path) -> Result<Table> {
    let empty_page = SiteServer::start(empty_page)?;
    let page = Page::start().await?;
    run_first(&page, include_str!("start.js"), &json!(CONTROLS)).await?;
    let pages = [
        ("an empty page", empty_page.url("")),
        ("home", page.url("#/en/")),
        ("a lesson", page.url(LESSON)),
    ];
    let mut times_ms = [const { Vec::new() }; 3];
    for _ in 0..LOADS {
        for ((_, url), times_ms) in pages.iter().zip(&mut times_ms) {
            times_ms.push(usable_after_ms(&page, url).await?);
        }
    }
    page.end().await?;
    let mut table = Table::new(&["", "median ms", "fastest", "slowest", "to empty"]);
    let empty_ms = percentile(&times_ms[0], 50);
    for ((name, _), times_ms) in pages.iter().zip(&times_ms) {
        let median_ms = percentile(times_ms, 50);
        table.row(vec![
            (*name).to_owned(),
            format!("{median_ms:.0}"),
            format!("{:.0}", percentile(times_ms, 0)),
            format!("{:.0}", percentile(times_ms, 100)),
            format!("{:.2} ×", median_ms / empty_ms),
        ]);
    }
    Ok(table)
}

/// Loads a page as on a first visit.
async fn usable_after_ms(page: &Page, url: &str) -> Result<f64> {
    page.driver().goto("about:blank").await?;
    page.forget_visits().await?;
    page.driver()
        .cdp()
        .send_raw("Network.clearBrowserCache", json!({}))
        .await?;
    page.driver().goto(url).await?;
    let usable = page.driver().execute_async(USABLE, Vec::new()).await?;
    Ok(usable.convert()?)
}
