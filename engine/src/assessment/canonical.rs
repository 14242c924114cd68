//! The canonical form of inputs, whose SHA-256 an assessment stores: JSON with every table in a fixed order, so that it
//! does not matter in which file, format or order the rows came.

use std::cmp::Ordering;

use crate::inputs::Inputs;
use crate::network::order_of_links;

/// The inputs with every table ordered by stable id, then by all remaining fields.
#[must_use]
pub fn canonical_inputs(inputs: &Inputs) -> Inputs {
    let mut inputs = inputs.clone();
    inputs.parties.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| by_all_fields(a, b)));
    inputs.links.sort_by(order_of_links);
    inputs.evidence.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| by_all_fields(a, b)));
    inputs.cohorts.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| by_all_fields(a, b)));
    inputs.rates.sort_by(by_all_fields);
    inputs.merges.sort_by(by_all_fields);
    inputs.watchlist.sort_by(by_all_fields);
    inputs
}

/// The order of two rows as JSON: slow, so only where ids do not tell them apart or tables are short.
fn by_all_fields<T: serde::Serialize>(a: &T, b: &T) -> Ordering {
    let text = |row: &T| serde_json::to_string(row).unwrap_or_default();
    text(a).cmp(&text(b))
}

/// SHA-256 of the canonical form, 64 hexadecimal digits.
pub fn inputs_hash(canonical: &Inputs) -> String {
    crate::hex::sha256(&serde_json::to_vec(canonical).unwrap_or_default())
}
