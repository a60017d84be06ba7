//! What the page announces to assistive technology: Chromium's own accessibility tree.

use crate::problem::{Problem, Result};
use serde::Deserialize;
use serde_json::{Value, json};
use thirtyfour::{WebDriver, WebElement};

/// Something on the page that a screen reader would say.
#[derive(Clone, Debug)]
pub struct Announced {
    /// Its accessible name.
    pub name: String,
    /// What is said of it besides.
    pub description: String,
    /// Its value, as of a slider or a select.
    pub value: String,
    /// Whether it is there but cannot be used.
    pub disabled: bool,
    /// Whether it is checked or pressed.
    pub on: bool,
    /// Whether it has the focus.
    pub focused: bool,
    /// Its role.
    pub role: String,
    node: u64,
}

#[derive(Deserialize)]
struct Tree {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    ignored: bool,
    role: Option<Held>,
    name: Option<Held>,
    description: Option<Held>,
    value: Option<Held>,
    #[serde(default)]
    properties: Vec<Property>,
    #[serde(rename = "backendDOMNodeId")]
    backend_dom_node_id: Option<u64>,
}

#[derive(Deserialize)]
struct Property {
    name: String,
    value: Held,
}

#[derive(Deserialize)]
struct Held {
    #[serde(default)]
    value: Value,
}

/// Everything with a role, and a name if one is given, in the order of the page.
///
/// The roles are those of ARIA as Chromium reports them: `button`, `heading`, `link`, `slider`,
/// `combobox` for a select, `image` for `img`.
pub async fn all(driver: &WebDriver, role: &str, name: Option<&str>) -> Result<Vec<Announced>> {
    let cdp = driver.cdp();
    let document = cdp
        .send_raw("DOM.getDocument", json!({ "depth": 0 }))
        .await?;
    let mut query = json!({ "backendNodeId": document["root"]["backendNodeId"], "role": role });
    if let Some(name) = name {
        query["accessibleName"] = name.into();
    }
    announced_in(cdp.send_raw("Accessibility.queryAXTree", query).await?)
}

/// What has the focus, unless it is the page as a whole.
pub async fn focused(driver: &WebDriver) -> Result<Option<Announced>> {
    let cdp = driver.cdp();
    let focused = json!({ "expression": "document.activeElement" });
    let element = cdp.send_raw("Runtime.evaluate", focused).await?;
    let alone = json!({ "objectId": element["result"]["objectId"], "fetchRelatives": false });
    let tree = cdp
        .send_raw("Accessibility.getPartialAXTree", alone)
        .await?;
    Ok(announced_in(tree)?
        .into_iter()
        .find(|node| node.focused && node.role != "RootWebArea"))
}

fn announced_in(tree: Value) -> Result<Vec<Announced>> {
    let tree: Tree = serde_json::from_value(tree).map_err(|error| Problem::NeverHappened {
        what: "an accessibility tree".into(),
        instead: error.to_string(),
    })?;
    let heard = tree.nodes.into_iter().filter(|node| !node.ignored);
    Ok(heard.filter_map(Node::announced).collect())
}

impl Node {
    fn announced(self) -> Option<Announced> {
        let is = |property: &str, values: &[Value]| {
            self.properties
                .iter()
                .any(|held| held.name == property && values.contains(&held.value.value))
        };
        Some(Announced {
            disabled: is("disabled", &[true.into()]),
            on: ["checked", "pressed", "selected"]
                .iter()
                .any(|name| is(name, &[true.into(), "true".into()])),
            focused: is("focused", &[true.into()]),
            role: spelled(self.role),
            name: spelled(self.name),
            description: spelled(self.description),
            value: spelled(self.value),
            node: self.backend_dom_node_id?,
        })
    }
}

fn spelled(held: Option<Held>) -> String {
    match held.map(|held| held.value) {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text,
        Some(other) => other.to_string(),
    }
}

impl Announced {
    /// The element behind it, which can be clicked and typed into.
    pub async fn element(&self, driver: &WebDriver) -> Result<WebElement> {
        let cdp = driver.cdp();
        let object = cdp
            .send_raw("DOM.resolveNode", json!({ "backendNodeId": self.node }))
            .await?;
        // The two protocols share no handle for an element, so it is passed on through the page.
        let keep = json!({
            "objectId": object["object"]["objectId"],
            "functionDeclaration": "function () { window.highwaterTestsFound = this; }",
        });
        cdp.send_raw("Runtime.callFunctionOn", keep).await?;
        Ok(driver
            .execute("return window.highwaterTestsFound", Vec::new())
            .await?
            .element()?)
    }
}
