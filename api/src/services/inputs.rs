//! What an assessment is made from: the rows that hold on a day, as one JSON object of tables.
//!
//! The text is canonical: tables and fields in order of their names, rows in order of their keys. The same data give the same bytes
//! and so the same hash, and the bytes are read like any file: an assessment of the service and one of the command line over
//! them are the same.

use chrono::NaiveDate;
use karvon_engine::evidence::LIST_PREFIX;
use karvon_intake::CARRIED_LISTS;
use sea_orm::sea_query::{Condition, Expr, ExprTrait, Func, JoinType, Order, Query, SelectStatement};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Map, Value};

use crate::db::OrganisationId;
use crate::services::lists::{self, CarriedList};

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

/// The rows as one JSON object; tables without rows are left out. Beside the tables stand the published lists that the
/// organisation uses in the place of those of the program, under `lists`: the same bytes then give the same result anywhere.
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
        ("links", links(connection, slice).await?),
        (CARRIED_LISTS, published(connection, slice.organisation_id).await?),
        ("merges", rows(connection, &selected(slice, "merges", all())).await?),
        ("rates", rows(connection, &selected(slice, "rates", all())).await?),
        ("recruitment", recruitment),
        ("suppliers", rows(connection, &selected(slice, "parties", all())).await?),
        ("watchlist", watched(connection, slice).await?),
    ];
    Ok(joined(&tables))
}

/// What screening rests on: parties, merges, lists, and decisions about lists other than those that were made about a match. Of
/// the latter the matches themselves say more than the rows that they act by.
///
/// # Errors
/// As [`inputs`].
pub async fn screened(connection: &impl ConnectionTrait, slice: Slice) -> Result<String, DbErr> {
    let acting = Query::select()
        .column("acts_by")
        .from("matches")
        .and_where(Expr::col("organisation_id").eq(slice.organisation_id))
        .and_where(Expr::col("kind").eq("list"))
        .and_where(Expr::col("acts_by").is_not_null())
        .to_owned();
    let decisions = Condition::all()
        .add(Expr::col("withdrawn_at").is_null())
        .add(Func::upper(Expr::col("question")).like(format!("{LIST_PREFIX}%")))
        .add(Expr::col("key").not_in_subquery(acting));
    let all = Condition::all;
    let tables = [
        ("answers", rows(connection, &selected(slice, "evidence", decisions)).await?),
        (CARRIED_LISTS, published(connection, slice.organisation_id).await?),
        ("merges", rows(connection, &selected(slice, "merges", all())).await?),
        ("suppliers", rows(connection, &selected(slice, "parties", all())).await?),
        ("watchlist", watched(connection, slice).await?),
    ];
    Ok(joined(&tables))
}

/// Whether inputs say nothing that could be assessed: lists alone are about nobody.
pub fn is_about_nobody(inputs: &str) -> bool {
    // The name of a table, followed by its rows; in a text the quotation marks would be escaped.
    let has = |table: &str| inputs.contains(&format!("\"{table}\":["));
    !["answers", "links", "recruitment", "suppliers"].into_iter().any(has)
}

