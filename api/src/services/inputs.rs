//! What an assessment is made from: the rows that hold on a day, as one JSON object of tables.
//!
//! The text is canonical: tables and fields in order of their names, rows in order of their keys. The same data give the same bytes
//! and so the same hash, and the bytes are read like any file: an assessment of the service and one of the command line over
//! them are the same.

use chrono::NaiveDate;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, JoinType, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Map, Value};

use crate::db::OrganisationId;

/// Which rows are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Slice {
    /// Whose.
    pub organisation_id: OrganisationId,
    /// The day they hold on.
    pub as_of: NaiveDate,
    /// The revision as of which they are read; `None`: the current one.
    pub revision: Option<i64>,
    /// Whether what workers said is among them.
    pub testimony: Testimony,
}

/// Whether what workers said is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Testimony {
    /// For those who may see it.
    With,
    /// For suppliers: as if it had never been given.
    Without,
}

/// The rows as one JSON object; tables without rows are left out.
///
/// # Errors
/// The database fails, or a row in it is no JSON object.
pub async fn inputs(connection: &impl ConnectionTrait, slice: Slice) -> Result<String, DbErr> {
    let evidence = match slice.testimony {
        Testimony::With => Condition::all(),
        Testimony::Without => Condition::all().add(Expr::col("visibility").ne("testimony")),
    };
    let evidence = evidence.add(Expr::col("withdrawn_at").is_null());
    let all = || Condition::all();
    let cohorts = rows(connection, &selected(slice, "cohorts", all())).await?;
    let mut recruitment = Vec::with_capacity(cohorts.len());
    for cohort in cohorts {
        recruitment.extend(by_fee(&cohort)?);
    }
    let tables = [
        ("answers", rows(connection, &selected(slice, "evidence", evidence)).await?),
        ("links", rows(connection, &selected(slice, "links", all())).await?),
        ("merges", rows(connection, &selected(slice, "merges", all())).await?),
        ("rates", rows(connection, &selected(slice, "rates", all())).await?),
        ("recruitment", recruitment),
        ("suppliers", rows(connection, &selected(slice, "parties", all())).await?),
        ("watchlist", rows(connection, &watchlist(slice.organisation_id)).await?),
    ];
    Ok(joined(&tables))
}

fn joined(tables: &[(&str, Vec<String>)]) -> String {
    let size: usize = tables.iter().flat_map(|(_, rows)| rows).map(|row| row.len() + 1).sum();
    let mut text = String::with_capacity(size + 200);
    text.push('{');
    for (name, rows) in tables.iter().filter(|(_, rows)| !rows.is_empty()) {
        if text.len() > 1 {
            text.push(',');
        }
        text.push('"');
        text.push_str(name);
        text.push_str("\":[");
        for (position, row) in rows.iter().enumerate() {
            if position > 0 {
                text.push(',');
            }
            text.push_str(row);
        }
        text.push(']');
    }
    text.push('}');
    text
}

/// The versions of a table that hold.
fn selected(slice: Slice, table: &'static str, more: Condition) -> SelectStatement {
    let versions = match slice.revision {
        None => Condition::all().add(Expr::col("to_revision").is_null()),
        Some(revision) => Condition::all()
            .add(Expr::col("from_revision").lte(revision))
            .add(Condition::any().add(Expr::col("to_revision").is_null()).add(Expr::col("to_revision").gt(revision))),
    };
    let begun = Condition::any().add(Expr::col("valid_from").is_null()).add(Expr::col("valid_from").lte(slice.as_of));
    let unfinished = Condition::any().add(Expr::col("valid_to").is_null()).add(Expr::col("valid_to").gte(slice.as_of));
    Query::select()
        .column("fields")
        .from(table)
        .and_where(Expr::col("organisation_id").eq(slice.organisation_id))
        .cond_where(versions.add(begun).add(unfinished).add(more))
        .order_by("key", Order::Asc)
        .to_owned()
}

/// Entries of the lists that are in use, the organisation's own and everybody's.
fn watchlist(organisation_id: OrganisationId) -> SelectStatement {
    Query::select()
        .column(("list_entries", "fields"))
        .from("list_entries")
        .join(JoinType::InnerJoin, "lists", Expr::col(("lists", "id")).equals(("list_entries", "list_id")))
        .and_where(Expr::col(("lists", "active")).eq(true))
        .cond_where(
            Condition::any()
                .add(Expr::col(("lists", "organisation_id")).is_null())
                .add(Expr::col(("lists", "organisation_id")).eq(organisation_id)),
        )
        .order_by(("lists", "name"), Order::Asc)
        .order_by(("lists", "id"), Order::Asc)
        .order_by(("list_entries", "position"), Order::Asc)
        .to_owned()
}

