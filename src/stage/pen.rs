//! What draws the cards: from the top of a column down, a line after the other, so that nothing lies on
//! anything else.

use crate::session::Selection;
use crate::stage::geometry::{Rect, TEXT, fit, fit_end, point, text_width};
use crate::stage::label;
use crate::stage::scene::{Anchor, Group, Part};

/// Between two cards.
pub const GAP: f64 = 12.0;
/// As much of a line may be taken by what stands on its right.
const RIGHT: f64 = 0.72;
/// From a card's side to what is in it.
const PADDING: f64 = 9.0;
/// How high a line is, with the room around it.
pub const LINE: f64 = 19.0;
/// How high a card's title is.
const TITLE: f64 = 26.0;
/// Between two words on a line.
const SPACE: f64 = 8.0;

/// A pen in a column.
pub struct Pen<'a> {
    kind: &'a mut Group,
    selection: Option<Selection>,
    left: f64,
    right: f64,
    y: f64,
    /// Down to where there is room.
    end: f64,
    /// Down to where the card reaches at least.
    least: f64,
    top: f64,
}

impl<'a> Pen<'a> {
    /// At the top of a card in a column from `left` to `right`.
    pub fn new(
        kind: &'a mut Group,
        selection: Option<Selection>,
        (left, right): (f64, f64),
        y: f64,
        end: f64,
        least: f64,
    ) -> Self {
        Self {
            kind,
            selection,
            left,
            right,
            y,
            end,
            least,
            top: y,
        }
    }

    /// Where it has come to.
    pub fn y(&self) -> f64 {
        self.y
    }

    /// How much room there is below, in this column.
    pub fn room(&self) -> f64 {
        (self.end - self.y - PADDING).max(0.0)
    }

    /// Begins the card: its frame is drawn by [`Pen::end`].
    pub fn begin(&mut self, class: &str, title: &str) {
        let width = self.right - self.left - 2.0 * PADDING;
        let card = self.kind.group(class);
        card.name(title.to_owned());
        card.rect("card__frame", Rect::default(), 8.0);
        let at = point(self.left + PADDING, self.y + 17.5);
        let title = fit(title, width, TEXT);
        card.text("card__title", title, at, Anchor::Start);
        self.y += TITLE;
    }

    /// Where the title stands of the card that has begun: a row that picks what the card is about picks it there, too.
    pub fn title(&self) -> Rect {
        Rect::new(
            self.left + 3.0,
            self.y - TITLE + 3.0,
            self.right - self.left - 6.0,
            TITLE - 3.0,
        )
    }

    /// Ends the card where the pen is.
    pub fn end(&mut self) {
        self.y = (self.y + PADDING - 3.0).max(self.least);
        let frame = Rect::new(
            self.left,
            self.top,
            self.right - self.left,
            self.y - self.top,
        );
        if let Some(Part::Group(card)) = self.kind.parts.first_mut()
            && let Some(part) = card.parts.first_mut()
        {
            *part = Part::Rect("card__frame", frame, 8.0);
        }
    }

