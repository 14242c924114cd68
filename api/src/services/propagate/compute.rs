//! From rows to numbers: one branch for each metric, with and without a subject.

use std::num::NonZeroU32;

use karvon_engine::propagation::{
    ExposureInput, LinkInput, Prepared, PropagationError, PropagationInput, SubjectReach, Totals, Weights,
    WorldSettings, best_chains, exposure, exposure_parts, noisy_or, paths_to, reach_to_within, totals, upper,
    worst_chain,
};

use super::fault::{Faults, Problem};
use super::links::Link;
use super::parties::Parties;
use super::{Metric, PropagateError, Request};

/// Worlds from which their number doubles where a half-width is asked for, and the most there will be.
const FIRST_WORLDS: NonZeroU32 = NonZeroU32::new(1 << 14).unwrap();
const MOST_WORLDS: NonZeroU32 = NonZeroU32::new(1 << 20).unwrap();

/// A number for every party and channel.
#[derive(Debug)]
pub(super) struct Computed {
    /// Party-major, in the order of the file.
    pub(super) values: Vec<f64>,
    /// With a subject, what the contributions to each channel add up to, where the sum means something.
    pub(super) sums: Option<Vec<f64>>,
    /// Worlds drawn.
    pub(super) worlds: Option<u32>,
}

impl Computed {
    fn exact(values: Vec<f64>) -> Self {
        Self { values, sums: None, worlds: None }
    }
}

/// Computes what is asked; `own` are the likelihoods of the parties.
pub(super) fn compute(
    request: &Request,
    parties: &Parties,
    own: Vec<f64>,
    links: &[Link],
    labels: &[u64],
    subject: Option<usize>,
) -> Result<Computed, PropagateError> {
    let prepared = lay_out(request.metric, parties, own, links, labels)?;
    let computed = match (request.metric, subject) {
        (Metric::Reach, None) => Ok(all_reach(&prepared, request)),
        (Metric::Reach, Some(subject)) => reach_to_subject(&prepared, request, subject),
        (Metric::NoisyOr, _) => noisy_or(&prepared).map(|table| Computed::exact(table.into_values())),
        (Metric::WorstChain, None) => Ok(Computed::exact(worst_chain(&prepared).into_values())),
        (Metric::WorstChain, Some(subject)) => chains_to_subject(&prepared, subject),
        (Metric::Exposure, subject) => exposed(&prepared, links, subject),
    };
    computed.map_err(told)
}

/// What went wrong, by who can do something about it.
fn told(error: PropagationError) -> PropagateError {
    match error {
        PropagationError::DoesNotClose { .. }
        | PropagationError::SharesAboveOne { .. }
        | PropagationError::ShareOutOfRange { .. } => PropagateError::Unsettled(error),
        PropagationError::UnknownParty { .. }
        | PropagationError::UnknownChannel { .. }
        | PropagationError::UnknownLink { .. }
        | PropagationError::NoProbability { .. }
        | PropagationError::WrongLength { .. }
        | PropagationError::BracketBroken { .. } => PropagateError::Defect(error),
    }
}

fn lay_out(
    metric: Metric,
    parties: &Parties,
    own: Vec<f64>,
    links: &[Link],
    labels: &[u64],
) -> Result<Prepared, PropagateError> {
    // The weights of exposure are shares of input. Whatever has a share may carry an event in full, which is what the upper
    // bound then reckons with.
    let is_share = metric == Metric::Exposure;
    let rows = if is_share { vec![0.0, 1.0] } else { links.iter().map(|link| link.weight).collect() };
    let inputs = (0_u32..).zip(links).zip(labels).map(|((place, link), &label)| LinkInput {
        supplier: link.supplier,
        buyer: link.buyer,
        weight: if is_share { u32::from(link.weight > 0.0) } else { place },
        label,
    });
    let input = PropagationInput {
        parties: parties.ids().collect(),
        channels: parties.channels.iter().map(String::as_str).collect(),
        own,
        weights: Weights::Same(rows),
        links: inputs.collect(),
        groups: Vec::new(),
    };
    Prepared::new(input).map_err(|problems| {
        let mut faults = Faults::default();
        for problem in problems {
            faults.add("", None, Problem::Network(problem));
        }
        PropagateError::Faulty(faults)
    })
}

/// The chance that at least one source reaches each party.
fn all_reach(prepared: &Prepared, request: &Request) -> Computed {
    let mut worlds = if request.half_width.is_some() { FIRST_WORLDS } else { request.worlds };
    let drawn = loop {
        let drawn = totals(prepared, WorldSettings { worlds, seed: request.seed });
        match request.half_width {
            Some(asked) if worlds < MOST_WORLDS && widest(prepared, &drawn) > asked => {
                worlds = worlds.saturating_mul(TWO);
            }
            Some(_) | None => break drawn,
        }
    };
    let values = cells(prepared).map(|(party, channel)| drawn.total(party, channel)).collect();
    Computed { values, sums: None, worlds: Some(drawn.worlds()) }
}