async fn rows(connection: &impl ConnectionTrait, select: &SelectStatement) -> Result<Vec<String>, DbErr> {
    let rows = connection.query_all(select).await?;
    rows.iter().map(|row| row.try_get("", "fields")).collect()
}

/// A cohort as rows of a file: one for each fee, or one without.
fn by_fee(cohort: &str) -> Result<Vec<String>, DbErr> {
    let broken = || DbErr::Custom("`fields` of a cohort is no JSON object with a list of fees".to_owned());
    let mut shared: Map<String, Value> = serde_json::from_str(cohort).map_err(|_| broken())?;
    let fees = match shared.remove("fees") {
        None => Vec::new(),
        Some(Value::Array(fees)) => fees,
        Some(_) => return Err(broken()),
    };
    if fees.is_empty() {
        return Ok(vec![Value::Object(shared).to_string()]);
    }
    let row = |fee: Value| {
        let Value::Object(fee) = fee else { return Err(broken()) };
        let row: Map<String, Value> = shared.clone().into_iter().chain(fee).collect();
        Ok(Value::Object(row).to_string())
    };
    fees.into_iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use sea_orm::ActiveValue::Set;
    use sea_orm::EntityTrait;

    use super::*;
    use crate::db::entities::{cohorts, evidence, list_entries, lists, parties};
    use crate::db::test_support::{TestDatabase, each, organisation};
    use crate::db::{Database, new_id, now};

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A version of a party: key, version, revisions, validity.
    async fn party(
        database: &Database,
        organisation_id: OrganisationId,
        (key, version): (&str, i64),
        revisions: (i64, Option<i64>),
        validity: (Option<&str>, Option<&str>),
    ) {
        let row = parties::ActiveModel {
            organisation_id: Set(organisation_id),
            key: Set(key.to_owned()),
            version: Set(version),
            name: Set("Mill".to_owned()),
            fields: Set(format!(r#"{{"name":"Mill {version}","supplier_id":"{key}"}}"#)),
            row_sha256: Set(String::new()),
            valid_from: Set(validity.0.map(day)),
            valid_to: Set(validity.1.map(day)),
            from_revision: Set(revisions.0),
            to_revision: Set(revisions.1),
            recorded_at: Set(now()),
            ..Default::default()
        };
        parties::Entity::insert(row).exec_without_returning(database.writer()).await.unwrap();
    }

    async fn answer(
        database: &Database,
        organisation_id: OrganisationId,
        key: &str,
        visibility: &str,
        withdrawn: bool,
    ) {
        let row = evidence::ActiveModel {
            organisation_id: Set(organisation_id),
            key: Set(key.to_owned()),
            version: Set(1),
            identity: Set(String::new()),
            party_id: Set("s1".to_owned()),
            question: Set("I3.1".to_owned()),
            source: Set("document".to_owned()),
            visibility: Set(visibility.to_owned()),
            withdrawn_at: Set(withdrawn.then(now)),
            fields: Set(format!(r#"{{"note":"{key}"}}"#)),
            row_sha256: Set(String::new()),
            from_revision: Set(1),
            recorded_at: Set(now()),
            ..Default::default()
        };
        evidence::Entity::insert(row).exec_without_returning(database.writer()).await.unwrap();
    }

    fn slice(organisation_id: OrganisationId, as_of: &str) -> Slice {
        Slice { organisation_id, as_of: day(as_of), revision: None, testimony: Testimony::With }
    }

    #[tokio::test]
    async fn rows_stand_in_order_of_keys_whoever_wrote_first() {
        for TestDatabase { database, .. } in each().await {
            let (ours, theirs) = (organisation(&database).await, organisation(&database).await);
            for key in ["b", "B", "a"] {
                party(&database, ours, (key, 1), (1, None), (None, None)).await;
            }
            party(&database, theirs, ("t", 1), (1, None), (None, None)).await;
            assert_eq!(
                inputs(database.reader(), slice(ours, "2026-01-01")).await.unwrap(),
                r#"{"suppliers":[{"name":"Mill 1","supplier_id":"B"},{"name":"Mill 1","supplier_id":"a"},{"name":"Mill 1","supplier_id":"b"}]}"#
            );
        }
    }

    #[tokio::test]
    async fn the_day_and_the_revision_say_which_version_holds() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            party(&database, ours, ("a", 1), (1, Some(3)), (None, None)).await;
            party(&database, ours, ("a", 2), (3, None), (Some("2026-01-10"), Some("2026-01-20"))).await;
            let found = async |as_of: &str, revision: Option<i64>| {
                let slice = Slice { revision, ..slice(ours, as_of) };
                inputs(database.reader(), slice).await.unwrap()
            };
            let version = |number: u8| format!(r#"{{"suppliers":[{{"name":"Mill {number}","supplier_id":"a"}}]}}"#);
            assert_eq!(found("2026-01-09", None).await, "{}");
            assert_eq!(found("2026-01-10", None).await, version(2));
            assert_eq!(found("2026-01-20", None).await, version(2));
            assert_eq!(found("2026-01-21", None).await, "{}");
            assert_eq!(found("2026-01-21", Some(2)).await, version(1));
            assert_eq!(found("2026-01-15", Some(3)).await, version(2));
            assert_eq!(found("2026-01-15", Some(0)).await, "{}");
        }
    }

    #[tokio::test]
    async fn withdrawn_answers_never_count_and_testimony_only_where_it_may_be_seen() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            answer(&database, ours, "a", "open", false).await;
            answer(&database, ours, "b", "testimony", false).await;
            answer(&database, ours, "c", "open", true).await;
            let with = inputs(database.reader(), slice(ours, "2026-01-01")).await.unwrap();
            assert_eq!(with, r#"{"answers":[{"note":"a"},{"note":"b"}]}"#);
            let without = Slice { testimony: Testimony::Without, ..slice(ours, "2026-01-01") };
            assert_eq!(inputs(database.reader(), without).await.unwrap(), r#"{"answers":[{"note":"a"}]}"#);
        }
    }

    #[tokio::test]
    async fn a_cohort_is_one_row_for_each_fee() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            for (key, fees) in [("k1", r#","fees":[{"fee_category":"F1"},{"fee_category":"C6"}]"#), ("k2", "")] {
                let row = cohorts::ActiveModel {
                    organisation_id: Set(ours),
                    key: Set(key.to_owned()),
                    version: Set(1),
                    employer_id: Set("s1".to_owned()),
                    fields: Set(format!(r#"{{"cohort_id":"{key}"{fees},"workers":5}}"#)),
                    row_sha256: Set(String::new()),
                    from_revision: Set(1),
                    recorded_at: Set(now()),
                    ..Default::default()
                };
                cohorts::Entity::insert(row).exec_without_returning(database.writer()).await.unwrap();
            }
            assert_eq!(
                inputs(database.reader(), slice(ours, "2026-01-01")).await.unwrap(),
                r#"{"recruitment":[{"cohort_id":"k1","fee_category":"F1","workers":5},{"cohort_id":"k1","fee_category":"C6","workers":5},{"cohort_id":"k2","workers":5}]}"#
            );
        }
    }

    #[tokio::test]
    async fn only_lists_in_use_that_are_ours_or_everybodys_count() {
        for TestDatabase { database, .. } in each().await {
            let (ours, theirs) = (organisation(&database).await, organisation(&database).await);
            for (name, owner, active) in
                [("d", None, true), ("c", Some(ours), true), ("b", Some(ours), false), ("a", Some(theirs), true)]
            {
                let id = new_id();
                let list = lists::ActiveModel {
                    id: Set(id),
                    organisation_id: Set(owner),
                    name: Set(name.to_owned()),
                    edition: Set("1".to_owned()),
                    sha256: Set(String::new()),
                    completeness: Set("whole".to_owned()),
                    row_count: Set(1),
                    active: Set(active),
                    created_at: Set(now()),
                    ..Default::default()
                };
                lists::Entity::insert(list).exec_without_returning(database.writer()).await.unwrap();
                let entry = list_entries::ActiveModel {
                    list_id: Set(id),
                    position: Set(0),
                    name: Set("x".to_owned()),
                    fields: Set(format!(r#"{{"list":"{name}"}}"#)),
                    ..Default::default()
                };
                list_entries::Entity::insert(entry).exec_without_returning(database.writer()).await.unwrap();
            }
            assert_eq!(
                inputs(database.reader(), slice(ours, "2026-01-01")).await.unwrap(),
                r#"{"watchlist":[{"list":"c"},{"list":"d"}]}"#
            );
        }
    }
}
