//! What is broken in a page's layout, found without looking at it.

use crate::announced::Announced;
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

/// Whether something is seen as a whole without scrolling, and lies under nothing.
pub async fn is_in_sight(page: &Page, found: &Announced) -> Result<bool> {
    let element = found.element(page.driver()).await?;
    let corners = "const box = arguments[0].getBoundingClientRect(); \
                   return [[box.left, box.top], [box.right, box.bottom]].every(([x, y], index) => \
                   arguments[0].contains(document.elementFromPoint(x + 3 - 6 * index, y + 3 - 6 * index)))";
    let arguments = vec![element.to_json()?];
    Ok(page.driver().execute(corners, arguments).await?.convert()?)
}

async fn sentences(page: &Page, script: &str) -> Result<Vec<String>> {
    Ok(page.driver().execute(script, Vec::new()).await?.convert()?)
}
