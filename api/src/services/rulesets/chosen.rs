//! Which ruleset an assessment takes: one of the program, or a version that the organisation added; by name, by id, or the one in
//! use. What it resolves to depends on the lists in use, and is pinned by its hash when an assessment is started.

use std::ops::Deref;
use std::sync::{Arc, Mutex, PoisonError};

use karvon_rulesets::files::Embedded;
use karvon_rulesets::reference::Tables;
use karvon_rulesets::{LoadedRuleset, load_from};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use super::{RulesError, in_use, shipped, shipped_id, unpack};
use crate::db::OrganisationId;
use crate::db::entities::{assessments, rulesets};
use crate::services::data::DataFile;
use crate::services::lists::Carried;
use crate::services::rules;

/// Added rulesets that are kept loaded.
const KEPT: usize = 8;

/// Added rulesets by the id of their version, the one loaded last at the end. What stands under an id never changes.
static LOADED: Mutex<Vec<(Uuid, Arc<LoadedRuleset>)>> = Mutex::new(Vec::new());

/// The ruleset that an organisation has in use, loaded with the lists of the program: what data are checked against.
#[derive(Clone, Debug)]
pub enum InUse {
    /// One of the program.
    Shipped(&'static LoadedRuleset),
    /// A version that the organisation added.
    Own(Arc<LoadedRuleset>),
}

impl Deref for InUse {
    type Target = LoadedRuleset;

    fn deref(&self) -> &LoadedRuleset {
        match self {
            Self::Shipped(rules) => rules,
            Self::Own(rules) => rules,
        }
    }
}

/// The ruleset that an organisation has in use; kept loaded.
///
/// # Errors
/// It cannot be read, or the database fails.
pub async fn loaded_in_use(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
) -> Result<InUse, RulesError> {
    let (_, own) = in_use(connection, organisation_id).await?;
    let Some(id) = own else {
        return rules::standard().map(InUse::Shipped).map_err(|error| RulesError::Defect(error.to_string()));
    };
    if let Some(loaded) = kept(id) {
        return Ok(InUse::Own(loaded));
    }
    let row = rulesets::Entity::find_by_id(id).one(connection).await?;
    let chosen = Chosen::Own(Arc::new(row.ok_or_else(|| RulesError::Unknown(id.to_string()))?));
    let loaded = tokio::task::spawn_blocking(move || chosen.load_with(Tables::embedded())).await;
    let loaded = Arc::new(loaded.map_err(|error| RulesError::Defect(error.to_string()))??);
    let mut all = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    // Two who asked at once have both loaded it.
    all.retain(|(known, _)| *known != id);
    if all.len() >= KEPT {
        all.remove(0);
    }
    all.push((id, loaded.clone()));
    drop(all);
    Ok(InUse::Own(loaded))
}

fn kept(id: Uuid) -> Option<Arc<LoadedRuleset>> {
    let all = LOADED.lock().unwrap_or_else(PoisonError::into_inner);
    all.iter().find(|(known, _)| *known == id).map(|(_, loaded)| loaded.clone())
}

/// A ruleset that is to be loaded.
#[derive(Clone, Debug)]
pub enum Chosen {
    /// One of the program, by its name.
    Shipped(String),
    /// A version that the organisation added.
    Own(Arc<rulesets::Model>),
}

impl Chosen {
    /// The id of an added version; `None`: it comes with the program.
    pub fn own_id(&self) -> Option<Uuid> {
        match self {
            Self::Shipped(_) => None,
            Self::Own(row) => Some(row.id),
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Shipped(name) => name,
            Self::Own(row) => &row.name,
        }
    }

    /// Loads it with the lists that the data bring, and gives the data back.
    ///
    /// # Errors
    /// [`RulesError`].
    pub async fn load(&self, data: DataFile) -> Result<(LoadedRuleset, DataFile), RulesError> {
        let chosen = self.clone();
        let loaded = tokio::task::spawn_blocking(move || {
            let data = [data];
            let tables = Carried::of(&data)?.tables()?;
            let [data] = data;
            Ok((chosen.load_with(&tables)?, data))
        });
        loaded.await.map_err(|error| RulesError::Defect(error.to_string()))?
    }

