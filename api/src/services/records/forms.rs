//! Rows that no file brings: measures, repayments, counts of grievances, contacts for referral. What they hold and what must
//! hold for it.
//!
//! No field is for a worker's name or number: amounts are per worker of a cohort, grievances are counts, contacts are offices.

use chrono::NaiveDate;
use serde_json::{Map, Number, Value, json};

use crate::error::{ApiError, FieldError, said};
use crate::services::rows::Row;

/// Letters of the longest text that is taken.
const LONGEST: usize = 2000;
/// Largest amount or count that is taken.
const LARGEST: f64 = 1e15;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Holds {
    /// Text.
    Text,
    /// One of these words.
    Word(&'static [&'static str]),
    /// A date.
    Date,
    /// A number that is not negative.
    Amount,
    /// A whole number that is not negative.
    Count,
    /// An ISO 4217 code.
    Currency,
    /// An ISO 3166-1 alpha-2 code.
    Country,
    /// An id made by the service.
    Uuid,
}

/// A field of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormField {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub holds: Holds,
    /// Whether it must be there.
    pub required: bool,
}

const fn must(name: &'static str, holds: Holds) -> FormField {
    FormField { name, holds, required: true }
}

const fn may(name: &'static str, holds: Holds) -> FormField {
    FormField { name, holds, required: false }
}

/// A corrective measure: what is to be done where, by when, and how it stands.
pub const MEASURE: &[FormField] = &[
    must("party_id", Holds::Text),
    must("title", Holds::Text),
    must("state", Holds::Word(&["planned", "in_progress", "done", "verified", "dropped"])),
    may("kind", Holds::Word(&["prevent", "mitigate", "end", "remediate"])),
    may("due_on", Holds::Date),
    may("done_on", Holds::Date),
    may("assessment_id", Holds::Uuid),
    may("register_id", Holds::Text),
    may("leaf", Holds::Text),
    may("responsible", Holds::Text),
    may("cost", Holds::Amount),
    may("currency", Holds::Currency),
    may("note", Holds::Text),
];

/// What was paid back to the workers of a cohort.
pub const REPAYMENT: &[FormField] = &[
    must("cohort_id", Holds::Text),
    may("fee_category", Holds::Word(&["F1", "F2", "F3", "F4", "C1", "C2", "C3", "C4", "C5", "C6", "C7", "X1"])),
    must("amount_per_worker", Holds::Amount),
    must("currency", Holds::Currency),
    must("paid_on", Holds::Date),
    may("workers", Holds::Count),
    may("proof", Holds::Word(&["receipt", "payslip", "bank", "interview", "none"])),
    may("reference", Holds::Text),
    may("note", Holds::Text),
];

/// How many grievances a site received and settled in a period.
pub const GRIEVANCE: &[FormField] = &[
    must("party_id", Holds::Text),
    must("period_from", Holds::Date),
    must("period_to", Holds::Date),
    may("channel", Holds::Word(&["hotline", "letterbox", "union", "committee", "supervisor", "external", "other"])),
    must("received", Holds::Count),
    may("settled", Holds::Count),
    may("about_recruitment", Holds::Count),
    may("about_pay", Holds::Count),
    may("about_documents", Holds::Count),
    may("about_violence", Holds::Count),
    may("note", Holds::Text),
];

/// An office that workers can be referred to safely.
pub const CONTACT: &[FormField] = &[
    must("name", Holds::Text),
    must("country", Holds::Country),
    may(
        "kind",
        Holds::Word(&["embassy", "union", "organisation", "shelter", "labour_inspection", "police", "hotline"]),
    ),
    may("phone", Holds::Text),
    may("email", Holds::Text),
    may("address", Holds::Text),
    may("languages", Holds::Text),
    may("hours", Holds::Text),
    may("checked_on", Holds::Date),
    may("note", Holds::Text),
];

/// Checks a row against a form and gives it in its one form: texts without blanks around them, what is empty left out.
///
/// # Errors
/// `invalid` with a pointer to every field that is not right.
pub fn check(form: &[FormField], row: &Row) -> Result<Row, ApiError> {
    let mut errors = Vec::new();
    let mut checked = Map::new();
    for name in row.keys().filter(|name| form.iter().all(|field| field.name != *name)) {
        errors.push(wrong(name, "unknown-field", "problem-form-unknown", &names(form)));
    }
    for field in form {
        let given = row.get(field.name).filter(|value| !is_empty(value));
        match given.map(|value| read(field.holds, value)) {
            Some(Some(value)) => {
                checked.insert(field.name.to_owned(), value);
            }
            Some(None) => errors.push(wrong(field.name, "value", "problem-form-value", &expected(field.holds))),
            None if field.required => {
                errors.push(wrong(field.name, "required", "problem-form-required", &expected(field.holds)));
            }
            None => {}
        }
    }
    let day = |name: &str| checked.get(name).and_then(Value::as_str);
    if let (Some(from), Some(to)) = (day("period_from"), day("period_to"))
        && from > to
    {
        errors.push(wrong("period_to", "order", "problem-form-order", ""));
    }
    if errors.is_empty() { Ok(checked) } else { Err(ApiError::invalid(errors)) }
}

