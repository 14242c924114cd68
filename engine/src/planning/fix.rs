//! The fix plan: which measures at which parties lower the expected number of reaching sources most within a budget.
//!
//! Measures answer open adverse items only. A bundle of measures lowers a likelihood to what running the party again with
//! the closures it would bring says. Severe harm that is hard to put right comes first, whatever the budget (UNGP 24).
//! No step drops a supplier, except where the state imposes the labour: there a site has no say, so that leaving, with
//! substitutes mapped and those hurt counted, is the step (OECD guidance on responsible disengagement).

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::bundles::{Bundle, Bundles, bundles};
use super::exit::Exits;
use super::knapsack::{Choice, select, units, value_of};
use super::leave::leaving;
use super::open::{OpenAnswers, open_answers};
use super::plan::{PlanInput, PlanStep, Proposal, sort_steps};
use crate::ids::EvidenceId;
use crate::likelihood::Hypothesis;
use crate::network::{LinkKind, PartyKind};
use crate::propagation::PropagationError;
use crate::ruleset::{Measure, MeasureEffect};

/// A party with what could be done there.
struct Place<'a> {
    party: usize,
    open: OpenAnswers,
    /// What severe harm calls for; empty where there is none.
    first: Option<Outcome<'a>>,
    /// Everything else that could be done, on top of that.
    more: Vec<Outcome<'a>>,
    taken_together: bool,
}

/// A bundle with what it does.
struct Outcome<'a> {
    bundle: Bundle<'a>,
    /// Σ (p − p')·ρ over the party and those that it recruits for.
    value: f64,
    likelihood: f64,
}

/// Measures within the budget that maximise Σ (p − p')·ρ, at most one bundle per party, in the chain that is left when
/// nothing is bought any more where the state imposes the labour. Ties: lower cost, then the smallest sorted list of party
/// and measures.
pub(super) fn fix(input: &PlanInput<'_>, budget: u32) -> Result<Proposal, PropagationError> {
    let recruiters = recruiters(input);
    let open: Vec<(usize, OpenAnswers)> = (0..input.network.parties().len())
        .into_par_iter()
        .filter(|party| (input.concerns)(*party))
        .map(|party| (party, open_answers(input, party)))
        .filter(|(_, open)| !open.by_question.is_empty())
        .collect();
    let (agents, sites): (Vec<_>, Vec<_>) = open.into_iter().partition(|(party, _)| recruiters.contains(party));
    let leaving = leaving(input, &sites)?;
    let left: BTreeSet<usize> = leaving.steps.iter().map(|leave| leave.party).collect();
    let reach = |party: usize| leaving.reach.get(party).copied().unwrap_or_default();
    let find = Finder { input, reach: &reach, limit: budget.saturating_add(1) };
    let stay: Vec<(usize, OpenAnswers)> = sites.into_iter().filter(|(party, _)| !left.contains(party)).collect();
    let sites: Vec<Place<'_>> = stay.into_par_iter().filter_map(|(party, open)| find.site(party, open)).collect();
    let agents: Vec<Place<'_>> = agents.into_par_iter().filter_map(|(party, open)| find.agent(party, open)).collect();

    let groups: Vec<Vec<Choice>> = sites.iter().map(choices).collect();
    let first = || sites.iter().filter_map(|site| site.first.as_ref());
    let costs = first().map(|outcome| outcome.bundle.cost).chain(leaving.steps.iter().map(|leave| leave.bundle.cost));
    let first_cost = costs.fold(0_u32, u32::saturating_add);
    let values = first().map(|outcome| outcome.value).chain(leaving.steps.iter().map(|leave| leave.value));
    let first_value: u64 = values.map(units).sum();
    let chosen = select(&groups, budget.saturating_sub(first_cost));
    let next = select(&groups, budget.saturating_add(1).saturating_sub(first_cost));

    let mut proposal = Proposal {
        cost: first_cost.saturating_add(chosen.cost),
        objective: value_of(first_value + chosen.value),
        next_unit: value_of(next.value.saturating_sub(chosen.value)),
        taken_together: sites
            .iter()
            .chain(&agents)
            .filter(|place| place.taken_together)
            .filter_map(|place| Some(input.network.parties().get(place.party)?.id.clone()))
            .collect(),
        ..Proposal::default()
    };
    proposal.taken_together.sort();
    let exits = Exits::new(input.network, input.subject);
    for leave in &leaving.steps {
        proposal.steps.extend(step(input, leave.party, &leave.bundle, leave.value).map(|step| PlanStep {
            severe: true,
            exit: exits.of(leave.party, &left),
            ..step
        }));
    }
    for (site, taken) in sites.iter().zip(&chosen.taken) {
        let Some(outcome) = taken.and_then(|taken| site.more.get(taken)).or(site.first.as_ref()) else { continue };
        let closed = closed(&site.open, outcome);
        proposal.hypotheses.insert(site.party, Hypothesis { rows: Vec::new(), closed });
        proposal.steps.extend(put_right(input, site, outcome));
    }
    for agent in &agents {
        let most = agent.more.iter().filter(|outcome| outcome.value > 0.0 && outcome.bundle.cost <= budget);
        let best = most.max_by(|a, b| a.value.total_cmp(&b.value).then_with(|| b.bundle.compare(&a.bundle)));
        if let Some(outcome) = best.or(agent.first.as_ref()) {
            proposal.recruiters.extend(put_right(input, agent, outcome));
        }
    }
    proposal.left = left;
    sort_steps(&mut proposal.steps);
    sort_steps(&mut proposal.recruiters);
    Ok(proposal)
}

