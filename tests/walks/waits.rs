//! Why something waits, asked in the inspector: from what waits along its reasons to what ends it.

use crate::inspector::top_of;
use crate::player::{Player, play, preset, sandbox};
use crate::words::BOTH;
use highwater_tests::Result;
use highwater_tests::picture::{self, WINDOWS};

/// The step of the lesson at which the leader has the record and its followers have not told it yet.
const ACK_WAITS: usize = 3;

#[tokio::test]
async fn what_waits_is_listed_and_says_why() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, ACK_WAITS), async |player| {
            let page = player.page;
            page.says(words.pick("What is waiting", "지금 기다리는 것"))
                .await?;
            let ack = words.pick("ack of orders-0 for p1", "p1에 보낼 orders-0 ack");
            player.press(ack).await?;
            page.the("region", words.pick("Why is it waiting?", "왜 기다리나요?"))
                .await?;
            page.says(words.pick(
                "Why is the ack still waiting?",
                "왜 ack가 아직 오지 않나요?",
            ))
            .await?;
            page.says(words.pick("the ack of orders-0 needs HW 6", "ack에 필요한 HW는 6"))
                .await?;
            page.says("request.timeout.ms").await
        })
        .await?;
    }
    Ok(())
}

/// Picks the ack that waits: the name of the reason that is about a follower, and the heading to which that leads.
async fn what_the_leader_last_saw(player: &Player<'_>) -> Result<(String, &'static str)> {
    let words = player.words;
    let ack = words.pick("ack of orders-0 for p1", "p1에 보낼 orders-0 ack");
    player.press(ack).await?;
    let last_saw = words.pick("b1 last saw b", "b1이 아는 ISR 멤버 b");
    let follower = player
        .page
        .name_that("button", "what the leader last saw", |name| {
            name.starts_with(last_saw)
        })
        .await?;
    let on_follower = match follower.contains("b2") {
        true => words.pick("orders-0 on b2", "b2의 orders-0"),
        false => words.pick("orders-0 on b3", "b3의 orders-0"),
    };
    Ok((follower, on_follower))
}

#[tokio::test]
async fn a_reason_leads_to_what_it_is_about() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, ACK_WAITS), async |player| {
            let page = player.page;
            let (follower, on_follower) = what_the_leader_last_saw(&player).await?;
            player.press(&follower).await?;
            page.the("heading", on_follower).await.map(drop)
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn on_a_phone_a_reason_leads_to_the_name_of_what_it_is_about() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, ACK_WAITS), async |player| {
            let page = player.page;
            picture::resize(page, WINDOWS[2]).await?;
            let (follower, on_follower) = what_the_leader_last_saw(&player).await?;
            page.tap("button", &follower).await?;
            player.is_shown(on_follower).await?;
            let top = top_of(page, "heading", on_follower).await?;
            assert!((0.0..200.0).contains(&top), "it is at {top}");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_broken_follower_is_why_the_ack_waits_and_is_mended_there() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, ACK_WAITS), async |player| {
            let page = player.page;
            player.press(words.pick("Crash b2", "b2 강제 종료")).await?;
            let ack = words.pick("ack of orders-0 for p1", "p1에 보낼 orders-0 ack");
            player.press(ack).await?;
            page.says(words.pick("b2 is not running", "b2가 실행 중이 아닙니다"))
                .await?;
            page.says("broker.session.timeout.ms").await?;
            let restart = words.pick("Restart b2", "b2 재시작");
            page.click_first("button", restart).await?;
            page.until("b2 is mended", async || Ok(!player.offers(restart).await?))
                .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_full_buffer_says_what_holds_it_and_until_when_send_waits() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "full-buffer"), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.picks(words.pick("broker b1", "브로커 b1")).await?;
            player.press(words.pick("Freeze b1", "b1 멈추기")).await?;
            player
                .picks(words.pick("producer p1", "프로듀서 p1"))
                .await?;
            let asked = words.pick("Why is send() blocked?", "왜 send()가 반환되지 않나요?");
            player.goes_on_until_it_says(asked).await?;
            page.says(words.pick("the buffer of p1 is full", "p1의 버퍼가 가득 찼습니다"))
                .await?;
            page.says(words.pick("b1 is frozen", "b1이 멈춰 있어"))
                .await?;
            page.says("max.block.ms").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_rebalance_that_hangs_says_on_whom_and_until_when() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "three-protocols"), async |player| {
            let page = player.page;
            player.without_motion().await?;
            let application = |of: &str| {
                let (en, ko) = (
                    format!("Application of {of}"),
                    format!("{of}의 애플리케이션"),
                );
                words.pick(en, ko)
            };
            player.press(words.pick("Show eager", "eager 보기")).await?;
            player.picks(&application("c1")).await?;
            player.press(words.pick("Freeze c1", "c1 멈추기")).await?;
            player.picks(&application("c3")).await?;
            let on_c1 = words.pick("the others have, too: c1", "나머지 멤버(c1)도 참가해야");
            player.goes_on_until_it_says(on_c1).await?;
            page.says(words.pick("c1 is frozen", "c1이 멈춰 있어"))
                .await?;
            page.says(words.pick(
                "the session of the member c1 runs out",
                "멤버 c1의 세션이 만료되어",
            ))
            .await?;
            page.says("session.timeout.ms").await
        })
        .await?;
    }
    Ok(())
}
