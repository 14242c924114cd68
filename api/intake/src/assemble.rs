//! Rows of all tables together: who is who, what refers to what, what stands twice.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use karvon_engine::evidence::Evidence;
use karvon_engine::ids::{CohortId, EvidenceId, PartyId};
use karvon_engine::inputs::{Inputs, Merge, Rate, WatchlistEntry};
use karvon_engine::network::{Link, LinkKind, Party, PartyKind, PartyOrigin};
use karvon_engine::recruitment::Fee;

use crate::TableCounts;
use crate::answers::AnswerBook;
use crate::finding::{Draft, Findings, Rule, Spot};
use crate::made_id::made_id;
use crate::ownership::circles;
use crate::provenance::{Place, Provenance};
use crate::row::answers::AnswerRead;
use crate::row::recruitment::RecruitmentRow;
use crate::row::suppliers::SupplierRow;
use crate::row::{self, Origin, RowReader};
use crate::source::Sheet;
use crate::table::{self, Columns, Field, TableKind};

/// How far a sum of shares may lie above 1 before it is said, for shares rounded in the file.
const SHARE_TOLERANCE: f64 = 1e-6;

/// Fields of the suppliers table that the likelihood leans on.
const TELLING_FIELDS: [Field; 8] = [
    table::suppliers::KIND,
    table::suppliers::SECTOR,
    table::suppliers::PRODUCTS,
    table::suppliers::WORKERS,
    table::suppliers::MIGRANT_SHARE,
    table::suppliers::AGENCY_SHARE,
    table::suppliers::YOUNG_SHARE,
    table::suppliers::HOUSING,
];

/// The usable rows of every table, in the order of files.
#[derive(Debug, Default)]
pub(crate) struct Tables {
    suppliers: Vec<(SupplierRow, Origin)>,
    links: Vec<(Link, Origin)>,
    recruitment: Vec<(RecruitmentRow, Origin)>,
    answers: Vec<(Vec<Evidence>, Origin)>,
    watchlist: Vec<(WatchlistEntry, Origin)>,
    merges: Vec<(Merge, Origin)>,
    rates: Vec<(Rate, Origin)>,
    counts: BTreeMap<TableKind, TableCounts>,
}

impl Tables {
    /// Reads the rows of one sheet.
    pub(crate) fn read(
        &mut self,
        kind: TableKind,
        columns: Columns,
        sheet: &Sheet,
        as_of: NaiveDate,
        book: &impl AnswerBook,
        findings: &mut Findings,
    ) {
        if kind == TableKind::Suppliers {
            say_missing_fields(sheet, &columns, findings);
        }
        let mut reader = RowReader::new(sheet, columns, as_of, findings);
        let rows = reader.rows();
        let counts = self.counts.entry(kind).or_default();
        counts.rows += rows.len();
        for row in rows {
            let used = reader.open(row)
                && match kind {
                    TableKind::Suppliers => {
                        keep(&mut self.suppliers, row::suppliers::read(&mut reader))
                    }
                    TableKind::Links => keep(&mut self.links, row::links::read(&mut reader)),
                    TableKind::Recruitment => {
                        keep(&mut self.recruitment, row::recruitment::read(&mut reader))
                    }
                    TableKind::Watchlist => {
                        keep(&mut self.watchlist, row::watchlist::read(&mut reader))
                    }
                    TableKind::Merges => keep(&mut self.merges, row::merges::read(&mut reader)),
                    TableKind::Rates => keep(&mut self.rates, row::rates::read(&mut reader)),
                    TableKind::Answers => match row::answers::read(&mut reader, book) {
                        AnswerRead::Evidence(pieces, origin) => {
                            keep(&mut self.answers, Some((pieces, origin)))
                        }
                        AnswerRead::Unanswered => {
                            counts.unanswered += 1;
                            true
                        }
                        AnswerRead::LeftOut => false,
                    },
                };
            counts.left_out += usize::from(!used);
        }
    }

