//! What an assessment was made from, so that it can be made again.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::assessment::{AssessError, Assessment, canonical_inputs, inputs_hash};
use crate::inputs::{Inputs, PublishedTable};
use crate::ruleset::{Ruleset, RulesetError, RulesetSource};

/// Version of this layout; raised when a field changes its meaning or goes.
const SCHEMA_VERSION: u32 = 1;

/// The inputs in canonical form, the published tables that were at hand, and the ruleset in full.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Basis {
    /// Version of this layout.
    pub schema_version: u32,
    /// The inputs.
    pub inputs: Inputs,
    /// Published tables that were at hand, which are no part of the inputs as JSON.
    pub published: Vec<PublishedTable>,
    /// The ruleset.
    pub ruleset: RulesetSource,
}

/// Why two assessments cannot be compared. They are counted from 1.
#[derive(Debug, Error)]
pub enum BasisError {
    /// The inputs are not those of the assessment.
    #[error(
        "assessment {assessment}: the inputs beside it have the hash {found}, and it was made from {expected}; put back what was written with it"
    )]
    OtherInputs {
        /// Which assessment.
        assessment: usize,
        /// The hash that it states.
        expected: String,
        /// The hash of the inputs beside it.
        found: String,
    },
    /// The published tables are not those of the assessment.
    #[error(
        "assessment {assessment}: the published lists beside it are not those that it was made with; put back what was written with it"
    )]
    OtherLists {
        /// Which assessment.
        assessment: usize,
    },
    /// The ruleset is not that of the assessment.
    #[error(
        "assessment {assessment}: the ruleset beside it has the hash {found}, and it was made with {expected}; put back what was written with it"
    )]
    OtherRuleset {
        /// Which assessment.
        assessment: usize,
        /// The hash that it states.
        expected: String,
        /// The hash of the ruleset beside it.
        found: String,
    },
    /// The ruleset has faults.
    #[error("assessment {assessment}: the ruleset beside it cannot be used: {}", .errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Ruleset {
        /// Which assessment.
        assessment: usize,
        /// Its faults.
        errors: Vec<RulesetError>,
    },
    /// It could not be assessed on the way from the one to the other.
    #[error("the way from the one to the other cannot be assessed: {0}")]
    Assess(#[from] AssessError),
}

impl Basis {
    /// What an assessment of these inputs by this ruleset is made from.
    pub fn new(inputs: &Inputs, ruleset: &Ruleset) -> Self {
        let mut inputs = canonical_inputs(inputs).into_owned();
        let published = std::mem::take(&mut inputs.published);
        Self { schema_version: SCHEMA_VERSION, inputs, published, ruleset: ruleset.source().clone() }
    }

    /// The inputs with the published tables.
    pub(super) fn all_inputs(&self) -> Inputs {
        Inputs { published: self.published.clone(), ..self.inputs.clone() }
    }

    /// The ruleset, once it is clear that inputs, published tables and ruleset are those of the assessment.
    pub(super) fn ruleset_of(&self, assessment: &Assessment, number: usize) -> Result<Ruleset, BasisError> {
        let (manifest, assessment) = (&assessment.manifest, number);
        let found = inputs_hash(&canonical_inputs(&self.inputs));
        if found != manifest.inputs_hash {
            return Err(BasisError::OtherInputs { assessment, expected: manifest.inputs_hash.clone(), found });
        }
        let stated = manifest.lists.iter().filter(|used| !used.own).map(|used| (&used.list, &used.sha256));
        if !stated.eq(self.published.iter().map(|table| (&table.table, &table.sha256))) {
            return Err(BasisError::OtherLists { assessment });
        }
        let ruleset =
            Ruleset::new(self.ruleset.clone()).map_err(|errors| BasisError::Ruleset { assessment, errors })?;
        if ruleset.hash() != manifest.ruleset_hash {
            let (expected, found) = (manifest.ruleset_hash.clone(), ruleset.hash().to_owned());
            return Err(BasisError::OtherRuleset { assessment, expected, found });
        }
        Ok(ruleset)
    }
}
