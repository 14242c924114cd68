//! A version of a row before it is written.

use chrono::NaiveDate;
use sea_orm::sea_query::ColumnType;
use sea_orm::{ActiveModelTrait, ColumnTrait, DbErr, IdenStatic, Iterable};
use serde_json::Value;
use uuid::Uuid;

use super::{Versioned, column, identity_of};
use crate::db::{OrganisationId, now};
use crate::digest::sha256;
use crate::services::rows::Row;

/// Who writes, for whom.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Author {
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// The person or key; `None`: the program itself.
    pub actor_id: Option<Uuid>,
    /// Whose list the rows came from.
    pub sender: Option<String>,
    /// The upload that brought them.
    pub upload_id: Option<Uuid>,
}

/// What a version will say.
#[derive(Clone, Debug, PartialEq)]
pub struct Draft {
    /// The user's id, or one made by the service.
    pub key: String,
    /// The row in template field names, in its one form.
    pub fields: Row,
    /// First day it holds.
    pub valid_from: Option<NaiveDate>,
    /// Last day it holds.
    pub valid_to: Option<NaiveDate>,
    /// Columns that are no fields, by name.
    pub more: Vec<(&'static str, sea_orm::Value)>,
}

impl Draft {
    /// A draft that holds until further notice, or as long as its fields `valid_from` and `valid_to` say.
    pub fn new(key: impl Into<String>, fields: Row) -> Self {
        let day = |name: &str| fields.get(name).and_then(Value::as_str).and_then(|day| day.parse().ok());
        let (valid_from, valid_to) = (day("valid_from"), day("valid_to"));
        Self { key: key.into(), fields, valid_from, valid_to, more: Vec::new() }
    }

    /// The row to insert.
    pub(super) fn into_row<E: Versioned>(
        self,
        author: &Author,
        revision: i64,
        version: i64,
    ) -> Result<E::ActiveModel, DbErr> {
        let mut row = <E::ActiveModel as ActiveModelTrait>::default();
        let mut set = |name: &str, value: sea_orm::Value| row.try_set(column::<E>(name)?, value);
        let fields = Value::Object(self.fields.clone()).to_string();
        set("row_sha256", sha256(&fields).into())?;
        set("fields", fields.into())?;
        set("organisation_id", author.organisation_id.into())?;
        set("version", version.into())?;
        set("valid_from", self.valid_from.into())?;
        set("valid_to", self.valid_to.into())?;
        set("from_revision", revision.into())?;
        set("to_revision", None::<i64>.into())?;
        set("recorded_at", now().into())?;
        set("recorded_by", author.actor_id.into())?;
        set("sender", author.sender.clone().into())?;
        set("upload_id", author.upload_id.into())?;
        for column in E::Column::iter() {
            let name = column.as_str();
            // The site of an answer is its supplier.
            let field = if name == "party_id" && !self.fields.contains_key(name) { "supplier_id" } else { name };
            let is_set = COMMON.contains(&name) || self.more.iter().any(|(own, _)| *own == name);
            if name == "identity" {
                set(name, identity_of(E::default().table_name(), &self.fields).into())?;
            } else if !is_set {
                set(name, typed(column.def().get_column_type(), self.fields.get(field)))?;
            }
        }
        set("key", self.key.into())?;
        for (name, value) in self.more {
            set(name, value)?;
        }
        Ok(row)
    }
}

/// Columns that every table has.
const COMMON: [&str; 13] = [
    "organisation_id",
    "key",
    "version",
    "fields",
    "row_sha256",
    "valid_from",
    "valid_to",
    "from_revision",
    "to_revision",
    "recorded_at",
    "recorded_by",
    "sender",
    "upload_id",
];

/// A field as its column takes it; what does not fit is not known.
fn typed(kind: &ColumnType, value: Option<&Value>) -> sea_orm::Value {
    let value = value.unwrap_or(&Value::Null);
    let text = match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => None,
    };
    let is = |wanted: &[ColumnType]| wanted.contains(kind);
    if is(&[ColumnType::BigInteger, ColumnType::Integer]) {
        return value.as_i64().into();
    }
    if is(&[ColumnType::Double, ColumnType::Float]) {
        return value.as_f64().into();
    }
    if is(&[ColumnType::Date]) {
        return text.and_then(|text| text.parse::<NaiveDate>().ok()).into();
    }
    if is(&[ColumnType::Uuid]) {
        return text.and_then(|text| text.parse::<Uuid>().ok()).into();
    }
    if is(&[ColumnType::TimestampWithTimeZone]) {
        let at = text.and_then(|text| chrono::DateTime::parse_from_rfc3339(&text).ok());
        return at.map(|at| at.to_utc()).into();
    }
    text.into()
}
