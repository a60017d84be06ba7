//! A page that is gone to by a link begins at its top, wherever in it the focus is.

use crate::player::Player;
use crate::words::{BOTH, Words};
use highwater_tests::picture::{self, Colours, WINDOWS, Window};
use highwater_tests::{Page, Result, walk};

/// A route, a link of it by what its name has in it, and the heading that has the focus then.
fn ways(words: &Words) -> [(&'static str, &'static str, &'static str); 2] {
    [
        (
            "sandbox/presets",
            words.pick(
                "Leadership does not come back at once",
                "바로 돌아오지 않는 리더",
            ),
            words.sandbox,
        ),
        (
            "",
            words.pick(
                "What happens when a leader dies?",
                "리더가 죽으면 어떤 일이 일어나는가",
            ),
            words.pick(
                "A record has two of three copies",
                "레코드가 세 레플리카 가운데 둘에 있습니다",
            ),
        ),
    ]
}

#[tokio::test]
async fn a_page_begins_at_its_top_with_the_focus_on_its_title() -> Result<()> {
    for words in BOTH {
        for window in [WINDOWS[1], WINDOWS[2]] {
            walk(&format!("#/{}/", words.language), async |page| {
                goes_every_way(page, words, window).await
            })
            .await?;
        }
    }
    Ok(())
}

async fn goes_every_way(page: &Page, words: &Words, window: Window) -> Result<()> {
    picture::resize(page, window).await?;
    picture::prefer(page, Colours::Light).await?;
    for (from, link, title) in ways(words) {
        page.open(&format!("#/{}/{from}", words.language)).await?;
        let link = page
            .name_that("link", link, |name| name.contains(link))
            .await?;
        page.click("link", &link).await?;
        Player { page, words }.is_ready().await?;
        page.until(title, async || {
            let focused = page.focused().await?;
            Ok(focused.is_some_and(|focused| focused.name == title))
        })
        .await?;
        page.settle().await?;
        let top = "return window.scrollY";
        let top: f64 = page.driver().execute(top, vec![]).await?.convert()?;
        assert_eq!(top, 0.0, "{link} at {}", window.name());
    }
    Ok(())
}
