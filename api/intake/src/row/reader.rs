//! Reads the cells of one row as values and says what could not be read.

use std::borrow::Cow;
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use karvon_engine::network::Country;

use crate::finding::{Draft, Findings, Rule, Spot};
use crate::provenance::Place;
use crate::source::{Kind, Sheet};
use crate::table::{Columns, Field, FieldKind, Need};
use crate::value::country::CountryRead;
use crate::value::date::DateRead;
use crate::value::number::{Decimal, Doubt};
use crate::value::word::WordList;
use crate::value::{code, country, date, number, text, word};

/// First year that a date of a supply chain can be in.
const FIRST_YEAR: i32 = 1950;
/// How many years after the day of the assessment a date can lie.
const YEARS_AHEAD: i32 = 50;

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

impl Origin {
    /// The spot of a field of the row, or of the row.
    pub(crate) fn spot(&self, field: Option<Field>) -> Spot {
        Spot {
            file: Arc::clone(&self.sheet.file),
            sheet: self.sheet.name.clone(),
            row: Some(self.row),
            column: field
                .and_then(|field| self.sheet.columns.place(field))
                .cloned(),
        }
    }

    /// The same, for the list of where things stand.
    pub(crate) fn place(&self, field: Option<Field>) -> Place {
        Place {
            file: Arc::clone(&self.sheet.file),
            sheet: self.sheet.name.clone(),
            row: self.row,
            column: field
                .and_then(|field| self.sheet.columns.place(field))
                .map(|(_, header)| Arc::clone(header)),
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
}

impl<'a> RowReader<'a> {
    pub(crate) fn new(
        sheet: &'a Sheet,
        columns: Columns,
        as_of: NaiveDate,
        findings: &'a mut Findings,
    ) -> Self {
        let row = columns.first_row;
        let place = Arc::new(SheetPlace {
            file: Arc::clone(&sheet.file),
            name: sheet.name.clone(),
            columns,
        });
        Self {
            sheet,
            place,
            findings,
            habits: Habits::default(),
            as_of,
            row,
            usable: true,
        }
    }

    /// The rows of the table, by position.
    pub(crate) fn rows(&self) -> std::ops::Range<usize> {
        self.place.columns.first_row..self.sheet.len()
    }

    /// Goes to a row; `false`, with a finding, if it has more cells than the header, so that no cell can be trusted to
    /// stand under its own.
    pub(crate) fn open(&mut self, row: usize) -> bool {
        self.row = row;
        self.usable = true;
        let (width, expected) = (self.sheet.width(row), self.place.columns.width);
        if width > expected {
            let extra = (expected..width)
                .any(|column| !self.sheet.cell(row, column).text.trim().is_empty());
            if extra {
                let draft = Draft::new(Rule::LongRow, self.origin().spot(None));
                self.findings
                    .add(draft.with("count", width).with("expected", expected));
                self.usable = false;
            }
        } else if width < expected && self.sheet.name.is_none() {
            // In workbooks and JSON a row simply ends where its last value is.
            let draft = Draft::new(Rule::ShortRow, self.origin().spot(None));
            self.findings
                .add(draft.with("count", width).with("expected", expected));
        }
        self.usable
    }

    /// Whether nothing so far made the row useless.
    pub(crate) fn is_usable(&self) -> bool {
        self.usable
    }

    /// Where the row stands.
    pub(crate) fn origin(&self) -> Origin {
        Origin {
            sheet: Arc::clone(&self.place),
            row: self.sheet.number(self.row),
        }
    }

    /// Adds a finding about a field of the row; an error makes the row useless.
    pub(crate) fn report(
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
        let needed = field.need == Need::Must
            && rule.severity() == crate::Severity::Warning
            && is_loss(rule);
        if needed {
            draft = draft.as_error();
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
                Need::Must => self.report(
                    Rule::RequiredMissing,
                    field,
                    None,
                    &[("field", field.name.to_owned())],
                ),
                Need::Should => self.report(
                    Rule::RequiredUnknown,
                    field,
                    None,
                    &[("field", field.name.to_owned())],
                ),
                Need::May => {}
            }
        }
        given
    }

    /// The cell of a field as it is, cleaned.
    pub(crate) fn raw(&mut self, field: Field) -> Option<Given<'a>> {
        let (column, _) = self.place.columns.place(field)?;
        let sheet = self.sheet;
        let cell = sheet.cell(self.row, *column);
        if cell.text.is_empty() {
            return None;
        }
        let mut cleaned = text::clean(cell.text);
        if cell.kind == Kind::Text {
            if matches!(cleaned, Cow::Owned(_)) {
                self.report_once(Rule::ControlCharacters, field, None, &[]);
            }
            if text::has_lost_characters(&cleaned) {
                self.report_once(Rule::LostCharacters, field, None, &[]);
            }
            if cleaned.starts_with('=') {
                cleaned = self.formula_text(field, cleaned);
            }
        }
        Some(Given {
            text: cleaned,
            kind: cell.kind,
        })
    }

