//! The tables of an export: every row of the organisation, also what is over, with the columns that the database has.

use sea_orm::{
    ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IdenStatic, Iterable, QueryFilter, QuerySelect, Select,
};
use serde_json::{Map, Value};

use crate::db::OrganisationId;
use crate::db::entities::{
    api_keys, assessments, audit_log, cohorts, contacts, evidence, evidence_files, files, grievances, links,
    list_entries, lists, matches, measures, memberships, merges, organisations, parties, party_aliases,
    party_identifiers, questionnaires, rates, repayments, reports, reviews, rulesets, safety_assessments, screenings,
    sign_offs, upload_files, upload_findings, upload_rows, uploads, users, watchlist,
};
use crate::list::export::harmless;

/// Columns that hold secrets, or bytes that stand elsewhere in the export.
const LEFT_OUT: [&str; 6] = ["key_sha256", "token_sha256", "password_hash", "totp_secret", "archive", "salt"];

/// Rows of a table, in the order of its key.
type Rows = Vec<Map<String, Value>>;

/// Every table, as `tables/<name>.json` and `tables/<name>.csv`.
pub(super) async fn all<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
) -> Result<Vec<(String, Vec<u8>)>, DbErr> {
    let mut parts = Vec::new();
    macro_rules! own {
        ($($table:ident),* $(,)?) => {$(
            let own = $table::Entity::find().filter($table::Column::OrganisationId.eq(organisation_id));
            add(&mut parts, stringify!($table), &columns::<$table::Entity>(), &rows(connection, own).await?)?;
        )*};
    }
    // Tables whose rows name the organisation through another table.
    macro_rules! through {
        ($($table:ident . $column:ident -> $owner:ident . $id:ident),* $(,)?) => {$(
            let owners = $owner::Entity::find()
                .select_only()
                .column($owner::Column::$id)
                .filter($owner::Column::OrganisationId.eq(organisation_id));
            let own = $table::Entity::find()
                .filter($table::Column::$column.in_subquery(sea_orm::QueryTrait::into_query(owners)));
            add(&mut parts, stringify!($table), &columns::<$table::Entity>(), &rows(connection, own).await?)?;
        )*};
    }
    let organisation = organisations::Entity::find_by_id(organisation_id);
    add(&mut parts, "organisations", &columns::<organisations::Entity>(), &rows(connection, organisation).await?)?;
    own!(
        parties,
        party_identifiers,
        party_aliases,
        links,
        evidence,
        evidence_files,
        cohorts,
        repayments,
        grievances,
        contacts,
        safety_assessments,
        watchlist,
        measures,
        merges,
        rates,
        uploads,
        lists,
        matches,
        screenings,
        rulesets,
        assessments,
        reports,
        reviews,
        sign_offs,
        questionnaires,
        files,
        memberships,
        api_keys,
        audit_log,
    );
    through!(
        upload_files.UploadId -> uploads.Id,
        upload_rows.UploadId -> uploads.Id,
        upload_findings.UploadId -> uploads.Id,
        list_entries.ListId -> lists.Id,
        users.Id -> memberships.UserId,
    );
    Ok(parts)
}

async fn rows<E: EntityTrait, C: ConnectionTrait>(connection: &C, own: Select<E>) -> Result<Rows, DbErr> {
    let shown = E::Column::iter().filter(|column| !LEFT_OUT.contains(&column.as_str()));
    let all = own.select_only().columns(shown).into_json().all(connection).await?;
    let object = |row: Value| match row {
        Value::Object(row) => Ok(row),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
            Err(DbErr::Json("a row is an object".to_owned()))
        }
    };
    all.into_iter().map(object).collect()
}

/// Names of the columns that are shown, in the order of the table.
fn columns<E: EntityTrait>() -> Vec<&'static str> {
    E::Column::iter().map(|column| column.as_str()).filter(|name| !LEFT_OUT.contains(name)).collect()
}

fn add(
    parts: &mut Vec<(String, Vec<u8>)>,
    table: &str,
    columns: &[&str],
    rows: &[Map<String, Value>],
) -> Result<(), DbErr> {
    let csv = csv(columns, rows).map_err(|error| DbErr::Custom(error.to_string()))?;
    let json = serde_json::to_vec_pretty(rows).map_err(|error| DbErr::Json(error.to_string()))?;
    parts.push((format!("tables/{table}.csv"), csv));
    parts.push((format!("tables/{table}.json"), json));
    Ok(())
}

fn csv(columns: &[&str], rows: &[Map<String, Value>]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns)?;
    for row in rows {
        writer.write_record(columns.iter().map(|name| cell(row.get(*name))))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))
}

fn cell(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => harmless(text),
        Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            value.map(Value::to_string).unwrap_or_default()
        }
    }
}
