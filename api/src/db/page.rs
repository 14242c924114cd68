//! A list query carried out by the database: conditions, order, the page after a cursor, and the count.
//!
//! Both databases put what is not known last in either direction. An export reads every row.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::{Expr, ExprTrait, Func, LikeExpr, NullOrdering, ValueType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DbErr, EntityTrait, FromQueryResult, ModelTrait, Order, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect, Select,
};
use serde_json::Value;
use uuid::Uuid;

use crate::list::{Comparison, Filter, Format, Kind, ListQuery};

/// The rows of a page.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows<M> {
    /// The rows.
    pub rows: Vec<M>,
    /// Where the next page begins.
    pub next_cursor: Option<String>,
    /// Rows of the query, all pages together.
    pub total: u64,
}

/// Where the fields of a list stand in a table.
#[derive(Clone, Copy)]
pub struct Columns<'a, C: 'static> {
    /// The column of a field.
    pub of: &'a dyn Fn(&str) -> Option<C>,
    /// The columns that words are looked for in.
    pub searched: &'static [C],
}

impl<C: std::fmt::Debug> std::fmt::Debug for Columns<'_, C> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Columns").field("searched", &self.searched).finish_non_exhaustive()
    }
}

/// Reads a page of a selection, which already holds what the caller may see.
///
/// # Errors
/// The database fails, or a field of the list has no column.
pub async fn page<E>(
    connection: &impl ConnectionTrait,
    selection: Select<E>,
    query: &ListQuery,
    columns: &Columns<'_, E::Column>,
) -> Result<Rows<E::Model>, DbErr>
where
    E: EntityTrait,
    E::Model: FromQueryResult + ModelTrait<Entity = E> + Send + Sync,
{
    let column = |name: &str| (columns.of)(name).ok_or_else(|| DbErr::Custom(format!("no column for `{name}`")));
    let mut selection = selection;
    for filter in &query.filters {
        selection = selection.filter(holds(column(filter.field.name)?, filter));
    }
    if let Some(words) = &query.q {
        selection = selection.filter(has(words, columns.searched));
    }
    let total = selection.clone().count(connection).await?;
    let keys = query.sort.iter().map(|key| Ok((key, column(key.field.name)?))).collect::<Result<Vec<_>, DbErr>>()?;
    if let Some(after) = &query.after {
        let values =
            keys.iter().zip(after).map(|((key, column), value)| (*column, key.field.kind, key.descending, value));
        selection = selection.filter(beyond(&values.collect::<Vec<_>>()));
    }
    for (key, column) in &keys {
        let order = if key.descending { Order::Desc } else { Order::Asc };
        // Where nothing can be missing an index gives the order, which it does not with a word about what is.
        let may_be_missing = column.def().is_null();
        selection = if may_be_missing {
            selection.order_by_with_nulls(*column, order, NullOrdering::Last)
        } else {
            selection.order_by(*column, order)
        };
    }
    if query.format != Format::Json {
        return Ok(Rows { rows: selection.all(connection).await?, next_cursor: None, total });
    }
    // One row more tells whether there is a next page.
    let mut rows = selection.limit(query.limit + 1).all(connection).await?;
    let limit = usize::try_from(query.limit).unwrap_or(usize::MAX);
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next_cursor = rows.last().filter(|_| more).map(|last| {
        let values: Vec<Value> = keys.iter().map(|(key, column)| plain(key.field.kind, last.get(*column))).collect();
        query.cursor(&values)
    });
    Ok(Rows { rows, next_cursor, total })
}

fn holds<C: ColumnTrait>(column: C, filter: &Filter) -> Condition {
    let kind = filter.field.kind;
    match &filter.comparison {
        Comparison::Is(values) => {
            let known: Vec<sea_orm::Value> =
                values.iter().filter(|value| !value.is_null()).map(|value| bound(kind, value)).collect();
            let mut any = Condition::any();
            if !known.is_empty() {
                any = any.add(column.is_in(known));
            }
            if values.iter().any(Value::is_null) {
                any = any.add(column.is_null());
            }
            any
        }
        Comparison::AtLeast(value) => Condition::all().add(column.gte(bound(kind, value))),
        Comparison::AtMost(value) => Condition::all().add(column.lte(bound(kind, value))),
    }
}

/// Rows that come after one with these values in the order of the columns.
fn beyond<C: ColumnTrait>(keys: &[(C, Kind, bool, &Value)]) -> Condition {
    let mut any = Condition::any();
    let mut same = Condition::all();
    for (column, kind, descending, value) in keys {
        if value.is_null() {
            // Nothing comes after what is not known but the same.
            same = same.add(column.is_null());
            continue;
        }
        let value = bound(*kind, value);
        let next = if *descending { column.lt(value.clone()) } else { column.gt(value.clone()) };
        any = any.add(same.clone().add(Condition::any().add(next).add(column.is_null())));
        same = same.add(column.eq(value));
    }
    any
}

/// Rows with the words in one of the columns, whatever their case. SQLite makes only Latin letters small, so the usual forms of
/// the words are looked for as well.
fn has<C: ColumnTrait>(words: &str, columns: &[C]) -> Condition {
    let small = words.to_lowercase();
    let mut letters = small.chars();
    let first: String = letters.next().map(|letter| letter.to_uppercase().collect()).unwrap_or_default();
    let forms = [words.to_owned(), words.to_uppercase(), format!("{first}{}", letters.as_str())];
    let mut any = Condition::any();
    for column in columns {
        let value = || Expr::col((column.entity_name(), *column));
        any = any.add(Expr::expr(Func::lower(value())).like(pattern(&small)));
        for form in &forms {
            any = any.add(value().like(pattern(form)));
        }
    }
    any
}

fn pattern(words: &str) -> LikeExpr {
    let escaped = words.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    LikeExpr::new(format!("%{escaped}%")).escape('\\')
}

/// A value as the database takes it. The query was read against the kinds of the fields, so values fit; a cursor that was made
/// up fits nothing.
fn bound(kind: Kind, value: &Value) -> sea_orm::Value {
    let text = value.as_str();
    match kind {
        Kind::Text | Kind::Shown => text.map(str::to_owned).into(),
        Kind::Integer => value.as_i64().into(),
        Kind::Number => value.as_f64().into(),
        Kind::Bool => value.as_bool().into(),
        Kind::Date => text.and_then(|text| text.parse::<NaiveDate>().ok()).into(),
        Kind::Instant => text.and_then(|text| DateTime::parse_from_rfc3339(text).ok()).map(|at| at.to_utc()).into(),
        Kind::Uuid => text.and_then(|text| text.parse::<Uuid>().ok()).into(),
    }
}

/// A value of a row as it stands in a cursor.
fn plain(kind: Kind, value: sea_orm::Value) -> Value {
    fn known<T: ValueType>(value: sea_orm::Value) -> Option<T> {
        <T as ValueType>::try_from(value).ok()
    }
    match kind {
        Kind::Text | Kind::Shown => known::<String>(value).map(Value::from),
        Kind::Integer => known::<i64>(value).map(Value::from),
        Kind::Number => known::<f64>(value).map(Value::from),
        Kind::Bool => known::<bool>(value).map(Value::from),
        Kind::Date => known::<NaiveDate>(value).map(|date| Value::from(date.to_string())),
        Kind::Instant => known::<DateTime<Utc>>(value).map(|at| Value::from(at.to_rfc3339())),
        Kind::Uuid => known::<Uuid>(value).map(|id| Value::from(id.to_string())),
    }
    .unwrap_or(Value::Null)
}
