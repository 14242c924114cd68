//! One row from the API, checked exactly as a row of a file is: by the same reading, with the same findings.
//!
//! What a file may leave unknown with a warning because nobody can ask the file back, a caller is asked to put right: a value
//! that cannot be read is refused here. The other rows that a row refers to come along, so that unknown ids are found.

use chrono::NaiveDate;
use karvon_engine::ruleset::Ruleset;
use karvon_intake::{
    FieldKind, InputFinding, Intake, ReadOptions, Rule, Severity, SourceFile, TableKind, read, tidy_row,
};
use serde_json::{Map, Value, json};

use super::book::Book;
use super::rules::questions_of_checklists;
use crate::error::{ApiError, FieldError, escaped, said};

/// A row in template field names.
pub type Row = Map<String, Value>;

/// The fields of a cohort that belong to one fee.
pub const FEE_FIELDS: [&str; 6] =
    ["fee_category", "fee_per_worker", "fee_currency", "fee_basis", "paid_by", "reimbursed_per_worker"];

/// The id of a party that nobody has.
const NOBODY: &str = "none-0f3c7a529d0e4f7e8a557c2b6a1d9e44";

/// Warnings and notices that say that something of the row would be lost.
const LOSSES: [Rule; 27] = [
    Rule::UnknownColumn,
    Rule::UnnamedColumn,
    Rule::DoubleColumn,
    Rule::ContactColumn,
    Rule::BrokenText,
    Rule::NestedValue,
    Rule::RepeatedField,
    Rule::FormulaText,
    Rule::ErrorValue,
    Rule::TextTooLong,
    Rule::NumberUnreadable,
    Rule::NumberRange,
    Rule::NumberAmbiguous,
    Rule::NumberNotFinite,
    Rule::NumberNegative,
    Rule::NumberNotWhole,
    Rule::NumberOutOfRange,
    Rule::ShareBare,
    Rule::DateUnreadable,
    Rule::DateAmbiguous,
    Rule::DateMonthFirst,
    Rule::DateImplausible,
    Rule::CountryUnknown,
    Rule::CountryAmbiguous,
    Rule::WordUnknown,
    Rule::CurrencyUnreadable,
    Rule::WorkerDataInNote,
];

/// Against what a row is checked.
#[derive(Debug)]
pub struct Background<'a> {
    /// The day it is for the organisation.
    pub today: NaiveDate,
    /// The questions that can be answered.
    pub ruleset: &'a Ruleset,
    /// Parties that the row may refer to: id, name and country of each.
    pub parties: &'a [Row],
}

/// Checks a row of a table and gives it in its one form with what the reading made of it. The fees of a cohort stand under
/// `fees`.
///
/// # Errors
/// `invalid` with a pointer to every field that is not right.
pub fn check(table: TableKind, row: &Row, background: &Background<'_>) -> Result<(Row, Intake), ApiError> {
    let (tidied, rows) = match table {
        TableKind::Recruitment => with_fees(row)?,
        TableKind::Suppliers
        | TableKind::Links
        | TableKind::Answers
        | TableKind::Watchlist
        | TableKind::Merges
        | TableKind::Rates => {
            let row = tidy_row(table, row);
            (row.clone(), vec![row])
        }
    };
    let own = rows.len();
    let mut tables = Map::new();
    if table == TableKind::Suppliers {
        let all: Vec<Value> = rows.into_iter().chain(background.parties.iter().cloned()).map(Value::Object).collect();
        tables.insert(table.as_str().to_owned(), Value::Array(all));
    } else {
        let parties: Vec<Value> = background.parties.iter().cloned().map(Value::Object).collect();
        // Without any party the table would count as not given, and every id would pass.
        let parties = if parties.is_empty() { vec![json!({"supplier_id": NOBODY, "name": "-"})] } else { parties };
        tables.insert(TableKind::Suppliers.as_str().to_owned(), Value::Array(parties));
        tables.insert(table.as_str().to_owned(), rows.into_iter().map(Value::Object).collect());
    }
    let text = Value::Object(tables).to_string();
    let file = SourceFile { name: "body", bytes: text.as_bytes() };
    let catalogue = questions_of_checklists();
    let book = Book { ruleset: background.ruleset, catalogue };
    let intake = read(&[file], &ReadOptions::new(background.today), &book);
    let errors: Vec<FieldError> = intake
        .findings
        .iter()
        .filter(|finding| concerns(finding, table, own) && is_refused(finding))
        .map(|finding| placed(table, finding))
        .collect();
    if !errors.is_empty() {
        return Err(ApiError::invalid(errors));
    }
    // A row without a field that the table knows is no row of it.
    if intake.counts.get(&table).is_none_or(|counts| counts.used == 0) {
        let message = said("problem-no-field", [("table", table.as_str().into())]);
        return Err(ApiError::invalid(vec![FieldError::at("", "shape", message, said("problem-shape-fix", []))]));
    }
    Ok((tidied, intake))
}

