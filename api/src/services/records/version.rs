//! A version of a row as it is read.

use chrono::{DateTime, NaiveDate, Utc};
use sea_orm::sea_query::ValueType;
use sea_orm::{DbErr, ModelTrait};
use serde_json::Value;
use uuid::Uuid;

use super::{Versioned, column};
use crate::services::rows::Row;

/// What all tables of versions have in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// The user's id, or one made by the service.
    pub key: String,
    /// Counts the versions of the key, from 1.
    pub version: i64,
    /// The row in template field names.
    pub fields: Row,
    /// First day it holds; `None`: always did.
    pub valid_from: Option<NaiveDate>,
    /// Last day it holds; `None`: still does.
    pub valid_to: Option<NaiveDate>,
    /// Revision that brought it.
    pub from_revision: i64,
    /// Revision that replaced it; `None`: current.
    pub to_revision: Option<i64>,
    /// When it was written.
    pub recorded_at: DateTime<Utc>,
    /// Who wrote it; `None`: the program itself.
    pub recorded_by: Option<Uuid>,
    /// Whose list it came from.
    pub sender: Option<String>,
    /// Upload that brought it.
    pub upload_id: Option<Uuid>,
}

impl Version {
    /// Reads the common columns of a row of any table.
    ///
    /// # Errors
    /// A column of another kind than all others have, or fields that are no JSON object: a defect.
    pub fn of<E: Versioned>(model: &E::Model) -> Result<Self, DbErr> {
        let fields: String = get::<E, _>(model, "fields")?;
        let Ok(Value::Object(fields)) = serde_json::from_str(&fields) else {
            return Err(DbErr::Custom("`fields` is no JSON object".to_owned()));
        };
        Ok(Self {
            key: get::<E, _>(model, "key")?,
            version: get::<E, _>(model, "version")?,
            fields,
            valid_from: get::<E, _>(model, "valid_from")?,
            valid_to: get::<E, _>(model, "valid_to")?,
            from_revision: get::<E, _>(model, "from_revision")?,
            to_revision: get::<E, _>(model, "to_revision")?,
            recorded_at: get::<E, _>(model, "recorded_at")?,
            recorded_by: get::<E, _>(model, "recorded_by")?,
            sender: get::<E, _>(model, "sender")?,
            upload_id: get::<E, _>(model, "upload_id")?,
        })
    }
}

/// A column of a row.
///
/// # Errors
/// There is none of that name and kind: a defect.
fn get<E: Versioned, T: ValueType>(model: &E::Model, name: &str) -> Result<T, DbErr> {
    let value = model.get(column::<E>(name)?);
    <T as ValueType>::try_from(value).map_err(|_| DbErr::Custom(format!("`{name}` is of another kind")))
}
