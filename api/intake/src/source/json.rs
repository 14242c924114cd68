//! JSON to cells: one object whose keys are table names and whose values are arrays of row objects.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use serde::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};

use super::{Kind, Sheet, too_much};
use crate::CARRIED_LISTS;
use crate::finding::{Draft, Findings, Rule, Spot};
use crate::limits::Limits;

/// Fields that every carried list has.
const CARRIED_FIELDS: [&str; 3] = ["table", "sha256", "csv"];

/// Whether a value holds published lists, which are no rows about parties: each a table as text with its hash.
fn is_carried(value: &Raw) -> bool {
    let Raw::List(lists) = value else { return false };
    let is_list = |list: &Raw| {
        let Raw::Object(fields) = list else { return false };
        CARRIED_FIELDS.iter().all(|name| fields.iter().any(|(key, _)| key == name))
    };
    lists.iter().all(is_list)
}

/// A JSON value with the order and the repetitions of its keys kept.
#[derive(Debug)]
enum Raw {
    Null,
    Bool(bool),
    Number(String),
    Text(String),
    List(Vec<Raw>),
    Object(Vec<(String, Raw)>),
}

/// Reads every table of a JSON text.
pub(super) fn read(file: &Arc<str>, text: &str, limits: &Limits, findings: &mut Findings) -> Vec<Sheet> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let tables = match serde_json::from_str::<Raw>(text) {
        Ok(Raw::Object(tables)) => tables,
        Ok(Raw::Null | Raw::Bool(_) | Raw::Number(_) | Raw::Text(_) | Raw::List(_)) => {
            findings.add(Draft::new(Rule::JsonShape, Spot::file(file)));
            return Vec::new();
        }
        Err(error) => {
            let draft = Draft::new(Rule::BrokenJson, Spot::file(file));
            findings.add(draft.with("line", error.line()).with("character", error.column()));
            return Vec::new();
        }
    };
    if tables.is_empty() {
        findings.add(Draft::new(Rule::EmptyFile, Spot::file(file)));
        return Vec::new();
    }
    let is_table =
        |value: &Raw| matches!(value, Raw::List(rows) if rows.iter().all(|row| matches!(row, Raw::Object(_))));
    if !tables.iter().any(|(_, value)| is_table(value)) {
        findings.add(Draft::new(Rule::JsonShape, Spot::file(file)));
        return Vec::new();
    }
    let mut sheets = Vec::new();
    for (name, value) in tables {
        if name == CARRIED_LISTS && is_carried(&value) {
            continue;
        }
        let Raw::List(rows) = value else {
            let spot = Spot { sheet: Some(name.as_str().into()), ..Spot::file(file) };
            findings.add(Draft::new(Rule::JsonKey, spot));
            continue;
        };
        if let Some(sheet) = read_table(file, &name, &rows, limits, findings) {
            sheets.push(sheet);
        }
    }
    sheets
}

fn read_table(file: &Arc<str>, name: &str, rows: &[Raw], limits: &Limits, findings: &mut Findings) -> Option<Sheet> {
    let name: Arc<str> = name.into();
    let mut headers: Vec<&str> = Vec::new();
    let mut columns: HashMap<&str, usize> = HashMap::new();
    for row in rows {
        let Raw::Object(fields) = row else { continue };
        for (key, _) in fields {
            if !columns.contains_key(key.as_str()) {
                columns.insert(key, headers.len());
                headers.push(key);
            }
        }
    }
    let spot = |row: Option<u32>| Spot { sheet: Some(Arc::clone(&name)), row, ..Spot::file(file) };
    let mut sheet = Sheet::new(file, Some(Arc::clone(&name)));
    let mut failed = None;
    for header in &headers {
        sheet.push(header, Kind::Text);
    }
    if let Err(full) = sheet.end_row(0, limits) {
        failed = Some((full, None));
    }
    for (index, row) in rows.iter().enumerate() {
        let number = u32::try_from(index + 1).unwrap_or(u32::MAX);
        let Raw::Object(fields) = row else {
            findings.add(Draft::new(Rule::JsonRow, spot(Some(number))));
            continue;
        };
        let mut cells: Vec<Option<(String, Kind)>> = Vec::new();
        for (key, value) in fields {
            let column = columns.get(key.as_str()).copied().unwrap_or_default();
            let place = || Spot { column: Some((column, key.as_str().into())), ..spot(Some(number)) };
            if cells.len() <= column {
                cells.resize(column + 1, None);
            }
            let Some(cell) = cells.get_mut(column) else {
                continue;
            };
            if cell.is_some() {
                findings.add(Draft::new(Rule::RepeatedField, place()));
                continue;
            }
            let read = scalar(value);
            if read.is_none() {
                findings.add(Draft::new(Rule::NestedValue, place()));
            }
            *cell = Some(read.unwrap_or_else(|| (String::new(), Kind::Text)));
            if let Some((text, _)) = cell
                && text.len() > limits.cell_bytes
            {
                findings.add(Draft::new(Rule::CellTooLong, place()).value(text).with("limit", limits.cell_bytes));
                return None;
            }
        }
        let padded = sheet.pad(0, limits);
        for cell in &cells {
            match cell {
                Some((text, kind)) => sheet.push(text, *kind),
                None => sheet.push("", Kind::Text),
            }
        }
        if let Err(full) = padded.and_then(|()| sheet.end_row(number, limits)) {
            failed = failed.or(Some((full, Some(number))));
            break;
        }
    }
    if let Some((full, row)) = failed {
        findings.add(too_much(full, spot(row), limits));
        return None;
    }
    Some(sheet)
}