/// Whether a finding is about one of the first rows of a table, or about the table as a whole.
fn concerns(finding: &InputFinding, table: TableKind, own: usize) -> bool {
    let is_table = finding.sheet.as_deref() == Some(table.as_str());
    is_table && finding.row.is_none_or(|row| usize::try_from(row).is_ok_and(|row| row <= own))
}

fn is_refused(finding: &InputFinding) -> bool {
    finding.severity == Severity::Error || LOSSES.contains(&finding.rule)
}

fn placed(table: TableKind, finding: &InputFinding) -> FieldError {
    let mut error = FieldError::in_body(finding);
    "error".clone_into(&mut error.severity);
    let column = finding.column.as_deref().unwrap_or_default();
    if table == TableKind::Recruitment && FEE_FIELDS.contains(&column) {
        let fee = finding.row.unwrap_or(1).saturating_sub(1);
        error.pointer = Some(format!("/fees/{fee}/{}", escaped(column)));
    }
    error
}

/// A cohort in its one form, and the rows of a file that say the same: one for each fee, or one without.
fn with_fees(item: &Row) -> Result<(Row, Vec<Row>), ApiError> {
    let shape =
        |pointer: String, key: &str| FieldError::at(pointer, "shape", said(key, []), said("problem-shape-fix", []));
    let mut cohort = item.clone();
    let fees = match cohort.remove("fees") {
        None | Some(Value::Null) => Vec::new(),
        Some(Value::Array(fees)) => fees,
        Some(_) => return Err(ApiError::invalid(vec![shape("/fees".to_owned(), "problem-fees-list")])),
    };
    let mut errors: Vec<FieldError> = FEE_FIELDS
        .iter()
        .filter(|name| cohort.contains_key(**name))
        .map(|name| shape(format!("/{name}"), "problem-fee-outside"))
        .collect();
    let cohort = tidy_row(TableKind::Recruitment, &cohort);
    let mut tidied = Vec::new();
    for (position, fee) in fees.iter().enumerate() {
        let Value::Object(fee) = fee else {
            errors.push(shape(format!("/fees/{position}"), "problem-fees-list"));
            continue;
        };
        let strange = fee.keys().filter(|name| !FEE_FIELDS.contains(&name.as_str()));
        errors.extend(strange.map(|name| shape(format!("/fees/{position}/{}", escaped(name)), "problem-fee-field")));
        tidied.push(tidy_row(TableKind::Recruitment, fee));
    }
    if !errors.is_empty() {
        return Err(ApiError::invalid(errors));
    }
    let rows = if tidied.is_empty() {
        vec![cohort.clone()]
    } else {
        tidied.iter().map(|fee| cohort.clone().into_iter().chain(fee.clone()).collect()).collect()
    };
    let mut whole = cohort;
    whole.insert("fees".to_owned(), tidied.into_iter().map(Value::Object).collect());
    Ok((whole, rows))
}