/// The newer versions of published lists that are in use, with their content.
async fn published(connection: &impl ConnectionTrait, organisation_id: OrganisationId) -> Result<Vec<String>, DbErr> {
    let carried = lists::active(connection, organisation_id).await?;
    let text = |list: &CarriedList| serde_json::to_string(list).map_err(|error| DbErr::Custom(error.to_string()));
    carried.iter().map(text).collect()
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

/// Links that hold, and those that say themselves when they hold: an assessment reads the days of a link as it reads them in a
/// file, and the frozen inputs are then those of the file. A link that was ended by hand says nothing of it and stays behind.
async fn links(connection: &impl ConnectionTrait, slice: Slice) -> Result<Vec<String>, DbErr> {
    let mut select = versions(slice, "links", Condition::all());
    select.columns(["valid_from", "valid_to"]);
    let mut all = Vec::new();
    for row in connection.query_all(&select).await? {
        let fields: String = row.try_get("", "fields")?;
        let from: Option<NaiveDate> = row.try_get("", "valid_from")?;
        let to: Option<NaiveDate> = row.try_get("", "valid_to")?;
        let holds = from.is_none_or(|from| from <= slice.as_of) && to.is_none_or(|to| to >= slice.as_of);
        if holds || says(&fields, from, to) {
            all.push(fields);
        }
    }
    Ok(all)
}

/// Whether a row says of itself that it holds from one day to another.
fn says(fields: &str, from: Option<NaiveDate>, to: Option<NaiveDate>) -> bool {
    let row: Map<String, Value> = serde_json::from_str(fields).unwrap_or_default();
    let day = |name: &str| row.get(name).and_then(Value::as_str).and_then(|day| day.parse::<NaiveDate>().ok());
    day("valid_from") == from && day("valid_to") == to
}

/// The versions of a table that hold.
fn selected(slice: Slice, table: &'static str, more: Condition) -> SelectStatement {
    let begun = Condition::any().add(Expr::col("valid_from").is_null()).add(Expr::col("valid_from").lte(slice.as_of));
    let unfinished = Condition::any().add(Expr::col("valid_to").is_null()).add(Expr::col("valid_to").gte(slice.as_of));
    versions(slice, table, more.add(begun).add(unfinished))
}

/// The versions of a table as of a revision, whenever they hold.
fn versions(slice: Slice, table: &'static str, more: Condition) -> SelectStatement {
    let versions = match slice.revision {
        None => Condition::all().add(Expr::col("to_revision").is_null()),
        Some(revision) => Condition::all()
            .add(Expr::col("from_revision").lte(revision))
            .add(Condition::any().add(Expr::col("to_revision").is_null()).add(Expr::col("to_revision").gt(revision))),
    };
    Query::select()
        .column("fields")
        .from(table)
        .and_where(Expr::col("organisation_id").eq(slice.organisation_id))
        .cond_where(versions.add(more))
        .order_by("key", Order::Asc)
        .to_owned()
}

/// Names to screen against beside the published lists.
async fn watched(connection: &impl ConnectionTrait, slice: Slice) -> Result<Vec<String>, DbErr> {
    let mut all = rows(connection, &watchlist(slice.organisation_id)).await?;
    all.extend(own_watchlist(connection, slice).await?);
    Ok(all)
}

/// The rows of the organisation's own watchlist that hold.
///
/// # Errors
/// The database fails.
pub(super) async fn own_watchlist(connection: &impl ConnectionTrait, slice: Slice) -> Result<Vec<String>, DbErr> {
    rows(connection, &selected(slice, "watchlist", Condition::all())).await
}

/// Entries of the lists that are in use, the organisation's own and everybody's.
fn watchlist(organisation_id: OrganisationId) -> SelectStatement {
    Query::select()
        .column(("list_entries", "fields"))
        .from("list_entries")
        .join(JoinType::InnerJoin, "lists", Expr::col(("lists", "id")).equals(("list_entries", "list_id")))
        .and_where(Expr::col(("lists", "active")).eq(true))
        .and_where(Expr::col(("lists", "blob")).is_null())
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
    use serde_json::json;

    use super::*;
    use crate::db::entities::{cohorts, evidence, links, list_entries, lists, parties};
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
    async fn a_link_that_ended_is_taken_where_it_says_so_itself_and_not_where_it_was_ended() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            for (key, own, to) in [
                ("a", Some("2025-12-31"), "2025-12-31"),
                ("b", Some("2027-12-31"), "2025-12-31"),
                ("c", None, "2025-12-31"),
                ("d", None, "2027-12-31"),
            ] {
                let fields =
                    own.map_or_else(|| json!({"supplier_id": key}), |own| json!({"supplier_id": key, "valid_to": own}));
                let row = links::ActiveModel {
                    organisation_id: Set(ours),
                    key: Set(key.to_owned()),
                    version: Set(1),
                    identity: Set(String::new()),
                    supplier_id: Set(key.to_owned()),
                    buyer_id: Set("s".to_owned()),
                    fields: Set(fields.to_string()),
                    row_sha256: Set(String::new()),
                    valid_to: Set(Some(day(to))),
                    from_revision: Set(1),
                    recorded_at: Set(now()),
                    ..Default::default()
                };
                links::Entity::insert(row).exec_without_returning(database.writer()).await.unwrap();
            }
            let expected = r#"{"links":[{"supplier_id":"a","valid_to":"2025-12-31"},{"supplier_id":"d"}]}"#;
            assert_eq!(inputs(database.reader(), slice(ours, "2026-06-01")).await.unwrap(), expected);
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
