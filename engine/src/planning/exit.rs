//! What it means to stop sourcing from a party: who could supply instead, which products miss it, and whom leaving hurts.
//!
//! Leaving is the last resort (OECD guidance on responsible disengagement); whoever considers it must know this first.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::explanation::ChokeTree;
use crate::ids::PartyId;
use crate::network::{Link, LinkStatus, Network};

/// Digits of an HS heading.
const HEADING: usize = 4;
/// Substitutes that are named; the number says how many there are.
const NAMED: usize = 10;

/// What leaving a party means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Exit {
    /// The party.
    pub party_id: PartyId,
    /// Parties that supply the same HS heading, or the same product, to the same buyers; the first ten by id.
    pub substitutes: Vec<PartyId>,
    /// How many there are.
    pub substitutes_in_all: usize,
    /// Buyers of the party to whom nobody else known supplies the same, by id.
    pub without_substitute: Vec<PartyId>,
    /// Products that its own links name, sorted.
    pub products: Vec<String>,
    /// Products of the subject that what the party supplies goes into, as links into the subject name them, sorted; empty
    /// without a subject.
    pub subject_products: Vec<String>,
    /// Workers of the party, whom leaving would hurt; `None` where unknown.
    pub workers: Option<u32>,
    /// Part of the party's output that goes to these buyers, 0–1; `None` where a link does not say.
    pub output_share: Option<f64>,
    /// Parties from which goods and services reach the subject through this one only: they lose the subject with it.
    pub parties_behind: usize,
    /// Their workers, as far as known.
    pub workers_behind: u64,
    /// Parties among it and those behind it whose number of workers is not known.
    pub workforces_unknown: usize,
}

/// A network with what is looked up again and again.
#[derive(Debug)]
pub(crate) struct Exits<'a> {
    network: &'a Network,
    /// Supplier and buyer of each link.
    ends: Vec<(usize, usize)>,
    /// Trade links out of each party, as indices.
    sold: Vec<Vec<usize>>,
    /// Who supplies a buyer with goods of a heading or for a product.
    suppliers: BTreeMap<Goods<'a>, BTreeSet<usize>>,
    /// Without a subject there is nobody to lose.
    behind: Option<Behind>,
    subject: Option<usize>,
}

