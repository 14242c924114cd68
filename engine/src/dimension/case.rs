//! Runs a case of a scheme: one round of interviews in, dimensions and class out.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::answer::{Applied, rounds};
use super::checked::Dimensions;
use crate::assessment::Mismatch;
use crate::evidence::{Evidence, EvidenceOrigin, WorkerGroup};
use crate::ids::EvidenceId;
use crate::inputs::Inputs;
use crate::ruleset::Ruleset;

/// One round of interviews and what must come out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DimensionCase {
    /// Id within the scheme.
    pub id: String,
    /// What it shows, in one sentence.
    pub shows: String,
    /// Group of workers.
    #[serde(default = "migrants")]
    pub group: WorkerGroup,
    /// Workers asked.
    #[serde(default)]
    pub asked: Option<u32>,
    /// Source class.
    #[serde(default = "interview")]
    pub source: String,
    /// Answers by question; what is not answered is not known.
    pub answers: BTreeMap<String, String>,
    /// `positive`, `negative` or `unknown`, by dimension; those not named are not compared.
    #[serde(default)]
    pub dimensions: BTreeMap<String, String>,
    /// The class; where not given there must be none.
    #[serde(default)]
    pub class: Option<String>,
    /// `mixed_group` or `children` where the scheme must not fit, `none` where there must be no result at all.
    #[serde(default)]
    pub applied: Option<String>,
}

fn migrants() -> WorkerGroup {
    WorkerGroup::Migrant
}

fn interview() -> String {
    "worker_interview".to_owned()
}

/// Reads the round of a case and compares; empty where all is as expected. A class is compared where a case names every
/// dimension or a class.
pub fn check_dimension_case(scheme: &Dimensions, ruleset: &Ruleset, case: &DimensionCase) -> Vec<Mismatch> {
    let mut mismatches = Vec::new();
    let mut differs = |what: &str, expected: &str, found: &str| {
        let [what, expected, found] = [what, expected, found].map(str::to_owned);
        mismatches.push(Mismatch { case: case.id.clone(), what, expected, found });
    };
    let as_of = scheme.source().effective_from;
    let rows = case.answers.iter().map(|(question, answer)| {
        Evidence {
            id: EvidenceId::new(""),
            party: "place".into(),
            question: question.as_str().into(),
            answer: answer.clone(),
            source: case.source.clone(),
            source_id: "round".to_owned(),
            observed_on: Some(as_of),
            group: case.group,
            period: None,
            affected: None,
            asked: case.asked,
            population: None,
            closes: None,
            reference: None,
            origin: EvidenceOrigin::Answer,
        }
        .identified()
    });
    let inputs = Inputs { statements: rows.collect(), ..Inputs::default() };
    let results = rounds(scheme, &inputs, ruleset, as_of, &BTreeMap::new());
    let Some(round) = results.first() else {
        if case.applied.as_deref() != Some("none") {
            differs("round", "a result", "none");
        }
        return mismatches;
    };
    let applied = match round.applied {
        Applied::Yes => None,
        Applied::MixedGroup => Some("mixed_group"),
        Applied::Children => Some("children"),
    };
    if applied != case.applied.as_deref() {
        differs("applied", case.applied.as_deref().unwrap_or("yes"), applied.unwrap_or("yes"));
    }
    for (dimension, expected) in &case.dimensions {
        let found = round.dimensions.iter().find(|result| result.dimension == *dimension);
        let found = found.map_or("nothing of that name", |result| result.status.as_str());
        if found != expected {
            differs(dimension, expected, found);
        }
    }
    let whole = case.dimensions.len() == scheme.source().dimensions.len();
    if (whole || case.class.is_some()) && round.class != case.class {
        differs("class", case.class.as_deref().unwrap_or("none"), round.class.as_deref().unwrap_or("none"));
    }
    mismatches
}
