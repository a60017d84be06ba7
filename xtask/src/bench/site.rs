//! The built site in a browser: its frames, a page at rest, how soon it can be used. `tests/` measures; here
//! is made what it needs for that.

use crate::browser::Browser;
use crate::failure::{Failure, Result};
use crate::process::output;
use crate::project::Project;
use crate::site::{self, Site};
use crate::step::step;
use crate::test::tell_where;
use std::fs;
use std::path::PathBuf;

/// Measures, and returns the tables that were printed.
pub fn printed(project: &Project, browser: &Browser) -> Result<String> {
    site::ready(project)?;
    let empty_page = empty_page(project)?;
    let sandbox = step("the sandbox that is played", || crowded_sandbox(project))?;
    let mut command = project.cargo();
    command.args(["run", "--package", "highwater-tests", "--bin", "pace"]);
    tell_where(&mut command, project, browser);
    command
        .env("HIGHWATER_EMPTY_PAGE", &empty_page)
        .env("HIGHWATER_CROWDED_SANDBOX", &sandbox);
    step(
        "the site's benchmark in the browser, for a minute or two",
        || output(&mut command),
    )
}

/// The page that the site is held against, built as the site is.
fn empty_page(project: &Project) -> Result<PathBuf> {
    let page = Site {
        folder: project.root.join("tests/empty-page"),
        program: "highwater-empty-page",
        dist: project.target.join("empty-page"),
    };
    page.make(project)?;
    Ok(page.dist)
}

/// The cluster that is played, as a browser keeps it.
fn crowded_sandbox(project: &Project) -> Result<PathBuf> {
    let mut command = project.cargo();
    command.args([
        "run",
        "--package",
        "highwater",
        "--example",
        "crowded_sandbox",
    ]);
    let kept = output(&mut command)?;
    let path = project.target.join("crowded-sandbox.txt");
    fs::write(&path, kept).map_err(|error| Failure::file("write", &path, &error))?;
    Ok(path)
}
