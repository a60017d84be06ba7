//! What only the system's package manager can bring: installed where that is allowed without
//! asking for a password, else named for every manager.

use crate::failure::{Failure, Result};
use crate::process::{answer, find, run};
use crate::step::step;
use std::fmt::Write;
use std::process::Command;

/// Something the tests need of the system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Chromium and its driver.
    Browser,
    /// A font with Hangul.
    HangulFont,
    /// The Latin font that pictures are judged with.
    LatinFont,
    /// npm, which brings what is published there only.
    Npm,
}

/// A package manager, how it is called, and its packages for each need.
struct Manager {
    install: &'static str,
    browser: &'static str,
    hangul: &'static str,
    latin: &'static str,
    npm: &'static str,
}

const MANAGERS: [Manager; 4] = [
    Manager {
        install: "sudo apt-get install",
        browser: "chromium chromium-driver",
        hangul: "fonts-noto-cjk",
        latin: "fonts-inter",
        npm: "npm",
    },
    Manager {
        install: "sudo dnf install",
        browser: "chromium chromedriver",
        hangul: "google-noto-sans-cjk-fonts",
        latin: "rsms-inter-fonts",
        npm: "npm",
    },
    Manager {
        install: "sudo pacman -S",
        browser: "chromium",
        hangul: "noto-fonts-cjk",
        latin: "inter-font",
        npm: "npm",
    },
    Manager {
        install: "brew install",
        browser: "google-chrome chromedriver",
        hangul: "font-noto-sans-cjk",
        latin: "font-inter",
        npm: "node",
    },
];

impl Manager {
    fn packages(&self, needs: &[Need]) -> Vec<&'static str> {
        let packages = |need: &Need| match need {
            Need::Browser => self.browser,
            Need::HangulFont => self.hangul,
            Need::LatinFont => self.latin,
            Need::Npm => self.npm,
        };
        needs.iter().map(packages).collect()
    }
}

/// Installs what is needed with apt, or fails with the commands a person can type.
pub fn install(needs: &[Need]) -> Result<()> {
    let Some(apt) = apt_without_password() else {
        return Err(Failure::new(instructions(needs)));
    };
    step(&format!("installing {} with apt", names(needs)), || {
        // The lists may be missing altogether on a fresh machine. Where they are there and the
        // network is not, the install says so better.
        let _ = run(apt().args(["update", "--quiet"]));
        let packages = MANAGERS[0].packages(needs);
        // `fc-list`, which tells the fonts, comes with fontconfig.
        let packages = packages
            .iter()
            .flat_map(|names| names.split(' '))
            .chain(["fontconfig"]);
        run(apt()
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(packages))
    })
    .map_err(|failure| Failure::new(format!("{failure}\n{}", instructions(needs))))
}

/// The packages as Debian calls them.
pub fn names(needs: &[Need]) -> String {
    MANAGERS[0].packages(needs).join(" ").replace(' ', ", ")
}

fn instructions(needs: &[Need]) -> String {
    let mut text = String::from(
        "this needs packages of the system; install them with the line that fits, then run the command again:",
    );
    for manager in &MANAGERS {
        let _ = write!(
            text,
            "\n    {} {}",
            manager.install,
            manager.packages(needs).join(" ")
        );
    }
    text
}

/// `apt-get`, as root or through a sudo that asks nothing.
fn apt_without_password() -> Option<impl Fn() -> Command> {
    let apt = find("apt-get")?;
    let is_root = answer(Command::new("id").arg("-u")).as_deref() == Some("0");
    let may_sudo = || answer(Command::new("sudo").args(["--non-interactive", "true"])).is_some();
    if !is_root && !may_sudo() {
        return None;
    }
    Some(move || {
        // `env` and not this process's environment, which sudo does not pass on.
        let mut command = Command::new(if is_root { "env" } else { "sudo" });
        if !is_root {
            command.args(["--non-interactive", "env"]);
        }
        command.arg("DEBIAN_FRONTEND=noninteractive").arg(&apt);
        command
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_instructions_name_every_package_for_every_manager() {
        let text = instructions(&[Need::Browser, Need::HangulFont]);
        for line in [
            "apt-get install chromium chromium-driver fonts-noto-cjk",
            "dnf install chromium chromedriver google-noto-sans-cjk-fonts",
            "pacman -S chromium noto-fonts-cjk",
            "brew install google-chrome chromedriver font-noto-sans-cjk",
        ] {
            assert!(text.contains(line), "{text}");
        }
        assert!(
            !text.contains("inter"),
            "what is there is not named: {text}"
        );
    }
}
