//! One party's calculation opened, for whoever asks about any number of an assessment.

use super::imputed::Imputed;
use super::outline::{self, Outline};
use super::{AssessError, Options, Trace, canonical_inputs, evidence, find_subject, in_scope, screening, trace};
use crate::evidence::WorkerGroup;
use crate::ids::PartyId;
use crate::inputs::Inputs;
use crate::network::Network;
use crate::ruleset::Ruleset;

/// What was found when a calculation was asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// The calculation.
    Trace(Box<Trace>),
    /// There is no such party in the assessment.
    NoParty,
    /// Nobody looked at the group there; these were looked at.
    NoGroup(Vec<WorkerGroup>),
}

/// The calculation of one party's headline channel, from the same inputs and options as an assessment: for a group of workers, or
/// for the one that its headline comes from. Nothing is propagated, so that it takes a part of the time of an assessment.
///
/// # Errors
/// Like [`super::assess`], as far as it goes.
pub fn trace_of(
    inputs: &Inputs,
    ruleset: &Ruleset,
    options: &Options,
    party: &PartyId,
    group: Option<WorkerGroup>,
) -> Result<Opened, AssessError> {
    if inputs.parties.is_empty() {
        return Err(AssessError::NoParties);
    }
    let inputs = canonical_inputs(inputs);
    let (whole, _) = Network::build(&inputs.parties, &inputs.links, &inputs.merges, options.as_of);
    let network = match find_subject(&whole, options)? {
        Some(subject) => in_scope(&whole, subject, options.scope.as_deref()),
        None => whole,
    };
    let (cohorts, costs) = evidence::recruitment(&inputs, &network, options.as_of);
    let undisclosed = Imputed::find(&network, ruleset, options.as_of);
    let network = undisclosed.join(network);
    let evidence = evidence::all_evidence(&network, &inputs, &cohorts, &costs, ruleset);
    let corridors = outline::corridors(&network, &cohorts);
    let screened = screening::run(&inputs, &network, ruleset, options.as_of)?;
    let mut outline = Outline::draw(&network, &evidence, &corridors, &screened.lists, ruleset, options.as_of);
    undisclosed.settle(&network, &mut outline);
    let Some((party, own)) =
        network.index_after_merges(party).and_then(|party| Some((party, outline.own.parties.get(party)?)))
    else {
        return Ok(Opened::NoParty);
    };
    let group = group.unwrap_or(own.headline_group);
    let found = trace::trace_of_group(&network, &outline, ruleset, party, group);
    Ok(found.map_or_else(
        || Opened::NoGroup(own.groups.iter().map(|of| of.group).collect()),
        |trace| Opened::Trace(Box::new(trace)),
    ))
}
