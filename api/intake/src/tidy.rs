//! One form for one row: what a row says, however it was written, so that equal rows are equal values.
//!
//! Names are those of the file format. Numbers are numbers, dates ISO 8601, lists joined with `;`, texts without blanks around
//! them; what is empty is left out. A value that cannot be read stays as it was written, so that a check can point at it.

use serde_json::{Map, Number, Value};

use crate::table::{FieldKind, TableKind};
use crate::value::date::{self, DateRead};
use crate::value::number::{self, Doubt};

/// A row in its one form. Fields that the table does not have stay, so that a check can point at them.
pub fn tidy_row(table: TableKind, row: &Map<String, Value>) -> Map<String, Value> {
    let kind = |name: &str| table.fields().iter().find(|field| field.name == name).map(|field| field.kind);
    row.iter().filter_map(|(name, value)| Some((name.clone(), tidy(kind(name), value)?))).collect()
}

fn tidy(kind: Option<FieldKind>, value: &Value) -> Option<Value> {
    let text = match value {
        Value::Null => return None,
        Value::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        Value::Number(number) => match kind {
            Some(FieldKind::Number | FieldKind::Share) => return Some(Value::Number(shortest(number))),
            Some(FieldKind::Text | FieldKind::Date) | None => number.to_string(),
        },
        Value::String(text) => text.trim().to_owned(),
        Value::Array(parts) => match parts.iter().map(scalar).collect::<Option<Vec<_>>>() {
            Some(parts) => parts.join(";"),
            None => return Some(value.clone()),
        },
        Value::Object(_) => return Some(value.clone()),
    };
    if text.is_empty() {
        return None;
    }
    let read = match kind {
        Some(FieldKind::Number | FieldKind::Share) => {
            // A share is at most 1, so its point is no sign for thousands.
            let is_clear = |doubt| doubt == Doubt::No || (doubt == Doubt::PointGroup && kind == Some(FieldKind::Share));
            let read = number::read(&text).filter(|read| is_clear(read.doubt));
            read.and_then(|read| Number::from_f64(read.value()?)).map(|number| Value::Number(shortest(&number)))
        }
        Some(FieldKind::Date) => match date::read(&text) {
            Some(DateRead::Clear(date)) => Some(Value::from(date.to_string())),
            Some(DateRead::DayFirst(_) | DateRead::MonthFirst(_) | DateRead::Either { .. } | DateRead::Serial(_))
            | None => None,
        },
        Some(FieldKind::Text) | None => None,
    };
    Some(read.unwrap_or(Value::String(text)))
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(yes) => Some((if *yes { "yes" } else { "no" }).to_owned()),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// A whole number without a decimal point.
pub(crate) fn shortest(number: &Number) -> Number {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let whole = number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() < EXACT);
    #[expect(clippy::cast_possible_truncation, reason = "a whole number below 2^53")]
    whole.map_or_else(|| number.clone(), |value| Number::from(value as i64))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "tests hand over values that they have just made")]
    fn tidied(table: TableKind, row: Value) -> Value {
        Value::Object(tidy_row(table, row.as_object().unwrap()))
    }

    #[test]
    fn the_same_row_has_one_form_however_it_was_written() {
        let one = json!({"supplier_id": 7, "name": " Mill ", "workers": "1 200", "migrant_share": "33.3%", "products": ["5201", "5202"], "sector": ""});
        let other = json!({"supplier_id": "7", "name": "Mill", "workers": 1200.0, "migrant_share": 0.333, "products": "5201;5202", "tier": null});
        let expected = json!({"supplier_id": "7", "name": "Mill", "workers": 1200, "migrant_share": 0.333, "products": "5201;5202"});
        assert_eq!(tidied(TableKind::Suppliers, one), expected);
        assert_eq!(tidied(TableKind::Suppliers, other), expected);
    }

    #[test]
    fn dates_are_written_one_way_and_doubtful_ones_stay() {
        let row = json!({"supplier_id": "a", "buyer_id": "b", "valid_from": "2025-04-03", "valid_to": "03/04/2025"});
        assert_eq!(tidied(TableKind::Links, row.clone()), row);
    }

    #[test]
    fn what_cannot_be_read_stays_as_it_was_written() {
        let row = json!({"supplier_id": "a", "workers": "many", "colour": "red"});
        assert_eq!(tidied(TableKind::Suppliers, row.clone()), row);
    }
}
