//! The control plane: sessions that run out, the metadata log, and how far brokers have applied it.

use std::cell::RefCell;

use crate::player::{Player, play, sandbox};
use crate::words::{BOTH, EN};
use highwater_tests::announced::Announced;
use highwater_tests::{Result, layout};
use thirtyfour::Key;

impl Player<'_> {
    /// Folds the strip, or opens it.
    async fn turns_strip(&self) -> Result<()> {
        let name = self.words.pick("Control plane", "컨트롤 플레인");
        self.page.click("button", name).await
    }

    /// Jumps from milestone to milestone until there is a button of that name.
    async fn goes_on_until_button(&self, name: &str) -> Result<()> {
        self.page
            .until(name, async || {
                if self.offers(name).await? {
                    return Ok(true);
                }
                self.press(self.words.next_milestone).await?;
                self.offers(name).await
            })
            .await
    }
}

#[tokio::test]
async fn the_session_of_a_crashed_broker_runs_out_it_is_fenced_and_the_metadata_log_has_it()
-> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.turns_strip().await?;
            let left = words.pick("of its session left", "남음");
            page.name_that("button", "the session of b2", |name| {
                name.starts_with("b2, ") && name.contains(left)
            })
            .await?;
            player.press(&words.crash("b2")).await?;
            let fenced = words.pick("b2, fenced, no session", "b2, 펜싱됨, 세션 없음");
            player.goes_on_until_button(fenced).await?;
            for (kind, what) in [
                (
                    "BrokerRegistrationChangeRecord",
                    words.pick("b2: fenced", "b2: 펜싱됨"),
                ),
                ("PartitionChangeRecord", "orders-0: ISR b1, b3"),
            ] {
                page.name_that("option", kind, |name| {
                    name.starts_with(kind) && name.ends_with(what)
                })
                .await?;
            }
            let ticks = page.names("option").await?.into_iter();
            let of_b2 = ticks.filter(|name| name.starts_with("b2")).count();
            assert_eq!(of_b2, 0, "no process, no tick");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// A log that is longer than its room is seen at its end, also when it grows.
#[tokio::test]
async fn the_metadata_log_shows_its_newest_record() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.turns_strip().await?;
            let first = newest_record_in_sight(&player).await?;
            player.press(&words.crash("b2")).await?;
            let fenced = words.pick("b2, fenced, no session", "b2, 펜싱됨, 세션 없음");
            player.goes_on_until_button(fenced).await?;
            assert_ne!(newest_record_in_sight(&player).await?, first);
            let oldest = &records(&player).await?[0];
            assert!(
                !layout::is_in_sight(page, oldest).await?,
                "the log is longer"
            );
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// The records of the metadata log that are drawn.
async fn records(player: &Player<'_>) -> Result<Vec<Announced>> {
    let mut options = player.page.all("option").await?;
    options.retain(|option| option.name.contains("Record"));
    Ok(options)
}

/// The newest of them, by its name, once it is in sight.
async fn newest_record_in_sight(player: &Player<'_>) -> Result<String> {
    let seen = RefCell::new(String::new());
    player
        .page
        .until("the newest record in sight", async || {
            let Some(newest) = records(player).await?.pop() else {
                return Ok(false);
            };
            let is_seen = layout::is_in_sight(player.page, &newest).await?;
            seen.replace(newest.name);
            Ok(is_seen)
        })
        .await?;
    Ok(seen.into_inner())
}

#[tokio::test]
async fn what_stands_in_the_strip_can_be_picked() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.turns_strip().await?;
            let applied = words.pick("b3 has applied the metadata log", "b3, 메타데이터 로그를");
            let tick = page
                .name_that("option", "how far b3 is", |name| name.starts_with(applied))
                .await?;
            page.click("option", &tick).await?;
            page.says(&words.crash("b3")).await?;
            let record = page
                .name_that("option", "the topic's record", |name| {
                    name.starts_with("TopicRecord") && name.ends_with("orders")
                })
                .await?;
            page.click("option", &record).await?;
            page.until("the record to be picked", async || {
                Ok(page.the("option", &record).await?.on)
            })
            .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_arrows_go_along_the_metadata_log() -> Result<()> {
    play(&EN, sandbox(&EN, 1), async |player| {
        let page = player.page;
        player.without_motion().await?;
        player.turns_strip().await?;
        page.name_that("option", "a record", |name| name.contains("Record"))
            .await?;
        let names = page.names("option").await?;
        let first = names.first().cloned().unwrap_or_default();
        page.click("option", &first).await?;
        page.press(Key::Right).await?;
        for (key, place) in [(Key::Right, 2), (Key::Left, 1), (Key::Home, 0)] {
            page.press(key).await?;
            let expected = names.get(place).cloned().unwrap_or_default();
            let focused = page.focused().await?.map(|focused| focused.name);
            assert_eq!(focused, Some(expected), "{place}");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_strip_is_folded_and_opened_by_its_name() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            player.turns_strip().await?;
            page.name_that("option", "a record", |name| name.contains("Record"))
                .await?;
            player.turns_strip().await?;
            page.until("no record", async || {
                Ok(page
                    .names("option")
                    .await?
                    .iter()
                    .all(|name| !name.contains("Record")))
            })
            .await?;
            player.turns_strip().await?;
            page.name_that("option", "a record", |name| name.contains("Record"))
                .await
                .map(drop)
        })
        .await?;
    }
    Ok(())
}
