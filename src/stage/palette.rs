//! The colours of `style/tokens.css`, measured: contrast for those who read, and difference for those
//! who see no red, no green or no blue.

use std::collections::BTreeMap;

use super::cell::EPOCH_COLOURS;

const TOKENS: &str = include_str!("../../style/tokens.css");

type Colour = [f64; 3];
type Palette = BTreeMap<String, Colour>;

/// The rules of one block, from its selector to the brace that ends it.
fn block(selector: &str) -> &'static str {
    let from = TOKENS.find(selector).expect("the block is there");
    let rules = TOKENS.get(from..).unwrap_or_default();
    rules
        .split_once('{')
        .and_then(|(_, rules)| rules.split_once('}'))
        .expect("the block ends")
        .0
}

fn palette(block: &str) -> Palette {
    block
        .lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix("--")?
                .strip_suffix(';')?
                .split_once(": ")
        })
        .filter_map(|(name, value)| Some((name.to_owned(), colour(value)?)))
        .collect()
}

/// `#rrggbb`, each part from 0 to 1.
fn colour(value: &str) -> Option<Colour> {
    let digits = value.strip_prefix('#')?;
    let part = |from: usize| {
        u8::from_str_radix(digits.get(from..from + 2)?, 16)
            .ok()
            .map(|part| f64::from(part) / 255.0)
    };
    Some([part(0)?, part(2)?, part(4)?])
}

