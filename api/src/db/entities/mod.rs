//! The tables as sea-orm entities: one file a table, each saying what its columns hold.
//!
//! Ids are UUIDs of version 7 unless said, instants are UTC, `json` columns hold small documents, and columns named `fields` hold
//! canonical JSON as text, so that their hash can be checked. The migrations crate makes the tables; a test compares the two.

pub mod api_keys;
pub mod assessment_parties;
pub mod assessments;
pub mod audit_log;
pub mod audit_payloads;
pub mod blob_chunks;
pub mod blobs;
pub mod cohorts;
pub mod contacts;
pub mod evidence;
pub mod evidence_files;
pub mod file_chunks;
pub mod files;
pub mod grievances;
pub mod idempotency;
pub mod installation;
pub mod jobs;
pub mod links;
pub mod list_entries;
pub mod lists;
pub mod login_attempts;
pub mod login_tokens;
pub mod matches;
pub mod measures;
pub mod memberships;
pub mod merges;
pub mod organisations;
pub mod parties;
pub mod party_aliases;
pub mod party_identifiers;
pub mod questionnaires;
pub mod rates;
pub mod repayments;
pub mod reports;
pub mod reviews;
pub mod rulesets;
pub mod safety_assessments;
pub mod screenings;
pub mod sessions;
pub mod sign_offs;
pub mod upload_files;
pub mod upload_findings;
pub mod upload_rows;
pub mod uploads;
pub mod user_identities;
pub mod users;
pub mod watchlist;

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sea_orm::{ConnectionTrait, DbBackend, EntityTrait, IdenStatic, Iterable, Statement};

    use crate::db::Database;
    use crate::db::test_support::{TestDatabase, each};

    /// Names that one query gives.
    async fn names(database: &Database, query: &str) -> BTreeSet<String> {
        let statement = Statement::from_string(database.backend(), query);
        let rows = database.reader().query_all_raw(statement).await.unwrap();
        rows.iter().map(|row| row.try_get("", "name").unwrap()).collect()
    }

    /// An entity has the columns of its table and reads it. Gives the table's name.
    async fn check<E: EntityTrait>(database: &Database) -> String
    where
        E::Model: Sync,
    {
        let table = E::default().table_name().to_owned();
        let query = if database.backend() == DbBackend::Sqlite {
            format!("SELECT name FROM pragma_table_info('{table}')")
        } else {
            format!("SELECT column_name AS name FROM information_schema.columns WHERE table_name = '{table}'")
        };
        let ours: BTreeSet<String> = E::Column::iter().map(|column| column.as_str().to_owned()).collect();
        assert_eq!(names(database, &query).await, ours, "{table}");
        assert_eq!(E::find().all(database.reader()).await.unwrap().len(), 0, "{table}");
        table
    }

    macro_rules! check_all {
        ($database:expr, $($entity:ident),+) => {
            BTreeSet::from([$(check::<super::$entity::Entity>($database).await),+])
        };
    }

    #[tokio::test]
    async fn entities_and_tables_are_the_same() {
        for TestDatabase { database, .. } in each().await {
            let checked = check_all!(
                &database,
                api_keys,
                assessment_parties,
                assessments,
                audit_log,
                audit_payloads,
                blob_chunks,
                blobs,
                cohorts,
                contacts,
                evidence,
                evidence_files,
                file_chunks,
                files,
                grievances,
                idempotency,
                installation,
                jobs,
                links,
                list_entries,
                lists,
                login_attempts,
                login_tokens,
                matches,
                measures,
                memberships,
                merges,
                organisations,
                parties,
                party_aliases,
                party_identifiers,
                questionnaires,
                rates,
                repayments,
                reports,
                reviews,
                rulesets,
                safety_assessments,
                screenings,
                sessions,
                sign_offs,
                upload_files,
                upload_findings,
                upload_rows,
                uploads,
                user_identities,
                users,
                watchlist
            );
            let query = if database.backend() == DbBackend::Sqlite {
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
            } else {
                "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = current_schema()"
            };
            let mut tables = names(&database, query).await;
            assert!(tables.remove("seaql_migrations"));
            assert_eq!(tables, checked);
        }
    }
}
