//! Ties everything together: inputs, ruleset and a day in, an assessment out. A pure function; the same arguments give
//! the same bytes.

mod bands;
mod canonical;
mod case;
mod chains;
mod common_causes;
mod contributions;
mod findings;
mod floors;
mod leverage;
mod notices;
mod outline;
mod plan;
mod priorities;
mod propagate;
mod result;
mod severity;
#[cfg(test)]
mod tests;
mod trace;
mod transmission;
mod unknowns;

pub use canonical::{canonical_inputs, inputs_hash};
pub use case::{Mismatch, check_case};
pub use result::*;
pub use trace::{FactorTerm, LeafStep, RecruiterStep, StepItem, Trace, TraceCell, TraceRow, TraceTerm};

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use chrono::NaiveDate;
use thiserror::Error;

use crate::ids::PartyId;
use crate::inputs::Inputs;
use crate::network::{Network, NetworkFinding, default_subject, in_scope, tiers};
use crate::planning::{MOST_BUDGET, PlanRequest};
use crate::propagation::{InputProblem, PropagationError, WorldSettings};
use crate::recruitment::{Cohort, CohortCost, Converter, cost_of, summarise};
use crate::ruleset::Ruleset;
use outline::Outline;
use priorities::{look_here_first, questions, rank, worked};
use propagate::{Carrier, Settings};

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
    /// The simulation gave no estimate for the headline.
    #[error("the simulation gave no estimate")]
    NoEstimate,
}

/// Assesses a network: own likelihoods, bands, register, what reaches the subject, and why.
///
/// Rows that cannot be used are left out and said in `network_findings` and `evidence_notices`.
pub fn assess(inputs: &Inputs, ruleset: &Ruleset, options: &Options) -> Result<Assessment, AssessError> {
    if inputs.parties.is_empty() {
        return Err(AssessError::NoParties);
    }
    let worlds = NonZeroU32::new(options.worlds).ok_or(AssessError::NoWorlds)?;
    plan::check(options)?;
    let inputs = canonical_inputs(inputs);
    let inputs_hash = inputs_hash(&inputs);
    let (whole, findings) = Network::build(&inputs.parties, &inputs.links, &inputs.merges, options.as_of);
    let subject = find_subject(&whole, options)?;
    let network = match subject {
        Some(subject) => in_scope(&whole, subject, options.scope.as_deref()),
        None => whole,
    };
    let (cohorts, costs) = recruitment(&inputs, &network, options.as_of);
    let evidence = outline::all_evidence(&network, &inputs, &cohorts, &costs, ruleset);
    let corridors = outline::corridors(&network, &cohorts);
    let outline = Outline::draw(&network, &evidence, &corridors, ruleset, options.as_of);
    let carrier = Carrier::new(&network, outline.own.own_matrix(), ruleset)?;
    let settings = Settings { worlds, half_width: options.half_width, seed: options.seed };

    let mut parties = outline.parties(&network, ruleset);
    let (totals, verified) = carrier.totals(settings);
    for (i, party) in parties.iter_mut().enumerate() {
        for (k, channel) in party.channels.iter_mut().enumerate() {
            channel.inherited = totals.inherited(i, k);
            channel.total = totals.total(i, k);
            channel.total_verified = verified.total(i, k);
        }
    }
    let mut assessment = Assessment {
        schema_version: SCHEMA_VERSION,
        manifest: manifest(ruleset, options, inputs_hash),
        summary: None,
        parties,
        look_here_first: Vec::new(),
        links: contributions::links(&network, &carrier),
        chains: Vec::new(),
        splits: Vec::new(),
        register: outline.register(&network, ruleset),
        registered_patterns: outline.registered_patterns(&network, ruleset),
        contradictions: outline.contradictions(&network, ruleset),
        questions: Vec::new(),
        proof: Vec::new(),
        plan: None,
        clean_samples: plan::clean_samples(&network, &outline, ruleset),
        recruitment: RecruitmentResult {
            corridors: summarise(&costs, |cost| Some(cost.corridor.clone())),
            recruiters: summarise(&costs, |cost| cost.recruiter_id.as_ref().map(ToString::to_string)),
            cohorts: costs.clone(),
        },
        unknowns: Vec::new(),
        network_findings: findings,
        evidence_notices: outline.notices(),
        worked: None,
    };
    if let Some(subject) = subject {
        about_subject(&mut assessment, subject, &network, &outline, &carrier, ruleset, settings)?;
    }
    outline.report_labour_cycles(&network, &mut assessment.network_findings);
    assessment.network_findings.sort();
    assessment.unknowns = unknowns::unknowns(&network, &assessment.parties, &cohorts, &costs, ruleset);
    assessment.look_here_first = look_here_first(&assessment.parties);
    (assessment.questions, assessment.proof) = questions(&assessment, &network, &outline, ruleset, options.as_of);
    if let Some(request) = options.plan {
        assessment.plan = Some(plan::plan(request, &assessment, &network, &outline, &carrier, ruleset)?);
    }
    assessment.worked = worked(&assessment, &network, &outline, ruleset);
    assessment.manifest.counts = Counts {
        parties: network.parties().len(),
        links: network.links().len(),
        evidence: assessment.parties.iter().map(|party| party.evidence_count).sum(),
        cohorts: cohorts.len(),
    };
    assessment.manifest.result_hash = result_hash(&assessment);
    Ok(assessment)
}

