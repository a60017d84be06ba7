//! One producer from the inside: what the stages say of a record, a batch, a retry and a full buffer.

use crate::player::{Player, play, preset};
use crate::words::{BOTH, Words};
use highwater_tests::Result;

fn by_producer(words: &Words) -> &'static str {
    words.pick("By producer", "프로듀서별")
}

/// Whether what begins with `begins` can be picked, and its name says all of that.
async fn is_told(player: &Player<'_>, begins: &str, says: &[&str]) -> Result<bool> {
    let names = player.page.names("button").await?;
    let fits = |name: &String| name.starts_with(begins) && says.iter().all(|it| name.contains(it));
    Ok(names.iter().any(fits))
}

/// Steps on until it is told.
async fn steps_until_told(player: &Player<'_>, begins: &str, says: &[&str]) -> Result<()> {
    player
        .page
        .until(&format!("{begins}: {says:?}"), async || {
            if is_told(player, begins, says).await? {
                return Ok(true);
            }
            player.press(player.words.step).await?;
            is_told(player, begins, says).await
        })
        .await
}

/// Looks at the producer from the inside.
async fn looks_inside(player: &Player<'_>) -> Result<()> {
    let view = by_producer(player.words);
    player.without_motion().await?;
    player.press(view).await?;
    player
        .page
        .until(view, async || Ok(player.page.the("button", view).await?.on))
        .await
}

#[tokio::test]
async fn a_keyed_record_shows_its_bytes_its_hash_and_its_partition() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "keys-to-partitions"), async |player| {
            looks_inside(&player).await?;
            let partition = words.pick("Partition", "파티션");
            let partitioner = words.pick(
                "orders (the partitioner chooses)",
                "orders (파티셔너가 선택)",
            );
            player.page.choose(partition, partitioner).await?;
            player.page.fill("textbox", words.key, "alice").await?;
            player.press(words.send).await?;
            let key = words.pick("key, alice", "키, alice");
            steps_until_told(&player, key, &["StringSerializer", "5 B"]).await?;
            let hash = ["murmur2 = 1951417749", "1951417749 % 6"];
            steps_until_told(&player, "orders-3", &hash).await?;
            let batch = words.pick("batch of 1 record", "레코드 1개짜리 배치");
            steps_until_told(&player, "orders-3", &[batch]).await?;
            let told = words.pick("acknowledged, offset 0", "ack, 오프셋 0");
            steps_until_told(&player, "orders-3, alice: hello", &[told]).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_batch_lingers_and_fills() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "batches-linger"), async |player| {
            looks_inside(&player).await?;
            let lingers = words.pick("lingers, ", "linger 대기, ");
            let batch = words.pick("batch of 3 records", "레코드 3개짜리 배치");
            steps_until_told(&player, "orders-0", &[batch, lingers]).await?;
            // What is picked here is picked in every view.
            player.picks("orders-0").await?;
            player.page.the("heading", "orders-0").await.map(drop)
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_refused_batch_backs_off_before_it_is_sent_again() -> Result<()> {
    for words in BOTH {
        play(
            words,
            preset(words, "not-enough-replicas"),
            async |player| {
                player.press(&words.crash("b2")).await?;
                looks_inside(&player).await?;
                let backs_off = words.pick("backs off, ", "백오프, ");
                let sent = words.pick("sent ", "번 보냄");
                steps_until_told(&player, "orders-0", &[backs_off, sent]).await
            },
        )
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_full_buffer_blocks_send_and_says_for_how_long() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "full-buffer"), async |player| {
            player.picks(words.pick("broker b1", "브로커 b1")).await?;
            player.press(words.pick("Freeze b1", "b1 멈추기")).await?;
            looks_inside(&player).await?;
            let (begins, says) =
                words.pick(("send to orders-", "blocked"), ("orders-", "send 대기 중"));
            steps_until_told(&player, begins, &[says]).await?;
            let full = words.pick("600 B of 600 B in use", "600 B 중 600 B 사용");
            steps_until_told(&player, full, &[]).await
        })
        .await?;
    }
    Ok(())
}
