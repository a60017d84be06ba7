//! The arrows between the packages: who may use whom. Each missing arrow is kept here.

use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

/// The packages of the workspace, and which others each may use.
const ARROWS: [(&str, &[&str]); 8] = [
    ("highwater", &["highwater-core", "highwater-text"]),
    ("highwater-conformance", &["highwater-core"]),
    ("highwater-core", &[]),
    ("highwater-empty-page", &[]),
    ("highwater-lessons", &["highwater-core", "highwater-text"]),
    ("highwater-tests", &[]),
    ("highwater-text", &["highwater-core"]),
    ("xtask", &[]),
];

/// What the engine must never reach, not even through another crate: browsers, clocks, threads and
/// sources of randomness.
const NOT_FOR_THE_ENGINE: [&str; 14] = [
    "chrono",
    "crossbeam-utils",
    "fastrand",
    "getrandom",
    "gloo-timers",
    "instant",
    "js-sys",
    "leptos",
    "rand",
    "rayon",
    "time",
    "tokio",
    "wasm-bindgen",
    "web-sys",
];

/// The crates that the engine is compiled with, all of them, one per line.
const ENGINES_CRATES: &str = include_str!("engine-crates.txt");

/// What `cargo metadata` knows about the workspace and all it uses.
struct Workspace {
    /// A package's name by its id: several versions of one name may be in use.
    names: BTreeMap<String, String>,
    /// The ids of the workspace's own packages.
    members: BTreeSet<String>,
    /// What each package uses, by id.
    uses: BTreeMap<String, Vec<Use>>,
}

struct Use {
    id: String,
    only_by_tests: bool,
}

impl Workspace {
    fn read() -> Self {
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--format-version", "1", "--manifest-path"])
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/../Cargo.toml"))
            .output()
            .expect("cargo, which runs this test, can be started");
        let metadata: Value =
            serde_json::from_slice(&output.stdout).expect("cargo metadata writes JSON");
        let name_by_id = |package: &Value| (text(&package["id"]), text(&package["name"]));
        let uses_by_id = |node: &Value| (text(&node["id"]), uses_of(node));
        Self {
            names: list(&metadata["packages"]).map(name_by_id).collect(),
            members: list(&metadata["workspace_members"]).map(text).collect(),
            uses: list(&metadata["resolve"]["nodes"])
                .map(uses_by_id)
                .collect(),
        }
    }

    fn member(&self, name: &str) -> &str {
        let member = self.members.iter().find(|id| self.names[*id] == name);
        member.unwrap_or_else(|| panic!("the workspace has no package {name}"))
    }

    /// The members that a member uses, its tests included.
    fn members_used_by(&self, package: &str) -> BTreeSet<&str> {
        let used = self.uses[self.member(package)].iter().map(|used| &used.id);
        used.filter(|id| self.members.contains(*id))
            .map(|id| self.names[id].as_str())
            .collect()
    }

    /// Everything that a package is compiled with, its tests left out.
    fn all_used_by(&self, package: &str) -> BTreeSet<&str> {
        let mut found = BTreeSet::new();
        let mut waiting = vec![self.member(package)];
        while let Some(next) = waiting.pop() {
            let shipped = self.uses[next].iter().filter(|used| !used.only_by_tests);
            waiting.extend(
                shipped
                    .map(|used| used.id.as_str())
                    .filter(|id| found.insert(*id)),
            );
        }
        found
            .into_iter()
            .map(|id| self.names[id].as_str())
            .collect()
    }
}

fn uses_of(node: &Value) -> Vec<Use> {
    let used = |dependency: &Value| Use {
        id: text(&dependency["pkg"]),
        only_by_tests: list(&dependency["dep_kinds"]).all(|kind| kind["kind"] == "dev"),
    };
    list(&node["deps"]).map(used).collect()
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[test]
fn packages_use_each_other_only_along_the_arrows() {
    let workspace = Workspace::read();
    let members: BTreeSet<&str> = workspace
        .members
        .iter()
        .map(|id| workspace.names[id].as_str())
        .collect();
    let known: BTreeSet<&str> = ARROWS.iter().map(|(package, _)| *package).collect();
    assert_eq!(
        members, known,
        "a package came or went: decide its arrows here and in ARCHITECTURE.md"
    );
    for (package, allowed) in ARROWS {
        let allowed: BTreeSet<&str> = allowed.iter().copied().collect();
        let used = workspace.members_used_by(package);
        assert!(
            used.is_subset(&allowed),
            "{package} may use {allowed:?} and uses {used:?}"
        );
    }
}

#[test]
fn the_engine_is_made_of_the_crates_on_its_list_and_no_others() {
    let workspace = Workspace::read();
    let used = workspace.all_used_by("highwater-core");
    let listed: BTreeSet<&str> = ENGINES_CRATES
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert_eq!(
        used, listed,
        "what the engine uses (left) is not xtask/tests/engine-crates.txt"
    );
}

#[test]
fn the_engine_knows_no_browser_clock_thread_or_random_source() {
    let workspace = Workspace::read();
    let used = workspace.all_used_by("highwater-core");
    let wrong: Vec<&&str> = NOT_FOR_THE_ENGINE
        .iter()
        .filter(|name| used.contains(**name))
        .collect();
    assert!(wrong.is_empty(), "the engine must not use {wrong:?}");
    assert!(
        workspace.names.values().any(|name| name == "web-sys"),
        "the names of this test are those of real crates"
    );
}

#[test]
fn the_course_is_not_compiled_into_the_app() {
    assert!(
        !Workspace::read()
            .all_used_by("highwater")
            .contains("highwater-lessons")
    );
}
