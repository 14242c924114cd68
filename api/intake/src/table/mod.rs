//! Which table a sheet is, and which column is which field.

mod fields;
mod header;
mod recognise;

pub use fields::{Column, FieldKind, TableKind};
pub(crate) use fields::{Field, Need, answers, links, merges, rates, recruitment, suppliers, watchlist};
pub(crate) use header::{key, known_headers};
pub(crate) use recognise::{Columns, Recognised, recognise};