/// The text of a cell; lists of simple values are joined with `;`, as in the other formats.
fn scalar(value: &Raw) -> Option<(String, Kind)> {
    match value {
        Raw::Null => Some((String::new(), Kind::Text)),
        Raw::Bool(yes) => Some(((if *yes { "yes" } else { "no" }).to_owned(), Kind::Bool)),
        Raw::Number(text) => Some((text.clone(), Kind::Number)),
        Raw::Text(text) => Some((text.clone(), Kind::Text)),
        Raw::List(values) => {
            let mut parts = Vec::new();
            for value in values {
                let (Raw::Text(text) | Raw::Number(text)) = value else {
                    return None;
                };
                parts.push(text.as_str());
            }
            Some((parts.join(";"), Kind::Text))
        }
        Raw::Object(_) => None,
    }
}

struct RawVisitor;

impl<'de> Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Number(value.to_string()))
    }

    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }

    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = access.next_element()? {
            values.push(value);
        }
        Ok(Raw::List(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Raw, A::Error> {
        let mut fields = Vec::new();
        while let Some(field) = access.next_entry()? {
            fields.push(field);
        }
        Ok(Raw::Object(fields))
    }
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::test_support::{file_rules, read_one};

    #[test]
    fn broken_json_is_one_error_with_its_line() {
        let intake = read_one("a.json", b"{\"suppliers\": [\n{\"name\": \"x\",\n");
        let rules: Vec<Rule> = intake.findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, [Rule::BrokenJson]);
        assert_eq!(intake.findings[0].details["line"], "3");
    }

    #[test]
    fn an_array_on_top_is_refused_with_the_right_shape() {
        assert_eq!(file_rules("a.json", b"[{\"name\": \"x\"}]"), ["json-shape"]);
    }

    #[test]
    fn a_json_file_without_any_table_is_one_error() {
        let bytes = br#"{"title": "x", "properties": {}, "required": ["a", "b"]}"#;
        assert_eq!(file_rules("a.json", bytes), ["json-shape"]);
    }

    #[test]
    fn a_key_without_rows_is_a_notice_and_a_row_without_fields_an_error() {
        let bytes =
            br#"{"version": 1, "suppliers": [{"supplier_id": "s1", "name": "Mill", "country": "UZ"}], "links": [3]}"#;
        assert_eq!(file_rules("a.json", bytes), ["json-row", "json-key"]);
    }

    #[test]
    fn a_list_becomes_values_with_semicolons_and_an_object_is_not_read() {
        let bytes =
            br#"{"suppliers": [{"supplier_id": "s1", "name": "Mill", "country": "UZ", "products": ["52", "5205"], "address": {"a": 1}}]}"#;
        let intake = read_one("a.json", bytes);
        assert_eq!(intake.inputs.parties[0].products, ["52", "5205"]);
        assert!(intake.findings.iter().any(|finding| finding.rule == Rule::NestedValue));
    }

    #[test]
    fn a_field_that_stands_twice_is_reported() {
        let bytes = br#"{"suppliers": [{"supplier_id": "s1", "name": "Mill", "name": "Loom", "country": "UZ"}]}"#;
        let intake = read_one("a.json", bytes);
        assert_eq!(intake.inputs.parties[0].name, "Mill");
        assert!(intake.findings.iter().any(|finding| finding.rule == Rule::RepeatedField));
    }

    #[test]
    fn published_lists_beside_the_tables_are_no_table_and_anything_else_of_that_name_is() {
        let party = r#""suppliers": [{"supplier_id": "s1", "name": "Mill", "country": "UZ"}]"#;
        let list = r#"{"table": "uflpa_entities", "sha256": "00", "csv": "name,alpha3"}"#;
        let intake = read_one("a.json", format!(r#"{{"lists": [{list}], {party}}}"#).as_bytes());
        assert!(intake.findings.iter().all(|finding| finding.severity == Severity::Notice), "{:?}", intake.findings);
        assert_eq!(intake.inputs.parties.len(), 1);
        let other = format!(r#"{{"lists": [{list}, {{"name": "x"}}], {party}}}"#);
        assert_eq!(file_rules("a.json", other.as_bytes()), ["unknown-table"]);
    }
}
