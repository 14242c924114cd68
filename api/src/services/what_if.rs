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

use std::sync::Arc;

use karvon_engine::assessment::{AssessError, Change, Difference, Options, WhatIf, WhatIfError, WhatIfProblem};
use karvon_engine::evidence::Evidence;
use karvon_engine::ids::EvidenceId;
use karvon_engine::inputs::Inputs;
use karvon_engine::network::LinkKind;
use karvon_engine::ruleset::Ruleset;
use karvon_intake::{ReadOptions, Severity, SourceFile, read};
use serde::Deserialize;
use serde_json::{Map, Value, json};
use thiserror::Error;

/// A question as it is put.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Body {
    changes: Vec<Asked>,
}

/// One change as it is put.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Asked {
    party_id: Option<String>,
    channel: Option<String>,
    likelihood: Option<f64>,
    answer: Option<Map<String, Value>>,
    replaces: Option<String>,
    link_id: Option<String>,
    supplier_id: Option<String>,
    buyer_id: Option<String>,
    kind: Option<LinkKind>,
    weight: Option<f64>,
}

/// What is wrong with a question.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum QuestionFault {
    /// No JSON of that shape.
    #[error("the question cannot be read: {0}; write {{\"changes\": […]}}")]
    Unreadable(String),
    /// Nothing is asked.
    #[error("the question holds no changes; name at least one")]
    Empty,
    /// A change of no known shape.
    #[error(
        "change {0} is none; write `party_id`, `channel` and `likelihood`, or `answer`, or `link_id` (or `supplier_id` and `buyer_id`) and `weight`"
    )]
    Shape(usize),
    /// No link between two parties.
    #[error("change {change}: no such link leads from `{supplier}` to `{buyer}` in this assessment")]
    NoLink {
        /// Number of the change.
        change: usize,
        /// Supplier.
        supplier: String,
        /// Buyer.
        buyer: String,
    },
    /// A row of answers that cannot be read.
    #[error("change {change}: {message}; {fix}")]
    Answer {
        /// Number of the change.
        change: usize,
        /// What is wrong.
        message: String,
        /// What would be right.
        fix: String,
    },
    /// An answer about a party that is not there.
    #[error("change {change}: there is no party `{party}` in this assessment; give one of its ids as `supplier_id`")]
    UnknownParty {
        /// Number of the change.
        change: usize,
        /// The id.
        party: String,
    },
    /// Something that only the engine sees.
    #[error(transparent)]
    Change(WhatIfProblem),
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

/// Puts a question, in JSON.
///
/// # Errors
/// Everything that is wrong with the question, and whatever stands in the way of the changed assessment.
pub fn ask(what_if: &mut WhatIf, question: &[u8]) -> Result<Difference, WhatIfFailure> {
    let changes = changes(question, what_if).map_err(WhatIfFailure::Question)?;
    what_if.ask(&changes).map_err(|error| match error {
        WhatIfError::Changes(problems) => {
            WhatIfFailure::Question(problems.into_iter().map(QuestionFault::Change).collect())
        }
        WhatIfError::Assess(error) => WhatIfFailure::Refused(error),
    })
}

/// The changes of a question.
fn changes(question: &[u8], what_if: &WhatIf) -> Result<Vec<Change>, Vec<QuestionFault>> {
    let body: Body =
        serde_json::from_slice(question).map_err(|error| vec![QuestionFault::Unreadable(error.to_string())])?;
    if body.changes.is_empty() {
        return Err(vec![QuestionFault::Empty]);
    }
    let (mut changes, mut faults) = (Vec::new(), Vec::new());
    for (number, asked) in (1..).zip(body.changes) {
        match change(number, asked, what_if) {
            Ok(found) => changes.extend(found),
            Err(found) => faults.extend(found),
        }
    }
    if faults.is_empty() { Ok(changes) } else { Err(faults) }
}