    /// `="00123"` is how spreadsheets keep zeros in text files; any other formula is taken as the text that it is.
    fn formula_text(&mut self, field: Field, text: Cow<'a, str>) -> Cow<'a, str> {
        let inner = text
            .strip_prefix("=\"")
            .and_then(|rest| rest.strip_suffix('"'))
            .filter(|rest| !rest.contains('"'));
        if let Some(inner) = inner {
            return Cow::Owned(inner.trim().to_owned());
        }
        self.report(Rule::FormulaText, field, Some(&text), &[]);
        text
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
        given
            .text
            .split(';')
            .map(str::trim)
            .filter(|part| !part.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The code of a word.
    pub(crate) fn word(&mut self, field: Field, list: WordList) -> Option<&'static str> {
        let given = self.given(field)?;
        let found = word::read(list, &given.text);
        if found.is_none() {
            let codes = word::codes(list).join(", ");
            self.report(
                Rule::WordUnknown,
                field,
                Some(&given.text),
                &[("codes", codes)],
            );
        }
        found
    }

    /// A yes or no.
    pub(crate) fn boolean(&mut self, field: Field) -> Option<bool> {
        self.word(field, WordList::Boolean)
            .map(|code| code == "yes")
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
                self.report(
                    Rule::CountryAmbiguous,
                    field,
                    Some(&given.text),
                    &[("names", names.join(" / "))],
                );
            }
            CountryRead::Unknown => {
                let near = country::nearest(&given.text).join(" / ");
                let near = if near.is_empty() {
                    "none".to_owned()
                } else {
                    near
                };
                self.report(
                    Rule::CountryUnknown,
                    field,
                    Some(&given.text),
                    &[("nearest", near)],
                );
            }
        }
        None
    }

    /// A number as it was read, without what is not finite, negative or in doubt.
    fn decimal(&mut self, field: Field, may_be_negative: bool) -> Option<(Decimal, f64)> {
        let given = self.given(field)?;
        let told = Some(given.text.as_ref());
        let Some(read) = number::read(&given.text) else {
            let rule = if number::is_not_finite(&given.text) {
                Rule::NumberNotFinite
            } else if is_range(&given.text) {
                Rule::NumberRange
            } else {
                Rule::NumberUnreadable
            };
            self.report(rule, field, told, &[]);
            return None;
        };
        let Some(value) = read.value() else {
            self.report(Rule::NumberNotFinite, field, told, &[]);
            return None;
        };
        if value < 0.0 && !may_be_negative {
            self.report(Rule::NumberNegative, field, told, &[]);
            return None;
        }
        Some((read, value))
    }

    /// A number that is not negative.
    pub(crate) fn amount(&mut self, field: Field) -> Option<f64> {
        self.measure(field, false)
    }

    /// A number of degrees.
    pub(crate) fn degrees(&mut self, field: Field) -> Option<f64> {
        self.measure(field, true)
    }