/// The shapes of the fields of a table by name, for the OpenAPI document.
pub fn schema(table: TableKind) -> Row {
    let of = |kind: FieldKind| match kind {
        FieldKind::Text => json!({"type": ["string", "null"]}),
        FieldKind::Number => json!({"type": ["number", "null"]}),
        FieldKind::Share => json!({"type": ["number", "null"], "minimum": 0, "maximum": 1}),
        FieldKind::Date => json!({"type": ["string", "null"], "format": "date"}),
    };
    let is_fee = |name: &str| table == TableKind::Recruitment && FEE_FIELDS.contains(&name);
    let fields = table.columns().filter(|column| !is_fee(column.name));
    let mut properties: Row = fields.map(|column| (column.name.to_owned(), of(column.kind))).collect();
    if table == TableKind::Recruitment {
        let fees: Row = table
            .columns()
            .filter(|column| is_fee(column.name))
            .map(|column| (column.name.to_owned(), of(column.kind)))
            .collect();
        let fee = json!({"type": "object", "properties": fees, "additionalProperties": false});
        properties.insert("fees".to_owned(), json!({"type": "array", "items": fee}));
    }
    properties
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::rules;

    #[expect(clippy::needless_pass_by_value, reason = "tests hand over values that they have just made")]
    fn checked(table: TableKind, row: Value, parties: &[Value]) -> Result<(Row, Intake), Vec<(String, String)>> {
        let rules = rules::get(rules::STANDARD).unwrap();
        let parties: Vec<Row> = parties.iter().map(|party| party.as_object().unwrap().clone()).collect();
        let background = Background {
            today: NaiveDate::from_ymd_opt(2026, 11, 24).unwrap(),
            ruleset: &rules.ruleset,
            parties: &parties,
        };
        check(table, row.as_object().unwrap(), &background).map_err(|error| {
            error.errors().iter().map(|error| (error.pointer.clone().unwrap(), error.rule.clone())).collect()
        })
    }

    fn wrong(table: TableKind, row: Value, parties: &[Value]) -> Vec<(String, String)> {
        checked(table, row, parties).map(drop).unwrap_err()
    }

    fn at(pointer: &str, rule: &str) -> (String, String) {
        (pointer.to_owned(), rule.to_owned())
    }

    fn mill() -> Value {
        json!({"supplier_id": "s1", "name": "Mill", "country": "UZ"})
    }

    #[test]
    fn a_good_party_passes_in_its_one_form() {
        let (row, intake) = checked(
            TableKind::Suppliers,
            json!({"supplier_id": "s2", "name": "Gin ", "country": "Tajikistan", "workers": "85"}),
            &[mill()],
        )
        .unwrap();
        assert_eq!(
            Value::Object(row),
            json!({"supplier_id": "s2", "name": "Gin", "country": "Tajikistan", "workers": 85})
        );
        assert_eq!(intake.inputs.parties.len(), 2);
    }

    #[test]
    fn every_value_that_cannot_be_read_is_refused_at_its_place() {
        let row =
            json!({"supplier_id": "s2", "name": "Gin", "country": "Tajikstan", "workers": "many", "colour": "red"});
        let found = wrong(TableKind::Suppliers, row, &[]);
        assert_eq!(found.len(), 3, "{found:?}");
        for expected in
            [at("/country", "country-unknown"), at("/workers", "number-unreadable"), at("/colour", "unknown-column")]
        {
            assert!(found.contains(&expected), "{found:?}");
        }
    }

    #[test]
    fn a_name_is_needed() {
        let found = wrong(TableKind::Suppliers, json!({"supplier_id": "s2", "name": "", "country": "UZ"}), &[]);
        assert!(!found.is_empty());
    }

    #[test]
    fn ids_that_are_no_party_are_found() {
        let link = json!({"supplier_id": "s1", "buyer_id": "s9"});
        assert_eq!(wrong(TableKind::Links, link.clone(), &[mill()]), [at("/buyer_id", "unknown-party")]);
        assert_eq!(wrong(TableKind::Links, link, &[]), [at("/supplier_id", "unknown-party")]);
    }

    #[test]
    fn a_cohort_is_checked_fee_by_fee() {
        let cohort = |fees: Value| {
            json!({"cohort_id": "c1", "employer_id": "s1", "origin_country": "KG", "destination_country": "UZ",
                   "workers": 20, "fees": fees})
        };
        let good = json!([{"fee_category": "F1", "fee_per_worker": 150, "fee_currency": "USD"}]);
        let (row, intake) = checked(TableKind::Recruitment, cohort(good.clone()), &[mill()]).unwrap();
        assert_eq!(row["fees"], good);
        assert_eq!(intake.inputs.cohorts.len(), 1);
        let bad = json!([{"fee_category": "F1", "fee_per_worker": 150, "fee_currency": "USD"}, {"fee_category": "Z9", "fee_per_worker": 1, "fee_currency": "USD"}]);
        assert_eq!(wrong(TableKind::Recruitment, cohort(bad), &[mill()]), [at("/fees/1/fee_category", "word-unknown")]);
        assert_eq!(
            wrong(TableKind::Recruitment, cohort(json!([{"name": "x"}])), &[mill()]),
            [at("/fees/0/name", "shape")]
        );
        assert_eq!(wrong(TableKind::Recruitment, cohort(json!("none")), &[mill()]), [at("/fees", "shape")]);
    }

    #[test]
    fn an_answer_must_fit_its_question() {
        let answer = |question: &str| json!({"supplier_id": "s1", "question": question, "answer": "yes", "source": "document", "observed_on": "2026-04-01"});
        assert_eq!(wrong(TableKind::Answers, answer("no-such"), &[mill()]), [at("/question", "unknown-question")]);
    }

    #[test]
    fn no_workers_data_is_taken() {
        let row = json!({"supplier_id": "s2", "name": "Gin", "country": "TJ", "passport number": "N0123456"});
        let found = wrong(TableKind::Suppliers, row, &[]);
        assert_eq!(found, [at("/passport number", "worker-data-column")]);
    }
}
