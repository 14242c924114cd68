//! Lists: one way to page, sort, filter, search and export, whatever is listed.
//!
//! A resource states its fields once ([`ListSpec`]); queries are read against that statement, unknown names are refused, and
//! the same query is carried out by the database or over rows in memory. An export holds every row of the same query.

mod cursor;
pub mod export;
mod memory;
mod query;

use serde::Serialize;
use serde_json::{Map, Value};

use crate::error::ApiError;

pub use memory::page_of;
pub use query::{Comparison, Filter, Format, ListQuery, SortKey};

/// Most rows of one page.
pub const MOST: u64 = 500;
/// Rows of a page where nothing is said.
pub const USUAL: u64 = 50;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text, ids and words.
    Text,
    /// A whole number.
    Integer,
    /// A number.
    Number,
    /// A date.
    Date,
    /// An instant.
    Instant,
    /// Yes or no.
    Bool,
    /// An id made by the service.
    Uuid,
    /// Shown and exported; not for filters or order.
    Shown,
}

/// A field of the items of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListField {
    /// Its name in items and queries.
    pub name: &'static str,
    /// What it holds.
    pub kind: Kind,
}

impl ListField {
    /// A field.
    pub const fn new(name: &'static str, kind: Kind) -> Self {
        Self { name, kind }
    }
}

/// What can be asked of a list.
#[derive(Clone, Copy, Debug)]
pub struct ListSpec {
    /// The fields, in the order in which exports have them.
    pub fields: &'static [ListField],
    /// The field that no two items share; the last word of every order.
    pub key: &'static str,
    /// The order where none is asked for, as in a query.
    pub order: &'static str,
    /// Further names that the address takes beside those of every list.
    pub extra: &'static [&'static str],
    /// Whether `offset` is taken: only where the rows never change.
    pub offset: bool,
}

impl ListSpec {
    /// A field by its name.
    pub fn field(&self, name: &str) -> Option<&'static ListField> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// One item of a list.
pub type Item = Map<String, Value>;

/// A value as an item.
///
/// # Errors
/// It is no object of JSON: a defect.
pub fn item_of(value: &impl Serialize) -> Result<Item, ApiError> {
    match serde_json::to_value(value) {
        Ok(Value::Object(item)) => Ok(item),
        Ok(_) => Err(ApiError::internal("an item is an object")),
        Err(error) => Err(ApiError::internal(error)),
    }
}

/// A page of a list.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Page {
    /// The items.
    pub items: Vec<Item>,
    /// What to send as `cursor` for the next page; `None` after the last.
    pub next_cursor: Option<String>,
    /// Items of the query, all pages together.
    pub total: u64,
}
