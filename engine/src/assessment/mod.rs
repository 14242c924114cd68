//! Ties everything together: inputs, ruleset and a day in, an assessment out. A pure function; the same arguments give
//! the same bytes.

mod bands;
mod before;
mod canonical;
mod case;
mod chains;
mod change;
mod choke_points;
mod common_causes;
mod contributions;
mod evidence;
mod evidence_index;
mod findings;
mod floors;
mod ground;
mod imputed;
mod json;
mod leverage;
mod notices;
mod opened;
mod outline;
mod plan;
mod priorities;
mod propagate;
mod questionnaire;
mod result;
mod screened;
mod screening;
mod sensitivity;
mod severity;
#[cfg(test)]
mod tests;
mod trace;
mod transmission;
mod unknowns;
mod what_if;
mod worlds;

pub use canonical::{canonical_inputs, inputs_hash};
pub use case::{Mismatch, check_case};
pub(crate) use case::{evidence as case_evidence, party as case_party};
pub use change::{Basis, BasisError, Comparison, NumberChange, PartyChange, Side, compare};
pub use evidence::{CohortEvidence, evidence_from_cohorts};
pub use json::{result_hash, sealed, to_json};
pub(crate) use notices::described as described_notice;
pub use opened::{Opened, trace_of};
pub use plan::plan_of;
pub use questionnaire::questions_to;
pub use result::*;
pub use screened::{ScreenedInputs, screened};
pub use sensitivity::{Sensitivity, sensitivity};
pub use trace::{FactorTerm, LeafStep, RecruiterStep, StepItem, Trace, TraceCell, TraceRow, TraceTerm};
pub use what_if::{
    Change, ChannelStanding, Difference, PartyDifference, PartyStanding, Standing, WhatIf, WhatIfError, WhatIfProblem,
};

use std::num::NonZeroU32;

use chrono::NaiveDate;
use thiserror::Error;

use crate::ids::PartyId;
use crate::inputs::Inputs;
use crate::network::{LinkStatus, Network, NetworkFinding, PartyOrigin, tiers};
use crate::planning::{MOST_BUDGET, PlanRequest};
use crate::propagation::{InputProblem, PropagationError, Totals, WorldSettings};
use crate::recruitment::summarise;
use crate::ruleset::Ruleset;
use crate::screening::SettingsError;
use before::Before;
use ground::Ground;
use outline::Outline;
use priorities::{exits, look_here_first, questions, rank, worked};
use propagate::{Carrier, Settings};
use what_if::Hypothetical;
use worlds::Worlds;

/// Version of the engine, part of every manifest.
pub const ENGINE_VERSION: &str = env!("CARGO_PKG_VERSION");
/// Number of worlds where nobody asks for another.
pub const DEFAULT_WORLDS: u32 = 16_384;
/// Seed where nobody asks for another.
pub const DEFAULT_SEED: u64 = 1;

/// What is asked of an assessment.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// Day of the assessment: later evidence is ignored, links must be valid on it.
    pub as_of: NaiveDate,
    /// Whom it is about; without one the only party that buys and supplies nobody, if there is exactly one.
    pub subject: Option<PartyId>,
    /// One of the subject's products.
    pub scope: Option<String>,
    /// Number of worlds, at least 1.
    pub worlds: u32,
    /// Wanted half-width of the interval of R; then worlds are doubled until it is reached.
    pub half_width: Option<f64>,
    /// Seed of the worlds.
    pub seed: u64,
    /// A plan to be made from the assessment.
    pub plan: Option<PlanRequest>,
}

impl Options {
    /// The usual settings as of a day.
    pub fn as_of(as_of: NaiveDate) -> Self {
        let (worlds, seed) = (DEFAULT_WORLDS, DEFAULT_SEED);
        Self { as_of, subject: None, scope: None, worlds, half_width: None, seed, plan: None }
    }
}

