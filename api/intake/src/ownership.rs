//! Circles of ownership: legal, and worth a look.

use std::collections::{BTreeMap, BTreeSet};

use karvon_engine::ids::PartyId;
use karvon_engine::network::{Link, LinkKind};

/// The members of each circle of ownership links, sorted.
pub(crate) fn circles(links: &[Link]) -> Vec<Vec<PartyId>> {
    let mut owners: BTreeMap<&PartyId, BTreeSet<&PartyId>> = BTreeMap::new();
    for link in links.iter().filter(|link| link.kind == LinkKind::Ownership) {
        owners.entry(&link.supplier).or_default().insert(&link.buyer);
    }
    // Whoever has no owner among the rest is in no circle; so is, then, whoever is owned by them alone.
    loop {
        let tops: BTreeSet<&PartyId> =
            owners.values().flatten().copied().filter(|owner| !owners.contains_key(*owner)).collect();
        if tops.is_empty() {
            break;
        }
        for of in owners.values_mut() {
            of.retain(|owner| !tops.contains(owner));
        }
        owners.retain(|_, of| !of.is_empty());
    }
    let mut left: BTreeSet<&PartyId> = owners.keys().copied().collect();
    let mut circles = Vec::new();
    while let Some(one) = left.pop_first() {
        let above = reached(one, &owners);
        if !above.contains(one) {
            continue;
        }
        let members: Vec<PartyId> =
            above.iter().filter(|other| reached(other, &owners).contains(one)).map(|other| (*other).clone()).collect();
        left.retain(|other| !members.contains(other));
        circles.push(members);
    }
    circles
}

/// Everyone above a party.
fn reached<'a>(from: &PartyId, owners: &BTreeMap<&'a PartyId, BTreeSet<&'a PartyId>>) -> BTreeSet<&'a PartyId> {
    let mut seen = BTreeSet::new();
    let mut open: Vec<&PartyId> = owners.get(from).into_iter().flatten().copied().collect();
    while let Some(party) = open.pop() {
        if seen.insert(party) {
            open.extend(owners.get(party).into_iter().flatten().copied());
        }
    }
    seen
}

#[cfg(test)]
mod tests {
    use super::*;

    fn circles_of(pairs: &[(&str, &str)]) -> Vec<Vec<String>> {
        let links: Vec<Link> = pairs
            .iter()
            .map(|(child, parent)| Link::new((*child).into(), (*parent).into(), LinkKind::Ownership))
            .collect();
        circles(&links).into_iter().map(|members| members.iter().map(ToString::to_string).collect()).collect()
    }

    #[test]
    fn a_circle_has_its_members_and_nobody_else() {
        let pairs = [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a"), ("c", "e"), ("f", "g")];
        assert_eq!(circles_of(&pairs), [["a", "b", "c"]]);
    }

    #[test]
    fn two_circles_with_a_bridge_stay_two() {
        let pairs = [("a", "b"), ("b", "a"), ("b", "x"), ("x", "c"), ("c", "d"), ("d", "c")];
        assert_eq!(circles_of(&pairs), [["a", "b"], ["c", "d"]]);
    }

    #[test]
    fn a_tree_has_none() {
        assert!(circles_of(&[("a", "b"), ("b", "c"), ("d", "c")]).is_empty());
    }
}
