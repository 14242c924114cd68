//! The demo in a database: the organisation `demo` with the example loaded and assessed, `mine` with nothing in it, and one
//! person for each role, a member of both.
//!
//! What is there already stays, with whatever was added since; what is missing, because an earlier run was broken off, is made.

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::TimeDelta;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use secrecy::SecretString;
use thiserror::Error;
use uuid::Uuid;

use super::{AS_OF, PLAN, files, records::load};
use crate::auth::permission::Role;
use crate::db::entities::{api_keys, assessments, memberships};
use crate::db::{Database, OrganisationId, now};
use crate::jobs::{Kind, Work, work_off};
use crate::services::assessments::{StartError, Wanted, start};
use crate::services::people::keys::{self, KeyRefused, NewKey};
use crate::services::people::login::link_token;
use crate::services::people::organisations::{self, NewOrganisation, OrganisationError};
use crate::services::people::users::{self, NewMember, UserError};
use crate::services::records;

/// How the organisations are called.
const NAMES: [&str; 2] = ["demo", "mine"];
/// Where the people of the demo have their addresses: a name that nobody can own (RFC 2606).
const DOMAIN: &str = "demo.example";
/// What the key is called.
const KEY: &str = "demo";
/// Days that the key holds.
const KEY_DAYS: u32 = 30;
/// How long the links work.
const LINK: TimeDelta = TimeDelta::hours(24);

/// The demo in a database, and fresh ways in.
#[derive(Debug)]
pub struct Home {
    /// The organisation with the example.
    pub demo: OrganisationId,
    /// The one with nothing in it.
    pub mine: OrganisationId,
    /// The assessment of the example.
    pub assessment_id: Uuid,
    /// A key that reads all of the example; earlier ones are taken back.
    pub key: SecretString,
    /// A token that signs in once, for each role.
    pub links: Vec<(Role, SecretString)>,
}

