//! Tables as Kafka's tools print them.

use super::Printed;

/// What stands above a column, and how wide it is at least; the last column may have no width, and ends
/// where its text does.
pub(super) type Column = (&'static str, Option<usize>);

/// A table, its head behind an empty line. Columns are as wide as what is in them.
pub(super) fn put_table(printed: &mut Printed, columns: &[Column], rows: &[Vec<String>]) {
    let text = &mut printed.text;
    text.push('\n');
    let (mut heads, mut widths) = (Vec::new(), Vec::new());
    for (at, (head, width)) in columns.iter().enumerate() {
        heads.push((*head).to_owned());
        if !head.is_empty() {
            printed.columns.push(head);
        }
        let mut width = *width;
        for row in rows {
            let cell = row.get(at).map_or(0, String::len);
            width = width.map(|width| width.max(cell));
        }
        widths.push(width.unwrap_or(0));
    }
    put_row(text, &heads, &widths);
    for row in rows {
        put_row(text, row, &widths);
    }
}

fn put_row(text: &mut String, cells: &[String], widths: &[usize]) {
    for (at, (cell, width)) in cells.iter().zip(widths).enumerate() {
        if at > 0 {
            text.push(' ');
        }
        text.push_str(cell);
        for _ in cell.len()..*width {
            text.push(' ');
        }
    }
    text.push('\n');
}
