//! SVG's own words for shapes. Numbers are written to a tenth of a pixel, by way of integers: what
//! prints floats would be downloaded by every visitor.

use super::geometry::{Point, Rect};

/// A number with one decimal, if it has one.
pub fn write_number(out: &mut String, value: f64) {
    let tenths = (value * 10.0).round() as i64;
    if tenths < 0 {
        out.push('-');
    }
    let tenths = tenths.unsigned_abs();
    out.push_str(&(tenths / 10).to_string());
    if !tenths.is_multiple_of(10) {
        out.push('.');
        out.push(char::from(b'0' + (tenths % 10) as u8));
    }
}

/// A number with one decimal, if it has one.
#[must_use]
pub fn number(value: f64) -> String {
    let mut out = String::new();
    write_number(&mut out, value);
    out
}

/// A command and its numbers, after what there is.
pub fn write(out: &mut String, command: char, numbers: &[f64]) {
    out.push(command);
    for (index, number) in numbers.iter().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        write_number(out, *number);
    }
}

/// A shape that is always the same, beginning at a point.
#[must_use]
pub fn shape(at: Point, rest: &str) -> String {
    let mut out = String::new();
    write(&mut out, 'M', &[at.x, at.y]);
    out.push_str(rest);
    out
}

/// A rectangle with rounded corners.
#[must_use]
pub fn rounded(rect: Rect, rounding: f64) -> String {
    let r = rounding.min(rect.width / 2.0).min(rect.height / 2.0);
    let (across, down) = (rect.width - 2.0 * r, rect.height - 2.0 * r);
    let mut out = String::new();
    write(&mut out, 'M', &[rect.x + r, rect.y]);
    for (side, length, corner) in [
        ('h', across, [r, r]),
        ('v', down, [-r, r]),
        ('h', -across, [-r, -r]),
        ('v', -down, [r, -r]),
    ] {
        write(&mut out, side, &[length]);
        if r > 0.0 {
            write(&mut out, 'a', &[r, r, 0.0, 0.0, 1.0, corner[0], corner[1]]);
        }
    }
    out.push('z');
    out
}

#[cfg(test)]
mod tests {
    use super::super::geometry::point;
    use super::*;

    #[test]
    fn a_number_has_one_decimal_at_most() {
        for (value, shown) in [
            (0.0, "0"),
            (-0.04, "0"),
            (1.25, "1.3"),
            (-7.5, "-7.5"),
            (-0.5, "-0.5"),
            (1_234.0, "1234"),
        ] {
            assert_eq!(number(value), shown);
        }
    }

    #[test]
    fn shapes_are_written_as_svg_reads_them() {
        assert_eq!(shape(point(1.0, 2.5), "h3"), "M1 2.5h3");
        assert_eq!(
            rounded(Rect::new(1.0, 2.0, 3.0, 4.0), 0.0),
            "M1 2h3v4h-3v-4z"
        );
        let round = rounded(Rect::new(0.0, 0.0, 4.0, 4.0), 9.0);
        assert_eq!(
            round,
            "M2 0h0a2 2 0 0 1 2 2v0a2 2 0 0 1 -2 2h0a2 2 0 0 1 -2 -2v0a2 2 0 0 1 2 -2z"
        );
    }
}