/// Why there is no assessment.
#[derive(Debug, Error)]
pub enum AssessError {
    /// The subject asked for is not among the parties.
    #[error("the subject `{0}` is not among the suppliers")]
    UnknownSubject(PartyId),
    /// A product was asked for that no link of the subject names.
    #[error("no link into `{subject}` names the product `{product}`; named are: {named}")]
    UnknownProduct {
        /// Subject.
        subject: PartyId,
        /// Product asked for.
        product: String,
        /// Products that its links name.
        named: String,
    },
    /// A product was asked for and there is no subject that could have it.
    #[error("a product needs a subject: name one, since no party or several buy without supplying anybody")]
    ScopeWithoutSubject,
    /// No parties at all.
    #[error("there are no suppliers to assess")]
    NoParties,
    /// No worlds were asked for.
    #[error("at least one world is needed")]
    NoWorlds,
    /// The network could not be laid out.
    #[error("the network cannot be propagated: {}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Network(Vec<InputProblem>),
    /// Propagation did not come to a certified end.
    #[error("propagation failed")]
    Propagation(#[source] PropagationError),
    /// A budget that is too large to plan exactly.
    #[error("the budget is {0}; plans are made for at most {MOST_BUDGET} whole units")]
    Budget(u32),
    /// The ruleset's numbers for screening cannot be used.
    #[error("the names cannot be screened: {0}")]
    Screening(#[from] SettingsError),
    /// The simulation gave no estimate for the headline.
    #[error("the simulation gave no estimate")]
    NoEstimate,
}

/// An assessment with what is written down about it.
#[derive(Debug)]
pub struct Written {
    /// The assessment.
    pub assessment: Assessment,
    /// The bytes of `assessment.json`.
    pub json: Vec<u8>,
    /// The bytes of `basis.json`: a [`Basis`].
    pub basis: Vec<u8>,
}

/// Assesses a network: own likelihoods, bands, register, what reaches the subject, and why.
///
/// Rows that cannot be used are left out and said in `network_findings` and `evidence_notices`.
///
/// # Errors
/// What stands in the way of an assessment.
pub fn assess(inputs: &Inputs, ruleset: &Ruleset, options: &Options) -> Result<Assessment, AssessError> {
    assess_and_write(inputs, ruleset, options, |assessment| assessment).map(|written| written.assessment)
}

/// The same with the bytes to be written, most of which its hashes are taken over anyway. `complete` may add to the
/// assessment before its result is hashed.
///
/// # Errors
/// Like [`assess`].
pub fn assess_and_write(
    inputs: &Inputs,
    ruleset: &Ruleset,
    options: &Options,
    complete: impl FnOnce(Assessment) -> Assessment,
) -> Result<Written, AssessError> {
    let inputs = canonical_inputs(inputs);
    let as_stated = Hypothetical::default();
    let assessed = || run(&inputs, ruleset, options, &as_stated, &mut Before::nothing(), Extent::Whole);
    let hashed = || {
        let inputs_json = json::inputs_to_json(&inputs).unwrap_or_default();
        (crate::hex::sha256(&inputs_json), inputs_json)
    };
    let (assessment, (inputs_hash, inputs_json)) = rayon::join(assessed, hashed);
    let mut assessment = assessment?;
    assessment.manifest.inputs_hash = inputs_hash;
    let mut assessment = complete(assessment);
    let basis = || Basis::written(inputs_json, &inputs.published, ruleset);
    let (json, basis) = rayon::join(|| json::sealed(&mut assessment), basis);
    Ok(Written { assessment, json, basis })
}

/// How much of an assessment is worked out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// Everything but the hashes.
    Whole,
    /// Parties, summary, order and a plan where one is asked for: no chains, splits, questions, nor what is not known.
    Numbers,
}

/// Assesses with something taken as given, and with what can be taken over from `before`.
fn run(
    inputs: &Inputs,
    ruleset: &Ruleset,
    options: &Options,
    hypothetical: &Hypothetical,
    before: &mut Before,
    extent: Extent,
) -> Result<Assessment, AssessError> {
    let worlds = NonZeroU32::new(options.worlds).ok_or(AssessError::NoWorlds)?;
    plan::check(options)?;
    let inputs = canonical_inputs(inputs);
    let Ground { network, subject, findings, cohorts, costs, undisclosed, evidence, corridors } =
        Ground::about(&inputs, ruleset, options)?;
    let mut screened = before.screened(|| screening::run(&inputs, &network, ruleset, options.as_of))?;
    let lists = std::mem::take(&mut screened.lists);
    let mut outline = Outline::draw(&network, &evidence, &corridors, &lists, ruleset, options.as_of);
    let unscreened = screened.decide(&network, &outline.prepared);
    undisclosed.settle(&network, &mut outline);
    hypothetical.set_likelihoods(&network, ruleset, &mut outline);
    let weights = hypothetical.weights(&network);
    let carrier = Carrier::new(&network, outline.own.own_matrix(), &weights, ruleset)?;
    let settings = Settings { worlds, half_width: options.half_width, seed: options.seed };
    before.worlds.follow(&carrier, subject, settings)?;

    let mut parties = outline.parties(&network, ruleset);
    let (totals, verified) = before.worlds.totals(&carrier, settings);
    inherit(&mut parties, &totals, &verified);
    let mut assessment = Assessment {
        schema_version: SCHEMA_VERSION,
        manifest: manifest(ruleset, options),
        summary: None,
        parties,
        look_here_first: Vec::new(),
        links: contributions::links(&network, &carrier),
        chains: Vec::new(),
        splits: Vec::new(),
        choke_points: Vec::new(),
        register: outline.register(&network, ruleset),
        registered_patterns: outline.registered_patterns(&network, ruleset),
        contradictions: outline.contradictions(&network, ruleset),
        screening: screened.screening,
        questions: Vec::new(),
        proof: Vec::new(),
        exits: Vec::new(),
        plan: None,
        clean_samples: plan::clean_samples(&network, &outline, ruleset),
        recruitment: RecruitmentResult {
            corridors: summarise(&costs, |cost| Some(cost.corridor.clone())),
            recruiters: summarise(&costs, |cost| cost.recruiter_id.as_ref().map(ToString::to_string)),
            cohorts: costs.clone(),
        },
        undisclosed: Vec::new(),
        requirements: Vec::new(),
        interviews: Vec::new(),
        unknowns: Vec::new(),
        network_findings: findings,
        evidence_notices: outline.notices(),
        worked: None,
    };
    if let Some(subject) = subject {
        let about = About { subject, network: &network, outline: &outline, carrier: &carrier, ruleset, settings };
        about.numbers(&mut assessment, &before.worlds, extent)?;
    }
    if let Some(request) = options.plan {
        assessment.plan = Some(plan::plan(request, &assessment, &network, &outline, &carrier, ruleset)?);
    }
    if extent == Extent::Numbers {
        assessment.look_here_first = look_here_first(&assessment.parties);
        return Ok(assessment);
    }
    assessment.undisclosed = undisclosed.list(&assessment, &network, ruleset);
    outline.report_labour_cycles(&network, &mut assessment.network_findings);
    assessment.network_findings.sort();
    assessment.unknowns = unknowns::unknowns(&network, &assessment.parties, &cohorts, &costs, ruleset);
    let (weighty, other): (Vec<Unknown>, Vec<Unknown>) = unscreened.into_iter().partition(Unknown::bears_on_lists);
    assessment.unknowns.splice(0..0, weighty);
    assessment.unknowns.extend(other);
    assessment.manifest.lists = screened.used;
    assessment.look_here_first = look_here_first(&assessment.parties);
    (assessment.questions, assessment.proof) = questions(&assessment, &network, &outline, ruleset, options.as_of);
    assessment.exits = exits(&assessment, &network);
    assessment.worked = worked(&assessment, &network, &outline, ruleset);
    assessment.manifest.counts = Counts { cohorts: cohorts.len(), ..counts(&network, &assessment.parties) };
    Ok(assessment)
}

/// How many parties and links were stated, and how many rows of evidence were read.
fn counts(network: &Network, parties: &[PartyResult]) -> Counts {
    Counts {
        parties: network.parties().iter().filter(|party| party.origin != PartyOrigin::Imputed).count(),
        links: network.links().iter().filter(|link| link.status != LinkStatus::Imputed).count(),
        evidence: parties.iter().map(|party| party.evidence_count).sum(),
        cohorts: 0,
    }
}

/// Adds what reaches each party from elsewhere.
fn inherit(parties: &mut [PartyResult], totals: &Totals, verified: &Totals) {
    for (i, party) in parties.iter_mut().enumerate() {
        for (k, channel) in party.channels.iter_mut().enumerate() {
            channel.inherited = totals.inherited(i, k);
            channel.total = totals.total(i, k);
            channel.total_verified = verified.total(i, k);
        }
    }
}

fn manifest(ruleset: &Ruleset, options: &Options) -> Manifest {
    let source = ruleset.source();
    Manifest {
        engine_version: ENGINE_VERSION.to_owned(),
        ruleset: source.name.clone(),
        ruleset_version: source.version.clone(),
        ruleset_hash: ruleset.hash().to_owned(),
        ruleset_basis: source.basis.clone(),
        checklists: Vec::new(),
        as_of: options.as_of,
        subject: None,
        scope: options.scope.clone(),
        worlds: options.worlds,
        half_width: options.half_width,
        seed: options.seed,
        policy: source.transmission.policy,
        headline: source.headline.as_str().into(),
        channels: ruleset.channels().to_vec(),
        regimes: source.regimes.classes.iter().map(|class| class.id.clone()).collect(),
        leaves: ruleset.leaves().iter().map(|leaf| leaf.id.clone()).collect(),
        lists: Vec::new(),
        inputs_hash: String::new(),
        result_hash: String::new(),
        counts: Counts::default(),
    }
}

/// What is known when it comes to the subject.
struct About<'a> {
    subject: usize,
    network: &'a Network,
    outline: &'a Outline<'a>,
    carrier: &'a Carrier,
    ruleset: &'a Ruleset,
    settings: Settings,
}

