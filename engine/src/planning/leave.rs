//! Leaving parties where the state imposes the labour: a site has no say there, so that the step is to stop sourcing from it.
//!
//! Nothing ends at such a place by that: what falls is what reaches the subject. The links over which it sells are cut, and
//! the fall of E is counted in the same worlds. Leaving is no matter of budget, so that it is decided before anything else
//! is weighed, and everything else is weighed in the chain that is left.

use std::collections::BTreeSet;

use super::bundles::Bundle;
use super::fix::ended_by;
use super::open::OpenAnswers;
use super::plan::PlanInput;
use crate::propagation::PropagationError;
use crate::ruleset::MeasureEffect;

/// Parties to stop sourcing from.
pub(super) struct Leaving<'a> {
    /// One step each, by index of the party.
    pub steps: Vec<Leave<'a>>,
    /// ρ of every party once nothing is bought from any of them.
    pub reach: Vec<f64>,
}

/// One party that is left.
pub(super) struct Leave<'a> {
    pub party: usize,
    pub bundle: Bundle<'a>,
    /// Fall of E when it is left after those before it.
    pub value: f64,
}

/// Leaves every site with labour imposed by the state for which a measure stops sourcing.
pub(super) fn leaving<'a>(
    input: &PlanInput<'a>,
    sites: &[(usize, OpenAnswers)],
) -> Result<Leaving<'a>, PropagationError> {
    let mut reach: Vec<f64> = (0..input.network.parties().len()).map(|party| (input.reach)(party)).collect();
    let mut gone = BTreeSet::new();
    let mut steps = Vec::new();
    for (party, open) in sites.iter().filter(|(_, open)| open.state_imposed) {
        let bundle = stops_sourcing(input, open);
        if bundle.measures.is_empty() {
            continue;
        }
        gone.insert(*party);
        let then = (input.reach_without)(&gone)?;
        let falls = reach.iter().zip(&then).enumerate();
        let value = falls.map(|(source, (before, after))| input.likelihood(source) * (before - after)).sum();
        steps.push(Leave { party: *party, bundle, value });
        reach = then;
    }
    Ok(Leaving { steps, reach })
}

/// All measures that stop sourcing and that an open answer calls for.
fn stops_sourcing<'a>(input: &PlanInput<'a>, open: &OpenAnswers) -> Bundle<'a> {
    let measures = input.ruleset.source().measures.iter();
    measures
        .filter(|measure| measure.effect == MeasureEffect::StopsSourcing)
        .filter(|measure| open.allows(&measure.indicator, input.ruleset))
        .map(|measure| Bundle::of(measure, ended_by(measure, open, input)))
        .filter(|bundle| !bundle.closes.is_empty())
        .fold(Bundle::default(), |all, one| all.with(&one))
}
