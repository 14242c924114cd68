//! Notes in rows: taken out of every version, since earlier ones hold them too, and out of what repeats them.

use std::collections::BTreeSet;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ModelTrait, QueryFilter};
use serde_json::Value;
use uuid::Uuid;

use super::{Erased, assessments, originals};
use crate::db::OrganisationId;
use crate::db::entities::{evidence as answers, evidence_files, matches, merges};
use crate::digest::sha256;
use crate::services::records::{self, Version, Versioned, column};

/// The field with free text.
pub(super) const NOTE: &[&str] = &["note"];
/// That of a merge.
const REASON: &[&str] = &["reason"];
/// What a watchlist tells about a name.
pub(super) const TOLD: &[&str] = &["address", "source_url"];
/// The class of what a supplier says of itself.
const OWN_WORD: &str = "self_assessment";

/// Takes notes, which stand in these fields, out of all versions of a row, and erases the frozen inputs and the uploads that hold
/// them; `None` where there is no such row.
pub(super) async fn of<E: Versioned, C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    key: &str,
    notes: &[&str],
) -> Result<Option<Erased>, DbErr> {
    let versions = records::history::<E>(connection, organisation_id, key).await?;
    if versions.is_empty() {
        return Ok(None);
    }
    let mut erased = Erased::default();
    let mut spans = Vec::new();
    let mut uploads = BTreeSet::new();
    for model in &versions {
        let mut version = Version::of::<E>(model)?;
        let taken = notes.iter().filter(|name| version.fields.remove(**name).is_some()).count();
        if taken == 0 {
            continue;
        }
        uploads.extend(version.upload_id);
        let fields = Value::Object(version.fields).to_string();
        E::update_many()
            .col_expr(column::<E>("row_sha256")?, Expr::value(sha256(&fields)))
            .col_expr(column::<E>("fields")?, Expr::value(fields))
            .filter(column::<E>("organisation_id")?.eq(organisation_id))
            .filter(column::<E>("key")?.eq(key))
            .filter(column::<E>("version")?.eq(version.version))
            .exec(connection)
            .await?;
        erased.notes += 1;
        if counts::<E>(model) {
            spans.push((version.from_revision, version.to_revision));
        }
    }
    for id in uploads {
        let of_upload = originals::staged(connection, organisation_id, id).await?;
        erased.files += of_upload.files;
        erased.staged_rows += of_upload.staged_rows;
        erased.payloads += of_upload.payloads;
    }
    erased.assessments = assessments::that_froze(connection, organisation_id, &spans).await?;
    Ok(Some(erased))
}

/// Whether assessments freeze this version: one that was withdrawn is in none.
fn counts<E: Versioned>(model: &E::Model) -> bool {
    column::<E>("withdrawn_at").map_or(true, |column| model.get(column) == sea_orm::Value::ChronoDateTimeUtc(None))
}

/// The same for a merge, with the reason of the match that it was decided by.
pub(super) async fn merge<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    key: &str,
) -> Result<Option<Erased>, DbErr> {
    let erased = of::<merges::Entity, _>(connection, organisation_id, key, REASON).await?;
    if erased.is_some() {
        without_reason(connection, organisation_id, key).await?;
    }
    Ok(erased)
}

/// Takes the reason out of the matches whose decision acts by a row.
async fn without_reason<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    key: &str,
) -> Result<(), DbErr> {
    matches::Entity::update_many()
        .col_expr(matches::Column::Reason, Expr::value(None::<String>))
        .filter(matches::Column::OrganisationId.eq(organisation_id))
        .filter(matches::Column::ActsBy.eq(key))
        .exec(connection)
        .await
        .map(drop)
}

/// The questionnaires that versions of a piece of evidence came from.
fn questionnaires(versions: &[answers::Model]) -> BTreeSet<Uuid> {
    let own = versions.iter().filter(|version| version.source == OWN_WORD);
    own.filter_map(|version| version.source_id.as_deref()?.parse().ok()).collect()
}

/// The same for a piece of evidence, with the files that support it, why it was withdrawn, the reason of the match that it was
/// decided by, and the answers of the questionnaire that it came from.
pub(super) async fn evidence<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    key: &str,
) -> Result<Option<Erased>, DbErr> {
    let Some(mut erased) = of::<answers::Entity, _>(connection, organisation_id, key, NOTE).await? else {
        return Ok(None);
    };
    answers::Entity::update_many()
        .col_expr(answers::Column::WithdrawReason, Expr::value(None::<String>))
        .filter(answers::Column::OrganisationId.eq(organisation_id))
        .filter(answers::Column::Key.eq(key))
        .exec(connection)
        .await?;
    without_reason(connection, organisation_id, key).await?;
    let versions = records::history::<answers::Entity>(connection, organisation_id, key).await?;
    for id in questionnaires(&versions) {
        if let Some(of_link) = originals::questionnaire(connection, organisation_id, id).await? {
            erased.notes += of_link.notes;
        }
    }
    let files = evidence_files::Entity::find()
        .filter(evidence_files::Column::OrganisationId.eq(organisation_id))
        .filter(evidence_files::Column::EvidenceKey.eq(key));
    for file in files.all(connection).await? {
        if let Some(of_file) = originals::file(connection, organisation_id, file.file_id).await? {
            erased.files += of_file.files;
            let object = format!("file/{}", file.file_id);
            erased.payloads += crate::audit::erase_payloads(connection, organisation_id, &object).await?;
        }
    }
    Ok(Some(erased))
}
