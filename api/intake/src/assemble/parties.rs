//! Parties: ids given and made, rows that stand twice, parents.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use karvon_engine::ids::PartyId;
use karvon_engine::network::{Link, LinkKind, Party, PartyKind, PartyOrigin};

use super::{Assembler, ends};
use crate::finding::{Draft, Rule, Spot};
use crate::made_id::made_id;
use crate::provenance::Place;
use crate::row::Origin;
use crate::row::suppliers::SupplierRow;
use crate::table::{self, Field, TableKind};

/// Number of addresses at one pair of coordinates from which it is said; two may share a yard.
const SHARED: usize = 3;

impl Assembler<'_> {
    /// Parties by id; returns each child with its parent's id. `referred` gives the ids that other tables use.
    pub(super) fn suppliers(
        &mut self,
        mut rows: Vec<(SupplierRow, Origin)>,
        referred: impl FnOnce() -> HashSet<String>,
    ) -> Vec<(PartyId, PartyId, Origin)> {
        if rows.iter().any(|(row, _)| row.supplier_id.is_none()) {
            self.make_ids(&mut rows, &referred());
        }
        let mut kept: Vec<(SupplierRow, Origin)> = Vec::with_capacity(rows.len());
        let mut known: HashMap<String, usize> = HashMap::with_capacity(rows.len());
        for (row, origin) in rows {
            let Some(id) = row.supplier_id.as_deref() else { continue };
            let earlier = known.get(id).and_then(|index| kept.get(*index));
            let Some((first, first_origin)) = earlier else {
                known.insert(id.to_owned(), kept.len());
                kept.push((row, origin));
                continue;
            };
            let rule = if *first == row { Rule::RepeatedRow } else { Rule::ConflictingSupplier };
            let spot = origin.spot(Some(table::suppliers::SUPPLIER_ID));
            self.findings.add(Draft::new(rule, spot).value(id).with("first", first_origin.in_words()));
            if rule == Rule::ConflictingSupplier {
                self.leave_out(TableKind::Suppliers);
            } else {
                self.provenance.parties.entry(PartyId::new(id)).or_default().push(origin.place(None));
            }
        }
        self.check_coordinates(&kept);
        let mut parents = Vec::new();
        for (row, origin) in kept {
            let id = PartyId::new(row.supplier_id.as_deref().unwrap_or_default());
            self.provenance.parties.entry(id.clone()).or_default().push(origin.place(None));
            if let Some(parent) = row.parent_id.as_deref() {
                parents.push((id.clone(), PartyId::new(parent), origin));
            }
            self.parties.insert(id.clone(), row.into_party(id));
        }
        parents
    }

    /// Says where several addresses stand at one place: geocoders fall back to the middle of a country.
    fn check_coordinates(&mut self, rows: &[(SupplierRow, Origin)]) {
        let mut at: BTreeMap<(u64, u64), (&Origin, BTreeSet<&str>)> = BTreeMap::new();
        for (row, origin) in rows {
            if let (Some(latitude), Some(longitude), Some(address)) =
                (row.latitude, row.longitude, row.address.as_deref())
            {
                let (_, addresses) =
                    at.entry((latitude.to_bits(), longitude.to_bits())).or_insert_with(|| (origin, BTreeSet::new()));
                addresses.insert(address);
            }
        }
        for ((latitude, longitude), (origin, addresses)) in at {
            if addresses.len() >= SHARED {
                let value = format!("{}, {}", f64::from_bits(latitude), f64::from_bits(longitude));
                let draft = Draft::new(Rule::SharedCoordinates, origin.spot(Some(table::suppliers::LATITUDE)));
                self.findings.add(draft.value(&value).with("count", addresses.len()));
            }
        }
    }

    /// Gives ids to the rows that have none, or says that they need one; those keep none.
    fn make_ids(&mut self, rows: &mut [(SupplierRow, Origin)], referred: &HashSet<String>) {
        let made: Vec<Option<String>> =
            rows.iter().map(|(row, _)| row.supplier_id.is_none().then(|| made_id(row))).collect();
        // Other tables may refer to suppliers without an id of their own only by the ids that were made for them before.
        let may_make = referred.is_empty() || made.iter().flatten().any(|id| referred.contains(id));
        let mut repeats: HashMap<String, (usize, String)> = HashMap::new();
        for ((row, origin), made) in rows.iter_mut().zip(made) {
            let Some(made) = made else { continue };
            if !may_make {
                let spot = origin.spot(Some(table::suppliers::SUPPLIER_ID));
                self.findings.add(Draft::new(Rule::IdMissing, spot).value(&row.name));
                self.leave_out(TableKind::Suppliers);
                continue;
            }
            self.findings.add_once(Draft::new(Rule::IdMade, Spot { row: None, ..origin.spot(None) }));
            let (count, first) = repeats.entry(made.clone()).or_insert_with(|| (0, origin.in_words()));
            *count += 1;
            let id = if *count == 1 { made } else { format!("{made}~{count}") };
            if *count > 1 {
                let draft = Draft::new(Rule::RepeatedSupplier, origin.spot(Some(table::suppliers::NAME)));
                self.findings.add(draft.value(&row.name).with("first", first.as_str()).with("id", &id));
            }
            row.supplier_id = Some(id);
        }
    }

    /// Ownership links from parents' ids.
    pub(super) fn parents(&mut self, parents: Vec<(PartyId, PartyId, Origin)>) {
        let field = table::suppliers::PARENT_ID;
        for (child, parent, origin) in parents {
            let draft = |rule| Draft::new(rule, origin.spot(Some(field))).value(parent.as_str());
            if child == parent {
                self.findings.add(draft(Rule::OwnParent));
                continue;
            }
            if self.mention(&parent, None, origin.place(Some(field))) {
                self.findings.add_once(draft(Rule::UnlistedParent));
            }
            self.add_short(Link::new(child, parent, LinkKind::Ownership), origin, field);
        }
    }

    /// Makes sure that a party exists that is named outside the suppliers table. Whether it is not listed there.
    pub(super) fn mention(&mut self, id: &PartyId, kind: Option<PartyKind>, place: Place) -> bool {
        if let Some(party) = self.parties.get_mut(id) {
            if party.origin == PartyOrigin::Listed {
                return false;
            }
            party.kind = party.kind.or(kind);
        } else {
            let mut party = Party::unknown(id.clone(), id.as_str(), PartyOrigin::Mentioned);
            party.kind = kind;
            self.parties.insert(id.clone(), party);
        }
        self.provenance.parties.entry(id.clone()).or_default().push(place);
        true
    }

    /// A link from a short form, unless the links table says it in full.
    pub(super) fn add_short(&mut self, link: Link, origin: Origin, column: Field) {
        if !self.stated.contains(&ends(&link)) {
            self.short.push((link, origin, column));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{only_finding, read_one, read_tables, rules};

    fn ids(intake: &crate::Intake) -> Vec<&str> {
        intake.inputs.parties.iter().map(|party| party.id.as_str()).collect()
    }

    #[test]
    fn repeated_rows_without_id_stay_apart_with_a_warning() {
        let row = "Mill,Uzbekistan,Navoi 5\n";
        let intake =
            read_one("a.csv", format!("name,country,address\n{row}{row}{row}Mill,Uzbekistan,Navoi 6\n").as_bytes());
        assert_eq!(rules(&intake), ["repeated-supplier", "repeated-supplier"]);
        let ids = ids(&intake);
        assert_eq!(ids.len(), 4);
        assert_eq!(ids.iter().filter(|id| id.contains('~')).count(), 2);
        assert!(ids.iter().any(|id| id.ends_with("~3")));
    }

    #[test]
    fn ids_that_were_made_are_said_once_with_their_number() {
        let intake = read_one("a.csv", b"name,country\nMill,UZB\nLoom,UZB\n");
        let made: Vec<_> = intake.findings.iter().filter(|finding| finding.rule == Rule::IdMade).collect();
        assert_eq!((made.len(), made[0].details["times"].as_str(), made[0].row), (1, "2", None));
    }

    #[test]
    fn several_addresses_at_one_place_are_said() {
        let rows = "s1,A,CN,x,35.86,104.2\ns2,B,CN,y,35.86,104.2\ns3,C,CN,z,35.86,104.2\ns4,D,CN,z,1,2\n";
        let intake = read_one("a.csv", format!("supplier_id,name,country,address,lat,lng\n{rows}").as_bytes());
        let finding = only_finding(&intake);
        assert_eq!(
            (finding.rule, finding.value.as_deref(), finding.row),
            (Rule::SharedCoordinates, Some("35.86, 104.2"), Some(2))
        );
    }

    #[test]
    fn ids_are_not_made_where_other_tables_refer_to_suppliers() {
        let suppliers = "supplier_id,name,country\ns1,Mill,UZB\n,Loom,UZB\ns2,Gin,UZB\n";
        let intake = read_tables(&[("s.csv", suppliers), ("l.csv", "supplier_id,buyer_id\ns1,s2\n")]);
        assert_eq!((rules(&intake), ids(&intake)), (vec!["id-missing"], vec!["s1", "s2"]));
        assert_eq!(intake.counts[&TableKind::Suppliers].left_out, 1);
    }

    #[test]
    fn made_ids_can_be_referred_to_by_whoever_knows_them() {
        let suppliers = "name,country\nMill,UZB\nLoom,UZB\n";
        let made = read_tables(&[("s.csv", suppliers)]);
        let (one, two) = (ids(&made)[0].to_owned(), ids(&made)[1].to_owned());
        let links = format!("supplier_id,buyer_id\n{one},{two}\n");
        let intake = read_tables(&[("s.csv", suppliers), ("l.csv", &links)]);
        assert_eq!((rules(&intake), intake.inputs.links.len()), (vec![], 1));
    }

    #[test]
    fn one_id_for_two_rows_is_an_error_that_names_both() {
        let intake = read_one("a.csv", b"supplier_id,name,country\ns1,Mill,UZB\ns1,Loom,UZB\n");
        let finding = only_finding(&intake);
        assert_eq!((finding.rule, finding.row), (Rule::ConflictingSupplier, Some(3)));
        assert!(finding.message.contains("2 (a.csv)"), "{}", finding.message);
        assert_eq!((ids(&intake), intake.rows_left_out()), (vec!["s1"], 1));
    }

    #[test]
    fn the_same_row_twice_counts_once() {
        let intake = read_one("a.csv", b"supplier_id,name,country\ns1,Mill,UZB\ns1,Mill,Uzbekistan\n");
        assert_eq!((rules(&intake), intake.rows_left_out()), (vec!["repeated-row"], 0));
        assert_eq!(intake.provenance.parties[&PartyId::new("s1")].len(), 2);
    }

    #[test]
    fn a_parent_becomes_an_ownership_link_and_a_party_if_unlisted() {
        let intake = read_one("a.csv", b"supplier_id,name,country,parent_id\ns1,Mill,UZB,holding\ns2,Loom,UZB,s1\n");
        assert_eq!(rules(&intake), ["unlisted-parent"]);
        let links: Vec<(&str, &str, LinkKind)> =
            intake.inputs.links.iter().map(|l| (l.supplier.as_str(), l.buyer.as_str(), l.kind)).collect();
        assert_eq!(links, [("s1", "holding", LinkKind::Ownership), ("s2", "s1", LinkKind::Ownership)]);
        assert_eq!(intake.inputs.parties[0].origin, PartyOrigin::Mentioned);
    }

    #[test]
    fn a_supplier_is_not_its_own_parent() {
        let intake = read_one("a.csv", b"supplier_id,name,country,parent_id\ns1,Mill,UZB,s1\n");
        assert_eq!((rules(&intake), intake.inputs.links.len(), ids(&intake).len()), (vec!["own-parent"], 0, 1));
    }
}
