//! A page as a person uses it: by what is announced, with clicks and keys.

use crate::announced::{self, Announced};
use crate::driver::Driver;
use crate::problem::{Problem, Result};
use crate::server::{Request, SiteServer, Spoilt};
use crate::told::Told;
use serde_json::json;
use std::path::Path;
use std::time::{Duration, Instant};
use thirtyfour::{By, WebDriver};

/// How long something may take to appear. Far more than it needs: a slow machine is no failure.
const PATIENCE: Duration = Duration::from_secs(30);
/// How often it is looked for.
const LOOK_EVERY: Duration = Duration::from_millis(50);

/// A browser with the site in it.
pub struct Page {
    // The order is that of ending: the session before the driver that holds it.
    driver: WebDriver,
    process: Driver,
    server: SiteServer,
    patience: Duration,
}

/// Opens the site at a route, takes the walk, and fails if the page wrote errors to the console. A walk in which the
/// browser itself dies says nothing of the site: it is taken once more, and what kills two browsers fails.
pub async fn walk(route: &str, steps: impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    match walk_once(route, &steps).await {
        Err(problem) if problem.is_death_of_browser() => {
            eprintln!("the browser died, and the walk is taken once more: {problem}");
            walk_once(route, &steps).await
        }
        walked => walked,
    }
}

async fn walk_once(route: &str, steps: &impl AsyncFn(&Page) -> Result<()>) -> Result<()> {
    let page = Page::start().await?;
    page.open(route).await?;
    let walked = steps(&page).await;
    let errors = page.console_errors().await?;
    page.end().await?;
    match (walked, errors.is_empty()) {
        (Ok(()), false) => Err(Problem::Console(errors)),
        (walked, _) => walked,
    }
}

impl Drop for Page {
    /// A walk that fails does not come to its end, and its browser is closed here. The session's own
    /// way to close would wait for the runtime, which has but this thread.
    fn drop(&mut self) {
        let session = self.driver.session_id().to_string();
        if self.driver.clone().leak().is_ok() {
            self.process.close(&session);
        }
    }
}

impl Page {
    /// Starts a server for the built site and a browser, with nothing opened yet.
    pub async fn start() -> Result<Self> {
        Self::start_with(&Told::by_environment()?.site).await
    }

    /// The same for another folder of files.
    pub async fn start_with(site: &Path) -> Result<Self> {
        Self::start_on(SiteServer::start(site)?).await
    }

    /// The same for the built site on a host that spoils one of its files.
    pub async fn start_spoilt(spoilt: Spoilt) -> Result<Self> {
        Self::start_on(SiteServer::start_spoilt(
            &Told::by_environment()?.site,
            spoilt,
        )?)
        .await
    }

    /// The host spoils nothing any more.
    pub fn mend(&self) {
        self.server.mend();
    }

    async fn start_on(server: SiteServer) -> Result<Self> {
        let told = Told::by_environment()?;
        let process = Driver::start(&told)?;
        let driver = process.browser(&told).await?;
        Ok(Self {
            driver,
            process,
            server,
            patience: PATIENCE,
        })
    }

    /// Opens a route such as `#/en/`, from scratch and not as a change of the hash.
    pub async fn open(&self, route: &str) -> Result<()> {
        self.driver.goto("about:blank").await?;
        self.driver.goto(self.server.url(route)).await?;
        self.until("a main region", async || {
            Ok(!self.all("main").await?.is_empty())
        })
        .await
    }

    /// Forgets what the pages of the site have kept in the browser.
    pub async fn forget_what_is_kept(&self) -> Result<()> {
        let what = json!({ "origin": self.server.origin(), "storageTypes": "local_storage" });
        let forget = "Storage.clearDataForOrigin";
        self.driver.cdp().send_raw(forget, what).await?;
        Ok(())
    }

    /// The same page, looked at only once: for what is expected not to be there.
    pub fn with_little_patience(mut self) -> Self {
        self.patience = Duration::ZERO;
        self
    }

    /// Closes the browser.
    pub async fn end(self) -> Result<()> {
        Ok(self.driver.clone().quit().await?)
    }

    /// The browser, for what a person cannot do.
    pub fn driver(&self) -> &WebDriver {
        &self.driver
    }

    /// The address of a route.
    pub fn url(&self, route: &str) -> String {
        self.server.url(route)
    }

