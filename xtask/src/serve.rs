//! `cargo xtask serve`: the product in a browser, rebuilt on every change.

use crate::args::ServeOptions;
use crate::failure::{Failure, Result};
use crate::process::{not_started, spelled};
use crate::project::Project;
use crate::site::Trunk;
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::process::{Child, Command};
use std::time::{Duration, Instant};

/// How many ports after the first are tried.
const PORTS_TRIED: u16 = 100;
/// How often the server is asked whether it is up.
const ASKED_EVERY: Duration = Duration::from_millis(200);

/// Serves until the person ends it.
pub fn serve(project: &Project, options: &ServeOptions) -> Result<()> {
    let start = Instant::now();
    let trunk = Trunk::available(project)?;
    let port = free_port(options.port)?;
    let mut command = trunk.command(project);
    command.args([
        "serve",
        "--address",
        "127.0.0.1",
        "--port",
        &port.to_string(),
    ]);
    // Not in dist/, which holds the site as it is published and tested.
    command.arg("--dist").arg(serving_folder(project)?);
    if options.release {
        command.arg("--release");
    }
    println!(
        "==> building and serving; the first build takes a minute or two, the next ones seconds"
    );
    println!("    $ {}", spelled(&command));
    let mut child = command
        .spawn()
        .map_err(|error| not_started(&command, &error))?;
    announce(&mut child, port, start)?;
    ended(&command, child)
}

fn serving_folder(project: &Project) -> Result<std::path::PathBuf> {
    let folder = project.target.join("serve");
    std::fs::create_dir_all(&folder).map_err(|error| Failure::file("create", &folder, &error))?;
    Ok(folder)
}

/// The first port from `first` that nothing listens on.
fn free_port(first: u16) -> Result<u16> {
    let last = first.saturating_add(PORTS_TRIED);
    let free = |port: &u16| TcpListener::bind((Ipv4Addr::LOCALHOST, *port)).is_ok();
    let port = (first..=last).find(free).ok_or_else(|| {
        Failure::new(format!(
            "no port from {first} to {last} is free; name another one with --port N"
        ))
    })?;
    if port != first {
        println!("==> port {first} is taken; using {port}");
    }
    Ok(port)
}

/// Prints the address as soon as there is an answer there; trunk listens after its first build.
fn announce(child: &mut Child, port: u16, start: Instant) -> Result<()> {
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    while still_runs(child)? {
        if TcpStream::connect_timeout(&address, ASKED_EVERY).is_ok() {
            let waited = crate::step::spoken(start.elapsed());
            println!(
                "\n    Highwater is at  http://127.0.0.1:{port}/   (after {waited}; Ctrl+C ends it)\n"
            );
            return Ok(());
        }
        std::thread::sleep(ASKED_EVERY);
    }
    Ok(())
}

fn still_runs(child: &mut Child) -> Result<bool> {
    child
        .try_wait()
        .map(|status| status.is_none())
        .map_err(|error| Failure::new(format!("lost trunk: {error}")))
}

fn ended(command: &Command, mut child: Child) -> Result<()> {
    let status = child
        .wait()
        .map_err(|error| Failure::new(format!("lost trunk: {error}")))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "`{}` ended badly ({status})",
        spelled(command)
    )))
}
