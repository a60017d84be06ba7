//! Measures the built site in a browser and prints what came out. `cargo xtask bench` runs it.

use highwater_tests::pace::{frames, rest, start};
use highwater_tests::{Problem, Result, told};
use std::process::ExitCode;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("pace: {problem}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<()> {
    let file = told::crowded_sandbox()?;
    let sandbox = std::fs::read_to_string(&file)
        .map_err(Problem::machine(format!("reading {}", file.display())))?;
    println!("frames while a crowded cluster plays: script, style and layout");
    println!("{}", frames::measured(&sandbox).await?);
    println!("the processor while nothing moves, of one core");
    println!("{}", rest::measured(&sandbox).await?);
    println!("until a click is answered, with an empty cache");
    println!("{}", start::measured(&told::empty_page()?).await?);
    Ok(())
}
