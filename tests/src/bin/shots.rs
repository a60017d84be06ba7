//! Takes a picture of every moment of `shots.toml`, at each size, in each language, light and
//! dark, and writes a page that shows them all. `cargo xtask shots` runs it.

use highwater_tests::layout;
use highwater_tests::moments::{self, LANGUAGES, Moment};
use highwater_tests::picture::{self, Colours, WINDOWS, Window};
use highwater_tests::picture_index::{self, Shot};
use highwater_tests::{Page, Problem, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(shots) => told(&shots),
        Err(problem) => {
            eprintln!("shots: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<Vec<Shot>> {
    let (folder, names) = asked(std::env::args().skip(1))?;
    let moments = moments::chosen(moments::all()?, &names)?;
    fs::create_dir_all(&folder)
        .map_err(Problem::machine(format!("creating {}", folder.display())))?;
    let page = Page::start().await?;
    let mut shots = Vec::new();
    for moment in &moments {
        for window in WINDOWS {
            for language in LANGUAGES {
                println!("    {} {} {language}", moment.name, window.name());
                shots.extend(taken(&page, moment, window, language, &folder).await?);
            }
        }
    }
    page.end().await?;
    write(
        &folder.join("index.html"),
        picture_index::html(&shots).as_bytes(),
    )?;
    Ok(shots)
}

/// The folder and the names after `--only`.
fn asked(mut words: impl Iterator<Item = String>) -> Result<(PathBuf, Vec<String>)> {
    let (mut folder, mut names) = (None, Vec::new());
    while let Some(word) = words.next() {
        if word == "--only" {
            names.extend(words.next());
        } else {
            folder = Some(PathBuf::from(word));
        }
    }
    let folder = folder.ok_or_else(|| {
        Problem::Moments("name a folder for the pictures, or use `cargo xtask shots`".into())
    })?;
    Ok((folder, names))
}

/// The pictures of one moment in one window and language. A moment that cannot be reached is a
/// finding, and the other moments are still looked at.
async fn taken(
    page: &Page,
    moment: &Moment,
    window: Window,
    language: &'static str,
    folder: &Path,
) -> Result<Vec<Shot>> {
    let shot = |colours| Shot {
        moment: moment.name.clone(),
        language,
        window,
        colours,
        file: None,
        whole: None,
        findings: Vec::new(),
    };
    picture::resize(page, window).await?;
    picture::prefer(page, Colours::Light).await?;
    // Every moment is seen as by a visitor who comes for the first time.
    page.forget_visits().await?;
    let mut shots = Vec::new();
    if let Err(problem) = moment.reach(page, language).await {
        shots.push(Shot {
            findings: vec![format!("was not reached: {problem}")],
            ..shot(Colours::Light)
        });
        return Ok(shots);
    }
    for colours in Colours::ALL {
        let mut shot = shot(colours);
        picture::prefer(page, colours).await?;
        page.settle().await?;
        photograph(page, &mut shot, folder).await?;
        shot.findings = layout::findings(page).await?;
        shot.findings.extend(
            page.console_errors()
                .await?
                .into_iter()
                .map(|error| format!("console: {error}")),
        );
        shots.push(shot);
    }
    Ok(shots)
}

async fn photograph(page: &Page, shot: &mut Shot, folder: &Path) -> Result<()> {
    let file = format!("{}.png", shot.stem());
    write(&folder.join(&file), &picture::png(page).await?)?;
    shot.file = Some(file);
    let height = picture::page_height(page).await?;
    if height > shot.window.height {
        page.settle().await?;
        let file = format!("{}-whole.png", shot.stem());
        write(
            &folder.join(&file),
            &picture::png_of_page(page, shot.window, height).await?,
        )?;
        shot.whole = Some(file);
    }
    Ok(())
}

fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    fs::write(path, bytes).map_err(Problem::machine(format!("writing {}", path.display())))
}

fn told(shots: &[Shot]) -> ExitCode {
    let pictures = shots.iter().filter(|shot| shot.file.is_some()).count();
    let findings: Vec<_> = shots
        .iter()
        .flat_map(|shot| {
            shot.findings
                .iter()
                .map(move |finding| (shot.stem(), finding))
        })
        .collect();
    for (stem, finding) in &findings {
        println!("    {stem}: {finding}");
    }
    println!("    {pictures} pictures, {} findings", findings.len());
    if findings.is_empty() {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