fn themes() -> [(&'static str, Palette); 2] {
    let light = ":root[data-theme=\"light\"] {";
    let dark = "\n:root[data-theme=\"dark\"] {";
    [
        ("light", palette(block(light))),
        ("dark", palette(block(dark))),
    ]
}

fn linear(part: f64) -> f64 {
    if part <= 0.040_45 {
        part / 12.92
    } else {
        ((part + 0.055) / 1.055).powf(2.4)
    }
}

/// WCAG's relative luminance.
fn luminance(colour: Colour) -> f64 {
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// Text on its ground: 4.5 to 1.
const TEXTS: &[(&str, &[&str])] = &[
    (
        "ink",
        &[
            "page",
            "panel",
            "panel-soft",
            "broker",
            "danger-soft",
            "accent-soft",
            "good-soft",
            "warn-soft",
            "what-if-soft",
        ],
    ),
    ("ink-soft", &["page", "panel", "panel-soft"]),
    (
        "ink-muted",
        &[
            "page",
            "panel",
            "panel-soft",
            "broker",
            "water",
            "epoch-0",
            "epoch-1",
            "epoch-2",
            "epoch-3",
            "epoch-4",
        ],
    ),
    ("accent", &["page", "panel", "panel-soft", "accent-soft"]),
    ("accent-strong", &["page", "panel", "panel-soft"]),
    ("on-accent", &["accent", "accent-strong"]),
    ("danger", &["panel", "panel-soft", "broker", "danger-soft"]),
    ("good", &["panel", "panel-soft", "broker", "good-soft"]),
    ("warn", &["panel", "panel-soft", "broker", "warn-soft"]),
    ("what-if", &["panel", "what-if-soft"]),
    ("water-line", &["broker"]),
    ("position", &["broker"]),
    ("fenced", &["lane", "broker"]),
    ("on-capsule", &["capsule", "ink-muted"]),
    ("on-capsule-response", &["capsule-response"]),
    ("on-capsule-error", &["capsule-error"]),
];

/// Shapes that mean something, on their ground: 3 to 1.
const SHAPES: &[(&str, &[&str])] = &[
    ("line-strong", &["panel"]),
    ("accent", &["panel", "page", "broker"]),
    ("water-line", &["water", "broker"]),
    ("capsule", &["panel", "broker"]),
    ("capsule-error", &["panel"]),
    ("edge", &["panel"]),
    ("dot", &["panel"]),
    ("cut", &["panel"]),
    ("held", &["panel"]),
    ("weight-ordinary", &["panel"]),
    ("weight-milestone", &["panel"]),
];

fn pairs(rules: &'static [(&str, &[&str])]) -> impl Iterator<Item = (&'static str, &'static str)> {
    rules
        .iter()
        .flat_map(|(mark, grounds)| grounds.iter().map(|ground| (*mark, *ground)))
}

fn too_close(palette: &Palette, mark: &str, ground: &str, least: f64) -> Option<String> {
    let of = |name: &str| {
        *palette
            .get(name)
            .unwrap_or_else(|| panic!("there is no colour --{name}"))
    };
    let found = contrast(of(mark), of(ground));
    (found < least).then(|| format!("--{mark} on --{ground} is {found:.2} to 1, not {least} to 1"))
}

#[test]
fn text_and_shapes_stand_out_from_their_ground_as_wcag_aa_asks() {
    for (theme, palette) in themes() {
        let mut found: Vec<String> = Vec::new();
        found.extend(
            pairs(TEXTS).filter_map(|(mark, ground)| too_close(&palette, mark, ground, 4.5)),
        );
        found.extend(
            pairs(SHAPES).filter_map(|(mark, ground)| too_close(&palette, mark, ground, 3.0)),
        );
        for epoch in 0..EPOCH_COLOURS {
            let (fill, line) = (format!("epoch-{epoch}"), format!("epoch-{epoch}-line"));
            // The mark in a cell is text; a cell above the high watermark has the broker's ground.
            found.extend(too_close(&palette, &line, &fill, 4.5));
            found.extend(too_close(&palette, &line, "broker", 4.5));
            found.extend(too_close(&palette, "ink", &fill, 4.5));
        }
        assert!(found.is_empty(), "{theme}: {found:#?}");
    }
}

/// What is left of a colour for an eye that lacks one kind of cone (Machado and others, 2009).
const DEFICIENCIES: [(&str, [[f64; 3]; 3]); 4] = [
    ("none", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "protanopia",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "deuteranopia",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "tritanopia",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// The colour as such an eye sees it, in OKLab, where distance is difference to the eye.
fn seen(colour: Colour, eye: &[[f64; 3]; 3]) -> Colour {
    let linear = colour.map(linear);
    let dot = |row: &[f64; 3], by: Colour| row.iter().zip(by).map(|(a, b)| a * b).sum::<f64>();
    let light = [
        dot(&eye[0], linear),
        dot(&eye[1], linear),
        dot(&eye[2], linear),
    ]
    .map(|part| part.clamp(0.0, 1.0));
    let cones = [
        [0.412_221_47, 0.536_332_54, 0.051_445_99],
        [0.211_903_50, 0.680_699_55, 0.107_396_96],
        [0.088_302_46, 0.281_718_84, 0.629_978_70],
    ]
    .map(|row| dot(&row, light).cbrt());
    [
        dot(&[0.210_454_26, 0.793_617_79, -0.004_072_05], cones),
        dot(&[1.977_998_50, -2.428_592_21, 0.450_593_71], cones),
        dot(&[0.025_904_04, 0.782_771_77, -0.808_675_77], cones),
    ]
}

fn difference(one: Colour, other: Colour) -> f64 {
    one.iter()
        .zip(other)
        .map(|(a, b)| (a - b).powi(2))
        .sum::<f64>()
        .sqrt()
}

#[test]
fn epochs_that_follow_each_other_differ_for_every_eye() {
    // The mark in each cell says its epoch in figures, too; colour alone never does.
    for (theme, palette) in themes() {
        for epoch in 0..EPOCH_COLOURS {
            let next = (epoch + 1) % EPOCH_COLOURS;
            for (eye, matrix) in DEFICIENCIES {
                let differs = |kind: &str| {
                    let of = |epoch: i32| seen(palette[&format!("epoch-{epoch}{kind}")], &matrix);
                    difference(of(epoch), of(next))
                };
                let most = differs("").max(differs("-line"));
                assert!(
                    most > 0.045,
                    "{theme}, {eye}: epochs {epoch} and {next} differ by {most:.3}"
                );
            }
        }
    }
}

#[test]
fn what_the_system_asks_for_and_what_a_person_chooses_is_the_same_dark() {
    let chosen = palette(block("\n:root[data-theme=\"dark\"] {"));
    let asked = palette(block(":root:not([data-theme=\"light\"]) {"));
    assert!(chosen.len() > 40);
    assert_eq!(chosen, asked);
}

#[test]
fn both_themes_name_the_same_colours() {
    let [(_, light), (_, dark)] = themes();
    assert_eq!(
        light.keys().collect::<Vec<_>>(),
        dark.keys().collect::<Vec<_>>()
    );
}
