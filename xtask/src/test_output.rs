//! Counting tests in what the test programs print.

use std::io::{BufRead, BufReader, Read};

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl std::ops::AddAssign for Count {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// Shows what a test program prints while adding up the closing lines of its suites.
pub fn shown_and_counted(output: impl Read) -> Count {
    let mut count = Count::default();
    // A line that is no UTF-8 ends nothing: it is shown as well as it can be.
    for line in BufReader::new(output).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        count += closing_line(&line).unwrap_or_default();
    }
    count
}

/// `test result: ok. 12 passed; 1 failed; 0 ignored; …`, as both cargo's and wasm-bindgen's
/// runners write it.
fn closing_line(line: &str) -> Option<Count> {
    let (_, numbers) = line
        .trim()
        .strip_prefix("test result: ")?
        .split_once(". ")?;
    let number = |word: &str| {
        numbers
            .split(';')
            .find_map(|part| part.trim().strip_suffix(word)?.trim().parse().ok())
    };
    Some(Count {
        passed: number("passed")?,
        failed: number("failed")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suites_are_added_up() {
        let output = "running 3 tests\n\
                      test a ... ok\n\
                      test result: ok. 2 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s\n\
                      a line about a test result: none\n\
                      test result: FAILED. 40 passed; 1 failed; 0 ignored; 0 filtered out; finished in 1.31s\n";
        assert_eq!(
            shown_and_counted(output.as_bytes()),
            Count {
                passed: 42,
                failed: 1
            }
        );
    }
}
