//! Questions to a finished assessment that store nothing: what-if, plans, comparison.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use karvon_engine::assessment::{AssessError, Comparison, PartyChange};
use karvon_engine::planning::{MOST_BUDGET, PlanKind, PlanRequest};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{problem, seen};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::error::{ApiError, Code, FieldError, said};
use crate::list::{Format, Item, Kind, ListField, ListQuery, ListSpec, item_of, page_of};
use crate::routes::endpoint::{Access, Content, Endpoint, Method, Shape, json_of};
use crate::services::assessments::{AskError, ReplayError, comparison, plan as planned, what_if as asked};
use crate::services::what_if::{Question, QuestionFault};
use crate::web::body::Body;
use crate::web::list::answer;

/// What the list of changes can be asked.
const CHANGES: ListSpec = ListSpec {
    fields: &[
        ListField::new("position", Kind::Integer),
        ListField::new("party_id", Kind::Text),
        ListField::new("name", Kind::Text),
        ListField::new("band_from", Kind::Text),
        ListField::new("band_to", Kind::Text),
        ListField::new("from", Kind::Number),
        ListField::new("to", Kind::Number),
        ListField::new("data", Kind::Number),
        ListField::new("evidence", Kind::Number),
        ListField::new("lists", Kind::Number),
        ListField::new("ruleset", Kind::Number),
        ListField::new("engine", Kind::Number),
        ListField::new("contribution_from", Kind::Number),
        ListField::new("contribution_to", Kind::Number),
    ],
    key: "position",
    order: "position",
    extra: &["with"],
    offset: true,
};

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = |resource: Resource| Access::Needs(Action::Read, resource);
    let compare = Endpoint::new(
        Method::Get,
        "/assessments/{assessment_id}/compare",
        "compare_assessments",
        read(Resource::Assessments),
        compare,
    );
    vec![
        Endpoint::new(
            Method::Post,
            "/assessments/{assessment_id}/what_if",
            "ask_what_if",
            read(Resource::WhatIf),
            what_if,
        )
        .takes(json_of::<Question>())
        .gives(200, Content::Json(difference())),
        Endpoint::new(Method::Post, "/assessments/{assessment_id}/plans", "plan_measures", read(Resource::Plans), plan)
            .takes(json_of::<PlanInput>())
            .gives(200, Content::Json(plan_shape())),
        compare.asks_like(&CHANGES).gives(200, json_of::<Compared>()),
    ]
}

/// The shape of what changes would make different.
fn difference() -> Shape {
    let standing = json!({
        "type": "object",
        "required": ["summary", "look_here_first"],
        "properties": {
            "summary": {"type": ["object", "null"]},
            "look_here_first": {"type": "array", "items": {"type": "string"}},
        },
    });
    let party = json!({
        "type": "object",
        "required": ["party_id", "name", "before", "after"],
        "properties": {
            "party_id": {"type": "string"},
            "name": {"type": "string"},
            "before": {"type": "object"},
            "after": {"type": "object"},
        },
    });
    let properties = json!({"before": standing, "after": standing, "parties": {"type": "array", "items": party}});
    Shape::named(
        "difference",
        json!({"type": "object", "required": ["before", "after", "parties"], "properties": properties}),
    )
}

/// The shape of a plan.
fn plan_shape() -> Shape {
    let step = json!({"type": "array", "items": {"type": "object"}});
    let properties = json!({
        "kind": {"type": "string", "enum": ["find", "fix"]},
        "budget": {"type": "integer"},
        "cost": {"type": "integer"},
        "objective": {"type": "number"},
        "steps": step,
        "recruiters": step,
        "taken_together": {"type": "array", "items": {"type": "string"}},
        "before": {"type": "object"},
        "after": {"type": ["object", "null"]},
        "next_unit": {"type": "number"},
    });
    let required = ["kind", "objective", "steps", "before", "after", "next_unit"];
    Shape::named("plan", json!({"type": "object", "required": required, "properties": properties}))
}

async fn what_if(
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    body: Body<Question>,
) -> Result<HttpResponse, ApiError> {
    let row = seen(service.database.reader(), &caller, *id).await?;
    let found = asked(&service.database, &service.cache, row, body.0, caller.sight()).await;
    match found {
        Ok(difference) => Ok(HttpResponse::Ok().json(difference)),
        Err(AskError::Question(faults)) => Err(ApiError::invalid(faults.iter().map(wrong).collect())),
        Err(AskError::Replay(error)) => Err(not_computed(error, *id)),
    }
}

fn wrong(fault: &QuestionFault) -> FieldError {
    let rule = fault.rule();
    FieldError::at(fault.pointer(), rule, fault.to_string(), said(&format!("problem-what-if-{rule}-fix"), []))
}

/// What stands in the way of computing something from an assessment, as a problem.
pub(super) fn not_computed(error: ReplayError, id: Uuid) -> ApiError {
    match error {
        ReplayError::Stored(error) => problem(error, id),
        ReplayError::OtherRuleset(_) | ReplayError::Changed(_) | ReplayError::Ruleset(_) => {
            ApiError::new(Code::StateConflict).say(error.to_string())
        }
        ReplayError::Refused(AssessError::Budget(_)) => {
            let fix = said("problem-budget-fix", [("most", MOST_BUDGET.into())]);
            ApiError::invalid(vec![FieldError::at("/budget", "range", error.to_string(), fix)])
        }
        ReplayError::Refused(_) | ReplayError::Defect(_) => ApiError::internal(error),
    }
}

