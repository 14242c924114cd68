//! What would follow from further rows, or from adverse rows being ended.

use std::collections::BTreeMap;

use super::assess::Scratch;
use super::prepared::Prepared;
use super::result::{OwnLikelihoods, PartyLikelihood};
use crate::evidence::{Evidence, EvidenceNotice, ExtendedRows, Stated};
use crate::ids::EvidenceId;

/// A change of what is known about one party.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Hypothesis {
    /// Rows that would be added; their party is the one that the hypothesis is about, whatever they name.
    pub rows: Vec<Evidence>,
    /// Adverse rows that would be ended in every group of workers.
    pub closed: Vec<EvidenceId>,
}

/// What follows from hypotheses.
#[derive(Clone, Debug, PartialEq)]
pub struct Rerun {
    /// The parties that hypotheses are about and those that they reach over labour links, by index.
    pub parties: BTreeMap<usize, PartyLikelihood>,
    /// What was said about the further rows, sorted.
    pub notices: Vec<EvidenceNotice>,
}

impl Prepared<'_> {
    /// Runs parties again with hypotheses, by index of the party, and all parties that they reach over labour links; the
    /// result is the same as that of a full run with the rows added. `own` is the run to start from, at full strength.
    /// Hypotheses about parties that do not exist change nothing.
    pub fn with_hypotheses(&self, own: &OwnLikelihoods, hypotheses: &BTreeMap<usize, Hypothesis>) -> Rerun {
        let mut scratch = Scratch::default();
        let mut rerun = Rerun { parties: BTreeMap::new(), notices: Vec::new() };
        for party in self.labour.downstream(hypotheses.keys().copied()) {
            let recruiters = self.recruiter_parts(party, |recruiter| {
                rerun.parties.get(&recruiter).or_else(|| own.parties.get(recruiter)).map(|party| &party.carried)
            });
            let found = match hypotheses.get(&party) {
                None => {
                    self.place(party).map(|place| self.party_likelihood(&place, recruiters, &self.stated, &mut scratch))
                }
                Some(hypothesis) => {
                    let stated = Stated { base: self.evidence, further: &hypothesis.rows };
                    let of_party = self.resolved.of(party);
                    let (rows, notices) = ExtendedRows::new(of_party, stated, &hypothesis.closed, &self.rules);
                    rerun.notices.extend(notices);
                    self.place_with(party, rows.view(), stated)
                        .map(|place| self.party_likelihood(&place, recruiters, &self.stated, &mut scratch))
                }
            };
            if let Some(found) = found {
                rerun.parties.insert(party, found);
            }
        }
        rerun.notices.retain(|notice| self.notices().binary_search(notice).is_err());
        rerun.notices.sort();
        rerun.notices.dedup();
        rerun
    }

    /// Channels of a party as they would be without what its recruiters bring: the recruiters' part is what is missing.
    pub fn without_recruiters(&self, party: usize) -> Vec<f64> {
        let mut scratch = Scratch::default();
        self.place(party).map(|place| self.channels_only(&place, &[], &self.stated, &mut scratch).0).unwrap_or_default()
    }
}
