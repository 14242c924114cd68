//! The best chain from every party to one subject.
//!
//! Among all simple paths from a party the best has the largest product of weights, then the fewest
//! links, then the smallest ids. The products are found by a pass buyers before suppliers, repeated
//! inside cyclic components. A link is *tight* if it attains the product of its supplier; a
//! breadth-first walk from the subject over tight links then gives the fewest links, and each party
//! points to the smallest id among its tight buyers that are one step nearer. Such pointers cannot
//! go round in a circle.

#![expect(clippy::indexing_slicing, reason = "places come from one layout; parties and channels are checked first")]

use super::error::PropagationError;
use super::prepared::Prepared;
use super::subject::Upstream;

/// The best chain from each party to one subject in one channel. Parties in the caller's order.
#[derive(Clone, Debug, PartialEq)]
pub struct BestChains {
    subject: usize,
    products: Vec<f64>,
    /// First link of each party's chain, and the party it leads to.
    next: Vec<Option<(u32, u32)>>,
}

impl BestChains {
    /// The product of the weights along the party's best chain, within [0, 1]: 1 for the subject, 0
    /// where no chain exists.
    ///
    /// # Panics
    /// If there is no such party.
    pub fn product(&self, party: usize) -> f64 {
        self.products[party]
    }

    /// The links of the party's best chain, from the party to the subject; empty for the subject,
    /// `None` where no chain exists.
    ///
    /// # Panics
    /// If there is no such party.
    pub fn links(&self, party: usize) -> Option<Vec<usize>> {
        let mut links = Vec::new();
        let mut at = party;
        while at != self.subject {
            let (link, buyer) = self.next[at]?;
            links.push(link as usize);
            at = buyer as usize;
        }
        Some(links)
    }

    /// The parties of the party's best chain, from the party to the subject, both included; `None`
    /// where no chain exists.
    ///
    /// # Panics
    /// If there is no such party.
    pub fn parties(&self, party: usize) -> Option<Vec<usize>> {
        let mut parties = vec![party];
        let mut at = party;
        while at != self.subject {
            at = self.next[at]?.1 as usize;
            parties.push(at);
        }
        Some(parties)
    }
}

/// The best chain from every party to the subject in one channel.
///
/// # Errors
/// A subject or channel that does not exist.
pub fn best_chains(prepared: &Prepared, subject: usize, channel: usize) -> Result<BestChains, PropagationError> {
    if channel >= prepared.channels() {
        return Err(PropagationError::UnknownChannel { position: channel, channels: prepared.channels() });
    }
    let upstream = Upstream::new(prepared, subject, vec![channel])?;
    let layout = &prepared.layout;
    let weight = |edge: usize| prepared.weights.get(layout.edges[edge].row, channel);
    let products = products(prepared, &upstream, channel);

    let mut distance = vec![u32::MAX; prepared.parties()];
    distance[upstream.subject] = 0;
    let mut layer = vec![upstream.subject];
    let mut next: Vec<Option<(u32, u32)>> = vec![None; prepared.parties()];
    while !layer.is_empty() {
        let mut further = Vec::new();
        for &buyer in &layer {
            for edge in layout.incoming_range(buyer) {
                let supplier = layout.edges[edge].supplier as usize;
                if distance[supplier] == u32::MAX && is_tight(&products, weight(edge), supplier, buyer) {
                    distance[supplier] = distance[buyer] + 1;
                    further.push(supplier);
                }
            }
        }
        for &supplier in &further {
            let id = |edge: u32| {
                let edge = &layout.edges[edge as usize];
                (prepared.party_id(layout.order[edge.buyer as usize] as usize), edge.key)
            };
            let chosen = layout.outgoing(supplier).iter().copied().filter(|&edge| {
                let buyer = layout.edges[edge as usize].buyer as usize;
                distance[buyer] < distance[supplier] && is_tight(&products, weight(edge as usize), supplier, buyer)
            });
            let party = layout.order[supplier] as usize;
            next[party] = chosen.min_by(|&a, &b| id(a).cmp(&id(b))).map(|edge| {
                let edge = &layout.edges[edge as usize];
                (edge.link, layout.order[edge.buyer as usize])
            });
        }
        layer = further;
    }
    let products = layout.place.iter().map(|&place| products[place as usize]).collect();
    Ok(BestChains { subject, products, next })
}

/// Whether a link attains the best product of its supplier.
#[expect(clippy::float_cmp, reason = "the product was computed as exactly this expression")]
fn is_tight(products: &[f64], weight: f64, supplier: usize, buyer: usize) -> bool {
    let product = weight * products[buyer];
    product > 0.0 && product == products[supplier]
}

/// The best product of weights from each place to the subject.
fn products(prepared: &Prepared, upstream: &Upstream, channel: usize) -> Vec<f64> {
    let layout = &prepared.layout;
    let mut products = vec![0.0; prepared.parties()];
    products[upstream.subject] = 1.0;
    for step in &upstream.steps {
        loop {
            let mut moved = false;
            for place in step.clone().rev().filter(|&place| place != upstream.subject) {
                let candidates = layout.outgoing(place).iter().map(|&edge| {
                    let edge = &layout.edges[edge as usize];
                    prepared.weights.get(edge.row, channel) * products[edge.buyer as usize]
                });
                let best = candidates.fold(0.0, f64::max);
                moved |= best > products[place];
                products[place] = best;
            }
            if step.len() == 1 || !moved {
                break;
            }
        }
    }
    products
}
