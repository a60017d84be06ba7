//! The part of the program that is fetched when it is first needed. The build names its file in the page
//! and gives it all that it takes of the part that runs: its memory, its tables, its functions.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::js_sys::{Object, Reflect, WebAssembly};
use web_sys::window;

use super::fetch::{self, FetchError};

/// The element of the page that names the file.
const ID: &str = "deferred";

/// The file, if the program is in two parts.
pub fn file() -> Option<String> {
    let page = window()?.document()?;
    page.get_element_by_id(ID)?.get_attribute("content")
}

/// Fetches the file and joins it to the program that runs.
pub fn join(path: &str, told: impl FnOnce(Result<(), FetchError>) + 'static) {
    let told: Box<dyn FnOnce(Result<(), FetchError>)> = Box::new(told);
    fetch::bytes(path, move |bytes| match bytes {
        Ok(bytes) => spawn_local(async move {
            told(
                instantiated(&bytes)
                    .await
                    .map_err(|_| FetchError::Unreachable),
            );
        }),
        Err(error) => told(Err(error)),
    });
}

async fn instantiated(bytes: &[u8]) -> Result<(), JsValue> {
    let imports = Object::new();
    Reflect::set(&imports, &JsValue::from_str("a"), &wasm_bindgen::exports())?;
    JsFuture::from(WebAssembly::instantiate_buffer(bytes, &imports)).await?;
    Ok(())
}
