//! The rulesets that an organisation added: checked, kept, taken into use.

use std::sync::LazyLock;

use karvon_rulesets::check::check;
use karvon_rulesets::files::Embedded;
use karvon_rulesets::reference::Tables;
use karvon_rulesets::{Kind, LoadError, list as heads, load_cases_from, load_from};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::Serialize;
use serde_json::{Value, json};
use thiserror::Error;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{ArchiveError, RulesError, unpack};
use crate::audit::{self, Event};
use crate::db::entities::{assessments, rulesets};
use crate::db::{Database, OrganisationId, new_id, now};
use crate::services::rules;

/// A ruleset of the program.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shipped {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// SHA-256 of its resolved form with the lists of the program.
    pub hash: String,
    /// Title in English.
    pub title: String,
    /// First day on which it may be used.
    pub effective_from: chrono::NaiveDate,
}

/// The rulesets of the program that make likelihoods; read once.
///
/// # Errors
/// They cannot be read, which is a defect.
pub fn shipped() -> Result<&'static [Shipped], RulesError> {
    static ALL: LazyLock<Result<Vec<Shipped>, String>> = LazyLock::new(|| {
        let said = |error: &LoadError| error.to_string();
        let mut all = Vec::new();
        for head in heads() {
            let head = head.map_err(|error| said(&error))?;
            if head.kind != Kind::Likelihood {
                continue;
            }
            let loaded = load_from(&Embedded, &head.name, Tables::embedded());
            let loaded = loaded.map_err(|errors| errors.iter().map(said).collect::<Vec<_>>().join("; "))?;
            all.push(Shipped {
                name: head.name,
                version: head.version,
                hash: loaded.ruleset.hash().to_owned(),
                title: head.title,
                effective_from: head.effective_from,
            });
        }
        Ok(all)
    });
    ALL.as_deref().map_err(|what| RulesError::Defect(what.clone()))
}

