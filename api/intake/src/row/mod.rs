//! Rows of each table to engine values.
//!
//! A row is read field by field into a row type, which `validator` guards; then it becomes an engine type. A value that
//! cannot be used is unknown and said to be; a row that cannot be used is left out and counted.

pub(crate) mod answers;
mod guard;
pub(crate) mod links;
pub(crate) mod merges;
pub(crate) mod rates;
mod reader;
pub(crate) mod recruitment;
pub(crate) mod suppliers;
pub(crate) mod watchlist;

pub(crate) use reader::{Origin, RowReader, SheetPlace};
