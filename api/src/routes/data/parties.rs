//! `/parties`: companies, sites and recruiters. The id is the user's own.

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::Data as Shared;
use karvon_intake::TableKind;
use sea_orm::sea_query::Query;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, QueryFilter, Select};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use validator::Validate;

use super::handlers::{author, day, encoded, find};
use super::{Data, Ground, Paths, listed};
use crate::app::Service;
use crate::audit::{self, Event};
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::db::entities::parties::Column;
use crate::db::entities::{merges, parties};
use crate::db::{OrganisationId, insert_many, new_id};
use crate::error::{ApiError, Code, FieldError, said};
use crate::list::{Kind, ListField, ListSpec};
use crate::routes::endpoint::{Access, Endpoint, Method, json_of};
use crate::services::records::{self, Author, Draft, Version, parties_called};
use crate::services::rows::{self, Background, Row};
use crate::services::rulesets;
use crate::services::screening::{after_change, has_gone, is_same};
use crate::web::body::Body;

/// The resource.
pub(super) struct Parties;

impl Data for Parties {
    type Entity = parties::Entity;
    const PATHS: Paths = Paths { all: "/parties", one: "/parties/{party_id}", history: "/parties/{party_id}/history" };
    const NAME: &'static str = "parties";
    const ONE: &'static str = "party";
    const ID: &'static str = "party_id";
    const RESOURCE: Resource = Resource::Parties;
    const LIST: ListSpec = ListSpec {
        fields: listed! {
            "party_id" Text, "supplier_id" Shown, "name" Text, "country" Text, "subdivision" Shown, "address" Shown,
            "latitude" Shown, "longitude" Shown, "kind" Text, "sector" Text, "products" Shown, "workers" Integer,
            "migrant_share" Shown, "agency_share" Shown, "women_share" Shown, "young_share" Shown, "housing" Shown,
            "programme" Text, "lei" Shown, "os_id" Shown, "duns" Shown, "tax_id" Shown, "tier" Shown, "parent_id" Text,
        },
        key: "party_id",
        order: "party_id",
        extra: &[],
        offset: false,
    };
    const SEARCHED: &'static [Column] = &[Column::Name, Column::Key];

    fn schema() -> Row {
        let mut schema = rows::schema(TableKind::Suppliers);
        schema.insert("party_id".to_owned(), json!({"type": ["string", "null"]}));
        schema
    }

    async fn check<C: ConnectionTrait>(ground: &Ground<'_, C>, mut row: Row) -> Result<Draft, ApiError> {
        // `party_id` and `supplier_id` are two words for one thing.
        if let Some(id) = row.remove("party_id") {
            let same = row.get("supplier_id").is_none_or(|own| *own == id);
            if !same {
                return Err(ApiError::invalid(vec![two_ids()]));
            }
            row.insert("supplier_id".to_owned(), id);
        }
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        let named: Vec<&str> = [text("parent_id")].into_iter().filter(|id| !id.is_empty()).collect();
        let mut known = parties_called(ground.connection, ground.organisation_id, &named).await?;
        // The row itself is no other party.
        known.retain(|party| party.get("supplier_id").and_then(Value::as_str) != Some(text("supplier_id")));
        let rules = rulesets::loaded_in_use(ground.connection, ground.organisation_id).await?;
        let background = Background { today: ground.today, ruleset: &rules.ruleset, parties: &known };
        let (mut fields, intake) = rows::check(TableKind::Suppliers, &row, &background)?;
        let given = fields.get("supplier_id").and_then(Value::as_str).map(str::to_owned);
        // Where none was given, the reading made one of name, country and address.
        let made = || {
            let parent = text("parent_id");
            intake.inputs.parties.iter().map(|party| party.id.as_str()).find(|id| *id != parent).map(str::to_owned)
        };
        let key = given.or_else(made);
        let key = key.ok_or_else(|| ApiError::internal("a party that passed the check is not there"))?;
        if ground.key.is_some_and(|present| present != key) {
            return Err(ApiError::invalid(vec![FieldError::at(
                "/supplier_id",
                "id-fixed",
                said("problem-id-fixed", []),
                said("problem-id-fixed-fix", []),
            )]));
        }
        fields.insert("supplier_id".to_owned(), key.clone().into());
        Ok(Draft::new(key, fields))
    }

    /// A party that was merged stands under the one that stayed.
    fn listed(selection: Select<parties::Entity>, organisation_id: OrganisationId) -> Select<parties::Entity> {
        let merged = Query::select()
            .column(merges::Column::PartyId)
            .from(merges::Entity)
            .and_where(merges::Column::OrganisationId.eq(organisation_id))
            .and_where(merges::Column::ToRevision.is_null())
            .cond_where(is_same())
            .to_owned();
        selection.filter(Column::Key.not_in_subquery(merged))
    }

    fn complete(model: &parties::Model, item: &mut crate::list::Item) -> Result<(), DbErr> {
        item.insert("supplier_id".to_owned(), model.key.clone().into());
        Ok(())
    }

    async fn written<C: ConnectionTrait>(
        connection: &C,
        author: &Author,
        revision: i64,
        version: &Version,
    ) -> Result<(), DbErr> {
        let identifiers = records::identifiers(author.organisation_id, &version.key, version.version, &version.fields);
        insert_many(connection, identifiers).await?;
        if let Some(last) = version.valid_to {
            records::end_links(connection, author, revision, &version.key, last).await?;
        }
        after_change(connection, author.organisation_id, revision).await.map(drop)
    }
}

