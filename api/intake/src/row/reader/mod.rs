//! Reads the cells of one row as values and says what could not be read.

mod date;
mod number;

use std::borrow::Cow;
use std::sync::Arc;

use chrono::NaiveDate;
use karvon_engine::network::Country;
use serde_json::{Map, Value};

use crate::finding::{Draft, Findings, Rule, Spot};
use crate::provenance::Place;
use crate::source::{Cell, Kind, Sheet};
use crate::table::{Columns, Field, FieldKind, Need, TableKind, answers};
use crate::value::country::CountryRead;
use crate::value::word::WordList;
use crate::value::{code, country, text, word};

/// Where a row stands, kept beside what became of it.
#[derive(Clone, Debug)]
pub(crate) struct Origin {
    pub(crate) sheet: Arc<SheetPlace>,
    pub(crate) row: u32,
}

/// File and sheet of a row, with its columns.
#[derive(Debug)]
pub(crate) struct SheetPlace {
    pub(crate) file: Arc<str>,
    pub(crate) name: Option<Arc<str>>,
    pub(crate) columns: Columns,
}

impl SheetPlace {
    pub(crate) fn new(sheet: &Sheet, columns: Columns) -> Arc<Self> {
        Arc::new(Self { file: Arc::clone(&sheet.file), name: sheet.name.clone(), columns })
    }
}

impl Origin {
    /// The spot of a field of the row, or of the row.
    pub(crate) fn spot(&self, field: Option<Field>) -> Spot {
        Spot {
            file: Arc::clone(&self.sheet.file),
            sheet: self.sheet.name.clone(),
            row: Some(self.row),
            column: field.and_then(|field| self.sheet.columns.place(field)).cloned(),
        }
    }

    /// The same, for the list of where things stand.
    pub(crate) fn place(&self, field: Option<Field>) -> Place {
        Place {
            file: Arc::clone(&self.sheet.file),
            sheet: self.sheet.name.clone(),
            row: self.row,
            column: field.and_then(|field| self.sheet.columns.place(field)).map(|(_, header)| Arc::clone(header)),
        }
    }

    /// Row and file in words, to point at another row from a finding.
    pub(crate) fn in_words(&self) -> String {
        match &self.sheet.name {
            Some(sheet) => format!("{} ({}, {})", self.row, self.sheet.file, sheet),
            None => format!("{} ({})", self.row, self.sheet.file),
        }
    }
}

/// Signs of how the dates and shares of one column are meant, worked out when first needed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Habits {
    month_first: Vec<Option<bool>>,
    whole_percent: Vec<Option<bool>>,
}

/// One cell: cleaned text and how it was stored.
#[derive(Clone, Debug)]
pub(crate) struct Given<'a> {
    pub(crate) text: Cow<'a, str>,
    pub(crate) kind: Kind,
}

/// Reads one row after another of a sheet.
pub(crate) struct RowReader<'a> {
    sheet: &'a Sheet,
    place: Arc<SheetPlace>,
    findings: &'a mut Findings,
    habits: Habits,
    as_of: NaiveDate,
    row: usize,
    usable: bool,
    /// What was read of the open row by field, where rows are kept.
    read: Option<Vec<(usize, Read)>>,
}

/// What is kept of a field.
enum Read {
    /// The value that it was read as.
    Value(Value),
    /// Nothing: it must not be seen again, or means nothing.
    Nothing,
}

impl<'a> RowReader<'a> {
    pub(crate) fn new(sheet: &'a Sheet, place: Arc<SheetPlace>, as_of: NaiveDate, findings: &'a mut Findings) -> Self {
        let row = place.columns.first_row;
        Self { sheet, place, findings, habits: Habits::default(), as_of, row, usable: true, read: None }
    }

    /// Whether [`Self::fields`] will be asked for.
    pub(crate) fn keep(&mut self, keep: bool) {
        self.read = keep.then(Vec::new);
    }

    /// Says what a field was read as.
    pub(crate) fn note(&mut self, field: Field, value: impl Into<Value>) {
        if let Some(read) = &mut self.read {
            read.push((field.index, Read::Value(value.into())));
        }
    }

    /// Says that a field is not to be kept.
    pub(crate) fn forget(&mut self, field: Field) {
        if let Some(read) = &mut self.read {
            read.push((field.index, Read::Nothing));
        }
    }

