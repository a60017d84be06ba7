//! chromedriver, and a session of a browser with nothing in it.

use crate::problem::{Problem, Result};
use crate::told::Told;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::process::{Child, Command, Stdio};
use std::time::Duration;
use thirtyfour::error::WebDriverError;
use thirtyfour::{Capabilities, WebDriver};

/// Without a window, without a sandbox since root has none, and without traffic of its own.
const FLAGS: [&str; 9] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--hide-scrollbars",
    "--window-size=1440,1000",
];

/// How long a browser may take to close.
const CLOSES_WITHIN: Duration = Duration::from_secs(10);
/// The driver chooses a free port and then listens on it; where many start at once, another may have
/// taken it in between, and the driver ends.
const STARTS_MAX: usize = 5;

/// A chromedriver that ends with this value.
pub struct Driver {
    child: Child,
    port: u16,
}

impl Driver {
    /// Starts the driver on a port of its own choice.
    pub fn start(told: &Told) -> Result<Self> {
        for _ in 0..STARTS_MAX {
            if let Some(driver) = Self::started(told)? {
                return Ok(driver);
            }
        }
        Err(Problem::NeverHappened {
            what: "chromedriver to name its port".into(),
            instead: format!("it ended, {STARTS_MAX} times"),
        })
    }

    fn started(told: &Told) -> Result<Option<Self>> {
        let mut command = Command::new(&told.chromedriver);
        command
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        let mut child = command.spawn().map_err(Problem::machine(format!(
            "starting {}",
            told.chromedriver.display()
        )))?;
        let Some(port) = child.stdout.take().and_then(port_in) else {
            let _ = child.kill();
            let _ = child.wait();
            return Ok(None);
        };
        Ok(Some(Self { child, port }))
    }

    /// Opens a browser whose profile is new.
    pub async fn browser(&self, told: &Told) -> Result<WebDriver> {
        // chromedriver makes a profile folder of its own for each session and removes it again.
        let wanted = serde_json::json!({
            "browserName": "chrome",
            "goog:chromeOptions": { "binary": told.chromium, "args": FLAGS },
            "goog:loggingPrefs": { "browser": "ALL" },
        });
        let wanted: Capabilities = serde_json::from_value(wanted).map_err(WebDriverError::from)?;
        let url = format!("http://127.0.0.1:{}", self.port);
        Ok(WebDriver::new(&url, wanted).await?)
    }
}

impl Driver {
    /// Closes the browser of a session, whatever became of it.
    pub fn close(&self, session: &str) {
        let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.port)) else {
            return;
        };
        let request = format!(
            "DELETE /session/{session} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        );
        let _ = stream.set_read_timeout(Some(CLOSES_WITHIN));
        let _ = stream.write_all(request.as_bytes());
        // The answer comes when the browser is gone.
        let _ = stream.read(&mut [0; 64]);
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        // Its browser was closed with the session, so nothing is left behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `ChromeDriver was started successfully on port 41235.`
fn port_in(output: impl Read) -> Option<u16> {
    let mut lines = BufReader::new(output)
        .lines()
        .map_while(std::result::Result::ok);
    lines.find_map(|line| {
        line.split_once("successfully on port ")?
            .1
            .trim_end_matches('.')
            .parse()
            .ok()
    })
}