/// The plan that is wanted.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct PlanInput {
    /// `find`: whom to visit; `fix`: what to put right.
    #[schema(value_type = String)]
    kind: PlanKind,
    /// Whole units of cost that may be spent.
    budget: Option<u32>,
    /// The same in another word.
    count: Option<u32>,
}

async fn plan(
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    body: Body<PlanInput>,
) -> Result<HttpResponse, ApiError> {
    let row = seen(service.database.reader(), &caller, *id).await?;
    let PlanInput { kind, budget, count } = body.0;
    let ((Some(budget), None) | (None, Some(budget))) = (budget, count) else {
        let (message, fix) = (said("problem-plan-budget", []), said("problem-plan-budget-fix", []));
        return Err(ApiError::invalid(vec![FieldError::at("/budget", "required", message, fix)]));
    };
    let request = PlanRequest { kind, budget };
    let plan = planned(&service.database, &service.cache, &row, request, caller.sight()).await;
    Ok(HttpResponse::Ok().json(plan.map_err(|error| not_computed(error, *id))?))
}

/// What is different from one assessment to another.
#[derive(Debug, Serialize, ToSchema)]
struct Compared {
    /// The one of the address: its day, subject, ruleset, engine and hashes.
    #[schema(value_type = Object)]
    from: Value,
    /// The other one.
    #[schema(value_type = Object)]
    to: Value,
    /// Whether they were made by different versions of the engine; `engine` says what that made different.
    engine_differs: bool,
    /// Numbers of the subject, with every link.
    #[schema(value_type = Vec<Object>)]
    numbers: Value,
    /// Parties that changed, those that changed most first.
    #[schema(value_type = Vec<ComparedParty>)]
    changes: Vec<Item>,
    /// What to send as `cursor` for more; `null` after the last.
    next_cursor: Option<String>,
    /// Parties that changed, all pages together.
    total: u64,
}

/// A party that changed.
#[derive(Debug, Serialize, ToSchema)]
struct ComparedParty {
    /// Its place, from 1.
    position: usize,
    /// Id.
    party_id: String,
    /// Name.
    name: String,
    /// Band before; `null` where it was not there.
    band_from: Option<String>,
    /// Band after.
    band_to: Option<String>,
    /// Likelihood before.
    from: Option<f64>,
    /// Likelihood after.
    to: Option<f64>,
    /// The part of the change of the likelihood that parties, links, cohorts, the day and the settings made.
    data: f64,
    /// The part of answers.
    evidence: f64,
    /// The part of lists.
    lists: f64,
    /// The part of the ruleset.
    ruleset: f64,
    /// The part of the engine.
    engine: f64,
    /// Contribution before; `null` without a subject.
    contribution_from: Option<f64>,
    /// Contribution after.
    contribution_to: Option<f64>,
}

impl ComparedParty {
    fn new(position: usize, change: &PartyChange) -> Self {
        let band = |band: Option<karvon_engine::ruleset::Band>| band.map(|band| band.as_str().to_owned());
        let moved = &change.likelihood;
        Self {
            position,
            party_id: change.party_id.to_string(),
            name: change.name.clone(),
            band_from: band(change.band_from),
            band_to: band(change.band_to),
            from: moved.from,
            to: moved.to,
            data: moved.data,
            evidence: moved.evidence,
            lists: moved.lists,
            ruleset: moved.ruleset,
            engine: moved.engine,
            contribution_from: change.contribution.and_then(|moved| moved.from),
            contribution_to: change.contribution.and_then(|moved| moved.to),
        }
    }
}

async fn compare(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&CHANGES, request.query_string())?;
    let from = seen(service.database.reader(), &caller, *id).await?;
    let with = query.extra("with").ok_or_else(|| super::read::not_said("with"))?;
    let other: Uuid = with.parse().map_err(|_| ApiError::not_found("assessment", with))?;
    let to = seen(service.database.reader(), &caller, other).await?;
    let compared = comparison(&service.database, &service.cache, (from, to)).await;
    let compared = compared.map_err(|error| not_computed(error, *id))?;
    let rows = (1..).zip(&compared.changes).map(|(position, change)| item_of(&ComparedParty::new(position, change)));
    let page = page_of(&rows.collect::<Result<Vec<_>, _>>()?, &query, &["party_id", "name"]);
    if query.format != Format::Json {
        return answer(&CHANGES, "changes", &query, page);
    }
    let Comparison { from, to, engine_differs, numbers, changes: _ } = compared.as_ref();
    Ok(HttpResponse::Ok().json(Compared {
        from: json!(from),
        to: json!(to),
        engine_differs: *engine_differs,
        numbers: json!(numbers),
        changes: page.items,
        next_cursor: page.next_cursor,
        total: page.total,
    }))
}