/// Parties that bring workers to others: what is put right there shows at their employers.
fn recruiters(input: &PlanInput<'_>) -> BTreeSet<usize> {
    let links = input.network.links().iter().zip(input.network.ends());
    let by_link = links.filter(|(link, _)| link.kind == LinkKind::Labour).map(|(_, (supplier, _))| supplier);
    let parties = input.network.parties().iter().enumerate();
    let by_kind = parties.filter(|(_, party)| party.kind == Some(PartyKind::Recruiter)).map(|(i, _)| i);
    by_link.chain(by_kind).collect()
}

/// Finds what could be done at a place.
struct Finder<'a, 'b> {
    input: &'b PlanInput<'a>,
    /// ρ in the chain that is left.
    reach: &'b (dyn Fn(usize) -> f64 + Sync),
    /// Most that a bundle may cost beyond what severe harm calls for.
    limit: u32,
}

impl<'a> Finder<'a, '_> {
    /// At a site; measures that stop sourcing end nothing there.
    fn site(&self, party: usize, open: OpenAnswers) -> Option<Place<'a>> {
        self.place(party, open, |measure| measure.effect == MeasureEffect::ClosesAnswers)
    }

    /// At a recruiter; who is not hired from any more carries nothing to the employers.
    fn agent(&self, party: usize, open: OpenAnswers) -> Option<Place<'a>> {
        self.place(party, open, |_| true)
    }

    /// `None` where no measure answers anything that stands open.
    fn place(&self, party: usize, open: OpenAnswers, can: impl Fn(&Measure) -> bool) -> Option<Place<'a>> {
        let offers: Vec<Bundle<'a>> = self
            .input
            .ruleset
            .source()
            .measures
            .iter()
            .filter(|measure| can(measure) && open.allows(&measure.indicator, self.input.ruleset))
            .map(|measure| Bundle::of(measure, ended_by(measure, &open, self.input)))
            .filter(|offer| !offer.closes.is_empty())
            .collect();
        let (base, severe_together) = against_severe(&offers, &open.severe);
        let whole = |bundle: Bundle<'a>| {
            let (value, likelihood) = self.effect(party, &open, &bundle.closes);
            Outcome { bundle, value, likelihood }
        };
        let limit = base.cost.saturating_add(self.limit);
        let Bundles { all, taken_together } = bundles(&base, &offers, limit);
        let first = (!base.measures.is_empty()).then(|| whole(base.clone()));
        let more: Vec<Outcome<'a>> = all.into_iter().filter(|bundle| *bundle != base).map(whole).collect();
        (first.is_some() || !more.is_empty()).then_some(Place {
            party,
            open,
            first,
            more,
            taken_together: taken_together || severe_together,
        })
    }

    /// What ending answers at a party brings, Σ (p − p')·ρ, and the party's likelihood then.
    fn effect(&self, party: usize, open: &OpenAnswers, closes: &BTreeSet<usize>) -> (f64, f64) {
        let input = self.input;
        let closed = open.rows(closes);
        let hypotheses = BTreeMap::from([(party, Hypothesis { rows: Vec::new(), closed })]);
        let rerun = input.prepared.with_hypotheses(input.own, &hypotheses);
        let headline = input.ruleset.headline();
        let mut value = 0.0;
        let mut likelihood = input.likelihood(party);
        for (&index, then) in &rerun.parties {
            let Some(then) = then.channels.get(headline) else { continue };
            value += (input.likelihood(index) - then.p).max(0.0) * (self.reach)(index);
            if index == party {
                likelihood = then.p;
            }
        }
        (value, likelihood)
    }
}