/// Why there is no demo in the database.
#[derive(Debug, Error)]
pub enum HomeError {
    /// The database holds something else.
    #[error("the database is there, but it is not, or no longer, that of the demo")]
    Other,
    /// The example is not assessed.
    #[error("the example was not assessed: {0}")]
    NotAssessed(String),
    /// The assessment is not started.
    #[error(transparent)]
    Start(#[from] StartError),
    /// An organisation is not made.
    #[error(transparent)]
    Organisation(#[from] OrganisationError),
    /// A person is not made.
    #[error(transparent)]
    User(#[from] UserError),
    /// The key is not made.
    #[error(transparent)]
    Key(#[from] KeyRefused),
    /// The database fails.
    #[error("the database failed: {0}")]
    Database(#[from] DbErr),
}

/// Makes what is missing, and new ways in. `works` does the jobs.
///
/// # Errors
/// [`HomeError`].
pub async fn settle(database: &Arc<Database>, works: &BTreeMap<Kind, Box<dyn Work>>) -> Result<Home, HomeError> {
    let transaction = database.begin().await?;
    let (demo, mine) = match present(&transaction).await? {
        Some(present) => present,
        None => make(&transaction).await?,
    };
    transaction.commit().await?;
    let assessment_id = assessed(database, works, demo).await?;
    let transaction = database.begin().await?;
    let key = key(&transaction, demo).await?;
    let mut links = Vec::new();
    for role in Role::ALL {
        let person = users::by_email(&transaction, &address(role)).await?.ok_or(HomeError::Other)?;
        links.push((role, link_token(&transaction, person.id, LINK, None).await?));
    }
    transaction.commit().await?;
    Ok(Home { demo, mine, assessment_id, key, links })
}

fn address(role: Role) -> String {
    format!("{role}@{DOMAIN}")
}

/// The organisations of an earlier run, whatever they are called by now; `None` in an empty database.
async fn present(connection: &impl ConnectionTrait) -> Result<Option<(OrganisationId, OrganisationId)>, HomeError> {
    let Some(person) = users::by_email(connection, &address(Role::Compliance)).await? else {
        let any = crate::db::entities::organisations::Entity::find().one(connection).await?;
        return if any.is_none() { Ok(None) } else { Err(HomeError::Other) };
    };
    // Ids are in order of time: the demo was made first.
    let found = memberships::Entity::find()
        .filter(memberships::Column::UserId.eq(person.id))
        .order_by_asc(memberships::Column::OrganisationId)
        .all(connection)
        .await?;
    match found.as_slice() {
        [demo, mine, ..] => Ok(Some((demo.organisation_id, mine.organisation_id))),
        [] | [_] => Err(HomeError::Other),
    }
}

async fn make(connection: &impl ConnectionTrait) -> Result<(OrganisationId, OrganisationId), HomeError> {
    let mut made = Vec::new();
    for name in NAMES {
        let new = NewOrganisation { name, time_zone: "Europe/Copenhagen", currency: "EUR" };
        let organisation_id = organisations::create(connection, new, None).await?;
        for role in Role::ALL {
            let email = address(role);
            let new = NewMember { email: &email, organisation_id, role, until: None, password: None };
            users::add(connection, new, None).await?;
        }
        made.push(organisation_id);
    }
    let [demo, mine] = made.as_slice() else { return Err(HomeError::Other) };
    load(connection, *demo, &files()).await?;
    Ok((*demo, *mine))
}

/// The first assessment of the example that is done; one is made where there is none.
async fn assessed(
    database: &Arc<Database>,
    works: &BTreeMap<Kind, Box<dyn Work>>,
    organisation_id: OrganisationId,
) -> Result<Uuid, HomeError> {
    let reader = database.reader();
    let of_demo = || {
        assessments::Entity::find()
            .filter(assessments::Column::OrganisationId.eq(organisation_id))
            .order_by_asc(assessments::Column::CreatedAt)
            .order_by_asc(assessments::Column::Id)
    };
    let done = || of_demo().filter(assessments::Column::State.eq("done"));
    if let Some(row) = done().one(reader).await? {
        return Ok(row.id);
    }
    // A run that was broken off may have left one that waits.
    work_off(database, works).await?;
    if let Some(row) = done().one(reader).await? {
        return Ok(row.id);
    }
    let organisation = records::organisation(reader, organisation_id).await?;
    let actor = users::by_email(reader, &address(Role::Compliance)).await?.ok_or(HomeError::Other)?;
    let wanted = Wanted { as_of: Some(AS_OF), plan: Some(PLAN), ..Wanted::default() };
    let started = start(database, &organisation, actor.id, wanted).await?;
    work_off(database, works).await?;
    let row = assessments::Entity::find_by_id(started.assessment_id).one(reader).await?;
    match row {
        Some(row) if row.state == "done" => Ok(row.id),
        Some(row) => Err(HomeError::NotAssessed(row.problem.map_or(row.state, |problem| problem.to_string()))),
        None => Err(HomeError::Other),
    }
}

/// A key that reads; those of earlier runs cannot be shown again and are taken back.
async fn key(connection: &impl ConnectionTrait, organisation_id: OrganisationId) -> Result<SecretString, HomeError> {
    let earlier = api_keys::Entity::find()
        .filter(api_keys::Column::OrganisationId.eq(organisation_id))
        .filter(api_keys::Column::Name.eq(KEY))
        .filter(api_keys::Column::RevokedAt.is_null())
        .filter(api_keys::Column::ExpiresAt.gt(now()));
    for row in earlier.all(connection).await? {
        keys::revoke(connection, organisation_id, row.id, None).await?;
    }
    let new = NewKey { name: KEY, organisation_id, role: Role::Auditor, read_only: true, days: KEY_DAYS };
    Ok(keys::create(connection, new, None).await?.key)
}

#[cfg(test)]
mod tests {
    use karvon_engine::assessment::{DEFAULT_WORLDS, Options};
    use karvon_report::Language;
    use sea_orm::PaginatorTrait;

    use super::*;
    use crate::app::works;
    use crate::config::Settings;
    use crate::db::entities::{audit_log, cohorts, evidence, parties};
    use crate::db::test_support::{TestDatabase, each};
    use crate::services::assess::{self, Request};
    use crate::services::assessments::{find, result_bytes};
    use crate::services::progress::Silent;
    use crate::services::rules;

    #[tokio::test(flavor = "multi_thread")]
    async fn the_assessment_in_the_database_is_that_of_the_files() {
        let rules = rules::get(rules::STANDARD).unwrap();
        let options = Options { plan: Some(PLAN), worlds: DEFAULT_WORLDS, ..Options::as_of(AS_OF) };
        let request = Request {
            files: &files(),
            rules: &rules,
            checklists: &rules::checklists(None).unwrap(),
            options,
            language: Language::English,
            what_if: None,
        };
        let expected = assess::bare(&request, &Silent).unwrap();
        for TestDatabase { database, folder, .. } in each().await {
            let database = Arc::new(database);
            let home = settle(&database, &works(&Settings::load(None, []).unwrap())).await.unwrap();
            let row = find(database.reader(), home.demo, home.assessment_id).await.unwrap();
            assert!(result_bytes(database.reader(), &row).await.unwrap() == expected.json, "the results differ");
            drop(folder);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_second_run_keeps_what_is_there_and_takes_the_first_key_back() {
        for TestDatabase { database, folder, .. } in each().await {
            let database = Arc::new(database);
            let first = settle(&database, &works(&Settings::load(None, []).unwrap())).await.unwrap();
            let second = settle(&database, &works(&Settings::load(None, []).unwrap())).await.unwrap();
            assert_eq!((first.demo, first.mine), (second.demo, second.mine));
            assert_eq!(first.assessment_id, second.assessment_id);
            let usable = api_keys::Entity::find().filter(api_keys::Column::RevokedAt.is_null());
            assert_eq!(usable.count(database.reader()).await.unwrap(), 1);
            drop(folder);
        }
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn one_organisation_has_the_example_and_the_other_nothing() {
        for TestDatabase { database, folder, .. } in each().await {
            let database = Arc::new(database);
            let home = settle(&database, &works(&Settings::load(None, []).unwrap())).await.unwrap();
            // Lines of the files without their headers; cohorts stand on several lines.
            let lines = |name: &str| {
                let file = files().into_iter().find(|file| file.name == name).unwrap();
                csv::Reader::from_reader(file.bytes.as_slice()).into_records().count() as u64
            };
            let reader = database.reader();
            let count = parties::Entity::find().filter(parties::Column::OrganisationId.eq(home.demo)).count(reader);
            assert_eq!(count.await.unwrap(), lines("suppliers.csv"));
            let count = evidence::Entity::find().filter(evidence::Column::OrganisationId.eq(home.demo)).count(reader);
            assert_eq!(count.await.unwrap(), lines("answers.csv"));
            let of_mine = parties::Entity::find().filter(parties::Column::OrganisationId.eq(home.mine)).count(reader);
            assert_eq!(of_mine.await.unwrap(), 0);
            assert!(cohorts::Entity::find().count(reader).await.unwrap() > 0);
            assert!(
                audit_log::Entity::find()
                    .filter(audit_log::Column::Action.eq("demo.loaded"))
                    .count(reader)
                    .await
                    .unwrap()
                    == 1
            );
            drop(folder);
        }
    }

    #[tokio::test]
    async fn a_database_with_other_organisations_is_left_alone() {
        for TestDatabase { database, folder, .. } in each().await {
            crate::db::test_support::organisation(&database).await;
            let database = Arc::new(database);
            assert!(matches!(
                settle(&database, &works(&Settings::load(None, []).unwrap())).await,
                Err(HomeError::Other)
            ));
            drop(folder);
        }
    }
}
