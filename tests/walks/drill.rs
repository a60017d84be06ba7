//! The panic drill: what a visitor sees when the app has failed.

use crate::player::{Player, lesson};
use crate::words::{BOTH, Words};
use highwater_tests::{Page, Result};

/// Makes the app fail, as the page's own code allows.
const DRILL: &str = "dispatchEvent(new Event('highwater-panic-drill'))";

/// A lesson at its second part whose app has failed after something was done.
async fn failed(words: &Words) -> Result<Page> {
    let page = Page::start().await?;
    page.open(&lesson(words, 2)).await?;
    let player = Player { page: &page, words };
    player.is_at(2).await?;
    player.press(&words.crash("b1")).await?;
    page.the("button", &words.restart("b1")).await?;
    page.driver().execute(DRILL, vec![]).await?;
    Ok(page)
}

#[tokio::test]
async fn a_failed_app_says_so_in_both_languages_with_ways_on() -> Result<()> {
    let page = failed(BOTH[0]).await?;
    for said in ["Something went wrong", "문제가 생겼습니다"] {
        page.says(said).await?;
    }
    for button in ["Reload", "다시 불러오기"] {
        page.the("button", button).await?;
    }
    let errors = page.console_errors().await?;
    assert!(
        errors
            .iter()
            .any(|error| error.contains("highwater-panic-drill")),
        "{errors:?}"
    );
    page.end().await
}

#[tokio::test]
async fn a_failed_app_is_left_by_the_link_to_the_step_before() -> Result<()> {
    for (words, back) in BOTH
        .into_iter()
        .zip(["Back to where you were", "있던 곳으로 돌아가기"])
    {
        let page = failed(words).await?;
        page.click("link", back).await?;
        let player = Player { page: &page, words };
        player.is_ready().await?;
        player.is_at(2).await?;
        assert_eq!(page.route().await?, lesson(words, 2));
        page.end().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_failed_app_is_left_by_loading_it_anew() -> Result<()> {
    for (words, reload) in BOTH.into_iter().zip(["Reload", "다시 불러오기"]) {
        let page = failed(words).await?;
        page.click("button", reload).await?;
        Player { page: &page, words }.is_at(2).await?;
        page.end().await?;
    }
    Ok(())
}
