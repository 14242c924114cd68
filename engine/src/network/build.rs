//! Puts parties and links in a fixed order and says what could not be used.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use petgraph::algo::kosaraju_scc;
use petgraph::graph::DiGraph;
use serde::{Deserialize, Serialize};

use super::{Link, LinkKind, LinkStatus, Party, merge};
use crate::ids::{LinkId, PartyId};
use crate::inputs::Merge;

/// All parties and links as of a date, ordered by stable id: parties by `supplier_id`, links by supplier, buyer, kind,
/// commodity, product, then the remaining fields.
///
/// INVARIANT: `supplier_of` and `buyer_of` are indices into `parties`, one per link; ids are unique; no self links.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Network {
    parties: Vec<Party>,
    links: Vec<Link>,
    link_ids: Vec<String>,
    supplier_of: Vec<usize>,
    buyer_of: Vec<usize>,
    merged: BTreeMap<PartyId, PartyId>,
}

/// What was found in a network.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "finding", rename_all = "snake_case")]
pub enum NetworkFinding {
    /// A link names a party that does not exist; it is left out.
    DanglingLink {
        /// Supplier as named.
        supplier: PartyId,
        /// Buyer as named.
        buyer: PartyId,
        /// The one that does not exist.
        missing: PartyId,
    },
    /// A link from a party to itself; it is left out.
    SelfLink {
        /// The party.
        party: PartyId,
    },
    /// Two parties have one id; the second is left out.
    DuplicateParty {
        /// The id.
        party: PartyId,
    },
    /// The same link stands more than once; it counts once.
    RepeatedLink {
        /// Supplier.
        supplier: PartyId,
        /// Buyer.
        buyer: PartyId,
    },
    /// A merge names a party that does not exist, or leads in a circle; it is not carried out.
    UnusableMerge {
        /// The party that was to go.
        party: PartyId,
        /// The party that was to stay.
        same_as: PartyId,
    },
    /// A party that went states something else than the party that stays, whose word counts.
    MergedDiffer {
        /// The party that went.
        party: PartyId,
        /// The party that stays.
        same_as: PartyId,
        /// The fields that differ.
        fields: Vec<String>,
    },
    /// Two parties that were decided to be different are merged all the same, each with a third one.
    MergedThoughApart {
        /// One of them.
        party: PartyId,
        /// The other.
        other: PartyId,
    },
    /// Stated shares of a buyer's input sum to more than 1 and are scaled down to 1.
    SharesOverOne {
        /// The buyer.
        buyer: PartyId,
        /// The product they are stated for, where one is named.
        product: Option<String>,
        /// Their sum in thousandths, rounded.
        sum_in_thousandths: u64,
    },
    /// Parties supply each other in a circle (legal).
    Cycle {
        /// Its members.
        parties: Vec<PartyId>,
    },
    /// Parties own each other in a circle (legal, worth a look).
    OwnershipCycle {
        /// Its members.
        parties: Vec<PartyId>,
    },
    /// Parties recruit for each other in a circle: these labour links carry nothing.
    LabourCycle {
        /// Its members.
        parties: Vec<PartyId>,
    },
    /// The tier that the file states is not the distance to the subject.
    TierDiffers {
        /// The party.
        party: PartyId,
        /// As the file states it.
        stated: u32,
        /// Shortest distance; `None` where no link leads to the subject.
        computed: Option<u32>,
    },
    /// Links that are not valid on the day of the assessment; they are left out.
    NotValidThen {
        /// How many.
        links: usize,
    },
}

