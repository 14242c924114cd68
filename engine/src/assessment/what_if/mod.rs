//! What if: an assessment with something changed, as a difference to the one without.
//!
//! Own likelihoods, answers and the transmission of links can be changed. The changed assessment is worked out by the same code
//! as any other; worlds are held in between, so that only what lies downstream and upstream of a change is drawn again, and
//! names are screened once.

mod difference;
mod hypothetical;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::before::Before;
use super::{AssessError, Assessment, Extent, LinkResult, Options, canonical_inputs, inputs_hash, run};
use crate::evidence::Evidence;
use crate::ids::{ChannelId, EvidenceId, LinkId, PartyId};
use crate::inputs::Inputs;
use crate::network::LinkKind;
use crate::ruleset::Ruleset;
pub use difference::{ChannelStanding, Difference, PartyDifference, PartyStanding, Standing};
pub(super) use hypothetical::Hypothetical;

/// One change.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Change {
    /// An own likelihood is taken as given. Its range keeps its width in log-odds.
    Likelihood {
        /// The party.
        party_id: PartyId,
        /// The channel.
        channel: ChannelId,
        /// The likelihood, 0–1; it is kept within the limits of every likelihood.
        likelihood: f64,
    },
    /// A row of answers is added, in place of another where one is named.
    Answer {
        /// The row.
        answer: Box<Evidence>,
        /// The row that goes.
        #[serde(default)]
        replaces: Option<EvidenceId>,
    },
    /// A link transmits more or less.
    Link {
        /// The link.
        link_id: LinkId,
        /// Transmission in the headline channel, 0–1; the other channels keep their proportion to it. 0 takes the link
        /// away, and with it the share of input that it brings.
        weight: f64,
    },
}

/// What is wrong with a change. Changes are counted from 1.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum WhatIfProblem {
    /// No such party.
    #[error("change {change}: there is no party `{party}` in this assessment; give one of its ids")]
    UnknownParty {
        /// Number of the change.
        change: usize,
        /// The id.
        party: PartyId,
    },
    /// No such channel.
    #[error("change {change}: there is no channel `{channel}`; there are: {known}")]
    UnknownChannel {
        /// Number of the change.
        change: usize,
        /// The channel.
        channel: ChannelId,
        /// Those there are.
        known: String,
    },
    /// No such link.
    #[error("change {change}: there is no link `{link}`; the links of an assessment have their `link_id` beside them")]
    UnknownLink {
        /// Number of the change.
        change: usize,
        /// The id.
        link: LinkId,
    },
    /// A link that transmits nothing here.
    #[error(
        "change {change}: link `{link}` is one of labour, which has no weight; recruiters act on the likelihood of their employers"
    )]
    LabourLink {
        /// Number of the change.
        change: usize,
        /// The id.
        link: LinkId,
    },
    /// No probability.
    #[error("change {change}: the {field} {value} lies outside 0 to 1")]
    OutOfRange {
        /// Number of the change.
        change: usize,
        /// Which number of it: `likelihood` or `weight`.
        field: &'static str,
        /// The value.
        value: f64,
    },
    /// The row to be replaced is not there.
    #[error(
        "change {change}: there is no answer `{evidence}` to be replaced; give the id of one, as `provenance.csv` lists them"
    )]
    UnknownAnswer {
        /// Number of the change.
        change: usize,
        /// The id.
        evidence: EvidenceId,
    },
    /// The row would not be used.
    #[error("change {change}: the answer would not be used ({reason}): {detail}")]
    UnusedAnswer {
        /// Number of the change.
        change: usize,
        /// A short code.
        reason: String,
        /// More of it.
        detail: String,
    },
}

impl WhatIfProblem {
    /// Number of the change, from 1.
    pub fn change(&self) -> usize {
        match self {
            Self::UnknownParty { change, .. }
            | Self::UnknownChannel { change, .. }
            | Self::UnknownLink { change, .. }
            | Self::LabourLink { change, .. }
            | Self::OutOfRange { change, .. }
            | Self::UnknownAnswer { change, .. }
            | Self::UnusedAnswer { change, .. } => *change,
        }
    }

    /// The same about a change of another number, for whoever asks in words that stand for several changes.
    #[must_use]
    pub fn at(mut self, number: usize) -> Self {
        match &mut self {
            Self::UnknownParty { change, .. }
            | Self::UnknownChannel { change, .. }
            | Self::UnknownLink { change, .. }
            | Self::LabourLink { change, .. }
            | Self::OutOfRange { change, .. }
            | Self::UnknownAnswer { change, .. }
            | Self::UnusedAnswer { change, .. } => *change = number,
        }
        self
    }
}

/// Why there is no answer.
#[derive(Debug, Error)]
pub enum WhatIfError {
    /// Changes that cannot be made.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Changes(Vec<WhatIfProblem>),
    /// The changed assessment cannot be made.
    #[error(transparent)]
    Assess(#[from] AssessError),
}

/// An assessment ready to be asked. It holds what names look like and the worlds of the question before, which makes the next one cheap; answers do not
/// depend on the order of questions.
#[derive(Debug)]
pub struct WhatIf {
    inputs: Inputs,
    inputs_hash: String,
    ruleset: Arc<Ruleset>,
    options: Options,
    before: Assessment,
    held: Before,
}

impl WhatIf {
    /// Assesses for the first time.
    ///
    /// # Errors
    /// Like [`assess`](super::assess).
    pub fn new(inputs: &Inputs, ruleset: Arc<Ruleset>, options: &Options) -> Result<Self, AssessError> {
        let inputs = canonical_inputs(inputs).into_owned();
        let mut held = Before::held();
        let options = Options { plan: None, ..options.clone() };
        let before = run(&inputs, &ruleset, &options, &Hypothetical::default(), &mut held, Extent::Numbers)?;
        Ok(Self { inputs_hash: inputs_hash(&inputs), inputs, ruleset, options, before, held })
    }

