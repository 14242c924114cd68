//! What in a report may tell about a person: numbers of documents and phones and addresses of mail in names and notes.

use std::collections::BTreeSet;

use karvon_engine::assessment::Assessment;
use karvon_intake::{Intake, personal_data};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

/// Places that are named at most; the count says how many there are.
const NAMED: usize = 100;

/// A text that may tell about a person. The text itself is not repeated.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, ToSchema)]
pub struct Suspect {
    /// Where it stands: a place in `assessment.json`, or a piece of evidence and its field.
    pub place: String,
    /// `document_number`, `phone_number` or `mail_address`.
    pub kind: String,
}

/// What was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Found {
    /// How many texts.
    pub(super) count: usize,
    /// The first of them.
    pub(super) places: Vec<Suspect>,
}

/// Looks through what a report may print: the assessment and the free fields of its evidence; `None`: nothing was found.
pub(super) fn look_through(result: &Value, assessment: &Assessment, intake: &Intake) -> Option<Found> {
    let mut looker = Looker { ids: ids(assessment), found: BTreeSet::new() };
    looker.walk(result, &mut String::new());
    let inputs = &intake.inputs;
    for row in inputs.evidence.iter().chain(&inputs.statements) {
        let fields = [
            ("answer", Some(&row.answer)),
            ("source_id", Some(&row.source_id)),
            ("reference", row.reference.as_ref()),
            ("closes", row.closes.as_ref()),
        ];
        for (field, text) in fields {
            looker.look(text.map(String::as_str), || format!("evidence/{}/{field}", row.id));
        }
    }
    for (position, finding) in intake.findings.iter().enumerate() {
        looker.look(finding.value.as_deref(), || format!("findings/{position}/value"));
    }
    let count = looker.found.len();
    (count > 0).then(|| Found { count, places: looker.found.into_iter().take(NAMED).collect() })
}

/// Ids that users chose may look like numbers of documents and are none.
fn ids(assessment: &Assessment) -> BTreeSet<&str> {
    let parties = assessment.parties.iter();
    let own = parties.flat_map(|party| party.merged.iter().chain(std::iter::once(&party.party_id)));
    let cohorts = assessment.recruitment.cohorts.iter().map(|cohort| cohort.cohort_id.as_str());
    own.map(karvon_engine::ids::PartyId::as_str).chain(cohorts).collect()
}

struct Looker<'a> {
    ids: BTreeSet<&'a str>,
    found: BTreeSet<Suspect>,
}

impl Looker<'_> {
    fn look(&mut self, text: Option<&str>, place: impl FnOnce() -> String) {
        let Some(text) = text.filter(|text| !self.ids.contains(text)) else { return };
        if let Some(kind) = personal_data(text) {
            self.found.insert(Suspect { place: place(), kind: kind.as_str().to_owned() });
        }
    }

    fn walk(&mut self, value: &Value, place: &mut String) {
        match value {
            Value::String(text) => self.look(Some(text), || place.clone()),
            Value::Array(items) => {
                for (position, item) in items.iter().enumerate() {
                    self.below(&position.to_string(), item, place);
                }
            }
            Value::Object(fields) => {
                for (name, field) in fields {
                    self.below(&crate::error::escaped(name), field, place);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn below(&mut self, name: &str, value: &Value, place: &mut String) {
        let length = place.len();
        place.push('/');
        place.push_str(name);
        self.walk(value, place);
        place.truncate(length);
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_text_is_named_by_its_place_and_ids_are_left_alone() {
        let result = json!({"parties": [
            {"party_id": "AB1234567", "name": "Mill, +998 71 123 45 67"},
            {"party_id": "s2", "name": "Shop", "regimes": [0.5], "note": null},
        ]});
        let mut looker = Looker { ids: BTreeSet::from(["AB1234567"]), found: BTreeSet::new() };
        looker.walk(&result, &mut String::new());
        let found: Vec<Suspect> = looker.found.into_iter().collect();
        assert_eq!(found, [Suspect { place: "/parties/0/name".to_owned(), kind: "phone_number".to_owned() }]);
    }
}
