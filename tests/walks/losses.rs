//! A loss is told: which record, why, what was promised, and what would have kept it.

use crate::events::announced;
use crate::player::{Player, empty_sandbox, play, preset};
use crate::words::BOTH;
use highwater_tests::Result;

impl Player<'_> {
    /// Picks a broker and cuts its power.
    async fn cuts_power_of(&self, broker: &str) -> Result<()> {
        let begins = self.words.pick("broker ", "브로커 ").to_owned() + broker;
        self.picks(&begins).await?;
        let cut = self.words.pick(
            format!("Cut power of {broker}"),
            format!("{broker} 전원 차단"),
        );
        self.press(&cut).await
    }
}

#[tokio::test]
async fn acknowledged_records_that_only_memory_had_are_told_as_lost() -> Result<()> {
    for words in BOTH {
        play(words, empty_sandbox(words), async |player| {
            let page = player.page;
            player.without_motion().await?;
            for broker in ["b1", "b2", "b3"] {
                player.cuts_power_of(broker).await?;
            }
            let lost = words.pick(
                "acknowledged, but the partition no longer has it",
                "ack까지 나갔지만 파티션에 더는 없습니다",
            );
            page.says(lost).await?;
            page.the("region", words.pick("What was lost", "유실된 것"))
                .await?;
            for said in words.pick(
                [
                    "This configuration does not rule that out: acks=all promises",
                    "which had not reached its disk",
                    "flush.messages=1",
                ],
                [
                    "acks=all은 ISR의 모든 레플리카의 로그에 레코드가 있다는 것을 보장하지만",
                    "아직 디스크에 기록되지 않은",
                    "flush.messages=1",
                ],
            ) {
                page.says(said).await?;
            }
            page.until("the loss to be announced", async || {
                Ok(announced(page).await?.contains(lost))
            })
            .await?;
            follows_the_chain(&player).await
        })
        .await?;
    }
    Ok(())
}

/// An event of the chain leads to its moment, while the loss stays in view; its title leads back.
async fn follows_the_chain(player: &Player<'_>) -> Result<()> {
    let (page, words) = (player.page, player.words);
    let lost_at = player.moment().await?.event;
    let began = words.pick("b1 lost power.", "b1의 전원이 끊겼습니다.");
    let began = page
        .name_that("button", began, |name| name.contains(began))
        .await?;
    player.press(&began).await?;
    page.until("an earlier event", async || {
        Ok(player.moment().await?.event < lost_at)
    })
    .await?;
    let title = words.pick("Lost: orders-0", "유실: orders-0");
    let title = page
        .name_that("button", title, |name| name.starts_with(title))
        .await?;
    player.press(&title).await?;
    player.is_at_event(lost_at).await
}

/// The case that everybody knows: the leader answers, dies, and nobody else has the record.
#[tokio::test]
async fn a_record_that_only_the_leader_had_is_told_as_lost_by_acks_1() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "acks1-loss"), async |player| {
            let page = player.page;
            player.without_motion().await?;
            for follower in ["b2", "b3"] {
                player.press(&words.cut("b1", follower)).await?;
            }
            player.press(words.send).await?;
            player.press(words.next_milestone).await?;
            page.says(words.pick("ack of orders-0", "orders-0 [0] ack"))
                .await?;
            player.press(&words.crash("b1")).await?;
            let lost = words.pick("Lost: orders-0 [0]", "유실: orders-0 [0]");
            player.goes_on_until_it_says(lost).await?;
            for said in words.pick(
                [
                    "acks=1 promises only that the leader has written the record",
                    "The link between b1 and b2 was cut, so b2 could not fetch from b1.",
                    "b2, in the ISR and without the record, was elected leader",
                    "A copy is still in the log of b1.",
                    "acks=all at the producer",
                ],
                [
                    "acks=1은 리더가 기록했다는 것만 보장하며",
                    "b1과 b2 사이의 연결이 끊겨 b2는 b1에서 레코드를 가져올 수 없었습니다.",
                    "ISR에 있지만 이 레코드가 없는 b2가 orders-0의 에포크 1 리더로 선출되었습니다",
                    "b1의 로그에는 아직 복사본이 남아 있습니다.",
                    "프로듀서의 acks=all",
                ],
            ) {
                page.says(said).await?;
            }
            let word = words.pick("loss", "유실");
            page.name_that("button", "the event that says so in a word", |name| {
                name.ends_with(word)
            })
            .await?;
            // The time bar tells it, too, and leads to the reason.
            page.the("button", words.pick("Why?", "이유 보기"))
                .await
                .map(drop)
        })
        .await?;
    }
    Ok(())
}
