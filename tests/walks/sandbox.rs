//! The sandbox: a cluster is built, refused, broken, kept and found again.

use crate::player::{Player, empty_sandbox, play, preset, sandbox};
use crate::words::{BOTH, Stands, Words};
use highwater_tests::{Page, Result, walk};

fn build(words: &Words) -> String {
    format!("#/{}/sandbox/build", words.language)
}

fn presets(words: &Words) -> String {
    format!("#/{}/sandbox/presets", words.language)
}

/// What is said of a field besides its name.
async fn described(page: &Page, field: &str) -> Result<String> {
    Ok(page.the("textbox", field).await?.description)
}

async fn is_described(page: &Page, field: &str, words: &str) -> Result<()> {
    page.until(&format!("{field} described by \"{words}\""), async || {
        Ok(described(page, field).await?.contains(words))
    })
    .await
}

/// Builds a cluster of two brokers with a name of its own, from the home page's.
async fn build_two_brokers(page: &Page, words: &Words) -> Result<()> {
    page.fill("textbox", words.pick("Name", "이름"), "two of them")
        .await?;
    page.fill("textbox", words.pick("Brokers", "브로커 수"), "2")
        .await?;
    page.fill("textbox", words.pick("Assignment", "레플리카 할당"), "1, 2")
        .await?;
    page.click("button", words.pick("Build", "만들기")).await
}