    /// Begins something of so many lines and what else it takes, which is read out by that name and picks
    /// what is given.
    pub fn row(&mut self, name: String, select: Option<Selection>, height: f64) -> Row<'_> {
        let rect = Rect::new(
            self.left + 3.0,
            self.y,
            self.right - self.left - 6.0,
            height,
        );
        self.y += height;
        let group = self.kind.group(match select {
            Some(_) => "handle row",
            None => "note",
        });
        group.name(name);
        if let Some(select) = select {
            group.select(select, self.selection);
            group.rect("handle__area", rect, 5.0);
        }
        Row {
            left: rect.x + PADDING - 3.0,
            right: rect.right() - PADDING + 3.0,
            y: rect.y,
            group,
        }
    }

    /// A line that is read as it stands, and picks nothing.
    pub fn note(&mut self, class: &'static str, words: &str) {
        self.row(words.to_owned(), None, LINE)
            .line(class, words, "", "");
    }

    /// The same of several, two on a line where both have room.
    pub fn notes(&mut self, notes: &[(&'static str, String)]) {
        let mut left = notes;
        while let [(class, words), rest @ ..] = left {
            left = rest;
            match rest {
                [(other_class, other), rest @ ..]
                    if have_room([words, other], self.line_room()) =>
                {
                    left = rest;
                    let name = label::list(&[words, other]);
                    self.row(name, None, LINE)
                        .line(class, words, other_class, other);
                }
                _ => self.note(class, words),
            }
        }
    }

    /// How many lines two words take: one if both have room on it.
    pub fn lines_for(&self, left: &str, right: &str) -> f64 {
        match have_room([left, right], self.line_room()) {
            true => 1.0,
            false => 2.0,
        }
    }

    /// How long a line is.
    pub fn line_room(&self) -> f64 {
        self.right - self.left - 2.0 * PADDING
    }
}

/// Whether both have room on a line, one on its left and one on its right.
fn have_room([left, right]: [&str; 2], line: f64) -> bool {
    text_width(left, TEXT) + SPACE + text_width(right, TEXT) <= line
}

/// How much of a line is for what stands on its right: a good part of it, and all that the left leaves free.
fn room_on_right(left: &str, line: f64) -> f64 {
    (line * RIGHT).max(line - text_width(left, TEXT) - SPACE)
}

/// Something in a card, which is filled from the top.
pub struct Row<'a> {
    /// What is in it.
    pub group: &'a mut Group,
    /// Where its words begin.
    pub left: f64,
    /// Where they end.
    pub right: f64,
    y: f64,
}

impl Row<'_> {
    /// A line with words on the left, which are cut first, and on the right.
    pub fn line(&mut self, class: &'static str, left: &str, on_right: &'static str, right: &str) {
        self.words(class, left, on_right, right, fit);
    }

    /// Whether both have room on a line, one on its left and one on its right.
    pub fn has_room_for_both(&self, left: &str, right: &str) -> bool {
        have_room([left, right], self.right - self.left)
    }

    /// Two words whole: on a line, or where that has no room for both, on two.
    pub fn pair(&mut self, class: &'static str, left: &str, on_right: &'static str, right: &str) {
        if self.has_room_for_both(left, right) {
            self.line(class, left, on_right, right);
        } else {
            self.line(class, left, "", "");
            self.line(on_right, right, "", "");
        }
    }

    /// The same with a partition's name on the left, of which the end is kept.
    pub fn name_line(&mut self, name: &str, on_right: &'static str, right: &str) {
        self.words("lane__name", name, on_right, right, fit_end);
    }

    fn words(
        &mut self,
        class: &'static str,
        left: &str,
        on_right: &'static str,
        right: &str,
        cut: fn(&str, f64, f64) -> String,
    ) {
        let room = self.right - self.left;
        let base = self.y + LINE / 2.0 + 4.2;
        let mut left_room = room;
        if !right.is_empty() {
            let right = fit(right, room_on_right(left, room), TEXT);
            left_room -= text_width(&right, TEXT) + SPACE;
            let at = point(self.right, base);
            self.group.text(on_right, right, at, Anchor::End);
        }
        if !left.is_empty() && left_room > TEXT {
            let words = cut(left, left_room, TEXT);
            let at = point(self.left, base);
            self.group.text(class, words, at, Anchor::Start);
        }
        self.y += LINE;
    }

    /// A line of which the left is kept, and what is on the right has what is left.
    pub fn line_of(
        &mut self,
        class: &'static str,
        left: &str,
        on_right: &'static str,
        right: &str,
    ) {
        let room = self.right - self.left - text_width(left, TEXT) - SPACE;
        let right = match room > 3.0 * TEXT {
            true => fit(right, room, TEXT),
            false => String::new(),
        };
        self.line(class, left, on_right, &right);
    }

    /// The room of a line.
    pub fn room(&mut self) -> Rect {
        let room = Rect::new(self.left, self.y, self.right - self.left, LINE);
        self.y += LINE;
        room
    }

    /// Where the next line begins.
    pub fn y(&self) -> f64 {
        self.y
    }

    /// Goes on further down.
    pub fn skip(&mut self, height: f64) {
        self.y += height;
    }

    /// The room of a bar of that height, with so much left free behind it.
    pub fn bar(&mut self, height: f64, free: f64) -> Rect {
        let width = (self.right - self.left - free).max(20.0);
        let bar = Rect::new(self.left, self.y + 2.0, width, height);
        self.y += height + 5.0;
        bar
    }
}
