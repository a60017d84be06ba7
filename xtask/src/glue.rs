//! The script between the page and the wasm, as wasm-bindgen writes it: made smaller once the wasm is
//! final. Long names on the border between the two cost twice, and comments help nobody there.

use std::collections::BTreeMap;

/// The names on the border that wasm-opt has shortened.
#[derive(Debug, Default)]
pub struct Names {
    modules: Vec<String>,
    /// Short names of what the wasm asks for.
    imports: BTreeMap<String, String>,
    /// Short names of what the wasm offers.
    exports: BTreeMap<String, String>,
}

/// wasm-opt puts all imports into one module of that name.
const MODULE: &str = "a";

/// Where an import stands in its line.
const IN_IMPORTS: &str = "        ";

/// The object of the exports, as wasm-bindgen calls it.
const EXPORTS: &str = "wasm.";

impl Names {
    /// Reads what wasm-opt prints: lists of module, name and short name, and of name and short name.
    pub fn parse(json: &str) -> Option<Self> {
        let lists: BTreeMap<String, Vec<Vec<String>>> = serde_json::from_str(json).ok()?;
        let mut names = Self::default();
        for entry in lists.into_values().flatten() {
            match <[String; 3]>::try_from(entry) {
                Ok([module, name, short]) => {
                    names.modules.push(module);
                    names.imports.insert(name, short);
                }
                Err(entry) => {
                    if let Ok([name, short]) = <[String; 2]>::try_from(entry) {
                        names.exports.insert(name, short);
                    }
                }
            }
        }
        names.modules.dedup();
        Some(names)
    }

    /// The script without the functions that the wasm does not ask for any more, as wasm-bindgen lays
    /// them out.
    pub fn without_unused_imports(&self, script: &str) -> String {
        let mut kept = String::new();
        let mut in_unused = false;
        for line in script.lines() {
            let name = line.strip_prefix(IN_IMPORTS).and_then(|rest| {
                let (name, _) = rest.split_once(": function(")?;
                name.chars().all(is_in_name).then_some(name)
            });
            if let Some(name) = name {
                in_unused = !self.imports.is_empty() && !self.imports.contains_key(name);
            }
            if !in_unused {
                kept.push_str(line);
                kept.push('\n');
            }
            let ends = line.strip_prefix(IN_IMPORTS);
            in_unused &= !ends.is_some_and(|rest| rest.starts_with('}'));
        }
        kept
    }

    /// The same script for the shortened names.
    pub fn shorten(&self, script: &str) -> String {
        let mut shorter = String::new();
        let mut rest = script;
        while let Some(start) = rest.find(is_in_name) {
            let (before, from_name) = rest.split_at(start);
            shorter.push_str(before);
            let end = from_name.find(|sign| !is_in_name(sign));
            let (name, after) = from_name.split_at(end.unwrap_or(from_name.len()));
            let known = if shorter.ends_with(EXPORTS) {
                &self.exports
            } else {
                &self.imports
            };
            shorter.push_str(known.get(name).map_or(name, String::as_str));
            rest = after;
        }
        shorter.push_str(rest);
        for module in &self.modules {
            shorter = shorter.replace(&format!("\"{module}\""), &format!("\"{MODULE}\""));
        }
        shorter
    }
}

fn is_in_name(sign: char) -> bool {
    sign.is_ascii_alphanumeric() || matches!(sign, '_' | '$')
}

/// The script without its classes. The page starts the app and asks for nothing else; what is there
/// belongs to libraries.
pub fn without_classes(script: &str) -> String {
    let mut kept = String::new();
    let mut classes: Vec<&str> = Vec::new();
    // What ends the part that is left out.
    let mut until: Option<&str> = None;
    for line in script.lines() {
        let rest = line.strip_prefix("export class ");
        if let Some((name, _)) = rest.and_then(|rest| rest.split_once(' ')) {
            classes.push(name);
            until = Some("}");
        } else if until.is_none() && classes.iter().any(|class| is_about(line, class)) {
            until = Some(";");
        }
        match until {
            Some(end) if (end == "}" && line == end) || (end == ";" && line.ends_with(end)) => {
                until = None;
            }
            Some(_) => {}
            None => {
                kept.push_str(line);
                kept.push('\n');
            }
        }
    }
    kept
}

