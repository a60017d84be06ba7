//! Breaking things and mending them, in the sandbox.

use crate::lesson::PARTS;
use crate::player::{Player, lanes_of, lesson, play, sandbox};
use crate::words::{BOTH, EN, Lane, Stands, Words};
use highwater_tests::Result;
use thirtyfour::Key;

/// b3, in sync, with all six records and the high watermark that the leader has.
const B3_IN_SYNC: Lane = Lane {
    partition: 0,
    broker: 3,
    stands: Stands::InSync,
    leo: 6,
    hw: 6,
};

impl Player<'_> {
    /// Ends a fault by its own button in the list.
    pub async fn mends(&self, listed: &str) -> Result<()> {
        let button = self
            .page
            .name_that("button", listed, |name| {
                name.split_once(": ")
                    .is_some_and(|(_, fault)| fault == listed)
            })
            .await?;
        self.press(&button).await
    }

    /// Waits until no fault is in force.
    async fn is_whole(&self) -> Result<()> {
        self.page
            .until("no fault", async || {
                Ok(!self.offers(self.words.heal_all).await?)
            })
            .await
    }
}

pub fn produce_request(words: &Words) -> &'static str {
    words.pick("Produce request p1 → b1", "Produce 요청 p1 → b1")
}

#[tokio::test]
async fn a_cut_link_is_listed_as_a_fault_until_it_is_healed() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let cut = words.cut("b1", "b3");
            let is_cut = words.pick("the link b1–b3 is cut", "b1–b3 연결이 끊겨 있습니다");
            for all_at_once in [false, true] {
                player.press(&cut).await?;
                player.page.says(is_cut).await?;
                match all_at_once {
                    true => player.press(words.heal_all).await?,
                    false => player.mends(is_cut).await?,
                }
                player.is_whole().await?;
                player.page.the("button", &cut).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// What breaks something, what is pressed for it after what was typed where, and how it is listed.
struct Breaks {
    picks: &'static str,
    types: Option<(&'static str, &'static str)>,
    presses: &'static str,
    listed: &'static str,
}

const fn breaks(picks: &'static str, presses: &'static str, listed: &'static str) -> Breaks {
    Breaks {
        picks,
        types: None,
        presses,
        listed,
    }
}

const EVERY_FAULT_EN: [Breaks; 9] = [
    breaks("broker b2", "Crash b2", "b2 is down"),
    breaks("broker b2", "Cut power of b2", "b2 has no power"),
    breaks("broker b2", "Freeze b2", "b2 is frozen"),
    breaks("broker b2", "Isolate b2", "b2 is isolated"),
    breaks("broker b2", "Cut b1–b2", "the link b1–b2 is cut"),
    Breaks {
        types: Some(("Delay of b2 (ms)", "250")),
        ..breaks("broker b2", "Slow b2", "b2 is 250 ms slower")
    },
    Breaks {
        types: Some(("Disk delay of b2 (ms)", "250")),
        ..breaks(
            "broker b2",
            "Slow the disk of b2",
            "the disk of b2 is 250 ms slower",
        )
    },
    breaks("link b1–b2", "Cut b1 → b2", "the way b1 → b2 is cut"),
    Breaks {
        types: Some(("Delay of b1–b2 (ms)", "250")),
        ..breaks(
            "link b1–b2",
            "Slow b1–b2",
            "the link b1–b2 is 250 ms slower",
        )
    },
];

const EVERY_FAULT_KO: [Breaks; 9] = [
    breaks("브로커 b2", "b2 강제 종료", "b2가 강제 종료된 상태입니다"),
    breaks("브로커 b2", "b2 전원 차단", "b2의 전원이 끊겨 있습니다"),
    breaks("브로커 b2", "b2 멈추기", "b2가 멈춰 있습니다"),
    breaks("브로커 b2", "b2 격리하기", "b2가 격리되어 있습니다"),
    breaks("브로커 b2", "b1–b2 연결 끊기", "b1–b2 연결이 끊겨 있습니다"),
    Breaks {
        types: Some(("b2 지연(ms)", "250")),
        ..breaks("브로커 b2", "b2 느리게 하기", "b2가 250 ms 느립니다")
    },
    Breaks {
        types: Some(("b2 디스크 지연(ms)", "250")),
        ..breaks(
            "브로커 b2",
            "b2 디스크 느리게 하기",
            "b2의 디스크가 250 ms 느립니다",
        )
    },
    breaks(
        "b1–b2 연결",
        "b1 → b2 방향만 끊기",
        "b1 → b2 방향만 끊겨 있습니다",
    ),
    Breaks {
        types: Some(("b1–b2 지연(ms)", "250")),
        ..breaks(
            "b1–b2 연결",
            "b1–b2 연결 느리게 하기",
            "b1–b2 연결이 250 ms 느립니다",
        )
    },
];

#[tokio::test]
async fn every_fault_is_listed_until_it_is_healed() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            for fault in words.pick(&EVERY_FAULT_EN, &EVERY_FAULT_KO) {
                player.picks(fault.picks).await?;
                if let Some((field, text)) = fault.types {
                    player.page.fill("textbox", field, text).await?;
                }
                player.press(fault.presses).await?;
                player.page.says(fault.listed).await?;
                player.mends(fault.listed).await?;
                player.is_whole().await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_broker_that_is_shut_down_stops_once_it_has_given_its_leaderships_away() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            player.without_motion().await?;
            player.picks(words.pick("broker b2", "브로커 b2")).await?;
            player
                .press(words.pick("Shut down b2", "b2 정상 종료"))
                .await?;
            let stopped = words.pick("b2 is shut down", "b2가 정상 종료된 상태입니다");
            player.goes_on_until_it_says(stopped).await?;
            player.mends(stopped).await?;
            player.is_whole().await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_held_message_stays_until_it_is_let_go() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            player.picks(produce_request(words)).await?;
            player.press(words.hold).await?;
            let held = words.pick("held", "붙잡");
            player
                .page
                .name_that("button", "the held message", |name| {
                    name.starts_with(produce_request(words)) && name.contains(held)
                })
                .await?;
            player.shows(&lanes_of(PARTS[0])).await?;
            player.press(words.heal_all).await?;
            player.is_whole().await?;
            player.press(words.step).await?;
            player.shows(&lanes_of(PARTS[1])).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn of_several_faults_each_is_healed_by_a_button_of_its_own_name() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            player.press(&words.cut("b1", "b2")).await?;
            player.press(&words.cut("b1", "b3")).await?;
            let healing = words.pick(
                "Heal: the link b1–b2 is cut",
                "복구: b1–b2 연결이 끊겨 있습니다",
            );
            player.press(healing).await?;
            player.page.the("button", &words.cut("b1", "b2")).await?;
            player
                .mends(words.pick("the link b1–b3 is cut", "b1–b3 연결이 끊겨 있습니다"))
                .await?;
            player.is_whole().await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_was_done_to_a_message_is_told_by_what_the_message_is() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            player.picks(produce_request(words)).await?;
            player.press(words.hold).await?;
            let told = words.pick(
                "Hold Produce request p1 → b1",
                "Produce 요청 p1 → b1 붙잡아 두기",
            );
            player.page.says(told).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_lost_request_is_sent_again() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            player.picks(produce_request(words)).await?;
            player.press(words.lose).await?;
            player
                .page
                .until("the message to be gone", async || {
                    let names = player.page.names("button").await?;
                    Ok(!names
                        .iter()
                        .any(|name| name.starts_with(produce_request(words))))
                })
                .await?;
            player
                .goes_on_until(Lane {
                    partition: 0,
                    broker: 1,
                    stands: Stands::Leader,
                    leo: 6,
                    hw: 6,
                })
                .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_crashed_follower_comes_back_and_catches_up() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            player.press(&words.crash("b3")).await?;
            let on_disk = words.pick("LEO 5, checkpoint 5", "LEO 5, 체크포인트 5");
            player
                .page
                .name_that("button", on_disk, |name| name.contains(on_disk))
                .await?;
            player
                .page
                .says(words.pick("b3 is down", "b3이 강제 종료된 상태입니다"))
                .await?;
            player.press(&words.restart("b3")).await?;
            player.is_whole().await?;
            player.goes_on_until(B3_IN_SYNC).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn acting_after_a_step_back_says_that_it_replaced_what_came_after() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            for event in 1..=2 {
                player.press(words.step).await?;
                player.is_at_event(event).await?;
            }
            player.press(words.step_back).await?;
            player.is_at_event(1).await?;
            player.press(&words.crash("b3")).await?;
            player.page.says(words.future_replaced).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_record_of_ones_own_is_sent_and_lands_in_the_log() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 9), async |player| {
            player.page.fill("textbox", words.key, "eve").await?;
            player.page.fill("textbox", words.value, "oats").await?;
            player.press(words.send).await?;
            player
                .goes_on_until(Lane {
                    partition: 0,
                    broker: 1,
                    stands: Stands::Leader,
                    leo: 7,
                    hw: 7,
                })
                .await?;
            let offset = words.pick("offset 6", "오프셋 6");
            let sent = |name: &str| name.starts_with(offset) && name.ends_with("eve, oats");
            player
                .page
                .name_that("button", "the record", sent)
                .await
                .map(drop)
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_the_cluster_refuses_is_said_in_words() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 4), async |player| {
            player.is_at(4).await?;
            let proposed = words.pick("Try it: Cut b1–b3", "해 보기 · b1–b3 연결 끊기");
            player.press(proposed).await?;
            player.page.says(words.what_if_began).await?;
            player.press(proposed).await?;
            let refusal = words.pick(
                "The link b1–b3 is cut already",
                "b1–b3 연결은 이미 끊겨 있습니다",
            );
            player.page.says(refusal).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn reset_sets_the_cluster_back_to_the_moment_that_was_taken_over() -> Result<()> {
    play(&EN, lesson(&EN, 6), async |player| {
        player.is_at(6).await?;
        player.press(EN.take_over).await?;
        player.page.the("heading", EN.sandbox).await?;
        player.press(&EN.crash("b2")).await?;
        player.press(EN.reset).await?;
        player.is_whole().await?;
        player.shows(&lanes_of(PARTS[5])).await
    })
    .await
}

#[tokio::test]
async fn what_is_picked_by_its_name_shows_its_state() -> Result<()> {
    play(&EN, sandbox(&EN, 2), async |player| {
        let page = player.page;
        for (begins, title) in [
            ("broker b2", "b2"),
            ("link b1–b2", "b1–b2"),
            ("controller k1", "k1"),
            ("producer p1", "p1"),
            ("consumer c1", "c1"),
            ("orders-0 on b3", "b3"),
            ("offset 5", "5"),
            ("Fetch response b1 → b2", "b1 → b2"),
        ] {
            let picked = page
                .name_that("button", begins, |name| name.starts_with(begins))
                .await?;
            page.focus("button", &picked).await?;
            page.press(Key::Enter).await?;
            page.name_that("heading", title, |name| name.contains(title))
                .await?;
            page.until(&picked, async || Ok(page.the("button", &picked).await?.on))
                .await?;
        }
        player.press("Show the cluster").await?;
        page.the("button", &EN.crash("b1")).await.map(drop)
    })
    .await
}
