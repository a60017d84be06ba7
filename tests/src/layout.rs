//! What is broken in a page's layout, found without looking at it.

use crate::page::Page;
use crate::problem::Result;

/// Sideways overflow of the page, and text that is cut off, as sentences.
pub async fn findings(page: &Page) -> Result<Vec<String>> {
    Ok(page
        .driver()
        .execute(include_str!("layout.js"), Vec::new())
        .await?
        .convert()?)
}
