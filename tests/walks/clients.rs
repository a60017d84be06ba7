//! Producers and consumers in the sandbox: built with a configuration of their own, added while the cluster runs, told
//! every call, and met by every fault.

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
    let way = words.pick(
        "topics, as a member of its group (subscribe)",
        "토픽을 구독, 그룹의 멤버(subscribe)",
    );
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
            let topics = words.pick("Topics to read", "읽을 토픽");
            let message =
                "InvalidGroupIdException: To use the group management or offset commit APIs";
            is_described(page, "textbox", topics, message).await?;
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
            let change = words.pick("Change this cluster", "이 클러스터 바꾸기");
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

/// Something that is asked for with a form, once a field is filled in, or with a button.
struct Asks {
    form: Option<&'static str>,
    types: Option<(&'static str, &'static str)>,
    presses: &'static str,
    told: &'static str,
}

const fn button(presses: &'static str) -> Asks {
    Asks {
        form: None,
        types: None,
        presses,
        told: presses,
    }
}

const fn form(presses: &'static str, told: &'static str) -> Asks {
    Asks {
        form: Some(presses),
        types: None,
        presses,
        told,
    }
}

const fn typed(
    presses: &'static str,
    types: (&'static str, &'static str),
    told: &'static str,
) -> Asks {
    Asks {
        types: Some(types),
        ..form(presses, told)
    }
}

impl Asks {
    /// Asks for it, and waits until it is done.
    async fn ask(&self, player: &Player<'_>) -> Result<()> {
        let page = player.page;
        let disclosure = self.form.map(|form| format!("{form}…"));
        if let Some(disclosure) = &disclosure {
            page.click("DisclosureTriangle", disclosure).await?;
        }
        if let Some((field, text)) = self.types {
            page.fill("textbox", field, text).await?;
        }
        player.press(self.presses).await?;
        page.says(&format!("✓ {}", self.told)).await?;
        // What stands open has fields of the same names as others.
        match &disclosure {
            Some(disclosure) => page.click("DisclosureTriangle", disclosure).await,
            None => Ok(()),
        }
    }
}

/// Every call of a consumer, in an order in which each can be made.
const EVERY_CALL_EN: [Asks; 18] = [
    typed(
        "Call subscribe",
        ("Topics", "orders"),
        "Call subscribe(orders)",
    ),
    typed("Call poll", ("For (ms)", "9000"), "Call poll(9000)"),
    form("Call pause", "Call pause(orders-0)"),
    form("Call resume", "Call resume(orders-0)"),
    typed("Call seek", ("Offset", "1"), "Call seek(orders-0, 1)"),
    button("Call seekToBeginning()"),
    button("Call position(60000)"),
    button("Call seekToEnd()"),
    typed("Call poll", ("For (ms)", "500"), "Call poll(500)"),
    button("Call endOffsets()"),
    button("Call commitAsync()"),
    button("Call commitSync()"),
    typed(
        "Call commitSync of an offset",
        ("Offset", "1"),
        "Call commitSync(orders-0, 1)",
    ),
    button("Call unsubscribe()"),
    form("Call assign", "Call assign(orders-0)"),
    typed("Call poll", ("For (ms)", "300"), "Call poll(300)"),
    button("Poll in a loop"),
    button("Call close()"),
];

const EVERY_CALL_KO: [Asks; 18] = [
    typed(
        "subscribe 호출",
        ("토픽", "orders"),
        "subscribe(orders) 호출",
    ),
    typed("poll 호출", ("시간(ms)", "9000"), "poll(9000) 호출"),
    form("pause 호출", "pause(orders-0) 호출"),
    form("resume 호출", "resume(orders-0) 호출"),
    typed("seek 호출", ("오프셋", "1"), "seek(orders-0, 1) 호출"),
    button("seekToBeginning() 호출"),
    button("position(60000) 호출"),
    button("seekToEnd() 호출"),
    typed("poll 호출", ("시간(ms)", "500"), "poll(500) 호출"),
    button("endOffsets() 호출"),
    button("commitAsync() 호출"),
    button("commitSync() 호출"),
    typed(
        "오프셋을 정해 commitSync 호출",
        ("오프셋", "1"),
        "commitSync(orders-0, 1) 호출",
    ),
    button("unsubscribe() 호출"),
    form("assign 호출", "assign(orders-0) 호출"),
    typed("poll 호출", ("시간(ms)", "300"), "poll(300) 호출"),
    button("poll 되풀이하기"),
    button("close() 호출"),
];

