//! Links: they open the step they name, keep the moment in the other language, and say what is wrong
//! with them.

use crate::events::announced;
use crate::lesson::PARTS;
use crate::player::{LESSON, Player, lanes_of, lesson, play};
use crate::words::{BOTH, Words};
use highwater_tests::server::{Harm, Spoilt};
use highwater_tests::{Page, Problem, Result, walk};

#[tokio::test]
async fn a_link_to_a_step_opens_that_step() -> Result<()> {
    for words in BOTH {
        play(words, lesson(words, 4), async |player| {
            player.is_at(4).await?;
            player.page.go(&lesson(words, 9)).await?;
            player.is_at(9).await?;
            player.page.go(&lesson(words, 1)).await?;
            player.is_at(1).await?;
            player.page.driver().back().await?;
            player.is_at(9).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn switching_the_language_keeps_the_moment() -> Result<()> {
    for (words, other) in BOTH.into_iter().zip(BOTH.into_iter().rev()) {
        play(words, lesson(words, 3), async |player| {
            let translated = Player {
                page: player.page,
                words: other,
            };
            player.is_at(3).await?;
            player.press(words.step).await?;
            player.is_at_event(3).await?;
            let here = player.moment().await?;

            player.page.click("link", words.other_language).await?;
            translated.is_at_part(3, PARTS.len()).await?;
            translated.shows(&lanes_of(PARTS[3])).await?;
            let there = translated.moment().await?;
            assert_eq!((there.time, there.event), (here.time, here.event));
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn switching_the_language_keeps_a_what_if() -> Result<()> {
    let [words, other] = BOTH;
    play(words, lesson(words, 3), async |player| {
        player.press(&words.crash("b2")).await?;
        player.page.click("link", words.other_language).await?;
        player.page.the("button", &other.restart("b2")).await?;
        player
            .page
            .the("button", other.back_to_lesson)
            .await
            .map(drop)
    })
    .await
}

/// A link that leads nowhere, what its message names, and by which link it leads on.
struct Broken {
    link: &'static str,
    names: &'static str,
    on: [&'static str; 2],
}

const ALL_LESSONS: [&str; 2] = ["All lessons", "모든 레슨"];
const FROM_THE_START: [&str; 2] = ["Open the lesson at its start", "레슨을 처음부터 열기"];

const BROKEN: [Broken; 5] = [
    Broken {
        link: "nowhere",
        names: "nowhere",
        on: ALL_LESSONS,
    },
    Broken {
        link: "lesson/no-such-lesson",
        names: "no-such-lesson",
        on: ALL_LESSONS,
    },
    Broken {
        link: "lesson/who-moves-the-high-watermark?step=40",
        names: "40",
        on: FROM_THE_START,
    },
    Broken {
        link: "lesson/who-moves-the-high-watermark?step=four",
        names: "four",
        on: ALL_LESSONS,
    },
    Broken {
        link: "sandbox?lesson=no-such-lesson&step=1",
        names: "no-such-lesson",
        on: ALL_LESSONS,
    },
];

#[tokio::test]
async fn a_broken_link_is_answered_with_what_is_wrong_and_a_way_on() -> Result<()> {
    for (language, words) in BOTH.into_iter().enumerate() {
        let home = format!("#/{}/", words.language);
        walk(&home, async |page| {
            for broken in &BROKEN {
                page.open(&format!("{home}{}", broken.link)).await?;
                page.says(broken.names).await?;
                let told = announced(page).await?;
                assert!(told.contains(broken.names), "{told:?} is said aloud");
                page.click("link", broken.on[language]).await?;
                leads_on(page, words).await?;
            }
            Ok(())
        })
        .await?;
    }
    Ok(())
}

/// Home or a lesson: in either there is a live cluster.
async fn leads_on(page: &Page, words: &Words) -> Result<()> {
    Player { page, words }.is_ready().await
}

#[tokio::test]
async fn a_spoilt_lesson_is_answered_with_the_file_and_a_way_on() -> Result<()> {
    for (words, ending) in BOTH
        .into_iter()
        .zip(["watermark.en.bin", "watermark.ko.bin"])
    {
        for harm in [Harm::Missing, Harm::CutShort, Harm::BitTurned] {
            let page = Page::start_spoilt(Spoilt { ending, harm }).await?;
            page.open(&lesson(words, 1)).await?;
            page.says(&format!("course/{LESSON}.{}.bin", words.language))
                .await?;
            page.the("button", words.try_again).await?;
            page.the("link", ALL_LESSONS[usize::from(words.language == "ko")])
                .await?;
            no_error_but_the_browsers_own(&page).await?;
            page.end().await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_page_to_look_things_up_whose_file_does_not_come_names_the_file() -> Result<()> {
    for words in BOTH {
        let ending = words.pick("en.bin", "ko.bin");
        for route in ["glossary", "legend"] {
            let harm = Harm::Missing;
            let page = Page::start_spoilt(Spoilt { ending, harm }).await?;
            page.open(&format!("#/{}/{route}", words.language)).await?;
            page.says(&format!("course/{route}.{ending}")).await?;
            page.the("button", words.try_again).await?;
            no_error_but_the_browsers_own(&page).await?;
            page.end().await?;
        }
    }
    Ok(())
}

#[tokio::test]
async fn a_term_is_the_same_in_the_other_language() -> Result<()> {
    walk("#/en/glossary?term=acks", async |page| {
        page.the("heading", "Glossary").await?;
        page.click("link", "한국어").await?;
        page.the("heading", "용어집").await?;
        assert_eq!(page.route().await?, "#/ko/glossary?term=acks");
        page.go("#/ko/glossary?term=nope").await?;
        page.says("\"nope\"").await
    })
    .await
}

#[tokio::test]
async fn without_the_list_of_lessons_home_is_alive_and_says_so() -> Result<()> {
    for words in BOTH {
        let spoilt = Spoilt {
            ending: "course/index.bin",
            harm: Harm::Missing,
        };
        let page = Page::start_spoilt(spoilt).await?;
        page.open(&format!("#/{}/", words.language)).await?;
        page.says("course/index.bin").await?;
        page.the("button", words.try_again).await?;
        leads_on(&page, words).await?;
        no_error_but_the_browsers_own(&page).await?;
        page.end().await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_site_whose_program_does_not_come_says_so_and_leads_to_the_reading_pages() -> Result<()> {
    let page = Page::start_spoilt(Spoilt {
        ending: ".wasm",
        harm: Harm::Missing,
    })
    .await?;
    page.go("#/en/").await?;
    page.the("button", "Reload · 다시 불러오기").await?;
    for link in ["Read the lessons without it", "글로 읽기"] {
        page.the("link", link).await?;
    }
    page.click("link", "글로 읽기").await?;
    page.says("하이 워터마크는 누가 움직이는가").await?;
    page.end().await
}

/// That a file is missing is told by the browser itself, whatever the page does.
pub async fn no_error_but_the_browsers_own(page: &Page) -> Result<()> {
    let mut errors = page.console_errors().await?;
    errors.retain(|error| !error.contains("Failed to load resource"));
    if errors.is_empty() {
        Ok(())
    } else {
        Err(Problem::Console(errors))
    }
}