impl Network {
    /// Builds the network as of a day: links not valid on that day are left out and counted, merges are carried
    /// out, dangling, self and repeated links are left out with one. Findings are sorted.
    pub fn build(parties: &[Party], links: &[Link], merges: &[Merge], as_of: NaiveDate) -> (Self, Vec<NetworkFinding>) {
        let mut findings = Vec::new();
        let mut by_id: BTreeMap<PartyId, &Party> = BTreeMap::new();
        for party in parties {
            if by_id.contains_key(&party.id) {
                findings.push(NetworkFinding::DuplicateParty { party: party.id.clone() });
            } else {
                by_id.insert(party.id.clone(), party);
            }
        }
        let stays = merge::follow(merges, &by_id, as_of, &mut findings);
        let mut gone: BTreeMap<&PartyId, Vec<&Party>> = BTreeMap::new();
        for (party, same_as) in &stays {
            gone.entry(same_as).or_default().extend(by_id.get(party));
        }
        let kept: Vec<Party> = by_id
            .iter()
            .filter(|(id, _)| !stays.contains_key(*id))
            .map(|(id, party)| match gone.get(id) {
                Some(gone) => merge::completed(party, gone, &mut findings),
                None => (*party).clone(),
            })
            .collect();
        drop(gone);
        let index: BTreeMap<&PartyId, usize> = kept.iter().enumerate().map(|(i, party)| (&party.id, i)).collect();

        let not_valid = links.iter().filter(|link| !valid_on(link, as_of)).count();
        if not_valid > 0 {
            findings.push(NetworkFinding::NotValidThen { links: not_valid });
        }
        let mut used: Vec<Link> = Vec::with_capacity(links.len());
        for link in links.iter().filter(|link| valid_on(link, as_of)) {
            let mut link = link.clone();
            for end in [&mut link.supplier, &mut link.buyer] {
                if let Some(same_as) = stays.get(end) {
                    *end = same_as.clone();
                }
            }
            let missing = [&link.supplier, &link.buyer].into_iter().find(|id| !index.contains_key(id));
            if let Some(missing) = missing {
                findings.push(NetworkFinding::DanglingLink {
                    supplier: link.supplier.clone(),
                    buyer: link.buyer.clone(),
                    missing: missing.clone(),
                });
            } else if link.supplier == link.buyer {
                findings.push(NetworkFinding::SelfLink { party: link.supplier.clone() });
            } else {
                used.push(link);
            }
        }
        used.sort_by(order_of_links);
        used.dedup_by(|later, earlier| {
            let repeated = later == earlier;
            if repeated {
                findings.push(NetworkFinding::RepeatedLink {
                    supplier: later.supplier.clone(),
                    buyer: later.buyer.clone(),
                });
            }
            repeated
        });
        let position = |id: &PartyId| index.get(id).copied().unwrap_or_default();
        let supplier_of = used.iter().map(|link| position(&link.supplier)).collect();
        let buyer_of = used.iter().map(|link| position(&link.buyer)).collect();
        let link_ids = stable_ids(&used);
        drop(index);
        let network = Self { parties: kept, links: used, link_ids, supplier_of, buyer_of, merged: stays };
        network.report_cycles(&mut findings);
        network.report_shares(&mut findings);
        findings.sort();
        findings.dedup();
        (network, findings)
    }

    /// The same network with further parties and links between parties of it, all in their fixed order. Parties whose id is
    /// taken and links that name nobody are left out.
    #[must_use]
    pub(crate) fn with_more(
        &self,
        parties: impl IntoIterator<Item = Party>,
        links: impl IntoIterator<Item = Link>,
    ) -> Self {
        let mut all = self.parties.clone();
        all.extend(parties);
        all.sort_by(|a, b| a.id.cmp(&b.id));
        all.dedup_by(|later, earlier| later.id == earlier.id);
        let position = |id: &PartyId| all.binary_search_by(|party| party.id.cmp(id)).ok();
        let mut used = self.links.clone();
        used.extend(links);
        used.retain(|link| position(&link.supplier).is_some() && position(&link.buyer).is_some());
        used.sort_by(order_of_links);
        Self {
            link_ids: stable_ids(&used),
            supplier_of: used.iter().filter_map(|link| position(&link.supplier)).collect(),
            buyer_of: used.iter().filter_map(|link| position(&link.buyer)).collect(),
            links: used,
            merged: self.merged.clone(),
            parties: all,
        }
    }

    /// The parties, ordered by id.
    pub fn parties(&self) -> &[Party] {
        &self.parties
    }

    /// The links, in their fixed order.
    pub fn links(&self) -> &[Link] {
        &self.links
    }

    /// The stable id of each link: supplier, buyer, kind, commodity, product and its rank among equals, joined by the
    /// unit separator (U+001F), which no readable file holds.
    pub fn link_ids(&self) -> &[String] {
        &self.link_ids
    }

