//! The site's files themselves: they work under any path of any static host.

use highwater_tests::told::Told;
use highwater_tests::{Problem, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// What comes before a URL in pages and styles.
const BEFORE_A_URL: [&str; 3] = ["href=\"", "src=\"", "url("];
/// What comes before a URL in a script. The same words stand in prose, so only what looks like a
/// path counts.
const BEFORE_A_URL_IN_A_SCRIPT: [&str; 3] = ["from '", "import('", "module_or_path: '"];

fn files_below(folder: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(folder).map_err(Problem::machine(format!("listing {}", folder.display())))?;
    let mut files = Vec::new();
    for entry in entries.map_while(std::result::Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            files.extend(files_below(&path)?)
        } else {
            files.push(path)
        }
    }
    Ok(files)
}

/// Every URL in the site's pages, styles and loader, with the file that holds it.
fn urls() -> Result<Vec<(PathBuf, String)>> {
    let site = Told::by_environment()?.site;
    let mut urls = Vec::new();
    for file in files_below(&site)? {
        let ending = file.extension().and_then(|ending| ending.to_str());
        if !matches!(ending, Some("html" | "css" | "svg")) {
            continue;
        }
        let text = fs::read_to_string(&file)
            .map_err(Problem::machine(format!("reading {}", file.display())))?;
        let written = BEFORE_A_URL
            .iter()
            .flat_map(|before| urls_after(&text, before));
        let scripted = BEFORE_A_URL_IN_A_SCRIPT
            .iter()
            .flat_map(|before| urls_after(&text, before))
            .filter(|url| url.starts_with(['.', '/']));
        urls.extend(
            written
                .chain(scripted)
                .map(|url| (file.clone(), url.to_owned())),
        );
    }
    Ok(urls)
}

fn urls_after<'t>(text: &'t str, before: &str) -> impl Iterator<Item = &'t str> {
    text.match_indices(before)
        .map(move |(at, _)| text[at + before.len()..].trim_start_matches(['"', '\'']))
        .map(|rest| rest.split(['"', '\'', ')']).next().unwrap_or_default())
}

fn is_elsewhere(url: &str) -> bool {
    ["https://", "http://", "data:", "mailto:"]
        .iter()
        .any(|scheme| url.starts_with(scheme))
}

#[test]
fn no_url_of_the_site_begins_at_the_hosts_root() -> Result<()> {
    let rooted: Vec<_> = urls()?
        .into_iter()
        .filter(|(_, url)| url.starts_with('/'))
        .collect();
    assert!(
        rooted.is_empty(),
        "these URLs only work at the root of a host: {rooted:?}"
    );
    Ok(())
}

#[test]
fn every_relative_url_leads_to_a_file_of_the_site() -> Result<()> {
    let leads = |(file, url): &(PathBuf, String)| {
        let path = url.split(['#', '?']).next().unwrap_or_default();
        let target = file.parent().unwrap_or(file).join(path);
        path.is_empty()
            || is_elsewhere(url)
            || target.is_file()
            || target.join("index.html").is_file()
    };
    let lost: Vec<_> = urls()?.into_iter().filter(|pair| !leads(pair)).collect();
    assert!(lost.is_empty(), "these URLs lead nowhere: {lost:?}");
    Ok(())
}
