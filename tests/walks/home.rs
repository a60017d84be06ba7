//! The home page, and what the browser remembers.

use crate::lesson::PARTS;
use crate::player::{LESSON, Player, lesson, play};
use crate::words::{BOTH, Stands, Words};
use highwater_tests::{Page, Result, walk};
use serde_json::json;

fn home(words: &Words) -> String {
    format!("#/{}/", words.language)
}

#[tokio::test]
async fn home_opens_under_a_sub_path_and_in_the_language_of_the_visitor() -> Result<()> {
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

#[tokio::test]
async fn the_first_screen_is_a_cluster_that_lives_and_can_be_broken() -> Result<()> {
    for words in BOTH {
        play(words, home(words), async |player| {
            let page = player.page;
            assert!(
                bottom_of(page, words.cluster).await? <= 1.0,
                "it is not on the first screen"
            );
            let before = player.lanes().await?;
            page.until("a record", async || Ok(player.lanes().await? != before))
                .await?;
            player.press(&words.crash("b1")).await?;
            page.the("button", &words.restart("b1")).await?;
            assert!(player.stands_as(1, Stands::Crashed).await?);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// How far down in the window a region ends: 1 is the window's own end.
async fn bottom_of(page: &Page, region: &str) -> Result<f64> {
    let element = page
        .the("region", region)
        .await?
        .element(page.driver())
        .await?;
    let bottom = "return arguments[0].getBoundingClientRect().bottom / innerHeight";
    Ok(page
        .driver()
        .execute(bottom, vec![element.to_json()?])
        .await?
        .convert()?)
}

#[tokio::test]
async fn the_legend_and_the_glossary_are_a_click_away() -> Result<()> {
    for words in BOTH {
        walk(&home(words), async |page| {
            let legend = words.pick(("Legend", "Legend"), ("범례", "범례"));
            let glossary = words.pick(("Glossary", "Glossary"), ("용어집", "용어집"));
            for (link, title) in [legend, glossary] {
                page.click("link", link).await?;
                page.the("heading", title).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_term_in_a_lesson_leads_to_the_glossary_and_back() -> Result<()> {
    let words = BOTH[0];
    play(words, lesson(words, 1), async |player| {
        player.page.click("link", "high watermark").await?;
        player.page.the("heading", "Glossary").await?;
        player.page.says("high watermark").await?;
        player.page.driver().back().await?;
        player.is_at(1).await
    })
    .await
}

#[tokio::test]
async fn progress_is_remembered_and_the_lesson_is_gone_on_with() -> Result<()> {
    for (words, seen) in BOTH.into_iter().zip(["2 of 9 parts seen", "장면 2/9"]) {
        play(words, lesson(words, 1), async |player| {
            let page = player.page;
            player.press(words.go_on).await?;
            player.is_at(2).await?;
            page.open(&home(words)).await?;
            page.says(seen).await?;
            page.reload().await?;
            page.says(seen).await?;
            let card = page
                .name_that("link", "the lesson", |name| name.contains(seen))
                .await?;
            page.click("link", &card).await?;
            Player { page, words }.is_at_part(2, PARTS.len()).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn every_lesson_can_be_read_as_plain_text() -> Result<()> {
    for words in BOTH {
        walk(&home(words), async |page| {
            page.click("link", words.pick("The lessons as plain text", "글로 읽기"))
                .await?;
            let title = words.pick(
                "Who moves the high watermark?",
                "하이 워터마크는 누가 움직이는가",
            );
            let link = page
                .name_that("link", title, |name| name.contains(title))
                .await?;
            page.click("link", &link).await?;
            page.says("kafka-topics.sh --bootstrap-server b1:9092 --describe --topic orders")
                .await?;
            assert_eq!(
                page.route().await?,
                format!("read/{}/{LESSON}.html", words.language)
            );
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_first_visit_is_in_the_language_of_the_browser() -> Result<()> {
    for (words, preferred) in BOTH.into_iter().zip(["en-GB", "ko-KR"]) {
        let page = Page::start().await?;
        let agent: String = page
            .driver()
            .execute("return navigator.userAgent", vec![])
            .await?
            .convert()?;
        let wish = json!({ "userAgent": agent, "acceptLanguage": preferred });
        page.driver()
            .cdp()
            .send_raw("Emulation.setUserAgentOverride", wish)
            .await?;
        page.open("").await?;
        page.the("region", words.cluster).await?;
        page.the("link", words.other_language).await?;
        page.end().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_browser_that_keeps_nothing_shows_everything_all_the_same() -> Result<()> {
    let words = BOTH[0];
    walk(&home(words), async |page| {
        let refuse = "for (const kept of ['localStorage', 'sessionStorage']) \
                      Object.defineProperty(window, kept, { get() { throw new DOMException('refused', 'SecurityError') } })";
        page.driver()
            .cdp()
            .send_raw("Page.addScriptToEvaluateOnNewDocument", json!({ "source": refuse }))
            .await?;
        page.open(&lesson(words, 1)).await?;
        let player = Player { page, words };
        player.press(words.go_on).await?;
        player.is_at(2).await
    })
    .await
}