/// Questions whose open adverse answers a measure would end.
pub(super) fn ended_by(measure: &Measure, open: &OpenAnswers, input: &PlanInput<'_>) -> BTreeSet<usize> {
    let names = |id: &String| measure.closes.contains(id);
    let ends = |question: &usize| {
        let question = input.ruleset.source().questions.get(*question);
        question.is_some_and(|question| names(&question.id) || question.part_of.as_ref().is_some_and(names))
    };
    open.by_question.keys().copied().filter(ends).collect()
}

/// The cheapest measures that end all severe harm that measures can end.
fn against_severe<'a>(offers: &[Bundle<'a>], severe: &BTreeSet<usize>) -> (Bundle<'a>, bool) {
    let about: Vec<Bundle<'a>> = offers
        .iter()
        .map(|offer| Bundle { closes: offer.closes.intersection(severe).copied().collect(), ..offer.clone() })
        .filter(|offer| !offer.closes.is_empty())
        .collect();
    let Bundles { all, taken_together } = bundles(&Bundle::default(), &about, u32::MAX);
    let ended = all.iter().map(|bundle| bundle.closes.len()).max().unwrap_or_default();
    let cheapest = all
        .iter()
        .filter(|bundle| bundle.closes.len() == ended)
        .min_by(|a, b| a.compare(b))
        .cloned()
        .unwrap_or_default();
    // With all that these measures end beside the severe harm.
    let taken: BTreeSet<&str> = cheapest.ids().collect();
    let members = offers.iter().filter(|offer| offer.ids().all(|id| taken.contains(id)));
    (members.fold(Bundle::default(), |sum, offer| sum.with(offer)), taken_together)
}

/// What the knapsack may add at a site: beyond what severe harm calls for, its price and what it adds.
fn choices(site: &Place<'_>) -> Vec<Choice> {
    let (cost, value) = site.first.as_ref().map_or((0, 0), |first| (first.bundle.cost, units(first.value)));
    let beyond = |outcome: &Outcome<'_>| Choice {
        cost: outcome.bundle.cost.saturating_sub(cost),
        value: units(outcome.value).saturating_sub(value),
    };
    site.more.iter().map(beyond).collect()
}

fn closed(open: &OpenAnswers, outcome: &Outcome<'_>) -> Vec<EvidenceId> {
    open.rows(&outcome.bundle.closes)
}

/// The step of putting answers right at a place.
fn put_right(input: &PlanInput<'_>, place: &Place<'_>, outcome: &Outcome<'_>) -> Option<PlanStep> {
    Some(PlanStep {
        likelihood_after: Some(outcome.likelihood),
        closes: closed(&place.open, outcome),
        severe: place.first.is_some(),
        ..step(input, place.party, &outcome.bundle, outcome.value)?
    })
}

/// A step with what holds of every step.
fn step(input: &PlanInput<'_>, party: usize, bundle: &Bundle<'_>, value: f64) -> Option<PlanStep> {
    Some(PlanStep {
        party_id: input.network.parties().get(party)?.id.clone(),
        source: None,
        measures: bundle.ids().map(str::to_owned).collect(),
        cost: bundle.cost,
        days: bundle.measures.iter().map(|measure| measure.days).max(),
        value,
        likelihood: input.likelihood(party),
        likelihood_after: None,
        reach: (input.reach)(party),
        closes: Vec::new(),
        severe: false,
        exit: None,
    })
}
