//! What was asked, of what, with what.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{ChannelId, LeafId, PartyId};
use crate::ruleset::Policy;

/// What was asked, of what, with what.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// Version of the engine.
    pub engine_version: String,
    /// Ruleset by name.
    pub ruleset: String,
    /// Its version.
    pub ruleset_version: String,
    /// SHA-256 of its canonical form.
    pub ruleset_hash: String,
    /// How well its numbers are founded, e.g. `expert_priors`.
    pub ruleset_basis: String,
    /// Checklists and interview schemes that were asked for, by name.
    pub checklists: Vec<String>,
    /// Day of the assessment.
    pub as_of: NaiveDate,
    /// Whom it is about.
    pub subject: Option<PartyId>,
    /// Product that it is narrowed to.
    pub scope: Option<String>,
    /// Number of worlds simulated.
    pub worlds: u32,
    /// Half-width asked for, if any.
    pub half_width: Option<f64>,
    /// Seed of the worlds.
    pub seed: u64,
    /// Transmission policy of the ruleset.
    pub policy: Policy,
    /// The channel that leads.
    pub headline: ChannelId,
    /// Channels, in the order of the `channels` of each party.
    pub channels: Vec<ChannelId>,
    /// Regimes, in the order of the `regimes` of each party.
    pub regimes: Vec<String>,
    /// Leaves, in the order of the `leaves` of each party.
    pub leaves: Vec<LeafId>,
    /// Lists and published tables that were used, by name; an assessment is repeatable with these very versions only.
    #[serde(default)]
    pub lists: Vec<super::ListUse>,
    /// SHA-256 of the canonical inputs.
    pub inputs_hash: String,
    /// SHA-256 of the results, taken with this field empty.
    pub result_hash: String,
    /// Number of parties, links, pieces of evidence and cohorts used.
    pub counts: Counts,
}

/// How much went in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Parties.
    pub parties: usize,
    /// Links used.
    pub links: usize,
    /// Pieces of evidence used, recruitment rows included.
    pub evidence: usize,
    /// Cohorts.
    pub cohorts: usize,
}
