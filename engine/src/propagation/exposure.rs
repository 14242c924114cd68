//! Exposure: the share of a party's output that carries risk.
//!
//! x(n) = p(n) + (1 − p(n)) · Σ over suppliers a(n, s)·x(s), with a(n, s) the share of n's input that
//! comes from s. A party with an event of its own taints its whole output; otherwise its output is
//! as tainted as what it buys. Transmission plays no part: what is asked is how much of the product
//! is touched. Inside cycles and under common causes this is an upper estimate, so that it is cut at
//! the upper bound of reach, once, at the end.
//!
//! What no link discloses counts nothing in the low reading and fully in the high one, where the
//! party needs inputs at all. The equations are linear, so a source's part is p(s) times the adjoint
//! of the subject; parts are given before the cut and add up to the uncut exposure.

#![expect(clippy::indexing_slicing, reason = "places and channels come from one layout or are checked first")]

use super::error::PropagationError;
use super::prepared::Prepared;
use super::shares::{PROMISED, Reading, Shares};
use super::table::PartyTable;

/// Shares of input.
#[derive(Clone, Copy, Debug)]
pub struct ExposureInput<'a> {
    /// For every link of the input, the share of the buyer's input that comes over it, within
    /// [0, 1]; 0 for links that carry no goods, services or subcontracted work. The shares of one
    /// buyer add up to 1 at most.
    pub shares: &'a [f64],
    /// For every party, whether what it does needs inputs, so that a part which no link discloses
    /// must come from somewhere.
    pub expects_inputs: &'a [bool],
}

/// The exposed share of every party's output, each within [0, 1].
#[derive(Clone, Debug, PartialEq)]
pub struct Exposure {
    /// With nothing coming from undisclosed inputs; cut at the upper bound of reach.
    pub low: PartyTable,
    /// With undisclosed inputs exposed in full: the low reading plus what they add, at most 1.
    pub high: PartyTable,
}

/// What makes up the exposure of one subject in one channel. Parties in the caller's order.
#[derive(Clone, Debug, PartialEq)]
pub struct ExposureParts {
    /// Each source's part of the low reading before the cut; they add up to it.
    pub sources: Vec<f64>,
    /// What each party's undisclosed inputs add to the high reading.
    pub undisclosed: Vec<f64>,
}

/// The exposure of every party and channel, solved to 1e-12.
///
/// `upper` is the upper bound of reach of the same network (see [`upper`](super::upper())).
///
/// # Errors
/// Lists of the wrong length, shares outside [0, 1] or adding up to more than 1, and cycles that
/// cannot be solved to 1e-12.
pub fn exposure(
    prepared: &Prepared,
    input: &ExposureInput<'_>,
    upper: &PartyTable,
) -> Result<Exposure, PropagationError> {
    let shares = Shares::new(prepared, input)?;
    let channels = prepared.channels();
    let mut low = vec![0.0; prepared.parties() * channels];
    let mut added = low.clone();
    for channel in 0..channels {
        let own = |place: usize| prepared.own_row(place)[channel];
        let undisclosed = |place: usize| (1.0 - own(place)) * shares.undisclosed(place);
        for (place, value) in solve(prepared, &shares, channel, own)?.into_iter().enumerate() {
            low[place * channels + channel] = value;
        }
        for (place, value) in solve(prepared, &shares, channel, undisclosed)?.into_iter().enumerate() {
            added[place * channels + channel] = value;
        }
    }
    let (low, added) = (prepared.table(&low), prepared.table(&added));
    let low: Vec<f64> = low.values().iter().zip(upper.values()).map(|(value, upper)| value.min(*upper)).collect();
    let high = low.iter().zip(added.values()).map(|(low, added)| (low + added).min(1.0)).collect();
    Ok(Exposure { low: PartyTable::new(channels, low), high: PartyTable::new(channels, high) })
}

/// The parts of one subject's exposure in one channel.
///
/// # Errors
/// Like [`exposure`], and a subject or channel that does not exist.
pub fn exposure_parts(
    prepared: &Prepared,
    input: &ExposureInput<'_>,
    subject: usize,
    channel: usize,
) -> Result<ExposureParts, PropagationError> {
    let (parties, channels) = (prepared.parties(), prepared.channels());
    if channel >= channels {
        return Err(PropagationError::UnknownChannel { position: channel, channels });
    }
    let Some(&subject) = prepared.layout.place.get(subject) else {
        return Err(PropagationError::UnknownParty { position: subject, parties });
    };
    let shares = Shares::new(prepared, input)?;
    let own = |place: usize| prepared.own_row(place)[channel];
    let undisclosed = |place: usize| (1.0 - own(place)) * shares.undisclosed(place);
    let adjoint = adjoint(prepared, &shares, channel, subject as usize)?;
    let places = || prepared.layout.place.iter().map(|&place| place as usize);
    Ok(ExposureParts {
        sources: places().map(|place| own(place) * adjoint[place]).collect(),
        undisclosed: places().map(|place| undisclosed(place) * adjoint[place]).collect(),
    })
}

