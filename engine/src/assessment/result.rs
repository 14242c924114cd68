//! What an assessment says: plain values in a fixed order, ready to be written as `assessment.json`.
//!
//! Probabilities are full-precision; rounding is the reader's business. `None` is not known or does not apply.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::evidence::{Period, WorkerGroup};
use crate::ids::{ChannelId, CohortId, EvidenceId, LeafId, PartyId, QuestionId};
use crate::network::{Country, LinkKind, LinkStatus, NetworkFinding, PartyKind, PartyOrigin, Traceability};
use crate::recruitment::{CohortCost, GroupCost};
use crate::ruleset::{Band, Class, Policy};

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
    /// The indicator register, ordered by party, leaf, group.
    pub register: Vec<RegisterEntry>,
    /// Patterns registered: both classes observed for one group, place and time.
    pub registered_patterns: Vec<RegisteredPattern>,
    /// Who denied what is shown.
    pub contradictions: Vec<Contradiction>,
    /// Recruitment cost.
    pub recruitment: RecruitmentResult,
    /// What is not known, most weighty first.
    pub unknowns: Vec<Unknown>,
    /// What was found in the network.
    pub network_findings: Vec<NetworkFinding>,
    /// Evidence that could not be used, and why.
    pub evidence_notices: Vec<EvidenceNotice>,
    /// One party recomputed step by step; `None` where there is no party.
    pub worked: Option<super::Trace>,
}

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

/// One party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PartyResult {
    /// Id.
    pub party_id: PartyId,
    /// Name as written.
    pub name: String,
    /// Country.
    pub country: Option<Country>,
    /// Kind.
    pub kind: Option<PartyKind>,
    /// ISIC code or text as written.
    pub sector: Option<String>,
    /// Workers.
    pub workers: Option<u32>,
    /// How it came into the data.
    pub origin: PartyOrigin,
    /// Distance to the subject; `None` where no link leads there or there is no subject.
    pub tier: Option<u32>,
    /// Band of the party's own likelihoods, floors included.
    pub band: Band,
    /// The band if every likelihood were at its upper end.
    pub band_at_high: Band,
    /// Channel that set the band.
    pub band_channel: ChannelId,
    /// Whether the band survives the ruleset's perturbation.
    pub band_stable: bool,
    /// Floors that hold, by id.
    pub floors: Vec<String>,
    /// Whether coverage is enough to print the band as it is; otherwise "not scored: could be `band_at_high`".
    pub scored: bool,
    /// Severity class, 1–5, of the channel that set the band.
    pub severity: u8,
    /// Own likelihood, headline channel.
    pub likelihood: f64,
    /// Lower end of its range.
    pub p_low: f64,
    /// Upper end of its range.
    pub p_high: f64,
    /// Standard deviation of the log-odds behind that range.
    pub sigma: f64,
    /// Coverage of the headline channel, 0–1.
    pub coverage: f64,
    /// Plain share of applicable questions answered, 0–1.
    pub answered: f64,
    /// Probability of each regime in the headline group.
    pub regimes: Vec<f64>,
    /// Probability of each leaf in the headline group.
    pub leaves: Vec<f64>,
    /// Group of workers that the headline comes from.
    pub worker_group: WorkerGroup,
    /// Likelihood of the headline before any evidence.
    pub background: f64,
    /// Leverage of the subject, 0–1.
    pub leverage: Option<f64>,
    /// ρ: share of worlds in which an event here would reach the subject.
    pub reach_to_subject: Option<f64>,
    /// The same with verified links only.
    pub reach_verified: Option<f64>,
    /// p·ρ.
    pub contribution: Option<f64>,
    /// 5 % and 95 % of it over draws of the likelihoods.
    pub contribution_range: Option<[f64; 2]>,
    /// Chance of being among the ten largest contributions.
    pub top_ten: Option<f64>,
    /// What moved the headline's log-odds, strongest first.
    pub drivers: Vec<Driver>,
    /// Factors whose value is unknown.
    pub gaps: Vec<String>,
    /// Per channel, in the order of the manifest.
    pub channels: Vec<ChannelResult>,
    /// Number of pieces of evidence about it that count.
    pub evidence_count: usize,
}

/// One channel of one party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelResult {
    /// Own likelihood.
    pub own: f64,
    /// Lower end of its range.
    pub p_low: f64,
    /// Upper end of its range.
    pub p_high: f64,
    /// Coverage, 0–1.
    pub coverage: f64,
    /// Group of workers that it comes from.
    pub group: WorkerGroup,
    /// Share of worlds in which another source reaches the party.
    pub inherited: f64,
    /// Share of worlds in which any source, itself included, reaches the party.
    pub total: f64,
    /// The same with verified links only.
    pub total_verified: f64,
}

