//! A page that runs a WASI program in a headless browser, and gives back what the program printed.

use crate::browser::FLAGS;
use crate::failure::{Failure, Result};
use crate::process::not_started;
use crate::project::Project;
use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{self, Sender};
use std::thread;
use std::time::{Duration, Instant};

/// The page, and what stands between the program and the browser.
const PAGE: &str = include_str!("page.html");
const SCRIPT: &str = include_str!("wasi.js");

/// How long the program may take; it takes seconds.
const PATIENCE: Duration = Duration::from_secs(300);
/// How long a connection may be silent: browsers open some that they never use.
const SILENCE: Duration = Duration::from_secs(10);
/// How often the server looks whether there is anything to do.
const LOOKS_EVERY: Duration = Duration::from_millis(20);
/// The longest text that the page may send back.
const LONGEST_TEXT: usize = 1 << 16;

/// What the page says at the end: what the program printed, or why it could not run.
type Ending = std::result::Result<String, String>;

/// Runs a program in a browser, and says what it printed.
pub fn printed(project: &Project, browser: &Path, program: &Path) -> Result<String> {
    let program = std::fs::read(program).map_err(|error| Failure::file("read", program, &error))?;
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).map_err(no_server)?;
    let address = listener.local_addr().map_err(no_server)?;
    listener.set_nonblocking(true).map_err(no_server)?;
    let mut browser = Headless::start(project, browser, &format!("http://{address}/"))?;
    serve(&listener, &Arc::new(program), &mut browser)
}

fn no_server(error: std::io::Error) -> Failure {
    Failure::new(format!("could not serve a page on 127.0.0.1: {error}"))
}

/// A browser with a profile of its own. Both are gone when it is dropped, however that comes.
struct Headless {
    child: Child,
    profile: PathBuf,
}

impl Headless {
    fn start(project: &Project, browser: &Path, url: &str) -> Result<Self> {
        let profile = project
            .target
            .join(format!("bench-profile-{}", std::process::id()));
        let mut command = Command::new(browser);
        command
            .args(FLAGS)
            .arg(format!("--user-data-dir={}", profile.display()))
            .arg(url)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let child = command
            .spawn()
            .map_err(|error| not_started(&command, &error))?;
        Ok(Self { child, profile })
    }

    fn has_ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }
}

impl Drop for Headless {
    fn drop(&mut self) {
        // One that has ended by itself cannot be killed, which is as well.
        let _ = self.child.kill();
        let _ = self.child.wait();
        // Its helpers end after it, and may write until then.
        for _ in 0..50 {
            if std::fs::remove_dir_all(&self.profile).is_ok() || !self.profile.exists() {
                break;
            }
            thread::sleep(LOOKS_EVERY);
        }
    }
}

/// Serves until the page says how it ended.
fn serve(listener: &TcpListener, program: &Arc<Vec<u8>>, browser: &mut Headless) -> Result<String> {
    let start = Instant::now();
    let (sender, endings) = mpsc::channel();
    while start.elapsed() < PATIENCE {
        match listener.accept() {
            Ok((stream, _)) => {
                let (program, sender) = (Arc::clone(program), sender.clone());
                // A browser that hangs up halfway asks again, if it cares.
                thread::spawn(move || answer(stream, &program, &sender));
                continue;
            }
            Err(error) if error.kind() == ErrorKind::WouldBlock => {}
            Err(error) => return Err(no_server(error)),
        }
        if let Ok(ending) = endings.recv_timeout(LOOKS_EVERY) {
            return ending.map_err(|why| {
                Failure::new(format!("the benchmark cannot run in the browser: {why}"))
            });
        }
        if browser.has_ended() {
            let gone =
                "the browser ended before the benchmark did; HIGHWATER_CHROMIUM names another";
            return Err(Failure::new(gone));
        }
    }
    Err(Failure::new(format!(
        "the benchmark in the browser did not end within {} s",
        PATIENCE.as_secs()
    )))
}

fn answer(mut stream: TcpStream, program: &[u8], endings: &Sender<Ending>) -> std::io::Result<()> {
    stream.set_nonblocking(false)?;
    stream.set_read_timeout(Some(SILENCE))?;
    let (path, body) = request(&mut BufReader::new(stream.try_clone()?))?;
    let (media_type, content): (&str, &[u8]) = match path.as_str() {
        "/" => ("text/html; charset=utf-8", PAGE.as_bytes()),
        "/wasi.js" => ("text/javascript; charset=utf-8", SCRIPT.as_bytes()),
        "/program.wasm" => ("application/wasm", program),
        _ => ("text/plain", b""),
    };
    // A page that is isolated from all others gets a clock of microseconds.
    write!(
        stream,
        "HTTP/1.1 200 OK\r\nContent-Type: {media_type}\r\nContent-Length: {}\r\n\
         Cross-Origin-Opener-Policy: same-origin\r\nCross-Origin-Embedder-Policy: require-corp\r\n\
         Connection: close\r\n\r\n",
        content.len()
    )?;
    stream.write_all(content)?;
    // Nobody listens any more once the page has said it.
    let _ = match path.as_str() {
        "/printed" => endings.send(Ok(body)),
        "/failed" => endings.send(Err(body)),
        _ => Ok(()),
    };
    Ok(())
}

/// The path and the body of a request.
fn request(reader: &mut impl BufRead) -> std::io::Result<(String, String)> {
    let mut first = String::new();
    reader.read_line(&mut first)?;
    let path = first.split(' ').nth(1).unwrap_or_default().to_owned();
    let mut length = 0;
    loop {
        let mut header = String::new();
        if reader.read_line(&mut header)? == 0 || header.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = header.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
    }
    let mut body = Vec::new();
    let length = u64::try_from(length.min(LONGEST_TEXT)).unwrap_or(0);
    reader.take(length).read_to_end(&mut body)?;
    Ok((path, String::from_utf8_lossy(&body).into_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_request_is_its_path_and_as_much_of_its_body_as_it_says() {
        for (sent, path, body) in [
            ("GET / HTTP/1.1\r\nHost: here\r\n\r\n", "/", ""),
            (
                "POST /printed HTTP/1.1\r\ncontent-length: 4\r\n\r\na 1\nmore",
                "/printed",
                "a 1\n",
            ),
            (
                "POST /printed HTTP/1.1\r\nContent-Length: 9\r\n\r\na",
                "/printed",
                "a",
            ),
            (
                "POST /x HTTP/1.1\r\nContent-Length: many\r\n\r\na",
                "/x",
                "",
            ),
            ("", "", ""),
        ] {
            let read = request(&mut sent.as_bytes()).expect("bytes can be read");
            assert_eq!(read, (path.to_owned(), body.to_owned()), "{sent}");
        }
    }

    #[test]
    fn what_the_page_sends_back_is_how_it_ended() {
        for (path, ending) in [
            ("/printed", Some(Ok("a 1".to_owned()))),
            ("/failed", Some(Err("a 1".to_owned()))),
            ("/", None),
        ] {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
            let address = listener.local_addr().expect("it has an address");
            let mut page = TcpStream::connect(address).expect("it listens");
            write!(page, "POST {path} HTTP/1.1\r\nContent-Length: 3\r\n\r\na 1").expect("it reads");
            let (stream, _) = listener.accept().expect("the page is there");
            let (sender, endings) = mpsc::channel();
            answer(stream, b"", &sender).expect("the page waits");
            assert_eq!(endings.try_recv().ok(), ending, "{path}");
        }
    }
}
