//! The canonical form of inputs, whose SHA-256 an assessment stores: JSON with every table in a fixed order, so that it
//! does not matter in which file, format or order the rows came.

use std::borrow::Cow;
use std::cmp::Ordering;

use super::json::inputs_to_json;
use crate::inputs::Inputs;
use crate::network::order_of_links;

/// The inputs with every table ordered by stable id, then by all remaining fields; as they are where they stand so already.
#[must_use]
pub fn canonical_inputs(inputs: &Inputs) -> Cow<'_, Inputs> {
    if is_canonical(inputs) {
        return Cow::Borrowed(inputs);
    }
    let mut inputs = inputs.clone();
    inputs.parties.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| by_all_fields(a, b)));
    inputs.links.sort_by(order_of_links);
    inputs.evidence.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| by_all_fields(a, b)));
    inputs.statements.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| by_all_fields(a, b)));
    inputs.cohorts.sort_by(|a, b| a.id.cmp(&b.id).then_with(|| by_all_fields(a, b)));
    inputs.rates.sort_by(by_all_fields);
    inputs.merges.sort_by(by_all_fields);
    inputs.watchlist.sort_by(by_all_fields);
    inputs.published.sort_by(|a, b| a.table.cmp(&b.table).then_with(|| a.sha256.cmp(&b.sha256)));
    Cow::Owned(inputs)
}

fn is_canonical(inputs: &Inputs) -> bool {
    fn is_sorted<T: serde::Serialize>(rows: &[T]) -> bool {
        rows.is_sorted_by(|a, b| by_all_fields(a, b).is_le())
    }
    inputs.parties.is_sorted_by(|a, b| a.id < b.id)
        && inputs.links.is_sorted_by(|a, b| order_of_links(a, b).is_le())
        && inputs.evidence.is_sorted_by(|a, b| a.id < b.id)
        && inputs.cohorts.is_sorted_by(|a, b| a.id < b.id)
        && inputs.statements.is_sorted_by(|a, b| a.id < b.id)
        && is_sorted(&inputs.rates)
        && is_sorted(&inputs.merges)
        && is_sorted(&inputs.watchlist)
        && inputs.published.is_sorted_by(|a, b| (&a.table, &a.sha256) <= (&b.table, &b.sha256))
}

/// The order of two rows as JSON: slow, so only where ids do not tell them apart or tables are short.
fn by_all_fields<T: serde::Serialize>(a: &T, b: &T) -> Ordering {
    let text = |row: &T| serde_json::to_string(row).unwrap_or_default();
    text(a).cmp(&text(b))
}

/// SHA-256 of the canonical form, 64 hexadecimal digits.
pub fn inputs_hash(canonical: &Inputs) -> String {
    crate::hex::sha256(&inputs_to_json(canonical).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likelihood::tests::builder::{OTHER, SAID, party, row};
    use crate::network::{Link, LinkKind};

    fn inputs() -> Inputs {
        let link = |supplier: &str, buyer: &str| Link::new(supplier.into(), buyer.into(), LinkKind::Goods);
        Inputs {
            parties: (0..2500).map(|i| party(&format!("p{i:05}"))).collect(),
            links: vec![link("p00002", "p00001"), link("p00001", "p00002")],
            evidence: vec![
                row("passports", OTHER, "worker_interview", 30).identified(),
                row("passports", SAID, "audit_announced", 40).identified(),
            ],
            ..Inputs::default()
        }
    }

    #[test]
    fn sorted_inputs_are_taken_as_they_are_and_others_sorted() {
        let sorted = canonical_inputs(&inputs()).into_owned();
        assert!(matches!(canonical_inputs(&sorted), Cow::Borrowed(_)));
        let mut turned = sorted.clone();
        turned.parties.reverse();
        turned.links.reverse();
        turned.evidence.reverse();
        assert!(matches!(canonical_inputs(&turned), Cow::Owned(_)));
        assert_eq!(canonical_inputs(&turned).as_ref(), &sorted);
    }

    #[test]
    fn lists_written_in_parts_give_the_bytes_of_one_text() {
        for inputs in [inputs(), Inputs::default()] {
            assert_eq!(inputs_to_json(&inputs).unwrap(), serde_json::to_vec(&inputs).unwrap());
        }
    }
}
