//! What it means to stop sourcing from a party: who could supply instead, what it supplies, and whom leaving hurts.

use std::collections::BTreeSet;

use super::plan::Exit;
use crate::network::{Link, Network};

/// Digits of an HS heading.
const HEADING: usize = 4;

/// Looks at the links out of a party. Substitutes supply the same heading, or the same product, to the same buyer and are
/// not among the `excluded`.
pub(super) fn exit(network: &Network, party: usize, excluded: &BTreeSet<usize>) -> Exit {
    let trade = || network.links().iter().zip(network.ends()).filter(|(link, _)| link.kind.is_trade());
    let out: Vec<(&Link, usize)> =
        trade().filter(|(_, (supplier, _))| *supplier == party).map(|(link, (_, buyer))| (link, buyer)).collect();
    let same_goods = |link: &Link, buyer: usize| {
        out.iter().any(|(ours, to)| {
            let heading = heading(ours).filter(|ours| heading(link) == Some(ours));
            let product = ours.product.as_ref().filter(|ours| link.product.as_ref() == Some(ours));
            *to == buyer && (heading.is_some() || product.is_some())
        })
    };
    let substitutes: BTreeSet<usize> = trade()
        .filter(|(link, (supplier, buyer))| {
            *supplier != party && !excluded.contains(supplier) && same_goods(link, *buyer)
        })
        .map(|(_, (supplier, _))| supplier)
        .collect();
    let products: BTreeSet<&String> = out.iter().filter_map(|(link, _)| link.product.as_ref()).collect();
    let parties = network.parties();
    Exit {
        substitutes: substitutes.into_iter().filter_map(|i| parties.get(i)).map(|party| party.id.clone()).collect(),
        products: products.into_iter().cloned().collect(),
        workers: parties.get(party).and_then(|party| party.workers),
    }
}

fn heading(link: &Link) -> Option<&str> {
    link.commodity.as_deref().map(|code| code.get(..HEADING).unwrap_or(code))
}
