//! Every moment that is worth a picture, looked at by axe-core: it knows the rules of WCAG.

use highwater_tests::moments;
use highwater_tests::picture::{self, Colours, WINDOWS};
use highwater_tests::{Page, Result, axe};

/// Goes through all moments in one language and returns what is seriously wrong with them.
async fn check(language: &str) -> Result<()> {
    let page = Page::start().await?;
    let mut wrong = Vec::new();
    for moment in moments::all()? {
        picture::resize(&page, WINDOWS[0]).await?;
        moment.reach(&page, language).await?;
        for colours in Colours::ALL {
            picture::prefer(&page, colours).await?;
            page.settle().await?;
            for violation in axe::violations(&page).await? {
                wrong.push(format!("{}, {}: {violation}", moment.name, colours.name()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "{} violations:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
    page.end().await
}

#[tokio::test]
async fn nothing_is_seriously_inaccessible_in_english() -> Result<()> {
    check("en").await
}

#[tokio::test]
async fn nothing_is_seriously_inaccessible_in_korean() -> Result<()> {
    check("ko").await
}