/// Merge and split.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let change = Access::Needs(Action::Change, Resource::Parties);
    vec![
        Endpoint::new(Method::Post, "/parties/merge", "merge_parties", change, merge)
            .takes(json_of::<MergeInput>())
            .gives(201, json_of::<MergeEvent>()),
        Endpoint::new(Method::Post, "/parties/split", "split_parties", change, split)
            .takes(json_of::<SplitInput>())
            .gives(200, json_of::<MergeEvent>()),
    ]
}

/// Two parties that are one.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct MergeInput {
    /// The party that stays.
    #[validate(length(min = 1, max = 200))]
    keep: String,
    /// The party that is the same one.
    #[validate(length(min = 1, max = 200))]
    merge: String,
    /// Why they are one.
    #[validate(length(min = 1, max = 2000))]
    reason: String,
}

/// A merge that is taken back.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct SplitInput {
    /// One of the two parties.
    #[validate(length(min = 1, max = 200))]
    party_id: String,
    /// The merge.
    #[validate(length(min = 1, max = 200))]
    event_id: String,
    /// Why they are two.
    #[validate(length(min = 1, max = 2000))]
    reason: String,
}

/// A merge: both histories stay, and assessments take the two for one.
#[derive(Debug, Serialize, ToSchema)]
struct MergeEvent {
    /// Its id, to take it back by.
    event_id: String,
    /// The party that stays.
    keep: String,
    /// The party that is the same one.
    merge: String,
    /// Why.
    reason: String,
}

async fn merge(caller: Caller, service: Shared<Service>, body: Body<MergeInput>) -> Result<HttpResponse, ApiError> {
    let MergeInput { keep, merge, reason } = body.0;
    if keep == merge {
        let error =
            FieldError::at("/merge", "self-merge", said("problem-self-merge", []), said("problem-self-merge-fix", []));
        return Err(ApiError::invalid(vec![error]));
    }
    let transaction = service.database.begin().await?;
    let revision = records::next_revision(&transaction, caller.organisation_id).await?;
    find::<Parties, _>(&transaction, &caller, &keep).await?;
    find::<Parties, _>(&transaction, &caller, &merge).await?;
    // A party that went into another one cannot take one in: merges would run in a circle.
    if has_gone(&transaction, caller.organisation_id, &[&keep, &merge]).await? {
        return Err(ApiError::new(Code::StateConflict).tell("problem-detail-merged", []));
    }
    let today = day(&service, &caller).await?;
    let fields = json!({"supplier_id": merge, "same_as": keep, "reason": reason, "decided_on": today});
    let Value::Object(fields) = fields else { return Err(ApiError::internal("a row is an object")) };
    let event_id = new_id().to_string();
    records::add::<merges::Entity>(&transaction, &author(&caller), revision, Draft::new(event_id.clone(), fields))
        .await?;
    let payload = json!({"keep": keep, "merge": merge});
    let object = format!("merge/{event_id}");
    let event =
        Event { actor_id: Some(caller.actor_id), action: "party.merged", object, reason: Some(&reason), payload };
    audit::append(&transaction, caller.organisation_id, event).await?;
    after_change(&transaction, caller.organisation_id, revision).await?;
    transaction.commit().await?;
    let place = format!("{}/parties/{}", crate::routes::PREFIX, encoded(&keep));
    Ok(HttpResponse::Created().insert_header((LOCATION, place)).json(MergeEvent { event_id, keep, merge, reason }))
}

async fn split(caller: Caller, service: Shared<Service>, body: Body<SplitInput>) -> Result<HttpResponse, ApiError> {
    let SplitInput { party_id, event_id, reason } = body.0;
    let transaction = service.database.begin().await?;
    let revision = records::next_revision(&transaction, caller.organisation_id).await?;
    find::<Parties, _>(&transaction, &caller, &party_id).await?;
    let event = records::one::<merges::Entity>(&transaction, caller.organisation_id, &event_id).await?;
    // A decision that two are two is taken back where it was made: at the match.
    let is_merge = |event: &merges::Model| event.decision.as_deref().is_none_or(|decision| decision == "same");
    let event = event.filter(|event| is_merge(event) && (event.party_id == party_id || event.same_as == party_id));
    let event = event.ok_or_else(|| ApiError::not_found("merge", &event_id))?;
    records::end::<merges::Entity>(&transaction, caller.organisation_id, &event_id, event.version, revision).await?;
    let payload = json!({"keep": event.same_as, "merge": event.party_id});
    let object = format!("merge/{event_id}");
    let entry =
        Event { actor_id: Some(caller.actor_id), action: "party.split", object, reason: Some(&reason), payload };
    audit::append(&transaction, caller.organisation_id, entry).await?;
    after_change(&transaction, caller.organisation_id, revision).await?;
    transaction.commit().await?;
    Ok(HttpResponse::Ok().json(MergeEvent { event_id, keep: event.same_as, merge: event.party_id, reason }))
}

fn two_ids() -> FieldError {
    FieldError::at("/party_id", "two-ids", said("problem-two-ids", []), said("problem-two-ids-fix", []))
}
