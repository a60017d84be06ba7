//! `cargo xtask shots`: pictures of every page and view of the built site.

use crate::args::ShotsOptions;
use crate::browser;
use crate::failure::{Failure, Result};
use crate::process::run;
use crate::project::Project;
use crate::site;
use crate::step::step;
use crate::test::tell_where;

/// Builds the site if needed and takes the pictures.
pub fn shots(project: &Project, options: &ShotsOptions) -> Result<()> {
    let folder = match &options.folder {
        Some(folder) => {
            std::path::absolute(folder).map_err(|error| Failure::file("locate", folder, &error))?
        }
        None => project.target.join("shots"),
    };
    let browser = browser::available()?;
    browser::fonts()?;
    site::ready(project)?;
    let mut command = project.cargo();
    command.args([
        "run",
        "--package",
        "highwater-tests",
        "--bin",
        "shots",
        "--",
    ]);
    command
        .args(options.only.iter().flat_map(|name| ["--only", name]))
        .arg(&folder);
    tell_where(&mut command, project, &browser);
    step(
        &format!("taking pictures into {}", folder.display()),
        || run(&mut command),
    )?;
    println!("==> look at {}", folder.join("index.html").display());
    Ok(())
}
