//! The inspector: whatever is picked, by hand or by keyboard, says what it is in Kafka's words.

use crate::player::{Player, play, preset, sandbox};
use crate::words::{BOTH, Words};
use highwater_tests::picture::{self, WINDOWS};
use highwater_tests::{Page, Result};
use thirtyfour::Key;

impl Player<'_> {
    /// Picks what the inspector lists, by keyboard, and waits until the focus is on its name.
    async fn goes_on_to(&self, listed: &str, title: &str) -> Result<()> {
        self.page.focus("button", listed).await?;
        self.page.press(Key::Enter).await?;
        self.is_shown(title).await
    }

    /// Waits until the focus is on the name of what is picked.
    pub async fn is_shown(&self, title: &str) -> Result<()> {
        self.page
            .until(title, async || {
                let focused = self.page.focused().await?;
                Ok(focused.is_some_and(|focused| focused.name == title))
            })
            .await
    }

    /// Opens a part of the inspector by its heading, by keyboard.
    async fn opens(&self, heading: &str) -> Result<()> {
        self.page.focus("button", heading).await?;
        self.page.press(Key::Space).await
    }
}

/// What is picked from the list of the cluster, and a field that it has then.
fn by_name(words: &Words) -> [(&'static str, &'static str, &'static str); 8] {
    [
        (
            "b2",
            "b2",
            words.pick("fenced by the controller", "펜싱 여부(컨트롤러)"),
        ),
        (
            "k1",
            "k1",
            words.pick("metadata log end offset", "메타데이터 로그 끝 오프셋"),
        ),
        ("p1", "p1", "delivery.timeout.ms"),
        (
            "c1",
            "c1",
            words.pick("orders-0 lag", "orders-0 컨슈머 랙(lag)"),
        ),
        ("b1–b2", "b1–b2", words.pick("latency", "지연 시간")),
        (
            words.pick("orders-0: leader b1", "orders-0: 리더 b1"),
            "orders-0",
            "ELR",
        ),
        (
            words.pick("on b1: leader", "b1의 레플리카: 리더"),
            words.pick("orders-0 on b1", "b1의 orders-0"),
            words.pick("maximal ISR", "최대 ISR(maximal ISR)"),
        ),
        (
            words.pick("offset 0", "오프셋 0"),
            words.pick("offset 0 of orders-0 on b1", "b1의 orders-0, 오프셋 0"),
            words.pick("answer to its producer", "프로듀서가 받은 결과"),
        ),
    ]
}

#[tokio::test]
async fn each_kind_of_thing_is_picked_by_name_and_by_keyboard_and_tells_its_fields() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 3), async |player| {
            let page = player.page;
            let cluster = words.pick("As the controller knows it", "컨트롤러가 아는 상태");
            for (listed, title, field) in by_name(words) {
                player.goes_on_to(listed, title).await?;
                page.the("button", field).await?;
                let goes_deeper = field == "ELR" || field.contains("maximal ISR");
                if !goes_deeper {
                    page.press(Key::Escape).await?;
                    player.is_shown(cluster).await?;
                }
            }
            player.goes_on_to("b2", "b2").await?;
            let fetcher = words.pick("b2 → b1: replica fetcher", "b2 → b1: 레플리카 페처");
            player.goes_on_to(fetcher, fetcher).await?;
            page.the(
                "button",
                words.pick("request being processed", "처리 중인 요청"),
            )
            .await?;
            player
                .press(words.pick("Show the cluster", "클러스터 보기"))
                .await?;
            player.is_shown(cluster).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_field_says_what_it_means_where_it_stands_and_all_of_them_on_request() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            player.goes_on_to("b1", "b1").await?;
            let told = words.pick(
                "The registration that this process was given.",
                "이 프로세스가 등록할 때 받은 번호입니다.",
            );
            let of_another = words.pick(
                "Whether clients and followers can connect.",
                "클라이언트와 팔로워가 연결할 수 있는지 나타냅니다.",
            );
            assert!(!page.text().await?.contains(told));
            player
                .opens(words.pick("broker epoch", "브로커 에포크"))
                .await?;
            page.says(told).await?;
            assert!(!page.text().await?.contains(of_another));
            player
                .opens(words.pick("Explain every field", "모든 항목 설명 보기"))
                .await?;
            page.says(of_another).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn kafkas_own_outputs_are_shown_on_request_and_follow_the_playhead() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player
                .goes_on_to(
                    words.pick("orders-0: leader b1", "orders-0: 리더 b1"),
                    "orders-0",
                )
                .await?;
            assert!(!page.text().await?.contains("PartitionCount"));
            player.opens("kafka-topics --describe").await?;
            page.says("--describe --topic orders").await?;
            page.says("Isr: 1,2,3").await?;
            player.press(&words.crash("b3")).await?;
            page.until("the ISR without b3", async || {
                player.press(words.next_milestone).await?;
                Ok(page.text().await?.contains("Isr: 1,2\t"))
            })
            .await?;
            player.press(words.previous_milestone).await?;
            page.says("Isr: 1,2,3").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_files_of_a_replica_and_the_log_of_its_broker_are_there() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 1), async |player| {
            let page = player.page;
            player.without_motion().await?;
            player.press(&words.crash("b1")).await?;
            player.goes_on_to("b2", "b2").await?;
            player
                .goes_on_to(
                    words.pick("orders-0: in sync", "orders-0: 동기화됨"),
                    words.pick("orders-0 on b2", "b2의 orders-0"),
                )
                .await?;
            player
                .opens(words.pick("Files of its log directory", "로그 디렉터리의 파일"))
                .await?;
            for file in [
                "replication-offset-checkpoint",
                "orders-0/leader-epoch-checkpoint",
            ] {
                page.the("region", &format!("/var/lib/kafka/d2/{file}"))
                    .await?;
            }
            player
                .opens(words.pick(
                    "Server log of b2 about orders-0",
                    "orders-0에 관한 b2의 서버 로그",
                ))
                .await?;
            let is_line = |name: &String| name.contains("INFO") && name.contains("orders-0");
            page.until("a line of the log", async || {
                player.press(words.next_milestone).await?;
                Ok(page.names("button").await?.iter().any(is_line))
            })
            .await?;
            let names = page.names("button").await?;
            let line = names.into_iter().find(is_line).unwrap_or_default();
            player.press(words.next_milestone).await?;
            let after = player.moment().await?.event;
            page.click_first("button", &line).await?;
            page.until("the moment of the line", async || {
                Ok(player.moment().await?.event < after)
            })
            .await
        })
        .await?;
    }
    Ok(())
}

