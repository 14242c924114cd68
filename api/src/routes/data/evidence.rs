//! `/evidence`: answers with their sources. A piece of evidence is never edited; what turns out wrong is withdrawn with a reason,
//! and stays to be seen. What workers said is seen only by roles that may.

use actix_web::http::header::{ETAG, IF_MATCH};
use actix_web::web::{self, Data as Shared};
use actix_web::{HttpRequest, HttpResponse};
use karvon_engine::evidence::LIST_PREFIX;
use karvon_intake::TableKind;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, QueryFilter, Select};
use serde::Deserialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use super::handlers::{author, find, written};
use super::{Data, Ground, Paths, item, listed, reading, shown};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::db::entities::evidence::{self, Column};
use crate::db::{new_id, now};
use crate::error::{ApiError, Code};
use crate::list::{Item, Kind, ListField, ListSpec};
use crate::routes::endpoint::{Access, Content, Endpoint, Method, json_of};
use crate::services::records::{self, Author, Draft, Version, parties_called};
use crate::services::rows::{self, Background, Row};
use crate::services::screening::after_change;
use crate::services::{rulesets, testimony};
use crate::web::body::Body;
use crate::web::etag::{IfMatch, etag};

/// The resource.
pub(super) struct Evidence;

impl Data for Evidence {
    type Entity = evidence::Entity;
    const PATHS: Paths =
        Paths { all: "/evidence", one: "/evidence/{evidence_id}", history: "/evidence/{evidence_id}/history" };
    const NAME: &'static str = "evidence";
    const ONE: &'static str = "piece_of_evidence";
    const ID: &'static str = "evidence_id";
    const RESOURCE: Resource = Resource::Evidence;
    const LIST: ListSpec = ListSpec {
        fields: listed! {
            "evidence_id" Text, "supplier_id" Shown, "party_id" Text, "question" Text, "answer" Shown, "source" Text,
            "source_id" Text, "observed_on" Date, "worker_group" Text, "period_from" Shown, "period_to" Shown,
            "affected" Shown, "asked" Shown, "population" Shown, "closes" Shown, "reference" Shown, "note" Shown,
            "withdrawn_at" Instant, "withdraw_reason" Shown,
        },
        key: "evidence_id",
        order: "-observed_on",
        extra: &[],
        offset: false,
    };
    const SEARCHED: &'static [Column] = &[Column::PartyId, Column::Question];

    fn schema() -> Row {
        let mut schema = rows::schema(TableKind::Answers);
        schema.insert("party_id".to_owned(), json!({"type": ["string", "null"]}));
        schema
    }

    async fn check<C: ConnectionTrait>(ground: &Ground<'_, C>, mut row: Row) -> Result<Draft, ApiError> {
        if let Some(id) = row.remove("party_id") {
            row.entry("supplier_id").or_insert(id);
        }
        let site = row.get("supplier_id").and_then(Value::as_str).unwrap_or_default();
        let parties = parties_called(ground.connection, ground.organisation_id, &[site]).await?;
        let rules = rulesets::loaded_in_use(ground.connection, ground.organisation_id).await?;
        let background = Background { today: ground.today, ruleset: &rules.ruleset, parties: &parties };
        let (mut fields, intake) = rows::check(TableKind::Answers, &row, &background)?;
        // The class that the reading found decides who may see it, whatever word was used for it.
        let source = intake.inputs.evidence.first().map(|piece| piece.source.clone());
        // A row that says that nothing was answered has no class; it stays closed.
        let visibility = source.as_deref().map_or(testimony::TESTIMONY, testimony::visibility);
        if let Some(source) = source {
            fields.insert("source".to_owned(), source.into());
        }
        let key = ground.key.map_or_else(|| new_id().to_string(), str::to_owned);
        Ok(Draft { more: vec![("visibility", visibility.into())], ..Draft::new(key, fields) })
    }

    fn visible(selection: Select<evidence::Entity>, caller: &Caller) -> Select<evidence::Entity> {
        if caller.sees_testimony() { selection } else { selection.filter(Column::Visibility.eq(testimony::OPEN)) }
    }

    /// What decides about a list decides about matches too.
    async fn written<C: ConnectionTrait>(
        connection: &C,
        author: &Author,
        revision: i64,
        version: &Version,
    ) -> Result<(), DbErr> {
        let question = version.fields.get("question").and_then(Value::as_str).unwrap_or_default();
        if question.to_uppercase().starts_with(LIST_PREFIX) {
            after_change(connection, author.organisation_id, revision).await?;
        }
        Ok(())
    }

    fn complete(model: &evidence::Model, item: &mut Item) -> Result<(), DbErr> {
        item.insert("party_id".to_owned(), model.party_id.clone().into());
        item.insert("withdrawn_at".to_owned(), json!(model.withdrawn_at));
        item.insert("withdraw_reason".to_owned(), json!(model.withdraw_reason));
        Ok(())
    }
}

/// Its addresses: added and read as all data, withdrawn instead of changed.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let mut all = reading::<Evidence>();
    let change = Access::Needs(Action::Change, Resource::Evidence);
    all.push(
        Endpoint::new(Method::Post, "/evidence/{evidence_id}/withdraw", "withdraw_evidence", change, withdraw)
            .takes(json_of::<Reason>())
            .gives(200, Content::Json(item::<Evidence>())),
    );
    all
}

/// Why something is done.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct Reason {
    /// In words; no worker's name.
    #[validate(length(min = 1, max = 2000))]
    reason: String,
}

async fn withdraw(
    request: HttpRequest,
    caller: Caller,
    service: Shared<Service>,
    key: web::Path<String>,
    body: Body<Reason>,
) -> Result<HttpResponse, ApiError> {
    // A withdrawal may say which version it means; a piece of evidence changes in no other way.
    let meant = request.headers().contains_key(IF_MATCH).then(|| IfMatch::of(&request)).transpose()?;
    let transaction = service.database.begin().await?;
    let revision = records::next_revision(&transaction, caller.organisation_id).await?;
    let model = find::<Evidence, _>(&transaction, &caller, &key).await?;
    meant.map_or(Ok(()), |meant| meant.require(model.version))?;
    if model.withdrawn_at.is_some() {
        return Err(ApiError::new(Code::StateConflict).tell("problem-detail-withdrawn", []));
    }
    let present = Version::of::<evidence::Entity>(&model)?;
    let more = vec![
        ("visibility", model.visibility.into()),
        ("withdrawn_at", Some(now()).into()),
        ("withdraw_reason", Some(body.0.reason).into()),
    ];
    let draft = Draft { more, ..Draft::new(present.key.clone(), present.fields) };
    let author = author(&caller);
    let replaced =
        records::replace::<evidence::Entity>(&transaction, &author, revision, present.version, draft).await?;
    let version = replaced.ok_or_else(|| ApiError::new(Code::VersionStale))?;
    let model = written::<Evidence, _>(&transaction, &author, revision, &present.key, "withdrawn").await?;
    transaction.commit().await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(version))).json(shown::<Evidence>(&model)?))
}
