//! Groups as they are seen: the same join under three protocols, and a member that polls too late.

use crate::player::{Player, play, preset};
use crate::words::BOTH;
use highwater_tests::Result;
use thirtyfour::Key;

/// To look at everything takes longer than to go on.
const MILESTONES_BETWEEN_LOOKS: usize = 5;
const LOOKS_MAX: usize = 40;

impl Player<'_> {
    async fn sees_groups(&self) -> Result<()> {
        let view = self.words.pick("By group", "그룹별");
        self.press(view).await?;
        let shown = async || Ok(self.page.the("button", view).await?.on);
        self.page.until(view, shown).await
    }

    /// Goes from milestone to milestone until something in the picture is named so.
    async fn goes_on_until_seen(&self, what: &str, is_it: impl Fn(&str) -> bool) -> Result<String> {
        let found = async || -> Result<Option<String>> {
            let mut names = self.page.names("image").await?;
            names.extend(self.page.names("button").await?);
            Ok(names.into_iter().find(|name| is_it(name)))
        };
        for _ in 0..LOOKS_MAX {
            if let Some(name) = found().await? {
                return Ok(name);
            }
            for _ in 0..MILESTONES_BETWEEN_LOOKS {
                self.page.press_with(Key::Shift, Key::Right).await?;
            }
        }
        self.page
            .until(what, async || Ok(found().await?.is_some()))
            .await?;
        Ok(found().await?.unwrap_or_default())
    }

    /// How many partitions were idle when a member joined a group, as the idle times say once it is over.
    async fn stopped_in(&self, group: &str) -> Result<u32> {
        let before = self.words.pick("was idle: ", "멈췄던 파티션 ");
        let row = self
            .goes_on_until_seen(group, |name| {
                name.starts_with(group) && name.contains(before)
            })
            .await?;
        let (_, count) = row.split_once(before).unwrap_or_default();
        let digits: String = count.chars().take_while(char::is_ascii_digit).collect();
        Ok(digits.parse().unwrap_or_default())
    }
}

#[tokio::test]
async fn the_same_join_stops_everything_under_one_protocol_and_a_third_under_two() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "three-protocols"), async |player| {
            player.without_motion().await?;
            player.sees_groups().await?;
            for (group, stopped) in [("eager", 12), ("cooperative", 4), ("kip-848", 4)] {
                assert_eq!(player.stopped_in(group).await?, stopped, "{group}");
            }
            // What each partition lost is told of the group that is shown.
            for group in ["kip-848", "cooperative"] {
                let show = words
                    .pick(&format!("Show {group}"), &format!("{group} 보기"))
                    .to_owned();
                player.picks(&show).await?;
                let last = match words.language {
                    "en" => format!("Last idle time in {group}"),
                    _ => format!("{group}의 마지막 정지 시간"),
                };
                player.page.says(&last).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_member_that_polls_too_late_is_seen_to_leave_and_to_be_no_member() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "poll-too-late"), async |player| {
            player.without_motion().await?;
            player.sees_groups().await?;
            let works = words.pick(
                "Application of c1: works on orders",
                "c1의 애플리케이션: orders",
            );
            player
                .goes_on_until_seen("c1 at work", |name| name.starts_with(works))
                .await?;
            let no_member = words.pick("not a member", "멤버 아님");
            player
                .goes_on_until_seen("c1 has left", |name| {
                    name.starts_with("c1") && name.contains(no_member)
                })
                .await?;
            Ok(())
        })
        .await?;
    }
    Ok(())
}