/// Where something begins in the window, from the top, in CSS pixels.
pub async fn top_of(page: &Page, role: &str, name: &str) -> Result<f64> {
    let element = page.the(role, name).await?.element(page.driver()).await?;
    let top = "return arguments[0].getBoundingClientRect().top";
    Ok(page
        .driver()
        .execute(top, vec![element.to_json()?])
        .await?
        .convert()?)
}

#[tokio::test]
async fn on_a_phone_a_button_leads_from_the_picture_to_what_is_picked() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 3), async |player| {
            let page = player.page;
            let way = words.pick("b1: state and actions", "b1: 상태와 할 수 있는 일");
            player.picks(words.pick("broker b1", "브로커 b1")).await?;
            page.the("heading", "b1").await?;
            assert!(
                !player.offers(way).await?,
                "here the inspector is beside it"
            );
            picture::resize(page, WINDOWS[2]).await?;
            page.tap("button", way).await?;
            player.is_shown("b1").await?;
            let top = top_of(page, "heading", "b1").await?;
            assert!((0.0..200.0).contains(&top), "it is at {top}");
            page.press(Key::Escape).await?;
            page.until("nothing to lead to", async || {
                Ok(!player.offers(way).await?)
            })
            .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_is_picked_next_is_shown_from_its_name_on() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 3), async |player| {
            let page = player.page;
            picture::resize(page, WINDOWS[1]).await?;
            player.picks(words.pick("broker b1", "브로커 b1")).await?;
            let last = words.pick("Files of its log directory", "로그 디렉터리의 파일");
            page.focus("button", last).await?;
            let top = top_of(page, "heading", "b1").await?;
            assert!(top < 0.0, "its name is out of sight, at {top}");
            player.picks(words.pick("broker b2", "브로커 b2")).await?;
            page.until("b2 to be seen", async || {
                Ok(top_of(page, "heading", "b2").await? > 0.0)
            })
            .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn of_a_record_its_state_is_told_before_what_can_be_done_and_of_a_broker_after() -> Result<()>
{
    for words in BOTH {
        play(words, sandbox(words, 3), async |player| {
            let page = player.page;
            player.picks(words.pick("broker b1", "브로커 b1")).await?;
            tells_its_state(page, words, Place::Behind).await?;
            let replica = words.pick("orders-0 on b1", "orders-0, b1");
            player.picks(replica).await?;
            tells_its_state(page, words, Place::Behind).await?;
            player
                .goes_on_to(
                    words.pick("offset 0", "오프셋 0"),
                    words.pick("offset 0 of orders-0 on b1", "b1의 orders-0, 오프셋 0"),
                )
                .await?;
            tells_its_state(page, words, Place::Before).await?;
            player.picks(replica).await?;
            tells_its_state(page, words, Place::Behind).await
        })
        .await?;
    }
    Ok(())
}

/// Where the state stands, seen from what can be done.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Place {
    Before,
    Behind,
}