    fn measure(&mut self, field: Field, may_be_negative: bool) -> Option<f64> {
        let (read, value) = self.decimal(field, may_be_negative)?;
        if read.percent {
            self.report_with_text(Rule::NumberUnreadable, field, &[]);
            return None;
        }
        if read.doubt == Doubt::CommaGroup {
            let other = self
                .raw(field)
                .and_then(|given| Decimal::with_decimal_comma(&given.text));
            let other = other
                .and_then(|other| other.value())
                .map(number::shortest)
                .unwrap_or_default();
            let fill = [("read", number::shortest(value)), ("other", other)];
            self.report_with_text(Rule::NumberAmbiguous, field, &fill);
        }
        Some(value)
    }

    /// A whole number from 0 to 2³² − 1.
    pub(crate) fn whole(&mut self, field: Field) -> Option<u32> {
        let kind = self.raw(field).map(|given| given.kind);
        let (read, value) = self.decimal(field, false)?;
        if read.percent {
            self.report_with_text(Rule::NumberUnreadable, field, &[]);
            return None;
        }
        if read.doubt == Doubt::PointGroup && kind == Some(Kind::Text) {
            // 1.200 is twelve hundred to some and one and a fifth to others; for a count neither is plain.
            let fill = [
                ("read", "none".to_owned()),
                ("other", read.digits.replace('.', "")),
            ];
            self.report_with_text(Rule::NumberAmbiguous, field, &fill);
            return None;
        }
        if value.fract() != 0.0 {
            self.report_with_text(Rule::NumberNotWhole, field, &[]);
            return None;
        }
        if value > f64::from(u32::MAX) {
            self.report_with_text(
                Rule::NumberOutOfRange,
                field,
                &[("range", format!("0–{}", u32::MAX))],
            );
            return None;
        }
        // Whole and within range, so that the text without an exponent is a number of that type.
        number::shortest(value).parse().ok()
    }

    /// A share from 0 to 1, or a percent.
    pub(crate) fn share(&mut self, field: Field) -> Option<f64> {
        let (read, mut value) = self.decimal(field, false)?;
        if !read.percent && self.place.columns.is_percent(field) {
            // The header says percent: move the point, as the sign in the cell would.
            value = number::read(&format!("{}%", number::shortest(value)))?.value()?;
        } else if !read.percent {
            if read.doubt == Doubt::CommaGroup {
                // 1,200 as a share is 1.2, which is none.
                value = f64::INFINITY;
            }
            if value > 1.0 || (value == 1.0 && self.has_whole_percents(field)) {
                let percent = self
                    .raw(field)
                    .map(|given| given.text.into_owned())
                    .unwrap_or_default();
                self.report_with_text(Rule::ShareBare, field, &[("percent", percent)]);
                return None;
            }
        }
        if value > 1.0 {
            self.report_with_text(
                Rule::NumberOutOfRange,
                field,
                &[("range", "0–1".to_owned())],
            );
            return None;
        }
        Some(value)
    }

    /// Whether bare numbers above 1 stand in a share column: then a bare 1 may be one percent.
    fn has_whole_percents(&mut self, field: Field) -> bool {
        let known = self
            .habits
            .whole_percent
            .get(field.index)
            .copied()
            .flatten();
        known.unwrap_or_else(|| {
            let found = self.any_in_column(field, |text| {
                number::read(text).is_some_and(|read| {
                    !read.percent && read.value().is_some_and(|value| value > 1.0)
                })
            });
            remember(&mut self.habits.whole_percent, field, found);
            found
        })
    }

    fn any_in_column(&self, field: Field, mut holds: impl FnMut(&str) -> bool) -> bool {
        let Some((column, _)) = self.place.columns.place(field) else {
            return false;
        };
        self.rows()
            .any(|row| holds(self.sheet.cell(row, *column).text.trim()))
    }

