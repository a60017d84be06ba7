//! The charts under the stage: what they show is in their tables, too, in step with the playhead.

use crate::player::{Player, play, sandbox};
use crate::words::{BOTH, Words};
use highwater_tests::{Result, axe};

fn charts(words: &Words) -> &'static str {
    words.pick("Charts", "차트")
}

impl Player<'_> {
    /// Opens the charts, and the table of the ISR.
    async fn opens_isr_table(&self) -> Result<()> {
        self.press(charts(self.words)).await?;
        let data = self.words.pick("Data: ISR size", "데이터: ISR 크기");
        self.press(data).await
    }

    /// Whether the table that is open says of the one partition that it stands so at the playhead.
    async fn has_isr_size(&self, size: u32) -> Result<bool> {
        let now = self.words.pick("now, ", "지금, ");
        let text = self.page.text().await?;
        let line = text.lines().find(|line| line.starts_with(now));
        let cell = line.and_then(|line| line.split('\t').nth(1));
        Ok(cell.is_some_and(|cell| cell.trim() == size.to_string()))
    }

    /// Presses a button until the table says that.
    async fn presses_until_isr_size(&self, button: &str, size: u32) -> Result<()> {
        self.page
            .until(&format!("an ISR of {size}"), async || {
                if self.has_isr_size(size).await? {
                    return Ok(true);
                }
                self.press(button).await?;
                self.has_isr_size(size).await
            })
            .await
    }
}

#[tokio::test]
async fn the_table_of_the_isr_tells_of_a_broker_that_died_and_back_there_of_before() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.opens_isr_table().await?;
            page.until("an ISR of 3", async || player.has_isr_size(3).await)
                .await?;
            player.press(&words.crash("b2")).await?;
            player
                .presses_until_isr_size(words.next_milestone, 2)
                .await?;
            player
                .presses_until_isr_size(words.previous_milestone, 3)
                .await?;
            player
                .presses_until_isr_size(words.next_milestone, 2)
                .await?;
            page.settle().await?;
            let violations = axe::violations(page).await?;
            assert!(violations.is_empty(), "{}", violations.join("\n"));
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_chart_without_lines_says_why() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            player.press(charts(words)).await?;
            let nothing = words.pick(
                "No group has committed yet.",
                "아직 커밋한 그룹이 없습니다.",
            );
            player.page.says(nothing).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn under_the_stage_stands_one_view_at_most() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            let is_record = |name: &String| name.contains("Record");
            let control_plane = words.pick("Control plane", "컨트롤 플레인");
            let lag = words.pick("Consumer lag", "컨슈머 랙");
            for _ in 0..2 {
                player.press(charts(words)).await?;
                page.says(lag).await?;
                assert!(!page.names("option").await?.iter().any(is_record));
                player.press(control_plane).await?;
                page.name_that("option", "a record", |name| name.contains("Record"))
                    .await?;
                assert!(!page.text().await?.contains(lag));
            }
            player.press(control_plane).await?;
            page.until("nothing to stand there", async || {
                Ok(!page.names("option").await?.iter().any(is_record))
            })
            .await
        })
        .await?;
    }
    Ok(())
}
