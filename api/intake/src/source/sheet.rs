//! Rows of cells as they were read, before anything is known about them.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::limits::Limits;

/// How a cell was stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Typed text: numbers and dates in it are the writer's spelling.
    Text,
    /// A number, as its shortest decimal text.
    Number,
    /// A date, as ISO text.
    Date,
    /// A yes or no, as `yes` or `no`.
    Bool,
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cell<'a> {
    pub(crate) text: &'a str,
    pub(crate) kind: Kind,
}

/// Why no more was taken in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Full {
    Rows,
    Columns,
    Cells,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    number: u32,
    first: usize,
    len: usize,
}

/// One sheet, CSV file or JSON table. All texts stand in one string, which keeps large files quick.
///
/// INVARIANT: `ends` is ascending, on character borders of `text`, with one entry per cell, as has `kinds`.
#[derive(Clone, Debug)]
pub(crate) struct Sheet {
    pub(crate) file: Arc<str>,
    pub(crate) name: Option<Arc<str>>,
    text: String,
    ends: Vec<usize>,
    kinds: Vec<Kind>,
    rows: Vec<Row>,
    open: usize,
    /// Cells with another text than was written, by row and column.
    corrected: BTreeMap<(usize, usize), String>,
}

impl Sheet {
    pub(crate) fn new(file: &Arc<str>, name: Option<Arc<str>>) -> Self {
        Self {
            file: Arc::clone(file),
            name,
            text: String::new(),
            ends: Vec::new(),
            kinds: Vec::new(),
            rows: Vec::new(),
            open: 0,
            corrected: BTreeMap::new(),
        }
    }

    /// Makes room for a text of so many bytes.
    pub(crate) fn with_room_for(mut self, bytes: usize) -> Self {
        self.text.reserve(bytes);
        self.ends.reserve(bytes / 8);
        self.kinds.reserve(bytes / 8);
        self
    }

    /// Adds a cell to the open row.
    pub(crate) fn push(&mut self, text: &str, kind: Kind) {
        self.text.push_str(text);
        self.ends.push(self.text.len());
        self.kinds.push(kind);
    }

    /// Adds empty cells until the open row has `len`.
    pub(crate) fn pad(&mut self, len: usize, limits: &Limits) -> Result<(), Full> {
        if len > limits.columns {
            return Err(Full::Columns);
        }
        if self.ends.len() + len > limits.cells {
            return Err(Full::Cells);
        }
        while self.ends.len() - self.open < len {
            self.push("", Kind::Text);
        }
        Ok(())
    }

    /// Closes the open row under its number; one without any text is dropped.
    pub(crate) fn end_row(&mut self, number: u32, limits: &Limits) -> Result<(), Full> {
        let len = self.ends.len() - self.open;
        let text_before = self.open.checked_sub(1).and_then(|last| self.ends.get(last)).copied().unwrap_or_default();
        if self.text.get(text_before..).is_none_or(|text| text.trim().is_empty()) {
            self.text.truncate(text_before);
            self.ends.truncate(self.open);
            self.kinds.truncate(self.open);
            return Ok(());
        }
        if len > limits.columns {
            return Err(Full::Columns);
        }
        if self.rows.len() >= limits.rows {
            return Err(Full::Rows);
        }
        if self.ends.len() > limits.cells {
            return Err(Full::Cells);
        }
        self.rows.push(Row { number, first: self.open, len });
        self.open = self.ends.len();
        Ok(())
    }

    /// Number of rows, header and titles counted.
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The row's number as the user sees it.
    pub(crate) fn number(&self, row: usize) -> u32 {
        self.rows.get(row).map_or(0, |row| row.number)
    }

    /// The row of a number.
    pub(crate) fn find(&self, number: u32) -> Option<usize> {
        self.rows.iter().position(|row| row.number == number)
    }

    /// Gives a cell another text.
    pub(crate) fn put(&mut self, row: usize, column: usize, text: String) {
        self.corrected.insert((row, column), text);
    }

    /// Number of cells of a row.
    pub(crate) fn width(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |row| row.len)
    }

    /// A cell; empty text beyond the end of the row.
    pub(crate) fn cell(&self, row: usize, column: usize) -> Cell<'_> {
        const EMPTY: Cell<'static> = Cell { text: "", kind: Kind::Text };
        if !self.corrected.is_empty()
            && let Some(text) = self.corrected.get(&(row, column))
        {
            return Cell { text, kind: Kind::Text };
        }
        let Some(row) = self.rows.get(row) else {
            return EMPTY;
        };
        if column >= row.len {
            return EMPTY;
        }
        let index = row.first + column;
        let start = index.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or_default();
        let (Some(&end), Some(&kind)) = (self.ends.get(index), self.kinds.get(index)) else {
            return EMPTY;
        };
        Cell { text: self.text.get(start..end).unwrap_or_default(), kind }
    }

    /// The cells of a row.
    pub(crate) fn cells(&self, row: usize) -> impl Iterator<Item = Cell<'_>> {
        (0..self.width(row)).map(move |column| self.cell(row, column))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn empty_rows_are_dropped_and_numbers_kept() {
        let limits = Limits::default();
        let mut sheet = Sheet::new(&"a".into(), None);
        sheet.push("x", Kind::Text);
        sheet.end_row(1, &limits).unwrap();
        sheet.push(" ", Kind::Text);
        sheet.end_row(2, &limits).unwrap();
        sheet.push("", Kind::Text);
        sheet.push("1", Kind::Number);
        sheet.end_row(3, &limits).unwrap();
        assert_eq!((sheet.len(), sheet.number(1)), (2, 3));
        assert_eq!(sheet.cell(1, 1), Cell { text: "1", kind: Kind::Number });
        assert_eq!(sheet.cell(1, 9).text, "");
    }

    #[test]
    fn limits_stop_a_sheet() {
        let limits = Limits { rows: 1, columns: 2, ..Limits::default() };
        let mut sheet = Sheet::new(&"a".into(), None);
        sheet.push("x", Kind::Text);
        sheet.end_row(1, &limits).unwrap();
        sheet.push("y", Kind::Text);
        assert_eq!(sheet.end_row(2, &limits), Err(Full::Rows));
        assert_eq!(sheet.pad(3, &limits), Err(Full::Columns));
    }
}
