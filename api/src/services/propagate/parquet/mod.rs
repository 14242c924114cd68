//! Parquet tables in and out, as data tools write and read them.
//!
//! Tables are flat. What a CSV file would hold as text may stand here as text or number; columns of other types (dates, lists,
//! flags) are not read. Rows are counted from 1, since there is no header among them.

mod links;
mod parties;
mod table;
#[cfg(test)]
mod tests;
mod write;

pub(super) use links::links;
pub(super) use parties::parties;
pub(super) use write::write_rows;

/// The number of the first row.
const FIRST_ROW: u64 = 1;