    /// The next visitor comes for the first time.
    pub async fn forget_visits(&self) -> Result<()> {
        let everything =
            serde_json::json!({ "origin": self.server.origin(), "storageTypes": "all" });
        self.driver
            .cdp()
            .send_raw("Storage.clearDataForOrigin", everything)
            .await?;
        Ok(())
    }

    /// What the browser asked the server for so far.
    pub fn requests(&self) -> Vec<Request> {
        self.server.requests()
    }

    /// The part of the address after the site's folder.
    pub async fn route(&self) -> Result<String> {
        let url = self.driver.current_url().await?.to_string();
        Ok(url
            .strip_prefix(&self.server.url(""))
            .map_or(url.clone(), str::to_owned))
    }

    /// Errors that the page wrote to the console since this was last asked.
    pub async fn console_errors(&self) -> Result<Vec<String>> {
        let entries = self.driver.browser_log().await?;
        Ok(entries
            .into_iter()
            .filter(|entry| entry.level == "SEVERE")
            .map(|entry| entry.message)
            .collect())
    }

    /// Goes to a route as a link does: only the hash changes.
    pub async fn go(&self, route: &str) -> Result<()> {
        Ok(self.driver.goto(self.server.url(route)).await?)
    }

    /// Opens the same address again, as the browser's own button does.
    pub async fn reload(&self) -> Result<()> {
        Ok(self.driver.refresh().await?)
    }

    /// What has the focus, if anything has.
    pub async fn focused(&self) -> Result<Option<Announced>> {
        announced::focused(&self.driver).await
    }

    /// Everything with a role.
    pub async fn all(&self, role: &str) -> Result<Vec<Announced>> {
        announced::all(&self.driver, role, None).await
    }

    /// The accessible names of everything with a role.
    pub async fn names(&self, role: &str) -> Result<Vec<String>> {
        Ok(self
            .all(role)
            .await?
            .into_iter()
            .map(|announced| announced.name)
            .collect())
    }

    /// Whether there is something with that role and name now.
    pub async fn has(&self, role: &str, name: &str) -> Result<bool> {
        Ok(!announced::all(&self.driver, role, Some(name))
            .await?
            .is_empty())
    }