/// Goes on until the application of the consumer that is picked is in no other call.
async fn is_between_calls(player: &Player<'_>) -> Result<()> {
    let (page, words) = (player.page, player.words);
    let call = words.pick("Call close()", "close() 호출");
    page.until("the end of the call", async || {
        if !page.the("button", call).await?.disabled {
            return Ok(true);
        }
        player.press(words.next_milestone).await?;
        Ok(false)
    })
    .await
}

#[tokio::test]
async fn every_call_of_a_consumer_is_made_in_the_inspector() -> Result<()> {
    for words in BOTH {
        walk(&build(words), async |page| {
            subscribe_c1(page, words).await?;
            let calls = words.pick("Who calls", "호출하는 쪽");
            page.choose(calls, words.pick("you, by hand", "직접 하나씩"))
                .await?;
            let player = built(page, words).await?;
            player.picks(words.pick("consumer c1", "컨슈머 c1")).await?;
            for call in words.pick(&EVERY_CALL_EN, &EVERY_CALL_KO) {
                is_between_calls(&player).await?;
                call.ask(&player).await?;
            }
            let closed = words.pick("c1 is closed", "c1이 닫혔거나");
            page.until(closed, async || {
                let close = page.the("button", words.pick("Call close()", "close() 호출"));
                Ok(close.await?.description.starts_with(closed))
            })
            .await
        })
        .await?;
    }
    Ok(())
}

const LOOP_FAULTS_EN: [Asks; 3] = [
    typed(
        "Fail on the next records",
        ("Records", "1"),
        "Fail on the next records (1)",
    ),
    typed(
        "Slow the processing",
        ("Slower by (ms)", "250"),
        "Slow processing by 250 ms",
    ),
    button("Crash after process"),
];

const LOOP_FAULTS_KO: [Asks; 3] = [
    typed(
        "다음 레코드 처리 실패시키기",
        ("레코드 수", "1"),
        "다음 레코드 1개 처리 실패시키기",
    ),
    typed(
        "처리 느리게 하기",
        ("더 걸리는 시간(ms)", "250"),
        "처리 250 ms 느리게",
    ),
    button("process 뒤에 강제 종료"),
];

#[tokio::test]
async fn what_befalls_the_loop_of_an_application_is_told_and_comes() -> Result<()> {
    for words in BOTH {
        walk(&build(words), async |page| {
            subscribe_c1(page, words).await?;
            let on_failure = words.pick("On failure", "처리에 실패하면");
            page.choose(on_failure, words.pick("pass over it", "건너뛰기"))
                .await?;
            let player = built(page, words).await?;
            player.picks(words.pick("consumer c1", "컨슈머 c1")).await?;
            for fault in words.pick(&LOOP_FAULTS_EN, &LOOP_FAULTS_KO) {
                fault.ask(&player).await?;
            }
            let dead = words.pick("c1 is down", "c1이 강제 종료된 상태입니다");
            player.goes_on_until_it_says(dead).await?;
            player.press(&words.restart("c1")).await?;
            let reset = words.pick(
                "Reset the offsets of group desk",
                "그룹 desk의 오프셋 재설정",
            );
            page.click("DisclosureTriangle", &format!("{reset}…"))
                .await?;
            player.press(reset).await?;
            page.says(words.pick("no answer yet", "아직 응답이 없습니다"))
                .await
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
                let (freeze, unfreeze) = words.pick(
                    (format!("Freeze {client}"), format!("Unfreeze {client}")),
                    (
                        format!("{client} 멈추기"),
                        format!("{client} 다시 움직이기"),
                    ),
                );
                player.press(&freeze).await?;
                let frozen = words.pick(
                    format!("{client} is frozen"),
                    format!("{client}이 멈춰 있습니다"),
                );
                player.page.says(&frozen).await?;
                player.press(&unfreeze).await?;
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
                button(call).ask(&player).await?;
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
            let topics = words.pick("Topics to read", "읽을 토픽");
            is_described(page, "textbox", topics, "InvalidGroupIdException").await?;
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
