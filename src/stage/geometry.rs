//! Points, rectangles, and how wide a text will be at most. One unit is one CSS pixel.

/// The size of text in the drawing.
pub const TEXT: f64 = 12.0;

/// A place in the drawing, or the way from one place to another.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Downwards.
    pub y: f64,
}

/// A place.
pub const fn point(x: f64, y: f64) -> Point {
    Point { x, y }
}

impl Point {
    /// How far it is to `other`.
    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        let (across, down) = (other.x - self.x, other.y - self.y);
        (across * across + down * down).sqrt()
    }

    /// The place on the straight way to `other`, from 0 (here) to 1 (there).
    #[must_use]
    pub fn towards(self, other: Self, part: f64) -> Self {
        point(
            self.x + (other.x - self.x) * part,
            self.y + (other.y - self.y) * part,
        )
    }
}

/// A width and a height.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Size {
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Its left side.
    pub x: f64,
    /// Its upper side.
    pub y: f64,
    /// Its width.
    pub width: f64,
    /// Its height.
    pub height: f64,
}

impl Rect {
    /// A rectangle by its upper left corner and its size.
    #[must_use]
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// A rectangle around a centre.
    #[must_use]
    pub fn around(centre: Point, size: Size) -> Self {
        Self::new(
            centre.x - size.width / 2.0,
            centre.y - size.height / 2.0,
            size.width,
            size.height,
        )
    }

    /// Its right side.
    #[must_use]
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// Its lower side.
    #[must_use]
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// Its centre.
    #[must_use]
    pub fn centre(self) -> Point {
        point(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// The rectangle with that much taken off every side; less than nothing adds.
    #[must_use]
    pub fn inset(self, by: f64) -> Self {
        Self::new(
            self.x + by,
            self.y + by,
            (self.width - 2.0 * by).max(0.0),
            (self.height - 2.0 * by).max(0.0),
        )
    }

    /// Whether the two share more than an edge.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.x < other.right()
            && other.x < self.right()
            && self.y < other.bottom()
            && other.y < self.bottom()
    }

    /// Whether `other` lies within.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && other.right() <= self.right()
            && other.bottom() <= self.bottom()
    }
}

/// How wide a text is at most in a system font: a Hangul syllable is about one em, a Latin letter a
/// bit over half.
#[must_use]
pub fn text_width(text: &str, size: f64) -> f64 {
    let mut width = 0.0;
    for letter in text.chars() {
        width += ems(letter);
    }
    width * size
}

fn ems(letter: char) -> f64 {
    match letter {
        'i' | 'l' | 'j' | '.' | ',' | ':' | '\'' | '|' | ' ' | '·' => 0.34,
        'f' | 'r' | 't' | 'I' | '-' | '(' | ')' | '[' | ']' => 0.46,
        'm' | 'w' | 'M' | 'W' | '@' | '%' => 0.98,
        'A'..='Z' | '_' | '+' | '=' => 0.76,
        '0'..='9' => 0.68,
        '\u{0}'..='\u{2ff}' => 0.63,
        '–' | '…' | '★' | '→' | '←' | '✓' | '✕' => 1.0,
        _ => 1.02,
    }
}

/// The text, cut where the room ends.
#[must_use]
pub fn fit(text: &str, width: f64, size: f64) -> String {
    if text_width(text, size) <= width {
        return text.to_owned();
    }
    let mut kept = text.to_owned();
    loop {
        let more = kept.pop();
        let cut = [&kept, "…"].concat();
        if more.is_none() || text_width(&cut, size) <= width {
            return cut;
        }
    }
}

/// The name of a partition, cut where the room ends: of several of a topic, the end tells which.
#[must_use]
pub fn fit_end(name: &str, width: f64, size: f64) -> String {
    if text_width(name, size) <= width {
        return name.to_owned();
    }
    let mut rest = name.chars();
    loop {
        let left_out = rest.next();
        let cut = ["…", rest.as_str()].concat();
        if left_out.is_none() || text_width(&cut, size) <= width {
            return cut;
        }
    }
}

/// Breaks a text into as few lines of at most `width` as it takes, after commas rather
/// than at spaces or underscores, and of those ways into the one whose longest line is shortest. A part that is wider than a line
/// stands on one by itself.
#[must_use]
pub fn wrap(text: &str, width: f64, size: f64) -> Vec<String> {
    // What commas part is not torn apart where it need not be.
    let clauses = parts(text, false, size);
    if clauses.iter().all(|clause| clause.trimmed <= width) {
        return lines(&clauses, width);
    }
    let parts = parts(text, true, size);
    let lines_needed = line_starts(&parts, width).len();
    // The narrowest width that still takes no more lines is one of the widths of the runs of parts.
    let mut narrowest = width;
    for from in 0..parts.len() {
        let mut before = 0.0;
        for part in parts.get(from..).unwrap_or_default() {
            let run = before + part.trimmed;
            if run < narrowest && line_starts(&parts, run).len() <= lines_needed {
                narrowest = run;
            }
            before += part.width;
        }
    }
    lines(&parts, narrowest)
}

