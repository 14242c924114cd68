//! Links: both ends known, each once, shares that add up.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap, HashSet};

use karvon_engine::ids::PartyId;
use karvon_engine::network::{Link, LinkKind};

use super::Assembler;
use crate::finding::{Draft, Rule, Spot};
use crate::ownership::circles;
use crate::provenance::Place;
use crate::row::Origin;
use crate::table::{self, TableKind};

/// How far a sum of shares may lie above 1 before it is said, for shares rounded in the file.
const SHARE_TOLERANCE: f64 = 1e-6;

/// A link with its place and, where it stands in the links table, its row.
type Kept = (Link, Place, Option<Origin>);

impl Assembler<'_> {
    /// Links in a fixed order, each once, with places beside them.
    pub(super) fn links(&mut self, rows: Vec<(Link, Origin)>) -> Vec<Link> {
        let mut kept = self.between_parties(rows);
        kept.extend(self.short.drain(..).map(|(link, place)| (link, place, None)));
        // Places are sorted in stead of the large values; the sort is stable, so that of equal links the first in the
        // files comes first.
        let mut order: Vec<usize> = (0..kept.len()).collect();
        order.sort_by(|a, b| match (kept.get(*a), kept.get(*b)) {
            (Some((a, ..)), Some((b, ..))) => link_order(a).cmp(&link_order(b)),
            _ => Ordering::Equal,
        });
        let mut kept: Vec<Option<Kept>> = kept.into_iter().map(Some).collect();
        let mut links: Vec<Link> = Vec::with_capacity(kept.len());
        let mut origins: Vec<Option<Origin>> = Vec::with_capacity(kept.len());
        for index in order {
            let Some((link, place, origin)) = kept.get_mut(index).and_then(Option::take) else { continue };
            if links.last() == Some(&link)
                && let Some(places) = self.provenance.links.last_mut()
            {
                if let (Some(origin), Some(first)) = (origin, places.first()) {
                    let draft = Draft::new(Rule::RepeatedLink, origin.spot(None));
                    self.findings.add(draft.with("first", format!("{} ({})", first.row, first.file)));
                }
                places.push(place);
                continue;
            }
            links.push(link);
            origins.push(origin);
            self.provenance.links.push(vec![place]);
        }
        self.check_shares(&links, &origins);
        for circle in circles(&links) {
            let spot = self.first_place(&links, &circle);
            let members: Vec<&str> = circle.iter().map(PartyId::as_str).collect();
            self.findings.add(Draft::new(Rule::OwnershipCycle, spot).with("members", members.join(", ")));
        }
        links
    }

    /// The links between two different parties that are known.
    fn between_parties(&mut self, rows: Vec<(Link, Origin)>) -> Vec<Kept> {
        let known: HashSet<&PartyId> = self.parties.keys().collect();
        let mut kept = Vec::with_capacity(rows.len() + self.short.len());
        let mut left_out = 0;
        for (link, origin) in rows {
            let ends = [(&link.supplier, table::links::SUPPLIER_ID), (&link.buyer, table::links::BUYER_ID)];
            let problem = if let Some((id, field)) = ends.into_iter().find(|(id, _)| !known.contains(*id)) {
                Draft::new(Rule::UnknownParty, origin.spot(Some(field))).value(id.as_str())
            } else if link.supplier == link.buyer {
                let spot = origin.spot(Some(table::links::BUYER_ID));
                Draft::new(Rule::SelfLink, spot).value(link.buyer.as_str())
            } else {
                kept.push((link, origin.place(None), Some(origin)));
                continue;
            };
            self.findings.add(problem);
            left_out += 1;
        }
        self.counts.entry(TableKind::Links).or_default().left_out += left_out;
        kept
    }

    /// Where the first link of a circle stands.
    pub(super) fn first_place(&self, links: &[Link], circle: &[PartyId]) -> Spot {
        let is_in = |link: &Link| {
            link.kind == LinkKind::Ownership && circle.contains(&link.supplier) && circle.contains(&link.buyer)
        };
        let index = links.iter().position(is_in);
        let place = index.and_then(|index| self.provenance.links.get(index)).and_then(|places| places.first());
        place.map_or_else(Spot::default, |place| Spot {
            file: place.file.clone(),
            sheet: place.sheet.clone(),
            row: Some(place.row),
            column: None,
        })
    }

    /// Says where the shares of a buyer's input, over the links of the day, come to more than all of it.
    pub(super) fn check_shares(&mut self, links: &[Link], origins: &[Option<Origin>]) {
        let mut sums: HashMap<&PartyId, (f64, Option<&Origin>)> = HashMap::new();
        for (link, origin) in links.iter().zip(origins) {
            let is_valid = link.valid_from.is_none_or(|day| day <= self.as_of)
                && link.valid_to.is_none_or(|day| self.as_of <= day);
            if let (true, true, Some(share)) = (link.kind.is_trade(), is_valid, link.share) {
                let sum = sums.entry(&link.buyer).or_default();
                sum.0 += share;
                sum.1 = sum.1.or(origin.as_ref());
            }
        }
        let over = sums.into_iter().filter(|(_, (sum, _))| *sum > 1.0 + SHARE_TOLERANCE);
        let over: BTreeMap<&PartyId, (f64, Option<&Origin>)> = over.collect();
        for (buyer, (sum, origin)) in over {
            let spot = origin.map_or_else(Spot::default, |origin| origin.spot(Some(table::links::SHARE)));
            let draft = Draft::new(Rule::SharesOverOne, spot).value(buyer.as_str());
            self.findings.add(draft.with("sum", format!("{sum:.3}")));
        }
    }
}