    /// The open row in its one form, as far as it was read.
    pub(crate) fn fields(&self, table: TableKind) -> Map<String, Value> {
        let noted = self.read.as_deref().unwrap_or_default();
        let value = |field: &Field| {
            self.place.columns.place(*field)?;
            // The last word about a field holds.
            match noted.iter().rev().find(|(index, _)| *index == field.index) {
                Some((_, Read::Value(value))) => Some(value.clone()),
                None if field.kind == FieldKind::Text => {
                    let given = self.peek(*field)?;
                    // Of an answer that says that there is none the words are kept.
                    let is_kept = field.name == answers::ANSWER.name || !text::is_missing(&given.text);
                    is_kept.then(|| Value::from(given.text.into_owned()))
                }
                Some((_, Read::Nothing)) | None => None,
            }
        };
        table.fields().iter().filter_map(|field| Some((field.name.to_owned(), value(field)?))).collect()
    }

    /// The rows of the table, by position.
    fn rows(&self) -> std::ops::Range<usize> {
        self.place.columns.first_row..self.sheet.len()
    }

    /// Goes to a row; `false`, with a finding, if it has more cells than the header, so that no cell can be trusted to
    /// stand under its own.
    pub(crate) fn open(&mut self, row: usize) -> bool {
        self.row = row;
        self.usable = true;
        if let Some(read) = &mut self.read {
            read.clear();
        }
        let (width, expected) = (self.sheet.width(row), self.place.columns.width);
        if width > expected {
            let extra = (expected..width).any(|column| !self.sheet.cell(row, column).text.trim().is_empty());
            if extra {
                let draft = Draft::new(Rule::LongRow, self.origin().spot(None));
                self.findings.add(draft.with("count", width).with("expected", expected));
                self.usable = false;
            }
        } else if width < expected && self.sheet.name.is_none() {
            // In workbooks and JSON a row simply ends where its last value is.
            let draft = Draft::new(Rule::ShortRow, self.origin().spot(None));
            self.findings.add(draft.with("count", width).with("expected", expected));
        }
        self.usable
    }

    /// Whether nothing so far made the row useless.
    pub(crate) fn is_usable(&self) -> bool {
        self.usable
    }

    /// Where the row stands.
    pub(crate) fn origin(&self) -> Origin {
        Origin { sheet: Arc::clone(&self.place), row: self.sheet.number(self.row) }
    }

    /// Adds a finding about a field of the row; an error makes the row useless.
    pub(crate) fn report(&mut self, rule: Rule, field: Field, value: Option<&str>, fill: &[(&'static str, String)]) {
        if matches!(rule, Rule::WorkerDataInAnswer | Rule::WorkerDataInNote) {
            self.forget(field);
        }
        let mut draft = Draft::new(rule, self.origin().spot(Some(field)));
        if let Some(value) = value {
            draft = draft.value(value);
        }
        for (name, text) in fill {
            draft = draft.with(name, text);
        }
        let needed = field.need == Need::Must && rule.severity() == crate::Severity::Warning && is_loss(rule);
        if needed {
            draft = draft.into_error();
        }
        self.usable &= !needed && rule.severity() != crate::Severity::Error;
        self.findings.add(draft);
    }

    /// Adds a finding that is told once per column and value.
    pub(crate) fn report_once(
        &mut self,
        rule: Rule,
        field: Field,
        value: Option<&str>,
        fill: &[(&'static str, String)],
    ) {
        let mut draft = Draft::new(rule, self.origin().spot(Some(field)));
        if let Some(value) = value {
            draft = draft.value(value);
        }
        for (name, text) in fill {
            draft = draft.with(name, text);
        }
        self.findings.add_once(draft);
    }

    /// The cell of a field, with nothing for missing columns, empty cells and words for nothing; says so where the
    /// field is required.
    pub(crate) fn given(&mut self, field: Field) -> Option<Given<'a>> {
        let raw = self.raw(field);
        let given = raw.filter(|given| !text::is_missing(&given.text));
        if given.is_none() && self.place.columns.place(field).is_some() {
            match field.need {
                Need::Must => self.report(Rule::RequiredMissing, field, None, &[("field", field.name.to_owned())]),
                Need::Should => self.report(Rule::RequiredUnknown, field, None, &[("field", field.name.to_owned())]),
                Need::May => {}
            }
        }
        given
    }

    /// The cell of a field as it is, cleaned; says what is odd about the text.
    pub(crate) fn raw(&mut self, field: Field) -> Option<Given<'a>> {
        let (column, _) = self.place.columns.place(field)?;
        let cell = self.sheet.cell(self.row, *column);
        let given = peeked(cell)?;
        if cell.kind == Kind::Text {
            if matches!(given.text, Cow::Owned(_)) && !cell.text.starts_with('=') {
                self.report_once(Rule::ControlCharacters, field, None, &[]);
            }
            if text::has_lost_characters(&given.text) {
                self.report_once(Rule::LostCharacters, field, None, &[]);
            }
            if given.text.starts_with('=') {
                self.report(Rule::FormulaText, field, Some(&given.text), &[]);
            }
        }
        Some(given)
    }

    /// The same without a word, to look at a cell again.
    pub(crate) fn peek(&self, field: Field) -> Option<Given<'a>> {
        let (column, _) = self.place.columns.place(field)?;
        peeked(self.sheet.cell(self.row, *column))
    }

    /// The text of a field.
    pub(crate) fn text(&mut self, field: Field) -> Option<String> {
        self.given(field).map(|given| given.text.into_owned())
    }

    /// The texts of a field, separated by semicolons.
    pub(crate) fn texts(&mut self, field: Field) -> Vec<String> {
        let Some(given) = self.given(field) else {
            return Vec::new();
        };
        given.text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    }

    /// The code of a word.
    pub(crate) fn word(&mut self, field: Field, list: WordList) -> Option<&'static str> {
        let given = self.given(field)?;
        let found = word::read(list, &given.text);
        if found.is_none() {
            let codes = word::codes(list).join(", ");
            self.report(Rule::WordUnknown, field, Some(&given.text), &[("codes", codes)]);
        }
        found
    }

