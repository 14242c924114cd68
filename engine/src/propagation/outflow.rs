//! By which links a source reaches the subject, and how often a given chain is live.
//!
//! In every world in which a party has a live path to the subject, that world is divided equally
//! among the party's outgoing live links whose buyer reaches the subject. Added up over the worlds,
//! each link gets its share of the party's ρ; added up over links of one kind or commodity, these
//! shares split a contribution.
//!
//! An m-th part is held as an integer number of 2⁻⁴⁰ worlds, so that sums do not depend on the order
//! of worlds; each party's shares are scaled to its ρ at the end, and so add up to it.

#![expect(clippy::indexing_slicing, reason = "places, links and channels come from one layout or are checked first")]

use super::coin::{Coins, Lanes, NONE, any, both, count};
use super::error::PropagationError;
use super::flow::{DrawnLinks, Flow};
use super::prepared::Prepared;
use super::subject::{Counter, Upstream};
use super::worlds::{WorldSettings, add_counts, sweep};

/// A whole world in units of its parts.
const WORLD: u64 = 1 << 40;

/// For every link, in the order of the input, its share of the ρ of its supplier, within [0, 1].
/// The shares of a party's links add up to its ρ; links of the subject itself have none.
///
/// # Errors
/// A subject or channel that does not exist.
#[expect(clippy::cast_precision_loss, reason = "units are scaled to the exact count afterwards")]
pub fn outflow(
    prepared: &Prepared,
    subject: usize,
    channel: usize,
    settings: WorldSettings,
) -> Result<Vec<f64>, PropagationError> {
    check_channel(prepared, channel)?;
    let upstream = Upstream::new(prepared, subject, vec![channel])?;
    let layout = &prepared.layout;
    let fresh = || Worker {
        state: vec![NONE; prepared.parties()],
        paths: vec![0; prepared.parties()],
        units: vec![0; layout.edges.len()],
        drawn: DrawnLinks::default(),
    };
    let workers = sweep(settings, &settings.batches(), fresh, |worker, coins| worker.step(prepared, &upstream, coins));
    let mut paths = Vec::new();
    let mut units = vec![0_u64; layout.edges.len()];
    for worker in &workers {
        add_counts(&mut paths, &worker.paths);
        units.iter_mut().zip(&worker.units).for_each(|(into, units)| *into += units);
    }
    let mut shares = vec![0.0; prepared.links()];
    for (place, &paths) in paths.iter().enumerate() {
        let outgoing = layout.outgoing(place);
        let whole: u64 = outgoing.iter().map(|&edge| units[edge as usize]).sum();
        if whole == 0 {
            continue;
        }
        let rho = f64::from(paths) / f64::from(settings.worlds.get());
        for &edge in outgoing {
            shares[layout.edges[edge as usize].link as usize] = rho * (units[edge as usize] as f64 / whole as f64);
        }
    }
    Ok(shares)
}

/// For each chain, given as links by their position in the input, the share of worlds in which all
/// its links are live, within [0, 1]; 1 for a chain of no links, 0 for one with a link that was left
/// out.
///
/// # Errors
/// A channel that does not exist.
pub fn chain_frequencies(
    prepared: &Prepared,
    channel: usize,
    chains: &[Vec<usize>],
    settings: WorldSettings,
) -> Result<Vec<f64>, PropagationError> {
    check_channel(prepared, channel)?;
    let layout = &prepared.layout;
    let mut edge_of = vec![None; prepared.links()];
    for (position, edge) in layout.edges.iter().enumerate() {
        edge_of[edge.link as usize] = Some(position);
    }
    let chains: Vec<Option<Vec<usize>>> =
        chains.iter().map(|chain| chain.iter().map(|&link| edge_of.get(link).copied().flatten()).collect()).collect();
    let columns = [channel];
    let flow = Flow { layout, weights: &prepared.weights, columns: &columns, part: None };
    let workers = sweep(
        settings,
        &settings.batches(),
        || vec![0; chains.len()],
        |counts, coins| {
            for (into, chain) in counts.iter_mut().zip(&chains) {
                let Some(chain) = chain else { continue };
                let mut live = coins.mask;
                for &edge in chain {
                    if any(&live) {
                        live = both(&live, &flow.live(coins, &layout.edges[edge], 0));
                    }
                }
                *into += count(&live);
            }
        },
    );
    let mut counts = vec![0; chains.len()];
    for worker in &workers {
        add_counts(&mut counts, worker);
    }
    Ok(counts.into_iter().map(|count| f64::from(count) / f64::from(settings.worlds.get())).collect())
}

fn check_channel(prepared: &Prepared, channel: usize) -> Result<(), PropagationError> {
    let channels = prepared.channels();
    if channel < channels { Ok(()) } else { Err(PropagationError::UnknownChannel { position: channel, channels }) }
}

struct Worker {
    state: Vec<Lanes>,
    paths: Vec<u32>,
    /// Parts of worlds, by link of the layout.
    units: Vec<u64>,
    drawn: DrawnLinks,
}

impl Worker {
    fn step(&mut self, prepared: &Prepared, upstream: &Upstream, coins: &Coins) {
        upstream.sweep(prepared, coins, &mut self.state, &mut self.drawn);
        let flow = upstream.flow(prepared);
        let mut used: Vec<(usize, Lanes)> = Vec::new();
        for place in upstream.steps.iter().cloned().flatten().filter(|&place| place != upstream.subject) {
            self.paths[place] += count(&self.state[place]);
            used.clear();
            let mut options = Counter::default();
            for &edge in prepared.layout.outgoing(place) {
                let edge = edge as usize;
                let reaches = self.state[prepared.layout.edges[edge].buyer as usize];
                if any(&reaches) {
                    let live = both(&reaches, &flow.live(coins, &prepared.layout.edges[edge], 0));
                    options.add(live);
                    used.push((edge, live));
                }
            }
            if let [(edge, live)] = used[..] {
                self.units[edge] += u64::from(count(&live)) * WORLD;
                continue;
            }
            for (number, worlds) in worlds_by_number(&options, &self.state[place]) {
                for (edge, live) in &used {
                    self.units[*edge] += u64::from(count(&both(live, &worlds))) * (WORLD / u64::from(number));
                }
            }
        }
    }
}

/// The worlds of a set, sorted by what the counter says of each.
fn worlds_by_number(counter: &Counter, set: &Lanes) -> Vec<(u32, Lanes)> {
    let mut found: Vec<(u32, Lanes)> = Vec::new();
    for (block, word) in set.iter().enumerate() {
        for lane in (0..64).filter(|lane| word >> lane & 1 == 1) {
            let number = counter.get(block, lane);
            let at = found.iter().position(|entry| entry.0 == number).unwrap_or_else(|| {
                found.push((number, NONE));
                found.len() - 1
            });
            found[at].1[block] |= 1 << lane;
        }
    }
    found.retain(|entry| entry.0 > 0);
    found
}