impl About<'_> {
    /// The numbers of the subject, and of every party with regard to it; then what explains them.
    fn numbers(&self, assessment: &mut Assessment, worlds_from: &Worlds, extent: Extent) -> Result<(), AssessError> {
        let Self { subject, network, outline, carrier, ruleset, settings } = *self;
        let headline = ruleset.headline();
        let (reach, reach_verified) = worlds_from.reach(carrier, subject, settings)?;
        let worlds = NonZeroU32::new(reach.worlds()).ok_or(AssessError::NoWorlds)?;
        let background: Vec<f64> = outline
            .own
            .parties
            .iter()
            .map(|party| party.background.get(headline).copied().unwrap_or_default())
            .collect();
        let examined: Vec<bool> = assessment.parties.iter().map(|party| party.evidence_count > 0).collect();
        let mut all_links = carrier.numbers(&carrier.all, &reach, subject, &background, &examined)?;
        let mut verified_links =
            carrier.numbers(&carrier.verified, &reach_verified, subject, &background, &examined)?;
        let [of_all, of_verified] = rank(assessment, [&reach, &reach_verified], ruleset, settings.seed);
        [all_links.expected_low, all_links.expected_high] = of_all;
        [verified_links.expected_low, verified_links.expected_high] = of_verified;

        let tiers = tiers(network, subject);
        let leverage = leverage::leverage(network, subject, ruleset);
        for (i, party) in assessment.parties.iter_mut().enumerate() {
            party.tier = tiers.get(i).copied().flatten();
            party.leverage = leverage.get(i).copied().flatten();
            party.reach_to_subject = Some(reach.rho(i, headline));
            party.reach_verified = Some(reach_verified.rho(i, headline));
            party.contribution = Some(reach.contribution(i, headline));
        }
        for (party, stated) in network.parties().iter().zip(&assessment.parties) {
            if let Some(tier) = party.stated_tier.filter(|tier| Some(*tier) != stated.tier) {
                let party = party.id.clone();
                assessment.network_findings.push(NetworkFinding::TierDiffers {
                    party,
                    stated: tier,
                    computed: stated.tier,
                });
            }
        }
        assessment.manifest.subject = network.parties().get(subject).map(|party| party.id.clone());
        assessment.manifest.worlds = reach.worlds();
        assessment.summary = Some(Summary { all_links, verified_links });
        if extent == Extent::Whole {
            let drawn = WorldSettings { worlds, seed: settings.seed };
            contributions::mark_upstream(&mut assessment.links, network, &reach, headline);
            assessment.chains = chains::chains(network, outline, carrier, ruleset, subject, drawn)?;
            assessment.choke_points = choke_points::choke_points(assessment, network, carrier, subject);
            assessment.splits = contributions::splits(assessment, network, outline, carrier, subject, drawn)?;
        }
        Ok(())
    }
}
