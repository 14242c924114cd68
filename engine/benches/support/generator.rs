//! Seeded layered networks that look like supply chains.
//!
//! Parties stand in tiers that grow upstream. Each party buys from a few parties of the next tiers;
//! suppliers are chosen by a power law, so that some are shared by very many buyers. A small part of
//! the links is mutual; on request further links lead back from buyers to far upstream, which makes
//! one giant component.

use karvon_engine::propagation::{LinkInput, Prepared, PropagationInput, Weights};

/// Channels of every generated network.
pub(crate) const CHANNELS: usize = 11;

/// Links a party has on average.
const LINKS_PER_PARTY: f64 = 4.5;

/// How much larger each tier is than the one it supplies.
const GROWTH: f64 = 2.5;

/// Tiers.
const TIERS: usize = 7;

/// Which links lead backwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cycles {
    /// 0.4 % of links have a counterpart: many small components.
    Mutual,
    /// 2 % of links more lead back upstream: one giant component.
    Giant,
}

/// A generated network as plain arrays.
pub(crate) struct Generated {
    /// Ids, the first being the one buyer that everything leads to.
    pub(crate) ids: Vec<String>,
    /// Own likelihoods, party-major.
    pub(crate) own: Vec<f64>,
    /// Supplier, buyer, weight.
    pub(crate) links: Vec<(u32, u32, f64)>,
}

impl Generated {
    /// The same network, prepared.
    pub(crate) fn prepare(&self) -> Prepared {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
        let input = PropagationInput {
            parties: self.ids.iter().map(String::as_str).collect(),
            channels: names.to_vec(),
            own: self.own.clone(),
            weights: Weights::Same(self.links.iter().map(|link| link.2).collect()),
            links: (0..)
                .zip(&self.links)
                .map(|(row, link)| LinkInput { supplier: link.0, buyer: link.1, weight: row, label: 0 })
                .collect(),
            groups: Vec::new(),
        };
        Prepared::new(input).expect("generated networks are sound")
    }
}

/// A stream of random numbers for generating, and for the plain simulation.
pub(crate) struct Stream(pub(crate) u64);

impl Stream {
    /// The next 64 bits, by the published generator `SplitMix64`.
    pub(crate) fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number within [0, 1).
    pub(crate) fn unit(&mut self) -> f64 {
        (self.bits() >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn below(&mut self, bound: usize) -> usize {
        (self.unit() * bound as f64) as usize
    }
}

/// Generates a network of `parties` parties.
pub(crate) fn generate(parties: usize, cycles: Cycles, seed: u64) -> Generated {
    let mut stream = Stream(seed);
    let starts = tier_starts(parties);
    let mut links: Vec<(u32, u32, f64)> = Vec::new();
    for tier in 0..starts.len() - 2 {
        let buyers = starts[tier]..starts[tier + 1];
        let suppliers = starts[tier + 1]..starts[tier + 2];
        // So many links that those of all tiers come to the average.
        let fan_in = LINKS_PER_PARTY * suppliers.len() as f64 / buyers.len() as f64;
        for buyer in buyers.clone() {
            for _ in 0..(fan_in * (0.5 + stream.unit())).round().max(1.0) as usize {
                // A power law over the tier: a few suppliers are shared by very many.
                let rank = (libm::pow(stream.unit(), 2.5) * suppliers.len() as f64) as usize;
                push(&mut links, &mut stream, suppliers.start + rank, buyer);
            }
        }
        // Nobody is left without a buyer.
        for supplier in suppliers {
            let buyer = buyers.start + stream.below(buyers.len());
            push(&mut links, &mut stream, supplier, buyer);
        }
    }
    links.truncate((LINKS_PER_PARTY * parties as f64) as usize);
    let forward = links.len();
    for _ in 0..forward / 250 {
        let (supplier, buyer, _) = links[stream.below(forward)];
        push(&mut links, &mut stream, buyer as usize, supplier as usize);
    }
    if cycles == Cycles::Giant {
        for _ in 0..forward / 50 {
            let (one, other) = (stream.below(parties), stream.below(parties));
            if one != other {
                push(&mut links, &mut stream, one.min(other), one.max(other));
            }
        }
    }
    links.sort_by_key(|link| (link.1, link.0));
    links.dedup_by_key(|link| (link.1, link.0));
    let own =
        (0..parties * CHANNELS).map(|_| if stream.unit() < 0.3 { 0.2 * stream.unit() } else { 0.01 * stream.unit() });
    Generated {
        own: own.collect(),
        ids: (0..parties).map(|party| format!("SUP-{:07}", party * 7_919 % 10_000_019)).collect(),
        links,
    }
}

/// Where each tier starts; the first holds one party, the last ends at `parties`.
fn tier_starts(parties: usize) -> Vec<usize> {
    let sizes: Vec<f64> = (0..TIERS).map(|tier| libm::pow(GROWTH, tier as f64)).collect();
    let whole: f64 = sizes.iter().sum();
    let mut starts = vec![0, 1];
    let mut sum = 0.0;
    for size in sizes {
        sum += size;
        starts.push(1 + ((parties - 1) as f64 * sum / whole).round() as usize);
    }
    starts
}

fn push(links: &mut Vec<(u32, u32, f64)>, stream: &mut Stream, supplier: usize, buyer: usize) {
    // A third of the links carry everything, the others a share.
    let weight = if stream.unit() < 0.33 { 1.0 } else { 0.05 + 0.95 * stream.unit() };
    links.push((supplier as u32, buyer as u32, weight));
}
