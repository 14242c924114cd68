//! What if: questions put to an assessment, from the words of a request to the difference that changes make.
//!
//! A question is JSON: `{"changes": […]}` with any of
//! - `{"party_id", "channel", "likelihood"}`: an own likelihood is taken as given,
//! - `{"answer": {…}, "replaces"}`: a row of the answers table is added, in place of the evidence named, if any,
//! - `{"link_id", "weight"}`, or `{"supplier_id", "buyer_id", "kind", "weight"}` with or without a kind: links transmit more or
//!   less, or nothing.
//!
//! Whoever asks often keeps the [`WhatIf`], which knows the hash of its inputs: it holds worlds, and the next question costs
//! what it touches.

mod fault;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use karvon_engine::assessment::{AssessError, Change, Difference, Options, WhatIf, WhatIfError, WhatIfProblem};
use karvon_engine::evidence::Evidence;
use karvon_engine::ids::EvidenceId;
use karvon_engine::inputs::Inputs;
use karvon_engine::network::LinkKind;
use karvon_engine::ruleset::Ruleset;
use karvon_intake::{ReadOptions, Severity, SourceFile, read as read_files};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use thiserror::Error;
use utoipa::ToSchema;
use validator::Validate;

pub use fault::QuestionFault;

use super::inputs::Testimony;
use super::testimony;

/// A question as it is put.
#[derive(Clone, Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = WhatIfQuestion)]
pub struct Question {
    /// What is changed, all of it at once.
    // Each is read by itself, so that what is wrong with one does not hide what is wrong with the next.
    #[validate(length(max = 10_000))]
    #[schema(value_type = Vec<AskedChange>)]
    changes: Vec<Value>,
}

