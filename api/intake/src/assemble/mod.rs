//! Rows of all tables together: who is who, what refers to what, what stands twice.

mod cohorts;
mod evidence;
mod links;
mod others;
mod parties;

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use karvon_engine::evidence::Evidence;
use karvon_engine::ids::PartyId;
use karvon_engine::inputs::{Inputs, Merge, Rate, WatchlistEntry};
use karvon_engine::network::{Link, LinkKind, Party, PartyOrigin};
use rayon::prelude::*;

use crate::TableCounts;
use crate::answers::AnswerBook;
use crate::finding::{Draft, Findings, Rule, Spot};
use crate::keep::{Keeper, KeptRow, KnownParties};
use crate::provenance::Provenance;
use crate::row::answers::AnswerRead;
use crate::row::recruitment::RecruitmentRow;
use crate::row::suppliers::SupplierRow;
use crate::row::{self, Origin, RowReader, SheetPlace};
use crate::source::Sheet;
use crate::table::{self, Columns, Field, TableKind};

/// Rows that are read in one go; the parts of a sheet are read side by side.
const PART: usize = 2048;

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
    /// Reads the rows of one sheet, in parts side by side; the parts are put together in their order.
    #[expect(clippy::too_many_arguments, reason = "what a sheet is read with, each of another kind")]
    pub(crate) fn read<T: Send>(
        &mut self,
        kind: TableKind,
        columns: Columns,
        sheet: &Sheet,
        as_of: NaiveDate,
        book: &(impl AnswerBook + Sync),
        keeper: Option<&Keeper<'_, T>>,
        findings: &mut Findings,
    ) -> Vec<KeptRow<T>> {
        if kind == TableKind::Suppliers {
            say_missing_fields(sheet, &columns, findings);
        }
        let first = columns.first_row;
        let place = SheetPlace::new(sheet, columns);
        let rows: Vec<usize> = (first..sheet.len()).collect();
        let parts: Vec<(Self, Findings, Vec<KeptRow<T>>)> = rows
            .par_chunks(PART)
            .map(|rows| {
                let (mut part, mut own) = (Self::default(), Findings::default());
                let mut reader = RowReader::new(sheet, Arc::clone(&place), as_of, &mut own);
                reader.keep(keeper.is_some());
                let kept = part.read_rows(kind, rows, &mut reader, book, keeper);
                (part, own, kept)
            })
            .collect();
        // A table without rows was given all the same.
        self.counts.entry(kind).or_default();
        self.suppliers.reserve(parts.iter().map(|(part, ..)| part.suppliers.len()).sum());
        self.links.reserve(parts.iter().map(|(part, ..)| part.links.len()).sum());
        self.answers.reserve(parts.iter().map(|(part, ..)| part.answers.len()).sum());
        let mut kept = Vec::with_capacity(parts.iter().map(|(.., rows)| rows.len()).sum());
        for (part, own, mut rows) in parts {
            self.append(part);
            findings.append(own);
            kept.append(&mut rows);
        }
        kept
    }

    fn read_rows<T>(
        &mut self,
        kind: TableKind,
        rows: &[usize],
        reader: &mut RowReader<'_>,
        book: &impl AnswerBook,
        keeper: Option<&Keeper<'_, T>>,
    ) -> Vec<KeptRow<T>> {
        let mut kept = Vec::with_capacity(if keeper.is_some() { rows.len() } else { 0 });
        let counts = self.counts.entry(kind).or_default();
        counts.rows += rows.len();
        match kind {
            TableKind::Suppliers => self.suppliers.reserve(rows.len()),
            TableKind::Links => self.links.reserve(rows.len()),
            TableKind::Answers => self.answers.reserve(rows.len()),
            TableKind::Recruitment | TableKind::Watchlist | TableKind::Merges | TableKind::Rates => {}
        }
        let mut known = row::answers::Known::default();
        for row in rows {
            let used = reader.open(*row)
                && match kind {
                    TableKind::Suppliers => keep(&mut self.suppliers, row::suppliers::read(reader)),
                    TableKind::Links => keep(&mut self.links, row::links::read(reader)),
                    TableKind::Recruitment => keep(&mut self.recruitment, row::recruitment::read(reader)),
                    TableKind::Watchlist => keep(&mut self.watchlist, row::watchlist::read(reader)),
                    TableKind::Merges => keep(&mut self.merges, row::merges::read(reader)),
                    TableKind::Rates => keep(&mut self.rates, row::rates::read(reader)),
                    TableKind::Answers => match row::answers::read(reader, book, &mut known) {
                        AnswerRead::Evidence(pieces, origin) => keep(&mut self.answers, Some((pieces, origin))),
                        AnswerRead::Unanswered => {
                            counts.unanswered += 1;
                            true
                        }
                        AnswerRead::LeftOut => false,
                    },
                };
            counts.left_out += usize::from(!used);
            if let Some(keeper) = keeper {
                kept.push(KeptRow { row: reader.origin().row, kept: keeper(kind, reader.fields(kind)) });
            }
        }
        kept
    }

    fn append(&mut self, mut part: Self) {
        self.suppliers.append(&mut part.suppliers);
        self.links.append(&mut part.links);
        self.recruitment.append(&mut part.recruitment);
        self.answers.append(&mut part.answers);
        self.watchlist.append(&mut part.watchlist);
        self.merges.append(&mut part.merges);
        self.rates.append(&mut part.rates);
        for (kind, read) in part.counts {
            let counts = self.counts.entry(kind).or_default();
            counts.rows += read.rows;
            counts.left_out += read.left_out;
            counts.unanswered += read.unanswered;
        }
    }

    /// Checks the tables against each other and makes the engine's inputs.
    pub(crate) fn assemble(
        self,
        as_of: NaiveDate,
        known: &KnownParties,
        findings: &mut Findings,
    ) -> (Inputs, Provenance, BTreeMap<TableKind, TableCounts>) {
        let mut assembler = Assembler {
            findings,
            as_of,
            counts: self.counts,
            parties: BTreeMap::new(),
            provenance: Provenance::default(),
            stated: stated(&self.links),
            short: Vec::new(),
            has_known: false,
        };
        let parents = assembler
            .suppliers(self.suppliers, || referred(&self.links, &self.recruitment, &self.answers, &self.merges));
        assembler.know(known);
        assembler.parents(parents);
        let cohorts = assembler.cohorts(self.recruitment);
        let links = assembler.links(self.links);
        let evidence = assembler.answers(self.answers);
        let merges = assembler.merges(self.merges);
        let rates = assembler.rates(self.rates);
        let mut watchlist: Vec<WatchlistEntry> = self.watchlist.into_iter().map(|(entry, _)| entry).collect();
        watchlist.sort_by(|a, b| watchlist_order(a).cmp(&watchlist_order(b)));
        watchlist.dedup();
        assembler.say_missing_tables();
        let Assembler { mut counts, parties, mut provenance, .. } = assembler;
        for count in counts.values_mut() {
            count.used = count.rows.saturating_sub(count.left_out + count.unanswered);
        }
        let places = provenance.evidence.values_mut().chain(provenance.parties.values_mut());
        let places = places.chain(provenance.cohorts.values_mut()).chain(provenance.links.iter_mut());
        for places in places.filter(|places| places.len() > 1) {
            places.sort();
        }
        let parties = parties.into_values().collect();
        (
            Inputs { parties, links, evidence, cohorts, rates, merges, watchlist, ..Inputs::default() },
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
    let missing: Vec<&str> =
        TELLING_FIELDS.iter().filter(|field| columns.place(**field).is_none()).map(|field| field.name).collect();
    if !missing.is_empty() {
        let spot = Spot { sheet: sheet.name.clone(), ..Spot::file(&sheet.file) };
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
    ids.extend(answers.iter().flat_map(|(pieces, _)| pieces).map(|evidence| evidence.party.as_str()));
    for (merge, _) in merges {
        ids.extend([merge.party.as_str(), merge.same_as.as_str()]);
    }
    ids.into_iter().map(str::to_owned).collect()
}

/// The links of the links table that could also be said in a short form.
fn stated(links: &[(Link, Origin)]) -> HashSet<Ends> {
    links.iter().map(|(link, _)| link).filter(|link| !link.kind.is_trade()).map(ends).collect()
}

/// Supplier, buyer and kind of a link.
type Ends = (PartyId, PartyId, LinkKind);

fn ends(link: &Link) -> Ends {
    (link.supplier.clone(), link.buyer.clone(), link.kind)
}

fn watchlist_order(entry: &WatchlistEntry) -> impl Ord + '_ {
    let WatchlistEntry { list, name, aliases, country, address, programme, listed_on, source_url } = entry;
    (list, name, country, aliases, address, programme, listed_on, source_url)
}

struct Assembler<'a> {
    findings: &'a mut Findings,
    as_of: NaiveDate,
    counts: BTreeMap<TableKind, TableCounts>,
    parties: BTreeMap<PartyId, Party>,
    provenance: Provenance,
    /// What the links table says in full, which the short forms do not say again.
    stated: HashSet<Ends>,
    /// Links from the short forms, a parent's id or a cohort's recruiter, with row and column.
    short: Vec<(Link, Origin, Field)>,
    /// Whether there are parties that no file lists.
    has_known: bool,
}

impl Assembler<'_> {
    /// Adds the parties that are known without standing in the files.
    fn know(&mut self, known: &KnownParties) {
        let is_listed = self.counts.contains_key(&TableKind::Suppliers);
        let others = known.unless_listed.iter().filter(|_| !is_listed);
        for id in known.always.iter().chain(others) {
            self.has_known = true;
            let id = PartyId::new(id.as_str());
            let party = || Party::unknown(id.clone(), id.as_str(), PartyOrigin::Listed);
            self.parties.entry(id.clone()).or_insert_with(party);
        }
    }

    fn leave_out(&mut self, table: TableKind) {
        self.counts.entry(table).or_default().left_out += 1;
    }

    /// Says which tables would have told more.
    fn say_missing_tables(&mut self) {
        if !self.counts.contains_key(&TableKind::Suppliers) {
            return;
        }
        for table in [TableKind::Links, TableKind::Recruitment, TableKind::Answers] {
            if !self.counts.contains_key(&table) {
                self.findings.add(Draft::new(Rule::TableNotGiven, Spot::default()).with("table", table.as_str()));
            }
        }
    }
}
