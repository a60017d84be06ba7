//! Files of the site, by their path beside the page.

use core::fmt;

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::js_sys::{Promise, Uint8Array};
use web_sys::{Response, window};

/// Why a file did not come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FetchError {
    /// The site has no such file.
    NotFound,
    /// The host answered with another status than 200.
    Status(u16),
    /// Nothing came: no connection, or it broke.
    Unreachable,
}

impl fmt::Display for FetchError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("404"),
            Self::Status(status) => write!(f, "{status}"),
            Self::Unreachable => f.write_str("offline"),
        }
    }
}

#[wasm_bindgen]
extern "C" {
    /// What the page asked for before the program came (`index.html`): the bytes, or null where they did not come.
    /// Each file is given once.
    #[wasm_bindgen(js_name = takeEarly)]
    fn take_early(path: &str) -> Option<Promise>;
}

/// Fetches a file and tells its bytes.
pub fn bytes(path: &str, told: impl FnOnce(Result<Vec<u8>, FetchError>) + 'static) {
    run(path.to_owned(), Box::new(told));
}

/// What is done with the bytes.
type Told = Box<dyn FnOnce(Result<Vec<u8>, FetchError>)>;

fn run(path: String, told: Told) {
    spawn_local(async move { told(fetched(&path).await) });
}

async fn fetched(path: &str) -> Result<Vec<u8>, FetchError> {
    if let Some(early) = take_early(path)
        && let Ok(body) = JsFuture::from(early).await
        && !body.is_null()
    {
        return Ok(copied(&body));
    }
    let window = window().ok_or(FetchError::Unreachable)?;
    let response = JsFuture::from(window.fetch_with_str(path)).await;
    let response: Response = response
        .ok()
        .and_then(|value| value.dyn_into().ok())
        .ok_or(FetchError::Unreachable)?;
    match response.status() {
        200 => {}
        404 => return Err(FetchError::NotFound),
        status => return Err(FetchError::Status(status)),
    }
    let body = response
        .array_buffer()
        .map_err(|_| FetchError::Unreachable)?;
    let body = JsFuture::from(body)
        .await
        .map_err(|_| FetchError::Unreachable)?;
    Ok(copied(&body))
}

fn copied(body: &JsValue) -> Vec<u8> {
    Uint8Array::new(body).to_vec()
}