/// One change as it is put: a likelihood, an answer, or the transmission of links.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
struct AskedChange {
    /// A party whose own likelihood is taken as given.
    party_id: Option<String>,
    /// The channel of the likelihood.
    channel: Option<String>,
    /// The likelihood, 0–1.
    likelihood: Option<f64>,
    /// A row of the answers table that is added.
    #[schema(value_type = Option<Object>)]
    answer: Option<Map<String, Value>>,
    /// The evidence that the answer takes the place of.
    replaces: Option<String>,
    /// A link whose transmission is taken as given.
    link_id: Option<String>,
    /// The same by its ends: the supplier.
    supplier_id: Option<String>,
    /// The buyer.
    buyer_id: Option<String>,
    /// The kind of link; without it all but those of labour.
    #[schema(value_type = Option<String>)]
    kind: Option<LinkKind>,
    /// Transmission in the headline channel, 0–1; 0 takes the link away.
    weight: Option<f64>,
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum WhatIfFailure {
    /// The question has faults.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Question(Vec<QuestionFault>),
    /// The engine refuses.
    #[error(transparent)]
    Refused(#[from] AssessError),
}

/// Makes an assessment ready to be asked.
///
/// # Errors
/// Whatever stands in the way of the assessment.
pub fn prepare(inputs: &Inputs, ruleset: Arc<Ruleset>, options: &Options) -> Result<WhatIf, AssessError> {
    WhatIf::new(inputs, ruleset, options)
}

/// Reads a question from JSON.
///
/// # Errors
/// It is none.
pub fn read(question: &[u8]) -> Result<Question, WhatIfFailure> {
    let unreadable = |error: serde_json::Error| vec![QuestionFault::Unreadable(error.to_string())];
    serde_json::from_slice(question).map_err(|error| WhatIfFailure::Question(unreadable(error)))
}

/// Puts a question, for somebody who may see what workers said or may not.
///
/// # Errors
/// Everything that is wrong with the question, and whatever stands in the way of the changed assessment.
pub fn ask(what_if: &mut WhatIf, question: Question, seen: Testimony) -> Result<Difference, WhatIfFailure> {
    let (numbers, changes) = changes(question, what_if, seen).map_err(WhatIfFailure::Question)?;
    what_if.ask(&changes).map_err(|error| match error {
        WhatIfError::Changes(problems) => {
            let fault = |problem| QuestionFault::Change(told(problem, &numbers, seen));
            WhatIfFailure::Question(problems.into_iter().map(fault).collect())
        }
        WhatIfError::Assess(error) => WhatIfFailure::Refused(error),
    })
}

/// The changes of a question, each with the number of what was asked; what was asked in one may be several.
fn changes(
    question: Question,
    what_if: &WhatIf,
    seen: Testimony,
) -> Result<(Vec<usize>, Vec<Change>), Vec<QuestionFault>> {
    if question.changes.is_empty() {
        return Err(vec![QuestionFault::Empty]);
    }
    let (mut numbers, mut changes, mut faults) = (Vec::new(), Vec::new(), Vec::new());
    for (number, asked) in (1..).zip(question.changes) {
        match shaped(number, asked).and_then(|asked| change(number, asked, what_if, seen)) {
            Ok(found) => {
                numbers.extend(std::iter::repeat_n(number, found.len()));
                changes.extend(found);
            }
            Err(found) => faults.extend(found),
        }
    }
    let hidden = changes.iter().zip(&numbers).filter_map(|(change, number)| hidden(change, *number, what_if, seen));
    faults.extend(hidden);
    if faults.is_empty() {
        return Ok((numbers, changes));
    }
    // What the engine sees at a glance is told together with the rest.
    faults.extend(
        what_if.check(&changes).into_iter().map(|problem| QuestionFault::Change(told(problem, &numbers, seen))),
    );
    faults.sort_by_key(QuestionFault::change);
    faults.dedup();
    Err(faults)
}

/// A problem with the number of what was asked. Details of other evidence are not for everybody.
fn told(problem: WhatIfProblem, numbers: &[usize], seen: Testimony) -> WhatIfProblem {
    let place = problem.change().checked_sub(1);
    let number = place.and_then(|place| numbers.get(place)).copied().unwrap_or_default();
    match (problem.at(number), seen) {
        (WhatIfProblem::UnusedAnswer { change, reason, .. }, Testimony::Without) => {
            WhatIfProblem::UnusedAnswer { change, detail: reason.replace('_', " "), reason }
        }
        (problem, Testimony::With | Testimony::Without) => problem,
    }
}

/// To replace what a worker said is as if it were not there, for somebody who may not see it.
fn hidden(change: &Change, number: usize, what_if: &WhatIf, seen: Testimony) -> Option<QuestionFault> {
    let Change::Answer { replaces: Some(evidence), .. } = change else { return None };
    let row = what_if.inputs().evidence.iter().find(|row| row.id == *evidence)?;
    let is_hidden = seen == Testimony::Without && is_testimony(row);
    let fault = WhatIfProblem::UnknownAnswer { change: number, evidence: evidence.clone() };
    is_hidden.then_some(QuestionFault::Change(fault))
}

fn is_testimony(row: &Evidence) -> bool {
    testimony::SOURCES.contains(&row.source.as_str())
}

fn shaped(number: usize, asked: Value) -> Result<AskedChange, Vec<QuestionFault>> {
    serde_path_to_error::deserialize(asked).map_err(|error| {
        let place = crate::web::body::pointer(error.path());
        vec![QuestionFault::Unfit { change: number, place, message: error.inner().to_string() }]
    })
}

fn change(
    number: usize,
    asked: AskedChange,
    what_if: &WhatIf,
    seen: Testimony,
) -> Result<Vec<Change>, Vec<QuestionFault>> {
    match asked {
        AskedChange {
            party_id: Some(party_id),
            channel: Some(channel),
            likelihood: Some(likelihood),
            answer: None,
            replaces: None,
            link_id: None,
            supplier_id: None,
            buyer_id: None,
            kind: None,
            weight: None,
        } => Ok(vec![Change::Likelihood {
            party_id: party_id.as_str().into(),
            channel: channel.as_str().into(),
            likelihood,
        }]),
        AskedChange {
            party_id: None,
            channel: None,
            likelihood: None,
            answer: Some(row),
            replaces,
            link_id: None,
            supplier_id: None,
            buyer_id: None,
            kind: None,
            weight: None,
        } => answers(number, &row, what_if, seen).map(|rows| {
            let mut replaces = replaces.map(EvidenceId::new);
            rows.into_iter()
                .map(|answer| Change::Answer { answer: Box::new(answer), replaces: replaces.take() })
                .collect()
        }),
        AskedChange {
            party_id: None,
            channel: None,
            likelihood: None,
            answer: None,
            replaces: None,
            link_id: Some(link_id),
            supplier_id: None,
            buyer_id: None,
            kind: None,
            weight: Some(weight),
        } => Ok(vec![Change::Link { link_id: link_id.as_str().into(), weight }]),
        AskedChange {
            party_id: None,
            channel: None,
            likelihood: None,
            answer: None,
            replaces: None,
            link_id: None,
            supplier_id: Some(supplier),
            buyer_id: Some(buyer),
            kind,
            weight: Some(weight),
        } => {
            let between = what_if.links().iter().filter(|link| {
                let is_kind = kind.map_or(link.kind != LinkKind::Labour, |kind| link.kind == kind);
                link.supplier_id.as_str() == supplier && link.buyer_id.as_str() == buyer && is_kind
            });
            let changes: Vec<Change> =
                between.map(|link| Change::Link { link_id: link.link_id.clone(), weight }).collect();
            if changes.is_empty() {
                return Err(vec![QuestionFault::NoLink { change: number, supplier, buyer }]);
            }
            Ok(changes)
        }
        _ => Err(vec![QuestionFault::Shape(number)]),
    }
}

/// The evidence of one row of answers, read as if it stood in a file; a row about several parts of a question gives several.
fn answers(
    number: usize,
    row: &Map<String, Value>,
    what_if: &WhatIf,
    seen: Testimony,
) -> Result<Vec<Evidence>, Vec<QuestionFault>> {
    const TABLE: &str = "answers";
    const SUPPLIER: &str = "supplier_id";
    let mut row = row.clone();
    // The two words for one id, as everywhere in the service.
    if let (Some(id), false) = (row.get("party_id").cloned(), row.contains_key(SUPPLIER)) {
        row.remove("party_id");
        row.insert(SUPPLIER.to_owned(), id);
    }
    let named = match row.get(SUPPLIER) {
        Some(Value::String(id)) => id.trim().to_owned(),
        Some(Value::Number(id)) => id.to_string(),
        Some(Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_)) | None => String::new(),
    };
    let parties = &what_if.inputs().parties;
    let Some(party) = parties.iter().find(|party| party.id.as_str() == named) else {
        return Err(vec![QuestionFault::UnknownParty { change: number, party: named }]);
    };
    let country = party.country.map(|country| country.to_string());
    let tables = json!({
        "suppliers": [{ "supplier_id": party.id, "name": party.name, "country": country }],
        TABLE: [row],
    });
    let bytes = tables.to_string().into_bytes();
    let files = [SourceFile { name: TABLE, bytes: &bytes }];
    let intake = read_files(&files, &ReadOptions::new(what_if.as_of()), what_if.ruleset());
    let wrong = intake.findings.into_iter().filter(|finding| {
        finding.severity == Severity::Error && finding.sheet.as_deref().is_none_or(|sheet| sheet == TABLE)
    });
    let faults: Vec<QuestionFault> = wrong
        .map(|finding| QuestionFault::Answer {
            change: number,
            column: finding.column,
            message: finding.message,
            fix: finding.fix,
        })
        .collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    let rows = intake.inputs.evidence;
    if seen == Testimony::Without && rows.iter().any(is_testimony) {
        return Err(vec![QuestionFault::Testimony(number)]);
    }
    Ok(rows)
}
