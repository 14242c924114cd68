//! What reaches the subject, and how it splits.

use serde::{Deserialize, Serialize};

use crate::ids::PartyId;

/// The numbers of the subject, headline channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// With every link.
    pub all_links: SubjectNumbers,
    /// With verified links only.
    pub verified_links: SubjectNumbers,
}

/// What reaches the subject.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubjectNumbers {
    /// E: expected number of places whose risk reaches the subject, Σ p·ρ.
    pub expected_sources: f64,
    /// 5 % of E over draws of the likelihoods.
    pub expected_low: f64,
    /// 95 % of it.
    pub expected_high: f64,
    /// Part of E that such places carry before anyone looks, Σ p⁰·ρ.
    pub background: f64,
    /// Number of parties upstream (ρ > 0) without any evidence: not examined.
    pub background_parties: usize,
    /// What evidence adds.
    pub evidence_raised: f64,
    /// What evidence takes off, as a positive number.
    pub evidence_lowered: f64,
    /// Number of parties from which something can reach the subject (ρ > 0), the subject included.
    pub parties_upstream: usize,
    /// R: share of worlds in which at least one source reaches.
    pub reach: f64,
    /// Wilson 95 % interval of R, simulation error only.
    pub reach_simulated: [f64; 2],
    /// That interval cut to the bracket.
    pub reach_interval: [f64; 2],
    /// `worst_chain ≤ R ≤ upper`.
    pub bracket: [f64; 2],
    /// 5th, 50th and 95th percentile of the number of reaching sources.
    pub count: [u32; 3],
    /// Exposed share of input, an upper estimate in cycles; undisclosed inputs count as free of it and as exposed.
    pub exposed_share: [f64; 2],
    /// Number of worlds behind R and the count.
    pub worlds: u32,
}

/// What E is split by. Country, tier and kind are those of the source; commodity (HS heading) and kind of link those of
/// the source's outgoing live links; recruiter is the part that recruiters add.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SplitBy {
    /// Country of the source.
    Country,
    /// Tier of the source.
    Tier,
    /// Kind of the source.
    Kind,
    /// HS heading of the links out of the source; `own_operations` for the subject itself.
    Commodity,
    /// Kind of the links out of the source; `own_operations` for the subject itself.
    LinkKind,
    /// Recruiter behind the part of a likelihood that recruiters add; empty for the rest.
    Recruiter,
}

/// How E splits along one axis; parts sum to E.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// What it is split by.
    pub by: SplitBy,
    /// Parts, largest first.
    pub parts: Vec<SplitPart>,
}

/// One part of a split.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SplitPart {
    /// Key: a country code, a tier, an id …; empty where not known.
    pub key: String,
    /// Its part of E.
    pub value: f64,
    /// Number of sources behind it; 0 where the split is over links.
    pub parties: usize,
}

/// A party that everything from some sources has to pass on its way to the subject (a dominator, read against the flow).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChokePoint {
    /// The party.
    pub party_id: PartyId,
    /// Part of E from sources strictly behind it: what passes here and nowhere else.
    pub behind: f64,
    /// Number of parties strictly behind it.
    pub parties: usize,
    /// Its own contribution.
    pub own: f64,
}