/// Goods as one buyer gets them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Goods<'a> {
    /// By HS heading.
    Heading(usize, &'a str),
    /// By the buyer's product that they go into.
    Product(usize, &'a str),
}

/// Sums over the parties that reach the subject through one party only.
#[derive(Debug)]
struct Behind {
    parties: Vec<usize>,
    workers: Vec<f64>,
    unknown: Vec<usize>,
}

impl<'a> Exits<'a> {
    /// Reads a network.
    pub(crate) fn new(network: &'a Network, subject: Option<usize>) -> Self {
        let count = network.parties().len();
        let mut sold = vec![Vec::new(); count];
        let mut suppliers: BTreeMap<Goods<'a>, BTreeSet<usize>> = BTreeMap::new();
        // Who supplies without being disclosed is no substitute.
        let trade = || {
            network
                .links()
                .iter()
                .zip(network.ends())
                .enumerate()
                .filter(|(_, (link, _))| link.kind.is_trade() && link.status != LinkStatus::Imputed)
        };
        for (index, (link, (supplier, buyer))) in trade() {
            if let Some(list) = sold.get_mut(supplier) {
                list.push(index);
            }
            for goods in goods(link, buyer) {
                suppliers.entry(goods).or_default().insert(supplier);
            }
        }
        let behind = subject.map(|subject| {
            let tree = ChokeTree::new(count, trade().map(|(_, (_, ends))| ends), subject);
            let workers = |party: usize| network.parties().get(party).and_then(|party| party.workers);
            Behind {
                parties: tree.numbers_behind(|_| true),
                workers: tree.sums_behind(|party| workers(party).map_or(0.0, f64::from)),
                unknown: tree.numbers_behind(|party| workers(party).is_none()),
            }
        });
        Self { network, ends: network.ends().collect(), sold, suppliers, behind, subject }
    }

    /// What leaving a party means; `None` where it supplies nobody. Parties in `excluded` are no substitutes.
    pub(crate) fn of(&self, party: usize, excluded: &BTreeSet<usize>) -> Option<Exit> {
        let parties = self.network.parties();
        let stated = parties.get(party)?;
        let out: Vec<(&Link, usize)> = self
            .sold
            .get(party)?
            .iter()
            .filter_map(|&index| Some((self.network.links().get(index)?, self.ends.get(index)?.1)))
            .collect();
        if out.is_empty() {
            return None;
        }
        let others = |link: &'a Link, buyer: usize| {
            let same = goods(link, buyer).into_iter().filter_map(|goods| self.suppliers.get(&goods)).flatten();
            same.copied().filter(|other| *other != party && !excluded.contains(other)).collect::<BTreeSet<usize>>()
        };
        let mut substitutes = BTreeSet::new();
        let mut served: BTreeMap<usize, bool> = BTreeMap::new();
        for &(link, buyer) in &out {
            let others = others(link, buyer);
            *served.entry(buyer).or_insert(true) &= !others.is_empty();
            substitutes.extend(others);
        }
        let id = |party: usize| parties.get(party).map(|party| party.id.clone());
        let at = |counts: &[usize]| counts.get(party).copied().unwrap_or_default();
        let behind = self.behind.as_ref();
        Some(Exit {
            party_id: stated.id.clone(),
            substitutes_in_all: substitutes.len(),
            substitutes: substitutes.into_iter().take(NAMED).filter_map(id).collect(),
            without_substitute: served
                .iter()
                .filter(|(_, served)| !**served)
                .filter_map(|(buyer, _)| id(*buyer))
                .collect(),
            products: names(out.iter().map(|(link, _)| *link)),
            subject_products: self.subject_products(party),
            workers: stated.workers,
            output_share: out
                .iter()
                .map(|(link, _)| link.output_share)
                .sum::<Option<f64>>()
                .map(|share| share.min(1.0)),
            parties_behind: behind.map_or(0, |behind| at(&behind.parties)),
            workers_behind: behind.map_or(0, |behind| whole(behind.workers.get(party).copied().unwrap_or_default())),
            workforces_unknown: behind.map_or(0, |behind| at(&behind.unknown)) + usize::from(stated.workers.is_none()),
        })
    }

    /// Products named on links into the subject to which trade links lead from a party.
    fn subject_products(&self, party: usize) -> Vec<String> {
        let mut seen = BTreeSet::from([party]);
        let mut next = vec![party];
        let mut into: Vec<&Link> = Vec::new();
        while let Some(at) = next.pop() {
            for &index in self.sold.get(at).into_iter().flatten() {
                let (Some(link), Some(&(_, buyer))) = (self.network.links().get(index), self.ends.get(index)) else {
                    continue;
                };
                if Some(buyer) == self.subject {
                    into.push(link);
                } else if seen.insert(buyer) {
                    next.push(buyer);
                }
            }
        }
        names(into.into_iter())
    }
}

fn names<'a>(links: impl Iterator<Item = &'a Link>) -> Vec<String> {
    let names: BTreeSet<&String> = links.filter_map(|link| link.product.as_ref()).collect();
    names.into_iter().cloned().collect()
}

