//! Links: both ends known, each once, shares that add up.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

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
struct Kept {
    link: Link,
    place: Place,
    origin: Option<Origin>,
    /// Places of supplier and buyer in the order of ids, which are quicker to compare than the ids.
    ranks: (usize, usize),
}

impl Assembler<'_> {
    /// Links in a fixed order, each once, with places beside them.
    pub(super) fn links(&mut self, rows: Vec<(Link, Origin)>) -> Vec<Link> {
        let mut kept = self.between_parties(rows);
        // Positions are sorted instead of the large values; the sort is stable, so that of equal links the first in the
        // files comes first.
        let mut order: Vec<((usize, usize), usize)> =
            kept.iter().enumerate().map(|(index, one)| (one.as_ref().map_or((0, 0), |one| one.ranks), index)).collect();
        order.sort_by(|(a_ranks, a), (b_ranks, b)| {
            a_ranks.cmp(b_ranks).then_with(|| match (kept.get(*a), kept.get(*b)) {
                (Some(Some(a)), Some(Some(b))) => link_order(&a.link).cmp(&link_order(&b.link)),
                _ => Ordering::Equal,
            })
        });
        let mut links: Vec<Link> = Vec::with_capacity(kept.len());
        let mut inflows: HashMap<usize, Inflow> = HashMap::new();
        for (_, index) in order {
            let Some(Kept { link, place, origin, ranks }) = kept.get_mut(index).and_then(Option::take) else {
                continue;
            };
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
            if let Some(share) = link.share.filter(|_| link.kind.is_trade() && self.is_valid(&link)) {
                let inflow = inflows.entry(ranks.1).or_default();
                inflow.sum += share;
                inflow.origin = inflow.origin.take().or(origin);
            }
            links.push(link);
            self.provenance.links.push(vec![place]);
        }
        self.check_shares(inflows);
        for circle in circles(&links) {
            let spot = self.first_place(&links, &circle);
            let members: Vec<&str> = circle.iter().map(PartyId::as_str).collect();
            self.findings.add(Draft::new(Rule::OwnershipCycle, spot).with("members", members.join(", ")));
        }
        links
    }

    /// The links between two different parties that are known, those of the short forms among them.
    fn between_parties(&mut self, rows: Vec<(Link, Origin)>) -> Vec<Option<Kept>> {
        let ranks: HashMap<&PartyId, usize> = self.parties.keys().zip(0..).collect();
        let rank = |id: &PartyId| ranks.get(id).copied();
        let mut kept = Vec::with_capacity(rows.len() + self.short.len());
        let mut left_out = 0;
        for (link, origin) in rows {
            let problem = match (rank(&link.supplier), rank(&link.buyer)) {
                (Some(supplier), Some(buyer)) if supplier != buyer => {
                    let place = origin.place(None);
                    kept.push(Some(Kept { link, place, origin: Some(origin), ranks: (supplier, buyer) }));
                    continue;
                }
                (Some(_), Some(_)) => {
                    let spot = origin.spot(Some(table::links::BUYER_ID));
                    Draft::new(Rule::SelfLink, spot).value(link.buyer.as_str())
                }
                (None, _) => {
                    let spot = origin.spot(Some(table::links::SUPPLIER_ID));
                    Draft::new(Rule::UnknownParty, spot).value(link.supplier.as_str())
                }
                (Some(_), None) => {
                    let spot = origin.spot(Some(table::links::BUYER_ID));
                    Draft::new(Rule::UnknownParty, spot).value(link.buyer.as_str())
                }
            };
            self.findings.add(problem);
            left_out += 1;
        }
        for (link, place) in self.short.drain(..) {
            if let (Some(supplier), Some(buyer)) = (rank(&link.supplier), rank(&link.buyer)) {
                kept.push(Some(Kept { link, place, origin: None, ranks: (supplier, buyer) }));
            }
        }
        for _ in 0..left_out {
            self.leave_out(TableKind::Links);
        }
        kept
    }

    /// Whether a link holds on the day of the assessment.
    fn is_valid(&self, link: &Link) -> bool {
        link.valid_from.is_none_or(|day| day <= self.as_of) && link.valid_to.is_none_or(|day| self.as_of <= day)
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

    /// Says where the shares of a buyer's input come to more than all of it; buyers by their rank.
    fn check_shares(&mut self, inflows: HashMap<usize, Inflow>) {
        let over = inflows.into_iter().filter(|(_, inflow)| inflow.sum > 1.0 + SHARE_TOLERANCE);
        let over: BTreeMap<usize, Inflow> = over.collect();
        for (rank, Inflow { sum, origin }) in over {
            let Some(buyer) = self.parties.keys().nth(rank) else { continue };
            let spot = origin.map_or_else(Spot::default, |origin| origin.spot(Some(table::links::SHARE)));
            let draft = Draft::new(Rule::SharesOverOne, spot).value(buyer.as_str());
            self.findings.add(draft.with("sum", format!("{sum:.3}")));
        }
    }
}

/// The shares of one buyer's input, and the row of the first.
#[derive(Default)]
struct Inflow {
    sum: f64,
    origin: Option<Origin>,
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