async fn tells_its_state(page: &Page, words: &Words, at: Place) -> Result<()> {
    let state = words.pick("State", "상태");
    let done = words.pick("Process", "프로세스");
    page.until(&format!("{state} {at:?} {done}"), async || {
        let headings = page.names("heading").await?;
        let place = |name: &str| headings.iter().position(|it| it == name);
        let (Some(state), Some(done)) = (place(state), place(done)) else {
            return Ok(false);
        };
        Ok((state < done) == (at == Place::Before))
    })
    .await
}

/// How far below the sandbox's title a button of the inspector stands, and where in the window one of the time bar.
async fn places(player: &Player<'_>, in_inspector: &str, in_bar: &str) -> Result<[i64; 2]> {
    let page = player.page;
    let top = async |role: &str, name: &str| -> Result<f64> {
        let element = page.the(role, name).await?.element(page.driver()).await?;
        Ok(element.rect().await?.y)
    };
    let title = top("heading", player.words.sandbox).await?;
    let below_title = top("button", in_inspector).await? - title;
    Ok([below_title, top("button", in_bar).await?].map(|top| top.round() as i64))
}

#[tokio::test]
async fn buttons_stay_where_they_are_while_waits_and_losses_come_and_go() -> Result<()> {
    const STEPS: usize = 24;
    for words in BOTH {
        play(words, preset(words, "acks1-loss"), async |player| {
            let page = player.page;
            player.without_motion().await?;
            let crash = words.crash("b1");
            let before = places(&player, &crash, words.step).await?;
            let rests = words.pick(
                "Nothing is held up here.",
                "여기서 막혀 있는 것은 없습니다.",
            );
            page.says(rests).await?;
            for follower in ["b2", "b3"] {
                player.press(&words.cut("b1", follower)).await?;
            }
            player.press(words.send).await?;
            let waits = words.pick("What is waiting", "지금 기다리는 것");
            let mut seen = false;
            for _ in 0..STEPS {
                player.press(words.step).await?;
                page.settle().await?;
                seen |= page.text().await?.contains(waits);
                assert_eq!(places(&player, &crash, words.step).await?, before);
            }
            assert!(seen, "something waits");
            player.press(&crash).await?;
            let lost = words.pick("What was lost", "유실된 것");
            player.goes_on_until_it_says(lost).await?;
            let restart = words.restart("b1");
            assert_eq!(places(&player, &restart, words.step).await?, before);
            Ok(())
        })
        .await?;
    }
    Ok(())
}
