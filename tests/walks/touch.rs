//! A whole session by touch, in a window of 360 by 800.

use crate::player::Player;
use crate::words::{BOTH, Stands, Words};
use highwater_tests::picture::{self, Colours, WINDOWS};
use highwater_tests::{Page, Result, layout, walk};

#[tokio::test]
async fn a_phone_has_all_of_it_under_a_finger() -> Result<()> {
    for words in BOTH {
        walk(&format!("#/{}/", words.language), async |page| {
            picture::resize(page, WINDOWS[2]).await?;
            picture::prefer(page, Colours::Light).await?;
            page.open(&format!("#/{}/", words.language)).await?;
            loses_an_acknowledged_record(page, words).await?;
            asks_a_lesson(page, words).await
        })
        .await?;
    }
    Ok(())
}

/// From home to a cluster to break, and there to the loss that it is for.
async fn loses_an_acknowledged_record(page: &Page, words: &Words) -> Result<()> {
    page.tap_first(
        "link",
        words.pick("Clusters to break", "고장 내 볼 클러스터"),
    )
    .await?;
    page.tap_first(
        "link",
        words.pick(
            "acks=1 loses an acknowledged record",
            "acks=1: 성공 응답을 받은 레코드의 유실",
        ),
    )
    .await?;
    let player = Player { page, words };
    player.is_ready().await?;
    for follower in ["b2", "b3"] {
        page.tap("button", &words.cut("b1", follower)).await?;
    }
    page.fill("textbox", words.value, "oats").await?;
    page.tap("button", words.send).await?;
    page.tap("button", words.next_milestone).await?;
    page.says(words.pick("ack of orders-0", "orders-0 [0] ack"))
        .await?;
    page.tap("button", &words.crash("b1")).await?;
    page.until("b1 to be down", async || {
        player.stands_as(1, Stands::Crashed).await
    })
    .await?;
    let lost = words.pick("Lost: orders-0 [0]", "유실: orders-0 [0]");
    page.until(lost, async || {
        page.tap("button", words.next_milestone).await?;
        Ok(page.text().await?.contains(lost))
    })
    .await?;
    page.says(words.pick("acks=all at the producer", "프로듀서의 acks=all"))
        .await?;
    fits(page).await?;
    goes_back_and_looks_closer(&player).await
}

/// Time is moved with a finger, what is drawn is picked with one, and everything heals by one.
async fn goes_back_and_looks_closer(player: &Player<'_>) -> Result<()> {
    let (page, words) = (player.page, player.words);
    let lost_at = player.moment().await?.event;
    page.slide(words.time, 0.9, 0.3).await?;
    page.until("an earlier event", async || {
        Ok(player.moment().await?.event < lost_at)
    })
    .await?;
    // What is picked just when the picture changes under the finger is picked again, as one would.
    let replica = words.pick("orders-0 on b2", "b2의 orders-0");
    page.until(replica, async || {
        page.tap_first("button", words.pick("orders-0 on b2", "orders-0, b2"))
            .await?;
        let headings = page.names("heading").await?;
        Ok(headings.iter().any(|name| name.contains(replica)))
    })
    .await?;
    page.tap("button", words.pick("By partition", "파티션별"))
        .await?;
    page.until("the other view", async || {
        let view = words.pick("By partition", "파티션별");
        Ok(page.the("button", view).await?.on)
    })
    .await?;
    fits(page).await
}

/// A prediction is made, and the lesson goes on.
async fn asks_a_lesson(page: &Page, words: &Words) -> Result<()> {
    page.open(&format!("#/{}/", words.language)).await?;
    let lesson = words.pick(
        "What makes a replica in sync?",
        "레플리카는 언제 동기화된 것으로 보는가",
    );
    let link = page
        .name_that("link", lesson, |name| name.contains(lesson))
        .await?;
    page.tap("link", &link).await?;
    let player = Player { page, words };
    player.is_ready().await?;
    let options = page.names("radio").await?;
    page.tap("radio", &options[0]).await?;
    page.tap("button", words.check_answer).await?;
    page.until("an answer", async || {
        let text = page.text().await?;
        Ok(text.contains(words.right) || text.contains(words.wrong))
    })
    .await?;
    page.tap("button", words.go_on).await?;
    page.says(&words.part(2, 10)).await?;
    fits(page).await?;
    page.tap("link", words.other_language).await?;
    page.until("the other language", async || {
        Ok(!page
            .route()
            .await?
            .starts_with(&format!("#/{}/", words.language)))
    })
    .await
}

/// Nothing is wider than the window, cut or out of reach.
async fn fits(page: &Page) -> Result<()> {
    page.settle().await?;
    assert_eq!(layout::findings(page).await?, Vec::<String>::new());
    Ok(())
}
