//! The find plan: which sites to visit, and by whom, so that the visits are expected to find most of the sources that
//! reach the subject. One visit per site; a knapsack with several choices per site, solved exactly.

use std::collections::BTreeSet;

use super::knapsack::{Choice, select, units, value_of};
use super::plan::{PlanInput, PlanStep, Proposal, sort_steps};
use crate::evidence::EvidenceOrigin;
use crate::network::PartyOrigin;
use crate::ruleset::{SourceClass, Visit};

/// A site with the visits that could be ordered.
struct Site<'a> {
    party: usize,
    visits: Vec<(&'a SourceClass, Visit)>,
}

/// Visits within the budget that maximise Σ sensitivity·p·ρ, over parties without a registered pattern.
///
/// A class is not sent where it was within its half-life, nor, if it looks at the place itself, where independent
/// monitors are shut out. Ties: lower cost, then the smallest sorted list of party and class.
pub(super) fn find(input: &PlanInput<'_>, budget: u32) -> Proposal {
    let sites = sites(input);
    let worth = |site: &Site<'_>| input.likelihood(site.party) * (input.reach)(site.party);
    let groups: Vec<Vec<Choice>> = sites
        .iter()
        .map(|site| {
            let worth = worth(site);
            let visits = site.visits.iter();
            visits.map(|(_, visit)| Choice { cost: visit.cost, value: units(visit.sensitivity * worth) }).collect()
        })
        .collect();
    let chosen = select(&groups, budget);
    let mut steps: Vec<PlanStep> = sites
        .iter()
        .zip(&chosen.taken)
        .filter_map(|(site, taken)| {
            let (class, visit) = site.visits.get((*taken)?)?;
            Some(PlanStep {
                party_id: input.network.parties().get(site.party)?.id.clone(),
                source: Some(class.id.clone()),
                measures: Vec::new(),
                cost: visit.cost,
                days: None,
                value: visit.sensitivity * worth(site),
                likelihood: input.likelihood(site.party),
                likelihood_after: None,
                reach: (input.reach)(site.party),
                closes: Vec::new(),
                severe: false,
                exit: None,
            })
        })
        .collect();
    sort_steps(&mut steps);
    Proposal {
        cost: chosen.cost,
        objective: value_of(chosen.value),
        steps,
        next_unit: value_of(select(&groups, budget.saturating_add(1)).value.saturating_sub(chosen.value)),
        ..Proposal::default()
    }
}

/// Sites that can be visited, by index, each with its visits by id of the class.
fn sites<'a>(input: &PlanInput<'a>) -> Vec<Site<'a>> {
    let visited = visited(input);
    let mut classes: Vec<(usize, &SourceClass, Visit)> = input
        .ruleset
        .sources()
        .iter()
        .enumerate()
        .filter_map(|(index, class)| Some((index, class, class.visit?)))
        .collect();
    classes.sort_by(|(_, a, _), (_, b, _)| a.id.cmp(&b.id));
    let disclosed = |party: &usize| {
        let party = input.network.parties().get(*party);
        party.is_some_and(|party| party.origin != PartyOrigin::Imputed)
    };
    (0..input.network.parties().len())
        .filter(disclosed)
        .filter(|party| !input.registered.contains(party) && (input.reach)(*party) > 0.0)
        .map(|party| {
            let groups = input.own.parties.get(party).map_or(&[][..], |own| own.groups.as_slice());
            let shut_out = groups.iter().any(|group| group.shut_out);
            let visits = classes
                .iter()
                .filter(|(index, class, _)| !(visited.contains(&(party, *index)) || shut_out && class.on_site))
                .map(|(_, class, visit)| (*class, *visit))
                .collect();
            Site { party, visits }
        })
        .collect()
}

/// Which class of source was where within its half-life, by index of party and class. Recruitment rows are no visit.
fn visited(input: &PlanInput<'_>) -> BTreeSet<(usize, usize)> {
    input
        .evidence
        .iter()
        .filter(|row| row.origin == EvidenceOrigin::Answer)
        .filter_map(|row| {
            let class = input.ruleset.source_class(&row.source)?;
            let half_life = input.ruleset.sources().get(class).filter(|class| class.visit.is_some())?.half_life_days;
            let age = (input.as_of - row.observed_on?).num_days();
            let recent = age >= 0 && i32::try_from(age).is_ok_and(|age| f64::from(age) <= half_life);
            recent.then_some((input.network.index_of(&row.party)?, class))
        })
        .collect()
}