    fn report_with_text(&mut self, rule: Rule, field: Field, fill: &[(&'static str, String)]) {
        let text = self.raw(field).map(|given| given.text.into_owned());
        self.report(rule, field, text.as_deref(), fill);
    }

    /// A date that can be meant.
    pub(crate) fn date(&mut self, field: Field) -> Option<NaiveDate> {
        debug_assert_eq!(field.kind, FieldKind::Date);
        let given = self.given(field)?;
        let told = given.text.as_ref();
        let Some(read) = date::read(told) else {
            self.report(Rule::DateUnreadable, field, Some(told), &[]);
            return None;
        };
        let date = match read {
            DateRead::Clear(date) => date,
            DateRead::DayFirst(date) => {
                self.report_once(
                    Rule::DateDayFirst,
                    field,
                    None,
                    &[("read", date.to_string())],
                );
                date
            }
            DateRead::Serial(date) => {
                self.report_once(Rule::DateSerial, field, None, &[("read", date.to_string())]);
                date
            }
            DateRead::MonthFirst(date) => {
                self.report(
                    Rule::DateMonthFirst,
                    field,
                    Some(told),
                    &[("read", date.to_string())],
                );
                date
            }
            DateRead::Either {
                day_first,
                month_first,
            } => {
                let other = [
                    ("read", day_first.to_string()),
                    ("other", month_first.to_string()),
                ];
                if self.has_month_first_dates(field) {
                    // Another date of the column can only be month first, so that neither reading can be relied on.
                    self.report(Rule::DateUnreadable, field, Some(told), &other);
                    return None;
                }
                self.report(Rule::DateAmbiguous, field, Some(told), &other);
                day_first
            }
        };
        if date.year() < FIRST_YEAR || date.year() > self.as_of.year().saturating_add(YEARS_AHEAD) {
            let last = self.as_of.year().saturating_add(YEARS_AHEAD);
            let fill = [
                ("first", FIRST_YEAR.to_string()),
                ("last", last.to_string()),
            ];
            self.report(Rule::DateImplausible, field, Some(told), &fill);
            return None;
        }
        Some(date)
    }

    /// A date that something happened on, and that can therefore not be after the day of the assessment.
    pub(crate) fn past_date(&mut self, field: Field) -> Option<NaiveDate> {
        let date = self.date(field)?;
        if date > self.as_of {
            let fill = [("as_of", self.as_of.to_string())];
            self.report_with_text(Rule::DateAfterAsOf, field, &fill);
        }
        Some(date)
    }

    fn has_month_first_dates(&mut self, field: Field) -> bool {
        let known = self.habits.month_first.get(field.index).copied().flatten();
        known.unwrap_or_else(|| {
            let found = self.any_in_column(field, |text| {
                matches!(date::read(text), Some(DateRead::MonthFirst(_)))
            });
            remember(&mut self.habits.month_first, field, found);
            found
        })
    }

    /// Says that a first day is after the last one.
    pub(crate) fn check_order(
        &mut self,
        from: (Field, Option<NaiveDate>),
        to: (Field, Option<NaiveDate>),
    ) {
        if let (Some(first), Some(last)) = (from.1, to.1)
            && first > last
        {
            let fill = [
                ("first", first.to_string()),
                ("last", last.to_string()),
                ("other", to.0.name.to_owned()),
            ];
            self.report_with_text(Rule::DateOrder, from.0, &fill);
        }
    }
}

fn remember(habits: &mut Vec<Option<bool>>, field: Field, found: bool) {
    if habits.len() <= field.index {
        habits.resize(field.index + 1, None);
    }
    if let Some(habit) = habits.get_mut(field.index) {
        *habit = Some(found);
    }
}

/// Two numbers with a dash between.
fn is_range(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '–', '—']).map(str::trim).collect();
    matches!(parts.as_slice(), [a, b] if number::read(a).is_some() && number::read(b).is_some())
}

/// Whether a warning of this rule means that the value was not read.
fn is_loss(rule: Rule) -> bool {
    !matches!(
        rule,
        Rule::FormulaText
            | Rule::DateAmbiguous
            | Rule::DateMonthFirst
            | Rule::DateAfterAsOf
            | Rule::DateOrder
    ) && !(rule == Rule::NumberAmbiguous)
}
