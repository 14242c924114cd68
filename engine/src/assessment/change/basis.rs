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

/// What follows the inputs.
#[derive(Serialize)]
struct Rest<'a> {
    published: &'a [PublishedTable],
    ruleset: &'a RulesetSource,
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

    /// The bytes of a basis, from those of canonical inputs.
    pub(in crate::assessment) fn written(
        inputs_json: Vec<u8>,
        published: &[PublishedTable],
        ruleset: &Ruleset,
    ) -> Vec<u8> {
        let rest = Rest { published, ruleset: ruleset.source() };
        let rest = serde_json::to_vec(&rest).unwrap_or_default();
        let start = format!("{{\"schema_version\":{SCHEMA_VERSION},\"inputs\":");
        let mut bytes = inputs_json;
        bytes.reserve_exact(start.len() + rest.len());
        bytes.splice(..0, start.into_bytes());
        bytes.push(b',');
        // Its opening bracket is there already.
        bytes.extend(rest.into_iter().skip(1));
        bytes
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::assessment::{Options, assess_and_write};
    use crate::inputs::Completeness;
    use crate::likelihood::tests::builder::{OTHER, Rules, as_of, party, row};

    #[test]
    fn the_bytes_that_an_assessment_leaves_are_those_of_its_basis() {
        let published = PublishedTable {
            table: "list".to_owned(),
            edition: "2026".to_owned(),
            as_of: None,
            sha256: "0".repeat(64),
            rows: 0,
            completeness: Completeness::Complete,
            stale_after_days: 30,
            entries: Vec::new(),
        };
        let inputs = Inputs {
            parties: vec![party("b"), party("a")],
            evidence: vec![row("passports", OTHER, "worker_interview", 30).identified()],
            published: vec![published],
            ..Inputs::default()
        };
        let ruleset = Rules::new().build();
        let options = Options::as_of(as_of());
        let written = assess_and_write(&inputs, &ruleset, &options, |assessment| assessment).unwrap();
        assert_eq!(written.basis, serde_json::to_vec(&Basis::new(&inputs, &ruleset)).unwrap());
    }
}