/// Solves x = b + (1 − p)·A·x in one channel, for b at least 0; by place.
fn solve(
    prepared: &Prepared,
    shares: &Shares,
    channel: usize,
    b: impl Fn(usize) -> f64,
) -> Result<Vec<f64>, PropagationError> {
    let own = |place: usize| prepared.own_row(place)[channel];
    let mut x = vec![0.0; prepared.parties()];
    for component in &shares.components {
        let outside = |place: u32| -> f64 {
            let is_outside = |supplier: usize| member(component, supplier).is_none();
            let bought = shares.row(place as usize).filter(|&(supplier, _)| is_outside(supplier));
            let bought: f64 = bought.map(|(supplier, share)| share * x[supplier]).sum();
            b(place as usize) + (1.0 - own(place as usize)) * bought
        };
        let terms: Vec<f64> = component.iter().map(|&place| outside(place)).collect();
        if let (&[place], &[term]) = (component.as_slice(), terms.as_slice()) {
            x[place as usize] = term;
            continue;
        }
        let touched = touched(shares, component, &terms, own);
        let system = shares.system(component, own, |place| member(component, place).is_some_and(|at| touched[at]));
        let b: Vec<f64> =
            system.members.iter().filter_map(|&place| member(component, place)).map(|at| terms[at]).collect();
        let Some(solution) = system.solve(&b, Reading::Forward) else {
            return Err(does_not_close(prepared, component, channel));
        };
        system.members.iter().zip(solution).for_each(|(&place, value)| x[place] = value);
    }
    Ok(x)
}

/// How much one unit at each place adds to the subject's exposure, by place.
fn adjoint(prepared: &Prepared, shares: &Shares, channel: usize, subject: usize) -> Result<Vec<f64>, PropagationError> {
    let own = |place: usize| prepared.own_row(place)[channel];
    let mut y = vec![0.0; prepared.parties()];
    y[subject] = 1.0;
    // Places that some risk or undisclosed input reaches; at the others a unit cannot arise.
    let mut reached = vec![false; prepared.parties()];
    for component in &shares.components {
        let terms: Vec<f64> = component
            .iter()
            .map(|&place| {
                let place = place as usize;
                let bought = shares.row(place).any(|(supplier, _)| reached[supplier]);
                own(place) + shares.undisclosed(place) + if bought { 1.0 } else { 0.0 }
            })
            .collect();
        let touched = touched(shares, component, &terms, |_| 0.0);
        component.iter().zip(touched).for_each(|(&place, touched)| reached[place as usize] = touched);
    }
    for component in shares.components.iter().rev() {
        if Shares::is_cycle(component) {
            let system = shares.system(component, own, |place| reached[place]);
            let b: Vec<f64> = system.members.iter().map(|&place| y[place]).collect();
            let Some(solution) = system.solve(&b, Reading::Adjoint) else {
                return Err(does_not_close(prepared, component, channel));
            };
            for &place in component {
                y[place as usize] = 0.0;
            }
            system.members.iter().zip(solution).for_each(|(&place, value)| y[place] = value);
        }
        for place in component.iter().map(|&place| place as usize).filter(|&place| reached[place]) {
            let passed = y[place] * (1.0 - own(place));
            for (supplier, share) in shares.row(place) {
                if member(component, supplier).is_none() {
                    y[supplier] += passed * share;
                }
            }
        }
    }
    Ok(y)
}

/// Members of a component that something above 0 reaches.
fn touched(shares: &Shares, component: &[u32], terms: &[f64], own: impl Fn(usize) -> f64) -> Vec<bool> {
    let mut touched: Vec<bool> = terms.iter().map(|&term| term > 0.0).collect();
    loop {
        let mut moved = false;
        for (position, &place) in component.iter().enumerate() {
            let place = place as usize;
            let buys =
                || shares.row(place).any(|(supplier, _)| member(component, supplier).is_some_and(|at| touched[at]));
            if !touched[position] && own(place) < 1.0 && buys() {
                touched[position] = true;
                moved = true;
            }
        }
        if !moved {
            return touched;
        }
    }
}

/// Where a place stands among the members of a component, if it is one.
fn member(component: &[u32], place: usize) -> Option<usize> {
    component.binary_search_by(|&member| (member as usize).cmp(&place)).ok()
}

fn does_not_close(prepared: &Prepared, component: &[u32], channel: usize) -> PropagationError {
    PropagationError::DoesNotClose {
        parties: prepared.ids_of(component.iter().map(|&place| place as usize)),
        channel: prepared.names.channels[channel].clone(),
        promised: PROMISED,
    }
}