/// The fixed order of links: by ends, kind and goods, then by everything else. Amounts are not negative, so that their
/// bits sort as they do.
fn link_order(link: &Link) -> impl Ord + '_ {
    (
        (&link.supplier, &link.buyer, link.kind, &link.commodity, &link.product, link.status),
        (link.share.map(f64::to_bits), link.output_share.map(f64::to_bits), link.annual_value.map(f64::to_bits)),
        (&link.currency, link.traceability, link.valid_from, link.valid_to, &link.source),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Severity;
    use crate::test_support::{only_finding, read_tables, rules};

    const SUPPLIERS: &str = "supplier_id,name,country\ns1,Mill,UZB\ns2,Loom,UZB\n";

    #[test]
    fn a_parent_that_the_links_table_names_in_full_makes_no_second_link() {
        let suppliers = "supplier_id,name,country,parent_id\ns1,Mill,UZB,s2\ns2,Loom,UZB,\n";
        let links = "supplier_id,buyer_id,kind,share\ns1,s2,ownership,0.6\n";
        let intake = read_tables(&[("s.csv", suppliers), ("l.csv", links)]);
        assert_eq!((intake.inputs.links.len(), intake.inputs.links[0].share), (1, Some(0.6)));
    }

    #[test]
    fn links_to_nobody_and_to_oneself_are_left_out() {
        let intake = read_tables(&[("s.csv", SUPPLIERS), ("l.csv", "supplier_id,buyer_id\ns1,s9\ns1,s1\ns1,s2\n")]);
        assert_eq!(rules(&intake), ["unknown-party", "self-link"]);
        assert_eq!((intake.inputs.links.len(), intake.counts[&TableKind::Links].left_out), (1, 2));
        assert_eq!(intake.worst(), Some(Severity::Error));
    }

    #[test]
    fn exact_repeats_of_a_link_count_once_and_parallel_ones_stay() {
        let links = "supplier_id,buyer_id,product\ns1,s2,shirt\ns1,s2,shirt\ns1,s2,coat\n";
        let intake = read_tables(&[("s.csv", SUPPLIERS), ("l.csv", links)]);
        assert_eq!((rules(&intake), intake.inputs.links.len()), (vec!["repeated-link"], 2));
        let rows: Vec<Vec<u32>> =
            intake.provenance.links.iter().map(|places| places.iter().map(|place| place.row).collect()).collect();
        assert_eq!(rows, [vec![4], vec![2, 3]]);
    }

    #[test]
    fn shares_that_sum_to_three_are_said_with_their_sum() {
        let suppliers = "supplier_id,name,country\nb,B,UZB\ns1,1,UZB\ns2,2,UZB\ns3,3,UZB\n";
        let links = "supplier_id,buyer_id,share\ns1,b,1\ns2,b,1\ns3,b,1\n";
        let finding = only_finding(&read_tables(&[("s.csv", suppliers), ("l.csv", links)]));
        assert_eq!((finding.rule, finding.details["sum"].as_str()), (Rule::SharesOverOne, "3.000"));
        let parts = "supplier_id,buyer_id,share\ns1,b,0.1\ns2,b,0.2\ns3,b,0.7\n";
        assert!(rules(&read_tables(&[("s.csv", suppliers), ("l.csv", parts)])).is_empty());
    }

    #[test]
    fn a_circle_of_owners_is_a_warning_with_its_members() {
        let links = "supplier_id,buyer_id,kind\ns1,s2,ownership\ns2,s1,ownership\n";
        let intake = read_tables(&[("s.csv", SUPPLIERS), ("l.csv", links)]);
        let finding = only_finding(&intake);
        assert_eq!((finding.rule, finding.row), (Rule::OwnershipCycle, Some(2)));
        assert!(finding.message.contains("s1, s2"), "{}", finding.message);
        assert_eq!(intake.inputs.links.len(), 2);
    }
}
