//! What is not known.

use serde::{Deserialize, Serialize};

use crate::ids::{CohortId, PartyId};

/// Something that is not known.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "unknown", rename_all = "snake_case")]
pub enum Unknown {
    /// Nothing upstream of the listed parties is known.
    NothingUpstream {
        /// Number of parties.
        parties: usize,
    },
    /// No recruitment rows at all.
    NoRecruitmentData,
    /// No answers at all.
    NoAnswers,
    /// Parties without a country.
    Country {
        /// Which.
        parties: Vec<PartyId>,
    },
    /// Parties that must have an input and disclose none.
    UndisclosedInput {
        /// Expected input of the ruleset.
        input: String,
        /// Which.
        parties: Vec<PartyId>,
    },
    /// A factor whose value is unknown at some parties.
    Factor {
        /// Factor.
        factor: String,
        /// Number of parties.
        parties: usize,
    },
    /// Parties that nobody examined.
    NotExamined {
        /// Number of parties.
        parties: usize,
    },
    /// Links that nothing supports.
    UnsupportedLinks {
        /// Number of links that are not verified.
        links: usize,
        /// Of how many.
        of: usize,
    },
    /// Employers with labour links or migrants and no cohort.
    NoCohorts {
        /// Which.
        parties: Vec<PartyId>,
    },
    /// Amounts that no exchange rate brings together.
    NoRate {
        /// Currency.
        currency: String,
        /// Cohorts.
        cohorts: Vec<CohortId>,
    },
}