/// What a line may end after.
struct Part<'a> {
    text: &'a str,
    width: f64,
    /// Its width at the end of a line, where its space does not count.
    trimmed: f64,
}

/// The text's clauses, each with its comma, or its words.
fn parts(text: &str, words: bool, size: f64) -> Vec<Part<'_>> {
    let (mut parts, mut from, mut before) = (Vec::new(), 0, ' ');
    for (at, letter) in text.char_indices() {
        let ends = match letter {
            ' ' => words || before == ',',
            '_' => words,
            _ => false,
        };
        before = letter;
        let end = at + letter.len_utf8();
        if ends || end == text.len() {
            let part = text.get(from..end).unwrap_or_default();
            parts.push(Part {
                text: part,
                width: text_width(part, size),
                trimmed: text_width(part.trim_end(), size),
            });
            from = end;
        }
    }
    parts
}

/// The parts with which the lines begin when each line takes as many as `width` has room for.
fn line_starts(parts: &[Part<'_>], width: f64) -> Vec<usize> {
    let (mut starts, mut line_width) = (Vec::new(), 0.0);
    for (index, part) in parts.iter().enumerate() {
        if index == 0 || line_width + part.trimmed > width {
            starts.push(index);
            line_width = 0.0;
        }
        line_width += part.width;
    }
    starts
}

fn lines(parts: &[Part<'_>], width: f64) -> Vec<String> {
    let starts = line_starts(parts, width);
    let mut lines = Vec::with_capacity(starts.len());
    for (index, part) in parts.iter().enumerate() {
        match lines.last_mut() {
            Some(line) if !starts.contains(&index) => *line += part.text,
            _ => lines.push(part.text.to_owned()),
        }
    }
    for line in &mut lines {
        line.truncate(line.trim_end().len());
    }
    lines
}

/// Shifts labels of the given widths along a line so that none touches another and none leaves
/// `from..=to`, each staying as near to its wish as the ones before it let it. Wishes and results
/// are left ends, from left to right.
#[must_use]
pub fn spread(wishes: &[(f64, f64)], gap: f64, from: f64, to: f64) -> Vec<f64> {
    let mut lefts: Vec<f64> = Vec::with_capacity(wishes.len());
    let mut free = from;
    for (wish, width) in wishes {
        let left = wish.max(free);
        lefts.push(left);
        free = left + width + gap;
    }
    let mut limit = to;
    for (left, (_, width)) in lefts.iter_mut().zip(wishes).rev() {
        *left = left.min(limit - width).max(from);
        limit = *left - gap;
    }
    lefts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_hangul_syllable_is_about_one_em_and_a_latin_letter_a_bit_over_half() {
        assert!((text_width("리더", 12.0) / 24.0 - 1.0).abs() < 0.1);
        let letter = text_width("leader", 12.0) / 6.0 / 12.0;
        assert!((0.5..0.7).contains(&letter), "{letter}");
    }

    #[test]
    fn a_partition_keeps_its_number_where_its_name_is_cut() {
        assert_eq!(fit_end("payments-12", 200.0, 12.0), "payments-12");
        let cut = fit_end("payments-12", 50.0, 12.0);
        assert!(cut.starts_with('…') && cut.ends_with("-12"), "{cut}");
        assert!(text_width(&cut, 12.0) <= 50.0, "{cut}");
        assert_eq!(fit_end("payments-12", 0.0, 12.0), "…");
    }

    #[test]
    fn a_text_breaks_at_spaces_and_after_underscores() {
        let cases: [(&str, &[&str]); 4] = [
            ("Fetch", &["Fetch"]),
            ("HW 5, 1 record", &["HW 5,", "1 record"]),
            (
                "NOT_LEADER_OR_FOLLOWER",
                &["NOT_", "LEADER_", "OR_", "FOLLOWER"],
            ),
            ("", &[]),
        ];
        for (text, lines) in cases {
            assert_eq!(wrap(text, 55.0, 12.0), lines, "{text}");
        }
    }

    #[test]
    fn labels_that_are_spread_neither_touch_nor_leave_the_line() {
        let cases: [&[(f64, f64)]; 4] = [
            &[(0.0, 30.0), (10.0, 30.0)],
            &[(90.0, 30.0), (95.0, 20.0)],
            &[(-20.0, 10.0), (-20.0, 10.0), (200.0, 10.0)],
            &[],
        ];
        for wishes in cases {
            let lefts = spread(wishes, 4.0, 0.0, 100.0);
            let mut free = 0.0;
            for (left, (_, width)) in lefts.iter().zip(wishes) {
                assert!(
                    *left >= free && left + width <= 100.0,
                    "{wishes:?}: {lefts:?}"
                );
                free = left + width;
            }
        }
    }
}