    /// Loads it with these lists.
    ///
    /// # Errors
    /// [`RulesError`].
    pub fn load_with(&self, tables: &Tables) -> Result<LoadedRuleset, RulesError> {
        match self {
            Self::Shipped(name) => load_from(&Embedded, name, tables).map_err(RulesError::Load),
            Self::Own(row) => {
                let unpacked = unpack(&row.archive)?;
                load_from(&unpacked.files, &unpacked.folder, tables).map_err(RulesError::Load)
            }
        }
    }
}

/// The ruleset of a name or id; where nothing is said, the one that the organisation has in use.
///
/// # Errors
/// [`RulesError::Unknown`], or the database fails. A name is never a path.
pub async fn chosen(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    wanted: Option<&str>,
) -> Result<Chosen, RulesError> {
    let ours = || rulesets::Entity::find().filter(rulesets::Column::OrganisationId.eq(organisation_id));
    let Some(wanted) = wanted else {
        let used = ours().filter(rulesets::Column::Active.eq(true)).one(connection).await?;
        return Ok(used.map_or_else(|| Chosen::Shipped(rules::STANDARD.to_owned()), |row| Chosen::Own(Arc::new(row))));
    };
    let shipped = shipped()?;
    if let Ok(id) = wanted.parse::<Uuid>() {
        if let Some(one) = shipped.iter().find(|one| shipped_id(one) == id) {
            return Ok(Chosen::Shipped(one.name.clone()));
        }
        let row = ours().filter(rulesets::Column::Id.eq(id)).one(connection).await?;
        return row.map(|row| Chosen::Own(Arc::new(row))).ok_or_else(|| RulesError::Unknown(wanted.to_owned()));
    }
    if shipped.iter().any(|one| one.name == wanted) {
        return Ok(Chosen::Shipped(wanted.to_owned()));
    }
    // Of several versions the one in use, else the newest.
    let row = ours()
        .filter(rulesets::Column::Name.eq(wanted))
        .order_by_desc(rulesets::Column::Active)
        .order_by_desc(rulesets::Column::CreatedAt)
        .order_by_desc(rulesets::Column::Id)
        .one(connection)
        .await?;
    row.map(|row| Chosen::Own(Arc::new(row))).ok_or_else(|| RulesError::Unknown(wanted.to_owned()))
}

/// The ruleset of an assessment with the lists that it was started with, and its frozen inputs back.
///
/// # Errors
/// [`RulesError::OtherVersion`] and [`RulesError::OtherList`] where the program has changed since; the other variants as they say.
pub async fn of(
    connection: &impl ConnectionTrait,
    row: &assessments::Model,
    frozen: DataFile,
) -> Result<(LoadedRuleset, DataFile), RulesError> {
    let own = row.options.get("ruleset_id").and_then(Value::as_str);
    let chosen = match own {
        Some(id) => chosen(connection, row.organisation_id, Some(id)).await?,
        None => Chosen::Shipped(row.ruleset.clone()),
    };
    let (rules, frozen) = match chosen.load(frozen).await {
        Err(RulesError::Load(_)) if own.is_none() => return Err(RulesError::OtherVersion(row.ruleset.clone())),
        loaded => loaded?,
    };
    if rules.ruleset.hash() != row.ruleset_hash {
        return Err(RulesError::OtherVersion(row.ruleset.clone()));
    }
    for pinned in row.lists.as_array().into_iter().flatten() {
        let text = |name: &str| pinned.get(name).and_then(Value::as_str);
        let is_own = pinned.get("own").and_then(Value::as_bool).unwrap_or_default();
        let (Some(name), Some(sha256), false) = (text("name"), text("sha256"), is_own) else { continue };
        if !rules.published.iter().any(|table| table.table == name && table.sha256 == sha256) {
            return Err(RulesError::OtherList { list: name.to_owned() });
        }
    }
    Ok((rules, frozen))
}