/// SHA-256 of an assessment as JSON, taken with its own `result_hash` empty.
pub fn result_hash(assessment: &Assessment) -> String {
    let mut bare = assessment.clone();
    bare.manifest.result_hash.clear();
    crate::hex::sha256(&serde_json::to_vec(&bare).unwrap_or_default())
}

fn manifest(ruleset: &Ruleset, options: &Options, inputs_hash: String) -> Manifest {
    let source = ruleset.source();
    Manifest {
        engine_version: ENGINE_VERSION.to_owned(),
        ruleset: source.name.clone(),
        ruleset_version: source.version.clone(),
        ruleset_hash: ruleset.hash().to_owned(),
        ruleset_basis: source.basis.clone(),
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
        inputs_hash,
        result_hash: String::new(),
        counts: Counts::default(),
    }
}

fn find_subject(network: &Network, options: &Options) -> Result<Option<usize>, AssessError> {
    let subject = match &options.subject {
        Some(id) => Some(network.index_after_merges(id).ok_or_else(|| AssessError::UnknownSubject(id.clone()))?),
        None => default_subject(network),
    };
    let Some(product) = &options.scope else {
        return Ok(subject);
    };
    let subject = subject.ok_or(AssessError::ScopeWithoutSubject)?;
    let named: BTreeSet<&str> = network
        .links()
        .iter()
        .zip(network.ends())
        .filter(|(_, (_, buyer))| *buyer == subject)
        .filter_map(|(link, _)| link.product.as_deref())
        .collect();
    let wanted = product.trim().to_lowercase();
    if named.iter().any(|name| name.trim().to_lowercase() == wanted) {
        return Ok(Some(subject));
    }
    Err(AssessError::UnknownProduct {
        subject: network.parties().get(subject).map_or_else(|| PartyId::new(""), |party| party.id.clone()),
        product: product.clone(),
        named: named.into_iter().collect::<Vec<_>>().join(", "),
    })
}

/// Cohorts whose employer is in the network, with the employer after merges, and what they cost.
fn recruitment(inputs: &Inputs, network: &Network, as_of: NaiveDate) -> (Vec<Cohort>, Vec<CohortCost>) {
    let after_merges = |id: &PartyId| {
        let party = network.parties().get(network.index_after_merges(id)?)?;
        Some(party.id.clone())
    };
    let cohorts: Vec<Cohort> = inputs
        .cohorts
        .iter()
        .filter_map(|cohort| {
            let employer = after_merges(&cohort.employer)?;
            let recruiter = cohort.recruiter.as_ref().map(|id| after_merges(id).unwrap_or_else(|| id.clone()));
            Some(Cohort { employer, recruiter, ..cohort.clone() })
        })
        .collect();
    let converter = Converter::new(&inputs.rates);
    let costs = cohorts.iter().map(|cohort| cost_of(cohort, converter, as_of)).collect();
    (cohorts, costs)
}

/// Everything that needs a subject.
fn about_subject(
    assessment: &mut Assessment,
    subject: usize,
    network: &Network,
    outline: &Outline<'_>,
    carrier: &Carrier,
    ruleset: &Ruleset,
    settings: Settings,
) -> Result<(), AssessError> {
    let headline = ruleset.headline();
    let reach = carrier.reach(&carrier.all, subject, settings)?;
    // The verified run uses as many worlds as the other, so that the two are told apart by the links alone.
    let worlds = NonZeroU32::new(reach.worlds()).ok_or(AssessError::NoWorlds)?;
    let same_worlds = Settings { worlds, half_width: None, ..settings };
    let reach_verified = carrier.reach(&carrier.verified, subject, same_worlds)?;
    let background: Vec<f64> =
        outline.own.parties.iter().map(|party| party.background.get(headline).copied().unwrap_or_default()).collect();
    let examined: Vec<bool> = assessment.parties.iter().map(|party| party.evidence_count > 0).collect();
    let mut all_links = carrier.numbers(&carrier.all, &reach, subject, &background, &examined)?;
    let mut verified_links = carrier.numbers(&carrier.verified, &reach_verified, subject, &background, &examined)?;
    [all_links.expected_low, all_links.expected_high] = rank(assessment, &reach, ruleset, settings.seed, true);
    [verified_links.expected_low, verified_links.expected_high] =
        rank(assessment, &reach_verified, ruleset, settings.seed, false);

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
    let drawn = WorldSettings { worlds, seed: settings.seed };
    contributions::mark_upstream(&mut assessment.links, network, &reach, headline);
    assessment.chains = chains::chains(network, outline, carrier, ruleset, subject, drawn)?;
    assessment.splits = contributions::splits(assessment, network, outline, carrier, subject, drawn)?;
    assessment.summary = Some(Summary { all_links, verified_links });
    Ok(())
}