fn goods(link: &Link, buyer: usize) -> Vec<Goods<'_>> {
    let heading = link.commodity.as_deref().map(|code| Goods::Heading(buyer, code.get(..HEADING).unwrap_or(code)));
    let product = link.product.as_deref().map(|product| Goods::Product(buyer, product));
    heading.into_iter().chain(product).collect()
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sum of whole numbers below 2^53")]
fn whole(sum: f64) -> u64 {
    sum as u64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::likelihood::tests::builder::{network, party};
    use crate::network::{LinkKind, Party};

    fn link(supplier: &str, buyer: &str, commodity: Option<&str>, product: Option<&str>) -> Link {
        let mut link = Link::new(supplier.into(), buyer.into(), LinkKind::Goods);
        (link.commodity, link.product) = (commodity.map(str::to_owned), product.map(str::to_owned));
        link
    }

    fn staffed(id: &str, workers: Option<u32>) -> Party {
        let mut party = party(id);
        party.workers = workers;
        party
    }

    /// Two fields sell to a gin, one of them to a mill beside it; gin to mill to buyer.
    fn chain() -> Network {
        let parties = [
            staffed("buyer", Some(9)),
            staffed("field a", Some(40)),
            staffed("field b", None),
            staffed("gin", Some(100)),
            staffed("mill", Some(300)),
            staffed("other mill", Some(50)),
        ];
        let links = [
            link("field a", "gin", Some("520100"), None),
            link("field b", "gin", Some("5201"), None),
            link("field b", "mill", Some("5201"), None),
            link("gin", "mill", Some("520300"), None),
            link("mill", "buyer", Some("5209"), Some("coat")),
            link("other mill", "buyer", Some("5209"), Some("hat")),
        ];
        network(&parties, &links)
    }

    fn exit_of(network: &Network, id: &str, subject: Option<&str>) -> Exit {
        let index = |id: &str| network.index_of(&id.into()).unwrap();
        Exits::new(network, subject.map(index)).of(index(id), &BTreeSet::new()).unwrap()
    }

    fn ids(ids: &[PartyId]) -> Vec<&str> {
        ids.iter().map(PartyId::as_str).collect()
    }

    #[test]
    fn who_supplies_the_same_heading_to_the_same_buyer_could_step_in() {
        let network = chain();
        let gin = exit_of(&network, "gin", Some("buyer"));
        assert_eq!((ids(&gin.substitutes), ids(&gin.without_substitute)), (vec![], vec!["mill"]));
        let field = exit_of(&network, "field b", Some("buyer"));
        assert_eq!(ids(&field.substitutes), ["field a"]);
        assert_eq!(ids(&field.without_substitute), ["mill"], "nobody else sends raw cotton to the mill");
    }

    #[test]
    fn those_who_reach_the_subject_through_one_party_lose_it_with_that_party() {
        let network = chain();
        let mill = exit_of(&network, "mill", Some("buyer"));
        assert_eq!((mill.parties_behind, mill.workers_behind, mill.workforces_unknown), (3, 140, 1), "fields and gin");
        let gin = exit_of(&network, "gin", Some("buyer"));
        assert_eq!((gin.parties_behind, gin.workers_behind), (1, 40), "field b sends to the mill as well");
    }

    #[test]
    fn the_products_that_would_miss_it_are_those_of_the_subject_down_the_chain() {
        let network = chain();
        assert_eq!(exit_of(&network, "field a", Some("buyer")).subject_products, ["coat"]);
        assert_eq!(exit_of(&network, "mill", None).subject_products, Vec::<String>::new());
    }

    #[test]
    fn an_output_share_that_one_link_does_not_state_is_unknown() {
        let mut links: Vec<Link> = chain().links().to_vec();
        let parties = chain().parties().to_vec();
        for link in links.iter_mut().filter(|link| link.supplier.as_str() == "field b") {
            link.output_share = Some(0.25);
        }
        assert_eq!(exit_of(&network(&parties, &links), "field b", None).output_share, Some(0.5));
        links.iter_mut().find(|link| link.supplier.as_str() == "field b").unwrap().output_share = None;
        assert_eq!(exit_of(&network(&parties, &links), "field b", None).output_share, None);
    }

    #[test]
    fn who_supplies_nobody_cannot_be_left() {
        let network = chain();
        let buyer = network.index_of(&"buyer".into()).unwrap();
        assert_eq!(Exits::new(&network, None).of(buyer, &BTreeSet::new()), None);
    }
}
