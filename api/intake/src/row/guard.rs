//! The border guard: what `validator` refuses in a row type becomes findings, and the value unknown.

use validator::{Validate, ValidationErrors};

use super::RowReader;
use crate::finding::Rule;
use crate::table::{Field, Need};

/// Longest id, in characters.
pub(super) const ID: u64 = 200;
/// Longest name, address or other text, in characters.
pub(super) const TEXT: u64 = 1000;
/// Largest amount of money that is believed, in any currency.
pub(super) const AMOUNT: f64 = 1e15;

/// A row type whose fields can be made unknown one by one.
pub(super) trait Guarded: Validate {
    /// Makes a field unknown.
    fn forget(&mut self, field: &str);
}

/// Checks a row; what is out of range or too long is reported and forgotten. `fields` are the table's.
pub(super) fn guard<T: Guarded>(row: &mut T, fields: &[Field], reader: &mut RowReader<'_>) {
    let Err(errors) = row.validate() else { return };
    for (name, rule, limit) in refused(&errors) {
        let Some(field) = fields.iter().find(|field| field.name == name) else {
            continue;
        };
        let detail = if rule == Rule::TextTooLong { "limit" } else { "range" };
        let value = reader.peek(*field).map(|given| given.text.into_owned());
        reader.report(rule, *field, value.as_deref(), &[(detail, limit)]);
        if field.need != Need::Must {
            row.forget(&name);
            reader.forget(*field);
        }
    }
}

/// Field, rule and limit of each refusal, sorted by field.
fn refused(errors: &ValidationErrors) -> Vec<(String, Rule, String)> {
    let mut refused: Vec<(String, Rule, String)> = errors
        .field_errors()
        .into_iter()
        .filter_map(|(name, errors)| {
            let error = errors.first()?;
            let limit = |name: &str| error.params.get(name).map(ToString::to_string).unwrap_or_default();
            let (rule, limit) = match error.code.as_ref() {
                "length" => (Rule::TextTooLong, limit("max")),
                _ => (Rule::NumberOutOfRange, format!("{}–{}", limit("min"), limit("max"))),
            };
            Some((name.into_owned(), rule, limit))
        })
        .collect();
    refused.sort();
    refused
}
