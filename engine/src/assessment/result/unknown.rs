//! What is not known.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{CohortId, PartyId};

/// Supply of an input that must exist and that no link discloses.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UndisclosedSupply {
    /// Its id, made from input and buyer.
    pub party_id: PartyId,
    /// Expected input of the ruleset.
    pub input: String,
    /// Who must have it.
    pub buyer_id: PartyId,
    /// Where such goods come from, shares by country (alpha-3); what is missing to 1 is of unknown country.
    pub countries: BTreeMap<String, f64>,
    /// Own likelihood, headline channel: the mean over these countries.
    pub likelihood: f64,
    /// Lower end of its range.
    pub p_low: f64,
    /// Upper end of its range.
    pub p_high: f64,
    /// Whether it counts as a party among all links; otherwise the next two are what they would be.
    pub counted: bool,
    /// ρ; `None` without a subject or where nothing leads there.
    pub reach_to_subject: Option<f64>,
    /// p·ρ.
    pub contribution: Option<f64>,
}

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
    /// The ruleset does not say how to screen, so that no list was looked into and no duplicate looked for.
    NotScreened,
    /// A list that the ruleset screens was not at hand: who stands on it is not known.
    ListMissing {
        /// The published table.
        list: String,
    },
    /// A list or table is too old to rely on.
    ListStale {
        /// The published table.
        list: String,
        /// The day that it speaks of, where it says.
        as_of: Option<NaiveDate>,
    },
    /// A list is known to lack names: whoever is not found on it may still be listed.
    ListIncomplete {
        /// The published table.
        list: String,
        /// Names that it holds.
        names: usize,
    },
    /// Matches that nobody decided.
    UndecidedMatches {
        /// Parties that may stand on a list.
        listed: Vec<PartyId>,
        /// Pairs of parties that may be one.
        duplicates: usize,
    },
    /// Parties whose names hold nothing that tells one company from another: no list could show them.
    NamelessParties {
        /// Which.
        parties: Vec<PartyId>,
    },
    /// Parties that are like more names than can be shown.
    MoreMatches {
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

impl Unknown {
    /// Whether somebody may stand on an official list without it being known, for another reason than that the list lacks
    /// names or the party a name of its own: the lists were not or not lately looked into, or a match waits for a decision.
    pub fn bears_on_lists(&self) -> bool {
        matches!(
            self,
            Self::NotScreened | Self::ListMissing { .. } | Self::ListStale { .. } | Self::UndecidedMatches { .. }
        )
    }
}
