//! The views of the same moment: by broker, by partition and by producer; groups have a walk of their own.

use highwater_tests::{Page, Result, walk};
use thirtyfour::Key;

/// What is called how in a language.
struct Names {
    language: &'static str,
    by_broker: &'static str,
    by_partition: &'static str,
    by_producer: &'static str,
    partition: &'static str,
    broker: &'static str,
}

const BOTH: [Names; 2] = [
    Names {
        language: "en",
        by_broker: "By broker",
        by_partition: "By partition",
        by_producer: "By producer",
        partition: "orders-0, leader b1",
        broker: "broker b2",
    },
    Names {
        language: "ko",
        by_broker: "브로커별",
        by_partition: "파티션별",
        by_producer: "프로듀서별",
        partition: "orders-0, 리더 b1",
        broker: "브로커 b2",
    },
];

#[tokio::test]
async fn the_view_is_switched_by_hand_and_by_key_and_moment_and_selection_stay() -> Result<()> {
    for names in BOTH {
        let language = names.language;
        let route = format!("#/{language}/lesson/who-moves-the-high-watermark?step=4");
        walk(&route, async |page| {
            page.focus("button", names.broker).await?;
            page.press(Key::Enter).await?;
            let route = page.route().await?;
            page.click("button", names.by_partition).await?;
            is_seen(page, names.by_partition, names.broker).await?;
            partition(page, names.partition).await?;
            page.press('v').await?;
            is_on(page, names.by_producer).await?;
            page.press('v').await?;
            is_seen(page, names.by_broker, names.broker).await?;
            assert_eq!(page.route().await?, route);
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// What is the same thing in both views of the cluster: a broker, a replica of the open partition, a message.
#[tokio::test]
async fn what_has_the_focus_keeps_it_in_the_other_view() -> Result<()> {
    let lanes = ["orders-0 on b2", "orders-0, b2"];
    for (names, lane) in BOTH.into_iter().zip(lanes) {
        let language = names.language;
        let route = format!("#/{language}/lesson/who-moves-the-high-watermark?step=4");
        walk(&route, async |page| {
            for begins in [names.broker, lane] {
                let name = page
                    .name_that("button", begins, |name| name.starts_with(begins))
                    .await?;
                page.focus("button", &name).await?;
                let view = names.by_partition;
                page.press('v').await?;
                is_on(page, view).await?;
                page.until(&format!("the focus on {name} in {view}"), async || {
                    Ok(page.focused().await?.is_some_and(|it| it.name == name))
                })
                .await?;
                page.click("button", names.by_broker).await?;
                is_on(page, names.by_broker).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn what_is_opened_by_the_keyboard_keeps_the_focus() -> Result<()> {
    for names in BOTH {
        let language = names.language;
        let route = format!("#/{language}/lesson/who-moves-the-high-watermark?step=4");
        walk(&route, async |page| {
            page.click("button", names.by_partition).await?;
            let name = partition(page, names.partition).await?;
            page.focus("button", &name).await?;
            page.press(Key::Enter).await?;
            page.until("the partition is picked", async || {
                let focused = page.focused().await?;
                Ok(focused.is_some_and(|it| it.name == name && it.on))
            })
            .await
        })
        .await?;
    }
    Ok(())
}

/// One side of the switch is on.
async fn is_on(page: &Page, view: &str) -> Result<()> {
    page.until(view, async || Ok(page.the("button", view).await?.on))
        .await
}

/// One side of the switch is on, and what was picked still is.
async fn is_seen(page: &Page, view: &str, picked: &str) -> Result<()> {
    page.until(view, async || {
        Ok(page.the("button", view).await?.on && page.the("button", picked).await?.on)
    })
    .await
}

/// The whole name of the partition whose name begins like that.
async fn partition(page: &Page, begins: &str) -> Result<String> {
    page.name_that("button", begins, |name| name.starts_with(begins))
        .await
}