    /// Checks the tables against each other and makes the engine's inputs.
    pub(crate) fn assemble(
        self,
        as_of: NaiveDate,
        findings: &mut Findings,
    ) -> (Inputs, Provenance, BTreeMap<TableKind, TableCounts>) {
        let mut assembler = Assembler {
            findings,
            as_of,
            counts: self.counts,
            parties: BTreeMap::new(),
            provenance: Provenance::default(),
            stated: self.links.iter().map(|(link, _)| ends(link)).collect(),
            short: Vec::new(),
        };
        let referred = referred(&self.links, &self.recruitment, &self.answers, &self.merges);
        let parents = assembler.suppliers(self.suppliers, &referred);
        drop(referred);
        assembler.parents(parents);
        let cohorts = assembler.cohorts(self.recruitment);
        let links = assembler.links(self.links);
        let evidence = assembler.answers(self.answers);
        let merges = assembler.merges(self.merges);
        let rates = assembler.rates(self.rates);
        let mut watchlist: Vec<WatchlistEntry> =
            self.watchlist.into_iter().map(|(entry, _)| entry).collect();
        watchlist.sort_by(|a, b| watchlist_order(a).cmp(&watchlist_order(b)));
        watchlist.dedup();
        assembler.say_missing_tables();
        let Assembler {
            mut counts,
            parties,
            mut provenance,
            ..
        } = assembler;
        for count in counts.values_mut() {
            count.used = count.rows.saturating_sub(count.left_out + count.unanswered);
        }
        let places = provenance
            .evidence
            .values_mut()
            .chain(provenance.parties.values_mut());
        for places in places
            .chain(provenance.cohorts.values_mut())
            .chain(provenance.links.iter_mut())
        {
            places.sort();
        }
        let parties = parties.into_values().collect();
        (
            Inputs {
                parties,
                links,
                evidence,
                cohorts,
                rates,
                merges,
                watchlist,
            },
            provenance,
            counts,
        )
    }
}

/// Keeps what was read; whether there was anything.
fn keep<T>(rows: &mut Vec<(T, Origin)>, read: Option<(T, Origin)>) -> bool {
    let is_used = read.is_some();
    rows.extend(read);
    is_used
}

/// Says which fields of a suppliers sheet would make the likelihood sharper.
fn say_missing_fields(sheet: &Sheet, columns: &Columns, findings: &mut Findings) {
    let missing: Vec<&str> = TELLING_FIELDS
        .iter()
        .filter(|field| columns.place(**field).is_none())
        .map(|field| field.name)
        .collect();
    if !missing.is_empty() {
        let spot = Spot {
            sheet: sheet.name.clone(),
            ..Spot::file(&sheet.file)
        };
        findings.add(Draft::new(Rule::FieldsNotGiven, spot).with("fields", missing.join(", ")));
    }
}

/// Every id by which another table refers to a supplier.
fn referred(
    links: &[(Link, Origin)],
    recruitment: &[(RecruitmentRow, Origin)],
    answers: &[(Vec<Evidence>, Origin)],
    merges: &[(Merge, Origin)],
) -> HashSet<String> {
    let mut ids: HashSet<&str> = HashSet::new();
    for (link, _) in links {
        ids.extend([link.supplier.as_str(), link.buyer.as_str()]);
    }
    ids.extend(recruitment.iter().map(|(row, _)| row.employer_id.as_str()));
    ids.extend(
        answers
            .iter()
            .flat_map(|(pieces, _)| pieces)
            .map(|evidence| evidence.party.as_str()),
    );
    for (merge, _) in merges {
        ids.extend([merge.party.as_str(), merge.same_as.as_str()]);
    }
    ids.into_iter().map(str::to_owned).collect()
}

/// Supplier, buyer and kind of a link.
type Ends = (PartyId, PartyId, LinkKind);

fn ends(link: &Link) -> Ends {
    (link.supplier.clone(), link.buyer.clone(), link.kind)
}

