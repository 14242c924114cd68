//! Evidence by its id.

use crate::evidence::Evidence;
use crate::ids::EvidenceId;

/// Looks evidence up by its id.
#[derive(Debug)]
pub(super) struct EvidenceIndex<'a> {
    rows: &'a [Evidence],
    /// Positions in the order of ids; none where the rows stand in that order themselves.
    order: Option<Vec<usize>>,
}

impl<'a> EvidenceIndex<'a> {
    pub(super) fn new(rows: &'a [Evidence]) -> Self {
        let order = (!rows.is_sorted_by(|a, b| a.id <= b.id)).then(|| {
            let mut order: Vec<(&EvidenceId, usize)> = rows.iter().enumerate().map(|(i, row)| (&row.id, i)).collect();
            order.sort_unstable();
            order.into_iter().map(|(_, position)| position).collect()
        });
        Self { rows, order }
    }

    /// The row of an id.
    pub(super) fn get(&self, id: &EvidenceId) -> Option<&'a Evidence> {
        match &self.order {
            None => self.rows.get(self.rows.partition_point(|row| row.id < *id)),
            Some(order) => {
                let at = order.partition_point(|&position| self.rows.get(position).is_some_and(|row| row.id < *id));
                self.rows.get(*order.get(at)?)
            }
        }
        .filter(|row| row.id == *id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likelihood::tests::builder::{OTHER, row};

    #[test]
    fn rows_in_any_order_are_found_by_their_id() {
        let mut rows: Vec<Evidence> =
            (1..40).map(|days| row("passports", OTHER, "worker_interview", days).identified()).collect();
        for _ in 0..2 {
            let index = EvidenceIndex::new(&rows);
            assert!(rows.iter().all(|row| index.get(&row.id) == Some(row)));
            assert_eq!(index.get(&EvidenceId::new("~")), None);
            rows.sort_by(|a, b| a.id.cmp(&b.id));
        }
    }
}
