//! `/recruitment`: cohorts of workers with the fees that they paid, one item a cohort. The id is the user's own.

use karvon_intake::TableKind;
use sea_orm::ConnectionTrait;
use serde_json::Value;

use super::{Data, Ground, Paths, listed};
use crate::auth::permission::Resource;
use crate::db::entities::cohorts::{self, Column};
use crate::error::{ApiError, FieldError, said};
use crate::list::{Kind, ListField, ListSpec};
use crate::services::records::{Draft, parties_called};
use crate::services::rows::{self, Background, Row};
use crate::services::rulesets;

/// The resource.
pub(super) struct Recruitment;

impl Data for Recruitment {
    type Entity = cohorts::Entity;
    const PATHS: Paths =
        Paths { all: "/recruitment", one: "/recruitment/{cohort_id}", history: "/recruitment/{cohort_id}/history" };
    const NAME: &'static str = "recruitment";
    const ONE: &'static str = "cohort";
    const ID: &'static str = "cohort_id";
    const RESOURCE: Resource = Resource::Recruitment;
    const LIST: ListSpec = ListSpec {
        fields: listed! {
            "cohort_id" Text, "employer_id" Text, "recruiter_id" Text, "origin_country" Text, "destination_country" Text,
            "workers" Integer, "sex" Shown, "arrived_from" Date, "arrived_to" Date, "monthly_wage" Shown,
            "wage_currency" Shown, "monthly_deductions" Shown, "monthly_living_cost" Shown, "contract_months" Shown,
            "loan_amount" Shown, "loan_currency" Shown, "loan_monthly_rate" Shown, "loan_from" Shown,
            "leave_before_repaid" Shown, "deposit" Shown, "documents_held_by" Shown, "contract_language_understood" Shown,
            "contract_substituted" Shown, "free_to_leave" Shown, "fees" Shown,
        },
        key: "cohort_id",
        order: "cohort_id",
        extra: &[],
        offset: false,
    };
    const SEARCHED: &'static [Column] = &[Column::Key, Column::EmployerId, Column::RecruiterId];

    fn schema() -> Row {
        rows::schema(TableKind::Recruitment)
    }

    async fn check<C: ConnectionTrait>(ground: &Ground<'_, C>, row: Row) -> Result<Draft, ApiError> {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        let named = [text("employer_id"), text("recruiter_id")];
        let parties = parties_called(ground.connection, ground.organisation_id, &named).await?;
        let rules = rulesets::loaded_in_use(ground.connection, ground.organisation_id).await?;
        let background = Background { today: ground.today, ruleset: &rules.ruleset, parties: &parties };
        let (fields, _) = rows::check(TableKind::Recruitment, &row, &background)?;
        let key = fields.get("cohort_id").and_then(Value::as_str).unwrap_or_default().to_owned();
        if ground.key.is_some_and(|present| present != key) {
            let (message, fix) = (said("problem-id-fixed", []), said("problem-id-fixed-fix", []));
            return Err(ApiError::invalid(vec![FieldError::at("/cohort_id", "id-fixed", message, fix)]));
        }
        Ok(Draft::new(key, fields))
    }
}
