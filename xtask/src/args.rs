//! The words after `cargo xtask`.

use crate::failure::{Failure, Result};
use crate::test::Part;
use std::path::PathBuf;

/// What `cargo xtask` says about itself.
pub const USAGE: &str = "\
cargo xtask serve [--release] [--port N]   build, serve on 127.0.0.1, rebuild on change
cargo xtask test [PART…]                   all tests, or the parts named: fmt clippy native wasm browser
cargo xtask build                          the static site in dist/, and what a visitor downloads
cargo xtask shots [--only NAME…] [DIR]     pictures of every page and view (default: target/shots)
cargo xtask bench                          how fast the engine is, natively and in a browser, and the site
cargo xtask soak [--seeds N] [--from SEED] random faults upon the engine, each event checked (default: 100000 seeds)
cargo xtask conform [--write] [PATH…]      the engine against Kafka's own cases and recordings: the project's, or those
                                           in the files and folders named (--write: write CONFORMANCE.md)

Tools are kept by version in a per-user cache: $HIGHWATER_CACHE, else the user's cache folder.";

/// How many sequences `soak` runs if it is not told: about as many as an hour has room for.
const SEEDS: u64 = 100_000;

/// The port `serve` asks for first.
const PORT: u16 = 8080;

/// One command with its options.
#[derive(Debug, PartialEq)]
pub enum Command {
    /// Say what the commands are.
    Help,
    /// Build, serve and watch.
    Serve(ServeOptions),
    /// Build the site.
    Build,
    /// Run these parts of the tests.
    Test(Vec<Part>),
    /// Take pictures.
    Shots(ShotsOptions),
    /// Measure the engine and the site.
    Bench,
    /// Run random faults.
    Soak(SoakOptions),
    /// Hold the engine against Kafka.
    Conform(ConformOptions),
}

/// How to serve.
#[derive(Debug, PartialEq)]
pub struct ServeOptions {
    /// Build as a visitor gets it: slower to build, faster to run.
    pub release: bool,
    /// The first port to try.
    pub port: u16,
}

/// Which pictures to take, and where to put them.
#[derive(Debug, Default, PartialEq)]
pub struct ShotsOptions {
    /// The names of the moments; all if empty.
    pub only: Vec<String>,
    /// The folder; `target/shots` if none is named.
    pub folder: Option<PathBuf>,
}

/// Which cases to run.
#[derive(Debug, Default, PartialEq)]
pub struct ConformOptions {
    /// Write what came out into CONFORMANCE.md.
    pub write: bool,
    /// Files and folders of cases; the project's own if none is named.
    pub paths: Vec<PathBuf>,
}

/// Which random sequences to run.
#[derive(Debug, PartialEq)]
pub struct SoakOptions {
    /// How many.
    pub seeds: u64,
    /// The first; without it, where the tests' own fixed set ends.
    pub from: Option<u64>,
}

/// Understands the words, or says what would be right.
pub fn parse(words: &[String]) -> Result<Command> {
    let Some((command, rest)) = words.split_first() else {
        return Ok(Command::Help);
    };
    match command.as_str() {
        "serve" => serve(rest),
        "build" if rest.is_empty() => Ok(Command::Build),
        "bench" if rest.is_empty() => Ok(Command::Bench),
        "test" => test(rest),
        "shots" => shots(rest),
        "soak" => soak(rest),
        "conform" => conform(rest),
        "help" | "--help" | "-h" => Ok(Command::Help),
        other => Err(Failure::new(format!(
            "`{}` is not a command.\n\n{USAGE}",
            [&[other.to_owned()], rest].concat().join(" ")
        ))),
    }
}

fn serve(words: &[String]) -> Result<Command> {
    let mut options = ServeOptions {
        release: false,
        port: PORT,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--release" => options.release = true,
            "--port" => options.port = port(words.next())?,
            other => {
                return Err(Failure::new(format!(
                    "`serve` does not know `{other}`; it takes --release and --port N"
                )));
            }
        }
    }
    Ok(Command::Serve(options))
}

fn port(word: Option<&String>) -> Result<u16> {
    word.and_then(|word| word.parse().ok())
        .filter(|port| *port > 0)
        .ok_or_else(|| Failure::new(format!("--port needs a number from 1 to {}", u16::MAX)))
}

fn test(words: &[String]) -> Result<Command> {
    let named = |word: &String| {
        Part::named(word).ok_or_else(|| {
            let names: Vec<&str> = Part::ALL.iter().map(|part| part.name()).collect();
            Failure::new(format!(
                "`test` has no part `{word}`; its parts are {}",
                names.join(", ")
            ))
        })
    };
    let asked = words.iter().map(named).collect::<Result<Vec<Part>>>()?;
    // The order is the table's, whatever order they are named in: what fails fastest goes first.
    let wanted = |part: &Part| asked.is_empty() || asked.contains(part);
    Ok(Command::Test(
        Part::ALL.into_iter().filter(wanted).collect(),
    ))
}

