//! One party's calculation opened, for whoever asks about any number of an assessment.

use super::ground::Ground;
use super::outline::Outline;
use super::{AssessError, Options, Trace, canonical_inputs, screening, trace};
use crate::evidence::WorkerGroup;
use crate::ids::PartyId;
use crate::inputs::Inputs;
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
    let inputs = canonical_inputs(inputs);
    let Ground { network, undisclosed, evidence, corridors, .. } = Ground::about(&inputs, ruleset, options)?;
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
