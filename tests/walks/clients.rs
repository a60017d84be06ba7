//! Producers and consumers in the sandbox: built with a configuration of their own, added while the cluster runs, told
//! every call, and met by every fault.

mod calls;

use crate::player::{Player, empty_sandbox, play};
use crate::words::{BOTH, Words};
use highwater_tests::{Page, Result, walk};

fn build(words: &Words) -> String {
    format!("#/{}/sandbox/build", words.language)
}

async fn is_described(page: &Page, role: &str, field: &str, by: &str) -> Result<()> {
    page.until(&format!("{field} described by \"{by}\""), async || {
        Ok(page.the(role, field).await?.description.contains(by))
    })
    .await
}

/// Has c1 read `orders` as a member of the group `desk`.
async fn subscribe_c1(page: &Page, words: &Words) -> Result<()> {
    let way = words.pick("topics (subscribe)", "토픽 구독(subscribe)");
    page.choose(words.pick("Reads", "읽는 방식"), way).await?;
    let topics = words.pick("Topics to read", "읽을 토픽");
    page.fill("textbox", topics, "orders").await?;
    page.fill("textbox", "group.id", "desk").await
}

async fn press_build(page: &Page, words: &Words) -> Result<()> {
    page.click("button", words.pick("Build", "만들기")).await
}

/// Goes on from the form to the cluster that it makes.
async fn built<'w>(page: &'w Page, words: &'w Words) -> Result<Player<'w>> {
    press_build(page, words).await?;
    let player = Player { page, words };
    player.is_ready().await?;
    player.without_motion().await?;
    Ok(player)
}

#[tokio::test]
async fn settings_that_do_not_go_together_are_refused_at_their_field_in_the_clients_words()
-> Result<()> {
    for words in BOTH {
        walk(&build(words), async |page| {
            page.choose("enable.idempotence", "true").await?;
            page.choose("acks", "1").await?;
            press_build(page, words).await?;
            let message =
                "ConfigException: Must set acks to all in order to use the idempotent producer.";
            is_described(page, "combobox", "acks", message).await?;
            let accepted = words.pick("Accepted: all", "all이어야 합니다");
            is_described(page, "combobox", "acks", accepted).await?;
            page.choose("acks", words.pick("default (all)", "기본값(all)"))
                .await?;
            subscribe_c1(page, words).await?;
            page.fill("textbox", "group.id", " ").await?;
            press_build(page, words).await?;
            let message =
                "InvalidGroupIdException: To use the group management or offset commit APIs";
            is_described(page, "textbox", "group.id", message).await?;
            page.fill("textbox", "group.id", "desk").await?;
            built(page, words).await.map(drop)
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn two_consumers_with_a_configuration_of_their_own_survive_a_reload() -> Result<()> {
    for words in BOTH {
        walk(&build(words), async |page| {
            subscribe_c1(page, words).await?;
            let process = words.pick("Processing a record (ms)", "레코드 처리 시간(ms)");
            page.fill("textbox", process, "20").await?;
            let commits = words.pick("Commits with", "커밋 호출");
            page.choose(commits, "commitSync").await?;
            let remove = words.pick("Remove Consumer c1", "컨슈머 c1 빼기");
            page.the("button", remove).await?;
            page.click("button", words.pick("Add a consumer", "컨슈머 추가"))
                .await?;
            let player = built(page, words).await?;
            let second = words.pick("consumer c2", "컨슈머 c2");
            page.name_that("button", second, |name| name.starts_with(second))
                .await?;
            page.reload().await?;
            player.is_ready().await?;
            let change = words.pick("Build a changed copy", "바꿔서 새로 만들기");
            page.click("link", change).await?;
            page.click("button", words.pick("Remove Consumer c2", "컨슈머 c2 빼기"))
                .await?;
            assert_eq!(page.the("textbox", process).await?.value, "20");
            assert_eq!(page.the("textbox", "group.id").await?.value, "desk");
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn the_processes_of_clients_die_stand_still_and_go_on() -> Result<()> {
    for words in BOTH {
        play(words, empty_sandbox(words), async |player| {
            player.without_motion().await?;
            for client in ["p1", "c1"] {
                let kind = match client {
                    "p1" => words.pick("producer", "프로듀서"),
                    _ => words.pick("consumer", "컨슈머"),
                };
                player.picks(&format!("{kind} {client}")).await?;
                let freeze = words.pick(format!("Freeze {client}"), format!("{client} 멈추기"));
                player.press(&freeze).await?;
                let frozen = words.pick(
                    format!("{client} is frozen"),
                    format!("{client}이 멈춰 있습니다"),
                );
                player.page.says(&frozen).await?;
                player.mends(&frozen).await?;
                player.page.the("button", &freeze).await?;
                player.press(&words.crash(client)).await?;
                let dead = words.pick(
                    format!("{client} is down"),
                    format!("{client}이 강제 종료된 상태입니다"),
                );
                player.page.says(&dead).await?;
                player.press(&words.restart(client)).await?;
                player.page.the("button", &words.crash(client)).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_producer_is_flushed_and_closed_and_takes_nothing_more() -> Result<()> {
    for words in BOTH {
        play(words, empty_sandbox(words), async |player| {
            player
                .picks(words.pick("producer p1", "프로듀서 p1"))
                .await?;
            for call in words.pick(
                ["Flush", "Close the producer"],
                ["바로 보내기(flush)", "프로듀서 닫기"],
            ) {
                calls::button(call).ask(&player).await?;
            }
            let flush = words.pick("Flush", "바로 보내기(flush)");
            player
                .page
                .until("nothing to be flushed", async || {
                    Ok(player.page.the("button", flush).await?.disabled)
                })
                .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn clients_are_added_while_the_cluster_runs() -> Result<()> {
    for words in BOTH {
        play(words, empty_sandbox(words), async |player| {
            let page = player.page;
            player.without_motion().await?;
            let consumer = words.pick("Add a consumer", "컨슈머 추가");
            let disclosure = format!("{consumer}…");
            page.click("DisclosureTriangle", &disclosure).await?;
            page.fill("textbox", "group.id", " ").await?;
            player.press(consumer).await?;
            is_described(page, "textbox", "group.id", "InvalidGroupIdException").await?;
            page.fill("textbox", "group.id", "desk").await?;
            player.press(consumer).await?;
            page.says(&format!("✓ {consumer}")).await?;
            let second = words.pick("consumer c2", "컨슈머 c2");
            page.name_that("button", second, |name| name.starts_with(second))
                .await?;
            page.click("DisclosureTriangle", &disclosure).await?;

            let producer = words.pick("Add a producer", "프로듀서 추가");
            page.click("DisclosureTriangle", &format!("{producer}…"))
                .await?;
            let steadily = words.pick("steadily, by itself", "일정한 간격으로 자동");
            page.choose(words.pick("Sends", "보내는 방식"), steadily)
                .await?;
            player.press(producer).await?;
            page.says(&format!("✓ {producer}")).await?;
            player.picks(words.pick("producer p2", "프로듀서 p2")).await
        })
        .await?;
    }
    Ok(())
}
