//! How much of a file is read.

/// Limits that keep a hostile or mistaken file from filling the memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Largest file, in bytes.
    pub file_bytes: usize,
    /// Most bytes that a workbook may unpack to.
    pub unpacked_bytes: u64,
    /// Most rows of one sheet.
    pub rows: usize,
    /// Most columns of one sheet.
    pub columns: usize,
    /// Most cells of one sheet, empty ones between filled ones counted.
    pub cells: usize,
    /// Longest cell, in bytes.
    pub cell_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 512 << 20,
            unpacked_bytes: 1 << 30,
            rows: 2_000_000,
            // What a spreadsheet can hold, in columns and in one cell (four bytes a character).
            columns: 16_384,
            cells: 40_000_000,
            cell_bytes: 4 * 32_767,
        }
    }
}
