//! Contradictions, alike ones together: one interview can contradict a dozen answers of one questionnaire.

use karvon_engine::assessment::{Assessment, Contradiction};

/// Contradictions about one indicator at one party in one group by one family: the first pair and how many there are.
pub(crate) struct Dispute<'a> {
    /// The first pair.
    pub(crate) first: &'a Contradiction,
    /// Number of pairs.
    pub(crate) pairs: usize,
}

/// Contradictions, alike ones together.
pub(crate) fn disputes(assessment: &Assessment) -> Vec<Dispute<'_>> {
    let mut disputes: Vec<Dispute<'_>> = Vec::new();
    for pair in &assessment.contradictions {
        let alike = |known: &&mut Dispute<'_>| {
            let first = known.first;
            first.party_id == pair.party_id
                && first.indicator == pair.indicator
                && first.group == pair.group
                && first.family == pair.family
        };
        match disputes.iter_mut().find(alike) {
            Some(dispute) => dispute.pairs += 1,
            None => disputes.push(Dispute { first: pair, pairs: 1 }),
        }
    }
    disputes
}
