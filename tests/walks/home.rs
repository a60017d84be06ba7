//! The home page.

use highwater_tests::{Result, walk};

#[tokio::test]
async fn home_opens_under_a_sub_path_in_both_languages() -> Result<()> {
    for route in ["", "#/en/", "#/ko/"] {
        walk(route, async |page| {
            assert!(page.driver().title().await?.contains("Highwater"));
            page.until("a heading", async || {
                Ok(!page.all("heading").await?.is_empty())
            })
            .await
        })
        .await?;
    }
    Ok(())
}
