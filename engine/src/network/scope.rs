//! Whom an assessment is about, what lies upstream of it, and how far away.

use std::collections::VecDeque;

use super::{LinkKind, Network};

/// The one party that buys over goods, services or subcontract links and supplies nobody over them; `None` where there
/// is none or several.
pub fn default_subject(network: &Network) -> Option<usize> {
    let mut buys = vec![false; network.parties().len()];
    let mut supplies = buys.clone();
    for (link, (supplier, buyer)) in network.links().iter().zip(network.ends()) {
        if link.kind.is_trade() {
            set(&mut supplies, supplier);
            set(&mut buys, buyer);
        }
    }
    let mut candidates = buys.iter().zip(&supplies).enumerate().filter(|(_, (buys, supplies))| **buys && !**supplies);
    let (first, _) = candidates.next()?;
    candidates.next().is_none().then_some(first)
}

/// Keeps the subject's incoming links that name the product or none, and everything else; what then leads nowhere is
/// left to the propagation. `None` keeps all. Product names are compared without case and outer spaces.
#[must_use]
pub fn in_scope(network: &Network, subject: usize, product: Option<&str>) -> Network {
    let Some(product) = product else {
        return network.clone();
    };
    let wanted = product.trim().to_lowercase();
    let buyers: Vec<usize> = network.ends().map(|(_, buyer)| buyer).collect();
    network.with_links(|i, link| {
        buyers.get(i) != Some(&subject)
            || link.product.as_ref().is_none_or(|named| named.trim().to_lowercase() == wanted)
    })
}

/// Tier of every party: the smallest number of links from it to the subject (0 for the subject itself); `None` where
/// none leads there. Labour links count: a recruiter stands one tier above its employer.
pub fn tiers(network: &Network, subject: usize) -> Vec<Option<u32>> {
    let mut suppliers_of = vec![Vec::new(); network.parties().len()];
    for (link, (supplier, buyer)) in network.links().iter().zip(network.ends()) {
        match link.kind {
            LinkKind::Goods | LinkKind::Services | LinkKind::Labour | LinkKind::Subcontract | LinkKind::Ownership => {
                if let Some(list) = suppliers_of.get_mut(buyer) {
                    list.push(supplier);
                }
            }
        }
    }
    let mut tiers = vec![None; network.parties().len()];
    let mut queue = VecDeque::new();
    if let Some(tier) = tiers.get_mut(subject) {
        *tier = Some(0);
        queue.push_back(subject);
    }
    while let Some(buyer) = queue.pop_front() {
        let next = tiers.get(buyer).copied().flatten().map(|tier: u32| tier + 1);
        for &supplier in suppliers_of.get(buyer).into_iter().flatten() {
            if let Some(tier @ None) = tiers.get_mut(supplier) {
                *tier = next;
                queue.push_back(supplier);
            }
        }
    }
    tiers
}

fn set(flags: &mut [bool], index: usize) {
    if let Some(flag) = flags.get_mut(index) {
        *flag = true;
    }
}
