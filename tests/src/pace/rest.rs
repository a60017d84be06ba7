//! What a page costs while nothing moves in it.

use super::counters::{self, Counters};
use super::table::Table;
use super::{LESSON, page_with, play};
use crate::page::Page;
use crate::problem::Result;
use std::time::Duration;

/// How long it is looked at.
const COUNTED: Duration = Duration::from_secs(10);

/// Looks at a cluster that was paused while it played, and at a lesson that nobody has touched.
pub async fn measured(sandbox: &str) -> Result<Table> {
    let mut table = Table::new(&["", "main thread", "all of its process"]);
    let page = page_with(sandbox).await?;
    play(&page).await?;
    page.click("button", "Pause").await?;
    table.row(row(&page, "paused").await?);
    page.open(LESSON).await?;
    table.row(row(&page, "a lesson").await?);
    page.end().await?;
    Ok(table)
}

async fn row(page: &Page, name: &str) -> Result<Vec<String>> {
    page.settle().await?;
    counters::count(page).await?;
    let before = Counters::read(page).await?;
    tokio::time::sleep(COUNTED).await;
    let spent = Counters::spent_since(page, before).await?;
    let percent = |counter| format!("{:.2} %", spent.percent(counter));
    Ok(vec![
        name.to_owned(),
        percent("TaskDuration"),
        percent("ProcessTime"),
    ])
}