const TWO: NonZeroU32 = NonZeroU32::new(2).unwrap();

/// The largest half-width of the 95 % intervals of a table of totals.
fn widest(prepared: &Prepared, drawn: &Totals) -> f64 {
    let widths = cells(prepared).map(|(party, channel)| half_width(drawn.total_count(party, channel), drawn.worlds()));
    widths.fold(0.0, f64::max)
}

/// Half the width of Wilson's 95 % score interval (E. B. Wilson, 1927).
fn half_width(hits: u32, trials: u32) -> f64 {
    const Z: f64 = 1.959_963_984_540_054;
    let trials = f64::from(trials);
    let share = f64::from(hits) / trials;
    Z * (share * (1.0 - share) / trials + Z * Z / (4.0 * trials * trials)).sqrt() / (1.0 + Z * Z / trials)
}

/// p·ρ of each party.
fn reach_to_subject(prepared: &Prepared, request: &Request, subject: usize) -> Result<Computed, PropagationError> {
    let channels: Vec<usize> = (0..prepared.channels()).collect();
    let drawn = match request.half_width {
        None => paths_to(prepared, subject, WorldSettings { worlds: request.worlds, seed: request.seed })?,
        Some(asked) => reach_within(prepared, subject, &channels, asked, request.seed)?,
    };
    let values = cells(prepared).map(|(party, channel)| drawn.contribution(party, channel)).collect();
    let sums = channels.iter().map(|&channel| drawn.expected_sources(channel)).collect();
    Ok(Computed { values, sums: Some(sums), worlds: Some(drawn.worlds()) })
}

/// As many worlds as the widest channel needs. More worlds only extend the sequence, so that the last run serves all.
fn reach_within(
    prepared: &Prepared,
    subject: usize,
    channels: &[usize],
    asked: f64,
    seed: u64,
) -> Result<SubjectReach, PropagationError> {
    let is_wide = |drawn: &SubjectReach, channel: usize| {
        drawn.estimate(channel).is_some_and(|estimate| half_width(estimate.reached, estimate.worlds) > asked)
    };
    let mut drawn = reach_to_within(prepared, subject, channels, 0, asked, seed)?;
    for &channel in channels {
        if drawn.worlds() < MOST_WORLDS.get() && is_wide(&drawn, channel) {
            drawn = reach_to_within(prepared, subject, channels, channel, asked, seed)?;
        }
    }
    Ok(drawn)
}

/// p times the best path of each party to the subject.
fn chains_to_subject(prepared: &Prepared, subject: usize) -> Result<Computed, PropagationError> {
    let chains: Result<Vec<_>, _> =
        (0..prepared.channels()).map(|channel| best_chains(prepared, subject, channel)).collect();
    let chains = chains?;
    let mut values = Vec::with_capacity(prepared.parties() * prepared.channels());
    for party in 0..prepared.parties() {
        values.extend(
            chains.iter().enumerate().map(|(channel, best)| prepared.own(party, channel) * best.product(party)),
        );
    }
    Ok(Computed::exact(values))
}

/// The exposed part of each party's product, or each party's part in the subject's.
fn exposed(prepared: &Prepared, links: &[Link], subject: Option<usize>) -> Result<Computed, PropagationError> {
    let shares: Vec<f64> = links.iter().map(|link| link.weight).collect();
    // Nothing is known of what a party must buy, so what no link names counts as nothing.
    let input = ExposureInput { shares: &shares, expects_inputs: &vec![false; prepared.parties()] };
    let Some(subject) = subject else {
        return Ok(Computed::exact(exposure(prepared, &input, &upper(prepared))?.low.values().to_vec()));
    };
    let parts: Result<Vec<_>, _> =
        (0..prepared.channels()).map(|channel| exposure_parts(prepared, &input, subject, channel)).collect();
    let parts: Vec<Vec<f64>> = parts?.into_iter().map(|parts| parts.sources).collect();
    let sums = parts.iter().map(|sources| sources.iter().sum()).collect();
    let mut values = Vec::with_capacity(prepared.parties() * prepared.channels());
    for party in 0..prepared.parties() {
        values.extend(parts.iter().filter_map(|sources| sources.get(party)));
    }
    Ok(Computed { values, sums: Some(sums), worlds: None })
}

/// Every party and channel, party-major.
fn cells(prepared: &Prepared) -> impl Iterator<Item = (usize, usize)> {
    let channels = prepared.channels();
    (0..prepared.parties()).flat_map(move |party| (0..channels).map(move |channel| (party, channel)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_half_width_is_that_of_wilsons_interval() {
        // 50 of 100: 1.959964 · √(0.25/100 + 1.959964²/40000) / (1 + 1.959964²/100) = 0.0961682
        assert!((half_width(50, 100) - 0.096_168_2).abs() < 1e-6);
        assert!(half_width(0, 100) > 0.0);
    }
}
