//! An organisation's own list of names, from a CSV file in the form of the template `watchlist`.
//!
//! It is read as a file of data is, with the same findings. Nothing is kept of a file that is not wholly right: a name that could
//! not be read would be a name that nobody is screened against.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use karvon_engine::inputs::WatchlistEntry;
use karvon_engine::ruleset::Ruleset;
use karvon_intake::{InputFinding, ReadOptions, Rule, Severity, SourceFile, TableKind, read};
use karvon_rulesets::reference::import::Diff;
use serde_json::{Map, Value, json};
use thiserror::Error;

use crate::digest::sha256;

/// The column that says which list a row is of.
const LIST: &str = "list";

/// A list that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnList {
    /// What it is called.
    pub name: String,
    /// Its rows, in the order of the file.
    pub rows: Vec<OwnRow>,
    /// SHA-256 of its rows in their one form.
    pub sha256: String,
    /// Columns of the file that are not kept.
    pub ignored: Vec<String>,
}

/// A name on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRow {
    /// Name as listed.
    pub name: String,
    /// Country, alpha-3.
    pub country: Option<String>,
    /// The row in template names: canonical JSON without nulls.
    pub fields: String,
}

/// Why a file is no list.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum OwnFault {
    /// It is no CSV.
    #[error("line {line}: the file cannot be read as CSV: {reason}")]
    Csv {
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// Nothing says what the list is called.
    #[error("nothing says what the list is called: name it with `list`, or fill the column `list`")]
    NoName,
    /// It holds several lists.
    #[error("the file holds several lists: {}; send one at a time", .0.join(", "))]
    Several(Vec<String>),
    /// No row.
    #[error("the file holds no rows; a list without names says nothing")]
    Empty,
    /// Rows that are not right.
    #[error("the file has {} findings", .0.len())]
    Findings(Vec<InputFinding>),
}

/// Reads a list. `name` is what it is called; without it the column `list` says so.
///
/// # Errors
/// Everything that is wrong with the file.
pub(super) fn read_own(
    bytes: &[u8],
    file: &str,
    name: Option<&str>,
    today: NaiveDate,
    ruleset: &Ruleset,
) -> Result<OwnList, OwnFault> {
    let rows = cells(bytes)?;
    if rows.is_empty() {
        return Err(OwnFault::Empty);
    }
    let name = match name {
        Some(name) => name.to_owned(),
        None => stated(&rows)?,
    };
    let named = rows.into_iter().map(|mut row| {
        row.retain(|column, _| !is_list(column));
        row.insert(LIST.to_owned(), Value::from(name.as_str()));
        Value::Object(row)
    });
    let text = json!({ TableKind::Watchlist.as_str(): named.collect::<Vec<_>>() }).to_string();
    let source = SourceFile { name: file, bytes: text.as_bytes() };
    let intake = read(&[source], &ReadOptions::new(today), ruleset);
    let unknown = intake.findings.iter().filter(|finding| finding.rule == Rule::UnknownColumn);
    let ignored = unknown.filter_map(|finding| finding.column.clone()).collect();
    let wrong: Vec<InputFinding> = intake
        .findings
        .into_iter()
        .filter(|finding| matches!(finding.severity, Severity::Error | Severity::Warning))
        // The first row of a file is its head.
        .map(|finding| InputFinding { sheet: None, row: finding.row.map(|row| row + 1), ..finding })
        .collect();
    if !wrong.is_empty() {
        return Err(OwnFault::Findings(wrong));
    }
    let rows: Vec<OwnRow> = intake.inputs.watchlist.iter().map(row).collect();
    if rows.is_empty() {
        return Err(OwnFault::Empty);
    }
    let whole: Vec<&str> = rows.iter().map(|row| row.fields.as_str()).collect();
    Ok(OwnList { name, sha256: sha256(whole.join("\n")), rows, ignored })
}

/// What a list changes against another state of it: rows are told apart by name and country.
pub(super) fn compared(before: &[OwnRow], after: &[OwnRow]) -> Diff {
    let by_key = |rows: &[OwnRow]| -> BTreeMap<String, Map<String, Value>> {
        let fields = |row: &OwnRow| serde_json::from_str(&row.fields).unwrap_or_default();
        let key = |row: &OwnRow| match &row.country {
            Some(country) => format!("{}, {country}", row.name),
            None => row.name.clone(),
        };
        rows.iter().map(|row| (key(row), fields(row))).collect()
    };
    let (old, new) = (by_key(before), by_key(after));
    let mut diff = Diff::default();
    for (key, row) in &new {
        let Some(was) = old.get(key) else {
            diff.added.push(key.clone());
            continue;
        };
        let mut columns: Vec<String> =
            row.keys().chain(was.keys()).filter(|name| row.get(*name) != was.get(*name)).cloned().collect();
        columns.sort();
        columns.dedup();
        if columns.is_empty() {
            diff.unchanged += 1;
        } else {
            diff.changed.push((key.clone(), columns));
        }
    }
    diff.removed = old.into_keys().filter(|key| !new.contains_key(key)).collect();
    diff
}

