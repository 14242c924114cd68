//! One party: likelihoods, band, drivers.

use serde::{Deserialize, Serialize};

use crate::evidence::WorkerGroup;
use crate::ids::{ChannelId, EvidenceId, PartyId};
use crate::network::{Country, PartyKind, PartyOrigin};
use crate::ruleset::Band;

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
    /// Ids of the records that were merged into it.
    #[serde(default)]
    pub merged: Vec<PartyId>,
    /// Lists of the ruleset on which it may stand, nobody having decided: they lift `p_high` and nothing else.
    #[serde(default)]
    pub undecided_lists: Vec<String>,
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
    /// Upper end of its range, lifted to what it would be if undecided matches with lists were confirmed.
    pub p_high: f64,
    /// Upper end of its range as decided so far.
    #[serde(default)]
    pub p_high_decided: f64,
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
