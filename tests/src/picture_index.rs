//! The page that shows all pictures at once.

use crate::moments::LANGUAGES;
use crate::picture::{Colours, WINDOWS, Window};
use std::fmt::Write;

/// One picture that was taken, or a moment that could not be reached.
pub struct Shot {
    /// The moment's name.
    pub moment: String,
    /// The language.
    pub language: &'static str,
    /// The window's size.
    pub window: Window,
    /// Light or dark.
    pub colours: Colours,
    /// The picture's file name, if there is one.
    pub file: Option<String>,
    /// The file name of a picture of the whole page, if that is higher than the window.
    pub whole: Option<String>,
    /// What was found to be wrong there.
    pub findings: Vec<String>,
}

impl Shot {
    /// The name of the shot's files, without ending.
    pub fn stem(&self) -> String {
        format!(
            "{}-{}-{}-{}",
            self.moment,
            self.window.name(),
            self.colours.name(),
            self.language
        )
    }
}

/// The page, in HTML: a section per moment and size, and in it each language, light and dark.
pub fn html(shots: &[Shot]) -> String {
    let mut html = String::from(HEAD);
    let mut moments: Vec<&str> = shots.iter().map(|shot| shot.moment.as_str()).collect();
    moments.dedup();
    let links: Vec<String> = moments
        .iter()
        .map(|name| format!("<a href=\"#{0}\">{0}</a>", escaped(name)))
        .collect();
    let _ = writeln!(html, "<nav>{}</nav>", links.join(" · "));
    html += &findings(shots);
    for moment in moments {
        let _ = writeln!(html, "<h2 id=\"{0}\">{0}</h2>", escaped(moment));
        for window in WINDOWS {
            let _ = writeln!(html, "<h3>{}</h3><div class=\"row\">", window.name());
            for language in LANGUAGES {
                let here = |shot: &&Shot| {
                    shot.moment == moment && shot.window == window && shot.language == language
                };
                shots
                    .iter()
                    .filter(here)
                    .for_each(|shot| html += &figure(shot));
            }
            html += "</div>\n";
        }
    }
    html
}

const HEAD: &str = "<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><title>Highwater in pictures</title>
<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">
<style>body{font:15px/1.5 system-ui,sans-serif;margin:1.5rem}nav{position:sticky;top:0;background:Canvas;padding:.5rem 0}
.row{display:flex;flex-wrap:wrap;gap:1rem}figure{margin:0;width:min(100%,22rem)}img{width:100%;border:1px solid GrayText}
figcaption{font-size:13px}.bad{color:#c33}</style><h1>Highwater in pictures</h1>\n";

fn figure(shot: &Shot) -> String {
    let caption = format!(
        "{} {} {}",
        shot.language,
        shot.colours.name(),
        shot.window.name()
    );
    let picture = shot.file.as_ref().map(|file| {
        format!("<a href=\"{file}\"><img src=\"{file}\" alt=\"{caption}\" loading=\"lazy\"></a>")
    });
    let whole = shot
        .whole
        .as_ref()
        .map(|file| format!(" · <a href=\"{file}\">whole page</a>"));
    let bad = if shot.findings.is_empty() {
        ""
    } else {
        " <strong class=\"bad\">see the findings</strong>"
    };
    format!(
        "<figure>{}<figcaption>{caption}{}{bad}</figcaption></figure>\n",
        picture.unwrap_or_default(),
        whole.unwrap_or_default()
    )
}

fn findings(shots: &[Shot]) -> String {
    let rows = shots.iter().flat_map(|shot| {
        shot.findings
            .iter()
            .map(move |finding| (shot.stem(), finding))
    });
    let rows: String = rows
        .map(|(stem, finding)| {
            format!("<li><b>{}</b>: {}</li>\n", escaped(&stem), escaped(finding))
        })
        .collect();
    if rows.is_empty() {
        "<p>Nothing was found wrong.</p>\n".to_owned()
    } else {
        format!("<ul class=\"bad\">\n{rows}</ul>\n")
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_picture_and_every_finding_is_on_the_page() {
        let shot = |language, findings| Shot {
            moment: "home".into(),
            language,
            window: WINDOWS[2],
            colours: Colours::Dark,
            file: Some(format!("home-{language}.png")),
            whole: None,
            findings,
        };
        let html = html(&[shot("en", vec![]), shot("ko", vec!["text <cut>".into()])]);
        for expected in [
            "home-en.png",
            "home-ko.png",
            "<h3>360x800</h3>",
            "home-360x800-dark-ko</b>: text &lt;cut&gt;",
        ] {
            assert!(html.contains(expected), "{expected} is not in:\n{html}");
        }
    }
}