fn change(number: usize, asked: Asked, what_if: &WhatIf) -> Result<Vec<Change>, Vec<QuestionFault>> {
    match asked {
        Asked {
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
        Asked {
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
        } => answers(number, &row, what_if).map(|rows| {
            let mut replaces = replaces.map(EvidenceId::new);
            rows.into_iter()
                .map(|answer| Change::Answer { answer: Box::new(answer), replaces: replaces.take() })
                .collect()
        }),
        Asked {
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
        Asked {
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
fn answers(number: usize, row: &Map<String, Value>, what_if: &WhatIf) -> Result<Vec<Evidence>, Vec<QuestionFault>> {
    const TABLE: &str = "answers";
    let named = match row.get("supplier_id") {
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
    let intake = read(&files, &ReadOptions::new(what_if.as_of()), what_if.ruleset());
    let wrong = intake.findings.into_iter().filter(|finding| {
        finding.severity == Severity::Error && finding.sheet.as_deref().is_none_or(|sheet| sheet == TABLE)
    });
    let faults: Vec<QuestionFault> = wrong
        .map(|finding| QuestionFault::Answer { change: number, message: finding.message, fix: finding.fix })
        .collect();
    if faults.is_empty() { Ok(intake.inputs.evidence) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use karvon_engine::assessment::{LinkResult, assess};

    use super::*;
    use crate::services::{demo, rules};

    /// The demo, with few worlds.
    fn sample() -> (Inputs, Ruleset, Options) {
        let rules = rules::get(rules::STANDARD).unwrap();
        let files = demo::files();
        let sources: Vec<SourceFile<'_>> =
            files.iter().map(|file| SourceFile { name: &file.name, bytes: &file.bytes }).collect();
        let intake = read(&sources, &ReadOptions::new(demo::AS_OF), &rules.ruleset);
        let inputs = Inputs { published: rules.published, ..intake.inputs };
        (inputs, rules.ruleset, Options { worlds: 256, ..Options::as_of(demo::AS_OF) })
    }

    fn what_if() -> WhatIf {
        let (inputs, ruleset, options) = sample();
        prepare(&inputs, Arc::new(ruleset), &options).unwrap()
    }

    fn faults(what_if: &mut WhatIf, question: &str) -> Vec<QuestionFault> {
        match ask(what_if, question.as_bytes()) {
            Err(WhatIfFailure::Question(faults)) => faults,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn without_changes_it_is_the_assessment() {
        let (inputs, ruleset, options) = sample();
        let whole = assess(&inputs, &ruleset, &options).unwrap();
        let nothing = prepare(&inputs, Arc::new(ruleset), &options).unwrap().ask(&[]).unwrap();
        assert_eq!((&nothing.before, nothing.parties.len()), (&nothing.after, 0));
        assert_eq!(nothing.after.summary, whole.summary);
        assert!(whole.look_here_first.starts_with(&nothing.after.look_here_first));
    }

    #[test]
    fn every_kind_of_change_is_understood() {
        let mut what_if = what_if();
        // One that is the only way out of its supplier, so that without it nothing of the supplier reaches the subject.
        let links = what_if.links().to_vec();
        let ways = |link: &LinkResult| links.iter().filter(|other| other.supplier_id == link.supplier_id).count();
        let link = links.iter().find(|link| link.kind == LinkKind::Goods && ways(link) == 1).unwrap();
        let (id, supplier, buyer) = (&link.link_id, &link.supplier_id, &link.buyer_id);
        for (change, touched) in [
            (format!(r#"{{"party_id":"{supplier}","channel":"forced_labour","likelihood":0.9}}"#), supplier),
            (format!(r#"{{"link_id":"{id}","weight":0}}"#), supplier),
            (format!(r#"{{"supplier_id":"{supplier}","buyer_id":"{buyer}","weight":0}}"#), supplier),
            (
                format!(
                    r#"{{"answer":{{"supplier_id":"{supplier}","question":"I7.1","answer":"employer_or_agent",
                    "source":"worker_interview","observed_on":"2026-09-01","worker_group":"migrant","asked":20}}}}"#
                ),
                supplier,
            ),
        ] {
            let question = format!(r#"{{"changes":[{change}]}}"#);
            let difference = ask(&mut what_if, question.as_bytes()).unwrap();
            assert!(difference.parties.iter().any(|party| party.party_id == *touched), "{change}");
            assert_ne!(difference.before, difference.after, "{change}");
        }
    }

    #[test]
    fn what_is_wrong_with_a_question_is_told_by_its_number() {
        let mut what_if = what_if();
        assert!(matches!(faults(&mut what_if, "{").as_slice(), [QuestionFault::Unreadable(_)]));
        assert_eq!(faults(&mut what_if, r#"{"changes":[]}"#), [QuestionFault::Empty]);
        let all = faults(
            &mut what_if,
            r#"{"changes":[{"weight":1},{"link_id":"x","likelihood":1},{"supplier_id":"x","buyer_id":"y","weight":1},
                {"answer":{"supplier_id":"nobody","question":"I7.1"}}]}"#,
        );
        assert!(matches!(
            all.as_slice(),
            [
                QuestionFault::Shape(1),
                QuestionFault::Shape(2),
                QuestionFault::NoLink { change: 3, .. },
                QuestionFault::UnknownParty { change: 4, .. },
            ]
        ));
    }

    #[test]
    fn a_row_of_answers_is_checked_like_one_of_a_file() {
        let mut what_if = what_if();
        let party = what_if.inputs().parties[0].id.clone();
        let question = format!(
            r#"{{"changes":[{{"answer":{{"supplier_id":"{party}","question":"I7.1","answer":"on the moon",
            "source":"worker_interview","observed_on":"2026-09-01"}}}}]}}"#
        );
        let all = faults(&mut what_if, &question);
        assert!(matches!(all.as_slice(), [QuestionFault::Answer { change: 1, .. }]), "{all:?}");
    }
}
