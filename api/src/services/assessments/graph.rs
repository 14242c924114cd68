//! The part of a network around a party, small enough to be drawn.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use karvon_engine::assessment::Assessment;
use serde::Serialize;
use utoipa::ToSchema;

/// A part of a network, and how much of it is not in it.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Graph {
    /// Parties, the nearest first, then those that contribute most.
    pub nodes: Vec<GraphNode>,
    /// Links between them.
    pub links: Vec<GraphLink>,
    /// What was left out.
    pub hidden: Hidden,
}

/// A party.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct GraphNode {
    /// Id.
    pub party_id: String,
    /// Name.
    pub name: String,
    /// Kind, or `unknown`.
    pub kind: String,
    /// Distance from the subject; `null` where it supplies nothing to it.
    pub tier: Option<u32>,
    /// Band.
    pub band: String,
    /// Headline likelihood.
    pub likelihood: f64,
    /// What it contributes to the subject; `null` without a subject.
    pub contribution: Option<f64>,
}

/// A link.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct GraphLink {
    /// Its id, as `what_if` takes it.
    pub link_id: String,
    /// Who supplies.
    pub supplier_id: String,
    /// Who buys.
    pub buyer_id: String,
    /// Kind.
    pub kind: String,
    /// Status.
    pub status: String,
    /// How much of the likelihood it carries, 0–1, for the headline; `null` for labour links, which act at the employer.
    pub weight: Option<f64>,
}

/// Parts of the whole network that are not in the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Hidden {
    /// Parties.
    pub nodes: usize,
    /// Links.
    pub links: usize,
}

/// The parties within `depth` links of the centre in either direction, at most `limit` of them; without a centre those that
/// contribute most. `None` where there is no such party.
pub fn graph(assessment: &Assessment, centre: Option<&str>, depth: u32, limit: usize) -> Option<Graph> {
    let parties = &assessment.parties;
    let index: BTreeMap<&str, usize> =
        parties.iter().enumerate().map(|(position, party)| (party.party_id.as_str(), position)).collect();
    let ends: Vec<Option<(usize, usize)>> = assessment
        .links
        .iter()
        .map(|link| Some((*index.get(link.supplier_id.as_str())?, *index.get(link.buyer_id.as_str())?)))
        .collect();
    let distance = match centre {
        Some(id) => distances(parties.len(), &ends, *index.get(id)?, depth),
        None => vec![Some(0); parties.len()],
    };
    let mut near: Vec<(u32, usize)> =
        distance.iter().enumerate().filter_map(|(position, steps)| Some(((*steps)?, position))).collect();
    near.sort_by(|a, b| {
        let weight = |position: usize| {
            let party = parties.get(position);
            party.and_then(|party| party.contribution.or(Some(party.likelihood))).unwrap_or_default()
        };
        a.0.cmp(&b.0).then_with(|| weight(b.1).total_cmp(&weight(a.1))).then_with(|| a.1.cmp(&b.1))
    });
    near.truncate(limit);
    let shown: BTreeSet<usize> = near.iter().map(|(_, position)| *position).collect();
    let nodes: Vec<GraphNode> = near
        .iter()
        .filter_map(|(_, position)| parties.get(*position))
        .map(|party| GraphNode {
            party_id: party.party_id.to_string(),
            name: party.name.clone(),
            kind: party.kind.map_or_else(|| "unknown".to_owned(), |kind| kind.as_str().to_owned()),
            tier: party.tier,
            band: party.band.as_str().to_owned(),
            likelihood: party.likelihood,
            contribution: party.contribution,
        })
        .collect();
    let links: Vec<GraphLink> = ends
        .iter()
        .zip(&assessment.links)
        .filter(|(ends, _)| ends.is_some_and(|(a, b)| shown.contains(&a) && shown.contains(&b)))
        .map(|(_, link)| GraphLink {
            link_id: link.link_id.to_string(),
            supplier_id: link.supplier_id.to_string(),
            buyer_id: link.buyer_id.to_string(),
            kind: link.kind.as_str().to_owned(),
            status: link.status.as_str().to_owned(),
            weight: link.weight,
        })
        .collect();
    let hidden = Hidden { nodes: parties.len() - nodes.len(), links: assessment.links.len() - links.len() };
    Some(Graph { nodes, links, hidden })
}

/// Steps from the centre, in either direction of the links, as far as `depth`.
fn distances(count: usize, ends: &[Option<(usize, usize)>], centre: usize, depth: u32) -> Vec<Option<u32>> {
    let mut beside: Vec<Vec<usize>> = vec![Vec::new(); count];
    for &(a, b) in ends.iter().flatten() {
        for (from, to) in [(a, b), (b, a)] {
            if let Some(neighbours) = beside.get_mut(from) {
                neighbours.push(to);
            }
        }
    }
    let mut distance: Vec<Option<u32>> = vec![None; count];
    let mut waiting = VecDeque::from([(centre, 0)]);
    while let Some((party, steps)) = waiting.pop_front() {
        match distance.get_mut(party) {
            Some(found @ None) => *found = Some(steps),
            Some(Some(_)) | None => continue,
        }
        if steps < depth {
            waiting.extend(beside.get(party).into_iter().flatten().map(|next| (*next, steps + 1)));
        }
    }
    distance
}
