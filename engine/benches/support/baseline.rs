//! What one would write first: the same numbers on a petgraph graph, single-threaded, no cleverness.

use petgraph::Direction::{Incoming, Outgoing};
use petgraph::algo::kosaraju_scc;
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;

use super::generator::{CHANNELS, Generated, Stream};

type Row = [f64; CHANNELS];

/// A graph with own likelihoods on its nodes and weights on its edges.
pub(crate) fn graph(network: &Generated) -> DiGraph<Row, f64> {
    let mut graph = DiGraph::with_capacity(network.ids.len(), network.links.len());
    for own in network.own.chunks(CHANNELS) {
        graph.add_node(own.try_into().expect("one row a party"));
    }
    for &(supplier, buyer, weight) in &network.links {
        graph.add_edge(NodeIndex::new(supplier as usize), NodeIndex::new(buyer as usize), weight);
    }
    graph
}

/// Noisy-or of every party and channel: one pass over the components, sweeping inside cycles until
/// nothing moves by more than 1e-12. Without a certificate.
pub(crate) fn noisy_or(graph: &DiGraph<Row, f64>) -> Vec<Row> {
    recursion(graph, 1.0, |own, incoming| {
        let mut none = own.map(|own| 1.0 - own);
        for (weight, supplier) in incoming {
            none.iter_mut().zip(supplier).for_each(|(none, value)| *none *= 1.0 - weight * value);
        }
        none.map(|none| 1.0 - none)
    })
}

/// The single most likely chain to every party in every channel.
pub(crate) fn worst_chain(graph: &DiGraph<Row, f64>) -> Vec<Row> {
    recursion(graph, 0.0, |own, incoming| {
        let mut best = *own;
        for (weight, supplier) in incoming {
            best.iter_mut().zip(supplier).for_each(|(best, value)| *best = best.max(weight * value));
        }
        best
    })
}

fn recursion(
    graph: &DiGraph<Row, f64>,
    start: f64,
    step: impl Fn(&Row, &mut dyn Iterator<Item = (f64, Row)>) -> Row,
) -> Vec<Row> {
    let mut values = vec![[start; CHANNELS]; graph.node_count()];
    // Kosaraju gives buyers first.
    for component in kosaraju_scc(graph).iter().rev() {
        loop {
            let mut moved = 0.0_f64;
            for &node in component {
                let mut incoming =
                    graph.edges_directed(node, Incoming).map(|edge| (*edge.weight(), values[edge.source().index()]));
                let next = step(&graph[node], &mut incoming);
                for (next, value) in next.iter().zip(&values[node.index()]) {
                    moved = moved.max((next - value).abs());
                }
                values[node.index()] = next;
            }
            if component.len() == 1 || moved <= 1e-12 {
                break;
            }
        }
    }
    values
}

/// How many of `worlds` worlds an event is at or reaches each party, channel after channel: one world
/// after the other, coins from one stream, a walk from every source.
pub(crate) fn reach(graph: &DiGraph<Row, f64>, worlds: usize, seed: u64) -> Vec<[u32; CHANNELS]> {
    let mut stream = Stream(seed);
    let mut counts = vec![[0_u32; CHANNELS]; graph.node_count()];
    let mut live = vec![false; graph.edge_count()];
    let mut reached = vec![false; graph.node_count()];
    let mut todo = Vec::new();
    for _ in 0..worlds {
        for edge in graph.edge_references() {
            live[edge.id().index()] = stream.unit() < *edge.weight();
        }
        for channel in 0..CHANNELS {
            reached.fill(false);
            for node in graph.node_indices() {
                if stream.unit() < graph[node][channel] && !reached[node.index()] {
                    reached[node.index()] = true;
                    todo.push(node);
                }
                while let Some(node) = todo.pop() {
                    counts[node.index()][channel] += 1;
                    for edge in graph.edges_directed(node, Outgoing) {
                        let buyer = edge.target();
                        if live[edge.id().index()] && !reached[buyer.index()] {
                            reached[buyer.index()] = true;
                            todo.push(buyer);
                        }
                    }
                }
            }
        }
    }
    counts
}

/// In how many of `worlds` worlds each party has a live path to the first.
pub(crate) fn paths(graph: &DiGraph<Row, f64>, worlds: usize, seed: u64) -> Vec<u32> {
    let mut stream = Stream(seed);
    let mut counts = vec![0_u32; graph.node_count()];
    let mut reached = vec![false; graph.node_count()];
    let mut todo = Vec::new();
    for _ in 0..worlds {
        reached.fill(false);
        reached[0] = true;
        todo.push(NodeIndex::new(0));
        while let Some(node) = todo.pop() {
            counts[node.index()] += 1;
            for edge in graph.edges_directed(node, Incoming) {
                let supplier = edge.source();
                // Each link is looked at once a world, so its coin may be drawn here.
                if stream.unit() < *edge.weight() && !reached[supplier.index()] {
                    reached[supplier.index()] = true;
                    todo.push(supplier);
                }
            }
        }
    }
    counts
}
