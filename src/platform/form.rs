//! What stands in the fields of a form.

use wasm_bindgen::JsCast as _;
use web_sys::js_sys::Reflect;
use web_sys::{Event, HtmlFormElement};

/// The values of the fields of the form that is submitted, in their order. Its buttons are none.
pub fn values(event: &Event) -> Vec<String> {
    let target = event.current_target();
    let form = target.and_then(|target| target.dyn_into::<HtmlFormElement>().ok());
    let Some(fields) = form.map(|form| form.elements()) else {
        return Vec::new();
    };
    let mut values = Vec::new();
    for index in 0..fields.length() {
        let field = fields.item(index).filter(|it| it.tag_name() != "BUTTON");
        if let Some(field) = field {
            let value = Reflect::get(&field, &"value".into()).ok();
            values.push(
                value
                    .and_then(|value| value.as_string())
                    .unwrap_or_default(),
            );
        }
    }
    values
}
