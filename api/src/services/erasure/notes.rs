//! Notes in rows: taken out of every version, since earlier ones hold them too.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, ModelTrait, QueryFilter};
use serde_json::Value;

use super::{Erased, assessments, originals};
use crate::db::OrganisationId;
use crate::db::entities::{evidence as answers, evidence_files};
use crate::digest::sha256;
use crate::services::records::{self, Version, Versioned, column};

/// The field with free text.
const NOTE: &str = "note";

/// Takes the notes of a row out of all its versions, and the frozen inputs that hold them; `None` where there is no such row.
pub(super) async fn of<E: Versioned, C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    key: &str,
) -> Result<Option<Erased>, DbErr> {
    let versions = records::history::<E>(connection, organisation_id, key).await?;
    if versions.is_empty() {
        return Ok(None);
    }
    let mut erased = Erased::default();
    let mut spans = Vec::new();
    for model in &versions {
        let mut version = Version::of::<E>(model)?;
        if version.fields.remove(NOTE).is_none() {
            continue;
        }
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
    erased.assessments = assessments::that_froze(connection, organisation_id, &spans).await?;
    Ok(Some(erased))
}

/// Whether assessments freeze this version: one that was withdrawn is in none.
fn counts<E: Versioned>(model: &E::Model) -> bool {
    column::<E>("withdrawn_at").map_or(true, |column| model.get(column) == sea_orm::Value::ChronoDateTimeUtc(None))
}

/// The same for a piece of evidence, with the files that support it.
pub(super) async fn evidence<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    key: &str,
) -> Result<Option<Erased>, DbErr> {
    let Some(mut erased) = of::<answers::Entity, _>(connection, organisation_id, key).await? else { return Ok(None) };
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