    /// A yes or no.
    pub(crate) fn boolean(&mut self, field: Field) -> Option<bool> {
        self.word(field, WordList::Boolean).map(|code| code == "yes")
    }

    /// An ISO 4217 code.
    pub(crate) fn currency(&mut self, field: Field) -> Option<String> {
        let given = self.given(field)?;
        let found = code::currency(&given.text);
        if found.is_none() {
            self.report(Rule::CurrencyUnreadable, field, Some(&given.text), &[]);
        }
        found
    }

    /// A country.
    pub(crate) fn country(&mut self, field: Field) -> Option<Country> {
        let given = self.given(field)?;
        match country::read(&given.text) {
            CountryRead::Known(country) => return Some(country),
            CountryRead::Shared(several) => {
                let names: Vec<&str> = several.into_iter().map(country::name).collect();
                self.report(Rule::CountryAmbiguous, field, Some(&given.text), &[("names", names.join(" / "))]);
            }
            CountryRead::Unknown => {
                let near = country::nearest(&given.text).join(" / ");
                let near = if near.is_empty() { "none".to_owned() } else { near };
                self.report(Rule::CountryUnknown, field, Some(&given.text), &[("nearest", near)]);
            }
        }
        None
    }

    fn any_in_column(&self, field: Field, mut holds: impl FnMut(&str) -> bool) -> bool {
        let Some((column, _)) = self.place.columns.place(field) else {
            return false;
        };
        self.rows().any(|row| holds(self.sheet.cell(row, *column).text.trim()))
    }

    fn report_with_text(&mut self, rule: Rule, field: Field, fill: &[(&'static str, String)]) {
        let text = self.peek(field).map(|given| given.text.into_owned());
        self.report(rule, field, text.as_deref(), fill);
    }
}

/// A cell with its text cleaned; nothing if it is empty. `="00123"`, by which spreadsheets keep zeros in text files, is the
/// text between the quotation marks; any other formula is taken as the text that it is.
fn peeked(cell: Cell<'_>) -> Option<Given<'_>> {
    if cell.text.is_empty() {
        return None;
    }
    let mut text = text::clean(cell.text);
    if cell.kind == Kind::Text && text.starts_with("=\"") {
        let inner = text.strip_prefix("=\"").and_then(|rest| rest.strip_suffix('"'));
        if let Some(inner) = inner.filter(|inner| !inner.contains('"')) {
            text = Cow::Owned(inner.trim().to_owned());
        }
    }
    Some(Given { text, kind: cell.kind })
}

fn remember(habits: &mut Vec<Option<bool>>, field: Field, found: bool) {
    if habits.len() <= field.index {
        habits.resize(field.index + 1, None);
    }
    if let Some(habit) = habits.get_mut(field.index) {
        *habit = Some(found);
    }
}

/// Whether a warning of this rule means that the value was not read.
fn is_loss(rule: Rule) -> bool {
    !matches!(
        rule,
        Rule::FormulaText
            | Rule::NumberAmbiguous
            | Rule::DateAmbiguous
            | Rule::DateMonthFirst
            | Rule::DateAfterAsOf
            | Rule::DateOrder
    )
}
