//! Who recruits for whom, and in which order parties have to be worked out.
//!
//! A recruiter's own likelihood is needed for its employers', after that of its sub-agents. Labour links that form a
//! circle would make this circular; they carry nothing and are reported.

use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;

use crate::network::{LinkKind, Network};

/// Labour links, ready to be walked.
#[derive(Debug, Default)]
pub(crate) struct LabourLinks {
    /// Per party, by index: its recruiters, rising, each once.
    pub recruiters_of: Vec<Vec<usize>>,
    /// Per party: those it recruits for.
    pub employers_of: Vec<Vec<usize>>,
    /// Parties in the order in which they can be worked out; those of one step do not need each other.
    pub steps: Vec<Vec<usize>>,
    /// Parties that recruit for each other in a circle, each list rising.
    pub cycles: Vec<Vec<usize>>,
}

impl LabourLinks {
    pub(crate) fn new(network: &Network) -> Self {
        let count = network.parties().len();
        let mut ends: Vec<(usize, usize)> = network
            .links()
            .iter()
            .zip(network.ends())
            .filter(|(link, _)| link.kind == LinkKind::Labour)
            .map(|(_, ends)| ends)
            .collect();
        ends.sort_unstable();
        ends.dedup();
        let cycles = cycles(count, &ends);
        let mut circle_of = vec![None; count];
        for (i, cycle) in cycles.iter().enumerate() {
            for &member in cycle {
                if let Some(circle) = circle_of.get_mut(member) {
                    *circle = Some(i);
                }
            }
        }
        let circle = |party: usize| circle_of.get(party).copied().flatten();
        ends.retain(|(recruiter, employer)| circle(*recruiter).is_none() || circle(*recruiter) != circle(*employer));
        let mut links = Self {
            recruiters_of: vec![Vec::new(); count],
            employers_of: vec![Vec::new(); count],
            steps: Vec::new(),
            cycles,
        };
        for &(recruiter, employer) in &ends {
            if let (Some(of), Some(to)) = (links.recruiters_of.get_mut(employer), links.employers_of.get_mut(recruiter))
            {
                of.push(recruiter);
                to.push(employer);
            }
        }
        links.steps = links.order();
        links
    }

    /// Whether a party recruits for anyone.
    pub(crate) fn recruits(&self, party: usize) -> bool {
        self.employers_of.get(party).is_some_and(|employers| !employers.is_empty())
    }

    /// Parties and all whom their likelihoods reach over labour links, in the order in which they can be worked out.
    pub(crate) fn downstream(&self, of: impl Iterator<Item = usize>) -> Vec<usize> {
        let mut reached = vec![false; self.recruiters_of.len()];
        let mut stack: Vec<usize> = of.collect();
        while let Some(party) = stack.pop() {
            if let Some(known @ false) = reached.get_mut(party) {
                *known = true;
                stack.extend(self.employers_of.get(party).into_iter().flatten());
            }
        }
        let is_reached = |party: &usize| reached.get(*party).copied().unwrap_or_default();
        self.steps.iter().flatten().copied().filter(is_reached).collect()
    }

    /// Steps of a topological order (Kahn), each rising.
    fn order(&self) -> Vec<Vec<usize>> {
        let mut waiting: Vec<usize> = self.recruiters_of.iter().map(Vec::len).collect();
        let mut step: Vec<usize> = (0..waiting.len()).filter(|&party| waiting.get(party) == Some(&0)).collect();
        let mut steps = Vec::new();
        while !step.is_empty() {
            let mut next = Vec::new();
            for employer in step.iter().filter_map(|&party| self.employers_of.get(party)).flatten() {
                if let Some(left) = waiting.get_mut(*employer) {
                    *left -= 1;
                    if *left == 0 {
                        next.push(*employer);
                    }
                }
            }
            next.sort_unstable();
            steps.push(std::mem::replace(&mut step, next));
        }
        steps
    }
}

fn cycles(count: usize, ends: &[(usize, usize)]) -> Vec<Vec<usize>> {
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(count, ends.len());
    let nodes: Vec<_> = (0..count).map(|_| graph.add_node(())).collect();
    for (from, to) in ends {
        if let (Some(&from), Some(&to)) = (nodes.get(*from), nodes.get(*to)) {
            graph.add_edge(from, to, ());
        }
    }
    let mut cycles: Vec<Vec<usize>> = kosaraju_scc(&graph)
        .into_iter()
        .filter(|members| members.len() > 1)
        .map(|members| {
            let mut members: Vec<usize> = members.iter().map(|node| node.index()).collect();
            members.sort_unstable();
            members
        })
        .collect();
    cycles.sort();
    cycles
}
