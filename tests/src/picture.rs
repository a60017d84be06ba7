//! Pictures of a page at the sizes and in the colours people have.

use crate::page::Page;
use crate::problem::{Problem, Result};
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use serde_json::json;

/// A window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Window {
    /// Its width in CSS pixels.
    pub width: u32,
    /// Its height in CSS pixels.
    pub height: u32,
    /// Whether it is that of a phone.
    pub phone: bool,
}

/// The windows that are looked at.
pub const WINDOWS: [Window; 3] = [
    Window {
        width: 1440,
        height: 900,
        phone: false,
    },
    Window {
        width: 1024,
        height: 768,
        phone: false,
    },
    Window {
        width: 360,
        height: 800,
        phone: true,
    },
];

impl Window {
    /// As people write it.
    pub fn name(self) -> String {
        format!("{}x{}", self.width, self.height)
    }
}

/// How many pictures of a page are taken at most until two are the same.
const PICTURES_MAX: usize = 8;

/// Light or dark, as the system of the visitor prefers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Colours {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Colours {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Light, Self::Dark];

    /// As CSS writes it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }
}

/// Makes the page's window this large, by the browser's own measure of it.
///
/// A real window cannot be as narrow as a phone, so the size is emulated and then checked. The
/// phone's habit of zooming out of a page that is too wide is not, since it would hide that.
pub async fn resize(page: &Page, window: Window) -> Result<()> {
    let metrics = json!({ "width": window.width, "height": window.height, "deviceScaleFactor": 1, "mobile": false });
    page.driver()
        .cdp()
        .send_raw("Emulation.setDeviceMetricsOverride", metrics)
        .await?;
    let touch = json!({ "enabled": window.phone });
    page.driver()
        .cdp()
        .send_raw("Emulation.setTouchEmulationEnabled", touch)
        .await?;
    page.until(
        &format!("a window of {} CSS pixels", window.width),
        async || {
            let width: u32 = page
                .driver()
                .execute("return window.innerWidth", Vec::new())
                .await?
                .convert()?;
            Ok(width == window.width)
        },
    )
    .await
}

/// Prefers these colours, and as little motion as there can be, so that pictures are still.
pub async fn prefer(page: &Page, colours: Colours) -> Result<()> {
    let features = json!([
        { "name": "prefers-color-scheme", "value": colours.name() },
        { "name": "prefers-reduced-motion", "value": "reduce" },
    ]);
    page.driver()
        .cdp()
        .send_raw(
            "Emulation.setEmulatedMedia",
            json!({ "features": features }),
        )
        .await?;
    Ok(())
}

/// How high the page is, in CSS pixels.
pub async fn page_height(page: &Page) -> Result<u32> {
    let height: f64 = page
        .driver()
        .execute("return document.documentElement.scrollHeight", Vec::new())
        .await?
        .convert()?;
    Ok(height.ceil() as u32)
}

/// A PNG of what the window shows.
pub async fn png(page: &Page) -> Result<Vec<u8>> {
    taken(page, None).await
}

/// A PNG of the page down to that height.
///
/// What lies outside of the window is painted piece by piece, and where the browser is busy a picture is taken
/// before all of it is there. So pictures are taken until one is as the one before; of a page that never rests it is
/// the last.
pub async fn png_of_page(page: &Page, window: Window, height: u32) -> Result<Vec<u8>> {
    let down_to = Some((window, height));
    let mut last = taken(page, down_to).await?;
    for _ in 1..PICTURES_MAX {
        let next = taken(page, down_to).await?;
        if next == last {
            break;
        }
        last = next;
    }
    Ok(last)
}

/// Has everything painted anew: where the browser is busy, words that have moved with their shapes may otherwise stand in
/// the picture where they stood before.
async fn repaint(page: &Page) -> Result<()> {
    let script = include_str!("repaint.js");
    page.driver().execute_async(script, Vec::new()).await?;
    Ok(())
}

async fn taken(page: &Page, down_to: Option<(Window, u32)>) -> Result<Vec<u8>> {
    repaint(page).await?;
    let mut what = json!({ "format": "png", "optimizeForSpeed": true });
    if let Some((window, height)) = down_to {
        what["captureBeyondViewport"] = true.into();
        what["clip"] =
            json!({ "x": 0, "y": 0, "width": window.width, "height": height, "scale": 1 });
    }
    let picture = page
        .driver()
        .cdp()
        .send_raw("Page.captureScreenshot", what)
        .await?;
    let text = picture["data"].as_str().unwrap_or_default();
    BASE64_STANDARD
        .decode(text)
        .ok()
        .filter(|bytes| !bytes.is_empty())
        .ok_or_else(|| Problem::NeverHappened {
            what: "a picture".into(),
            instead: "the browser sent something that is none".into(),
        })
}
