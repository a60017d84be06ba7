//! Figures in columns.

use std::fmt;

/// A table; its first row is its head, and its first column names the rows.
pub struct Table(Vec<Vec<String>>);

impl Table {
    /// A table with that head and nothing in it.
    pub fn new(head: &[&str]) -> Self {
        Self(vec![head.iter().map(|name| (*name).to_owned()).collect()])
    }

    /// One row more.
    pub fn row(&mut self, row: Vec<String>) {
        self.0.push(row);
    }

    fn width(&self, column: usize) -> usize {
        let cells = self.0.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or(0)
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for row in &self.0 {
            for (column, cell) in row.iter().enumerate() {
                let width = self.width(column);
                match column {
                    0 => write!(f, "{cell:<width$}")?,
                    _ => write!(f, "   {cell:>width$}")?,
                }
            }
            writeln!(f)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Table;

    #[test]
    fn names_stand_to_the_left_and_figures_to_the_right() {
        let mut table = Table::new(&["", "ms"]);
        table.row(vec!["empty".to_owned(), "1".to_owned()]);
        table.row(vec!["×".to_owned(), "100".to_owned()]);
        assert_eq!(table.to_string(), "         ms\nempty     1\n×       100\n");
    }
}
