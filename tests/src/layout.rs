//! What is broken in a page's layout, found without looking at it.

use crate::page::Page;
use crate::problem::Result;

/// Sideways overflow of the page, and text that is cut off, as sentences.
pub async fn findings(page: &Page) -> Result<Vec<String>> {
    sentences(page, include_str!("layout.js")).await
}

/// Controls that cannot be scrolled to, or that lie under something, as sentences.
pub async fn out_of_reach(page: &Page) -> Result<Vec<String>> {
    sentences(page, include_str!("reach.js")).await
}

/// Why the focus is not seen on what has it, if it is not.
pub async fn focus_hidden(page: &Page) -> Result<Option<String>> {
    Ok(page
        .driver()
        .execute(include_str!("focus.js"), Vec::new())
        .await?
        .convert()?)
}

async fn sentences(page: &Page, script: &str) -> Result<Vec<String>> {
    Ok(page.driver().execute(script, Vec::new()).await?.convert()?)
}