fn row(entry: &WatchlistEntry) -> OwnRow {
    let country = entry.country.map(|country| country.as_str().to_owned());
    let WatchlistEntry { list, name, aliases, address, programme, listed_on, source_url, country: _ } = entry;
    let aliases = (!aliases.is_empty()).then(|| aliases.join("; "));
    let fields = json!({
        "list": list, "name": name, "aliases": aliases, "country": country, "address": address,
        "programme": programme, "listed_on": listed_on, "source_url": source_url,
    });
    let stated = |fields: Value| match fields {
        Value::Object(fields) => fields.into_iter().filter(|(_, value)| !value.is_null()).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => Map::new(),
    };
    OwnRow { name: name.clone(), country, fields: Value::Object(stated(fields)).to_string() }
}

/// The rows of a CSV file by header.
fn cells(bytes: &[u8]) -> Result<Vec<Map<String, Value>>, OwnFault> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = String::from_utf8_lossy(bytes.split(|byte| *byte == b'\n').next().unwrap_or_default());
    let count = |sign: u8| head.matches(char::from(sign)).count();
    let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|sign| (count(*sign), *sign == b',')).unwrap_or(b',');
    let broken = |error: &csv::Error| OwnFault::Csv {
        line: error.position().map_or(1, csv::Position::line),
        reason: error.to_string(),
    };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(bytes);
    let headers = reader.headers().map_err(|error| broken(&error))?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| broken(&error))?;
        if record.iter().all(|cell| cell.trim().is_empty()) {
            continue;
        }
        // A cell beyond the head stands under a name of its own, so that it is reported as every unknown column is.
        let named = record.iter().enumerate().filter(|(at, cell)| *at < headers.len() || !cell.trim().is_empty());
        let named = named.map(|(at, cell)| {
            let header = headers.get(at).map_or_else(|| format!("column {}", at + 1), str::to_owned);
            (header, Value::from(cell))
        });
        rows.push(named.collect());
    }
    Ok(rows)
}

/// What the rows say the list is called.
fn stated(rows: &[Map<String, Value>]) -> Result<String, OwnFault> {
    let cell = |row: &Map<String, Value>| {
        let (_, value) = row.iter().find(|(column, _)| is_list(column))?;
        value.as_str().map(str::trim).filter(|name| !name.is_empty()).map(str::to_owned)
    };
    let mut names: Vec<String> = rows.iter().filter_map(cell).collect();
    names.sort();
    names.dedup();
    match names.as_slice() {
        [] => Err(OwnFault::NoName),
        [name] => Ok(name.clone()),
        _ => Err(OwnFault::Several(names)),
    }
}

fn is_list(column: &str) -> bool {
    column.trim().eq_ignore_ascii_case(LIST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::rules;

    fn own(text: &str, name: Option<&str>) -> Result<OwnList, OwnFault> {
        let today = "2026-11-24".parse().unwrap();
        read_own(text.as_bytes(), "watch.csv", name, today, &rules::standard().unwrap().ruleset)
    }

    #[test]
    fn a_list_is_read_in_the_form_of_the_template_whatever_its_name_stands_by() {
        let text = "name;country;aliases;listed_on\nImaginary Bureau;KG;Bureau of nobody;2026-05-04\n";
        let list = own(text, Some("our watch")).unwrap();
        assert_eq!((list.name.as_str(), list.rows.len()), ("our watch", 1));
        assert_eq!(
            list.rows[0].fields,
            r#"{"aliases":"Bureau of nobody","country":"KGZ","list":"our watch","listed_on":"2026-05-04","name":"Imaginary Bureau"}"#
        );
        let column = own("list,name,colour\nours,Imaginary Bureau,red\n", None).unwrap();
        assert_eq!((column.name.as_str(), column.ignored), ("ours", vec!["colour".to_owned()]));
    }

    #[test]
    fn nothing_is_kept_of_a_file_that_is_not_wholly_right() {
        let findings = |text: &str| match own(text, Some("ours")) {
            Err(OwnFault::Findings(found)) => found,
            other => panic!("{other:?}"),
        };
        let found = findings("name,country\nImaginary Bureau,Atlantis\n");
        assert!(found.iter().any(|one| one.rule.as_str() == "country-unknown" && one.row == Some(2)), "{found:?}");
        assert!(!findings("name,country\n,KG\n").is_empty());
    }

    #[test]
    fn a_list_without_a_name_or_with_two_or_without_rows_is_refused() {
        assert_eq!(own("name\nImaginary Bureau\n", None), Err(OwnFault::NoName));
        let two = own("list,name\na,Imaginary Bureau\nb,Sample Brigade\n", None);
        assert_eq!(two, Err(OwnFault::Several(vec!["a".to_owned(), "b".to_owned()])));
        assert_eq!(own("name,country\n", Some("ours")), Err(OwnFault::Empty));
    }

    #[test]
    fn what_is_added_removed_and_changed_is_told_by_name_and_country() {
        let old = own("name,country,address\nA One,KG,x\nB Two,KG,\nC Three,KG,z\n", Some("ours")).unwrap();
        let new = own("name,country,address\nA One,KG,y\nB Two,UZ,\nC Three,KG,z\n", Some("ours")).unwrap();
        let diff = compared(&old.rows, &new.rows);
        assert_eq!((diff.added, diff.removed), (vec!["B Two, UZB".to_owned()], vec!["B Two, KGZ".to_owned()]));
        assert_eq!(diff.changed, [("A One, KGZ".to_owned(), vec!["address".to_owned()])]);
        assert_eq!(diff.unchanged, 1);
    }
}
