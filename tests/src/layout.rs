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

async fn sentences(page: &Page, script: &str) -> Result<Vec<String>> {
    Ok(page.driver().execute(script, Vec::new()).await?.convert()?)
}
