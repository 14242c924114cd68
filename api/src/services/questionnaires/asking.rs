//! What a supplier is asked, and in what order.

use chrono::NaiveDate;
use karvon_engine::assessment::questions_to;
use karvon_engine::ids::PartyId;
use karvon_engine::ruleset::SourceClass;
use karvon_intake::ReadOptions;
use karvon_rulesets::LoadedRuleset;
use sea_orm::ConnectionTrait;
use serde::{Deserialize, Serialize};

use super::QuestionnaireError;
use crate::db::OrganisationId;
use crate::services::assess;
use crate::services::data::DataFile;
use crate::services::inputs::{Slice, Testimony, inputs};
use crate::services::progress::Silent;
use crate::services::rulesets::{self, RulesError};

/// What a supplier's own answers count as.
pub(super) const OWN_WORD: &str = "self_assessment";
/// What a supplier can have in its hands. A question that only authorities or workers can answer is not put to it.
const AT_HAND: [&str; 6] =
    [OWN_WORD, "policy_document", "document", "audit_supplier_paid", "audit_announced", "audit_unannounced"];

/// A question that is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Asked {
    /// Its id.
    pub question: String,
    /// The group of workers that it is about.
    pub worker_group: String,
}

/// The questions to a party, those whose answers would tell most first.
pub(super) async fn questions(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    today: NaiveDate,
    party_id: &str,
) -> Result<Vec<Asked>, QuestionnaireError> {
    let slice = Slice { organisation_id, as_of: today, revision: None, testimony: Testimony::Without };
    let text = inputs(connection, slice).await?;
    let data = DataFile { name: "inputs.json".to_owned(), bytes: text.into_bytes() };
    let defect = |error: RulesError| QuestionnaireError::Defect(error.to_string());
    let chosen = rulesets::chosen(connection, organisation_id, None).await.map_err(defect)?;
    let (rules, data) = chosen.load(data).await.map_err(defect)?;
    let party = PartyId::new(party_id);
    let found = tokio::task::spawn_blocking(move || work_out(data, &rules, today, &party));
    let found = found.await.map_err(|error| QuestionnaireError::Defect(error.to_string()))??;
    found.ok_or_else(|| QuestionnaireError::NoParty(party_id.to_owned()))
}

/// Reads the rows as an assessment does, and asks the engine; `None` where there is no such party on the day.
fn work_out(
    data: DataFile,
    rules: &LoadedRuleset,
    today: NaiveDate,
    party: &PartyId,
) -> Result<Option<Vec<Asked>>, QuestionnaireError> {
    let intake = assess::check(&[data], rules, &ReadOptions::new(today), &Silent);
    if intake.inputs.parties.is_empty() {
        return Ok(None);
    }
    let at_hand = |class: &SourceClass| AT_HAND.contains(&class.id.as_str());
    let found = questions_to(&intake.inputs, &rules.ruleset, today, party, OWN_WORD, &at_hand);
    let found = found.map_err(|error| QuestionnaireError::Defect(error.to_string()))?;
    let asked = |values: Vec<karvon_engine::planning::QuestionValue>| {
        let one = |value: karvon_engine::planning::QuestionValue| Asked {
            question: value.question.to_string(),
            worker_group: value.group.as_str().to_owned(),
        };
        values.into_iter().map(one).collect()
    };
    Ok(found.map(asked))
}