/// The shapes of the fields of a form by name, for the OpenAPI document.
pub fn schema(form: &[FormField]) -> Row {
    let of = |holds: Holds| match holds {
        Holds::Text => json!({"type": ["string", "null"], "maxLength": LONGEST}),
        Holds::Word(words) => {
            let words: Vec<Value> = words.iter().map(|word| json!(word)).chain([Value::Null]).collect();
            json!({"enum": words})
        }
        Holds::Date => json!({"type": ["string", "null"], "format": "date"}),
        Holds::Amount => json!({"type": ["number", "null"], "minimum": 0, "maximum": LARGEST}),
        Holds::Count => json!({"type": ["integer", "null"], "minimum": 0}),
        Holds::Currency => json!({"type": ["string", "null"], "pattern": "^[A-Z]{3}$"}),
        Holds::Country => json!({"type": ["string", "null"], "pattern": "^[A-Z]{2}$"}),
        Holds::Uuid => json!({"type": ["string", "null"], "format": "uuid"}),
    };
    form.iter().map(|field| (field.name.to_owned(), of(field.holds))).collect()
}

fn wrong(name: &str, rule: &str, key: &str, expected: &str) -> FieldError {
    let values = || [("name", name.into()), ("expected", expected.into())];
    let pointer = format!("/{}", crate::error::escaped(name));
    FieldError::at(pointer, rule, said(key, values()), said(&format!("{key}-fix"), values()))
}

fn names(form: &[FormField]) -> String {
    form.iter().map(|field| field.name).collect::<Vec<_>>().join(", ")
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

fn read(holds: Holds, value: &Value) -> Option<Value> {
    let text = value.as_str().map(str::trim);
    match holds {
        Holds::Text => text.filter(|text| text.chars().count() <= LONGEST).map(Value::from),
        Holds::Word(words) => text.filter(|text| words.contains(text)).map(Value::from),
        Holds::Date => text.and_then(|text| text.parse::<NaiveDate>().ok()).map(|day| Value::from(day.to_string())),
        Holds::Amount => {
            let amount = value.as_f64().filter(|amount| (0.0..=LARGEST).contains(amount))?;
            Number::from_f64(amount).map(Value::Number)
        }
        Holds::Count => value.as_u64().filter(|count| *count < 1 << 53).map(Value::from),
        Holds::Currency => text.filter(|text| is_capitals(text, 3)).map(Value::from),
        Holds::Country => text.filter(|text| is_capitals(text, 2)).map(Value::from),
        Holds::Uuid => text.and_then(|text| text.parse::<uuid::Uuid>().ok()).map(|id| Value::from(id.to_string())),
    }
}

fn is_capitals(text: &str, length: usize) -> bool {
    text.len() == length && text.bytes().all(|byte| byte.is_ascii_uppercase())
}

fn expected(holds: Holds) -> String {
    match holds {
        Holds::Text => format!("a text of at most {LONGEST} letters"),
        Holds::Word(words) => words.join(", "),
        Holds::Date => "a date such as 2026-03-31".to_owned(),
        Holds::Amount => "a number that is not negative".to_owned(),
        Holds::Count => "a whole number that is not negative".to_owned(),
        Holds::Currency => "a currency such as USD".to_owned(),
        Holds::Country => "a country such as UZ".to_owned(),
        Holds::Uuid => "an id of the service".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "tests hand over values that they have just made")]
    fn places(form: &[FormField], row: Value) -> Vec<String> {
        let error = check(form, row.as_object().unwrap()).unwrap_err();
        error.errors().iter().map(|error| error.pointer.clone().unwrap()).collect()
    }

    #[test]
    fn a_good_row_passes_without_what_is_empty() {
        let row =
            json!({"party_id": " s1 ", "title": "Give passports back", "state": "planned", "note": "", "due_on": null});
        let checked = check(MEASURE, row.as_object().unwrap()).unwrap();
        assert_eq!(
            Value::Object(checked),
            json!({"party_id": "s1", "title": "Give passports back", "state": "planned"})
        );
    }

    #[test]
    fn every_field_that_is_not_right_is_named() {
        let row =
            json!({"cohort_id": "c1", "amount_per_worker": -1, "currency": "usd", "paid_on": "soon", "worker": "x"});
        assert_eq!(places(REPAYMENT, row), ["/worker", "/amount_per_worker", "/currency", "/paid_on"]);
    }

    #[test]
    fn a_period_ends_after_it_begins() {
        let row = json!({"party_id": "s1", "period_from": "2026-02-01", "period_to": "2026-01-31", "received": 3});
        assert_eq!(places(GRIEVANCE, row), ["/period_to"]);
    }

    #[test]
    fn what_must_be_there_is_asked_for() {
        assert_eq!(places(CONTACT, json!({"name": "  "})), ["/name", "/country"]);
    }
}
