//! Contradictions, alike ones together: one interview can contradict a dozen answers of one questionnaire.

use std::collections::BTreeMap;

use karvon_engine::assessment::{Assessment, Contradiction};
use karvon_engine::ids::PartyId;

/// Contradictions about one indicator at one party in one group by one family: the first pair and how many there are.
pub(crate) struct Dispute<'a> {
    /// The first pair.
    pub(crate) first: &'a Contradiction,
    /// Number of pairs.
    pub(crate) pairs: usize,
}

/// Contradictions at the parties that are told of, alike ones together, in the order of their first pairs.
pub(crate) fn disputes(assessment: &Assessment, tells_of: impl Fn(&PartyId) -> bool) -> Vec<Dispute<'_>> {
    let mut disputes: Vec<Dispute<'_>> = Vec::new();
    let mut known = BTreeMap::new();
    for pair in assessment.contradictions.iter().filter(|pair| tells_of(&pair.party_id)) {
        let alike = (&pair.party_id, &pair.indicator, pair.group, &pair.family);
        let at = *known.entry(alike).or_insert(disputes.len());
        match disputes.get_mut(at) {
            Some(dispute) => dispute.pairs += 1,
            None => disputes.push(Dispute { first: pair, pairs: 1 }),
        }
    }
    disputes
}
