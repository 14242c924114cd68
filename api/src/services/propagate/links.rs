//! The links of a bare network: `supplier`, `buyer`, `weight`.

use std::cmp::Ordering;
use std::path::Path;

use karvon_engine::propagation::stable_key_of;
use rayon::slice::ParallelSliceMut;

use super::fault::{Faults, Problem, shown};
use super::parties::Index;
use super::sheet::{Sheet, cell, probability};
use crate::services::progress::{Progress, Stage};

pub(super) const HEADER: &str = "`supplier`, `buyer` and `weight`";

/// One link.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Link {
    /// Position of the supplier among the parties.
    pub(super) supplier: u32,
    /// Position of the buyer.
    pub(super) buyer: u32,
    /// Its weight, within [0, 1].
    pub(super) weight: f64,
}

/// The links of a file.
#[derive(Debug, Default)]
pub(super) struct Links {
    /// In the order of the file.
    pub(super) links: Vec<Link>,
    /// Names of the columns that were not read.
    pub(super) other_columns: Vec<String>,
}

/// Reads the file of links; what is wrong with it goes into `faults`.
pub(super) fn read(path: &Path, parties: &Index<'_>, progress: &dyn Progress, faults: &mut Faults) -> Option<Links> {
    let mut sheet = Sheet::open(path, Stage::ReadLinks, HEADER, progress, faults)?;
    let places = ["supplier", "buyer", "weight"].map(|name| sheet.column(name, HEADER, faults));
    let [Some(supplier_at), Some(buyer_at), Some(weight_at)] = places else {
        return None;
    };
    let (file, header) = (sheet.file.clone(), sheet.header.clone());
    let mut links = Vec::new();
    loop {
        // Room that is made at once is not copied when it has become too small.
        if let Some(rows) = sheet.to_come() {
            links.reserve(rows);
        }
        let Some((row, record)) = sheet.next(faults) else { break };
        if record.len() != header.len() {
            faults.add(&file, Some(row), Problem::Cells { found: record.len(), expected: header.len() });
            continue;
        }
        let mut end = |column: &'static str, place: usize| {
            let cell = cell(record, place);
            let problem = match std::str::from_utf8(cell) {
                Ok("") => Problem::NoId(column),
                Ok(id) => match parties.get(id) {
                    Some(&party) => return Some(party),
                    None => Problem::UnknownParty { column, id: shown(cell) },
                },
                Err(_) => Problem::NotText(column.to_owned()),
            };
            faults.add(&file, Some(row), problem);
            None
        };
        let (supplier, buyer) = (end("supplier", supplier_at), end("buyer", buyer_at));
        let weight = probability(cell(record, weight_at), "weight").map_err(|problem| {
            faults.add(&file, Some(row), problem);
        });
        if let (Some(supplier), Some(buyer)) = (supplier, buyer) {
            if supplier == buyer {
                faults.add(&file, Some(row), Problem::SelfLink(shown(cell(record, supplier_at))));
            } else if let Ok(weight) = weight {
                links.push(Link { supplier, buyer, weight });
            }
        }
    }
    let read = [supplier_at, buyer_at, weight_at];
    let other = header.iter().enumerate().filter(|(place, _)| !read.contains(place));
    Some(Links { links, other_columns: other.map(|(_, name)| name.clone()).collect() })
}

/// What tells the links between the same two parties apart: their rank by weight. It does not depend on the order of rows.
pub(super) fn labels(links: &[Link]) -> Vec<u64> {
    let mut labels = vec![label(0); links.len()];
    let ends = |link: &Link| u64::from(link.supplier) << 32 | u64::from(link.buyer);
    let mut order: Vec<(u64, u32)> = links.iter().map(ends).zip(0..).collect();
    order.par_sort_unstable();
    let weight = |place: u32| links.get(place as usize).map_or(0.0, |link| link.weight);
    for equals in order.chunk_by_mut(|(a, _), (b, _)| a == b).filter(|equals| equals.len() > 1) {
        equals.sort_by(|(_, a), (_, b)| weight(*a).partial_cmp(&weight(*b)).unwrap_or(Ordering::Equal));
        for (rank, (_, place)) in (0_u64..).zip(equals.iter()) {
            if let Some(slot) = labels.get_mut(*place as usize) {
                *slot = label(rank);
            }
        }
    }
    labels
}

fn label(rank: u64) -> u64 {
    stable_key_of(&[&rank.to_string()])
}

/// For each buyer whose shares add up to more than 1, the sum; ordered by position.
pub(super) fn overfull(links: &[Link], parties: usize) -> Vec<(usize, f64)> {
    /// Sums may pass 1 by this much, which is rounding and no mistake.
    const TOLERANCE: f64 = 1e-9;
    let mut sums = vec![0.0; parties];
    for link in links {
        if let Some(sum) = sums.get_mut(link.buyer as usize) {
            *sum += link.weight;
        }
    }
    sums.into_iter().enumerate().filter(|(_, sum)| *sum > 1.0 + TOLERANCE).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn link(supplier: u32, buyer: u32, weight: f64) -> Link {
        Link { supplier, buyer, weight }
    }

    #[test]
    fn parallel_links_are_told_apart_by_weight_whatever_their_order() {
        let forward = labels(&[link(0, 1, 0.2), link(0, 1, 0.7), link(1, 2, 0.7)]);
        let backward = labels(&[link(1, 2, 0.7), link(0, 1, 0.7), link(0, 1, 0.2)]);
        assert_eq!(forward, [backward[2], backward[1], backward[0]]);
        assert_ne!(forward[0], forward[1]);
        assert_eq!(forward[0], forward[2]);
    }

    #[test]
    fn only_buyers_with_more_than_their_whole_input_are_overfull() {
        let links = [link(0, 1, 0.6), link(2, 1, 0.6), link(0, 2, 0.1), link(1, 2, 0.9)];
        let over = overfull(&links, 3);
        assert_eq!(over.len(), 1);
        assert_eq!(over[0].0, 1);
        assert!((over[0].1 - 1.2).abs() < 1e-12);
    }
}
