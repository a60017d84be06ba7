//! chromedriver, and a session of a browser with nothing in it.

use crate::problem::{Problem, Result};
use crate::told::Told;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
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

/// The driver chooses a free port and then listens on it; where many start at once, another may have
/// taken it in between, and the driver ends.
const STARTS_MAX: usize = 5;

/// A chromedriver that ends with this value.
pub struct Driver {
    child: Child,
    url: String,
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
        Ok(Some(Self {
            child,
            url: format!("http://127.0.0.1:{port}"),
        }))
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
        Ok(WebDriver::new(&self.url, wanted).await?)
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
fn port_in(output: impl std::io::Read) -> Option<u16> {
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
