//! Screening by itself: the matches that an assessment of the same inputs would print, with what was decided about them, and
//! nothing else. A service asks this after every change of its parties, long before anybody assesses.

use chrono::NaiveDate;

use super::{AssessError, ListUse, Screening, Unknown, canonical_inputs, evidence, screening};
use crate::evidence::LIST_PREFIX;
use crate::inputs::Inputs;
use crate::likelihood::{LikelihoodInputs, Prepared};
use crate::network::Network;
use crate::ruleset::Ruleset;

/// What a screening found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScreenedInputs {
    /// Every match, decided or not, as in an assessment.
    pub screening: Screening,
    /// Lists and tables in the state in which they were used.
    pub lists: Vec<ListUse>,
    /// What could not be screened, or not well.
    pub unknowns: Vec<Unknown>,
    /// Parties that were screened, after merges.
    pub parties: usize,
}

/// Screens parties against the lists at hand and against each other, as an assessment as of that day does. Links and answers
/// other than decisions about lists do not matter. Without parties nothing is found, and the lists are named all the same.
///
/// # Errors
/// The ruleset's settings of screening cannot be used.
pub fn screened(inputs: &Inputs, ruleset: &Ruleset, as_of: NaiveDate) -> Result<ScreenedInputs, AssessError> {
    let mut inputs = canonical_inputs(inputs).into_owned();
    inputs.evidence.retain(|row| row.question.as_str().starts_with(LIST_PREFIX));
    let (network, _) = Network::build(&inputs.parties, &[], &inputs.merges, as_of);
    let mut found = screening::run(&inputs, &network, ruleset, as_of)?;
    let lists = std::mem::take(&mut found.lists);
    let decisions = evidence::all_evidence(&network, &inputs, &[], &[], ruleset);
    let corridors = vec![Vec::new(); network.parties().len()];
    let prepared = Prepared::new(LikelihoodInputs {
        network: &network,
        evidence: &decisions,
        corridors: &corridors,
        screened: &lists,
        ruleset,
        as_of,
    });
    let unknowns = found.decide(&network, &prepared);
    Ok(ScreenedInputs { screening: found.screening, lists: found.used, unknowns, parties: network.parties().len() })
}
