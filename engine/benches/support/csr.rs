//! The practical limit of one core: noisy-or as a straight loop over compressed rows, suppliers before buyers.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};

use super::generator::{CHANNELS, Generated};

/// Rows of incoming links in an order in which suppliers come first; components of several parties stand together.
pub(crate) struct Csr {
    components: Vec<(usize, usize)>,
    starts: Vec<usize>,
    suppliers: Vec<u32>,
    weights: Vec<f64>,
    own: Vec<f64>,
}

impl Csr {
    pub(crate) fn new(network: &Generated) -> Self {
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(network.ids.len(), network.links.len());
        for _ in &network.ids {
            graph.add_node(());
        }
        for &(supplier, buyer, _) in &network.links {
            graph.add_edge(NodeIndex::new(supplier as usize), NodeIndex::new(buyer as usize), ());
        }
        let (mut components, mut order) = (Vec::new(), Vec::new());
        for component in kosaraju_scc(&graph).into_iter().rev() {
            components.push((order.len(), order.len() + component.len()));
            order.extend(component.into_iter().map(NodeIndex::index));
        }
        let mut place = vec![0_u32; order.len()];
        for (at, &party) in (0..).zip(&order) {
            place[party] = at;
        }
        let mut rows: Vec<Vec<(u32, f64)>> = vec![Vec::new(); order.len()];
        for &(supplier, buyer, weight) in &network.links {
            rows[place[buyer as usize] as usize].push((place[supplier as usize], weight));
        }
        let mut starts = vec![0];
        for row in &rows {
            starts.push(starts[starts.len() - 1] + row.len());
        }
        let own = order.iter().flat_map(|&party| &network.own[party * CHANNELS..(party + 1) * CHANNELS]).copied();
        Self {
            components,
            starts,
            suppliers: rows.iter().flatten().map(|link| link.0).collect(),
            weights: rows.iter().flatten().map(|link| link.1).collect(),
            own: own.collect(),
        }
    }

    /// Noisy-or of every place and channel, components swept until nothing moves by more than 1e-12. Without a certificate.
    pub(crate) fn noisy_or(&self) -> Vec<f64> {
        let mut values = vec![1.0; self.own.len()];
        for &(first, end) in &self.components {
            loop {
                let mut moved = 0.0_f64;
                for place in first..end {
                    let mut none = [0.0; CHANNELS];
                    for (none, own) in none.iter_mut().zip(&self.own[place * CHANNELS..]) {
                        *none = 1.0 - own;
                    }
                    for link in self.starts[place]..self.starts[place + 1] {
                        let from = self.suppliers[link] as usize * CHANNELS;
                        for (none, value) in none.iter_mut().zip(&values[from..from + CHANNELS]) {
                            *none *= 1.0 - self.weights[link] * value;
                        }
                    }
                    for (value, none) in values[place * CHANNELS..(place + 1) * CHANNELS].iter_mut().zip(none) {
                        moved = moved.max((*value - (1.0 - none)).abs());
                        *value = 1.0 - none;
                    }
                }
                if end - first == 1 || moved <= 1e-12 {
                    break;
                }
            }
        }
        values
    }
}