/// What kind of thing moved the headline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DriverKind {
    /// Where every place starts.
    Prior,
    /// A risk factor; `id` names it.
    Factor,
    /// An answer about context; `id` is the question.
    Context,
    /// A confirmed match with a list; `id` names it.
    List,
    /// An answer about a leaf; `id` is the question.
    Answer,
    /// Reassurance of a family of sources; `id` names it.
    Sources,
    /// The recruiters of the place.
    Recruiters,
}

/// One driver of the headline. The changes of a party's drivers sum to the log-odds of its headline.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// What kind of thing.
    pub kind: DriverKind,
    /// Which: a factor, question, list or family; empty for prior and recruiters.
    pub id: String,
    /// For answers: which answer.
    pub answer: Option<String>,
    /// For answers: the evidence.
    pub evidence: Option<EvidenceId>,
    /// Change of the log-odds of the headline.
    pub change: f64,
}

/// One link.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinkResult {
    /// Supplier.
    pub supplier_id: PartyId,
    /// Buyer.
    pub buyer_id: PartyId,
    /// Kind.
    pub kind: LinkKind,
    /// Status.
    pub status: LinkStatus,
    /// HS code.
    pub commodity: Option<String>,
    /// Product as written.
    pub product: Option<String>,
    /// Traceability.
    pub traceability: Traceability,
    /// Share of the buyer's input as used, 0–1, where known.
    pub share: Option<f64>,
    /// Transmission in the headline channel; `None` for labour links, which act before propagation.
    pub weight: Option<f64>,
    /// Whether a path leads from it to the subject.
    pub upstream: bool,
}

/// The best chain of one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Chain {
    /// Source.
    pub source: PartyId,
    /// Parties from the source to the subject.
    pub parties: Vec<PartyId>,
    /// Indices into `links`, one fewer than parties.
    pub links: Vec<usize>,
    /// Transmission of each.
    pub weights: Vec<f64>,
    /// p of the source times the weights.
    pub probability: f64,
    /// Share of worlds in which every link of it is live.
    pub live: f64,
    /// Number of its links that are not verified.
    pub unsupported_links: usize,
    /// Regime beside `ordinary` that is likeliest at the source.
    pub regime: String,
    /// Its probability.
    pub regime_probability: f64,
    /// Leaf that is likeliest at the source beyond its background.
    pub leaf: LeafId,
    /// Its probability.
    pub leaf_probability: f64,
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

/// What the register says of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterStatus {
    /// At least one open major item of a source reliable enough.
    Observed,
    /// No open adverse item, and every applicable question answered well enough.
    NotObserved,
    /// Everything else.
    Unknown,
}

/// One line of the indicator register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterEntry {
    /// Hash of party, leaf, group and period, 16 hexadecimal digits.
    pub register_id: String,
    /// Party.
    pub party_id: PartyId,
    /// Leaf.
    pub leaf: LeafId,
    /// Its indicator.
    pub indicator: ChannelId,
    /// Its class.
    pub class: Class,
    /// Group of workers.
    pub group: WorkerGroup,
    /// Days that the evidence speaks about.
    pub period: Option<Period>,
    /// Status.
    pub status: RegisterStatus,
    /// Largest number of workers said to be affected.
    pub affected: Option<u32>,
    /// Evidence relied on.
    pub evidence: Vec<EvidenceId>,
    /// For `unknown`: questions without a good enough answer.
    pub missing: Vec<QuestionId>,
}

/// A pattern that the register supports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisteredPattern {
    /// Party.
    pub party_id: PartyId,
    /// Pattern.
    pub pattern: ChannelId,
    /// Group of workers.
    pub group: WorkerGroup,
    /// Days on which both classes are observed.
    pub period: Option<Period>,
    /// Leaves that it rests on, one of each class.
    pub leaves: Vec<LeafId>,
    /// Evidence relied on.
    pub evidence: Vec<EvidenceId>,
}

/// One pair of rows that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Contradiction {
    /// Party.
    pub party_id: PartyId,
    /// Indicator that both speak of.
    pub indicator: ChannelId,
    /// Group in which the denying family is disbelieved.
    pub group: WorkerGroup,
    /// Family of sources that denied.
    pub family: String,
    /// The row that denies.
    pub denies: EvidenceId,
    /// The row that shows.
    pub shows: EvidenceId,
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

/// Evidence that was not used, or read with a reservation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EvidenceNotice {
    /// Party.
    pub party_id: PartyId,
    /// Evidence.
    pub evidence: EvidenceId,
    /// Why: a short code such as `after_as_of`, `unreadable_answer`, `unknown_question`, `unknown_source`,
    /// `reassurance_without_date`, `unknown_closure`.
    pub reason: String,
    /// More of it, for people.
    pub detail: String,
}
