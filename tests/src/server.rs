//! A static host, as plain as one can be: files under a sub-path, and 404 for all else.

use crate::problem::{Problem, Result};
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;

/// Where the site is mounted. Not the root, so that a URL that leaves the site's folder fails.
pub const MOUNT: &str = "/some/where/";

/// One request that was answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The path as it was asked for, without query.
    pub path: String,
    /// The status that was answered.
    pub status: u16,
}

/// A file that does not come as it was built.
#[derive(Clone, Copy, Debug)]
pub struct Spoilt {
    /// How its path ends.
    pub ending: &'static str,
    /// What is wrong with it.
    pub harm: Harm,
}

/// What a host, or the way from it, can do to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Harm {
    /// It is not there.
    Missing,
    /// Its second half is not.
    CutShort,
    /// One bit of the byte in its middle is turned.
    BitTurned,
}

impl Harm {
    fn done_to(self, mut bytes: Vec<u8>) -> Option<Vec<u8>> {
        let middle = bytes.len() / 2;
        match self {
            Self::Missing => return None,
            Self::CutShort => bytes.truncate(middle),
            Self::BitTurned => bytes[middle] ^= 1,
        }
        Some(bytes)
    }
}

/// What is served, and what was asked for.
struct Site {
    folder: PathBuf,
    spoilt: Mutex<Option<Spoilt>>,
    requests: Mutex<Vec<Request>>,
    ended: AtomicBool,
}

/// A server on a port of its own, which ends when it is dropped.
pub struct SiteServer {
    address: SocketAddr,
    site: Arc<Site>,
}

impl SiteServer {
    /// Serves a folder on 127.0.0.1.
    pub fn start(folder: &Path) -> Result<Self> {
        Self::serve(folder, None)
    }

    /// Serves a folder of which one file is spoilt.
    pub fn start_spoilt(folder: &Path, spoilt: Spoilt) -> Result<Self> {
        Self::serve(folder, Some(spoilt))
    }

    fn serve(folder: &Path, spoilt: Option<Spoilt>) -> Result<Self> {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))
            .map_err(Problem::machine("opening a port on 127.0.0.1"))?;
        let address = listener
            .local_addr()
            .map_err(Problem::machine("asking for the port"))?;
        let site = Arc::new(Site {
            folder: folder.to_owned(),
            spoilt: Mutex::new(spoilt),
            requests: Mutex::default(),
            ended: AtomicBool::default(),
        });
        let served = Arc::clone(&site);
        thread::spawn(move || accept(&listener, &served));
        Ok(Self { address, site })
    }

    /// The origin of everything that is served.
    pub fn origin(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The address of the site, followed by something below it.
    pub fn url(&self, below: &str) -> String {
        format!("{}{MOUNT}{below}", self.origin())
    }

    /// From now on every file comes as it was built.
    pub fn mend(&self) {
        *self.site.spoilt() = None;
    }

    /// What was asked for so far, in order.
    pub fn requests(&self) -> Vec<Request> {
        self.site
            .requests
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }
}

impl Drop for SiteServer {
    fn drop(&mut self) {
        self.site.ended.store(true, Ordering::SeqCst);
        // A last connection wakes the thread that waits for one.
        let _ = TcpStream::connect(self.address);
    }
}

fn accept(listener: &TcpListener, site: &Arc<Site>) {
    for stream in listener.incoming().flatten() {
        if site.ended.load(Ordering::SeqCst) {
            return;
        }
        let site = Arc::clone(site);
        thread::spawn(move || {
            // A browser that hangs up halfway is no concern of a static host.
            let _ = answer(stream, &site);
        });
    }
}