fn watchlist_order(entry: &WatchlistEntry) -> impl Ord + '_ {
    let WatchlistEntry {
        list,
        name,
        aliases,
        country,
        address,
        programme,
        listed_on,
        source_url,
    } = entry;
    (
        list, name, country, aliases, address, programme, listed_on, source_url,
    )
}

struct Assembler<'a> {
    findings: &'a mut Findings,
    as_of: NaiveDate,
    counts: BTreeMap<TableKind, TableCounts>,
    parties: BTreeMap<PartyId, Party>,
    provenance: Provenance,
    /// What the links table says in full, which the short forms do not say again.
    stated: HashSet<Ends>,
    /// Links from the short forms: a parent's id, a cohort's recruiter.
    short: Vec<(Link, Place)>,
}

impl Assembler<'_> {
    fn leave_out(&mut self, table: TableKind) {
        self.counts.entry(table).or_default().left_out += 1;
    }

    /// Parties by id; returns each child with its parent's id.
    fn suppliers(
        &mut self,
        rows: Vec<(SupplierRow, Origin)>,
        referred: &HashSet<String>,
    ) -> Vec<(PartyId, PartyId, Origin)> {
        let made: Vec<Option<String>> = rows
            .iter()
            .map(|(row, _)| row.supplier_id.is_none().then(|| made_id(row)))
            .collect();
        // Other tables may refer to suppliers without an id of their own only by the ids that were made for them before.
        let may_make = referred.is_empty() || made.iter().flatten().any(|id| referred.contains(id));
        let mut repeats: HashMap<String, (usize, String)> = HashMap::new();
        let mut known: HashMap<PartyId, (SupplierRow, Origin)> = HashMap::new();
        let mut parents = Vec::new();
        for ((mut row, origin), made) in rows.into_iter().zip(made) {
            if let Some(made) = made {
                if !may_make {
                    let spot = origin.spot(Some(table::suppliers::SUPPLIER_ID));
                    self.findings
                        .add(Draft::new(Rule::IdMissing, spot).value(&row.name));
                    self.leave_out(TableKind::Suppliers);
                    continue;
                }
                let sheet = Spot {
                    row: None,
                    ..origin.spot(None)
                };
                self.findings.add_once(Draft::new(Rule::IdMade, sheet));
                let (count, first) = repeats
                    .entry(made.clone())
                    .or_insert_with(|| (0, origin.in_words()));
                *count += 1;
                let id = if *count == 1 {
                    made
                } else {
                    format!("{made}~{count}")
                };
                if *count > 1 {
                    let draft = Draft::new(
                        Rule::RepeatedSupplier,
                        origin.spot(Some(table::suppliers::NAME)),
                    );
                    let draft = draft
                        .value(&row.name)
                        .with("first", first.as_str())
                        .with("id", &id);
                    self.findings.add(draft);
                }
                row.supplier_id = Some(id);
            }
            let Some(id) = row.supplier_id.as_deref().map(PartyId::new) else {
                continue;
            };
            if let Some((first, first_origin)) = known.get(&id) {
                let rule = if *first == row {
                    Rule::RepeatedRow
                } else {
                    Rule::ConflictingSupplier
                };
                let spot = origin.spot(Some(table::suppliers::SUPPLIER_ID));
                self.findings.add(
                    Draft::new(rule, spot)
                        .value(id.as_str())
                        .with("first", first_origin.in_words()),
                );
                if rule == Rule::ConflictingSupplier {
                    self.leave_out(TableKind::Suppliers);
                } else {
                    self.provenance
                        .parties
                        .entry(id)
                        .or_default()
                        .push(origin.place(None));
                }
                continue;
            }
            self.provenance
                .parties
                .entry(id.clone())
                .or_default()
                .push(origin.place(None));
            if let Some(parent) = row.parent_id.as_deref() {
                parents.push((id.clone(), PartyId::new(parent), origin.clone()));
            }
            self.parties
                .insert(id.clone(), row.clone().into_party(id.clone()));
            known.insert(id, (row, origin));
        }
        parents
    }

    /// Ownership links from parents' ids.
    fn parents(&mut self, parents: Vec<(PartyId, PartyId, Origin)>) {
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
            self.add_short(
                Link::new(child, parent, LinkKind::Ownership),
                origin.place(Some(field)),
            );
        }
    }

    /// Makes sure that a party exists that is named outside the suppliers table. Whether it is not listed there.
    fn mention(&mut self, id: &PartyId, kind: Option<PartyKind>, place: Place) -> bool {
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
        self.provenance
            .parties
            .entry(id.clone())
            .or_default()
            .push(place);
        true
    }

    /// A link from a short form, unless the links table says it in full.
    fn add_short(&mut self, link: Link, place: Place) {
        if !self.stated.contains(&ends(&link)) {
            self.short.push((link, place));
        }
    }

    /// Cohorts from their rows.
    fn cohorts(
        &mut self,
        rows: Vec<(RecruitmentRow, Origin)>,
    ) -> Vec<karvon_engine::recruitment::Cohort> {
        let mut cohorts: BTreeMap<CohortId, (RecruitmentRow, Vec<(Fee, Origin)>, Origin)> =
            BTreeMap::new();
        for (row, origin) in rows {
            if !self.has_employer(&row, &origin) {
                self.leave_out(TableKind::Recruitment);
                continue;
            }
            let id = CohortId::new(row.cohort_id.as_str());
            let fee = row.fee();
            if let Some((cohort, fees, first)) = cohorts.get_mut(&id) {
                let earlier = fee.as_ref().and_then(|fee| {
                    fees.iter()
                        .find(|(other, _)| other.category == fee.category)
                });
                let field = table::recruitment::FEE_CATEGORY;
                let problem = if let Err(fields) = cohort.agree(&row) {
                    let draft = Draft::new(
                        Rule::CohortDisagrees,
                        origin.spot(Some(table::recruitment::COHORT_ID)),
                    );
                    Some(
                        draft
                            .with("fields", fields.join(", "))
                            .with("first", first.in_words()),
                    )
                } else if let Some((other, place)) = earlier {
                    let rule = if Some(other) == fee.as_ref() {
                        Rule::RepeatedRow
                    } else {
                        Rule::RepeatedFee
                    };
                    Some(Draft::new(rule, origin.spot(Some(field))).with("first", place.in_words()))
                } else {
                    None
                };
                let is_error = problem.as_ref().is_some_and(Draft::is_error);
                let is_repeated = problem.is_some();
                if let Some(draft) = problem {
                    self.findings.add(draft.value(id.as_str()));
                }
                if is_error {
                    self.leave_out(TableKind::Recruitment);
                    continue;
                }
                if !is_repeated {
                    fees.extend(fee.map(|fee| (fee, origin.clone())));
                }
            } else {
                let fees = fee.map(|fee| (fee, origin.clone())).into_iter().collect();
                cohorts.insert(id.clone(), (row, fees, origin.clone()));
            }
            self.provenance
                .cohorts
                .entry(id)
                .or_default()
                .push(origin.place(None));
        }
        let mut made = Vec::new();
        for (_, (row, fees, origin)) in cohorts {
            self.recruiter(&row, &origin);
            let mut fees: Vec<Fee> = fees.into_iter().map(|(fee, _)| fee).collect();
            fees.sort_by_key(|fee| fee.category);
            made.push(row.into_cohort(fees));
        }
        made
    }

    /// Whether the employer of a row is a party. Without any suppliers table, cohorts bring their employers along.
    fn has_employer(&mut self, row: &RecruitmentRow, origin: &Origin) -> bool {
        let field = table::recruitment::EMPLOYER_ID;
        let id = PartyId::new(row.employer_id.as_str());
        let draft = |rule| Draft::new(rule, origin.spot(Some(field))).value(id.as_str());
        if self.counts.contains_key(&TableKind::Suppliers) {
            let is_known = self.parties.contains_key(&id);
            if !is_known {
                self.findings.add(draft(Rule::UnknownParty));
            }
            return is_known;
        }
        if self.mention(&id, None, origin.place(Some(field))) {
            self.findings.add_once(draft(Rule::UnlistedEmployer));
        }
        true
    }

    /// The labour link of a cohort, and the recruiter as a party.
    fn recruiter(&mut self, row: &RecruitmentRow, origin: &Origin) {
        let Some(recruiter) = row.recruiter_id.as_deref().map(PartyId::new) else {
            return;
        };
        let field = table::recruitment::RECRUITER_ID;
        let draft = |rule| Draft::new(rule, origin.spot(Some(field))).value(recruiter.as_str());
        if recruiter.as_str() == row.employer_id {
            self.findings.add(draft(Rule::OwnRecruiter));
            return;
        }
        if self.mention(
            &recruiter,
            Some(PartyKind::Recruiter),
            origin.place(Some(field)),
        ) {
            self.findings.add_once(draft(Rule::UnlistedRecruiter));
        }
        let employer = PartyId::new(row.employer_id.as_str());
        self.add_short(
            Link::new(recruiter.clone(), employer, LinkKind::Labour),
            origin.place(Some(field)),
        );
    }

    /// Links in a fixed order, each once, with places beside them.
    fn links(&mut self, rows: Vec<(Link, Origin)>) -> Vec<Link> {
        let mut kept: Vec<(Link, Place, Option<Origin>)> =
            Vec::with_capacity(rows.len() + self.short.len());
        for (link, origin) in rows {
            let ends = [
                (&link.supplier, table::links::SUPPLIER_ID),
                (&link.buyer, table::links::BUYER_ID),
            ];
            let unknown = ends
                .into_iter()
                .find(|(id, _)| !self.parties.contains_key(*id));
            if let Some((id, field)) = unknown {
                self.findings.add(
                    Draft::new(Rule::UnknownParty, origin.spot(Some(field))).value(id.as_str()),
                );
                self.leave_out(TableKind::Links);
            } else if link.supplier == link.buyer {
                let spot = origin.spot(Some(table::links::BUYER_ID));
                self.findings
                    .add(Draft::new(Rule::SelfLink, spot).value(link.buyer.as_str()));
                self.leave_out(TableKind::Links);
            } else {
                kept.push((link, origin.place(None), Some(origin)));
            }
        }
        kept.extend(
            self.short
                .drain(..)
                .map(|(link, place)| (link, place, None)),
        );
        // A stable sort: of equal links the first in the files comes first.
        kept.sort_by(|(a, ..), (b, ..)| link_order(a).cmp(&link_order(b)));
        let mut links: Vec<Link> = Vec::with_capacity(kept.len());
        let mut origins: Vec<Option<Origin>> = Vec::with_capacity(kept.len());
        for (link, place, origin) in kept {
            if links.last() == Some(&link)
                && let Some(places) = self.provenance.links.last_mut()
            {
                if let (Some(origin), Some(first)) = (origin, places.first()) {
                    let draft = Draft::new(Rule::RepeatedLink, origin.spot(None));
                    self.findings
                        .add(draft.with("first", format!("{} ({})", first.row, first.file)));
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
            self.findings
                .add(Draft::new(Rule::OwnershipCycle, spot).with("members", members.join(", ")));
        }
        links
    }

    /// Where the first link of a circle stands.
    fn first_place(&self, links: &[Link], circle: &[PartyId]) -> Spot {
        let is_in = |link: &Link| {
            link.kind == LinkKind::Ownership
                && circle.contains(&link.supplier)
                && circle.contains(&link.buyer)
        };
        let index = links.iter().position(is_in);
        let place = index
            .and_then(|index| self.provenance.links.get(index))
            .and_then(|places| places.first());
        place.map_or_else(Spot::default, |place| Spot {
            file: place.file.clone(),
            sheet: place.sheet.clone(),
            row: Some(place.row),
            column: None,
        })
    }

    /// Says where the shares of a buyer's input, over the links of the day, come to more than all of it.
    fn check_shares(&mut self, links: &[Link], origins: &[Option<Origin>]) {
        let mut sums: BTreeMap<&PartyId, (f64, Option<&Origin>)> = BTreeMap::new();
        for (link, origin) in links.iter().zip(origins) {
            let is_valid = link.valid_from.is_none_or(|day| day <= self.as_of)
                && link.valid_to.is_none_or(|day| self.as_of <= day);
            if let (true, true, Some(share)) = (link.kind.is_trade(), is_valid, link.share) {
                let sum = sums.entry(&link.buyer).or_default();
                sum.0 += share;
                sum.1 = sum.1.or(origin.as_ref());
            }
        }
        for (buyer, (sum, origin)) in sums {
            if sum > 1.0 + SHARE_TOLERANCE {
                let spot = origin.map_or_else(Spot::default, |origin| {
                    origin.spot(Some(table::links::SHARE))
                });
                let draft = Draft::new(Rule::SharesOverOne, spot).value(buyer.as_str());
                self.findings.add(draft.with("sum", format!("{sum:.3}")));
            }
        }
    }

    /// Evidence, each piece once, by id.
    fn answers(&mut self, rows: Vec<(Vec<Evidence>, Origin)>) -> Vec<Evidence> {
        let references: HashSet<String> = rows
            .iter()
            .flat_map(|(pieces, _)| pieces)
            .filter_map(|evidence| evidence.reference.clone())
            .collect();
        let mut kept: BTreeMap<EvidenceId, Evidence> = BTreeMap::new();
        let field = table::answers::ANSWER;
        for (pieces, origin) in rows {
            let Some(first) = pieces.first() else {
                continue;
            };
            if !self.parties.contains_key(&first.party) {
                let spot = origin.spot(Some(table::answers::SUPPLIER_ID));
                self.findings
                    .add(Draft::new(Rule::UnknownParty, spot).value(first.party.as_str()));
                self.leave_out(TableKind::Answers);
                continue;
            }
            if let Some(closes) = first
                .closes
                .as_ref()
                .filter(|closes| !references.contains(*closes))
            {
                let spot = origin.spot(Some(table::answers::CLOSES));
                self.findings
                    .add(Draft::new(Rule::ClosesUnknown, spot).value(closes));
            }
            for evidence in pieces {
                let places = self
                    .provenance
                    .evidence
                    .entry(evidence.id.clone())
                    .or_default();
                if let Some(first) = places.first() {
                    let draft = Draft::new(Rule::RepeatedAnswer, origin.spot(Some(field)));
                    self.findings
                        .add(draft.with("first", format!("{} ({})", first.row, first.file)));
                }
                places.push(origin.place(Some(field)));
                kept.entry(evidence.id.clone()).or_insert(evidence);
            }
        }
        kept.into_values().collect()
    }

    fn merges(&mut self, rows: Vec<(Merge, Origin)>) -> Vec<Merge> {
        let mut merges = Vec::new();
        for (merge, origin) in rows {
            let ends = [
                (&merge.party, table::merges::SUPPLIER_ID),
                (&merge.same_as, table::merges::SAME_AS),
            ];
            let unknown = ends
                .into_iter()
                .find(|(id, _)| !self.parties.contains_key(*id));
            if let Some((id, field)) = unknown {
                self.findings.add(
                    Draft::new(Rule::UnknownParty, origin.spot(Some(field))).value(id.as_str()),
                );
                self.leave_out(TableKind::Merges);
            } else {
                merges.push(merge);
            }
        }
        merges.sort_by(|a, b| {
            (&a.party, &a.same_as, a.decided_on, &a.reason).cmp(&(
                &b.party,
                &b.same_as,
                b.decided_on,
                &b.reason,
            ))
        });
        merges.dedup();
        merges
    }

    fn rates(&mut self, rows: Vec<(Rate, Origin)>) -> Vec<Rate> {
        let mut kept: BTreeMap<(String, NaiveDate), (Rate, Origin)> = BTreeMap::new();
        for (rate, origin) in rows {
            let key = (rate.currency.clone(), rate.date);
            match kept.get(&key) {
                None => {
                    kept.insert(key, (rate, origin));
                }
                Some((first, place)) if first.per_usd.to_bits() != rate.per_usd.to_bits() => {
                    let draft = Draft::new(
                        Rule::ConflictingRate,
                        origin.spot(Some(table::rates::PER_USD)),
                    );
                    let draft = draft
                        .value(&rate.per_usd.to_string())
                        .with("first", place.in_words());
                    self.findings.add(draft.with("other", first.per_usd));
                    self.leave_out(TableKind::Rates);
                }
                Some(_) => {}
            }
        }
        kept.into_values().map(|(rate, _)| rate).collect()
    }

    /// Says which tables would have told more.
    fn say_missing_tables(&mut self) {
        if !self.counts.contains_key(&TableKind::Suppliers) {
            return;
        }
        for table in [TableKind::Links, TableKind::Recruitment, TableKind::Answers] {
            if !self.counts.contains_key(&table) {
                self.findings.add(
                    Draft::new(Rule::TableNotGiven, Spot::default()).with("table", table.as_str()),
                );
            }
        }
    }
}

/// The fixed order of links: by ends, kind and goods, then by everything else. Amounts are not negative, so that their
/// bits sort as they do.
fn link_order(link: &Link) -> impl Ord + '_ {
    (
        (
            &link.supplier,
            &link.buyer,
            link.kind,
            &link.commodity,
            &link.product,
            link.status,
        ),
        (
            link.share.map(f64::to_bits),
            link.output_share.map(f64::to_bits),
            link.annual_value.map(f64::to_bits),
        ),
        (
            &link.currency,
            link.traceability,
            link.valid_from,
            link.valid_to,
            &link.source,
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Severity;
    use crate::test_support::{only_finding, read_one, read_tables, rules};

    const SUPPLIERS: &str = "supplier_id,name,country\ns1,Mill,UZB\ns2,Loom,UZB\n";

    fn ids(intake: &crate::Intake) -> Vec<&str> {
        intake
            .inputs
            .parties
            .iter()
            .map(|party| party.id.as_str())
            .collect()
    }

    #[test]
    fn repeated_rows_without_id_stay_apart_with_a_warning() {
        let row = "Mill,Uzbekistan,Navoi 5\n";
        let intake = read_one(
            "a.csv",
            format!("name,country,address\n{row}{row}{row}Mill,Uzbekistan,Navoi 6\n").as_bytes(),
        );
        assert_eq!(rules(&intake), ["repeated-supplier", "repeated-supplier"]);
        let ids = ids(&intake);
        assert_eq!(ids.len(), 4);
        assert_eq!(ids.iter().filter(|id| id.contains('~')).count(), 2);
        assert!(ids.iter().any(|id| id.ends_with("~3")));
    }

    #[test]
    fn ids_are_not_made_where_other_tables_refer_to_suppliers() {
        let suppliers = "supplier_id,name,country\ns1,Mill,UZB\n,Loom,UZB\ns2,Gin,UZB\n";
        let intake = read_tables(&[
            ("s.csv", suppliers),
            ("l.csv", "supplier_id,buyer_id\ns1,s2\n"),
        ]);
        assert_eq!(
            (rules(&intake), ids(&intake)),
            (vec!["id-missing"], vec!["s1", "s2"])
        );
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
        let intake = read_one(
            "a.csv",
            b"supplier_id,name,country\ns1,Mill,UZB\ns1,Loom,UZB\n",
        );
        let finding = only_finding(&intake);
        assert_eq!(
            (finding.rule, finding.row),
            (Rule::ConflictingSupplier, Some(3))
        );
        assert!(finding.message.contains("2 (a.csv)"), "{}", finding.message);
        assert_eq!((ids(&intake), intake.rows_left_out()), (vec!["s1"], 1));
    }

    #[test]
    fn the_same_row_twice_counts_once() {
        let intake = read_one(
            "a.csv",
            b"supplier_id,name,country\ns1,Mill,UZB\ns1,Mill,Uzbekistan\n",
        );
        assert_eq!(
            (rules(&intake), intake.rows_left_out()),
            (vec!["repeated-row"], 0)
        );
        assert_eq!(intake.provenance.parties[&PartyId::new("s1")].len(), 2);
    }

    #[test]
    fn a_parent_becomes_an_ownership_link_and_a_party_if_unlisted() {
        let intake = read_one(
            "a.csv",
            b"supplier_id,name,country,parent_id\ns1,Mill,UZB,holding\ns2,Loom,UZB,s1\n",
        );
        assert_eq!(rules(&intake), ["unlisted-parent"]);
        let links: Vec<(&str, &str, LinkKind)> = intake
            .inputs
            .links
            .iter()
            .map(|l| (l.supplier.as_str(), l.buyer.as_str(), l.kind))
            .collect();
        assert_eq!(
            links,
            [
                ("s1", "holding", LinkKind::Ownership),
                ("s2", "s1", LinkKind::Ownership)
            ]
        );
        assert_eq!(intake.inputs.parties[0].origin, PartyOrigin::Mentioned);
    }

    #[test]
    fn a_parent_that_the_links_table_names_in_full_makes_no_second_link() {
        let suppliers = "supplier_id,name,country,parent_id\ns1,Mill,UZB,s2\ns2,Loom,UZB,\n";
        let links = "supplier_id,buyer_id,kind,share\ns1,s2,ownership,0.6\n";
        let intake = read_tables(&[("s.csv", suppliers), ("l.csv", links)]);
        assert_eq!(
            (intake.inputs.links.len(), intake.inputs.links[0].share),
            (1, Some(0.6))
        );
    }

    #[test]
    fn a_supplier_is_not_its_own_parent() {
        let intake = read_one(
            "a.csv",
            b"supplier_id,name,country,parent_id\ns1,Mill,UZB,s1\n",
        );
        assert_eq!(
            (
                rules(&intake),
                intake.inputs.links.len(),
                ids(&intake).len()
            ),
            (vec!["own-parent"], 0, 1)
        );
    }

    #[test]
    fn links_to_nobody_and_to_oneself_are_left_out() {
        let intake = read_tables(&[
            ("s.csv", SUPPLIERS),
            ("l.csv", "supplier_id,buyer_id\ns1,s9\ns1,s1\ns1,s2\n"),
        ]);
        assert_eq!(rules(&intake), ["unknown-party", "self-link"]);
        assert_eq!(
            (
                intake.inputs.links.len(),
                intake.counts[&TableKind::Links].left_out
            ),
            (1, 2)
        );
        assert_eq!(intake.worst(), Some(Severity::Error));
    }

    #[test]
    fn exact_repeats_of_a_link_count_once_and_parallel_ones_stay() {
        let links = "supplier_id,buyer_id,product\ns1,s2,shirt\ns1,s2,shirt\ns1,s2,coat\n";
        let intake = read_tables(&[("s.csv", SUPPLIERS), ("l.csv", links)]);
        assert_eq!(
            (rules(&intake), intake.inputs.links.len()),
            (vec!["repeated-link"], 2)
        );
        let rows: Vec<Vec<u32>> = intake
            .provenance
            .links
            .iter()
            .map(|places| places.iter().map(|place| place.row).collect())
            .collect();
        assert_eq!(rows, [vec![4], vec![2, 3]]);
    }

    #[test]
    fn shares_that_sum_to_three_are_said_with_their_sum() {
        let suppliers = "supplier_id,name,country\nb,B,UZB\ns1,1,UZB\ns2,2,UZB\ns3,3,UZB\n";
        let links = "supplier_id,buyer_id,share\ns1,b,1\ns2,b,1\ns3,b,1\n";
        let finding = only_finding(&read_tables(&[("s.csv", suppliers), ("l.csv", links)]));
        assert_eq!(
            (finding.rule, finding.details["sum"].as_str()),
            (Rule::SharesOverOne, "3.000")
        );
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
