//! The tables of an assessment as lists: parties, chains, contributions and the rest.

use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use serde_json::json;
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::{problem, seen};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::error::ApiError;
use crate::list::{Kind, ListField, ListQuery, ListSpec, page_of};
use crate::routes::endpoint::{Access, Endpoint, Method, Shape};
use crate::services::assessments::{Table, items, result};
use crate::web::list::answer;

/// The columns that words are looked for in.
const SEARCHED: [&str; 6] = ["party_id", "name", "source_name", "key", "question", "cohort_id"];

/// A table whose rows are in the order of the result: `position` is their key.
macro_rules! table {
    ($order:literal, $($name:literal $kind:ident),* $(,)?) => {
        ListSpec {
            fields: &[ListField::new("position", Kind::Integer), $(ListField::new($name, Kind::$kind)),*],
            key: "position",
            order: $order,
            extra: &[],
            offset: true,
        }
    };
}

const PARTIES: ListSpec = table!(
    "-contribution",
    "party_id" Text, "name" Text, "country" Text, "kind" Text, "tier" Integer, "band" Text, "band_channel" Text,
    "band_stable" Bool, "likelihood" Number, "p_low" Number, "p_high" Number, "coverage" Number, "answered" Number,
    "regime_ordinary" Number, "regime_exploitative" Number, "regime_coercive" Number, "worker_group" Text,
    "severity" Integer, "leverage" Number, "background" Number, "reach_to_subject" Number, "contribution" Number,
    "contribution_low" Number, "contribution_high" Number, "top_ten" Number, "drivers" Text,
);
const CHAINS: ListSpec = table!(
    "rank",
    "rank" Integer, "source_id" Text, "source_name" Text, "parties" Text, "link_kinds" Text, "link_statuses" Text,
    "weights" Text, "probability" Number, "live" Number, "unsupported_links" Integer, "regime" Text,
    "regime_probability" Number, "leaf" Text, "leaf_probability" Number,
);
const CONTRIBUTIONS: ListSpec =
    table!("position", "by" Text, "key" Text, "value" Number, "share" Number, "parties" Integer);
const REGISTER: ListSpec = table!(
    "position",
    "register_id" Text, "party_id" Text, "indicator" Text, "leaf" Text, "class" Text, "worker_group" Text,
    "period_from" Date, "period_to" Date, "status" Text, "affected" Integer, "evidence" Text, "missing" Text,
);
const CONTRADICTIONS: ListSpec = table!(
    "position",
    "party_id" Text, "indicator" Text, "worker_group" Text, "family" Text, "denies" Text, "shows" Text,
);
const QUESTIONS: ListSpec = table!(
    "position",
    "party_id" Text, "question" Text, "source" Text, "worker_group" Text, "expected_shift" Number,
    "band_change" Number,
);
const RECRUITMENT: ListSpec = table!(
    "position",
    "cohort_id" Text, "employer_id" Text, "recruiter_id" Text, "corridor" Text, "workers" Integer,
    "paid_per_worker" Number, "borne_per_worker" Number, "currency" Text, "cost_months" Number, "lower_bound" Bool,
    "basis" Text, "loan_months" Number, "payback_months" Number, "missing" Text, "owed_F1" Text, "owed_F2" Text,
    "owed_F3" Text, "owed_F4" Text, "owed_C1" Text, "owed_C2" Text, "owed_C3" Text, "owed_C4" Text, "owed_C5" Text,
    "owed_C6" Text, "owed_C7" Text, "owed_X1" Text,
);

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, Resource::Assessments);
    macro_rules! list {
        ($path:literal, $id:literal, $table:ident, $spec:ident) => {
            Endpoint::new(
                Method::Get,
                concat!("/assessments/{assessment_id}/", $path),
                concat!("list_assessment_", $id),
                read,
                |request: HttpRequest, caller: Caller, service: Data<Service>, id: Path<Uuid>| {
                    list(Table::$table, &$spec, request, caller, service, id)
                },
            )
            .lists(&$spec, shape(concat!("assessment_", $id, "_row"), &$spec))
        };
    }
    vec![
        list!("parties", "parties", Parties, PARTIES),
        list!("chains", "chains", Chains, CHAINS),
        list!("contributions", "contributions", Contributions, CONTRIBUTIONS),
        list!("register", "register", Register, REGISTER),
        list!("contradictions", "contradictions", Contradictions, CONTRADICTIONS),
        list!("questions", "questions", Questions, QUESTIONS),
        list!("recruitment", "recruitment", Recruitment, RECRUITMENT),
    ]
}

/// The shape of a row; a party has further numbers, by the channels of the ruleset.
fn shape(name: &str, spec: &ListSpec) -> Shape {
    let field = |field: &ListField| {
        let kind = match field.kind {
            Kind::Integer => "integer",
            Kind::Number => "number",
            Kind::Bool => "boolean",
            Kind::Text | Kind::Date | Kind::Instant | Kind::Uuid | Kind::Shown => "string",
        };
        let words = match field.name {
            // The number of a group of fewer than five is not told but as `<5`.
            "workers" => json!({"type": [kind, "string", "null"]}),
            _ => json!({"type": [kind, "null"]}),
        };
        (field.name.to_owned(), words)
    };
    let properties: serde_json::Map<_, _> = spec.fields.iter().map(field).collect();
    Shape::named(name, json!({"type": "object", "properties": properties}))
}

async fn list(
    table: Table,
    spec: &'static ListSpec,
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(spec, request.query_string())?;
    let row = seen(service.database.reader(), &caller, *id).await?;
    let assessment =
        result(service.database.reader(), &service.cache, &row).await.map_err(|error| problem(error, *id))?;
    let key = (caller.organisation_id, row.result_blob.clone().unwrap_or_default());
    let rows = items(&service.cache, key, assessment, table, caller.sight()).await.map_err(ApiError::internal)?;
    // A table may have as many rows as there are suppliers, and looking through them must not hold other answers up.
    let (query, page) = spawn_blocking(move || {
        let page = page_of(&rows, &query, &SEARCHED);
        (query, page)
    })
    .await
    .map_err(ApiError::internal)?;
    answer(spec, table.as_str(), &query, page)
}