#[tokio::test]
async fn an_impossible_value_is_refused_at_its_field_and_mended_there() -> Result<()> {
    for words in BOTH {
        walk(&build(words), async |page| {
            let placement = words.pick("Placement of replicas", "레플리카 배치");
            page.choose(placement, words.pick("by the controller", "컨트롤러가 배치"))
                .await?;
            let factor = words.pick("Replication factor", "복제 계수");
            page.fill("textbox", factor, "4").await?;
            page.click("button", words.pick("Build", "만들기")).await?;
            is_described(
                page,
                factor,
                "The target replication factor of 4 cannot be reached because only 3 broker(s) are registered",
            )
            .await?;
            is_described(page, factor, words.pick("from 1 to 3", "1에서 3까지")).await?;
            let said = page.text().await?.matches("only 3 broker(s)").count();
            assert_eq!(said, 2, "at the field, and where all that is refused is listed");
            assert!(page.route().await?.ends_with("/sandbox/build"), "nothing is built");
            let name = words.pick("Topic 1: Replication factor", "토픽 1: 복제 계수");
            page.click("button", name).await?;
            let focused = page.focused().await?.map(|focused| focused.name);
            assert_eq!(focused.as_deref(), Some(factor));
            page.fill("textbox", factor, "2").await?;
            page.until("the refusal to be gone", async || {
                Ok(!described(page, factor).await?.contains("cannot be reached"))
            })
            .await?;
            page.click("button", words.pick("Build", "만들기")).await?;
            page.the("heading", words.sandbox).await?;
            Player { page, words }.is_ready().await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_setting_is_found_by_kafkas_name_and_refused_in_kafkas_words() -> Result<()> {
    for words in BOTH {
        walk(&build(words), async |page| {
            let search = words.pick(
                "Find a setting by its Kafka name",
                "카프카 설정 이름으로 찾기",
            );
            page.fill("searchbox", search, "replica.lag").await?;
            let key = "replica.lag.time.max.ms (ms)";
            is_described(page, key, words.pick("Default: 30000 ms", "기본값: 30000 ms")).await?;
            page.fill("textbox", key, "soon").await?;
            page.click("button", words.pick("Build", "만들기")).await?;
            let message = "Invalid value soon for configuration replica.lag.time.max.ms: Not a number of type LONG";
            is_described(page, key, message).await?;
            page.fill("textbox", key, "5000").await?;
            page.click("button", words.pick("Build", "만들기")).await?;
            page.the("heading", words.sandbox).await?;
            page.click("link", words.pick("Build a changed copy", "바꿔서 새로 만들기"))
                .await?;
            page.fill("searchbox", search, "replica.lag").await?;
            assert_eq!(page.the("textbox", key).await?.value, "5000");
            page.fill("searchbox", search, "no.such.key").await?;
            page.says(words.pick("No setting", "맞는 설정")).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_was_built_and_broken_survives_a_reload() -> Result<()> {
    for words in BOTH {
        walk(&build(words), async |page| {
            build_two_brokers(page, words).await?;
            let player = Player { page, words };
            player.is_ready().await?;
            player.without_motion().await?;
            player.press(&words.crash("b2")).await?;
            page.the("button", &words.restart("b2")).await?;
            player.press(words.next_milestone).await?;
            let before = player.moment().await?;
            page.reload().await?;
            player.is_ready().await?;
            page.the("button", &words.restart("b2")).await?;
            assert_eq!(player.moment().await?, before);
            let name = words.pick("Name", "이름");
            assert_eq!(page.the("textbox", name).await?.value, "two of them");
            player.press(words.reset).await?;
            page.until("b2 to live", async || {
                player.stands_as(2, Stands::InSync).await
            })
            .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_preset_says_what_to_try_and_is_kept_once_it_is_broken() -> Result<()> {
    for words in BOTH {
        walk(&format!("#/{}/", words.language), async |page| {
            page.click(
                "link",
                words.pick("Clusters to break", "고장 내 볼 클러스터"),
            )
            .await?;
            let title = words.pick(
                "acks=1 loses an acknowledged record",
                "acks=1: 성공 응답을 받은 레코드의 유실",
            );
            let card = page
                .name_that("link", title, |name| name.starts_with(title))
                .await?;
            page.click("link", &card).await?;
            page.says(words.pick("What to try", "해 볼 일")).await?;
            let player = Player { page, words };
            player.is_ready().await?;
            player.press(&words.crash("b1")).await?;
            page.the("button", &words.restart("b1")).await?;
            page.open(&empty_sandbox(words)).await?;
            page.the("button", &words.restart("b1")).await?;
            page.says(words.pick("What to try", "해 볼 일")).await?;
            page.click(
                "link",
                words.pick("Clusters to break", "고장 내 볼 클러스터"),
            )
            .await?;
            let open = words.pick(format!("Open {title}"), format!("{title} 열기"));
            page.the("button", &open).await?;
            let forget = words.pick(format!("Forget {title}"), format!("{title} 지우기"));
            page.click("button", &forget).await?;
            page.until("it to be forgotten", async || {
                Ok(!page.has("button", &open).await?)
            })
            .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_to_try_goes_along_while_the_cluster_has_its_name_and_its_parts() -> Result<()> {
    for words in BOTH {
        play(words, preset(words, "acks1-loss"), async |player| {
            let page = player.page;
            let tries = words.pick("What to try:", "해 볼 일:");
            page.says(tries).await?;
            for (name, is_told) in [(None, true), (Some("another one"), false)] {
                let change = words.pick("Build a changed copy", "바꿔서 새로 만들기");
                page.click("link", change).await?;
                let build = words.pick("Build", "만들기");
                page.the("button", build).await?;
                if let Some(name) = name {
                    page.fill("textbox", words.pick("Name", "이름"), name)
                        .await?;
                }
                page.click("button", build).await?;
                page.the("link", change).await?;
                player.is_ready().await?;
                page.until(&format!("{tries} {is_told}"), async || {
                    Ok(page.text().await?.contains(tries) == is_told)
                })
                .await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_preset_opens_in_the_view_in_which_it_is_watched() -> Result<()> {
    for words in BOTH {
        for (id, view) in [
            ("at-most-once", words.pick("By group", "그룹별")),
            ("batches-linger", words.pick("By producer", "프로듀서별")),
            ("acks1-loss", words.pick("By broker", "브로커별")),
        ] {
            walk(&preset(words, id), async |page| {
                page.until(view, async || Ok(page.the("button", view).await?.on))
                    .await
            })
            .await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_preset_that_was_broken_is_whole_when_it_is_chosen_again() -> Result<()> {
    for words in BOTH {
        let preset = format!("#/{}/sandbox?preset=acks1-loss", words.language);
        walk(&preset, async |page| {
            let player = Player { page, words };
            player.is_ready().await?;
            let begun = player.moment().await?;
            player.press(&words.crash("b1")).await?;
            page.the("button", &words.restart("b1")).await?;
            let presets = words.pick("Clusters to break", "고장 내 볼 클러스터");
            page.click("link", presets).await?;
            let title = words.pick("acks=1 loses", "acks=1: 성공");
            let card = page
                .name_that("link", title, |name| name.starts_with(title))
                .await?;
            page.click("link", &card).await?;
            page.until("the cluster as it was at first", async || {
                Ok(player.offers(&words.crash("b1")).await? && player.moment().await? == begun)
            })
            .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_link_to_a_preset_opens_it_and_one_to_none_says_so() -> Result<()> {
    for words in BOTH {
        walk(&preset(words, "elr-election"), async |page| {
            Player { page, words }.is_ready().await?;
            let change = words.pick("Build a changed copy", "바꿔서 새로 만들기");
            page.click("link", change).await?;
            page.click("button", words.pick("Build", "만들기")).await?;
            page.the("heading", words.sandbox).await?;
            page.says(words.pick("What to try", "해 볼 일")).await?;
            page.open(&preset(words, "acks1-loss")).await?;
            says_why_there_is_nothing_to_stop(page, words).await?;
            page.open(&preset(words, "no-such-one")).await?;
            page.says("no-such-one").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_cluster_that_is_built_from_the_list_begins_anew_and_a_copy_does_not() -> Result<()> {
    for words in BOTH {
        let name = words.pick("Name", "이름");
        let title = words.pick("acks=1 loses", "acks=1: 성공");
        walk(&preset(words, "acks1-loss"), async |page| {
            Player { page, words }.is_ready().await?;
            let change = words.pick("Build a changed copy", "바꿔서 새로 만들기");
            page.click("link", change).await?;
            is_named(page, name, title).await?;
            page.open(&presets(words)).await?;
            let anew = words.pick("Build a cluster", "클러스터 만들기");
            page.click("link", anew).await?;
            is_named(page, name, words.pick("My cluster", "내 클러스터")).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_presets_name_that_nobody_has_changed_goes_with_the_language() -> Result<()> {
    for words in BOTH {
        walk(&preset(words, "acks1-loss"), async |page| {
            Player { page, words }.is_ready().await?;
            page.click("link", words.pick("한국어", "English")).await?;
            let (name, title) = (
                words.pick("이름", "Name"),
                words.pick("acks=1: 성공", "acks=1 loses"),
            );
            is_named(page, name, title).await
        })
        .await?;
    }
    Ok(())
}

async fn is_named(page: &Page, field: &str, begins: &str) -> Result<()> {
    page.until(begins, async || {
        Ok(page.the("textbox", field).await?.value.starts_with(begins))
    })
    .await
}

/// What is off says why, without a pointer over it.
async fn says_why_there_is_nothing_to_stop(page: &Page, words: &Words) -> Result<()> {
    let stop = words.pick("Stop the scenario", "시나리오 중단하기");
    let why = words.pick(
        "Nothing would happen by itself",
        "저절로 일어날 일이 남아 있지 않습니다",
    );
    page.until(why, async || {
        let stop = page.the("button", stop).await?;
        Ok(stop.disabled && stop.description.starts_with(why))
    })
    .await
}

#[tokio::test]
async fn a_browser_that_has_no_room_to_keep_a_cluster_is_said_until_it_has() -> Result<()> {
    for words in BOTH {
        play(words, empty_sandbox(words), async |player| {
            let page = player.page;
            let refuse = "window.setItem = Storage.prototype.setItem; \
                          Storage.prototype.setItem = function () { throw new DOMException('full', 'QuotaExceededError') }";
            page.driver().execute(refuse, vec![]).await?;
            let told = words.pick(
                "Your browser does not keep this cluster",
                "브라우저가 이 클러스터를 보관하지 못했습니다",
            );
            assert!(!page.text().await?.contains(told), "nothing was to be kept");
            player.press(&words.crash("b1")).await?;
            page.says(told).await?;
            player.press(&words.crash("b2")).await?;
            page.the("button", &words.restart("b2")).await?;
            assert_eq!(page.text().await?.matches(told).count(), 1);
            let mend = "Storage.prototype.setItem = window.setItem";
            page.driver().execute(mend, vec![]).await?;
            player.press(&words.restart("b1")).await?;
            page.until("it to be kept", async || {
                Ok(!page.text().await?.contains(told))
            })
            .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_kept_cluster_that_cannot_be_opened_is_said_and_nothing_of_it_is_dropped() -> Result<()> {
    for words in BOTH {
        walk(&presets(words), async |page| {
            let damage = "localStorage.setItem('highwater.sandboxes', 'AAAAAAAA\\n')";
            page.driver().execute(damage, vec![]).await?;
            page.open(&empty_sandbox(words)).await?;
            Player { page, words }.is_ready().await?;
            page.says(words.pick("cannot be opened any more: 1", "클러스터가 1개 있습니다"))
                .await?;
            page.click(
                "link",
                words.pick("Clusters to break", "고장 내 볼 클러스터"),
            )
            .await?;
            page.says(words.pick("in format 0", "형식 0")).await?;
            let raw = words.pick("What was kept, as it is", "보관된 내용 그대로");
            assert_eq!(page.the("textbox", raw).await?.value, "AAAAAAAA");
            page.the("link", words.pick("Download it", "내려받기"))
                .await?;
            page.click("button", words.pick("Discard it", "버리기"))
                .await?;
            page.until("it to be discarded", async || {
                Ok(!page.has("textbox", raw).await?)
            })
            .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_lessons_cluster_can_be_changed_into_one_of_ones_own() -> Result<()> {
    for words in BOTH {
        play(words, sandbox(words, 3), async |player| {
            let page = player.page;
            page.click(
                "link",
                words.pick("Build a changed copy", "바꿔서 새로 만들기"),
            )
            .await?;
            page.choose(
                words.pick("What it does by itself", "저절로 하는 일"),
                words.pick("Leave it out", "뺀다"),
            )
            .await?;
            page.click("button", words.pick("Build", "만들기")).await?;
            player.is_ready().await?;
            assert!(page.route().await?.ends_with("/sandbox"));
            page.reload().await?;
            player.is_ready().await
        })
        .await?;
    }
    Ok(())
}