/// The id of a ruleset of the program: made from its name and hash, so that another version has another one.
pub fn shipped_id(one: &Shipped) -> Uuid {
    let hash = crate::digest::sha256(format!("ruleset\u{1f}{}\u{1f}{}", one.name, one.hash));
    let mut bytes = [0; 16];
    for (byte, digits) in bytes.iter_mut().zip(hash.as_bytes().chunks(2)) {
        *byte = std::str::from_utf8(digits).ok().and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or_default();
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// A version that was added.
#[derive(Clone, Debug)]
pub struct Added {
    /// Its row.
    pub ruleset: rulesets::Model,
    /// Odd things, as `karvon ruleset check` tells them.
    pub warnings: Vec<String>,
    /// Number of reference profiles that were run.
    pub profiles: usize,
    /// Number of cases that were run.
    pub cases: usize,
    /// Whether this very version was not there yet.
    pub is_new: bool,
}

/// A ruleset that is not added.
#[derive(Debug, Error)]
pub enum AddError {
    /// Its archive is not taken.
    #[error(transparent)]
    Archive(#[from] ArchiveError),
    /// Its files have faults.
    #[error("the ruleset has {} faults", .0.len())]
    Load(Vec<LoadError>),
    /// Profiles or cases that it carries come out otherwise than it says.
    #[error("{} of its own profiles and cases come out otherwise than it says", .0.len())]
    Mismatches(Vec<String>),
    /// A ruleset of the program is called so.
    #[error("`{0}` is a ruleset of the program; give yours a name of its own")]
    Taken(String),
    /// The version is there with another content.
    #[error("version {version} of `{name}` is there with other content; raise the version")]
    SameVersion {
        /// Name.
        name: String,
        /// Version.
        version: String,
    },
    /// A defect of the program.
    #[error("{0}")]
    Defect(String),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// What a check found.
struct Checked {
    name: String,
    version: String,
    hash: String,
    warnings: Vec<String>,
    profiles: usize,
    cases: usize,
}

/// Checks a ruleset as `karvon ruleset check` does and keeps it. It is used only where it is named, or once it is taken into use.
///
/// # Errors
/// [`AddError`]; then nothing was kept.
pub async fn add(
    database: &Database,
    organisation_id: OrganisationId,
    actor_id: Uuid,
    archive: Vec<u8>,
) -> Result<Added, AddError> {
    let checked = tokio::task::spawn_blocking(move || examine(&archive).map(|checked| (checked, archive))).await;
    let (checked, archive) = checked.map_err(|error| AddError::Defect(error.to_string()))??;
    let Checked { name, version, hash, warnings, profiles, cases } = checked;
    let transaction = database.begin().await?;
    let ours = || rulesets::Entity::find().filter(rulesets::Column::OrganisationId.eq(organisation_id));
    if let Some(ruleset) = ours().filter(rulesets::Column::Hash.eq(hash.as_str())).one(&transaction).await? {
        return Ok(Added { ruleset, warnings, profiles, cases, is_new: false });
    }
    let same = ours()
        .filter(rulesets::Column::Name.eq(name.as_str()))
        .filter(rulesets::Column::RulesetVersion.eq(version.as_str()));
    if same.one(&transaction).await?.is_some() {
        return Err(AddError::SameVersion { name, version });
    }
    let ruleset = rulesets::Model {
        id: new_id(),
        organisation_id: Some(organisation_id),
        name,
        ruleset_version: version,
        hash,
        archive,
        active: false,
        created_by: Some(actor_id),
        created_at: now(),
    };
    let row = rulesets::ActiveModel {
        id: Set(ruleset.id),
        organisation_id: Set(ruleset.organisation_id),
        name: Set(ruleset.name.clone()),
        ruleset_version: Set(ruleset.ruleset_version.clone()),
        hash: Set(ruleset.hash.clone()),
        archive: Set(ruleset.archive.clone()),
        active: Set(false),
        created_by: Set(ruleset.created_by),
        created_at: Set(ruleset.created_at),
    };
    rulesets::Entity::insert(row).exec_without_returning(&transaction).await?;
    let payload = json!({"name": ruleset.name, "version": ruleset.ruleset_version, "hash": ruleset.hash});
    log(&transaction, organisation_id, actor_id, "ruleset.added", ruleset.id, payload).await?;
    transaction.commit().await?;
    Ok(Added { ruleset, warnings, profiles, cases, is_new: true })
}

fn examine(archive: &[u8]) -> Result<Checked, AddError> {
    let unpacked = unpack(archive)?;
    let loaded = load_from(&unpacked.files, &unpacked.folder, Tables::embedded());
    let cases = load_cases_from(&unpacked.files, &unpacked.folder);
    let (loaded, cases) = match (loaded, cases) {
        (Ok(loaded), Ok(cases)) => (loaded, cases),
        (loaded, cases) => {
            return Err(AddError::Load(loaded.err().into_iter().chain(cases.err()).flatten().collect()));
        }
    };
    let source = loaded.ruleset.source();
    let taken = heads().into_iter().flatten().any(|head| head.name == source.name);
    if taken {
        return Err(AddError::Taken(source.name.clone()));
    }
    let found = check(&loaded, &cases);
    if !found.passes() {
        let all = found.profile_mismatches.iter().chain(&found.case_mismatches);
        return Err(AddError::Mismatches(all.map(ToString::to_string).collect()));
    }
    Ok(Checked {
        name: source.name.clone(),
        version: source.version.clone(),
        hash: loaded.ruleset.hash().to_owned(),
        warnings: found.warnings.iter().map(ToString::to_string).collect(),
        profiles: found.profiles,
        cases: found.cases,
    })
}

/// A ruleset of an organisation, or of the program.
#[derive(Clone, Debug)]
pub enum Found {
    /// Of the program.
    Shipped(Shipped),
    /// A version that was added.
    Own(Box<rulesets::Model>),
}

/// A ruleset by its id.
///
/// # Errors
/// [`RulesError::Unknown`], or the database fails.
pub async fn find(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<Found, RulesError> {
    if let Some(one) = shipped()?.iter().find(|one| shipped_id(one) == id) {
        return Ok(Found::Shipped(one.clone()));
    }
    let row = rulesets::Entity::find_by_id(id).filter(rulesets::Column::OrganisationId.eq(organisation_id));
    let row = row.one(connection).await?.ok_or_else(|| RulesError::Unknown(id.to_string()))?;
    Ok(Found::Own(Box::new(row)))
}

/// Every version that an organisation added, the newest of a name first.
///
/// # Errors
/// The database fails.
pub async fn contents(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
) -> Result<Vec<rulesets::Model>, DbErr> {
    rulesets::Entity::find()
        .filter(rulesets::Column::OrganisationId.eq(organisation_id))
        .order_by_asc(rulesets::Column::Name)
        .order_by_desc(rulesets::Column::CreatedAt)
        .all(connection)
        .await
}

/// The name of the ruleset that new assessments take where nobody names one, and its id if it was added.
///
/// # Errors
/// The database fails.
pub async fn in_use(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
) -> Result<(String, Option<Uuid>), DbErr> {
    let used: Option<(Uuid, String)> = rulesets::Entity::find()
        .select_only()
        .columns([rulesets::Column::Id, rulesets::Column::Name])
        .filter(rulesets::Column::OrganisationId.eq(organisation_id))
        .filter(rulesets::Column::Active.eq(true))
        .into_tuple()
        .one(connection)
        .await?;
    Ok(used.map_or_else(|| (rules::STANDARD.to_owned(), None), |(id, name)| (name, Some(id))))
}

/// An assessment that a newer ruleset or list may make otherwise. Nothing is done about it by itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Redo {
    /// The assessment.
    pub assessment_id: Uuid,
    /// The day it was made for.
    pub as_of: chrono::NaiveDate,
    /// Whom it is about, where one was named.
    pub subject: Option<String>,
    /// The ruleset it was made with.
    pub ruleset: String,
    /// SHA-256 of that.
    pub ruleset_hash: String,
}

impl From<assessments::Model> for Redo {
    fn from(row: assessments::Model) -> Self {
        let assessments::Model { id, as_of, subject, ruleset, ruleset_hash, .. } = row;
        Self { assessment_id: id, as_of, subject, ruleset, ruleset_hash }
    }
}

/// Takes a ruleset into use for new assessments, and the others out of it. Gives the assessments that were made with another
/// version of it, or with the one that was in use until now, the newest first.
///
/// # Errors
/// The database fails.
pub async fn activate(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    actor_id: Uuid,
    found: &Found,
) -> Result<Vec<Redo>, DbErr> {
    let (before, _) = in_use(connection, organisation_id).await?;
    rulesets::Entity::update_many()
        .col_expr(rulesets::Column::Active, Expr::value(false))
        .filter(rulesets::Column::OrganisationId.eq(organisation_id))
        .exec(connection)
        .await?;
    let (id, name, version, hash) = match found {
        Found::Shipped(one) => (shipped_id(one), &one.name, &one.version, &one.hash),
        Found::Own(row) => {
            rulesets::Entity::update_many()
                .col_expr(rulesets::Column::Active, Expr::value(true))
                .filter(rulesets::Column::OrganisationId.eq(organisation_id))
                .filter(rulesets::Column::Id.eq(row.id))
                .exec(connection)
                .await?;
            (row.id, &row.name, &row.ruleset_version, &row.hash)
        }
    };
    let payload = json!({"name": name, "version": version, "hash": hash});
    log(connection, organisation_id, actor_id, "ruleset.activated", id, payload).await?;
    redo(connection, organisation_id, &before, found).await
}

/// The assessments made with another version of a ruleset, or with the one that was in use before it.
async fn redo(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    before: &str,
    found: &Found,
) -> Result<Vec<Redo>, DbErr> {
    let name = match found {
        Found::Shipped(one) => &one.name,
        Found::Own(row) => &row.name,
    };
    let made = assessments::Entity::find()
        .filter(assessments::Column::OrganisationId.eq(organisation_id))
        .filter(assessments::Column::State.eq("done"))
        .filter(assessments::Column::Ruleset.is_in([before, name]))
        .order_by_desc(assessments::Column::CreatedAt)
        .all(connection)
        .await?;
    // An added version has an id; of one of the program the hash says whether the numbers are the same.
    let is_this = |row: &assessments::Model| {
        let own = row.options.get("ruleset_id").and_then(Value::as_str);
        match found {
            Found::Shipped(one) => own.is_none() && row.ruleset_hash == one.hash,
            Found::Own(version) => own == Some(version.id.to_string().as_str()),
        }
    };
    Ok(made.into_iter().filter(|row| !is_this(row)).map(Redo::from).collect())
}

async fn log(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    actor_id: Uuid,
    action: &str,
    id: Uuid,
    payload: Value,
) -> Result<(), DbErr> {
    let event = Event { actor_id: Some(actor_id), action, object: format!("ruleset/{id}"), reason: None, payload };
    audit::append(connection, organisation_id, event).await.map(drop)
}