/// Whether a statement is about one class alone: how it is disposed of, or when it is collected.
fn is_about(line: &str, class: &str) -> bool {
    let disposes = line.strip_prefix("if (Symbol.dispose) ");
    let collects = line.strip_prefix("const ");
    disposes.is_some_and(|rest| rest.starts_with(&format!("{class}.")))
        || collects.is_some_and(|rest| rest.starts_with(&format!("{class}Finalization ")))
}

/// Whether the script asks the wasm for that.
pub fn asks_for(script: &str, export: &str) -> bool {
    script.split(EXPORTS).skip(1).any(|rest| {
        let after = rest.strip_prefix(export);
        after.is_some_and(|after| !after.starts_with(is_in_name))
    })
}

/// The same script without comments that take whole lines, and without indentation.
pub fn strip(script: &str) -> String {
    // In a template of several lines, what looks like indentation would be text.
    let is_plain = |line: &str| line.matches('`').count().is_multiple_of(2);
    if !script.lines().all(is_plain) {
        return script.to_owned();
    }
    let mut stripped = String::new();
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        // A comment with code behind it stays.
        in_comment |= line.starts_with("/*") && (!line.contains("*/") || line.ends_with("*/"));
        if !(in_comment || line.is_empty() || line.starts_with("//")) {
            stripped.push_str(line);
            stripped.push('\n');
        }
        in_comment &= !line.ends_with("*/");
    }
    stripped
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: &str = r#"{
        "imports": [["./app_bg.js", "__wbg_new_0123", "a"], ["./app_bg.js", "__wbg_new_01234", "$"]],
        "exports": [["main", "b"], ["memory", "c"]]
    }"#;

    #[test]
    fn names_are_shortened_where_they_are_whole_and_on_the_border() {
        let names = Names::parse(NAMES).expect("it is what wasm-opt prints");
        for (script, expected) in [
            (
                "__wbg_new_0123: f, __wbg_new_01234: g, __wbg_new_012345: h",
                "a: f, $: g, __wbg_new_012345: h",
            ),
            (
                "main(wasm.main, wasm.memory.buffer)",
                "main(wasm.b, wasm.c.buffer)",
            ),
            ("{ \"./app_bg.js\": import0 }", "{ \"a\": import0 }"),
        ] {
            assert_eq!(names.shorten(script), expected);
        }
    }

    const SCRIPT: &str = "export class Sink {
    free() {
        wasm.sink_free(0);
    }
}
if (Symbol.dispose) Sink.prototype[Symbol.dispose] = Sink.prototype.free;
const imports = {
        __wbg_new_0123: function() { return handleError(function () {
            wasm.main();
        }, arguments); },
        __wbg_old_0123: function() {
            wasm.main_of_old();
        },
};
const SinkFinalization = none
    ? nothing
    : collect(wasm.sink_free);
const SinkFinalizationOfOthers = 1;
";

    #[test]
    fn classes_go_with_all_that_is_about_them_alone() {
        let script = without_classes(SCRIPT);
        assert!(!script.contains("sink_free"), "{script}");
        assert!(script.starts_with("const imports") && script.ends_with("Others = 1;\n"));
        assert!(asks_for(SCRIPT, "sink_free") && !asks_for(&script, "sink_free"));
        assert!(asks_for(&script, "main") && !asks_for(&script, "main_of"));
    }

    #[test]
    fn functions_that_the_wasm_does_not_import_go() {
        let names = Names::parse(NAMES).expect("it is what wasm-opt prints");
        let script = names.without_unused_imports(SCRIPT);
        assert!(script.contains("__wbg_new_0123") && !script.contains("main_of_old"));
        assert_eq!(script.lines().count() + 3, SCRIPT.lines().count());
        let nothing_known = Names::default().without_unused_imports(SCRIPT);
        assert_eq!(nothing_known, SCRIPT);
    }

    #[test]
    fn other_words_of_wasm_opt_are_not_taken_for_names() {
        assert!(Names::parse("main => a").is_none());
    }

    #[test]
    fn comments_and_indentation_are_left_out() {
        let script = "/**\n * @param {number} a\n */\nfunction f(a) {\n    // why\n    return a; // how\n}\n/* then */ f(1);\n/* last */\n";
        let expected = "function f(a) {\nreturn a; // how\n}\n/* then */ f(1);\n";
        assert_eq!(strip(script), expected);
    }

    #[test]
    fn a_text_of_several_lines_stays_as_it_is() {
        let script = "f(`\n    indented\n`);\n";
        assert_eq!(strip(script), script);
    }
}