    /// SHA-256 of the canonical inputs, by which one that is held can be found again.
    pub fn inputs_hash(&self) -> &str {
        &self.inputs_hash
    }

    /// What the assessment is made from.
    pub fn inputs(&self) -> &Inputs {
        &self.inputs
    }

    /// The day of the assessment.
    pub fn as_of(&self) -> NaiveDate {
        self.options.as_of
    }

    /// Links as used, with their ids.
    pub fn links(&self) -> &[LinkResult] {
        &self.before.links
    }

    /// The ruleset.
    pub fn ruleset(&self) -> &Ruleset {
        &self.ruleset
    }

    /// Answers a question; nothing is kept of it.
    ///
    /// # Errors
    /// All that is wrong with the changes, and whatever stands in the way of the changed assessment.
    pub fn ask(&mut self, changes: &[Change]) -> Result<Difference, WhatIfError> {
        let problems = self.check(changes);
        if !problems.is_empty() {
            return Err(WhatIfError::Changes(problems));
        }
        let hypothetical = Hypothetical::new(changes);
        let inputs = with_answers(&self.inputs, changes);
        let after = run(&inputs, &self.ruleset, &self.options, &hypothetical, &mut self.held, Extent::Numbers)?;
        let problems = unused(&self.before, &after, changes);
        if !problems.is_empty() {
            return Err(WhatIfError::Changes(problems));
        }
        Ok(Difference::between(&self.before, &after))
    }

    /// What is wrong with changes, as far as it shows before anything is worked out.
    pub fn check(&self, changes: &[Change]) -> Vec<WhatIfProblem> {
        (1..).zip(changes).filter_map(|(number, change)| self.problem(number, change)).collect()
    }

    fn problem(&self, change: usize, asked: &Change) -> Option<WhatIfProblem> {
        let of_party = |id: &PartyId| self.before.parties.binary_search_by(|party| party.party_id.cmp(id)).is_ok();
        let (field, value) = match asked {
            Change::Likelihood { party_id, channel, likelihood } => {
                if !of_party(party_id) {
                    return Some(WhatIfProblem::UnknownParty { change, party: party_id.clone() });
                }
                let channels = &self.before.manifest.channels;
                if !channels.contains(channel) {
                    let known: Vec<&str> = channels.iter().map(ChannelId::as_str).collect();
                    let (channel, known) = (channel.clone(), known.join(", "));
                    return Some(WhatIfProblem::UnknownChannel { change, channel, known });
                }
                ("likelihood", likelihood)
            }
            Change::Answer { answer, replaces } => {
                let evidence = replaces.as_ref()?;
                let is_there = self.inputs.evidence.iter().any(|row| row.id == *evidence);
                let missing = || WhatIfProblem::UnknownAnswer { change, evidence: evidence.clone() };
                let stays_same = answer.id == *evidence;
                return (!is_there && !stays_same).then(missing);
            }
            Change::Link { link_id, weight } => {
                let Some(link) = self.before.links.iter().find(|link| link.link_id == *link_id) else {
                    return Some(WhatIfProblem::UnknownLink { change, link: link_id.clone() });
                };
                if link.kind == LinkKind::Labour {
                    return Some(WhatIfProblem::LabourLink { change, link: link_id.clone() });
                }
                ("weight", weight)
            }
        };
        (!(0.0..=1.0).contains(value)).then_some(WhatIfProblem::OutOfRange { change, field, value: *value })
    }
}

/// The inputs with added answers, and without those that are replaced.
fn with_answers(inputs: &Inputs, changes: &[Change]) -> Inputs {
    let mut inputs = inputs.clone();
    for change in changes {
        if let Change::Answer { answer, replaces } = change {
            inputs.evidence.retain(|row| Some(&row.id) != replaces.as_ref());
            if !inputs.evidence.iter().any(|row| row.id == answer.id) {
                inputs.evidence.push(answer.as_ref().clone());
            }
        }
    }
    inputs
}

/// Added answers that the changed assessment says nothing of the sort about but that it did not use.
fn unused(before: &Assessment, after: &Assessment, changes: &[Change]) -> Vec<WhatIfProblem> {
    let known: BTreeSet<_> = before.evidence_notices.iter().collect();
    let said = || after.evidence_notices.iter().filter(|notice| !known.contains(notice));
    let about = |id: &EvidenceId| said().find(|notice| notice.evidence == *id);
    let of_parties = |id: &PartyId| {
        after.parties.binary_search_by(|party| party.party_id.cmp(id)).is_ok()
            || after.parties.iter().any(|party| party.merged.contains(id))
    };
    (1..)
        .zip(changes)
        .filter_map(|(change, asked)| match asked {
            Change::Answer { answer, .. } => match about(&answer.id) {
                Some(notice) => Some(WhatIfProblem::UnusedAnswer {
                    change,
                    reason: notice.reason.clone(),
                    detail: notice.detail.clone(),
                }),
                None if !of_parties(&answer.party) => {
                    Some(WhatIfProblem::UnknownParty { change, party: answer.party.clone() })
                }
                None => None,
            },
            Change::Likelihood { .. } | Change::Link { .. } => None,
        })
        .collect()
}
