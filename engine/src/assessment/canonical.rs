//! The canonical form of inputs, whose SHA-256 an assessment stores: JSON with every table in a fixed order, so that it
//! does not matter in which file, format or order the rows came.

use crate::inputs::Inputs;

/// The inputs with every table ordered by stable id, then by all remaining fields.
#[must_use]
pub fn canonical_inputs(inputs: &Inputs) -> Inputs {
    fn ordered<T: Clone + serde::Serialize>(rows: &[T]) -> Vec<T> {
        let mut keyed: Vec<(String, &T)> =
            rows.iter().map(|row| (serde_json::to_string(row).unwrap_or_default(), row)).collect();
        keyed.sort_by(|a, b| a.0.cmp(&b.0));
        keyed.into_iter().map(|(_, row)| row.clone()).collect()
    }
    let mut inputs = Inputs {
        parties: ordered(&inputs.parties),
        links: ordered(&inputs.links),
        evidence: ordered(&inputs.evidence),
        cohorts: ordered(&inputs.cohorts),
        rates: ordered(&inputs.rates),
        merges: ordered(&inputs.merges),
        watchlist: ordered(&inputs.watchlist),
    };
    inputs.parties.sort_by(|a, b| a.id.cmp(&b.id));
    inputs.cohorts.sort_by(|a, b| a.id.cmp(&b.id));
    inputs
}

/// SHA-256 of the canonical form, 64 hexadecimal digits.
pub fn inputs_hash(canonical: &Inputs) -> String {
    crate::hex::sha256(&serde_json::to_vec(canonical).unwrap_or_default())
}