    /// The one thing with that role and name, waited for.
    pub async fn the(&self, role: &str, name: &str) -> Result<Announced> {
        let start = Instant::now();
        loop {
            let mut found = announced::all(&self.driver, role, Some(name)).await?;
            if found.len() == 1 {
                return Ok(found.remove(0));
            }
            if start.elapsed() > self.patience {
                let there = self.names(role).await?;
                return Err(Problem::NotOne {
                    role: role.into(),
                    name: name.into(),
                    found: found.len(),
                    there,
                });
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Waits until something with that role has a name that fits, and returns the name.
    pub async fn name_that(
        &self,
        role: &str,
        what: &str,
        fits: impl Fn(&str) -> bool,
    ) -> Result<String> {
        let start = Instant::now();
        loop {
            let names = self.names(role).await?;
            if let Some(name) = names.iter().find(|name| fits(name)) {
                return Ok(name.clone());
            }
            if start.elapsed() > self.patience {
                return Err(Problem::NeverHappened {
                    what: format!("a {role}: {what}"),
                    instead: names.join(" | "),
                });
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
    }

    /// Clicks the one thing with that role and name.
    pub async fn click(&self, role: &str, name: &str) -> Result<()> {
        self.clicks(async || self.the(role, name).await).await
    }

    /// Clicks the first of those with that role and name.
    pub async fn click_first(&self, role: &str, name: &str) -> Result<()> {
        self.until(&format!("a {role} named \"{name}\""), async || {
            self.has(role, name).await
        })
        .await?;
        self.clicks(async || {
            let found = announced::all(&self.driver, role, Some(name)).await?;
            match found.into_iter().next() {
                Some(first) => Ok(first),
                None => self.the(role, name).await,
            }
        })
        .await
    }

    /// The page may draw something anew between the look and the click, so a click that misses is
    /// tried again; one that never succeeds is told with what the browser said last.
    async fn clicks(&self, found: impl AsyncFn() -> Result<Announced>) -> Result<()> {
        let start = Instant::now();
        loop {
            match self.click_on(&found().await?).await {
                Err(Problem::Browser(_)) if start.elapsed() < self.patience => {
                    tokio::time::sleep(LOOK_EVERY).await
                }
                ended => return ended,
            }
        }
    }

    async fn click_on(&self, found: &Announced) -> Result<()> {
        let element = found.element(&self.driver).await?;
        // Where something sticks to the edge of a room, a person scrolls what lies under it free.
        element.scroll_into_view().await?;
        Ok(element.click().await?)
    }

    /// Puts the focus on the one thing with that role and name, as the Tab key would in the end.
    pub async fn focus(&self, role: &str, name: &str) -> Result<()> {
        let element = self.the(role, name).await?.element(&self.driver).await?;
        element.focus().await?;
        self.until(&format!("the focus on {name}"), async || {
            Ok(self
                .focused()
                .await?
                .is_some_and(|focused| focused.name == name))
        })
        .await
    }

    /// Types into the one thing with that role and name, in place of what it holds.
    pub async fn fill(&self, role: &str, name: &str, text: &str) -> Result<()> {
        let element = self.the(role, name).await?.element(&self.driver).await?;
        element.clear().await?;
        Ok(element.send_keys(text).await?)
    }

    /// Chooses an option of the one select with that name.
    pub async fn choose(&self, select: &str, option: &str) -> Result<()> {
        let element = self
            .the("combobox", select)
            .await?
            .element(&self.driver)
            .await?;
        let mut there = Vec::new();
        for candidate in element.find_all(By::Tag("option")).await? {
            let name = candidate.text().await?;
            if name == option {
                return Ok(candidate.click().await?);
            }
            there.push(name);
        }
        Err(Problem::NotOne {
            role: "option".into(),
            name: option.into(),
            found: 0,
            there,
        })
    }

    /// Clicks at a fraction of the width of the one slider with that name: 0 is its start.
    pub async fn scrub(&self, slider: &str, fraction: f64) -> Result<()> {
        let element = self
            .the("slider", slider)
            .await?
            .element(&self.driver)
            .await?;
        element.scroll_into_view().await?;
        let width = element.rect().await?.width;
        // The driver counts from the centre, and the very edge belongs to the neighbour.
        let from_centre = ((fraction - 0.5) * width).clamp(1.0 - width / 2.0, width / 2.0 - 1.0);
        let chain = self.driver.action_chain().move_to_element_with_offset(
            &element,
            from_centre.round() as i64,
            0,
        );
        Ok(chain.click().perform().await?)
    }

    /// Presses a key; it goes to what has the focus.
    pub async fn press(&self, key: impl Into<char>) -> Result<()> {
        let key = key.into();
        Ok(self
            .driver
            .action_chain()
            .key_down(key)
            .key_up(key)
            .perform()
            .await?)
    }

    /// Presses a key while another is down.
    pub async fn press_with(&self, held: impl Into<char>, key: impl Into<char>) -> Result<()> {
        let (held, key) = (held.into(), key.into());
        let chain = self.driver.action_chain().key_down(held).key_down(key);
        Ok(chain.key_up(key).key_up(held).perform().await?)
    }

    /// Waits until something holds.
    pub async fn until(&self, what: &str, holds: impl AsyncFn() -> Result<bool>) -> Result<()> {
        let start = Instant::now();
        while !holds().await? {
            if start.elapsed() > self.patience {
                let instead = self.text().await?;
                return Err(Problem::NeverHappened {
                    what: what.into(),
                    instead,
                });
            }
            tokio::time::sleep(LOOK_EVERY).await;
        }
        Ok(())
    }

    /// Waits until the page says this text somewhere.
    pub async fn says(&self, text: &str) -> Result<()> {
        self.until(&format!("the text \"{text}\""), async || {
            Ok(self.text().await?.contains(text))
        })
        .await
    }

    /// All text that is shown.
    pub async fn text(&self) -> Result<String> {
        Ok(self
            .driver
            .execute("return document.body.innerText", Vec::new())
            .await?
            .convert()?)
    }

    /// Waits until fonts are there and the page has stood still for a moment, but not for ever:
    /// a page may have something that always moves.
    pub async fn settle(&self) -> Result<()> {
        self.driver
            .execute_async(include_str!("settle.js"), Vec::new())
            .await?;
        Ok(())
    }
}
