//! What an organisation knows at the time of a check, as far as rows are compared with it.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, QueryFilter, QueryOrder, QuerySelect};
use uuid::Uuid;

use super::rows::{Hash, Valid, bytes};
use crate::db::OrganisationId;
use crate::db::entities::{evidence, parties};
use crate::services::records::{Versioned, column, current};

/// Keys of one query.
const KEYS: usize = 5_000;

/// A current version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Known {
    pub(super) key: String,
    /// Hash of what makes it this row and no other, where the service makes the keys.
    pub(super) identity: Hash,
    pub(super) sha256: Hash,
    pub(super) valid: Valid,
    /// Whether a list of the sender brought it.
    pub(super) is_senders: bool,
    /// Whether somebody took it back.
    pub(super) is_withdrawn: bool,
}

impl Known {
    /// Whether it still holds on a day.
    pub(super) fn holds_on(&self, day: NaiveDate) -> bool {
        self.valid.1.is_none_or(|last| last >= day)
    }
}

/// The common columns of a current version: key, identity, hash, days, sender, upload.
type Columns = (String, String, String, Option<NaiveDate>, Option<NaiveDate>, Option<String>, Option<Uuid>);

/// The current versions of a table, in the order of their keys.
pub(super) async fn known<E: Versioned>(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    sender: Option<&str>,
) -> Result<Vec<Known>, DbErr> {
    let key = column::<E>("key")?;
    let identity = column::<E>("identity").unwrap_or(key);
    let rows: Vec<Columns> = current::<E>(organisation_id)?
        .select_only()
        .column(key)
        .column_as(identity, "identity_or_key")
        .column(column::<E>("row_sha256")?)
        .column(column::<E>("valid_from")?)
        .column(column::<E>("valid_to")?)
        .column(column::<E>("sender")?)
        .column(column::<E>("upload_id")?)
        .order_by_asc(key)
        .into_tuple()
        .all(connection)
        .await?;
    let has_identity = column::<E>("identity").is_ok();
    let one = |(key, identity, sha256, from, to, own, upload): Columns| Known {
        identity: if has_identity { bytes(&identity) } else { [0; 32] },
        sha256: bytes(&sha256),
        valid: (from, to),
        is_senders: upload.is_some() && own.as_deref() == sender,
        is_withdrawn: false,
        key,
    };
    let mut known: Vec<Known> = rows.into_iter().map(one).collect();
    if column::<E>("withdrawn_at").is_ok() {
        let withdrawn = withdrawn(connection, organisation_id).await?;
        for row in &mut known {
            row.is_withdrawn = withdrawn.contains(&row.key);
        }
    }
    Ok(known)
}

async fn withdrawn(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
) -> Result<HashSet<String>, DbErr> {
    let keys: Vec<String> = current::<evidence::Entity>(organisation_id)?
        .filter(evidence::Column::WithdrawnAt.is_not_null())
        .select_only()
        .column(evidence::Column::Key)
        .into_tuple()
        .all(connection)
        .await?;
    Ok(keys.into_iter().collect())
}

/// The fields of the current versions of keys, as canonical JSON.
pub(super) async fn fields_of<E: Versioned>(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    keys: &[&str],
) -> Result<HashMap<String, String>, DbErr> {
    let mut fields = HashMap::with_capacity(keys.len());
    for keys in keys.chunks(KEYS) {
        let found: Vec<(String, String)> = current::<E>(organisation_id)?
            .filter(column::<E>("key")?.is_in(keys.iter().copied()))
            .select_only()
            .column(column::<E>("key")?)
            .column(column::<E>("fields")?)
            .into_tuple()
            .all(connection)
            .await?;
        fields.extend(found);
    }
    Ok(fields)
}

/// The ids of all parties, and for each whether a list of the sender brought it.
pub(super) async fn party_ids(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    sender: Option<&str>,
) -> Result<Vec<(String, bool)>, DbErr> {
    let rows: Vec<(String, Option<String>, Option<Uuid>)> = current::<parties::Entity>(organisation_id)?
        .select_only()
        .column(parties::Column::Key)
        .column(parties::Column::Sender)
        .column(parties::Column::UploadId)
        .into_tuple()
        .all(connection)
        .await?;
    let one = |(key, own, upload): (String, Option<String>, Option<Uuid>)| {
        let is_senders = upload.is_some() && own.as_deref() == sender;
        (key, is_senders)
    };
    Ok(rows.into_iter().map(one).collect())
}
