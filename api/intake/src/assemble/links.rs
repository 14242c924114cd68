//! Links: both ends known, each once, shares that add up.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};

use karvon_engine::ids::PartyId;
use karvon_engine::network::{Link, LinkKind};

use super::Assembler;
use crate::finding::{Draft, Rule, Spot};
use crate::ownership::circles;
use crate::row::Origin;
use crate::table::{self, TableKind};

/// How far a sum of shares may lie above 1 before it is said, for shares rounded in the file.
const SHARE_TOLERANCE: f64 = 1e-6;

/// A row by the places of its supplier and buyer in the order of ids, which are quicker to compare than the ids.
struct Ranked {
    supplier: usize,
    buyer: usize,
    /// Position among the rows.
    row: usize,
}

impl Assembler<'_> {
    /// Links in a fixed order, each once, with places beside them.
    pub(super) fn links(&mut self, mut rows: Vec<(Link, Origin)>) -> Vec<Link> {
        // The short forms follow the rows of the table, each with the column that it stands in.
        let listed = rows.len();
        let mut columns = Vec::with_capacity(self.short.len());
        for (link, origin, column) in self.short.drain(..) {
            rows.push((link, origin));
            columns.push(column);
        }
        let mut order = self.between_parties(&rows, listed);
        // Positions are sorted instead of the large values; the sort is stable, so that of equal links the first in the
        // files comes first.
        order.sort_by(|a, b| {
            (a.supplier, a.buyer).cmp(&(b.supplier, b.buyer)).then_with(|| match (rows.get(a.row), rows.get(b.row)) {
                (Some((a, _)), Some((b, _))) => link_order(a).cmp(&link_order(b)),
                _ => Ordering::Equal,
            })
        });
        let mut rows: Vec<Option<(Link, Origin)>> = rows.into_iter().map(Some).collect();
        let mut links: Vec<Link> = Vec::with_capacity(order.len());
        let mut inflows: HashMap<usize, Inflow> = HashMap::new();
        self.provenance.links.reserve(order.len());
        for Ranked { buyer, row, .. } in order {
            let Some((link, origin)) = rows.get_mut(row).and_then(Option::take) else { continue };
            let column = row.checked_sub(listed).and_then(|short| columns.get(short)).copied();
            let place = origin.place(column);
            if links.last() == Some(&link)
                && let Some(places) = self.provenance.links.last_mut()
            {
                if let (None, Some(first)) = (column, places.first()) {
                    let draft = Draft::new(Rule::RepeatedLink, origin.spot(None));
                    self.findings.add(draft.with("first", format!("{} ({})", first.row, first.file)));
                }
                places.push(place);
                continue;
            }
            if let Some(share) = link.share.filter(|_| link.kind.is_trade() && self.is_valid(&link)) {
                let inflow = inflows.entry(buyer).or_default();
                inflow.sum += share;
                inflow.first.get_or_insert(origin);
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

    /// The rows whose two ends are different parties that are known; the first `listed` rows are those of the table.
    fn between_parties(&mut self, rows: &[(Link, Origin)], listed: usize) -> Vec<Ranked> {
        let ranks: HashMap<&str, usize> = self.parties.keys().map(PartyId::as_str).zip(0..).collect();
        let rank = |id: &PartyId| ranks.get(id.as_str()).copied();
        let mut usable = Vec::with_capacity(rows.len());
        let mut left_out = 0;
        for (row, (link, origin)) in rows.iter().enumerate() {
            let (field, id, rule) = match (rank(&link.supplier), rank(&link.buyer)) {
                (Some(supplier), Some(buyer)) if supplier != buyer => {
                    usable.push(Ranked { supplier, buyer, row });
                    continue;
                }
                (Some(_), Some(_)) => (table::links::BUYER_ID, &link.buyer, Rule::SelfLink),
                (None, _) => (table::links::SUPPLIER_ID, &link.supplier, Rule::UnknownParty),
                (Some(_), None) => (table::links::BUYER_ID, &link.buyer, Rule::UnknownParty),
            };
            // The short forms bring their parties along, so that only rows of the table can lead nowhere.
            debug_assert!(row < listed);
            self.findings.add(Draft::new(rule, origin.spot(Some(field))).value(id.as_str()));
            left_out += 1;
        }
        for _ in 0..left_out {
            self.leave_out(TableKind::Links);
        }
        usable
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
        for (rank, Inflow { sum, first }) in over {
            let Some(buyer) = self.parties.keys().nth(rank) else { continue };
            let spot = first.map_or_else(Spot::default, |first| first.spot(Some(table::links::SHARE)));
            let draft = Draft::new(Rule::SharesOverOne, spot).value(buyer.as_str());
            self.findings.add(draft.with("sum", format!("{sum:.3}")));
        }
    }
}

/// The shares of one buyer's input, and the row of the first.
#[derive(Default)]
struct Inflow {
    sum: f64,
    first: Option<Origin>,
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