fn answer(mut stream: TcpStream, site: &Site) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream.try_clone()?).lines();
    let Some(first) = lines.next().transpose()? else {
        return Ok(());
    };
    for header in lines {
        if header?.is_empty() {
            break;
        }
    }
    let path = first
        .split(' ')
        .nth(1)
        .unwrap_or("/")
        .split('?')
        .next()
        .unwrap_or("/")
        .to_owned();
    let found = site.file(&path);
    let (status, reason) = if found.is_some() {
        (200, "OK")
    } else {
        (404, "Not Found")
    };
    site.requests
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .push(Request { path, status });
    let (media_type, body) = found.unwrap_or(("text/plain", b"not found".to_vec()));
    let length = body.len();
    write!(
        stream,
        "HTTP/1.1 {status} {reason}\r\nContent-Type: {media_type}\r\nContent-Length: {length}\r\n\
         Cache-Control: no-store\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)
}

impl Site {
    fn spoilt(&self) -> MutexGuard<'_, Option<Spoilt>> {
        self.spoilt.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// The media type and the bytes of the file that a path names.
    fn file(&self, path: &str) -> Option<(&'static str, Vec<u8>)> {
        let file = file_for(path, &self.folder)?;
        let bytes = fs::read(&file).ok()?;
        let spoilt = self.spoilt().filter(|spoilt| path.ends_with(spoilt.ending));
        let bytes = match spoilt {
            Some(spoilt) => spoilt.harm.done_to(bytes)?,
            None => bytes,
        };
        Some((media_type(&file), bytes))
    }
}

/// The file that a path names, if it lies in the site.
fn file_for(path: &str, site: &Path) -> Option<PathBuf> {
    let below = Path::new(path.strip_prefix(MOUNT)?);
    if !below
        .components()
        .all(|part| matches!(part, Component::Normal(_)))
    {
        return None;
    }
    let file = site.join(below);
    let file = if file.is_dir() {
        file.join("index.html")
    } else {
        file
    };
    file.is_file().then_some(file)
}

fn media_type(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    fn get(server: &SiteServer, path: &str) -> String {
        let mut stream = TcpStream::connect(server.address).expect("the server listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: here\r\n\r\n").expect("the server reads");
        let mut text = String::new();
        stream
            .read_to_string(&mut text)
            .expect("the server answers in text");
        text.lines().next().unwrap_or_default().to_owned()
    }

    #[test]
    fn only_files_of_the_site_under_its_path_are_served() {
        let site = Path::new(env!("CARGO_MANIFEST_DIR"));
        let server = SiteServer::start(site).expect("a port is free");
        for (path, status) in [
            ("/some/where/Cargo.toml", "HTTP/1.1 200 OK"),
            ("/some/where/Cargo.toml?v=1", "HTTP/1.1 200 OK"),
            ("/some/where/absent", "HTTP/1.1 404 Not Found"),
            ("/some/where/../Cargo.toml", "HTTP/1.1 404 Not Found"),
            ("/Cargo.toml", "HTTP/1.1 404 Not Found"),
        ] {
            assert_eq!(get(&server, path), status, "{path}");
        }
        assert_eq!(server.requests().len(), 5);
    }

    #[test]
    fn one_file_is_spoilt_and_the_others_come_as_they_are() {
        let site = Path::new(env!("CARGO_MANIFEST_DIR"));
        let whole = fs::read(site.join("Cargo.toml")).expect("the file is there");
        for (harm, expected) in [
            (Harm::Missing, None),
            (Harm::CutShort, Some(whole.len() / 2)),
            (Harm::BitTurned, Some(whole.len())),
        ] {
            let ending = "Cargo.toml";
            let server = SiteServer::start_spoilt(site, Spoilt { ending, harm });
            let server = server.expect("a port is free");
            let served = server
                .site
                .file("/some/where/Cargo.toml")
                .map(|(_, bytes)| bytes);
            assert_eq!(served.as_ref().map(Vec::len), expected, "{harm:?}");
            assert_ne!(served, Some(whole.clone()), "{harm:?}");
            let other = server
                .site
                .file("/some/where/shots.toml")
                .map(|(_, bytes)| bytes);
            assert_eq!(other, fs::read(site.join("shots.toml")).ok(), "{harm:?}");
            server.mend();
            let mended = server
                .site
                .file("/some/where/Cargo.toml")
                .map(|(_, bytes)| bytes);
            assert_eq!(mended, Some(whole.clone()), "{harm:?}");
        }
    }
}