fn shots(words: &[String]) -> Result<Command> {
    let mut options = ShotsOptions::default();
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--only" => options.only.push(
                words
                    .next()
                    .cloned()
                    .ok_or_else(|| Failure::new("--only needs the name of a moment"))?,
            ),
            flag if flag.starts_with('-') => {
                return Err(Failure::new(format!(
                    "`shots` does not know `{flag}`; it takes --only NAME and a folder"
                )));
            }
            folder if options.folder.is_none() => options.folder = Some(PathBuf::from(folder)),
            folder => {
                return Err(Failure::new(format!(
                    "`shots` takes one folder, and `{folder}` is a second"
                )));
            }
        }
    }
    Ok(Command::Shots(options))
}

fn conform(words: &[String]) -> Result<Command> {
    let mut options = ConformOptions::default();
    for word in words {
        match word.as_str() {
            "--write" => options.write = true,
            flag if flag.starts_with('-') => {
                return Err(Failure::new(format!(
                    "`conform` does not know `{flag}`; it takes --write, or files and folders"
                )));
            }
            path => options.paths.push(path.into()),
        }
    }
    if options.write && !options.paths.is_empty() {
        return Err(Failure::new(
            "--write speaks of the project's own cases: name no path with it",
        ));
    }
    Ok(Command::Conform(options))
}

fn soak(words: &[String]) -> Result<Command> {
    let mut options = SoakOptions {
        seeds: SEEDS,
        from: None,
    };
    let mut words = words.iter();
    while let Some(word) = words.next() {
        match word.as_str() {
            "--seeds" => options.seeds = number(word, words.next())?,
            "--from" => options.from = Some(number(word, words.next())?),
            other => {
                return Err(Failure::new(format!(
                    "`soak` does not know `{other}`; it takes --seeds N and --from SEED"
                )));
            }
        }
    }
    Ok(Command::Soak(options))
}

fn number(option: &str, word: Option<&String>) -> Result<u64> {
    word.and_then(|word| word.parse().ok())
        .ok_or_else(|| Failure::new(format!("{option} needs a whole number")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(line: &str) -> Result<Command> {
        parse(
            &line
                .split_whitespace()
                .map(str::to_owned)
                .collect::<Vec<_>>(),
        )
    }

    #[test]
    fn the_words_of_a_command_are_understood() {
        let cases = [
            ("", Command::Help),
            (
                "serve",
                Command::Serve(ServeOptions {
                    release: false,
                    port: PORT,
                }),
            ),
            (
                "serve --release --port 9000",
                Command::Serve(ServeOptions {
                    release: true,
                    port: 9000,
                }),
            ),
            ("build", Command::Build),
            ("test", Command::Test(Part::ALL.to_vec())),
            ("test wasm fmt", Command::Test(vec![Part::Fmt, Part::Wasm])),
            (
                "shots --only home out",
                Command::Shots(ShotsOptions {
                    only: vec!["home".into()],
                    folder: Some("out".into()),
                }),
            ),
            (
                "soak --seeds 10 --from 4711",
                Command::Soak(SoakOptions {
                    seeds: 10,
                    from: Some(4711),
                }),
            ),
            (
                "conform --write",
                Command::Conform(ConformOptions {
                    write: true,
                    paths: Vec::new(),
                }),
            ),
            (
                "conform a.json folder",
                Command::Conform(ConformOptions {
                    write: false,
                    paths: vec!["a.json".into(), "folder".into()],
                }),
            ),
        ];
        for (line, expected) in cases {
            assert_eq!(parsed(line).expect("the line is right"), expected, "{line}");
        }
    }

    #[test]
    fn a_wrong_word_is_answered_with_what_would_be_right() {
        let cases = [
            ("sevre", "cargo xtask serve"),
            ("serve --port many", "a number from 1"),
            ("serve --port 0", "a number from 1"),
            ("test unit", "fmt, clippy, native, wasm, browser"),
            ("shots a b", "one folder"),
            ("shots --only", "the name of a moment"),
            ("build fast", "cargo xtask build"),
            ("soak --seeds all", "a whole number"),
            ("soak --for 1h", "--seeds N and --from SEED"),
            ("conform --fast", "files and folders"),
            ("conform --write a.json", "name no path"),
        ];
        for (line, hint) in cases {
            let failure = parsed(line).expect_err(line).to_string();
            assert!(failure.contains(hint), "{line}: {failure}");
        }
    }
}
