//! What axe-core, which knows the rules of WCAG, finds wrong with a page.

use crate::page::Page;
use crate::problem::{Problem, Result};
use crate::told;

/// Serious and critical violations, as sentences.
pub async fn violations(page: &Page) -> Result<Vec<String>> {
    let path = told::axe()?;
    let axe = std::fs::read_to_string(&path)
        .map_err(Problem::machine(format!("reading {}", path.display())))?;
    // A page that was looked at before has it already.
    let once = format!("if (!window.axe) {{ {axe} }}");
    page.driver().execute(once, Vec::new()).await?;
    let found = page
        .driver()
        .execute_async(include_str!("axe.js"), Vec::new());
    Ok(found.await?.convert()?)
}
