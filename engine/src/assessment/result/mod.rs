//! What an assessment says: plain values in a fixed order, ready to be written as `assessment.json`.
//!
//! Probabilities are full-precision; rounding is the reader's business. `None` is not known or does not apply.

mod chain;
mod manifest;
mod party;
mod register;
mod screening;
mod subject;
mod unknown;

pub use chain::{Chain, LinkResult};
pub use manifest::{Counts, Manifest};
pub use party::{ChannelResult, Driver, DriverKind, PartyResult};
pub use register::{Contradiction, EvidenceNotice, RegisterEntry, RegisterStatus, RegisteredPattern};
pub use screening::{FoundMatch, ListUse, Listed, MatchKind, MatchState, Screening};
pub use subject::{ChokePoint, Split, SplitBy, SplitPart, SubjectNumbers, Summary};
pub use unknown::{UndisclosedSupply, Unknown};

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::dimension::RoundResult;
use crate::ids::PartyId;
use crate::network::NetworkFinding;
use crate::planning::{CleanSample, Exit, Plan, Proof, QuestionValue};
use crate::recruitment::{CohortCost, GroupCost};
use crate::requirement::RequirementResult;

/// Version of this layout; raised when a field changes its meaning or goes.
pub const SCHEMA_VERSION: u32 = 1;

/// One assessment: what was asked, and all that came out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// Version of this layout, see [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// What was asked, of what, with what.
    pub manifest: Manifest,
    /// The numbers of the subject; `None` without a subject.
    pub summary: Option<Summary>,
    /// Every party, ordered by id.
    pub parties: Vec<PartyResult>,
    /// Ids of the parties to look at first, in that order (all parties, best first).
    pub look_here_first: Vec<PartyId>,
    /// Every link used, in its fixed order.
    pub links: Vec<LinkResult>,
    /// Best chain per source, best first; empty without a subject.
    pub chains: Vec<Chain>,
    /// How E splits; empty without a subject.
    pub splits: Vec<Split>,
    /// Parties that some source has to pass, those with most behind them first; empty without a subject.
    pub choke_points: Vec<ChokePoint>,
    /// The indicator register, ordered by party, leaf, group.
    pub register: Vec<RegisterEntry>,
    /// Patterns registered: both classes observed for one group, place and time.
    pub registered_patterns: Vec<RegisteredPattern>,
    /// Who denied what is shown.
    pub contradictions: Vec<Contradiction>,
    /// Matches with lists and of parties with each other.
    #[serde(default)]
    pub screening: Screening,
    /// Questions that would tell most at the parties to look at first, best first.
    pub questions: Vec<QuestionValue>,
    /// Proof that would help or harm at the parties to look at first, party by party in that order.
    pub proof: Vec<Proof>,
    /// What it would mean to stop sourcing from each of the parties to look at first that supply anybody, in that order.
    pub exits: Vec<Exit>,
    /// The plan that was asked for.
    pub plan: Option<Plan>,
    /// Clean interview results with the number of affected workers that each still allows, by party.
    pub clean_samples: Vec<CleanSample>,
    /// Recruitment cost.
    pub recruitment: RecruitmentResult,
    /// Supply that must exist and that no link discloses, by input and buyer.
    pub undisclosed: Vec<UndisclosedSupply>,
    /// What the assessment answers to checklists of laws and standards, in the order in which they were asked.
    pub requirements: Vec<RequirementResult>,
    /// What rounds of interviews show by schemes of dimensions, by place, group and round.
    pub interviews: Vec<RoundResult>,
    /// What is not known, most weighty first.
    pub unknowns: Vec<Unknown>,
    /// What was found in the network.
    pub network_findings: Vec<NetworkFinding>,
    /// Evidence that could not be used, and why.
    pub evidence_notices: Vec<EvidenceNotice>,
    /// One party recomputed step by step; `None` where there is no party.
    pub worked: Option<super::Trace>,
}

impl Assessment {
    /// Records that were merged into another, each with the party that stays.
    pub(crate) fn merged_into(&self) -> BTreeMap<&PartyId, &PartyId> {
        self.parties.iter().flat_map(|party| party.merged.iter().map(|gone| (gone, &party.party_id))).collect()
    }
}

/// Recruitment cost per cohort, corridor and recruiter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RecruitmentResult {
    /// Per cohort, ordered by id.
    pub cohorts: Vec<CohortCost>,
    /// Per corridor.
    pub corridors: Vec<GroupCost>,
    /// Per recruiter.
    pub recruiters: Vec<GroupCost>,
}