    /// The short id of each link, as results name it: 16 hexadecimal digits.
    pub fn short_link_ids(&self) -> impl Iterator<Item = LinkId> + '_ {
        self.link_ids.iter().map(|id| LinkId::new(crate::hex::sha256(id.as_bytes()).get(..16).unwrap_or_default()))
    }

    /// For each link the index of its supplier and of its buyer.
    pub fn ends(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        self.supplier_of.iter().copied().zip(self.buyer_of.iter().copied())
    }

    /// The index of a party.
    pub fn index_of(&self, id: &PartyId) -> Option<usize> {
        self.parties.binary_search_by(|party| party.id.cmp(id)).ok()
    }

    /// The index of the party that an id stands for after merges.
    pub fn index_after_merges(&self, id: &PartyId) -> Option<usize> {
        self.index_of(self.merged.get(id).unwrap_or(id))
    }

    /// For every party that went by a merge, the party that stays.
    pub fn merged(&self) -> &BTreeMap<PartyId, PartyId> {
        &self.merged
    }

    /// The same network with only the links for which `keep` holds, by their index.
    #[must_use]
    pub fn with_links(&self, mut keep: impl FnMut(usize, &Link) -> bool) -> Self {
        let kept: Vec<usize> =
            self.links.iter().enumerate().filter(|(i, link)| keep(*i, link)).map(|(i, _)| i).collect();
        let pick = |from: &[usize]| kept.iter().filter_map(|&i| from.get(i).copied()).collect();
        Self {
            parties: self.parties.clone(),
            links: kept.iter().filter_map(|&i| self.links.get(i).cloned()).collect(),
            link_ids: kept.iter().filter_map(|&i| self.link_ids.get(i).cloned()).collect(),
            supplier_of: pick(&self.supplier_of),
            buyer_of: pick(&self.buyer_of),
            merged: self.merged.clone(),
        }
    }

    /// The same network with verified links only.
    #[must_use]
    pub fn verified(&self) -> Self {
        self.with_links(|_, link| link.status == LinkStatus::Verified)
    }

    fn report_cycles(&self, findings: &mut Vec<NetworkFinding>) {
        for members in self.cycles(|kind| kind != LinkKind::Ownership && kind != LinkKind::Labour) {
            findings.push(NetworkFinding::Cycle { parties: members });
        }
        for members in self.cycles(|kind| kind == LinkKind::Ownership) {
            findings.push(NetworkFinding::OwnershipCycle { parties: members });
        }
    }

    /// Groups of parties that reach each other over the chosen kinds of link, each sorted.
    fn cycles(&self, chosen: impl Fn(LinkKind) -> bool) -> Vec<Vec<PartyId>> {
        let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(self.parties.len(), self.links.len());
        let nodes: Vec<_> = self.parties.iter().map(|_| graph.add_node(())).collect();
        for (link, (supplier, buyer)) in self.links.iter().zip(self.ends()) {
            if let (true, Some(&from), Some(&to)) = (chosen(link.kind), nodes.get(supplier), nodes.get(buyer)) {
                graph.add_edge(from, to, ());
            }
        }
        let mut cycles: Vec<Vec<PartyId>> = kosaraju_scc(&graph)
            .into_iter()
            .filter(|members| members.len() > 1)
            .map(|members| {
                let mut ids: Vec<PartyId> =
                    members.iter().filter_map(|node| self.parties.get(node.index())).map(|p| p.id.clone()).collect();
                ids.sort();
                ids
            })
            .collect();
        cycles.sort();
        cycles
    }

    fn report_shares(&self, findings: &mut Vec<NetworkFinding>) {
        let mut sums: BTreeMap<usize, f64> = BTreeMap::new();
        for (link, (_, buyer)) in self.links.iter().zip(self.ends()) {
            if let (true, Some(share)) = (link.kind.is_trade(), link.share) {
                *sums.entry(buyer).or_default() += share;
            }
        }
        for (buyer, sum) in sums {
            if sum > 1.0 + SHARE_TOLERANCE
                && let Some(party) = self.parties.get(buyer)
            {
                findings.push(NetworkFinding::SharesOverOne {
                    buyer: party.id.clone(),
                    product: None,
                    sum_in_thousandths: thousandths(sum),
                });
            }
        }
    }
}

/// How far a sum of shares may lie above 1 before it counts as over 1: rounding in people's tables.
pub(super) const SHARE_TOLERANCE: f64 = 1e-6;

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "shares are finite and not negative")]
fn thousandths(sum: f64) -> u64 {
    (sum * 1000.0).round() as u64
}

fn valid_on(link: &Link, day: NaiveDate) -> bool {
    link.valid_from.is_none_or(|from| from <= day) && link.valid_to.is_none_or(|to| day <= to)
}

/// The fixed order of links: by the fields of the stable id, then by all that is left, so that it does not matter in
/// which order they were read.
pub(crate) fn order_of_links(a: &Link, b: &Link) -> Ordering {
    let rest = |link: &Link| serde_json::to_string(link).unwrap_or_default();
    a.supplier
        .cmp(&b.supplier)
        .then_with(|| a.buyer.cmp(&b.buyer))
        .then_with(|| a.kind.cmp(&b.kind))
        .then_with(|| a.commodity.cmp(&b.commodity))
        .then_with(|| a.product.cmp(&b.product))
        .then_with(|| rest(a).cmp(&rest(b)))
}

fn stable_ids(links: &[Link]) -> Vec<String> {
    let mut ids: Vec<String> = Vec::with_capacity(links.len());
    let mut previous = String::new();
    let mut rank = 0_usize;
    for link in links {
        let key = format!(
            "{}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}",
            link.supplier,
            link.buyer,
            link.kind.as_str(),
            link.commodity.as_deref().unwrap_or_default(),
            link.product.as_deref().unwrap_or_default()
        );
        rank = if key == previous { rank + 1 } else { 0 };
        ids.push(format!("{key}\u{1f}{rank}"));
        previous = key;
    }
    ids
}
